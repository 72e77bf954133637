package numbers

import (
	"math/big"
	"regexp"
	"strings"

	"maillage/internal/programme/check"
	"maillage/internal/programme/check/claim"
)

// bracketCount is a count in brackets after what it counts: "le logement (3)". After a proper name it would be a department.
var bracketCount = regexp.MustCompile(`(?:^|[\s'])\p{Ll}[\p{L}-]* \((\d{1,3})\)`)

// sumBrackets adds up "9 ateliers : le logement (3), la mobilité (4) et la santé (2)".
func sumBrackets(r *check.Reporter, t *claim.Claim) {
	s := t.Spot.Block.Text
	told := s[t.Number.To:t.Sentence.To]
	found := bracketCount.FindAllStringSubmatchIndex(told, -1)
	if named := bracketNamed.FindAllStringSubmatchIndex(told, -1); len(named) > len(found) && allOf(t.Head(), told, named) {
		found = named
	}
	if len(found) < 3 || t.Head() == "" || t.Part || t.As == claim.Average || partial.MatchString(told) || len(found) < strings.Count(told, ")") {
		return
	}
	var values []*big.Rat
	var related []check.Spot
	for _, m := range found {
		n, _ := new(big.Rat).SetString(told[m[2]:m[3]])
		values = append(values, n)
		related = append(related, check.Spot{Document: t.Spot.Document, Block: t.Spot.Block, From: t.Number.To + m[2], To: t.Number.To + m[3]})
	}
	if total := added(values); total.Cmp(t.Value) == 0 || !within(total, t.Value, 3, 10) {
		return
	}
	r.Report(check.Problem{At: t.Spot, Related: related, Message: sumMessage, Expected: addition(values, t.Value), Mend: sumMend})
}

// bracketNamed is a count in brackets with its noun, after any name: "la Vienne (4 lieux)".
var bracketNamed = regexp.MustCompile(`\((\d{1,3}) (\p{L}+)\)`)

func allOf(head, told string, found [][]int) bool {
	for _, m := range found {
		if claim.Stem(told[m[4]:m[5]]) != head {
			return false
		}
	}
	return true
}
