package ui_test

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"

	"maillage/internal/db/dbtest"
	"maillage/internal/kit/fetch"
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
	w.Evidence.Fetch = answering(http.StatusNotFound)
	if err := w.Evidence.CheckLinks(context.Background(), []string{"https://coop.tierslieux.net/", "https://coop.tierslieux.net/newsletter/"}, func(evidence.LinkCheck) {}); err != nil {
		t.Fatal(err)
	}
	stored, announced := one(t, w, evidence.Stored), one(t, w, evidence.NotCaptured)
	pagetest.Look(t, server, []pagetest.View{
		{Name: "pieces", Path: "/pieces?activite=1&lang=fr"},
		{Name: "pieces-vide", Path: "/pieces?activite=1&nature=minutes"},
		{Name: "manques", Path: "/pieces/manques?lang=fr"},
		{Name: "piece", Path: "/pieces/" + stored.ID + "?lang=fr"},
		{Name: "conservation", Path: "/pieces/conservation?lang=fr"},
		{Name: "livrables", Path: "/livrables?axe=2&lang=fr"},
		{Name: "livrables-anglais", Path: "/livrables?lang=en"},
		{Name: "liens-morts", Path: "/pieces?lien=mort&lang=fr"},
		{Name: "pieces-calendrier-vide", Path: "/pieces?vue=calendrier&lang=fr"},
		{Name: "livrables-calendrier-vide", Path: "/livrables?vue=calendrier&lang=fr"},
		{Name: "piece-lien", Path: "/pieces/" + announced.ID + "?lang=en"},
	})
}

// TestCalendarsInABrowser looks at them with the days that the source does not tell.
func TestCalendarsInABrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("short: no browser")
	}
	w := withDays(t, withFile(t, pagetest.Example(t, dbtest.SQLite(t))))
	pagetest.Look(t, pagetest.Serve(t, routes(w), ui.Texts), []pagetest.View{
		{Name: "pieces-calendrier", Path: "/pieces?vue=calendrier&an=2018&lang=fr"},
		{Name: "livrables-calendrier", Path: "/livrables?vue=calendrier&an=2018&lang=fr"},
		{Name: "conservation-calendrier", Path: "/pieces/conservation?vue=calendrier&lang=en"},
	})
}

// answering stands for the web: every address answers the same.
type answering int

func (a answering) Get(_ context.Context, link string, keep func(io.Reader) error) (fetch.Page, error) {
	return fetch.Page{Link: link, Final: link, Status: int(a), Filename: "page.txt"}, keep(strings.NewReader("Une page."))
}

func (a answering) Look(_ context.Context, link string) (fetch.Page, error) {
	return fetch.Page{Link: link, Final: link, Status: int(a)}, nil
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
