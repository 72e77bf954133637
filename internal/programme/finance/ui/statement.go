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
	"maillage/internal/web/chart"
	"maillage/internal/web/i18n"
)

const (
	statementPath = "/moyens"
	listPath      = statementPath + "/depenses"
	ratesPath     = statementPath + "/forfaits"
	paramFunder   = "financeur"
)

// statementView is a financial statement, in words.
type statementView struct {
	Tabs       []web.Tab
	Funders    []web.Tab
	Totals     []web.Total
	Operations []operationView
	ByLine     web.Table
	ByAxis     web.Table
	Detail     web.Table
	Chart      chart.Chart // nil when nothing can be compared
	FlatRates  []flatRateView
	Resources  web.Table
	Balance    string
	Due        []dueView
	Gaps       []string
	Findings   []string
	Missing    []missingView

	MissingCount string
}

type operationView struct {
	ID    string
	Badge web.Funder
	Name  string
	Facts []fact
}

type fact struct{ Label, Value string }

type flatRateView struct {
	Title, Formula, Amounts, Reference string
	Mark                               web.State
}

type dueView struct {
	Title  string
	Badge  web.Funder
	Terms  []termView
	Amount string
	Note   string
}

type termView struct{ Label, Words, Amount string }

// read draws the statement that an address asks for. Errors: not_found for a funder that is none.
func (h Handlers) read(r *http.Request) (*finance.Statement, *agreement.Agreement, error) {
	ctx := r.Context()
	a, err := h.Agreements.Current(ctx)
	if err != nil {
		return nil, nil, err
	}
	s, err := h.Finance.Statement(ctx, finance.Options{Funder: r.URL.Query().Get(paramFunder), Language: i18n.Lang(ctx)})
	return s, a, err
}

func (h Handlers) statement(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	s, a, err := h.read(r)
	if err != nil {
		return err
	}
	f := h.Site.Frame(r, web.Report, i18n.T(ctx, "finance.title"))
	f.Intro = i18n.T(ctx, "finance.intro")
	f.Actions = []templ.Component{
		web.ButtonLink(web.Button{Label: i18n.T(ctx, "finance.export.xlsx"), Icon: "download", URL: address(statementPath+".xlsx", s.Funder)}),
		web.ButtonLink(web.Button{Label: i18n.T(ctx, "finance.export.csv"), URL: address(statementPath+".csv", s.Funder)}),
	}
	return web.Render(w, r, http.StatusOK, statementPage(f, words{ctx: ctx, agreement: a, statement: s}.view()))
}

func (h Handlers) statementCSV(w http.ResponseWriter, r *http.Request) error {
	return h.exportStatement(w, r, "moyens.csv")
}

func (h Handlers) statementXLSX(w http.ResponseWriter, r *http.Request) error {
	return h.exportStatement(w, r, "moyens.xlsx")
}

func (h Handlers) exportStatement(w http.ResponseWriter, r *http.Request, name string) error {
	s, _, err := h.read(r)
	if err != nil {
		return err
	}
	columns, rows := s.Export()
	return web.Rows(w, name, columns, rows)
}

func address(path, funder string) string {
	if funder == "" {
		return path
	}
	return path + "?" + paramFunder + "=" + funder
}

func tabs(ctx context.Context, current string) []web.Tab {
	var list []web.Tab
	for _, x := range []struct{ key, path string }{{"finance.tab.statement", statementPath}, {"finance.tab.expenses", listPath}, {"finance.tab.rates", ratesPath}} {
		list = append(list, web.Tab{Label: i18n.T(ctx, x.key), URL: x.path, Current: x.path == current})
	}
	return list
}

// words tells a statement in the language of the page.
type words struct {
	ctx       context.Context
	agreement *agreement.Agreement
	statement *finance.Statement
}

func (x words) t(key string, args ...any) string { return i18n.T(x.ctx, key, args...) }
func (x words) lang() string                     { return i18n.Lang(x.ctx) }

func (x words) euros(cents *int64) string {
	if cents == nil {
		return x.t("finance.unknown")
	}
	return frnum.Euros(*cents, x.lang())
}

