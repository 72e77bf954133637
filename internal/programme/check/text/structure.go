package text

import (
	"strings"
	"unicode/utf8"
)

// structurer turns lines into blocks, one pass, one open paragraph at most.
type structurer struct {
	doc   *Document
	open  *builder // the paragraph or item that the next line may continue
	kind  Kind
	level int
	mark  string
	last  int  // the line that the open block ends on
	big   bool // the open block began with a number on a line of its own, as posters write it
	table *Table
	stack []*Section
	// spaced are the cells of lines of tables that are set with blanks.
	spaced map[int][]Cell
}

// structure finds the blocks of a document's lines.
func structure(d *Document) {
	s := structurer{doc: d}
	if d.Format != Markdown {
		s.spaced = spacedTables(d.Lines)
	}
	for i := range d.Lines {
		s.line(i)
	}
	s.close()
	s.period()
}

func (s *structurer) line(i int) {
	if s.doc.Format == Markdown {
		s.marked(i)
		return
	}
	l := s.doc.Lines[i]
	if strings.TrimSpace(l.Text) == "" {
		s.close()
		s.table = nil
		return
	}
	switch cells := s.spaced[i]; {
	case cells != nil:
		s.close()
		if s.spaced[i-1] == nil {
			s.table = nil
		}
		s.tableRow(i, cells)
	case l.hint.kind == Row, l.hint.kind == "" && isRow(l.Text):
		s.row(i)
	case l.hint.kind == Heading:
		s.close()
		s.table = nil
		s.told(s.plainBlock(i, 0, len(l.Text), Heading), l.hint.level)
	case hasMarkup(l.Text):
		s.close()
		s.markup(i, 0, len(l.Text))
	case l.hint.kind == Item:
		s.close()
		s.begin(i, 0, Item, l.hint.level)
	case l.hint.kind == Paragraph && !l.hint.continues:
		s.close()
		s.prose(i, true)
	default:
		s.prose(i, l.hint.kind == Paragraph)
	}
}

// prose reads a line that is neither table nor mark-up: a title, an item, a paragraph or the rest of one.
func (s *structurer) prose(i int, told bool) {
	l := s.doc.Lines[i].Text
	if mark, depth, off := bullet(l); off > 0 && !s.opensSection(i) {
		s.close()
		s.begin(i, off, Item, depth)
		s.mark = mark
		return
	}
	if s.open != nil && s.last == i-1 && (s.big || s.doc.Lines[i].hint.continues || !told && continues(s.doc.Lines[i-1].Text, l)) {
		s.open.insert(i, 0, " ")
		s.write(s.open, i, 0, len(l))
		s.last = i
		return
	}
	s.close()
	s.table = nil
	if level, ok := s.title(i, told); ok {
		if from, to := s.titleWords(l); from > 0 {
			s.told(s.plainBlock(i, from, to, Heading), level)
		} else {
			s.heading(s.plainBlock(i, 0, len(l), Heading), level)
		}
		return
	}
	s.begin(i, 0, Paragraph, 0)
	s.big = !told && onlyNumber.MatchString(strings.TrimSpace(l))
}

// titleWords is where the words of a title stand: without the signs that Markdown puts around them.
func (s *structurer) titleWords(line string) (from, to int) {
	if m := mdHeading.FindStringSubmatchIndex(line); m != nil && s.doc.Format == Plain {
		return m[4], m[5]
	}
	return 0, len(line)
}

func (s *structurer) begin(i, off int, kind Kind, level int) {
	s.open, s.kind, s.level, s.mark, s.last, s.big = &builder{}, kind, level, "", i, false
	s.write(s.open, i, off, len(s.doc.Lines[i].Text))
}

// close ends the block that was open.
func (s *structurer) close() {
	if s.open == nil {
		return
	}
	b := s.open.block(s.kind)
	s.open = nil
	if b != nil {
		b.Level, b.Marker = s.level, s.mark
		s.put(b)
	}
}

func (s *structurer) plainBlock(i, from, to int, kind Kind) *Block {
	var w builder
	s.write(&w, i, from, to)
	return w.block(kind)
}

// put adds a block under the section that is open.
func (s *structurer) put(b *Block) {
	b.Index = len(s.doc.Blocks)
	if b.Section == nil && len(s.stack) > 0 {
		b.Section = s.stack[len(s.stack)-1]
	}
	s.doc.Blocks = append(s.doc.Blocks, b)
	s.links(b)
}

// told opens a section whose heading is one by the form of the file.
func (s *structurer) told(b *Block, level int) {
	if b != nil {
		b.Told = true
	}
	s.heading(b, level)
}

// heading opens a section: those as deep or deeper are closed.
func (s *structurer) heading(b *Block, level int) {
	if b == nil {
		return
	}
	level = max(level, 1)
	for len(s.stack) > 0 && s.stack[len(s.stack)-1].Heading.Level >= level {
		s.stack = s.stack[:len(s.stack)-1]
	}
	b.Kind, b.Level = Heading, level
	section := newSection(b)
	if len(s.stack) > 0 {
		section.Parent = s.stack[len(s.stack)-1]
	}
	b.Section = section
	s.stack = append(s.stack, section)
	s.put(b)
}

