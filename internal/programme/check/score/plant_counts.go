package score

import (
	"fmt"
	"math"
	"regexp"
	"strings"
)

var (
	countRules = []string{"contradiction", "sum", "percentage", "list-count"}
	counted    = regexp.MustCompile(`(\d{1,3}(?: \d{3})+|\d{2,}) (\p{Ll}{6,})`)
	ofSome     = regexp.MustCompile(`(?i)\b(?:dont|parmi|environ|près de|plus de|moins de|jusqu'à|autre|chacun|chaque|par)\b`)
)

// told is a count in a sentence.
type told struct {
	passage passage
	at      part
}

// counts finds, for each "number noun", the sentences that tell it of a whole.
func (g *garden) counts() map[string][]told {
	found := map[string][]told{}
	for _, p := range g.passages() {
		if longDate.MatchString(p.text) && item.MatchString(p.text) {
			continue
		}
		for _, s := range p.sentences() {
			if ofSome.MatchString(s.of(p.text)) {
				continue
			}
			for _, f := range figuresIn(p.text, s) {
				m := counted.FindStringSubmatchIndex(p.text[f.at.from:s.to])
				if m != nil && m[0] == 0 && f.value >= 20 && m[3] == f.at.to-f.at.from {
					key := p.text[f.at.from : f.at.from+m[5]]
					found[key] = append(found[key], told{p, f.at})
				}
			}
		}
	}
	return found
}

// repeatedCounts changes one of two numbers of two figures or more that stand before the same word in two passages, and are the same.
func repeatedCounts(g *garden) []change {
	var list []change
	found := g.counts()
	for _, key := range sortedKeys(found) {
		spots := found[key]
		if len(spots) < 2 || spots[0].passage.lines[0] == spots[1].passage.lines[0] {
			continue
		}
		i := g.rand.IntN(len(spots))
		if c, ok := g.contradicted(spots[i], key); ok {
			for _, other := range spots {
				c.needs = append(c.needs, other.passage.lines...)
			}
			list = append(list, c)
		}
	}
	return list
}

func (g *garden) contradicted(t told, elsewhere string) (change, bool) {
	right := t.at.of(t.passage.text)
	v := value(right)
	wrong := written(v+math.Max(2, math.Round(v/8)), right)
	set, ok := t.passage.edited(t.at, wrong)
	return change{rules: countRules, note: fmt.Sprintf("%s, elsewhere %s", wrong, elsewhere), set: set, number: v, where: t.passage.lines[0]}, ok
}

// tabledCounts changes the number of a sentence that stands in a table too: in the total of the column of that name, or in the row of that name
// where targets are told.
func tabledCounts(g *garden) []change {
	rows := g.named()
	var list []change
	found := g.counts()
	for _, key := range sortedKeys(found) {
		if row := rows[strings.ToLower(key)]; row != nil && len(found[key]) == 1 {
			if c, ok := g.contradicted(found[key][0], key+" in a table"); ok {
				c.needs = append(found[key][0].passage.lines, row)
				list = append(list, c)
			}
		}
	}
	return list
}

// named finds the rows that tell "number noun": totals under a column of that name, results beside it.
func (g *garden) named() map[string]*line {
	list := map[string]*line{}
	for i, l := range g.lines {
		row := cells(l.text)
		if len(row) < 3 {
			continue
		}
		head := g.table(i)[0].text
		if names := cells(head); total.MatchString(row[0].of(l.text)) && len(names) == len(row) {
			for column := 1; column < len(row); column++ {
				if n, _, ok := wholeIn(l.text, row[column]); ok {
					list[n.of(l.text)+" "+strings.ToLower(names[column].of(head))] = l
				}
			}
		} else if g.headed(l) {
			if n, _, ok := wholeIn(l.text, row[len(row)-1]); ok {
				word, _, _ := strings.Cut(strings.ToLower(row[0].of(l.text)), " ")
				list[n.of(l.text)+" "+word] = l
			}
		}
	}
	return list
}
