package ui

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"maillage/internal/kit/frdate"
	"maillage/internal/programme/ledger"
	"maillage/internal/web"
	"maillage/internal/web/i18n"
)

// exportICS sends the filtered list as a calendar of whole days. What is known only by its month or year would lie on days that nobody
// told: it is left out and counted.
func (h Handlers) exportICS(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	s, n, err := h.selection(ctx, r)
	if err != nil {
		return err
	}
	var events []web.Event
	leftOut := 0
	for e, err := range h.Ledger.Each(ctx, s.Filter) {
		if err != nil {
			return err
		}
		if !onDays(e) {
			leftOut++
			continue
		}
		if events = append(events, n.event(ctx, e)); len(events) > web.EventsMost {
			break
		}
	}
	return web.Events(w, "realisations.ics", i18n.T(ctx, "ledger.list.title"), events, leftOut, i18n.N(ctx, "ledger.ical.left_out", leftOut))
}

// vague are the issues that say that a date names no days.
var vague = []string{
	frdate.IssueMonthPrecision, frdate.IssueYearPrecision, frdate.IssueSeason, frdate.IssueSeveralMonths, frdate.IssueSeveralYears, frdate.IssueOpenInterval,
	frdate.IssueNotADate, frdate.IssueNoYear,
}

// onDays says whether the date of an entry names its days.
func onDays(e ledger.Entry) bool {
	if e.Start == "" || e.End == "" {
		return false
	}
	wholeYear := strings.HasSuffix(e.Start, "-01-01") && strings.HasSuffix(e.End, "-12-31")
	return !wholeYear && !slices.ContainsFunc(e.Issues(), func(issue string) bool { return slices.Contains(vague, issue) })
}

func (n names) event(ctx context.Context, e ledger.Entry) web.Event {
	x := web.Event{
		ID: e.ID, Version: e.Version, Changed: e.KnownFrom, Start: e.Start, End: e.End, Title: e.Title, Place: n.place(ctx, e), State: web.Confirmed,
		Categories: []string{n.kind(e.Kind)}, Text: strings.Join([]string{n.activity(e.Activity), n.funder(ctx, e.Funder).Name}, "\n"),
	}
	if e.Days != "" {
		x.Days = strings.Split(e.Days, ",")
	}
	switch e.State {
	case ledger.Planned:
		x.State = web.Tentative
	case ledger.Cancelled:
		x.State = web.Cancelled
	}
	return x
}
