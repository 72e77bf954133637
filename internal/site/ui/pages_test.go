package ui_test

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"

	"maillage/internal/db"
	"maillage/internal/db/dbtest"
	"maillage/internal/programme/pagetest"
	"maillage/internal/programme/programmetest"
	"maillage/internal/site/ui"
	"maillage/internal/web"
)

func routes(m *web.Mux) { ui.Routes(m, ui.Handlers{Site: pagetest.Site}) }

func TestPagesInABrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("short: no browser")
	}
	server := pagetest.Serve(t, routes, ui.Texts)
	pagetest.Look(t, server, []pagetest.View{{Name: "accessibilite", Path: "/accessibilite?lang=fr"}, {Name: "licences", Path: "/licences?lang=fr"}})
}

func TestStatementIsHonest(t *testing.T) {
	server := pagetest.Serve(t, routes, ui.Texts)
	for lang, words := range map[string]string{"fr": "non conforme", "en": "not conformant"} {
		page := pagetest.Get(t, server, "/accessibilite?lang="+lang, http.StatusOK)
		if got := pagetest.Text(page, "#state"); !strings.Contains(got, words) {
			t.Errorf("%s: the state is told as %q", lang, got)
		}
		if got := page.Find("main").Text(); strings.Contains(got, "site.accessibility") {
			t.Errorf("%s: a key is shown instead of its text", lang)
		}
	}
}

// TestLicencesFollowTheirSources: each direct module, and each attribution that the data's licences ask to show, stands on the page.
func TestLicencesFollowTheirSources(t *testing.T) {
	server := pagetest.Serve(t, routes, ui.Texts)
	page := pagetest.Get(t, server, "/licences?lang=fr", http.StatusOK)
	text := pagetest.Text(page, "main")
	if strings.Contains(text, "site.use.") {
		t.Error("a key is shown instead of its text")
	}
	for _, source := range []struct {
		file, wanted string
		least        int
	}{
		{"../../../go.mod", `(?m)^\t(\S+) v\S+$`, 20},
		{"../../register/territory/LICENCES.md", `\*show\*: "([^"]+)"`, 4},
		{"../../web/static/LICENCES.md", "(?m)^\\| `(?:fonts|js)[^|]*\\| ([^|,]+?)(?:,[^|]*)? \\|", 3},
	} {
		content, err := os.ReadFile(source.file)
		if err != nil {
			t.Fatal(err)
		}
		found := regexp.MustCompile(source.wanted).FindAllStringSubmatch(string(content), -1)
		if len(found) < source.least {
			t.Errorf("%s: only %d works found", source.file, len(found))
		}
		for _, x := range found {
			if !strings.Contains(text, x[1]) {
				t.Errorf("%s: %q is not on the page", source.file, x[1])
			}
		}
	}
}

// TestJournalTellsEveryChange on the page and in its exports, newest first.
func TestJournalTellsEveryChange(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := programmetest.New(t, d)
		for i := range 60 {
			w.Load("meeting", fmt.Sprintf("Date;Intitulé\n1/03/2019;Rencontre <b>%d</b>\n", i))
		}
		server := pagetest.Serve(t, func(m *web.Mux) { ui.Routes(m, ui.Handlers{Site: pagetest.Site, Trail: w.Trail}) }, ui.Texts)
		page := pagetest.Get(t, server, "/journal?lang=fr", http.StatusOK)
		if n := page.Find("tbody tr").Length(); n != 50 {
			t.Errorf("%d lines on the first page, want 50", n)
		}
		if first := pagetest.Text(page, "tbody tr:first-child"); !strings.Contains(first, "test") || !strings.Contains(first, "importé") || !strings.Contains(first, "Import de lignes") {
			t.Errorf("first line: %q", first)
		}
		next, _ := page.Find(".pager a[rel=next]").Attr("href")
		if last := pagetest.Get(t, server, next, http.StatusOK); !strings.Contains(pagetest.Text(last, "tbody tr:last-child"), "Convention") {
			t.Errorf("the last page does not end with the first act: %q", pagetest.Text(last, "tbody tr:last-child"))
		}
		pagetest.Get(t, server, "/journal?depuis=hier", http.StatusUnprocessableEntity)
		answer, err := http.Get(server.URL + "/journal.csv")
		w.Must(err)
		body, err := io.ReadAll(answer.Body)
		w.Must(err)
		w.Must(answer.Body.Close())
		if n := strings.Count(string(body), "\n"); n != 63 { // its head, the agreement, the indicators, sixty imports
			t.Errorf("%d lines in the export, want 63", n)
		}
		calendar := pagetest.Get(t, server, "/journal?lang=fr&vue=calendrier", http.StatusOK)
		if got := pagetest.Text(calendar, ".tabs [aria-current]"); got != "2021 62" {
			t.Errorf("the year of the calendar: %q", got)
		}
		if lines := calendar.Find(".agenda li"); lines.Length() != 62 || !strings.Contains(lines.First().Text(), "Convention") {
			t.Errorf("%d lines, the first %q", lines.Length(), pagetest.Clean(lines.First().Text()))
		}
		pagetest.Get(t, server, "/journal?vue=calendrier&an=hier", http.StatusUnprocessableEntity)
		pagetest.Look(t, server, []pagetest.View{{Name: "journal", Path: "/journal?lang=fr"}, {Name: "journal-calendrier", Path: "/journal?lang=fr&vue=calendrier"}})
	})
}
