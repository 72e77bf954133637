package ui

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"maillage/internal/programme/ledger"
	"maillage/internal/web"
	"maillage/internal/web/i18n"
)

// calendar draws one year of the filtered list.
func (h Handlers) calendar(ctx context.Context, r *http.Request, s selection, n names) (*web.Calendar, error) {
	counts, err := h.Ledger.Counts(ctx, s.Filter, ledger.ByCalendar)
	if err != nil {
		return nil, err
	}
	return web.DatedList{
		Counts: counts, Usual: n.agreement.Years(),
		Things: func(year int) ([]web.Dated, error) { return h.ofYear(ctx, s.Filter, n, strconv.Itoa(year)) },
		Words:  func(count int) string { return i18n.N(ctx, "ledger.calendar.entries", count) },
		Address: func(view, year string) string {
			return s.address(listPath, web.ParamView, view, web.ParamCalendarYear, year)
		},
		Empty: web.Empty{
			Title: i18n.T(ctx, "ledger.calendar.empty.title"), Text: i18n.T(ctx, "ledger.calendar.empty.text"),
			First: web.Button{Label: i18n.T(ctx, "ledger.list.empty.all"), URL: listPath},
		},
		Undated: web.Hole{
			What: i18n.N(ctx, "ledger.calendar.undated", counts[""]), Why: i18n.T(ctx, "ledger.calendar.undated.why"),
			Mend: web.Link{Label: i18n.T(ctx, "ledger.calendar.undated.mend"), URL: s.address(listPath, web.ParamView, "", web.ParamCalendarYear, "", ledger.ParamPile, ledger.PileSlugs[ledger.PileDate])},
		},
	}.Calendar(ctx, r)
}

// ofYear are the entries of a filter that some day of a year has.
func (h Handlers) ofYear(ctx context.Context, f ledger.Filter, n names, year string) ([]web.Dated, error) {
	f.Since, f.Until = later(f.Since, year+"-01-01"), earlier(f.Until, year+"-12-31")
	entries, err := h.Ledger.List(ctx, f, ledger.ByDate, web.CalendarMost+1, 0)
	things := make([]web.Dated, len(entries))
	for i, e := range entries {
		things[i] = n.dated(ctx, e)
	}
	return things, err
}

func later(a, b string) string { return max(a, b) }

func earlier(a, b string) string {
	if a == "" {
		return b
	}
	return min(a, b)
}

// dated is an entry as a calendar shows it.
func (n names) dated(ctx context.Context, e ledger.Entry) web.Dated {
	d := n.date(ctx, e, true)
	x := web.Dated{Start: e.Start, End: e.End, Words: d.Words, Title: web.Link{Label: e.Title, URL: entryURL(e.ID)}, Badges: []templ.Component{web.FunderBadge(n.funder(ctx, e.Funder))}}
	if e.Days != "" {
		x.Days = strings.Split(e.Days, ",")
	}
	for _, words := range []string{n.kindBeside(e), n.place(ctx, e)} {
		if words != "" {
			x.Around = append(x.Around, words)
		}
	}
	for _, i := range d.Issues {
		x.Badges = append(x.Badges, issueBadge(i))
	}
	return x
}
