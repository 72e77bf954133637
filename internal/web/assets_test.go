package web_test

import (
	"bytes"
	"errors"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"maillage/internal/web"
)

func styles(t *testing.T, m http.Handler) string {
	t.Helper()
	w := call(m, "GET", web.StyleURL())
	if w.Code != 200 {
		t.Fatalf("style sheet: status %d", w.Code)
	}
	return w.Body.String()
}

func TestStyleSheetJoinsEveryFile(t *testing.T) {
	css := styles(t, web.NewMux(web.Options{Log: quiet()}))
	files, err := filepath.Glob("static/css/*.css")
	if err != nil || len(files) < 20 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		first, _, _ := strings.Cut(string(text), "\n")
		if !strings.HasPrefix(first, "/*") || strings.Count(css, first) != 1 {
			t.Errorf("%s is not in the style sheet once, or does not begin with a comment", f)
		}
	}
	if i, j := strings.Index(css, ":root"), strings.Index(css, "@media print"); i < 0 || j < i {
		t.Error("tokens do not come first, or print not last")
	}
}

func TestAssetsAreServedForEver(t *testing.T) {
	m := web.NewMux(web.Options{Log: quiet()})
	for _, name := range []string{"js/htmx.min.js", "js/sheet.js", "js/keys.js", "js/print.js", "icons/icons.svg", "fonts/atkinson-next-normal.woff2", "maillage.css"} {
		url := web.AssetURL(name)
		if !regexp.MustCompile(`^/static/.+\.[0-9a-f]{12}\.[a-z0-9]+$`).MatchString(url) {
			t.Errorf("%s: no hash in %q", name, url)
		}
		w := call(m, "GET", url)
		if got := w.Header().Get("Cache-Control"); w.Code != 200 || got != "public, max-age=31536000, immutable" {
			t.Errorf("%s: status %d, cache %q", name, w.Code, got)
		}
		if again := call(m, "GET", url, header("If-None-Match", w.Header().Get("ETag"))); again.Code != 304 {
			t.Errorf("%s: asked again, status %d", name, again.Code)
		}
	}
	for _, path := range []string{"/static/maillage.css", "/static/js/htmx.min.000000000000.js", "/static/LICENCES.md", "/static/../router.go"} {
		if got := call(m, "GET", path).Code; got == 200 {
			t.Errorf("%s is served", path)
		}
	}
}

func TestStyleSheetPointsAtFilesThatExist(t *testing.T) {
	m := web.NewMux(web.Options{Log: quiet()})
	urls := regexp.MustCompile(`url\(([^)]+)\)`).FindAllStringSubmatch(styles(t, m), -1)
	if len(urls) < 3 {
		t.Fatalf("%d addresses", len(urls))
	}
	for _, u := range urls {
		if w := call(m, "GET", u[1]); w.Code != 200 || w.Header().Get("Content-Type") != "font/woff2" {
			t.Errorf("%s: status %d", u[1], w.Code)
		}
	}
}

// TestIconsExist finds every icon that a component, or the table of areas, names.
func TestIconsExist(t *testing.T) {
	sprite, err := os.ReadFile("static/icons/icons.svg")
	if err != nil {
		t.Fatal(err)
	}
	doc := document(t, call(galleryMux(), "GET", "/galerie"))
	icons := doc.Find("svg.i use")
	if icons.Length() < 20 {
		t.Fatalf("%d icons in the gallery", icons.Length())
	}
	for _, use := range icons.EachIter() {
		href, _ := use.Attr("href")
		_, name, _ := strings.Cut(href, "#")
		if !bytes.Contains(sprite, []byte(`id="`+name+`"`)) {
			t.Errorf("no icon %q", name)
		}
	}
}

func TestSelfContained(t *testing.T) {
	page := call(galleryMux(), "GET", "/rapport?chiffre=dates").Body.Bytes()
	file, err := selfContained(page)
	if err != nil {
		t.Fatal(err)
	}
	text := string(file)
	for _, gone := range []string{"<script", "<link", "/static/"} {
		if strings.Contains(text, gone) {
			t.Errorf("the file still holds %s", gone)
		}
	}
	for _, there := range []string{"<style>", "data:font/woff2;base64,", `id="i-x"`, `href="#i-x"`, "52 dates"} {
		if !strings.Contains(text, there) {
			t.Errorf("the file lacks %s", there)
		}
	}
	if _, err := selfContained([]byte("<p>a fragment</p>")); err == nil {
		t.Error("a fragment passes for a page")
	}
}

// selfContained passes a page on in one piece, and in small ones, which must come to the same.
func selfContained(page []byte) ([]byte, error) {
	var whole, parts bytes.Buffer
	file := web.NewSelfContained(&whole, "", "")
	if _, err := file.Write(page); err != nil {
		return nil, err
	}
	if err := file.Close(); err != nil {
		return nil, err
	}
	slow := web.NewSelfContained(&parts, "", "")
	for part := range slices.Chunk(page, 7) {
		if _, err := slow.Write(part); err != nil {
			return nil, err
		}
	}
	if err := slow.Close(); err != nil {
		return nil, err
	}
	if !bytes.Equal(whole.Bytes(), parts.Bytes()) {
		return nil, errors.New("a page written in parts becomes another file")
	}
	return whole.Bytes(), nil
}

// A long page is passed on while it is written, and a script across two parts is dropped whole.
func TestSelfContainedStreams(t *testing.T) {
	var out bytes.Buffer
	file := web.NewSelfContained(&out, ".own{}", "")
	line := []byte("<p>" + strings.Repeat("mot ", 50) + "</p>")
	write := func(p []byte) {
		if _, err := file.Write(p); err != nil {
			t.Fatal(err)
		}
	}
	write([]byte(`<html><head><link rel="stylesheet" href="` + web.StyleURL() + `"></head><body class="x">`))
	for range 5_000 {
		write(line)
	}
	if held := 5_000*len(line) - out.Len(); held > 100_000 {
		t.Errorf("%d bytes are held back", held)
	}
	write([]byte("<script>" + strings.Repeat("if (a > b) {}", 20_000)))
	write([]byte("</script><p>fin</p></body></html>"))
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	if text := out.String(); strings.Contains(text, "a > b") || !strings.HasSuffix(text, "</p><p>fin</p></body></html>") || !strings.Contains(text, "<style>.own{}</style></head>") {
		t.Errorf("the end reads %q", text[len(text)-80:])
	}
}

// TestVendoredFilesAreListed: what comes from elsewhere has its line in LICENCES.md.
func TestVendoredFilesAreListed(t *testing.T) {
	list, err := os.ReadFile("static/LICENCES.md")
	if err != nil {
		t.Fatal(err)
	}
	err = fs.WalkDir(os.DirFS("static"), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		switch filepath.Ext(name) {
		case ".woff2", ".js", ".svg":
			if !bytes.Contains(list, []byte(name)) {
				t.Errorf("LICENCES.md does not list %s", name)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestTextsAreWholeInBothLanguages(t *testing.T) {
	for _, missing := range texts(t).Missing() {
		t.Error(missing)
	}
}
