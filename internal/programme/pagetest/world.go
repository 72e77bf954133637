// Package pagetest helps to test pages: it wires the rooms of the programme on an empty database, loads the example, serves pages on this
// machine, reads them by selector, and looks at them in a browser with axe.
package pagetest

import (
	"context"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/pelletier/go-toml/v2"

	"maillage/examples"
	"maillage/internal/db"
	"maillage/internal/kit/audit"
	"maillage/internal/kit/blob"
	"maillage/internal/kit/importer"
	"maillage/internal/programme/agreement"
	"maillage/internal/programme/evidence"
	"maillage/internal/programme/finance"
	"maillage/internal/programme/indicator"
	"maillage/internal/programme/ledger"
	"maillage/internal/register/territory"
	"maillage/internal/web"
	"maillage/internal/web/i18n"
)

const example = "nouvelle-aquitaine-2018-2020"

// World is an installation with the example in it.
type World struct {
	DB         *db.DB
	Trail      *audit.Trail
	Gazetteer  *territory.Gazetteer
	Importer   *importer.Engine
	Agreements *agreement.Service
	Ledger     *ledger.Service
	Evidence   *evidence.Service
	Indicators *indicator.Service
	Finance    *finance.Service
	Folder     string // the files of the example, and what a test adds to them
	Files      string // where evidence is kept
}

// Site dresses the pages of tests.
var Site = web.Site{
	Network: "Coopérative Tiers-Lieux", Region: "Nouvelle-Aquitaine", Home: "/realisations", Accessibility: "/accessibilite", Licences: "/licences",
	Areas: map[web.Area]string{web.Today: "/a-completer", web.Network: "/carte", web.Actions: "/realisations", web.Report: "/convention"},
}

// Empty wires the rooms on a database and loads nothing.
func Empty(t testing.TB, d *db.DB) *World {
	t.Helper()
	now := time.Now
	w := &World{
		DB: d, Files: filepath.Join(t.TempDir(), "files"), Gazetteer: territory.Load(), Trail: &audit.Trail{DB: d, Now: now}, Folder: t.TempDir(),
	}
	blobs, err := blob.NewFolder(w.Files)
	must(t, err)
	w.Importer = &importer.Engine{DB: d, Trail: w.Trail, Now: now}
	w.Agreements = &agreement.Service{DB: d, Trail: w.Trail, Territories: territories{w.Gazetteer}}
	w.Ledger = &ledger.Service{DB: d, Trail: w.Trail, Agreements: w.Agreements, Gazetteer: w.Gazetteer, Importer: w.Importer, Now: now}
	w.Agreements.Replaced = w.Ledger.AgreementReplaced
	w.Evidence = &evidence.Service{DB: d, Trail: w.Trail, Agreements: w.Agreements, Ledger: w.Ledger, Blobs: blobs, Now: now}
	w.Indicators = &indicator.Service{DB: d, Trail: w.Trail, Agreements: w.Agreements, Ledger: w.Ledger, Gazetteer: w.Gazetteer, Now: now}
	w.Finance = &finance.Service{DB: d, Trail: w.Trail, Agreements: w.Agreements, Now: now}
	return w
}

// Example wires the rooms and imports every file of the example but its report.
func Example(t testing.TB, d *db.DB) *World {
	t.Helper()
	w := Empty(t, d)
	tree, err := fs.Sub(examples.Files, example)
	must(t, err)
	must(t, os.CopyFS(w.Folder, tree))
	content, err := os.ReadFile(filepath.Join(w.Folder, "exemple.toml"))
	must(t, err)
	var manifest struct {
		Import []struct{ Kind, File, Sheet, Period string }
	}
	must(t, toml.Unmarshal(content, &manifest))
	for _, x := range manifest.Import {
		if x.Kind != "report" && x.Kind != "variances" { // they belong to the room of reports, which knows of no pages here
			w.Import(t, x.Kind, x.File, x.Sheet, x.Period)
		}
	}
	return w
}

// Import imports one file of the folder; a refused row fails the test.
func (w *World) Import(t testing.TB, kind, file, sheet, period string) {
	t.Helper()
	ctx, path := context.Background(), filepath.Join(w.Folder, filepath.FromSlash(file))
	documents := map[string]func(context.Context, []byte, string) (bool, error){
		"agreement": w.Agreements.Import, "indicators": w.Indicators.Import, "finance": w.Finance.Import,
	}
	if document, ok := documents[kind]; ok {
		content, err := os.ReadFile(path)
		must(t, err)
		_, err = document(ctx, content, file)
		must(t, err)
		return
	}
	target, err := w.target(ctx, kind)
	must(t, err)
	result, err := w.Importer.Run(ctx, target, importer.Request{Path: path, Sheet: sheet, Options: importer.Options{Period: period}, Language: "fr"})
	must(t, err)
	for _, refused := range result.Refused {
		t.Fatalf("%s, row %d, %s: %s", file, refused.Row, refused.Column, refused.Reason)
	}
}

func (w *World) target(ctx context.Context, kind string) (importer.Target, error) {
	switch kind {
	case evidence.TargetKind:
		return w.Evidence.Target(), nil
	case indicator.PublishedKind:
		return w.Indicators.PublishedTarget(), nil
	case finance.CostKind:
		return w.Finance.CostTarget(), nil
	case finance.ResourceKind:
		return w.Finance.ResourceTarget(), nil
	}
	return w.Ledger.Target(ctx, kind)
}

// Write adds a file to the folder.
func (w *World) Write(t testing.TB, name string, content []byte) {
	t.Helper()
	must(t, os.WriteFile(filepath.Join(w.Folder, name), content, 0o600))
}

// Serve serves pages on this machine with the texts of their rooms, and fails when a text is missing in a language.
func Serve(t testing.TB, routes func(*web.Mux), rooms ...fs.FS) *httptest.Server {
	t.Helper()
	texts, err := i18n.New(append([]fs.FS{web.Texts}, rooms...)...)
	must(t, err)
	for _, missing := range texts.Missing() {
		t.Errorf("text missing in %s", missing)
	}
	m := web.NewMux(web.Options{Site: Site, Texts: texts, Log: slog.New(slog.DiscardHandler)})
	routes(m)
	server := httptest.NewServer(m)
	t.Cleanup(server.Close)
	return server
}

// bareKey is the name of a text that no room has.
var bareKey = regexp.MustCompile(`\b(ledger|evidence|agreement|finance|site|web)\.[a-z_]+(\.[a-z_-]+)*\b`)

// Get reads a page and fails unless it has the status and all its texts.
func Get(t testing.TB, server *httptest.Server, path string, status int) *goquery.Document {
	t.Helper()
	response, err := http.Get(server.URL + path)
	must(t, err)
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode != status {
		t.Fatalf("GET %s: status %d, want %d", path, response.StatusCode, status)
	}
	page, err := goquery.NewDocumentFromReader(response.Body)
	must(t, err)
	if key := bareKey.FindString(page.Find("body").Text()); key != "" {
		t.Errorf("GET %s: %s is shown instead of its text", path, key)
	}
	return page
}

// Text is the text of what a selector finds, with its spaces made one.
func Text(page *goquery.Document, selector string) string { return Clean(page.Find(selector).Text()) }

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// territories tells the agreement what it needs of the register.
type territories struct{ *territory.Gazetteer }

func (t territories) DepartmentsOf(formerRegion string) []string {
	var codes []string
	for _, d := range t.DepartmentsOfFormer(formerRegion) {
		codes = append(codes, d.Code)
	}
	slices.Sort(codes)
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
