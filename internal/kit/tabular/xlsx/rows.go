package xlsx

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"maillage/internal/kit/apperr"
)

// The size of a sheet in every version since 2007.
const (
	MaxRows    = 1 << 20
	MaxColumns = 1 << 14
)

// Row is one row that is present in the file. Empty cells at the end are left out.
type Row struct {
	Number int // 1-based, as shown in the margin
	Cells  []string
	Fault  *apperr.E // the first cell that could not be read for what it is; its text is in Cells as stored
}

// Rows walks through one sheet.
type Rows struct {
	book   *Book
	sheet  Sheet
	part   io.ReadCloser
	dec    *xml.Decoder
	number int
}

// Rows opens a sheet of b.Sheets. The caller closes it.
func (b *Book) Rows(sheet Sheet) (*Rows, error) {
	f := b.parts[sheet.part]
	if f == nil {
		return nil, damaged(sheet.part, errors.New("missing part"))
	}
	part, err := f.Open()
	if err != nil {
		return nil, damaged(sheet.part, err)
	}
	return &Rows{book: b, sheet: sheet, part: part, dec: xml.NewDecoder(part)}, nil
}

// Close releases the sheet, not the book.
func (r *Rows) Close() error { return r.part.Close() }

// Next returns the next row, or io.EOF after the last.
func (r *Rows) Next() (Row, error) {
	for {
		tok, err := r.dec.Token()
		if err != nil {
			return Row{}, r.broken(err) // io.EOF too: a sheet that stops before the end of its data is cut off
		}
		switch t := tok.(type) {
		case xml.StartElement:
			if t.Name.Local == "row" {
				return r.row(t)
			}
		case xml.EndElement:
			if t.Name.Local == "sheetData" {
				return Row{}, io.EOF
			}
		}
	}
}

func (r *Rows) row(start xml.StartElement) (Row, error) {
	r.number++
	if ref := attr(start, "r"); ref != "" {
		n, err := strconv.Atoi(ref)
		if err != nil {
			return Row{}, r.broken(err)
		}
		r.number = n
	}
	if r.number < 1 || r.number > MaxRows {
		return Row{}, r.broken(errors.New("row outside the sheet"))
	}
	row := Row{Number: r.number}
	for column := 0; ; {
		tok, err := r.dec.Token()
		if err != nil {
			return Row{}, r.broken(err)
		}
		switch t := tok.(type) {
		case xml.StartElement:
			if t.Name.Local != "c" {
				continue
			}
			if column, err = r.column(t, column); err != nil {
				return Row{}, err
			}
			if err := r.cell(t, column, &row); err != nil {
				return Row{}, err
			}
		case xml.EndElement:
			if t.Name.Local == "row" {
				return row, nil
			}
		}
	}
}

// column returns the 1-based column of a cell; a cell without a reference follows the one before.
func (r *Rows) column(start xml.StartElement, previous int) (int, error) {
	n := previous + 1
	if ref := attr(start, "r"); ref != "" {
		n = ColumnNumber(strings.TrimRight(ref, "0123456789"))
	}
	if n < 1 || n > MaxColumns {
		return 0, apperr.Newf(apperr.Invalid, "tabular.columns",
			"Feuille « %s », ligne %d : une cellule est placée hors de la feuille (plus de %d colonnes). Enregistrez de nouveau le fichier depuis votre tableur.",
			"Sheet “%s”, row %d: a cell lies outside the sheet (more than %d columns). Save the file again from your spreadsheet.",
			r.sheet.Name, r.number, MaxColumns)
	}
	return n, nil
}

func (r *Rows) cell(start xml.StartElement, column int, row *Row) error {
	raw, err := r.value()
	if err != nil {
		return r.broken(err)
	}
	text, fault := r.text(raw, attr(start, "t"), attr(start, "s"))
	if fault != nil && row.Fault == nil {
		row.Fault = r.unreadable(column, text, fault)
	}
	if text == "" {
		return nil
	}
	for len(row.Cells) < column {
		row.Cells = append(row.Cells, "")
	}
	row.Cells[column-1] = text
	return nil
}

func (r *Rows) unreadable(column int, text string, why *reason) *apperr.E {
	ref := ColumnLetters(column) + strconv.Itoa(r.number)
	return &apperr.E{
		Code: apperr.Invalid,
		Key:  "tabular.cell",
		FR:   fmt.Sprintf("Feuille « %s », cellule %s : la valeur « %s » n'est pas lisible (%s). Corrigez la cellule dans le tableur.", r.sheet.Name, ref, text, why.fr),
		EN:   fmt.Sprintf("Sheet “%s”, cell %s: the value “%s” cannot be read (%s). Correct the cell in the spreadsheet.", r.sheet.Name, ref, text, why.en),
	}
}

