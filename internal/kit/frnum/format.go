package frnum

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"
)

// narrow is the no-break thin space of French numbers.
const narrow = "\u202f"

// Format writes a whole number: "1 234" with a thin no-break space in French, "1,234" if lang is "en".
func Format(n int64, lang string) string {
	return group(strconv.FormatInt(n, 10), lang)
}

// FormatRat writes a rational to so many decimals, half away from zero: "20,3" in French, "20.3" if lang is "en".
func FormatRat(r *big.Rat, decimals int, lang string) string {
	whole, rest, found := strings.Cut(r.FloatString(decimals), ".")
	s := group(whole, lang)
	if found {
		s += mark(lang) + rest
	}
	if strings.Trim(s, "-0.,") == "" { // "-0,0" is no number for people
		s = strings.TrimPrefix(s, "-")
	}
	return s
}

// Percent writes a ratio (1/5 is a fifth) as a percentage: "20,3 %" in French, "20.3%" if lang is "en".
func Percent(ratio *big.Rat, decimals int, lang string) string {
	s := FormatRat(new(big.Rat).Mul(ratio, big.NewRat(100, 1)), decimals, lang)
	if lang == "en" {
		return s + "%"
	}
	return s + narrow + "%"
}

// Euros writes cents as an amount: "1 234,50 €" in French, "€1,234.50" if lang is "en".
func Euros(cents int64, lang string) string {
	s := FormatRat(big.NewRat(cents, 100), 2, lang)
	if lang != "en" {
		return s + narrow + "€"
	}
	if rest, negative := strings.CutPrefix(s, "-"); negative {
		return "-€" + rest
	}
	return "€" + s
}

func mark(lang string) string {
	if lang == "en" {
		return "."
	}
	return ","
}

// group puts a separator between thousands.
func group(s, lang string) string {
	sep := narrow
	if lang == "en" {
		sep = ","
	}
	sign := ""
	if s[0] == '-' {
		sign, s = "-", s[1:]
	}
	var b strings.Builder
	b.WriteString(sign)
	for i, c := range []byte(s) {
		if i > 0 && (len(s)-i)%3 == 0 {
			b.WriteString(sep)
		}
		b.WriteByte(c)
	}
	return b.String()
}

var messages = map[string][2]string{
	IssueAbout:        {"« %s » est approximatif : indiquez le nombre exact.", "“%s” is approximate: enter the exact number."},
	IssueAtLeast:      {"« %s » est un minimum : indiquez le nombre exact.", "“%s” is a minimum: enter the exact number."},
	IssueAtMost:       {"« %s » est un maximum : indiquez le nombre exact.", "“%s” is a maximum: enter the exact number."},
	IssueSeparator:    {"Dans « %s », le séparateur peut marquer les milliers ou les décimales : choisissez.", "In “%s”, the separator may mark thousands or decimals: choose."},
	IssueParentheses:  {"« %s » est entre parenthèses : nombre négatif ou simple remarque ? Choisissez.", "“%s” is in parentheses: negative, or only a remark? Choose."},
	IssueTrailingText: {"Il y a du texte après le nombre dans « %s » : mettez-le dans une autre colonne.", "There is text after the number in “%s”: put it in another column."},
	IssueNotANumber:   {"« %s » n'est pas un nombre : écrivez par exemple 1234,56.", "“%s” is not a number: write for example 1234.56."},
	IssueReversed:     {"Dans « %s », le second nombre est plus petit que le premier : corrigez.", "In “%s”, the second number is smaller than the first: correct it."},
}

// Explain says one issue of a number to a person, in French unless lang is "en", with the values to choose from. An unknown issue gives "".
func Explain(issue string, n Number, lang string) string {
	pair, ok := messages[issue]
	if !ok {
		return ""
	}
	format, choose := pair[0], " À choisir : "
	if lang == "en" {
		format, choose = pair[1], " To choose from: "
	}
	s := fmt.Sprintf(format, strings.TrimSpace(n.Text))
	if len(n.Candidates) == 0 {
		return s
	}
	shown := make([]string, len(n.Candidates))
	for i, c := range n.Candidates {
		shown[i] = strings.Replace(c, ".", mark(lang), 1)
	}
	return s + choose + strings.Join(shown, choice(lang)) + "."
}

func choice(lang string) string {
	if lang == "en" {
		return " or "
	}
	return " ou "
}
