package render

import (
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"maillage/internal/programme/report/reporttest"
)

// outside lists what stands out of its page, what is cut, and a heading that ends one.
const outside = `(() => {
	const out = [];
	const say = (page, e, why) => out.push("page " + page.dataset.pageNumber + ": " + why + ": " + e.outerHTML.slice(0, 120));
	for (const page of document.querySelectorAll(".pagedjs_page")) {
		const area = page.querySelector(".pagedjs_page_content"), room = area.getBoundingClientRect();
		for (const e of area.querySelectorAll("*")) {
			const box = e.getBoundingClientRect();
			const tells = e.matches("svg, img, tr") || [...e.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.data.trim());
			if (!tells || !box.width || !box.height || e.closest(".vh, .running-axis, .running-title") || e.parentElement.closest("svg")) continue;
			if (box.right > room.right + 1.5 || box.left < room.left - 9 || box.bottom > room.bottom + 1.5) say(page, e, "out of the page");
			if (e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX !== "visible" && e.localName !== "svg") say(page, e, "cut");
		}
		const last = [...area.querySelectorAll("h2, h3, h4, caption")].pop();
		if (last && room.bottom - last.getBoundingClientRect().bottom < 20) say(page, last, "a heading alone");
	}
	const cover = document.querySelector(".report-cover");
	if (cover.scrollHeight > cover.clientHeight + 1) say(cover.closest(".pagedjs_page"), cover, "too full");
	return out;
})()`

// TestPagesHoldWhatIsOnThem lays the document out as for the PDF and measures each page.
func TestPagesHoldWhatIsOnThem(t *testing.T) {
	if testing.Short() || chromiumPath() == "" {
		t.Skip("short, or no Chromium")
	}
	ctx, stop := startBrowser(context.Background(), filepath.Join(t.TempDir(), "profile"))
	defer stop()
	for _, language := range []string{"fr", "en"} {
		html, err := whole(reporttest.Everything(language), true)
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), "page.html")
		if err := os.WriteFile(path, withPaged([]byte(html)), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := chromedp.Do(ctx, chromedp.Navigate("file://"+path)); err != nil {
			t.Fatal(err)
		}
		if _, err := chromedp.Run(ctx, chromedp.Poll[bool]("window.maillagePaged === true", chromedp.WithPollingTimeout(limit))); err != nil {
			t.Fatal(err)
		}
		faults, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](outside))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range faults {
			t.Errorf("%s, %s", language, f)
		}
	}
}

// TestPDFOfEverything reads the printed file back: pages, their order, notes at their feet, bookmarks, language, tags.
func TestPDFOfEverything(t *testing.T) {
	if testing.Short() || chromiumPath() == "" {
		t.Skip("short, or no Chromium")
	}
	path := filepath.Join(t.TempDir(), "report.pdf")
	if err := PDF(context.Background(), reporttest.Everything("fr"), path); err != nil {
		t.Fatal(err)
	}
	pages := strings.Split(strings.TrimSuffix(read(t, "pdftotext", "-layout", path, "-"), "\f"), "\f")
	if len(pages) != everyPages {
		t.Errorf("%d pages, want %d", len(pages), everyPages)
	}
	at := 0
	for _, want := range []string{"Trois ans de tiers-lieux", "Lettre des différences", "Sommaire", "Version et financement", "Axe 1, animer le réseau", "Annexe financière", "Index des pièces", "Fiches des chiffres"} {
		next := slices.IndexFunc(pages[at:], func(p string) bool { return regexp.MustCompile(`(?m)^\s*` + want + `$`).MatchString(p) })
		if next < 0 {
			t.Fatalf("no page after page %d begins %q", at, want)
		}
		at += next
	}
	for i, p := range pages[1:] {
		if !strings.Contains(p, "Cofinancé par l’Union européenne") {
			t.Errorf("page %d does not name who paid", i+2)
		}
	}
	noted := slices.IndexFunc(pages, func(p string) bool { return regexp.MustCompile(`(?m)^\s*1\s+52 réalisations`).MatchString(p) })
	if noted < 0 || !strings.Contains(pages[noted], "La tournée a compté") || strings.Index(pages[noted], "La tournée") > strings.Index(pages[noted], "52 réalisations") {
		t.Errorf("the note does not stand at the foot of the page of its sentence (page %d)", noted+1)
	}
	bookmarks := regexp.MustCompile(`<item page="\d+">([^<]*)</item>`).FindAllStringSubmatch(read(t, "pdftohtml", "-xml", "-i", "-stdout", path), -1)
	var titles []string
	for _, b := range bookmarks {
		titles = append(titles, b[1])
	}
	want := []string{"Trois ans de tiers-lieux", "Lettre des différences", "Sommaire", "Version et financement", "Avec le soutien de", "Trois ans de tiers-lieux", "En bref", "Un titre de niveau 3", "Axe 1, animer le réseau", "Réalisations", "Un titre de niveau 3", "Périmètre et ventilation"}
	if len(titles) < len(want) || !slices.Equal(titles[:len(want)], want) || titles[len(titles)-1] != "Étapes de la tournée" {
		got, _ := json.Marshal(titles)
		t.Errorf("bookmarks %s", got)
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !regexp.MustCompile(`/MarkInfo\s*<</Type\s*/MarkInfo\s*/Marked true`).Match(raw) || !strings.Contains(string(raw), "/Lang (fr)") {
		t.Error("the file is not tagged, or has no language")
	}
}

// everyPages is how many pages the document made by hand takes.
const everyPages = 19

func read(t *testing.T, name string, args ...string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Skipf("no %s to read the PDF with", name)
	}
	out, err := exec.Command(path, args...).Output()
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return string(out)
}
