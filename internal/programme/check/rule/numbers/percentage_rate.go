package numbers

import (
	"math/big"

	"maillage/internal/kit/lang"
	"maillage/internal/programme/check"
	"maillage/internal/programme/check/claim"
)

// growthOf is by how many per cent b is more than a; nil from zero.
func growthOf(a, b *big.Rat) *big.Rat {
	if a.Sign() == 0 {
		return nil
	}
	d := new(big.Rat).Sub(b, a)
	return d.Mul(d.Quo(d, new(big.Rat).Abs(a)), hundred)
}

// shareOf is how many per cent of b a is; nil of nothing.
func shareOf(a, b *big.Rat) *big.Rat {
	if b.Sign() == 0 {
		return nil
	}
	s := new(big.Rat).Quo(a, b)
	return s.Mul(s, hundred)
}

// exact is what the rate should be with these terms, with the sign that it is told with.
func (p rate) exact(a, b *big.Rat) *big.Rat {
	if !p.growth {
		return shareOf(a, b)
	}
	v := growthOf(a, b)
	if v != nil && p.down && p.told.Value.Sign() > 0 {
		v.Neg(v)
	}
	return v
}

func (p rate) fits(exact *big.Rat) bool {
	if p.room != nil {
		return apart(exact, p.told.Value).Cmp(p.room) <= 0
	}
	return fits(exact, &p.told)
}

// fits tells whether an exact value may be told so: rounded or cut at its last digit, and as the words before it allow.
func fits(exact *big.Rat, told *claim.Claim) bool {
	if roundsTo(exact, told.Value, told.Decimals) || told.Decimals < 0 && roundsTo(exact, told.Value, 0) {
		return true
	}
	room := new(big.Rat).Mul(new(big.Rat).Abs(told.Value), big.NewRat(1, 12))
	if told.Unit == "%" && room.Cmp(big.NewRat(2, 1)) < 0 {
		room.SetInt64(2)
	}
	near := apart(exact, told.Value).Cmp(room) <= 0
	switch told.Hedge {
	case claim.About:
		return near
	case claim.AtLeast:
		return exact.Cmp(told.Value) >= 0
	case claim.AtMost:
		return exact.Cmp(told.Value) <= 0
	}
	return told.Upper != nil && exact.Cmp(told.Value) >= 0 && exact.Cmp(told.Upper) <= 0
}

// weigh reports a rate that its terms do not give; told terms that are hedged themselves leave room.
func (p rate) weigh(r *check.Reporter, a, b *claim.Claim) {
	exact := p.exact(a.Value, b.Value)
	if exact == nil || p.fits(exact) || a.Upper != nil || b.Upper != nil {
		return
	}
	if !p.growth && exact.Cmp(hundred) > 0 && p.told.Value.Cmp(hundred) <= 0 {
		return // a part is no larger than its whole: these are not the terms
	}
	if a.Hedge != claim.Exact || b.Hedge != claim.Exact {
		loose := p.told
		loose.Hedge = claim.About
		if fits(exact, &loose) {
			return
		}
	}
	p.report(r, a, b, exact)
}

func (p rate) report(r *check.Reporter, a, b *claim.Claim, exact *big.Rat) {
	expected := bothLangs("%s / %s = %s %, non %s %.", "%s / %s = %s%, not %s%.", a.Value, b.Value, exact, p.told.Value)
	if p.growth {
		expected = bothLangs("De %s à %s : %s %, non %s %.", "From %s to %s: %s%, not %s%.", a.Value, b.Value, exact, p.told.Value)
	}
	r.Report(check.Problem{
		At: p.at, Related: []check.Spot{a.Spot, b.Spot}, Confidence: p.sure,
		Message:  lang.Text{FR: "Ce taux ne découle pas des deux nombres dont il est tiré.", EN: "This rate does not follow from the two numbers that it is taken from."},
		Expected: expected, Mend: rateMend,
	})
}
