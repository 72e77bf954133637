package app

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"maillage/internal/db"
	"maillage/internal/db/dbtest"
	"maillage/internal/kit/importer"
	"maillage/internal/kit/seal"
	"maillage/internal/programme/control"
	"maillage/internal/programme/evidence"
	"maillage/internal/programme/report"
)

// wired is an installation on a database of either engine, with the small programme of the report's tests.
type wired struct {
	*App
	t     *testing.T
	clock time.Time
}

func newWired(t *testing.T, d *db.DB) *wired {
	t.Helper()
	w := &wired{t: t, clock: time.Date(2021, 2, 1, 9, 0, 0, 0, time.UTC)}
	a, err := wire(d, Config{Files: t.TempDir(), Offline: true}, func() time.Time { return w.clock })
	w.must(err)
	w.App = a
	a.Dir = t.TempDir()
	const files = "../programme/report/reporttest/testdata/"
	for _, kind := range []string{KindAgreement, KindIndicators} {
		_, _, err := a.ImportDocument(t.Context(), kind, files+map[string]string{KindAgreement: "programme.toml", KindIndicators: "indicators.toml"}[kind])
		w.must(err)
	}
	for _, kind := range []string{"tour", "meetup", "census", "hotline"} {
		w.rows(kind, files+kind+".csv")
	}
	w.rows("evidence", files+"pieces.csv")
	_, _, err = a.ImportDocument(t.Context(), KindReport, files+"bilan/report.toml")
	w.must(err)
	return w
}

func (w *wired) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *wired) rows(kind, path string) {
	w.t.Helper()
	target, err := w.Target(w.t.Context(), kind)
	w.must(err)
	r, err := w.Importer.Run(w.t.Context(), target, importer.Request{Path: path, Options: importer.Options{Period: "2018..2019"}})
	w.must(err)
	if r.RefusedRows > 0 {
		w.t.Fatalf("%s: %+v", kind, r.Refused)
	}
}

// text imports rows given as text, a day later.
func (w *wired) text(kind, rows string) {
	w.t.Helper()
	w.clock = w.clock.Add(24 * time.Hour)
	folder := w.t.TempDir()
	w.must(os.WriteFile(filepath.Join(folder, "feuille.txt"), []byte("Feuille de Poitiers\n"), 0o600))
	w.must(os.WriteFile(filepath.Join(folder, "rows.csv"), []byte(rows), 0o600))
	w.rows(kind, filepath.Join(folder, "rows.csv"))
}

// export makes a control file, verifies its seal, and returns its files.
func (w *wired) export(o control.Options) (map[string]string, control.Result) {
	w.t.Helper()
	key, err := w.SealKey()
	w.must(err)
	o.Key, o.Language = key, "fr"
	path := filepath.Join(w.t.TempDir(), "dossier.zip")
	r, err := w.Control.ExportFile(w.t.Context(), path, o)
	w.must(err)
	if s, err := seal.Read(path); err != nil || s.State != seal.Sound {
		w.t.Errorf("the seal is %v, %v", s.State, err)
	}
	content, err := os.ReadFile(path)
	w.must(err)
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	w.must(err)
	files := map[string]string{}
	for _, f := range z.File {
		in, err := f.Open()
		w.must(err)
		text, err := io.ReadAll(in)
		w.must(err)
		_ = in.Close()
		files[f.Name] = string(text)
	}
	return files, r
}

// column reads two columns of a CSV of the archive, as key → value.
func column(t *testing.T, text string, key func(map[string]string) string, value string) map[string]string {
	t.Helper()
	in := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\ufeff")))
	in.Comma = ';'
	all, err := in.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	for _, cells := range all[1:] {
		row := map[string]string{}
		for i, c := range cells {
			row[all[0][i]] = c
		}
		found[key(row)] = row[value]
	}
	return found
}

func figureKey(r map[string]string) string {
	return r["Clé"] + " " + r["Année"] + " " + r["Restreint à"]
}
func titleKey(r map[string]string) string { return r["Intitulé"] }

