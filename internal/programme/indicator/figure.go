package indicator

import (
	"math/big"
	"time"

	"maillage/internal/programme/ledger"
)

// Scope narrows a figure. Years are inside both bounds; From and To zero is the whole programme.
type Scope struct {
	From       int
	To         int
	Funder     string // a code, or ledger.NoFunder
	Department string
	Former     string // a former region, such as "limousin", or Elsewhere
}

// Elsewhere chooses what has no department of the programme's region.
const Elsewhere = "elsewhere"

// Year is a scope of one year, 0 for the whole programme.
func Year(y int) Scope { return Scope{From: y, To: y} }

// Request names one figure.
type Request struct {
	Key   string
	Scope Scope
}

// Figure is one computed value. Value is nil when it is unset. Numerator and Denominator are told whenever the value is a percentage; else
// the numerator is the value.
type Figure struct {
	Indicator   Indicator
	Scope       Scope
	Whole       bool // the scope is the whole programme
	Value       *big.Rat
	Numerator   *big.Rat
	Denominator *big.Rat
	Entries     int64 // behind the value
	Missing     int64 // of them, how many lack the number: the value is that of the others
	Proof       Completeness
	AsOf        time.Time
	Target      *int64
}

// Completeness says how many of the required proofs are there. Announced ones are links that nobody captured: they prove nothing yet.
type Completeness struct {
	Need      int64 `json:"need"`
	Have      int64 `json:"have"`
	Announced int64 `json:"announced"`
}

// Unset says that nobody recorded what the figure needs.
func (f Figure) Unset() bool { return f.Value == nil }

// Partial says that some entries behind the value lack the number.
func (f Figure) Partial() bool { return f.Value != nil && f.Missing > 0 }

// Year is the year of a one-year scope, 0 for any other.
func (f Figure) Year() int {
	if !f.Whole && f.Scope.From == f.Scope.To {
		return f.Scope.From
	}
	return 0
}

// Int is the value when it is a whole number.
func (f Figure) Int() (int64, bool) {
	if f.Value == nil || !f.Value.IsInt() || !f.Value.Num().IsInt64() {
		return 0, false
	}
	return f.Value.Num().Int64(), true
}

// evaluation holds what the queries brought, for any number of requests.
type evaluation struct {
	plan          plan
	cells         []ledger.Cell
	beneficiaries []ledger.BeneficiaryCell
	readings      []ledger.DatedReading
	proofs        []ledger.Proof
	asOf          time.Time
	done          map[Request]Figure // a figure that is also a term of others is computed once
	observe       func(Request)
}

// figure tells one request, computed at its first use.
func (ev *evaluation) figure(x Indicator, s Scope) Figure {
	r := Request{Key: x.Key, Scope: s}
	f, ok := ev.done[r]
	if !ok {
		ev.observe(r)
		f = ev.compute(x, s)
		ev.done[r] = f
	}
	return f
}

func (ev *evaluation) compute(x Indicator, s Scope) Figure {
	f := Figure{Indicator: x, Scope: s, Whole: ev.plan.whole(s), AsOf: ev.asOf}
	switch x.Measure {
	case Ratio:
		ev.ratio(&f)
	case Growth:
		ev.growth(&f)
	case Reading:
		ev.lastReading(&f)
	case Distinct:
		ev.distinct(&f)
	default:
		ev.sum(&f)
	}
	ev.prove(&f)
	if t, ok := ev.plan.agreement.Promised(x.Key, f.Year()); ok && (f.Whole || f.Year() != 0) && s.Funder == "" && s.Department == "" && s.Former == "" {
		f.Target = &t.Value
	}
	return f
}

// each calls fn with the cells of a figure. An entry is in one cell only, so that serving two activities never counts it twice.
func (ev *evaluation) each(f *Figure, fn func(ledger.Cell)) {
	within := ev.plan.matcher(f.Indicator.Rule, f.Scope)
	for _, c := range ev.cells {
		if within(c) {
			fn(c)
		}
	}
}

