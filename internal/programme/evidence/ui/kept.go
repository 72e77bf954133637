package ui

import (
	"context"
	"net/http"
	"strings"

	"github.com/a-h/templ"

	"maillage/internal/programme/evidence"
	"maillage/internal/web"
	"maillage/internal/web/i18n"
)

const keptPath = listPath + "/conservation"

// keptView is the list of files with until when each is kept, or its calendar.
type keptView struct {
	Tabs     []web.Tab
	Rules    []ruleView
	Table    web.Table
	Pager    web.Page
	Calendar *web.Calendar
}

// ruleView is one rule of keeping proofs, told whole.
type ruleView struct{ Name, Words string }

func (h Handlers) kept(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	calendar, err := web.AsCalendar(r)
	if err != nil {
		return err
	}
	total, err := h.Evidence.KeptCount(ctx)
	if err != nil {
		return err
	}
	v := keptView{Tabs: tabs(ctx, keptPath)}
	if calendar {
		v.Calendar, err = h.keptCalendar(r)
	} else {
		err = h.fillKept(r, &v, total)
	}
	if err != nil {
		return err
	}
	for _, x := range evidence.RetentionRules() {
		v.Rules = append(v.Rules, ruleView{x.Name.In(i18n.Lang(ctx)), i18n.N(ctx, "evidence.rule."+string(x.Starts), x.Years) + i18n.T(ctx, "evidence.retention.ref", "ref", x.LegalRef)})
	}
	f := h.Site.Frame(r, web.Actions, i18n.T(ctx, "evidence.kept.title"))
	f.Intro = i18n.T(ctx, "evidence.kept.intro")
	f.Actions = []templ.Component{
		web.Views(ctx, calendar, func(view string) string { return web.Address(keptPath, nil, web.ParamView, view) }),
		web.ButtonLink(web.Button{Label: i18n.N(ctx, "evidence.export.xlsx", total), Icon: "download", URL: keptPath + ".xlsx"}),
		web.ButtonLink(web.Button{Label: i18n.T(ctx, "evidence.export.csv"), URL: keptPath + ".csv"}),
	}
	return web.Render(w, r, http.StatusOK, keptPage(f, v))
}

// fillKept reads one page of files.
func (h Handlers) fillKept(r *http.Request, v *keptView, total int) error {
	ctx := r.Context()
	page, err := pageOf(r)
	if err != nil {
		return err
	}
	list, err := h.Evidence.Kept(ctx, pageSize, (page-1)*pageSize)
	if err != nil {
		return err
	}
	v.Pager = selection{Page: page, path: keptPath}.pager(len(list), total)
	v.Table = web.Table{Caption: i18n.T(ctx, "evidence.kept.caption"), Columns: []web.Column{
		{Label: i18n.T(ctx, "evidence.column.title"), Place: web.CardTitle}, {Label: i18n.T(ctx, "evidence.column.file")},
		{Label: i18n.T(ctx, "evidence.column.until")}, {Label: i18n.T(ctx, "evidence.column.lacks")}, {Label: i18n.T(ctx, "evidence.column.state"), NoWrap: true},
	}}
	for _, x := range list {
		v.Table.Rows = append(v.Table.Rows, keptRow(ctx, x))
	}
	return nil
}

func keptRow(ctx context.Context, x evidence.Kept) web.Row {
	link, state := keptTitle(ctx, x)
	title := web.Text(link.Label)
	if link.URL != "" {
		title = web.Opens(link)
	}
	var lacks []string
	for _, why := range x.Retention.Unknown {
		lacks = append(lacks, why.In(i18n.Lang(ctx)))
	}
	return web.Row{ID: "c-" + x.ID, Cells: []templ.Component{
		title, web.Text(x.Filename), web.Text(retentionWords(ctx, x.Retention)), web.Text(strings.Join(lacks, " ; ")), web.StateBadge(state),
	}}
}

// keptTitle names a file kept; one that was withdrawn has no page any more.
func keptTitle(ctx context.Context, x evidence.Kept) (web.Link, web.State) {
	if x.WithdrawnAt != nil {
		return web.Link{Label: x.Title}, web.State{Label: i18n.T(ctx, "evidence.kept.withdrawn", "day", dayOf(*x.WithdrawnAt, i18n.Lang(ctx))), Icon: "history"}
	}
	return web.Link{Label: x.Title, URL: listPath + "/" + x.ID}, web.State{Label: i18n.T(ctx, "evidence.kept.in"), Tone: web.OK}
}

func (h Handlers) keptCSV(w http.ResponseWriter, r *http.Request) error {
	columns, rows := h.Evidence.ExportKept(r.Context(), i18n.Lang(r.Context()))
	return web.Rows(w, "conservation.csv", columns, rows)
}

func (h Handlers) keptXLSX(w http.ResponseWriter, r *http.Request) error {
	columns, rows := h.Evidence.ExportKept(r.Context(), i18n.Lang(r.Context()))
	return web.Rows(w, "conservation.xlsx", columns, rows)
}
