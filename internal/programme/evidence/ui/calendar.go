package ui

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"maillage/internal/programme/agreement"
	"maillage/internal/programme/evidence"
	"maillage/internal/web"
	"maillage/internal/web/i18n"
)

// piecesCalendar shows the filtered pieces by the day that each bears, which is the date of the list.
func (h Handlers) piecesCalendar(r *http.Request, s selection, a *agreement.Agreement) (*web.Calendar, error) {
	ctx := r.Context()
	counts, err := h.Evidence.Years(ctx, s.Filter)
	if err != nil {
		return nil, err
	}
	return web.DatedList{
		Counts: counts, Usual: a.Years(), Address: s.view,
		Things: func(year int) ([]web.Dated, error) {
			items, err := h.Evidence.OfYear(ctx, s.Filter, year, web.CalendarMost+1)
			things := make([]web.Dated, len(items))
			for i, x := range items {
				things[i] = datedPiece(ctx, a, x)
			}
			return things, err
		},
		Words: func(n int) string { return i18n.N(ctx, "evidence.calendar.items", n) },
		Empty: web.Empty{Title: i18n.T(ctx, "evidence.calendar.empty"), Text: i18n.T(ctx, "evidence.calendar.empty.text"),
			First: web.Button{Label: i18n.T(ctx, "evidence.empty.all"), URL: listPath}},
		Undated: web.Hole{What: i18n.N(ctx, "evidence.calendar.undated", counts[""]), Why: i18n.T(ctx, "evidence.calendar.undated.why")},
	}.Calendar(ctx, r)
}

func datedPiece(ctx context.Context, a *agreement.Agreement, x evidence.Item) web.Dated {
	d := web.Dated{
		Start: x.DatedOn, End: x.DatedOn, Title: web.Link{Label: x.Title, URL: listPath + "/" + x.ID},
		Around: []string{a.EvidenceKindName(x.Kind, i18n.Lang(ctx))}, Badges: []templ.Component{web.StateBadge(stateOf(ctx, x.State))},
	}
	if x.Activity != "" {
		d.Around = append(d.Around, i18n.T(ctx, "evidence.activity", "number", x.Activity))
	}
	return d
}

// deliverablesCalendar shows deliverables by the day on which each is due; its state tells what became of it.
func deliverablesCalendar(r *http.Request, a *agreement.Agreement, axis string, list []evidence.DeliverableState) (*web.Calendar, error) {
	ctx := r.Context()
	things := make([]web.Dated, len(list))
	for i, x := range list {
		name := deliverableOf(ctx, a, x)
		if name.Name.URL == "" {
			name.Name.URL = withAxis(deliverablesPath, axis) + "#" + deliverableRow(x)
		}
		things[i] = web.Dated{Start: x.Due, End: x.Due, Title: name.Name, Around: []string{name.Under}, Badges: []templ.Component{web.StateBadge(progressBadge(ctx, x.State))}}
		if x.PublishedOn != "" {
			things[i].Around = append(things[i].Around, proofOf(ctx, x).Day)
		}
	}
	calendar := web.DatedList{
		Usual: a.Years(), Words: func(n int) string { return i18n.N(ctx, "evidence.calendar.deliverables", n) },
		Address: func(view, year string) string {
			return withAxis(deliverablesPath, axis, web.ParamView, view, web.ParamCalendarYear, year)
		},
		Empty: web.Empty{Title: i18n.T(ctx, "evidence.calendar.empty"), Text: i18n.T(ctx, "evidence.calendar.deliverables.empty")},
	}.Of(things)
	calendar.Undated = web.Hole{What: i18n.N(ctx, "evidence.calendar.deliverables.undated", calendar.Counts[""]), Why: i18n.T(ctx, "evidence.calendar.deliverables.undated.why")}
	return calendar.Calendar(ctx, r)
}

// keptCalendar shows the files kept by the day on which their retention ends, or ends at the earliest.
func (h Handlers) keptCalendar(r *http.Request) (*web.Calendar, error) {
	ctx := r.Context()
	ends, err := h.Evidence.Ends(ctx)
	if err != nil {
		return nil, err
	}
	years, counts := map[string][]string{}, map[string]int{}
	for _, x := range ends {
		year, _, _ := strings.Cut(x.Day, "-")
		years[year] = append(years[year], x.Item)
		counts[year]++
	}
	return web.DatedList{
		Counts: counts, Usual: upcoming(counts, h.Evidence.Now().UTC().Year()),
		Things: func(year int) ([]web.Dated, error) {
			ids := years[strconv.Itoa(year)]
			list, err := h.Evidence.KeptAmong(ctx, ids[:min(len(ids), web.CalendarMost+1)])
			return datedFiles(ctx, list), err
		},
		Words: func(n int) string { return i18n.N(ctx, "evidence.calendar.kept", n) },
		Address: func(view, year string) string {
			return web.Address(keptPath, nil, web.ParamView, view, web.ParamCalendarYear, year)
		},
		Empty: web.Empty{Title: i18n.T(ctx, "evidence.calendar.empty"), Text: i18n.T(ctx, "evidence.calendar.kept.empty")},
		Undated: web.Hole{
			What: i18n.N(ctx, "evidence.calendar.kept.undated", counts[""]), Why: i18n.T(ctx, "evidence.calendar.kept.undated.why"),
			Mend: web.Link{Label: i18n.T(ctx, "web.calendar.see_list"), URL: keptPath},
		},
	}.Calendar(ctx, r)
}

// upcoming is the next year that has something: what ends first is what to look at.
func upcoming(counts map[string]int, now int) []int {
	next := 0
	for text := range counts {
		if year, err := strconv.Atoi(text); err == nil && year >= now && (next == 0 || year < next) {
			next = year
		}
	}
	return []int{next}
}

func datedFiles(ctx context.Context, list []evidence.Kept) []web.Dated {
	things := make([]web.Dated, len(list))
	for i, x := range list {
		title, state := keptTitle(ctx, x)
		end := x.Retention.End()
		things[i] = web.Dated{Start: end, End: end, Title: title, Around: []string{x.Filename}, Badges: []templ.Component{web.StateBadge(state)}}
		if x.Retention.Until == "" {
			things[i].Around = append(things[i].Around, retentionWords(ctx, x.Retention))
		}
	}
	slices.SortStableFunc(things, func(a, b web.Dated) int { return strings.Compare(a.Start, b.Start) })
	return things
}
