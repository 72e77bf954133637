package frdate

import "slices"

// maxDays bounds the days of a list with the intervals inside it: "du 3 au 5 et le 9 mai 2022". More than a year of days is no list.
const maxDays = 366

// resolve turns a run into a value and doubts it in the light of the context.
func (r run) resolve(ctx Context) Value {
	v := Value{Days: []string{}, Issues: []string{}, Candidates: []string{}, Confidence: High}
	switch {
	case slices.ContainsFunc(r.atoms, atom.impossible):
		v.refuse(IssueDayDoesNotExist, r.mended())
	case r.has(func(a atom) bool { return a.unclear != 0 }):
		r.resolveUnclear(&v, ctx)
	case r.has(func(a atom) bool { return a.year == 0 }):
		r.resolveNoYear(&v, ctx)
	case r.reversed():
		v.refuse(IssueReversedInterval, r.reordered())
	default:
		r.settle(&v)
		r.doubt(&v, ctx)
	}
	v.rank(ctx)
	return v
}

func (r run) has(f func(atom) bool) bool { return slices.ContainsFunc(r.atoms, f) }

// settle fills kind, days, bounds and precision from complete atoms.
func (r run) settle(v *Value) {
	first, last := r.atoms[0], r.atoms[len(r.atoms)-1]
	v.Precision = r.precision()
	v.Start, v.End = r.outer()
	switch {
	case r.has(func(a atom) bool { return a.part != whole }):
		v.Kind, v.Precision = Incomplete, ""
		v.add(IssueSeason)
	case len(r.atoms) == 1:
		v.Kind = kindOf(v.Precision)
	case len(r.atoms) == 2 && first.span:
		v.Kind = Interval
	case v.Precision == ToDay:
		v.Kind = Multiple
	case first.grain() != last.grain() || !r.contiguous():
		v.Kind = Incomplete
	case v.Precision == ToMonth:
		v.Kind = Interval
	default:
		v.Kind = Year
	}
	if v.Precision == ToYear && v.Kind == Interval {
		v.Kind = Year
	}
	r.fillDays(v)
	r.openEnds(v)
	r.notePrecision(v)
}

// fillDays lists the days once each, with those that an interval inside a list stands for.
func (r run) fillDays(v *Value) {
	if v.Kind != Single && v.Kind != Multiple {
		return
	}
	for i, a := range r.atoms {
		d, end := a.first(), a.first()
		if a.span {
			end = r.atoms[i+1].first()
		}
		v.Days = appendNew(v.Days, d.iso())
		for d.before(end) && len(v.Days) <= maxDays {
			d = d.addDays(1)
			v.Days = appendNew(v.Days, d.iso())
		}
	}
	switch n := len(v.Days); {
	case n == 1:
		v.Kind = Single
	case n > maxDays:
		v.Kind, v.Days = Incomplete, []string{}
		v.add(IssueSeveralYears)
	}
}

func appendNew(days []string, d string) []string {
	if slices.Contains(days, d) {
		return days
	}
	return append(days, d)
}

func (r run) openEnds(v *Value) {
	switch {
	case r.open == openSince && !r.atoms[0].span:
		v.End = ""
	case r.open == openUntil && !r.atoms[0].span:
		v.Start = ""
	default:
		return
	}
	v.Days = []string{}
	if v.Kind != Incomplete {
		v.Kind = Interval
	}
	v.add(IssueOpenInterval)
}

func (r run) notePrecision(v *Value) {
	switch v.Precision {
	case ToMonth:
		v.add(IssueMonthPrecision)
		if v.Kind == Incomplete {
			v.add(IssueSeveralMonths)
		}
	case ToYear:
		v.add(IssueYearPrecision)
		if v.Start != "" && v.End != "" && v.Start[:4] != v.End[:4] {
			v.add(IssueSeveralYears)
		}
	}
	if r.has(func(a atom) bool { return a.unclearYear }) {
		v.add(IssueTwoDigitYear)
		v.Confidence = Low
	}
	if v.Kind == Incomplete {
		v.Confidence = Low
	}
}

