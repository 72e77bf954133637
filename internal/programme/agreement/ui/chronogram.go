package ui

import (
	"context"
	"iter"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/a-h/templ"

	"maillage/internal/kit/apperr"
	"maillage/internal/kit/frdate"
	"maillage/internal/kit/tabular"
	"maillage/internal/programme/agreement"
	"maillage/internal/programme/ledger"
	"maillage/internal/web"
	"maillage/internal/web/chart"
	"maillage/internal/web/i18n"
)

// chronogramView is a drawing by axis: planned, first planned and real bars over the months.
type chronogramView struct {
	Tabs    []web.Tab
	Funders []web.Tab
	Axes    []web.Tab
	Figures []figure
	Today   string // told when its line is on no drawing
}

// figure draws activities under names cut to the width of a phone, and tells them whole in its data.
type figure struct {
	chart.Chronogram
	Told chart.Chronogram
	All  web.Link // the entries of the axis
}

// Data are the whole names and their periods.
func (f figure) Data(ctx context.Context) chart.Table { return f.Told.Data(ctx) }

// plan is what the address of a chronogram asks for, and when things took place.
type plan struct {
	agreement *agreement.Agreement
	lang      string
	axes      []agreement.Axis
	axis      string // "" for all of them
	funder    string // as it is written in an address
	spans     map[string]ledger.Begun
	now       time.Time
}

// plan reads an address. Errors: invalid, naming the parameter and what it takes.
func (h Handlers) plan(r *http.Request) (*plan, error) {
	ctx := r.Context()
	a, err := h.Agreements.Current(ctx)
	if err != nil {
		return nil, err
	}
	q := r.URL.Query()
	p := &plan{agreement: a, lang: i18n.Lang(ctx), axes: a.Axes, axis: q.Get(ledger.ParamAxis), funder: q.Get(ledger.ParamFunder), now: h.Ledger.Now()}
	if p.axis != "" {
		axis, known := a.Axis(p.axis)
		if !known {
			return nil, unknown(ledger.ParamAxis, p.axis, axisNumbers(a))
		}
		p.axes = []agreement.Axis{axis}
	}
	f := ledger.Filter{Funder: p.funder, States: ledger.CountedStates}
	if p.funder == ledger.Nothing {
		f.Funder = ledger.NoFunder
	} else if _, known := a.Funder(p.funder); p.funder != "" && !known {
		return nil, unknown(ledger.ParamFunder, p.funder, append(funderCodes(a), ledger.Nothing))
	}
	spans, err := h.Ledger.Spans(ctx, f)
	p.spans = ledger.Beginnings(spans)
	return p, err
}

func unknown(name, value string, possible []string) error {
	return apperr.Newf(apperr.Invalid, "agreement.filter."+name, "Le filtre « %s » ne connaît pas « %.60s ». Valeurs possibles : %s.",
		"The filter “%s” does not know “%.60s”. Possible values: %s.", name, value, strings.Join(possible, ", "))
}

func axisNumbers(a *agreement.Agreement) []string {
	var list []string
	for _, x := range a.Axes {
		list = append(list, x.Number)
	}
	return list
}

func funderCodes(a *agreement.Agreement) []string {
	var list []string
	for _, f := range a.Funders {
		list = append(list, f.Code)
	}
	return list
}

// address is the chronogram of an axis and a funder, "" for all of them.
func (p *plan) address(path, axis, funder string) string {
	q := url.Values{}
	for name, value := range map[string]string{ledger.ParamAxis: axis, ledger.ParamFunder: funder} {
		if value != "" {
			q.Set(name, value)
		}
	}
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}

func (h Handlers) chronogram(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	p, err := h.plan(r)
	if err != nil {
		return err
	}
	f := h.Site.Frame(r, web.Report, i18n.T(ctx, "agreement.chronogram"))
	f.Intro = i18n.T(ctx, "agreement.chronogram.intro")
	f.Trail = []web.Link{{Label: i18n.T(ctx, "agreement.title"), URL: agreementPath}}
	f.Actions = []templ.Component{
		web.ButtonLink(web.Button{Label: i18n.T(ctx, "agreement.chronogram.xlsx"), Icon: "download", URL: p.address(chronogramPath+".xlsx", p.axis, p.funder)}),
		web.ButtonLink(web.Button{Label: i18n.T(ctx, "agreement.chronogram.csv"), URL: p.address(chronogramPath+".csv", p.axis, p.funder)}),
	}
	return web.Render(w, r, http.StatusOK, chronogramPage(f, p.view(ctx)))
}

func (p *plan) view(ctx context.Context) chronogramView {
	v := chronogramView{Tabs: tabs(ctx, chronogramPath)}
	var choices []web.FunderChoice
	for _, f := range p.agreement.Funders {
		choices = append(choices, web.FunderChoice{Code: f.Code, Name: f.Short.In(p.lang)})
	}
	v.Funders = web.FunderChoices(ctx, choices, p.funder, func(code string) string { return p.address(chronogramPath, p.axis, code) })
	v.Axes = []web.Tab{{Label: i18n.T(ctx, "agreement.axes.all"), URL: p.address(chronogramPath, "", p.funder), Current: p.axis == ""}}
	for _, x := range p.agreement.Axes {
		v.Axes = append(v.Axes, web.Tab{Label: i18n.T(ctx, "agreement.axis", "n", x.Number), URL: p.address(chronogramPath, x.Number, p.funder), Current: p.axis == x.Number})
	}
	for _, axis := range p.axes {
		v.Figures = append(v.Figures, p.figure(ctx, axis))
	}
	if today := p.now.Format(time.DateOnly); today < p.agreement.Programme.Start || today > p.agreement.Programme.End {
		v.Today = i18n.T(ctx, "agreement.chronogram.today", "day", frdate.LongDay(today, p.lang))
	}
	return v
}

