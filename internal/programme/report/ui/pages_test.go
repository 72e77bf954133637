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
	"time"

	"github.com/PuerkitoBio/goquery"

	"maillage/internal/db"
	"maillage/internal/db/dbtest"
	"maillage/internal/programme/indicator"
	"maillage/internal/programme/pagetest"
	"maillage/internal/programme/report"
	"maillage/internal/programme/report/render"
	"maillage/internal/programme/report/reporttest"
	"maillage/internal/programme/report/ui"
	"maillage/internal/web"
	"maillage/internal/web/i18n"
)

// counted is a source that counts what it builds, and a state that a test may change.
type counted struct {
	*report.Service
	builds   int
	revision string
}

func (c *counted) Build(ctx context.Context, o report.Options) (*report.Document, error) {
	c.builds++
	return c.Service.Build(ctx, o)
}

func reports(w *pagetest.World) *report.Service {
	return &report.Service{
		DB: w.DB, Trail: w.Trail, Agreements: w.Agreements, Ledger: w.Ledger, Indicators: w.Indicators, Evidence: w.Evidence, Finance: w.Finance, Gazetteer: w.Gazetteer, Now: time.Now,
	}
}

func serve(t *testing.T, source *counted) (*httptest.Server, ui.Handlers) {
	t.Helper()
	revision := func(context.Context) (string, error) { return source.revision, nil }
	figure := func(r indicator.Request) string {
		return fmt.Sprintf("/chiffres/%s?%d-%d-%s", r.Key, r.Scope.From, r.Scope.To, r.Scope.Funder)
	}
	h := ui.New(pagetest.Site, source, revision, figure)
	return pagetest.Serve(t, func(m *web.Mux) { ui.Routes(m, h) }, render.Texts, ui.Texts), h
}

// example is the report of the example; edit may change its texts before they are imported.
func example(t *testing.T, d *db.DB, edit func(folder string)) *counted {
	t.Helper()
	w := pagetest.Example(t, d)
	folder := filepath.Join(w.Folder, "bilan")
	if edit != nil {
		edit(folder)
	}
	source := &counted{Service: reports(w)}
	if _, err := source.Import(context.Background(), os.DirFS(folder), "bilan"); err != nil {
		t.Fatal(err)
	}
	return source
}

func each(t *testing.T, run func(t *testing.T, server *httptest.Server)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		server, _ := serve(t, example(t, d, nil))
		run(t, server)
	})
}

func attribute(page *goquery.Document, selector, name string) string {
	value, _ := page.Find(selector).First().Attr(name)
	return value
}

func same(t *testing.T, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s: %q, want %q", what, got, want)
	}
}

func TestCover(t *testing.T) {
	each(t, func(t *testing.T, server *httptest.Server) {
		page := pagetest.Get(t, server, "/?lang=fr", http.StatusOK)
		same(t, "large figure", pagetest.Text(page, ".cv-big b"), "286")
		same(t, "its sheet", attribute(page, ".cv-big b a", "href"), "/chiffres/places.open?0-0-#feuille")
		same(t, "fetched alone", attribute(page, ".cv-big b a", "hx-get"), "/chiffres/places.open?0-0-")
		if n := page.Find(".cv-mid svg.map path.shape").Length(); n != 12 {
			t.Errorf("%d departments", n)
		}
		if n := page.Find("section[aria-labelledby=sommaire] li a").Length(); n != 6 {
			t.Errorf("%d axes", n)
		}
		if told := pagetest.Text(page, "section[aria-labelledby=cofinanceurs]"); !strings.Contains(told, "FEDER-FSE-4048010") {
			t.Errorf("funders: %q", told)
		}
		same(t, "percentages stand in a sentence", pagetest.Text(page, ".cv-main p.after .figure-link"), "52,1 %")
	})
}

func TestContents(t *testing.T) {
	each(t, func(t *testing.T, server *httptest.Server) {
		page := pagetest.Get(t, server, "/bilan?lang=fr", http.StatusOK)
		if n := page.Find("section[aria-labelledby=axe-1] li a").Length(); n != 12 {
			t.Errorf("%d headings of the first axis", n)
		}
		same(t, "an axis", attribute(page, "#axe-3 a", "href"), "/bilan/axes/3")
	})
}

