package numbers

import (
	"regexp"
	"strings"

	"maillage/internal/programme/check"
	"maillage/internal/programme/check/claim"
)

// shareTerms finds the part and the whole that a share beside them is told of.
func (s sentence) shareTerms(at check.Spot) (part, whole *claim.Claim) {
	counts := s.counts()
	next, last := -1, -1
	for i, x := range counts {
		if x.Number.To <= at.From {
			last = i
		} else if next < 0 && x.Number.From >= at.To {
			next = i
		}
	}
	if next >= 0 && ofThese.MatchString(s.text[at.To:counts[next].Number.From]) { // "60 % des 250 adhérents (150)", "150 adhérents, soit 60 % des 250"
		switch {
		case last >= 0 && follows.MatchString(s.text[counts[last].Number.To:at.From]):
			return counts[last], counts[next]
		case next+1 < len(counts) && thenShare.MatchString(s.text[counts[next].Number.To:counts[next+1].Number.From]):
			return counts[next+1], counts[next]
		}
		return nil, nil
	}
	if next >= 0 && last >= 0 && counts[next].Of == nil && ofNamed.MatchString(s.text[at.To:counts[next].Number.From]) && follows.MatchString(s.text[counts[last].Number.To:at.From]) && counts[next].Value.Cmp(counts[last].Value) >= 0 {
		return counts[last], counts[next] // "3 120 inscrits, soit 26 % de la population (12 000 habitants)"
	}
	if next >= 0 && counts[next].Of != nil && s.alone(at.To, counts[next].Number.From) && thenShare.MatchString(s.text[at.To:counts[next].Number.From]) {
		return counts[next], wholeOfPart(counts[next]) // "57 % des stagiaires (423 sur 742)"
	}
	if last >= 0 && next >= 0 && counts[last].Unit == counts[next].Unit && usedUp.MatchString(s.text[counts[last].Number.To:at.From]) && thenShare.MatchString(s.text[at.To:counts[next].Number.From]) {
		return counts[next], counts[last] // "38 k€, consommés à 95 % (36,1 k€)"
	}
	if last < 0 || strings.ContainsAny(s.text[counts[last].Number.To:at.From], ";.") || !s.alone(counts[last].Number.To, at.From) {
		return nil, nil
	}
	return s.shareBefore(counts, last, at)
}

// alone tells whether no other rate stands between.
func (s sentence) alone(from, to int) bool {
	for i := range s.claims {
		if n := s.claims[i].Number; s.claims[i].Unit == "%" && n.From >= from && n.To <= to {
			return false
		}
	}
	return true
}

// shareBefore: "423 sur 742 (57 %)", "Sur 80 articles, 52 sont en accès ouvert, soit 65 %", "40 personnes, dont 24 femmes (60 %)".
func (s sentence) shareBefore(counts []*claim.Claim, last int, at check.Spot) (part, whole *claim.Claim) {
	x := counts[last]
	gap := ages.ReplaceAllString(s.text[x.Number.To:at.From], "")
	if !follows.MatchString(gap) || !told.MatchString(gap) && (strings.Contains(gap, ")") || !ends.MatchString(s.text[at.To:])) {
		return nil, nil
	}
	if x.Of != nil {
		return x, wholeOfPart(x)
	}
	if last == 0 {
		if whole := s.leaderBefore(); whole != nil && ofTheseBefore.MatchString(s.text[x.Sentence.From:x.Number.From]) {
			return x, whole
		}
		return nil, nil
	}
	y := counts[last-1]
	between := s.text[y.Number.To:x.Number.From]
	switch {
	case y.Of != nil && y.Of.Cmp(x.Value) == 0: // x is the whole of "423 sur 742"
		return y, x
	case ofThese.MatchString(between) && y.Value.Cmp(x.Value) <= 0: // "14 des 35 lauréats (40 %)"
		return y, x
	case ofThem.MatchString(between) && y.Unit == x.Unit:
		return x, y
	case setOf.MatchString(s.text[y.Sentence.From:y.Number.From]) && y.Unit == x.Unit && len(between) < 60:
		return x, y
	case eachOfThem.MatchString(between) && y.Unit == x.Unit && y.Value.Cmp(x.Value) <= 0 && claim.ClassOf(y.Head()) == claim.People && claim.ClassOf(x.Head()) == claim.People:
		return y, x // "6 400 licenciés pour 32 000 habitants, 20 %"
	case done.MatchString(s.text[x.Number.To:]) && s.alone(y.Number.To, x.Number.From) && x.Head() == "" && y.Unit == x.Unit && y.Value.Cmp(x.Value) >= 0 && len(between) < 60: // "54 visites étaient prévues, 47 ont été réalisées (87 %)"
		return x, y
	}
	if first := counts[0]; selected.MatchString(gap) && first.Unit == x.Unit && first.Value.Cmp(x.Value) >= 0 { // "127 dossiers reçus et 18 retenus, soit un taux de 14 %"
		return x, first
	}
	return nil, nil
}

var (
	ages       = regexp.MustCompile(`(?i)(?:de |plus de |moins de |à )+\d+ ans`)
	eachOfThem = regexp.MustCompile(`(?i)^[^.;\d]{0,30}\spour\s$`)
	// told leads from a number to its rate; a bare comma does when nothing but the whole comes after the rate: ", 20 % le canton" tells of others.
	told          = regexp.MustCompile(`(?i)\bsoit\b|\($|=|\bou\b|/|représent|:`)
	ends          = regexp.MustCompile(`(?i)^\s?(?:[,.;:)]|$|des |du |de |d')`)
	usedUp        = regexp.MustCompile(`(?i)(?:consomm|exécut|réalis|utilis|atteint|rempli|occup|dépens|engag)\p{L}* à (?:hauteur de )?$`)
	ofTheseBefore = regexp.MustCompile(`(?i)^(?:parmi (?:eux|elles|ces derniers|ces dernières)|dont|on (?:y )?compte|sur ce total)\P{L}[^.;\d]{0,30}$`)
	done          = regexp.MustCompile(`(?i)^ (?:ont|sont|étaient|l'ont|seulement)\s`)
	selected      = regexp.MustCompile(`(?i)\bsoit (?:un|le) taux\b`)
)

// leaderBefore is the first number of the sentence before, nil when it tells of no things or people.
func (s sentence) leaderBefore() *claim.Claim {
	if len(s.before) == 0 {
		return nil
	}
	last := s.before[len(s.before)-1].Sentence
	for i := range s.before {
		if c := &s.before[i]; c.Sentence == last {
			if c.Unit == "" && c.Head() != "" && !c.Part {
				return c
			}
			return nil
		}
	}
	return nil
}

func wholeOfPart(x *claim.Claim) *claim.Claim {
	return &claim.Claim{Spot: x.Spot, Number: x.Number, Value: x.Of}
}
