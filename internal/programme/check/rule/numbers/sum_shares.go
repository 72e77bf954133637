package numbers

import (
	"math/big"
	"regexp"

	"maillage/internal/kit/lang"
	"maillage/internal/programme/check"
	"maillage/internal/programme/check/claim"
)

var (
	splitWords = regexp.MustCompile(`(?i)\b(?:répart\p{L}*|se décompos\p{L}*|ventil\p{L}*|se compos\p{L}*|compos\p{L}* (?:de|à|pour)|compte|part\b|proportion)`)
	others     = regexp.MustCompile(`(?i)\b(?:autres?|non[- ](?:renseigné\p{L}*|binaires?|précisé\p{L}*)|reste|sans réponse|ne se prononc\p{L}*|plusieurs|cumul\p{L}*)\b`)
)

// sumShares: shares that make a whole: "60 % de femmes et 45 % d'hommes", "moins de 30 ans, 38 % ; de 30 à 40 ans, 44 %".
func sumShares(r *check.Reporter, list []claim.Claim) {
	var group []claim.Claim
	for i := range list {
		c := &list[i]
		switch {
		case c.Head() == years:
			continue
		case c.Unit == "%" && !c.Signed && (len(group) == 0 || !sentenceDot.MatchString(c.Spot.Block.Text[group[len(group)-1].Number.To:c.Number.From])):
			group = append(group, *c)
			continue
		}
		weighGroup(r, group)
		group = nil
		if c.Unit == "%" && !c.Signed {
			group = append(group, *c)
		}
	}
	weighGroup(r, group)
}

func weighGroup(r *check.Reporter, group []claim.Claim) {
	if len(group) >= 2 {
		weighShares(r, group)
	}
}

func weighShares(r *check.Reporter, parts []claim.Claim) {
	s := parts[0].Spot.Block.Text
	sentence := s[parts[0].Sentence.From:parts[len(parts)-1].Sentence.To]
	told := s[parts[0].Number.From:parts[len(parts)-1].Sentence.To]
	for _, p := range parts {
		if p.Hedge != claim.Exact || p.Upper != nil || p.As == claim.Change {
			return
		}
	}
	pair := len(parts) == 2 && opposites.MatchString(told)
	if !pair && (!splitWords.MatchString(s[parts[0].Sentence.From:parts[0].Number.From]) || len(parts) < 3) || partial.MatchString(sentence) {
		return
	}
	values := valuesOf(parts)
	total := added(values)
	over := total.Cmp(hundred) > 0
	allowed := big.NewRat(int64(len(parts)), 2)
	if apart(total, hundred).Cmp(allowed) <= 0 || !within(total, hundred, 3, 10) || !over && others.MatchString(sentence) || spansYears(parts) {
		return
	}
	sure := check.Medium
	if pair {
		sure = check.High
	}
	r.Report(check.Problem{
		At: check.Spot{Document: parts[0].Spot.Document, Block: parts[0].Spot.Block, From: parts[0].Spot.From, To: parts[len(parts)-1].Spot.To}, Confidence: sure,
		Message:  lang.Text{FR: "Les parts de cette répartition ne font pas 100 %.", EN: "The shares of this split do not make 100%."},
		Expected: addition(values, hundred), Mend: sumMend,
	})
}

// spansYears: "40 % en 2018 et 55 % en 2019" is no split.
func spansYears(parts []claim.Claim) bool {
	for _, p := range parts[1:] {
		if len(p.Years) == 1 && len(parts[0].Years) == 1 && p.Years[0] != parts[0].Years[0] {
			return true
		}
	}
	return false
}
