package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// isRow tells whether a line of plain text is a row of a table: cells between tabs, or between bars as Markdown writes them.
func isRow(line string) bool {
	trimmed := strings.TrimSpace(line)
	if strings.HasPrefix(trimmed, "|") && strings.Count(trimmed, "|") >= 2 {
		return true
	}
	return strings.Contains(strings.TrimRight(line, "\r\n"), "\t") && strings.TrimSpace(line) != ""
}

// cellsOf cuts a line at its tabs or bars; offsets are of the line.
func cellsOf(line string) []Cell {
	trimmed := strings.TrimSpace(line)
	sep := byte('\t')
	from, to := 0, len(line)
	if strings.HasPrefix(trimmed, "|") {
		sep = '|'
		from = strings.IndexByte(line, '|') + 1
		if strings.HasSuffix(trimmed, "|") {
			to = strings.LastIndexByte(line, '|')
		}
	}
	var list []Cell
	start := from
	for i := from; i < max(from, to); i++ {
		if line[i] == sep {
			list = append(list, Cell{start, i})
			start = i + 1
		}
	}
	if start <= to {
		list = append(list, Cell{start, to})
	}
	for i, c := range list {
		inner := line[c.From:c.To]
		list[i].From += len(inner) - len(strings.TrimLeft(inner, " \u00a0"))
		list[i].To = max(list[i].From, c.From+len(strings.TrimRight(inner, " \u00a0\r")))
	}
	return list
}

// filled lists the cells that hold something; the line of dashes under a Markdown header holds nothing.
func filled(line string, cells []Cell) []int {
	var list []int
	for i, c := range cells {
		if strings.Trim(line[c.From:c.To], " -:|") != "" {
			list = append(list, i)
		}
	}
	return list
}

// isSheet tells a sheet ("Objectifs<tab>a long text") from a table: one or two cells told, the last of them long or marked up.
func isSheet(line string, cells []Cell, told []int) bool {
	last := cells[told[len(told)-1]]
	long := utf8.RuneCountInString(line[last.From:last.To]) >= shortestTold || hasMarkup(line[last.From:last.To])
	switch {
	case len(told) == 1:
		return long || told[0] > 0
	case told[0] != 0:
		return long && len(told) <= 2
	case hasMarkup(line[cells[told[1]].From:cells[told[1]].To]):
		return true
	}
	first := cells[0]
	return len(told) == 2 && len(cells) <= 3 && (long || isField(line[first.From:first.To])) && utf8.RuneCountInString(line[first.From:first.To]) <= longestLabel
}

// isField: the name of a part of a sheet: words, no number.
func isField(s string) bool {
	return len(strings.Fields(s)) >= 2 && !strings.ContainsFunc(s, unicode.IsDigit)
}

// headsTable: the first row names columns when two cells at least are words and none holds a number, apart from years.
func headsTable(b *Block) bool {
	words := 0
	for i := range b.Cells {
		c := b.Cell(i)
		if strings.ContainsFunc(fullYear.ReplaceAllString(c, ""), unicode.IsDigit) {
			return false
		}
		if c != "" {
			words++
		}
	}
	return words >= 2
}
