package ui_test

import (
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"maillage/internal/db/dbtest"
	"maillage/internal/kit/frnum"
	"maillage/internal/programme/indicator"
	"maillage/internal/programme/ledger"
	"maillage/internal/programme/ledger/ui"
	"maillage/internal/programme/pagetest"
)

// TestMapOfAFigure: the drawing, the table, the file and the figures tell the same numbers, per year and per funder.
func TestMapOfAFigure(t *testing.T) {
	w := pagetest.Example(t, dbtest.SQLite(t))
	server := pagetest.Serve(t, routes(w), ui.Texts)
	for query, scope := range map[string]indicator.Scope{
		"": {}, "&annee=2019": indicator.Year(2019), "&financeur=esf&annee=2020": {From: 2020, To: 2020, Funder: "esf"}, "&financeur=aucun": {Funder: ledger.NoFunder},
	} {
		path := "/carte?lang=fr&chiffre=tour.stops" + query
		page := pagetest.Get(t, server, path, http.StatusOK)
		response, err := http.Get(server.URL + strings.Replace(path, "/carte", "/carte.csv", 1))
		if err != nil {
			t.Fatal(err)
		}
		file, err := io.ReadAll(response.Body)
		_ = response.Body.Close()
		if err != nil || response.StatusCode != http.StatusOK {
			t.Fatalf("%s: %d, %v", path, response.StatusCode, err)
		}
		for _, d := range w.Gazetteer.DepartmentsOf("75") {
			s := scope
			s.Department = d.Code
			figures, err := w.Indicators.Figures(t.Context(), []indicator.Request{{Key: "tour.stops", Scope: s}}, time.Time{})
			if err != nil {
				t.Fatal(err)
			}
			n, _ := figures[0].Int()
			row := page.Find("#d-" + d.Code)
			if got, want := pagetest.Clean(row.Text()), d.Name+frnum.Format(n, "fr"); got != want {
				t.Errorf("%s: the table tells %q, want %q", path, got, want)
			}
			address, _ := row.Find("a").Attr("href")
			behind, err := url.Parse(address)
			if err != nil || behind.Query().Get(ledger.ParamDepartment) != d.Code || behind.Query().Get(ledger.ParamKind) != "tour" {
				t.Errorf("%s leads to %s", d.Name, address)
			}
			former, _ := w.Gazetteer.FormerRegionOf(d.Code)
			if line := d.Code + ";" + d.Name + ";" + former.Name + ";" + frnum.Format(n, "fr"); !strings.Contains(string(file), line) {
				t.Errorf("%s: %q is not in the file\n%s", path, line, file)
			}
		}
	}
	for query, want := range map[string]string{"chiffre=places.growth": "tour.stops", "chiffre=tour.stops&nature=tour": "retirez ce filtre"} {
		page := pagetest.Get(t, server, "/carte?lang=fr&"+query, http.StatusUnprocessableEntity)
		if told := pagetest.Text(page, ".problem-message"); !strings.Contains(told, want) {
			t.Errorf("%s: %q", query, told)
		}
	}
}

// TestTheFunderSwitchIsTheSameEverywhere: entries and map take the same word, mark it, and hand it on to each other.
func TestTheFunderSwitchIsTheSameEverywhere(t *testing.T) {
	w := pagetest.Example(t, dbtest.SQLite(t))
	server := pagetest.Serve(t, routes(w), ui.Texts)
	for path, other := range map[string]string{"/realisations": "/carte", "/carte": "/realisations"} {
		page := pagetest.Get(t, server, path+"?lang=fr&financeur=esf&annee=2019", http.StatusOK)
		if got := page.Find(`nav[aria-label="Cofinanceur"] [aria-current]`).Text(); pagetest.Clean(got) != "FSE" {
			t.Errorf("%s: %q is marked", path, got)
		}
		if page.Find(`.pagehead a[href="`+other+`?annee=2019&financeur=esf"]`).Length() != 1 {
			t.Errorf("%s does not hand the funder on to %s", path, other)
		}
		if page.Find(`nav[aria-label="Cofinanceur"] a[href="`+path+`?annee=2019&financeur=aucun"]`).Length() != 1 {
			t.Errorf("%s does not switch to nobody's", path)
		}
	}
}
