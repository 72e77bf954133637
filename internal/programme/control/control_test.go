package control_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"maillage/internal/db"
	"maillage/internal/db/dbtest"
	"maillage/internal/kit/apperr"
	"maillage/internal/kit/importer"
	"maillage/internal/kit/seal"
	"maillage/internal/programme/control"
	"maillage/internal/programme/indicator"
	"maillage/internal/programme/ledger"
	"maillage/internal/programme/programmetest"
)

const (
	byHand = "R2 R4 R3 R1"

	stops = "Référence;Date;Département;Intitulé;Participations;Remarque\nA;9/07/2018;86;Étape du marais <3;12;une note privée\nB;22 et 23/11/20;33;Étape du port;;\n"
	talks = "Référence;Date;Département;Intitulé\nT;3/05/2019;86;Salon\n"
	// P1 and P5 are the same file; P2 and P3 have none; P4 proves only what the other funder pays for.
	pieces = `Référence;Réalisation;Activité;Nature;Titre;Lien;Fichier
P1;A, B;1.1;Feuille d’émargement;Feuilles de la tournée;;feuille.pdf
P2;A;1.1;programme;Programme en ligne;https://example.org/programme;
P3;;2.1;programme;Livrable annoncé;;
P4;B;1.1;programme;Programme du port;;port.txt
P5;T;1.2;programme;=Le salon;;feuille.pdf
`
)

func service(w *programmetest.World) *control.Service {
	return &control.Service{DB: w.DB, Agreements: w.Agreements, Ledger: w.Ledger, Evidence: w.Evidence, Indicators: w.Indicators}
}

func load(t *testing.T, d *db.DB) *programmetest.World {
	t.Helper()
	w := programmetest.New(t, d)
	w.Load("tour", stops)
	w.Load("talk", talks)
	dir := t.TempDir()
	w.Must(os.WriteFile(filepath.Join(dir, "feuille.pdf"), []byte("%PDF-1.4\n%%EOF\n"), 0o600))
	w.Must(os.WriteFile(filepath.Join(dir, "port.txt"), []byte("Programme du port\n"), 0o600))
	w.Must(os.WriteFile(filepath.Join(dir, "pieces.csv"), []byte(pieces), 0o600))
	r, err := w.Importer.Run(w.Ctx, w.Evidence.Target(), importer.Request{Path: filepath.Join(dir, "pieces.csv"), Language: "fr"})
	w.Must(err)
	if r.New != 5 || r.RefusedRows != 0 {
		t.Fatalf("pieces: %+v", r)
	}
	return w
}

func key(t testing.TB) *seal.Key {
	t.Helper()
	k, err := seal.OpenKey(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// document is a report that somebody else wrote.
func document(name, content string) control.Document {
	return control.Document{Name: name, Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(content)), nil }}
}

func export(t testing.TB, s *control.Service, o control.Options) ([]byte, control.Result) {
	t.Helper()
	var b bytes.Buffer
	r, err := s.Export(context.Background(), &b, o)
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), r
}

func unzip(t testing.TB, b []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		_ = r.Close()
		if _, twice := files[f.Name]; twice {
			t.Errorf("%s stands twice in the archive", f.Name)
		}
		files[f.Name] = string(content)
	}
	return files
}

// rows reads a CSV of the archive as maps by column.
func rows(t testing.TB, text string) []map[string]string {
	t.Helper()
	r := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\ufeff")))
	r.Comma = ';'
	all, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var list []map[string]string
	for _, cells := range all[1:] {
		row := map[string]string{}
		for i, c := range cells {
			row[all[0][i]] = c
		}
		list = append(list, row)
	}
	return list
}

