package text

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	goldtext "github.com/yuin/goldmark/text"
)

// marked is what Markdown says of a line that holds words.
type marked struct {
	from, to  int      // where its words stand, after the marks of quotes and lists
	cuts      [][2]int // signs among the words that are none: stars, brackets and addresses, elements
	cells     []Cell   // of a row of a table
	mark      int      // of an item: where its sign begins
	continues bool     // it goes on with what the line before began
	html      bool     // it is a line of HTML
}

var (
	// nested is a line that stands in more quotes and lists than a person writes.
	nested     = regexp.MustCompile(`^(?:(?:[ \t]*(?:>|[-+*](?:[ \t]|$)|\d{1,9}[.)](?:[ \t]|$))){60}|[ \t]{120,}(?:[-+*>]|\d))`)
	ruler      = regexp.MustCompile(`^[ \t]*[|:-][ \t|:-]*$`)
	noteBegins = regexp.MustCompile(`^ {0,3}\[\^[^\]\s]+\]:`)
	identifier = regexp.MustCompile(`\s*\{[#.][^{}]*\}\s*$`)
	metaTitle  = regexp.MustCompile(`^(?:title|titre)\s*:\s*(["']?)(.+?)["']?\s*$`)
	metaKey    = regexp.MustCompile(`^[\p{L}_-][\p{L}\d _-]*:(?:\s|$)`)
)

// markdownReader says of each line what it is, as CommonMark and the tables of GitHub have it. Lines it says nothing of hold no words: rules, marks of
// headings, addresses of links, code, comments, front matter.
type markdownReader struct {
	lines  []Line
	starts []int  // where each line begins
	source []byte // the text; what is no Markdown is masked, each byte by another
}

// readMarkdown reads the lines of a Markdown text. A text that is nested beyond reason is taken as plain.
func readMarkdown(content string) ([]Line, Format) {
	lines := linesOf(content)
	if overmarked(lines) {
		return lines, Plain
	}
	r := markdownReader{lines: lines}
	var b bytes.Buffer
	for _, l := range lines {
		r.starts = append(r.starts, b.Len())
		b.WriteString(l.Text)
		b.WriteByte('\n')
	}
	r.source = b.Bytes()
	r.frontMatter()
	r.notes()
	m := goldmark.New(goldmark.WithExtensions(extension.Table, extension.TaskList, extension.Strikethrough))
	r.blocks(m.Parser().Parse(goldtext.NewReader(r.source)), 0)
	return r.lines, Markdown
}

// mostMarks bounds the signs of one paragraph.
const mostMarks = 1000

// overmarked tells whether a text has more marks than a person writes: the time to read those of a paragraph grows with the square of their number.
// In a table each cell is read for itself.
func overmarked(lines []Line) bool {
	marks, table := 0, false
	for i, l := range lines {
		if nested.MatchString(l.Text) {
			return true
		}
		table = table || strings.Contains(l.Text, "|") && ruler.MatchString(l.Text) && i > 0
		if blank := strings.TrimSpace(l.Text) == ""; blank || table {
			marks, table = 0, table && !blank
		}
		for i := range len(l.Text) {
			if strings.IndexByte("[]*_`<>!&~|", l.Text[i]) >= 0 {
				marks++
			}
		}
		if marks > mostMarks {
			return true
		}
	}
	return false
}

// frontMatter masks what stands between lines of dashes at the start of a text; the title that it gives is a heading.
func (r *markdownReader) frontMatter() {
	if strings.TrimRight(r.lines[0].Text, " ") != "---" || len(r.lines) < 3 || !metaKey.MatchString(r.lines[1].Text) {
		return
	}
	end := slices.IndexFunc(r.lines[1:], func(l Line) bool {
		t := strings.TrimRight(l.Text, " ")
		return t == "---" || t == "..."
	}) + 1
	for i := 0; i <= end && end > 0; i++ {
		r.mask(i, 0, len(r.lines[i].Text), ' ')
		if m := metaTitle.FindStringSubmatchIndex(r.lines[i].Text); m != nil {
			r.lines[i].hint = hint{kind: Heading, level: 1}
			r.lines[i].marked = &marked{from: m[4], to: m[5]}
		}
	}
}

// notes masks the marks that begin notes: to CommonMark they would be addresses of links.
func (r *markdownReader) notes() {
	for i, l := range r.lines {
		if m := noteBegins.FindStringIndex(l.Text); m != nil {
			r.mask(i, strings.IndexByte(l.Text, '['), m[1], 'x')
		}
	}
}

