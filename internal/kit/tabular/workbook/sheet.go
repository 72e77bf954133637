package workbook

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"maillage/internal/kit/apperr"
	"maillage/internal/kit/tabular/rowfile"
	"maillage/internal/kit/tabular/xlsx"
)

// Column is one column of a list. Width is in characters, 0 for what its title needs.
type Column struct {
	Title  string
	Format Format
	Width  float64
}

// Cell is a value that is shown otherwise than its column. Fill is a background, six hexadecimal digits; Light asks for white letters on it.
type Cell struct {
	Value  any
	Format Format
	Fill   string
	Light  bool
}

// Sheet is one sheet, written row by row.
type Sheet struct {
	book    *Book
	name    string
	columns []Column
	filter  bool
	row     int
	rows    *rowfile.File
}

// List starts a sheet whose first row names its columns: it stays in sight, and filters.
func (b *Book) List(name string, columns []Column) (*Sheet, error) {
	s, err := b.sheet(name, columns)
	if err != nil {
		return nil, err
	}
	s.filter = true
	if err := b.file.SetPanes(name, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return nil, err
	}
	heads := make([]any, len(columns))
	for i, c := range columns {
		heads[i] = Cell{Value: c.Title, Format: Head}
	}
	return s, s.Row(heads...)
}

// Page starts a sheet to be read like a page, with columns of the widths given.
func (b *Book) Page(name string, widths ...float64) (*Sheet, error) {
	columns := make([]Column, len(widths))
	for i, w := range widths {
		columns[i].Width = w
	}
	return b.sheet(name, columns)
}

func (b *Book) sheet(name string, columns []Column) (*Sheet, error) {
	var err error
	if len(b.sheets) == 0 {
		err = b.file.SetSheetName("Sheet1", name)
	} else {
		_, err = b.file.NewSheet(name)
	}
	if err != nil {
		return nil, err
	}
	s := &Sheet{book: b, name: name, columns: columns}
	for i, c := range columns {
		letters := xlsx.ColumnLetters(i + 1)
		if err := b.file.SetColWidth(name, letters, letters, width(c)); err != nil {
			return nil, err
		}
	}
	if s.rows, err = rowfile.New(); err != nil {
		return nil, err
	}
	b.sheets = append(b.sheets, s)
	return s, nil
}

func width(c Column) float64 {
	if c.Width > 0 {
		return c.Width
	}
	return min(40, max(11, float64(utf8.RuneCountInString(c.Title)+4)))
}

// paper prints the sheet across A4, as wide as its columns.
func (s *Sheet) paper() error {
	landscape, a4, wide, high, fit := "landscape", 9, 1, 0, true
	if err := s.book.file.SetSheetProps(s.name, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	return s.book.file.SetPageLayout(s.name, &excelize.PageLayoutOptions{Orientation: &landscape, Size: &a4, FitToWidth: &wide, FitToHeight: &high})
}

// Rows tells how many rows were written under the head of a list.
func (s *Sheet) Rows() int {
	if s.filter {
		return s.row - 1
	}
	return s.row
}

// Row writes the next row. A value is nil, text, a number, a time or a Cell; a nil pointer to a number is an empty cell: unknown is not
// zero. A time in a column of days or months loses its hour. Errors: invalid beyond the rows that a sheet holds.
func (s *Sheet) Row(values ...any) error {
	s.row++
	if s.row > xlsx.MaxRows {
		return apperr.Newf(apperr.Invalid, "workbook.sheet_full", "La feuille « %s » ne tient que %d lignes.", "The sheet “%s” holds only %d rows.", s.name, xlsx.MaxRows)
	}
	s.rows.Begin(s.row)
	lines := 1
	for i, v := range values {
		c, ok := v.(Cell)
		if !ok {
			c.Value = v
		}
		if !ok && i < len(s.columns) {
			c.Format = s.columns[i].Format
		}
		if err := s.cell(i, c); err != nil {
			return fmt.Errorf("workbook: %s, row %d, column %d: %w", s.name, s.row, i+1, err)
		}
		if c.Format == Prose || c.Format == Head {
			lines = max(lines, s.lines(i, c.Value))
		}
	}
	if lines > 1 {
		return s.rows.End(float64(min(lines, 25)) * lineHeight)
	}
	return s.rows.End(0)
}

// lineHeight is that of one line, in points. Rows of several lines tell their height: not every program works it out.
const lineHeight = 15.5

// lines guesses over how many lines a text runs in its column.
func (s *Sheet) lines(column int, v any) int {
	text, ok := v.(string)
	if !ok || column >= len(s.columns) {
		return 1
	}
	n := 0
	for line := range strings.SplitSeq(text, "\n") {
		n += 1 + int(float64(utf8.RuneCountInString(line))*1.1/width(s.columns[column]))
	}
	return n
}

// cell writes a value; what is unknown leaves its place empty, unless it is coloured.
func (s *Sheet) cell(column int, c Cell) error {
	style, err := s.style(c)
	if err != nil {
		return err
	}
	switch x := c.Value.(type) {
	case int:
		s.rows.Integer(column, style, int64(x))
		return nil
	case int64:
		s.rows.Integer(column, style, x)
		return nil
	case *int64:
		if x != nil {
			s.rows.Integer(column, style, *x)
			return nil
		}
	case float64:
		s.rows.Float(column, style, x)
		return nil
	case string:
		if x != "" {
			s.rows.Text(column, style, fit(x))
			return nil
		}
	case time.Time:
		if !x.IsZero() {
			s.moment(column, style, x, c.Format)
			return nil
		}
	case nil:
	default:
		return fmt.Errorf("%T is no value of a cell", c.Value)
	}
	if c.Fill != "" {
		s.rows.Blank(column, style)
	}
	return nil
}

func (s *Sheet) style(c Cell) (int, error) {
	if c.Fill != "" {
		return s.book.fill(c.Fill, c.Light)
	}
	return s.book.style(styleKey{c.Format, !s.filter})
}

// moment writes a time; a day that spreadsheets cannot count is a text.
func (s *Sheet) moment(column, style int, at time.Time, format Format) {
	days := rowfile.Serial(at)
	if format != Moment {
		days = math.Floor(days)
	}
	if days < rowfile.FirstSerial {
		s.rows.Text(column, style, at.Format(time.DateOnly))
		return
	}
	s.rows.Float(column, style, days)
}

var newlines = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// cutMark ends a text that was cut.
const cutMark = " […]"

// fit cuts a text at what a cell holds, in the units that XLSX counts, and marks it as cut.
func fit(text string) string {
	if len(text) <= excelize.TotalCellChars && strings.IndexByte(text, '\r') < 0 {
		return text
	}
	text = newlines.Replace(text)
	all := utf16.Encode([]rune(text))
	if len(all) <= excelize.TotalCellChars {
		return text
	}
	kept := utf16.Decode(all[:excelize.TotalCellChars-len(utf16.Encode([]rune(cutMark)))])
	return strings.TrimSuffix(string(kept), "\ufffd") + cutMark // half a pair is no letter
}

// end tells the sheet what was written: its size, its filters, then its paper, which excelize forgets with the filters.
func (s *Sheet) end() error {
	last := xlsx.ColumnLetters(max(1, s.rows.Columns())) + strconv.Itoa(max(1, s.row))
	if err := s.book.file.SetSheetDimension(s.name, "A1:"+last); err != nil {
		return err
	}
	if s.filter {
		if err := s.book.file.AutoFilter(s.name, "A1:"+xlsx.ColumnLetters(len(s.columns))+strconv.Itoa(max(s.row, 2)), nil); err != nil {
			return err
		}
	}
	return s.paper()
}
