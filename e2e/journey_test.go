package e2e

import (
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// TestFromTheCoverToTheHole is what an auditor does: a figure of the cover, its entries, one of them, and what its evidence lacks. With
// scripts the figure opens beside the text; without, as a page; the way is the same.
func TestFromTheCoverToTheHole(t *testing.T) {
	b := browse(t)
	b.look(1280, "light")
	for _, scripts := range []bool{true, false} {
		b.scripts(scripts)
		b.visit("/?lang=fr")
		b.follow(`section[aria-labelledby=sommaire] li:first-child a`)
		if got := b.text("h1"); got != "Maillage et aménagement du territoire" {
			t.Fatalf("the first axis is %q", got)
		}
		figure := `.prose .figure-link[href^="/chiffres/tour.stops"]`
		if scripts {
			b.do(click(figure))
			b.wait(`document.activeElement?.id === "feuille-titre"`)
			if got := b.text(".sheet .bignum"); got != "52" {
				t.Errorf("beside the text: %q", got)
			}
			b.follow(".sheet p.after:last-of-type a")
		} else {
			b.follow(figure)
		}
		if got := b.text(".bignum"); got != "52" {
			t.Errorf("scripts %v: the figure is %q", scripts, got)
		}
		b.follow("section[aria-labelledby=realisations] .group-h a")
		if got := b.text(".totals p:first-child b"); got != "52" {
			t.Errorf("scripts %v: %s entries behind 52", scripts, got)
		}
		b.follow("table tbody tr:first-child a.t")
		if got := b.text("section[aria-labelledby=preuves] .hole b"); !strings.HasPrefix(got, "Il manque ") {
			t.Errorf("scripts %v: the entry tells no hole: %q", scripts, got)
		}
		b.follow("section[aria-labelledby=preuves] .hole a")
		if got := ask[string](b, `location.search`); !strings.Contains(got, "a-completer=preuve") {
			t.Errorf("scripts %v: the hole leads to %s", scripts, got)
		}
	}
}

// TestByKeyboardAlone: Tab reaches every link in the order of the page, Enter opens a figure, Esc closes it and gives the focus back.
func TestByKeyboardAlone(t *testing.T) {
	b := browse(t)
	b.look(1280, "light")
	b.visit("/?lang=fr")
	b.press(kb.Tab)
	if got := b.text(":focus"); !strings.HasPrefix(got, "Aller au") {
		t.Errorf("the first stop is %q, not the way past the menus", got)
	}
	reached := ask[int64](b, `window.stops = new Set([document.activeElement]), 1`)
	want := ask[int64](b, `[...document.querySelectorAll("a[href], button:not([hidden]), summary, [tabindex='0']")].filter(e => e.checkVisibility({visibilityProperty: true})).length`)
	for range want + 5 {
		b.press(kb.Tab)
		reached = ask[int64](b, `window.stops.add(document.activeElement), [...window.stops].filter(e => e !== document.body && e !== document.documentElement).length`)
	}
	if reached < want {
		t.Errorf("Tab reaches %d of %d", reached, want)
	}
	b.do(focus(".cv-figs .figure-link"))
	b.press(kb.Enter)
	b.wait(`document.activeElement?.id === "feuille-titre"`)
	b.press(kb.Tab)
	if !ask[bool](b, `document.activeElement.closest("[data-sheet]") !== null`) {
		t.Error("Tab leaves the sheet at once")
	}
	b.press(kb.Escape)
	b.wait(`!document.querySelector("[data-sheet]") && document.activeElement === document.querySelector(".cv-figs .figure-link")`)
}

// TestEveryPage has no violation that axe knows, does not scroll sideways at 320 pixels, and shows its title without scripts.
func TestEveryPage(t *testing.T) {
	b := browse(t)
	for _, r := range table(t) {
		if r.Method != http.MethodGet || !isPage(r.Pattern) {
			continue
		}
		t.Run(r.Pattern, func(t *testing.T) {
			b.t = t
			defer b.quiet()
			b.scripts(true)
			b.look(1280, "light")
			b.visit(b.w.path(t, r.Pattern) + "?lang=fr")
			withScripts := b.text("h1")
			b.loadAxe()
			b.axe("")
			b.look(1280, "dark")
			b.axe("color-contrast")
			b.look(320, "dark")
			b.axe("color-contrast")
			b.look(320, "light")
			if wide := ask[int64](b, `document.documentElement.scrollWidth`); wide > 320 {
				t.Errorf("%d pixels wide in 320", wide)
			}
			b.axe("")
			b.scripts(false)
			b.visit(b.w.path(t, r.Pattern) + "?lang=fr")
			if got := b.text("h1"); got == "" || got != withScripts {
				t.Errorf("without scripts the title is %q, with them %q", got, withScripts)
			}
		})
	}
	b.t = t
}

// TestTheSheetIsReadable: axe on an open figure, beside the text and from below on a phone.
func TestTheSheetIsReadable(t *testing.T) {
	b := browse(t)
	for _, width := range []int64{1280, 320} {
		b.look(width, "light")
		b.visit("/bilan/axes/1?lang=fr")
		b.do(click(`.prose .figure-link[href^="/chiffres/tour.stops"]`))
		b.wait(`document.activeElement?.id === "feuille-titre"`)
		shoot(b, "feuille", width)
		b.loadAxe()
		b.axe("")
		b.look(width, "dark")
		b.axe("color-contrast")
	}
}
