package ui_test

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"maillage/internal/kit/frnum"
	"maillage/internal/programme/ledger"
	"maillage/internal/programme/ledger/ui"
	"maillage/internal/programme/pagetest"
)

func TestEntryTellsItsDoubtsAndHoles(t *testing.T) {
	each(t, func(t *testing.T, w *pagetest.World) {
		server := pagetest.Serve(t, routes(w), ui.Texts)
		e := first(t, w, ledger.Filter{Pile: ledger.PileDate, Kinds: []string{"tour"}})
		page := pagetest.Get(t, server, "/realisations/"+e.ID+"?lang=fr", http.StatusOK)
		for selector, want := range map[string]string{
			"h1":                                  "Grande Vadrouille",
			"section[aria-labelledby=quand]":      "n'est pas de l'année du titre sous lequel elle est rangée",
			"section[aria-labelledby=ou]":         "Gironde (33), Aquitaine",
			"section[aria-labelledby=compte]":     "Gironde est le département du bénéficiaire ou, à défaut, du lieu",
			"section[aria-labelledby=ligne]":      "grande-vadrouille.xlsx, ligne",
			"section[aria-labelledby=preuves]":    "Il manque 2 pièces.",
			"section[aria-labelledby=chiffres]":   "Dates de Grande Vadrouille",
			"section[aria-labelledby=historique]": e.Hash,
		} {
			if got := pagetest.Text(page, selector); !strings.Contains(got, want) {
				t.Errorf("%s says %q, want %q in it", selector, got, want)
			}
		}
		if got := page.Find("section[aria-labelledby=preuves] li .state.bad").Length(); got != 2 {
			t.Errorf("%d required proofs are told as missing, want 2", got)
		}
		if got := page.Find(`section[aria-labelledby=chiffres] a[href="/chiffres/tour.stops"]`).Length(); got != 1 {
			t.Errorf("the figure tour.stops is linked %d times", got)
		}
	})
}

func TestUnknownEntryIsAPage(t *testing.T) {
	each(t, func(t *testing.T, w *pagetest.World) {
		server := pagetest.Serve(t, routes(w), ui.Texts)
		page := pagetest.Get(t, server, "/realisations/nulle-part?lang=fr", http.StatusNotFound)
		if got := pagetest.Text(page, ".problem-message"); !strings.Contains(got, "nulle-part") {
			t.Errorf("the page says %q", got)
		}
	})
}

// TestHistoryTellsWhatChanged imports a corrected row and reads before, after, and who.
func TestHistoryTellsWhatChanged(t *testing.T) {
	each(t, func(t *testing.T, w *pagetest.World) {
		server := pagetest.Serve(t, routes(w), ui.Texts)
		before := corrected(t, w)
		page := pagetest.Get(t, server, "/realisations/"+before.ID+"?lang=fr", http.StatusOK)
		if got := pagetest.Text(page, "#historique + .count"); got != "2 versions" {
			t.Errorf("history of %q", got)
		}
		row := page.Find("section[aria-labelledby=historique] tbody tr")
		if got := pagetest.Clean(row.Text()); row.Length() != 1 || got != fmt.Sprintf("Participations%d4321", *before.Participations) {
			t.Errorf("%d changes, %q", row.Length(), got)
		}
		if got := pagetest.Text(page, "section[aria-labelledby=historique]"); !strings.Contains(got, before.Hash) || !strings.Contains(got, "corrigée") {
			t.Errorf("the history does not tell the first hash and the act: %q", got)
		}
		past := pagetest.Get(t, server, "/realisations?lang=fr&nature=meetup&departement=87&annee=2018&au="+before.KnownFrom.UTC().Format("2006-01-02T15:04:05.999999Z"), http.StatusOK)
		if got := past.Find("#e-" + before.ID).Text(); !strings.Contains(got, fmt.Sprint(*before.Participations)) || strings.Contains(got, frnum.Format(4321, "fr")) {
			t.Errorf("the list as known before the correction tells %q", got)
		}
	})
}

// corrected imports another number of participants for one entry, and returns it as it was.
func corrected(t *testing.T, w *pagetest.World) ledger.Entry {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(w.Folder, "donnees", "petit-ramdam.csv"))
	if err != nil {
		t.Fatal(err)
	}
	before := first(t, w, ledger.Filter{Kinds: []string{"meetup"}, Departments: []string{"87"}, From: 2018, To: 2018})
	if before.Participations == nil {
		t.Fatalf("%q has no participations", before.Title)
	}
	changed := strings.Replace(string(content), fmt.Sprintf(",%d,", *before.Participations), ",4321,", 1)
	w.Write(t, "corrige.csv", []byte(changed))
	w.Import(t, "meetup", "corrige.csv", "", "")
	return before
}

