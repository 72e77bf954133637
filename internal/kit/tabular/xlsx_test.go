package tabular

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"maillage/internal/kit/apperr"
)

// save packs a workbook built by another program than the one under test.
func save(t testing.TB, f *excelize.File) string {
	t.Helper()
	var buf bytes.Buffer
	if err := f.Write(&buf); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.String()
}

func must(t testing.TB, errs ...error) {
	t.Helper()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
}

func styled(t testing.TB, f *excelize.File, sheet, cell string, value any, code string) {
	t.Helper()
	style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &code})
	must(t, err, f.SetCellValue(sheet, cell, value), f.SetCellStyle(sheet, cell, cell, style))
}

func openBook(t testing.TB, content string, o Options) *Reader {
	t.Helper()
	r, err := open(t, "t.xlsx", content, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestWorkbookCells(t *testing.T) {
	day := 43290.0 // 9 July 2018
	cases := []struct {
		value any
		code  string
		want  string
	}{
		{day, "dd/mm/yyyy", "2018-07-09"},
		{day, "[$-40C]dddd d mmmm yyyy;@", "2018-07-09"},
		{day, "mmm-yy", "2018-07-09"},
		{day + 14.5/24, "dd/mm/yyyy hh:mm", "2018-07-09 14:30"},
		{day + 14.5/24, "dd/mm/yyyy", "2018-07-09"},
		{day, "dd/mm/yyyy hh:mm", "2018-07-09"},
		{day + 0.99999999, "dd/mm/yyyy", "2018-07-10"},
		{14.5 / 24, "hh:mm", "14:30"},
		{26.5 / 24, "[h]:mm", "26:30"},
		{59, "yyyy-mm-dd", "1900-02-28"},
		{60, "yyyy-mm-dd", "1900-02-29"},
		{61, "yyyy-mm-dd", "1900-03-01"},
		{0.45, "0%", "45 %"},
		{0.07, "0.0 %", "7 %"},
		{0.125, "0.0%", "12.5 %"},
		{1000, "00000", "01000"},
		{556000000, `0#" "##" "##" "##" "##`, "0556000000"},
		{12.0, "#,##0.00 \"jours\"", "12"},
		{0.1 + 0.2, "General", "0.3"},
		{-1234.5, "#,##0.00 [$€-40C]", "-1234.5"},
		{12345678901234.0, "0", "12345678901234"},
		{1e21, "General", "1000000000000000000000"},
		{true, "General", "true"},
		{"mardi 2 octobre 2018", "dd/mm/yyyy", "mardi 2 octobre 2018"},
		{"01000", "@", "01000"},
		{"un<br>deux", "General", "un\ndeux"},
	}
	f := excelize.NewFile()
	must(t, f.SetSheetRow("Sheet1", "A1", &[]any{"Nom", "Valeur"}))
	for i, c := range cases {
		must(t, f.SetCellValue("Sheet1", fmt.Sprintf("A%d", i+2), "x"))
		styled(t, f, "Sheet1", fmt.Sprintf("B%d", i+2), c.value, c.code)
	}
	rows := rest(t, openBook(t, save(t, f), Options{}))
	if len(rows) != len(cases) {
		t.Fatalf("%d rows", len(rows))
	}
	for i, c := range cases {
		if got := rows[i]; got.Cells[1] != c.want || got.Err != nil || got.Number != i+2 {
			t.Errorf("%v as %s: got %q (%v), want %q", c.value, c.code, got.Cells[1], got.Err, c.want)
		}
	}
}

func Test1904(t *testing.T) {
	f := excelize.NewFile()
	system := true
	must(t, f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &system}), f.SetSheetRow("Sheet1", "A1", &[]any{"Jour", "Durée", "Nom"}))
	styled(t, f, "Sheet1", "A2", 43290-1462, "dd/mm/yyyy")
	styled(t, f, "Sheet1", "B2", 1.5/24, "hh:mm")
	must(t, f.SetCellValue("Sheet1", "C2", time.Date(2020, 3, 1, 0, 0, 0, 0, time.UTC)))
	rows := rest(t, openBook(t, save(t, f), Options{}))
	if got := rows[0].Cells; !slices.Equal(got, []string{"2018-07-09", "01:30", "2020-03-01"}) {
		t.Errorf("%q", got)
	}
}

