package text_test

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"maillage/internal/programme/check/text"
)

// slowest is how long a small file may take, with much room for a busy machine: what grows with the square of its size takes longer.
const slowest = 5 * time.Second

// sound reads bytes and looks whether every block can be shown: its text is UTF-8, its cells and links lie in it, its words stand on lines that are there.
func sound(t *testing.T, name string, content []byte) {
	t.Helper()
	began := time.Now()
	d, err := text.Read(name, content)
	if took := time.Since(began); took > slowest {
		t.Fatalf("%d bytes took %s", len(content), took)
	}
	if err != nil {
		return
	}
	for i, b := range d.Blocks {
		if b.Index != i || b.Text == "" || utf8.Valid(content) && !utf8.ValidString(b.Text) {
			t.Fatalf("block %d is number %d: %q", i, b.Index, b.Text)
		}
		last := 0
		for _, c := range b.Cells {
			if c.From < last || c.To < c.From || c.To > len(b.Text) {
				t.Fatalf("cell %v of %q", c, b.Text)
			}
			last = c.To
		}
		if p := d.Place(b, 0, len(b.Text)); p.Line < 1 || p.EndLine < p.Line || p.EndLine > len(d.Lines) || p.Column < 1 || p.EndColumn < 1 {
			t.Fatalf("%q stands at %+v of %d lines", b.Text, p, len(d.Lines))
		}
	}
	for _, l := range d.Links {
		if l.From < 0 || l.To < l.From || l.To > len(l.Block.Text) {
			t.Fatalf("link %d-%d in %q", l.From, l.To, l.Block.Text)
		}
	}
}

func FuzzPlain(f *testing.F) {
	for _, s := range []string{"Bilan 2023\n\n- un\n2. deux\na\tb\tc\n", "| a | b |\n|--|--|\n| 1 |", "<ul><li>a</ul><table><tr><td>b<p>c", "**gras** et *a", "\xff\xfea\x00", "é\xe9\x8e", "\x00", "&nbsp;&#0;&#xD800;", "Objectifs\t<b>x</b>\n12\nateliers"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, content []byte) { sound(t, "essai.txt", content) })
}

func FuzzMarkdown(f *testing.F) {
	for _, s := range []string{"# a\n\n- b\n  - c\n\n> d\n\n| a | b |\n|--|--|\n| \\| |\n", "---\ntitle: x\n---\na[^1]\n\n[^1]: b\n[c]: d\n", "<div>\n<table><tr><td>a\n</td></tr>\n</div>", "*a **b** [c](d) ![e](f) <http://g> `h` ~~i~~ \\* &amp; <br>", "a\n=\n\n1. b\n\nc\n-", "\ta\n - \tb\n>\t- c", "- [x] a\n-\n  b", "[`a](b)`\r\n|a\r|-"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, content []byte) { sound(t, "essai.md", content) })
}

func FuzzHTML(f *testing.F) {
	for _, s := range []string{"<h1>a</h1><p>b<br>c<ul><li>d<ol><li>e</ol></ul><table><tr><th>f<td>g</table>", "<pre>a\nb\tc</pre>", "<table><tr><td><table><tr><td>a</table></table>", "</td></li></table><td>a", "<a href='x'>y</a><a>z", "\x00<p>\xff"} {
		f.Add([]byte("<html>" + s))
	}
	f.Fuzz(func(t *testing.T, content []byte) { sound(t, "essai.html", content) })
}

func FuzzODT(f *testing.F) {
	for _, s := range []string{"<text:h text:outline-level='2'>a</text:h><text:p>b<text:s text:c='9'/>c<text:line-break/></text:p>", "<text:list><text:list-item><text:p>a</text:p></text:list-item></text:list>", "<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell></table:table-row></table:table>", "<text:p>a<text:note><text:note-body><text:p>b</text:p></text:note-body></text:note></text:p>", "</text:p></table:table-row></text:note>"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, body string) {
		sound(t, "essai.odt", archive(t, "mimetype", "application/vnd.oasis.opendocument.text", "content.xml", "<office:document-content><office:text>"+body))
	})
}

func FuzzDOCX(f *testing.F) {
	for _, s := range []string{"<w:p><w:pPr><w:pStyle w:val='Heading1'/></w:pPr><w:r><w:b/><w:t>a</w:t><w:tab/><w:br/></w:r></w:p>", "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr></w:tbl>", "<w:p><w:numPr><w:ilvl w:val='-3'/></w:numPr><w:r><w:t>a</w:t></w:r></w:p>", "<w:p><w:hyperlink r:id='x'><w:r><w:t>a</w:t></w:r>", "</w:tbl></w:tr></w:p>"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, body string) {
		sound(t, "essai.docx", archive(t, "word/document.xml", "<w:document><w:body>"+body))
	})
}

// FuzzPDF is fed with damaged copies of a small PDF: what PDFium does not survive must be an error here.
func FuzzPDF(f *testing.F) {
	whole := smallPDF("BT /F1 12 Tf 72 700 Td (Bilan 2023) Tj 0 -40 Td (Le lieu a re\\347u 54 familles.) Tj ET")
	f.Add([]byte(whole))
	f.Add([]byte(whole[:len(whole)/2]))
	f.Add([]byte(strings.Replace(whole, "/Count 1", "/Count 99999", 1)))
	f.Add([]byte(strings.Replace(whole, "/Kids [3 0 R]", "/Kids [2 0 R]", 1)))
	f.Add([]byte(strings.ReplaceAll(whole, "612 792", "0 -1e38")))
	f.Fuzz(func(t *testing.T, content []byte) {
		sound(t, "essai.pdf", append([]byte("%PDF-1.4\n"), bytes.TrimPrefix(content, []byte("%PDF-1.4\n"))...))
	})
}

// archive makes a ZIP of names and contents.
func archive(t *testing.T, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.CreateHeader(&zip.FileHeader{Name: parts[i], Method: map[bool]uint16{true: zip.Store, false: zip.Deflate}[parts[i] == "mimetype"]})
		if err == nil {
			_, err = w.Write([]byte(parts[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
