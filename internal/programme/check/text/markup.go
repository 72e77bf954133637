package text

import (
	"html"
	"regexp"
	"strings"

	xhtml "golang.org/x/net/html"
)

// tags are the elements that people's files carry inside their text; anything else in angle brackets is text.
var tags = map[string]bool{
	"p": true, "div": true, "ul": true, "ol": true, "li": true, "br": true, "table": true, "thead": true, "tbody": true, "tr": true, "td": true, "th": true, "caption": true,
	"h1": true, "h2": true, "h3": true, "h4": true, "h5": true, "h6": true, "b": true, "strong": true, "i": true, "em": true, "u": true, "s": true, "span": true, "a": true,
	"sup": true, "sub": true, "small": true, "font": true, "hr": true, "section": true, "article": true, "blockquote": true, "center": true, "img": true,
}

// flow are the elements that end the line they stand on.
var flow = map[string]bool{
	"p": true, "div": true, "ul": true, "ol": true, "li": true, "br": true, "table": true, "thead": true, "tbody": true, "tr": true, "td": true, "th": true, "caption": true,
	"h1": true, "h2": true, "h3": true, "h4": true, "h5": true, "h6": true, "hr": true, "section": true, "article": true, "blockquote": true, "center": true,
}

var tagLike = regexp.MustCompile(`</?([a-zA-Z][a-zA-Z0-9]*)(?:\s[^<>]*)?/?>`)

// hasMarkup tells whether a line holds elements of HTML.
func hasMarkup(line string) bool {
	if !strings.Contains(line, "<") {
		return false
	}
	for _, m := range tagLike.FindAllStringSubmatch(line, -1) {
		if tags[strings.ToLower(m[1])] {
			return true
		}
	}
	return false
}

// piece is a stretch of text (tag is empty) or one tag, at its offset in the line.
type piece struct {
	tag  string
	end  bool // a closing tag
	href string
	off  int
	raw  string
}

func (p piece) breaks() bool { return flow[p.tag] }

// write adds the text of a piece, with entities resolved.
func (p piece) write(w *builder, line int) {
	raw, off := p.raw, p.off
	for {
		amp := strings.IndexByte(raw, '&')
		semi := -1
		if amp >= 0 {
			semi = strings.IndexByte(raw[amp:], ';')
		}
		if amp < 0 || semi < 0 || semi > 10 {
			w.add(line, off, raw)
			return
		}
		w.add(line, off, raw[:amp])
		if entity := raw[amp : amp+semi+1]; html.UnescapeString(entity) != entity {
			for _, r := range html.UnescapeString(entity) {
				if r = plain(r); r > 0 {
					w.insert(line, off+amp, string(r))
				}
			}
		} else {
			w.add(line, off+amp, entity)
		}
		off += amp + semi + 1
		raw = raw[amp+semi+1:]
	}
}

// pieces cuts marked-up text; at is the offset of s in its line.
func pieces(s string, at int) []piece {
	var list []piece
	last := 0
	for _, m := range tagLike.FindAllStringSubmatchIndex(s, -1) {
		name := strings.ToLower(s[m[2]:m[3]])
		if !tags[name] {
			continue
		}
		if m[0] > last {
			list = append(list, piece{off: at + last, raw: s[last:m[0]]})
		}
		list = append(list, piece{tag: name, end: s[m[0]+1] == '/', off: at + m[0], raw: s[m[0]:m[1]], href: hrefOf(name, s[m[0]:m[1]])})
		last = m[1]
	}
	if last < len(s) {
		list = append(list, piece{off: at + last, raw: s[last:]})
	}
	return list
}

func hrefOf(name, raw string) string {
	if name != "a" {
		return ""
	}
	z := xhtml.NewTokenizer(strings.NewReader(raw))
	if z.Next() != xhtml.StartTagToken {
		return ""
	}
	for _, a := range z.Token().Attr {
		if a.Key == "href" {
			return a.Val
		}
	}
	return ""
}

// inner reads the mark-up of one line.
type inner struct {
	*structurer
	line  int
	w     builder
	kind  Kind
	level int
	list  int // depth of lists
	table int // depth of tables
	cells []Cell
	from  int // where the open cell begins

	between bool // in a row, outside its cells
	turned  bool // a line ended: a blank stands before the next words
}

// markup reads part of a line that holds elements: each paragraph, item and row is a block of its own.
func (s *structurer) markup(line, from, to int) {
	in := inner{structurer: s, line: line, kind: Paragraph}
	for _, p := range pieces(s.doc.Lines[line].Text[from:to], from) {
		in.piece(p)
	}
	in.flush()
	s.table = nil
}

