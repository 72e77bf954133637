// Package reporttest makes a small programme with a report, for the tests of the report and of its renderings: two years, two funders, eleven
// tour stops of which two have no department, four meet-ups of which one was cancelled, a census, a hotline whose second year nobody
// counted.
package reporttest

import (
	"context"
	"embed"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"
	"time"

	"maillage/internal/db"
	"maillage/internal/kit/actor"
	"maillage/internal/kit/audit"
	"maillage/internal/kit/blob"
	"maillage/internal/kit/importer"
	"maillage/internal/programme/agreement"
	"maillage/internal/programme/evidence"
	"maillage/internal/programme/finance"
	"maillage/internal/programme/indicator"
	"maillage/internal/programme/ledger"
	"maillage/internal/programme/report"
	"maillage/internal/register/territory"
)

//go:embed testdata
var files embed.FS

// territories adapts the register as the application does.
type territories struct{ *territory.Gazetteer }

func (t territories) DepartmentsOf(formerRegion string) []string {
	var codes []string
	for _, d := range t.DepartmentsOfFormer(formerRegion) {
		codes = append(codes, d.Code)
	}
	return codes
}

func (t territories) IsDepartment(code string) bool {
	_, ok := t.Department(code)
	return ok
}

func (t territories) IsCommune(code string) bool {
	_, ok := t.Commune(code)
	return ok
}

// World is an installation with the small programme in it. Clock is what it takes for now.
type World struct {
	t        *testing.T
	folder   string
	DB       *db.DB
	Reports  *report.Service
	Figures  *indicator.Service
	Importer *importer.Engine
	Ledger   *ledger.Service
	Finance  *finance.Service
	Clock    time.Time
	Actor    string // who imports; "" for the program itself

	agreements *agreement.Service
	pieces     *evidence.Service
}

