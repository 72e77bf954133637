package text

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

const (
	leastRows    = 3 // of a table that is set with blanks: two lines may agree by chance
	leastColumns = 3 // two need numbers in the last
	columnGap    = 2 // blanks between columns
)

var (
	wideGap = regexp.MustCompile(`\S {2,}\S`)
	figures = regexp.MustCompile(`^[+−–-]?\s?\d[\d   .,]*\s?(?:%|€|k€|M€|h)?$`)
)

// spacedTables finds the tables that people set with blanks in typed text, and where the cells of each line stand: columns that no line of the
// table writes over.
func spacedTables(lines []Line) map[int][]Cell {
	found := map[int][]Cell{}
	for i := 0; i < len(lines); {
		n := 0
		for i+n < len(lines) && setWithBlanks(lines[i+n]) {
			n++
		}
		if n >= leastRows {
			columns(lines[i:i+n], i, found)
		}
		i += max(n, 1)
	}
	return found
}

func setWithBlanks(l Line) bool {
	return l.hint.kind == "" && wideGap.MatchString(l.Text) && !strings.Contains(l.Text, "\t") && !strings.HasPrefix(strings.TrimSpace(l.Text), "|") && !hasMarkup(l.Text)
}

// columns cuts lines where all of them are blank; nothing is found when that leaves too few columns.
func columns(lines []Line, first int, found map[int][]Cell) {
	free := freeColumns(lines)
	var cuts []int // where a new column may begin, in characters
	for at := 0; at < len(free); at++ {
		if free[at] && at+1 < len(free) && !free[at+1] && gapBefore(free, at) >= columnGap {
			cuts = append(cuts, at+1)
		}
	}
	rows := make([][]Cell, len(lines))
	numbers := 0
	for i, l := range lines {
		rows[i] = cutAt(l.Text, cuts)
		last := rows[i][len(rows[i])-1]
		if figures.MatchString(l.Text[last.From:last.To]) {
			numbers++
		}
	}
	if n := len(cuts) + 1; n < leastColumns && (n < 2 || numbers < len(lines)-1) {
		return
	}
	for i, cells := range rows {
		found[first+i] = cells
	}
}

// freeColumns tells in which columns of characters no line has a letter.
func freeColumns(lines []Line) []bool {
	width := 0
	for _, l := range lines {
		width = max(width, utf8.RuneCountInString(l.Text))
	}
	free := make([]bool, width)
	for i := range free {
		free[i] = true
	}
	for _, l := range lines {
		at := 0
		for _, r := range l.Text {
			if r != ' ' {
				free[at] = false
			}
			at++
		}
	}
	return free
}

// gapBefore counts the free columns that end at one.
func gapBefore(free []bool, at int) int {
	n := 0
	for ; at >= 0 && free[at]; at-- {
		n++
	}
	if at < 0 {
		return 0 // the margin
	}
	return n
}

// cutAt gives the cells of a line, without the blanks around them.
func cutAt(line string, cuts []int) []Cell {
	offsets := make([]int, 0, len(cuts)+2)
	offsets = append(offsets, 0)
	at, next := 0, 0
	for off := range line {
		if next < len(cuts) && at == cuts[next] {
			offsets = append(offsets, off)
			next++
		}
		at++
	}
	for ; next < len(cuts); next++ {
		offsets = append(offsets, len(line))
	}
	offsets = append(offsets, len(line))
	cells := make([]Cell, len(offsets)-1)
	for i := range cells {
		c := line[offsets[i]:offsets[i+1]]
		from := offsets[i] + len(c) - len(strings.TrimLeft(c, " "))
		cells[i] = Cell{from, max(from, offsets[i]+len(strings.TrimRight(c, " ")))}
	}
	return cells
}
