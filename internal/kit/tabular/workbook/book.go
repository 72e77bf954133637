package workbook

import (
	"fmt"
	"io"
	"time"

	"github.com/xuri/excelize/v2"
)

// Format says how a cell shows its value. The value stays what it is: a date, a number.
type Format int

// The formats. Percent takes a ratio: 0.45 shows as 45,0 %. Entry and Piece are whole numbers shown as R12 and P12.
const (
	Text Format = iota
	Whole
	Decimal
	Day
	Moment
	Month
	Euros
	Percent
	Entry
	Piece
	Bold
	Prose // a long text, on several lines
	Head
	Sum // a bold amount in euros
)

// codes are the number formats; spreadsheets translate them into the reader's language.
var codes = map[Format]string{
	Whole: "#,##0", Decimal: "#,##0.00", Day: "dd/mm/yyyy", Moment: "dd/mm/yyyy hh:mm", Month: "mm/yyyy", Euros: `#,##0.00 "€"`, Sum: `#,##0.00 "€"`, Percent: "0.0%",
	Entry: `"R"0`, Piece: `"P"0`,
}

// Properties are told by the file itself. At is when it was made: a parameter, so that the same content gives the same bytes.
type Properties struct {
	Title    string
	Subject  string
	Creator  string
	Language string // "fr", "en"
	At       time.Time
}

// Book is a workbook on its way. Its sheets stand in the order in which they were asked for.
type Book struct {
	file   *excelize.File
	styles map[styleKey]int
	fills  map[string]int
	sheets []*Sheet
}

// New starts a workbook. The caller ends it with Close.
func New(p Properties) (*Book, error) {
	b := &Book{file: excelize.NewFile(), styles: map[styleKey]int{}, fills: map[string]int{}}
	at := p.At.UTC().Format(time.RFC3339)
	err := b.file.SetDocProps(&excelize.DocProperties{Title: p.Title, Subject: p.Subject, Creator: p.Creator, LastModifiedBy: p.Creator, Language: p.Language, Created: at, Modified: at})
	if err != nil {
		return nil, err
	}
	return b, b.file.SetAppProps(&excelize.AppProperties{Application: "Maillage"})
}

// styleKey is a format on a list, or on a page: there, text begins at the top left.
type styleKey struct {
	format Format
	page   bool
}

// style returns the number of a format's style, made at its first use.
func (b *Book) style(k styleKey) (int, error) {
	if id, ok := b.styles[k]; ok || k == (styleKey{}) {
		return id, nil
	}
	s := &excelize.Style{}
	if code, ok := codes[k.format]; ok {
		s.CustomNumFmt = &code
	}
	if k.page {
		s.Alignment = &excelize.Alignment{Vertical: "top"}
	}
	switch k.format {
	case Bold, Sum:
		s.Font = font(true)
	case Day, Moment:
		if k.page {
			s.Alignment.Horizontal = "left"
		}
	case Head:
		s.Font = font(true)
		s.Fill = solid("E8EDF2")
		s.Alignment = &excelize.Alignment{Vertical: "center", WrapText: true}
		s.Border = []excelize.Border{{Type: "bottom", Color: "44546A", Style: 1}}
	case Prose:
		s.Alignment = &excelize.Alignment{Vertical: "top", WrapText: true}
	}
	id, err := b.file.NewStyle(s)
	b.styles[k] = id
	return id, err
}

// font is the one of all cells: a style that names none gets whatever the reader's program takes for its own.
func font(bold bool) *excelize.Font { return &excelize.Font{Family: "Calibri", Size: 11, Bold: bold} }

// fill returns the style of a coloured cell. The colour is six hexadecimal digits; a dark one wants white letters.
func (b *Book) fill(colour string, light bool) (int, error) {
	key := colour
	if light {
		key += " light"
	}
	if id, ok := b.fills[key]; ok {
		return id, nil
	}
	s := &excelize.Style{Fill: solid(colour), Alignment: &excelize.Alignment{Horizontal: "center"}}
	if light {
		s.Font = font(false)
		s.Font.Color = "FFFFFF"
	}
	id, err := b.file.NewStyle(s)
	b.fills[key] = id
	return id, err
}

func solid(colour string) excelize.Fill {
	return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colour}}
}

// Write ends the sheets and writes the file, once.
func (b *Book) Write(w io.Writer) error {
	a := newArchive(w)
	for i, s := range b.sheets {
		if err := s.end(); err != nil {
			return err
		}
		a.rows[fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1)] = s.rows
	}
	b.file.SetActiveSheet(0)
	b.file.SetZipWriter(func(io.Writer) excelize.ZipWriter { return a })
	return b.file.Write(io.Discard) // the archive writes to w
}

// Close removes the temporary files.
func (b *Book) Close() error {
	for _, s := range b.sheets {
		s.rows.Close()
	}
	return b.file.Close()
}
