package text

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// inlines finds which bytes of a block of Markdown are words, and which words carry an address.
type inlines struct {
	reader *markdownReader
	kept   [][2]int // bytes of the text that are words, in order
	depth  int
}

func (in *inlines) walk(n ast.Node, url string) {
	if in.depth > deepest {
		return
	}
	in.depth++
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch x := c.(type) {
		case *ast.Text:
			in.keep(x.Segment.Start, x.Segment.Stop, url)
		case *ast.AutoLink:
			label := x.Label(in.reader.source)
			if at := in.after(label); at >= 0 {
				in.keep(at, at+len(label), "")
			}
		case *ast.Image: // what stands for a picture is no sentence of the report
		case *ast.Link:
			in.walk(x, string(x.Destination))
		default:
			in.walk(x, url)
		}
	}
	in.depth--
}

// after finds the words of an address in angle brackets: the tree does not tell where they stand.
func (in *inlines) after(label []byte) int {
	from := 0
	if n := len(in.kept); n > 0 {
		from = in.kept[n-1][1]
	}
	if len(label) == 0 || from > len(in.reader.source) {
		return -1
	}
	if i := bytes.Index(in.reader.source[from:], label); i >= 0 {
		return from + i
	}
	return -1
}

func (in *inlines) keep(from, to int, url string) {
	if from >= to {
		return
	}
	in.kept = append(in.kept, [2]int{from, to})
	if url == "" {
		return
	}
	line, off := in.reader.at(from)
	l := &in.reader.lines[line]
	if n := len(l.links); n > 0 && l.links[n-1].url == url && strings.Trim(l.Text[l.links[n-1].to:off], "*_~` ") == "" {
		l.links[n-1].to = off + to - from // words of one link, some of them stressed
		return
	}
	l.links = append(l.links, lineLink{off, min(off+to-from, len(l.Text)), url})
}

// cuts lists the bytes of a line from and to that are no words.
func (in *inlines) cuts(line, from, to int) [][2]int {
	var list [][2]int
	start := in.reader.starts[line]
	at := from
	for _, k := range in.kept {
		a, b := k[0]-start, k[1]-start
		if b <= at || a >= to {
			continue
		}
		if a > at {
			list = append(list, [2]int{at, a})
		}
		at = b
	}
	if at < to {
		list = append(list, [2]int{at, to})
	}
	return list
}

// line reads one line of a Markdown text.
func (s *structurer) marked(i int) {
	l := s.doc.Lines[i]
	m := l.marked
	if m == nil {
		s.close()
		s.table = nil
		return
	}
	switch {
	case m.html:
		s.markedHTML(i)
	case l.hint.kind == Row:
		s.row(i)
	case l.hint.kind == Heading:
		s.markedHeading(i)
	case l.hint.kind == Item:
		s.markedItem(i)
	default:
		s.markedProse(i)
	}
}

// markedHTML reads a block of HTML at its first line.
func (s *structurer) markedHTML(i int) {
	if s.doc.Lines[i].marked.continues {
		return
	}
	s.close()
	last := i
	for last+1 < len(s.doc.Lines) && s.doc.Lines[last+1].marked != nil && s.doc.Lines[last+1].marked.html && s.doc.Lines[last+1].marked.continues {
		last++
	}
	s.markupLines(i, last)
}

// markedHeading reads a heading at its first line; one that is underlined may have several.
func (s *structurer) markedHeading(i int) {
	if s.doc.Lines[i].marked.continues {
		return
	}
	s.close()
	s.table = nil
	var w builder
	for n := i; n < len(s.doc.Lines); n++ {
		l := s.doc.Lines[n]
		if l.marked == nil || l.hint.kind != Heading || n > i && !l.marked.continues {
			break
		}
		w.insert(n, l.marked.from, " ")
		s.write(&w, n, l.marked.from, l.marked.to)
	}
	s.told(w.block(Heading), s.doc.Lines[i].hint.level)
}

