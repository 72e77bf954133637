package render_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"maillage/internal/db/dbtest"
	"maillage/internal/programme/report"
	"maillage/internal/programme/report/render"
	"maillage/internal/programme/report/reporttest"
)

var update = flag.Bool("update", false, "write the golden files anew")

func document(t *testing.T, o report.Options, replaced map[string]string) *report.Document {
	t.Helper()
	w := reporttest.New(t, dbtest.SQLite(t))
	w.Load(replaced)
	if o.Final {
		w.Settle()
	}
	return w.Build(o)
}

func page(t *testing.T, doc *report.Document) (string, *goquery.Document) {
	t.Helper()
	var b bytes.Buffer
	if err := render.HTML(&b, doc); err != nil {
		t.Fatal(err)
	}
	tree, err := goquery.NewDocumentFromReader(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	return b.String(), tree
}

// plain makes every space an ordinary one: which they are is the business of the typography's own tests.
func plain(s string) string {
	return strings.NewReplacer("\u202f", " ", "\u00a0", " ").Replace(s)
}

var ids = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}`)

func TestJSONKeepsItsShape(t *testing.T) {
	var b bytes.Buffer
	if err := render.JSON(&b, document(t, report.Options{}, nil)); err != nil {
		t.Fatal(err)
	}
	got := ids.ReplaceAll(b.Bytes(), []byte("ID"))
	golden := filepath.Join("testdata", "report.json")
	if *update {
		if err := os.WriteFile(golden, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("the JSON has changed; look at it, then run with -update:\n%s", firstDifference(string(want), string(got)))
	}
	var parsed struct{ Format string }
	if err := json.Unmarshal(got, &parsed); err != nil || parsed.Format != render.Format {
		t.Errorf("format %q, %v", parsed.Format, err)
	}
}

func firstDifference(want, got string) string {
	a, b := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return "line " + strconv.Itoa(i+1) + "\nwant " + a[i] + "\n got " + b[i]
		}
	}
	return "lengths differ"
}

func TestHTMLStandsAlone(t *testing.T) {
	text, tree := page(t, document(t, report.Options{}, nil))
	if tree.Find("link, img, iframe, [src]").Length() > 0 {
		t.Error("the file holds a link or a picture")
	}
	script := tree.Find("script")
	hash := sha256.Sum256([]byte(script.Text()))
	policy := tree.Find(`meta[http-equiv="Content-Security-Policy"]`).AttrOr("content", "")
	if script.Length() != 1 || !strings.Contains(policy, "script-src 'sha256-"+base64.StdEncoding.EncodeToString(hash[:])+"';") || !strings.HasPrefix(policy, "default-src 'none';") {
		t.Errorf("%d scripts under the policy %q", script.Length(), policy)
	}
	for _, outside := range regexp.MustCompile(`(?:src|url)\s*[=(]\s*["']?(?:https?:|/|//)[^"')]*`).FindAllString(text, -1) {
		t.Errorf("the file asks for %q", outside)
	}
	if !strings.Contains(text, "data:font/woff2;base64,") {
		t.Error("the fonts are not inside")
	}
	if got := tree.Find("html").AttrOr("lang", ""); got != "fr" {
		t.Errorf("lang %q", got)
	}
}

func TestEveryLinkLeadsSomewhere(t *testing.T) {
	for _, o := range []report.Options{{}, {Funder: "region"}, {Language: "en"}} {
		_, tree := page(t, document(t, o, nil))
		seen := map[string]bool{}
		tree.Find("[id]").Each(func(_ int, s *goquery.Selection) {
			id := s.AttrOr("id", "")
			if seen[id] {
				t.Errorf("two elements have the id %q", id)
			}
			seen[id] = true
		})
		figures := 0
		tree.Find(`a[href^="#"]`).Each(func(_ int, s *goquery.Selection) {
			if href := s.AttrOr("href", ""); !seen[href[1:]] {
				t.Errorf("%+v: the link %q (%s) leads nowhere", o, href, s.Text())
			}
			if s.HasClass("figure-link") {
				figures++
			}
		})
		if figures < 20 {
			t.Errorf("%+v: %d figures lead to their sheet", o, figures)
		}
	}
}

