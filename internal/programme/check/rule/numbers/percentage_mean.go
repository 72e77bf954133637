package numbers

import (
	"math/big"
	"regexp"
	"slices"
	"strings"

	"maillage/internal/kit/lang"
	"maillage/internal/programme/check"
	"maillage/internal/programme/check/claim"
)

var (
	// eachOne comes after a mean: "12 participants par séance"; meanWord around it.
	eachOne  = regexp.MustCompile(`(?i)^\s?(?:\p{L}[\p{L}' ]{0,30} )?(?:en moyenne )?(?:par|à chaque|/)\s?(\p{L}[\p{L}-]+)`)
	meanWord = regexp.MustCompile(`(?i)\b(?:en moyenne|moyen(?:ne)?|soit)\b`)
	forEach  = regexp.MustCompile(`(?i)^\s?(?:euros?)?\s?(?:pour|sur|divisée?s? par|répartis? (?:sur|entre)|/)\s(?:les |nos |ces )?$`)
	balance  = regexp.MustCompile(`(?i)\bsoit (?:un|une) (?:solde|écart|différence|excédent|déficit)(?: \p{L}+)? (?:de |d')$`)
	extra    = regexp.MustCompile(`(?i)^\s?(?:\p{L}[\p{L}' ]{0,30} )?(?:de plus|de moins|supplémentaires?|en plus|en moins)\b`)
)

// averagesInText weighs "12 séances et 144 participants, soit 12 participants par séance": the mean of two numbers of its block.
func averagesInText(c *check.Corpus, r *check.Reporter) {
	by := claim.ByBlock(c)
	for _, d := range c.Documents {
		for _, b := range d.Blocks {
			list := by[b]
			for i := range list {
				if m := &list[i]; !m.Cell && m.Unit != "%" && !m.Signed {
					weighMean(r, list, m)
				}
			}
		}
	}
}

func weighMean(r *check.Reporter, list []claim.Claim, m *claim.Claim) {
	s := m.Spot.Block.Text
	before, after := s[m.Sentence.From:m.Number.From], s[m.Number.To:m.Sentence.To]
	if !meanWord.MatchString(before) && !meanWord.MatchString(after) && !unitCost.MatchString(before) {
		return
	}
	total, count := dividedBeside(list, m)
	if total == nil {
		switch of := eachOne.FindStringSubmatch(after); {
		case of != nil:
			total, count = meanTerms(list, m, claim.Stem(strings.ToLower(of[1])))
		case forOne.MatchString(after):
			total, count = sharedOut(list, m)
		default:
			return
		}
	}
	if total == nil || count == nil || count.Value.Sign() <= 0 || m.Value.Cmp(total.Value) >= 0 {
		return
	}
	exact := new(big.Rat).Quo(total.Value, count.Value)
	if !drawn.MatchString(before) && !within(exact, m.Value, 1, 2) { // "143 enfants en 112 jours, 38 par jour": a child comes more than once
		return
	}
	loose := *m
	if total.Hedge != claim.Exact || count.Hedge != claim.Exact {
		loose.Hedge = claim.About
	}
	if fits(exact, &loose) || total.Upper != nil || count.Upper != nil {
		return
	}
	r.Report(check.Problem{
		At: m.Spot, Related: []check.Spot{total.Spot, count.Spot},
		Message:  lang.Text{FR: "Cette moyenne ne découle pas du total et du nombre donnés.", EN: "This mean does not follow from the total and the count told."},
		Expected: bothLangs("%s / %s = %s, non %s.", "%s / %s = %s, not %s.", total.Value, count.Value, exact, m.Value),
		Mend:     rateMend,
	})
}

// forOne comes after what each has: "soit 40 heures chacun".
var forOne = regexp.MustCompile(`(?i)^\s?(?:\p{L}+ )?chacune?\b`)

// sharedOut: "14 bénévoles ont donné 560 heures, soit 40 heures chacun": the only two numbers before it, of which one is of its own noun.
func sharedOut(list []claim.Claim, m *claim.Claim) (total, count *claim.Claim) {
	var before []*claim.Claim
	for i := range list {
		if c := &list[i]; c.Sentence == m.Sentence && c.Number.To <= m.Number.From {
			before = append(before, c)
		}
	}
	if len(before) != 2 || before[0].Head() == before[1].Head() {
		return nil, nil
	}
	for i, c := range before {
		if other := before[1-i]; c.Head() == m.Head() && c.Unit == m.Unit && other.Unit == "" {
			return c, other
		}
	}
	return nil, nil
}

// drawn comes before a mean that follows from what was just said.
var drawn = regexp.MustCompile(`(?i)\bsoit (?:en moyenne |une moyenne de |un coût moyen de |environ |près de )?$`)

// unitCost tells that an amount is that of one thing among many.
var unitCost = regexp.MustCompile(`(?i)\bmoyen|\b(?:coût|prix|dépense|budget|tarif|subvention) par\b`)

