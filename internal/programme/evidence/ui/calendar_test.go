package ui_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"maillage/internal/programme/evidence"
	"maillage/internal/programme/pagetest"
)

// withDays gives the example the days that its source does not tell: two due days, what retention counts from, and pieces with a date, one of
// them of the Region alone.
func withDays(t *testing.T, w *pagetest.World) *pagetest.World {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(w.Folder, "programme.toml"))
	if err != nil {
		t.Fatal(err)
	}
	text := string(content)
	for _, added := range [][2]string{
		{`number = "2018-2896820"`, "retention_until = 2088-03-01"}, {`fund_period = "2014-2020"`, "retention_until = 2090-12-31"},
		{`code = "carte-2018"`, "due = 2018-09-30"}, {`code = "centre-ressources"`, "due = 2019-06-30"},
	} {
		if !strings.Contains(text, added[0]) {
			t.Fatalf("the example has no %s", added[0])
		}
		text = strings.Replace(text, added[0], added[0]+"\n"+added[1], 1)
	}
	if _, err := w.Agreements.Import(context.Background(), []byte(text), "programme.toml"); err != nil {
		t.Fatal(err)
	}
	w.Write(t, "carte.pdf", []byte("%PDF-1.4\n2 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"))
	w.Write(t, "emargement.pdf", []byte("%PDF-1.4\n3 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"))
	w.Write(t, "datees.csv", []byte("Réalisation;Activité;Nature;Titre;Fichier;Lien;Date;Livrable;Publié le\n"+
		"PR-1;;attendance;Émargement de Limoges;emargement.pdf;;05/03/2020;;\n"+
		";1.1;deliverable;Carte imprimée;carte.pdf;;22/09/2018;carte-2018;24/09/2018\n"+
		";1.1;photo;Affiche du maillage;;https://coop.tierslieux.net/affiche/;22/09/2018;;\n"+
		";1.3;statistics;Fréquentation du site;;https://coop.tierslieux.net/frequentation/;31/12/2019;;\n"))
	w.Import(t, "evidence", "datees.csv", "", "")
	return w
}

// lines are the titles of all years of a calendar.
func lines(t *testing.T, server *httptest.Server, page *goquery.Document) []string {
	t.Helper()
	var titles []string
	for _, year := range page.Find(`nav[aria-label="Années"] a`).EachIter() {
		for _, title := range pagetest.Get(t, server, year.AttrOr("href", ""), http.StatusOK).Find(".agenda strong").EachIter() {
			titles = append(titles, pagetest.Clean(title.Text()))
		}
	}
	return titles
}

// TestPiecesAreACalendar: each that bears a day is placed once, the others are counted, and the filters stay.
func TestPiecesAreACalendar(t *testing.T) {
	each(t, func(t *testing.T, w *pagetest.World, server *httptest.Server) {
		withDays(t, w)
		page := pagetest.Get(t, server, "/pieces?lang=fr&vue=calendrier&activite=1", http.StatusOK)
		if got := pagetest.Text(page, `nav[aria-label="Années"] [aria-current]`); got != "2019 1" {
			t.Errorf("the calendar opens on %q", got)
		}
		totals, err := w.Evidence.Totals(context.Background(), evidence.Filter{Activity: "1"})
		if err != nil {
			t.Fatal(err)
		}
		placed := lines(t, server, page)
		if got := pagetest.Text(page, ".hole b"); len(placed) != 3 || got != fmt.Sprint(totals.Items-3, " pièces sans date.") {
			t.Errorf("%q are placed, and the page says %q of %d pieces", placed, got, totals.Items)
		}
		older := pagetest.Get(t, server, "/pieces?lang=fr&vue=calendrier&activite=1&an=2018", http.StatusOK)
		day := older.Find(".months a[tabindex='-1']")
		if day.Length() != 1 || pagetest.Text(older, day.AttrOr("href", "")+" strong") != "Affiche du maillage" {
			t.Errorf("the day leads to %q", day.AttrOr("href", ""))
		}
		if to := older.Find(".agenda a").First().AttrOr("href", ""); !strings.HasPrefix(to, "/pieces/") {
			t.Errorf("a piece leads to %q", to)
		}
		for selector, want := range map[string]string{
			".chip a": "/pieces?an=2018&vue=calendrier", `a[href^="/pieces.xlsx"]`: "/pieces.xlsx?activite=1", `a[href="/pieces?activite=1"]`: "/pieces?activite=1",
		} {
			if got := older.Find(selector).First().AttrOr("href", ""); got != want {
				t.Errorf("%s leads to %q, want %q", selector, got, want)
			}
		}
		if older.Find(`form input[type=hidden][name=vue][value=calendrier]`).Length() != 1 {
			t.Error("a further filter would leave the calendar")
		}
		for _, path := range []string{"/pieces?vue=mosaïque", "/pieces?vue=calendrier&an=hier", "/livrables?vue=mosaïque", "/pieces/conservation?vue=calendrier&an=99"} {
			pagetest.Get(t, server, path, http.StatusUnprocessableEntity)
		}
	})
}

// TestDeliverablesStandOnTheirDueDay, with their state, and those without lead to their row.
func TestDeliverablesStandOnTheirDueDay(t *testing.T) {
	each(t, func(t *testing.T, w *pagetest.World, server *httptest.Server) {
		withDays(t, w)
		page := pagetest.Get(t, server, "/livrables?lang=fr&vue=calendrier&an=2018", http.StatusOK)
		if got := pagetest.Text(page, "section[aria-labelledby=m-2018-09] .agenda"); !strings.Contains(got, "dim. 30") || !strings.Contains(got, "publié le lundi 24 septembre 2018") {
			t.Errorf("September says %q", got)
		}
		if got := len(lines(t, server, page)); got != 2 {
			t.Errorf("%d deliverables are placed, want 2", got)
		}
		if got := page.Find(`nav[aria-label="Axes"] a`).Last().AttrOr("href", ""); !strings.Contains(got, "vue=calendrier") {
			t.Errorf("another axis leaves the calendar: %q", got)
		}
		if page.Find(`a[href="/livrables.ics"]`).Length() != 1 {
			t.Error("the calendar does not offer its file")
		}
	})
}

// TestRetentionEndsOnACalendar: it opens on what ends next, and every file kept is on it or counted beside.
func TestRetentionEndsOnACalendar(t *testing.T) {
	each(t, func(t *testing.T, w *pagetest.World, server *httptest.Server) {
		total, err := w.Evidence.KeptCount(context.Background())
		if err != nil || total == 0 {
			t.Fatalf("%d files kept, %v", total, err)
		}
		before := pagetest.Get(t, server, "/pieces/conservation?lang=fr&vue=calendrier", http.StatusOK)
		if before.Find(".empty").Length() != 1 || !strings.HasPrefix(pagetest.Text(before, ".hole b"), fmt.Sprint(total)) {
			t.Errorf("nothing can be computed, and the page says %q", pagetest.Text(before, ".hole"))
		}
		withDays(t, w)
		page := pagetest.Get(t, server, "/pieces/conservation?lang=fr&vue=calendrier", http.StatusOK)
		all := lines(t, server, page)
		if total, err = w.Evidence.KeptCount(context.Background()); err != nil || len(all) != total {
			t.Errorf("%q are placed, want %d (%v)", all, total, err)
		}
		if got := pagetest.Text(page, `nav[aria-label="Années"] [aria-current]`); got != "2088 1" || pagetest.Text(page, "#j-1 strong") != "Émargement de Limoges" {
			t.Errorf("the calendar opens on %q", got)
		}
	})
}
