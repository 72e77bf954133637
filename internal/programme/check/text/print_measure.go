package text

import (
	"math"

	"maillage/internal/kit/pdf"
)

const (
	onGrid    = 0.1  // of the distance of lines: by as much a line may stand off the grid of typed text
	gridShare = 0.9  // of the lines of a typed text stand on it
	sizeShare = 0.97 // of its letters have one size
	leastGaps = 0.1  // empty lines between its lines

	shortestProse = 50 // letters of a line that is no cell

	letterSlack = 0.5 // of the size
)

// measure looks how the lines of a document stand: their distance, whether the text is typed, where its pages begin and end.
func (d *printed) measure(pages [][]*strip) {
	gaps := map[float64]int{}
	d.left = math.Inf(1)
	each(pages, func(a, s *strip) {
		if rounded(a.size) == d.size && rounded(s.size) == d.size && a.base > s.base {
			gaps[rounded(a.base-s.base)]++
		}
	})
	most := 0
	for gap, n := range gaps {
		if gap >= 0.9*d.size && (n > most || n == most && gap < d.pitch) {
			d.pitch, most = gap, n
		}
	}
	sum := 0.0
	each(pages, func(a, s *strip) {
		if gap := a.base - s.base; rounded(gap) == d.pitch && rounded(a.size) == d.size && rounded(s.size) == d.size {
			sum += gap
		}
	})
	if most > 0 {
		d.pitch = sum / float64(most)
	}
	lines, usual, letters := 0, 0, 0
	for _, list := range pages {
		for _, s := range list {
			n := s.letters()
			lines, letters = lines+1, letters+n
			if rounded(s.size) == d.size {
				usual += n
			}
			d.head = max(d.head, s.base)
			d.left = min(d.left, s.left)
			if d.foot == 0 || s.base < d.foot {
				d.foot = s.base
			}
		}
	}
	on, all, empty := 0, 0, 0
	each(pages, func(a, s *strip) {
		many := (a.base - s.base) / d.pitch
		all++
		if math.Abs(many-math.Round(many)) < onGrid {
			on++
			if many > 1.5 {
				empty++
			}
		}
	})
	d.typed = d.pitch > 0 && float64(on) >= gridShare*float64(all) && float64(usual) >= sizeShare*float64(letters) && float64(empty) >= leastGaps*float64(lines)
}

// usualSize is the size of most letters of prose: a report may have more letters in its tables than in its sentences.
func usualSize(pages [][]*strip, size float64) float64 {
	letters := map[float64]int{}
	for _, list := range pages {
		for _, s := range list {
			if len(s.parts) == 1 && s.letters() >= shortestProse {
				letters[rounded(s.size)] += s.letters()
			}
		}
	}
	most := 0
	for x, n := range letters {
		if n > most || n == most && x < size {
			size, most = x, n
		}
	}
	return size
}

// each calls f with each line and the one above it on its page.
func each(pages [][]*strip, f func(a, s *strip)) {
	for _, list := range pages {
		for i := 1; i < len(list); i++ {
			f(list[i-1], list[i])
		}
	}
}

// margins says of each line how far it might have gone to the right: as far as its column, or as the text of the whole document.
func (d printed) margins(pages []pdf.Page, all []*strip) {
	type column struct{ page, column int }
	edges := map[column]float64{}
	left, right := math.Inf(1), 0.0
	for _, s := range all {
		at := column{s.page, s.column}
		edges[at] = max(edges[at], s.right)
		if s.columns == 1 && s.cells == nil && s.right <= pages[s.page].Width {
			left, right = min(left, s.left), max(right, s.right)
		}
	}
	for _, s := range all {
		s.margin = right
		if s.columns > 1 {
			s.margin = edges[column{s.page, s.column}]
		}
	}
	if len(all) == 0 {
		return
	}
	flows := d.flows(all)
	for _, s := range all {
		same := pages[s.page].Width - left // the margin on the right is as wide as that on the left
		if s.columns == 1 && same > right && (!flows || same-right < 3*d.size) {
			s.margin = same
		}
		if !d.typed {
			s.margin -= letterSlack * s.size // words are not all as wide as their number of letters says
		}
	}
}

// flows tells whether lines end at the margin because words had no more room: then most of the next begin in the middle of a sentence. Where
// lines were ended by hand the longest of them says nothing of the margin, and the page is taken to have the same on both sides.
func (d printed) flows(all []*strip) bool {
	full, low := 0, 0
	for i := 1; i < len(all); i++ {
		a, s := all[i-1], all[i]
		if a.cells == nil && s.cells == nil && a.page == s.page && a.column == s.column && a.size == s.size && a.base-s.base < nearLine*d.distance(s.size) && a.overflows(s) {
			full++
			if startsLow(s.parts[0].text) || !ends(a) && !s.marked() {
				low++
			}
		}
	}
	return full >= 3 && low*10 >= full*6
}
