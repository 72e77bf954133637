package ui

import (
	"context"
	"math/big"
	"slices"
	"strconv"
	"time"

	"github.com/a-h/templ"

	"maillage/internal/kit/frnum"
	"maillage/internal/programme/indicator"
	"maillage/internal/programme/ledger"
	"maillage/internal/web"
	"maillage/internal/web/chart"
	"maillage/internal/web/i18n"
)

// additive says that the parts of an indicator add up: each entry is in one of them.
func additive(x indicator.Indicator) bool {
	return slices.Contains([]indicator.Measure{indicator.Count, indicator.Participations, indicator.People, indicator.Participants, indicator.Hours, indicator.Amount}, x.Measure)
}

// divides says that the sheet shows what each funder pays for.
func (t *told) divides() bool {
	x := t.figure.Indicator
	return additive(x) && x.Rule.Funder == "" && t.scope.Funder == ""
}

// terms are the two terms of a percentage; of a sum, what each funder pays for, drawn as one bar when it adds up.
func (t *told) terms(ctx context.Context) ([]web.Term, chart.Chart) {
	f, x := t.figure, t.figure.Indicator
	switch {
	case f.Denominator != nil && x.Measure == indicator.Growth:
		of := t.label(x.Rule.Of)
		return []web.Term{
			{Value: t.number(f.Numerator), Label: i18n.T(ctx, "indicator.term.more", "of", of)},
			{Value: t.number(f.Denominator), Label: i18n.T(ctx, "indicator.term.before", "of", of)},
		}, nil
	case f.Denominator != nil:
		return []web.Term{{Value: t.number(f.Numerator), Label: t.label(x.Rule.Numerator)}, {Value: t.number(f.Denominator), Label: t.label(x.Rule.Denominator)}}, nil
	case !t.divides() || f.Value == nil:
		return nil, nil
	}
	var list []web.Term
	split := chart.Split{About: chart.About{ID: "partage", Title: i18n.T(ctx, "indicator.split")}}
	sum := new(big.Rat)
	for i, code := range t.funders() {
		part := t.at(paidBy(t.scope, code))
		badge := t.funderBadge(ctx, code)
		value, hue := 0.0, chart.Hue(i)
		if part.Value != nil {
			sum.Add(sum, part.Value)
			value, _ = part.Value.Float64()
		}
		if badge.None {
			hue = chart.None
		}
		list = append(list, web.Term{Value: part.Text(t.lang), Funder: &badge})
		split.Parts = append(split.Parts, chart.Part{Series: chart.Series{Name: badge.Name, Hue: hue}, Value: value})
	}
	if sum.Cmp(f.Value) != 0 || sum.Sign() == 0 {
		return list, nil
	}
	return list, split
}

func (t *told) number(v *big.Rat) string { return frnum.FormatRat(v, decimals(v), t.lang) }

func decimals(v *big.Rat) int {
	if v.IsInt() {
		return 0
	}
	return 2
}

// curve draws how a sum grew over the programme; of what is not added up, each year beside the target.
func (t *told) curve(ctx context.Context) (chart.Chart, []string) {
	if t.figure.Indicator.Rule.SumsYears && additive(t.figure.Indicator) {
		return t.growing(ctx)
	}
	bars := chart.Bars{About: chart.About{ID: "annees", Title: i18n.T(ctx, "indicator.by_year"), Format: t.format()}}
	for _, y := range t.rowYears() {
		f := t.ofYear(y)
		value, ok := float(f)
		before := y < t.agreement.Years()[0]
		if y <= ledger.SeveralYears || !ok || before && f.Indicator.Measure != indicator.Reading {
			continue
		}
		bars.Bars = append(bars.Bars, chart.Bar{Label: strconv.Itoa(y), Value: value, Before: before})
		if f.Target != nil {
			bars.Target = float64(*f.Target)
		}
	}
	if len(bars.Bars) < 2 {
		return nil, nil
	}
	return bars, nil
}

// growing adds the years up. What spans several years is in none of them: it is told beside, so that the curve and the total agree.
func (t *told) growing(ctx context.Context) (chart.Chart, []string) {
	years := t.agreement.Years()
	line := chart.Line{About: chart.About{ID: "cumul", Title: i18n.T(ctx, "indicator.growing", "year", strconv.Itoa(years[0])), Format: t.format()}}
	line.Points = append(line.Points, chart.Point{At: yearStart(years[0])})
	sum, any := 0.0, false
	for _, y := range years {
		value, ok := float(t.ofYear(y))
		any = any || ok && value > 0
		sum += value
		line.Points = append(line.Points, chart.Point{At: yearStart(y + 1), Value: sum, Label: strconv.Itoa(y)})
	}
	if !any {
		return nil, nil
	}
	var remarks []string
	if over, ok := float(t.ofYear(ledger.SeveralYears)); ok && over > 0 {
		remarks = append(remarks, i18n.T(ctx, "indicator.over_years", "value", t.ofYear(ledger.SeveralYears).Text(t.lang)))
	}
	if whole := t.ofYear(0); whole.Target != nil {
		remarks = append(remarks, i18n.T(ctx, "indicator.target", "value", frnum.Format(*whole.Target, t.lang)))
	}
	return line, remarks
}

func yearStart(y int) time.Time { return time.Date(y, time.January, 1, 0, 0, 0, 0, time.UTC) }

