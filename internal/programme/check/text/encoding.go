package text

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// decoded is the text of bytes, composed: in UTF-8, in UTF-16 with or without its mark, else in the one of the older ways of writing French that
// gives the most accented letters.
func decoded(content []byte) string {
	if order := byteOrder(content); order != nil {
		content = fromWide(content, order)
	} else if !utf8.Valid(content) {
		content = fromNarrow(content)
	}
	return norm.NFC.String(strings.TrimPrefix(string(content), "\ufeff"))
}

// looked is how much of a file is looked at to tell what it is.
const looked = 4096

// byteOrder tells how the bytes of UTF-16 are ordered; nil for what is no UTF-16. Without a mark, every other byte of Latin letters is zero.
func byteOrder(content []byte) binary.ByteOrder {
	switch {
	case bytes.HasPrefix(content, []byte("\xff\xfe")):
		return binary.LittleEndian
	case bytes.HasPrefix(content, []byte("\xfe\xff")):
		return binary.BigEndian
	}
	var zeros [2]int
	head := content[:min(len(content), looked)&^1]
	for i, b := range head {
		if b == 0 {
			zeros[i%2]++
		}
	}
	most := len(head) * 4 / 10
	switch {
	case len(head) < 4:
		return nil
	case zeros[1] >= most && zeros[0]*10 < zeros[1]:
		return binary.LittleEndian
	case zeros[0] >= most && zeros[1]*10 < zeros[0]:
		return binary.BigEndian
	}
	return nil
}

func fromWide(content []byte, order binary.ByteOrder) []byte {
	units := make([]uint16, len(content)/2)
	for i := range units {
		units[i] = order.Uint16(content[2*i:])
	}
	return []byte(string(utf16.Decode(units)))
}

// fromNarrow reads bytes that are no UTF-8 with one of the old tables of 256 signs. What is valid UTF-8 among them stays: files get glued together.
func fromNarrow(content []byte) []byte {
	best, most := charmap.Windows1252, -1
	for _, table := range []*charmap.Charmap{charmap.Windows1252, charmap.Macintosh, charmap.CodePage850} {
		if n := french(content, table); n > most {
			best, most = table, n
		}
	}
	out := make([]byte, 0, len(content)+len(content)/16)
	for i := 0; i < len(content); {
		r, size := utf8.DecodeRune(content[i:])
		if r == utf8.RuneError && size == 1 || size > 1 && !western(r) {
			r, size = best.DecodeByte(content[i]), 1
		}
		out = utf8.AppendRune(out, r)
		i += size
	}
	return out
}

// western tells the letters and signs of the languages of Europe's west: others among bytes that are no UTF-8 are chance.
func western(r rune) bool { return r <= 0x24f || r >= 0x300 && r < 0x370 || r >= 0x2000 && r < 0x2300 }

// french counts the letters and signs of French that a table sees in bytes beyond ASCII.
func french(content []byte, table *charmap.Charmap) int {
	n := 0
	for _, b := range content[:min(len(content), 1<<20)] {
		if b >= utf8.RuneSelf && strings.ContainsRune("éèàêçùâîôûëïœÉÈÀÊÇ’«»€…– ", table.DecodeByte(b)) {
			n++
		}
	}
	return n
}

// written tells whether bytes are those of a text: what is stored for machines has many bytes that no text has.
func written(content []byte) bool {
	if byteOrder(content) != nil {
		return true
	}
	head := content[:min(len(content), looked)]
	odd := 0
	for _, b := range head {
		if b < ' ' && !strings.ContainsRune("\t\n\v\f\r\x1b\x1a", rune(b)) {
			odd++
		}
	}
	return odd <= 2+len(head)/100
}
