package report

import (
	"maillage/internal/programme/indicator"
	"maillage/internal/programme/ledger"
)

// prove links a figure to the entries behind it. What the list of entries does not hold is told as a number.
func (a *annex) prove(s *FigureSheet) {
	f := s.Computed
	s.Entries = append(s.Entries, a.links(indicator.Request{Key: f.Indicator.Key, Scope: f.Scope})...)
	if f.Indicator.Measure == indicator.Growth { // its lower term is the last reading before
		from := f.Scope.From
		if from == 0 {
			from = a.divider.first
		}
		earlier := indicator.Scope{From: ledger.SeveralYears + 1, To: from - 1, Funder: f.Scope.Funder}
		if before := a.links(indicator.Request{Key: f.Indicator.Rule.Of, Scope: earlier}); len(before) > 0 {
			s.Entries = append(before[len(before)-1:], s.Entries...)
		}
	}
	if !f.Indicator.Percent() {
		s.Unlisted = max(0, int(f.Entries)-len(s.Entries))
	}
}

// links are the entries of the list behind a figure. A document links thousands of figures and entries: none asks the database.
func (a *annex) links(r indicator.Request) []EntryLink {
	holds, err := a.definitions.Behind(r)
	if err != nil { // a computed figure has a definition
		return nil
	}
	var list []EntryLink
	for i := range a.entries {
		if holds(a.entries[i]) {
			list = append(list, a.link(i))
		}
	}
	return list
}