// markedItem reads a point of a list. A number before words that stand alone with text below is that of a title, as in plain text.
func (s *structurer) markedItem(i int) {
	s.close()
	l := s.doc.Lines[i]
	if s.opensSection(i) {
		if level, ok := s.title(i, false); ok {
			s.table = nil
			s.heading(s.plainBlock(i, l.marked.mark, l.marked.to, Heading), level)
			return
		}
	}
	s.begin(i, l.marked.from, Item, l.hint.level)
	s.mark = strings.TrimSpace(l.Text[l.marked.mark:l.marked.from])
}

// markedProse reads a line of a paragraph. Markdown joins the lines of a paragraph; what is typed as a line of its own for all that stays one: a row, a
// point with another sign, a date that opens an entry, a title in bold, a line that ends in a forced break.
func (s *structurer) markedProse(i int) {
	l := s.doc.Lines[i]
	m := l.marked
	raw := l.Text[m.from:m.to]
	if isRow(raw) {
		s.row(i)
		return
	}
	if mark, depth, off := bullet(raw); off > 0 && !s.opensSection(i) {
		s.close()
		s.begin(i, m.from+off, Item, depth)
		s.mark = mark
		return
	}
	if s.open != nil && s.last == i-1 && m.continues && !s.broken(i) {
		s.open.insert(i, m.from, " ")
		s.write(s.open, i, m.from, m.to)
		s.last = i
		return
	}
	s.close()
	s.table = nil
	if level, ok := s.title(i, false); ok {
		s.heading(s.plainBlock(i, m.from, m.to, Heading), level)
		return
	}
	s.begin(i, m.from, Paragraph, 0)
}

// broken tells whether a line of a paragraph begins anew.
func (s *structurer) broken(i int) bool {
	l, before := s.doc.Lines[i], s.doc.Lines[i-1].Text
	raw := strings.TrimSpace(l.Text[l.marked.from:l.marked.to])
	return strings.HasSuffix(before, "  ") || strings.HasSuffix(before, `\`) || dateStart.MatchString(raw) || labelled.MatchString(raw) || boldLine.MatchString(raw)
}

// said is a line as it is told: in Markdown without its marks.
func (s *structurer) said(i int) string {
	l := s.doc.Lines[i]
	if l.marked == nil {
		return l.Text
	}
	from := l.marked.from
	if l.hint.kind == Item {
		from = l.marked.mark
	}
	if raw := l.Text[from:l.marked.to]; boldLine.MatchString(strings.TrimSpace(raw)) {
		return raw
	}
	var w builder
	s.write(&w, i, from, l.marked.to)
	return w.b.String()
}

// writeMarked adds words of a line of Markdown to a block: without signs, with escaped signs and entities resolved.
func (s *structurer) writeMarked(w *builder, i, from, to int) {
	l := s.doc.Lines[i]
	for _, c := range append(l.marked.cuts[:len(l.marked.cuts):len(l.marked.cuts)], [2]int{to, to}) {
		if c[1] <= from || c[0] > to {
			continue
		}
		escaped(w, i, from, l.Text[from:max(from, c[0])])
		if c[0] < to && strings.Contains(strings.ToLower(l.Text[c[0]:c[1]]), "<br") {
			w.rune(i, c[0], ' ')
		}
		from = c[1]
	}
	if from < to {
		escaped(w, i, from, l.Text[from:to])
	}
}

// escaped adds words with the backslashes before signs left out.
func escaped(w *builder, line, off int, raw string) {
	last := 0
	for i := 0; i+1 < len(raw); i++ {
		if raw[i] == '\\' && strings.IndexByte("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", raw[i+1]) >= 0 {
			piece{off: off + last, raw: raw[last:i]}.write(w, line)
			last = i + 1
			i++
		}
	}
	piece{off: off + last, raw: raw[last:]}.write(w, line)
}
