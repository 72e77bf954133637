package pagetest

import (
	"context"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// Disk is a browser on pages that stand on the disk, without a server.
type Disk struct {
	t   *testing.T
	ctx context.Context
	axe string
}

// OpenDisk starts a browser; it skips the test where there is none.
func OpenDisk(t *testing.T) *Disk {
	t.Helper()
	ctx := browser(t)
	axe, err := os.ReadFile(axePath())
	must(t, err)
	return &Disk{t, ctx, string(axe)}
}

// Go opens a file, with what follows "#" in its address, in a window of a width.
func (d *Disk) Go(path, fragment string, width int64) {
	d.t.Helper()
	must(d.t, chromedp.Do(d.ctx, chromedp.EmulateViewport(width, 900), chromedp.Navigate("about:blank"), chromedp.Navigate("file://"+path+fragment)))
	for _, name := range strings.Split(d.Text(`performance.getEntriesByType("resource").map(r => r.name).join("\n")`), "\n") {
		if name != "" && !strings.HasPrefix(name, "file:") {
			d.t.Errorf("%s asks the network for %s", path, name)
		}
	}
}

// Text is the value of a script, a text.
func (d *Disk) Text(script string) string {
	d.t.Helper()
	return evaluate[string](d.t, d.ctx, script)
}

// Look checks the page with axe and for sideways scrolling, and shoots it.
func (d *Disk) Look(name string, width int64) {
	d.t.Helper()
	shoot(d.t, d.ctx, name)
	checkAxe(d.t, d.ctx, d.axe)
	checkWidth(d.t, d.ctx, name, width)
}
