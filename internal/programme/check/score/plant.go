package score

import (
	"math/rand/v2"
	"slices"
	"strings"
)

// Plan says what Plant sows.
type Plan struct {
	Seed  uint64
	Count int      // how many defects
	Rules []string // of which rules; empty: of all
	// Stands tells whether a place of that name may stand in the department. Without it no place is put into another department.
	Stands func(place, department string) bool
}

// Harvest is a text with defects in it.
type Harvest struct {
	Text    string
	Planted []Entry  // the defects, and as questions the lines where other rules may rightly stumble over them
	Barren  []string // rules for which the text has, or has no more, a place that is surely right and would surely be wrong
}

// Plant edits a text without defects so that it has some, the same for the same plan. What it edits it has understood first: a total is changed
// only where its parts add up to it, a percentage only where the sentence or the table gives the two terms it follows from, a weekday only where
// it is that of its date, a department only where the gazetteer knows no such place. A line that a defect needs is never touched by another.
func Plant(content string, p Plan) Harvest {
	g := newGarden(content, p)
	left := p.Rules
	if len(left) == 0 {
		left = Sown()
	}
	left = slices.Clone(left)
	h := Harvest{}
	for turn := 0; turn < p.Count && len(left) > 0; {
		if turn%len(left) == 0 {
			g.rand.Shuffle(len(left), func(i, j int) { left[i], left[j] = left[j], left[i] })
		}
		i := turn % len(left)
		if g.sow(left[i]) {
			turn++
			continue
		}
		h.Barren = append(h.Barren, left[i])
		left = slices.Delete(left, i, i+1)
	}
	h.Text, h.Planted = g.text(), g.entries()
	return h
}

// sowers finds, for each rule, all that may be changed into a defect of it, one way of doing harm after the other.
var sowers = map[string][]func(*garden) []change{
	"sum":              {columnSums, typedSums, sentenceSums},
	"percentage":       {rowPercentages, columnShares, sentencePercentages},
	"contradiction":    {repeatedCounts, tabledCounts},
	"list-count":       {listCounts, lostItems, namedCounts},
	"weekday":          {weekdays},
	"date-invalid":     {invalidDates},
	"date-outside":     {outsideYear, outsidePeriod},
	"duplicate":        {eventsTwice, sentencesTwice, itemsTwice},
	"spelling-variant": {misspelledNames, misspelledPlaces},
	"link":             {changedLinks, privateLinks},
	"territory":        {departments},
	"placeholder":      {placeholders},
	"unfinished":       {drafts, emptyItems, openCells},
	"numbering":        {numbersTwice, wrongReferences},
	"heading-empty":    {emptySections, lostAnnexes},
	"target-missed":    {silentVariances, raisedTargets},
}

// Sown lists the rules that Plant has defects of.
func Sown() []string {
	var list []string
	for rule := range sowers {
		list = append(list, rule)
	}
	slices.Sort(list)
	return list
}

// line is a line of the text on its way; kept says that a defect needs it as it stands.
type line struct {
	text string
	kept bool
}

// change is one edit that makes a defect: lines get another text, one is followed by others, some are taken away.
type change struct {
	rules  []string // that may find it, the one it is planted for first
	note   string
	set    map[*line]string
	after  *line
	insert []string
	remove []*line
	needs  []*line // other lines that carry the defect
	echoes []*line // lines of which other rules may now complain, rightly
	number float64 // the number that is changed, if one is, and
	where  *line   // its line: what is told with it elsewhere may follow no more
}

type sown struct {
	change
	at []*line
}

type garden struct {
	lines  []*line
	rand   *rand.Rand
	stands func(place, department string) bool
	sown   []sown
}

func newGarden(content string, p Plan) *garden {
	g := &garden{rand: rand.New(rand.NewPCG(p.Seed, 1)), stands: p.Stands}
	for _, l := range strings.Split(content, "\n") {
		g.lines = append(g.lines, &line{text: l})
	}
	return g
}

// sow makes one of the changes that a rule has, at random: first the way, then the place.
func (g *garden) sow(rule string) bool {
	for _, i := range g.rand.Perm(len(sowers[rule])) {
		list := slices.DeleteFunc(sowers[rule][i](g), func(c change) bool { return !c.free() })
		if len(list) > 0 {
			g.make(list[g.rand.IntN(len(list))])
			return true
		}
	}
	return false
}

// free tells whether no other defect needs the lines of a change.
func (c change) free() bool {
	for l := range c.set {
		if l.kept {
			return false
		}
	}
	kept := func(l *line) bool { return l.kept }
	return !slices.ContainsFunc(c.remove, kept) && !slices.ContainsFunc(c.needs, kept) && (c.after == nil || !c.after.kept)
}

func (g *garden) make(c change) {
	s := sown{change: c, at: slices.Clone(c.needs)}
	if c.where != nil {
		s.echoes = append(s.echoes, g.telling(c.number, c.where)...)
	}
	for l, text := range c.set {
		l.text = text
		s.at = append(s.at, l)
	}
	for i, text := range c.insert {
		l := &line{text: text}
		g.lines = slices.Insert(g.lines, slices.Index(g.lines, c.after)+1+i, l)
		if text != "" {
			s.at = append(s.at, l)
		}
	}
	g.lines = slices.DeleteFunc(g.lines, func(l *line) bool { return slices.Contains(c.remove, l) })
	for _, l := range s.at {
		l.kept = true
	}
	if c.after != nil {
		c.after.kept = true
	}
	g.sown = append(g.sown, s)
}

func (g *garden) text() string {
	list := make([]string, len(g.lines))
	for i, l := range g.lines {
		list[i] = l.text
	}
	return strings.Join(list, "\n")
}

func (g *garden) entries() []Entry {
	number := map[*line]int{}
	for i, l := range g.lines {
		number[l] = i + 1
	}
	numbers := func(lines []*line) (list []int) {
		for _, l := range lines {
			if n := number[l]; n > 0 {
				list = append(list, n)
			}
		}
		slices.Sort(list)
		return slices.Compact(list)
	}
	var list []Entry
	for _, s := range g.sown {
		list = append(list, Entry{Kind: Defect, Lines: numbers(s.at), Rules: s.rules, Note: s.note})
		if echoes := append(slices.Clone(s.echoes), s.at...); len(s.echoes) > 0 {
			list = append(list, Entry{Kind: Question, Lines: numbers(echoes), Rules: following, Note: "follows from another defect"})
		}
	}
	return list
}

// following are the rules that a changed number may set off elsewhere.
var following = []string{"sum", "percentage", "contradiction", "list-count", "target-missed", "numbering"}
