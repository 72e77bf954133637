package ledger

import (
	"context"
	"slices"
)

// Dimension is something that entries are counted by.
type Dimension string

// The dimensions. A department is a code, "" for none.
const (
	ByKind       Dimension = "kind"
	ByDepartment Dimension = "department"
	// ByReason is why no funder pays, or why one does.
	ByReason Dimension = "reason"
	// ByCalendar is the year in which entries begin, whatever year they count in; "" when it is not known.
	ByCalendar Dimension = "calendar"
)

var dimensionColumns = map[Dimension]string{
	ByKind: "e.kind", ByDepartment: "e.department", ByReason: "e.funder_reason", ByCalendar: "substr(e.start_on, 1, 4)",
}

// Counts counts the entries of a filter by one dimension.
func (s *Service) Counts(ctx context.Context, f Filter, by Dimension) (map[string]int, error) {
	condition, args := f.where()
	column := dimensionColumns[by]
	var rows []struct {
		Of string
		N  int
	}
	err := s.DB.All(ctx, &rows, `/* ledger.counts */ select `+column+` as of, count(*) as n from entry e where `+condition+` group by `+column, args...)
	counts := make(map[string]int, len(rows))
	for _, r := range rows {
		counts[r.Of] = r.N
	}
	return counts, err
}

// Span counts the entries of an activity that begin and end in the same months, as the primary activity or a further one. First and Last are
// "2018-11", "" when the date is unknown; YearOnly says that no more than the year is known.
type Span struct {
	Activity    string
	First, Last string
	YearOnly    bool
	N           int
}

// Spans counts the entries of a filter by activity and months, in the order of both.
func (s *Service) Spans(ctx context.Context, f Filter) ([]Span, error) {
	condition, args := f.where()
	const (
		months = `substr(e.start_on, 1, 7) as first, substr(e.end_on, 1, 7) as last, (e.start_on like '%-01-01' and e.end_on like '%-12-31') as year_only, e.id`
		by     = `activity, first, last, year_only`
	)
	var list []Span
	err := s.DB.All(ctx, &list, `/* ledger.spans */ select `+by+`, count(*) as n from (
			select e.activity as activity, `+months+` from entry e where `+condition+`
			union all
			select a.activity as activity, `+months+` from entry e join entry_also a on a.entry = e.id and a.activity <> e.activity where `+condition+`
		) x where activity <> '' group by `+by+` order by `+by, append(args, args...)...)
	return list, err
}

// Begun is when the entries of an activity began, as near as their dates tell.
type Begun struct {
	Months []string    // "2018-11", in order
	Vague  [][2]string // first and last day of what is known only by its year or years
}

// Beginnings gathers spans by activity.
func Beginnings(spans []Span) map[string]Begun {
	begun := map[string]Begun{}
	for _, s := range spans {
		b := begun[s.Activity]
		switch {
		case s.First == "":
		case s.YearOnly:
			b.Vague = append(b.Vague, [2]string{s.First + "-01", s.Last + "-31"})
		case !slices.Contains(b.Months, s.First):
			b.Months = append(b.Months, s.First)
		}
		begun[s.Activity] = b
	}
	return begun
}
