package numbers

import (
	"math/big"
	"regexp"
	"slices"
	"strings"

	"maillage/internal/programme/check"
	"maillage/internal/programme/check/claim"
)

// wordRate is a rate told in words, with the sentence that it stands in.
type wordRate struct {
	s    sentence
	rate rate
}

var (
	fractions      = regexp.MustCompile(`(?i)\b(?:(la moitié|pour moitié|un sur deux|une sur deux)|(un tiers|le tiers)|(les deux tiers|deux tiers)|(un quart|le quart)|(les trois quarts|trois quarts)|(un dixième)|(un cinquième))(?:[^\p{L}]|$)`)
	factors        = regexp.MustCompile(`(?i)\b(?:(?:a|ont|avait|avaient|s'est|avoir) (?:plus que |presque |quasiment |pratiquement |ainsi )?(?:(doublé)|(triplé)|(quadruplé)|(diminué de moitié)|été (?:multipliée?s? par (deux|trois|quatre|cinq|dix|\d+(?:,\d+)?)|(divisée?s? par deux))))`)
	fractionValues = []int64{5000, 3333, 6667, 2500, 7500, 1000, 2000}
	nearly         = regexp.MustCompile(`(?i)(?:^|[^\p{L}])(?:près|presque|quasi\p{L}*|pratiquement|environ|plus|moins|autour|approximativement)\b[^,.;]{0,14}$`)
)

// wordRates reads "la moitié", "les trois quarts", "a doublé" as rates, told only about.
func wordRates(all sentence) []wordRate {
	var list []wordRate
	for _, m := range fractions.FindAllStringSubmatchIndex(all.text, -1) {
		for g, v := range fractionValues {
			if m[2+2*g] >= 0 {
				list = append(list, all.inWords(m[2+2*g], m[3+2*g], big.NewRat(v, 100), false))
			}
		}
	}
	for _, m := range oneOfSome.FindAllStringSubmatchIndex(all.text, -1) {
		a, b := leading(all.text[m[2]:m[3]]+" "), leading(all.text[m[4]:m[5]]+" ")
		if a > 0 && b > a {
			list = append(list, all.inWords(m[2], m[5], big.NewRat(int64(100*a), int64(b)), false))
		}
	}
	for _, m := range factors.FindAllStringSubmatchIndex(all.text, -1) {
		if otherSpan.MatchString(all.text[m[1]:]) || all.rateBefore(m[0]) {
			continue
		}
		if v := factorOf(all.text, m); v != nil {
			list = append(list, all.inWords(m[0], m[1], v, true))
		}
	}
	return list
}

// otherSpan comes after a growth in words that is measured over a time of its own.
var otherSpan = regexp.MustCompile(`^\s?(?:depuis|en \p{L}+ ans|en \d+ ans|par rapport|sur (?:la|les|cinq|dix|trois))`)

// rateBefore tells whether the numbers before a word already have their rate: "de 820 à 1 025 (+25 %), et a doublé …".
func (s sentence) rateBefore(at int) bool {
	for i := range s.claims {
		if c := &s.claims[i]; c.Unit == "%" && c.Number.To < at && at < c.Sentence.To {
			return true
		}
	}
	return false
}

// oneOfSome is "trois jeunes sur quatre".
var oneOfSome = regexp.MustCompile(`(?i)\b(une?|deux|trois|quatre|sept|neuf)\s\p{L}+\ssur\s(deux|trois|quatre|cinq|six|dix)\b`)

// factorOf is the growth that a word tells, in per cent.
func factorOf(s string, m []int) *big.Rat {
	for g, v := range []int64{100, 200, 300, -50} {
		if m[2+2*g] >= 0 {
			return big.NewRat(v, 1)
		}
	}
	if m[12] >= 0 {
		return big.NewRat(-50, 1)
	}
	if m[10] < 0 {
		return nil
	}
	by := s[m[10]:m[11]]
	v, ok := new(big.Rat).SetString(strings.Replace(by, ",", ".", 1))
	if n := slices.Index([]string{"deux", "trois", "quatre", "cinq"}, strings.ToLower(by)); n >= 0 {
		v, ok = big.NewRat(int64(n+2), 1), true
	} else if strings.EqualFold(by, "dix") {
		v, ok = big.NewRat(10, 1), true
	}
	if !ok {
		return nil
	}
	return v.Mul(v.Sub(v, big.NewRat(1, 1)), hundred)
}

func (s sentence) inWords(from, to int, v *big.Rat, growth bool) wordRate {
	at := check.Spot{Block: s.block, From: from, To: to, Document: s.claims[0].Spot.Document}
	told := claim.Claim{Spot: at, Number: at, Value: v, Unit: "%"}
	room := big.NewRat(3, 1)
	if growth {
		room = new(big.Rat).Mul(new(big.Rat).Add(v, hundred), big.NewRat(1, 10))
	}
	if nearly.MatchString(s.text[:from]) || growth && nearly.MatchString(s.text[from:to]) {
		room.Add(room, room)
	}
	var own, before []claim.Claim
	for _, c := range s.claims {
		switch {
		case from >= c.Sentence.From && from < c.Sentence.To:
			own = append(own, c)
		case c.Number.From < from:
			before = append(before, c)
		}
	}
	return wordRate{sentence{s.text, s.block, own, before, s.known}, rate{at: at, told: told, growth: growth, sure: check.Medium, room: room}}
}