// TestSupportedByAgreesWithFigures: an entry supports exactly the figures whose list holds it.
func TestSupportedByAgreesWithFigures(t *testing.T) {
	each(t, func(t *testing.T, w *pagetest.World) {
		ctx := context.Background()
		all, err := w.Indicators.All(ctx)
		if err != nil {
			t.Fatal(err)
		}
		entries, err := w.Ledger.List(ctx, ledger.Filter{}, ledger.ByDate, 100000, 0)
		if err != nil {
			t.Fatal(err)
		}
		supports := map[string]map[string]bool{} // indicator → entries
		for _, e := range entries {
			list, err := w.Indicators.SupportedBy(ctx, e)
			if err != nil {
				t.Fatal(err)
			}
			for _, x := range list {
				if supports[x.Key] == nil {
					supports[x.Key] = map[string]bool{}
				}
				supports[x.Key][e.ID] = true
			}
		}
		for _, x := range all {
			if x.Percent() {
				continue
			}
			compareWithList(t, w, x, supports[x.Key])
		}
	})
}

func TestReviewCountsItsPiles(t *testing.T) {
	each(t, func(t *testing.T, w *pagetest.World) {
		server := pagetest.Serve(t, routes(w), ui.Texts)
		page := pagetest.Get(t, server, "/a-completer?lang=fr", http.StatusOK)
		for pile, slug := range ledger.PileSlugs {
			totals, err := w.Ledger.Totals(context.Background(), ledger.Filter{Pile: pile})
			if err != nil {
				t.Fatal(err)
			}
			section := page.Find("section[aria-labelledby=pile-" + slug + "]")
			if got := pagetest.Clean(section.Find(".count").Text()); !strings.HasPrefix(got, fmt.Sprint(totals.Entries)+" ") {
				t.Errorf("pile %s: %q, want %d", slug, got, totals.Entries)
			}
			if totals.Entries == 0 {
				continue
			}
			list := pagetest.Get(t, server, section.Find(".group-h a").AttrOr("href", ""), http.StatusOK)
			if got := list.Find(".totals b").First().Text(); got != fmt.Sprint(totals.Entries) {
				t.Errorf("pile %s leads to %s entries, want %d", slug, got, totals.Entries)
			}
		}
	})
}

func TestDuplicatesStandSideBySide(t *testing.T) {
	each(t, func(t *testing.T, w *pagetest.World) {
		server := pagetest.Serve(t, routes(w), ui.Texts)
		pairs, err := w.Ledger.NearDuplicates(context.Background(), 100)
		if err != nil || len(pairs) == 0 {
			t.Fatalf("%d pairs, %v", len(pairs), err)
		}
		page := pagetest.Get(t, server, "/realisations/doublons?lang=fr", http.StatusOK)
		if got := page.Find("main table").Length(); got != len(pairs) {
			t.Errorf("%d tables for %d pairs", got, len(pairs))
		}
		for _, p := range pairs {
			for _, e := range []ledger.Entry{p.A, p.B} {
				if page.Find(`a[href="/realisations/`+e.ID+`"]`).Length() == 0 {
					t.Errorf("%q of a pair is not there", e.Title)
				}
			}
		}
	})
}

// TestMapCountsLeadToTheirEntries follows each department of the map, and what the map cannot place.
func TestMapCountsLeadToTheirEntries(t *testing.T) {
	each(t, func(t *testing.T, w *pagetest.World) {
		server := pagetest.Serve(t, routes(w), ui.Texts)
		page := pagetest.Get(t, server, "/carte?lang=fr&nature=tour&annee=2018-2020", http.StatusOK)
		rows := page.Find("tbody tr")
		if rows.Length() != 12 || page.Find("svg.map .shape").Length() != 12 {
			t.Errorf("%d rows and %d shapes for 12 departments", rows.Length(), page.Find("svg.map .shape").Length())
		}
		sum := 0
		for _, row := range rows.EachIter() {
			var count int
			if _, err := fmt.Sscan(row.Find("td").Eq(1).Text(), &count); err != nil {
				t.Fatal(err)
			}
			sum += count
			list := pagetest.Get(t, server, row.Find("a").AttrOr("href", "")+"&lang=fr", http.StatusOK)
			if got := list.Find(".totals b").First().Text(); got != fmt.Sprint(count) {
				t.Errorf("%s: the map says %d, the list %s", row.Find("a").Text(), count, got)
			}
		}
		if got := pagetest.Text(page, ".hole.bad b"); sum != 38 || got != "14 réalisations sans département." {
			t.Errorf("%d on the map, and %q", sum, got)
		}
	})
}
