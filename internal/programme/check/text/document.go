// Package text holds a document as a careful reader takes it in: numbered lines, and the headings, paragraphs, list items and table rows
// that stand on them, each under its section and with the way back from any of its words to line and column. Whatever the format, a rule
// sees the same blocks.
package text

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Document is one text that was read. Blocks are in reading order.
type Document struct {
	Name   string // as the reader of findings knows it
	Format Format
	Lines  []Line
	Blocks []*Block
	Links  []Link
	// From and To are the years that the document says it tells of, 0 when it does not say.
	From, To int
}

// Line is one line of the text: that of the file, or of the text taken out of it for formats that are no text. Page is 0 without pages.
type Line struct {
	Text  string
	Page  int
	hint  hint
	links []lineLink
	turns []turn
	// marked is what Markdown says of the line; nil where it holds no words, and in other formats.
	marked *marked
}

// turn is where a line of text goes on on another page.
type turn struct{ off, page int }

// Kind says what a block is.
type Kind string

// The kinds. A row is one row of a table; its Text is its cells with tabs between.
const (
	Heading   Kind = "heading"
	Paragraph Kind = "paragraph"
	Item      Kind = "item"
	Row       Kind = "row"
)

// Block is one stretch of text that belongs together. Text has one blank where the file has any white space, plain quotes ' for typographic
// apostrophes, no mark-up and no marker. A heading's Section is the one that it opens.
type Block struct {
	Index   int
	Kind    Kind
	Level   int    // heading: 1 is outermost; item: depth from 1
	Told    bool   // heading: the form of the file says that it is one; else it looks like one
	Marker  string // what stood before the text: "-", "2.1.", "Activité 3 /"
	Text    string
	Cells   []Cell // of a row
	Table   *Table // of a row
	Section *Section
	anchors []anchor
}

// Cell is the part of a row's text that stands in one column; empty cells have From == To.
type Cell struct{ From, To int }

// Table is the rows that stand together. Header is the first row when it names columns, else nil.
type Table struct {
	Caption string
	Header  *Block
	Rows    []*Block // without the header
}

// Section is what stands under a heading. Year is the one year that the heading names, 0 without. Number is what the heading counts itself as
// ("2.1", "3"), Label the word before it ("activité", "axe"), both empty without.
type Section struct {
	Heading *Block
	Parent  *Section
	Title   string
	Label   string
	Number  string
	Year    int
}

// Link is an address in the text. Text is what the reader sees; it is the address itself where that is written out.
type Link struct {
	Text, URL string
	Block     *Block
	From, To  int // in the block's text; of the address where it is written out, else of the words that carry it
}

// Place is where words stand: from 1, columns in characters, EndColumn after the last one. Page is 0 without pages.
type Place struct {
	Line, Column       int
	EndLine, EndColumn int
	Page               int
}

// Cell returns the text of a cell, "" beyond the last.
func (b *Block) Cell(i int) string {
	if i < 0 || i >= len(b.Cells) {
		return ""
	}
	return b.Text[b.Cells[i].From:b.Cells[i].To]
}

// Year returns the year in force: that of the nearest heading above that names one, else 0.
func (b *Block) Year() int {
	for s := b.Section; s != nil; s = s.Parent {
		if s.Year != 0 {
			return s.Year
		}
	}
	return 0
}

// Under returns the nearest section above that is labelled so ("axe", "activité"), nil without.
func (b *Block) Under(label string) *Section {
	for s := b.Section; s != nil; s = s.Parent {
		if s.Label == label {
			return s
		}
	}
	return nil
}

// Path returns the headings above a block, outermost first.
func (b *Block) Path() []string {
	var list []string
	for s := b.Section; s != nil; s = s.Parent {
		list = append(list, s.Title)
	}
	slices.Reverse(list)
	return list
}

// In tells whether the block stands in a section or in one of its subsections.
func (b *Block) In(section *Section) bool {
	for s := b.Section; s != nil; s = s.Parent {
		if s == section {
			return true
		}
	}
	return section == nil
}

// Next returns the block after b, nil at the end.
func (d *Document) Next(b *Block) *Block {
	if b.Index+1 < len(d.Blocks) {
		return d.Blocks[b.Index+1]
	}
	return nil
}

// Place returns where the bytes from and to of a block's text stand.
func (d *Document) Place(b *Block, from, to int) Place {
	line, col := d.position(b, from, false)
	endLine, endCol := d.position(b, max(from, to), true)
	p := Place{Line: line, Column: col, EndLine: endLine, EndColumn: endCol}
	if line >= 1 && line <= len(d.Lines) {
		p.Page = d.Lines[line-1].pageAt(col)
	}
	return p
}

// pageAt is the page of a column: a line taken out of a PDF may run over the end of a page.
func (l Line) pageAt(column int) int {
	page := l.Page
	for _, t := range l.turns {
		if t.off < len(l.Text) && utf8.RuneCountInString(l.Text[:t.off]) < column {
			page = t.page
		}
	}
	return page
}

// position gives line and column of one byte of a block's text; the end of a stretch belongs to the line that its last byte stands on.
func (d *Document) position(b *Block, at int, end bool) (line, column int) {
	if len(b.anchors) == 0 {
		return 1, 1
	}
	look := at
	if end && at > 0 {
		look = at - 1
	}
	i, found := slices.BinarySearchFunc(b.anchors, look, func(a anchor, at int) int { return a.at - at })
	if !found {
		i = max(i-1, 0)
	}
	a := b.anchors[i]
	text := d.Lines[a.line].Text
	off := min(a.off+at-a.at, len(text))
	return a.line + 1, 1 + len([]rune(strings.ToValidUTF8(text[:off], "?")))
}
