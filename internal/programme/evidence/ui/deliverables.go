package ui

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/a-h/templ"

	"maillage/internal/kit/frdate"
	"maillage/internal/kit/frnum"
	"maillage/internal/programme/agreement"
	"maillage/internal/programme/evidence"
	"maillage/internal/web"
	"maillage/internal/web/i18n"
)

const (
	deliverablesPath = "/livrables"
	paramAxis        = "axe"
)

// deliverablesView is what was promised, with what there is of it, as a list or as a calendar.
type deliverablesView struct {
	Tabs     []web.Tab
	Axes     []web.Tab // the same for one axis
	Totals   []web.Total
	Table    web.Table
	Calendar *web.Calendar
}

// deliverableView names a deliverable.
type deliverableView struct {
	Name  web.Link // to its pieces, when there are some
	Under string
}

// proofView is where and when a deliverable was published, and what proves it.
type proofView struct {
	Day, URL, Words string
}

func (h Handlers) deliverables(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	a, err := h.Agreements.Current(ctx)
	if err != nil {
		return err
	}
	axis, err := axisOfQuery(a, r)
	if err != nil {
		return err
	}
	list, err := h.Evidence.Deliverables(ctx, axis, time.Time{})
	if err != nil {
		return err
	}
	calendar, err := web.AsCalendar(r)
	if err != nil {
		return err
	}
	v := deliverablesView{Tabs: tabs(ctx, deliverablesPath), Axes: axisTabs(ctx, a, axis, r.URL.Query().Get(web.ParamView)), Totals: deliverableTotals(ctx, list)}
	if !calendar {
		v.Table = deliverablesTable(ctx, a, list)
	} else if v.Calendar, err = deliverablesCalendar(r, a, axis, list); err != nil {
		return err
	}
	f := h.Site.Frame(r, web.Report, i18n.T(ctx, "evidence.deliverables.title"))
	f.Intro = i18n.T(ctx, "evidence.deliverables.intro")
	f.Trail = []web.Link{{Label: i18n.T(ctx, "evidence.deliverables.agreement"), URL: "/convention"}}
	f.Actions = []templ.Component{
		web.Views(ctx, calendar, func(view string) string { return withAxis(deliverablesPath, axis, web.ParamView, view) }),
		web.ButtonLink(web.Button{Label: i18n.N(ctx, "evidence.export.xlsx", len(list)), Icon: "download", URL: withAxis(deliverablesPath+".xlsx", axis)}),
		web.ButtonLink(web.Button{Label: i18n.T(ctx, "evidence.export.csv"), URL: withAxis(deliverablesPath+".csv", axis)}),
		web.ButtonLink(web.Button{Label: i18n.T(ctx, "evidence.export.ics"), Icon: "calendar", URL: withAxis(deliverablesPath+".ics", axis)}),
	}
	return web.Render(w, r, http.StatusOK, deliverablesPage(f, v))
}

// axisOfQuery reads the axis asked for. Errors: invalid, naming the axes.
func axisOfQuery(a *agreement.Agreement, r *http.Request) (string, error) {
	number := strings.TrimSpace(r.URL.Query().Get(paramAxis))
	var numbers []string
	for _, x := range a.Axes {
		numbers = append(numbers, x.Number)
	}
	if number == "" || slices.Contains(numbers, number) {
		return number, nil
	}
	return "", refused(paramAxis, number, numbers)
}

// withAxis keeps the axis in an address; changes are names and values in turn.
func withAxis(path, axis string, changes ...string) string {
	return web.Address(path, nil, append([]string{paramAxis, axis}, changes...)...)
}

// axisTabs switch between axes, in the same view.
func axisTabs(ctx context.Context, a *agreement.Agreement, current, view string) []web.Tab {
	list := []web.Tab{{Label: i18n.T(ctx, "evidence.axis.all"), URL: withAxis(deliverablesPath, "", web.ParamView, view), Current: current == ""}}
	for _, x := range a.Axes {
		list = append(list, web.Tab{
			Label: i18n.T(ctx, "evidence.axis", "number", x.Number), URL: withAxis(deliverablesPath, x.Number, web.ParamView, view), Current: current == x.Number,
		})
	}
	return list
}

func deliverableTotals(ctx context.Context, list []evidence.DeliverableState) []web.Total {
	counts := map[evidence.Progress]int{}
	for _, d := range list {
		counts[d.State]++
	}
	totals := []web.Total{{Value: frnum.Format(int64(len(list)), i18n.Lang(ctx)), Label: i18n.N(ctx, "evidence.deliverables.total", len(list))}}
	for _, s := range []evidence.Progress{evidence.Published, evidence.Delivered, evidence.Due, evidence.Late, evidence.Missing} {
		totals = append(totals, web.Total{Value: frnum.Format(int64(counts[s]), i18n.Lang(ctx)), Label: i18n.N(ctx, "evidence.deliverables."+string(s), counts[s])})
	}
	return totals
}

