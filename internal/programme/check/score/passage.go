package score

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// part is a stretch of a line or of a passage.
type part struct{ from, to int }

func (p part) of(s string) string { return s[p.from:p.to] }

func (p part) replaced(s, with string) string { return s[:p.from] + with + s[p.to:] }

// passage is what is read in one go: a paragraph with its broken lines joined, an item, a line of its own.
type passage struct {
	lines  []*line
	starts []int // where each line begins in the text
	text   string
}

// longLine is the length from which a line without an end is taken for one that was broken for width.
const longLine = 85

// passages finds the prose of a text: no headings, no rows.
func (g *garden) passages() []passage {
	var list []passage
	for i, l := range g.lines {
		if strings.TrimSpace(l.text) == "" || levelOf(l.text) > 0 || len(cells(l.text)) > 0 || strings.HasPrefix(l.text, "|") {
			continue
		}
		if n := len(list); n > 0 && g.goesOn(i) && list[n-1].lines[len(list[n-1].lines)-1] == g.lines[i-1] {
			list[n-1].add(l)
			continue
		}
		list = append(list, passage{lines: []*line{l}, starts: []int{0}, text: l.text})
	}
	return list
}

// goesOn tells whether a line is the rest of the one before.
func (g *garden) goesOn(i int) bool {
	l, before := g.lines[i].text, ""
	if i > 0 {
		before = g.lines[i-1].text
	}
	opens := item.MatchString(l) || strings.HasPrefix(l, "<") || longDate.FindStringIndex(l) != nil && longDate.FindStringIndex(l)[0] == 0 || keyed.MatchString(l)
	return len(before) >= longLine && !opens && !strings.HasPrefix(before, "<")
}

func (p *passage) add(l *line) {
	p.starts = append(p.starts, len(p.text)+1)
	p.lines = append(p.lines, l)
	p.text += " " + l.text
}

// edited gives the line that a part of a passage stands on, and its new text; false where it is broken over two lines.
func (p passage) edited(at part, with string) (map[*line]string, bool) {
	i, _ := slices.BinarySearch(p.starts, at.from+1)
	l, start := p.lines[i-1], p.starts[i-1]
	if at.to > start+len(l.text) {
		return nil, false
	}
	return map[*line]string{l: part{at.from - start, at.to - start}.replaced(l.text, with)}, true
}

var sentenceEnd = regexp.MustCompile(`[.!?](?:</p>|</li>|\*\*)?\s+(?:[\p{Lu}«*]|\d)|;\s`)

// sentences cuts a passage where a sentence ends.
func (p passage) sentences() []part {
	var list []part
	from := 0
	for _, m := range sentenceEnd.FindAllStringIndex(p.text, -1) {
		list = append(list, part{from, m[0] + 1})
		from = m[0] + 1
	}
	return append(list, part{from, len(p.text)})
}

var (
	number  = regexp.MustCompile(`\d{1,3}(?:[\x{00a0}\x{202f} ]\d{3})+(?:,\d+)?|\d+(?:,\d+)?`)
	percent = regexp.MustCompile(`(\d+(?:,\d+)?)[\x{00a0}\x{202f} ]?%`)
	whole   = regexp.MustCompile(`^[+−-]?\s?((?:\d{1,3}(?:[\x{00a0}\x{202f} ]\d{3})+|\d+)(?:,\d+)?)(?:\s?€| euros| k€)?$`)
	keyed   = regexp.MustCompile(`^([^:|<]{3,60}) : (\d[\d ]*)$`)
	total   = regexp.MustCompile(`(?i)^\W*(?:total|ensemble)\b`)
)

// figure is a number that counts or measures something.
type figure struct {
	at    part
	value float64
}

var (
	noFigureBefore = regexp.MustCompile(`(?i)(?:[\p{L}\d/.,°-]|n° ?|\(|(?:le|du|au|les|dès|jusqu'au|partie|section|point|action|axe|tableau|annexe|lot|lots|en|page|loi|note) )$`)
	noFigureAfter  = regexp.MustCompile(`^(?:[\p{L}/\d°]|\.\d|-\d|er\b|[\x{00a0}\x{202f} ]?%|\s?(?:` + monthNames + `)| h\b| ans\b| et \d+ (?:` + monthNames + `)|\))`)
)