func (ev *evaluation) sum(f *Figure) {
	var total, known int64
	scale := int64(1)
	ev.each(f, func(c ledger.Cell) {
		f.Entries += c.N
		switch f.Indicator.Measure {
		case Participations:
			total, known = total+c.Participations, known+c.ParticipationsKnown
		case People:
			total, known = total+c.People, known+c.PeopleKnown
		case Participants:
			total, known = total+c.Participants, known+c.ParticipantsKnown
		case Hours:
			total, known, scale = total+c.Minutes, known+c.MinutesKnown, 60
		case Amount:
			total, known, scale = total+c.Amount, known+c.AmountKnown, 100
		default:
			total, known = total+c.N, known+c.N
		}
	})
	f.Missing = f.Entries - known
	if f.Entries > 0 && known == 0 {
		return
	}
	f.Value = big.NewRat(total, scale)
	f.Numerator = f.Value
}

func (ev *evaluation) distinct(f *Figure) {
	seen := map[string]bool{}
	within := ev.plan.matcher(f.Indicator.Rule, f.Scope)
	for _, c := range ev.beneficiaries {
		if within(c.Cell) {
			seen[c.Beneficiary] = true
			f.Entries += c.N
		}
	}
	f.Value = big.NewRat(int64(len(seen)), 1)
	f.Numerator = f.Value
}

// readingIn finds the last reading whose year is within bounds.
func (ev *evaluation) readingIn(x Indicator, s Scope, from, to int) (value *big.Rat, n int64) {
	whole := from <= ev.plan.first && to >= ev.plan.last
	s.From, s.To = 0, 0
	within := ev.plan.matcher(x.Rule, s)
	for _, r := range ev.readings {
		milli, ok := r.Milli(x.Rule.Reading)
		inYears := from <= r.Year && r.Year <= to || whole && r.Year == ledger.SeveralYears
		if ok && inYears && within(r.Cell) {
			value = big.NewRat(milli, 1000)
			n++
		}
	}
	return value, n
}

func (ev *evaluation) lastReading(f *Figure) {
	from, to := ev.plan.bounds(f.Scope)
	f.Value, f.Entries = ev.readingIn(f.Indicator, f.Scope, from, to)
	f.Numerator = f.Value
}

// growth compares the last reading within the scope with the last one before it.
func (ev *evaluation) growth(f *Figure) {
	of := ev.plan.indicators[f.Indicator.Rule.Of]
	from, to := ev.plan.bounds(f.Scope)
	last, n := ev.readingIn(of, f.Scope, from, to)
	before, m := ev.readingIn(of, f.Scope, ledger.SeveralYears+1, from-1)
	f.Entries = min(n, 1) + min(m, 1)
	if last == nil || before == nil || before.Sign() == 0 {
		return
	}
	f.Numerator, f.Denominator = new(big.Rat).Sub(last, before), before
	f.Value = percent(f.Numerator, f.Denominator)
}

func (ev *evaluation) ratio(f *Figure) {
	numerator := ev.figure(ev.plan.indicators[f.Indicator.Rule.Numerator], f.Scope)
	denominator := ev.figure(ev.plan.indicators[f.Indicator.Rule.Denominator], f.Scope)
	f.Entries, f.Missing = denominator.Entries, numerator.Missing+denominator.Missing
	if numerator.Value == nil || denominator.Value == nil {
		return
	}
	f.Numerator, f.Denominator = numerator.Value, denominator.Value
	if denominator.Value.Sign() != 0 {
		f.Value = percent(f.Numerator, f.Denominator)
	}
}

func percent(n, d *big.Rat) *big.Rat {
	return new(big.Rat).Mul(big.NewRat(100, 1), new(big.Rat).Quo(n, d))
}

// prove adds up required and present proofs. A percentage is proved by its terms, which are figures of their own.
func (ev *evaluation) prove(f *Figure) {
	if f.Indicator.Percent() {
		return
	}
	ev.each(f, func(c ledger.Cell) {
		activity, _ := ev.plan.agreement.Activity(c.Activity)
		f.Proof.Need += c.N * int64(len(activity.Evidence))
	})
	within := ev.plan.matcher(f.Indicator.Rule, f.Scope)
	for _, p := range ev.proofs {
		if !within(p.Cell) || !ev.plan.requires(p.Activity, p.Proof) {
			continue
		}
		if p.Stored {
			f.Proof.Have += p.N
		} else {
			f.Proof.Announced += p.N
		}
	}
}
