package office_test

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"maillage/internal/db/dbtest"
	"maillage/internal/programme/report"
	"maillage/internal/programme/report/render"
	"maillage/internal/programme/report/reporttest"
)

// opened gives a file to LibreOffice and returns the path of what it made of it.
func opened(t *testing.T, file []byte, format, into string) string {
	t.Helper()
	path, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("no LibreOffice (soffice) to open the file with: install libreoffice-writer-nogui")
	}
	if testing.Short() {
		t.Skip("short: LibreOffice takes seconds to start")
	}
	folder := t.TempDir()
	source := filepath.Join(folder, "report."+format)
	if err := os.WriteFile(source, file, 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(context.Background(), 3*time.Minute)
	defer stop()
	// A profile of its own: two runs at the same time would wait for each other.
	cmd := exec.CommandContext(ctx, path, "-env:UserInstallation=file://"+filepath.Join(folder, "profile"), "--headless", "--convert-to", into, "--outdir", folder, source)
	said, err := cmd.CombinedOutput()
	made := filepath.Join(folder, "report."+into)
	if _, missing := os.Stat(made); err != nil || missing != nil {
		t.Fatalf("LibreOffice: %v %v: %s", err, missing, said)
	}
	return made
}

func readHTML(t *testing.T, path string) *goquery.Document {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	tree, err := goquery.NewDocumentFromReader(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

func flat(s string) string { return strings.Join(strings.Fields(s), " ") }

func textsOf(tree *goquery.Document, selector string) []string {
	var list []string
	tree.Find(selector).Each(func(_ int, s *goquery.Selection) { list = append(list, flat(s.Text())) })
	return list
}

// TestLibreOfficeOpensBoth reads back what a word processor understood of the document that holds everything.
func TestLibreOfficeOpensBoth(t *testing.T) {
	eachFormat(t, func(t *testing.T, format string) {
		tree := readHTML(t, opened(t, written(t, format, everything("fr"), dots), format, "html"))
		want := []string{
			"Lettre des différences", "Trois ans de tiers-lieux", "Axe 1, animer le réseau", "Périmètre et ventilation", "Rapprochement des cofinanceurs", "Publics", "Annexe financière", "Écarts",
			"Liste des réalisations", "Index des pièces", "Pièces présentes et manquantes", "À ventiler et à vérifier", "Fiches des chiffres",
		}
		var parts []string
		for _, h := range textsOf(tree, "h1") {
			if slices.Contains(want, h) {
				parts = append(parts, h)
			}
		}
		// The first page repeats the title of the opening as its own.
		if got := strings.Join(parts, " | "); !strings.HasSuffix(got, strings.Join(want, " | ")) {
			t.Errorf("the parts:\n got %s\nwant %s", got, strings.Join(want, " | "))
		}
		whole := flat(tree.Find("body").Text())
		contents := whole[strings.Index(whole, "Sommaire"):strings.Index(whole, "Correction")]
		for _, entry := range append(want, "En bref", "Réalisations") {
			if !strings.Contains(contents, entry) {
				t.Errorf("the contents lack %q: %s", entry, contents)
			}
		}
		if notes := tree.Find(`div[id^="sdfootnote"]`); notes.Length() != 1 || !strings.Contains(flat(notes.Text()), "52 réalisations ; pièces P1 et P2 ; 1 preuve conservée sur 104 exigées.") {
			t.Errorf("%d footnotes: %s", notes.Length(), notes.Text())
		}
		if n := tree.Find("thead").Length(); n < 18 {
			t.Errorf("%d tables have a head that is repeated", n)
		}
		if n := tree.Find("img").Length(); n < 6 {
			t.Errorf("%d pictures", n)
		}
		if !strings.Contains(whole, "Étape de Niort & alentours <test>") || strings.Contains(whole, "{{.") {
			t.Error("texts were not kept as they are")
		}
		if lang := tree.Find("body").AttrOr("lang", ""); lang != "fr-FR" {
			t.Errorf("language %q", lang)
		}
	})
}

// TestLibreOfficeLaysOutTheWholeReport prints the report of a small programme and looks for the words of the page in it.
func TestLibreOfficeLaysOutTheWholeReport(t *testing.T) {
	w := reporttest.New(t, dbtest.SQLite(t))
	w.Load(nil)
	doc := w.Build(report.Options{})
	eachFormat(t, func(t *testing.T, format string) {
		pdf := opened(t, written(t, format, doc, dots), format, "pdf")
		reader, err := exec.LookPath("pdftotext")
		if err != nil {
			t.Skip("no pdftotext to read the pages with: install poppler-utils")
		}
		out, err := exec.Command(reader, "-layout", pdf, "-").Output()
		if err != nil {
			t.Fatal(err)
		}
		pages := strings.Split(string(out), "\f")
		pages = pages[:len(pages)-1]
		if n := len(pages); n < 8 {
			t.Fatalf("%d pages", n)
		}
		if first := flat(pages[0]); !strings.Contains(first, render.Heading(doc)) || !strings.Contains(first, "Cofinancé par l’Union européenne") || strings.Contains(first, "Sommaire") {
			t.Errorf("the cover should be whole on the first page: %s", first)
		}
		for i, p := range pages[1:] {
			if foot := "page " + strconv.Itoa(i+2) + " / " + strconv.Itoa(len(pages)); !strings.Contains(flat(p), foot) {
				t.Errorf("page %d does not say %q", i+2, foot)
			}
		}
		if heads := regexp.MustCompile(`N°\s+Quand`).FindAllString(string(out), -1); len(heads) < 3 {
			t.Errorf("%d heads of lists", len(heads))
		}
		if format == "odt" {
			contentsTellPages(t, pages)
		}
	})
}

// contentsTellPages checks that the numbers of the contents are those of the pages, before anybody updated the field.
func contentsTellPages(t *testing.T, pages []string) {
	t.Helper()
	told := regexp.MustCompile(`Liste des réalisations\.*\s*(\d+)\n`).FindStringSubmatch(pages[1])
	if told == nil {
		t.Fatalf("the contents tell no page:\n%s", pages[1])
	}
	n, _ := strconv.Atoi(told[1])
	if n < 1 || n > len(pages) || !strings.Contains(pages[n-1], "Liste des réalisations") {
		t.Errorf("the contents say page %d", n)
	}
}
