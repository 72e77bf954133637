package ui

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"maillage/internal/kit/apperr"
	"maillage/internal/kit/frdate"
	"maillage/internal/kit/frnum"
	"maillage/internal/programme/ledger"
	"maillage/internal/web"
	"maillage/internal/web/i18n"
)

// calendarView is a year of the filtered list: twelve small months over the entries by month.
type calendarView struct {
	Year    int
	Years   []web.Tab
	Months  []month
	Vague   []agendaLine // known to be in the year and no nearer
	Undated web.Link     // entries that no calendar can show
	More    web.Link     // when the year holds more than is drawn
}

type month struct {
	ID, Name string
	Words    string // "5 réalisations"
	Days     []calendarDay
	Lines    []agendaLine
}

// calendarDay is a square of a small month: X counts weekdays from Monday, Y weeks.
type calendarDay struct{ X, Y, N int }

type agendaLine struct {
	Day    string // "jeu. 22", or the words of longer dates
	Date   dateView
	Title  web.Link
	Around []string // kind and place
	Funder web.Funder
}

// calendarMost is how many entries of one year are drawn.
const calendarMost = 1500

// calendar draws one year: the one asked for, else the last that has entries.
func (h Handlers) calendar(ctx context.Context, s selection, n names, asked string) (*calendarView, error) {
	counts, err := h.Ledger.Counts(ctx, s.Filter, ledger.ByCalendar)
	if err != nil {
		return nil, err
	}
	year, err := calendarYear(counts, asked, n.agreement.Years())
	if err != nil {
		return nil, err
	}
	v := &calendarView{Year: year, Years: s.years(ctx, n, counts, year)}
	if counts[""] > 0 {
		v.Undated = web.Link{
			Label: i18n.N(ctx, "ledger.calendar.undated", counts[""]),
			URL:   s.address(listPath, paramView, "", paramYear, "", ledger.ParamPile, ledger.PileSlugs[ledger.PileDate]),
		}
	}
	f := s.Filter
	f.Since, f.Until = later(f.Since, strconv.Itoa(year)+"-01-01"), earlier(f.Until, strconv.Itoa(year)+"-12-31")
	entries, err := h.Ledger.List(ctx, f, ledger.ByDate, calendarMost+1, 0)
	if err != nil {
		return nil, err
	}
	if len(entries) > calendarMost {
		entries = entries[:calendarMost]
		v.More = web.Link{Label: i18n.T(ctx, "ledger.calendar.more", "n", frnum.Format(calendarMost, n.lang)), URL: s.address(listPath, paramView, "", paramYear, "")}
	}
	v.place(ctx, n, entries)
	return v, nil
}

func later(a, b string) string { return max(a, b) }

func earlier(a, b string) string {
	if a == "" {
		return b
	}
	return min(a, b)
}

// calendarYear is the year asked for, else the last one of the programme with entries, else the last with any. Errors: invalid.
func calendarYear(counts map[string]int, asked string, programme []int) (int, error) {
	if asked != "" {
		year, err := strconv.Atoi(asked)
		if err != nil || year < 1000 || year > 9999 {
			return 0, apperr.Newf(apperr.Invalid, "ledger.filter.an", "Le filtre « an » ne comprend pas « %.60s ». Écrivez une année, telle que 2018.",
				"The filter “an” does not understand “%.60s”. Write a year, such as 2018.", asked)
		}
		return year, nil
	}
	for _, year := range slices.Backward(programme) {
		if counts[strconv.Itoa(year)] > 0 {
			return year, nil
		}
	}
	last := 0
	for text := range counts {
		if year, err := strconv.Atoi(text); err == nil {
			last = max(last, year)
		}
	}
	return last, nil
}

