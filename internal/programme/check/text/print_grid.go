package text

import (
	"math"
	"slices"
	"strings"

	"maillage/internal/kit/pdf"
)

const (
	nearRule      = 3.5 // points: two lines as near as this are one
	highestHeader = 24
	mostRules     = 400 // on a page that has more they are a drawing
	fewFilled     = 0.3 // of the cells of a table, else it is a chart or a frame
)

// ruled is one straight line between cells: at is its place across, from and to its ends.
type ruled struct{ at, from, to float64 }

// grid is a table that is ruled: where its columns and rows part, from left to right and from the top down.
type grid struct {
	xs, ys []float64
	loose  bool // nothing is drawn between its columns: what stands between two tables may look like a row
}

// grids finds the ruled tables of a page.
func grids(rules []pdf.Box) []grid {
	var level, upright []ruled
	for _, b := range rules {
		if b.Right-b.Left >= b.Top-b.Bottom {
			level = append(level, ruled{(b.Bottom + b.Top) / 2, b.Left, b.Right})
		} else {
			upright = append(upright, ruled{(b.Left + b.Right) / 2, b.Bottom, b.Top})
		}
	}
	list := underlined(level)
	level, upright = merged(level), merged(upright)
	if len(level)+len(upright) > mostRules {
		return nil
	}
	for _, group := range crossing(level, upright) {
		var g grid
		for _, i := range group {
			if i < len(level) {
				g.ys = append(g.ys, level[i].at)
				g.xs = append(g.xs, level[i].from, level[i].to)
			} else {
				u := upright[i-len(level)]
				g.xs = append(g.xs, u.at)
				g.ys = append(g.ys, u.from, u.to)
			}
		}
		g.xs, g.ys = apart(g.xs), apart(g.ys)
		slices.Reverse(g.ys)
		if len(g.xs) >= 3 && len(g.ys) >= 2 {
			list = append(list, g)
		}
	}
	return list
}

// underlined finds tables whose cells have a line below each: the lines of a row end where those of the next row do. No line stands above the
// first row, which is taken to be as high as the second, or two lines.
func underlined(level []ruled) []grid {
	var list []grid
	var open grid
	closed := func() {
		if len(open.ys) >= 2 {
			open.ys = append([]float64{open.ys[0] + min(open.ys[0]-open.ys[1], highestHeader)}, open.ys...)
			open.loose = true
			list = append(list, open)
		}
	}
	sorted := slices.Clone(level)
	slices.SortFunc(sorted, func(a, b ruled) int { return compare(b.at, a.at) })
	for from := 0; from < len(sorted); {
		to := from
		var ends []float64
		for ; to < len(sorted) && sorted[from].at-sorted[to].at <= nearRule; to++ {
			ends = append(ends, sorted[to].from, sorted[to].to)
		}
		ends = apart(ends)
		switch cells := to-from >= 2 && len(ends) == to-from+1; {
		case cells && alike(ends, open.xs):
			open.ys = append(open.ys, sorted[from].at)
		case cells:
			closed()
			open = grid{xs: ends, ys: []float64{sorted[from].at}}
		}
		from = to
	}
	closed()
	return list
}

func alike(a, b []float64) bool {
	return slices.EqualFunc(a, b, func(x, y float64) bool { return math.Abs(x-y) <= nearRule })
}

// merged makes one of lines that go on in each other.
func merged(list []ruled) []ruled {
	slices.SortFunc(list, func(a, b ruled) int { return compare(a.at, b.at) })
	var out []ruled
	for from := 0; from < len(list); {
		to := from
		for to < len(list) && list[to].at-list[from].at <= nearRule {
			to++
		}
		group := slices.Clone(list[from:to])
		slices.SortFunc(group, func(a, b ruled) int { return compare(a.from, b.from) })
		for i, r := range group {
			if last := len(out) - 1; i > 0 && r.from <= out[last].to+2*nearRule {
				out[last].to = max(out[last].to, r.to)
			} else {
				out = append(out, r)
			}
		}
		from = to
	}
	return out
}