func TestWorkbookSheetsAndTitles(t *testing.T) {
	f := excelize.NewFile()
	for _, s := range []string{"Caché", "Suivi", "Autre"} {
		if _, err := f.NewSheet(s); err != nil {
			t.Fatal(err)
		}
	}
	must(t, f.SetCellValue("Caché", "A1", "x"), f.SetSheetVisible("Caché", false),
		f.SetCellValue("Suivi", "A1", "Tournée 2019"), f.MergeCell("Suivi", "A1", "D1"),
		f.SetSheetRow("Suivi", "A3", &[]any{"Date", "Commune", "Titre"}),
		f.SetSheetRow("Suivi", "A6", &[]any{"2/10/18", "Pau", "Visite"}),
		f.SetCellValue("Suivi", "A7", "Tournée 2020"), f.MergeCell("Suivi", "A7", "D7"),
		f.SetSheetRow("Suivi", "A8", &[]any{"Date", "Commune", "Titre"}),
		f.SetSheetRow("Suivi", "A9", &[]any{"3/10/20", nil, nil, nil, "trop"}),
		f.SetCellFormula("Suivi", "C9", "1+1"),
		f.SetSheetRow("Autre", "A1", &[]any{"Nom", "Note"}))
	content := save(t, f)
	r := openBook(t, content, Options{})
	if info := r.Info(); info.Sheet != "Suivi" || !slices.Equal(info.Sheets, []string{"Sheet1", "Caché", "Suivi", "Autre"}) || r.HeaderRow() != 3 {
		t.Errorf("%+v, header in row %d", info, r.HeaderRow())
	}
	rows := rest(t, r)
	if len(rows) != 2 || rows[0].Title != "Tournée 2019" || rows[1].Title != "Tournée 2020" || rows[1].Number != 9 {
		t.Fatalf("%+v", rows)
	}
	if m := apperr.Message(rows[1].Err, "fr"); !strings.Contains(m, "« Suivi », cellule E9") {
		t.Errorf("message %q", m)
	}
	if r := openBook(t, content, Options{Sheet: "Autre"}); !slices.Equal(r.Header(), []string{"Nom", "Note"}) {
		t.Errorf("%q", r.Header())
	}
	if _, err := open(t, "t.xlsx", content, Options{Sheet: "Nulle"}); keyOf(err) != "tabular.sheet" || !strings.Contains(apperr.Message(err, "fr"), "Suivi, Autre") {
		t.Error(err)
	}
}

// parts packs a workbook by hand, to reach what no honest program writes.
func parts(t testing.TB, sheet string, more ...string) string {
	t.Helper()
	const ns = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	files := []string{
		"xl/workbook.xml", `<workbook ` + ns + ` xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="F" sheetId="1" r:id="r1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="r1" Type="http://x/worksheet" Target="/xl/worksheets/sheet1.xml"/></Relationships>`,
		"xl/styles.xml", `<styleSheet ` + ns + `><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`,
		"xl/sharedStrings.xml", `<sst ` + ns + `><si><r><t>Da</t></r><r><t>te</t></r><rPh><t>no</t></rPh></si><si><t>a_x000D_b</t></si></sst>`,
		"xl/worksheets/sheet1.xml", `<worksheet ` + ns + `><sheetData>` + sheet,
	}
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for part := range slices.Chunk(append(files, more...), 2) {
		out, err := w.Create(part[0])
		must(t, err)
		_, err = io.WriteString(out, part[1])
		must(t, err)
	}
	must(t, w.Close())
	return buf.String()
}

const (
	headerXML = `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>Nom</t></is></c></row>`
	endXML    = `</sheetData></worksheet>`
)

func TestWorkbookFormula(t *testing.T) {
	const row = `<row><c><f>1+1</f><v>2.0</v></c><c t="str"><f>"a"</f><v>texte</v></c></row><row r="7"><c r="B7" t="s"><v>1</v></c><c r="A7" t="d"><v>2018-07-09T00:00:00</v></c></row>`
	r := openBook(t, parts(t, headerXML+row+endXML), Options{})
	rows := rest(t, r)
	if !slices.Equal(r.Header(), []string{"Date", "Nom"}) || !slices.Equal(rows[0].Cells, []string{"2", "texte"}) || !slices.Equal(rows[1].Cells, []string{"2018-07-09", "a\rb"}) {
		t.Errorf("%q %+v", r.Header(), rows)
	}
	if rows[0].Number != 2 || rows[1].Number != 7 {
		t.Errorf("rows %d and %d", rows[0].Number, rows[1].Number)
	}
}

