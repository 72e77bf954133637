package evidence_test

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"maillage/internal/db"
	"maillage/internal/db/dbtest"
	"maillage/internal/kit/importer"
	"maillage/internal/programme/evidence"
	"maillage/internal/programme/indicator"
	"maillage/internal/programme/ledger"
	"maillage/internal/programme/programmetest"
)

const (
	stops  = "Référence;Date;Département\nA;9/07/2018;86\nB;22 et 23/11/20;33\n"
	pieces = `Référence;Réalisation;Activité;Nature;Titre;Lien;Fichier
P1;A, B;1.1;Feuille d’émargement;Feuilles de la tournée;;feuille.pdf
P2;A;1.1;programme;Programme en ligne;https://example.org/programme;
P3;;2.1;programme;Livrable annoncé;;
`
)

func load(t *testing.T, d *db.DB) (*programmetest.World, *importer.Result) {
	t.Helper()
	w := programmetest.New(t, d)
	w.Load("tour", stops)
	dir := t.TempDir()
	w.Must(os.WriteFile(filepath.Join(dir, "feuille.pdf"), []byte("%PDF-1.4\n%%EOF\n"), 0o600))
	w.Must(os.WriteFile(filepath.Join(dir, "pieces.csv"), []byte(pieces), 0o600))
	r, err := w.Importer.Run(w.Ctx, w.Evidence.Target(), importer.Request{Path: filepath.Join(dir, "pieces.csv"), Language: "fr"})
	w.Must(err)
	if r.New != 3 || r.RefusedRows != 0 {
		t.Fatalf("pieces: %+v", r)
	}
	return w, r
}

func TestFilesProveAndLinksOnlyAnnounce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w, r := load(t, d)
		items, err := w.Evidence.List(w.Ctx, "1", 10)
		w.Must(err)
		if len(items) != 2 || items[0].Type != "application/pdf" || items[0].Entries != 3 || len(items[0].SHA256) != 64 || items[1].State != evidence.NotCaptured {
			t.Fatalf("items of axis 1: %+v", items)
		}
		file, size, err := w.Evidence.Open(w.Ctx, items[0])
		w.Must(err)
		content, err := io.ReadAll(file)
		w.Must(err)
		w.Must(file.Close())
		if int64(len(content)) != size || !strings.HasPrefix(string(content), "%PDF") {
			t.Errorf("read back %d bytes of %d", len(content), size)
		}
		if _, _, err := w.Evidence.Open(w.Ctx, items[1]); err == nil {
			t.Error("a link that was not captured was opened as a file")
		}
		holes, err := w.Evidence.Holes(w.Ctx, "")
		w.Must(err)
		want := map[string][3]int{"attendance": {3, 3, 0}, "programme": {3, 0, 1}}
		for _, h := range holes {
			if got := [3]int{h.Need, h.Have, h.Announced}; got != want[h.Kind] {
				t.Errorf("%s %s: need, have, announced %v, want %v", h.Activity, h.Kind, got, want[h.Kind])
			}
		}
		f := w.Figure("tour.stops", indicator.Scope{}, time.Time{})
		if f.Proof != (indicator.Completeness{Need: 6, Have: 3, Announced: 1}) {
			t.Errorf("completeness of the figure: %+v", f.Proof)
		}
		if n := len(w.Entries(ledger.Filter{Pile: ledger.PileEvidence})); n != 3 {
			t.Errorf("%d entries lack a proof, want 3", n)
		}
		w.Must(w.Importer.Undo(w.Ctx, w.Evidence.Target(), r.Batch))
		if f := w.Figure("tour.stops", indicator.Scope{}, time.Time{}); f.Proof.Have != 0 {
			t.Errorf("after undoing the import the figure still has %d proofs", f.Proof.Have)
		}
	})
}

func TestAlterationsAreNamed(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w, _ := load(t, d)
		if faults, err := w.Evidence.Verify(w.Ctx); len(faults) != 0 || err != nil {
			t.Fatalf("untouched: %+v, %v", faults, err)
		}
		items, err := w.Evidence.List(w.Ctx, "1", 10)
		w.Must(err)
		_, err = d.Exec(w.Ctx, `update evidence_item set title = 'autre' where id = ?`, items[0].ID)
		w.Must(err)
		w.Must(w.Evidence.Blobs.Delete(w.Ctx, items[0].SHA256))
		faults, err := w.Evidence.Verify(w.Ctx)
		w.Must(err)
		if len(faults) != 2 || faults[0].Item != items[0].ID || faults[0].Code != "changed" || faults[1].Code != "file" {
			t.Errorf("faults: %+v", faults)
		}
	})
}

