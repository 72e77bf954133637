package text

import (
	"math"
	"slices"
	"strings"

	"maillage/internal/kit/pdf"
)

// part is words of a line of print without a wide gap between them.
type part struct {
	text        string
	left, right float64
	tabs        int // before it; 0 stands for one, except before the first
}

// strip is one line of print. Measures are points, from the lower left corner of the page.
type strip struct {
	page        int
	left, right float64
	base        float64 // where the letters stand
	size        float64 // of most letters
	bold        bool    // all letters are
	parts       []part
	cells       []string // of a row of a table; else nil
	table       *strip   // the first row of its table
	column      int      // lines of one column of a page follow one another
	columns     int      // how many the page has
	margin      float64  // where the column's lines end at the most
	calls       []string // the numbers of notes, and other raised digits, that stand in it
	note        bool     // stands at the foot of a page
	first       bool     // begins a note
}

func (s *strip) text() string {
	var b strings.Builder
	for i, p := range s.parts {
		b.WriteString(strings.Repeat("\t", max(p.tabs, min(i, 1))))
		b.WriteString(p.text)
	}
	return b.String()
}

// printed is what is known of the whole document.
type printed struct {
	blanks bool             // blanks are letters of their own, so that a gap without one is a jump
	solid  map[float64]bool // sizes of letters in which no blank is written at all
	size   float64          // of most letters
	pitch  float64          // how far most lines stand apart; 0 when there are too few
	typed  bool             // it is typed: one size of letters, and empty lines between what belongs apart
	left   float64          // where its lines begin
	head   float64          // where the first lines of pages stand
	foot   float64          // and the last
}

// linesOfPrint rebuilds the text of pages.
func linesOfPrint(pages []pdf.Page) []Line {
	doc := survey(pages)
	strips := make([][]*strip, len(pages))
	for i, p := range pages {
		strips[i] = doc.strips(i, p, nil)
	}
	doc.size = usualSize(strips, doc.size)
	for i, p := range pages {
		if notes := doc.notes(strips[i]); len(notes) > 0 {
			strips[i] = doc.strips(i, p, notes)
			doc.notes(strips[i])
		}
	}
	doc.dropRepeated(pages, strips)
	doc.measure(strips)
	if doc.typed {
		doc.tabs(strips)
	}
	var all []*strip
	var notes []*strip
	for i, list := range strips {
		text, under := apartNotes(list)
		all, notes = append(all, doc.layOut(pages[i], text)...), append(notes, under...)
	}
	all = append(all, notes...)
	doc.margins(pages, all)
	if doc.typed {
		doc.rowEnds(all)
	}
	list := doc.passages(all)
	doc.rank(list)
	indents(list)
	return doc.text(list)
}

// survey measures what is the same all through a document.
func survey(pages []pdf.Page) printed {
	letters := map[float64]int{}
	written, made := 0, 0
	solid := map[float64]bool{}
	for _, p := range pages {
		for i, w := range p.Words {
			letters[rounded(w.Size)] += len(w.Text)
			n := strings.Count(w.Text, " ")
			written += n
			if was, known := solid[rounded(w.Size)]; n > 0 || !known || was {
				solid[rounded(w.Size)] = n == 0
			}
			if i > 0 && styleOf(w) == styleOf(p.Words[i-1]) && narrow(p.Words[i-1], w) {
				made++
			}
		}
	}
	d := printed{blanks: written > made, solid: solid}
	most := 0
	for size, n := range letters {
		if n > most || n == most && size < d.size {
			d.size, most = size, n
		}
	}
	return d
}

// style is how letters look.
type style struct {
	size         float64
	bold, italic bool
}

func styleOf(w pdf.Words) style { return style{rounded(w.Size), w.Bold, w.Italic} }

// narrow tells whether there is room for a blank between two words, and none is written.
func narrow(a, b pdf.Words) bool {
	gap := (b.Left - a.Right) / b.Size
	return gap > blankGap && gap < 0.6 && sameLine(a, b) && !blankBetween(a, b)
}

func rounded(size float64) float64 { return math.Round(size*2) / 2 }

func blankBetween(a, b pdf.Words) bool {
	return strings.HasSuffix(a.Text, " ") || strings.HasPrefix(b.Text, " ")
}

func sameLine(a, b pdf.Words) bool {
	return math.Abs(a.Base-b.Base) < 0.3*max(a.Size, b.Size)
}

