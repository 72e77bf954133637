package score

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

var announced = regexp.MustCompile(`(?i)(?:^|[^\p{L}])(deux|trois|quatre|cinq|six|sept|huit|neuf|dix) \p{Ll}[^:]* ?:(?:</p>)?$`)

var wordsFor = []string{"zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze"}

var partial = regexp.MustCompile(`(?i)notamment|dont|parmi|exemple`)

// list is a number that announces items, and the items that stand below, as many.
type announcedList struct {
	line  *line
	at    part
	items []*line
}

func (g *garden) announcedLists() []announcedList {
	var list []announcedList
	for i, l := range g.lines {
		m := announced.FindStringSubmatchIndex(l.text)
		if m == nil || strings.ContainsAny(l.text[m[3]:], ".;") || partial.MatchString(l.text) {
			continue
		}
		a := announcedList{l, part{m[2], m[3]}, g.itemsAfter(i)}
		if n := len(a.items); n > 0 && n == indexFold(wordsFor, a.at.of(l.text)) && !strings.Contains(a.items[n-1].text, "etc") {
			list = append(list, a)
		}
	}
	return list
}

var listRules = []string{"list-count", "contradiction", "sum"}

// listCounts changes a number that announces a list of as many items, the last thing told before it.
func listCounts(g *garden) []change {
	var list []change
	for _, a := range g.announcedLists() {
		n := len(a.items)
		word := like(wordsFor[n+1], a.at.of(a.line.text))
		list = append(list, change{rules: listRules, note: fmt.Sprintf("%s announced, %d listed", word, n), set: map[*line]string{a.line: a.at.replaced(a.line.text, word)}, needs: a.items})
	}
	return list
}

// lostItems takes an item without a number away from a list that was announced with its length and has bullets.
func lostItems(g *garden) []change {
	var list []change
	for _, a := range g.announcedLists() {
		k := g.rand.IntN(len(a.items))
		l := a.items[k]
		if len(a.items) < 3 || len(figuresIn(l.text, part{0, len(l.text)})) > 0 || l.text[0] >= '0' && l.text[0] <= '9' {
			continue
		}
		list = append(list, change{rules: listRules, note: "an item less than announced", remove: []*line{l}, needs: append(slices.Delete(slices.Clone(a.items), k, k+1), a.line)})
	}
	return list
}

var enumerated = regexp.MustCompile(`(?i)(?:^|[^\p{L}])(trois|quatre|cinq|six|sept|huit|neuf|dix) \p{Ll}[^:.;]* ?: ((?:[^,.:;\d]+, )+[^,.:;\d]+?(?: et [^,.:;\d]+)?)\.`)

// namedCounts changes a number before things that are named in the same sentence, as many.
func namedCounts(g *garden) []change {
	var list []change
	for _, p := range g.passages() {
		for _, m := range enumerated.FindAllStringSubmatchIndex(p.text, -1) {
			at, names := part{m[2], m[3]}, p.text[m[4]:m[5]]
			n := strings.Count(names, ", ") + 1
			if strings.Contains(names[strings.LastIndex(names, ", "):], " et ") {
				n++
			}
			if n != indexFold(wordsFor, at.of(p.text)) || countsAgain.MatchString(names) || partial.MatchString(p.text[m[2]:m[4]]) {
				continue
			}
			word := like(wordsFor[n+1], at.of(p.text))
			if set, ok := p.edited(at, word); ok {
				list = append(list, change{rules: listRules, note: fmt.Sprintf("%s announced, %d named", word, n), set: set, needs: p.lines})
			}
		}
	}
	return list
}

// countsAgain: the names are counted themselves, or the list is open.
var countsAgain = regexp.MustCompile(`(?i)\b(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|etc)\b`)

var item = regexp.MustCompile(`^(?:[-*•]|\d+[.)]|<li>)\s*\S`)

// itemsAfter finds the items right below a line, past one blank line or the tag that opens the list.
func (g *garden) itemsAfter(i int) []*line {
	i++
	for i < len(g.lines) && (g.lines[i].text == "" || g.lines[i].text == "<ul>" || g.lines[i].text == "<ol>") {
		i++
	}
	var list []*line
	for ; i < len(g.lines) && item.MatchString(g.lines[i].text); i++ {
		list = append(list, g.lines[i])
	}
	return list
}

func indexFold(list []string, word string) int {
	for i, w := range list {
		if strings.EqualFold(w, word) {
			return i
		}
	}
	return -1
}
