package text_test

import (
	"errors"
	"os"
	"strings"
	"testing"

	"maillage/internal/kit/apperr"
	"maillage/internal/programme/check/text"
)

// TestRefusedPDF: what cannot be read is told in both languages, with the way out.
func TestRefusedPDF(t *testing.T) {
	locked, err := os.ReadFile("testdata/rapport-locked.pdf")
	if err != nil {
		t.Fatal(err)
	}
	sound, err := os.ReadFile("testdata/rapport.pdf")
	if err != nil {
		t.Fatal(err)
	}
	const empty = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj\ntrailer<</Root 1 0 R>>\n"
	for key, content := range map[string][]byte{
		"check.pdf_locked":  locked,
		"check.pdf_broken":  sound[:len(sound)/20],
		"check.pdf_scanned": []byte(empty),
	} {
		_, err := text.Read("rapport.pdf", content)
		var e *apperr.E
		if !errors.As(err, &e) || e.Key != key {
			t.Errorf("%v, want %s", err, key)
			continue
		}
		if e.Code != apperr.Invalid || !strings.Contains(e.FR, "rapport.pdf") || !strings.Contains(e.EN, "rapport.pdf") || e.FR == e.EN {
			t.Errorf("%s: %q, %q", key, e.FR, e.EN)
		}
	}
}
