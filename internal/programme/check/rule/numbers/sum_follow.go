package numbers

import (
	"regexp"
	"strings"

	"maillage/internal/programme/check"
	"maillage/internal/programme/check/claim"
	"maillage/internal/programme/check/text"
)

// opensTotal begins a sentence that tells what was just counted in all: "Au total, 62 enfants", "Total des dépenses : 372 200 euros", "Soit 43 bénévoles".
var opensTotal = regexp.MustCompile(`(?:^|[.;:!?)»]\s|\s)(?:Au total|En tout|Soit(?: au total| un total de)?|Total(?: général)?|Ce qui (?:fait|donne|porte)|L'ensemble)\b[^.;\d]{0,60}$`)

// follower finds what a total sums up that stands before it, in sentences and lists of their own.
type follower struct {
	document *text.Document
	by       map[*text.Block][]claim.Claim
}

// check compares a total with the enumeration in the sentence before, or with the items of the list above.
func (f follower) check(r *check.Reporter, b *text.Block, list []claim.Claim, i int) {
	t := &list[i]
	if t.Part || t.As == claim.Average || !opensTotal.MatchString(b.Text[:t.Number.From]) {
		return
	}
	if b.Kind == text.Item || i == 0 && b.Index > 0 && f.document.Blocks[b.Index-1].Kind == text.Item {
		if parts, ok := f.items(b, list[:i], t); ok {
			weighFollowed(r, t, parts)
			return
		}
	}
	parts, from := list[:i], b
	if i == 0 && b.Index > 0 {
		from = f.document.Blocks[b.Index-1]
		parts = f.by[from]
	}
	if parts, ok := lastEnumeration(from.Text, parts); ok {
		weighFollowed(r, t, parts)
	}
}

func weighFollowed(r *check.Reporter, t *claim.Claim, parts []claim.Claim) {
	if len(parts) >= 2 && !derived(parts, t.Value) {
		weighSum(r, t, parts)
	}
}

// lastEnumeration takes the parts out of the last sentence that tells numbers: "parentalité 12, numérique 7, aînés 9", after a colon when there is one.
func lastEnumeration(s string, list []claim.Claim) ([]claim.Claim, bool) {
	if len(list) < 2 {
		return nil, false
	}
	last := list[len(list)-1].Sentence
	first := len(list) - 1
	for first > 0 && list[first-1].Sentence == last {
		first--
	}
	from := last.From
	if colon := strings.LastIndex(s[from:last.To], ": "); colon >= 0 {
		from += colon + 2
		for first < len(list) && list[first].Number.From < from {
			first++
		}
	}
	if opensTotal.MatchString(s[last.From:min(len(s), last.From+40)]) {
		return nil, false
	}
	return pieces(s, from, last.To, list[first:])
}

// items takes one number of what the total counts out of each item of the list that ends at b or before it.
func (f follower) items(b *text.Block, own []claim.Claim, t *claim.Claim) ([]claim.Claim, bool) {
	var parts []claim.Claim
	at := b.Index
	if b.Kind != text.Item {
		at--
		own = f.by[f.document.Blocks[at]]
	}
	level := f.document.Blocks[at].Level
	for ; at >= 0 && f.document.Blocks[at].Kind == text.Item && f.document.Blocks[at].Level == level; at-- {
		n := f.document.Blocks[at]
		if n.Index != b.Index {
			own = f.by[n]
		}
		p := counting(own, t)
		if p == nil || partial.MatchString(n.Text) && n.Index != b.Index {
			return nil, false
		}
		parts = append(parts, *p)
	}
	return parts, len(parts) >= 2
}

// counting returns the only number of the total's noun, nil when there is none or several.
func counting(list []claim.Claim, t *claim.Claim) *claim.Claim {
	var found *claim.Claim
	for i := range list {
		c := &list[i]
		if c.Unit != t.Unit || t.Unit == "" && (t.Head() == "" || c.Head() != t.Head()) || c.Hedge != claim.Exact || c.Upper != nil || c.Part || c.Of != nil {
			continue
		}
		if found != nil {
			return nil
		}
		found = c
	}
	return found
}