// crossing groups lines that touch: numbers of level ones, then of upright ones.
func crossing(level, upright []ruled) [][]int {
	group := make([]int, len(level)+len(upright))
	for i := range group {
		group[i] = i
	}
	root := func(i int) int {
		for group[i] != i {
			group[i] = group[group[i]]
			i = group[i]
		}
		return i
	}
	for i, l := range level {
		for j, u := range upright {
			if l.from-nearRule <= u.at && u.at <= l.to+nearRule && u.from-nearRule <= l.at && l.at <= u.to+nearRule {
				group[root(i)] = root(len(level) + j)
			}
		}
	}
	of := map[int][]int{}
	for i := range group {
		of[root(i)] = append(of[root(i)], i)
	}
	var list [][]int
	for i := range group {
		if members := of[i]; len(members) > 2 {
			list = append(list, members)
		}
	}
	return list
}

// apart sorts places and makes one of those that are near.
func apart(list []float64) []float64 {
	slices.Sort(list)
	return slices.CompactFunc(list, func(a, b float64) bool { return math.Abs(a-b) <= 2*nearRule })
}

// take moves the words that stand in a table out of the lines of a page, into rows. Nothing is moved when hardly a cell is filled.
func (g grid) take(page int, strips []*strip) (rest []*strip) {
	cells := make([][]string, len(g.ys)-1)
	for i := range cells {
		cells[i] = make([]string, len(g.xs)-1)
	}
	rows := make([]*strip, len(cells))
	prose := g.crossed(strips)
	for _, s := range strips {
		row := g.row(s)
		if row < 0 || prose[row] && s.base > g.ys[row+1]+highestHeader {
			rest = append(rest, s)
			continue
		}
		outside := *s
		outside.parts = nil
		for _, p := range s.parts {
			if column := g.column(p); column < 0 {
				outside.parts = append(outside.parts, p)
			} else {
				cells[row][column] = under(cells[row][column], p.text)
				if rows[row] == nil {
					rows[row] = &strip{page: page, base: s.base, left: g.xs[0], right: g.xs[len(g.xs)-1], size: s.size, cells: cells[row]}
				}
			}
		}
		if len(outside.parts) > 0 {
			rest = append(rest, &outside)
		}
	}
	if !worth(cells) {
		return strips
	}
	var first *strip
	for _, r := range rows {
		if r != nil {
			if first == nil {
				first = r
			}
			r.table = first
			rest = append(rest, r)
		}
	}
	slices.SortStableFunc(rest, func(a, b *strip) int { return compare(b.base, a.base) })
	return rest
}

// crossed lists the rows in which words run over several columns: they are text between two tables, above the header of the second.
func (g grid) crossed(strips []*strip) map[int]bool {
	rows := map[int]bool{}
	if !g.loose {
		return rows
	}
	for _, s := range strips {
		if row := g.row(s); row >= 0 {
			for _, p := range s.parts {
				if c := g.column(p); c >= 0 && p.right > g.xs[c+1]+nearRule {
					rows[row] = true
				}
			}
		}
	}
	return rows
}

// under writes a line of a cell below those before it.
func under(above, line string) string {
	if above == "" {
		return strings.TrimSpace(line)
	}
	return above + string(newLine) + strings.TrimSpace(line)
}

// newLine stands between the lines of a cell until they are joined.
const newLine = '\n'

func (g grid) row(s *strip) int {
	middle := s.base + 0.3*s.size
	for i := 1; i < len(g.ys); i++ {
		if g.ys[i] <= middle && middle < g.ys[i-1] {
			return i - 1
		}
	}
	return -1
}

// column is where a part begins: one that runs over several columns stands in the first.
func (g grid) column(p part) int {
	at := p.left + 1
	if at < g.xs[0]-1 || (p.left+p.right)/2 > g.xs[len(g.xs)-1] {
		return -1
	}
	for i := len(g.xs) - 2; i >= 0; i-- {
		if at >= g.xs[i] {
			return i
		}
	}
	return 0
}

// worth tells a table from a frame or a chart: two columns at least hold words, and enough of the cells do.
func worth(cells [][]string) bool {
	filled, all := 0, 0
	columns := map[int]bool{}
	for _, row := range cells {
		for i, c := range row {
			all++
			if c != "" {
				filled++
				columns[i] = true
			}
		}
	}
	return len(columns) >= 2 && float64(filled) >= fewFilled*float64(all)
}
