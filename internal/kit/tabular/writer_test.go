package tabular

import (
	"bytes"
	"errors"
	"iter"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

var exported = []Column{{"Titre", Text}, {"Présents", Integer}, {"Heures", Decimal}, {"Date", Date}, {"Montant", Money}, {"Taux", Percent}}

func given(rows ...[]any) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		for _, r := range rows {
			if !yield(r, nil) {
				return
			}
		}
	}
}

var sample = [][]any{
	{"=HYPERLINK(\"x\")", 12, 3.5, time.Date(2018, 7, 9, 0, 0, 0, 0, time.UTC), int64(-123456), 0.45},
	{"deux\r\nlignes;", 0, 2, time.Date(2020, 3, 29, 14, 30, 0, 0, time.FixedZone("", 7200)), 5, 0.125},
	{nil, nil, nil, time.Time{}, nil, nil},
}

func TestWriteCSV(t *testing.T) {
	var buf bytes.Buffer
	if err := WriteCSV(&buf, exported, given(sample...)); err != nil {
		t.Fatal(err)
	}
	const want = "\ufeffTitre;Présents;Heures;Date;Montant;Taux\n" +
		"\"'=HYPERLINK(\"\"x\"\")\";12;3,5;2018-07-09;-1234,56;45 %\n" +
		"\"deux\nlignes;\";0;2;2020-03-29 14:30;0,05;12,5 %\n" +
		";;;;;\n"
	if buf.String() != want {
		t.Errorf("got\n%s\nwant\n%s", buf.String(), want)
	}
}

func TestGuard(t *testing.T) {
	cases := map[string]string{
		"=1+1": "'=1+1", "+cmd": "'+cmd", "-2+3": "'-2+3", "@x": "'@x", "\tx": "'\tx", "\rx": "'\rx", "'=1": "''=1", "+": "'+", "--1": "'--1", "-1;2": "'-1;2",
		"-12,5": "-12,5", "+33556000000": "+33556000000", "-12.5": "-12.5", "a=b": "a=b", "'t": "'t", "": "", "'": "'", "l'été": "l'été",
	}
	for in, want := range cases {
		if got := guard(in); got != want {
			t.Errorf("guard(%q) = %q, want %q", in, got, want)
		}
		if got := unguard(want); got != in {
			t.Errorf("unguard(%q) = %q, want %q", want, got, in)
		}
	}
}

func TestEuros(t *testing.T) {
	for cents, want := range map[int64]string{0: "0,00", 5: "0,05", -5: "-0,05", 123456: "1234,56", math.MinInt64: "-92233720368547758,08"} {
		if got := euros(cents); got != want {
			t.Errorf("%d: %q, want %q", cents, got, want)
		}
	}
}

func TestWriteXLSXIsReadBack(t *testing.T) {
	var buf bytes.Buffer
	if err := WriteXLSX(&buf, exported, given(sample...)); err != nil {
		t.Fatal(err)
	}
	rows := rest(t, openBook(t, buf.String(), Options{}))
	want := [][]string{
		{"=HYPERLINK(\"x\")", "12", "3.5", "2018-07-09", "-1234.56", "45 %"},
		{"deux\nlignes;", "0", "2", "2020-03-29 14:30", "0.05", "12.5 %"},
	}
	if len(rows) != len(want) {
		t.Fatalf("%+v", rows)
	}
	for i := range want {
		if !slices.Equal(rows[i].Cells, want[i]) {
			t.Errorf("got %q, want %q", rows[i].Cells, want[i])
		}
	}
}

// Another program must see real dates and numbers, the frozen header and the filter.
func TestWriteXLSXForSpreadsheets(t *testing.T) {
	var buf bytes.Buffer
	if err := WriteXLSX(&buf, exported, given(sample...)); err != nil {
		t.Fatal(err)
	}
	packed := buf.String()
	f, err := excelize.OpenReader(&buf)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for cell, want := range map[string]string{"D2": "09/07/2018", "D3": "29/03/2020 14:30", "E2": "-1,234.56 €", "F3": "12.5%", "D4": ""} {
		if got, err := f.GetCellValue("Sheet1", cell); err != nil || got != want {
			t.Errorf("%s shows %q (%v), want %q", cell, got, err, want)
		}
	}
	for cell, want := range map[string]string{"D2": "43290", "B2": "12", "C2": "3.5", "E3": "0.05"} {
		got, err := f.GetCellValue("Sheet1", cell, excelize.Options{RawCellValue: true})
		kind, kindErr := f.GetCellType("Sheet1", cell)
		if err != nil || kindErr != nil || got != want || kind != excelize.CellTypeUnset && kind != excelize.CellTypeNumber {
			t.Errorf("%s holds %q of type %v, want the number %s", cell, got, kind, want)
		}
	}
	if panes, err := f.GetPanes("Sheet1"); err != nil || !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("panes %+v, %v", panes, err)
	}
	if formula, err := f.GetCellFormula("Sheet1", "A2"); err != nil || formula != "" {
		t.Errorf("formula %q, %v", formula, err)
	}
	if !strings.Contains(sheetXML(t, packed), `<autoFilter ref="$A$1:$F$4"`) {
		t.Error("no filter over the data")
	}
}

func sheetXML(t *testing.T, packed string) string {
	t.Helper()
	f, err := excelize.OpenReader(strings.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	content, _ := f.Pkg.Load("xl/worksheets/sheet1.xml")
	return string(content.([]byte))
}

func TestWritersStopAtTheFirstError(t *testing.T) {
	broken := errors.New("query failed")
	failing := func(yield func([]any, error) bool) {
		_ = yield(sample[0], nil) && yield(nil, broken)
	}
	var buf bytes.Buffer
	if err := WriteCSV(&buf, exported, failing); !errors.Is(err, broken) {
		t.Error(err)
	}
	buf.Reset()
	if err := WriteXLSX(&buf, exported, failing); !errors.Is(err, broken) || buf.Len() > 0 {
		t.Error(err, buf.Len())
	}
	for name, row := range map[string][]any{"short": {"x"}, "text for a number": {"x", "12", nil, nil, nil, nil}, "text for a date": {"x", 1, nil, "2018", nil, nil}, "float for money": {"x", 1, nil, nil, 1.5, nil}, "NaN": {"x", 1, math.NaN(), nil, nil, nil}} {
		if err := WriteCSV(&buf, exported, given(row)); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

func TestXLSXCellLimit(t *testing.T) {
	var buf bytes.Buffer
	err := WriteXLSX(&buf, []Column{{"Note", Text}}, given([]any{strings.Repeat("é", excelize.TotalCellChars+1)}))
	if keyOf(err) != "tabular.cell_full" {
		t.Error(err)
	}
}

func TestEmptyExport(t *testing.T) {
	var buf bytes.Buffer
	if err := WriteXLSX(&buf, exported, given()); err != nil {
		t.Fatal(err)
	}
	if rows := rest(t, openBook(t, buf.String(), Options{})); len(rows) != 0 {
		t.Errorf("%+v", rows)
	}
}
