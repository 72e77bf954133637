package ui_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"maillage/internal/db/dbtest"
	"maillage/internal/programme/pagetest"
	"maillage/internal/register/territory"
)

// corrected imports the meet-ups again with another number of participants in one of them.
func corrected(t *testing.T, w *pagetest.World) {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(w.Folder, "donnees", "petit-ramdam.csv"))
	if err != nil {
		t.Fatal(err)
	}
	changed := strings.Replace(string(content), ",107,", ",109,", 1)
	if changed == string(content) {
		t.Fatal("no meet-up with 107 participants is left in the example")
	}
	w.Write(t, "corrige.csv", []byte(changed))
	w.Import(t, "meetup", "corrige.csv", "", "")
}

func TestHistoryTellsWhatMovedTheFigure(t *testing.T) {
	each(t, func(t *testing.T, w *pagetest.World, server *httptest.Server) {
		key := "meetups.participations"
		before := pagetest.Text(pagetest.Get(t, server, "/chiffres/"+key+"?lang=fr", http.StatusOK), ".bignum")
		corrected(t, w)
		sheet := pagetest.Get(t, server, "/chiffres/"+key+"?lang=fr", http.StatusOK)
		after := pagetest.Text(sheet, ".bignum")
		same(t, "last change", texts(sheet, "section[aria-labelledby=histoire] .changes b")[0], before+" → "+after)
		page := pagetest.Get(t, server, "/chiffres/"+key+"/historique?lang=fr", http.StatusOK)
		steps := texts(page, ".changes b")
		if len(steps) != 2 || steps[1] != "0 → "+before {
			t.Errorf("the history is told as %q", steps)
		}
		cause := pagetest.Text(page, ".changes li:first-child p:nth-child(2)")
		if !strings.HasPrefix(cause, "une réalisation corrigée par Maillage : ") || page.Find(`.changes li:first-child a[href^="/realisations/"]`).Length() != 1 {
			t.Errorf("the correction is told as %q", cause)
		}
		if csv := body(t, server, "/chiffres/"+key+"/historique.csv?lang=fr"); strings.Count(csv, "\n") != 3 || !strings.Contains(csv, ";corrected;") {
			t.Errorf("exported as %s", csv)
		}
		if xlsx := body(t, server, "/chiffres/"+key+"/historique.xlsx"); !strings.HasPrefix(xlsx, "PK") {
			t.Errorf("no workbook: %.20q", xlsx)
		}
		past := pagetest.Get(t, server, "/chiffres/"+key+"/historique?lang=fr&au=2018-01-01", http.StatusOK)
		if told := pagetest.Text(past, "main"); !strings.Contains(told, "Rien n’est venu changer") {
			t.Errorf("before anything was recorded: %q", told)
		}
		pagetest.Get(t, server, "/chiffres/nowhere/historique?lang=fr", http.StatusNotFound)
	})
}

// TestFormerRegionsAddUp: for each year and funder, the former regions give what the departments of the region give.
func TestFormerRegionsAddUp(t *testing.T) {
	w := pagetest.Example(t, dbtest.SQLite(t))
	server := serve(t, w)
	page := pagetest.Get(t, server, "/chiffres/tour.stops?lang=fr", http.StatusOK)
	rows := page.Find("section[aria-labelledby=anciennes-regions] tbody tr")
	if rows.Length() != 12 { // three years and the whole, three regions each
		t.Fatalf("%d rows", rows.Length())
	}
	whole := rows.Slice(9, 12)
	for i, want := range []string{"Aquitaine", "Limousin", "Poitou-Charentes"} {
		slug := map[string]string{"Aquitaine": "aquitaine", "Limousin": "limousin", "Poitou-Charentes": "poitou-charentes"}[want]
		cells := whole.Eq(i).Find("td")
		same(t, "region", pagetest.Clean(cells.Eq(1).Text()), want)
		sum := 0
		for _, d := range territory.Load().DepartmentsOfFormer(slug) {
			var n int
			_, err := fmt.Sscan(pagetest.Text(pagetest.Get(t, server, "/chiffres/tour.stops?lang=fr&departement="+d.Code, http.StatusOK), ".bignum"), &n)
			if err != nil {
				t.Fatal(err)
			}
			sum += n
		}
		same(t, want, pagetest.Clean(cells.Last().Text()), fmt.Sprint(sum))
		address, _ := cells.Last().Find("a").Attr("href")
		list := pagetest.Get(t, server, "/chiffres/tour.stops?lang=fr", http.StatusOK)
		if list.Find(`a[href="`+address+`"]`).Length() == 0 || !strings.Contains(address, "departement=") {
			t.Errorf("%s leads to %q", want, address)
		}
	}
}

func TestHistoryInABrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("short: no browser")
	}
	w := pagetest.Example(t, dbtest.SQLite(t))
	corrected(t, w)
	pagetest.Look(t, serve(t, w), []pagetest.View{
		{Name: "chiffre", Path: "/chiffres/meetups.participations?lang=fr"}, {Name: "histoire", Path: "/chiffres/meetups.participations/historique?lang=fr"},
	})
}