func TestAnAxisIsReadLikeAPage(t *testing.T) {
	each(t, func(t *testing.T, server *httptest.Server) {
		page := pagetest.Get(t, server, "/bilan/axes/1?lang=fr", http.StatusOK)
		same(t, "title", pagetest.Text(page, "h1"), "Maillage et aménagement du territoire")
		if n := page.Find(".toc li").Length(); n != 12 {
			t.Errorf("%d headings in the contents", n)
		}
		page.Find(".toc li a").Each(func(_ int, a *goquery.Selection) {
			if to, _ := a.Attr("href"); page.Find(to).Length() != 1 {
				t.Errorf("the contents lead to %s, which is not there once", to)
			}
		})
		page.Find("sup").Remove() // the numbers of footnotes
		text := pagetest.Text(page, ".prose p")
		if !strings.Contains(text, "Le programme compte 52 dates : 12 en 2018, 12 en 2019 et 28 en 2020.") {
			t.Errorf("the sentence is not set as written: %.900q", text)
		}
		same(t, "next", attribute(page, "main nav .btn", "href"), "/bilan/axes/2")
		if page.Find(`a.t[href^="/realisations/"]`).Length() < 40 {
			t.Error("the lists do not lead to the entries")
		}
		ids := map[string]bool{}
		page.Find("[id]").Each(func(_ int, s *goquery.Selection) {
			id, _ := s.Attr("id")
			if ids[id] {
				t.Errorf("id %q stands twice", id)
			}
			ids[id] = true
		})
	})
}

// TestAFindingStandsBesideItsSentence: an unknown key and a value that nobody recorded, in red where they are read.
func TestAFindingStandsBesideItsSentence(t *testing.T) {
	source := example(t, dbtest.SQLite(t), func(folder string) {
		rewrite(t, filepath.Join(folder, "axe-1.md"), "## Écarts\n", "## Écarts\n\nIl y eut {{tour.stopps}} dates et {{hotline.holders 2020}} porteurs.\n\n")
	})
	server, _ := serve(t, source)
	page := pagetest.Get(t, server, "/bilan/axes/1?lang=fr", http.StatusOK)
	beside := page.Find(".sect").FilterFunction(func(_ int, s *goquery.Selection) bool { return strings.Contains(s.Find(".prose").Text(), "Il y eut") })
	if beside.Length() != 1 || beside.Find(".margin-note .finding.bad").Length() != 2 {
		t.Fatalf("%d findings beside the sentence: %s", beside.Find(".margin-note .finding").Length(), beside.Find(".margin-note").Text())
	}
	if told := pagetest.Clean(beside.Find(".margin-note").Text()); !strings.Contains(told, "Il n’y a pas d’indicateur « tour.stopps »") || !strings.Contains(told, "axe-1.md:") {
		t.Errorf("beside: %q", told)
	}
	if n := beside.Find(".prose .state.bad").Length(); n != 2 {
		t.Errorf("%d figures in red", n)
	}
	same(t, "contents", pagetest.Text(page, ".toc li:nth-child(10) .why"), "4 points à régler") // and two variances nobody explained
	same(t, "neighbours stay ready", pagetest.Text(page, ".toc li:nth-child(9) .why"), "")
}