func (p *plan) figure(ctx context.Context, axis agreement.Axis) figure {
	from, _ := time.Parse(time.DateOnly, p.agreement.Programme.Start)
	to, _ := time.Parse(time.DateOnly, p.agreement.Programme.End)
	told := chart.Chronogram{About: chart.About{ID: "axe-" + axis.Number, Title: axis.Number + ". " + axis.Name.In(p.lang)}, From: from, To: to, AsOf: p.now}
	drawn := told
	for _, x := range p.agreement.ActivitiesOf(axis.Number) {
		row := p.row(x)
		told.Activities = append(told.Activities, row)
		row.Label = cut(row.Label)
		drawn.Activities = append(drawn.Activities, row)
	}
	entries := "/realisations?" + url.Values{ledger.ParamAxis: {axis.Number}}.Encode()
	if p.funder != "" {
		entries += "&" + url.Values{ledger.ParamFunder: {p.funder}}.Encode()
	}
	return figure{Chronogram: drawn, Told: told, All: web.Link{Label: i18n.T(ctx, "agreement.axis.entries", "n", axis.Number), URL: entries}}
}

func (p *plan) row(x agreement.Activity) chart.Activity {
	span := p.spans[x.Number]
	row := chart.Activity{Label: x.Number + " " + x.Name.In(p.lang), Baseline: periods(moved(x)), Planned: periods(x.Planned), Real: runs(span.Months)}
	for _, v := range span.Vague {
		first, err := time.Parse(time.DateOnly, v[0])
		last, failed := time.Parse(time.DateOnly, v[1])
		if err == nil && failed == nil {
			row.Unsure = append(row.Unsure, chart.Period{From: first, To: last})
		}
	}
	return row
}

func (h Handlers) chronogramCSV(w http.ResponseWriter, r *http.Request) error {
	return h.chronogramFile(w, r, "chronogramme.csv")
}

func (h Handlers) chronogramXLSX(w http.ResponseWriter, r *http.Request) error {
	return h.chronogramFile(w, r, "chronogramme.xlsx")
}

// chronogramFile writes a line for each bar.
func (h Handlers) chronogramFile(w http.ResponseWriter, r *http.Request, name string) error {
	ctx := r.Context()
	p, err := h.plan(r)
	if err != nil {
		return err
	}
	column := func(key string, kind tabular.Kind) tabular.Column {
		return tabular.Column{Title: i18n.T(ctx, "agreement.chronogram."+key), Kind: kind}
	}
	columns := []tabular.Column{
		column("axis", tabular.Text), column("activity", tabular.Text), column("name", tabular.Text), column("bar", tabular.Text), column("from", tabular.Date), column("to", tabular.Date),
	}
	return web.Rows(w, name, columns, p.bars(ctx))
}

func (p *plan) bars(ctx context.Context) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		for _, axis := range p.axes {
			for _, x := range p.agreement.ActivitiesOf(axis.Number) {
				row := p.row(x)
				for _, kind := range []struct {
					key  string
					list []chart.Period
				}{{"web.chart.baseline", row.Baseline}, {"web.chart.planned", row.Planned}, {"web.chart.real", row.Real}, {"web.chart.unsure", row.Unsure}} {
					for _, b := range kind.list {
						if !yield([]any{axis.Number, x.Number, x.Name.In(p.lang), i18n.T(ctx, kind.key), b.From, b.To}, nil) {
							return
						}
					}
				}
			}
		}
	}
}

// moved is the first plan of an activity when an amendment moved it.
func moved(x agreement.Activity) []agreement.Months {
	if slices.Equal(x.Baseline, x.Planned) {
		return nil
	}
	return x.Baseline
}

// cutAt is how many letters of a name a phone of 320 pixels shows.
const cutAt = 46

func cut(name string) string {
	if letters := []rune(name); len(letters) > cutAt {
		return string(letters[:cutAt-1]) + "…"
	}
	return name
}

func periods(list []agreement.Months) []chart.Period {
	var out []chart.Period
	for _, m := range list {
		if p, ok := monthPeriod(m.From, m.To); ok {
			out = append(out, p)
		}
	}
	return out
}

// monthPeriod runs from the first day of a month to the last of another.
func monthPeriod(from, to string) (chart.Period, bool) {
	first, err := time.Parse("2006-01", from)
	last, failed := time.Parse("2006-01", to)
	return chart.Period{From: first, To: last.AddDate(0, 1, -1)}, err == nil && failed == nil
}

// runs joins months that follow each other into one period.
func runs(months []string) []chart.Period {
	var out []chart.Period
	for _, m := range months {
		p, ok := monthPeriod(m, m)
		switch {
		case !ok:
		case len(out) > 0 && out[len(out)-1].To.AddDate(0, 0, 1).Equal(p.From):
			out[len(out)-1].To = p.To
		default:
			out = append(out, p)
		}
	}
	return out
}
