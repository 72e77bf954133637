package indicator

import (
	"encoding/json"
	"math/big"
	"time"

	"maillage/internal/kit/frnum"
)

// Text is the value as people read it: "52", "20,3 %", "n. r." when it is unset (non renseigné).
func (f Figure) Text(language string) string { return f.format(f.Value, language) }

// TermsText tells the two terms of a percentage: "39 / 192"; "" for other figures.
func (f Figure) TermsText(language string) string {
	if f.Denominator == nil {
		return ""
	}
	return number(f.Numerator, language) + " / " + number(f.Denominator, language)
}

func (f Figure) format(v *big.Rat, language string) string {
	if v == nil {
		if language == "en" {
			return "not recorded"
		}
		return "non renseigné"
	}
	if f.Indicator.Percent() || f.Indicator.Unit.FR == "%" {
		return frnum.Percent(new(big.Rat).Quo(v, big.NewRat(100, 1)), decimals(v), language)
	}
	return number(v, language)
}

func number(v *big.Rat, language string) string {
	if v.IsInt() && v.Num().IsInt64() {
		return frnum.Format(v.Num().Int64(), language)
	}
	return frnum.FormatRat(v, 2, language)
}

// decimals tells one decimal unless the percentage is whole.
func decimals(v *big.Rat) int {
	if v.IsInt() {
		return 0
	}
	return 1
}

// figureJSON is a figure for machines. Numbers are exact up to six decimals; year is null for the whole period.
type figureJSON struct {
	Key         string          `json:"key"`
	Year        *int            `json:"year"`
	From        int             `json:"from"`
	To          int             `json:"to"`
	Funder      string          `json:"funder,omitempty"`
	Department  string          `json:"department,omitempty"`
	Former      string          `json:"former_region,omitempty"`
	Value       json.RawMessage `json:"value"`
	Numerator   json.RawMessage `json:"numerator"`
	Denominator json.RawMessage `json:"denominator"`
	Unit        string          `json:"unit"`
	Text        string          `json:"text"`
	Entries     int64           `json:"entries"`
	Missing     int64           `json:"missing"`
	Complete    bool            `json:"complete"`
	Evidence    Completeness    `json:"evidence"`
	Target      *int64          `json:"target"`
	AsOf        time.Time       `json:"as_of"`
}

// MarshalJSON writes the figure with its terms; null stands for what is unset.
func (f Figure) MarshalJSON() ([]byte, error) {
	out := figureJSON{
		Key: f.Indicator.Key, From: f.Scope.From, To: f.Scope.To, Funder: f.Scope.Funder, Department: f.Scope.Department, Former: f.Scope.Former,
		Value: decimal(f.Value), Numerator: decimal(f.Numerator), Denominator: decimal(f.Denominator), Unit: f.Indicator.Unit.In("fr"), Text: f.Text("fr"),
		Entries: f.Entries, Missing: f.Missing, Complete: f.Value != nil && f.Missing == 0, Evidence: f.Proof, Target: f.Target, AsOf: f.AsOf,
	}
	if year := f.Year(); year != 0 {
		out.Year = &year
	}
	return json.Marshal(out)
}

// decimal writes a rational with up to six decimals, without trailing zeros.
func decimal(v *big.Rat) json.RawMessage {
	if v == nil {
		return json.RawMessage("null")
	}
	if v.IsInt() {
		return json.RawMessage(v.Num().String())
	}
	text := v.FloatString(6)
	for text[len(text)-1] == '0' {
		text = text[:len(text)-1]
	}
	return json.RawMessage(text)
}

// DifferenceText is a difference of the figure with its sign: "+ 29", "-4", "+ 4,7 points" for a percentage; "" for nil.
func (f Figure) DifferenceText(d *big.Rat, language string) string {
	if d == nil {
		return ""
	}
	text := number(d, language)
	if f.Indicator.Percent() || f.Indicator.Unit.FR == "%" {
		text = frnum.FormatRat(d, decimals(d), language) + "\u00a0points"
	}
	if d.Sign() > 0 {
		text = "+\u202f" + text
	}
	return text
}
