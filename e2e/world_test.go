// Package e2e walks the whole product as people do, on the real example: every route of the table of routes, and one journey in a real
// browser, from the cover of the report to the hole in its evidence.
package e2e

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"maillage/examples"
	"maillage/internal/app"
	"maillage/internal/db"
	"maillage/internal/programme/evidence"
	"maillage/internal/programme/ledger"
	"maillage/internal/programme/report"
	"maillage/internal/programme/report/render"
)

var folder string

func TestMain(m *testing.M) {
	slog.SetDefault(slog.New(slog.DiscardHandler))
	var err error
	if folder, err = os.MkdirTemp("", "maillage-e2e-"); err != nil {
		panic(err)
	}
	code := m.Run()
	_ = os.RemoveAll(folder)
	os.Exit(code)
}

// world is the example served on this machine, with the things that addresses name.
type world struct {
	server *httptest.Server
	things map[string]string // by the blank of an address
	// queries are those of all requests so far.
	queries atomic.Int64
}

// counted adds the queries of each request up.
func (w *world) counted(pages http.Handler) http.Handler {
	return http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		pages.ServeHTTP(out, r.WithContext(db.Counting(r.Context(), &w.queries)))
	})
}

// opened is made once: importing the example takes longer than reading it.
var opened = sync.OnceValues(func() (*world, error) {
	ctx := context.Background()
	a, err := app.Open(ctx, folder, time.Now)
	if err != nil {
		return nil, err
	}
	if _, err := a.LoadExample(ctx, examples.Default, func(string) {}); err != nil {
		return nil, err
	}
	handler, err := a.Handler(ctx)
	if err != nil {
		return nil, err
	}
	w := &world{things: map[string]string{"key": "tour.stops", "axis": "1", "colour": "2b3f9e.css", "archive": "esf.zip"}}
	w.server = httptest.NewServer(w.counted(handler))
	entries, err := a.Ledger.List(ctx, ledger.Filter{Kinds: []string{"tour"}}, ledger.ByDate, 1, 0)
	if err != nil {
		return nil, err
	}
	pieces, err := a.Evidence.Page(ctx, evidence.Filter{}, 1, 0)
	if err != nil {
		return nil, err
	}
	w.things["entry"], w.things["piece"] = entries[0].ID, pieces[0].ID
	review, err := a.Reports.Review(ctx, report.Options{})
	if err != nil {
		return nil, err
	}
	w.things["finding"] = review.Findings[0].Fingerprint
	return w, keepTwo(ctx, a)
})

// keepTwo keeps two versions of the report, so that their pages have something to show.
func keepTwo(ctx context.Context, a *app.App) error {
	print := func(_ context.Context, doc *report.Document, dir string) ([]string, error) {
		f, err := os.Create(filepath.Join(dir, "bilan.html"))
		if err != nil {
			return nil, err
		}
		return []string{"bilan.html"}, errors.Join(render.HTML(f, doc), f.Close())
	}
	for _, label := range []string{"Première", "Seconde"} {
		if _, err := a.Reports.Keep(ctx, report.KeepInput{Label: label}, print); err != nil {
			return err
		}
	}
	return nil
}

func open(t *testing.T) *world {
	t.Helper()
	w, err := opened()
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// route is a line of `maillage routes`.
type route struct{ Method, Pattern, Access string }

// routes asks the command line for the table.
func routes(t *testing.T, format string) string {
	t.Helper()
	var out, errs bytes.Buffer
	if code := app.Main([]string{"routes", "--format", format}, strings.NewReader(""), &out, &errs); code != 0 {
		t.Fatalf("maillage routes: exit %d, %s", code, errs.String())
	}
	return out.String()
}

func table(t *testing.T) []route {
	t.Helper()
	var list []route
	if err := json.Unmarshal([]byte(routes(t, "json")), &list); err != nil {
		t.Fatal(err)
	}
	return list
}

// path fills the blanks of a pattern in with things that exist.
func (w *world) path(t *testing.T, pattern string) string {
	t.Helper()
	thing := "entry"
	if strings.HasPrefix(pattern, "/pieces") {
		thing = "piece"
	}
	path := strings.NewReplacer("{$}", "", "{id}", w.things[thing], "{key}", w.things["key"], "{axis}", w.things["axis"], "{colour}", w.things["colour"], "{archive}", w.things["archive"],
		"{number}", "1", "{with}", "2", "{name}", "bilan.html", "{task}", "1", "{fingerprint}", w.things["finding"],
		"{file...}", strings.TrimPrefix(w.asset(t), "/static/")).Replace(pattern)
	if strings.Contains(path, "{") {
		t.Fatalf("%s: give the blank something that exists", pattern)
	}
	return path
}

// asset is the address of a static file, as a page names it.
func (w *world) asset(t *testing.T) string {
	t.Helper()
	_, body := w.get(t, "/bilan", "")
	_, rest, ok := strings.Cut(body, `href="/static/`)
	if !ok {
		t.Fatal("the page names no static file")
	}
	name, _, _ := strings.Cut(rest, `"`)
	return "/static/" + name
}

// act sends a form as a page of another site would.
func (w *world) act(t *testing.T, path string) (status int) {
	t.Helper()
	request, err := http.NewRequest(http.MethodPost, w.server.URL+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Origin", "https://example.org")
	response, err := w.server.Client().Do(request)
	if err != nil {
		t.Fatal(err)
	}
	_ = response.Body.Close()
	return response.StatusCode
}

func (w *world) get(t *testing.T, path, host string) (status int, body string) {
	t.Helper()
	return w.send(t, http.MethodGet, path, host)
}

func (w *world) send(t *testing.T, method, path, host string) (status int, body string) {
	t.Helper()
	request := httptest.NewRequest(method, w.server.URL+path, nil)
	request.RequestURI = ""
	if host != "" {
		request.Host = host
	}
	response, err := w.server.Client().Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	content, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, string(content)
}
