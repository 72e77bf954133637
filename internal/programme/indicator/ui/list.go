package ui

import (
	"context"
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"maillage/internal/kit/frnum"
	"maillage/internal/programme/indicator"
	"maillage/internal/programme/ledger"
	"maillage/internal/web"
	"maillage/internal/web/i18n"
)

// listView is every figure of the programme, one indicator a row.
type listView struct {
	Tabs   []web.Tab
	Table  web.Table
	Moment momentForm
}

// momentForm asks for the day on which things are looked at.
type momentForm struct {
	Action string
	Value  string // ISO day, "" for now
	Kept   []web.Link
}

// line is an indicator with its years and its whole.
type line struct {
	indicator indicator.Indicator
	years     []indicator.Figure
	whole     indicator.Figure
}

func (h Handlers) list(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	d, err := h.read(r)
	if err != nil {
		return err
	}
	lines, err := h.lines(ctx, d)
	if err != nil {
		return err
	}
	f := h.Site.Frame(r, web.Report, i18n.T(ctx, "indicator.list.title"))
	f.Intro = i18n.N(ctx, "indicator.list.intro", len(lines), "day", d.day(lines[0].whole.AsOf))
	q := query(d.scope, d.asOf)
	for _, x := range []struct{ key, path string }{{"indicator.export.xlsx", "/chiffres.xlsx"}, {"indicator.export.csv", "/chiffres.csv"}} {
		b := web.Button{Label: i18n.T(ctx, x.key), Icon: "download", URL: x.path}
		if len(q) > 0 {
			b.URL += "?" + q.Encode()
		}
		f.Actions = append(f.Actions, web.ButtonLink(b))
	}
	f.Actions = append(f.Actions, web.ButtonLink(web.Button{Label: i18n.T(ctx, "indicator.compared.see"), URL: publishedPath}))
	v := listView{Tabs: d.funderTabs(ctx, listPath), Table: d.table(ctx, lines), Moment: d.momentForm(listPath)}
	return web.Render(w, r, http.StatusOK, listPage(f, v))
}

// lines computes every indicator for each year and for the whole, in one call. Errors: not_found when there is no indicator yet.
func (h Handlers) lines(ctx context.Context, d reader) ([]line, error) {
	definitions, err := h.Indicators.Definitions(ctx)
	if err != nil {
		return nil, err
	}
	all := definitions.All()
	if len(all) == 0 {
		return nil, noIndicators
	}
	years := append(d.agreement.Years(), 0)
	var requests []indicator.Request
	for _, x := range all {
		for _, y := range years {
			s := indicator.Year(y)
			s.Funder, s.Department = d.scope.Funder, d.scope.Department
			requests = append(requests, indicator.Request{Key: x.Key, Scope: s})
		}
	}
	figures, err := definitions.Figures(ctx, requests, d.asOf)
	if err != nil {
		return nil, err
	}
	var out []line
	for i, x := range all {
		row := figures[i*len(years) : (i+1)*len(years)]
		out = append(out, line{indicator: x, years: row[:len(row)-1], whole: row[len(row)-1]})
	}
	return out, nil
}

func (d reader) table(ctx context.Context, lines []line) web.Table {
	t := web.Table{Caption: i18n.T(ctx, "indicator.list.title"), Columns: []web.Column{{Label: i18n.T(ctx, "indicator.column.indicator"), Place: web.CardTitle}}}
	for _, y := range d.agreement.Years() {
		t.Columns = append(t.Columns, web.Column{Label: strconv.Itoa(y), Numeric: true, NoWrap: true, Unit: i18n.T(ctx, "indicator.in_year", "year", strconv.Itoa(y))})
	}
	t.Columns = append(t.Columns,
		web.Column{Label: i18n.T(ctx, "indicator.column.whole"), Numeric: true, NoWrap: true, Place: web.CardAside},
		web.Column{Label: i18n.T(ctx, "indicator.column.target"), Numeric: true, NoWrap: true, Place: web.CardLineAside},
		web.Column{Label: i18n.T(ctx, "indicator.column.proofs"), NoWrap: true, Place: web.CardLineAside})
	for _, x := range lines {
		t.Rows = append(t.Rows, web.Row{ID: "c-" + x.indicator.Key, Cells: d.cells(ctx, x)})
	}
	return t
}

func (d reader) cells(ctx context.Context, x line) []templ.Component {
	cells := []templ.Component{nameCell(web.Link{Label: x.indicator.Label.In(d.lang), URL: d.address(x.whole)}, x.indicator.Unit.In(d.lang))}
	for _, f := range x.years {
		cells = append(cells, d.cell(ctx, f))
	}
	return append(cells, d.cell(ctx, x.whole), targetCell(d.target(x)), proofCell(x.whole.Proof))
}

// target is that of the whole; of a level, which is promised for a year, the last one.
func (d reader) target(x line) string {
	target := x.whole.Target
	for _, f := range x.years {
		if f.Target != nil && !x.indicator.Rule.SumsYears {
			target = f.Target
		}
	}
	if target == nil {
		return ""
	}
	return frnum.Format(*target, d.lang)
}

// cell is a number that opens its sheet.
func (d reader) cell(ctx context.Context, f indicator.Figure) templ.Component {
	remark := ""
	if f.Partial() {
		remark = i18n.T(ctx, "indicator.state.partial")
	}
	if f.Unset() {
		return unsetCell(web.Link{Label: i18n.T(ctx, "indicator.unset.short"), URL: d.address(f)}, f.Text(d.lang))
	}
	return numberCell(web.Link{Label: f.Text(d.lang), URL: d.address(f)}, remark)
}

func (d reader) address(f indicator.Figure) string {
	return address(indicator.Request{Key: f.Indicator.Key, Scope: f.Scope}, d.asOf)
}

// momentForm keeps the other parameters of the page.
func (d reader) momentForm(action string) momentForm {
	f := momentForm{Action: action}
	if !d.asOf.IsZero() {
		f.Value = d.asOf.Format("2006-01-02")
	}
	for name, values := range query(d.scope, d.asOf) {
		if name != ledger.ParamAsOf {
			f.Kept = append(f.Kept, web.Link{Label: name, URL: values[0]})
		}
	}
	return f
}
