package text

import (
	"regexp"
	"slices"
)

var (
	boldLine = regexp.MustCompile(`^\*\*([^*\n]+?)\*\*\s*:?$`)
	strong   = regexp.MustCompile(`(\*\*|__)(?:[^\s*_]|[^\s*_][^*_\n]*[^\s*_])(\*\*|__)`)
	// slanted has a star on each side that touches its words: "CAPE*" calls a note, "3 * 4" multiplies.
	slanted = regexp.MustCompile(`(?:^|[\s(«"'|])(\*)(?:[^\s*]|[^\s*][^*\n]*[^\s*])(\*)(?:[\s.,;:!?)»"'|]|$)`)
)

// write adds the bytes from and to of a line to a block, in text that people type without the stars around words that they stress.
func (s *structurer) write(w *builder, i, from, to int) {
	if s.doc.Lines[i].marked != nil {
		s.writeMarked(w, i, from, to)
		return
	}
	part := s.doc.Lines[i].Text[from:to]
	if !s.doc.Format.typed() || s.doc.Lines[i].hint.kind != "" {
		w.add(i, from, part)
		return
	}
	last := 0
	for _, c := range marks(part) {
		w.add(i, from+last, part[last:c[0]])
		last = c[1]
	}
	w.add(i, from+last, part[last:])
}

// marks lists the signs of emphasis of a text, in order.
func marks(s string) [][2]int {
	var list [][2]int
	for _, find := range []*regexp.Regexp{strong, slanted} {
		for _, m := range find.FindAllStringSubmatchIndex(s, -1) {
			if s[m[2]:m[3]] == s[m[4]:m[5]] {
				list = append(list, [2]int{m[2], m[3]}, [2]int{m[4], m[5]})
			}
		}
	}
	slices.SortFunc(list, func(a, b [2]int) int { return a[0] - b[0] })
	return list
}