func TestUnreadableCellsAreTold(t *testing.T) {
	cases := map[string]string{
		"formula error": `<c r="B2" t="e"><v>#REF!</v></c>`,
		"before 1900":   `<c r="B2" s="1"><v>-5</v></c>`,
		"year 10000":    `<c r="B2" s="1"><v>2958466</v></c>`,
		"not a number":  `<c r="B2"><v>NaN</v></c>`,
		"lost text":     `<c r="B2" t="s"><v>9</v></c>`,
	}
	for name, cell := range cases {
		t.Run(name, func(t *testing.T) {
			rows := rest(t, openBook(t, parts(t, headerXML+`<row r="2"><c r="A2" t="str"><v>x</v></c>`+cell+`</row>`+endXML), Options{}))
			if keyOf(rows[0].Err) != "tabular.cell" || !strings.Contains(apperr.Message(rows[0].Err, "en"), "Sheet “F”, cell B2") {
				t.Errorf("%+v", rows[0])
			}
		})
	}
}

func TestHostileWorkbooks(t *testing.T) {
	blank := strings.Repeat(" ", 9<<20)
	var wide strings.Builder
	for range 1_000_000 {
		wide.WriteString("<c><v>1</v></c>")
	}
	good := parts(t, headerXML+endXML)
	cases := map[string]struct{ content, key string }{
		"not a zip":         {"Nom;Note\na;1\n", "tabular.not_xlsx"},
		"empty":             {"", "tabular.not_xlsx"},
		"cut":               {good[:len(good)/2], "tabular.not_xlsx"},
		"bomb":              {parts(t, headerXML+endXML, "xl/media/a.xml", blank), "tabular.bomb"},
		"a million columns": {parts(t, headerXML+`<row r="2">`+wide.String()+`</row>`+endXML), "tabular.columns"},
		"far column":        {parts(t, headerXML+`<row r="2"><c r="ZZZZZZZZ2"><v>1</v></c></row>`+endXML), "tabular.columns"},
		"far row":           {parts(t, headerXML+`<row r="99999999"/>`+endXML), "tabular.damaged"},
		"cut sheet":         {parts(t, headerXML+`<row r="2"><c r="A2"><v>1</v></c></row>`), "tabular.damaged"},
		"broken XML":        {parts(t, headerXML+`<row r="2"><c r="A2"><v>1</c></row>`+endXML), "tabular.damaged"},
		"entities":          {parts(t, headerXML+`<row r="2"><c r="A2" t="str"><v>&boom;</v></c></row>`+endXML), "tabular.damaged"},
		"no header":         {parts(t, `<row r="2"><c r="A2"><v>1</v></c><c r="B2"><v>2</v></c></row>`+endXML), "tabular.header"},
		"no row":            {parts(t, endXML), "tabular.empty"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			r, err := open(t, "t.xlsx", c.content, Options{MaxBytes: 1 << 20})
			if name == "a million columns" {
				r, err = open(t, "t.xlsx", c.content, Options{})
			}
			for err == nil {
				_, err = r.Next()
			}
			if keyOf(err) != c.key || apperr.CodeOf(err) != apperr.Invalid {
				t.Fatalf("got %v, want %s", err, c.key)
			}
		})
	}
}

// Rows of one far cell each are small in the file and wide in memory: the limit on cells counts the padding.
func TestSparseRowsAreCounted(t *testing.T) {
	var rows strings.Builder
	for i := range 100 {
		fmt.Fprintf(&rows, `<row r="%d"><c r="A%d"><v>1</v></c><c r="XFD%d"><v>1</v></c></row>`, i+2, i+2, i+2)
	}
	r, err := open(t, "t.xlsx", parts(t, headerXML+rows.String()+endXML), Options{MaxCells: 200_000})
	n := 0
	for ; err == nil; n++ {
		_, err = r.Next()
	}
	if keyOf(err) != "tabular.cells" || n > 15 {
		t.Errorf("%d rows, %v", n, err)
	}
}

// BenchmarkXLSX reads 20,000 rows of 8 columns, a date among them.
func BenchmarkXLSX(b *testing.B) {
	const count = 20_000
	cols := []Column{{"Date", Date}, {"Commune", Text}, {"Canal", Text}, {"Minutes", Integer}, {"Qui", Text}, {"Thème", Text}, {"Taux", Percent}, {"Coût", Money}}
	var buf bytes.Buffer
	day := time.Date(2019, 3, 1, 0, 0, 0, 0, time.UTC)
	err := WriteXLSX(&buf, cols, func(yield func([]any, error) bool) {
		for i := range count {
			if !yield([]any{day.AddDate(0, 0, i%300), "Pau", "téléphone", i, "porteur", "local", 0.5, int64(i)}, nil) {
				return
			}
		}
	})
	must(b, err)
	b.ReportAllocs()
	for b.Loop() {
		r := openBook(b, buf.String(), Options{})
		if n := len(rest(b, r)); n != count {
			b.Fatalf("%d rows", n)
		}
	}
	b.ReportMetric(count*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}
