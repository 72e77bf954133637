package web_test

import (
	"context"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/a-h/templ"

	"maillage/internal/web"
	"maillage/internal/web/i18n"
)

func texts(t *testing.T) *i18n.Catalogue {
	t.Helper()
	c, err := i18n.New(web.Texts)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// draw renders a component alone, in French.
func draw(t *testing.T, c templ.Component) *goquery.Document {
	t.Helper()
	var b strings.Builder
	if err := c.Render(texts(t).Context(context.Background(), "fr"), &b); err != nil {
		t.Fatal(err)
	}
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func words(s *goquery.Selection) string { return strings.Join(strings.Fields(s.Text()), " ") }

func galleryMux() http.Handler {
	m := web.NewMux(web.Options{Site: site, Log: quiet()})
	m.Get("/galerie", web.Public, galleryPage)
	m.Get("/rapport", web.Public, reportPage)
	return m
}

// TestPagesKeepThePolicy: no inline style or script, one h1, a language, a target for the skip link, no text key left unsaid.
func TestPagesKeepThePolicy(t *testing.T) {
	for _, path := range []string{"/galerie", "/galerie?lang=en", "/rapport?chiffre=dates", "/nulle-part"} {
		w := call(galleryMux(), "GET", path)
		doc := document(t, w)
		if n := doc.Find("[style], style, script:not([src]), [onclick]").Length(); n != 0 {
			t.Errorf("%s: %d inline styles or scripts", path, n)
		}
		if n := doc.Find("h1").Length(); n != 1 {
			t.Errorf("%s: %d h1", path, n)
		}
		if n := doc.Find("main#contenu").Length(); n != 1 || doc.Find("a.skip[href='#contenu']").Length() != 1 {
			t.Errorf("%s: the skip link leads nowhere", path)
		}
		if key := regexp.MustCompile(`>[^<]*\bweb\.[a-z_]+`).FindString(w.Body.String()); key != "" {
			t.Errorf("%s: text without words: %s", path, key)
		}
		if n := doc.Find(".foot a").Length(); n != 4 {
			t.Errorf("%s: %d links in the footer", path, n)
		}
	}
}

func TestRailLinksOnlyWhatExists(t *testing.T) {
	doc := document(t, call(galleryMux(), "GET", "/galerie"))
	if n := doc.Find(".rail li").Length(); n != 7 {
		t.Errorf("%d areas", n)
	}
	if n := doc.Find(".rail li a").Length(); n != 4 {
		t.Errorf("%d linked areas", n)
	}
	if got := words(doc.Find(".rail [aria-current=page]")); got != "Actions" {
		t.Errorf("current area %q", got)
	}
	if got := doc.Find("head title").Text(); got != "Réalisations · Coopérative Tiers-Lieux" {
		t.Errorf("title %q", got)
	}
}

func TestEmptySiteLeadsNowhere(t *testing.T) {
	m := web.NewMux(web.Options{Log: quiet()})
	doc := document(t, call(m, "GET", "/nulle-part"))
	if n := doc.Find(".find, .foot a, .rail li a, .topbar .btn").Length(); n != 0 {
		t.Errorf("%d controls without address", n)
	}
}

func TestAccentComesAsAStyleSheet(t *testing.T) {
	coloured := site
	coloured.Accent = "c2185b"
	m := web.NewMux(web.Options{Site: coloured, Log: quiet()})
	if n := document(t, call(m, "GET", "/nulle-part")).Find("link[href='/accent/c2185b.css']").Length(); n != 1 {
		t.Errorf("%d links to the accent", n)
	}
}

func TestChipsReadAsSentences(t *testing.T) {
	doc := draw(t, web.Chips([]web.Chip{{Before: "La nature est", Value: "Petit Ramdam", RemoveURL: "/x?a=1"}}, ""))
	if got := words(doc.Find(".chip")); got != "La nature est Petit Ramdam" {
		t.Errorf("reads %q", got)
	}
	remove := doc.Find(".chip a")
	if label, _ := remove.Attr("aria-label"); label != "Retirer le filtre : La nature est Petit Ramdam" {
		t.Errorf("the cross says %q", label)
	}
	if doc.Find(".add").Length() != 0 {
		t.Error("an address that is empty makes a link")
	}
}

func TestFundersHaveShapes(t *testing.T) {
	seen := map[string]bool{}
	for i := range web.FunderShapes {
		html, err := draw(t, web.FunderBadge(web.Funder{Name: "F", Index: i})).Find("svg").Html()
		if err != nil || seen[html] {
			t.Errorf("funder %d looks like another", i)
		}
		seen[html] = true
	}
	if n := draw(t, web.FunderBadge(web.Funder{Name: "à affecter", None: true})).Find(".none [stroke-dasharray]").Length(); n != 1 {
		t.Error("no funder is not dashed")
	}
}

func TestPips(t *testing.T) {
	for _, tt := range []struct {
		have, want, rects, on int
		class, says           string
	}{
		{2, 2, 2, 2, "full", "2 sur 2"}, {1, 3, 3, 1, "part", "1 sur 3"}, {0, 2, 2, 0, "empty-handed", "0 sur 2"},
		{8, 12, 0, 0, "part", "8 sur 12"}, {3, 2, 2, 2, "full", "3 sur 2"}, {0, 0, 0, 0, "pips", "aucune exigée"},
	} {
		doc := draw(t, web.Pips(tt.have, tt.want))
		if got := words(doc.Find(".pips." + tt.class)); got != tt.says {
			t.Errorf("%d of %d says %q", tt.have, tt.want, got)
		}
		if n, on := doc.Find("rect").Length(), doc.Find("rect.on").Length(); n != tt.rects || on != tt.on {
			t.Errorf("%d of %d: %d marks, %d filled", tt.have, tt.want, n, on)
		}
	}
}

func TestTable(t *testing.T) {
	doc := document(t, call(galleryMux(), "GET", "/galerie"))
	table := doc.Find("table.cards")
	if got, _ := table.Find("th").First().Attr("aria-sort"); got != "descending" {
		t.Errorf("sorted column says %q", got)
	}
	if n := table.Find("th[aria-sort=none]").Length(); n != 1 {
		t.Errorf("%d columns that could be sorted", n)
	}
	if n := table.Find("tbody tr").Length(); n != 4 || table.Find("tr.sel").Length() != 1 {
		t.Errorf("%d rows", n)
	}
	if got := words(table.Find("#e3 td.n")); got != "1 250 participations" {
		t.Errorf("number cell %q", got)
	}
	if table.Find("caption").Text() == "" || doc.Find(".scroll[tabindex='0'][aria-label]").Length() == 0 {
		t.Error("no caption, or the keyboard cannot scroll")
	}
}

func TestHostileTextIsText(t *testing.T) {
	const hostile = `<script>alert(1)</script>`
	parts := []templ.Component{
		web.Chips([]web.Chip{{Before: hostile, Value: hostile, RemoveURL: "javascript:alert(1)"}}, ""),
		web.FunderBadge(web.Funder{Name: hostile}), web.StateBadge(web.State{Label: hostile}),
		web.HoleNote(web.Hole{What: hostile, Why: hostile, Mend: web.Link{Label: hostile, URL: "javascript:alert(1)"}}),
		web.ButtonLink(web.Button{Label: hostile, URL: "javascript:alert(1)"}),
		web.Opens(web.Link{Label: hostile, URL: "javascript:alert(1)"}),
		web.Tabs(hostile, []web.Tab{{Label: hostile, URL: "javascript:alert(1)"}}),
	}
	doc := draw(t, templ.Join(parts...))
	if n := doc.Find("script, [href^='javascript']").Length(); n != 0 {
		t.Errorf("%d doors left open", n)
	}
	if n := strings.Count(doc.Text(), "alert(1)"); n < len(parts) {
		t.Errorf("the text is shown %d times", n)
	}
}

func TestFigureLinkWorksWithoutScript(t *testing.T) {
	doc := document(t, call(galleryMux(), "GET", "/rapport"))
	link := doc.Find(".figure-link").First()
	href, _ := link.Attr("href")
	if href != "/rapport?chiffre=dates#feuille" {
		t.Fatalf("leads to %q", href)
	}
	open := document(t, call(galleryMux(), "GET", "/rapport?chiffre=dates"))
	if got := words(open.Find("#feuille .bignum")); got != "52" {
		t.Errorf("the sheet shows %q", got)
	}
	alone := document(t, call(galleryMux(), "GET", "/rapport?chiffre=dates", header("HX-Request", "true")))
	if alone.Find("#feuille .bignum").Length() != 1 || alone.Find("h1").Length() != 0 {
		t.Error("a fragment request gets more than the sheet")
	}
	if back, _ := open.Find("[data-sheet-close]").Attr("href"); back != "/rapport" {
		t.Errorf("the cross leads to %q", back)
	}
	if got, _ := open.Find(".figure-link.open").Attr("aria-expanded"); got != "true" {
		t.Errorf("aria-expanded %q", got)
	}
}
