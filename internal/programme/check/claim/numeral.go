package claim

import (
	"math/big"
	"regexp"
	"strconv"
	"strings"
)

const (
	spelled = `(?:un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingts?|trente|quarante|cinquante|soixante|cents?|mille)`
	about   = `(?:une?\s+(?:(?:petite|bonne)\s+)?(?:demi-douzaine|dizaine|douzaine|quinzaine|vingtaine|trentaine|quarantaine|cinquantaine|soixantaine|centaine))`
	figures = `\d{1,3}(?:[ .]\d{3})+(?:,\d+)?|\d+(?:[,.]\d+)?`
	units   = `\s?%|\s?pour cent\b|\s?[kKM]€|\s?€|\s?euros?\b|\smillions?\sd'euros\b|\smilliers?\sd'euros\b|\smillions?\b`
)

var (
	// number: a sign, figures with thousands apart and decimals after a comma, a unit; or "une quinzaine"; or a number in words.
	number = regexp.MustCompile(`(?i)(\+\s?|[−-])?\b(` + figures + `)(` + units + `)?|\b(` + about + `)\b|\b(` + spelled + `(?:(?:[ -]et[ -]|[ -])` + spelled + `)*)\b`)
	year   = regexp.MustCompile(`\b(?:19|20)\d\d\b`)
	// numeric is a cell that holds one number, maybe with a unit and a few words.
	numeric = regexp.MustCompile(`(?i)^(?:(?:env\.|environ|soit|~|≈)\s?)?([+−-]\s?|\()?(` + figures + `)(` + units + `)?\)?(\s\p{L}[\p{L}' .-]{0,24})?$`)
)

var words = map[string]int64{
	"un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9, "dix": 10, "onze": 11, "douze": 12, "treize": 13,
	"quatorze": 14, "quinze": 15, "seize": 16, "vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "cent": 100, "mille": 1000,
	"dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30, "quarantaine": 40, "cinquantaine": 50, "soixantaine": 60, "centaine": 100, "demi-douzaine": 6,
}

// inWords reads "quatre-vingt-douze", "deux cents", "mille deux cents"; false for "un" alone, which is an article more often than a number.
func inWords(s string) (int64, bool) {
	var total, part int64
	fields := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return r == ' ' || r == '-' })
	for _, f := range fields {
		if f == "et" {
			continue
		}
		if f == "cents" || f == "vingts" {
			f = strings.TrimSuffix(f, "s")
		}
		n, ok := words[f]
		switch {
		case !ok:
			return 0, false
		case n == 1000:
			total += max(part, 1) * n
			part = 0
		case n == 100:
			part = max(part, 1) * n
		case n == 20 && part%100 == 4 && len(fields) > 1:
			part += 76
		default:
			part += n
		}
	}
	return total + part, len(fields) > 1 || total+part > 1
}

// inFigures reads "12 500,50", "12.500", "12.5"; decimals is how many digits stand after the comma.
func inFigures(s string) (value *big.Rat, decimals int, ok bool) {
	s = strings.ReplaceAll(s, " ", "")
	if i := strings.LastIndexByte(s, '.'); i >= 0 && !strings.Contains(s, ",") && len(s)-i-1 != 3 {
		s = s[:i] + "," + s[i+1:]
	}
	s = strings.ReplaceAll(s, ".", "")
	if i := strings.IndexByte(s, ','); i >= 0 {
		decimals = len(s) - i - 1
	}
	value, ok = new(big.Rat).SetString(strings.Replace(s, ",", ".", 1))
	return value, decimals, ok
}

// unitOf reads a unit and by how many tens it multiplies: "k€" is euros and three.
func unitOf(s string) (unit string, tens int) {
	s = strings.ToLower(strings.TrimSpace(s))
	switch {
	case s == "":
		return "", 0
	case s == "%" || s == "pour cent":
		return "%", 0
	case s == "k€" || strings.HasPrefix(s, "millier"):
		return "€", 3
	case s == "m€" || strings.HasPrefix(s, "million") && strings.HasSuffix(s, "euros"):
		return "€", 6
	case strings.HasPrefix(s, "million"):
		return "", 6
	}
	return "€", 0
}

func scaled(v *big.Rat, tens int) *big.Rat {
	p := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(tens)), nil)
	return new(big.Rat).Mul(v, new(big.Rat).SetInt(p))
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isYear(s string) bool {
	n, err := strconv.Atoi(s)
	return err == nil && len(s) == 4 && n >= 1900 && n < 2100
}
