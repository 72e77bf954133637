package tabular

import (
	"encoding/csv"
	"fmt"
	"io"
	"iter"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"

	"maillage/internal/kit/apperr"
	"maillage/internal/kit/tabular/xlsx"

	"github.com/xuri/excelize/v2"
)

// Kind says what the values of a column are, hence how they are written. nil is an empty cell in every kind.
type Kind int

// The kinds and the Go values that they take.
const (
	Text    Kind = iota // string, or anything fmt.Sprint makes readable
	Integer             // any integer
	Decimal             // float64, float32 or any integer
	Date                // time.Time, read in its own zone; the zero time is an empty cell
	Money               // integer cents of euro
	Percent             // float64 ratio: 0.45 is 45 %
)

// Column is one column of an export.
type Column struct {
	Title string
	Kind  Kind
}

// WriteCSV writes what French spreadsheets open with a double click: UTF-8 with its mark, semicolons, decimal commas, ISO dates. A text
// that a spreadsheet would run as a formula gets an apostrophe in front, which Open takes away again. Rows stream; the first error of
// rows ends the export and is returned.
func WriteCSV(w io.Writer, cols []Column, rows iter.Seq2[[]any, error]) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	out.Comma = ';'
	line := make([]string, len(cols))
	for i, c := range cols {
		line[i] = guard(c.Title)
	}
	if err := out.Write(line); err != nil {
		return err
	}
	err := eachRow(cols, rows, func(_ int, cells []cell) error {
		for i, c := range cells {
			line[i] = c.csv()
		}
		return out.Write(line)
	})
	if err != nil {
		return err
	}
	out.Flush()
	return out.Error()
}

// WriteXLSX writes a workbook with one sheet, real numbers and dates, the header frozen and filtered. Rows stream to a temporary file.
// Errors: Invalid beyond the rows that a sheet holds; the first error of rows.
func WriteXLSX(w io.Writer, cols []Column, rows iter.Seq2[[]any, error]) (err error) {
	f := excelize.NewFile()
	defer func() {
		if closing := f.Close(); err == nil {
			err = closing
		}
	}()
	const sheet = "Sheet1"
	out, err := newSheetWriter(f, sheet, cols)
	if err != nil {
		return err
	}
	last := 1
	if err := eachRow(cols, rows, func(number int, cells []cell) error {
		last = number + 1
		return out.write(last, cells)
	}); err != nil {
		return err
	}
	if err := f.AutoFilter(sheet, "A1:"+xlsx.ColumnLetters(max(1, len(cols)))+strconv.Itoa(last), nil); err != nil {
		return err
	}
	if err := out.stream.Flush(); err != nil {
		return err
	}
	return f.Write(w)
}

// eachRow checks and types the values of each row; number is 1-based.
func eachRow(cols []Column, rows iter.Seq2[[]any, error], write func(number int, cells []cell) error) error {
	cells := make([]cell, len(cols))
	number := 0
	for values, err := range rows {
		if err != nil {
			return err
		}
		number++
		if len(values) != len(cols) {
			return fmt.Errorf("tabular: row %d has %d values for %d columns", number, len(values), len(cols))
		}
		for i, v := range values {
			if cells[i], err = newCell(cols[i].Kind, v); err != nil {
				return fmt.Errorf("tabular: row %d, column %q: %w", number, cols[i].Title, err)
			}
		}
		if err := write(number, cells); err != nil {
			return err
		}
	}
	return nil
}

// cell is a checked value: nil, string, int64, float64 or time.Time.
type cell struct {
	kind  Kind
	value any
}

func newCell(k Kind, v any) (cell, error) {
	if v == nil {
		return cell{kind: k}, nil
	}
	switch k {
	case Date:
		t, ok := v.(time.Time)
		if !ok {
			return cell{}, fmt.Errorf("%T is not a time.Time", v)
		}
		if t.IsZero() {
			return cell{kind: k}, nil
		}
		return cell{k, t}, nil
	case Text:
		return cell{k, newlines.Replace(fmt.Sprint(v))}, nil
	}
	if n, ok := integer(v); ok {
		return cell{k, n}, nil
	}
	if x, ok := float(v); ok && (k == Decimal || k == Percent) && !math.IsNaN(x) && !math.IsInf(x, 0) {
		return cell{k, x}, nil
	}
	return cell{}, fmt.Errorf("%T %v does not fit a column of this kind", v, v)
}

var newlines = strings.NewReplacer("\r\n", "\n", "\r", "\n")

func integer(v any) (int64, bool) {
	switch n := v.(type) {
	case int:
		return int64(n), true
	case int64:
		return n, true
	case int32:
		return int64(n), true
	case int16:
		return int64(n), true
	case uint8:
		return int64(n), true
	}
	return 0, false
}

