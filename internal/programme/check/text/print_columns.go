package text

import (
	"strings"
	"unicode/utf8"

	"maillage/internal/kit/pdf"
)

const (
	leastColumn = 5    // lines of prose, else it is no column
	mostDrawn   = 4000 // lines and signs of a page, else they are no table
	mostPlaces  = 200  // at which a gutter is looked for
	gutter      = 8.0  // points of nothing between columns
	fullLine    = 0.55 // how much of a column's width its lines take on average
)

// layOut puts the lines of a page in the order in which they are read: ruled tables as rows, columns one after the other.
func (d printed) layOut(p pdf.Page, strips []*strip) []*strip {
	if len(p.Rules)+len(p.Dots) > mostDrawn {
		p.Rules, p.Dots = nil, nil // a drawing
	}
	bulleted(p, strips)
	if len(strips) > 0 {
		for _, g := range grids(p.Rules) {
			strips = g.take(strips[0].page, strips)
		}
	}
	if d.typed {
		for _, s := range strips {
			s.columns = 1
		}
		return strips
	}
	for _, s := range strips {
		s.marks()
	}
	var out []*strip
	columns := split(strips, 0)
	for column, list := range columns {
		for _, s := range list {
			s.column, s.columns = column, len(columns)
		}
		out = append(out, aligned(list, p.Rules)...)
	}
	return out
}

// marks joins the sign or number of a point of a list with its words, which stand apart from it.
func (s *strip) marks() {
	if s.cells == nil && len(s.parts) > 1 && marker.MatchString(s.parts[0].text) && s.parts[1].left-s.parts[0].right < 4*s.size {
		s.parts[1].text, s.parts[1].left = s.parts[0].text+" "+s.parts[1].text, s.parts[0].left
		s.parts = s.parts[1:]
	}
}

// bulleted gives lines the bullets that are drawn before them.
func bulleted(p pdf.Page, strips []*strip) {
	for _, dot := range p.Dots {
		middle := (dot.Bottom + dot.Top) / 2
		for _, s := range strips {
			if middle > s.base && middle < s.base+0.7*s.size && dot.Right <= s.left && s.left-dot.Right < 2*s.size {
				s.parts[0].text = "• " + s.parts[0].text
				s.parts[0].left, s.left = dot.Left, dot.Left
				break
			}
		}
	}
}

// split cuts lines into those before two columns, those of each, and those after; what has no columns is one.
func split(strips []*strip, depth int) [][]*strip {
	at, from, to := widestGutter(strips)
	if to == 0 || depth > 3 {
		return [][]*strip{strips}
	}
	var left, right []*strip
	for _, s := range strips[from:to] {
		l, r := s.cut(at)
		if l != nil {
			left = append(left, l)
		}
		if r != nil {
			right = append(right, r)
		}
	}
	list := [][]*strip{}
	if from > 0 {
		list = append(list, split(strips[:from], depth+1)...)
	}
	list = append(list, split(left, depth+1)...)
	list = append(list, split(right, depth+1)...)
	if to < len(strips) {
		list = append(list, split(strips[to:], depth+1)...)
	}
	return list
}

// widestGutter looks for the place that the longest run of lines leaves free, with prose on both sides.
func widestGutter(strips []*strip) (at float64, from, to int) {
	left, right := extent(strips)
	best := 0
	for x := left + (right-left)/4; x < left+(right-left)*3/4; x += max(gutter/2, (right-left)/mostPlaces) {
		for i := 0; i < len(strips); {
			j := i
			for j < len(strips) && strips[j].free(x) {
				j++
			}
			if j-i >= leastColumn && j-i > best && prose(strips[i:j], x) {
				best, at, from, to = j-i, x, i, j
			}
			i = max(j, i+1)
		}
	}
	return at, from, to
}

func extent(strips []*strip) (left, right float64) {
	for i, s := range strips {
		if i == 0 {
			left, right = s.left, s.right
		}
		left, right = min(left, s.left), max(right, s.right)
	}
	return left, right
}

// free tells whether no words of a line stand at x.
func (s *strip) free(x float64) bool {
	if s.cells != nil {
		return false
	}
	for _, p := range s.parts {
		if p.left < x+gutter/2 && p.right > x-gutter/2 {
			return false
		}
	}
	return true
}

// prose tells columns of text from those of a table: on both sides the lines are full, and most go on in the next.
func prose(strips []*strip, x float64) bool {
	var sides [2][]*strip
	for _, s := range strips {
		l, r := s.cut(x)
		if l != nil {
			sides[0] = append(sides[0], l)
		}
		if r != nil {
			sides[1] = append(sides[1], r)
		}
	}
	for _, side := range sides {
		if len(side) < leastColumn {
			return false
		}
		left, right := extent(side)
		full, low, one := 0.0, 0, 0
		for _, s := range side {
			full += s.right - s.left
			if startsLow(s.parts[0].text) {
				low++
			}
			if len(s.parts) == 1 {
				one++
			}
		}
		if n := len(side); full < fullLine*(right-left)*float64(n) || low*10 < n*3 || one*10 < n*8 {
			return false
		}
	}
	return true
}

// cut gives the parts of a line on both sides of x, nil where there are none.
func (s *strip) cut(x float64) (left, right *strip) {
	l, r := *s, *s
	l.parts, r.parts = nil, nil
	for _, p := range s.parts {
		if p.right <= x {
			l.parts = append(l.parts, p)
		} else {
			r.parts = append(r.parts, p)
		}
	}
	return l.fit(), r.fit()
}

func (s *strip) fit() *strip {
	if len(s.parts) == 0 {
		return nil
	}
	s.left, s.right = s.parts[0].left, s.parts[len(s.parts)-1].right
	return s
}

// letters counts those of a line.
func (s *strip) letters() int {
	return utf8.RuneCountInString(strings.Join(strings.Fields(s.text()), ""))
}
