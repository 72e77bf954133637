// Package xlsx reads XLSX workbooks row by row and gives each cell as the text that a person sees: dates as ISO dates, percentages with
// their sign, postcodes with their leading zeros.
//
// It streams straight from the archive: memory holds the shared texts and one row, never a sheet. It exists because a row iterator that
// hands out bare values cannot tell the date 09/07/2018 from the number 43290: the cell's number format decides, and must be read with it.
package xlsx

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"

	"maillage/internal/kit/apperr"
)

const (
	workbookPart  = "xl/workbook.xml"
	maxSmallPart  = 16 << 20  // bytes; workbook, relations and styles of real files stay far below
	maxSharedPart = 256 << 20 // bytes; the shared texts are the one part held in memory
	maxShared     = 5_000_000 // distinct texts
)

// Sheet is one worksheet of a workbook, in the order of its tabs. Chart sheets are not listed.
type Sheet struct {
	Name   string
	Hidden bool
	part   string
}

// Book is an open workbook. It reads from the caller's ReaderAt, which must stay open meanwhile.
type Book struct {
	Sheets   []Sheet
	parts    map[string]*zip.File
	shared   []string
	formats  []format // by style index
	date1904 bool
}

// Open reads the table of contents, styles and shared texts. maxUnzipped limits the sum of the unpacked sizes in bytes.
// Errors (Invalid): not a workbook, damaged, protected by a password, too big once unpacked.
func Open(r io.ReaderAt, size, maxUnzipped int64) (*Book, error) {
	zr, err := zip.NewReader(r, size)
	if err != nil {
		return nil, notAWorkbook(err)
	}
	b := &Book{parts: make(map[string]*zip.File, len(zr.File))}
	var total uint64
	for _, f := range zr.File {
		// archive/zip refuses to unpack more than the declared size, so the declared sum is a true upper bound.
		total += min(f.UncompressedSize64, 1<<50)
		if total > uint64(maxUnzipped) {
			return nil, tooBig(maxUnzipped)
		}
		b.parts[strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "/")] = f
	}
	if err := b.load(); err != nil {
		return nil, err
	}
	return b, nil
}

func (b *Book) load() error {
	if b.parts[workbookPart] == nil {
		return notAWorkbook(errors.New("no " + workbookPart))
	}
	if err := b.loadSheets(); err != nil {
		return err
	}
	if err := b.loadStyles(); err != nil {
		return err
	}
	return b.loadShared()
}

func (b *Book) loadSheets() error {
	var book struct {
		Properties struct {
			Date1904 string `xml:"date1904,attr"`
		} `xml:"workbookPr"`
		Sheets []struct {
			Name  string `xml:"name,attr"`
			State string `xml:"state,attr"`
			ID    string `xml:"http://schemas.openxmlformats.org/officeDocument/2006/relationships id,attr"`
			// Files saved as "Strict Open XML" name the same attribute in another namespace.
			StrictID string `xml:"http://purl.oclc.org/ooxml/officeDocument/relationships id,attr"`
		} `xml:"sheets>sheet"`
	}
	if err := b.decode(workbookPart, &book); err != nil {
		return err
	}
	b.date1904 = isTrue(book.Properties.Date1904)
	targets, err := b.worksheetParts()
	if err != nil {
		return err
	}
	for _, s := range book.Sheets {
		part, ok := targets[s.ID+s.StrictID]
		if !ok {
			continue
		}
		b.Sheets = append(b.Sheets, Sheet{Name: s.Name, Hidden: s.State == "hidden" || s.State == "veryHidden", part: part})
	}
	return nil
}

