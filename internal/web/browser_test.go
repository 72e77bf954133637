package web_test

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/chromedp"
)

var shots = flag.String("shots", "", "folder for screenshots of the gallery, to be looked at")

func quiet() *slog.Logger { return slog.New(slog.DiscardHandler) }

// console keeps what the browser complains of: a file that the policy stops, a script that fails.
type console struct {
	mu   sync.Mutex
	said []string
}

func (c *console) hear(event any) {
	if e, ok := event.(*log.EventEntryAdded); ok && e.Entry.Level == log.EntryLevelError {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.said = append(c.said, e.Entry.Text)
	}
}

func (c *console) drain() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	out := c.said
	c.said = nil
	return out
}

// browser starts Chromium, or skips the test where there is none.
func browser(t *testing.T) (context.Context, *console) {
	t.Helper()
	if testing.Short() {
		t.Skip("short: no browser")
	}
	path, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("no chromium")
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.UserDataDir(t.TempDir()), chromedp.Flag("disable-gpu", true),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))
	alloc, cancelAlloc := chromedp.NewExecAllocator(context.Background(), opts...)
	t.Cleanup(cancelAlloc)
	heard := &console{}
	ctx, cancel := chromedp.NewContext(alloc, chromedp.WithListener(heard.hear))
	t.Cleanup(cancel)
	ctx, cancelTime := context.WithTimeout(ctx, 3*time.Minute)
	t.Cleanup(cancelTime)
	return ctx, heard
}

// medium emulates screen or print, in light or dark.
func medium(media, scheme string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Media: media, Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
		})
		return err
	})
}

var views = []struct {
	name   string
	path   string
	width  int64
	scheme string
}{
	{"galerie-1280", "/galerie?lang=fr", 1280, "light"},
	{"galerie-1280-sombre", "/galerie?lang=fr", 1280, "dark"},
	{"galerie-390", "/galerie?lang=fr", 390, "light"},
	{"galerie-390-sombre", "/galerie?lang=fr", 390, "dark"},
	{"galerie-320-anglais", "/galerie?lang=en", 320, "light"},
	{"rapport-1280", "/rapport?lang=fr", 1280, "light"},
	{"rapport-1280-feuille", "/rapport?lang=fr&chiffre=dates", 1280, "light"},
	{"rapport-1280-feuille-sombre", "/rapport?lang=fr&chiffre=dates", 1280, "dark"},
	{"rapport-900-feuille", "/rapport?lang=fr&chiffre=dates", 900, "light"},
	{"rapport-390", "/rapport?lang=fr", 390, "light"},
	{"rapport-390-feuille", "/rapport?lang=fr&chiffre=dates", 390, "light"},
	{"sans-sommaire-1280", "/seul?lang=fr", 1280, "light"},
	{"introuvable-390", "/nulle-part?lang=fr", 390, "light"},
}

// TestGalleryInABrowser checks each view with axe and for sideways scrolling (WCAG 1.4.10), and that the policy stopped nothing of ours.
func TestGalleryInABrowser(t *testing.T) {
	server := galleryServer(t)
	ctx, heard := browser(t)
	axe, err := os.ReadFile("../../e2e/testdata/axe.min.js")
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range views {
		t.Run(v.name, func(t *testing.T) {
			if err := chromedp.Do(ctx, chromedp.EmulateViewport(v.width, 900), medium("screen", v.scheme), chromedp.Navigate(server.URL+v.path)); err != nil {
				t.Fatal(err)
			}
			shoot(t, ctx, v.name)
			if wide := evaluate[int64](t, ctx, `document.documentElement.scrollWidth`); wide > v.width {
				t.Errorf("page scrolls sideways: %d px wide in %d", wide, v.width)
			}
			if !evaluate[bool](t, ctx, `getComputedStyle(document.body).fontFamily.includes("Atkinson Next") && document.fonts.check("16px 'Atkinson Next'")`) {
				t.Error("style or fonts did not load")
			}
			for _, complaint := range heard.drain() {
				if !strings.Contains(complaint, "404") || v.path != "/nulle-part?lang=fr" {
					t.Errorf("the browser says: %s", complaint)
				}
			}
			evaluate[any](t, ctx, string(axe)+";true")
			defer heard.drain()
			var found struct {
				Violations []struct {
					ID    string
					Nodes []struct{ HTML, FailureSummary string }
				}
			}
			result := evaluate[string](t, ctx, `axe.run({runOnly: ["wcag2a","wcag2aa","wcag21a","wcag21aa","wcag22aa","best-practice"]}).then(r => JSON.stringify(r))`)
			if err := json.Unmarshal([]byte(result), &found); err != nil {
				t.Fatal(err)
			}
			for _, violation := range found.Violations {
				for _, n := range violation.Nodes {
					t.Errorf("axe %s: %s\n%s", violation.ID, n.HTML, n.FailureSummary)
				}
			}
		})
	}
}

