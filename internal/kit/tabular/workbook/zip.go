package workbook

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"

	"maillage/internal/kit/tabular/rowfile"
)

// archive packs a workbook. excelize hands over its parts, which are small: the sheets among them have no rows yet.
type archive struct {
	out   *zip.Writer
	parts map[string]*bytes.Buffer
	rows  map[string]*rowfile.File // by part
}

// newArchive writes to w. The quickest compression is nearly as good as the best for rows of a table.
func newArchive(w io.Writer) *archive {
	a := &archive{out: zip.NewWriter(w), parts: map[string]*bytes.Buffer{}, rows: map[string]*rowfile.File{}}
	a.out.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestSpeed) })
	return a
}

// Create starts a part.
func (a *archive) Create(name string) (io.Writer, error) {
	a.parts[name] = &bytes.Buffer{}
	return a.parts[name], nil
}

// AddFS is asked for by no workbook of ours.
func (a *archive) AddFS(fs.FS) error { return errors.ErrUnsupported }

// Close writes the parts in the order of their names, so that the same rows give the same bytes; a name that begins with "[" comes first, as
// readers that look at the beginning expect.
func (a *archive) Close() error {
	for _, name := range slices.Sorted(maps.Keys(a.parts)) {
		w, err := a.out.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate})
		if err != nil {
			return err
		}
		if err := a.write(w, name); err != nil {
			return err
		}
	}
	return a.out.Close()
}

// write writes a part, with its rows where it is a sheet.
func (a *archive) write(w io.Writer, name string) error {
	content, rows := a.parts[name].Bytes(), a.rows[name]
	if rows == nil {
		_, err := w.Write(content)
		return err
	}
	const begin, end = "<sheetData>", "</sheetData>"
	before, after, found := bytes.Cut(content, []byte(begin+end))
	if !found {
		return fmt.Errorf("workbook: %s has no place for its rows", name)
	}
	before = bytes.Replace(before, []byte(` filterMode="true"`), nil, 1) // it would say that filters hide rows
	if _, err := io.WriteString(w, string(before)+begin); err != nil {
		return err
	}
	if err := rows.CopyTo(w); err != nil {
		return err
	}
	_, err := io.WriteString(w, end+string(after))
	return err
}
