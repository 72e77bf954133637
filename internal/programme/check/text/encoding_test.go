package text_test

import (
	"encoding/binary"
	"errors"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"

	"maillage/internal/kit/apperr"
	"maillage/internal/programme/check/text"
)

// TestEncodings: one text, as editors of several decades and machines save it.
func TestEncodings(t *testing.T) {
	const french = "L’équipe a reçu 54 élèves à l’été : où ? Là-bas, côté « forêt »."
	narrow := func(c *charmap.Charmap, s string) string {
		out, err := c.NewEncoder().String(s)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	wide := func(order binary.AppendByteOrder, s string) string {
		var b []byte
		for _, u := range utf16.Encode([]rune(s)) {
			b = order.AppendUint16(b, u)
		}
		return string(b)
	}
	const plain = "L'équipe a reçu 54 élèves à l'été : où ? Là-bas, côté « forêt »."
	for name, content := range map[string]string{
		"UTF-8":               french,
		"UTF-8 with its mark": "\ufeff" + french,
		"Windows-1252":        narrow(charmap.Windows1252, french),
		"Macintosh":           narrow(charmap.Macintosh, french),
		"DOS 850":             narrow(charmap.CodePage850, "L'équipe a reçu 54 élèves à l'été : où ? Là-bas, côté « forêt »."),
		"UTF-16 LE":           wide(binary.LittleEndian, "\ufeff"+french),
		"UTF-16 BE":           wide(binary.BigEndian, "\ufeff"+french),
		"UTF-16 LE unmarked":  wide(binary.LittleEndian, french),
		"UTF-16 BE unmarked":  wide(binary.BigEndian, french),
		"glued together":      "L'équipe a reçu 54 élèves " + narrow(charmap.Windows1252, "à l'été : où ? Là-bas, côté « forêt »."),
		"a zero inside":       "L'équipe a reçu 54 \x00élèves à l'été : où ? Là-bas, côté « forêt ». ",
		"letters and accents": "L'e\u0301quipe a rec\u0327u 54 e\u0301le\u0300ves a\u0300 l'e\u0301te\u0301 : ou\u0300 ? La\u0300-bas, co\u0302te\u0301 « fore\u0302t ».",
	} {
		d, err := text.Read("essai.txt", []byte(content))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if len(d.Blocks) != 1 || d.Blocks[0].Text != plain {
			t.Errorf("%s: %q", name, toldBy(d))
		}
	}
}

// TestNothingToRead: an empty text has no blocks; what is no text, or a document without words, is refused and said.
func TestNothingToRead(t *testing.T) {
	for _, content := range []string{"", "\n\n", " \t\n", "\ufeff", "\r\n", "---\n"} {
		for _, name := range []string{"vide.txt", "vide.md"} {
			d, err := text.Read(name, []byte(content))
			if err != nil || len(d.Blocks) > 0 && content != "---\n" {
				t.Errorf("%s %q: %v", name, content, err)
			}
		}
	}
	for name, c := range map[string]struct{ content, key string }{
		"vide.html":   {"<html><body><img src=a.png></body></html>", "check.empty"},
		"image.png":   {"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00\x00\x00\x01\x00\x08\x06\x00\x00\x00", "check.format"},
		"tableau.zip": {"PK\x03\x04 rien", "check.format"},
		"coupé.odt":   {"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.text", "check.broken"},
	} {
		_, err := text.Read(name, []byte(c.content))
		var e *apperr.E
		if !errors.As(err, &e) || e.Key != c.key {
			t.Errorf("%s: %v, want %s", name, err, c.key)
		}
	}
}