// dividedBeside: "1 402 €, soit 546 820 € pour 390 stagiaires".
func dividedBeside(list []claim.Claim, m *claim.Claim) (total, count *claim.Claim) {
	s := m.Spot.Block.Text
	if m.Unit != "€" || !unitCost.MatchString(s[m.Sentence.From:m.Sentence.To]) {
		return nil, nil
	}
	for i := 0; i+1 < len(list); i++ {
		x, y := &list[i], &list[i+1]
		if x.Sentence == m.Sentence && y.Sentence == m.Sentence && x.Unit == "€" && y.Unit == "" && x.Number != m.Number && forEach.MatchString(s[x.Number.To:y.Number.From]) {
			return x, y
		}
	}
	return nil, nil
}

// meanTerms finds the only number of what the mean counts and the only number of what it is taken over, in its sentence, else just before in its block.
func meanTerms(list []claim.Claim, m *claim.Claim, over string) (total, count *claim.Claim) {
	head := m.Head()
	if m.Unit == "€" {
		head = ""
	}
	for _, near := range []bool{true, false} {
		total, count = nil, nil
		many := false
		for i := range list {
			c := &list[i]
			if c.Number == m.Number || near && c.Sentence != m.Sentence || c.Number.From > m.Number.From && !near || c.Unit == "%" || c.Signed || c.Part || c.As != claim.Plain && c.As != claim.Average && c.As != claim.Since {
				continue
			}
			switch {
			case c.Head() == over && c.Unit == "" && count != nil && count.Value.Cmp(c.Value) > 0: // "32 classes : 18 classes de primaire …"
			case c.Head() == over && c.Unit == "":
				many = many || count != nil
				count = c
			case c.Unit == m.Unit && (c.Head() == head && head != "" || head == "" && (m.Unit == "€" || claim.ClassOf(c.Head()) == claim.People)):
				many = many || total != nil
				total = c
			}
		}
		if total != nil && count != nil && !many && !farYears(total, count) {
			return total, count
		}
	}
	return nil, nil
}

func farYears(a, b *claim.Claim) bool {
	return len(a.Years) > 0 && len(b.Years) > 0 && !slices.Equal(a.Years, b.Years)
}

// differencesInText weighs "615 adhérents contre 540 un an plus tôt, soit 75 de plus".
func differencesInText(c *check.Corpus, r *check.Reporter) {
	by := claim.ByBlock(c)
	for _, d := range c.Documents {
		for _, b := range d.Blocks {
			list := by[b]
			for i := range list {
				if m := &list[i]; !m.Cell && m.Unit != "%" && m.Upper == nil && (extra.MatchString(b.Text[m.Number.To:m.Sentence.To]) || m.Head() == point || balance.MatchString(b.Text[m.Sentence.From:m.Number.From])) {
					weighDifference(r, sentence{b.Text, b, sameBefore(list[:i], m), nil, nil}, m)
				}
			}
		}
	}
}

// dayOrYear is a date between the numbers and their difference.
var dayOrYear = regexp.MustCompile(`(?:\d{1,2}/\d{1,2}/)?\b(?:19|20)\d\d\b`)

// point is a hundredth between two rates.
var point = claim.Stem("points")

// ratesCompared finds the only two rates of a sentence when one is told against the other: "65 %, contre 58 %", "de 58 % à 65 %".
func (s sentence) ratesCompared() (old, now *claim.Claim) {
	if len(s.claims) != 2 || s.claims[0].Unit != "%" || s.claims[1].Unit != "%" {
		return nil, nil
	}
	x, y := &s.claims[0], &s.claims[1]
	between := s.text[x.Number.To:y.Number.From]
	switch {
	case against.MatchString(between):
		return y, x
	case fromTo.MatchString(between) && fromWord.MatchString(s.text[:x.Number.From]):
		return x, y
	}
	return nil, nil
}

func sameBefore(list []claim.Claim, m *claim.Claim) []claim.Claim {
	for i := len(list) - 1; i >= 0; i-- {
		if list[i].Sentence != m.Sentence {
			return list[i+1:]
		}
	}
	return list
}

func weighDifference(r *check.Reporter, s sentence, m *claim.Claim) {
	old, now := s.growthTerms(m.Number.From)
	if balance.MatchString(s.text[m.Sentence.From:m.Number.From]) && len(s.claims) == 2 {
		old, now = &s.claims[0], &s.claims[1]
	}
	if m.Head() == point {
		old, now = s.ratesCompared()
	}
	if old == nil || old.Unit != m.Unit && m.Head() != point || old.Hedge != claim.Exact || now.Hedge != claim.Exact || !follows.MatchString(dayOrYear.ReplaceAllString(s.text[max(old.Number.To, now.Number.To):m.Number.From], "")+", ") {
		return
	}
	exact := apart(old.Value, now.Value)
	told := *m
	told.Value = new(big.Rat).Abs(m.Value)
	if fits(exact, &told) {
		return
	}
	r.Report(check.Problem{
		At: m.Spot, Related: []check.Spot{old.Spot, now.Spot},
		Message:  lang.Text{FR: "Cet écart n'est pas celui des deux nombres donnés.", EN: "This difference is not that of the two numbers told."},
		Expected: bothLangs("De %s à %s : %s, non %s.", "From %s to %s: %s, not %s.", old.Value, now.Value, exact, told.Value),
		Mend:     rateMend,
	})
}
