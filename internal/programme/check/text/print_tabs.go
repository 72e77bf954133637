package text

import (
	"math"
	"strings"
)

// stops are the distances between tab stops that word processors set by themselves: 1.25 cm, half an inch, and those of older files.
var stops = []float64{35.45, 36, 28.35, 42.5, 56.7, 70.9, 72}

const (
	stopShare = 0.85 // of the words after a jump begin at a stop
	mostTabs  = 50   // in a gap
	inkAfter  = 2.5  // points from a stop to the ink of the letter there
)

// tabs counts, in typed text, the tabs that stand in each gap: a cell may be empty. Where words do not begin at stops each gap is one tab.
func (d printed) tabs(pages [][]*strip) {
	jumps := 0
	for _, list := range pages {
		for _, s := range list {
			jumps += len(s.parts) - 1
		}
	}
	for _, every := range stops {
		at := 0
		for _, list := range pages {
			for _, s := range list {
				for _, p := range s.parts[1:] {
					if off := math.Mod(p.left-d.left+1, every); off < inkAfter+1 {
						at++
					}
				}
			}
		}
		if jumps > 0 && float64(at) >= stopShare*float64(jumps) {
			d.count(pages, every)
			return
		}
	}
}

// count sets how many tabs stand before each part.
func (d printed) count(pages [][]*strip, every float64) {
	stop := func(x float64) float64 { return math.Floor((x - d.left + 1) / every) }
	for _, list := range pages {
		for _, s := range list {
			if off := s.left - d.left; off > every/2 && math.Mod(off+1, every) < inkAfter+1 && !strings.HasPrefix(s.parts[0].text, " ") {
				s.parts[0].tabs = min(int(stop(s.left)), mostTabs)
			}
			for i := 1; i < len(s.parts); i++ {
				s.parts[i].tabs = max(1, min(int(stop(s.parts[i].left)-stop(s.parts[i-1].right)), mostTabs))
			}
		}
	}
}

// rowEnds gives the rows of a typed table, and the title right above it, the tabs at their ends: nothing is seen of them in print.
func (d printed) rowEnds(list []*strip) {
	for i := 0; i < len(list); i++ {
		s := list[i]
		most := s.jumps()
		if most < 2 || i > 0 && d.adjoins(list[i-1], s) && list[i-1].jumps() > 0 {
			continue // not the first row
		}
		if i > 0 && d.adjoins(list[i-1], s) && list[i-1].letters() <= longestShort && (i < 2 || !list[i-2].overflows(list[i-1])) {
			list[i-1].end(most)
		}
		for ; i+1 < len(list) && d.adjoins(list[i], list[i+1]) && list[i+1].jumps() > 0 && list[i+1].jumps() <= most; i++ {
			list[i+1].end(most)
		}
	}
}

// adjoins tells whether no room is left between two lines.
func (d printed) adjoins(a, s *strip) bool {
	return a.page == s.page && a.base-s.base < nearLine*d.distance(s.size)
}

// jumps counts the tabs of a line.
func (s *strip) jumps() int { return strings.Count(s.text(), "\t") }

// end makes the tabs of a line as many as a row has.
func (s *strip) end(tabs int) {
	s.parts[len(s.parts)-1].text += strings.Repeat("\t", max(tabs-s.jumps(), 0))
}