func deliverablesTable(ctx context.Context, a *agreement.Agreement, list []evidence.DeliverableState) web.Table {
	t := web.Table{Caption: i18n.T(ctx, "evidence.deliverables.title"), Columns: []web.Column{
		{Label: i18n.T(ctx, "evidence.column.deliverable"), Place: web.CardTitle}, {Label: i18n.T(ctx, "evidence.column.due")},
		{Label: i18n.T(ctx, "evidence.column.state"), NoWrap: true}, {Label: i18n.T(ctx, "evidence.column.delivered")}, {Label: i18n.T(ctx, "evidence.column.published")},
	}}
	for _, d := range list {
		t.Rows = append(t.Rows, web.Row{ID: deliverableRow(d), Cells: []templ.Component{
			deliverableCell(deliverableOf(ctx, a, d)), web.Text(dueWords(ctx, d)), web.StateBadge(progressBadge(ctx, d.State)),
			web.Text(deliveredWords(ctx, d)), proofCell(proofOf(ctx, d)),
		}})
	}
	return t
}

// deliverableRow is where the list tells a deliverable.
func deliverableRow(d evidence.DeliverableState) string { return "l-" + d.Code }

func deliverableOf(ctx context.Context, a *agreement.Agreement, d evidence.DeliverableState) deliverableView {
	under := d.Activity
	if under == "" {
		under = d.Axis
	}
	v := deliverableView{Name: web.Link{Label: d.Name.In(i18n.Lang(ctx))}, Under: label(a, paramActivity, under, i18n.Lang(ctx))}
	switch len(d.Pieces) {
	case 0:
	case 1:
		v.Name.URL = listPath + "/" + d.Pieces[0].ID
	default:
		v.Name.URL = listPath + "?" + url.Values{paramPromise: {d.Code}}.Encode()
	}
	return v
}

func dueWords(ctx context.Context, d evidence.DeliverableState) string {
	if d.Due == "" {
		return i18n.T(ctx, "evidence.due.unknown")
	}
	return i18n.T(ctx, "evidence.due", "day", frdate.LongDay(d.Due, i18n.Lang(ctx)))
}

func deliveredWords(ctx context.Context, d evidence.DeliverableState) string {
	switch {
	case d.DeliveredOn == "" && len(d.Pieces) > 0:
		return i18n.N(ctx, "evidence.delivered.announced", len(d.Pieces))
	case d.DeliveredOn == "":
		return i18n.T(ctx, "evidence.delivered.nothing")
	case d.DeliveredLate():
		return i18n.T(ctx, "evidence.delivered.late", "day", frdate.LongDay(d.DeliveredOn, i18n.Lang(ctx)))
	}
	return i18n.T(ctx, "evidence.delivered.on", "day", frdate.LongDay(d.DeliveredOn, i18n.Lang(ctx)))
}

func proofOf(ctx context.Context, d evidence.DeliverableState) proofView {
	v := proofView{URL: d.Link, Words: i18n.T(ctx, "evidence.proof.none")}
	if d.PublishedOn != "" {
		v.Day = i18n.T(ctx, "evidence.published.on", "day", frdate.LongDay(d.PublishedOn, i18n.Lang(ctx)))
	}
	switch {
	case d.PublishedOn == "" && d.Publication:
		v.Words = i18n.T(ctx, "evidence.proof.wanted")
	case d.PublishedOn == "":
		v.Words = ""
	case d.Proof != evidence.NoProof:
		v.Words = i18n.T(ctx, "evidence.proof."+string(d.Proof))
	}
	return v
}

func progressBadge(ctx context.Context, p evidence.Progress) web.State {
	tones := map[evidence.Progress]web.Tone{evidence.Due: web.Todo, evidence.Delivered: web.OK, evidence.Published: web.OK, evidence.Late: web.Warn, evidence.Missing: web.Bad}
	return web.State{Label: evidence.ProgressName(p, i18n.Lang(ctx)), Tone: tones[p]}
}

func (h Handlers) deliverablesCSV(w http.ResponseWriter, r *http.Request) error {
	return h.exportDeliverables(w, r, "livrables.csv")
}

func (h Handlers) deliverablesXLSX(w http.ResponseWriter, r *http.Request) error {
	return h.exportDeliverables(w, r, "livrables.xlsx")
}

func (h Handlers) exportDeliverables(w http.ResponseWriter, r *http.Request, name string) error {
	a, err := h.Agreements.Current(r.Context())
	if err != nil {
		return err
	}
	axis, err := axisOfQuery(a, r)
	if err != nil {
		return err
	}
	columns, rows, err := h.Evidence.ExportDeliverables(r.Context(), axis, i18n.Lang(r.Context()))
	if err != nil {
		return err
	}
	return web.Rows(w, name, columns, rows)
}
