package sheets_test

import (
	"bytes"
	"context"
	"fmt"
	"iter"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"maillage/internal/db"
	"maillage/internal/db/dbtest"
	"maillage/internal/kit/apperr"
	"maillage/internal/kit/importer"
	"maillage/internal/programme/ledger"
	"maillage/internal/programme/report"
	"maillage/internal/programme/report/render"
	"maillage/internal/programme/report/reporttest"
)

// few are sources for documents made by hand.
type few struct{}

func (few) Entries(context.Context) iter.Seq2[report.EntryLine, error] {
	return func(yield func(report.EntryLine, error) bool) {
		amount, minutes := int64(1_234_50), int64(90)
		e := ledger.Entry{ID: "e1", Version: 2, Hash: "5ea1", Content: ledger.Content{Title: "=1+1", Start: "2018-07-09", End: "2018-07-10", Year: 2018, Amount: &amount, Minutes: &minutes, Department: "79"}}
		_ = yield(report.EntryLine{Entry: e, Number: 1, KindName: "Étape", Counted: true, Need: 2, Have: 1, Lacks: []string{"Programme"}}, nil)
	}
}

func (few) Pieces(context.Context) iter.Seq2[report.PieceLine, error] {
	return func(yield func(report.PieceLine, error) bool) {
		_ = yield(report.PieceLine{Number: 1, KindName: "Feuille", Proves: []int{1, 2}}, nil)
	}
}

// written writes a workbook and opens it as another program does.
func written(t *testing.T, doc *report.Document, from interface {
	Entries(context.Context) iter.Seq2[report.EntryLine, error]
	Pieces(context.Context) iter.Seq2[report.PieceLine, error]
}) (*book, []byte) {
	t.Helper()
	var out bytes.Buffer
	if err := render.XLSX(t.Context(), &out, doc, from); err != nil {
		t.Fatal(err)
	}
	packed := bytes.Clone(out.Bytes())
	f, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return &book{t, f, map[string][][]string{}}, packed
}

type book struct {
	*testing.T
	*excelize.File
	read map[string][][]string
}

// under finds the cell of a row under a head.
func (b *book) under(sheet, head string, row int) string {
	b.T.Helper()
	rows := b.rows(sheet)
	column := slices.Index(rows[0], head)
	if column < 0 {
		b.Fatalf("%s has no column %q: %q", sheet, head, rows[0])
	}
	name, err := excelize.CoordinatesToCellName(column+1, row)
	if err != nil {
		b.Fatal(err)
	}
	return name
}

// holds checks what a cell shows, what it holds, and that it is a number when it should be.
func (b *book) holds(sheet, head string, row int, shown, raw string) {
	b.T.Helper()
	cell := b.under(sheet, head, row)
	gotShown, err := b.GetCellValue(sheet, cell)
	gotRaw, rawErr := b.GetCellValue(sheet, cell, excelize.Options{RawCellValue: true})
	kind, kindErr := b.GetCellType(sheet, cell)
	if err != nil || rawErr != nil || kindErr != nil {
		b.Fatal(err, rawErr, kindErr)
	}
	_, notNumber := strconv.ParseFloat(raw, 64)
	isText := kind == excelize.CellTypeInlineString || kind == excelize.CellTypeSharedString
	if gotShown != shown || gotRaw != raw || raw != "" && isText != (notNumber != nil) {
		b.Errorf("%s, %s, row %d (%s) shows %q and holds %q (text: %v), want %q and %q", sheet, head, row, cell, gotShown, gotRaw, isText, shown, raw)
	}
}

func (b *book) rows(sheet string) [][]string {
	b.T.Helper()
	if b.read[sheet] == nil {
		rows, err := b.GetRows(sheet)
		if err != nil {
			b.Fatal(err)
		}
		b.read[sheet] = rows
	}
	return b.read[sheet]
}

