package text

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// taken collects the lines of a text that is taken out of a file with structure of its own.
type taken struct {
	lines []Line
	b     strings.Builder
	links []lineLink
	href  string
	from  int
	cells int // of the open row; -1 outside a row
	bold  int // bytes in bold
}

// lineLink is an address behind words: bytes of a line.
type lineLink struct {
	from, to int
	url      string
}

// mostLinks bounds the links of one line: each is looked for in its block.
const mostLinks = 1000

func newTaken() *taken { return &taken{cells: -1} }

// write adds words to the open line; blanks are kept as they are.
func (t *taken) write(s string, bold bool) {
	s = norm.NFC.String(s)
	if bold {
		t.bold += len(s)
	}
	t.b.WriteString(s)
}

// link begins (or, with "", ends) the words that carry an address.
func (t *taken) link(url string) {
	if t.href != "" && t.b.Len() > t.from && len(t.links) < mostLinks {
		t.links = append(t.links, lineLink{t.from, t.b.Len(), t.href})
	}
	t.href, t.from = url, t.b.Len()
}

// end closes the open line. Nothing is added for an empty one unless blank is asked for.
func (t *taken) end(h hint, blank bool) {
	if t.cells >= 0 && h.kind != Row {
		t.space()
		return // inside a cell there is one line only
	}
	s := t.b.String()
	if strings.TrimSpace(s) == "" && !blank {
		t.reset()
		return
	}
	if h.kind == Paragraph || h.kind == "" {
		h.bold = t.bold > 0 && t.bold >= len(strings.TrimSpace(s))
	}
	t.lines = append(t.lines, Line{Text: s, hint: h, links: t.links})
	t.reset()
}

func (t *taken) reset() {
	t.b.Reset()
	t.links, t.bold = nil, 0
	t.from = 0
}

// space parts words inside a cell.
func (t *taken) space() {
	if s := t.b.String(); s != "" && !strings.HasSuffix(s, " ") && !strings.HasSuffix(s, "\t") {
		t.b.WriteByte(' ')
	}
}

// row opens a row of a table, cell its next cell, endRow closes it.
func (t *taken) row() { t.cells = 0 }

func (t *taken) cell() {
	if t.cells > 0 {
		if s := t.b.String(); strings.HasSuffix(s, " ") {
			t.b.Reset()
			t.b.WriteString(strings.TrimRight(s, " "))
		}
		t.b.WriteByte('\t')
	}
	t.cells++
}

func (t *taken) endRow() {
	t.cells = -1
	if strings.TrimSpace(t.b.String()) == "" {
		t.reset()
		return
	}
	t.lines = append(t.lines, Line{Text: strings.TrimRight(t.b.String(), " "), hint: hint{kind: Row}, links: t.links})
	t.reset()
}

// gap parts what comes next from what came before: an empty line.
func (t *taken) gap() {
	if n := len(t.lines); n > 0 && strings.TrimSpace(t.lines[n-1].Text) != "" {
		t.lines = append(t.lines, Line{})
	}
}
