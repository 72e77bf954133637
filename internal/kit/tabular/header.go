package tabular

import (
	"io"
	"regexp"
	"strings"

	"maillage/internal/kit/apperr"
)

// findHeader reads up to the header: the first row of at least two labels and nothing that looks like data. What stands above with one
// cell is a title. A row above with more cells must be narrower ("Exported on | 12/03/2020"); where it is not, the table has no header
// and a later row of mere text must not be taken for it.
func (t *Reader) findHeader() error {
	widest, first := 1, 0
	for range headerRows {
		rec, err := t.src.next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
		labels, others := 0, 0
		for _, c := range rec.cells {
			switch {
			case isBlank(c):
			case isLabel(c):
				labels++
			default:
				others++
			}
		}
		if labels+others > 0 && first == 0 {
			first = rec.number
		}
		switch {
		case others == 0 && labels > widest:
			t.setHeader(rec)
			return nil
		case others == 0 && labels == 1:
			t.setTitle(rec.cells)
		}
		widest = max(widest, labels+others)
	}
	return noHeader(first)
}

func (t *Reader) setHeader(rec record) {
	t.headerRow = rec.number
	for _, c := range rec.cells[:width(rec.cells)] {
		t.header = append(t.header, clean(c))
		t.asWritten = append(t.asWritten, strings.TrimSpace(c))
	}
}

func (t *Reader) setTitle(cells []string) {
	_, first := fill(cells)
	t.title = clean(first)
}

// isHeader recognises the header printed again lower down, as at each page or each year.
func (t *Reader) isHeader(cells []string) bool {
	for i, h := range t.asWritten {
		if i >= len(cells) || strings.TrimSpace(cells[i]) != h {
			return false
		}
	}
	return width(cells) == len(t.header)
}

func noHeader(first int) error {
	if first == 0 {
		return apperr.New(apperr.Invalid, "tabular.empty", "Le fichier ne contient aucune ligne.", "The file holds no row.")
	}
	return apperr.Newf(apperr.Invalid, "tabular.header",
		"Aucune ligne d'en-tête trouvée à partir de la ligne %d. Ajoutez en haut du tableau une ligne qui nomme au moins deux colonnes.",
		"No header row found from row %d on. Add a row at the top of the table that names at least two columns.", first)
}

var (
	years = regexp.MustCompile(`^(19|20)\d\d(\s?[-–/]\s?(19|20)\d\d)?$`)
	// 12, 1 234,56, 45 %, 28/11/18 9h-12h, 2018-07-09T14:30
	figures = regexp.MustCompile(`^[-+€]?\s?\d[-\d\s\x{00a0}\x{202f}.,;:/–+%€h]*(T[\d:.]+Z?)?$`)
	// 9 juillet 2018, 1er oct. 2020, juillet 9, 2018
	writtenDate = regexp.MustCompile(`(?i)\b(\d{1,2}(er)?\s+(jan|f[ée]v|mar|avr|mai|jui|ao[uû]|sep|oct|nov|d[ée]c)[\pL.]*\s+\d{2,4}` +
		`|(jan|f[ée]v|mar|avr|mai|jui|ao[uû]|sep|oct|nov|d[ée]c)[\pL.]*\s+\d{1,2},?\s+\d{4})\b`)
)

// isLabel says whether a cell reads as the name of something rather than as a number or a date. A bare year, or 2018-2020, is a label:
// tables have one column per year.
func isLabel(s string) bool {
	s = strings.TrimSpace(s)
	return years.MatchString(s) || !figures.MatchString(s) && !writtenDate.MatchString(s)
}
