package score

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

var (
	hashes   = regexp.MustCompile(`^(#{1,6}) `)
	element  = regexp.MustCompile(`^<h([1-6])`)
	typed    = regexp.MustCompile(`^(?:\d+\. )?[\p{Lu}\d'’ .,;:/&?!-]{6,}$`)
	counter  = regexp.MustCompile(`^(?:\d+\.\d+|(?:Action|Activité|Axe|Fiche) \d+ [/:–-]) \p{Lu}[^.;]{3,60}$`)
	sentence = regexp.MustCompile(`[\p{Ll}»)]\.(?:</p>)?$`)
)

// levelOf is the level of a heading: of Markdown, of HTML, or typed on a line of its own, in capitals as 2, with a number as 3; 0 for any other
// line.
func levelOf(s string) int {
	if m := hashes.FindStringSubmatch(s); m != nil {
		return len(m[1])
	}
	if m := element.FindStringSubmatch(s); m != nil {
		n, _ := strconv.Atoi(m[1])
		return n
	}
	if typed.MatchString(s) && strings.ContainsFunc(s, func(r rune) bool { return r >= 'A' && r <= 'Z' }) {
		return 2
	}
	if counter.MatchString(s) {
		return 3
	}
	return 0
}

var (
	proseCount = regexp.MustCompile(`(\d{2,}) \p{Ll}{5,}`)
	proseSigns = []string{"X", "XX", "???", "[…]", "__"}
	cellSigns  = []string{"X", "???", "à compléter", "TBD", "[à renseigner]"}
)

// placeholders puts a sign for "not known yet" in place of a number: alone in its cell, or before the thing that it counts.
func placeholders(g *garden) []change {
	var list []change
	for _, l := range g.lines {
		spots, signs := wholeCells(l.text), cellSigns
		if len(cells(l.text)) == 0 {
			signs = proseSigns
			for _, m := range proseCount.FindAllStringSubmatchIndex(l.text, -1) {
				p := part{m[2], m[3]}
				if f := figuresIn(l.text, part{0, len(l.text)}); slices.ContainsFunc(f, func(f figure) bool { return f.at == p }) {
					spots = append(spots, p)
				}
			}
		}
		if len(spots) == 0 || levelOf(l.text) > 0 || strings.Contains(l.text, "://") {
			continue
		}
		p := spots[g.rand.IntN(len(spots))]
		sign := signs[g.rand.IntN(len(signs))]
		list = append(list, change{rules: []string{"placeholder"}, note: sign + " for " + p.of(l.text), set: map[*line]string{l: p.replaced(l.text, sign)}, number: value(p.of(l.text)), where: l})
	}
	return list
}

// wholeCells finds the cells of a row that are a number and no year, units and all.
func wholeCells(s string) []part {
	var list []part
	for i, c := range cells(s) {
		if n, _, ok := wholeIn(s, c); i > 0 && ok && !oneYear.MatchString(n.of(s)) {
			list = append(list, c)
		}
	}
	return list
}

// ends finds the lines that end a paragraph with a sentence.
func (g *garden) ends() []*line {
	var list []*line
	for _, l := range g.lines {
		if len(l.text) >= 60 && sentence.MatchString(l.text) && !item.MatchString(l.text) && levelOf(l.text) == 0 {
			list = append(list, l)
		}
	}
	return list
}

var unready = []string{
	" Ce point est en cours de finalisation", " (chiffres provisoires)", ", sous réserve de validation", " (à confirmer)", ". Ces données restent à vérifier",
}

// drafts says of the end of a paragraph that it is not finished.
func drafts(g *garden) []change {
	var list []change
	for _, l := range g.ends() {
		at := strings.LastIndex(l.text, ".")
		words := unready[g.rand.IntN(len(unready))]
		if strings.HasPrefix(words, " Ce") {
			words = "." + words
		}
		list = append(list, change{rules: []string{"unfinished", "placeholder"}, note: strings.TrimSpace(words), set: map[*line]string{l: l.text[:at] + words + l.text[at:]}})
	}
	return list
}

// emptyItems leaves an item out between two commas.
func emptyItems(g *garden) []change {
	var list []change
	for _, l := range g.ends() {
		if i := strings.LastIndex(l.text, ", "); i > 0 {
			list = append(list, change{rules: []string{"unfinished", "placeholder"}, note: "an empty item between commas", set: map[*line]string{l: l.text[:i] + ", " + l.text[i:]}})
		}
	}
	return list
}

// openCells leaves a question mark behind a number of a table.
func openCells(g *garden) []change {
	var list []change
	for _, l := range g.lines {
		if spots := wholeCells(l.text); len(spots) > 0 && len(cells(l.text)) > 2 {
			p := spots[g.rand.IntN(len(spots))]
			list = append(list, change{rules: []string{"unfinished", "placeholder"}, note: p.of(l.text) + " with a question mark", set: map[*line]string{l: p.replaced(l.text, p.of(l.text)+" ?")}, number: value(p.of(l.text)), where: l})
		}
	}
	return list
}

// numbered is a heading's mark and word, the numbers above it, its own.
var numbered = regexp.MustCompile(`^((?:#{1,6} |<h\d>)?(?:\p{Lu}\pL+ )?)((?:\d+\.)*)(\d+)(?:\.? |\s?[:/])\s?\S`)

