// Package frdate reads the dates that people write in French reports and spreadsheets: "jeudi, novembre 22, 2018", "5 & 6/11/20",
// "de mars à Juin 2020", "07/2018". Figures are always day/month/year. The raw text is never lost and nothing is guessed silently: whatever
// is in doubt carries an issue, and the days a person may choose from are candidates, never the value.
package frdate

import (
	"slices"
	"strings"
)

// Kind says what the text names.
type Kind string

// The kinds. Incomplete: a date is meant but cannot be known from the text alone. Invalid: no such date, or no date at all.
const (
	Single     Kind = "single"
	Multiple   Kind = "multiple"
	Interval   Kind = "interval"
	Month      Kind = "month"
	Year       Kind = "year"
	Incomplete Kind = "incomplete"
	Invalid    Kind = "invalid"
)

// Precision is the coarsest unit the text gives: an interval of months is known to the month only. Empty when unknown.
type Precision string

// The precisions.
const (
	ToDay   Precision = "day"
	ToMonth Precision = "month"
	ToYear  Precision = "year"
)

// Confidence in the value: High when only precision may be wanting, Low when a person must look, None when there is no value to trust.
type Confidence string

// The confidences.
const (
	High Confidence = "high"
	Low  Confidence = "low"
	None Confidence = "none"
)

// The issues a reading may carry. The names are stable: stored rows and translations hang on them.
const (
	IssueWeekdayConflict  = "weekday_conflict"   // the weekday written is not that of the date; the figures are kept as the value
	IssueYearOutOfPeriod  = "year_out_of_period" // outside Context.From..To
	IssueOutOfSection     = "out_of_section"     // another year than Context.Section
	IssueNoYear           = "no_year"
	IssueDayDoesNotExist  = "day_does_not_exist"
	IssueTwoDigitYear     = "two_digit_year" // two figures that may be a year or something else: "juillet 18", "07/18"
	IssueMonthPrecision   = "month_precision"
	IssueYearPrecision    = "year_precision"
	IssueOpenInterval     = "open_interval"
	IssueSeason           = "season"         // a season or another vague part: "automne 2020", "fin 2020"
	IssueSeveralMonths    = "several_months" // months apart, or months and days: "avril, juin et juillet 2020"
	IssueSeveralYears     = "several_years"
	IssueRelative         = "relative"
	IssueTrailingText     = "trailing_text"
	IssueNotADate         = "not_a_date"
	IssueReversedInterval = "reversed_interval"
)

// Value is one reading. Days are ISO days (yyyy-mm-dd) in the order of the text, for the kinds single and multiple only. Start and End are the
// inclusive ISO bounds of whatever is known, "" when open or unknown. Candidates are ISO days to propose to a person, best first. From and To
// are the hours written after the date ("09:00"). Rest is the text after the date. Slices are never nil.
type Value struct {
	Text       string     `json:"text"`
	Kind       Kind       `json:"kind"`
	Days       []string   `json:"days"`
	Start      string     `json:"start"`
	End        string     `json:"end"`
	Precision  Precision  `json:"precision"`
	Issues     []string   `json:"issues"`
	Candidates []string   `json:"candidates"`
	Confidence Confidence `json:"confidence"`
	From       string     `json:"from,omitempty"`
	To         string     `json:"to,omitempty"`
	Rest       string     `json:"rest,omitempty"`
}

// Has tells whether the reading carries an issue.
func (v Value) Has(issue string) bool { return slices.Contains(v.Issues, issue) }

// Context is what is known around the text: the bounds of the programme (ISO days, "" when unknown) and the year of the heading that the
// row stands under (0 when none). It raises issues and ranks candidates; it never changes a date that is fully written.
type Context struct {
	From, To string
	Section  int
}

// Read reads a text that should be a date and nothing else, such as a cell. Words after the date raise IssueTrailingText.
func Read(text string, ctx Context) Value {
	v := read(text, ctx, false)
	if v.Rest != "" && v.Kind != Invalid {
		v.Issues = append(v.Issues, IssueTrailingText)
		if v.Confidence == High {
			v.Confidence = Low
		}
	}
	return v
}

// ReadPrefix reads a date at the start of a line, such as "12/04/2019 : Table ronde"; Rest holds the remainder. A leading bullet is skipped.
func ReadPrefix(text string, ctx Context) Value { return read(text, ctx, true) }

func read(text string, ctx Context, prefix bool) Value {
	if v, ok := plainDay(text, ctx); ok {
		return v
	}
	p := parser{s: text, ctx: ctx, prefix: prefix}
	p.skipOpeners()
	r, ok := p.run()
	if !ok {
		return refused(text, p.relative())
	}
	p.pos = r.end
	if p.peek().word == wRelative {
		return refused(text, true)
	}
	v := r.resolve(ctx)
	v.Text, v.From, v.To = text, r.from, r.to
	v.Rest = trimRest(text[r.end:])
	return v
}

// plainDay is the short way for what fills most cells: one whole day in figures, within the programme and under its heading. Anything else,
// and any doubt, is left to the grammar.
func plainDay(text string, ctx Context) (Value, bool) {
	d, ok := dayInFigures(text)
	if !ok || !d.valid() || (ctx.Section != 0 && ctx.Section != d.y) {
		return Value{}, false
	}
	iso := d.iso()
	if ctx.misfit(iso) > 0 {
		return Value{}, false
	}
	return Value{Text: text, Kind: Single, Days: []string{iso}, Start: iso, End: iso, Precision: ToDay, Issues: []string{},
		Candidates: []string{}, Confidence: High}, true
}

func refused(text string, relative bool) Value {
	issue := IssueNotADate
	if relative {
		issue = IssueRelative
	}
	return Value{Text: text, Kind: Invalid, Days: []string{}, Issues: []string{issue}, Candidates: []string{}, Confidence: None}
}

// trimRest removes what only parts the date from the words after it.
func trimRest(s string) string {
	return strings.TrimSpace(strings.TrimLeft(s, " \t\r\n\u00a0\u202f:;,.-‐‑–—)]»”"))
}
