package ui_test

import (
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"

	"maillage/internal/programme/pagetest"
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