// row reads a line of cells. A first cell with a long second one is a sheet: what the first names, the second tells.
func (s *structurer) row(i int) {
	s.close()
	text := s.doc.Lines[i].Text
	cells := s.cells(i)
	if told := filled(text, cells); len(told) == 0 {
		return
	} else if s.doc.Lines[i].hint.kind == "" && isSheet(text, cells, told) && !s.inTable(i, cells, told) {
		s.sheetRow(i, cells, told)
		return
	} else if len(told) == 1 && told[0] == 0 && (s.table == nil || s.titlesNext(i, cells[0])) {
		s.caption(i, cells[0])
		return
	}
	s.tableRow(i, cells)
}

// cells are those of a row: as Markdown tells them, or between tabs and bars.
func (s *structurer) cells(i int) []Cell {
	if m := s.doc.Lines[i].marked; m != nil && s.doc.Lines[i].hint.kind == Row {
		return m.cells
	}
	return cellsOf(s.doc.Lines[i].Text)
}

// inTable tells a short row of a table of two columns from a line of a sheet: Markdown rules its tables, and others have a header of as many cells.
func (s *structurer) inTable(i int, cells []Cell, told []int) bool {
	line := s.doc.Lines[i].Text
	if len(told) < 2 || hasMarkup(line) {
		return false
	}
	if strings.HasPrefix(strings.TrimSpace(line), "|") {
		next := ""
		if i+1 < len(s.doc.Lines) {
			next = strings.TrimSpace(s.doc.Lines[i+1].Text)
		}
		return s.table != nil || strings.HasPrefix(next, "|") && strings.Trim(next, " -:|") == ""
	}
	last := cells[told[len(told)-1]]
	return s.table != nil && s.table.Header != nil && len(s.table.Header.Cells) == len(cells) && utf8.RuneCountInString(line[last.From:last.To]) < shortestTold
}

// sheetRow reads "what it names<tab>what it tells": the first is a heading, the second is read like lines of its own.
func (s *structurer) sheetRow(i int, cells []Cell, told []int) {
	s.table = nil
	text := s.doc.Lines[i].Text
	first := told[0]
	if first == 0 && len(told) > 1 {
		s.heading(s.cleanBlock(i, cells[0], Heading), sheetLevel)
		told = told[1:]
	}
	for _, n := range told {
		c := cells[n]
		if hasMarkup(text[c.From:c.To]) {
			s.markup(i, c.From, c.To)
		} else if b := s.plainBlock(i, c.From, c.To, Paragraph); b != nil {
			s.put(b)
		}
	}
}

// cleanBlock is a block without the mark-up that stands in it.
func (s *structurer) cleanBlock(i int, c Cell, kind Kind) *Block {
	if s.doc.Lines[i].marked != nil {
		return s.plainBlock(i, c.From, c.To, kind)
	}
	var w builder
	for _, p := range pieces(s.doc.Lines[i].Text[c.From:c.To], c.From) {
		switch {
		case p.tag == "":
			p.write(&w, i)
		case p.breaks():
			w.insert(i, p.off, " ")
		}
	}
	return w.block(kind)
}

// caption is a row with one cell only above a table: it titles what follows.
func (s *structurer) caption(i int, c Cell) {
	b := s.cleanBlock(i, c, Heading)
	if b == nil {
		return
	}
	level, _ := s.title(i, true)
	if level == 0 {
		level = shortLevel
	}
	s.heading(b, level)
	s.table = &Table{Caption: b.Text}
}

// titlesNext tells whether a row with one cell only begins another table: it names a year, or the next row names columns.
func (s *structurer) titlesNext(i int, c Cell) bool {
	if fullYear.MatchString(s.doc.Lines[i].Text[c.From:c.To]) {
		return true
	}
	if i+1 >= len(s.doc.Lines) || !isRow(s.doc.Lines[i+1].Text) {
		return false
	}
	next := s.doc.Lines[i+1].Text
	b := &Block{Text: next, Cells: cellsOf(next)}
	return headsTable(b)
}

func (s *structurer) tableRow(i int, cells []Cell) {
	if s.table == nil {
		s.table = &Table{}
	}
	var w builder
	var own []Cell
	for n, c := range cells {
		if n > 0 {
			w.insert(i, c.From, "\t")
		}
		from := w.b.Len()
		s.write(&w, i, c.From, c.To)
		own = append(own, Cell{from, w.b.Len()})
	}
	s.addRow(&w, own)
}

// addRow puts a row into the open table; the first one heads it when it has words and no number.
func (s *structurer) addRow(w *builder, cells []Cell) {
	b := &Block{Kind: Row, Text: w.b.String(), anchors: w.anchors, Cells: cells, Table: s.table}
	if strings.TrimSpace(b.Text) == "" {
		return
	}
	if s.table.Header == nil && len(s.table.Rows) == 0 && headsTable(b) {
		s.table.Header = b
	} else {
		s.table.Rows = append(s.table.Rows, b)
	}
	s.put(b)
}
