package ui

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"maillage/internal/kit/frnum"
	"maillage/internal/programme/evidence"
	"maillage/internal/programme/ledger"
	"maillage/internal/web"
	"maillage/internal/web/i18n"
)

const (
	pageSize  = 50
	usualTabs = 5 // natures that have a tab: the most frequent ones
	// shortTitle is the length, in bytes, up to which a title stays on one line of the table.
	shortTitle = 26
)

// listView is the list of entries.
type listView struct {
	Tabs     []web.Tab
	Funders  []web.Tab
	Chips    []web.Chip
	Form     filterForm
	Totals   []web.Total
	Table    web.Table
	Pager    web.Page
	Calendar *web.Calendar
}

const listPath = "/realisations"

func (h Handlers) list(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	s, n, err := h.selection(ctx, r)
	if err != nil {
		return err
	}
	totals, err := h.Ledger.Totals(ctx, s.Filter)
	if err != nil {
		return err
	}
	inRegion, err := h.inRegion(ctx, s, n)
	if err != nil {
		return err
	}
	v := listView{Funders: s.funderTabs(ctx, n, listPath), Chips: s.chips(ctx, n, listPath), Totals: n.totals(ctx, totals, inRegion)}
	if v.Tabs, err = h.tabs(ctx, s, n); err != nil {
		return err
	}
	v.Form = s.form(ctx, n, listPath, ledger.ParamKind, ledger.ParamAxis, ledger.ParamActivity, ledger.ParamYear, ledger.ParamFunder, ledger.ParamDepartment,
		ledger.ParamState, ledger.ParamPile, ledger.ParamSince, ledger.ParamUntil, ledger.ParamBeneficiary, ledger.ParamTag, ledger.ParamAsOf)
	if s.calendar {
		v.Calendar, err = h.calendar(ctx, r, s, n)
	} else {
		err = h.fill(ctx, &v, s, n, totals.Entries)
	}
	if err != nil {
		return err
	}
	f := h.Site.Frame(r, web.Actions, i18n.T(ctx, "ledger.list.title"))
	f.Actions = s.actions(ctx, totals.Entries)
	return web.Render(w, r, http.StatusOK, listPage(f, v))
}

// fill reads one page of rows, with their proofs.
func (h Handlers) fill(ctx context.Context, v *listView, s selection, n names, total int) error {
	first := (s.Page - 1) * pageSize
	entries, err := h.Ledger.List(ctx, s.Filter, s.Sort, pageSize, first)
	if err != nil {
		return err
	}
	ids := make([]string, len(entries))
	for i, e := range entries {
		ids[i] = e.ID
	}
	items, err := h.Evidence.OfEntries(ctx, ids)
	if err != nil {
		return err
	}
	v.Table = web.Table{Caption: i18n.N(ctx, "ledger.list.caption", total), Columns: s.columns(ctx)}
	for _, e := range entries {
		v.Table.Rows = append(v.Table.Rows, n.row(ctx, e, items[e.ID]))
	}
	v.Pager = web.Page{First: min(first+1, total), Last: first + len(entries), Total: total}
	if s.Page > 1 {
		v.Pager.PreviousURL = s.address(listPath, paramPage, strconv.Itoa(s.Page-1))
	}
	if v.Pager.Last < total && len(entries) > 0 {
		v.Pager.NextURL = s.address(listPath, paramPage, strconv.Itoa(s.Page+1))
	}
	return nil
}

// tabs are the usual natures within the other filters, most frequent first.
func (h Handlers) tabs(ctx context.Context, s selection, n names) ([]web.Tab, error) {
	others := s.Filter
	others.Kinds = nil
	counts, err := h.Ledger.Counts(ctx, others, ledger.ByKind)
	if err != nil {
		return nil, err
	}
	codes, all := []string{}, 0
	for code, count := range counts {
		codes, all = append(codes, code), all+count
	}
	slices.SortFunc(codes, func(a, b string) int {
		if counts[a] != counts[b] {
			return counts[b] - counts[a]
		}
		return strings.Compare(a, b)
	})
	shown := codes[:min(len(codes), usualTabs)]
	for _, code := range s.Filter.Kinds {
		if !slices.Contains(shown, code) {
			shown = append(slices.Clone(shown), code)
		}
	}
	tabs := []web.Tab{{Label: i18n.T(ctx, "ledger.tab.all"), URL: s.address(listPath, ledger.ParamKind, ""), Count: frnum.Format(int64(all), n.lang), Current: len(s.Filter.Kinds) == 0}}
	for _, code := range shown {
		tabs = append(tabs, web.Tab{
			Label: n.kind(code), URL: s.address(listPath, ledger.ParamKind, code), Count: frnum.Format(int64(counts[code]), n.lang),
			Current: slices.Equal(s.Filter.Kinds, []string{code}),
		})
	}
	return tabs, nil
}

// totals are those of the whole filtered set, funders in the order of the agreement.
func (n names) totals(ctx context.Context, t ledger.Totals, departments int) []web.Total {
	number := func(v int64) string { return frnum.Format(v, n.lang) }
	list := []web.Total{{Value: number(int64(t.Entries)), Label: i18n.N(ctx, "ledger.total.entries", t.Entries)}}
	for _, f := range n.agreement.Funders {
		badge := n.funder(ctx, f.Code)
		list = append(list, web.Total{Value: number(int64(t.ByFunder[f.Code])), Funder: &badge})
	}
	nobody := web.Funder{Name: i18n.N(ctx, "ledger.total.nobody", t.ByFunder[""]), None: true}
	list = append(list, web.Total{Value: number(int64(t.ByFunder[""])), Funder: &nobody})
	if t.Participations > 0 {
		list = append(list, web.Total{Value: number(t.Participations), Label: i18n.T(ctx, "ledger.total.participations")})
	}
	if t.Participants > 0 {
		list = append(list, web.Total{Value: number(t.Participants), Label: i18n.T(ctx, "ledger.total.participants")})
	}
	region := len(n.gazetteer.DepartmentsOf(n.agreement.Programme.Region))
	return append(list, web.Total{Value: number(int64(departments)), Label: i18n.N(ctx, "ledger.total.departments", departments, "of", region)})
}

