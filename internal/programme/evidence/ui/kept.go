package ui

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"maillage/internal/programme/evidence"
	"maillage/internal/web"
	"maillage/internal/web/i18n"
)

const keptPath = listPath + "/conservation"

// keptView is the list of files with until when each is kept.
type keptView struct {
	Tabs  []web.Tab
	Rules []ruleView
	Table web.Table
	Pager web.Page
}

// ruleView is one rule of keeping proofs, told whole.
type ruleView struct{ Name, Words string }

func (h Handlers) kept(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	page := 1
	if text := strings.TrimSpace(r.URL.Query().Get(paramPage)); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 || n > 1_000_000 {
			return refused(paramPage, text, []string{"1", "2", "3…"})
		}
		page = n
	}
	total, err := h.Evidence.KeptCount(ctx)
	if err != nil {
		return err
	}
	list, err := h.Evidence.Kept(ctx, pageSize, (page-1)*pageSize)
	if err != nil {
		return err
	}
	pages := selection{Page: page, path: keptPath}
	v := keptView{Tabs: tabs(ctx, keptPath), Pager: pages.pager(len(list), total)}
	v.Table = web.Table{Caption: i18n.T(ctx, "evidence.kept.caption"), Columns: []web.Column{
		{Label: i18n.T(ctx, "evidence.column.title"), Place: web.CardTitle}, {Label: i18n.T(ctx, "evidence.column.file")},
		{Label: i18n.T(ctx, "evidence.column.until")}, {Label: i18n.T(ctx, "evidence.column.lacks")}, {Label: i18n.T(ctx, "evidence.column.state"), NoWrap: true},
	}}
	for _, x := range list {
		v.Table.Rows = append(v.Table.Rows, keptRow(r, x))
	}
	for _, x := range evidence.RetentionRules() {
		v.Rules = append(v.Rules, ruleView{x.Name.In(i18n.Lang(ctx)), i18n.N(ctx, "evidence.rule."+string(x.Starts), x.Years) + i18n.T(ctx, "evidence.retention.ref", "ref", x.LegalRef)})
	}
	f := h.Site.Frame(r, web.Actions, i18n.T(ctx, "evidence.kept.title"))
	f.Intro = i18n.T(ctx, "evidence.kept.intro")
	f.Actions = []templ.Component{
		web.ButtonLink(web.Button{Label: i18n.N(ctx, "evidence.export.xlsx", total), Icon: "download", URL: keptPath + ".xlsx"}),
		web.ButtonLink(web.Button{Label: i18n.T(ctx, "evidence.export.csv"), URL: keptPath + ".csv"}),
	}
	return web.Render(w, r, http.StatusOK, keptPage(f, v))
}

func keptRow(r *http.Request, x evidence.Kept) web.Row {
	ctx := r.Context()
	title, state := web.Opens(web.Link{Label: x.Title, URL: listPath + "/" + x.ID}), web.State{Label: i18n.T(ctx, "evidence.kept.in"), Tone: web.OK}
	if x.WithdrawnAt != nil {
		title, state = web.Text(x.Title), web.State{Label: i18n.T(ctx, "evidence.kept.withdrawn", "day", dayOf(*x.WithdrawnAt, i18n.Lang(ctx))), Icon: "history"}
	}
	var lacks []string
	for _, why := range x.Retention.Unknown {
		lacks = append(lacks, why.In(i18n.Lang(ctx)))
	}
	return web.Row{ID: "c-" + x.ID, Cells: []templ.Component{
		title, web.Text(x.Filename), web.Text(retentionWords(ctx, x.Retention)), web.Text(strings.Join(lacks, " ; ")), web.StateBadge(state),
	}}
}

func (h Handlers) keptCSV(w http.ResponseWriter, r *http.Request) error {
	columns, rows := h.Evidence.ExportKept(r.Context(), i18n.Lang(r.Context()))
	return web.Rows(w, "conservation.csv", columns, rows)
}

func (h Handlers) keptXLSX(w http.ResponseWriter, r *http.Request) error {
	columns, rows := h.Evidence.ExportKept(r.Context(), i18n.Lang(r.Context()))
	return web.Rows(w, "conservation.xlsx", columns, rows)
}
