package ui_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"maillage/internal/db"
	"maillage/internal/db/dbtest"
	"maillage/internal/programme/indicator"
	"maillage/internal/programme/indicator/ui"
	"maillage/internal/programme/ledger"
	"maillage/internal/programme/pagetest"
	"maillage/internal/web"
)

// each runs a test on the pages of the example in both engines.
func each(t *testing.T, run func(t *testing.T, w *pagetest.World, server *httptest.Server)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := pagetest.Example(t, d)
		run(t, w, serve(t, w))
	})
}

func serve(t *testing.T, w *pagetest.World) *httptest.Server {
	t.Helper()
	return pagetest.Serve(t, func(m *web.Mux) {
		ui.Routes(m, ui.Handlers{
			Site: pagetest.Site, Agreements: w.Agreements, Indicators: w.Indicators, Ledger: w.Ledger, Evidence: w.Evidence, Gazetteer: w.Gazetteer,
			Uses: func(_ context.Context, key string) ([]web.Link, error) {
				return []web.Link{{Label: "Axe 1 : " + key, URL: "/bilan/axes/1#u1"}}, nil
			},
		})
	}, ui.Texts)
}

func texts(page *goquery.Document, selector string) []string {
	return page.Find(selector).Map(func(_ int, s *goquery.Selection) string { return pagetest.Clean(s.Text()) })
}

func attribute(page *goquery.Document, selector, name string) string {
	value, _ := page.Find(selector).First().Attr(name)
	return value
}

func same(t *testing.T, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s: %q, want %q", what, got, want)
	}
}

