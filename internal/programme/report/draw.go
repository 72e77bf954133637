package report

import (
	"strconv"

	"maillage/internal/programme/indicator"
	"maillage/internal/programme/ledger"
)

// chart draws a division: bars for one dimension, stacked bars for two. A year that nobody recorded is left out and told.
func (d *divider) chart(r *Reference) Chart {
	g := d.grid(r)
	c := Chart{Anchor: r.anchor, Caption: d.caption(r, g.indicator), Source: d.source(r), Points: []ChartPoint{}}
	stacked := len(g.columns) > 1
	for _, column := range g.columns {
		if stacked && !column.sum {
			c.Series = append(c.Series, SeriesName{Name: column.label, Funder: column.funder})
		}
	}
	if !stacked && d.isDepartment(g.rows[0]) {
		c.Series = []SeriesName{{Name: g.indicator.Label.In(d.language)}}
	}
	for _, row := range append(d.before(r, g.indicator), g.rows...) {
		if row.sum || row.rare && d.nothing(g, row) {
			continue
		}
		p := ChartPoint{Label: row.label, Before: d.isBefore(row)}
		for _, column := range g.columns {
			if column.sum && stacked {
				continue
			}
			p.Parts = append(p.Parts, d.point(g.cell(row, column), r))
		}
		c.Points = append(c.Points, p)
	}
	c.Target = d.targetLine(g)
	return c
}

// point is a figure of a drawing: its sheet leads back to the drawing, and what is unset only leaves a gap.
func (d *divider) point(r indicator.Request, by *Reference) FigureUse {
	told := len(d.found)
	u := d.mentionIn(r, by.Place, by.Words, by.anchor)
	for i := told; i < len(d.found); i++ {
		if d.found[i].Rule == "figure_unset" {
			d.found[i].Rule, d.found[i].Severity = "point_unset", Warning
		}
	}
	return u
}

// before is the year before the programme, for a level: what growth started from.
func (d *divider) before(r *Reference, x indicator.Indicator) []part {
	if x.Measure != indicator.Reading || len(r.By) != 1 || r.By[0] != byYear || r.From != 0 && r.From != d.first {
		return nil
	}
	y := d.first - 1
	p := part{label: strconv.Itoa(y), narrow: func(s *indicator.Scope) { s.From, s.To = y, y }}
	if f, _, state := d.get(indicator.Request{Key: x.Key, Scope: indicator.Year(y)}); state == FigureUnknown || f.Value == nil {
		return nil
	}
	return []part{p}
}

func (d *divider) isBefore(p part) bool {
	var s indicator.Scope
	p.narrow(&s)
	return s.From != ledger.SeveralYears && s.From != 0 && s.From < d.first
}

// targetLine is the one target that all bars of a chart by year are measured against: that of a level, or the same promise each year.
func (d *divider) targetLine(g grid) *int64 {
	var line *int64
	for _, row := range g.rows {
		f, _, _ := d.get(g.cell(row, g.columns[0]))
		switch {
		case row.sum || row.rare || len(g.columns) > 1:
		case f.Target == nil && !stock(g.indicator):
			return nil
		case f.Target == nil:
		case line != nil && *line != *f.Target && !stock(g.indicator):
			return nil
		default:
			line = f.Target
		}
	}
	return line
}

// departmentMap draws an indicator by department.
func (d *divider) departmentMap(r *Reference, total FigureUse, outline func(code string) [][][2]float64) *DepartmentMap {
	asked := *r
	asked.By = []string{byDepartment}
	g := d.grid(&asked)
	m := &DepartmentMap{Anchor: r.anchor, Total: total, Caption: d.caption(r, g.indicator), Source: d.source(r), Departments: []DepartmentValue{}}
	for i, dep := range d.departments {
		m.Departments = append(m.Departments, DepartmentValue{
			Code: dep.Code, Name: dep.Name, Rings: outline(dep.Code), Use: d.point(g.cell(g.rows[i], g.columns[0]), r),
		})
	}
	if !g.rows[len(g.rows)-1].sum {
		return m
	}
	if rest, like := d.rest(g, g.columns[0]); rest != nil && rest.Sign() != 0 {
		m.Elsewhere = d.derived(rest, like).Text
	}
	return m
}