// ofYear is the figure of a year in the funder and department of the page, 0 for the whole.
func (t *told) ofYear(y int) indicator.Figure { return t.ofYearPaidBy(y, t.scope.Funder) }

func (t *told) ofYearPaidBy(y int, code string) indicator.Figure {
	s := t.scope
	s.From, s.To, s.Funder = y, y, code
	return t.at(s)
}

func float(f indicator.Figure) (float64, bool) {
	if f.Value == nil {
		return 0, false
	}
	v, _ := f.Value.Float64()
	return v, true
}

func (t *told) format() func(float64) string {
	if !t.figure.Indicator.Percent() {
		return nil
	}
	return func(v float64) string { return frnum.Percent(big.NewRat(int64(v*100), 10_000), 1, t.lang) }
}

// years is the table of years by funder; of what no funder divides, one column, with the terms and the target.
func (t *told) years(ctx context.Context) *web.Table {
	table := &web.Table{Caption: i18n.T(ctx, "indicator.years", "label", t.figure.Indicator.Label.In(t.lang)), Flat: true, Compact: true, Columns: []web.Column{{Label: i18n.T(ctx, "indicator.column.year")}}}
	codes := []string{t.scope.Funder}
	if t.divides() {
		codes = append(t.funders(), "")
	}
	for _, code := range codes {
		c := web.Column{Label: i18n.T(ctx, "indicator.column.value"), Numeric: true}
		if len(codes) > 1 && code != "" {
			c.Label = t.funderBadge(ctx, code).Name
		} else if len(codes) > 1 {
			c.Label = i18n.T(ctx, "indicator.column.whole")
		}
		table.Columns = append(table.Columns, c)
	}
	percent := t.figure.Indicator.Percent()
	if percent {
		table.Columns = append(table.Columns, web.Column{Label: i18n.T(ctx, "indicator.column.terms"), Numeric: true, NoWrap: true})
	}
	promised := slices.ContainsFunc(t.rowYears(), func(y int) bool { return t.ofYear(y).Target != nil })
	if promised {
		table.Columns = append(table.Columns, web.Column{Label: i18n.T(ctx, "indicator.column.target"), Numeric: true})
	}
	for _, y := range t.rowYears() {
		last := t.ofYearPaidBy(y, codes[len(codes)-1])
		if t.leavesOut(y, last) {
			continue
		}
		cells := []templ.Component{web.Text(t.rowLabel(ctx, y))}
		for _, code := range codes {
			cells = append(cells, t.cell(ctx, t.ofYearPaidBy(y, code)))
		}
		if percent {
			cells = append(cells, web.Text(last.TermsText(t.lang)))
		}
		if promised {
			cells = append(cells, web.Text(target(last, t.lang)))
		}
		table.Rows = append(table.Rows, web.Row{Selected: t.scope.From == y && t.scope.To == y && y != 0, Cells: cells})
	}
	return table
}

func target(f indicator.Figure, lang string) string {
	if f.Target == nil {
		return ""
	}
	return frnum.Format(*f.Target, lang)
}

// leavesOut drops the lines that say nothing: the year before and what spans years, where nothing is recorded; the sum of what has none.
func (t *told) leavesOut(y int, f indicator.Figure) bool {
	x := t.figure.Indicator
	switch {
	case y == 0:
		return !x.Rule.SumsYears && x.Measure != indicator.Ratio
	case y == ledger.SeveralYears:
		return f.Entries == 0 || !additive(x)
	case y < t.agreement.Years()[0]:
		return f.Unset() || x.Measure != indicator.Reading
	}
	return false
}

func (t *told) rowLabel(ctx context.Context, y int) string {
	switch y {
	case 0:
		return i18n.T(ctx, "indicator.column.whole")
	case ledger.SeveralYears:
		return i18n.T(ctx, "indicator.several")
	}
	return strconv.Itoa(y)
}

// departmentMap draws the departments of the region, and tells what has none of them.
func (t *told) departmentMap(ctx context.Context) (*chart.DepartmentMap, string) {
	codes := t.departments()
	if len(codes) == 0 || t.figure.Value == nil {
		return nil, ""
	}
	m := &chart.DepartmentMap{About: chart.About{ID: "departements", Title: i18n.T(ctx, "indicator.by_department")}}
	rest := new(big.Rat).Set(t.figure.Value)
	for _, code := range codes {
		f := t.at(inDepartment(t.scope, code))
		dep, _ := t.gazetteer.Department(code)
		value, known := float(f)
		if known {
			rest.Sub(rest, f.Value)
		}
		m.Departments = append(m.Departments, chart.Department{Code: code, Name: dep.Name, Rings: rings(t.gazetteer.Outline(code)), Value: value, Known: known})
	}
	if rest.Sign() <= 0 || !additive(t.figure.Indicator) {
		return m, ""
	}
	return m, i18n.T(ctx, "indicator.elsewhere", "value", t.number(rest))
}

func rings(outline [][][2]float64) [][]chart.LonLat {
	var out [][]chart.LonLat
	for _, ring := range outline {
		points := make([]chart.LonLat, len(ring))
		for i, p := range ring {
			points[i] = chart.LonLat{Lon: p[0], Lat: p[1]}
		}
		out = append(out, points)
	}
	return out
}