// numbersTwice gives a heading the number of the one before, where all of its level count from one without a gap.
func numbersTwice(g *garden) []change {
	series := map[string][]*line{}
	for _, l := range g.lines {
		if m := numbered.FindStringSubmatch(l.text); m != nil && levelOf(l.text) > 0 {
			series[m[1]+m[2]] = append(series[m[1]+m[2]], l)
		}
	}
	var list []change
	for _, key := range sortedKeys(series) {
		lines := series[key]
		if len(lines) < 3 || !counted1toN(lines) {
			continue
		}
		i := 1 + g.rand.IntN(len(lines)-2)
		l := lines[i]
		m := numbered.FindStringSubmatchIndex(l.text)
		list = append(list, change{rules: []string{"numbering"}, note: fmt.Sprintf("%d twice, %d missing", i, i+1), set: map[*line]string{l: part{m[6], m[7]}.replaced(l.text, strconv.Itoa(i))}, needs: lines[i-1 : i+2], echoes: append(g.referring(), g.under(m, l.text)...)})
	}
	return list
}

// under finds the headings numbered below the number of a heading: 2.1 below 2.
func (g *garden) under(m []int, heading string) []*line {
	prefix := heading[m[4]:m[7]] + "."
	var list []*line
	for _, l := range g.lines {
		if n := numbered.FindStringSubmatch(l.text); n != nil && strings.HasPrefix(n[2], prefix) {
			list = append(list, l)
		}
	}
	return list
}

// refers is a sentence that sends the reader to a numbered part.
var refers = regexp.MustCompile(`(?i)(?:partie|section|rubrique|au point|au paragraphe|action|activité|axe) (\d{1,2})\b`)

// toPart is one of them that names a part, whatever parts are called.
var toPart = regexp.MustCompile(`(?i)(?:partie|section|au point|au paragraphe) (\d{1,2})\b`)

// referring finds the lines that send the reader to a part: they may miss their aim when numbers change.
func (g *garden) referring() []*line {
	var list []*line
	for _, l := range g.lines {
		if refers.MatchString(l.text) && levelOf(l.text) == 0 {
			list = append(list, l)
		}
	}
	return list
}

// wrongReferences sends the reader to a part that does not exist, where the text has numbered parts.
func wrongReferences(g *garden) []change {
	last := 0
	for _, l := range g.lines {
		if m := numbered.FindStringSubmatch(l.text); m != nil && levelOf(l.text) > 0 && m[2] == "" && !capital.MatchString(m[1]) {
			n, _ := strconv.Atoi(m[3])
			last = max(last, n)
		}
	}
	var list []change
	for _, l := range g.lines {
		if m := toPart.FindStringSubmatchIndex(l.text); m != nil && last > 1 && levelOf(l.text) == 0 {
			wrong := strconv.Itoa(last + 3 + g.rand.IntN(4))
			list = append(list, change{rules: []string{"numbering"}, note: fmt.Sprintf("part %s of %d", wrong, last), set: map[*line]string{l: part{m[2], m[3]}.replaced(l.text, wrong)}})
		}
	}
	for _, l := range g.ends() {
		if at := strings.LastIndex(l.text, "."); last > 1 {
			wrong := strconv.Itoa(last + 3 + g.rand.IntN(4))
			list = append(list, change{rules: []string{"numbering"}, note: fmt.Sprintf("part %s of %d", wrong, last), set: map[*line]string{l: l.text[:at] + " (voir la partie " + wrong + ")" + l.text[at:]}})
		}
	}
	return list
}

func counted1toN(lines []*line) bool {
	for i, l := range lines {
		if numbered.FindStringSubmatch(l.text)[3] != strconv.Itoa(i+1) {
			return false
		}
	}
	return true
}

// titleLines are the first lines of a text, where the title page is: nothing stands under its headings.
const titleLines = 10

// emptySections takes away what stands under a heading of a few lines, so that the next heading of its level or above follows at once.
func emptySections(g *garden) []change {
	var list []change
	for i, l := range g.lines {
		level := levelOf(l.text)
		if level < 2 || i < titleLines || strings.Contains(strings.ToLower(l.text), "annexe") || variance.MatchString(l.text) {
			continue
		}
		var body []*line
		j := i + 1
		for ; j < len(g.lines) && levelOf(g.lines[j].text) == 0; j++ {
			if g.lines[j].text != "" {
				body = append(body, g.lines[j])
			}
		}
		next := j < len(g.lines) && levelOf(g.lines[j].text) <= level
		if next && len(body) > 0 && len(body) <= 3 && prose(body) {
			list = append(list, change{rules: []string{"heading-empty"}, note: "nothing below the heading", remove: body, needs: []*line{l}})
		}
	}
	return list
}

// prose tells whether lines are paragraphs that announce nothing and nothing else refers to.
func prose(body []*line) bool {
	return !slices.ContainsFunc(body, func(l *line) bool {
		return item.MatchString(l.text) || len(cells(l.text)) > 0 || strings.HasSuffix(l.text, ":") || strings.HasPrefix(l.text, "<t")
	})
}

var capital = regexp.MustCompile(`\p{Lu}`)

var annexNamed = regexp.MustCompile(`(?i)annexe (\d)\b`)

// lostAnnexes sends the reader to an annex that is not there, where the text has annexes and numbers them, or has none.
func lostAnnexes(g *garden) []change {
	there := 0
	for _, l := range g.lines {
		if levelOf(l.text) > 0 && strings.Contains(strings.ToLower(l.text), "annexe") {
			m := annexNamed.FindStringSubmatch(l.text)
			if m == nil {
				return nil
			}
			n, _ := strconv.Atoi(m[1])
			there = max(there, n)
		}
	}
	var list []change
	for _, l := range g.ends() {
		at := strings.LastIndex(l.text, ".")
		words := fmt.Sprintf(". Le détail est donné en annexe %d", there+1+g.rand.IntN(3))
		list = append(list, change{rules: []string{"heading-empty", "numbering"}, note: "an annex that is not there", set: map[*line]string{l: l.text[:at] + words + l.text[at:]}})
	}
	return list
}