// worksheetParts maps relation identifiers to the parts that hold worksheets.
func (b *Book) worksheetParts() (map[string]string, error) {
	var rels struct {
		List []struct {
			ID     string `xml:"Id,attr"`
			Type   string `xml:"Type,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	if err := b.decode("xl/_rels/workbook.xml.rels", &rels); err != nil {
		return nil, err
	}
	parts := map[string]string{}
	for _, r := range rels.List {
		if !strings.HasSuffix(r.Type, "/worksheet") {
			continue
		}
		if strings.HasPrefix(r.Target, "/") {
			parts[r.ID] = r.Target[1:]
		} else {
			parts[r.ID] = path.Join("xl", r.Target)
		}
	}
	return parts, nil
}

func (b *Book) loadStyles() error {
	const part = "xl/styles.xml"
	if b.parts[part] == nil {
		return nil
	}
	var styles struct {
		Formats []struct {
			ID   int    `xml:"numFmtId,attr"`
			Code string `xml:"formatCode,attr"`
		} `xml:"numFmts>numFmt"`
		Cells []struct {
			Format int `xml:"numFmtId,attr"`
		} `xml:"cellXfs>xf"`
	}
	if err := b.decode(part, &styles); err != nil {
		return err
	}
	custom := make(map[int]format, len(styles.Formats))
	for _, f := range styles.Formats {
		custom[f.ID] = parseFormat(f.Code)
	}
	for _, c := range styles.Cells {
		f, ok := custom[c.Format]
		if !ok {
			f = builtinFormat(c.Format)
		}
		b.formats = append(b.formats, f)
	}
	return nil
}

func (b *Book) loadShared() error {
	const part = "xl/sharedStrings.xml"
	if b.parts[part] == nil {
		return nil
	}
	if b.parts[part].UncompressedSize64 > maxSharedPart {
		return tooBig(maxSharedPart)
	}
	rc, err := b.parts[part].Open()
	if err != nil {
		return damaged(part, err)
	}
	defer rc.Close()
	dec := xml.NewDecoder(rc)
	for {
		tok, err := dec.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return damaged(part, err)
		}
		if t, ok := tok.(xml.StartElement); ok && t.Name.Local == "si" {
			text, err := richText(dec)
			if err != nil {
				return damaged(part, err)
			}
			if len(b.shared) == maxShared {
				return damaged(part, errors.New("too many shared strings"))
			}
			b.shared = append(b.shared, text)
		}
	}
}

// decode reads a small part whole.
func (b *Book) decode(part string, into any) error {
	f := b.parts[part]
	if f == nil {
		return damaged(part, errors.New("missing part"))
	}
	rc, err := f.Open()
	if err != nil {
		return damaged(part, err)
	}
	defer rc.Close()
	if err := xml.NewDecoder(io.LimitReader(rc, maxSmallPart)).Decode(into); err != nil {
		return damaged(part, err)
	}
	return nil
}

func isTrue(s string) bool { return s == "1" || s == "true" || s == "on" }

func notAWorkbook(err error) error {
	return apperr.New(apperr.Invalid, "tabular.not_xlsx",
		"Ce fichier n'est pas un classeur XLSX lisible. Ouvrez-le dans votre tableur et enregistrez-le au format « Classeur Excel (.xlsx) » ou CSV.",
		"This file is not a readable XLSX workbook. Open it in your spreadsheet and save it as “Excel workbook (.xlsx)” or CSV.").Because(err)
}

func tooBig(limit int64) error {
	return apperr.Newf(apperr.Invalid, "tabular.bomb",
		"Ce classeur dépasse %d Mo une fois décompressé. Supprimez les images et les feuilles inutiles, ou enregistrez la feuille au format CSV.",
		"This workbook is larger than %d MB once unpacked. Remove pictures and unused sheets, or save the sheet as CSV.", limit>>20)
}

func damaged(part string, err error) error {
	return apperr.Newf(apperr.Invalid, "tabular.damaged",
		"Le classeur est abîmé (partie %s). Ouvrez-le dans votre tableur, laissez-le le réparer, puis enregistrez-le de nouveau.",
		"The workbook is damaged (part %s). Open it in your spreadsheet, let it repair the file, then save it again.", part).Because(err)
}