func (x words) view() statementView {
	s := x.statement
	v := statementView{Tabs: tabs(x.ctx, statementPath), Totals: x.totals(), Balance: x.balance()}
	v.Funders = []web.Tab{{Label: x.t("finance.whole"), URL: statementPath, Current: s.Funder == ""}}
	for _, f := range x.agreement.Funders {
		v.Funders = append(v.Funders, web.Tab{Label: f.Short.In(x.lang()), URL: address(statementPath, f.Code), Current: s.Funder == f.Code})
	}
	for _, o := range s.Operations {
		v.Operations = append(v.Operations, x.operation(o))
	}
	v.ByLine, v.ByAxis, v.Detail, v.Chart = x.byLine(), x.byAxis(), x.detail(), x.chart()
	for _, f := range s.FlatRates {
		v.FlatRates = append(v.FlatRates, x.flatRate(f))
	}
	v.Resources = x.resources()
	for _, d := range s.Due {
		v.Due = append(v.Due, x.due(d))
	}
	for _, g := range s.Gaps {
		v.Gaps = append(v.Gaps, g.Text)
	}
	for _, f := range s.Findings {
		v.Findings = append(v.Findings, f.Text)
	}
	v.Missing, v.MissingCount = x.missing(), count(len(s.Missing))
	return v
}

// missingView is what is not known of one operation.
type missingView struct {
	Badge     web.Funder
	Sentences []string
}

// missing groups what is not known by operation, in the order in which it is told.
func (x words) missing() []missingView {
	var list []missingView
	last := ""
	for i, m := range x.statement.Missing {
		if i == 0 || m.Funder != last {
			list = append(list, missingView{Badge: x.badge(m.Funder)})
		}
		last = m.Funder
		v := &list[len(list)-1]
		v.Sentences = append(v.Sentences, m.Text)
	}
	return list
}

// totals are the sums that are known.
func (x words) totals() []web.Total {
	t := x.statement.Total.Total
	var list []web.Total
	for _, sum := range []struct {
		key   string
		cents *int64
	}{{"planned", t.Planned}, {"spent", t.Spent}, {"accepted", t.Accepted}, {"received", x.statement.Received.Received}} {
		if sum.cents != nil {
			list = append(list, web.Total{Value: x.euros(sum.cents), Label: x.t("finance.total." + sum.key)})
		}
	}
	return list
}

func (x words) badge(funder string) web.Funder {
	for i, f := range x.agreement.Funders {
		if f.Code == funder {
			return web.Funder{Name: f.Short.In(x.lang()), Index: i}
		}
	}
	return web.Funder{Name: x.t("finance.nobody"), None: true}
}

func (x words) operation(o finance.OperationHead) operationView {
	v := operationView{ID: "o-" + o.Funder, Badge: x.badge(o.Funder), Name: o.Label}
	add := func(key, value string) { v.Facts = append(v.Facts, fact{x.t("finance.fact." + key), value}) }
	unless := func(value string) string {
		if value == "" {
			return x.t("finance.unknown")
		}
		return value
	}
	add("number", unless(o.Number))
	add("period", frdate.Long(frdate.Value{Kind: frdate.Interval, Start: o.Start, End: o.End, Precision: frdate.ToDay}, x.lang()))
	add("last_payment", frdate.LongDay(o.LastPayment, x.lang()))
	if o.EUFund != "" {
		add("eu_fund", o.EUFund+" "+o.Period)
	}
	add("granted", x.euros(o.Granted))
	rate := ""
	if o.Rate != nil {
		rate = finance.Percent(*o.Rate, x.lang())
	}
	add("rate", unless(rate))
	add("option", unless(o.OptionLabel))
	return v
}

func (x words) flatRate(f finance.FlatRate) flatRateView {
	v := flatRateView{
		Title: f.Label, Formula: f.Formula, Reference: f.LegalRef, Mark: mark(f.Mark, f.MarkName),
		Amounts: x.t("finance.flat.amounts", "planned", x.euros(f.Amount.Planned), "spent", x.euros(f.Amount.Spent), "accepted", x.euros(f.Amount.Accepted)),
	}
	return v
}

// mark says in a word how surely a rule is known.
func mark(m finance.Mark, name string) web.State {
	if m == finance.Verified {
		return web.State{Label: name, Tone: web.OK}
	}
	return web.State{Label: name, Tone: web.Warn}
}

func (x words) balance() string {
	b := x.statement.Balance
	return x.t("finance.balance", "planned", x.euros(b.Planned), "actual", x.euros(b.Actual))
}

func (x words) due(d finance.Due) dueView {
	v := dueView{Title: d.Label, Badge: x.badge(d.Funder), Amount: x.euros(d.Amount)}
	for _, t := range d.Terms {
		v.Terms = append(v.Terms, termView{Label: t.Label, Words: t.Words, Amount: x.euros(t.Amount)})
	}
	switch {
	case d.Amount == nil:
		v.Note = x.t("finance.due.unknown")
	case d.Provisional:
		v.Note = x.t("finance.due.provisional", "paid", x.euros(d.Paid), "remaining", x.euros(d.Remaining))
	default:
		v.Note = x.t("finance.due.left", "paid", x.euros(d.Paid), "remaining", x.euros(d.Remaining))
	}
	return v
}

func count(n int) string { return strconv.Itoa(n) }
