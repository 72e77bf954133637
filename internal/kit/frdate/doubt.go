package frdate

import (
	"slices"
	"strconv"
)

// maxCandidates keeps a choice readable.
const maxCandidates = 12

// doubt adds the issues that come from the weekday, the programme and the heading, with what to propose for each. The value keeps its figures.
func (r run) doubt(v *Value, ctx Context) {
	if r.has(atom.weekdayConflict) {
		v.add(IssueWeekdayConflict)
		v.propose(r.weekdayCandidates())
	}
	if v.outOfPeriod(ctx) {
		v.add(IssueYearOutOfPeriod)
		v.propose(r.periodCandidates(ctx))
	}
	if ctx.Section != 0 && v.outOfSection(ctx.Section) {
		v.add(IssueOutOfSection)
		v.propose(r.inYear(ctx.Section))
	}
	if v.Has(IssueWeekdayConflict) || v.Has(IssueYearOutOfPeriod) || v.Has(IssueOutOfSection) {
		v.Confidence = Low
	}
}

func (a atom) weekdayConflict() bool {
	return a.weekday != 0 && a.day != 0 && a.first().weekday() != a.weekday
}

// outOfPeriod asks days to lie within the programme, and months or years to touch it: a programme may begin in the middle of a year.
func (v *Value) outOfPeriod(ctx Context) bool {
	start, end := v.End, v.Start
	if v.Precision == ToDay {
		start, end = v.Start, v.End
	}
	return (ctx.From != "" && start != "" && start < ctx.From) || (ctx.To != "" && end != "" && end > ctx.To)
}

func (v *Value) outOfSection(section int) bool {
	year := strconv.Itoa(section)
	for _, d := range v.Days {
		if d[:4] != year {
			return true
		}
	}
	return (v.Start != "" && v.Start[:4] > year) || (v.End != "" && v.End[:4] < year)
}

// moved applies a change to every day of the run; false when one does not exist, or does not fall on the weekday written if asked.
func (r run) moved(change func(date) date, weekday bool) (days []date, ok bool) {
	for _, a := range r.atoms {
		if a.day == 0 {
			return nil, false
		}
		d := change(date{a.year, a.month, a.day})
		if !d.valid() || (weekday && a.weekday != 0 && d.weekday() != a.weekday) {
			return nil, false
		}
		days = append(days, d)
	}
	return days, true
}

func toYear(y int) func(date) date {
	return func(d date) date { return date{y, d.m, d.d} }
}

func (r run) inYear(y int) []date {
	days, _ := r.moved(toYear(y), false)
	return days
}

// weekdayCandidates are the days that would agree with the weekday written: the same day a year away, the day before or after, day and month
// swapped when they are in figures.
func (r run) weekdayCandidates() (days []date) {
	changes := []func(date) date{
		func(d date) date { return date{d.y - 1, d.m, d.d} },
		func(d date) date { return date{d.y + 1, d.m, d.d} },
		func(d date) date { return d.addDays(-1) },
		func(d date) date { return d.addDays(1) },
	}
	if r.atoms[0].numeric {
		changes = append(changes, func(d date) date { return date{d.y, d.d, d.m} })
	}
	for _, c := range changes {
		found, _ := r.moved(c, true)
		days = append(days, found...)
	}
	return days
}

// periodCandidates moves the days into the programme: into the heading's year, else into the years whose weekday fits, then into the one that
// ends with the same figure (a slip on the decade: 10 for 20), else the nearest.
func (r run) periodCandidates(ctx Context) (days []date) {
	if ctx.Section != 0 {
		return r.inYear(ctx.Section)
	}
	years := ctx.years()
	if len(years) == 0 {
		return nil
	}
	if r.has(func(a atom) bool { return a.weekday != 0 }) {
		for _, y := range years {
			found, _ := r.moved(toYear(y), true)
			days = append(days, found...)
		}
	}
	written := r.atoms[0].year
	best := years[0]
	if written > best {
		best = years[len(years)-1]
	}
	if i := slices.IndexFunc(years, func(y int) bool { return y%10 == written%10 }); i >= 0 {
		best = years[i]
	}
	return append(days, r.inYear(best)...)
}

// years lists the years to try, best first: the heading's alone, else the programme's.
func (c Context) years() (years []int) {
	if c.Section != 0 {
		return []int{c.Section}
	}
	from, ok1 := parseISO(c.From)
	to, ok2 := parseISO(c.To)
	for y := from.y; ok1 && ok2 && y <= to.y && len(years) < maxCandidates; y++ {
		years = append(years, y)
	}
	return years
}

