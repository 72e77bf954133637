package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// anchor ties a byte of a block's text to a byte of a line; what follows it runs in step until the next anchor.
type anchor struct{ at, line, off int }

// builder writes the text of one block and remembers where each part stands.
type builder struct {
	b       strings.Builder
	anchors []anchor
}

func (w *builder) empty() bool { return w.b.Len() == 0 }

// add writes a stretch of a line, with blanks made one and apostrophes plain.
func (w *builder) add(line, off int, s string) {
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		w.rune(line, off+i, plain(r))
		i += size
	}
}

func (w *builder) rune(line, off int, r rune) {
	switch {
	case r < 0:
		return
	case r == ' ' && (w.empty() || strings.HasSuffix(w.b.String(), " ") || strings.HasSuffix(w.b.String(), "\t")):
		return
	}
	w.anchor(line, off)
	w.b.WriteRune(r)
}

// insert writes what does not stand in the text in these words: a resolved entity, the blank between two lines, the tab between two cells.
func (w *builder) insert(line, off int, s string) {
	if s == " " && (w.empty() || strings.HasSuffix(w.b.String(), " ")) {
		return
	}
	w.anchors = append(w.anchors, anchor{w.b.Len(), line, off})
	w.b.WriteString(s)
}

func (w *builder) anchor(line, off int) {
	if n := len(w.anchors); n > 0 {
		if a := w.anchors[n-1]; a.line == line && a.off+w.b.Len()-a.at == off {
			return
		}
	}
	w.anchors = append(w.anchors, anchor{w.b.Len(), line, off})
}

// plain makes one of what looks alike: white space is a blank, invisible signs are nothing (-1).
func plain(r rune) rune {
	switch {
	case unicode.IsSpace(r):
		return ' '
	case r == '\u200b' || r == '\ufeff' || r == '\u00ad' || r == '\u200d' || unicode.Is(unicode.Cc, r):
		return -1
	}
	switch r {
	case '’', 'ʼ', '‘':
		return '\''
	case '‐', '‑':
		return '-'
	}
	return r
}

// block closes what was written; nil when there is nothing to read in it.
func (w *builder) block(kind Kind) *Block {
	s := strings.TrimRight(w.b.String(), " ")
	if strings.TrimSpace(s) == "" {
		return nil
	}
	return &Block{Kind: kind, Text: s, anchors: w.anchors}
}
