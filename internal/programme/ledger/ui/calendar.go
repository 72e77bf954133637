package ui

import (
	"context"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"maillage/internal/kit/frnum"
	"maillage/internal/programme/ledger"
	"maillage/internal/web"
	"maillage/internal/web/i18n"
)

// calendar draws one year of the filtered list: the one asked for, else the last that has entries.
func (h Handlers) calendar(ctx context.Context, s selection, n names, asked string) (*web.Calendar, error) {
	counts, err := h.Ledger.Counts(ctx, s.Filter, ledger.ByCalendar)
	if err != nil {
		return nil, err
	}
	year, err := web.CalendarYear(counts, asked, n.agreement.Years())
	if err != nil {
		return nil, err
	}
	f := s.Filter
	f.Since, f.Until = later(f.Since, strconv.Itoa(year)+"-01-01"), earlier(f.Until, strconv.Itoa(year)+"-12-31")
	entries, err := h.Ledger.List(ctx, f, ledger.ByDate, web.CalendarMost+1, 0)
	if err != nil {
		return nil, err
	}
	var things []web.Dated
	for _, e := range entries[:min(len(entries), web.CalendarMost)] {
		things = append(things, n.dated(ctx, e))
	}
	c := web.NewCalendar(ctx, year, things, func(count int) string { return i18n.N(ctx, "ledger.calendar.entries", count) })
	c.Years = web.CalendarYears(ctx, counts, year, func(year string) string {
		return s.address(listPath, web.ParamView, web.ViewCalendar, web.ParamCalendarYear, year)
	})
	c.Empty = web.Empty{
		Icon: "calendar", Title: i18n.T(ctx, "ledger.calendar.empty.title"), Text: i18n.T(ctx, "ledger.calendar.empty.text"),
		First: web.Button{Label: i18n.T(ctx, "ledger.list.empty.all"), URL: listPath},
	}
	c.Holes = s.unseen(ctx, counts[""], len(entries) > web.CalendarMost, n.lang)
	return &c, nil
}

func later(a, b string) string { return max(a, b) }

func earlier(a, b string) string {
	if a == "" {
		return b
	}
	return min(a, b)
}

// unseen tells what the calendar does not show.
func (s selection) unseen(ctx context.Context, undated int, more bool, language string) []web.Hole {
	var holes []web.Hole
	if undated > 0 {
		holes = append(holes, web.Hole{
			What: i18n.N(ctx, "ledger.calendar.undated", undated), Why: i18n.T(ctx, "ledger.calendar.undated.why"),
			Mend: web.Link{Label: i18n.T(ctx, "ledger.calendar.undated.mend"), URL: s.address(listPath, web.ParamView, "", web.ParamCalendarYear, "", ledger.ParamPile, ledger.PileSlugs[ledger.PileDate])},
		})
	}
	if more {
		holes = append(holes, web.Hole{
			What: i18n.T(ctx, "ledger.calendar.more", "n", frnum.Format(web.CalendarMost, language)),
			Mend: web.Link{Label: i18n.T(ctx, "ledger.see"), URL: s.address(listPath, web.ParamView, "", web.ParamCalendarYear, "")},
		})
	}
	return holes
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