func TestAnInstallationsWorkbook(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := reporttest.New(t, d)
		w.Load(nil)
		for _, o := range []report.Options{{}, {AsOf: w.Clock}, {Funder: "region"}} {
			doc := w.Build(o)
			tables, err := w.Reports.Tables(t.Context(), doc, o.AsOf)
			if err != nil {
				t.Fatal(err)
			}
			b, _ := written(t, doc, tables)
			if n := len(b.rows("Réalisations")) - 1; n != doc.Entries.Total || n == 0 {
				t.Errorf("%+v: %d entries in the sheet, %d in the document", o, n, doc.Entries.Total)
			}
			if n := len(b.rows("Chiffres")) - 1; n != len(doc.Figures) {
				t.Errorf("%d figures in the sheet, %d in the document", n, len(doc.Figures))
			}
			if o.Funder != "" {
				continue
			}
			at := 2 + slices.IndexFunc(doc.Entries.Rows, func(r report.EntryRow) bool { return r.When == "lundi 12 février 2018" })
			b.holds("Réalisations", "Début", at, "12/02/2018", "43143")
			b.holds("Réalisations", "N°", at, "R"+strconv.Itoa(at-1), strconv.Itoa(at-1))
			b.holds("Réalisations", "Identifiant", at, doc.Entries.Rows[at-2].ID, doc.Entries.Rows[at-2].ID)
			for i, f := range doc.Figures {
				value := f.Computed.Value
				if n, whole := f.Computed.Int(); whole && !f.Computed.Indicator.Percent() {
					b.holds("Chiffres", "Valeur", i+2, strings.ReplaceAll(f.Text, "\u202f", ","), strconv.FormatInt(n, 10))
				} else if value == nil {
					b.holds("Chiffres", "Valeur", i+2, "", "")
				} else if n, _ := value.Float64(); f.Computed.Indicator.Percent() {
					cell, _ := b.GetCellValue("Chiffres", b.under("Chiffres", "Valeur", i+2), excelize.Options{RawCellValue: true})
					if got, err := strconv.ParseFloat(cell, 64); err != nil || got-n/100 > 1e-9 || n/100-got > 1e-9 {
						t.Errorf("%s: the ratio %q (%v), want %f", f.Label, cell, err, n/100)
					}
				}
			}
			pieces := b.rows("Pièces")
			if len(pieces) < 2 || !slices.ContainsFunc(pieces, func(r []string) bool { return slices.Contains(r, "Émargement de Floirac") }) {
				t.Errorf("pieces %q", pieces)
			}
		}
	})
}

// The document lists 5,000 entries; the workbook lists them all.
func TestNoBoundInTheWorkbook(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := reporttest.New(t, d)
		w.Load(nil)
		add(t, w, 5_100)
		doc := w.Build(report.Options{})
		if len(doc.Entries.Rows) >= doc.Entries.Total {
			t.Fatalf("the document lists %d of %d", len(doc.Entries.Rows), doc.Entries.Total)
		}
		tables, err := w.Reports.Tables(t.Context(), doc, time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		b, _ := written(t, doc, tables)
		if n := len(b.rows("Réalisations")) - 1; n != doc.Entries.Total {
			t.Errorf("%d entries, want %d", n, doc.Entries.Total)
		}
		b.holds("Réalisations", "N°", doc.Entries.Total+1, fmt.Sprintf("R%d", doc.Entries.Total), strconv.Itoa(doc.Entries.Total))
	})
}