func (r *markdownReader) mask(line, from, to int, with byte) {
	for i := r.starts[line] + from; i < r.starts[line]+to; i++ {
		r.source[i] = with
	}
}

// at gives the line that a byte of the text stands on, and where.
func (r *markdownReader) at(byte int) (line, off int) {
	i, found := slices.BinarySearch(r.starts, byte)
	if !found {
		i--
	}
	return i, byte - r.starts[i]
}

// blocks reads the blocks inside a node; list is how deep it stands in lists.
func (r *markdownReader) blocks(n ast.Node, list int) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch x := c.(type) {
		case *ast.Heading:
			r.words(x, hint{kind: Heading, level: x.Level})
		case *ast.Paragraph, *ast.TextBlock:
			r.words(x, hint{})
		case *ast.CodeBlock:
			r.typed(x)
		case *ast.FencedCodeBlock, *ast.ThematicBreak:
		case *ast.HTMLBlock:
			r.html(x)
		case *extast.Table:
			r.table(x)
		case *ast.List:
			r.blocks(x, list+1)
		case *ast.ListItem:
			r.item(x, list)
		default:
			r.blocks(x, list)
		}
	}
}

// item reads a point of a list: its first words carry its sign.
func (r *markdownReader) item(n *ast.ListItem, list int) {
	r.blocks(n, list)
	first := n.FirstChild()
	if first == nil || first.Lines().Len() == 0 || first.Kind() != ast.KindTextBlock && first.Kind() != ast.KindParagraph {
		return
	}
	line, off := r.at(first.Lines().At(0).Start)
	if l := &r.lines[line]; l.marked != nil && off > 0 {
		before := strings.TrimRight(l.Text[:off], " \t")
		l.hint = hint{kind: Item, level: list}
		l.marked.mark = strings.LastIndexAny(before, " \t") + 1
	}
}

// words reads a block of words, a line of the text at a time.
func (r *markdownReader) words(n ast.Node, h hint) {
	in := inlines{reader: r}
	in.walk(n, "")
	for i := range n.Lines().Len() {
		segment := n.Lines().At(i)
		line, from := r.at(segment.Start)
		l := &r.lines[line]
		to := max(from, min(segment.Stop-r.starts[line], len(l.Text)))
		if h.kind == Heading {
			if m := identifier.FindStringIndex(l.Text[from:to]); m != nil {
				to = from + m[0]
			}
		}
		l.hint = h
		l.marked = &marked{from: from, to: to, cuts: in.cuts(line, from, to), continues: i > 0 && !noteBegins.MatchString(l.Text)}
	}
}

// typed reads a text that is set in by four blanks: to Markdown it is code, in a report it is text that somebody moved to the right.
func (r *markdownReader) typed(n ast.Node) {
	for i := range n.Lines().Len() {
		line, from := r.at(n.Lines().At(i).Start)
		if l := &r.lines[line]; strings.TrimSpace(l.Text) != "" {
			l.marked = &marked{from: min(from, len(l.Text)), to: len(l.Text)}
		}
	}
}

// html reads a block of HTML; comments, scripts and text of programs hold no words.
func (r *markdownReader) html(n *ast.HTMLBlock) {
	if n.HTMLBlockType < ast.HTMLBlockType6 {
		return
	}
	for i := range n.Lines().Len() {
		line, _ := r.at(n.Lines().At(i).Start)
		r.lines[line].marked = &marked{to: len(r.lines[line].Text), html: true, continues: i > 0}
	}
}

// table reads a table; the line of dashes under its head is a row that holds nothing.
func (r *markdownReader) table(n *extast.Table) {
	head := -1
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		m := &marked{}
		line, last := -1, 0
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			if cell.Lines().Len() == 0 {
				m.cells = append(m.cells, Cell{last, last})
				continue
			}
			segment := cell.Lines().At(0)
			var from int
			line, from = r.at(segment.Start)
			last = min(segment.Stop-r.starts[line], len(r.lines[line].Text))
			in := inlines{reader: r}
			in.walk(cell, "")
			m.cells = append(m.cells, Cell{from, max(from, last)})
			m.cuts = append(m.cuts, in.cuts(line, from, last)...)
		}
		if line < 0 {
			continue
		}
		m.to = len(r.lines[line].Text)
		r.lines[line].hint, r.lines[line].marked = hint{kind: Row}, m
		if head < 0 {
			head = line
		}
	}
	if next := head + 1; head >= 0 && next < len(r.lines) && r.lines[next].marked == nil {
		r.lines[next].hint, r.lines[next].marked = hint{kind: Row}, &marked{}
	}
}
