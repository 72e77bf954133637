package numbers

import (
	"math/big"
	"slices"

	"maillage/internal/programme/check/claim"
	"maillage/internal/programme/check/text"
)

// comparable tells whether two statements may be of one thing, one period and one part of the report. What it lets through is not yet known to
// be the same: see grounds.
func comparable(a, b *statement) bool {
	return !apartByPlace(a, b) && sameSense(a, b) && samePeriod(a, b) && sameDay(a, b) && sameNames(a, b) &&
		(a.subject == "" || b.subject == "" || a.subject == b.subject)
}

// apartByPlace: numbers of one sentence, of one table or of one list are told beside each other because they differ.
func apartByPlace(a, b *statement) bool {
	x, y := a.Spot.Block, b.Spot.Block
	switch {
	case x == y:
		return a.Sentence == b.Sentence || x.Kind == text.Row
	case x.Table != nil && x.Table == y.Table:
		return true
	case x.Kind == text.Item && y.Kind == text.Item:
		return x.Section == y.Section && a.Spot.Document == b.Spot.Document && a.on == ""
	}
	return false
}

// sameSense: an objective is held against an objective, a result against a result; a part, an average or a growth against nothing.
func sameSense(a, b *statement) bool {
	if a.Part || b.Part || a.As == claim.Average || b.As == claim.Average || a.As == claim.Undone || b.As == claim.Undone {
		return false
	}
	return level(a.As) == level(b.As)
}

// level takes the number of a moment for a plain result: the moment itself is compared by sameDay.
func level(s claim.Sense) claim.Sense {
	if s == claim.Moment {
		return claim.Plain
	}
	return s
}

// samePeriod: the same years; a number without a year is of the year of the report, when that tells of one only.
func samePeriod(a, b *statement) bool {
	x, y := a.inForce(), b.inForce()
	if slices.Equal(x, y) {
		return true
	}
	return len(x) == 0 && spansReport(b, y) || len(y) == 0 && spansReport(a, x)
}

func (s *statement) inForce() []int {
	if len(s.years) == 0 && s.span[0] != 0 && s.span[0] == s.span[1] {
		return []int{s.span[0]}
	}
	return s.years
}

func spansReport(s *statement, years []int) bool {
	return s.span[0] != 0 && len(years) > 1 && years[0] == s.span[0] && years[len(years)-1] == s.span[1]
}

// sameDay: a count of one day is no count of another; an event of one date is none of another, nor of the whole.
func sameDay(a, b *statement) bool {
	if a.day != "" && b.day != "" && a.day != b.day {
		return false
	}
	return a.on == b.on || (a.on == "" || b.on == "") && shared(a, b) >= 2
}

// sameNames: what is told of one place or body is told of no other, nor of the whole.
func sameNames(a, b *statement) bool {
	if len(a.names) == 0 && len(b.names) == 0 {
		return true
	}
	if len(a.names) == 0 || len(b.names) == 0 {
		return shared(a, b) >= 2 && subset(a.names, b) && subset(b.names, a)
	}
	common := 0
	for _, n := range a.names {
		if slices.Contains(b.names, n) {
			common++
		}
	}
	return common == min(len(a.names), len(b.names))
}

// subset tells whether names are among what the other statement speaks of, its headings included.
func subset(names []string, o *statement) bool {
	for _, n := range names {
		for _, w := range claim.Content(n) {
			if !slices.Contains(o.about, w) && !slices.Contains(o.titles, w) {
				return false
			}
		}
	}
	return true
}

// shared counts the telling words that both sentences have: those that few places of the report use. Sentences of one make, told in two sections,
// share only what they say of their own: none, when each section is titled for another thing that its sentence is about.
func shared(a, b *statement) int {
	n := 0
	for _, w := range a.about {
		if a.rare[w] && slices.Contains(b.about, w) && w != a.thing.Head && !slices.Contains(a.thing.Qualifiers, w) {
			n++
		}
	}
	return n
}

// agree tells whether two numbers can both be right: equal, rounded, or told roughly.
func agree(a, b *statement) bool {
	if a.Value.Cmp(b.Value) == 0 {
		return true
	}
	return allows(a, b) || allows(b, a)
}

// allows tells whether what a says so roughly leaves room for b.
func allows(a, b *statement) bool {
	switch {
	case a.Upper != nil:
		return a.Value.Cmp(b.Value) <= 0 && b.Value.Cmp(a.Upper) <= 0
	case a.Hedge == claim.About:
		return within(b.Value, a.Value, 1, 5)
	case a.Hedge == claim.AtLeast:
		return b.Value.Cmp(a.Value) >= 0 || b.Hedge != claim.Exact
	case a.Hedge == claim.AtMost:
		return b.Value.Cmp(a.Value) <= 0 || b.Hedge != claim.Exact
	case a.Decimals < b.Decimals:
		return roundsTo(b.Value, a.Value, a.Decimals)
	}
	return false
}

// roundedTo tells whether a is b with its last figures dropped: "120 000 €" for "120 500 €".
func roundedTo(a, b *big.Rat) bool {
	for zeros := 3; zeros <= 6; zeros++ {
		if new(big.Rat).Mul(a, scale(-zeros)).IsInt() && roundsTo(b, a, -zeros) {
			return true
		}
	}
	return false
}
