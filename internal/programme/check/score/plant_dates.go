package score

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

const monthNames = `janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre`

var (
	weekdayNames = []string{"dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"}
	months       = strings.Split(monthNames, "|")
	longDate     = regexp.MustCompile(`(?i)(?:(lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) )?(\d{1,2})(?:er)? (` + monthNames + `) (\d{4})`)
	leading      = regexp.MustCompile(`^(?:[-*•|]\s*|<li>|<tr><td>)?$`)
	period       = regexp.MustCompile(`(?i)(?:19|20)\d\d ?(?:-|–|au|à) ?(?:\d{1,2} \pL+ )?(?:19|20)\d\d`)
	oneYear      = regexp.MustCompile(`(?:19|20)\d\d`)
)

// dated is a whole date written in words.
type dated struct {
	line    *line
	all     part
	weekday part // empty without
	day     time.Time
}

func (g *garden) dates() []dated {
	var list []dated
	for _, l := range g.lines {
		for _, m := range longDate.FindAllStringSubmatchIndex(l.text, -1) {
			day, _ := strconv.Atoi(l.text[m[4]:m[5]])
			year, _ := strconv.Atoi(l.text[m[8]:m[9]])
			month := indexFold(months, l.text[m[6]:m[7]]) + 1
			at := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
			d := dated{line: l, all: part{m[0], m[1]}, day: at}
			if m[2] >= 0 {
				d.weekday = part{m[2], m[3]}
			}
			right := at.Day() == day && (d.weekday.to == 0 || strings.EqualFold(d.weekday.of(l.text), weekdayNames[at.Weekday()]))
			if right {
				list = append(list, d)
			}
		}
	}
	return list
}

// weekdays gives a date another weekday, where it has the right one.
func weekdays(g *garden) []change {
	var list []change
	for _, d := range g.dates() {
		if d.weekday.to == 0 {
			continue
		}
		word := like(weekdayNames[(int(d.day.Weekday())+1+g.rand.IntN(6))%7], d.weekday.of(d.line.text))
		list = append(list, change{rules: []string{"weekday"}, note: "the day is a " + weekdayNames[d.day.Weekday()], set: map[*line]string{d.line: d.weekday.replaced(d.line.text, word)}})
	}
	return list
}

// like gives a word the capital of another.
func like(word, other string) string {
	if other != "" && other[0] >= 'A' && other[0] <= 'Z' {
		return strings.ToUpper(word[:1]) + word[1:]
	}
	return word
}

// invalidDates makes a date one that no calendar has: the thirty-first of a month of thirty days, a thirtieth of February, its twenty-ninth in a
// common year; in words or in figures, without weekday.
func invalidDates(g *garden) []change {
	var list []change
	for _, d := range g.dates() {
		day, month, year := 31, []int{4, 6, 9, 11}[g.rand.IntN(4)], d.day.Year()
		if g.rand.IntN(3) == 0 {
			day, month = 30, 2
			if year%4 != 0 {
				day = 29
			}
		}
		never := fmt.Sprintf("%d %s %d", day, months[month-1], year)
		if d.weekday.to == 0 && g.rand.IntN(3) == 0 || d.opens() && g.rand.IntN(2) == 0 {
			never = fmt.Sprintf("%02d/%02d/%d", day, month, year)
		}
		list = append(list, change{rules: []string{"date-invalid"}, note: never + " never was", set: map[*line]string{d.line: d.all.replaced(d.line.text, never)}})
	}
	return list
}

// opens tells whether a date is the first thing on its line.
func (d dated) opens() bool { return leading.MatchString(d.line.text[:d.all.from]) }

// outsideYear moves a date that opens a line by some years, where the heading above names its year and no other.
func outsideYear(g *garden) []change {
	var list []change
	for _, d := range g.dates() {
		if d.opens() && g.underYear(d.line, d.day.Year()) {
			list = append(list, d.moved(-4-g.rand.IntN(4), fmt.Sprintf("under a heading of %d", d.day.Year())))
		}
	}
	return list
}

// outsidePeriod moves a date that opens a line beyond the period that the text is about, as its first lines tell it, in a calendar of three dates
// or more that are all in it, under a heading without a year.
func outsidePeriod(g *garden) []change {
	from, to := g.period()
	var list []change
	for _, d := range g.dates() {
		i := slices.Index(g.lines, d.line)
		h := g.headingOf(i)
		if from == 0 || !d.opens() || h < 0 || oneYear.MatchString(g.lines[h].text) || !g.calendar(i, from, to) {
			continue
		}
		years := to + 3 + g.rand.IntN(3) - d.day.Year()
		if g.rand.IntN(2) == 0 {
			years = from - 3 - g.rand.IntN(3) - d.day.Year()
		}
		list = append(list, d.moved(years, fmt.Sprintf("in a text about %d to %d", from, to)))
	}
	return list
}

func (d dated) moved(years int, where string) change {
	day := d.day.AddDate(years, 0, 0)
	words := fmt.Sprintf("%d %s %d", day.Day(), months[day.Month()-1], day.Year())
	if d.weekday.to > 0 {
		words = like(weekdayNames[day.Weekday()], d.weekday.of(d.line.text)) + " " + words
	}
	return change{rules: []string{"date-outside"}, note: words + " " + where, set: map[*line]string{d.line: d.all.replaced(d.line.text, words)}}
}

// period reads the first and the last year of the period in the first lines of a text, 0 without.
func (g *garden) period() (from, to int) {
	for _, l := range g.lines[:min(len(g.lines), 10)] {
		if m := period.FindString(l.text); m != "" {
			years := oneYear.FindAllString(m, -1)
			from, _ = strconv.Atoi(years[0])
			to, _ = strconv.Atoi(years[1])
			return from, to
		}
	}
	return 0, 0
}

