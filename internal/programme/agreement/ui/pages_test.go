package ui_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"maillage/internal/db"
	"maillage/internal/db/dbtest"
	"maillage/internal/programme/agreement/ui"
	"maillage/internal/programme/ledger"
	"maillage/internal/programme/pagetest"
	"maillage/internal/web"
)

func routes(w *pagetest.World) func(*web.Mux) {
	return func(m *web.Mux) {
		ui.Routes(m, ui.Handlers{
			Site: pagetest.Site, Agreements: w.Agreements, Ledger: w.Ledger, Indicators: w.Indicators, Gazetteer: w.Gazetteer,
			Figure: func(key string) string { return "/chiffres/" + key },
		})
	}
}

func each(t *testing.T, run func(t *testing.T, w *pagetest.World, server *httptest.Server)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := pagetest.Example(t, d)
		run(t, w, pagetest.Serve(t, routes(w), ui.Texts))
	})
}

// TestPagesInABrowser looks at each page with axe, at 320 and 1280 pixels, in light and dark.
func TestPagesInABrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("short: no browser")
	}
	w := pagetest.Example(t, dbtest.SQLite(t))
	server := pagetest.Serve(t, routes(w), ui.Texts)
	pagetest.Look(t, server, []pagetest.View{
		{Name: "convention", Path: "/convention?lang=fr"}, {Name: "chronogramme", Path: "/convention/chronogramme?lang=fr"},
		{Name: "convention-anglais", Path: "/convention?lang=en"},
	})
}

func TestAgreementIsToldWhole(t *testing.T) {
	each(t, func(t *testing.T, w *pagetest.World, server *httptest.Server) {
		a, err := w.Agreements.Current(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		page := pagetest.Get(t, server, "/convention?lang=fr", http.StatusOK)
		text := pagetest.Text(page, "main")
		for _, x := range a.Activities {
			row := page.Find("#a-" + strings.ReplaceAll(x.Number, ".", "-"))
			if got := pagetest.Clean(row.Text()); !strings.Contains(got, pagetest.Clean(x.Number+" "+x.Name.FR)) {
				t.Errorf("activity %s is told as %q", x.Number, got)
			}
			for _, kind := range x.Evidence {
				if got := row.Text(); !strings.Contains(got, a.EvidenceKindName(kind, "fr")) {
					t.Errorf("activity %s does not tell that it requires %s", x.Number, kind)
				}
			}
			for _, target := range x.Targets {
				if row.Find(`a[href="/chiffres/`+target.Indicator+`"]`).Length() == 0 {
					t.Errorf("the target %s of %s leads nowhere", target.Indicator, x.Number)
				}
			}
		}
		for _, f := range a.Funders {
			for _, want := range []string{f.Name.FR, f.Number, f.Mention.FR} {
				if !strings.Contains(text, pagetest.Clean(want)) {
					t.Errorf("funder %s: %q is not told", f.Code, want)
				}
			}
			for _, d := range f.Departments {
				if page.Find(`a[href="/realisations?departement=`+d+`"]`).Length() == 0 {
					t.Errorf("department %s of %s is not told", d, f.Code)
				}
			}
		}
	})
}

// TestChronogramDrawsWhatTookPlace compares the real bars with the months of the ledger.
func TestChronogramDrawsWhatTookPlace(t *testing.T) {
	each(t, func(t *testing.T, w *pagetest.World, server *httptest.Server) {
		spans, err := w.Ledger.Spans(context.Background(), ledger.Filter{States: ledger.CountedStates})
		if months := ledger.Beginnings(spans)["1.2"].Months; err != nil || len(months) == 0 || months[0] != "2018-07" {
			t.Fatalf("%v, %v", months, err)
		}
		page := pagetest.Get(t, server, "/convention/chronogramme?lang=fr", http.StatusOK)
		a, err := w.Agreements.Current(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		if got := page.Find("figure svg.chronogram").Length(); got != len(a.Axes) {
			t.Errorf("%d drawings for %d axes", got, len(a.Axes))
		}
		if got := page.Find("figure tbody tr").Length(); got != len(a.Activities) {
			t.Errorf("%d rows of data for %d activities", got, len(a.Activities))
		}
		row := page.Find("figure tbody th").FilterFunction(func(_ int, s *goquery.Selection) bool { return strings.HasPrefix(s.Text(), "1.2 ") }).Parent()
		if got := row.Find("td").Eq(2).Text(); !strings.HasPrefix(got, "juil. 2018 – ") || !strings.HasSuffix(got, " – nov. 2020") {
			t.Errorf("activity 1.2 ran from July 2018 to November 2020 and is told as %q", got)
		}
		silent := page.Find("figure tbody th").FilterFunction(func(_ int, s *goquery.Selection) bool { return strings.HasPrefix(s.Text(), "1.5 ") }).Parent()
		if got := silent.Find("td").Eq(2).Text() + " " + silent.Find("td").Eq(3).Text(); got != "– 2018, 2019, 2020" {
			t.Errorf("activity 1.5 is known by its years alone and is told as %q", got)
		}
		if page.Find("figure rect.unsure-bar").Length() == 0 {
			t.Error("what is known by its year alone is not hatched")
		}
	})
}

// TestChronogramIsNarrowed by an axis and by a funder, on the page and in its files, with the same words in the address.
func TestChronogramIsNarrowed(t *testing.T) {
	w := pagetest.Example(t, dbtest.SQLite(t))
	server := pagetest.Serve(t, routes(w), ui.Texts)
	page := pagetest.Get(t, server, "/convention/chronogramme?lang=fr&axe=1&financeur=esf", http.StatusOK)
	if n := page.Find("figure svg.chronogram").Length(); n != 1 {
		t.Errorf("%d drawings for one axis", n)
	}
	for _, want := range []string{"/convention/chronogramme.xlsx?axe=1&financeur=esf", "/convention/chronogramme?axe=2&financeur=esf", "/convention/chronogramme?axe=1&financeur=aucun", "/realisations?axe=1&financeur=esf"} {
		if page.Find(`a[href="`+want+`"]`).Length() != 1 {
			t.Errorf("no link to %s", want)
		}
	}
	bars := func(query string) int {
		response, err := http.Get(server.URL + "/convention/chronogramme.csv?lang=fr" + query)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = response.Body.Close() }()
		body, err := io.ReadAll(response.Body)
		if err != nil || response.StatusCode != http.StatusOK {
			t.Fatalf("%s: %d, %v", query, response.StatusCode, err)
		}
		return strings.Count(string(body), ";Réalisé") + strings.Count(string(body), ";Date connue par son année seule")
	}
	all, esf, nobody := bars("&axe=1"), bars("&axe=1&financeur=esf"), bars("&axe=1&financeur=aucun")
	if esf == 0 || esf >= all || nobody == 0 {
		t.Errorf("real bars: %d in all, %d of the ESF, %d of nobody", all, esf, nobody)
	}
	for _, query := range []string{"axe=9", "financeur=mairie"} {
		pagetest.Get(t, server, "/convention/chronogramme?lang=fr&"+query, http.StatusUnprocessableEntity)
	}
}

func TestWithoutAgreementThePageSaysWhatToDo(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := pagetest.Empty(t, d)
		server := pagetest.Serve(t, routes(w), ui.Texts)
		for _, path := range []string{"/convention?lang=fr", "/convention/chronogramme?lang=fr"} {
			page := pagetest.Get(t, server, path, http.StatusNotFound)
			if got := pagetest.Text(page, ".problem-message"); !strings.Contains(got, "maillage import agreement") {
				t.Errorf("%s: %q", path, got)
			}
		}
	})
}