func (s selection) years(ctx context.Context, n names, counts map[string]int, current int) []web.Tab {
	var tabs []web.Tab
	for text, count := range counts {
		if text == "" {
			continue
		}
		tabs = append(tabs, web.Tab{
			Label: text, Count: frnum.Format(int64(count), n.lang), Current: text == strconv.Itoa(current),
			URL: s.address(listPath, paramView, viewCalendar, paramYear, text),
		})
	}
	slices.SortFunc(tabs, func(a, b web.Tab) int { return strings.Compare(a.Label, b.Label) })
	return tabs
}

// place puts entries in their months. An entry over several days stands in the month it begins in and colours each of its days.
func (v *calendarView) place(ctx context.Context, n names, entries []ledger.Entry) {
	if v.Year == 0 {
		return
	}
	perDay, perMonth := map[string]int{}, map[string][]ledger.Entry{}
	first, last := strconv.Itoa(v.Year)+"-01-01", strconv.Itoa(v.Year)+"-12-31"
	for _, e := range entries {
		if e.Start <= first && e.End >= last {
			v.Vague = append(v.Vague, n.agendaLine(ctx, e))
			continue
		}
		month := max(e.Start, first)[:7]
		perMonth[month] = append(perMonth[month], e)
		for _, day := range daysOf(e) {
			perDay[day]++
		}
	}
	for m := time.January; m <= time.December; m++ {
		start := time.Date(v.Year, m, 1, 0, 0, 0, 0, time.UTC)
		v.Months = append(v.Months, n.month(ctx, start, perMonth[start.Format("2006-01")], perDay))
	}
}

// longestRun is how many days an entry may colour: a longer period says when something went on, not when it was held.
const longestRun = 14

func daysOf(e ledger.Entry) []string {
	if e.Days != "" {
		return strings.Split(e.Days, ",")
	}
	from, err := time.Parse(time.DateOnly, e.Start)
	to, failed := time.Parse(time.DateOnly, e.End)
	if err != nil || failed != nil || to.Sub(from) > longestRun*24*time.Hour {
		return nil
	}
	var days []string
	for day := from; !day.After(to); day = day.AddDate(0, 0, 1) {
		days = append(days, day.Format(time.DateOnly))
	}
	return days
}

func (n names) month(ctx context.Context, start time.Time, entries []ledger.Entry, perDay map[string]int) month {
	m := month{ID: "m-" + start.Format("2006-01"), Words: i18n.N(ctx, "ledger.calendar.entries", len(entries))}
	end := start.AddDate(0, 1, -1)
	m.Name = frdate.Long(frdate.Value{Kind: frdate.Month, Start: start.Format(time.DateOnly), End: end.Format(time.DateOnly), Precision: frdate.ToMonth}, n.lang)
	offset := (int(start.Weekday()) + 6) % 7
	for day := start; !day.After(end); day = day.AddDate(0, 0, 1) {
		at := offset + day.Day() - 1
		m.Days = append(m.Days, calendarDay{X: at % 7, Y: at / 7, N: perDay[day.Format(time.DateOnly)]})
	}
	for _, e := range entries {
		m.Lines = append(m.Lines, n.agendaLine(ctx, e))
	}
	return m
}

func (n names) agendaLine(ctx context.Context, e ledger.Entry) agendaLine {
	d := n.date(ctx, e, true)
	line := agendaLine{Date: d, Title: web.Link{Label: e.Title, URL: entryURL(e.ID)}, Funder: n.funder(ctx, e.Funder)}
	for _, words := range []string{n.kindBeside(e), n.place(ctx, e)} {
		if words != "" {
			line.Around = append(line.Around, words)
		}
	}
	if words := strings.Fields(d.Words); d.ISO != "" && len(words) > 1 {
		line.Day = words[0] + " " + words[1]
	}
	return line
}

// shade is how dark a day is: none, one, several.
func (d calendarDay) shade() string {
	switch {
	case d.N == 0:
		return "f-off"
	case d.N == 1:
		return "key-l2"
	}
	return "key-l3"
}
