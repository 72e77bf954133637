package pdf_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"maillage/internal/kit/pdf"
)

var limits = pdf.Limits{Pages: 50, Letters: 10_000, Time: 20 * time.Second}

// made is a PDF with a page for each content, turned by so many degrees.
func made(turn int, contents ...string) []byte {
	var b bytes.Buffer
	var offsets []int
	object := func(s string) {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", len(offsets), s)
	}
	b.WriteString("%PDF-1.4\n")
	var kids []string
	for i := range contents {
		kids = append(kids, fmt.Sprintf("%d 0 R", 4+2*i))
	}
	object("<< /Type /Catalog /Pages 2 0 R >>")
	object(fmt.Sprintf("<< /Type /Pages /Kids [%s] /Count %d >>", strings.Join(kids, " "), len(kids)))
	object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>")
	for i, c := range contents {
		object(fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 200] /Rotate %d /Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>", turn, 5+2*i))
		object(fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(c), c))
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, o := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, start)
	return b.Bytes()
}

func read(t *testing.T, content []byte) []pdf.Page {
	t.Helper()
	pages, err := pdf.Read(content, limits)
	if err != nil {
		t.Fatal(err)
	}
	return pages
}

func TestWordsStandWhereTheyArePrinted(t *testing.T) {
	p := read(t, made(0, "BT /F1 12 Tf 50 150 Td (Bilan 2023) Tj 200 0 Td (54) Tj ET\n40 140 300 0.5 re f\n30 152 3 3 re f"))[0]
	if len(p.Words) != 2 || p.Words[0].Text != "Bilan 2023" || p.Words[1].Text != "54" {
		t.Fatalf("words %+v", p.Words)
	}
	w := p.Words[0]
	if w.Left < 49 || w.Left > 53 || w.Base < 149 || w.Base > 151 || w.Size != 12 || !w.Bold {
		t.Errorf("%+v: wanted at 50, on 150, bold of 12", w)
	}
	if len(p.Rules) != 1 || p.Rules[0].Right < 339 || len(p.Dots) != 1 {
		t.Errorf("rules %+v, dots %+v, want one of each", p.Rules, p.Dots)
	}
	if p.Width != 400 || p.Height != 200 {
		t.Errorf("the page is %v by %v", p.Width, p.Height)
	}
}

// TestTurnedPage: on a page shown turned by a quarter the words are upright where the reader sees them.
func TestTurnedPage(t *testing.T) {
	p := read(t, made(90, "BT /F1 12 Tf 0 1 -1 0 100 20 Tm (Bilan) Tj ET"))[0]
	if p.Width != 200 || p.Height != 400 || len(p.Words) != 1 {
		t.Fatalf("%+v", p)
	}
	if w := p.Words[0]; w.Right-w.Left < w.Top-w.Bottom || w.Left < 19 || w.Left > 23 || w.Base < 299 || w.Base > 301 {
		t.Errorf("%+v: wanted at 20, on 300", w)
	}
}

// TestLettersPrintedTwice: a shadow or a false bold is no second letter; a double letter is.
func TestLettersPrintedTwice(t *testing.T) {
	p := read(t, made(0, "BT /F1 12 Tf 50 150 Td (commun) Tj 0.3 0 Td (commun) Tj ET"))[0]
	var all []string
	for _, w := range p.Words {
		all = append(all, w.Text)
	}
	if got := strings.Join(all, "|"); strings.Contains(got, "ccoo") || !strings.Contains(got, "commun") {
		t.Errorf("words %q", got)
	}
}

func TestRefusals(t *testing.T) {
	text := "BT /F1 12 Tf 50 150 Td (Bilan) Tj ET"
	for name, c := range map[string]struct {
		content []byte
		limits  pdf.Limits
		want    error
	}{
		"no PDF":           {[]byte("%PDF-1.4\nnothing"), limits, pdf.ErrBroken},
		"empty":            {nil, limits, pdf.ErrBroken},
		"too many pages":   {made(0, text, text, text), pdf.Limits{Pages: 2, Letters: 100, Time: time.Minute}, pdf.ErrPages},
		"too many letters": {made(0, text, text, text), pdf.Limits{Pages: 9, Letters: 7, Time: time.Minute}, pdf.ErrLetters},
		"no time":          {made(0, text, text, text), pdf.Limits{Pages: 9, Letters: 100}, pdf.ErrSlow},
	} {
		if _, err := pdf.Read(c.content, c.limits); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	if len(read(t, made(0, text))) != 1 {
		t.Error("after the refusals a sound file is read no more")
	}
}

// FuzzRead: whatever the bytes, there is an answer, and the next file is read.
func FuzzRead(f *testing.F) {
	f.Add(made(0, "BT /F1 12 Tf 50 150 Td (Bilan) Tj ET"))
	f.Add(made(90, "BT /F1 1e9 Tf 50 150 Td (Bilan) Tj ET 0 0 1e30 1e30 re f"))
	f.Add(made(0, strings.Repeat("q ", 5000)+"BT /F1 0 Tf (\x00\xff) Tj ET"))
	f.Fuzz(func(t *testing.T, content []byte) {
		pages, err := pdf.Read(content, limits)
		if err != nil && !errors.Is(err, pdf.ErrBroken) && !errors.Is(err, pdf.ErrLocked) && !errors.Is(err, pdf.ErrPages) && !errors.Is(err, pdf.ErrLetters) && !errors.Is(err, pdf.ErrSlow) {
			t.Fatalf("an error of no kind: %v", err)
		}
		if len(pages) > limits.Pages {
			t.Errorf("%d pages", len(pages))
		}
	})
}
