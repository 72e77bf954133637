package ui

import (
	"context"
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"maillage/internal/kit/frdate"
	"maillage/internal/kit/frnum"
	"maillage/internal/programme/agreement"
	"maillage/internal/programme/finance"
	"maillage/internal/web"
	"maillage/internal/web/i18n"
)

const pageSize = 50

// listView is the list of expenses, or its calendar.
type listView struct {
	Tabs     []web.Tab
	Chips    []web.Chip
	Choices  []choice
	Totals   []web.Total
	Table    web.Table
	Pager    web.Page
	Empty    web.Empty
	Calendar *web.Calendar
}

// choice is a filter to pick from.
type choice struct {
	Name, Label, Chosen string
	Options             []option
}

func (h Handlers) expenses(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	s, a, err := h.selection(ctx, r)
	if err != nil {
		return err
	}
	totals, err := h.Finance.Totals(ctx, s.Filter)
	if err != nil {
		return err
	}
	v := listView{Tabs: tabs(ctx, listPath), Chips: s.chips(ctx, a), Totals: totalsOf(ctx, totals), Empty: s.empty(ctx)}
	if s.calendar {
		v.Calendar, err = h.calendar(r, s, a)
	} else {
		err = h.fill(ctx, &v, s, a, totals.Expenses)
	}
	if err != nil {
		return err
	}
	for _, name := range filterParams {
		v.Choices = append(v.Choices, choice{Name: name, Label: i18n.T(ctx, "finance.field."+name), Chosen: s.query.Get(name), Options: options(ctx, a, name)})
	}
	f := h.Site.Frame(r, web.Report, i18n.T(ctx, "finance.list.title"))
	f.Intro = i18n.T(ctx, "finance.list.intro")
	f.Trail = []web.Link{{Label: i18n.T(ctx, "finance.title"), URL: statementPath}}
	f.Actions = []templ.Component{
		web.Views(ctx, s.calendar, func(view string) string { return s.view(view, "") }),
		web.ButtonLink(web.Button{Label: i18n.N(ctx, "finance.export.rows", totals.Expenses), Icon: "download", URL: s.listed(listPath + ".xlsx")}),
		web.ButtonLink(web.Button{Label: i18n.T(ctx, "finance.export.csv"), URL: s.listed(listPath + ".csv")}),
	}
	return web.Render(w, r, http.StatusOK, listPage(f, v))
}

// fill reads one page of expenses.
func (h Handlers) fill(ctx context.Context, v *listView, s selection, a *agreement.Agreement, total int) error {
	list, err := h.Finance.Page(ctx, s.Filter, pageSize, (s.Page-1)*pageSize)
	if err != nil {
		return err
	}
	plan, err := h.Finance.Current(ctx)
	if err != nil {
		return err
	}
	v.Table, v.Pager = table(ctx, a, plan, list), s.pager(len(list), total)
	return nil
}

// calendar shows the filtered expenses by the day on which each was borne, which is the date of the list: that of the invoice or payslip.
func (h Handlers) calendar(r *http.Request, s selection, a *agreement.Agreement) (*web.Calendar, error) {
	ctx := r.Context()
	counts, err := h.Finance.Years(ctx, s.Filter)
	if err != nil {
		return nil, err
	}
	x := words{ctx: ctx, agreement: a}
	return web.DatedList{
		Counts: counts, Usual: a.Years(), Address: s.view, Empty: s.empty(ctx),
		Things: func(year int) ([]web.Dated, error) {
			list, err := h.Finance.OfYear(ctx, s.Filter, year, web.CalendarMost+1)
			things := make([]web.Dated, len(list))
			for i, e := range list {
				things[i] = x.dated(e)
			}
			return things, err
		},
		Words: func(n int) string { return i18n.N(ctx, "finance.calendar.expenses", n) },
	}.Calendar(ctx, r)
}

// dated is an expense as a calendar shows it; it has no page of its own.
func (x words) dated(e finance.Expense) web.Dated {
	name, under := x.expense(e)
	d := web.Dated{
		Start: e.SpentOn, End: e.SpentOn, Title: web.Link{Label: name}, Around: append([]string{frnum.Euros(e.Charged, x.lang())}, under...),
		Badges: []templ.Component{web.FunderBadge(x.badge(e.Funder)), web.StateBadge(x.state(e))},
	}
	if e.PaidOn != "" {
		d.Around = append(d.Around, x.t("finance.calendar.paid", "day", frdate.LongDay(e.PaidOn, x.lang())))
	}
	return d
}

func (h Handlers) expensesCSV(w http.ResponseWriter, r *http.Request) error {
	return h.exportExpenses(w, r, "depenses.csv")
}

func (h Handlers) expensesXLSX(w http.ResponseWriter, r *http.Request) error {
	return h.exportExpenses(w, r, "depenses.xlsx")
}

// exportExpenses streams the whole filtered list, not only the page shown.
func (h Handlers) exportExpenses(w http.ResponseWriter, r *http.Request, name string) error {
	ctx := r.Context()
	s, _, err := h.selection(ctx, r)
	if err != nil {
		return err
	}
	columns, rows, err := h.Finance.Export(ctx, s.Filter, i18n.Lang(ctx))
	if err != nil {
		return err
	}
	return web.Rows(w, name, columns, rows)
}

