package text_test

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"maillage/internal/kit/apperr"
	"maillage/internal/programme/check/text"
)

// TestPDFRefused: what cannot be read says why, and what to do.
func TestPDFRefused(t *testing.T) {
	whole := smallPDF("BT /F1 12 Tf 72 700 Td (Bilan 2023) Tj ET")
	trailer := func(s string) string { return strings.Replace(whole, "/Root 1 0 R", "/Root 1 0 R "+s, 1) }
	secret := strings.Repeat("53", 32)
	for name, c := range map[string]struct{ content, key string }{
		"locked":         {trailer("/ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <" + secret + "> /U <" + secret + "> >>"), "check.pdf_locked"},
		"unknown lock":   {trailer("/ID [<00><00>] /Encrypt << /Filter /Autre /V 9 >>"), "check.pdf_locked"},
		"scanned":        {smallPDF("q 612 0 0 792 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x7f EI Q"), "check.pdf_scanned"},
		"a header alone": {"%PDF-1.7\n", "check.pdf_broken"},
		"no PDF":         {"%PDF-1.4\n" + strings.Repeat("Le lieu a reçu 54 familles.\n", 100), "check.pdf_broken"},
		"no page":        {strings.Replace(whole, "/Kids [3 0 R] /Count 1", "/Kids [] /Count 0", 1), "check.pdf_broken"},
		"too many pages": {manyPages(4000), "check.pdf_pages"},
	} {
		_, err := text.Read(name+".pdf", []byte(c.content))
		var e *apperr.E
		if !errors.As(err, &e) || e.Key != c.key {
			t.Errorf("%s: %v, want %s", name, err, c.key)
		}
	}
}

// TestHostilePDF: files made to break their reader end soon, and the next file is read as ever.
func TestHostilePDF(t *testing.T) {
	if testing.Short() {
		t.Skip("short: some of these take a second")
	}
	whole := smallPDF("BT /F1 12 Tf 72 700 Td (Bilan 2023) Tj ET")
	self := strings.Replace(smallPDF("/X Do"), "/Font <<", "/XObject << /X 4 0 R >> /Font <<", 1)
	self = strings.Replace(self, "<< /Length 5 >>", "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 4 0 R >> >> /Length 5 >>", 1)
	for name, content := range map[string]string{
		"half of it":           whole[:len(whole)/2],
		"a page in itself":     strings.Replace(whole, "/Kids [3 0 R]", "/Kids [2 0 R 2 0 R]", 1),
		"a drawing in itself":  self,
		"a page without end":   strings.ReplaceAll(whole, "612 792", "1e38 -1e38"),
		"a stream that swells": packed(bytes.Repeat([]byte(" "), 300<<20)),
		"words without end":    packed([]byte("BT /F1 1 Tf 7 70 Td" + strings.Repeat(" (a) Tj", 300_000) + " ET")),
		"lines without end":    packed([]byte(strings.Repeat("0 0 m 9 9 l S ", 300_000))),
		"depth without end":    packed([]byte(strings.Repeat("q ", 1_000_000) + strings.Repeat("[", 1_000_000))),
		"levels without end":   strings.Replace(whole, "/Count 1", "/Count 1 /A "+strings.Repeat("[", 200_000), 1),
	} {
		began := time.Now()
		_, err := text.Read("essai.pdf", []byte(content))
		took := time.Since(began)
		t.Logf("%s: %d kB, %s, %v", name, len(content)>>10, took.Round(time.Millisecond), err)
		if took > 4*slowest {
			t.Errorf("%s took %s", name, took)
		}
		var e *apperr.E
		if err != nil && (!errors.As(err, &e) || e.Code != apperr.Invalid) {
			t.Errorf("%s: %v says nobody what to do", name, err)
		}
	}
	if d, err := text.Read("essai.pdf", []byte(whole)); err != nil || len(d.Blocks) != 1 || d.Blocks[0].Text != "Bilan 2023" || d.Lines[0].Page != 1 {
		t.Errorf("a sound file after them: %v", err)
	}
}

// packed is a page whose drawing is compressed.
func packed(drawn []byte) string {
	var z bytes.Buffer
	w := zlib.NewWriter(&z)
	_, _ = w.Write(drawn) // a buffer takes all
	_ = w.Close()
	return strings.Replace(smallPDF(z.String()), "<< /Length", "<< /Filter /FlateDecode /Length", 1)
}

// manyPages is a file of so many empty pages.
func manyPages(n int) string {
	s := smallPDF("")
	kids := strings.TrimSpace(strings.Repeat("3 0 R ", n))
	return strings.Replace(s, "/Kids [3 0 R] /Count 1", fmt.Sprintf("/Kids [%s] /Count %d", kids, n), 1)
}
