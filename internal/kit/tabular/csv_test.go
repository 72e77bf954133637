package tabular

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"maillage/internal/kit/apperr"
)

func open(t testing.TB, name, content string, o Options) (*Reader, error) {
	t.Helper()
	return OpenReader(strings.NewReader(content), int64(len(content)), name, o)
}

// all reads a table to its end.
func all(t testing.TB, content string, o Options) (*Reader, []Row) {
	t.Helper()
	r, err := open(t, "t.csv", content, o)
	if err != nil {
		t.Fatal(err)
	}
	return r, rest(t, r)
}

func rest(t testing.TB, r *Reader) []Row {
	t.Helper()
	var rows []Row
	for {
		row, err := r.Next()
		if err == io.EOF {
			return rows
		}
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, row)
	}
}

func keyOf(err error) string {
	var e *apperr.E
	if errors.As(err, &e) {
		return e.Key
	}
	return ""
}

func TestSheetAsTeamsKeepIt(t *testing.T) {
	const file = "Bilan des événements;;;\r\n" +
		"\r\n" +
		"Date;Commune;Titre;Présents\r\n" +
		"Grande vadrouille 2019;;;\r\n" +
		"\"lundi, juillet 9, 2018\";Bègles;\"Visite<br/>et \"\"apéro\"\"\";12\r\n" +
		";;;\r\n" +
		"22 et 23/11/20;Pau;\"deux\r\nlignes\";8;;;\r\n" +
		"2020;;;\r\n" +
		"Date;Commune;Titre;Présents\r\n" +
		"07/2018;Dax\r\n" +
		"04/2/20;Agen;Rencontre;3;de trop"
	r, rows := all(t, file, Options{})
	if got := r.Header(); !slices.Equal(got, []string{"Date", "Commune", "Titre", "Présents"}) || r.HeaderRow() != 3 {
		t.Fatalf("header %q in row %d", got, r.HeaderRow())
	}
	want := []struct {
		number int
		cells  string
		title  string
		key    string
	}{
		{5, "lundi, juillet 9, 2018|Bègles|Visite\net \"apéro\"|12", "Grande vadrouille 2019", ""},
		{7, "22 et 23/11/20|Pau|deux\nlignes|8", "Grande vadrouille 2019", ""},
		{11, "07/2018|Dax||", "2020", ""},
		{12, "04/2/20|Agen|Rencontre|3|de trop", "2020", "tabular.ragged"},
	}
	if len(rows) != len(want) {
		t.Fatalf("%d rows, want %d: %+v", len(rows), len(want), rows)
	}
	for i, w := range want {
		got := rows[i]
		if got.Number != w.number || strings.Join(got.Cells, "|") != w.cells || got.Title != w.title || keyOf(got.Err) != w.key {
			t.Errorf("row %d: got %+v, want %+v", i, got, w)
		}
	}
	if m := apperr.Message(rows[3].Err, "fr"); !strings.Contains(m, "Ligne 12 : 5 cellules pour 4 colonnes") {
		t.Errorf("message %q", m)
	}
}

func TestTitleAboveTheHeader(t *testing.T) {
	_, rows := all(t, "Hotline 2020\nDate;Qui;Durée\n1/2/20;A;10\n", Options{})
	if len(rows) != 1 || rows[0].Title != "Hotline 2020" {
		t.Errorf("%+v", rows)
	}
}

func TestEncodings(t *testing.T) {
	const text = "Prénom;Été\nÉloïse;1\nœuf €;2\n"
	encode := func(s string, err error) string {
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	cases := map[string]struct{ content, encoding string }{
		"utf-8":          {text, "utf-8"},
		"utf-8 marked":   {"\ufeff" + text, "utf-8"},
		"windows-1252":   {encode(charmap.Windows1252.NewEncoder().String(text)), "windows-1252"},
		"utf-16le":       {encode(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(text)), "utf-16le"},
		"utf-16be":       {encode(unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().String(text)), "utf-16be"},
		"late accent":    {strings.Repeat("a;b\n", 100_000) + "\xe9;b\nPr\xe9nom;\xc9t\xe9\n\xc9lo\xefse;1\n\x9cuf \x80;2\n", "windows-1252"},
		"cut in a chunk": {text + "a;" + strings.Repeat("é", 200_001) + "\n", "utf-8"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			r, rows := all(t, c.content, Options{})
			if r.Info().Encoding != c.encoding {
				t.Errorf("encoding %q", r.Info().Encoding)
			}
			if !slices.ContainsFunc(rows, func(r Row) bool { return r.Cells[0] == "œuf €" }) {
				t.Errorf("%d rows without the accented cell", len(rows))
			}
		})
	}
}

