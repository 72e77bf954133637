package ui

import (
	"context"
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"maillage/internal/kit/frdate"
	"maillage/internal/kit/frnum"
	"maillage/internal/programme/agreement"
	"maillage/internal/programme/evidence"
	"maillage/internal/web"
	"maillage/internal/web/i18n"
)

const (
	listPath  = "/pieces"
	holesPath = listPath + "/manques"
	pageSize  = 50
)

// listView is the list of pieces, or its calendar.
type listView struct {
	Tabs     []web.Tab
	Chips    []web.Chip
	Choices  []choice
	Totals   []web.Total
	Dead     web.Link // to the pieces whose link is dead, when there are some
	Table    web.Table
	Pager    web.Page
	Calendar *web.Calendar
}

// choice is a filter to pick from.
type choice struct {
	Name, Label, Chosen string
	Options             []option
}

func (h Handlers) list(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	s, a, err := h.selection(ctx, r)
	if err != nil {
		return err
	}
	totals, err := h.Evidence.Totals(ctx, s.Filter)
	if err != nil {
		return err
	}
	v := listView{Tabs: tabs(ctx, listPath), Chips: s.chips(ctx, a), Totals: totalsOf(ctx, totals)}
	if s.calendar {
		v.Calendar, err = h.piecesCalendar(r, s, a)
	} else {
		err = h.fill(ctx, &v, s, a, totals.Items)
	}
	if err != nil {
		return err
	}
	if totals.DeadLinks > 0 && s.Filter.Links != evidence.Dead {
		v.Dead = web.Link{Label: i18n.N(ctx, "evidence.dead", totals.DeadLinks), URL: s.address(listPath, paramLinks, linkSlugs[evidence.Dead])}
	}
	for _, name := range filterParams {
		v.Choices = append(v.Choices, choice{Name: name, Label: i18n.T(ctx, "evidence.field."+name), Chosen: s.query.Get(name), Options: options(a, name, i18n.Lang(ctx))})
	}
	f := h.Site.Frame(r, web.Actions, i18n.T(ctx, "evidence.list.title"))
	f.Intro = i18n.T(ctx, "evidence.list.intro")
	f.Actions = []templ.Component{
		web.Views(ctx, s.calendar, func(view string) string { return s.view(view, "") }),
		web.ButtonLink(web.Button{Label: i18n.N(ctx, "evidence.export.xlsx", totals.Items), Icon: "download", URL: s.listed("/pieces.xlsx")}),
		web.ButtonLink(web.Button{Label: i18n.T(ctx, "evidence.export.csv"), URL: s.listed("/pieces.csv")}),
	}
	return web.Render(w, r, http.StatusOK, listPage(f, v))
}

// fill reads one page of pieces.
func (h Handlers) fill(ctx context.Context, v *listView, s selection, a *agreement.Agreement, total int) error {
	items, err := h.Evidence.Page(ctx, s.Filter, pageSize, (s.Page-1)*pageSize)
	if err != nil {
		return err
	}
	v.Pager = s.pager(len(items), total)
	v.Table, err = h.table(ctx, a, items)
	return err
}

// tabs are the views of evidence: what is there, what is not, what was promised, and until when files are kept.
func tabs(ctx context.Context, current string) []web.Tab {
	return []web.Tab{
		{Label: i18n.T(ctx, "evidence.tab.items"), URL: listPath, Current: current == listPath},
		{Label: i18n.T(ctx, "evidence.tab.holes"), URL: holesPath, Current: current == holesPath},
		{Label: i18n.T(ctx, "evidence.tab.deliverables"), URL: deliverablesPath, Current: current == deliverablesPath},
		{Label: i18n.T(ctx, "evidence.tab.kept"), URL: keptPath, Current: current == keptPath},
	}
}

func totalsOf(ctx context.Context, t evidence.Totals) []web.Total {
	total := func(n int, key string) web.Total {
		return web.Total{Value: frnum.Format(int64(n), i18n.Lang(ctx)), Label: i18n.N(ctx, key, n)}
	}
	return []web.Total{
		total(t.Items, "evidence.total.items"), total(t.Stored, "evidence.total.stored"),
		total(t.NotCaptured, "evidence.total.not_captured"), total(t.Unlinked, "evidence.total.unlinked"),
	}
}

func (s selection) pager(shown, total int) web.Page {
	first := (s.Page - 1) * pageSize
	p := web.Page{First: min(first+1, total), Last: first + shown, Total: total}
	if s.Page > 1 {
		p.PreviousURL = s.address(s.path, paramPage, strconv.Itoa(s.Page-1))
	}
	if shown > 0 && p.Last < total {
		p.NextURL = s.address(s.path, paramPage, strconv.Itoa(s.Page+1))
	}
	return p
}

func (h Handlers) table(ctx context.Context, a *agreement.Agreement, items []evidence.Item) (web.Table, error) {
	t := web.Table{Caption: i18n.T(ctx, "evidence.list.caption"), Columns: []web.Column{
		{Label: i18n.T(ctx, "evidence.column.title"), Place: web.CardTitle}, {Label: i18n.T(ctx, "evidence.column.kind"), NoWrap: true},
		{Label: i18n.T(ctx, "evidence.column.activity"), NoWrap: true}, {Label: i18n.T(ctx, "evidence.column.date"), NoWrap: true},
		{Label: i18n.T(ctx, "evidence.column.entries"), Numeric: true, Unit: i18n.T(ctx, "evidence.unit.entries")}, {Label: i18n.T(ctx, "evidence.column.state"), NoWrap: true},
		{Label: i18n.T(ctx, "evidence.column.until")},
	}}
	checks, err := h.Evidence.LinkChecks(ctx, items...)
	if err != nil {
		return t, err
	}
	until, err := h.Evidence.Retentions(ctx, items)
	for _, i := range items {
		kept := ""
		if i.State == evidence.Stored {
			kept = retentionWords(ctx, until[i.ID])
		}
		t.Rows = append(t.Rows, web.Row{ID: "p-" + i.ID, Cells: []templ.Component{
			web.Opens(web.Link{Label: i.Title, URL: listPath + "/" + i.ID}), web.Text(a.EvidenceKindName(i.Kind, i18n.Lang(ctx))),
			activityCell(i.Activity, label(a, paramActivity, i.Activity, i18n.Lang(ctx))),
			web.Text(frdate.ShortDay(i.DatedOn, i18n.Lang(ctx))), web.Count(i.Entries), stateCell(states(ctx, i, checks)), web.Text(kept),
		}})
	}
	return t, err
}

// states are what is kept of a piece, and what its link answered where that is no good news.
func states(ctx context.Context, i evidence.Item, checks map[string]evidence.LinkCheck) []web.State {
	list := []web.State{stateOf(ctx, i.State)}
	if c, seen := checks[i.Link]; seen && c.State != evidence.Alive {
		list = append(list, linkBadge(ctx, c.State))
	}
	return list
}

// stateOf is a state in a word: a link that nobody captured proves nothing yet.
func stateOf(ctx context.Context, s evidence.State) web.State {
	badge := web.State{Label: evidence.StateName(s, i18n.Lang(ctx)), Tone: web.OK}
	if s == evidence.NotCaptured {
		badge.Tone, badge.Icon = web.Warn, "link"
	}
	return badge
}