// value reads up to the end of a cell: its stored value or its inline text. Formulas are passed over, their last result is the value.
func (r *Rows) value() (string, error) {
	var raw string
	for {
		tok, err := r.dec.Token()
		if err != nil {
			return "", err
		}
		switch t := tok.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "v":
				raw, err = elementText(r.dec)
			case "is":
				raw, err = richText(r.dec)
			default:
				err = r.dec.Skip()
			}
			if err != nil {
				return "", err
			}
		case xml.EndElement:
			return raw, nil
		}
	}
}

var (
	noSharedText = &reason{"texte absent du fichier", "text missing from the file"}
	formulaError = &reason{"erreur de formule", "formula error"}
)

// text applies the type and the number format of a cell.
func (r *Rows) text(raw, kind, style string) (string, *reason) {
	if raw == "" {
		return "", nil
	}
	switch kind {
	case "s":
		i, err := strconv.Atoi(raw)
		if err != nil || i < 0 || i >= len(r.book.shared) {
			return raw, noSharedText
		}
		return r.book.shared[i], nil
	case "str", "inlineStr":
		return unescape(raw), nil
	case "b":
		return strconv.FormatBool(isTrue(raw)), nil
	case "e":
		return raw, formulaError
	case "d": // ISO 8601, written by a few programs
		return strings.Replace(strings.TrimSuffix(raw, "T00:00:00"), "T", " ", 1), nil
	}
	return r.format(style).render(strings.TrimSpace(raw), r.book.date1904)
}

func (r *Rows) format(style string) format {
	i, err := strconv.Atoi(style)
	if err != nil || i < 0 || i >= len(r.book.formats) {
		return format{}
	}
	return r.book.formats[i]
}

func (r *Rows) broken(err error) error {
	return apperr.Newf(apperr.Invalid, "tabular.damaged",
		"Feuille « %s », après la ligne %d : le classeur est abîmé. Ouvrez-le dans votre tableur, laissez-le le réparer, puis enregistrez-le de nouveau.",
		"Sheet “%s”, after row %d: the workbook is damaged. Open it in your spreadsheet, let it repair the file, then save it again.",
		r.sheet.Name, r.number).Because(err)
}

// richText reads the text runs up to the end of the current element, without phonetic hints.
func richText(dec *xml.Decoder) (string, error) {
	var text strings.Builder
	for {
		tok, err := dec.Token()
		if err != nil {
			return "", err
		}
		switch t := tok.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "t":
				run, err := elementText(dec)
				if err != nil {
					return "", err
				}
				text.WriteString(unescape(run))
			case "rPh":
				if err := dec.Skip(); err != nil {
					return "", err
				}
			}
		case xml.EndElement:
			if t.Name.Local == "si" || t.Name.Local == "is" {
				return text.String(), nil
			}
		}
	}
}

func elementText(dec *xml.Decoder) (string, error) {
	var text strings.Builder
	for {
		tok, err := dec.Token()
		if err != nil {
			return "", err
		}
		switch t := tok.(type) {
		case xml.CharData:
			text.Write(t)
		case xml.StartElement:
			if err := dec.Skip(); err != nil {
				return "", err
			}
		case xml.EndElement:
			return text.String(), nil
		}
	}
}

var escaped = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

// unescape resolves _x000D_ and the like, by which the format carries characters that XML forbids.
// Source: ECMA-376 part 1, 22.9.2.19 ST_Xstring.
func unescape(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	return escaped.ReplaceAllStringFunc(s, func(m string) string {
		code, _ := strconv.ParseUint(m[2:6], 16, 16) // the pattern admits hexadecimal digits only
		if code == 0 {
			return "" // no data base takes a NUL in a text
		}
		return string(rune(code))
	})
}

func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// ColumnLetters names a 1-based column: 1 is A, 27 is AA.
func ColumnLetters(n int) string {
	var letters string
	for ; n > 0; n = (n - 1) / 26 {
		letters = string(rune('A'+(n-1)%26)) + letters
	}
	return letters
}

// ColumnNumber is the reverse of ColumnLetters; 0 for anything that names no column of a sheet.
func ColumnNumber(letters string) int {
	n := 0
	for _, c := range letters {
		if c < 'A' || c > 'Z' || n > MaxColumns {
			return 0
		}
		n = n*26 + int(c-'A') + 1
	}
	return n
}
