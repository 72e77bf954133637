// Package tabular reads and writes the tables that teams keep: CSV as any spreadsheet saved it, and XLSX. It gives rows of text under a
// header; what a text means (a date, a commune, an amount) is for the caller.
//
// A fault of the whole file (no header, damaged, beyond a limit) is an error of Open or Next. A fault of one row is told in Row.Err, and
// reading goes on: an import can show all of them at once.
package tabular

import (
	"cmp"
	"errors"
	"io"
	"os"
	"slices"
	"strings"

	"maillage/internal/kit/apperr"
	"maillage/internal/kit/tabular/xlsx"
)

// Options tell what is known of a file. The zero value detects everything and sets limits for a file sent by a person.
type Options struct {
	Sheet     string // XLSX: name of the sheet; "" takes the first visible one that is not empty
	Separator rune   // CSV: one ASCII character; 0 detects ; tab , or |
	Encoding  string // CSV: "utf-8", "windows-1252", "utf-16le" or "utf-16be"; "" detects

	MaxBytes int64 // size of the file; 0 means 100 MB
	MaxRows  int   // rows under the header; 0 means 1,048,576, as many as a sheet holds
	MaxCells int   // cells in all rows, padding included; 0 means 50 million
}

const (
	defaultBytes = 100 << 20
	defaultCells = 50_000_000
	// A workbook may unpack to this many times its largest allowed size: XML of tables shrinks five to fifteen times.
	unzipRatio = 8
	headerRows = 100 // rows searched for the header
)

// Info says how a file was read, to be shown beside the preview.
type Info struct {
	Format    string   // "csv" or "xlsx"
	Encoding  string   // CSV: one of the names that Options.Encoding takes
	Separator rune     // CSV
	Sheet     string   // XLSX: the sheet that is read
	Sheets    []string // XLSX: all sheets, hidden ones too, in the order of the tabs
}

// Row is one record under the header.
type Row struct {
	Number int      // 1-based row of the sheet; in CSV the line where the record begins
	Cells  []string // at least as many as the header has; HTML remnants removed
	Title  string   // the last title row above, such as "Tournée 2019"; "" if none
	Err    error    // *apperr.E: what is doubtful in this row (stray quote, too many cells, unreadable cell); Cells hold what was found
}

// Reader walks through one table, once. It is not safe for concurrent use.
type Reader struct {
	src       source
	file      io.Closer // set by Open
	info      Info
	opts      Options
	header    []string // cleaned
	asWritten []string // the header's cells, to recognise its repeats
	headerRow int
	title     string
	rows      int
	cells     int
}

// Open opens a file of the disk. The caller closes the reader.
func Open(path string, o Options) (*Reader, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	st, err := f.Stat()
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	r, err := OpenReader(f, st.Size(), path, o)
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	r.file = f
	return r, nil
}

// OpenReader reads a file kept elsewhere, such as a blob. The content decides the format; name only completes the messages.
// It reads up to the header. Errors (Invalid): too large, not a table, no header, unknown sheet, encoding or separator.
func OpenReader(r io.ReaderAt, size int64, name string, o Options) (*Reader, error) {
	o.MaxBytes = cmp.Or(o.MaxBytes, defaultBytes)
	o.MaxRows = cmp.Or(o.MaxRows, 1<<20)
	o.MaxCells = cmp.Or(o.MaxCells, defaultCells)
	if size > o.MaxBytes {
		return nil, apperr.Newf(apperr.Invalid, "tabular.bytes",
			"Le fichier dépasse %d Mo. Partagez-le en plusieurs fichiers.", "The file is larger than %d MB. Split it into several files.", o.MaxBytes>>20)
	}
	t := &Reader{opts: o}
	if err := t.open(r, size, name); err != nil {
		return nil, err
	}
	if err := t.findHeader(); err != nil {
		return nil, errors.Join(err, t.src.Close())
	}
	return t, nil
}

func (t *Reader) open(r io.ReaderAt, size int64, name string) (err error) {
	kind, err := sniff(r, name)
	switch {
	case err != nil:
		return err
	case kind == "xlsx":
		t.src, t.info, err = openXLSX(r, size, t.opts)
	default:
		t.src, t.info, err = openCSV(r, size, t.opts)
	}
	return err
}