// resolveNoYear proposes the days of the years that the context allows, those that agree with the weekday if one is written. When none does,
// that is a conflict: the context's own days come first, then the nearest that agree.
func (r run) resolveNoYear(v *Value, ctx Context) {
	v.Kind, v.Precision = Incomplete, r.precision()
	v.add(IssueNoYear)
	if r.has(func(a atom) bool { return a.part != whole }) {
		v.Precision = ""
		v.add(IssueSeason)
	}
	years := ctx.years()
	for _, y := range years {
		found, _ := r.moved(toYear(y), true)
		v.propose(found)
	}
	if len(v.Candidates) == 0 {
		r.proposeDespiteWeekday(v, years)
	}
}

func (r run) proposeDespiteWeekday(v *Value, years []int) {
	for _, y := range years {
		v.propose(r.inYear(y))
	}
	if len(v.Candidates) == 0 {
		return
	}
	v.add(IssueWeekdayConflict)
	for _, y := range []int{years[0] - 1, years[len(years)-1] + 1} {
		found, _ := r.moved(toYear(y), true)
		v.propose(found)
	}
}

// resolveUnclear leaves "juillet 18" open: the 18th in a year of the programme, or the month of 2018.
func (r run) resolveUnclear(v *Value, ctx Context) {
	v.Kind = Incomplete
	v.add(IssueTwoDigitYear)
	atoms := slices.Clone(r.atoms)
	for i := range atoms {
		if atoms[i].unclear != 0 {
			atoms[i].day = atoms[i].unclear
		}
	}
	for _, y := range ctx.years() {
		v.propose(run{atoms: atoms}.inYear(y))
	}
}

// impossible tells whether no such day or month exists. Without a year, 29 February is possible.
func (a atom) impossible() bool {
	y := a.year
	if y == 0 {
		y = 2000
	}
	switch a.grain() {
	case ToDay:
		return !date{y, a.month, a.day}.valid()
	case ToMonth:
		return a.month > 12
	}
	return false
}

// mended proposes, for a day that does not exist, the one with day and month swapped, or else the last of the month and the day after.
func (r run) mended() (days []date) {
	for _, a := range r.atoms {
		d := date{a.year, a.month, a.day}
		switch {
		case d.valid():
			days = append(days, d)
		case date{d.y, d.d, d.m}.valid():
			days = append(days, date{d.y, d.d, d.m})
		case d.m >= 1 && d.m <= 12 && d.d > 28 && d.d <= 31 && d.y > 0:
			last := date{d.y, d.m, daysIn(d.y, d.m)}
			days = append(days, last, last.addDays(1))
		}
	}
	return days
}

// reordered proposes the ends of an interval that runs backwards: "du 28 au 2 avril 2019" began a month before, "de décembre à mars 2020" a
// year before, any other has its ends the wrong way round.
func (r run) reordered() []date {
	a, b := r.atoms[0].first(), r.atoms[len(r.atoms)-1].last()
	if len(r.atoms) > 2 {
		return nil
	}
	before := date{a.y, a.m - 1, a.d}
	if before.m == 0 {
		before = date{a.y - 1, 12, a.d}
	}
	switch {
	case a.m == b.m && a.y == b.y && before.valid():
		return []date{before, b}
	case a.y == b.y && r.atoms[0].grain() == ToMonth:
		return []date{{a.y - 1, a.m, a.d}, b}
	}
	return []date{b, a}
}

// rank puts first the candidates that agree with the programme and the heading, and settles how far the value can be trusted.
func (v *Value) rank(ctx Context) {
	slices.SortStableFunc(v.Candidates, func(a, b string) int { return ctx.misfit(a) - ctx.misfit(b) })
	if len(v.Candidates) > maxCandidates {
		v.Candidates = v.Candidates[:maxCandidates]
	}
	if v.Kind == Incomplete {
		v.Confidence = Low
		if len(v.Candidates) == 0 && v.Start == "" && v.End == "" {
			v.Confidence = None
		}
	}
}

func (c Context) misfit(day string) int {
	n := 0
	if (c.From != "" && day < c.From) || (c.To != "" && day > c.To) {
		n++
	}
	if y, _ := figures(day[:4]); c.Section != 0 && y != c.Section {
		n++
	}
	return n
}
