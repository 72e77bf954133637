package score

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
)

var percentRules = []string{"percentage", "sum", "contradiction"}

// wrongShare is a percentage that no rounding leads to.
func (g *garden) wrongShare(told float64) string {
	wrong := math.Round(told) + 5 + float64(g.rand.IntN(9))
	if wrong > 98 {
		wrong = math.Round(told) - 7
	}
	return strconv.FormatFloat(wrong, 'f', -1, 64)
}

// rowPercentages changes a percentage of a row of which two other cells give it.
func rowPercentages(g *garden) []change {
	var list []change
	for _, l := range g.lines {
		if len(cells(l.text)) < 3 || len(percent.FindAllString(l.text, -1)) != 1 {
			continue
		}
		m := percent.FindStringSubmatchIndex(l.text)
		p := part{m[2], m[3]}
		told, wrong := value(p.of(l.text)), g.wrongShare(value(p.of(l.text)))
		if told < 100 && derived(rowValues(l.text), told) && !derived(rowValues(l.text), value(wrong)) {
			list = append(list, change{rules: percentRules, note: fmt.Sprintf("%s %% where the row gives %s", wrong, p.of(l.text)), set: map[*line]string{l: p.replaced(l.text, wrong)}})
		}
	}
	return list
}

func rowValues(s string) []float64 {
	var list []float64
	for _, c := range cells(s) {
		if _, v, ok := wholeIn(s, c); ok {
			list = append(list, math.Abs(v))
		}
	}
	return list
}

// derived tells whether a percentage is, rounded, the share or the growth of two numbers.
func derived(values []float64, told float64) bool {
	for i, a := range values {
		for j, b := range values {
			if i != j && b > 1 && (math.Abs(100*a/b-told) < 0.6 || math.Abs(100*math.Abs(a/b-1)-told) < 0.6) {
				return true
			}
		}
	}
	return false
}

// columnShares changes a percentage of a column that holds the share of each row in the total of another.
func columnShares(g *garden) []change {
	var list []change
	for i, l := range g.lines {
		last := cells(l.text)
		if len(last) < 3 || !total.MatchString(last[0].of(l.text)) {
			continue
		}
		for amounts := 1; amounts < len(last); amounts++ {
			for shares := 1; shares < len(last); shares++ {
				if rows := g.sharesOf(i, amounts, shares); len(rows) > 1 {
					row := rows[g.rand.IntN(len(rows))]
					m := percent.FindStringSubmatchIndex(cells(row.text)[shares].of(row.text))
					at := cells(row.text)[shares].from
					p := part{at + m[2], at + m[3]}
					wrong := g.wrongShare(value(p.of(row.text)))
					list = append(list, change{rules: percentRules, note: fmt.Sprintf("%s %% where the share is %s", wrong, p.of(row.text)), set: map[*line]string{row: p.replaced(row.text, wrong)}, needs: append(rows, l)})
				}
			}
		}
	}
	return list
}

// sharesOf finds the rows above a total of which one column tells the share that another has in it; none when a row does not fit.
func (g *garden) sharesOf(end, amounts, shares int) []*line {
	width := len(cells(g.lines[end].text))
	_, all, ok := wholeIn(g.lines[end].text, cells(g.lines[end].text)[amounts])
	var rows []*line
	for i := end - 1; ok && i >= 0; i-- {
		row := cells(g.lines[i].text)
		if len(row) != width {
			break
		}
		_, v, isNumber := wholeIn(g.lines[i].text, row[amounts])
		m := percent.FindStringSubmatch(row[shares].of(g.lines[i].text))
		if !isNumber || m == nil {
			break
		}
		if math.Abs(100*v/all-value(m[1])) > 0.6 {
			return nil
		}
		rows = append(rows, g.lines[i])
	}
	return rows
}

// follows is how a sentence says that a percentage comes from two numbers.
var follows = regexp.MustCompile(`(?i)\d[^.]{0,30} sur (?:les )?\d|\bsoit\b|\(\+? ?\d[\d,]* ?%|hausse|baisse|progress|contre \d|atteint`)

// sentencePercentages changes a percentage by five points or more, where two of at most three numbers of the same sentence give it, and words say
// that it follows from them.
func sentencePercentages(g *garden) []change {
	var list []change
	for _, p := range g.passages() {
		for _, s := range p.sentences() {
			found := percent.FindAllStringSubmatchIndex(s.of(p.text), -1)
			f := figuresIn(p.text, s)
			if len(found) != 1 || len(f) < 2 || len(f) > 3 || !follows.MatchString(s.of(p.text)) {
				continue
			}
			at := part{s.from + found[0][2], s.from + found[0][3]}
			told := value(at.of(p.text))
			wrong := g.wrongShare(told)
			set, ok := p.edited(at, wrong)
			if ok && told < 100 && derived(valuesOf(f), told) && !derived(valuesOf(figuresIn(p.text, part{0, len(p.text)})), value(wrong)) {
				list = append(list, change{rules: percentRules, note: fmt.Sprintf("%s %% in %q", wrong, strings.TrimSpace(s.of(p.text))), set: set, needs: p.lines})
			}
		}
	}
	return list
}

func valuesOf(f []figure) []float64 {
	var list []float64
	for _, x := range f {
		list = append(list, x.value)
	}
	return list
}
