package ledger

import (
	"regexp"
	"strconv"
	"strings"

	"maillage/internal/kit/frdate"
	"maillage/internal/kit/importer"
)

// doubts are the issues that put a date before a person; the others only say how precise it is.
var doubts = map[string]bool{
	frdate.IssueWeekdayConflict: true, frdate.IssueYearOutOfPeriod: true, frdate.IssueOutOfSection: true, frdate.IssueNoYear: true,
	frdate.IssueNotADate: true, frdate.IssueTwoDigitYear: true, frdate.IssueTrailingText: true, frdate.IssueReversedInterval: true, frdate.IssueRelative: true,
}

// Doubtful says whether an issue of a date needs a person's decision.
func Doubtful(issue string) bool { return doubts[issue] }

func (r *row) doubtful(v frdate.Value) bool {
	for _, issue := range v.Issues {
		if doubts[issue] {
			return true
		}
	}
	return false
}

var yearInTitle = regexp.MustCompile(`\b(19|20)\d{2}\b`)

// section is the year that the row was filed under: its own cell, else the only year of the title row above it.
func (r *row) section() int {
	if cell := r.Get("section"); cell != "" {
		if year, err := strconv.Atoi(strings.TrimSpace(cell)); err == nil && 1900 <= year && year < 2200 {
			return year
		}
		r.refuse("section", "year", "« "+cell+" » n’est pas une année.", "“"+cell+"” is not a year.", "Écrivez une année, telle que 2019.", "Write a year, such as 2019.")
		return 0
	}
	if years := yearInTitle.FindAllString(r.Title, 2); len(years) == 1 {
		year, _ := strconv.Atoi(years[0])
		return year
	}
	return 0
}

// readDate reads the date cell in its context and sets the dates of the content.
func (r *row) readDate() frdate.Value {
	section := r.section()
	context := r.d.dateContext(r.Options, section)
	text := r.Get("date")
	var v frdate.Value
	switch {
	case text == "" && section == 0:
		r.content.DateKind, r.content.DateIssues = string(frdate.Incomplete), frdate.IssueNotADate
		return frdate.Value{Issues: []string{frdate.IssueNotADate}}
	case text == "":
		v = frdate.Read(strconv.Itoa(section), context)
	default:
		v = frdate.Read(text, context)
	}
	if text != "" && r.unusable(v, section) {
		return v
	}
	c := &r.content
	c.DateText, c.DateKind, c.DateIssues = text, string(v.Kind), strings.Join(v.Issues, ",")
	c.Start, c.End, c.Days = v.Start, v.End, strings.Join(v.Days, ",")
	r.readEnd(context)
	c.Year = r.year(v, section)
	if c.Start == "" && c.Year > SeveralYears {
		year := strconv.Itoa(c.Year)
		c.Start, c.End = year+"-01-01", year+"-12-31"
	}
	return v
}

// unusable refuses a cell that names no date when nothing else tells the year either, or a day that does not exist.
func (r *row) unusable(v frdate.Value, section int) bool {
	nothing := v.Kind == frdate.Invalid && section == 0
	if !nothing && !v.Has(frdate.IssueDayDoesNotExist) {
		return false
	}
	issue := frdate.IssueNotADate
	if len(v.Issues) > 0 {
		issue = v.Issues[0]
	}
	r.refuse("date", issue, frdate.Explain(issue, v, "fr"), frdate.Explain(issue, v, "en"),
		"Écrivez la date ainsi : 22/11/2018, ou donnez au moins l’année dans une colonne « Année ».", "Write the date as 22/11/2018, or at least the year in a column “Année”.")
	return true
}

func (r *row) readEnd(context frdate.Context) {
	cell := r.Get("end")
	if cell == "" {
		return
	}
	end := frdate.Read(cell, context)
	if end.End == "" || end.End < r.content.Start {
		r.refuse("end", "end", "La date de fin « "+cell+" » ne se lit pas ou précède le début.", "The end date “"+cell+"” cannot be read or comes before the start.",
			"Écrivez-la comme 22/11/2018, après la date de début.", "Write it as 22/11/2018, after the start.")
		return
	}
	r.content.End = end.End
}

// year is the year that the entry counts in (see the package comment).
func (r *row) year(v frdate.Value, section int) int {
	switch {
	case section != 0 && (r.doubtful(v) || v.Start == ""):
		return section
	case v.Start == "":
		return Undated
	case r.content.End != "" && yearOf(v.Start) != yearOf(r.content.End):
		return SeveralYears
	}
	return yearOf(v.Start)
}

func yearOf(day string) int {
	if len(day) < 4 {
		return Undated
	}
	year, err := strconv.Atoi(day[:4])
	if err != nil {
		return Undated
	}
	return year
}

// dateContext bounds dates by the period that the import named, else by the programme.
func (d *deriver) dateContext(o importer.Options, section int) frdate.Context {
	from, to, _ := strings.Cut(d.period, "..")
	if a, b, ok := strings.Cut(o.Period, ".."); ok {
		from, to = a+"-01-01", b+"-12-31"
	}
	return frdate.Context{From: from, To: to, Section: section}
}