// inRegion counts the departments of the programme's region that have entries.
func (h Handlers) inRegion(ctx context.Context, s selection, n names) (int, error) {
	counts, err := h.Ledger.Counts(ctx, s.Filter, ledger.ByDepartment)
	covered := 0
	for _, d := range n.gazetteer.DepartmentsOf(n.agreement.Programme.Region) {
		if counts[d.Code] > 0 {
			covered++
		}
	}
	return covered, err
}

// actions are the other ways to take a list.
func (s selection) actions(ctx context.Context, entries int) []templ.Component {
	file := func(path string) string {
		return s.address(path, web.ParamView, "", web.ParamCalendarYear, "", paramSort, "")
	}
	return []templ.Component{
		web.Views(ctx, s.calendar, func(view string) string {
			return s.address(listPath, web.ParamView, view, web.ParamCalendarYear, "", paramSort, "")
		}),
		web.ButtonLink(web.Button{Label: i18n.T(ctx, "ledger.view.map"), Icon: "map", URL: file(mapPath)}),
		web.ButtonLink(web.Button{Label: i18n.N(ctx, "ledger.export.xlsx", entries), Icon: "download", URL: file("/realisations.xlsx")}),
		web.ButtonLink(web.Button{Label: i18n.T(ctx, "ledger.export.csv"), URL: file("/realisations.csv")}),
		web.ButtonLink(web.Button{Label: i18n.T(ctx, "ledger.export.ics"), URL: file("/realisations.ics")}),
	}
}

func (s selection) columns(ctx context.Context) []web.Column {
	sortable := func(key, up, down string) web.Column {
		c := web.Column{Label: i18n.T(ctx, key), SortURL: s.address(listPath, paramSort, up)}
		switch s.Sort {
		case sorts[up]:
			c.Sort, c.SortURL = orderOf(up), s.address(listPath, paramSort, down)
		case sorts[down]:
			c.Sort = orderOf(down)
		}
		return c
	}
	date := sortable("ledger.column.date", "-date", "date")
	date.Place = web.CardTitle
	people := sortable("ledger.column.participations", "participations", "participations")
	people.Numeric = true
	department := sortable("ledger.column.department", "departement", "departement")
	department.NoWrap = true
	return []web.Column{
		date, sortable("ledger.column.title", "intitule", "intitule"), {Label: i18n.T(ctx, "ledger.column.place")},
		department, {Label: i18n.T(ctx, "ledger.column.funder"), Place: web.CardAside},
		people, {Label: i18n.T(ctx, "ledger.column.proofs"), Place: web.CardLineAside},
	}
}

func orderOf(param string) web.Sort {
	if param == "-date" || param == "participations" {
		return web.Descending
	}
	return web.Ascending
}

// row draws an entry as a line of the list.
func (n names) row(ctx context.Context, e ledger.Entry, items []evidence.Item) web.Row {
	have, want := n.proofs(e, items)
	return web.Row{ID: "e-" + e.ID, Cells: []templ.Component{
		dateCell(n.date(ctx, e, true)), titleCell(web.Link{Label: e.Title, URL: entryURL(e.ID)}, n.kindBeside(e)), web.Text(n.place(ctx, e)),
		n.departmentCell(ctx, e), web.FunderBadge(n.funder(ctx, e.Funder)), n.peopleCell(ctx, e), web.Pips(have, want),
	}}
}

func entryURL(id string) string { return listPath + "/" + id }

// kindBeside is the nature under a title that does not tell it already.
func (n names) kindBeside(e ledger.Entry) string {
	if kind := n.kind(e.Kind); kind != e.Title {
		return kind
	}
	return ""
}

func (n names) departmentCell(ctx context.Context, e ledger.Entry) templ.Component {
	if e.Department == "" {
		return web.Missing(i18n.T(ctx, "ledger.to_tell"))
	}
	return web.Text(n.department(e.Department))
}

// peopleCell is the participations; else, in words, the people. The two are never added up.
func (n names) peopleCell(ctx context.Context, e ledger.Entry) templ.Component {
	switch {
	case e.Participations != nil:
		return countCell(frnum.Format(*e.Participations, n.lang), i18n.N(ctx, "ledger.unit.participations", int(*e.Participations)), false)
	case e.People != nil:
		return countCell(frnum.Format(*e.People, n.lang), i18n.N(ctx, "ledger.unit.people", int(*e.People)), true)
	case len(e.UnreadCells()) > 0:
		return web.Missing(i18n.T(ctx, "ledger.to_tell"))
	}
	return noCount()
}

// proofs counts the required kinds of evidence that an entry has as stored files, and those that it needs.
func (n names) proofs(e ledger.Entry, items []evidence.Item) (have, want int) {
	activity, _ := n.agreement.Activity(e.Activity)
	for _, kind := range activity.Evidence {
		if slices.ContainsFunc(items, func(i evidence.Item) bool { return i.Kind == kind && i.State == evidence.Stored }) {
			have++
		}
	}
	return have, len(activity.Evidence)
}