func TestTheControlFileOfAFunder(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := load(t, d)
		b, r := export(t, service(w), control.Options{Funder: "region", Key: key(t), Documents: []control.Document{document("bilan.html", "<!doctype html><p>Bilan")}})
		if r.Entries != 2 || len(r.Faults) != 0 || r.Pieces[control.Kept] != 1 || r.Pieces[control.Shared] != 1 || r.Pieces[control.Announced] != 2 {
			t.Errorf("result: %+v", r)
		}
		files := unzip(t, b)
		for _, name := range []string{
			"LISEZ-MOI.txt", "bilan/bilan.html", "chiffres.csv", "chiffres.json", "chiffres.xlsx", "realisations.csv", "realisations.xlsx", "index.csv", "index.xlsx",
			"pieces/PJ-1.1-001.pdf", "SHA256SUMS", "manifest.json", "visionneuse.html", "visionneuse/viewer.js", "visionneuse/realisations-001.js",
		} {
			if _, ok := files[name]; !ok {
				t.Errorf("%s is not in the archive", name)
			}
		}
		var index []string
		for _, x := range rows(t, files["index.csv"]) {
			index = append(index, fmt.Sprintf("%s|%s|%s|%s|%s|%s", x["Pièce"], x["État"], x["Réalisations"], x["Fichier"], x["Même fichier que"], x["Lien annoncé"]))
		}
		want := []string{
			"PJ-1.1-001|fichier joint|R1|pieces/PJ-1.1-001.pdf||", "PJ-1.1-002|annoncée, sans fichier|R1|||https://example.org/programme",
			"PJ-1.2-001|même fichier qu’une autre pièce|R2||PJ-1.1-001|", "PJ-2.1-001|annoncée, sans fichier||||",
		}
		if !slices.Equal(index, want) {
			t.Errorf("index:\n%s\nwant\n%s", strings.Join(index, "\n"), strings.Join(want, "\n"))
		}
		for _, e := range rows(t, files["realisations.csv"]) {
			if e["Numéro"] == "R1" && (e["Intitulé"] != "Étape du marais <3" || e["Pièces"] != "PJ-1.1-001, PJ-1.1-002") {
				t.Errorf("R1: %v", e)
			}
		}
		if n := strings.Count(files["visionneuse.html"], `<th scope="row">`); n != r.Figures || !strings.Contains(files["visionneuse.html"], `href="index.csv"`) {
			t.Errorf("without its scripts the viewer shows %d figures of %d", n, r.Figures)
		}
		for name, content := range files {
			if strings.Contains(content, "une note privée") {
				t.Errorf("%s holds the note of an entry", name)
			}
		}
		if strings.Contains(files["visionneuse/realisations-001.js"], "<3") {
			t.Error("a title may act in a script")
		}
	})
}

func TestFiguresAgreeWithTheLedger(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := load(t, d)
		b, _ := export(t, service(w), control.Options{Key: key(t)})
		var list []struct {
			Figure struct {
				Key     string
				Year    *int
				Value   *float64
				Entries int
			}
			Entries []string
		}
		w.Must(json.Unmarshal([]byte(unzip(t, b)["chiffres.json"]), &list))
		if len(list) == 0 {
			t.Fatal("no figure")
		}
		for _, x := range list {
			scope := indicator.Scope{}
			if x.Figure.Year != nil {
				scope = indicator.Year(*x.Figure.Year)
			}
			f := w.Figure(x.Figure.Key, scope, time.Time{})
			if n, whole := f.Int(); whole && (x.Figure.Value == nil || int64(*x.Figure.Value) != n) {
				t.Errorf("%s %+v: %v, want %d", x.Figure.Key, scope, x.Figure.Value, n)
			}
			if f.Indicator.Measure == indicator.Count && int64(len(x.Entries)) != f.Entries {
				t.Errorf("%s %+v: %d entries listed, %d counted", x.Figure.Key, scope, len(x.Entries), f.Entries)
			}
		}
	})
}

func TestSumsAndSealHold(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := load(t, d)
		k, dir := key(t), t.TempDir()
		path := filepath.Join(dir, "dossier.zip")
		_, err := service(w).ExportFile(w.Ctx, path, control.Options{Funder: "esf", Key: k})
		w.Must(err)
		s, err := seal.Read(path)
		w.Must(err)
		var told control.Origin
		w.Must(json.Unmarshal(s.Statement.Fields, &told))
		if s.State != seal.Sound || s.Statement.Fingerprint() != k.Fingerprint() || told.Funder != "esf" || told.Version != "" || !told.Draft || told.Holder != "Réseau d’essai" {
			t.Errorf("seal: %s %+v", s.State, told)
		}
		content, err := os.ReadFile(path)
		w.Must(err)
		files := unzip(t, content)
		if n := strings.Count(files["SHA256SUMS"], "\n"); n != len(files)-1 {
			t.Errorf("%d sums for %d files", n, len(files))
		}
		for name, text := range files {
			w.Must(os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755))
			w.Must(os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600))
		}
		if _, err := exec.LookPath("sha256sum"); err != nil {
			t.Skip("no sha256sum")
		}
		check := exec.Command("sha256sum", "--strict", "-c", "SHA256SUMS")
		check.Dir = dir
		if out, err := check.CombinedOutput(); err != nil {
			t.Errorf("sha256sum -c: %v\n%s", err, out)
		}
	})
}