func TestFigureOpensEntriesAndEvidence(t *testing.T) {
	_, tree := page(t, document(t, report.Options{}, nil))
	figure := tree.Find(".prose-part p .figure-link").FilterFunction(func(_ int, s *goquery.Selection) bool { return s.Text() == "11" }).First()
	sheet := tree.Find(figure.AttrOr("href", ""))
	if n := sheet.Find(".refs a").Length(); n != 11 {
		t.Fatalf("the sheet of the 11 stops links %d entries", n)
	}
	entry := tree.Find(sheet.Find(".refs a").First().AttrOr("href", ""))
	if !strings.Contains(plain(entry.Text()), "lundi 12 février 2018") || !strings.Contains(entry.Text(), "Émargement de Floirac") {
		t.Errorf("the first entry says %q", entry.Text())
	}
	if sheet.Find(`.back a[href="#`+figure.AttrOr("id", "")+`"]`).Length() != 1 {
		t.Error("the sheet does not lead back to the sentence")
	}
}

func TestFiguresKeepTheirPunctuation(t *testing.T) {
	_, tree := page(t, document(t, report.Options{}, nil))
	tree.Find("sup").Remove() // the numbers of footnotes
	if text := tree.Find("#texte .prose-part").First().Find("p").First().Text(); !strings.Contains(text, "compte 231 lieux, contre 188 avant le programme.") {
		t.Errorf("spaces around figures: %q", text)
	}
}

func TestDraftShowsInRedWhatIsNotKnown(t *testing.T) {
	w := reporttest.New(t, dbtest.SQLite(t))
	w.Load(map[string]string{"axe-1.md": strings.Replace(w.Text("axe-1.md"), "Continuer.", "{{hotline.holders 2019}} porteurs, {{rien.du.tout}}.", 1)})
	_, tree := page(t, w.Build(report.Options{}))
	var red []string
	tree.Find(".prose-part .blank").Each(func(_ int, s *goquery.Selection) { red = append(red, s.Text()) })
	if got := strings.Join(red, " | "); got != "non renseigné | {{rien.du.tout}} (chiffre inconnu)" {
		t.Errorf("in red: %s", got)
	}
	if points := tree.Find(".problems li").Text(); !strings.Contains(points, "axe-1.md:75:1") || !strings.Contains(points, "rien.du.tout") {
		t.Errorf("the draft's points: %s", points)
	}
}

func TestHeadingsAndTablesForEars(t *testing.T) {
	_, tree := page(t, document(t, report.Options{}, nil))
	level := 0
	tree.Find("h1, h2, h3, h4, h5").Each(func(_ int, s *goquery.Selection) {
		now := int(goquery.NodeName(s)[1] - '0')
		if now > level+1 {
			t.Errorf("heading %q jumps from level %d to %d", s.Text(), level, now)
		}
		level = now
	})
	if tree.Find("h1").Length() != 1 {
		t.Error("one h1 is wanted")
	}
	tree.Find("main table").Each(func(_ int, s *goquery.Selection) {
		if s.Find("th[scope=col]").Length() == 0 || s.Find("thead th:not([scope]), tbody th:not([scope])").Length() > 0 {
			t.Errorf("table %q: heads without scope", s.Find("caption").Text())
		}
	})
	if tree.Find("a.skip").First().AttrOr("href", "") != "#texte" {
		t.Error("no skip link")
	}
}

func TestCoverNamesFundersAndPerimeter(t *testing.T) {
	_, tree := page(t, document(t, report.Options{Funder: "esf", Final: true}, nil))
	cover := plain(tree.Find(".report-cover").Text())
	for _, want := range []string{"Deux ans de maillage", "Bilan final 2018-2019", "R-1", "E-2", "Cofinancé par l’Union européenne.", "Périmètre : ce que finance Fonds social européen"} {
		if !strings.Contains(cover, want) {
			t.Errorf("the cover should say %q: %s", want, cover)
		}
	}
	if strings.Contains(cover, "Version de travail") || tree.Find(".problems").Length() > 0 {
		t.Error("a final document is no draft")
	}
}
