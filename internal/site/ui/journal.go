package ui

import (
	"context"
	"iter"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/a-h/templ"

	"maillage/internal/kit/apperr"
	"maillage/internal/kit/audit"
	"maillage/internal/kit/frdate"
	"maillage/internal/kit/tabular"
	"maillage/internal/web"
	"maillage/internal/web/i18n"
)

const journalPath, journalRows = "/journal", 50

// journal is the audit trail: who did what to what, newest first, as a list or as a calendar.
func (h Handlers) journal(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	calendar, err := web.AsCalendar(r)
	if err != nil {
		return err
	}
	f := h.Site.Frame(r, "", i18n.T(ctx, "site.journal.title"))
	f.Intro = i18n.T(ctx, "site.journal.intro")
	f.Actions = []templ.Component{
		web.Views(ctx, calendar, func(view string) string { return web.Address(journalPath, nil, web.ParamView, view) }),
		web.ButtonLink(web.Button{Label: i18n.T(ctx, "site.journal.xlsx"), Icon: "download", URL: journalPath + ".xlsx"}),
		web.ButtonLink(web.Button{Label: i18n.T(ctx, "site.journal.csv"), URL: journalPath + ".csv"}),
	}
	if !calendar {
		return h.journalList(w, r, f)
	}
	c, err := h.journalCalendar(r)
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, journalCalendarPage(f, *c))
}

func (h Handlers) journalList(w http.ResponseWriter, r *http.Request, f web.Frame) error {
	ctx := r.Context()
	first, err := firstOf(r)
	if err != nil {
		return err
	}
	events, total, err := h.Trail.Page(ctx, journalRows, first)
	if err != nil {
		return err
	}
	page := web.Page{First: min(first+1, total), Last: first + len(events), Total: total}
	if first > 0 {
		page.PreviousURL = journalPath + "?depuis=" + strconv.Itoa(max(0, first-journalRows))
	}
	if page.Last < total {
		page.NextURL = journalPath + "?depuis=" + strconv.Itoa(page.Last)
	}
	return web.Render(w, r, http.StatusOK, journalPage(f, journalTable(ctx, events), page))
}

// journalCalendar shows a year of the trail. Errors: invalid.
func (h Handlers) journalCalendar(r *http.Request) (*web.Calendar, error) {
	ctx := r.Context()
	years, err := h.Trail.Years(ctx)
	if err != nil {
		return nil, err
	}
	counts := map[string]int{}
	for year, n := range years {
		counts[strconv.Itoa(year)] = n
	}
	return web.DatedList{
		Counts: counts, Latest: true,
		Things: func(year int) ([]web.Dated, error) {
			from := time.Date(year, time.January, 1, 0, 0, 0, 0, time.UTC)
			events, err := h.Trail.Between(ctx, from, from.AddDate(1, 0, 0), web.CalendarMost+1)
			var things []web.Dated
			for _, e := range slices.Backward(events) {
				things = append(things, dated(ctx, e))
			}
			return things, err
		},
		Words: func(n int) string { return i18n.N(ctx, "site.journal.lines", n) },
		Address: func(view, year string) string {
			return web.Address(journalPath, nil, web.ParamView, view, web.ParamCalendarYear, year)
		},
		Empty: web.Empty{Title: i18n.T(ctx, "site.journal.empty")},
	}.Calendar(ctx, r)
}

func dated(ctx context.Context, e audit.Event) web.Dated {
	at := e.At.UTC()
	day := at.Format(time.DateOnly)
	x := web.Dated{
		Start: day, End: day, Title: web.Link{Label: i18n.T(ctx, "site.journal.object."+e.Object) + ", " + i18n.T(ctx, "site.journal.verb."+e.Verb)},
		Around: []string{at.Format("15:04"), e.Actor},
	}
	if e.Detail != "" {
		x.Around = append(x.Around, e.Detail)
	}
	return x
}

// firstOf is the rank of the first line shown. Errors: invalid.
func firstOf(r *http.Request) (int, error) {
	text := r.URL.Query().Get("depuis")
	if text == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n > 1<<30 {
		return 0, apperr.Newf(apperr.Invalid, "journal.from", "« depuis » prend un nombre de lignes, tel que 50, et non « %s ».", "“depuis” takes a number of lines, such as 50, and not “%s”.", text)
	}
	return n, nil
}

func journalTable(ctx context.Context, events []audit.Event) web.Table {
	column := func(key string) web.Column { return web.Column{Label: i18n.T(ctx, "site.journal."+key)} }
	t := web.Table{Caption: i18n.T(ctx, "site.journal.title"), Columns: []web.Column{column("when"), column("who"), column("what"), column("thing"), column("detail")}}
	t.Columns[2].Place, t.Columns[0].NoWrap = web.CardTitle, true
	for _, e := range events {
		t.Rows = append(t.Rows, web.Row{ID: "l" + strconv.FormatInt(e.Seq, 10), Cells: []templ.Component{
			web.Text(when(ctx, e.At)), web.Text(e.Actor), web.Text(i18n.T(ctx, "site.journal.verb."+e.Verb)), web.Text(i18n.T(ctx, "site.journal.object."+e.Object)), web.Text(e.Detail),
		}})
	}
	return t
}

// when tells a moment in universal time, as the trail keeps it.
func when(ctx context.Context, at time.Time) string {
	at = at.UTC()
	return frdate.ShortDay(at.Format(time.DateOnly), i18n.Lang(ctx)) + ", " + at.Format("15:04:05")
}

func (h Handlers) journalCSV(w http.ResponseWriter, r *http.Request) error {
	return h.journalFile(w, r, "journal.csv")
}

func (h Handlers) journalXLSX(w http.ResponseWriter, r *http.Request) error {
	return h.journalFile(w, r, "journal.xlsx")
}

// journalFile streams the whole trail with its hashes, a thousand lines at a time.
func (h Handlers) journalFile(w http.ResponseWriter, r *http.Request, name string) error {
	ctx := r.Context()
	var columns []tabular.Column
	for _, key := range []string{"number", "when", "who", "what", "thing", "id", "detail", "digest", "hash"} {
		columns = append(columns, tabular.Column{Title: i18n.T(ctx, "site.journal."+key)})
	}
	columns[0].Kind = tabular.Integer
	return web.Rows(w, name, columns, h.journalLines(ctx))
}

func (h Handlers) journalLines(ctx context.Context) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		for first := 0; ; {
			events, total, err := h.Trail.Page(ctx, 1000, first)
			if err != nil {
				yield(nil, err)
				return
			}
			for _, e := range events {
				row := []any{e.Seq, e.At.UTC().Format(time.RFC3339), e.Actor, e.Verb, e.Object, e.ObjectID, e.Detail, e.Digest, e.Hash}
				if !yield(row, nil) {
					return
				}
			}
			if first += len(events); first >= total || len(events) == 0 {
				return
			}
		}
	}
}
