package ui_test

import (
	"context"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"

	ics "github.com/arran4/golang-ical"

	"maillage/internal/db/dbtest"
	"maillage/internal/programme/ledger"
	"maillage/internal/programme/ledger/ui"
	"maillage/internal/programme/pagetest"
)

// TestTheAgendaHoldsTheList: each entry of the filtered list is an event, or one of those that the file says it leaves out.
func TestTheAgendaHoldsTheList(t *testing.T) {
	w := pagetest.Example(t, dbtest.SQLite(t))
	server := pagetest.Serve(t, routes(w), ui.Texts)
	for query, filter := range map[string]ledger.Filter{"nature=tour": {Kinds: []string{"tour"}}, "": {}, "annee=2019": {From: 2019, To: 2019}} {
		response, err := http.Get(server.URL + "/realisations.ics?" + query)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(response.Body)
		_ = response.Body.Close()
		if err != nil || response.StatusCode != http.StatusOK || !strings.HasPrefix(response.Header.Get("Content-Type"), "text/calendar") {
			t.Fatalf("%s: %d, %v", query, response.StatusCode, err)
		}
		c, err := ics.ParseCalendar(strings.NewReader(string(body)))
		if err != nil {
			t.Fatal(err)
		}
		entries := map[string]bool{}
		for _, e := range c.Events() {
			entries[e.Id()] = true
		}
		totals, err := w.Ledger.Totals(context.Background(), filter)
		if err != nil {
			t.Fatal(err)
		}
		_, rest, _ := strings.Cut(string(body), "X-MAILLAGE-LEFT-OUT:")
		text, _, _ := strings.Cut(rest, "\r")
		leftOut, err := strconv.Atoi(text)
		if err != nil || leftOut == 0 && query == "" {
			t.Errorf("%s: left out %q", query, text)
		}
		if len(c.Events()) != len(entries) || len(entries)+leftOut < totals.Entries || len(entries) == 0 {
			t.Errorf("%s: %d events and %d left out for %d entries", query, len(entries), leftOut, totals.Entries)
		}
	}
	page := pagetest.Get(t, server, "/realisations.ics?lang=fr&nature=tour&annee=1999", http.StatusUnprocessableEntity)
	if got := pagetest.Text(page, ".problem-message"); !strings.Contains(got, "jour précis") {
		t.Errorf("an empty agenda says %q", got)
	}
}