func TestEncodingAskedFor(t *testing.T) {
	r, rows := all(t, "Nom;Note\né;1\n", Options{Encoding: "Windows-1252"})
	if rows[0].Cells[0] != "Ã©" || r.Info().Encoding != "windows-1252" {
		t.Errorf("%+v", rows)
	}
	_, err := open(t, "x.csv", "Nom;Note\na;1\n\xe9;1\n", Options{Encoding: "utf-8"})
	if keyOf(err) != "tabular.utf8" || !strings.Contains(apperr.Message(err, "en"), "Line 3") {
		t.Error(err)
	}
	if _, err := open(t, "x.csv", "Nom;Note\n", Options{Encoding: "ebcdic"}); keyOf(err) != "tabular.encoding" {
		t.Error(err)
	}
}

func TestSeparators(t *testing.T) {
	cases := map[string]struct {
		content string
		want    rune
	}{
		"semicolon":          {"a;b;c\nd;e;f\n", ';'},
		"comma":              {"a,b,c\nd,e,f\n", ','},
		"tab":                {"a\tb\tc\nd\te\tf\n", '\t'},
		"decimal commas":     {"Lieu;Heures;Taux\nPau;1,5;0,2\nDax;2,5;0,4\n", ';'},
		"commas in quotes":   {"a;b\n\"x,y,z\";\"p,q,r\"\n\"x,y,z\";\"p,q,r\"\n", ';'},
		"semicolon in texts": {"Nom,Note\n\"a;b;c\",1\n\"a;b;c\",1\nx;y,2\n", ','},
		"declared":           {"sep=,\nNom,Note\na,1\n", ','},
		"declared CRLF":      {"sep=\t\r\nNom\tNote\r\na\t1\r\n", '\t'},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			r, rows := all(t, c.content, Options{})
			if got := r.Info().Separator; got != c.want || len(rows) == 0 {
				t.Errorf("separator %q, %d rows", got, len(rows))
			}
		})
	}
	if _, err := open(t, "x.csv", "a;b\n", Options{Separator: '"'}); keyOf(err) != "tabular.separator" {
		t.Error(err)
	}
}

func TestLineEnds(t *testing.T) {
	for name, end := range map[string]string{"LF": "\n", "CRLF": "\r\n", "CR": "\r"} {
		t.Run(name, func(t *testing.T) {
			_, rows := all(t, strings.Join([]string{"Nom;Note", `"a` + end + `b";1`, "c;2", ""}, end), Options{})
			if len(rows) != 2 || rows[0].Cells[0] != "a\nb" || rows[1].Number != 4 {
				t.Errorf("%+v", rows)
			}
		})
	}
}

func TestStrayQuotesKeepTheRow(t *testing.T) {
	_, rows := all(t, "Nom;Note\nCafé \"chez nous\";1\n\"abc\"def;2\n \"g;h\" ;3\n", Options{})
	want := []struct{ cell, key string }{{`Café "chez nous"`, "tabular.quote"}, {`abc"def`, "tabular.quote"}, {"g;h", ""}}
	for i, w := range want {
		if rows[i].Cells[0] != w.cell || keyOf(rows[i].Err) != w.key {
			t.Errorf("got %q, %v", rows[i].Cells, rows[i].Err)
		}
	}
	if m := apperr.Message(rows[1].Err, "en"); !strings.Contains(m, "Line 3") {
		t.Errorf("message %q", m)
	}
}

func TestRefused(t *testing.T) {
	cases := map[string]struct{ name, content, key string }{
		"unclosed quote":       {"a.csv", "Nom;Note\na;1\n\"b;2\nc;3\n", "tabular.unclosed"},
		"unclosed, huge":       {"a.csv", "Nom;Note\na;1\n\"b;2\n" + strings.Repeat("c;3\n", 1<<20), "tabular.unclosed"},
		"NUL":                  {"a.csv", "Nom;Note\na\x00;1\n", "tabular.nul"},
		"endless line":         {"a.csv", "Nom;Note\n" + strings.Repeat("x", 5<<20), "tabular.line"},
		"a million columns":    {"a.csv", "Nom;Note\n" + strings.Repeat(";", 1_000_000) + "x", "tabular.columns"},
		"empty":                {"a.csv", "", "tabular.empty"},
		"blank":                {"a.csv", " ;\n;;\n", "tabular.empty"},
		"no header":            {"a.csv", "12/03/2019;Pau;5\n13/03/2019;Dax;6\n;Agen;7\n", "tabular.header"},
		"one line late, texts": {"a.csv", "12/03/2019;Pau;Visite\nà venir;Dax;Visite\n", "tabular.header"},
		"one column":           {"a.csv", "Nom\nPau\n", "tabular.header"},
		"ODS":                  {"a.ods", "PK\x03\x04....mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "tabular.format"},
		"old XLS":              {"a.xls", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "tabular.format"},
		"locked XLSX":          {"a.xlsx", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "tabular.encrypted"},
		"a web page as XLS":    {"a.xls", "  <HTML><table>", "tabular.format"},
		"PDF":                  {"a.csv", "%PDF-1.7", "tabular.format"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			r, err := open(t, c.name, c.content, Options{})
			for err == nil {
				_, err = r.Next()
			}
			var e *apperr.E
			if !errors.As(err, &e) || e.Key != c.key || e.Code != apperr.Invalid || e.FR == "" || e.EN == "" {
				t.Fatalf("got %v, want %s", err, c.key)
			}
		})
	}
}

