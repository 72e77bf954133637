package score

import (
	"html"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"maillage/internal/programme/check/text"
)

// Moved gives entries about the lines of a file the numbers that the same words have in the document read from it: other formats have the
// lines of the text that was taken out of them.
func Moved(gold []Entry, content string, d *text.Document) []Entry {
	at := linesIn(strings.Split(content, "\n"), d)
	list := slices.Clone(gold)
	for i, e := range list {
		var lines []int
		for _, l := range e.Lines {
			lines = append(lines, at[l-1]...)
		}
		list[i].Lines = lines
	}
	return list
}

// linesIn tells for each line of a file where its words stand in the document. Both are walked in order: a line of the one may be several of
// the other.
func linesIn(lines []string, d *text.Document) [][]int {
	told := make([]string, len(d.Lines))
	for i, l := range d.Lines {
		told[i] = bare(l.Text)
	}
	at := make([][]int, len(lines))
	for i, p := 0, 0; i < len(lines); i++ {
		words := bare(lines[i])
		if words == "" {
			continue
		}
		for q := p; q < len(told); q++ {
			if strings.Contains(told[q], words) {
				at[i], p = []int{q + 1}, q
				if told[q] == words {
					p++
				}
				break
			}
			if told[q] != "" && strings.HasPrefix(words, told[q]) {
				at[i], p = run(words, told, q)
				break
			}
		}
	}
	return at
}

// run is the lines from q on that one line was made into.
func run(words string, told []string, q int) (lines []int, next int) {
	for ; q < len(told) && strings.HasPrefix(words, told[q]); q++ {
		words = words[len(told[q]):]
		if told[q] != "" {
			lines = append(lines, q+1)
		}
	}
	return lines, q
}

var tag = regexp.MustCompile(`<[^>]*>`)

// bare is the letters and digits of a line, without tags.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, html.UnescapeString(tag.ReplaceAllString(s, " ")))
}