// New loads the programme into an empty database, without its report.
func New(t *testing.T, d *db.DB) *World {
	t.Helper()
	w := &World{t: t, DB: d, folder: t.TempDir(), Clock: time.Date(2021, 2, 1, 9, 0, 0, 0, time.UTC)}
	w.must(true, os.CopyFS(w.folder, files))
	now := func() time.Time { return w.Clock }
	trail, g := &audit.Trail{DB: d, Now: now}, territory.Load()
	engine := &importer.Engine{DB: d, Trail: trail, Now: now}
	w.Importer = engine
	agreements := &agreement.Service{DB: d, Trail: trail, Territories: territories{g}}
	w.agreements = agreements
	w.Ledger = &ledger.Service{DB: d, Trail: trail, Agreements: agreements, Gazetteer: g, Importer: engine, Now: now}
	w.Figures = &indicator.Service{DB: d, Trail: trail, Agreements: agreements, Ledger: w.Ledger, Gazetteer: g, Now: now}
	blobs, err := blob.NewFolder(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	pieces := &evidence.Service{DB: d, Trail: trail, Agreements: agreements, Ledger: w.Ledger, Blobs: blobs, Now: now}
	w.pieces = pieces
	w.Finance = &finance.Service{DB: d, Trail: trail, Agreements: agreements, Now: now}
	w.Reports = &report.Service{DB: d, Trail: trail, Agreements: agreements, Ledger: w.Ledger, Indicators: w.Figures, Evidence: pieces, Finance: w.Finance, Gazetteer: g, Blobs: blobs, Now: now}
	ctx := context.Background()
	w.must(agreements.Import(ctx, w.file("programme.toml"), "test"))
	w.must(w.Figures.Import(ctx, w.file("indicators.toml"), "test"))
	for _, kind := range []string{"tour", "meetup", "census", "hotline"} {
		target, err := w.Ledger.Target(ctx, kind)
		if err != nil {
			t.Fatal(err)
		}
		w.Rows(target, kind+".csv")
	}
	w.Rows(pieces.Target(), "pieces.csv")
	return w
}

func (w *World) must(_ bool, err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *World) file(name string) []byte {
	w.t.Helper()
	content, err := os.ReadFile(filepath.Join(w.folder, "testdata", name))
	if err != nil {
		w.t.Fatal(err)
	}
	return content
}

// Rows imports a file of the programme.
func (w *World) Rows(target importer.Target, name string) {
	w.t.Helper()
	path := filepath.Join(w.folder, "testdata", name)
	result, err := w.Importer.Run(context.Background(), target, importer.Request{Path: path, Options: importer.Options{Period: "2018..2019"}})
	if err != nil {
		w.t.Fatalf("%s: %v", name, err)
	}
	if result.RefusedRows > 0 {
		w.t.Fatalf("%s: refused %+v", name, result.Refused)
	}
}

// Text returns a file of the report, such as "axe-1.md".
func (w *World) Text(name string) string {
	w.t.Helper()
	return string(w.file("bilan/" + name))
}

// Texts are the files of the report, with some of them replaced.
func (w *World) Texts(replaced map[string]string) fstest.MapFS {
	w.t.Helper()
	texts := fstest.MapFS{}
	for _, name := range []string{report.SettingsFile, "couverture.md", "axe-1.md"} {
		texts[name] = &fstest.MapFile{Data: w.file("bilan/" + name)}
	}
	for name, body := range replaced {
		texts[name] = &fstest.MapFile{Data: []byte(body)}
	}
	return texts
}

// Load imports the report, with some of its files replaced.
func (w *World) Load(replaced map[string]string) {
	w.t.Helper()
	w.must(w.Reports.Import(context.Background(), w.Texts(replaced), "test"))
}

// Build builds the report, which must succeed.
func (w *World) Build(o report.Options) *report.Document {
	w.t.Helper()
	doc, err := w.Reports.Build(context.Background(), o)
	if err != nil {
		w.t.Fatal(err)
	}
	return doc
}

// Settle closes every open variance, as people must before a document can be final.
func (w *World) Settle() {
	w.t.Helper()
	list, err := w.Reports.Variances(context.Background(), report.Options{})
	w.must(true, err)
	for _, v := range list {
		if v.Open() {
			w.must(true, w.Reports.CloseVariance(context.Background(), v.Key, report.CloseInput{Kind: report.ByReason, Text: "Motif écrit pour le test."}))
		}
	}
}

// Import imports rows given as text, such as "Référence;Date\nT1;12/02/2018\n", as entries of a kind or published figures.
func (w *World) Import(kind, csv string) {
	w.t.Helper()
	target, err := w.Ledger.Target(context.Background(), kind)
	if kind == indicator.PublishedKind {
		target, err = w.Figures.PublishedTarget(), nil
	}
	w.must(true, err)
	path := filepath.Join(w.t.TempDir(), kind+".csv")
	w.must(true, os.WriteFile(path, []byte(csv), 0o600))
	result, err := w.Importer.Run(actor.With(context.Background(), w.Actor), target, importer.Request{Path: path, Options: importer.Options{Period: "2018..2019"}})
	w.must(true, err)
	if result.RefusedRows > 0 {
		w.t.Fatalf("refused: %+v", result.Refused)
	}
}

// ImportPieces imports pieces given as rows "P1;T1, T2;1.2;attendance;Titre;https://…;feuille-0.txt", beside which lie three files, and
// returns the batch.
func (w *World) ImportPieces(rows string) string {
	w.t.Helper()
	folder := w.t.TempDir()
	for _, n := range []string{"0", "1", "2"} {
		w.must(true, os.WriteFile(filepath.Join(folder, "feuille-"+n+".txt"), []byte("Feuille "+n+"\n"), 0o600))
	}
	path := filepath.Join(folder, "pieces.csv")
	w.must(true, os.WriteFile(path, []byte("Référence;Réalisation;Activité;Nature;Titre;Lien;Fichier\n"+rows), 0o600))
	result, err := w.Importer.Run(actor.With(context.Background(), w.Actor), w.pieces.Target(), importer.Request{Path: path})
	w.must(true, err)
	if result.RefusedRows > 0 {
		w.t.Fatalf("refused: %+v", result.Refused)
	}
	return result.Batch
}

// UndoPieces takes an import of pieces back.
func (w *World) UndoPieces(batch string) {
	w.t.Helper()
	w.must(true, w.Importer.Undo(context.Background(), w.pieces.Target(), batch))
}

// Pass lets time go by.
func (w *World) Pass(d time.Duration) { w.Clock = w.Clock.Add(d) }

// Keep keeps a version whose one file is its title.
func (w *World) Keep(in report.KeepInput) report.Version {
	w.t.Helper()
	v, err := w.Reports.Keep(context.Background(), in, Title)
	w.must(true, err)
	return v
}

// Title prints a document as its title and seal, which is enough to tell two apart.
func Title(_ context.Context, doc *report.Document, dir string) ([]string, error) {
	return []string{"titre.txt"}, os.WriteFile(filepath.Join(dir, "titre.txt"), []byte(doc.Title+"\n"+doc.Seal.Hash+"\n"), 0o600)
}

// Agreement imports the agreement again, changed.
func (w *World) Agreement(change func(toml string) string) {
	w.t.Helper()
	w.must(w.agreements.Import(context.Background(), []byte(change(string(w.file("programme.toml")))), "test"))
}
