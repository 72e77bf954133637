package moment

import (
	"regexp"
	"strconv"
	"strings"

	"maillage/internal/kit/frdate"
	"maillage/internal/programme/check/text"
)

var (
	fullYear  = regexp.MustCompile(`\b(?:19|20)\d\d\b`)
	yearTitle = regexp.MustCompile(`(?i)^(?:(?:l'|en )?(?:ann[ée]e|exercice|saison|agenda|calendrier|planning|programme|en)?\s*)(?:19|20)\d\d\b`)
	titleWord = regexp.MustCompile(`(?i)\b(?:rapport|bilan|compte[ -]rendu|report|review)\b`)
)

// complete gives a date without a year the one in force where it stands, and reads it again with it.
func (m *Moment) complete(others []Moment) {
	if !m.Read.Has(frdate.IssueNoYear) {
		m.Year = m.Start().Year()
		if len(m.Days) == 0 {
			m.Year = 0
		}
		return
	}
	m.Year, m.Source, m.Section = m.yearInForce(others)
	if m.Year == 0 {
		m.Source = Unknown
		return
	}
	words := m.Spot.Words()
	cuts := lastMonth.FindAllStringIndex(words, -1)
	if len(cuts) == 0 {
		return
	}
	at, sep := cuts[len(cuts)-1][1], " "
	if !asMonth.MatchString(words) {
		sep = "/"
	}
	v := frdate.ReadPrefix(words[:at]+sep+strconv.Itoa(m.Year), frdate.Context{})
	if !v.Has(frdate.IssueNotADate) {
		m.settle(v)
	}
}

// yearInForce looks for the year nearest to the date: its table, its block, its headings, the title of the whole.
func (m *Moment) yearInForce(others []Moment) (int, Source, *text.Section) {
	b := m.Spot.Block
	if y := rowYear(b, m.Cell); y != 0 {
		return y, Column, nil
	}
	if b.Table != nil {
		if y := onlyYear(b.Table.Caption); y != 0 {
			return y, Caption, nil
		}
	}
	if y := neighbourYear(m, others); y != 0 {
		return y, Neighbour, nil
	}
	y, section := headingYear(b)
	switch {
	case y != 0 && !IsTitle(section):
		return y, Heading, section
	case y != 0:
		return y, Title, section
	case m.Spot.Document.From == m.Spot.Document.To:
		return m.Spot.Document.From, Title, nil
	}
	return 0, Unknown, nil
}

// rowYear is the year that stands alone in a cell of the row, or at the head of the date's column.
func rowYear(b *text.Block, cell int) int {
	if b.Kind != text.Row {
		return 0
	}
	if b.Table != nil && b.Table.Header != nil {
		if y := onlyYear(b.Table.Header.Cell(cell)); y != 0 {
			return y
		}
	}
	for i := range b.Cells {
		if s := strings.TrimSpace(b.Cell(i)); len(s) == 4 && onlyYear(s) != 0 {
			return onlyYear(s)
		}
	}
	return 0
}

// onlyYear is the one year that words name, 0 when they name none or several.
func onlyYear(s string) int {
	found := 0
	for _, w := range fullYear.FindAllString(s, -1) {
		y, _ := strconv.Atoi(w)
		if found != 0 && y != found {
			return 0
		}
		found = y
	}
	return found
}

// neighbourYear is that of the nearest date before in the block that has one, else of the first after.
func neighbourYear(m *Moment, others []Moment) int {
	found := 0
	for _, o := range others {
		if o.Source != Written || len(o.Days) == 0 || o.Legal {
			continue
		}
		if o.Spot.From < m.Spot.From || found == 0 {
			found = o.End().Year()
		}
	}
	return found
}

// headingYear is the year in force above a block and the section that names it; a heading's own year is not above it.
func headingYear(b *text.Block) (int, *text.Section) {
	s := b.Section
	if b.Kind == text.Heading && s != nil {
		s = s.Parent
	}
	for ; s != nil; s = s.Parent {
		if s.Year != 0 {
			return s.Year, s
		}
	}
	return 0, nil
}

// IsTitle tells a section that holds the whole report, or says that it does, from one of its parts.
func IsTitle(s *text.Section) bool {
	return s != nil && s.Parent == nil && (s.Heading.Index == 0 && !yearTitle.MatchString(s.Title) || titleWord.MatchString(s.Title))
}

// Reign is a heading or a caption that names the year of what is told under it.
type Reign struct {
	Year    int
	Title   string
	section *text.Section
	table   *text.Table
}

// Reign returns the heading or caption that gives its year to what stands where the moment does; the zero value when none does. A heading
// that is itself a date ("12 mars 2019") gives no year to what stands under it, the title of a report neither: reports look back and ahead.
func (m Moment) Reign() Reign {
	b, d := m.Spot.Block, m.Spot.Document
	if b.Table != nil {
		if y := onlyYear(b.Table.Caption); y != 0 && !holdsDate(d, b.Table.Caption) {
			return Reign{Year: y, Title: b.Table.Caption, table: b.Table}
		}
	}
	y, section := headingYear(b)
	if y == 0 || IsTitle(section) || holdsDate(d, section.Title) {
		return Reign{}
	}
	return Reign{Year: y, Title: section.Title, section: section}
}

func holdsDate(d *text.Document, words string) bool {
	return len(find(d, &text.Block{Text: words})) > 0
}
