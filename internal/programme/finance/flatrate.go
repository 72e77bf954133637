package finance

import (
	_ "embed"
	"fmt"
	"slices"
	"sync"

	"github.com/pelletier/go-toml/v2"

	"maillage/internal/kit/lang"
	"maillage/internal/programme/agreement"
)

// Formula is a way to compute a line from others.
type Formula string

// The formulas of domain-rules §1.6.
const (
	IndirectOnStaff                 Formula = "indirect_on_staff"
	IndirectOnDirect                Formula = "indirect_on_direct"
	IndirectOnDirectWithoutServices Formula = "indirect_on_direct_without_services"
	StaffOnOtherDirect              Formula = "staff_on_other_direct"
	OtherOnStaff                    Formula = "other_on_staff"
)

// shape is what a formula takes and gives. Replaces are the lines on which nothing may be booked, because the flat rate stands for them.
type shape struct {
	base     []Line
	gives    Line
	replaces []Line
	words    lang.Text // of the base
}

// Costs in kind stand outside every base: they are a line of their own beside direct costs.
var shapes = map[Formula]shape{
	IndirectOnStaff:  {base: []Line{Staff}, gives: Indirect, replaces: []Line{Indirect}, words: lang.Text{FR: "dépenses directes de personnel", EN: "direct staff costs"}},
	IndirectOnDirect: {base: []Line{Staff, Running, Services, Participants}, gives: Indirect, replaces: []Line{Indirect}, words: lang.Text{FR: "dépenses directes", EN: "direct costs"}},
	IndirectOnDirectWithoutServices: {base: []Line{Staff, Running, Participants}, gives: Indirect, replaces: []Line{Indirect},
		words: lang.Text{FR: "dépenses directes hors prestations", EN: "direct costs without services bought"}},
	StaffOnOtherDirect: {base: []Line{Running, Services, Participants}, gives: Staff, replaces: []Line{Staff},
		words: lang.Text{FR: "dépenses directes hors personnel", EN: "direct costs without staff"}},
	OtherOnStaff: {base: []Line{Staff}, gives: Other, replaces: []Line{Running, Services, Indirect}, words: lang.Text{FR: "dépenses directes de personnel", EN: "direct staff costs"}},
}

// Mark says how surely a rule is known.
type Mark string

// The marks. Verified: read in the text or in a public source that quotes it. FromKnowledge: to be confirmed by a person.
const (
	Verified      Mark = "verified"
	FromKnowledge Mark = "from_knowledge"
)

// Option is one flat rate (option de coûts simplifiés) of one fund period.
type Option struct {
	Code      string    `json:"code"`
	Name      lang.Text `json:"name"`
	Formula   Formula   `json:"formula"`
	Rate      int64     `json:"rate_bp"`           // basis points
	Ceiling   bool      `json:"ceiling,omitempty"` // the operation's own rate is at most Rate
	Condition lang.Text `json:"condition"`
	AppliesTo string    `json:"applies_to"` // the fund period, "2014-2020"
	ValidFrom string    `json:"valid_from"` // ISO days, both inside; that on which the operation begins decides
	ValidTo   string    `json:"valid_to"`
	LegalRef  lang.Text `json:"legal_ref"`
	Mark      Mark      `json:"mark"`
}

// Real is the cost option of an operation that declares every cost as it was: no flat rate.
const Real = "real"

//go:embed flatrates.toml
var flatRatesFile []byte

// FlatRates are all flat rates, in the order of the file. The caller does not change them.
var FlatRates = sync.OnceValue(func() []Option {
	list, err := readOptions(flatRatesFile)
	if err != nil {
		panic(err) // embedded at build time: only a broken build gets here
	}
	return list
})

func readOptions(content []byte) ([]Option, error) {
	var f struct {
		Options []struct {
			Code      string         `toml:"code"`
			Name      lang.Text      `toml:"name"`
			Formula   Formula        `toml:"formula"`
			Rate      int64          `toml:"rate"`
			Ceiling   bool           `toml:"ceiling"`
			Condition lang.Text      `toml:"condition"`
			AppliesTo string         `toml:"applies_to"`
			ValidFrom toml.LocalDate `toml:"valid_from"`
			ValidTo   toml.LocalDate `toml:"valid_to"`
			LegalRef  lang.Text      `toml:"legal_ref"`
			Mark      Mark           `toml:"mark"`
		} `toml:"option"`
	}
	if err := agreement.DecodeTOML(content, &f); err != nil {
		return nil, err
	}
	var list []Option
	for _, x := range f.Options {
		o := Option{
			Code: x.Code, Name: x.Name, Formula: x.Formula, Rate: x.Rate, Ceiling: x.Ceiling, Condition: x.Condition, AppliesTo: x.AppliesTo,
			ValidFrom: x.ValidFrom.String(), ValidTo: x.ValidTo.String(), LegalRef: x.LegalRef, Mark: x.Mark,
		}
		if _, known := shapes[o.Formula]; !known || o.Rate <= 0 || o.Rate > whole || o.ValidFrom > o.ValidTo || o.Mark != Verified && o.Mark != FromKnowledge {
			return nil, fmt.Errorf("flat rate %s of %s does not hold together", o.Code, o.AppliesTo)
		}
		list = append(list, o)
	}
	return list, nil
}

// FindOption finds the flat rate of a fund period that an operation may use when it begins on a day.
func FindOption(code, period, day string) (Option, bool) {
	list := FlatRates()
	i := slices.IndexFunc(list, func(o Option) bool {
		return o.Code == code && o.AppliesTo == period && o.ValidFrom <= day && day <= o.ValidTo
	})
	if i < 0 {
		return Option{}, false
	}
	return list[i], true
}

// Base are the lines that the rate is taken of.
func (o Option) Base() []Line { return shapes[o.Formula].base }

// Gives is the line that the flat rate computes.
func (o Option) Gives() Line { return shapes[o.Formula].gives }

// Replaces says whether the flat rate stands for a line, so that nothing may be booked on it.
func (o Option) Replaces(l Line) bool { return slices.Contains(shapes[o.Formula].replaces, l) }

// Compute is the amount of the flat rate on a base, in cents: rate × base, rounded half away from zero, once.
func (o Option) Compute(base, rate int64) int64 { return portion(base, rate) }

// Words spell the formula with the rate used: "coûts indirects = 20 % × dépenses directes hors prestations".
func (o Option) Words(rate int64, language string) string {
	return fmt.Sprintf("%s = %s × %s", o.Gives().Name(language), Percent(rate, language), shapes[o.Formula].words.In(language))
}

// MarkName says a mark to people.
func MarkName(m Mark, language string) string {
	if m == Verified {
		return lang.Text{FR: "vérifié", EN: "verified"}.In(language)
	}
	return lang.Text{FR: "à confirmer", EN: "to be confirmed"}.In(language)
}