// TestPaperIsLight: whatever the screen, paper is white and without what is only for the hand.
func TestPaperIsLight(t *testing.T) {
	server := galleryServer(t)
	ctx, _ := browser(t)
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(794, 1123), medium("print", "dark"), chromedp.Navigate(server.URL+"/rapport?chiffre=dates")); err != nil {
		t.Fatal(err)
	}
	if got := evaluate[string](t, ctx, `getComputedStyle(document.body).color`); got != "rgb(33, 29, 23)" {
		t.Errorf("ink on paper is %s", got)
	}
	const shown = `[...document.querySelectorAll(".reader-top, .toc, .sheet, .foot, .data, .btn")].filter(e => e.offsetParent !== null || e.getClientRects().length).length`
	if n := evaluate[int64](t, ctx, shown); n != 0 {
		t.Errorf("%d things for the hand are printed", n)
	}
	pdf, err := chromedp.Run(ctx, chromedp.PrintToPDF())
	if err != nil || !bytes.HasPrefix(pdf, []byte("%PDF")) {
		t.Fatalf("no PDF: %v", err)
	}
	if *shots != "" {
		if err := os.WriteFile(filepath.Join(*shots, "rapport.pdf"), pdf, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// TestSheetOpensAndCloses walks the side sheet as a hand does: open by click, Esc, focus back on the figure.
func TestSheetOpensAndCloses(t *testing.T) {
	server := galleryServer(t)
	ctx, _ := browser(t)
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(1280, 900), chromedp.Navigate(server.URL+"/rapport")); err != nil {
		t.Fatal(err)
	}
	evaluate[any](t, ctx, `document.querySelector("[data-sheet-opener]").click(), true`)
	waitFor(t, ctx, `document.activeElement?.id === "feuille-titre"`)
	if got := evaluate[string](t, ctx, `document.querySelector("[data-sheet-opener]").getAttribute("aria-expanded")`); got != "true" {
		t.Errorf("aria-expanded is %q with the sheet open", got)
	}
	evaluate[any](t, ctx, `document.dispatchEvent(new KeyboardEvent("keydown", {key: "Escape"})), true`)
	waitFor(t, ctx, `!document.querySelector("[data-sheet]") && document.activeElement === document.querySelector("[data-sheet-opener]")`)
	if got := evaluate[string](t, ctx, `location.pathname + location.search`); got != "/rapport" {
		t.Errorf("opening the sheet changed the address to %q", got)
	}
}

// TestKeysWalkAList: J goes down, K up, and only while the focus is in the list (WCAG 2.1.4).
func TestKeysWalkAList(t *testing.T) {
	server := galleryServer(t)
	ctx, _ := browser(t)
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(1280, 900), chromedp.Navigate(server.URL+"/galerie")); err != nil {
		t.Fatal(err)
	}
	press := func(key string) string {
		return evaluate[string](t, ctx, `document.activeElement.dispatchEvent(new KeyboardEvent("keydown", {key: "`+key+`", bubbles: true})), document.activeElement.id`)
	}
	if got := press("j"); got != "" {
		t.Errorf("J outside of the list moved the focus to %q", got)
	}
	evaluate[any](t, ctx, `document.querySelector("[data-rows]").focus(), true`)
	for _, step := range []struct{ key, want string }{{"j", "e1"}, {"j", "e2"}, {"k", "e1"}, {"k", "e1"}} {
		if got := press(step.key); got != step.want {
			t.Errorf("after %s: at %q, want %q", step.key, got, step.want)
		}
	}
	press("Enter")
	waitFor(t, ctx, `location.pathname === "/realisations/e1"`)
}

func evaluate[T any](t *testing.T, ctx context.Context, script string) T {
	t.Helper()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatalf("%.80s: %v", script, err)
	}
	return v
}

func waitFor(t *testing.T, ctx context.Context, condition string) {
	t.Helper()
	var failed error // of a page that was just leaving
	for range 100 {
		var held bool
		if held, failed = chromedp.Run(ctx, chromedp.Evaluate[bool](condition)); held {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("never true: %s (%v)", condition, failed)
}

func shoot(t *testing.T, ctx context.Context, name string) {
	t.Helper()
	if *shots == "" {
		return
	}
	shot := chromedp.FullScreenshot(100)
	if strings.HasSuffix(name, "-feuille") {
		shot = chromedp.CaptureScreenshot()
	}
	png, err := chromedp.Run(ctx, shot)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(*shots, name+".png"), png, 0o644); err != nil {
		t.Fatal(err)
	}
}
