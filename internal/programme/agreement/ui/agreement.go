package ui

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"maillage/internal/kit/frdate"
	"maillage/internal/kit/frnum"
	"maillage/internal/programme/agreement"
	"maillage/internal/programme/ledger"
	"maillage/internal/register/territory"
	"maillage/internal/web"
	"maillage/internal/web/i18n"
)

const (
	agreementPath  = "/convention"
	chronogramPath = agreementPath + "/chronogramme"

	deliverablesPath = "/livrables"
)

// agreementView is the whole agreement, in words.
type agreementView struct {
	Tabs       []web.Tab
	Facts      []fact
	Funders    []funderView
	Axes       []axisView
	Amendments []amendmentView
}

type fact struct{ Label, Value string }

type funderView struct {
	Badge       web.Funder
	Name        string
	Facts       []fact
	Departments []web.Link // each to its entries
	Mention     string
}

type axisView struct {
	ID, Title  string
	Objectives []string
	Audiences  []string
	Activities web.Table
}

type amendmentView struct {
	Title, Text string
	Deactivates []string
}

func (h Handlers) agreement(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	a, err := h.Agreements.Current(ctx)
	if err != nil {
		return err
	}
	labels, err := h.labels(ctx)
	if err != nil {
		return err
	}
	n := names{agreement: a, gazetteer: h.Gazetteer, labels: labels, figure: h.Figure, lang: i18n.Lang(ctx)}
	v := agreementView{Tabs: tabs(ctx, agreementPath), Facts: n.programme(ctx)}
	for i, f := range a.Funders {
		v.Funders = append(v.Funders, n.funder(ctx, i, f))
	}
	for _, x := range a.Axes {
		v.Axes = append(v.Axes, n.axis(ctx, x))
	}
	for _, x := range a.Amendments {
		v.Amendments = append(v.Amendments, n.amendment(ctx, x))
	}
	f := h.Site.Frame(r, web.Report, i18n.T(ctx, "agreement.title"))
	f.Intro = a.Programme.Name.In(n.lang)
	return web.Render(w, r, http.StatusOK, agreementPage(f, v))
}

// labels are the names of indicators by key.
func (h Handlers) labels(ctx context.Context) (map[string]string, error) {
	list, err := h.Indicators.All(ctx)
	labels := make(map[string]string, len(list))
	for _, x := range list {
		labels[x.Key] = x.Label.In(i18n.Lang(ctx))
	}
	return labels, err
}

func tabs(ctx context.Context, current string) []web.Tab {
	return []web.Tab{
		{Label: i18n.T(ctx, "agreement.title"), URL: agreementPath, Current: current == agreementPath},
		{Label: i18n.T(ctx, "agreement.chronogram"), URL: chronogramPath, Current: current == chronogramPath},
		{Label: i18n.T(ctx, "agreement.deliverables"), URL: deliverablesPath}, // a page of the evidence
	}
}

// names tells the agreement in the language of the page.
type names struct {
	agreement *agreement.Agreement
	gazetteer *territory.Gazetteer
	labels    map[string]string // of indicators
	figure    func(key string) string
	lang      string
}

func period(start, end, language string) string {
	return frdate.Long(frdate.Value{Kind: frdate.Interval, Start: start, End: end, Precision: frdate.ToDay}, language)
}

func (n names) programme(ctx context.Context) []fact {
	p := n.agreement.Programme
	region, _ := n.gazetteer.Region(p.Region)
	return []fact{
		{i18n.T(ctx, "agreement.fact.period"), period(p.Start, p.End, n.lang)},
		{i18n.T(ctx, "agreement.fact.holder"), p.Holder},
		{i18n.T(ctx, "agreement.fact.region"), region.Name},
		{i18n.T(ctx, "agreement.fact.code"), p.Code},
		{i18n.T(ctx, "agreement.fact.revision"), strconv.FormatInt(n.agreement.Revision, 10)},
	}
}

func (n names) funder(ctx context.Context, i int, f agreement.Funder) funderView {
	v := funderView{Badge: web.Funder{Name: f.Short.In(n.lang), Index: i}, Name: f.Name.In(n.lang), Mention: f.Mention.In(n.lang)}
	add := func(key, value string) {
		if value != "" {
			v.Facts = append(v.Facts, fact{i18n.T(ctx, "agreement.fact."+key), value})
		}
	}
	add("fund", f.Fund.In(n.lang))
	add("number", f.Number)
	add("period", period(f.Start, f.End, n.lang))
	if f.Rate != "" {
		add("rate", i18n.T(ctx, "agreement.percent", "n", f.Rate))
	}
	add("fund_period", f.FundPeriod)
	add("last_payment", frdate.LongDay(f.LastPayment, n.lang))
	add("accounts", frdate.LongDay(f.Accounts, n.lang))
	if f.RetentionYears > 0 {
		add("retention_years", i18n.N(ctx, "agreement.years", f.RetentionYears))
	}
	add("retention_until", frdate.LongDay(f.RetentionUntil, n.lang))
	for _, code := range f.Departments {
		d, _ := n.gazetteer.Department(code)
		v.Departments = append(v.Departments, web.Link{Label: d.Name, URL: ledger.Filter{Departments: []string{code}}.Address()})
	}
	return v
}