// Header returns the titles of the columns, cleaned and without outer spaces; a column between two others may be untitled.
func (t *Reader) Header() []string { return slices.Clone(t.header) }

// HeaderRow returns the number of the row that holds the header.
func (t *Reader) HeaderRow() int { return t.headerRow }

// Info says how the file was read.
func (t *Reader) Info() Info { return t.info }

// Close releases the file. It may be called before the end.
func (t *Reader) Close() error {
	err := t.src.Close()
	if t.file != nil {
		err = errors.Join(err, t.file.Close())
	}
	return err
}

// Next returns the next row of data, io.EOF after the last one. Empty rows and repeats of the header are passed over; a title row gives
// its text to the rows below. Errors (Invalid): the limits of Options, or content after which reading cannot go on.
func (t *Reader) Next() (Row, error) {
	for {
		rec, err := t.src.next()
		if err != nil {
			return Row{}, err
		}
		filled, first := fill(rec.cells)
		switch {
		case filled == 0:
		case filled == 1 && len(t.header) > 2 && isLabel(first):
			t.title = clean(first)
		case t.isHeader(rec.cells):
		default:
			return t.row(rec)
		}
	}
}

func (t *Reader) row(rec record) (Row, error) {
	row := Row{Number: rec.number, Cells: rec.cells, Title: t.title}
	if rec.err != nil {
		row.Err = rec.err
	}
	if n := width(row.Cells); n > len(t.header) {
		row.Cells = row.Cells[:n]
		row.Err = cmp.Or(row.Err, error(t.tooLong(rec.number, n)))
	} else {
		row.Cells = row.Cells[:min(len(row.Cells), len(t.header))]
	}
	for len(row.Cells) < len(t.header) {
		row.Cells = append(row.Cells, "")
	}
	for i, c := range row.Cells {
		row.Cells[i] = CleanHTML(unguard(c))
	}
	return row, t.count(row)
}

// count keeps the limits.
func (t *Reader) count(row Row) error {
	t.rows++
	t.cells += len(row.Cells)
	if t.rows > t.opts.MaxRows {
		return apperr.Newf(apperr.Invalid, "tabular.rows", "Le fichier a plus de %d lignes. Partagez-le en plusieurs fichiers.",
			"The file has more than %d rows. Split it into several files.", t.opts.MaxRows)
	}
	if t.cells > t.opts.MaxCells {
		return apperr.Newf(apperr.Invalid, "tabular.cells",
			"Ligne %d : le fichier dépasse %d cellules. Retirez les colonnes inutiles ou partagez le fichier.",
			"Row %d: the file has more than %d cells. Remove unused columns or split the file.", row.Number, t.opts.MaxCells)
	}
	return nil
}

func (t *Reader) tooLong(number, cells int) *apperr.E {
	if t.info.Format == "xlsx" {
		return apperr.Newf(apperr.Invalid, "tabular.ragged",
			"Feuille « %s », cellule %s%d : la colonne n'a pas de titre. Donnez-lui un titre ou videz la cellule.",
			"Sheet “%s”, cell %s%d: the column has no title. Give it a title or clear the cell.", t.info.Sheet, xlsx.ColumnLetters(cells), number)
	}
	return apperr.Newf(apperr.Invalid, "tabular.ragged",
		"Ligne %d : %d cellules pour %d colonnes. Un séparateur se trouve sans doute dans un texte : mettez ce texte entre guillemets.",
		"Line %d: %d cells for %d columns. A text probably contains the separator: put that text in quotes.", number, cells, len(t.header))
}

// fill counts the cells that are not blank, up to two, and returns the first.
func fill(cells []string) (n int, first string) {
	for _, c := range cells {
		if isBlank(c) {
			continue
		}
		if n++; n == 2 {
			break
		}
		first = c
	}
	return n, first
}

// width is the number of cells up to the last that is not blank.
func width(cells []string) int {
	n := len(cells)
	for n > 0 && isBlank(cells[n-1]) {
		n--
	}
	return n
}

func isBlank(s string) bool { return s == "" || strings.TrimSpace(s) == "" }

// clean is for titles and headers, where neither outer spaces nor line breaks mean anything.
func clean(s string) string { return strings.Join(strings.Fields(CleanHTML(unguard(s))), " ") }
