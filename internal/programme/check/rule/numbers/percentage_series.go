package numbers

import (
	"math/big"
	"regexp"

	"maillage/internal/programme/check"
	"maillage/internal/programme/check/claim"
)

// ownShare stands between a number and its share: "1 404 enfants (45 %)", "38 femmes, soit 59 %".
var ownShare = regexp.MustCompile(`(?i)^[^.;()\d]{0,60}(?:\(|, soit |\(soit )(?:environ |près de )?$`)

// sharesInRow weighs numbers told one after the other, each with its share, against what they add up to: a number told before them, or, when most
// of the shares follow from it, their sum.
func sharesInRow(r *check.Reporter, s sentence) {
	var parts, shares []*claim.Claim
	for i := 0; i+1 < len(s.claims); i++ {
		x, p := &s.claims[i], &s.claims[i+1]
		if p.Unit == "%" && !p.Signed && x.Unit != "%" && x.Of == nil && ownShare.MatchString(s.text[x.Number.To:p.Number.From]) {
			parts, shares = append(parts, x), append(shares, p)
		}
	}
	if len(parts) < 2 {
		return
	}
	sum := new(big.Rat)
	for _, x := range parts {
		if x.Unit != parts[0].Unit {
			return
		}
		sum.Add(sum, x.Value)
	}
	whole := s.toldBefore(parts[0], sum)
	sure := check.High
	if whole == nil {
		whole, sure = &claim.Claim{Spot: parts[0].Spot, Value: sum}, check.Medium
	}
	holds := 0
	for i := range parts {
		if fits(shareOf(parts[i].Value, sum), shares[i]) {
			holds++
		}
	}
	if sure == check.Medium && (holds < 2 || 2*holds <= len(parts)) {
		return
	}
	for i := range parts {
		rate{at: shares[i].Number, told: *shares[i], sure: sure}.weigh(r, parts[i], whole)
	}
}

// toldBefore finds a number before the parts, in the sentence or the block, that is their sum.
func (s sentence) toldBefore(first *claim.Claim, sum *big.Rat) *claim.Claim {
	for _, list := range [][]claim.Claim{s.claims, s.before} {
		for i := range list {
			if c := &list[i]; c.Number.From < first.Number.From && c.Unit == first.Unit && c.Value.Cmp(sum) == 0 {
				return c
			}
		}
	}
	return nil
}