// calendar tells whether a line stands among three or more that open with a date of the period.
func (g *garden) calendar(i, from, to int) bool {
	n := 0
	for _, d := range g.dates() {
		if j := slices.Index(g.lines, d.line); d.opens() && j > i-5 && j < i+5 && from <= d.day.Year() && d.day.Year() <= to {
			n++
		}
	}
	return n > 2
}

// underYear tells whether the nearest heading above a line names one year, that one.
func (g *garden) underYear(l *line, year int) bool {
	for i := slices.Index(g.lines, l) - 1; i >= 0; i-- {
		if levelOf(g.lines[i].text) > 0 {
			years := oneYear.FindAllString(g.lines[i].text, -1)
			return len(years) == 1 && years[0] == strconv.Itoa(year)
		}
	}
	return false
}

var fiveWords = regexp.MustCompile(`^(?:[-*•]\s*|<li>)?` + `(?i:` + longDate.String() + `)(?:, \d{1,2} ?h ?\d{0,2})? : (\S+(?: \S+){4,}?)(?:</li>)?$`)

// eventsTwice tells an event of five words or more, with its date in figures, again at the end of a paragraph of another section.
func eventsTwice(g *garden) []change {
	var list []change
	for i, l := range g.lines {
		m := fiveWords.FindStringSubmatch(l.text)
		to := g.elsewhere(i)
		if m == nil || to == nil {
			continue
		}
		day, _ := strconv.Atoi(m[2])
		words := fmt.Sprintf("%02d/%02d/%s : %s", day, indexFold(months, m[3])+1, m[4], strings.TrimSuffix(m[5], "</li>"))
		insert := []string{"", words}
		switch {
		case strings.HasPrefix(l.text, "<"):
			insert = []string{"<p>" + words + "</p>"}
		case item.MatchString(l.text):
			insert[1] = "- " + words
		}
		list = append(list, change{rules: []string{"duplicate"}, note: "an event told twice", after: to, insert: insert, needs: []*line{l}})
	}
	return list
}

// longSentence is how many words a sentence has that nobody writes twice.
const longSentence = 10

// sentencesTwice tells a sentence of ten words or more again at the end of a paragraph of another section. Sentences that lean on the one before
// or announce something are left.
func sentencesTwice(g *garden) []change {
	var list []change
	for _, p := range g.passages() {
		to := g.elsewhere(slices.Index(g.lines, p.lines[0]))
		for _, s := range p.sentences() {
			words := strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(s.of(p.text)), "<p>"), "</p>")
			if to == nil || !complete.MatchString(words) || len(strings.Fields(words)) < longSentence || strings.ContainsAny(words, "<>*") || strings.Contains(words, "://") {
				continue
			}
			text := strings.TrimSuffix(to.text, "</p>")
			c := change{rules: []string{"duplicate"}, note: "a sentence told twice", set: map[*line]string{to: text + " " + words + to.text[len(text):]}, needs: p.lines}
			if strings.Contains(to.text, "<p>") == strings.HasPrefix(p.text, "<") {
				list = append(list, c)
			}
		}
	}
	return list
}

var complete = regexp.MustCompile(`^(?:L[ae'’]|Les|Un|Une|Le) ?\S.*\.$`)

// itemsTwice repeats an item of four words or more at the end of its list; right below it where it has a date, for the order to stay.
func itemsTwice(g *garden) []change {
	var list []change
	for i, l := range g.lines {
		if i+1 == len(g.lines) || !bulleted(l.text) || bulleted(g.lines[i+1].text) || strings.HasPrefix(g.lines[i+1].text, " ") {
			continue
		}
		first := i
		for first > 0 && bulleted(g.lines[first-1].text) {
			first--
		}
		if i-first < 2 || first > 1 && (announced.MatchString(g.lines[first-1].text) || announced.MatchString(g.lines[first-2].text)) {
			continue
		}
		again, to := g.lines[first+g.rand.IntN(i-first)], l
		if longDate.MatchString(again.text) {
			to = again
		}
		if len(strings.Fields(again.text)) > 4 && figuresIn(again.text, part{0, len(again.text)}) == nil {
			list = append(list, change{rules: []string{"duplicate"}, note: "an item told twice", after: to, insert: []string{again.text}, needs: []*line{again}})
		}
	}
	return list
}

func bulleted(s string) bool {
	return strings.HasPrefix(s, "- ") || strings.HasPrefix(s, "* ") || strings.HasPrefix(s, "<li>")
}

// elsewhere picks a paragraph that ends a sentence, followed by a blank line or another element, in another section than line i.
func (g *garden) elsewhere(i int) *line {
	own := g.headingOf(i)
	var list []*line
	for j := 0; j+1 < len(g.lines); j++ {
		s, next := g.lines[j].text, g.lines[j+1].text
		ends := strings.HasSuffix(s, ".") && next == "" || strings.HasSuffix(s, ".</p>")
		if ends && !item.MatchString(s) && levelOf(s) == 0 && !g.lines[j].kept && g.headingOf(j) != own {
			list = append(list, g.lines[j])
		}
	}
	if len(list) == 0 {
		return nil
	}
	return list[g.rand.IntN(len(list))]
}

func (g *garden) headingOf(i int) int {
	for ; i >= 0; i-- {
		if levelOf(g.lines[i].text) > 0 {
			return i
		}
	}
	return -1
}
