package numbers

import (
	"bytes"
	"slices"
	"strings"

	"maillage/internal/programme/check"
	"maillage/internal/programme/check/claim"
	"maillage/internal/programme/check/text"
)

// ground says why two statements are taken to be of the same thing.
type ground string

const (
	noGround  ground = ""
	wholes    ground = "wholes"    // both speak for all of the report, or one does and the other stands where the thing is told
	sameEvent ground = "event"     // the same event of the same date
	nameds    ground = "named"     // their sentences speak of the same, in words that few others use
	reminded  ground = "reminded"  // "les 45 adhérents", after "45 adhérents"
	sameYear  ground = "year"      // the same thing, told of the same year
	samePhase ground = "same name" // the same name in several words
)

// loose are heads that every activity has its own of: only what they belong to tells whether two are the same.
var loose = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields("participant personne présent inscrit public individu heure jour an mois semaine journée minute séance session date réunion rencontre atelier femme homme enfant jeune adulte groupe fois intervention action édition membre " +
		"partenaire structure visiteur spectateur demi-journée année point étape page question projet place exposant convive support document outil kilomètre intervenant") {
		m[claim.Stem(w)] = true
	}
	return m
}()

// weigh finds on which ground two comparable statements are of the same thing, and how sure that is.
func weigh(a, b *statement) (ground, check.Confidence) {
	if !agreeInName(a, b) {
		return noGround, ""
	}
	free := loose[a.thing.Head] || a.Unit == "%"
	exact := a.thing.Equal(b.thing)
	near, close := ratio(a, b, 1, 2), ratio(a, b, 1, 4) || swapped(a, b)
	tied := a.subject != "" && a.subject == b.subject && !loose[a.subject]
	switch {
	case a.on != "" && a.on == b.on && shared(a, b) >= 1:
		return sameEvent, check.High
	case shared(a, b) >= 2 && near && exact && !(a.Unit == "%" && apartByTitle(a, b)):
		return nameds, sureIf(shared(a, b) >= 3 || close)
	case bothWhole(a, b) && (!free || tied || close && exact && len(a.thing.Qualifiers) > 0):
		return wholes, sureIf(exact && (close || tied))
	case exact && close && large(a) && large(b) && a.Cell != b.Cell && bothWhole(a, b):
		return wholes, check.Medium
	case exact && large(a) && large(b) && a.Cell != b.Cell && ratio(a, b, 1, 6) && (a.place == overall || b.place == overall):
		return wholes, lowUnless(sameBranch(a, b))
	case a.Unit == "%" && exact && close && len(a.thing.Qualifiers) > 0 && (a.place == overall || b.place == overall):
		return samePhase, check.Low
	case exact && (a.again || b.again) && large(a) && large(b) && (swapped(a, b) || ratio(a, b, 1, 8) && sameBranch(a, b)):
		return reminded, lowUnless(swapped(a, b))
	case free && !tied && len(a.thing.Qualifiers) == 0:
		return noGround, ""
	case !exact || !close:
		return noGround, ""
	case (a.again || b.again) && (sameBranch(a, b) || a.place != inPart || b.place != inPart):
		return reminded, check.Medium
	case !free && a.dates && b.dates && claim.ClassOf(a.thing.Head) != claim.Events:
		return sameYear, check.Medium
	case a.Unit != "%" && len(a.thing.Qualifiers) > 0 && (sameBranch(a, b) || a.place != inPart || b.place != inPart):
		return samePhase, check.Medium
	case !free && (a.place == overall || b.place == overall || sameSection(a, b) || a.Unit == "" && len(a.thing.Qualifiers) > 0):
		return samePhase, check.Low
	}
	return noGround, ""
}

// large numbers are not the same by chance: one in a sentence and one near it in the row of totals of a table count one thing.
func large(s *statement) bool { return s.Unit == "" && s.Value.Cmp(hundred) >= 0 }

// swapped tells whether two numbers have the same figures in another order, as slips of the hand do: 412 and 421.
func swapped(a, b *statement) bool {
	if !a.Value.IsInt() || !b.Value.IsInt() || a.Value.Cmp(ten) < 0 {
		return false
	}
	x, y := []byte(a.Value.Num().String()), []byte(b.Value.Num().String())
	slices.Sort(x)
	slices.Sort(y)
	return bytes.Equal(x, y)
}

// apartByTitle tells whether two statements stand each in a section of its own.
func apartByTitle(a, b *statement) bool {
	return a.place == inPart && b.place == inPart && !sameBranch(a, b)
}

// agreeInName: the same words, or one name covers the other and its statement speaks for the whole: "27 visios thématiques" on the cover, "16 visios"
// where they are told of.
func agreeInName(a, b *statement) bool {
	if a.thing.Equal(b.thing) {
		return true
	}
	return a.place != inPart && b.place != inPart && a.place != b.place && a.As == b.As && (a.thing.Covers(b.thing) || b.thing.Covers(a.thing)) && len(a.thing.Qualifiers)+len(b.thing.Qualifiers) == 1
}

func lowUnless(yes bool) check.Confidence {
	if yes {
		return check.Medium
	}
	return check.Low
}

func sureIf(yes bool) check.Confidence {
	if yes {
		return check.High
	}
	return check.Medium
}

// bothWhole: two homes of one thing may be two activities; numbers of the whole that are far apart are of two things.
func bothWhole(a, b *statement) bool {
	if a.place == inPart || b.place == inPart {
		return false
	}
	if a.place == atHome && b.place == atHome {
		return sameSection(a, b) && ratio(a, b, 1, 2)
	}
	return a.place != b.place || ratio(a, b, 2, 5)
}

func sameSection(a, b *statement) bool {
	return a.Spot.Document == b.Spot.Document && a.Spot.Block.Section == b.Spot.Block.Section && a.Spot.Block.Section != nil
}

// sameBranch tells whether one statement stands under a heading that the other stands under too, the title of the report aside.
func sameBranch(a, b *statement) bool {
	x, y := a.Spot.Block.Section, b.Spot.Block.Section
	return a.Spot.Document == b.Spot.Document && x != nil && y != nil && (a.Spot.Block.In(y) && real(y) || b.Spot.Block.In(x) && real(x))
}

func real(s *text.Section) bool { return s.Heading.Index > 0 }

// ratio tells whether two values differ by at most a share of the greater.
func ratio(a, b *statement, num, den int64) bool {
	high := a.Value
	if b.Value.Cmp(high) > 0 {
		high = b.Value
	}
	return within(a.Value, high, num, den) && within(b.Value, high, num, den)
}