func (v *Value) add(issue string) { v.Issues = append(v.Issues, issue) }

// refuse makes the value invalid, with the days to propose.
func (v *Value) refuse(issue string, days []date) {
	v.Kind, v.Confidence = Invalid, None
	v.add(issue)
	v.propose(days)
}

func (v *Value) propose(days []date) {
	for _, d := range days {
		if d.valid() {
			v.Candidates = appendNew(v.Candidates, d.iso())
		}
	}
}

func kindOf(p Precision) Kind {
	switch p {
	case ToDay:
		return Single
	case ToMonth:
		return Month
	}
	return Year
}

func (a atom) grain() Precision {
	switch {
	case a.day != 0:
		return ToDay
	case a.month != 0:
		return ToMonth
	}
	return ToYear
}

func (r run) precision() Precision {
	p := ToDay
	for _, a := range r.atoms {
		if g := a.grain(); g == ToYear || p == ToDay {
			p = g
		}
	}
	return p
}

// first and last are the inclusive bounds of an atom whose year is known.
func (a atom) first() date {
	switch {
	case a.part != whole:
		from, _ := a.partBounds()
		return from
	case a.day != 0:
		return date{a.year, a.month, a.day}
	case a.month != 0:
		return date{a.year, a.month, 1}
	}
	return date{a.year, 1, 1}
}

func (a atom) last() date {
	switch {
	case a.part != whole:
		_, to := a.partBounds()
		return to
	case a.day != 0:
		return date{a.year, a.month, a.day}
	case a.month != 0:
		return date{a.year, a.month, daysIn(a.year, a.month)}
	}
	return date{a.year, 12, 31}
}

// partBounds are wide on purpose: what people call autumn begins on 1 September for some and on the 23rd for others. They say where to look,
// not when it was.
func (a atom) partBounds() (from, to date) {
	if a.month != 0 {
		end := daysIn(a.year, a.month)
		span := map[part][2]int{early: {1, 15}, middle: {8, 22}, late: {16, end}}[a.part]
		if span[0] == 0 {
			span = [2]int{1, end}
		}
		return date{a.year, a.month, span[0]}, date{a.year, a.month, span[1]}
	}
	switch a.part {
	case spring:
		return date{a.year, 3, 1}, date{a.year, 6, 21}
	case summer:
		return date{a.year, 6, 1}, date{a.year, 9, 23}
	case autumn:
		return date{a.year, 9, 1}, date{a.year, 12, 21}
	case early:
		return date{a.year, 1, 1}, date{a.year, 6, 30}
	case middle:
		return date{a.year, 4, 1}, date{a.year, 9, 30}
	case late:
		return date{a.year, 7, 1}, date{a.year, 12, 31}
	}
	if a.overNewYear && a.year < 9999 {
		return date{a.year, 12, 1}, date{a.year + 1, 3, 21}
	}
	return date{a.year, 1, 1}, date{a.year, 12, 31} // a winter lies at both ends of its year
}

// outer are the bounds of the whole run.
func (r run) outer() (start, end string) {
	from, to := r.atoms[0].first(), r.atoms[0].last()
	for _, a := range r.atoms[1:] {
		if d := a.first(); d.before(from) {
			from = d
		}
		if d := a.last(); to.before(d) {
			to = d
		}
	}
	if from == to { // one string for both: a plain day is read by the tens of thousands
		s := from.iso()
		return s, s
	}
	return from.iso(), to.iso()
}

// contiguous tells whether each month or year follows the one before.
func (r run) contiguous() bool {
	for i, a := range r.atoms[1:] {
		if prev := r.atoms[i]; !prev.span && prev.last().addDays(1) != a.first() {
			return false
		}
	}
	return true
}

func (r run) reversed() bool {
	for i, a := range r.atoms {
		if a.span && r.atoms[i+1].last().before(a.first()) {
			return true
		}
	}
	return false
}
