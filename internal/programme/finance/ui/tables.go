package ui

import (
	"github.com/a-h/templ"

	"maillage/internal/kit/frnum"
	"maillage/internal/programme/finance"
	"maillage/internal/web"
	"maillage/internal/web/chart"
)

// cell is an amount, or a dash that is said as unknown.
func (x words) cell(cents *int64) templ.Component {
	if cents == nil {
		return unknownCell()
	}
	return web.Text(frnum.Euros(*cents, x.lang()))
}

func (x words) amounts(a finance.Amounts) []templ.Component {
	return []templ.Component{x.cell(a.Planned), x.cell(a.Spent), x.cell(a.Accepted), x.cell(a.Difference)}
}

func (x words) amountColumns(first string) []web.Column {
	columns := []web.Column{{Label: first, Place: web.CardTitle}}
	for _, key := range []string{"planned", "spent", "accepted", "difference"} {
		columns = append(columns, web.Column{Label: x.t("finance.column." + key), Numeric: true, NoWrap: true})
	}
	return columns
}

// byLine is a row a line of costs, over all axes.
func (x words) byLine() web.Table {
	t := web.Table{Caption: x.t("finance.table.by_line"), Columns: x.amountColumns(x.t("finance.column.line")), Flat: true}
	for _, r := range x.statement.Costs {
		t.Rows = append(t.Rows, web.Row{Cells: append([]templ.Component{x.line(r)}, x.amounts(r.Total)...)})
	}
	t.Foot = append([]templ.Component{web.Text(x.statement.Total.Label)}, x.amounts(x.statement.Total.Total)...)
	return t
}

// line names a line of costs, and says when a flat rate gives it.
func (x words) line(r finance.CostRow) templ.Component {
	if r.Flat {
		return web.Text(r.Label + x.t("finance.flat.suffix"))
	}
	return web.Text(r.Label)
}

// byAxis is a row an axis, over all lines.
func (x words) byAxis() web.Table {
	t := web.Table{Caption: x.t("finance.table.by_axis"), Columns: x.amountColumns(x.t("finance.column.axis")), Flat: true}
	for i, h := range x.statement.Axes {
		t.Rows = append(t.Rows, web.Row{Cells: append([]templ.Component{web.Text(x.axis(h))}, x.amounts(x.statement.Total.Cells[i])...)})
	}
	return t
}

func (x words) axis(h finance.AxisHead) string {
	if a, ok := x.agreement.Axis(h.Axis); ok {
		return h.Label + ", " + a.Name.In(x.lang())
	}
	return h.Label
}

// detail crosses lines and axes: what was spent, above what was planned.
func (x words) detail() web.Table {
	t := web.Table{Caption: x.t("finance.detail"), Columns: []web.Column{{Label: x.t("finance.column.line")}}, Flat: true, Compact: true}
	for _, h := range x.statement.Axes {
		t.Columns = append(t.Columns, web.Column{Label: h.Label, Numeric: true, NoWrap: true})
	}
	for _, r := range x.statement.Costs {
		cells := []templ.Component{x.line(r)}
		for _, c := range r.Cells {
			cells = append(cells, pairCell(x.cell(c.Spent), x.cell(c.Planned)))
		}
		t.Rows = append(t.Rows, web.Row{Cells: cells})
	}
	return t
}

// resources sets what was expected beside what was received.
func (x words) resources() web.Table {
	t := web.Table{Caption: x.t("finance.table.resources"), Flat: true, Columns: []web.Column{
		{Label: x.t("finance.column.operation"), Place: web.CardTitle}, {Label: x.t("finance.column.source")}, {Label: x.t("finance.column.name")},
		{Label: x.t("finance.column.planned"), Numeric: true, NoWrap: true}, {Label: x.t("finance.column.received"), Numeric: true, NoWrap: true},
	}}
	for _, r := range x.statement.Resources {
		t.Rows = append(t.Rows, web.Row{Cells: []templ.Component{
			web.FunderBadge(x.badge(r.Funder)), web.Text(r.Label), web.Text(r.Name), x.cell(r.Planned), x.cell(r.Received),
		}})
	}
	total := x.statement.Received
	t.Foot = []templ.Component{web.Text(x.t("finance.column.total")), web.Text(""), web.Text(""), x.cell(total.Planned), x.cell(total.Received)}
	return t
}

// chart draws, in thousands of euros, for each line of which both are known, what was spent within the plan, what is left of it, and what went beyond.
func (x words) chart() chart.Chart {
	c := chart.StackedBars{
		About:  chart.About{ID: "depenses", Title: x.t("finance.chart")},
		Series: []chart.Series{{Name: x.t("finance.chart.within"), Hue: 0}, {Name: x.t("finance.chart.left"), Hue: chart.None}, {Name: x.t("finance.chart.beyond"), Hue: 2}},
	}
	for _, r := range x.statement.Costs {
		if a := r.Total; a.Planned != nil && a.Spent != nil && *a.Planned+*a.Spent > 0 {
			c.Rows = append(c.Rows, chart.StackedRow{Label: r.Label, Parts: []float64{
				thousands(min(*a.Planned, *a.Spent)), thousands(max(*a.Planned-*a.Spent, 0)), thousands(max(*a.Spent-*a.Planned, 0)),
			}})
		}
	}
	if len(c.Rows) == 0 {
		return nil
	}
	return c
}

// thousands of euros are short enough for the end of a bar on a phone; the table above has the cents.
func thousands(cents int64) float64 { return float64(cents) / 100_000 }