// TestTheControlFileOfAVersionTellsTheVersion keeps a version, changes an entry and its pieces, and compares the file of the version with
// that of the draft.
func TestTheControlFileOfAVersionTellsTheVersion(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWired(t, d)
		outcome, err := w.keepIn(t.Context(), report.KeepInput{Label: "Bilan rendu"}, []string{"html", "odt", "json"}, func(string) {})
		w.must(err)
		number := outcome.Version.Number
		version := func() (*control.Version, []control.Document) {
			t.Helper()
			v, documents, err := w.controlVersion(t.Context(), number, "fr")
			w.must(err)
			return v, documents
		}
		v, documents := version()
		before, r := w.export(control.Options{Version: v, Documents: documents})
		if r.Draft || r.Version != number || r.Since.Moved != 0 || len(r.Faults) != 0 || len(r.Notices) != 0 {
			t.Errorf("nothing happened since: %+v", r)
		}
		_, frozen, err := w.Reports.Frozen(t.Context(), number)
		w.must(err)
		if r.Figures != len(frozen.Figures) || r.Entries < len(frozen.Entries) || len(frozen.Pieces) != 3 || sum(r.Pieces) != 3 {
			t.Errorf("%+v for %d figures, %d entries, %d pieces kept", r, len(frozen.Figures), len(frozen.Entries), len(frozen.Pieces))
		}

		w.text("meetup", "Référence;Date;Intitulé;Département;Ville;Participations;État\nM3;10/10/2019;Rencontre de Tulle;Corrèze;Tulle;60;annulé\n")
		w.text("evidence", "Réalisation;Activité;Nature;Titre;Lien;Fichier\nT3;1.2;attendance;Émargement d’Angoulême;;feuille.txt\n")
		items, err := w.Evidence.List(t.Context(), "", 10)
		w.must(err)
		floirac := items[slices.IndexFunc(items, func(i evidence.Item) bool { return i.Title == "Émargement de Floirac" })]
		_, err = w.Evidence.Redact(t.Context(), floirac.ID, "copie.txt", strings.NewReader("Émargement sans noms\n"), "")
		w.must(err)

		v, documents = version()
		after, r := w.export(control.Options{Version: v, Documents: documents})
		draft, rd := w.export(control.Options{})
		for _, name := range []string{"chiffres.csv", "chiffres.json", "realisations.csv", "bilan/bilan.html", "bilan/bilan.odt", "bilan/bilan.json", "pieces/PJ-1.2-001.txt"} {
			if before[name] == "" || before[name] != after[name] {
				t.Errorf("%s of the version changed with the ledger (%d and %d bytes)", name, len(before[name]), len(after[name]))
			}
		}
		_, files, err := w.Reports.Version(t.Context(), number)
		w.must(err)
		for _, f := range files {
			content, _, err := w.Reports.OpenFile(t.Context(), f)
			w.must(err)
			kept, err := io.ReadAll(content)
			w.must(err)
			w.must(content.Close())
			if after["bilan/"+f.Name] != string(kept) {
				t.Errorf("%s is not the kept file", f.Name)
			}
		}
		states := func(files map[string]string) string {
			return column(t, files["realisations.csv"], titleKey, "État")["Rencontre de Tulle"]
		}
		held := func(files map[string]string) string {
			return column(t, files["chiffres.csv"], figureKey, "Valeur")["meetups.held  "]
		}
		if states(after) == states(draft) || held(after) != "3" || held(draft) != "2" {
			t.Errorf("the version tells %s, %s meet-ups; the draft %s, %s", states(after), held(after), states(draft), held(draft))
		}
		if r.Since.Moved == 0 || len(r.Faults) != 0 || !rd.Draft || rd.Since != nil {
			t.Errorf("version %+v, draft %+v", r, rd)
		}
		var changes []string
		for _, n := range r.Notices {
			changes = append(changes, fmt.Sprintf("%s %s", n.Number, n.Change))
		}
		if got := strings.Join(changes, ", "); got != "PJ-1.2-001 redacted,  added" {
			t.Errorf("notices: %s", got)
		}
		var told struct {
			Draft bool
			Kept  *control.Sealed `json:"kept_version"`
			Since control.Since
		}
		w.must(json.Unmarshal([]byte(after["manifest.json"]), &told))
		if told.Draft || told.Kept == nil || told.Kept.Digest != outcome.Version.Hash || told.Since.Moved != r.Since.Moved {
			t.Errorf("manifest: %+v", told)
		}
		for name, want := range map[string]string{"LISEZ-MOI.txt": outcome.Version.Hash, "visionneuse.html": "Bilan rendu", "visionneuse/programme.js": "seraient différents", "index.csv": "version 1"} {
			if !strings.Contains(after[name], want) {
				t.Errorf("%s does not tell the version: no %q", name, want)
			}
		}
		for _, name := range []string{"LISEZ-MOI.txt", "visionneuse.html", "visionneuse/programme.js", "index.csv", "chiffres.csv", "realisations.csv", "manifest.json"} {
			if !strings.Contains(strings.ToLower(draft[name]), "brouillon") && !strings.Contains(draft[name], `"draft": true`) {
				t.Errorf("%s of the draft does not say that it is one", name)
			}
			if strings.Contains(strings.ToLower(after[name]), "brouillon,") {
				t.Errorf("%s of the version says that it is a draft", name)
			}
		}
		w.tampered(version)
	})
}

// tampered changes the ledger behind the program's back: the file of the version says which figures its date does not give again.
func (w *wired) tampered(version func() (*control.Version, []control.Document)) {
	w.t.Helper()
	_, err := w.DB.Exec(context.Background(), `update entry set state = 'cancelled' where kind = 'meetup'`)
	w.must(err)
	v, documents := version()
	if files, r := w.export(control.Options{Version: v, Documents: documents}); len(r.Faults) == 0 || r.Faults[0].Figure != "meetups.held" || !strings.Contains(files["manifest.json"], "maillage doctor") {
		w.t.Errorf("faults: %+v", r.Faults)
	}
}

func sum(counts map[control.State]int) (n int) {
	for _, x := range counts {
		n += x
	}
	return n
}
