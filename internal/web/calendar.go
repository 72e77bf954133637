package web

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"

	"maillage/internal/kit/apperr"
	"maillage/internal/kit/frdate"
	"maillage/internal/web/i18n"
)

// ViewCalendar is the value of the parameter "vue" that shows a list as a calendar, ParamCalendarYear the parameter that names its year.
const (
	ParamView         = "vue"
	ViewCalendar      = "calendrier"
	ParamCalendarYear = "an"
)

// CalendarMost is how many things of one year a calendar draws; a list asks for one more, to know whether to tell that some are left out.
const CalendarMost = 1500

// Dated is one thing of a list that a calendar shows.
type Dated struct {
	Start, End string   // ISO days, both inside; empty when it is not known
	Days       []string // ISO days, when they are not all those from Start to End
	Words      string   // the date in words, for what is no single day
	Title      Link     // without address it is told and not linked
	Around     []string // what is said under the title: its kind, its place
	Badges     []templ.Component
}

// Calendar is one year of a list of dated things: twelve small months that lead to the things of each month, below them in the order of
// their dates; then those that are known by their year alone.
//
// A page shows its list so with DatedList, and renders @web.CalendarView(c) in the place of its table.
type Calendar struct {
	Year   int // 0: nothing has a date, and Empty is shown
	Years  []Tab
	Empty  Empty
	Holes  []Hole
	months []calendarMonth
	vague  []calendarLine
	count  func(n int) string
}

type calendarMonth struct {
	id, name, words string
	days            []calendarDay
	lines           []calendarLine
}

// calendarDay is a square of a small month: x counts weekdays from Monday, y weeks. It leads to the first of its n things.
type calendarDay struct {
	x, y, n int
	first   string // the id of its line
}

type calendarLine struct {
	Dated
	id       string
	ISO, Day string // "jeu. 22"; empty for what is no single day
}

// NewCalendar places things in the months of a year; count says a number of them in words, such as "5 réalisations". What lasts several days
// stands in the month it begins in, or in January when it began before, and colours each of its days.
func NewCalendar(ctx context.Context, year int, things []Dated, count func(n int) string) Calendar {
	c := Calendar{Year: year, count: count}
	if year == 0 {
		return c
	}
	perDay, perMonth := map[string]calendarDay{}, map[string][]calendarLine{}
	first, last := strconv.Itoa(year)+"-01-01", strconv.Itoa(year)+"-12-31"
	for i, x := range things {
		line := newCalendarLine(ctx, x)
		line.id = "j-" + strconv.Itoa(i+1)
		if x.Start <= first && x.End >= last {
			c.vague = append(c.vague, line)
			continue
		}
		month := max(x.Start, first)[:len("2006-01")]
		perMonth[month] = append(perMonth[month], line)
		for _, day := range x.days() {
			perDay[day] = calendarDay{n: perDay[day].n + 1, first: cmp.Or(perDay[day].first, line.id)}
		}
	}
	for m := time.January; m <= time.December; m++ {
		start := time.Date(year, m, 1, 0, 0, 0, 0, time.UTC)
		c.months = append(c.months, c.month(ctx, start, perMonth[start.Format("2006-01")], perDay))
	}
	return c
}

func newCalendarLine(ctx context.Context, x Dated) calendarLine {
	line := calendarLine{Dated: x}
	if x.Start == x.End {
		line.ISO = x.Start
		if words := strings.Fields(frdate.ShortDay(x.Start, i18n.Lang(ctx))); len(words) > 1 {
			line.Day = words[0] + " " + words[1]
		}
	}
	return line
}

// longestRun is how many days a thing may colour: a longer period says when something went on, not when it was held.
const longestRun = 14

func (x Dated) days() []string {
	if len(x.Days) > 0 {
		return x.Days
	}
	from, err := time.Parse(time.DateOnly, x.Start)
	to, failed := time.Parse(time.DateOnly, x.End)
	if err != nil || failed != nil || to.Sub(from) > longestRun*24*time.Hour {
		return nil
	}
	var days []string
	for day := from; !day.After(to); day = day.AddDate(0, 0, 1) {
		days = append(days, day.Format(time.DateOnly))
	}
	return days
}

func (c Calendar) month(ctx context.Context, start time.Time, lines []calendarLine, perDay map[string]calendarDay) calendarMonth {
	end := start.AddDate(0, 1, -1)
	m := calendarMonth{id: "m-" + start.Format("2006-01"), words: c.count(len(lines)), lines: lines}
	m.name = frdate.Long(frdate.Value{Kind: frdate.Month, Start: start.Format(time.DateOnly), End: end.Format(time.DateOnly), Precision: frdate.ToMonth}, i18n.Lang(ctx))
	offset := (int(start.Weekday()) + 6) % 7
	for day := start; !day.After(end); day = day.AddDate(0, 0, 1) {
		at := offset + day.Day() - 1
		d := perDay[day.Format(time.DateOnly)]
		d.x, d.y = at%7, at/7
		m.days = append(m.days, d)
	}
	return m
}

// shade is how dark a day is: none, one, several.
func (d calendarDay) shade() string {
	switch {
	case d.n == 0:
		return "f-off"
	case d.n == 1:
		return "key-l2"
	}
	return "key-l3"
}

// CalendarYear chooses the year of a calendar from the number of things by year ("" for those without): the one asked for, else the last
// of the usual years with any, else the last with any; 0 when nothing has a date. Errors: invalid.
func CalendarYear(counts map[string]int, asked string, usual []int) (int, error) {
	if asked != "" {
		year, err := strconv.Atoi(asked)
		if err != nil || year < 1000 || year > 9999 {
			return 0, apperr.Newf(apperr.Invalid, "web.calendar.year", "Le filtre « an » ne comprend pas « %.60s ». Écrivez une année, telle que 2018.",
				"The filter “an” does not understand “%.60s”. Write a year, such as 2018.", asked)
		}
		return year, nil
	}
	for _, year := range slices.Backward(usual) {
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

// CalendarYears are the years that have things, each with their number, as tabs; address is the page of a year.
func CalendarYears(ctx context.Context, counts map[string]int, current int, address func(year string) string) []Tab {
	var tabs []Tab
	for text, n := range counts {
		if text != "" {
			tabs = append(tabs, Tab{Label: text, Count: i18n.Number(ctx, float64(n)), Current: text == strconv.Itoa(current), URL: address(text)})
		}
	}
	slices.SortFunc(tabs, func(a, b Tab) int { return strings.Compare(a.Label, b.Label) })
	return tabs
}
