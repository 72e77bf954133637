package indicator

import (
	"context"
	"slices"

	"maillage/internal/programme/ledger"
)

// SupportedBy lists the indicators that some entries count in over the whole programme, in the order of the indicators. A percentage is
// among them when one of its terms is.
func (s *Service) SupportedBy(ctx context.Context, entries ...ledger.Entry) ([]Indicator, error) {
	d, err := s.Definitions(ctx)
	if err != nil {
		return nil, err
	}
	p := newPlan(d.byKey, d.agreement, s.Gazetteer, nil)
	return slices.DeleteFunc(d.list, func(x Indicator) bool {
		return !slices.ContainsFunc(entries, func(e ledger.Entry) bool { return p.counts(x, e) })
	}), nil
}

// Behind returns the test that an entry passes when it stands behind a figure: for a percentage, behind its lower term; for growth, behind
// the reading that it ends with. It asks the database nothing. Errors: not_found for an unknown key.
func (d *Definitions) Behind(r Request) (func(ledger.Entry) bool, error) {
	x, err := d.find(r.Key)
	if err != nil {
		return nil, err
	}
	switch x.Measure {
	case Ratio:
		x = d.byKey[x.Rule.Denominator]
	case Growth:
		x = d.byKey[x.Rule.Of]
	}
	p := newPlan(d.byKey, d.agreement, d.service.Gazetteer, nil)
	r.Scope.From, r.Scope.To = p.bounds(r.Scope)
	within := p.matcher(x.Rule, r.Scope)
	return func(e ledger.Entry) bool { return carries(x, e) && within(cellOf(e)) }, nil
}

// carries says whether an entry has what the measure looks at.
func carries(x Indicator, e ledger.Entry) bool {
	switch x.Measure {
	case Reading:
		_, carried := e.Reading(x.Rule.Reading)
		return carried
	case Distinct:
		return e.BeneficiaryKey != ""
	}
	return true
}

// counts says whether an indicator counts an entry somewhere in the programme.
func (p plan) counts(x Indicator, e ledger.Entry) bool {
	switch x.Measure {
	case Ratio:
		return p.counts(p.indicators[x.Rule.Numerator], e) || p.counts(p.indicators[x.Rule.Denominator], e)
	case Growth:
		return p.counts(p.indicators[x.Rule.Of], e)
	}
	return carries(x, e) && p.matcher(x.Rule, Scope{})(cellOf(e))
}

// cellOf is what rules look at of one entry.
func cellOf(e ledger.Entry) ledger.Cell {
	return ledger.Cell{
		Kind: e.Kind, Activity: e.Activity, Year: e.Year, Funder: e.Funder, Department: e.Department, State: e.State, Also: e.Also, Tags: e.Tags, N: 1,
	}
}
