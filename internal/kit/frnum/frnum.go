// Package frnum reads the numbers that people write in French tables, "1 234,56", "12 k€", "une quinzaine", "+ de 300", "1h30", without floats and
// without guessing: "1,234" is a question, not a value. It also writes numbers out in French and English.
package frnum

import (
	"math/big"
	"strconv"
	"strings"
)

// Kind says what the text holds.
type Kind string

// The kinds. Only exact, percent and money hold a value to count with; an approximate one ("une quinzaine") is for a person to make exact.
const (
	KindExact       Kind = "exact"
	KindApproximate Kind = "approximate"
	KindMissing     Kind = "missing"
	KindRange       Kind = "range"
	KindPercent     Kind = "percent"
	KindMoney       Kind = "money"
	KindAmbiguous   Kind = "ambiguous"
	KindInvalid     Kind = "invalid"
)

// The issues. The names are stable: stored rows and translations hang on them.
const (
	IssueAbout        = "about"
	IssueAtLeast      = "at_least"
	IssueAtMost       = "at_most"
	IssueSeparator    = "ambiguous_separator" // "1,234": thousands or decimals
	IssueParentheses  = "parentheses"         // "(12)": a remark, or minus 12 as accountants write it
	IssueTrailingText = "trailing_text"
	IssueNotANumber   = "not_a_number"
	IssueReversed     = "reversed_range"
)

// Units other than the plain "": a rate such as "500 euros / jour" has the unit "€/jour".
const (
	UnitPercent = "%"
	UnitEuro    = "€"
	UnitHour    = "h"
	UnitMinute  = "min"
)

// Number is one reading. Value is an exact decimal such as "-1234.5" without needless zeros, "" when there is none; Low and High are the ends of
// a range. Hours that no decimal can hold ("1h20") are in minutes. Candidates are the values to choose from, best first. Text is never changed.
type Number struct {
	Text       string   `json:"text"`
	Kind       Kind     `json:"kind"`
	Value      string   `json:"value"`
	Low        string   `json:"low,omitempty"`
	High       string   `json:"high,omitempty"`
	Unit       string   `json:"unit"`
	Issues     []string `json:"issues"`
	Candidates []string `json:"candidates"`
}

// plainDigits is the longest run of digits that surely fits an int64.
const plainDigits = 18

// Read reads a cell that should hold one number.
func Read(text string) Number {
	n := Number{Text: text, Kind: KindExact, Issues: []string{}, Candidates: []string{}}
	if len(text) > 0 && len(text) <= plainDigits && allDigits(text) && (text[0] != '0' || len(text) == 1) {
		n.Value = text
		return n
	}
	s := clean(text)
	if missing[s] {
		n.Kind = KindMissing
		return n
	}
	s, inner := parentheses(s)
	s = n.approximation(s)
	if low, high, ok := splitRange(s); ok {
		n.readRange(low, high)
	} else {
		n.readOne(s)
	}
	if inner && n.Value != "" && n.Value[0] != '-' {
		n.Kind, n.Candidates = KindAmbiguous, []string{n.Value, "-" + n.Value}
		n.Issues, n.Value = append(n.Issues, IssueParentheses), ""
	}
	return n
}

// readOne reads a single quantity with its unit.
func (n *Number) readOne(s string) {
	q, ok := readQuantity(s)
	if !ok {
		n.refuse(IssueNotANumber)
		return
	}
	n.Unit = q.unit
	if q.approximate {
		n.about(IssueAbout)
	}
	if q.trailing {
		n.Issues = append(n.Issues, IssueTrailingText)
	}
	if len(q.values) > 1 {
		n.Kind, n.Candidates = KindAmbiguous, q.values
		n.Issues = append(n.Issues, IssueSeparator)
		return
	}
	n.Value = q.values[0]
	if n.Kind != KindExact {
		return
	}
	switch {
	case n.Unit == UnitPercent:
		n.Kind = KindPercent
	case strings.HasPrefix(n.Unit, UnitEuro):
		n.Kind = KindMoney
	}
}

// readRange reads both ends of "10 à 15 %"; the unit stands once, after the second.
func (n *Number) readRange(low, high string) {
	a, ok1 := readQuantity(low)
	b, ok2 := readQuantity(high)
	if !ok1 || !ok2 || a.trailing || len(a.values)+len(b.values) > 2 || (a.unit != "" && a.unit != b.unit) {
		n.refuse(IssueNotANumber)
		return
	}
	if rat(a.values[0]).Cmp(rat(b.values[0])) > 0 {
		n.refuse(IssueReversed)
		return
	}
	n.Kind, n.Unit, n.Low, n.High = KindRange, b.unit, a.values[0], b.values[0]
	if b.trailing {
		n.Issues = append(n.Issues, IssueTrailingText)
	}
}

func (n *Number) refuse(issue string) {
	n.Kind, n.Issues = KindInvalid, append(n.Issues, issue)
}

func (n *Number) about(issue string) {
	n.Kind = KindApproximate
	if len(n.Issues) == 0 {
		n.Issues = append(n.Issues, issue)
	}
}

// counts tells whether the value may be counted with.
func (n Number) counts() bool {
	return n.Kind == KindExact || n.Kind == KindPercent || n.Kind == KindMoney
}

// Int returns a whole value. False when the number is not exact, has decimals, or does not fit.
func (n Number) Int() (int64, bool) {
	if !n.counts() {
		return 0, false
	}
	v, err := strconv.ParseInt(n.Value, 10, 64)
	return v, err == nil
}

// Cents returns an exact number or amount in hundredths, half a cent away from zero. False for anything else, rates included.
func (n Number) Cents() (int64, bool) {
	if !n.counts() || (n.Unit != "" && n.Unit != UnitEuro) {
		return 0, false
	}
	return whole(new(big.Rat).Mul(rat(n.Value), big.NewRat(100, 1)))
}

// Minutes returns a duration written in hours or minutes: "1h30", "12 heures", "45 min". A plain number is no duration.
func (n Number) Minutes() (int64, bool) {
	if n.Kind != KindExact {
		return 0, false
	}
	switch n.Unit {
	case UnitHour:
		return whole(new(big.Rat).Mul(rat(n.Value), big.NewRat(60, 1)))
	case UnitMinute:
		return whole(rat(n.Value))
	}
	return 0, false
}

// whole rounds half away from zero; false when the result does not fit.
func whole(r *big.Rat) (int64, bool) {
	v, err := strconv.ParseInt(r.FloatString(0), 10, 64)
	return v, err == nil
}

// rat reads one of our own decimals, which cannot fail.
func rat(decimal string) *big.Rat {
	r, ok := new(big.Rat).SetString(decimal)
	if !ok {
		return new(big.Rat)
	}
	return r
}

func allDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}
