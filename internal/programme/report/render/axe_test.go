package render_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"maillage/internal/programme/report"
	"maillage/internal/programme/report/reporttest"
)

// TestHTMLPassesAxe opens the file from the disk, as a funder does, on a wide screen and on a phone.
func TestHTMLPassesAxe(t *testing.T) {
	browser, err := exec.LookPath("chromium")
	if testing.Short() || err != nil {
		t.Skip("short, or no chromium")
	}
	axe, err := os.ReadFile("../../../../e2e/testdata/axe.min.js")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Minute)
	defer cancel()
	ctx, cancel = chromedp.NewExecAllocator(ctx, append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(browser), chromedp.NoSandbox,
		chromedp.UserDataDir(t.TempDir()), chromedp.Flag("disable-gpu", true), chromedp.Flag("disable-quic", true))...)
	defer cancel()
	ctx, cancel = chromedp.NewContext(ctx)
	defer cancel()
	for name, doc := range map[string]*report.Document{"example": document(t, report.Options{}, nil), "everything": reporttest.Everything("fr")} {
		text, _ := page(t, doc)
		path := filepath.Join(t.TempDir(), name+".html")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		for _, width := range []int64{1280, 320} {
			if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 900), chromedp.Navigate("file://"+path)); err != nil {
				t.Fatal(err)
			}
			if wide, err := chromedp.Run(ctx, chromedp.Evaluate[int64]("document.documentElement.scrollWidth")); err != nil || wide > width {
				t.Errorf("%s scrolls sideways: %d px in %d, %v", name, wide, width, err)
			}
			examine(ctx, t, string(axe), fmt.Sprintf("%s at %d px", name, width))
			if _, err := chromedp.Run(ctx, chromedp.Evaluate[any](opened)); err != nil {
				t.Fatal(err)
			}
			examine(ctx, t, string(axe), fmt.Sprintf("%s at %d px, sheet and search open", name, width))
		}
	}
}

// opened opens the sheet of the first figure of the text, then searches.
const opened = `document.querySelector(".prose-part p .figure-link").click();
	(() => { const f = document.querySelector("#recherche"); f.focus(); f.value = "tournee"; f.dispatchEvent(new Event("input")); })(); null`

func examine(ctx context.Context, t *testing.T, axe, where string) {
	t.Helper()
	if _, err := chromedp.Run(ctx, chromedp.Evaluate[any](axe+";true")); err != nil {
		t.Fatal(err)
	}
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
		t.Errorf("axe, %s: %s, %d times: %.300s\n%s", where, v.ID, len(v.Nodes), v.Nodes[0].HTML, v.Nodes[0].FailureSummary)
	}
}
