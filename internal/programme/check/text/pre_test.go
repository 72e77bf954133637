package text_test

import (
	"slices"
	"testing"

	"maillage/internal/programme/check/text"
)

// TestPreKeepsItsLines: a typed text that a word processor saves as a page stands in one pre, and reads as the text did.
func TestPreKeepsItsLines(t *testing.T) {
	const typed = "BILAN 2023\n\n  Mardi 7 mars 2023 : comité\nJeudi 9 mars 2023 : <b>atelier</b> & visite\n\nLot 1       18       9\n"
	page, err := text.Read("essai.html", []byte("<html><body><p>avant</p><pre>"+typed+"</pre><p>après</p></body></html>"))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"avant", "BILAN 2023", "", "  Mardi 7 mars 2023 : comité", "Jeudi 9 mars 2023 : atelier & visite", "", "Lot 1       18       9", "après"}
	if code := readText(t, "essai.html", "<html><body><p>avant</p><pre><code># total = 12\n</code></pre></body></html>"); len(code.Blocks) != 1 {
		t.Errorf("code is read as text: %q", toldBy(code))
	}
	var got []string
	for _, l := range page.Lines {
		got = append(got, l.Text)
	}
	if !slices.Equal(got, want) {
		t.Errorf("lines %q, want %q", got, want)
	}
	if at := page.Blocks[2]; at.Text != "Mardi 7 mars 2023 : comité" {
		t.Errorf("%q is no line of its own", at.Text)
	}
}
