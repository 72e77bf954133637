package names

import (
	"regexp"
	"strings"

	"maillage/internal/programme/check"
	"maillage/internal/register/territory"
)

// located is a place that the text puts into a department or region: "Pau (64)", "à Pau, Pyrénées-Atlantiques".
type located struct {
	line     *line
	end      int // the last word of the place
	area     area
	told     string // the area as written
	to       int    // where the area ends, in the block
	coded    bool   // by a number in brackets
	sure     bool   // the words between leave no doubt that the one lies in the other
	verdict  verdict
	village  bool // the place is small and nothing says that a place is meant, but that others beside it agree
	phrase   phrase
	official territory.Match // where verdict is misspelt or astray
}

type verdict string

const (
	agrees   verdict = "agrees"
	astray   verdict = "astray"   // a place of this name stands on the list, and none in the area
	misspelt verdict = "misspelt" // nearly the name of a place in the area
	nowhere  verdict = "nowhere"  // no place: an organisation, a person
)

// locations are the places that a corpus puts somewhere, judged.
func locations(c *check.Corpus) []*located {
	return check.Shared(c, "names.locations", func(c *check.Corpus) []*located {
		a := atlasOf(c)
		var list []*located
		for _, l := range lines(c) {
			found := append(l.bracketed(a), l.linkedAreas()...)
			for _, p := range found {
				p.judge(a)
			}
			list = append(list, found...)
		}
		return list
	})
}

var bracket = regexp.MustCompile(`\(([^()]{2,60})\)`)

// bracketed lists the places followed by a department or region in brackets.
func (l *line) bracketed(a *atlas) []*located {
	var list []*located
	for _, m := range bracket.FindAllStringSubmatchIndex(l.block.Text, -1) {
		inside := l.block.Text[m[2]:m[3]]
		p := &located{line: l, end: l.wordBefore(m[0]), told: inside, to: m[1], sure: true}
		if codes := a.Tags("(" + inside + ")"); len(codes) > 0 {
			p.area = area{name: inside, departments: codes}
			p.coded = inside[0] >= '0' && inside[0] <= '9'
		} else if x, ok := areaNamed(territory.Fold(inside)); ok {
			p.area = x
		}
		if p.end >= 0 && len(p.area.departments) > 0 {
			list = append(list, p)
		}
	}
	return list
}

// wordBefore is the word that ends right before a byte, -1 when something else does.
func (l *line) wordBefore(at int) int {
	for i := len(l.words) - 1; i >= 0; i-- {
		if w := l.words[i]; w.to <= at {
			if strings.Trim(l.block.Text[w.to:at], " ") != "" {
				return -1
			}
			return i
		}
	}
	return -1
}

var (
	// into is what stands between a place and the area it lies in.
	into = regexp.MustCompile(`(, | )(?:en |dans (?:le |la |les |l')?(?:département (?:de la |du |des |de l'|de |d'))?|(?:le )?département (?:de la |du |des |de l'|de |d'))$`)
	// alone is the bare comma of an address: "à Limoges, Gironde".
	alone      = regexp.MustCompile(`, $`)
	moreAre    = regexp.MustCompile(`^(?:,|;| et| ou| puis)(?: et| ou| puis)? (?:en |dans |à |au |aux |l[ea]s? |l'|\p{Lu})`)
	addressEnd = regexp.MustCompile(`^(?:\.|;|\)|$|, (?:le|du|en) )`)
)

// linkedAreas lists the places that words put into a department or region. What may be an enumeration ("à Niort, en Charente et à Pau") is none.
func (l *line) linkedAreas() []*located {
	var list []*located
	for i := range l.words {
		x, last, ok := l.areaAt(i)
		if !ok || i == 0 {
			continue
		}
		from, to := l.words[i].from, l.words[last].to
		before, after := l.block.Text[:from], l.block.Text[to:]
		p := &located{line: l, area: x, told: l.block.Text[from:to], to: to}
		if m := into.FindStringIndex(before); m != nil && !moreAre.MatchString(after) {
			p.end = l.wordBefore(m[0])
		} else if m := alone.FindStringIndex(before); m != nil && addressEnd.MatchString(after) {
			p.end = l.wordBefore(m[0])
		} else {
			continue
		}
		if p.end >= 0 && !l.enumerates(p.end) {
			list = append(list, p)
		}
	}
	return list
}

