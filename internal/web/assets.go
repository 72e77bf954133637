package web

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"slices"
	"strings"
	"sync"
	"time"
)

//go:embed static
var staticFiles embed.FS

// stylesheets are joined in this order into one file: what comes later may rely on, and override, what comes before.
var stylesheets = []string{
	"tokens", "base", "layout", "button", "field", "chip", "state", "funder", "pips", "tabs",
	"staff", "reader", "work", "table", "totals", "pager", "breadcrumbs", "finding", "prose", "figure", "sheet",
	"hole", "chart", "message", "findings", "cover", "calendar", "account", "work-report", "print", "print-desk",
}

// atTheDesk are those of pages of the running system alone. A page to take away goes without them: it is smaller, and a browser that lays it
// out on paper has fewer rules to try on each element.
var atTheDesk = []string{"chip", "tabs", "staff", "reader", "work", "totals", "pager", "breadcrumbs", "findings", "calendar", "work-report", "print-desk"}

const (
	styleName  = "maillage.css"
	spriteName = "icons/icons.svg"
)

// asset is one static file under an address that holds the hash of its content, so that a browser may keep it for ever.
type asset struct {
	url  string
	tag  string
	kind string
	data []byte
}

type assetTable struct {
	byName map[string]*asset // logical name: js/htmx.min.js
	byURL  map[string]*asset
	away   string // the style of a page to take away
}

var assets = sync.OnceValue(loadAssets)

// loadAssets reads what was embedded: a failure is a broken build, hence the panics.
func loadAssets() assetTable {
	t := assetTable{byName: map[string]*asset{}, byURL: map[string]*asset{}}
	err := fs.WalkDir(staticFiles, "static", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || mediaTypes[path.Ext(name)] == "" || path.Ext(name) == ".css" {
			return err
		}
		data, err := staticFiles.ReadFile(name)
		if err != nil {
			return err
		}
		t.add(strings.TrimPrefix(name, "static/"), data)
		return nil
	})
	if err != nil {
		panic(err)
	}
	t.add(styleName, t.joinStyles(stylesheets))
	t.away = string(t.joinStyles(slices.DeleteFunc(slices.Clone(stylesheets), func(name string) bool { return slices.Contains(atTheDesk, name) })))
	return t
}

var mediaTypes = map[string]string{
	".css":   "text/css; charset=utf-8",
	".js":    "text/javascript; charset=utf-8",
	".svg":   "image/svg+xml",
	".woff2": "font/woff2",
	".ico":   "image/x-icon",
}

func (t assetTable) add(name string, data []byte) {
	sum := sha256.Sum256(data)
	hash := hex.EncodeToString(sum[:6])
	ext := path.Ext(name)
	a := &asset{
		url:  "/static/" + strings.TrimSuffix(name, ext) + "." + hash + ext,
		tag:  `"` + hash + `"`,
		kind: mediaTypes[ext],
		data: data,
	}
	t.byName[name], t.byURL[a.url] = a, a
}

// joinStyles joins the component files and points their font addresses, written url(fonts/…), at the hashed ones.
func (t assetTable) joinStyles(names []string) []byte {
	var css bytes.Buffer
	for _, name := range names {
		data, err := staticFiles.ReadFile("static/css/" + name + ".css")
		if err != nil {
			panic(err)
		}
		css.Write(data)
		css.WriteByte('\n')
	}
	text := css.String()
	for name, a := range t.byName {
		if strings.HasPrefix(name, "fonts/") {
			text = strings.ReplaceAll(text, "url("+name+")", "url("+a.url+")")
		}
	}
	return []byte(text)
}

// AssetURL returns the address of a static file, such as "js/sheet.js". An unknown name is a programmer's slip and panics.
func AssetURL(name string) string {
	a, ok := assets().byName[name]
	if !ok {
		panic(fmt.Sprintf("web: no static file %q", name))
	}
	return a.url
}

// StyleURL is the address of the one style sheet.
func StyleURL() string { return AssetURL(styleName) }

func serveStatic(w http.ResponseWriter, r *http.Request) error {
	a, ok := assets().byURL[r.URL.Path]
	if !ok {
		return errNoPage
	}
	h := w.Header()
	h.Set("Content-Type", a.kind)
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("ETag", a.tag)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(a.data))
	return nil
}
