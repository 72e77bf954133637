package text

import (
	"math"
	"slices"
	"strings"

	"maillage/internal/kit/pdf"
)

// span is the room of one column of a table.
type span struct{ from, to float64 }

const (
	looseRow = 3.5  // heights of the font: a gap as wide ends a table
	nextLine = 1.8  // and one as wide ends a cell
	tightRow = 0.8  // of the usual distance of rows: what is nearer belongs to the row above
	acrossBy = 0.5  // of a table's width: a line as long parts its rows
	hardly   = 0.25 // heights of the font by which the words of two columns may overlap
)

// aligned finds tables that are not ruled into cells: lines whose parts stand under one another.
func aligned(list []*strip, rules []pdf.Box) []*strip {
	var out []*strip
	for i := 0; i < len(list); {
		n, columns := run(list[i:])
		if n < 2 {
			out = append(out, list[i])
			i++
			continue
		}
		out = append(out, rows(list[i:i+n], columns, rules)...)
		i += n
	}
	return out
}

// run counts the lines of the table that begins here; 0 when none does.
func run(list []*strip) (lines int, columns []span) {
	several := 0
	for i, s := range list {
		if s.cells != nil || i == 0 && len(s.parts) < 2 || i > 0 && !s.below(list[i-1]) {
			break
		}
		wider, ok := place(columns, s)
		if !ok || i > 0 && len(s.parts) == 1 && len(wider) > len(columns) {
			break
		}
		columns = wider
		if len(s.parts) > 1 {
			several, lines = several+1, i+1
		} else if within(columns, s.parts[0]) > 0 {
			lines = i + 1
		}
	}
	if several < 2 || len(columns) < 2 {
		return 0, nil
	}
	return lines, columns
}

// below tells whether a line may belong to the table of the one above it: a title between two tables does not.
func (s *strip) below(a *strip) bool {
	gap := (a.base - s.base) / s.size
	return gap < looseRow && (len(s.parts) > 1 || gap < nextLine && math.Abs(a.size-s.size) <= sameSize*s.size && (a.bold || !s.bold))
}

// place sets the parts of a line into columns, which grow with them; false when a part runs over two.
func place(columns []span, s *strip) ([]span, bool) {
	wider := slices.Clone(columns)
	slack := hardly * s.size
	for _, p := range s.parts {
		over := -1
		for i, c := range wider {
			if p.left < c.to-slack && p.right > c.from+slack {
				if over >= 0 {
					return columns, false
				}
				over = i
			}
		}
		if over < 0 {
			wider = append(wider, span{p.left, p.right})
			continue
		}
		wider[over] = span{min(wider[over].from, p.left), max(wider[over].to, p.right)}
	}
	slices.SortFunc(wider, func(a, b span) int { return compare(a.from, b.from) })
	for i := 1; i < len(wider); i++ {
		if wider[i].from < wider[i-1].to-slack {
			return columns, false
		}
	}
	return wider, true
}

// within is the column in which a part stands, -1 for none.
func within(columns []span, p part) int {
	middle := (p.left + p.right) / 2
	return slices.IndexFunc(columns, func(c span) bool { return c.from <= middle && middle <= c.to })
}

// rows makes rows of the lines of a table: parted by the lines drawn between them where there are such, else by their distance.
func rows(list []*strip, columns []span, rules []pdf.Box) []*strip {
	parted := ruledApart(list, columns, rules)
	usual := usualDistance(list)
	var out []*strip
	for i, s := range list {
		cells := make([]string, len(columns))
		first := false
		for _, p := range s.parts {
			c := max(within(columns, p), 0)
			first = first || c == 0
			if cells[c] != "" {
				cells[c] += " "
			}
			cells[c] += strings.TrimSpace(p.text)
		}
		goesOn := i > 0 && (parted != nil && !parted[i] || parted == nil && (!first && len(s.parts) == 1 || list[i-1].base-s.base < tightRow*usual))
		if !goesOn {
			r := *s
			r.cells = cells
			out = append(out, &r)
			r.table = out[0]
			continue
		}
		above := out[len(out)-1]
		for c := range cells {
			if cells[c] != "" {
				above.cells[c] = under(above.cells[c], cells[c])
			}
		}
	}
	return out
}

// ruledApart tells before which lines a line is drawn all across the table; nil when that is before few of them, or before each.
func ruledApart(list []*strip, columns []span, rules []pdf.Box) []bool {
	parted := make([]bool, len(list))
	width := columns[len(columns)-1].to - columns[0].from
	n := 0
	for i := 1; i < len(list); i++ {
		above, below := list[i-1].base, list[i].base+0.5*list[i].size
		for _, r := range rules {
			if y := (r.Bottom + r.Top) / 2; y < above && y > below-0.2*list[i].size && r.Right-r.Left > acrossBy*width && r.Left < columns[len(columns)-1].to && r.Right > columns[0].from {
				parted[i] = true
				n++
				break
			}
		}
	}
	if n < 2 || n*3 < len(list)-1 {
		return nil
	}
	return parted
}

// usualDistance is that of two lines of a table, in the middle of all.
func usualDistance(list []*strip) float64 {
	var all []float64
	for i := 1; i < len(list); i++ {
		all = append(all, list[i-1].base-list[i].base)
	}
	slices.Sort(all)
	return all[len(all)/2]
}