func TestBadRowsAreRefused(t *testing.T) {
	w := programmetest.New(t, dbtest.SQLite(t))
	w.Load("tour", stops)
	for row, code := range map[string]string{
		";A;1.1;attendance;x;;../../etc/passwd":    "file",
		";A;1.1;attendance;x;;/etc/passwd":         "file",
		";A;1.1;attendance;x;javascript:alert(1);": "link",
		";Z;1.1;attendance;x;https://a.fr;":        "reference_unknown",
		";A;9.9;attendance;x;https://a.fr;":        "activity_unknown",
		";A;1.1;selfie;x;https://a.fr;":            "evidence_kind",
	} {
		r := w.Import("evidence", "Référence;Réalisation;Activité;Nature;Titre;Lien;Fichier\n"+row+"\n")
		if r.RefusedRows != 1 || r.Refused[0].Code != code {
			t.Errorf("%s: %+v, want it refused as %s", row, r.Refused, code)
		}
	}
}

func TestScriptsAreNotEvidence(t *testing.T) {
	w := programmetest.New(t, dbtest.SQLite(t))
	w.Load("tour", stops)
	dir := t.TempDir()
	w.Must(os.WriteFile(filepath.Join(dir, "page.pdf"), []byte("<html><script>alert(1)</script></html>"), 0o600))
	w.Must(os.WriteFile(filepath.Join(dir, "p.csv"), []byte("Réalisation;Nature;Titre;Fichier\nA;attendance;x;page.pdf\n"), 0o600))
	_, err := w.Importer.Run(w.Ctx, w.Evidence.Target(), importer.Request{Path: filepath.Join(dir, "p.csv")})
	if err == nil || !strings.Contains(err.Error(), "evidence.type") {
		t.Errorf("a web page named .pdf: %v, want it refused by its content", err)
	}
	if items, err := w.Evidence.List(w.Ctx, "", 10); len(items) != 0 || err != nil {
		t.Errorf("a failed import left %d items, %v", len(items), err)
	}
}

// TestARowMayNameAnEntryTwice: it proves it once.
func TestARowMayNameAnEntryTwice(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := programmetest.New(t, d)
		w.Load("tour", stops)
		w.Load("evidence", "Référence;Réalisation;Activité;Nature;Titre;Lien\nP1;A, A;1.1;programme;page;https://example.org/\n")
		if got := named(t, w, "page"); got.Entries != 1 {
			t.Errorf("it proves %d entries, want 1", got.Entries)
		}
	})
}

// TestHistoryEndsAsThePieceStands: whatever was done to pieces, and a history changed behind the program's back is named.
func TestHistoryEndsAsThePieceStands(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w, _ := load(t, d)
		before := w.Now()
		w.Pass(time.Hour)
		r := w.Import("evidence", "Référence;Réalisation;Activité;Nature;Titre;Lien\nP2;B;1.1;attendance;Autre;https://example.org/autre\n")
		w.Pass(time.Hour)
		between := w.Now()
		w.Pass(time.Hour)
		w.Must(w.Importer.Undo(w.Ctx, w.Evidence.Target(), r.Batch))
		sound(t, w)
		for _, x := range []struct {
			at     time.Time
			titles string
			proved int
		}{{before, "Feuilles de la tournée, Programme en ligne, Livrable annoncé", 4}, {between, "Autre, Feuilles de la tournée, Livrable annoncé", 5}, {w.Now(), "Feuilles de la tournée, Programme en ligne, Livrable annoncé", 4}, {before.Add(-time.Hour), "", 0}} {
			items, err := w.Evidence.ListAt(w.Ctx, x.at, 10)
			w.Must(err)
			var titles []string
			proved := 0
			for _, i := range items {
				titles, proved = append(titles, i.Title), proved+i.Entries
			}
			if strings.Join(titles, ", ") != x.titles || proved != x.proved {
				t.Errorf("%s: %v prove %d entries, want %s and %d", x.at, titles, proved, x.titles, x.proved)
			}
		}
		_, err := d.Exec(w.Ctx, `update evidence_known set known_to = null where title = 'Autre'`)
		w.Must(err)
		if faults, err := w.Evidence.Verify(w.Ctx); err != nil || len(faults) != 1 || faults[0].Code != "history" {
			t.Errorf("faults: %+v, %v", faults, err)
		}
	})
}