func TestTheSameStateGivesTheSameBytes(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := load(t, d)
		s, k := service(w), key(t)
		moment, err := s.Moment(w.Ctx)
		w.Must(err)
		first, _ := export(t, s, control.Options{Funder: "region", Key: k})
		w.Pass(48 * time.Hour)
		if second, _ := export(t, s, control.Options{Funder: "region", Key: k}); !bytes.Equal(first, second) {
			t.Error("two days later, the same state gives other bytes")
		}
		w.Load("talk", "Référence;Date;Département;Intitulé\nT2;4/05/2019;86;Autre salon\n")
		now, r := export(t, s, control.Options{Funder: "region", Key: k})
		if r.Entries != 3 || bytes.Equal(first, now) {
			t.Errorf("a new entry changes nothing: %+v", r)
		}
		past, r := export(t, s, control.Options{Funder: "region", Key: k, AsOf: moment})
		if r.Entries != 2 || !bytes.Equal(first, past) {
			t.Errorf("the past is not told again as it was: %+v", r)
		}
	})
}

func TestLostAndDamagedFilesAreTold(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := load(t, d)
		items, err := w.Evidence.List(w.Ctx, "", 10)
		w.Must(err)
		damage := map[string]string{}
		for _, i := range items {
			damage[i.Title] = i.SHA256
		}
		spoil(t, w, damage["Feuilles de la tournée"], []byte("%PDF-1.4\nx%EOF\n"))
		spoil(t, w, damage["Programme du port"], nil)
		b, r := export(t, service(w), control.Options{Key: key(t)})
		states := map[string]control.State{}
		for _, f := range r.Faults {
			states[f.Piece] = f.State
		}
		if len(states) != 3 || states["PJ-1.1-001"] != control.Damaged || states["PJ-1.1-003"] != control.Missing || states["PJ-1.2-001"] != control.Damaged {
			t.Errorf("faults: %+v", r.Faults)
		}
		files := unzip(t, b)
		for name := range files {
			if strings.HasPrefix(name, "pieces/") {
				t.Errorf("%s is enclosed", name)
			}
		}
		for _, want := range []string{"fichier endommagé, non joint", "fichier manquant"} {
			if !strings.Contains(files["index.csv"], want) {
				t.Errorf("the index does not say %q", want)
			}
		}
	})
}

// spoil changes or removes a file of the store behind the program's back.
func spoil(t *testing.T, w *programmetest.World, sha string, content []byte) {
	t.Helper()
	path := filepath.Join(w.Files, sha[:2], sha[2:4], sha)
	if content == nil {
		w.Must(os.Remove(path))
		return
	}
	w.Must(os.Chmod(path, 0o600))
	w.Must(os.WriteFile(path, content, 0o600))
}

func TestAnInterruptedExportLeavesNothing(t *testing.T) {
	w := load(t, dbtest.SQLite(t))
	dir := t.TempDir()
	ctx, stop := context.WithCancel(w.Ctx)
	o := control.Options{Key: key(t), Progress: func(done, total int) {
		if done == 2 {
			stop()
		}
	}}
	if _, err := service(w).ExportFile(ctx, filepath.Join(dir, "dossier.zip"), o); err == nil {
		t.Error("an export that was stopped ended well")
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
	if _, err := service(w).Export(w.Ctx, io.Discard, control.Options{Funder: "mécène", Key: key(t)}); apperr.CodeOf(err) != apperr.NotFound {
		t.Errorf("an unknown funder: %v", err)
	}
}

func TestASampleIsDrawnAgain(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := load(t, d)
		p, err := service(w).Perimeter(w.Ctx, "", time.Time{})
		w.Must(err)
		if len(p.Entries) != len(w.Entries(ledger.Filter{})) {
			t.Errorf("%d entries in the whole programme", len(p.Entries))
		}
		draw := func(of control.Population, seed string, size int) []string {
			s, err := p.Sample(control.Draw{Of: of, Seed: seed, Size: size})
			w.Must(err)
			var numbers []string
			for _, x := range s.Drawn {
				numbers = append(numbers, x.Number)
			}
			return numbers
		}
		// By hand: for n in 1 2 3 4; do printf '2021:R%s' $n | sha256sum; done
		if got := draw(control.OfEntries, "2021", 9); strings.Join(got, " ") != byHand {
			t.Errorf("seed 2021: %v, want %s", got, byHand)
		}
		if a, b := draw(control.OfPieces, "x", 2), draw(control.OfPieces, "x", 4); !slices.Equal(a, b[:2]) {
			t.Errorf("a larger sample %v does not begin with the smaller one %v", b, a)
		}
		for _, wrong := range []control.Draw{{Size: 1}, {Seed: "x"}, {Seed: "x", Size: control.MaxSample + 1}, {Seed: "x", Size: 1, Of: "all"}, {Seed: "x", Size: 1, Activity: "9"}} {
			if _, err := p.Sample(wrong); apperr.CodeOf(err) != apperr.Invalid {
				t.Errorf("%+v: %v, want invalid", wrong, err)
			}
		}
	})
}
