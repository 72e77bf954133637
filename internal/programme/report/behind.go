package report

import (
	"slices"

	"maillage/internal/programme/indicator"
	"maillage/internal/programme/ledger"
	"maillage/internal/register/territory"
)

// behind says whether an entry stands behind a figure. It reads the same rule as indicator.Service.Filter, over entries that are already
// there: a document links thousands of figures and entries without a query for each. A test holds the two together.
type behind struct {
	rule        indicator.Rule
	scope       indicator.Scope
	first, last int
	whole       bool
	reading     bool // the reading must be there, whatever the rule filters
	beneficiary bool
	gazetteer   *territory.Gazetteer
}

// behindFigure finds the rule whose entries a figure shows: for a percentage, those of its lower term.
func (a *annex) behindFigure(f indicator.Figure) behind {
	x := f.Indicator
	switch x.Measure {
	case indicator.Ratio:
		x = a.divider.known[x.Rule.Denominator]
	case indicator.Growth:
		x = a.divider.known[x.Rule.Of]
	}
	t := behind{
		rule: x.Rule, scope: f.Scope, first: f.Scope.From, last: f.Scope.To, whole: f.Whole, reading: x.Measure == indicator.Reading,
		beneficiary: x.Measure == indicator.Distinct, gazetteer: a.s.Gazetteer,
	}
	if t.first == 0 && t.last == 0 {
		t.first, t.last = a.divider.first, a.divider.last
	}
	return t
}

func (t behind) holds(e *ledger.Entry) bool {
	states := t.rule.States
	if len(states) == 0 {
		states = ledger.CountedStates
	}
	switch {
	case len(t.rule.Kinds) > 0 && !slices.Contains(t.rule.Kinds, e.Kind), !slices.Contains(states, e.State):
		return false
	case !ofFunder(e, t.rule.Funder), !ofFunder(e, t.scope.Funder), !t.inTerritory(e):
		return false
	case len(t.rule.Tags) > 0 && !slices.ContainsFunc(e.TagList(), func(tag string) bool { return slices.Contains(t.rule.Tags, tag) }):
		return false
	case t.beneficiary && e.BeneficiaryKey == "":
		return false
	}
	return t.inYears(e) && t.serves(e) && t.carries(e)
}

func (t behind) inYears(e *ledger.Entry) bool {
	return t.first <= e.Year && e.Year <= t.last || t.whole && e.Year == ledger.SeveralYears
}

func (t behind) carries(e *ledger.Entry) bool {
	if !t.reading {
		return true
	}
	_, ok := e.Reading(t.rule.Reading)
	return ok
}

func (t behind) serves(e *ledger.Entry) bool {
	if len(t.rule.Activities) == 0 {
		return true
	}
	return ledger.Cell{Activity: e.Activity, Also: e.Also}.Serves(t.rule.Activities)
}

func (t behind) inTerritory(e *ledger.Entry) bool {
	if t.scope.Department != "" && e.Department != t.scope.Department {
		return false
	}
	if len(t.rule.Departments) > 0 && !slices.Contains(t.rule.Departments, e.Department) {
		return false
	}
	if len(t.rule.FormerRegions) == 0 {
		return true
	}
	region, ok := t.gazetteer.FormerRegionOf(e.Department)
	return ok && slices.Contains(t.rule.FormerRegions, region.Code)
}

func ofFunder(e *ledger.Entry, funder string) bool {
	switch funder {
	case "":
		return true
	case ledger.NoFunder:
		return e.Funder == ""
	}
	return e.Funder == funder
}

// prove links a figure to the entries behind it. What the list of entries does not hold is told as a number.
func (a *annex) prove(s *FigureSheet) {
	t := a.behindFigure(s.Computed)
	s.Entries = append(s.Entries, a.links(t)...)
	if s.Computed.Indicator.Measure == indicator.Growth { // its lower term is the last reading before
		t.first, t.last, t.whole = ledger.SeveralYears+1, t.first-1, false
		if before := a.links(t); len(before) > 0 {
			s.Entries = append(before[len(before)-1:], s.Entries...)
		}
	}
	if !s.Computed.Indicator.Percent() {
		s.Unlisted = max(0, int(s.Computed.Entries)-len(s.Entries))
	}
}

func (a *annex) links(t behind) []EntryLink {
	var list []EntryLink
	for i := range a.entries {
		if t.holds(&a.entries[i]) {
			list = append(list, EntryLink{Anchor: a.list.Rows[i].Anchor, Number: a.list.Rows[i].Number})
		}
	}
	return list
}
