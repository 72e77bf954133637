package ui

import (
	"context"
	"net/http"

	"github.com/a-h/templ"

	"maillage/internal/programme/indicator"
	"maillage/internal/programme/ledger"
	"maillage/internal/programme/report"
	"maillage/internal/web"
	"maillage/internal/web/chart"
	"maillage/internal/web/i18n"
)

const reconciliationPath = contentsPath + "/rapprochement"

// reconciliationView sets the parts of the funders, and of none, beside the whole.
type reconciliationView struct {
	view
	figure func(indicator.Request) string
}

// reconciliation shows that the funders' numbers and what belongs to none make the numbers of the whole programme.
func (h Handlers) reconciliation(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	base, err := h.view(r)
	if err != nil {
		return err
	}
	v := reconciliationView{view: base, figure: h.figure}
	f := h.desk(r, base, i18n.T(ctx, "report.reconciliation.title"))
	f.Intro = i18n.T(ctx, "report.reconciliation.intro")
	f.Actions = exports(ctx, base.within(reconciliationPath+".xlsx"), base.within(reconciliationPath+".csv"))
	return web.Render(w, r, http.StatusOK, reconciliationPage(f, v))
}

// codes are the perimeters of the columns, in their order: the funders, none, the whole.
func (v view) codes() []string {
	var list []string
	for _, f := range v.Programme.Funders {
		list = append(list, f.Code)
	}
	return append(list, ledger.NoFunder, "")
}

// unbalanced counts the numbers whose parts do not make the whole.
func (v view) unbalanced() int {
	n := 0
	for _, row := range v.Reconciliation.Rows {
		if !row.Balanced {
			n++
		}
	}
	return n
}

func (v reconciliationView) table(ctx context.Context) web.Table {
	t := web.Table{Caption: i18n.T(ctx, "report.reconciliation.title"), Columns: []web.Column{{Label: i18n.T(ctx, "report.reconciliation.number"), Place: web.CardTitle}}}
	for _, name := range v.Reconciliation.Columns {
		t.Columns = append(t.Columns, web.Column{Label: name, Numeric: true, Unit: name})
	}
	t.Columns = append(t.Columns, web.Column{Label: i18n.T(ctx, "report.reconciliation.balance"), Place: web.CardAside})
	for _, row := range v.Reconciliation.Rows {
		cells := []templ.Component{joined(words(row.Label), unitOf(row))}
		for i, text := range row.Cells {
			cells = append(cells, v.cell(row.Key, v.codes()[i], text))
		}
		t.Rows = append(t.Rows, web.Row{ID: anchorOf(row.Key), Cells: append(cells, web.StateBadge(balance(ctx, row)))})
	}
	return t
}

func unitOf(row report.ReconciliationRow) templ.Component {
	if row.Unit == "" {
		return joined()
	}
	return element("span", ` class="xs soft"`, words(" ("+row.Unit+")"))
}

// cell leads to the sheet of the figure in one perimeter; the perimeter of the page stands out.
func (v reconciliationView) cell(key, code, text string) templ.Component {
	link := sheetLink(text, v.figure(indicator.Request{Key: key, Scope: indicator.Scope{Funder: code}}))
	if code == v.funder {
		return element("b", "", link)
	}
	return link
}

func balance(ctx context.Context, row report.ReconciliationRow) web.State {
	if row.Balanced {
		return web.State{Label: i18n.T(ctx, "report.reconciliation.balanced"), Tone: web.OK, Bare: true}
	}
	return web.State{Label: i18n.T(ctx, "report.reconciliation.unbalanced"), Tone: web.Bad}
}

// shares draws the part of each funder in each number. Numbers of different sizes and units find room side by side only as shares.
func (v reconciliationView) shares(ctx context.Context) chart.StackedBars {
	c := chart.StackedBars{About: chart.About{ID: "parts", Title: i18n.T(ctx, "report.reconciliation.shares"), Format: func(x float64) string {
		return i18n.Number(ctx, x) + "\u00a0%"
	}}}
	parts := len(v.Reconciliation.Columns) - 1
	for i, name := range v.Reconciliation.Columns[:parts] {
		hue := chart.None
		if i < len(v.Programme.Funders) {
			hue = chart.Hue(v.Programme.Funders[i].Index)
		}
		c.Series = append(c.Series, chart.Series{Name: name, Hue: hue})
	}
	for _, row := range v.Reconciliation.Rows {
		whole := row.Values[parts]
		if whole == nil || *whole <= 0 {
			continue
		}
		bar := chart.StackedRow{Label: row.Label, Parts: make([]float64, parts)}
		for i, x := range row.Values[:parts] {
			if x != nil {
				bar.Parts[i] = 100 * *x / *whole
			}
		}
		c.Rows = append(c.Rows, bar)
	}
	return c
}

func (v reconciliationView) entries(ctx context.Context) web.Table {
	t := web.Table{Caption: tableOf(ctx, i18n.T(ctx, "report.reconciliation.entries")), Flat: true, Compact: true, Columns: []web.Column{
		{Label: i18n.T(ctx, "report.column.funder")}, {Label: i18n.T(ctx, "report.reconciliation.entries.count"), Numeric: true}, {Label: i18n.T(ctx, "report.reconciliation.inside")},
	}}
	for _, row := range v.Perimeter.Rows {
		inside := "–"
		if row.Inside {
			inside = i18n.T(ctx, "report.reconciliation.counted")
		}
		t.Rows = append(t.Rows, web.Row{Cells: []templ.Component{web.Text(row.Label), web.Count(row.Entries), web.Text(inside)}})
	}
	return t
}