// A workbook whose lists no longer say what its document says is not written at all.
func TestALedgerThatMovedIsTold(t *testing.T) {
	w := reporttest.New(t, dbtest.SQLite(t))
	w.Load(nil)
	doc := w.Build(report.Options{})
	add(t, w, 1)
	tables, err := w.Reports.Tables(t.Context(), doc, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := render.XLSX(t.Context(), &out, doc, tables); apperr.CodeOf(err) != apperr.Stale || out.Len() > 0 {
		t.Errorf("%v, %d bytes", err, out.Len())
	}
	stopped, stop := context.WithCancel(t.Context())
	stop()
	if err := render.XLSX(stopped, &out, reporttest.Everything("fr"), few{}); err == nil || out.Len() > 0 {
		t.Errorf("stopped: %v, %d bytes", err, out.Len())
	}
}

// add imports more tour stops.
func add(t *testing.T, w *reporttest.World, n int) {
	t.Helper()
	var csv strings.Builder
	csv.WriteString("Référence;Date;Ville\n")
	for i := range n {
		fmt.Fprintf(&csv, "PLUS-%d;%02d/%02d/2019;Pau\n", i, 1+i%28, 1+i%12)
	}
	path := filepath.Join(t.TempDir(), "plus.csv")
	if err := os.WriteFile(path, []byte(csv.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	target, err := w.Ledger.Target(t.Context(), "tour")
	if err != nil {
		t.Fatal(err)
	}
	if r, err := w.Importer.Run(t.Context(), target, importer.Request{Path: path}); err != nil || r.New != n {
		t.Fatalf("%d of %d imported, %v %+v", r.New, n, err, r.Refused)
	}
}

func TestEverySheet(t *testing.T) {
	doc := reporttest.Everything("fr")
	b, _ := written(t, doc, few{})
	want := "Lisez-moi, Chiffres, Tableaux, Réalisations, Pièces, Complétude, Chronogramme, Chronogramme, mois, Public, Écarts, Dérogations, Rapprochement, Annexe financière, À ventiler, À régler"
	if got := strings.Join(b.GetSheetList(), ", "); got != want {
		t.Errorf("sheets %s", got)
	}
	b.holds("Réalisations", "Intitulé", 2, "=1+1", "=1+1")
	b.holds("Réalisations", "Fin", 2, "10/07/2018", "43291")
	b.holds("Réalisations", "Montant", 2, "1,234.50 €", "1234.5")
	b.holds("Réalisations", "Participations", 2, "", "")
	b.holds("Pièces", "N°", 2, "P1", "1")
	b.holds("Pièces", "Lesquelles", 2, "R1, R2", "R1, R2")
	b.holds("Complétude", "Part présente", 2, "1.9%", "0.0192307692307692")
	b.holds("Public", "Participants FSE", 2, "", "")
	b.holds("Public", "Personnes touchées", 2, "120", "120")
	b.holds("Écarts", "État", 2, "clos", "clos")
	b.holds("Écarts", "État", 3, "ouvert", "ouvert")
	b.holds("Écarts", "Le", 2, "01/02/2021 09:00", "44228.375")
	b.holds("Rapprochement", "Région", 2, "20", "20")
	b.holds("À ventiler", "N°", 2, "R2", "2")
	b.holds("Tableaux", "Colonne", 2, "Région", "Région")
	for head, mark := range map[string]string{"01/18": "I", "03/18": "P", "07/18": "R", "07/19": "H"} {
		if got, err := b.GetCellValue("Chronogramme", b.under("Chronogramme", head, 2)); err != nil || got != mark {
			t.Errorf("%s is marked %q, want %q (%v)", head, got, mark, err)
		}
	}
	b.holds("Chronogramme, mois", "Mois", 2, "01/2018", "43101")
	if amounts := b.rows("Annexe financière"); amounts[2][1] != "200,000.00 €" || len(amounts[2]) > 2 {
		t.Errorf("amounts %q", amounts[2])
	}
	for _, name := range b.GetSheetList() {
		panes, err := b.GetPanes(name)
		if page := name == "Lisez-moi" || name == "Annexe financière"; err != nil || !page && !panes.Freeze {
			t.Errorf("%s: the head does not stay in sight (%v)", name, err)
		}
	}
}

func TestEnglish(t *testing.T) {
	b, _ := written(t, reporttest.Everything("en"), few{})
	for _, name := range b.GetSheetList() {
		for _, row := range b.rows(name)[:1] {
			for _, french := range []string{"Clé", "Libellé", "Activité", "Réalisations", "Prévu", "Pièces"} {
				if slices.Contains(row, french) {
					t.Errorf("%s: the head %q is French", name, french)
				}
			}
		}
	}
	if b.GetSheetList()[0] != "Read me" {
		t.Error(b.GetSheetList())
	}
}

func TestTheSameDocumentGivesTheSameBytes(t *testing.T) {
	_, first := written(t, reporttest.Everything("fr"), few{})
	_, second := written(t, reporttest.Everything("fr"), few{})
	if !bytes.Equal(first, second) {
		t.Error("two workbooks of one document differ")
	}
}

// Another spreadsheet program opens the file and reads dates and numbers in it.
func TestLibreOfficeOpensIt(t *testing.T) {
	if _, err := exec.LookPath("soffice"); err != nil {
		t.Skip("no LibreOffice on this machine: soffice is not found")
	}
	_, packed := written(t, reporttest.Everything("fr"), few{})
	dir := t.TempDir()
	path := filepath.Join(dir, "bilan.xlsx")
	if err := os.WriteFile(path, packed, 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(t.Context(), 90*time.Second)
	defer stop()
	const allSheets = "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,false,true,false,false,-1"
	command := exec.CommandContext(ctx, "soffice", "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless", "--convert-to", allSheets, "--outdir", dir, path)
	if said, err := command.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	lines, err := os.ReadFile(filepath.Join(dir, "bilan-Réalisations.csv"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"R1;Étape;=1+1;", ";09/07/2018;10/07/2018;2018;"} {
		if !strings.Contains(string(lines), want) {
			t.Errorf("LibreOffice does not read %q in\n%s", want, lines)
		}
	}
}
