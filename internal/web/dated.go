package web

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"maillage/internal/kit/apperr"
	"maillage/internal/web/i18n"
)

// Views switches between a list and its calendar: a button that leads to the one that is not shown. Address is the page in a view, "" for the list.
func Views(ctx context.Context, calendar bool, address func(view string) string) templ.Component {
	if calendar {
		return ButtonLink(Button{Label: i18n.T(ctx, "web.view.list"), Icon: "list", URL: address("")})
	}
	return ButtonLink(Button{Label: i18n.T(ctx, "web.view.calendar"), Icon: "calendar", URL: address(ViewCalendar)})
}

// AsCalendar says whether the address asks for the calendar of a list. Errors: invalid, for a view that is none.
func AsCalendar(r *http.Request) (bool, error) {
	view := r.URL.Query().Get(ParamView)
	if view == "" || view == ViewCalendar {
		return view == ViewCalendar, nil
	}
	return false, apperr.Newf(apperr.Invalid, "web.calendar.view", "Le filtre « %s » ne connaît pas « %.60s ». Valeurs possibles : %s.",
		"The filter “%s” does not know “%.60s”. Possible values: %s.", ParamView, view, ViewCalendar)
}

// DatedList is what a page tells of its list to show it as a calendar, a year at a time.
type DatedList struct {
	Counts  map[string]int                  // things by the year in which they begin, "" for those without a day
	Usual   []int                           // the years to open on, before any other that has things
	Things  func(year int) ([]Dated, error) // those of a year in the order of their dates, CalendarMost+1 at most
	Latest  bool                            // when a year has more than are drawn, the last are and not the first
	Words   func(n int) string              // a number of things: "5 réalisations"
	Address func(view, year string) string  // the page in a view, and its year
	Empty   Empty                           // when nothing has a day; without icon it takes that of a calendar
	Undated Hole                            // what to tell of the things without a day, when there are some
}

// Of makes the calendar of things that are at hand, in any order; those without Start have no day.
func (l DatedList) Of(things []Dated) DatedList {
	years := map[string][]Dated{}
	l.Counts = map[string]int{}
	for _, x := range things {
		year := ""
		if len(x.Start) >= len("2006") {
			year = x.Start[:len("2006")]
		}
		years[year] = append(years[year], x)
		l.Counts[year]++
	}
	l.Things = func(year int) ([]Dated, error) {
		list := years[strconv.Itoa(year)]
		slices.SortStableFunc(list, func(a, b Dated) int { return cmp.Compare(a.Start, b.Start) })
		return list, nil
	}
	return l
}

// Calendar draws the year that the address asks for in "an", else one that has things. Errors: invalid, and those of Things.
func (l DatedList) Calendar(ctx context.Context, r *http.Request) (*Calendar, error) {
	year, err := CalendarYear(l.Counts, r.URL.Query().Get(ParamCalendarYear), l.Usual)
	if err != nil {
		return nil, err
	}
	var things []Dated
	if year != 0 {
		if things, err = l.Things(year); err != nil {
			return nil, err
		}
	}
	more := len(things) > CalendarMost
	if more && l.Latest {
		things = things[len(things)-CalendarMost:]
	}
	c := NewCalendar(ctx, year, things[:min(len(things), CalendarMost)], l.Words)
	c.Years = CalendarYears(ctx, l.Counts, year, func(year string) string { return l.Address(ViewCalendar, year) })
	c.Empty = l.Empty
	c.Empty.Icon = cmp.Or(c.Empty.Icon, "calendar")
	if l.Counts[""] > 0 {
		c.Holes = append(c.Holes, l.Undated)
	}
	if more {
		c.Holes = append(c.Holes, l.cut(ctx))
	}
	return &c, nil
}

// cut tells that a year has more things than are drawn.
func (l DatedList) cut(ctx context.Context) Hole {
	key := "web.calendar.first"
	if l.Latest {
		key = "web.calendar.latest"
	}
	return Hole{What: i18n.T(ctx, key, "n", i18n.Number(ctx, CalendarMost)), Mend: Link{Label: i18n.T(ctx, "web.calendar.see_list"), URL: l.Address("", "")}}
}
