package workbook

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"maillage/internal/kit/apperr"
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
	stream  *excelize.StreamWriter
	columns []Column
	filter  bool
	row     int
	values  []any
}

// List starts a sheet whose first row names its columns: it stays in sight, and filters.
func (b *Book) List(name string, columns []Column) (*Sheet, error) {
	s, err := b.sheet(name, columns)
	if err != nil {
		return nil, err
	}
	s.filter = true
	if err := s.stream.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
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
	if err := s.paper(); err != nil { // before the stream, which writes it first
		return nil, err
	}
	if s.stream, err = b.file.NewStreamWriter(name); err != nil {
		return nil, err
	}
	for i, c := range columns {
		if err := s.stream.SetColWidth(i+1, i+1, width(c)); err != nil {
			return nil, err
		}
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
	s.values = s.values[:0]
	lines := 1
	for i, v := range values {
		c, ok := v.(Cell)
		if !ok {
			c.Value = v
		}
		if !ok && i < len(s.columns) {
			c.Format = s.columns[i].Format
		}
		written, err := s.cell(c)
		if err != nil {
			return fmt.Errorf("workbook: %s, row %d, column %d: %w", s.name, s.row, i+1, err)
		}
		s.values = append(s.values, written)
		if c.Format == Prose || c.Format == Head {
			lines = max(lines, s.lines(i, c.Value))
		}
	}
	if lines > 1 {
		return s.stream.SetRow("A"+strconv.Itoa(s.row), s.values, excelize.RowOpts{Height: float64(min(lines, 25)) * lineHeight})
	}
	return s.stream.SetRow("A"+strconv.Itoa(s.row), s.values)
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

// cell turns a value into what the stream writes.
func (s *Sheet) cell(c Cell) (any, error) {
	value, err := valueOf(c)
	if value == nil && c.Fill == "" || err != nil {
		return nil, err
	}
	var style int
	if c.Fill != "" {
		style, err = s.book.fill(c.Fill, c.Light)
	} else {
		style, err = s.book.style(styleKey{c.Format, !s.filter})
	}
	if err != nil {
		return nil, err
	}
	if style == 0 {
		return value, nil
	}
	return excelize.Cell{StyleID: style, Value: value}, nil
}

func valueOf(c Cell) (any, error) {
	switch x := c.Value.(type) {
	case nil, int, int64, float64:
		return x, nil
	case string:
		if x == "" {
			return nil, nil
		}
		if len(x) <= excelize.TotalCellChars && strings.IndexByte(x, '\r') < 0 {
			return c.Value, nil // as it came: a workbook has millions of them
		}
		return fit(x), nil
	case *int64:
		if x == nil {
			return nil, nil
		}
		return *x, nil
	case time.Time:
		switch {
		case x.IsZero():
			return nil, nil
		case c.Format == Moment:
			return time.Date(x.Year(), x.Month(), x.Day(), x.Hour(), x.Minute(), x.Second(), 0, time.UTC), nil // a sheet knows no zones
		}
		return time.Date(x.Year(), x.Month(), x.Day(), 0, 0, 0, 0, time.UTC), nil
	}
	return nil, fmt.Errorf("%T is no value of a cell", c.Value)
}

var newlines = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// cutMark ends a text that was cut.
const cutMark = " […]"

// fit cuts a text at what a cell holds, in the units that XLSX counts, and marks it as cut.
func fit(text string) string {
	text = newlines.Replace(text)
	all := utf16.Encode([]rune(text))
	if len(all) <= excelize.TotalCellChars {
		return text
	}
	kept := utf16.Decode(all[:excelize.TotalCellChars-len(utf16.Encode([]rune(cutMark)))])
	return strings.TrimSuffix(string(kept), "\ufffd") + cutMark // half a pair is no letter
}

// end closes the sheet.
func (s *Sheet) end() error {
	if s.filter {
		if err := s.book.file.AutoFilter(s.name, "A1:"+xlsx.ColumnLetters(len(s.columns))+strconv.Itoa(max(s.row, 2)), nil); err != nil {
			return err
		}
	}
	return s.stream.Flush()
}
