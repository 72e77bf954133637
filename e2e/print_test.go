package e2e

import (
	"context"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// paperWidth is an A4 page less its margins, in CSS pixels.
const paperWidth = 703

// forTheHand are the parts of a page that paper has no use for.
const forTheHand = `.rail, .topbar, .reader-top, .toc, .foot, .btn, .crumbs, main form[method=get], .tabs a:not([aria-current]), .chip.add`

// TestEveryPageOnPaper prints each page of the example: its title is there, the tools of the hand are not, nothing is wider than the sheet,
// what was folded is unfolded, and dark screens print light.
func TestEveryPageOnPaper(t *testing.T) {
	b := browse(t)
	pages := 0
	for _, r := range table(t) {
		if r.Method != http.MethodGet || !isPage(r.Pattern) {
			continue
		}
		path := b.w.path(t, r.Pattern)
		t.Run(strings.ReplaceAll(path, "/", "_"), func(t *testing.T) {
			b.t = t
			b.look(1280, "dark")
			b.visit(path)
			title := b.text("h1")
			b.paper()
			if title == "" || !strings.Contains(b.text("main"), title) {
				t.Errorf("%s: the title %q is not on paper", path, title)
			}
			if seen := ask[string](b, `[...document.querySelectorAll(`+quoted(forTheHand)+`)].filter(e => e.checkVisibility()).map(e => e.className || e.tagName).join(", ")`); seen != "" {
				t.Errorf("%s: on paper too: %s", path, seen)
			}
			if wide := ask[int](b, `document.documentElement.scrollWidth`); wide > paperWidth {
				t.Errorf("%s: %d px on a sheet of %d: %s", path, wide, paperWidth, ask[string](b, widest))
			}
			if paper := ask[string](b, `getComputedStyle(document.body).colorScheme`); paper != "light" {
				t.Errorf("%s is printed %s", path, paper)
			}
			checkPDF(t, b, path, title)
		})
		pages++
	}
	if pages < 15 {
		t.Errorf("%d pages were printed", pages)
	}
}

const widest = `[...document.querySelectorAll("main *")].filter(e => e.getBoundingClientRect().right > 703).slice(0, 3).map(e => e.outerHTML.slice(0, 120)).join(" | ")`

// paper emulates the medium of print on a sheet. The screen stays dark: the style alone makes paper light.
func (b *tab) paper() {
	b.t.Helper()
	b.do(chromedp.EmulateViewport(paperWidth, 1000), chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Media: "print", Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}},
		})
		return err
	}))
}

// checkPDF prints the page and reads it back, where there is a tool to read it with.
func checkPDF(t *testing.T, b *tab, path, title string) {
	t.Helper()
	pdf, err := chromedp.Run(b.ctx, chromedp.PrintToPDF(chromedp.PDFPreferCSSPageSize()))
	if err != nil || !strings.HasPrefix(string(pdf), "%PDF") {
		t.Fatalf("%s: %v, %d bytes", path, err, len(pdf))
	}
	reader, err := exec.LookPath("pdftotext")
	if err != nil {
		return
	}
	file := filepath.Join(t.TempDir(), "page.pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	text, err := exec.CommandContext(ctx, reader, file, "-").Output()
	first, _, _ := strings.Cut(title, " ")
	if err != nil || !strings.Contains(string(text), first) {
		t.Errorf("%s: the PDF does not say %q: %v, %.200q", path, first, err, text)
	}
	if desk := ask[bool](b, `document.body.classList.contains("at-desk")`); desk && (!strings.Contains(string(text), "Coopérative") || strings.Contains(string(text), "Rendre compte\n")) {
		t.Errorf("%s: the PDF lacks its head or has the rail: %.200q", path, text)
	}
}