// figures finds the numbers of a stretch that are no year, no date, no percentage, no age and no number of a thing.
func figuresIn(s string, at part) []figure {
	var list []figure
	for _, m := range number.FindAllStringIndex(at.of(s), -1) {
		p := part{at.from + m[0], at.from + m[1]}
		year := oneYear.MatchString(p.of(s)) && p.to-p.from == 4
		if year || noFigureBefore.MatchString(s[at.from:p.from]) || noFigureAfter.MatchString(s[p.to:at.to]) {
			continue
		}
		list = append(list, figure{p, value(p.of(s))})
	}
	return list
}

func value(s string) float64 {
	s = strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "", ",", ".").Replace(s)
	v, _ := strconv.ParseFloat(s, 64)
	return v
}

// written writes a number as the one it replaces was: with as many decimals, with blanks or without.
func written(v float64, like string) string {
	decimals := 0
	if i := strings.Index(like, ","); i >= 0 {
		decimals = len(like) - i - 1
	}
	s, fraction, _ := strings.Cut(strconv.FormatFloat(v, 'f', decimals, 64), ".")
	if strings.Contains(like, " ") {
		for i := len(s) - 3; i > 0; i -= 3 {
			s = s[:i] + " " + s[i:]
		}
	}
	if fraction != "" {
		return s + "," + fraction
	}
	return s
}

// wronged is a number that rounding does not explain, written as the right one was.
func wronged(v float64, like string) string {
	step := 2.0
	if strings.Contains(like, ",") {
		step = 0.5
	}
	return written(v+math.Max(step, math.Round(v/5)), like)
}

func equal(a, b float64) bool { return math.Abs(a-b) < 1e-6 }

var (
	cellTags = regexp.MustCompile(`<t[dh][^>]*>(.*?)</t[dh]>`)
	wideGap  = regexp.MustCompile(` {2,}`)
)

// cells finds the cells of a row of a table, in Markdown, in HTML, with tabs or with blanks, or of a line "label : number".
func cells(s string) []part {
	switch {
	case strings.HasPrefix(s, "|"):
		return between(s, 1, "|")
	case strings.HasPrefix(s, "<tr"):
		var list []part
		for _, m := range cellTags.FindAllStringSubmatchIndex(s, -1) {
			list = append(list, part{m[2], m[3]})
		}
		return list
	case strings.Contains(s, "\t"):
		return between(s+"\t", 0, "\t")
	case !strings.HasPrefix(s, " ") && len(wideGap.FindAllString(s, -1)) > 1:
		var list []part
		from := 0
		for _, m := range wideGap.FindAllStringIndex(s, -1) {
			list, from = append(list, part{from, m[0]}), m[1]
		}
		return append(list, part{from, len(s)})
	}
	if m := keyed.FindStringSubmatchIndex(s); m != nil {
		return []part{{m[2], m[3]}, {m[4], m[5]}}
	}
	return nil
}

// between finds what stands before each separator, from a place on.
func between(s string, from int, separator string) []part {
	var list []part
	for {
		n := strings.Index(s[from:], separator)
		if n < 0 {
			return list
		}
		p := part{from, from + n}
		for p.from < p.to && s[p.from] == ' ' {
			p.from++
		}
		for p.to > p.from && s[p.to-1] == ' ' {
			p.to--
		}
		list, from = append(list, p), from+n+1
	}
}

// wholeIn finds the number that a cell holds and nothing else but a unit.
func wholeIn(s string, p part) (part, float64, bool) {
	m := whole.FindStringSubmatchIndex(p.of(s))
	if m == nil {
		return part{}, 0, false
	}
	n := part{p.from + m[2], p.from + m[3]}
	sign := 1.0
	if first := p.of(s); strings.HasPrefix(first, "-") || strings.HasPrefix(first, "−") {
		sign = -1
	}
	return n, sign * value(n.of(s)), true
}

// table is the rows that stand with a line, the header first; none without rows.
func (g *garden) table(i int) []*line {
	from, to := i, i
	for from > 0 && len(cells(g.lines[from-1].text)) > 1 {
		from--
	}
	for to < len(g.lines) && len(cells(g.lines[to].text)) > 1 {
		to++
	}
	return g.lines[from:to]
}
