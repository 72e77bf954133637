package names

import (
	"regexp"
	"strings"

	"maillage/internal/programme/check/text"
)

var (
	tagAfter   = regexp.MustCompile(`^,? ?\(([^()]{1,40})\)`)
	placeAfter = regexp.MustCompile(`^,? (?:à|au|aux) (?:la |le |les |l')?(\p{Lu}[\p{L}'-]+)`)
	listLink   = regexp.MustCompile(`^(?:,| et| ou| puis| ni|, puis|, et| comme| mais| que| /|;)? ?(?:(?:aux?|de|des|du|avec|les?|la|pour|par|non|pas|à) |l'|d'|de l'|de la )*$`)
	notSame    = regexp.MustCompile(`(?i)confondre|à distinguer|à ne pas|se distingue`)
)

// toldApart tells whether the text itself says that two forms are two things: neighbours in a sentence, items or first cells of one list, each
// followed by a department or place of its own.
func toldApart(a, b *form) bool {
	return neighbours(a, b) || elsewhere(a, b, tagAfter) || elsewhere(a, b, placeAfter)
}

func neighbours(a, b *form) bool {
	const most = 200 // places looked at: names told a thousand times are no look-alikes
	for _, p := range a.at[:min(len(a.at), most)] {
		for _, q := range b.at[:min(len(b.at), most)] {
			switch {
			case p.line == q.line && linked(p, q), p.line == q.line && notSame.MatchString(p.line.block.Text):
				return true
			case p.line.doc == q.line.doc && sameList(p, q):
				return true
			}
		}
	}
	return false
}

// linked tells whether one phrase follows the other in an enumeration.
func linked(p, q phrase) bool {
	if p.from > q.from {
		p, q = q, p
	}
	return p.to < q.from && listLink.MatchString(tagged.ReplaceAllString(p.line.block.Text[p.last().to:q.first().from], ""))
}

var tagged = regexp.MustCompile(` ?\([^()]*\)`)

// sameList tells whether both phrases begin items of one list, or stand in the first cells of one table.
func sameList(p, q phrase) bool {
	x, y := p.line.block, q.line.block
	if x == y || x.Kind != y.Kind || p.from > 1 || q.from > 1 {
		return false
	}
	if x.Kind == text.Row {
		return x.Table != nil && x.Table == y.Table && p.first().to <= x.Cells[0].To && q.first().to <= y.Cells[0].To
	}
	if x.Kind != text.Item || x.Section != y.Section {
		return false
	}
	from, to := min(x.Index, y.Index), max(x.Index, y.Index)
	const most = 60
	if to-from > most {
		return false
	}
	for i := from; i <= to; i++ {
		if p.line.doc.Blocks[i].Kind != text.Item {
			return false
		}
	}
	return true
}

// elsewhere tells whether what follows the one form never follows the other.
func elsewhere(a, b *form, after *regexp.Regexp) bool {
	x, y := following(a, after), following(b, after)
	for w := range x {
		if y[w] {
			return false
		}
	}
	return len(x) > 0 && len(y) > 0
}

// endsName tells whether a phrase is the end of a longer name: "Kerlann" in "Les Jardins de Kerlann".
func (p phrase) endsName() bool {
	i := p.from
	for ; i > 0 && p.line.joined(i) && p.line.words[i-1].small; i-- {
		if p.line.words[i-1].fold == "a" {
			return false
		}
	}
	return i > 0 && p.line.joined(i) && p.line.words[i-1].capital
}

func following(f *form, after *regexp.Regexp) map[string]bool {
	m := map[string]bool{}
	for _, p := range f.at {
		if p.endsName() { // what follows is told of the whole name
			continue
		}
		if found := after.FindStringSubmatch(p.line.block.Text[p.last().to:]); found != nil {
			m[strings.ToLower(found[1])] = true
		}
	}
	return m
}
