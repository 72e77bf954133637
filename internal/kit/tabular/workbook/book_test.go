package workbook_test

import (
	"bytes"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"maillage/internal/kit/tabular/workbook"
)

var moment = time.Date(2021, 2, 1, 9, 30, 0, 0, time.UTC)

// sample is a workbook with a value of every kind.
func sample(t *testing.T) []byte {
	t.Helper()
	b, err := workbook.New(workbook.Properties{Title: "Bilan", Subject: "Essai", Creator: "Le réseau", Language: "fr", At: moment})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = b.Close() }()
	page, err := b.Page("Lisez-moi", 30, 60)
	if err != nil {
		t.Fatal(err)
	}
	list, err := b.List("Liste", []workbook.Column{
		{Title: "Texte"}, {Title: "Entier", Format: workbook.Whole}, {Title: "Décimal", Format: workbook.Decimal}, {Title: "Jour", Format: workbook.Day}, {Title: "Moment", Format: workbook.Moment},
		{Title: "Montant", Format: workbook.Euros}, {Title: "Taux", Format: workbook.Percent}, {Title: "N°", Format: workbook.Entry}, {Title: "Mois", Format: workbook.Month},
	})
	if err != nil {
		t.Fatal(err)
	}
	n := int64(12)
	for _, row := range [][]any{
		{"=HYPERLINK(\"x\")", &n, 3.5, moment, moment, 12.34, 0.45, 7, moment},
		{"-1+2", (*int64)(nil), nil, time.Time{}, nil, nil, workbook.Cell{Value: int64(3), Format: workbook.Whole}, nil, workbook.Cell{Value: "R", Fill: "1F4E79", Light: true}},
		{strings.Repeat("é𝄞", 20_000), 1},
		{"_x0041_ < \" é\x01", nil, nil, time.Date(1899, 5, 1, 0, 0, 0, 0, time.UTC)}, // what XML and spreadsheets do not hold as it is
	} {
		if err := list.Row(row...); err != nil {
			t.Fatal(err)
		}
	}
	if list.Rows() != 4 {
		t.Errorf("%d rows", list.Rows())
	}
	if err := page.Row(workbook.Cell{Value: "Titre", Format: workbook.Bold}, "Bilan\r\nfinal"); err != nil {
		t.Fatal(err)
	}
	if err := page.Row(struct{}{}); err == nil {
		t.Error("a value of an unknown type was taken")
	}
	var out bytes.Buffer
	if err := b.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestValuesKeepTheirType(t *testing.T) {
	f, err := excelize.OpenReader(bytes.NewReader(sample(t)))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	if got := strings.Join(f.GetSheetList(), ","); got != "Lisez-moi,Liste" {
		t.Errorf("sheets %s", got)
	}
	raw := excelize.Options{RawCellValue: true}
	for cell, want := range map[string]struct {
		shown, raw string
		text       bool
	}{
		"A2": {`=HYPERLINK("x")`, `=HYPERLINK("x")`, true}, "B2": {"12", "12", false}, "C2": {"3.50", "3.5", false}, "D2": {"01/02/2021", "44228", false},
		"E2": {"01/02/2021 09:30", "44228.3958333333", false}, "F2": {"12.34 €", "12.34", false}, "G2": {"45.0%", "0.45", false}, "H2": {"R7", "7", false}, "I2": {"02/2021", "44228", false},
		"A3": {"-1+2", "-1+2", true}, "B3": {"", "", false}, "D3": {"", "", false}, "G3": {"3", "3", false}, "I3": {"R", "R", true},
		"A5": {"_x0041_ < \" é\ufffd", "_x0041_ < \" é\ufffd", true}, "D5": {"1899-05-01", "1899-05-01", true},
	} {
		shown, err := f.GetCellValue("Liste", cell)
		value, rawErr := f.GetCellValue("Liste", cell, raw)
		kind, kindErr := f.GetCellType("Liste", cell)
		formula, formulaErr := f.GetCellFormula("Liste", cell)
		if err != nil || rawErr != nil || kindErr != nil || formulaErr != nil {
			t.Fatal(err, rawErr, kindErr, formulaErr)
		}
		isText := kind == excelize.CellTypeInlineString || kind == excelize.CellTypeSharedString
		if shown != want.shown || value != want.raw || isText != want.text || formula != "" {
			t.Errorf("%s shows %q, holds %q, text %v, formula %q; want %+v", cell, shown, value, isText, formula, want)
		}
	}
	if panes, err := f.GetPanes("Liste"); err != nil || !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("panes %+v, %v", panes, err)
	}
	if size, err := f.GetSheetDimension("Liste"); err != nil || size != "A1:I5" {
		t.Errorf("size %s, %v", size, err)
	}
	if p, err := f.GetSheetProps("Liste"); err != nil || p.FitToPage == nil || !*p.FitToPage {
		t.Errorf("the list does not fit the width of a page: %+v, %v", p, err)
	}
	if p, err := f.GetDocProps(); err != nil || p.Title != "Bilan" || p.Creator != "Le réseau" || p.Created != "2021-02-01T09:30:00Z" {
		t.Errorf("properties %+v, %v", p, err)
	}
	if got, err := f.GetCellValue("Lisez-moi", "B1"); err != nil || got != "Bilan\nfinal" {
		t.Errorf("line ends: %q, %v", got, err)
	}
}

func TestLongTextsAreCutWithAMark(t *testing.T) {
	f, err := excelize.OpenReader(bytes.NewReader(sample(t)))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	got, err := f.GetCellValue("Liste", "A4")
	if n := len(utf16.Encode([]rune(got))); err != nil || !strings.HasSuffix(got, " […]") || n > excelize.TotalCellChars || n < excelize.TotalCellChars-2 {
		t.Errorf("%d units, ends with %q, %v", n, got[max(0, len(got)-12):], err)
	}
}

func TestSameRowsSameBytes(t *testing.T) {
	first := sample(t)
	for range 5 {
		if !bytes.Equal(first, sample(t)) {
			t.Fatal("two workbooks of the same rows differ")
		}
	}
}
