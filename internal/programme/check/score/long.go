package score

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// LinesOfPage is how many lines a page of a typed report has.
const LinesOfPage = 45

var anyFigure = regexp.MustCompile(`\b\d{2,3}\b`)

// Long repeats a text up to so many lines, each time with other numbers and another title: something to measure time with.
func Long(content string, lines int) string {
	var b strings.Builder
	for turn := 0; lines > 0; turn++ {
		s := anyFigure.ReplaceAllStringFunc(content, func(n string) string {
			v, _ := strconv.Atoi(n)
			return strconv.Itoa(v + turn)
		})
		fmt.Fprintf(&b, "PARTIE %d\n\n%s\n", turn+1, s)
		lines -= strings.Count(s, "\n") + 3
	}
	return b.String()
}
