package text

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"maillage/internal/kit/pdf"
)

const (
	edgeLines = 3    // how many lines at the head and foot of a page may repeat
	edgeShare = 0.15 // and how far from its edge, as a share of its height
	mayMove   = 2.0  // points
	outside   = 0.03 // of the height: what stands in small print so near the edge was put there by the program that printed the page
)

var digits = regexp.MustCompile(`\d+`)

// seen is one line at the edge of a page.
type seen struct {
	page, line int
	base       float64
	number     int // the first number in it
}

// dropRepeated takes out what stands at the same place of several pages: running heads, and numbers of pages. What stands on one line with them,
// such as the title of a chapter, goes with them.
func (d printed) dropRepeated(pages []pdf.Page, strips [][]*strip) {
	repeated := map[string][]seen{}
	for i, list := range strips {
		height := pages[i].Height
		list = slices.DeleteFunc(list, func(s *strip) bool {
			return s.size < d.size && (s.base < outside*height || s.base > (1-outside)*height)
		})
		strips[i] = list
		for n, s := range list {
			top := n < edgeLines && s.base > (1-edgeShare)*height
			foot := n >= len(list)-edgeLines && s.base < edgeShare*height
			if top || foot {
				for _, p := range s.parts {
					key := strconv.FormatBool(top) + digits.ReplaceAllString(p.text, "#")
					number, _ := strconv.Atoi(digits.FindString(p.text))
					repeated[key] = append(repeated[key], seen{i, n, s.base, number})
				}
			}
		}
	}
	for key, list := range repeated {
		for _, x := range furniture(key, list, len(pages)) {
			strips[x.page][x.line] = nil
		}
	}
	for i := range strips {
		strips[i] = slices.DeleteFunc(strips[i], func(s *strip) bool { return s == nil })
	}
}

// furniture keeps of lines that read alike those that stand alike, when they are enough. Numbers alone must count the pages.
func furniture(key string, list []seen, pages int) []seen {
	enough := min(3, max(2, pages))
	wordless := strings.Trim(strings.TrimPrefix(strings.TrimPrefix(key, "true"), "false"), "# \t/-–—|.") == ""
	var best []seen
	for i, first := range list {
		if i >= 2*edgeLines {
			break // the place of the head is told by its first pages
		}
		var alike []seen
		for _, x := range list {
			if math.Abs(x.base-first.base) < mayMove && (!wordless || x.number-x.page == first.number-first.page) {
				alike = append(alike, x)
			}
		}
		if len(alike) > len(best) {
			best = alike
		}
	}
	if len(best) < enough {
		return nil
	}
	return best
}
