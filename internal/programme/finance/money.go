package finance

import (
	"math/big"
	"slices"
	"strings"

	"maillage/internal/kit/frnum"
)

// whole is 100 % in basis points, the unit of every share and rate.
const whole = 10_000

// mostCents bounds one amount, in cents: a hundred million euros, far below what multiplying by a rate could overflow.
const mostCents = 10_000_000_000

// portion is amount × rate, in cents, rounded half away from zero, once (domain-rules §1.6). The rate is in basis points.
func portion(amount, rate int64) int64 {
	product := new(big.Int).Mul(big.NewInt(amount), big.NewInt(rate))
	half := big.NewInt(whole / 2)
	if product.Sign() < 0 {
		half.Neg(half)
	}
	return product.Add(product, half).Quo(product, big.NewInt(whole)).Int64()
}

// spread shares a total out by weights, all of one sign, so that the parts add up to it exactly: each part is cut to whole cents and the
// cents left over go to the largest remainders, the first of equals first.
func spread(total int64, weights []int64) []int64 {
	parts := make([]int64, len(weights))
	sum := new(big.Int)
	for _, w := range weights {
		sum.Add(sum, big.NewInt(w))
	}
	if sum.Sign() == 0 {
		return parts
	}
	rest := make([]*big.Int, len(weights))
	left := total
	for i, w := range weights {
		quotient, remainder := new(big.Int).QuoRem(new(big.Int).Mul(big.NewInt(total), big.NewInt(w)), sum, new(big.Int))
		parts[i], rest[i] = quotient.Int64(), remainder.Abs(remainder)
		left -= parts[i]
	}
	order := make([]int, len(weights))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return rest[b].Cmp(rest[a]) })
	for i := 0; left != 0; i++ {
		step := int64(1)
		if left < 0 {
			step = -1
		}
		parts[order[i]] += step
		left -= step
	}
	return parts
}

// readCents reads an amount of euros as people write it; false when it is no exact amount, below zero or beyond mostCents.
func readCents(text string) (int64, bool) {
	cents, ok := frnum.Read(text).Cents()
	return cents, ok && cents >= 0 && cents <= mostCents
}

// readRate reads a percentage, "48,35" or "48,35 %", as basis points; false when it is none, below zero, above a hundred or finer than a
// hundredth of a percent.
func readRate(text string) (int64, bool) {
	n := frnum.Read(text)
	if n.Kind != frnum.KindExact && n.Kind != frnum.KindPercent || n.Unit != "" && n.Unit != frnum.UnitPercent {
		return 0, false
	}
	r, ok := new(big.Rat).SetString(n.Value)
	if !ok {
		return 0, false
	}
	r.Mul(r, big.NewRat(100, 1))
	if !r.IsInt() || r.Sign() < 0 || r.Cmp(big.NewRat(whole, 1)) > 0 {
		return 0, false
	}
	return r.Num().Int64(), true
}

// Percent writes basis points for people, without needless decimals: "40 %", "48,35 %".
func Percent(rate int64, language string) string {
	decimals := 0
	switch {
	case rate%10 != 0:
		decimals = 2
	case rate%100 != 0:
		decimals = 1
	}
	return frnum.Percent(big.NewRat(rate, whole), decimals, language)
}

// euros writes cents for people; the word for what nobody told when it is nil.
func euros(cents *int64, language string) string {
	if cents != nil {
		return frnum.Euros(*cents, language)
	}
	if language == "en" {
		return "not known"
	}
	return "non connu"
}

// sum adds amounts of which some may be unknown.
type sum struct {
	cents int64
	known bool // one at least is known
	lacks bool // one at least is not
}

func (s *sum) add(cents *int64) {
	if cents == nil {
		s.lacks = true
		return
	}
	s.cents, s.known = s.cents+*cents, true
}

// merge adds another sum with what it knows and lacks.
func (s *sum) merge(x sum) {
	s.cents, s.known, s.lacks = s.cents+x.cents, s.known || x.known, s.lacks || x.lacks
}

// told is the sum of what is known; nil when nothing is.
func (s sum) told() *int64 {
	if !s.known {
		return nil
	}
	return &s.cents
}

// all is the sum when every part is known, else nil.
func (s sum) all() *int64 {
	if s.lacks {
		return nil
	}
	return s.told()
}

// less is a − b, nil unless both are known.
func less(a, b *int64) *int64 {
	if a == nil || b == nil {
		return nil
	}
	return new(*a - *b)
}

func joined(list []string) string { return strings.Join(list, ", ") }
