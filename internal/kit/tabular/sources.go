package tabular

import (
	"io"
	"strings"

	"maillage/internal/kit/apperr"
	"maillage/internal/kit/tabular/delimited"
	"maillage/internal/kit/tabular/xlsx"
)

// record is what a format hands over: a row before the header, titles and limits are considered.
type record struct {
	number int
	cells  []string
	err    *apperr.E
}

type source interface {
	next() (record, error)
	Close() error
}

type lines struct{ *delimited.Reader }

func (lines) Close() error { return nil }

func (l lines) next() (record, error) {
	rec, err := l.Next()
	return record{number: rec.Number, cells: rec.Cells, err: rec.Fault}, err
}

func openCSV(r io.ReaderAt, size int64, o Options) (source, Info, error) {
	in, err := delimited.Open(r, size, o.Separator, o.Encoding)
	if err != nil {
		return nil, Info{}, err
	}
	return lines{in}, Info{Format: "csv", Encoding: in.Encoding, Separator: in.Separator}, nil
}

type sheetRows struct{ rows *xlsx.Rows }

func (s sheetRows) Close() error { return s.rows.Close() }

func (s sheetRows) next() (record, error) {
	row, err := s.rows.Next()
	return record{number: row.Number, cells: row.Cells, err: row.Fault}, err
}

func openXLSX(r io.ReaderAt, size int64, o Options) (source, Info, error) {
	book, err := xlsx.Open(r, size, o.MaxBytes*unzipRatio)
	if err != nil {
		return nil, Info{}, err
	}
	info := Info{Format: "xlsx"}
	for _, s := range book.Sheets {
		info.Sheets = append(info.Sheets, s.Name)
	}
	sheet, err := chooseSheet(book, o.Sheet)
	if err != nil {
		return nil, Info{}, err
	}
	info.Sheet = sheet.Name
	rows, err := book.Rows(sheet)
	if err != nil {
		return nil, Info{}, err
	}
	return sheetRows{rows}, info, nil
}

func chooseSheet(book *xlsx.Book, name string) (xlsx.Sheet, error) {
	var names []string
	for _, s := range book.Sheets {
		names = append(names, s.Name)
		if name != "" && s.Name == name {
			return s, nil
		}
		if name != "" || s.Hidden {
			continue
		}
		if filled, err := hasText(book, s); filled || err != nil {
			return s, err
		}
	}
	if name == "" {
		return xlsx.Sheet{}, noHeader(0)
	}
	return xlsx.Sheet{}, apperr.Newf(apperr.Invalid, "tabular.sheet", "Le classeur n'a pas de feuille « %s ». Ses feuilles : %s.",
		"The workbook has no sheet “%s”. Its sheets: %s.", name, strings.Join(names, ", "))
}

// hasText reads a sheet up to its first cell that is not blank.
func hasText(book *xlsx.Book, s xlsx.Sheet) (bool, error) {
	rows, err := book.Rows(s)
	if err != nil {
		return false, err
	}
	defer rows.Close()
	for {
		row, err := rows.Next()
		if err == io.EOF {
			return false, nil
		}
		if err != nil {
			return false, err
		}
		if n, _ := fill(row.Cells); n > 0 {
			return true, nil
		}
	}
}
