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

// counts says whether an indicator counts an entry somewhere in the programme.
func (p plan) counts(x Indicator, e ledger.Entry) bool {
	switch x.Measure {
	case Ratio:
		return p.counts(p.indicators[x.Rule.Numerator], e) || p.counts(p.indicators[x.Rule.Denominator], e)
	case Growth:
		return p.counts(p.indicators[x.Rule.Of], e)
	case Reading:
		if _, carried := e.Reading(x.Rule.Reading); !carried {
			return false
		}
	case Distinct:
		if e.BeneficiaryKey == "" {
			return false
		}
	}
	return p.matcher(x.Rule, Scope{})(cellOf(e))
}

// cellOf is what rules look at of one entry.
func cellOf(e ledger.Entry) ledger.Cell {
	return ledger.Cell{
		Kind: e.Kind, Activity: e.Activity, Year: e.Year, Funder: e.Funder, Department: e.Department, State: e.State, Also: e.Also, Tags: e.Tags, N: 1,
	}
}