// TestAnEmptyHeadingIsTold in the contents and in its place.
func TestAnEmptyHeadingIsTold(t *testing.T) {
	source := example(t, dbtest.SQLite(t), func(folder string) {
		path := filepath.Join(folder, "axe-1.md")
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		before, _, _ := strings.Cut(string(content), "## Ressenti terrain, leçons")
		if err := os.WriteFile(path, []byte(before+"## Ressenti terrain, leçons\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	})
	server, _ := serve(t, source)
	page := pagetest.Get(t, server, "/bilan/axes/1?lang=fr", http.StatusOK)
	same(t, "contents", pagetest.Text(page, ".toc li:last-child .why"), "vide")
}

// TestAFigureInATitleMovesFindingsToTheTop: then nothing says which sentence a finding is about, and none may be put beside another.
func TestAFigureInATitleMovesFindingsToTheTop(t *testing.T) {
	source := example(t, dbtest.SQLite(t), func(folder string) {
		path := filepath.Join(folder, "axe-3.md")
		rewrite(t, path, "# Visibilité", "# {{tour.stops}} Visibilité")
		rewrite(t, path, "## Écarts\n", "## Écarts\n\nIl y eut {{hotline.holders 2020}} porteurs.\n\n")
	})
	server, _ := serve(t, source)
	page := pagetest.Get(t, server, "/bilan/axes/3?lang=fr", http.StatusOK)
	if told := pagetest.Text(page, ".finding"); !strings.Contains(told, "axe-3.md:") {
		t.Errorf("the finding is lost: %q", told)
	}
}

func rewrite(t *testing.T, path, old, with string) {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil || !strings.Contains(string(content), old) {
		t.Fatalf("%s holds no %q: %v", path, old, err)
	}
	if err := os.WriteFile(path, []byte(strings.Replace(string(content), old, with, 1)), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestOneFunder(t *testing.T) {
	each(t, func(t *testing.T, server *httptest.Server) {
		page := pagetest.Get(t, server, "/bilan/axes/1?lang=fr&financeur=region", http.StatusOK)
		page.Find("sup").Remove()
		if text := pagetest.Text(page, ".prose p"); !strings.Contains(text, "Le programme compte 20 dates") {
			t.Error("the figures are not those of the funder")
		}
		same(t, "next keeps the funder", attribute(page, "main nav .btn", "href"), "/bilan/axes/2?financeur=region")
		if to := attribute(page, ".prose .figure-link", "hx-get"); !strings.HasSuffix(to, "-region") {
			t.Errorf("a figure opens %s", to)
		}
	})
}

func TestWhatIsNotThere(t *testing.T) {
	source := example(t, dbtest.SQLite(t), nil)
	server, _ := serve(t, source)
	pagetest.Get(t, server, "/bilan/axes/9", http.StatusNotFound)
	pagetest.Get(t, server, "/bilan?financeur=mairie", http.StatusNotFound)
	pagetest.Get(t, server, "/bilan.pdf", http.StatusNotFound)
	empty, _ := serve(t, &counted{Service: reports(pagetest.Empty(t, dbtest.SQLite(t)))})
	page := pagetest.Get(t, empty, "/?lang=fr", http.StatusNotFound)
	if told := pagetest.Text(page, ".problem-message"); !strings.Contains(told, "maillage import") {
		t.Errorf("an empty installation says %q", told)
	}
}

// TestADraftIsBuiltOnceForEachState, perimeter and language.
func TestADraftIsBuiltOnceForEachState(t *testing.T) {
	source := example(t, dbtest.SQLite(t), nil)
	server, _ := serve(t, source)
	for _, step := range []struct {
		revision, path string
		builds         int
	}{
		{"a", "/?lang=fr", 1}, {"a", "/bilan/axes/2?lang=fr", 1}, {"a", "/?lang=fr&financeur=esf", 2}, {"a", "/?lang=en", 3}, {"a", "/bilan?lang=fr", 3},
		{"b", "/bilan?lang=fr", 4}, {"b", "/?lang=fr", 4},
	} {
		source.revision = step.revision
		pagetest.Get(t, server, step.path, http.StatusOK)
		if source.builds != step.builds {
			t.Fatalf("%s at %s: %d builds, want %d", step.path, step.revision, source.builds, step.builds)
		}
	}
}

func TestUses(t *testing.T) {
	source := example(t, dbtest.SQLite(t), nil)
	server, h := serve(t, source)
	texts, err := i18n.New(web.Texts, ui.Texts)
	if err != nil {
		t.Fatal(err)
	}
	links, err := h.Uses(texts.Context(context.Background(), "fr"), "tour.stops")
	if err != nil || len(links) < 4 {
		t.Fatalf("%d uses, %v", len(links), err)
	}
	for _, l := range links {
		path, anchor, _ := strings.Cut(l.URL, "#")
		if page := pagetest.Get(t, server, path, http.StatusOK); page.Find("#"+anchor+" .figure-link").Length() != 1 {
			t.Errorf("%s holds no figure", l.URL)
		}
	}
}

// made is a source of the document that holds everything.
type made struct{}

func (made) Build(_ context.Context, o report.Options) (*report.Document, error) {
	return reporttest.Everything(o.Language), nil
}

func (made) Texts(context.Context) ([]report.Text, error) { return nil, nil }

// TestEveryBlockIsRead: what the file holds is read on the pages too, with links to the pages of the application.
func TestEveryBlockIsRead(t *testing.T) {
	h := ui.New(pagetest.Site, made{}, func(context.Context) (string, error) { return "a", nil }, func(indicator.Request) string { return "/chiffres/tour.stops" })
	server := pagetest.Serve(t, func(m *web.Mux) { ui.Routes(m, h) }, render.Texts, ui.Texts)
	tree := pagetest.Get(t, server, "/bilan/axes/1?lang=fr", http.StatusOK)
	for part, says := range map[string]string{
		"#b-chronogramme svg.chart":      "Kit de communication",
		".promised-table":                "Annuaire",
		".partner-table":                 "Une chambre consulaire",
		".variance-table":                "La neuvième édition a été reportée",
		".testimony":                     "Nous avons ouvert grâce à la tournée.",
		".finance-table .unknown":        "non connu",
		"#b-table + .source, .source":    "situation au lundi 1er février 2021",
		".prose .note-mark .figure-link": "1",
	} {
		if got := tree.Find(part).Text(); !strings.Contains(got, says) {
			t.Errorf("%s says %.200q, want %q in it", part, got, says)
		}
	}
	if href := tree.Find(".partner-table .ref-link").AttrOr("href", ""); href != "/realisations/e1" {
		t.Errorf("the entry of a partner leads to %q", href)
	}
	if title := tree.Find(".note-mark").AttrOr("title", ""); !strings.Contains(title, "52 réalisations") {
		t.Errorf("the mark of the note tells %q", title)
	}
	if cover := pagetest.Get(t, server, "/?lang=fr", http.StatusOK); cover.Find(".publicity .emblem").Length() != 1 {
		t.Error("the cover does not show the emblem of the Union")
	}
}
