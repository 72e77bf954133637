package ui_test

import (
	"context"
	"testing"

	"maillage/internal/db"
	"maillage/internal/db/dbtest"
	"maillage/internal/programme/ledger"
	"maillage/internal/programme/ledger/ui"
	"maillage/internal/programme/pagetest"
	"maillage/internal/web"
)

// TestPagesInABrowser looks at each page with axe, at 320 and 1280 pixels, in light and dark.
func TestPagesInABrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("short: no browser")
	}
	w := pagetest.Example(t, dbtest.SQLite(t))
	server := pagetest.Serve(t, routes(w), ui.Texts)
	doubtful := first(t, w, ledger.Filter{Pile: ledger.PileDate, Kinds: []string{"tour"}})
	pagetest.Look(t, server, []pagetest.View{
		{Name: "realisations", Path: "/realisations?nature=tour&annee=2018-2020&etat=tenu"},
		{Name: "realisations-toutes", Path: "/realisations"},
		{Name: "realisations-anglais", Path: "/realisations?financeur=aucun&lang=en"},
		{Name: "calendrier", Path: "/realisations?vue=calendrier&lang=fr"},
		{Name: "realisation", Path: "/realisations/" + doubtful.ID},
		{Name: "realisation-corrigee", Path: "/realisations/" + corrected(t, w).ID + "?lang=fr"},
		{Name: "doublons", Path: "/realisations/doublons"},
		{Name: "a-completer", Path: "/a-completer"},
		{Name: "carte", Path: "/carte?annee=2018-2020"},
		{Name: "carte-chiffre", Path: "/carte?lang=fr&chiffre=tour.stops&annee=2020&financeur=esf"},
		{Name: "introuvable", Path: "/realisations?annee=jadis"},
	})
}

func routes(w *pagetest.World) func(*web.Mux) {
	return func(m *web.Mux) {
		ui.Routes(m, ui.Handlers{
			Site: pagetest.Site, Agreements: w.Agreements, Ledger: w.Ledger, Evidence: w.Evidence, Indicators: w.Indicators, Gazetteer: w.Gazetteer,
			Figure: func(key string) string { return "/chiffres/" + key },
		})
	}
}

// first is the oldest entry of a filter.
func first(t *testing.T, w *pagetest.World, f ledger.Filter) ledger.Entry {
	t.Helper()
	list, err := w.Ledger.List(context.Background(), f, ledger.ByDate, 1, 0)
	if err != nil || len(list) == 0 {
		t.Fatalf("no entry for %+v: %v", f, err)
	}
	return list[0]
}

// each runs a test on the example in both engines.
func each(t *testing.T, run func(t *testing.T, w *pagetest.World)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, d *db.DB) { run(t, pagetest.Example(t, d)) })
}