// strips puts the words of a page on lines, from the top down.
// The calls of its notes are left out.
func (d printed) strips(page int, p pdf.Page, notes map[string]bool) []*strip {
	words := slices.Clone(p.Words)
	slices.SortStableFunc(words, func(a, b pdf.Words) int { return compare(b.Base, a.Base) })
	var lines [][]pdf.Words
	var bases []pdf.Words // the largest words of each line: they say where it stands
	for _, w := range words {
		if n := len(lines); n > 0 && onLine(bases[n-1], w) && !slices.ContainsFunc(lines[n-1], func(o pdf.Words) bool { return covers(o, w) }) {
			lines[n-1] = append(lines[n-1], w)
			if w.Size > bases[n-1].Size {
				bases[n-1] = w
			}
			continue
		}
		lines, bases = append(lines, []pdf.Words{w}), append(bases, w)
	}
	list := make([]*strip, len(lines))
	for i, line := range lines {
		list[i] = d.strip(page, line, bases[i].Base, notes)
	}
	return list
}

// onLine tells whether words stand on a line: on its baseline, or raised or lowered in small print.
func onLine(line, w pdf.Words) bool {
	away := math.Abs(line.Base - w.Base)
	if r := w.Size / line.Size; r < 0.85 || r > 1.18 {
		return away < 0.5*max(w.Size, line.Size)
	}
	return away < 0.3*max(w.Size, line.Size)
}

// covers tells whether two words stand over each other, so that they are of two lines; letters that are printed twice are not.
func covers(a, b pdf.Words) bool {
	common := min(a.Right, b.Right) - max(a.Left, b.Left)
	return common > 0.3*min(a.Right-a.Left, b.Right-b.Left) && !overprinted(a, b)
}

func compare(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// strip makes a line of words, cut where the gaps are wide.
func (d printed) strip(page int, words []pdf.Words, base float64, notes map[string]bool) *strip {
	slices.SortStableFunc(words, func(a, b pdf.Words) int { return compare(a.Left, b.Left) })
	s := &strip{page: page, left: words[0].Left, base: base, bold: true}
	letters := map[float64]int{}
	for i, w := range words {
		if i > 0 && raised(words[i-1], w) {
			s.calls = append(s.calls, strings.TrimSpace(w.Text))
			if notes[strings.TrimSpace(w.Text)] {
				continue
			}
			w.Text = superscript.Replace(w.Text)
		}
		if i > 0 && overprinted(words[i-1], w) {
			continue // bold letters that are printed twice
		}
		letters[rounded(w.Size)] += len(w.Text)
		s.right = max(s.right, w.Right)
		s.bold = s.bold && w.Bold
		s.add(w, i > 0 && d.jumps(words[i-1], w), i > 0 && spaced(words[i-1], w))
	}
	most := 0
	for size, n := range letters {
		if n > most || n == most && size > s.size {
			s.size, most = size, n
		}
	}
	for i := range s.parts {
		s.parts[i].text = strings.TrimRight(s.parts[i].text, " ")
	}
	return s
}

func overprinted(a, b pdf.Words) bool {
	return a.Text == b.Text && math.Abs(a.Left-b.Left) < 0.1*b.Size && math.Abs(a.Right-b.Right) < 0.1*b.Size
}

func (s *strip) add(w pdf.Words, jump, space bool) {
	if len(s.parts) == 0 || jump {
		s.parts = append(s.parts, part{text: w.Text, left: w.Left, right: w.Right})
		return
	}
	last := &s.parts[len(s.parts)-1]
	if space && !strings.HasSuffix(last.text, " ") && !strings.HasPrefix(w.Text, " ") {
		last.text += " "
	}
	last.text += w.Text
	last.right = max(last.right, w.Right)
}

// The gaps between words, in heights of the font: from the first on they may be a blank, from the last on they are a jump;
// from the second on where blanks are letters.
const (
	blankGap = 0.15
	tabGap   = 0.25
	jumpGap  = 0.9
)

func spaced(a, b pdf.Words) bool { return b.Left-a.Right > blankGap*min(a.Size, b.Size) }

// jumps tells whether the gap between two words is a tab or the way to the next column. Where blanks are written as letters, a gap without one is
// a jump however narrow it is.
func (d printed) jumps(a, b pdf.Words) bool {
	gap := (b.Left - a.Right) / max(a.Size, b.Size)
	if d.blanks && !d.solid[rounded(a.Size)] && !blankBetween(a, b) && styleOf(a) == styleOf(b) {
		return gap > tabGap
	}
	return gap > jumpGap
}