func TestAllFiguresInOneTable(t *testing.T) {
	each(t, func(t *testing.T, w *pagetest.World, server *httptest.Server) {
		all, err := w.Indicators.All(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		page := pagetest.Get(t, server, "/chiffres?lang=fr", http.StatusOK)
		if n := page.Find("table tbody tr").Length(); n != len(all) {
			t.Errorf("%d rows for %d indicators", n, len(all))
		}
		stops := `tr[id="c-tour.stops"] td`
		same(t, "years, whole, target, proofs", strings.Join(texts(page, stops)[1:], "|"), "12 en 2018|12 en 2019|28 en 2020|52||0 sur 104")
		same(t, "the year's sheet", attribute(page, stops+":nth-child(3) a", "href"), "/chiffres/tour.stops?annee=2019")
		page = pagetest.Get(t, server, "/chiffres?lang=fr&financeur=region", http.StatusOK)
		same(t, "for one funder", texts(page, stops)[4], "20")
		same(t, "the switch", pagetest.Text(page, ".tabs [aria-current]"), "Région")
		same(t, "the export keeps the funder", attribute(page, ".pagehead .btn", "href"), "/chiffres.xlsx?financeur=region")
	})
}

func TestSheetOfASum(t *testing.T) {
	each(t, func(t *testing.T, w *pagetest.World, server *httptest.Server) {
		page := pagetest.Get(t, server, "/chiffres/tour.stops?lang=fr", http.StatusOK)
		same(t, "value", pagetest.Text(page, ".bignum"), "52")
		same(t, "state", pagetest.Text(page, ".sheet-state .state"), "Calculé")
		same(t, "funders", strings.Join(texts(page, ".terms > *"), "|"), "20|Région|18|FSE|14|non affectables")
		same(t, "one bar for three parts", strings.Join(texts(page, "svg.split rect title"), "|"), "Région 20|FSE 18|non affectables 14")
		same(t, "year by funder", strings.Join(texts(page, "section[aria-labelledby=annees] tbody tr:nth-child(3) td"), "|"), "2020|7|7|14|28")
		if n := page.Find("section[aria-labelledby=departements] svg.map g path.shape").Length(); n != 12 {
			t.Errorf("%d departments on the map", n)
		}
		if n := page.Find("ul.entries li").Length(); n != 20 {
			t.Errorf("%d entries shown first", n)
		}
		behind, err := url.Parse(attribute(page, "section[aria-labelledby=realisations] .group-h a", "href"))
		if err != nil || behind.Path != "/realisations" || behind.Query().Get(ledger.ParamKind) != "tour" {
			t.Errorf("the list behind is %v, %v", behind, err)
		}
		same(t, "hole", pagetest.Text(page, "section[aria-labelledby=manques] .hole:first-of-type b"), "14 réalisations sans cofinanceur.")
		if to := attribute(page, "section[aria-labelledby=manques] .hole a", "href"); !strings.Contains(to, "financeur=aucun") {
			t.Errorf("the hole is mended at %s", to)
		}
		same(t, "use", attribute(page, "section[aria-labelledby=usages] li a", "href"), "/bilan/axes/1#u1")
	})
}

func TestSheetOfAPercentageTellsItsTerms(t *testing.T) {
	each(t, func(t *testing.T, w *pagetest.World, server *httptest.Server) {
		page := pagetest.Get(t, server, "/chiffres/places.growth?annee=2019&lang=fr", http.StatusOK)
		same(t, "value", pagetest.Text(page, ".bignum"), "20,3 %")
		same(t, "terms", strings.Join(texts(page, ".terms dt"), "|"), "39|192")
		same(t, "what was printed", texts(page, "section[aria-labelledby=publie] .state")[0], "écart + 4,7 points")
	})
}

func TestWhatWasPublishedStandsBesideWhatIsRecorded(t *testing.T) {
	each(t, func(t *testing.T, w *pagetest.World, server *httptest.Server) {
		page := pagetest.Get(t, server, "/chiffres/visits.visitors?lang=fr", http.StatusOK)
		first := "section[aria-labelledby=publie] li:first-child "
		same(t, "told", pagetest.Text(page, first+"p:nth-child(1)"), "publié : 129, Couverture, Suivez le Groom, ligne 17")
		same(t, "recorded", strings.TrimSuffix(pagetest.Text(page, first+"p:nth-child(2)"), "écart + 29"), "noté : 100")
		same(t, "a year that agrees", texts(page, "section[aria-labelledby=publie] .state")[1], "concorde")
	})
}

// TestTheSheetOfThePast: the example was recorded today, so nothing of it was known in 2020.
func TestEveryPublishedFigureBesideTheRecordedOne(t *testing.T) {
	each(t, func(t *testing.T, w *pagetest.World, server *httptest.Server) {
		page := pagetest.Get(t, server, "/chiffres/publies?lang=fr", http.StatusOK)
		all := page.Find("tbody tr").Length()
		if all != 156 {
			t.Errorf("%d published figures, 156 in the file", all)
		}
		different := pagetest.Get(t, server, "/chiffres/publies?constat=ecart&lang=fr", http.StatusOK)
		visitors := different.Find("tbody tr").FilterFunction(func(_ int, row *goquery.Selection) bool { return strings.Contains(row.Text(), "129 visiteurs") })
		if text := visitors.Text(); visitors.Length() != 1 || !strings.Contains(text, "100") || !strings.Contains(text, "écart +\u202f29") || !strings.Contains(text, "ligne 17") {
			t.Errorf("the visitors: %d rows, %q", visitors.Length(), text)
		}
		if n := different.Find("tbody tr").Length(); n == 0 || n >= all {
			t.Errorf("%d of %d differ", n, all)
		}
		csv := body(t, server, "/chiffres/publies.csv?constat=ecart&lang=fr")
		if strings.Count(csv, "\n") != different.Find("tbody tr").Length()+1 || !strings.Contains(csv, ";129;100;29;") {
			t.Errorf("the file is not the list: %.400s", csv)
		}
		pagetest.Get(t, server, "/chiffres/publies?constat=peut-etre&lang=fr", http.StatusUnprocessableEntity)
	})
}

func TestTheSheetOfThePast(t *testing.T) {
	each(t, func(t *testing.T, w *pagetest.World, server *httptest.Server) {
		page := pagetest.Get(t, server, "/chiffres/places.open?au=2020-12-31&lang=fr", http.StatusOK)
		same(t, "value", pagetest.Text(page, ".bignum"), "non renseigné")
		same(t, "state", pagetest.Text(page, ".sheet-state .state"), "Non renseigné")
		if told := pagetest.Text(page, ".sheet-state"); !strings.Contains(told, "jeu. 31 déc. 2020") {
			t.Errorf("as of: %q", told)
		}
		same(t, "the day is kept", attribute(page, ".tabs a:nth-child(2)", "href"), "/chiffres/places.open?au=2020-12-31&financeur=region")
	})
}

func TestAFragmentIsTheSheetAlone(t *testing.T) {
	w := pagetest.Example(t, dbtest.SQLite(t))
	server := serve(t, w)
	request, err := http.NewRequest(http.MethodGet, server.URL+"/chiffres/tour.stops?annee=2019&lang=fr", nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("HX-Request", "true")
	request.Header.Set("HX-Current-URL", server.URL+"/bilan/axes/1?financeur=esf")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	if err != nil || strings.Contains(string(body), "<html") {
		t.Fatalf("a whole page came: %v", err)
	}
	page, err := goquery.NewDocumentFromReader(strings.NewReader(string(body)))
	if err != nil {
		t.Fatal(err)
	}
	same(t, "value", pagetest.Text(page, "#feuille > aside .bignum"), "12")
	same(t, "closing leads back", attribute(page, "[data-sheet-close]", "href"), "/bilan/axes/1?financeur=esf")
	same(t, "the page", attribute(page, "#feuille p.after:last-of-type a", "href"), "/chiffres/tour.stops?annee=2019")
}

func TestRefusals(t *testing.T) {
	w := pagetest.Example(t, dbtest.SQLite(t))
	server := serve(t, w)
	page := pagetest.Get(t, server, "/chiffres/tour.stop?lang=fr", http.StatusNotFound)
	if told := pagetest.Text(page, ".problem-message"); !strings.Contains(told, "Les plus proches : tour.stops,") {
		t.Errorf("an unknown key: %q", told)
	}
	for path, want := range map[string]string{
		"/chiffres?annee=jadis": "annee", "/chiffres/tour.stops?de=2020&a=2018": "annee", "/chiffres?financeur=mairie": "region, esf", "/chiffres?departement=133": "departement",
		"/chiffres/tour.stops?au=31/13/2020": "au",
	} {
		page := pagetest.Get(t, server, path+"&lang=fr", http.StatusUnprocessableEntity)
		if told := pagetest.Text(page, ".problem-message"); !strings.Contains(told, want) {
			t.Errorf("%s: %q does not tell %q", path, told, want)
		}
	}
}

// TestEveryIndicatorHasASheet in each language, for a year, for a funder and for none.
func TestEveryIndicatorHasASheet(t *testing.T) {
	w := pagetest.Example(t, dbtest.SQLite(t))
	server := serve(t, w)
	all, err := w.Indicators.All(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range all {
		for _, query := range []string{"?lang=fr", "?lang=en&annee=2019&financeur=esf", "?lang=fr&financeur=aucun&de=2018&a=2019", "?lang=fr&departement=33"} {
			page := pagetest.Get(t, server, "/chiffres/"+x.Key+query, http.StatusOK)
			if pagetest.Text(page, "h1") == "" || pagetest.Text(page, ".bignum") == "" {
				t.Errorf("%s%s has no title or value", x.Key, query)
			}
		}
	}
}

func TestAFigureForMachines(t *testing.T) {
	each(t, func(t *testing.T, w *pagetest.World, server *httptest.Server) {
		var got struct {
			Figure struct{ Value, Entries int }
			Years  []struct{ Value int }
		}
		if err := json.Unmarshal([]byte(body(t, server, "/chiffres/tour.stops/donnees.json?financeur=aucun")), &got); err != nil {
			t.Fatal(err)
		}
		if got.Figure.Value != 14 || len(got.Years) != 3 || got.Years[2].Value != 14 {
			t.Errorf("got %+v", got)
		}
		csv := body(t, server, "/chiffres.csv?lang=fr")
		if !strings.Contains(csv, "\r\nplaces.growth;") && !strings.Contains(csv, "\nplaces.growth;") || !strings.Contains(csv, "tour.stops;Dates de Grande Vadrouille;dates;12;12;28;52;") {
			t.Errorf("%.400s", csv)
		}
		if xlsx := body(t, server, "/chiffres.xlsx"); !strings.HasPrefix(xlsx, "PK") {
			t.Errorf("no workbook: %.20q", xlsx)
		}
	})
}

func body(t *testing.T, server *httptest.Server, path string) string {
	t.Helper()
	response, err := http.Get(server.URL + path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	content, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		t.Fatalf("%s: %d, %v", path, response.StatusCode, err)
	}
	return string(content)
}

func TestAddress(t *testing.T) {
	for want, s := range map[string]indicator.Scope{
		"/chiffres/k": {}, "/chiffres/k?annee=2018": indicator.Year(2018), "/chiffres/k?annee=2018-2019": {From: 2018, To: 2019},
		"/chiffres/k?annee=plusieurs&financeur=aucun": {From: ledger.SeveralYears, To: ledger.SeveralYears, Funder: ledger.NoFunder},
		"/chiffres/k?departement=2A&financeur=esf":    {Funder: "esf", Department: "2A"},
	} {
		same(t, "address", ui.Address(indicator.Request{Key: "k", Scope: s}), want)
	}
}
