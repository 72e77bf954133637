// Package rowfile keeps the rows of one sheet of an XLSX workbook on their way, as XML in a temporary file, so that a sheet of a million rows
// costs no more memory than one of a thousand. Who writes the workbook puts them between the beginning and the end of the sheet.
package rowfile

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"io"
	"os"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"maillage/internal/kit/tabular/xlsx"
)

// File is the rows of one sheet. A row begins, gets its cells from left to right, and ends. Columns count from 0; a style is a number of the
// workbook's, 0 for none. excelize has such a stream too: it keeps many megabytes in memory and makes several objects of each cell, of which
// a workbook has millions.
type File struct {
	file    *os.File
	out     *bufio.Writer
	row     []byte   // the number of the row begun last
	cells   []byte   // of that row
	letters []string // of the columns
}

// New makes the temporary file. The caller removes it with Close.
func New() (*File, error) {
	f, err := os.CreateTemp("", "maillage-xlsx-")
	if err != nil {
		return nil, err
	}
	return &File{file: f, out: bufio.NewWriterSize(f, 1<<16)}, nil
}

// Begin starts a row; numbers count from 1.
func (r *File) Begin(number int) {
	r.row, r.cells = strconv.AppendInt(r.row[:0], int64(number), 10), r.cells[:0]
}

// End writes the row. Height is in points, 0 for that of one line.
func (r *File) End(height float64) error {
	_, _ = r.out.WriteString(`<row r="`) // the buffer keeps an error for the last write
	_, _ = r.out.Write(r.row)
	if height > 0 {
		_, _ = r.out.WriteString(`" ht="` + strconv.FormatFloat(height, 'f', -1, 64) + `" customHeight="1`)
	}
	_, _ = r.out.WriteString(`">`)
	_, _ = r.out.Write(r.cells)
	_, err := r.out.WriteString(`</row>`)
	return err
}

// CopyTo gives back all rows.
func (r *File) CopyTo(w io.Writer) error {
	if err := r.out.Flush(); err != nil {
		return err
	}
	if _, err := r.file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	_, err := io.Copy(w, r.file)
	return err
}

// Close removes the temporary file.
func (r *File) Close() {
	_ = r.file.Close()
	_ = os.Remove(r.file.Name())
}

// Columns is the number of columns that the widest row takes.
func (r *File) Columns() int { return len(r.letters) }

// Blank adds a cell that has a style only.
func (r *File) Blank(column, style int) {
	r.cells = append(r.open(column, style), `"/>`...)
}

// Integer adds a whole number.
func (r *File) Integer(column, style int, n int64) {
	r.cells = append(strconv.AppendInt(append(r.open(column, style), `"><v>`...), n, 10), `</v></c>`...)
}

// Float adds a number, which is finite.
func (r *File) Float(column, style int, x float64) {
	r.cells = append(strconv.AppendFloat(append(r.open(column, style), `"><v>`...), x, 'f', -1, 64), `</v></c>`...)
}

// Text adds a text that is not empty.
func (r *File) Text(column, style int, text string) {
	b := append(r.open(column, style), `" t="inlineStr"><is><t`...)
	if spaced(text[0]) || spaced(text[len(text)-1]) {
		b = append(b, ` xml:space="preserve"`...)
	}
	r.cells = append(appendText(append(b, '>'), text), `</t></is></c>`...)
}

// open begins a cell, up to the quote that ends an attribute.
func (r *File) open(column, style int) []byte {
	for len(r.letters) <= column {
		r.letters = append(r.letters, xlsx.ColumnLetters(len(r.letters)+1))
	}
	b := append(append(append(r.cells, `<c r="`...), r.letters[column]...), r.row...)
	if style != 0 {
		b = strconv.AppendInt(append(b, `" s="`...), int64(style), 10)
	}
	return b
}

func spaced(b byte) bool { return b == ' ' || b == '\t' || b == '\n' }

// codeLike is what a reader would take for the code of a letter ("_x0041_" is A), so that its underscore takes a code too.
// Source: ECMA-376 part 1, 22.9.2.19 ST_Xstring.
var codeLike = regexp.MustCompile(`_(x[0-9a-fA-F]{4}_)`)

// appendText writes a text as XML. Nearly all texts need nothing: only the others are copied.
func appendText(b []byte, text string) []byte {
	if plain(text) {
		return append(b, text...)
	}
	var escaped bytes.Buffer
	_ = xml.EscapeText(&escaped, []byte(codeLike.ReplaceAllString(text, "_x005F_$1"))) // a buffer takes everything
	return append(b, strings.ReplaceAll(escaped.String(), "&#xA;", "\n")...)
}

// plain says that a text is the same in XML. U+FFFE and U+FFFF, which XML refuses, begin with 0xEF.
func plain(text string) bool {
	for i := range len(text) {
		switch c := text[i]; {
		case c < ' ', c == '&', c == '<', c == '>', c == '_', c == 0xEF:
			return false
		}
	}
	return utf8.ValidString(text)
}

// FirstSerial is the serial number of the first day after the 29th of February 1900, which never was: before it, spreadsheets disagree.
const FirstSerial = 61

// Serial is a moment as spreadsheets count it: in days since the 30th of December 1899, whatever the zone.
func Serial(at time.Time) (days float64) {
	const zero = 25569 // the serial number of the first of January 1970
	seconds := time.Date(at.Year(), at.Month(), at.Day(), at.Hour(), at.Minute(), at.Second(), 0, time.UTC).Unix() + zero*86400
	return float64(seconds/86400) + float64(seconds%86400)/86400
}