func TestUnclosedQuoteNamesItsLine(t *testing.T) {
	r, err := open(t, "a.csv", "Nom;Note\na;1\n\"b;2\nc;3\n", Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err = r.Next(); err != nil {
		t.Fatal(err)
	}
	if _, err = r.Next(); !strings.Contains(apperr.Message(err, "fr"), "Ligne 3") {
		t.Error(err)
	}
}

func TestLimits(t *testing.T) {
	const file = "Nom;Note\na;1\nb;2\nc;3\n"
	cases := map[string]struct {
		o    Options
		rows int
		key  string
	}{
		"bytes": {Options{MaxBytes: 10}, 0, "tabular.bytes"},
		"rows":  {Options{MaxRows: 2}, 2, "tabular.rows"},
		"cells": {Options{MaxCells: 5}, 2, "tabular.cells"},
		"just":  {Options{MaxBytes: int64(len(file)), MaxRows: 3, MaxCells: 6}, 3, ""},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			rows := 0
			r, err := open(t, "t.csv", file, c.o)
			for err == nil {
				if _, err = r.Next(); err == nil {
					rows++
				}
			}
			if rows != c.rows || keyOf(err) != c.key {
				t.Errorf("%d rows, %v", rows, err)
			}
		})
	}
}

func TestHeaderAmongPreamble(t *testing.T) {
	r, rows := all(t, "Export;12/03/2020\nDépartement;2018;2019;2020\nGironde;1;2;3\n", Options{})
	if r.HeaderRow() != 2 || len(rows) != 1 || !slices.Equal(r.Header(), []string{"Département", "2018", "2019", "2020"}) {
		t.Errorf("header %q at %d, rows %+v", r.Header(), r.HeaderRow(), rows)
	}
}

func TestLabels(t *testing.T) {
	for _, s := range []string{"Nom", "2019", "2018-2020", "T1 2019", "N°", "%", "33 - Gironde", "janv. 2020", "1er trimestre", "(33)", "Mars"} {
		if !isLabel(s) {
			t.Errorf("%q is a label", s)
		}
	}
	for _, s := range []string{"12", "-3,5", "1 234,56", "45 %", "12 €", "28/11/18 9h-12h", "2018-07-09", "2018-07-09T14:30:00Z", "07/2018", "0556000000",
		"lundi 9 juillet 2018", "lundi, juillet 9, 2018", "1er oct. 2020", "19 & 20 avril 2018"} {
		if isLabel(s) {
			t.Errorf("%q is no label", s)
		}
	}
}

func TestOpenFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "liste.csv")
	if err := os.WriteFile(path, []byte("Nom,Note\na,1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	r, err := Open(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if rows := rest(t, r); len(rows) != 1 {
		t.Errorf("%+v", rows)
	}
	if err := r.Close(); err != nil {
		t.Error(err)
	}
	if _, err := Open(path+"x", Options{}); !errors.Is(err, os.ErrNotExist) {
		t.Error(err)
	}
}

func TestCleanHTML(t *testing.T) {
	cases := [][2]string{
		{"plain", "plain"},
		{"un<br/>deux<BR>trois", "un\ndeux\ntrois"},
		{`<ul style="margin:0"><li>Pau</li><li>Dax</li></ul>`, "Pau\nDax"},
		{"<p><u>Bilan</u> d&rsquo;&eacute;t&#233;</p>\n<p>fin</p>", "Bilan d’été\nfin"},
		{"<style>p{color:red}</style><!-- note -->texte", "texte"},
		{"a < b et c > d", "a < b et c > d"},
		{"R&D & AT&T", "R&D & AT&T"},
		{"Accueil <accueil@example.org>", "Accueil <accueil@example.org>"},
		{"https://example.org/?a=1&copy=2&lang=fr", "https://example.org/?a=1&copy=2&lang=fr"},
		{"<Le Lieu> à Pau", "<Le Lieu> à Pau"},
		{"a &lt;b&gt; c &amp;amp;", "a <b> c &amp;"},
	}
	for _, c := range cases {
		if got := CleanHTML(c[0]); got != c[1] {
			t.Errorf("%q: got %q, want %q", c[0], got, c[1])
		}
	}
}
