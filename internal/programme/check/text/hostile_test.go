package text_test

import (
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"maillage/internal/kit/apperr"
	"maillage/internal/programme/check/text"
)

// TestHostile: files made to take all memory or all time are read, or refused, soon.
func TestHostile(t *testing.T) {
	if testing.Short() {
		t.Skip("short: these files are large")
	}
	many := func(s string, n int) []byte { return []byte(strings.Repeat(s, n)) }
	odt := func(body string) []byte {
		return archive(t, "mimetype", "application/vnd.oasis.opendocument.text", "content.xml", "<office:document-content><office:text>"+body)
	}
	docx := func(body string) []byte { return archive(t, "word/document.xml", "<w:document><w:body>"+body) }
	const million = 1_000_000
	for _, c := range []struct {
		name    string
		content []byte
	}{
		{"quotes.md", many(">", million)},
		{"quotes over lines.md", many(strings.Repeat("> ", 15)+"a\n", 3000)},
		{"lists.md", many("- ", million)},
		{"lists over lines.md", stairs("- a\n", 55)},
		{"brackets.md", many("[", million)},
		{"links.md", many("[a](", million/4)},
		{"images.md", many("![a]", million/4)},
		{"stars.md", many("*a ", million/3)},
		{"stars and underscores.md", many("*a_ ", million/4)},
		{"ticks.md", ticks(1500)},
		{"bars.md", append(many("|a", 20_000), append([]byte("\n"), many("|-", 20_000)...)...)},
		{"cells.md", many("| a | b |\n|---|---|\n", 50_000)},
		{"elements.md", many("<b>", million/3)},
		{"angles.md", many("<a ", million/3)},
		{"comments.md", many("<!-- ", million/5)},
		{"notes.md", many("[^a]: b\n", 100_000)},
		{"addresses.md", many("[a]: <b>\n[a] ", 50_000)},
		{"entities.md", many("&a", million/2)},
		{"lines.txt", many("\n", 60*million)},
		{"short lines.txt", many("a\n\n", million*9/10)},
		{"one line.txt", many("a", 8*million)},
		{"blanks.txt", many(" ", 8*million)},
		{"tabs.txt", many("\ta", million)},
		{"stars.txt", many("*a ", million/3)},
		{"angles.txt", many("<p", million/2)},
		{"elements.txt", many("<td>", million/4)},
		{"bullets.txt", many(" - A", million/4)},
		{"numbers.txt", many("1.", million)},
		{"zeros.txt", many("a\x00\x00\x00", million)},
		{"half an UTF-16.txt", []byte("\xff\xfea")},
		{"deep.html", append([]byte("<html>"), many("<div>", million/5)...)},
		{"deep tables.html", append([]byte("<html>"), many("<table><tr><td>", 20_000)...)},
		{"deep stress.html", append([]byte("<html>"), many("<b><i>", 100_000)...)},
		{"cells.html", append([]byte("<html><table><tr>"), many("<td>a", million/5)...)},
		{"deep.odt", odt(strings.Repeat("<text:list>", million))},
		{"notes.odt", odt("<text:p>" + strings.Repeat("<text:note><text:p>a", 200) + strings.Repeat("</text:p></text:note>", 200) + "</text:p>")},
		{"blanks.odt", odt("<text:p>" + strings.Repeat("<text:s text:c='999999999'/>", 20_000) + "a</text:p>")},
		{"cells.odt", odt(strings.Repeat("<table:table-cell table:number-columns-repeated='999999999'/>", 1000))},
		{"huge cell.docx", docx("<w:tbl><w:tr><w:tc><w:p><w:r><w:t>" + strings.Repeat("a ", 4*million) + "</w:t></w:r></w:p></w:tc></w:tr></w:tbl>")},
		{"deep.docx", docx(strings.Repeat("<w:tbl>", million))},
		{"bomb.docx", docx(strings.Repeat("<w:p/>", 20*million))},
		{"bomb.odt", odt(strings.Repeat(" ", 100*million))},
	} {
		t.Run(c.name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			began := time.Now()
			_, err := text.Read(c.name, c.content)
			took := time.Since(began)
			runtime.ReadMemStats(&after)
			t.Logf("%d kB: %s, %d MB, %v", len(c.content)>>10, took.Round(time.Millisecond), (after.TotalAlloc-before.TotalAlloc)>>20, err)
			if took > slowest {
				t.Errorf("took %s", took)
			}
			if err != nil {
				var e *apperr.E
				if !errors.As(err, &e) || e.Code != apperr.Invalid {
					t.Errorf("%v says nobody what to do", err)
				}
			}
		})
	}
}

// stairs is a line repeated, each time further to the right.
func stairs(line string, n int) []byte {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat(" ", 2*i) + line)
	}
	return []byte(b.String())
}

// ticks are runs of backticks, each longer than the last: none closes another.
func ticks(n int) []byte {
	var b strings.Builder
	for i := range n {
		b.WriteString("a" + strings.Repeat("`", i))
	}
	return []byte(b.String())
}

// smallPDF is a page that draws what it is told.
func smallPDF(drawn string) string {
	var b strings.Builder
	var at []int
	b.WriteString("%PDF-1.4\n")
	for i, object := range []string{
		"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
		fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(drawn), drawn),
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
	} {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, object)
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, xref)
	return b.String()
}