// markupLines reads lines whose elements may begin on one and end on another.
func (s *structurer) markupLines(first, last int) {
	in := inner{structurer: s, kind: Paragraph}
	for in.line = first; in.line <= last; in.line++ {
		in.turned = true
		for _, p := range pieces(s.doc.Lines[in.line].Text, 0) {
			in.piece(p)
		}
	}
	in.line = last
	in.flush()
	s.table = nil
}

func (in *inner) piece(p piece) {
	switch {
	case p.tag == "":
		in.text(p)
	case p.tag == "tr" && !p.end:
		in.flush()
		if in.structurer.table == nil {
			in.structurer.table = &Table{}
		}
		in.w, in.cells, in.table, in.between = builder{}, nil, 1, true
	case p.tag == "tr":
		in.endRow()
	case (p.tag == "td" || p.tag == "th") && in.table > 0:
		in.cell(p)
	case in.table > 0:
		if p.breaks() {
			in.w.insert(in.line, p.off, " ")
		}
	case p.tag == "table":
		in.flush()
		in.structurer.table = nil
	case p.breaks():
		in.flush()
		in.enter(p)
	}
}

func (in *inner) text(p piece) {
	if in.between && strings.TrimSpace(p.raw) == "" {
		return
	}
	if in.turned && strings.TrimSpace(p.raw) != "" {
		in.w.rune(in.line, p.off, ' ')
		in.turned = false
	}
	if in.list > 0 && in.kind == Paragraph || in.table == 0 && inlineItems.MatchString(p.raw) {
		in.items(p)
		return
	}
	p.write(&in.w, in.line)
}

// inlineItems: two dashes or bullets at least, each before a capital, are a list that lost its lines.
var inlineItems = regexp.MustCompile(`(?s)(?:^|\s)[●•▪-]\s+\p{Lu}.*\s[●•▪-]\s+\p{Lu}`)

// inlineItem is where one of them begins.
var inlineItem = regexp.MustCompile(`(?:^|\s)([-●•▪–])\s+`)

// items reads a list written as running text: " - one - two".
func (in *inner) items(p piece) {
	cuts := inlineItem.FindAllStringSubmatchIndex(p.raw, -1)
	if len(cuts) == 0 {
		p.write(&in.w, in.line)
		return
	}
	piece{off: p.off, raw: p.raw[:cuts[0][0]]}.write(&in.w, in.line)
	for i, c := range cuts {
		in.flush()
		end := len(p.raw)
		if i+1 < len(cuts) {
			end = cuts[i+1][0]
		}
		in.kind, in.level, in.mark = Item, max(in.list, 1), p.raw[c[2]:c[3]]
		piece{off: p.off + c[1], raw: p.raw[c[1]:end]}.write(&in.w, in.line)
	}
}

func (in *inner) enter(p piece) {
	in.kind, in.level, in.mark = Paragraph, 0, ""
	switch {
	case p.tag == "ul" || p.tag == "ol":
		if p.end {
			in.list = max(in.list-1, 0)
		} else {
			in.list++
		}
	case p.tag == "li" && !p.end:
		in.kind, in.level, in.mark = Item, max(in.list, 1), "-"
	case len(p.tag) == 2 && p.tag[0] == 'h' && p.tag[1] != 'r' && !p.end:
		in.kind, in.level = Heading, int(p.tag[1]-'0')
	case p.tag == "p" && in.list > 0 && !p.end:
		in.list = 0 // lists of such files are often never closed
	}
}

func (in *inner) cell(p piece) {
	in.between, in.turned = p.end, false
	if p.end {
		in.cells = append(in.cells, Cell{in.from, max(in.from, len(strings.TrimRight(in.w.b.String(), " ")))})
		return
	}
	if len(in.cells) > 0 {
		in.w.insert(in.line, p.off, "\t")
	}
	in.from = in.w.b.Len()
}

func (in *inner) endRow() {
	if len(in.cells) > 0 {
		in.addRow(&in.w, in.cells)
	}
	in.w, in.cells, in.table, in.between = builder{}, nil, 0, false
}

// flush closes the block that was open. A year or a title in a paragraph of its own is a heading.
func (in *inner) flush() {
	b := in.w.block(in.kind)
	in.w = builder{}
	if b == nil || in.table > 0 {
		return
	}
	b.Level, b.Marker = in.level, in.mark
	switch {
	case in.kind == Heading:
		in.told(b, in.level)
	case in.kind == Paragraph && yearHeading.MatchString(b.Text):
		in.heading(b, yearLevel)
	case in.kind == Paragraph && isCapitals(b.Text) && len(b.Text) <= longestTitle:
		in.heading(b, capitalsLevel)
	case in.kind == Paragraph && len(b.Text) <= longestTitle && (labelled.MatchString(b.Text) || isNumbered(b.Text)):
		in.heading(b, numberedLevel)
	default:
		in.put(b)
	}
}
