package score

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

var sumRules = []string{"sum", "contradiction", "percentage"}

// columnSums changes a part or the total of a column, where the parts add up to the total exactly.
func columnSums(g *garden) []change {
	var list []change
	for i, l := range g.lines {
		last := cells(l.text)
		if len(last) < 2 || !total.MatchString(last[0].of(l.text)) {
			continue
		}
		for column := 1; column < len(last); column++ {
			if c, ok := g.wrongColumn(i, column, len(last)); ok {
				list = append(list, c)
			}
		}
	}
	return list
}

func (g *garden) wrongColumn(end, column, width int) (change, bool) {
	_, told, ok := wholeIn(g.lines[end].text, cells(g.lines[end].text)[column])
	rows, sum := []*line{g.lines[end]}, 0.0
	for i := end - 1; ok && i >= 0; i-- {
		row := cells(g.lines[i].text)
		if len(row) != width {
			break
		}
		_, v, isNumber := wholeIn(g.lines[i].text, row[column])
		if !isNumber {
			break
		}
		rows, sum = append(rows, g.lines[i]), sum+v
	}
	if !ok || len(rows) < 3 || !equal(sum, told) || told < 5 {
		return change{}, false
	}
	l := rows[g.rand.IntN(len(rows))]
	n, v, _ := wholeIn(l.text, cells(l.text)[column])
	if v <= 0 {
		return change{}, false
	}
	wrong := wronged(v, n.of(l.text))
	note := fmt.Sprintf("%s where the column adds up to %g with %g", wrong, told, v)
	return change{rules: sumRules, note: note, set: map[*line]string{l: n.replaced(l.text, wrong)}, needs: rows, number: v, where: l}, true
}

// telling finds all that is told with a number: the table of the line where it is changed, and the passages and lines that hold it. What was
// computed from it there may now be wrong.
func (g *garden) telling(v float64, changed *line) []*line {
	list := slices.Clone(g.table(slices.Index(g.lines, changed)))
	holds := func(s string) bool {
		return slices.ContainsFunc(number.FindAllString(s, -1), func(n string) bool { return equal(value(n), v) })
	}
	for _, p := range g.passages() {
		if holds(p.text) || slices.Contains(p.lines, changed) {
			list = append(list, p.lines...)
		}
	}
	for _, l := range g.lines {
		if holds(l.text) {
			list = append(list, l)
		}
	}
	return list
}

var (
	countedNoun = regexp.MustCompile(`(\d{1,3}(?: \d{3})+|\d+) (\p{Ll}{4,})`)
	typedTotal  = regexp.MustCompile(`^(?i:total|au total|ensemble) : .*\d`)
)

// typedSums changes a number of a list typed as lines, "Danse : 4 spectacles, 5 séances", closed by a line of totals that are right.
func typedSums(g *garden) []change {
	var list []change
	for i, l := range g.lines {
		if !typedTotal.MatchString(l.text) || len(cells(l.text)) > 0 {
			continue
		}
		for _, m := range countedNoun.FindAllStringSubmatchIndex(l.text, -1) {
			noun := l.text[m[4]:m[5]]
			rows, spots, sum := g.typedParts(i, noun)
			v := value(l.text[m[2]:m[3]])
			if len(rows) < 2 || !equal(sum, v) {
				continue
			}
			rows, spots = append(rows, l), append(spots, part{m[2], m[3]})
			k := g.rand.IntN(len(rows))
			right := spots[k].of(rows[k].text)
			wrong := wronged(value(right), right)
			list = append(list, change{rules: sumRules, note: fmt.Sprintf("%s %s for %s in a list closed by a total", wrong, noun, right), set: map[*line]string{rows[k]: spots[k].replaced(rows[k].text, wrong)}, needs: rows, number: value(right), where: rows[k]})
		}
	}
	return list
}

// typedParts reads the lines above a total that count the same thing.
func (g *garden) typedParts(end int, noun string) (rows []*line, spots []part, sum float64) {
	for i := end - 1; i >= 0; i-- {
		at := -1
		for _, m := range countedNoun.FindAllStringSubmatchIndex(g.lines[i].text, -1) {
			if strings.TrimSuffix(g.lines[i].text[m[4]:m[5]], "s") == strings.TrimSuffix(noun, "s") {
				at = m[2]
				spots, sum = append(spots, part{m[2], m[3]}), sum+value(g.lines[i].text[m[2]:m[3]])
				break
			}
		}
		if at < 0 {
			break
		}
		rows = append(rows, g.lines[i])
	}
	return rows, spots, sum
}

var concluding = regexp.MustCompile(`(?i)\b(?:soit|au total|en tout|ensemble)\b`)

// sentenceSums changes a number of a sentence that tells a total and its parts, and nothing else: the total first, or last after "soit".
func sentenceSums(g *garden) []change {
	var list []change
	for _, p := range g.passages() {
		for _, s := range p.sentences() {
			f := figuresIn(p.text, s)
			if len(f) < 3 || !addsUp(p.text, f) {
				continue
			}
			k := g.rand.IntN(len(f))
			right := f[k].at.of(p.text)
			wrong := wronged(f[k].value, right)
			if set, ok := p.edited(f[k].at, wrong); ok && f[k].value > 0 {
				list = append(list, change{rules: []string{"sum", "contradiction", "percentage", "list-count"}, note: fmt.Sprintf("%s for %s in %q", wrong, right, strings.TrimSpace(s.of(p.text))), set: set, needs: p.lines, number: f[k].value, where: p.lines[0]})
			}
		}
	}
	return list
}

// addsUp tells whether the first number is the sum of the others, or the last one where a word says so. Two parts may add up by accident; three
// hardly.
func addsUp(s string, f []figure) bool {
	sum := 0.0
	for _, x := range f {
		sum += x.value
	}
	first, last := f[0], f[len(f)-1]
	if first.value >= 10 && equal(sum, 2*first.value) {
		return len(f) > 3 || strings.Contains(s[first.at.to:f[1].at.from], ":")
	}
	return last.value >= 10 && equal(sum, 2*last.value) && concluding.MatchString(s[f[len(f)-2].at.to:])
}
