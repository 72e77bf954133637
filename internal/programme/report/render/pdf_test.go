package render_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"maillage/internal/db/dbtest"
	"maillage/internal/kit/apperr"
	"maillage/internal/programme/report"
	"maillage/internal/programme/report/render"
	"maillage/internal/programme/report/reporttest"
)

func tool(t *testing.T, name string, args ...string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Skipf("no %s to read the PDF with", name)
	}
	out, err := exec.Command(path, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v: %s", name, err, out)
	}
	return string(out)
}

func printed(t *testing.T) string {
	t.Helper()
	if testing.Short() {
		t.Skip("short: no browser")
	}
	if !render.Engines()[0].Found() {
		t.Skip("no Chromium")
	}
	path := filepath.Join(t.TempDir(), "report.pdf")
	if err := render.PDF(context.Background(), document(t, report.Options{}, nil), path); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestPDFHasPagesHeadsAndContents(t *testing.T) {
	path := printed(t)
	info := tool(t, "pdfinfo", path)
	for _, want := range []string{`Title:\s+Bilan final 2018-2019`, `Tagged:\s+yes`, `\(A4\)`} {
		if !regexp.MustCompile(want).MatchString(info) {
			t.Errorf("pdfinfo should say %s:\n%s", want, info)
		}
	}
	pages := strings.Split(tool(t, "pdftotext", "-layout", path, "-"), "\f")
	pages = pages[:len(pages)-1]
	if n := len(pages); n < 8 || n > 20 {
		t.Errorf("%d pages", n)
	}
	if !strings.Contains(pages[0], "Deux ans de maillage") || !strings.Contains(pages[0], "Cofinancé par l’Union européenne") || strings.Contains(pages[0], "Sommaire") {
		t.Errorf("the cover should be whole on the first page:\n%s", pages[0])
	}
	contents := regexp.MustCompile(`Liste des réalisations\s+(\d+)\n`).FindStringSubmatch(pages[1])
	if contents == nil {
		t.Fatalf("the contents have no page numbers:\n%s", pages[1])
	}
	at := 0
	for i, p := range pages {
		head := strings.SplitN(strings.TrimLeft(p, "\n "), "\n", 2)[0]
		if i > 0 && !strings.HasPrefix(head, "Bilan final 2018-2019") {
			t.Errorf("page %d has no running head: %q", i+1, head)
		}
		if at == 0 && regexp.MustCompile(`(?m)^\s*Liste des réalisations$`).MatchString(p) && strings.Contains(p, "Annexe") {
			at = i + 1
			if foot := strings.Fields(p); contents[1] != foot[len(foot)-1] {
				t.Errorf("the contents say page %s, its foot %q", contents[1], p[len(p)-20:])
			}
		}
	}
	if at == 0 {
		t.Error("the list of entries is nowhere")
	}
}

// TestPDFLosesNothing looks for every entry and every definition: a table that runs over the foot of a page would drop some.
func TestPDFLosesNothing(t *testing.T) {
	w := reporttest.New(t, dbtest.SQLite(t))
	w.Load(map[string]string{"axe-1.md": strings.Replace(w.Text("axe-1.md"), "Continuer.", strings.Repeat("{{list kind=tour}}\n\n", 6), 1)})
	doc := w.Build(report.Options{})
	path := filepath.Join(t.TempDir(), "report.pdf")
	if !render.Engines()[0].Found() || testing.Short() {
		t.Skip("no Chromium, or short")
	}
	if err := render.PDF(context.Background(), doc, path); err != nil {
		t.Fatal(err)
	}
	text := tool(t, "pdftotext", "-raw", path, "-")
	for _, r := range doc.Entries.Rows {
		want := 1 // in the list of entries
		if r.Kind == "Tournée" {
			want = 8 // and in seven lists of stops
		}
		if n := len(regexp.MustCompile(`(?m)^R`+strconv.Itoa(r.Number)+` [^R]`).FindAllString(text, -1)); n < want {
			t.Errorf("entry R%d stands on %d lines, want %d", r.Number, n, want)
		}
	}
	flat := strings.Join(strings.Fields(text), " ")
	for _, s := range doc.Figures {
		if !strings.Contains(flat, s.Definition) {
			t.Errorf("the definition of %s is lost", s.Anchor)
		}
	}
	if heads := strings.Count(text, "N° Quand"); heads < 10 {
		t.Errorf("%d table heads: they should be repeated on each page", heads)
	}
}

func TestPDFHasBookmarksAndLanguage(t *testing.T) {
	raw, err := os.ReadFile(printed(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"/Outlines", "/StructTreeRoot", "/Lang (fr)"} {
		if !strings.Contains(string(raw), want) {
			t.Errorf("the file should hold %s", want)
		}
	}
}

func TestWithoutEngineThePDFIsUnavailable(t *testing.T) {
	doc := document(t, report.Options{}, nil)
	t.Setenv("PATH", t.TempDir())
	t.Setenv(render.ChromiumEnv, "")
	path := filepath.Join(t.TempDir(), "report.pdf")
	err := render.PDF(context.Background(), doc, path)
	if apperr.CodeOf(err) != apperr.Unavailable || !strings.Contains(apperr.Message(err, "fr"), "imprimez-le") {
		t.Errorf("got %v, want unavailable with the way out", err)
	}
	if _, err := os.Stat(path); err == nil {
		t.Error("a file was left")
	}
}
