package e2e

import (
	"context"
	"encoding/json"
	"flag"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// tab is a page in a real browser, with what it complained of and where it went.
type tab struct {
	t   *testing.T
	ctx context.Context
	w   *world

	mu     sync.Mutex
	said   []string
	asked  int      // requests heard of: with none, silence proves nothing
	abroad []string // of them, those that left this machine
}

// browse starts Chromium. Where there is none the test says so; on a CI machine, which must have one, it fails.
func browse(t *testing.T) *tab {
	t.Helper()
	if testing.Short() {
		t.Skip("short: no browser")
	}
	path, err := exec.LookPath("chromium")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("CI has no Chromium: the journeys were not walked")
		}
		t.Skip("no Chromium here: the journeys were not walked")
	}
	b := &tab{t: t, w: open(t)}
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("disable-gpu", true), chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("lang", "fr"))
	alloc, cancelAlloc := chromedp.NewExecAllocator(context.Background(), opts...)
	t.Cleanup(cancelAlloc)
	ctx, cancel := chromedp.NewContext(alloc, chromedp.WithListener(b.hear))
	t.Cleanup(cancel)
	var cancelTime context.CancelFunc
	b.ctx, cancelTime = context.WithTimeout(ctx, 80*time.Second)
	t.Cleanup(cancelTime)
	b.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, network.Enable, network.EnableParams{})
		return err
	}))
	t.Cleanup(b.quiet)
	return b
}

// hear runs inside the loop that reads the browser: it only notes.
func (b *tab) hear(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError || e.Entry.Level == log.EntryLevelWarning {
			b.said = append(b.said, e.Entry.Text)
		}
	case *runtime.EventExceptionThrown:
		b.said = append(b.said, e.ExceptionDetails.Text)
	case *runtime.EventConsoleAPICalled:
		if e.Type == "error" || e.Type == "warning" {
			b.said = append(b.said, "console."+string(e.Type))
		}
	case *network.EventRequestWillBeSent:
		b.asked++
		u, err := url.Parse(e.Request.URL)
		if err != nil || u.Scheme != "data" && u.Hostname() != "127.0.0.1" {
			b.abroad = append(b.abroad, e.Request.URL)
		}
	}
}

// quiet fails the test for what the browser complained of, and for each request that left this machine.
func (b *tab) quiet() {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, s := range b.said {
		b.t.Errorf("the browser says: %s", s)
	}
	for _, s := range b.abroad {
		b.t.Errorf("a request left this machine: %s", s)
	}
	if b.asked == 0 {
		b.t.Error("no request was heard of: the test would not see one that leaves")
	}
	b.said, b.abroad = nil, nil
}

func (b *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, steps...); err != nil {
		b.t.Fatal(err)
	}
}

func (b *tab) visit(path string) {
	b.t.Helper()
	b.do(chromedp.Navigate(b.w.server.URL + path))
}

// follow clicks a link and waits for the page that it leads to.
func (b *tab) follow(selector string) {
	b.t.Helper()
	from := ask[string](b, `location.href`)
	b.do(chromedp.Click(selector))
	b.wait(`location.href !== ` + quoted(from) + ` && document.readyState === "complete"`)
}

func (b *tab) press(keys string) {
	b.t.Helper()
	b.do(chromedp.KeyEvent(keys))
}

func (b *tab) text(selector string) string {
	b.t.Helper()
	return ask[string](b, `(document.querySelector(`+quoted(selector)+`)?.textContent ?? "").replace(/\s+/g, " ").trim()`)
}

func (b *tab) wait(condition string) {
	b.t.Helper()
	for range 100 {
		if done, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool](condition, chromedp.EvalAwaitPromise)); err == nil && done { // an error: the page is on its way out
			return
		}
		time.Sleep(30 * time.Millisecond)
	}
	b.t.Fatalf("never true: %s at %s", condition, ask[string](b, `location.href`))
}

func (b *tab) scripts(on bool) {
	b.t.Helper()
	b.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !on})
		return err
	}))
}

// look sets the width of the screen, and whether it is light or dark. Nothing moves: a colour on its way would be read as another.
func (b *tab) look(width int64, scheme string) {
	b.t.Helper()
	b.do(chromedp.EmulateViewport(width, 900), chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Media: "screen", Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}},
		})
		return err
	}))
}

func ask[T any](b *tab, script string) T {
	b.t.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatalf("%.80s: %v", script, err)
	}
	return v
}

func quoted(s string) string {
	out, _ := json.Marshal(s) // a string always marshals
	return string(out)
}

// axe checks the page in hand; the rules are those of WCAG 2.2 AA and good practice, or the one named.
func (b *tab) axe(rule string) {
	b.t.Helper()
	options := `{runOnly: ["wcag2a","wcag2aa","wcag21a","wcag21aa","wcag22aa","best-practice"]}`
	if rule != "" {
		options = `{runOnly: {type: "rule", values: [` + quoted(rule) + `]}}`
	}
	var found []struct {
		ID    string
		Nodes []struct{ HTML, FailureSummary string }
	}
	result := ask[string](b, `axe.run(`+options+`).then(r => JSON.stringify(r.violations))`)
	if err := json.Unmarshal([]byte(result), &found); err != nil {
		b.t.Fatal(err)
	}
	for _, v := range found {
		for _, n := range v.Nodes {
			b.t.Errorf("axe %s: %.200s\n%s", v.ID, n.HTML, n.FailureSummary)
		}
	}
}

func (b *tab) loadAxe() {
	b.t.Helper()
	script, err := os.ReadFile("testdata/axe.min.js")
	if err != nil {
		b.t.Fatal(err)
	}
	ask[any](b, string(script)+";true")
}

// isPage says that a route answers with a page: no file, no blank data.
func isPage(pattern string) bool {
	for _, end := range []string{".csv", ".xlsx", ".json", ".js", ".ics", "/fichier", "/copie-publiable", "/fichiers/{name}", "/{archive}", "/en-cours/{task}"} {
		if strings.HasSuffix(pattern, end) {
			return false
		}
	}
	return !strings.HasPrefix(pattern, "/static/") && !strings.HasPrefix(pattern, "/accent/")
}

func click(selector string) chromedp.Action[chromedp.Void] { return chromedp.Click(selector) }

func focus(selector string) chromedp.Action[chromedp.Void] { return chromedp.Focus(selector) }

var shots = flag.String("shots", "", "folder for screenshots of the journeys, to be looked at")

func shoot(b *tab, name string, width int64) {
	b.t.Helper()
	if *shots == "" {
		return
	}
	png, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		b.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(*shots, name+"-"+strconv.FormatInt(width, 10)+".png"), png, 0o600); err != nil {
		b.t.Fatal(err)
	}
}