func float(v any) (float64, bool) {
	switch x := v.(type) {
	case float64:
		return x, true
	case float32:
		return float64(x), true
	}
	return 0, false
}

func (c cell) csv() string {
	switch v := c.value.(type) {
	case string:
		return guard(v)
	case time.Time:
		return strings.TrimSuffix(v.Format("2006-01-02 15:04"), " 00:00")
	case int64:
		if c.kind == Money {
			return euros(v)
		}
		if c.kind == Percent {
			return strconv.FormatInt(v*100, 10) + " %"
		}
		return strconv.FormatInt(v, 10)
	case float64:
		if c.kind == Percent {
			return comma(strconv.FormatFloat(v*100, 'f', 1, 64)) + " %"
		}
		return comma(strconv.FormatFloat(v, 'f', -1, 64))
	}
	return ""
}

func comma(s string) string { return strings.Replace(strings.TrimSuffix(s, ".0"), ".", ",", 1) }

// euros writes cents without going through a float.
func euros(cents int64) string {
	sign := ""
	if cents < 0 {
		sign = "-"
	}
	magnitude := uint64(cents)
	if cents < 0 {
		magnitude = -magnitude
	}
	return fmt.Sprintf("%s%d,%02d", sign, magnitude/100, magnitude%100)
}

// sheetWriter writes typed rows to a stream.
type sheetWriter struct {
	stream *excelize.StreamWriter
	styles map[Kind]int
	moment int
	values []any
}

// shownAs are the number formats of kinds that need one; spreadsheets translate the codes into the reader's language.
var shownAs = []struct {
	kind Kind
	code string
}{{Date, "dd/mm/yyyy"}, {Money, `#,##0.00 "€"`}, {Percent, "0.0%"}}

func newSheetWriter(f *excelize.File, sheet string, cols []Column) (*sheetWriter, error) {
	stream, err := f.NewStreamWriter(sheet)
	if err != nil {
		return nil, err
	}
	s := &sheetWriter{stream: stream, styles: map[Kind]int{}, values: make([]any, len(cols))}
	for _, shown := range shownAs {
		if s.styles[shown.kind], err = f.NewStyle(&excelize.Style{CustomNumFmt: &shown.code}); err != nil {
			return nil, err
		}
	}
	hour := "dd/mm/yyyy hh:mm"
	if s.moment, err = f.NewStyle(&excelize.Style{CustomNumFmt: &hour}); err != nil {
		return nil, err
	}
	bold, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return nil, err
	}
	return s, s.header(cols, bold)
}

func (s *sheetWriter) header(cols []Column, bold int) error {
	for i, c := range cols {
		s.values[i] = excelize.Cell{StyleID: bold, Value: c.Title}
		width := min(60, max(12, float64(len([]rune(c.Title))+4)))
		if err := s.stream.SetColWidth(i+1, i+1, width); err != nil {
			return err
		}
	}
	if err := s.stream.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	return s.stream.SetRow("A1", s.values)
}

func (s *sheetWriter) write(row int, cells []cell) error {
	if row > xlsx.MaxRows {
		return apperr.Newf(apperr.Invalid, "tabular.sheet_full", "Une feuille XLSX ne tient que %d lignes. Exportez en CSV, ou filtrez la liste.",
			"An XLSX sheet holds only %d rows. Export as CSV, or filter the list.", xlsx.MaxRows)
	}
	for i, c := range cells {
		if text, ok := c.value.(string); ok && len(text) > excelize.TotalCellChars && len(utf16.Encode([]rune(text))) > excelize.TotalCellChars {
			return apperr.Newf(apperr.Invalid, "tabular.cell_full",
				"Cellule %s%d : le texte dépasse les %d caractères que tient une cellule XLSX. Exportez en CSV.",
				"Cell %s%d: the text exceeds the %d characters that an XLSX cell holds. Export as CSV.", xlsx.ColumnLetters(i+1), row, excelize.TotalCellChars)
		}
		s.values[i] = s.value(c)
	}
	return s.stream.SetRow("A"+strconv.Itoa(row), s.values)
}

func (s *sheetWriter) value(c cell) any {
	switch v := c.value.(type) {
	case time.Time:
		wall := time.Date(v.Year(), v.Month(), v.Day(), v.Hour(), v.Minute(), v.Second(), 0, time.UTC) // a sheet knows no zones
		if v.Hour() != 0 || v.Minute() != 0 {
			return excelize.Cell{StyleID: s.moment, Value: wall}
		}
		return excelize.Cell{StyleID: s.styles[Date], Value: wall}
	case int64:
		if c.kind == Money {
			return excelize.Cell{StyleID: s.styles[Money], Value: float64(v) / 100}
		}
	}
	return excelize.Cell{StyleID: s.styles[c.kind], Value: c.value}
}
