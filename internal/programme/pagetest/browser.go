package pagetest

import (
	"context"
	"encoding/json"
	"flag"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

var shots = flag.String("shots", "", "folder for screenshots of the pages, to be looked at")

// Clean makes runs of spaces one.
func Clean(s string) string { return strings.Join(strings.Fields(s), " ") }

// View is a page to look at.
type View struct{ Name, Path string }

// Look opens each page at 320, 390 and 1280 pixels, in light and dark. At 320 and 1280 it checks it with axe and for sideways scrolling
// (WCAG 2.2, criterion 1.4.10). It skips the test where there is no Chromium.
func Look(t *testing.T, server *httptest.Server, views []View) {
	ctx := browser(t)
	axe, err := os.ReadFile(axePath())
	must(t, err)
	for _, v := range views {
		for _, look := range []struct {
			width  int64
			scheme string
			name   string
			check  bool
		}{{1280, "light", "1280", true}, {1280, "dark", "1280-sombre", true}, {390, "light", "390", false}, {390, "dark", "390-sombre", false}, {320, "light", "320", true}} {
			t.Run(v.Name+"-"+look.name, func(t *testing.T) {
				must(t, chromedp.Do(ctx, chromedp.EmulateViewport(look.width, 900), scheme(look.scheme), chromedp.Navigate(server.URL+v.Path)))
				shoot(t, ctx, v.Name+"-"+look.name)
				checkWidth(t, ctx, v.Path, look.width)
				if look.check {
					unfold(t, ctx, v.Name+"-"+look.name)
					checkAxe(t, ctx, string(axe))
					checkWidth(t, ctx, v.Path, look.width)
				}
			})
		}
	}
}

// unfold opens what is folded, so that it is checked too.
func unfold(t *testing.T, ctx context.Context, name string) {
	t.Helper()
	const open = `(() => { const all = document.querySelectorAll("details:not([open])"); all.forEach(d => d.open = true); return all.length })()`
	if evaluate[int64](t, ctx, open) > 0 {
		shoot(t, ctx, name+"-deplie")
	}
}

func checkWidth(t *testing.T, ctx context.Context, path string, width int64) {
	t.Helper()
	if wide := evaluate[int64](t, ctx, `document.documentElement.scrollWidth`); wide > width {
		t.Errorf("%s scrolls sideways: %d px wide in %d", path, wide, width)
	}
}

func axePath() string {
	_, file, _, _ := runtime.Caller(0)
	return filepath.Join(filepath.Dir(file), "../../../e2e/testdata/axe.min.js")
}

func browser(t *testing.T) context.Context {
	t.Helper()
	if testing.Short() {
		t.Skip("short: no browser")
	}
	path, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("no chromium")
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("disable-gpu", true), chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))
	alloc, cancelAlloc := chromedp.NewExecAllocator(context.Background(), opts...)
	t.Cleanup(cancelAlloc)
	ctx, cancel := chromedp.NewContext(alloc)
	t.Cleanup(cancel)
	ctx, cancelTime := context.WithTimeout(ctx, 5*time.Minute)
	t.Cleanup(cancelTime)
	return ctx
}

// scheme emulates a light or a dark screen.
func scheme(name string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Media: "screen", Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: name}},
		})
		return err
	})
}

func checkAxe(t *testing.T, ctx context.Context, axe string) {
	t.Helper()
	evaluate[any](t, ctx, axe+";true")
	var found struct {
		Violations []struct {
			ID    string
			Nodes []struct{ HTML, FailureSummary string }
		}
	}
	result := evaluate[string](t, ctx, `axe.run({runOnly: ["wcag2a","wcag2aa","wcag21a","wcag21aa","wcag22aa","best-practice"]}).then(r => JSON.stringify(r))`)
	must(t, json.Unmarshal([]byte(result), &found))
	for _, violation := range found.Violations {
		for _, n := range violation.Nodes {
			t.Errorf("axe %s: %s\n%s", violation.ID, n.HTML, n.FailureSummary)
		}
	}
}

func evaluate[T any](t *testing.T, ctx context.Context, script string) T {
	t.Helper()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatalf("%.80s: %v", script, err)
	}
	return v
}

func shoot(t *testing.T, ctx context.Context, name string) {
	t.Helper()
	if *shots == "" {
		return
	}
	png, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
	must(t, err)
	must(t, os.WriteFile(filepath.Join(*shots, name+".png"), png, 0o600))
}
