package finance

import (
	"slices"
	"time"

	"maillage/internal/kit/lang"
)

// Plan is what the funders agreed to pay for, as finance.toml tells it. Amounts are cents; nil is "nobody told".
type Plan struct {
	Threshold  int64       `json:"threshold_bp"` // beyond which planned and spent make a gap, in basis points of what was planned
	Operations []Operation `json:"operations"`
}

// DefaultThreshold is the threshold of gaps of a plan that names none: 10 %.
const DefaultThreshold = 1000

// PaymentMonths is how long after its end an operation's expenses may be paid, unless the plan says otherwise: the clause of the
// agreements that we know (domain-rules §1.6, eligibility).
const PaymentMonths = 6

// Operation is what one funder of the agreement grants, with the plan of financing that goes with it.
type Operation struct {
	Funder      string            `json:"funder"`      // code in the agreement
	Period      string            `json:"fund_period"` // "2014-2020"; "" when the money is not European
	EUFund      string            `json:"eu_fund"`     // "FSE"; "" when the money is not European: one euro carries one EU fund only
	Start       string            `json:"start"`       // ISO days, both inside
	End         string            `json:"end"`
	LastPayment string            `json:"last_payment"` // last day on which an expense may be paid
	Option      string            `json:"option"`       // code of a flat rate, Real, or "" when nobody told it
	OptionRate  *int64            `json:"option_rate_bp"`
	Method      string            `json:"method"` // of calculation, where the flat rate is a ceiling
	Granted     *int64            `json:"granted"`
	Rate        *int64            `json:"rate_bp"` // of intervention
	Costs       []PlannedCost     `json:"costs"`
	Resources   []PlannedResource `json:"resources"`
}

// PlannedCost is a line of the plan, for one axis or, with "", for the whole operation.
type PlannedCost struct {
	Line   Line   `json:"line"`
	Axis   string `json:"axis"`
	Amount *int64 `json:"amount"`
}

// PlannedResource is who brings what.
type PlannedResource struct {
	Source Source    `json:"source"`
	Name   lang.Text `json:"name"` // who; "" for the kind of source alone
	Amount *int64    `json:"amount"`
}

// Operation finds the operation of a funder.
func (p *Plan) Operation(funder string) (Operation, bool) {
	i := slices.IndexFunc(p.Operations, func(o Operation) bool { return o.Funder == funder })
	if i < 0 {
		return Operation{}, false
	}
	return p.Operations[i], true
}

// FlatRate is the flat rate that the operation uses and the rate that it applies, in basis points; false when it has none, when nobody told
// it, or when it is a ceiling and nobody told the operation's own rate.
func (o Operation) FlatRate() (option Option, rate int64, ok bool) {
	option, ok = FindOption(o.Option, o.Period, o.Start)
	switch {
	case !ok || option.Ceiling && o.OptionRate == nil:
		return option, 0, false
	case option.Ceiling:
		return option, *o.OptionRate, true
	}
	return option, option.Rate, true
}

// Replaced says whether a flat rate stands for a line, so that nothing may be booked on it.
func (o Operation) Replaced(l Line) bool {
	option, ok := FindOption(o.Option, o.Period, o.Start)
	return ok && option.Replaces(l)
}

// lastPayment is a number of months after an ISO day; a month without that day gives its last one.
func lastPayment(end string, months int) string {
	day, err := time.Parse(time.DateOnly, end)
	if err != nil {
		return ""
	}
	first := time.Date(day.Year(), day.Month()+time.Month(months), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1)
	return first.AddDate(0, 0, min(day.Day(), last.Day())-1).Format(time.DateOnly)
}
