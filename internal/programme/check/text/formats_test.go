package text_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"maillage/internal/programme/check/text"
)

// TestOneReportInEachFormat: the same report, typed as Markdown, written as a page, and saved by LibreOffice and Chromium from it, gives the same
// blocks: kinds, words, cells and years. A text without marks tells as much, except that its first line is no title.
func TestOneReportInEachFormat(t *testing.T) {
	want := told(t, "rapport.md")
	if len(want) != 23 {
		t.Fatalf("%d blocks in the Markdown, want 23: %q", len(want), want)
	}
	for _, name := range []string{"rapport.html", "rapport.odt", "rapport.docx", "rapport.pdf", "rapport-chromium.pdf", "rapport.txt"} {
		t.Run(name, func(t *testing.T) {
			got := told(t, name)
			if name == "rapport.txt" {
				got[0] = strings.Replace(got[0], "paragraph", "heading", 1)
			}
			for i := range max(len(got), len(want)) {
				if i >= len(got) || i >= len(want) || got[i] != want[i] {
					t.Errorf("block %d: %q, want %q", i, at(got, i), at(want, i))
				}
			}
		})
	}
}

func at(list []string, i int) string {
	if i < len(list) {
		return list[i]
	}
	return "none"
}

// told is what rules see of a file of testdata.
func told(t *testing.T, name string) []string {
	t.Helper()
	d := document(t, name)
	var list []string
	for _, b := range d.Blocks {
		depth := ""
		if b.Kind == text.Item {
			depth = fmt.Sprint(b.Level)
		}
		list = append(list, fmt.Sprintf("%s%s %d %d cells %s", b.Kind, depth, b.Year(), len(b.Cells), b.Text))
	}
	return list
}

func document(t *testing.T, name string) *text.Document {
	t.Helper()
	content, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	d, err := text.Read(name, content)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestLinksAreKept: the words that carry a link stand in the block, and their address in the document.
func TestLinksAreKept(t *testing.T) {
	for _, name := range []string{"rapport.md", "rapport.html", "rapport.odt", "rapport.docx"} {
		d := document(t, name)
		i := slices.IndexFunc(d.Links, func(l text.Link) bool { return l.URL == "https://maison-des-ponts.example/ateliers" })
		if i < 0 || d.Links[i].Text != "la page des ateliers" {
			t.Errorf("%s: %+v", name, d.Links)
		}
	}
}

// TestSourceInPDF: the report behind the example, saved as PDF by LibreOffice, is read as its text is, apart from rows that print cannot tell apart.
func TestSourceInPDF(t *testing.T) {
	clone, err := filepath.Abs(filepath.Join("..", "..", "..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(filepath.Join(filepath.Dir(clone), "shared", "source", "bilan-2018-2020.txt"))
	if err != nil {
		t.Skip("the source report is not beside the repository: nothing to compare with")
	}
	saved := savedAs(t, "pdf", savedAs(t, "odt", content))
	want, err := text.Read("source.txt", content)
	if err != nil {
		t.Fatal(err)
	}
	got, err := text.Read("source.pdf", saved)
	if err != nil {
		t.Fatal(err)
	}
	left := map[string]int{}
	for _, b := range got.Blocks {
		left[fmt.Sprint(b.Year(), b.Text)]++
	}
	same := 0
	for _, b := range want.Blocks {
		key := fmt.Sprint(b.Year(), b.Text)
		if left[key] > 0 {
			left[key]--
			same++
		}
	}
	t.Logf("%d of %d blocks are the same", same, len(want.Blocks))
	if same*100 < 95*len(want.Blocks) {
		t.Errorf("%d of %d blocks are the same, want 95 %%", same, len(want.Blocks))
	}
}