// empty says that nothing was imported, or that the filters let nothing through.
func (s selection) empty(ctx context.Context) web.Empty {
	if s.Filter == (finance.Filter{}) {
		return web.Empty{Icon: "file-text", Title: i18n.T(ctx, "finance.empty.none"), Text: i18n.T(ctx, "finance.empty.none.text"),
			First: web.Button{Label: i18n.T(ctx, "finance.empty.statement"), URL: statementPath}}
	}
	return web.Empty{Icon: "file-text", Title: i18n.T(ctx, "finance.empty.filtered"), Text: i18n.T(ctx, "finance.empty.filtered.text"),
		First: web.Button{Label: i18n.T(ctx, "finance.empty.all"), URL: listPath}}
}

func totalsOf(ctx context.Context, t finance.Totals) []web.Total {
	euros := func(cents int64) string { return frnum.Euros(cents, i18n.Lang(ctx)) }
	accepted := words{ctx: ctx}.euros(t.Accepted)
	return []web.Total{
		{Value: frnum.Format(int64(t.Expenses), i18n.Lang(ctx)), Label: i18n.N(ctx, "finance.list.expenses", t.Expenses)},
		{Value: euros(t.Charged), Label: i18n.T(ctx, "finance.list.charged")}, {Value: accepted, Label: i18n.T(ctx, "finance.list.accepted")},
		{Value: euros(t.Undecided), Label: i18n.T(ctx, "finance.list.undecided")},
	}
}

func (s selection) pager(shown, total int) web.Page {
	first := (s.Page - 1) * pageSize
	p := web.Page{First: min(first+1, total), Last: first + shown, Total: total}
	if s.Page > 1 {
		p.PreviousURL = s.address(listPath, paramPage, strconv.Itoa(s.Page-1))
	}
	if shown > 0 && p.Last < total {
		p.NextURL = s.address(listPath, paramPage, strconv.Itoa(s.Page+1))
	}
	return p
}

func table(ctx context.Context, a *agreement.Agreement, plan *finance.Plan, list []finance.Expense) web.Table {
	x := words{ctx: ctx, agreement: a}
	t := web.Table{Caption: x.t("finance.list.caption"), Columns: []web.Column{
		{Label: x.t("finance.column.label"), Place: web.CardTitle}, {Label: x.t("finance.column.date"), NoWrap: true}, {Label: x.t("finance.column.line")},
		{Label: x.t("finance.column.axis"), NoWrap: true}, {Label: x.t("finance.column.funder"), NoWrap: true},
		{Label: x.t("finance.column.charged"), Numeric: true, NoWrap: true, Place: web.CardAside},
		{Label: x.t("finance.column.state")},
	}}
	for _, e := range list {
		t.Rows = append(t.Rows, web.Row{ID: "d-" + e.ID, Cells: []templ.Component{
			nameCell(x.expense(e)), web.Text(frdate.ShortDay(e.SpentOn, x.lang())), web.Text(e.Line.Name(x.lang())), web.Text(x.place(e)),
			web.FunderBadge(x.badge(e.Funder)), chargedCell(frnum.Euros(e.Charged, x.lang()), x.share(e)), stateCell(x.state(e), x.faults(plan, e)),
		}})
	}
	return t
}

// expense names an expense and, under it, its piece and its supplier.
func (x words) expense(e finance.Expense) (name string, under []string) {
	for _, s := range []string{e.Label, e.Supplier, e.Piece, e.Reference, e.Line.Name(x.lang())} {
		switch {
		case s == "":
		case name == "":
			name = s
		case s != e.Line.Name(x.lang()) && s != name:
			under = append(under, s)
		}
	}
	return name, under
}

func (x words) place(e finance.Expense) string {
	switch {
	case e.Activity != "":
		return x.t("finance.activity", "number", e.Activity)
	case e.Axis != "":
		return x.t("finance.axis", "number", e.Axis)
	}
	return x.t("finance.all_axes")
}

func (x words) share(e finance.Expense) string {
	if e.Charged == e.Amount {
		return ""
	}
	return x.t("finance.share", "share", finance.Percent(e.Share, x.lang()), "amount", frnum.Euros(e.Amount, x.lang()))
}

func (x words) state(e finance.Expense) web.State {
	badge := web.State{Label: e.State().Name(x.lang()), Tone: map[finance.State]web.Tone{finance.Undecided: web.Todo, finance.Accepted: web.OK, finance.Rejected: web.Bad}[e.State()]}
	if e.State() == finance.Rejected && *e.Accepted > 0 {
		badge.Label = x.t("finance.kept", "amount", x.euros(e.Accepted))
	}
	return badge
}

// faults are what the funder would object to, then the reason that it gave.
func (x words) faults(plan *finance.Plan, e finance.Expense) []string {
	var list []string
	for _, f := range plan.FaultsOf(e) {
		list = append(list, f.Name(x.lang()))
	}
	if e.Reason != "" {
		list = append(list, x.t("finance.reason", "words", e.Reason))
	}
	return list
}
