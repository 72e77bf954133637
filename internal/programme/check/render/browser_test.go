package render_test

import (
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"maillage/internal/programme/check/render"
)

// TestPageInABrowser opens the page from the disk, wide and on a phone: it scrolls one way, axe objects to nothing, and its boxes work by
// keyboard without any script.
func TestPageInABrowser(t *testing.T) {
	browser, err := exec.LookPath("chromium")
	if testing.Short() || err != nil {
		t.Skip("short, or no chromium")
	}
	axe, err := os.ReadFile("../../../../e2e/testdata/axe.min.js")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "controle.html")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := render.HTML(f, result(t, "fr")); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	ctx, cancel = chromedp.NewExecAllocator(ctx, append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(browser), chromedp.NoSandbox,
		chromedp.UserDataDir(t.TempDir()), chromedp.Flag("disable-gpu", true), chromedp.Flag("disable-quic", true))...)
	defer cancel()
	ctx, cancel = chromedp.NewContext(ctx)
	defer cancel()
	for _, width := range []int64{1280, 320} {
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 900), chromedp.Navigate("file://"+path)); err != nil {
			t.Fatal(err)
		}
		examine(ctx, t, string(axe), width)
		if got := say[string](ctx, t, `document.querySelectorAll("details").forEach(d => d.open = true); ""`); got != "" {
			t.Fatal(got)
		}
		examine(ctx, t, string(axe), width)
		if wide := say[int64](ctx, t, "document.documentElement.scrollWidth"); wide > width {
			t.Errorf("it scrolls sideways: %d px in %d", wide, width)
		}
	}
	const hidden = `[...document.querySelectorAll(".finding")].filter(e => getComputedStyle(e).display == "none").length`
	if n := say[int](ctx, t, hidden); n != 0 {
		t.Errorf("%d findings are hidden from the start", n)
	}
	if err := chromedp.Do(ctx, chromedp.Focus("#show-serious"), chromedp.KeyEvent(" ")); err != nil {
		t.Fatal(err)
	}
	if n := say[int](ctx, t, hidden); n != 2 {
		t.Errorf("%d findings are hidden without the serious ones, want 2", n)
	}
	if err := chromedp.Do(ctx, chromedp.Focus("#show-quiet"), chromedp.KeyEvent(" ")); err != nil {
		t.Fatal(err)
	}
	if n := say[int](ctx, t, `[...document.querySelectorAll(".read-line")].filter(e => getComputedStyle(e).display != "none").length`); n != 3 {
		t.Errorf("%d lines are shown without those of which nothing is told, want 3", n)
	}
}

func say[T any](ctx context.Context, t *testing.T, script string) T {
	t.Helper()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](script))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func examine(ctx context.Context, t *testing.T, axe string, width int64) {
	t.Helper()
	say[bool](ctx, t, axe+";true")
	told, err := chromedp.Run(ctx, chromedp.Evaluate[string](`axe.run({runOnly: ["wcag2a","wcag2aa","wcag21a","wcag21aa","wcag22aa","best-practice"]}).then(r => JSON.stringify(r.violations))`, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	var violations []struct {
		ID    string
		Nodes []struct{ HTML, FailureSummary string }
	}
	if err := json.Unmarshal([]byte(told), &violations); err != nil {
		t.Fatal(err)
	}
	for _, v := range violations {
		t.Errorf("axe at %d px: %s, %d times: %.300s\n%s", width, v.ID, len(v.Nodes), v.Nodes[0].HTML, v.Nodes[0].FailureSummary)
	}
}
