package numbers

import (
	"math/big"
	"regexp"
	"strings"

	"maillage/internal/kit/frnum"
	"maillage/internal/kit/lang"
)

// words matches any of the words given, whole: \b knows no letters with accents.
func words(alternatives string) *regexp.Regexp {
	return regexp.MustCompile(`(?i)(?:^|[^\p{L}])(?:` + alternatives + `)(?:[^\p{L}]|$)`)
}

// ratText writes a value as people read it: "1 250", "20,3".
func ratText(v *big.Rat) string { return ratIn(v, 2, "fr") }

func ratIn(v *big.Rat, most int, language string) string {
	for d := 0; d < most; d++ {
		p := scale(d)
		if new(big.Rat).Mul(v, p).IsInt() {
			return frnum.FormatRat(v, d, language)
		}
	}
	return frnum.FormatRat(v, most, language)
}

// bothLangs writes the same figures in a sentence of each language; %s stand for the values in order.
func bothLangs(fr, en string, values ...*big.Rat) lang.Text {
	return lang.Text{FR: fill(fr, "fr", values), EN: fill(en, "en", values)}
}

func fill(pattern, language string, values []*big.Rat) string {
	for _, v := range values {
		pattern = strings.Replace(pattern, "%s", ratIn(v, 2, language), 1)
	}
	return pattern
}

var (
	zero    = new(big.Rat)
	hundred = big.NewRat(100, 1)
)

func scale(tens int) *big.Rat {
	p := new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(max(tens, -tens))), nil))
	if tens < 0 {
		p.Inv(p)
	}
	return p
}

func apart(a, b *big.Rat) *big.Rat {
	d := new(big.Rat).Sub(a, b)
	return d.Abs(d)
}

func added(list []*big.Rat) *big.Rat {
	sum := new(big.Rat)
	for _, v := range list {
		sum.Add(sum, v)
	}
	return sum
}

// roundsTo tells whether an exact value may be told so with that many decimals: within half a unit of the last digit, or cut off after it.
func roundsTo(exact, told *big.Rat, decimals int) bool {
	unit := new(big.Rat).Inv(scale(decimals))
	d := apart(exact, told)
	if d.Cmp(new(big.Rat).Mul(unit, big.NewRat(1, 2))) <= 0 {
		return true
	}
	return d.Cmp(unit) < 0 && new(big.Rat).Abs(told).Cmp(new(big.Rat).Abs(exact)) < 0
}

// within tells whether two values differ by at most a share of the second.
func within(a, b *big.Rat, num, den int64) bool {
	limit := new(big.Rat).Mul(new(big.Rat).Abs(b), big.NewRat(num, den))
	return apart(a, b).Cmp(limit) <= 0
}

// addition writes "20 + 18 + 14 = 52" in both languages; a long one names how many there are.
func addition(parts []*big.Rat, told *big.Rat) lang.Text {
	sum := added(parts)
	if len(parts) > 12 {
		n := new(big.Rat).SetInt64(int64(len(parts)))
		return bothLangs("La somme des %s valeurs est %s, non %s.", "The %s values add up to %s, not %s.", n, sum, told)
	}
	pattern := strings.TrimPrefix(strings.Repeat(" + %s", len(parts)), " + ")
	values := append(append([]*big.Rat{}, parts...), sum, told)
	return bothLangs(pattern+" = %s, non %s.", pattern+" = %s, not %s.", values...)
}
