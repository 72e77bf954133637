package delimited

import (
	"bytes"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"maillage/internal/kit/apperr"
)

// Encodings are the names that Open takes. UTF-16 is only detected by its byte order mark, as spreadsheets write it.
var Encodings = []string{"utf-8", "windows-1252", "utf-16le", "utf-16be"}

var decoders = map[string]encoding.Encoding{
	"windows-1252": charmap.Windows1252,
	"utf-16le":     unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM),
	"utf-16be":     unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM),
}

var marks = []struct{ bytes, name string }{
	{"\xef\xbb\xbf", "utf-8"},
	{"\xff\xfe", "utf-16le"},
	{"\xfe\xff", "utf-16be"},
}

type encodingFound struct {
	name    string
	skip    int64 // bytes of the byte order mark
	decoder encoding.Encoding
}

// detectEncoding trusts a byte order mark first, then the caller; else a file that is valid UTF-8 to its last byte is UTF-8, and any
// other is Windows-1252, which French spreadsheets write. The whole file is looked at, since its first accent may come late.
func detectEncoding(r io.ReaderAt, size int64, asked string) (encodingFound, error) {
	asked = strings.ToLower(asked)
	if asked != "" && !slices.Contains(Encodings, asked) {
		return encodingFound{}, apperr.Newf(apperr.Invalid, "tabular.encoding", "Codage « %s » inconnu. Choisissez parmi : %s.",
			"Unknown encoding “%s”. Choose among: %s.", asked, strings.Join(Encodings, ", "))
	}
	head := make([]byte, 3)
	n, err := r.ReadAt(head, 0)
	if err != nil && err != io.EOF {
		return encodingFound{}, err
	}
	found := encodingFound{name: asked}
	for _, m := range marks {
		if bytes.HasPrefix(head[:n], []byte(m.bytes)) && (asked == "" || asked == m.name) {
			found = encodingFound{name: m.name, skip: int64(len(m.bytes))}
			break
		}
	}
	if found.name == "" || found.name == "utf-8" {
		if found.name, err = checkUTF8(io.NewSectionReader(r, 0, size), found.name != ""); err != nil {
			return encodingFound{}, err
		}
	}
	found.decoder = decoders[found.name]
	return found, nil
}

// checkUTF8 returns the encoding of text without a mark; where UTF-8 is certain, bytes that are not are an error that names the line.
func checkUTF8(r io.Reader, certain bool) (string, error) {
	line, err := firstInvalid(r)
	switch {
	case err != nil:
		return "", err
	case line == 0:
		return "utf-8", nil
	case !certain:
		return "windows-1252", nil
	}
	return "", apperr.Newf(apperr.Invalid, "tabular.utf8",
		"Ligne %d : un caractère n'est pas en UTF-8. Choisissez le codage windows-1252, ou enregistrez le fichier en « CSV UTF-8 ».",
		"Line %d: a character is not UTF-8. Choose the encoding windows-1252, or save the file as “CSV UTF-8”.", line)
}

// firstInvalid returns the 1-based line of the first bytes that are not UTF-8, 0 if there are none.
func firstInvalid(r io.Reader) (line int, err error) {
	buf := make([]byte, 128<<10)
	kept := 0
	for line = 1; ; {
		n, err := io.ReadFull(r, buf[kept:])
		last := err == io.EOF || err == io.ErrUnexpectedEOF
		if err != nil && !last {
			return 0, err
		}
		chunk := buf[:kept+n]
		whole := chunk
		if !last {
			whole = chunk[:completeRunes(chunk)]
		}
		if !utf8.Valid(whole) {
			return line + bytes.Count(whole[:invalidAt(whole)], []byte{'\n'}), nil
		}
		if last {
			return 0, nil
		}
		line += bytes.Count(whole, []byte{'\n'})
		kept = copy(buf, chunk[len(whole):])
	}
}

// completeRunes is the length of b without a character that the end of b cuts.
func completeRunes(b []byte) int {
	for i := len(b) - 1; i >= max(0, len(b)-utf8.UTFMax); i-- {
		if utf8.RuneStart(b[i]) {
			if utf8.FullRune(b[i:]) {
				return len(b)
			}
			return i
		}
	}
	return len(b)
}

func invalidAt(b []byte) int {
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return len(b)
}

const separators = ";\t,|"

// detectSeparator looks at the first records, quotes respected: the separator is the one that comes equally often in most of them. A tie
// goes to the first of separators: in a French file "1,5;2,5" the comma is a decimal mark.
func detectSeparator(head []byte, end byte) rune {
	counts := countSeparators(head, end)
	best, bestScore := rune(';'), 0
	for i, sep := range separators {
		same := map[int]int{}
		score := 0
		for _, c := range counts {
			if c[i] > 0 {
				same[c[i]]++
				score = max(score, same[c[i]])
			}
		}
		if score > bestScore {
			best, bestScore = sep, score
		}
	}
	return best
}

// countSeparators counts each separator outside quotes in the first 50 records.
func countSeparators(head []byte, end byte) [][len(separators)]int {
	var counts [][len(separators)]int
	var now [len(separators)]int
	quoted := false
	for _, c := range head {
		switch {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == end:
			if counts = append(counts, now); len(counts) == 50 {
				return counts
			}
			now = [len(separators)]int{}
		default:
			if i := strings.IndexByte(separators, c); i >= 0 {
				now[i]++
			}
		}
	}
	return append(counts, now)
}