// areaAt reads the longest name of a department or region that begins at word i.
func (l *line) areaAt(i int) (x area, last int, ok bool) {
	if w := l.words[i]; !w.capital || w.small || w.number || i > 0 && l.joined(i) && l.words[i].gap == "-" {
		return x, 0, false
	}
	for j := min(i+5, len(l.words)-1); j >= i; j-- {
		if !l.joinedThrough(i, j) {
			continue
		}
		if x, ok := areaNamed(territory.Fold(l.block.Text[l.words[i].from:l.words[j].to])); ok {
			return x, j, j+1 >= len(l.words) || l.words[j+1].gap != "-"
		}
	}
	return x, 0, false
}

func (l *line) joinedThrough(from, to int) bool {
	for i := from + 1; i <= to; i++ {
		if !l.joined(i) {
			return false
		}
	}
	return true
}

// enumerates tells whether a place is one of several: others stand before it, with commas.
func (l *line) enumerates(end int) bool {
	for i := end; i > 0; i-- {
		switch gap := l.words[i].gap; {
		case strings.Contains(gap, ","), l.words[i].link && (l.words[i].fold == "et" || l.words[i].fold == "ou"):
			return true
		case !l.joined(i) || !l.words[i].capital && !l.words[i].small && !l.words[i].link:
			return false
		}
	}
	return false
}

// ending lists the names that may end at a word, the longest first.
func (l *line) ending(end int) []phrase {
	var list []phrase
	for i := end; i >= 0 && i > end-mostWords; i-- {
		w := l.words[i]
		if !w.capital && !w.small && !(w.link && w.gap == "-") && w.fold != "sur" && w.fold != "sous" && !w.number {
			break
		}
		if w.capital && !(i > 0 && w.gap == "-") && !w.number {
			list = append([]phrase{{l, i, end}}, list...)
		}
		if i > 0 && !l.joined(i) {
			break
		}
	}
	return list
}

// judge compares a place with the list. Any reading that agrees with the area is believed; else the place is what stands after "à", or alone.
func (p *located) judge(a *atlas) {
	p.verdict = nowhere
	list := p.line.ending(p.end)
	for _, name := range list {
		if a.liesIn(name.text(), p.area) || a.liesIn(name.withArticle(), p.area) {
			p.verdict, p.phrase = agrees, name
			return
		}
	}
	for _, name := range list {
		lead := name.lead()
		if m, ok := a.nearIn(name.text(), p.area, lead); ok && (lead == leadAt || a.population(m.Code) >= town) {
			p.verdict, p.phrase, p.official = misspelt, name, m
			return
		}
		if lead == leadNone {
			continue
		}
		m, ok := a.elsewhere(name.text(), lead)
		if small, isOne := a.elsewhere(name.text(), leadAt); !ok && isOne && lead == leadAlone && !smallWords[name.first().fold] {
			m, ok, p.village = small, a.population(small.Code) >= village/2, true
		}
		if ok {
			p.verdict, p.phrase, p.official = astray, name, m
			return
		}
	}
}

// withArticle is the name as the article that melts into the word before gives it back: "au Dorat" is Le Dorat, "des Essarts" Les Essarts.
func (p phrase) withArticle() string {
	before := strings.ToLower(strings.TrimRight(p.line.block.Text[:p.first().from], " "))
	switch {
	case strings.HasSuffix(before, " au"), strings.HasSuffix(before, " du"), before == "au", before == "du":
		return "Le " + p.text()
	case strings.HasSuffix(before, " aux"), strings.HasSuffix(before, " des"), before == "aux", before == "des":
		return "Les " + p.text()
	}
	return p.text()
}

// lead says what stands before a name.
type lead int

const (
	leadNone  lead = iota
	leadOf         // "de": a place, or something of that name
	leadAlone      // a comma, the beginning of a line
	leadAt         // "à", "ville de": a place
)

var (
	atBefore   = regexp.MustCompile(`(?i)(?:^|[^\p{L}])(?:à|au|aux|commune (?:de |d')|ville (?:de |d')|mairie (?:de |d')|située? à|basée? à)(?: ?l[ae]s? | ?l')? ?$`)
	noneBefore = regexp.MustCompile(`(?i)(?:^|[,;:(/–-] ?|[.!?] |\t|\bet |\bou )(?:l[ae]s? |l')?$`)
	ofBefore   = regexp.MustCompile(`(?i)(?:\bde |\bd'|\bsur |\bvers )(?:l[ae]s? |l')?$`)
)

// lead reads what stands before a phrase. A name with a capital article ("La Planche") is taken with it.
func (p phrase) lead() lead {
	before := p.line.block.Text[:p.first().from]
	switch {
	case atBefore.MatchString(before):
		return leadAt
	case noneBefore.MatchString(before):
		return leadAlone
	case ofBefore.MatchString(before):
		return leadOf
	}
	return leadNone
}