func (n names) axis(ctx context.Context, x agreement.Axis) axisView {
	v := axisView{ID: "axe-" + x.Number, Title: x.Number + ". " + x.Name.In(n.lang), Objectives: x.Objectives.In(n.lang), Audiences: x.Audiences.In(n.lang)}
	v.Activities = web.Table{Caption: i18n.T(ctx, "agreement.activities", "axis", v.Title), Columns: []web.Column{
		{Label: i18n.T(ctx, "agreement.column.activity"), Place: web.CardTitle}, {Label: i18n.T(ctx, "agreement.column.planned")},
		{Label: i18n.T(ctx, "agreement.column.evidence")}, {Label: i18n.T(ctx, "agreement.column.targets")}, {Label: i18n.T(ctx, "agreement.column.attribution")},
	}}
	for _, a := range n.agreement.ActivitiesOf(x.Number) {
		v.Activities.Rows = append(v.Activities.Rows, web.Row{ID: "a-" + strings.ReplaceAll(a.Number, ".", "-"), Cells: []templ.Component{
			activityCell(n.activity(a)), lines(n.planned(ctx, a)), lines(n.evidence(a)), targetsCell(n.targets(ctx, a)), web.Text(n.attribution(ctx, a)),
		}})
	}
	return v
}

// activityView names an activity; the numbering of the source stands under it.
type activityView struct {
	Link       web.Link
	AsWritten  string
	Active     bool
	Objectives []string
	Audiences  []string
}

func (n names) activity(a agreement.Activity) activityView {
	return activityView{
		Link:      web.Link{Label: a.Number + " " + a.Name.In(n.lang), URL: ledger.Filter{Activities: []string{a.Number}}.Address()},
		AsWritten: a.AsWritten, Active: a.Active, Objectives: a.Objectives.In(n.lang), Audiences: a.Audiences.In(n.lang),
	}
}

func (n names) planned(ctx context.Context, a agreement.Activity) []string {
	var list []string
	for _, m := range a.Planned {
		list = append(list, monthsWords(ctx, m, n.lang))
	}
	return list
}

// monthsWords writes planned months: "janvier 2018 à décembre 2020".
func monthsWords(ctx context.Context, m agreement.Months, language string) string {
	from, to := monthWords(m.From, language), monthWords(m.To, language)
	if from == to {
		return from
	}
	return i18n.T(ctx, "agreement.months", "from", from, "to", to)
}

func monthWords(month, language string) string {
	p, ok := monthPeriod(month, month)
	if !ok {
		return month
	}
	return frdate.Long(frdate.Value{
		Kind: frdate.Month, Start: p.From.Format("2006-01-02"), End: p.To.Format("2006-01-02"), Precision: frdate.ToMonth,
	}, language)
}

func (n names) evidence(a agreement.Activity) []string {
	var list []string
	for _, kind := range a.Evidence {
		list = append(list, n.agreement.EvidenceKindName(kind, n.lang))
	}
	return list
}

// targetView is a promised value, its indicator and where it is written.
type targetView struct {
	Figure web.Link
	Words  string
	Note   string
}

func (n names) targets(ctx context.Context, a agreement.Activity) []targetView {
	var list []targetView
	for _, t := range a.Targets {
		v := targetView{Figure: web.Link{Label: n.labels[t.Indicator]}, Note: t.Note.In(n.lang)}
		if v.Figure.Label == "" {
			v.Figure.Label = t.Indicator
		}
		if n.figure != nil {
			v.Figure.URL = n.figure(t.Indicator)
		}
		value := frnum.Format(t.Value, n.lang)
		if v.Words = i18n.T(ctx, "agreement.target.whole", "value", value); t.Year != 0 {
			v.Words = i18n.T(ctx, "agreement.target.year", "value", value, "year", strconv.Itoa(t.Year))
		}
		list = append(list, v)
	}
	return list
}

// attribution tells the activity's rule in a few words.
func (n names) attribution(ctx context.Context, a agreement.Activity) string {
	rule := a.Attribution
	if rule == "" {
		rule = agreement.BeneficiaryElseVenue
	}
	if code, fixed := strings.CutPrefix(rule, "funder:"); fixed {
		f, _ := n.agreement.Funder(code)
		return i18n.T(ctx, "agreement.rule.fixed", "funder", f.Short.In(n.lang))
	}
	return i18n.T(ctx, "agreement.rule."+rule)
}

func (n names) amendment(ctx context.Context, x agreement.Amendment) amendmentView {
	v := amendmentView{
		Title: i18n.T(ctx, "agreement.amendment", "n", strconv.Itoa(x.Number), "day", frdate.LongDay(x.Date, n.lang)), Text: x.Description.In(n.lang),
	}
	for _, number := range x.Deactivates {
		a, _ := n.agreement.Activity(number)
		v.Deactivates = append(v.Deactivates, number+" "+a.Name.In(n.lang))
	}
	return v
}
