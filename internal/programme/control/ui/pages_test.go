package ui_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/csv"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"maillage/internal/db"
	"maillage/internal/db/dbtest"
	"maillage/internal/kit/apperr"
	"maillage/internal/kit/seal"
	"maillage/internal/programme/control"
	"maillage/internal/programme/control/ui"
	"maillage/internal/programme/pagetest"
	"maillage/internal/web"
)

func each(t *testing.T, run func(t *testing.T, s *control.Service, server *httptest.Server)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, server := serve(t, d)
		run(t, s, server)
	})
}

func serve(t *testing.T, d *db.DB, with ...func(*ui.Handlers)) (*control.Service, *httptest.Server) {
	t.Helper()
	w := pagetest.Example(t, d)
	s := &control.Service{DB: w.DB, Agreements: w.Agreements, Ledger: w.Ledger, Evidence: w.Evidence, Indicators: w.Indicators}
	dir := t.TempDir()
	h := ui.Handlers{
		Site: pagetest.Site, Control: s, Evidence: w.Evidence, Indicators: w.Indicators, Key: func() (*seal.Key, error) { return seal.OpenKey(dir) },
		Fingerprint: func() string { return "0123 4567 89ab cdef" },
		Versions:    func(context.Context) ([]control.Sealed, error) { return nil, nil },
		Documents: func(context.Context, string, string, time.Time) ([]control.Document, func(), error) {
			return []control.Document{{Name: "bilan.html", Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader("<!doctype html>")), nil }}}, func() {}, nil
		},
	}
	for _, change := range with {
		change(&h)
	}
	return s, pagetest.Serve(t, func(m *web.Mux) { ui.Routes(m, h) }, ui.Texts)
}

func TestThePageTellsWhatEachFileHolds(t *testing.T) {
	each(t, func(t *testing.T, s *control.Service, server *httptest.Server) {
		all, err := s.Perimeters(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		page := pagetest.Get(t, server, "/controle?lang=fr", http.StatusOK)
		if n := page.Find("tbody tr").Length(); n != len(all)-1 || n == 0 {
			t.Errorf("%d rows for %d funders", n, len(all)-1)
		}
		for _, p := range all[:len(all)-1] {
			if got := pagetest.Text(page, "#f-"+p.Funder.Code); !strings.Contains(got, p.Funder.Name.FR) || len(p.Entries) == 0 {
				t.Errorf("%s: %q", p.Funder.Code, got)
			}
			if page.Find(`a[href="/controle/`+p.Funder.Code+`.zip"]`).Length() != 1 {
				t.Errorf("the file of %s is not linked", p.Funder.Code)
			}
		}
		if seed := page.Find(`input[name="graine"]`).AttrOr("value", ""); len(seed) != 8 {
			t.Errorf("the seed proposed is %q", seed)
		}
	})
}

func TestTheSampleOfThePageIsThatOfTheRoom(t *testing.T) {
	each(t, func(t *testing.T, s *control.Service, server *httptest.Server) {
		p, err := s.Perimeter(context.Background(), "region", time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		want, err := p.Sample(control.Draw{Of: control.OfEntries, Seed: "2021", Size: 6, Activity: "1"})
		if err != nil || len(want.Drawn) != 6 {
			t.Fatal(want, err)
		}
		const query = "?financeur=region&activite=1&taille=6&graine=2021"
		page := pagetest.Get(t, server, "/controle"+query, http.StatusOK)
		for _, x := range want.Drawn {
			if page.Find(`a[href="/realisations/`+x.ID+`"]`).Length() != 1 {
				t.Errorf("%s is not shown", x.Number)
			}
		}
		response, err := http.Get(server.URL + "/controle/tirage.csv" + query)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = response.Body.Close() }()
		in := csv.NewReader(response.Body)
		in.Comma = ';'
		rows, err := in.ReadAll()
		if err != nil || len(rows) != 7 {
			t.Fatalf("%d rows, %v", len(rows), err)
		}
		for i, x := range want.Drawn {
			if rows[i+1][1] != x.Number || rows[i+1][6] != "2021" || rows[i+1][7] != x.Key {
				t.Errorf("row %d: %v, want %s", i+1, rows[i+1], x.Number)
			}
		}
		for _, wrong := range []string{"graine=x&taille=0", "graine=x&taille=dix", "graine=x&activite=9", "population=tout", "financeur=mécène", "annee=hier"} {
			if got := pagetest.Text(pagetest.Get(t, server, "/controle?"+wrong, http.StatusUnprocessableEntity), ".problem-message"); got == "" {
				t.Errorf("%s is refused without a word", wrong)
			}
		}
	})
}

func TestTheFileIsSentSealed(t *testing.T) {
	each(t, func(t *testing.T, _ *control.Service, server *httptest.Server) {
		response, err := http.Get(server.URL + "/controle/esf.zip")
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = response.Body.Close() }()
		b, err := io.ReadAll(response.Body)
		if err != nil || response.StatusCode != http.StatusOK || !strings.Contains(response.Header.Get("Content-Disposition"), "esf-brouillon.zip") {
			t.Fatalf("%d %v %v", response.StatusCode, response.Header, err)
		}
		if s, err := seal.ReadFrom(bytes.NewReader(b), int64(len(b))); err != nil || s.State != seal.Sound {
			t.Errorf("the seal is %s (%v)", s.State, err)
		}
		z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			t.Fatal(err)
		}
		if f, err := z.Open("bilan/bilan.html"); err != nil {
			t.Error(err)
		} else {
			_ = f.Close()
		}
		for _, wrong := range []string{"/controle/mecene.zip", "/controle/esf", "/controle/.zip"} {
			pagetest.Get(t, server, wrong, http.StatusNotFound)
		}
	})
}

