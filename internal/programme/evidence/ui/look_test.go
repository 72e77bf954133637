package ui_test

import (
	"context"
	"testing"

	"maillage/internal/db/dbtest"
	"maillage/internal/programme/evidence"
	"maillage/internal/programme/evidence/ui"
	"maillage/internal/programme/pagetest"
	"maillage/internal/web"
)

// TestPagesInABrowser looks at each page with axe, at 320 and 1280 pixels, in light and dark.
func TestPagesInABrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("short: no browser")
	}
	w := withFile(t, pagetest.Example(t, dbtest.SQLite(t)))
	server := pagetest.Serve(t, routes(w), ui.Texts)
	stored, announced := one(t, w, evidence.Stored), one(t, w, evidence.NotCaptured)
	pagetest.Look(t, server, []pagetest.View{
		{Name: "pieces", Path: "/pieces?activite=1&lang=fr"},
		{Name: "pieces-vide", Path: "/pieces?activite=1&nature=minutes"},
		{Name: "manques", Path: "/pieces/manques?lang=fr"},
		{Name: "piece", Path: "/pieces/" + stored.ID + "?lang=fr"},
		{Name: "piece-lien", Path: "/pieces/" + announced.ID + "?lang=en"},
	})
}

func routes(w *pagetest.World) func(*web.Mux) {
	return func(m *web.Mux) {
		ui.Routes(m, ui.Handlers{Site: pagetest.Site, Agreements: w.Agreements, Evidence: w.Evidence, Ledger: w.Ledger, Indicators: w.Indicators})
	}
}

// one is a piece in a state.
func one(t *testing.T, w *pagetest.World, s evidence.State) evidence.Item {
	t.Helper()
	items, err := w.Evidence.Page(context.Background(), evidence.Filter{State: s}, 1, 0)
	if err != nil || len(items) == 0 {
		t.Fatalf("no piece %s: %v", s, err)
	}
	return items[0]
}
