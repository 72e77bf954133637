package numbers

import (
	"regexp"
	"slices"

	"maillage/internal/programme/check"
	"maillage/internal/programme/check/claim"
)

// totalsTold are, for each noun, the different values told of it as a whole.
type totalsTold map[string][]*claim.Claim

func totalsOfNouns(c *check.Corpus) totalsTold {
	known := totalsTold{}
	for _, x := range claim.Of(c) {
		if !x.Whole() && x.Unit != "€" || x.Head() == "" || x.Part || x.Of != nil || x.Hedge != claim.Exact || x.Upper != nil || x.As != claim.Plain && x.As != claim.Moment || x.Cell && !x.Total {
			continue
		}
		same := func(y *claim.Claim) bool { return y.Value.Cmp(x.Value) == 0 && y.Unit == x.Unit }
		if !slices.ContainsFunc(known[x.Head()], same) {
			known[x.Head()] = append(known[x.Head()], &x)
		}
	}
	return known
}

var ofNoun = regexp.MustCompile(`(?i)^\s?(?:des|du|de la|de l'|de nos|de ces)\s?\p{L}`)

// toldElsewhere finds the second term outside of the sentence: the whole that "97, soit 41 % des licenciés" names, the other year of "En 2021, 96 dossiers :
// la progression est de 32 %". It must be the only value told that it could be.
func (s sentence) toldElsewhere(p rate) (a, b *claim.Claim) {
	var last *claim.Claim
	for _, x := range s.counts() {
		if x.Number.To <= p.told.Number.From && x.Of == nil {
			last = x
		}
	}
	if last == nil || last.Part || !s.alone(last.Number.To, p.told.Number.From) {
		return nil, nil
	}
	gap := ages.ReplaceAllString(s.text[last.Number.To:p.told.Number.From], "")
	if p.growth {
		return s.otherYear(last, p)
	}
	if !follows.MatchString(gap) || !ofNoun.MatchString(s.text[p.told.Number.To:]) || p.told.Head() == "" {
		return nil, nil
	}
	for i := len(s.before) - 1; i >= 0; i-- {
		if x := &s.before[i]; x.Head() == p.told.Head() && x.Unit == last.Unit && !x.Part && x.Value.Cmp(last.Value) >= 0 {
			return last, x
		}
	}
	if values := s.known[p.told.Head()]; len(values) == 1 && values[0].Unit == last.Unit && values[0].Value.Cmp(last.Value) >= 0 {
		return last, values[0]
	}
	return nil, nil
}

// otherYear finds the value of the year after the one told in the sentence, or of no year: the report's own.
func (s sentence) otherYear(x *claim.Claim, p rate) (old, now *claim.Claim) {
	values := s.known[x.Head()]
	if x.Head() == "" || len(x.Years) != 1 || len(values) != 2 || len(s.counts()) != 1 {
		return nil, nil
	}
	for _, y := range values {
		if y.Value.Cmp(x.Value) != 0 && y.Unit == x.Unit && (len(y.Years) == 0 || len(y.Years) == 1 && y.Years[0] == x.Years[0]+1) {
			return x, y
		}
	}
	return nil, nil
}