func TestThePageKeepsToItsQueries(t *testing.T) {
	each(t, func(t *testing.T, s *control.Service, _ *httptest.Server) {
		var n atomic.Int64
		if _, err := s.Perimeters(db.Counting(context.Background(), &n)); err != nil || n.Load() > 7 {
			t.Errorf("%d queries (%v)", n.Load(), err)
		}
	})
}

// keptVersions are two versions of one funder and one of the whole programme; reading any of them fails.
func keptVersions(h *ui.Handlers) {
	h.Versions = func(context.Context) ([]control.Sealed, error) {
		at := time.Date(2021, 3, 2, 9, 0, 0, 0, time.UTC)
		return []control.Sealed{{Number: 4, Label: "Pour mémoire", KeptAt: at}, {Number: 3, Label: "Bilan rendu", Final: true, Funder: "esf", KeptAt: at}, {Number: 1, Label: "Essai", Funder: "esf", KeptAt: at}}, nil
	}
	h.Version = func(_ context.Context, number int, _ string) (*control.Version, []control.Document, error) {
		if number != 3 {
			return nil, nil, apperr.New(apperr.NotFound, "version.none", "Rien.", "None.")
		}
		return &control.Version{Sealed: control.Sealed{Number: 3, Funder: "esf"}}, nil, nil
	}
}

// TestThePageOffersTheLatestVersion first, then the others and the draft; a perimeter without a version has its draft alone.
func TestThePageOffersTheLatestVersion(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		_, server := serve(t, d, keptVersions)
		page := pagetest.Get(t, server, "/controle?lang=fr", http.StatusOK)
		options := page.Find("#f-esf select[name=version] option")
		var values []string
		options.Each(func(_ int, o *goquery.Selection) { values = append(values, o.AttrOr("value", "?")) })
		if strings.Join(values, ",") != "3,1," || !strings.Contains(options.First().Text(), "Bilan rendu") || page.Find("#f-esf option[selected]").Length() != 0 {
			t.Errorf("offered: %v %q", values, options.Text())
		}
		if page.Find(`#f-esf form[method=get][action="/controle/esf.zip"]`).Length() != 1 || page.Find(`#f-programme form[action="/controle/programme.zip"]`).Length() != 1 {
			t.Error("the forms do not lead to the files")
		}
		if got := pagetest.Text(page, `#f-region a[href="/controle/region.zip"]`); !strings.Contains(got, "brouillon") {
			t.Errorf("without a version: %q", got)
		}
		for _, wrong := range []string{"/controle/esf.zip?version=9", "/controle/region.zip?version=3", "/controle/esf.zip?version=deux"} {
			pagetest.Get(t, server, wrong, http.StatusNotFound)
		}
	})
}

// TestPagesInABrowser looks at the page with axe, at 320 and 1280 pixels, in light and dark.
func TestPagesInABrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("short: no browser")
	}
	_, server := serve(t, dbtest.SQLite(t), keptVersions)
	pagetest.Look(t, server, []pagetest.View{
		{Name: "controle", Path: "/controle?lang=fr"}, {Name: "controle-tirage", Path: "/controle?lang=en&population=pieces&taille=5&graine=2021"},
	})
}
