package lang

import (
	"math/big"
	"strconv"
	"strings"
)

// Forms is a word, or a few, in the singular and in the plural of the two languages: "infographie|infographies". Without the bar the two
// are the same.
type Forms struct{ Text }

// formBar stands between the singular and the plural.
const formBar = "|"

// Valid says whether each language has one form or two, none of two empty.
func (f Forms) Valid() bool {
	for _, text := range []string{f.FR, f.EN} {
		one, many, two := strings.Cut(text, formBar)
		if two && (strings.TrimSpace(one) == "" || strings.TrimSpace(many) == "" || strings.Contains(many, formBar)) {
			return false
		}
	}
	return true
}

// In is the plural in a language, for what stands without a number.
func (f Forms) In(language string) string {
	_, many := f.split(language)
	return many
}

// Many is the plural in both languages.
func (f Forms) Many() Text {
	many := Text{FR: f.In("fr")}
	if f.EN != "" {
		many.EN = f.In("en")
	}
	return many
}

// Beside is the form beside a number. French takes the singular below two, for 0 and 1,5 too; English for one alone.
func (f Forms) Beside(n *big.Rat, language string) string {
	one, many := f.split(language)
	size := new(big.Rat).Abs(n)
	if language == "en" && size.Cmp(big.NewRat(1, 1)) == 0 || language != "en" && size.Cmp(big.NewRat(2, 1)) < 0 {
		return one
	}
	return many
}

func (f Forms) split(language string) (one, many string) {
	one, many, two := strings.Cut(f.Text.In(language), formBar)
	if !two {
		many = one
	}
	return one, many
}

// Count tells how many of something there are: "1 chiffre", "12 chiffres". The forms are those of Forms.
func Count(n int, fr, en, language string) string {
	return strconv.Itoa(n) + " " + Forms{Text{FR: fr, EN: en}}.Beside(big.NewRat(int64(n), 1), language)
}
