package arch

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"html"
	"io"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// opaque files are not texts, or texts that others wrote: fonts, vendored scripts, sums.
var opaque = []string{".woff2", ".gz", ".png", ".jpg", ".pdf", ".min.js", "go.sum"}

// texts gives the text of each file that we answer for, that of workbooks included.
func texts(t *testing.T, fn func(name, content string)) {
	t.Helper()
	for _, name := range files(t) {
		if slices.ContainsFunc(opaque, func(end string) bool { return strings.HasSuffix(name, end) }) {
			continue
		}
		content := read(t, name)
		switch {
		case path.Ext(name) == ".xlsx":
			fn(name, workbook(t, content))
		case strings.Contains(content, "\x00"): // a program, a picture
		case utf8.ValidString(content):
			fn(name, content)
		default: // Windows-1252, as older files of people are: its letters are those of Latin-1
			runes := make([]rune, len(content))
			for i := range len(content) {
				runes[i] = rune(content[i])
			}
			fn(name, string(runes))
		}
	}
}

var markup = regexp.MustCompile(`<[^>]*>`)

// workbook is what stands in the cells of an XLSX file.
func workbook(t *testing.T, content string) string {
	t.Helper()
	archive, err := zip.NewReader(strings.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, f := range archive.File {
		if path.Ext(f.Name) != ".xml" {
			continue
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		part, err := io.ReadAll(io.LimitReader(r, 16<<20))
		_ = r.Close()
		if err != nil {
			t.Fatal(err)
		}
		all.WriteString(html.UnescapeString(markup.ReplaceAllString(string(part), " ")) + "\n")
	}
	return all.String()
}

// names holds the SHA-256 of family names, in small letters, of people who stand in the documents behind the example: data of real people
// do not belong in a public repository, nor does a list of them.
func names(t *testing.T) map[string]bool {
	t.Helper()
	content, err := os.ReadFile("testdata/names.sha256")
	if err != nil {
		t.Fatal(err)
	}
	set := map[string]bool{}
	for _, line := range strings.Fields(string(content)) {
		set[line] = true
	}
	return set
}

// nameFaultsIn tells the lines where a name stands. Only words with a capital can be one.
func nameFaultsIn(file, content string, names map[string]bool) []string {
	var faults []string
	for i, line := range strings.Split(content, "\n") {
		for _, word := range strings.FieldsFunc(line, func(c rune) bool { return !unicode.IsLetter(c) }) {
			if first, _ := utf8.DecodeRuneInString(word); !unicode.IsUpper(first) {
				continue
			}
			sum := sha256.Sum256([]byte(strings.ToLower(word)))
			if names[hex.EncodeToString(sum[:])] {
				faults = append(faults, fmt.Sprintf("%s:%d: the name of a real person: write the role or the organisation", file, i+1))
			}
		}
	}
	return faults
}

// unwanted are words that have no place in the files. They are put together here so that this file does not hold them.
var unwanted = []struct {
	words *regexp.Regexp
	why   string
	code  bool // looked for in code and scripts alone
}{
	{regexp.MustCompile(`\b(TO` + `DO|FIX` + `ME|XX` + `X|HA` + `CK)\b`), "do it, or open an issue", true},
	{regexp.MustCompile(`(?i)not ` + `implemented|unim` + `plemented`), "what is not there is not offered", true},
	{regexp.MustCompile(`/wo` + `rk/|/ho` + `me/[a-z]|/ro` + `ot/|\.\./sha` + `red/`), "a path of one machine", false},
	{regexp.MustCompile(`(?i)sub` + `agent|language` + ` model|system` + ` prompt|before` + `-stop|\bcl` + `aude\b|\banthr` + `opic\b|\bch` + `atgpt\b|\bll` + `ms?\b`), "how a text came about is not its matter", false},
	{regexp.MustCompile(`(?i)pro` + `xy\.golang\.org|regis` + `try\.npmjs|deb\.deb` + `ian\.org|sum\.gol` + `ang\.org`), "registries are configured on the machine", false},
}

var codeEnds = []string{".go", ".templ", ".css", ".js", ".sh", ".sql"}

func wordFaults(file, content string) []string {
	code := slices.Contains(codeEnds, path.Ext(file))
	var faults []string
	for _, u := range unwanted {
		if u.code && !code {
			continue
		}
		for _, at := range u.words.FindAllStringIndex(content, -1) {
			line := 1 + bytes.Count([]byte(content[:at[0]]), []byte("\n"))
			faults = append(faults, fmt.Sprintf("%s:%d: %q: %s", file, line, content[at[0]:at[1]], u.why))
		}
	}
	return faults
}

func TestWords(t *testing.T) {
	hidden := names(t)
	if len(hidden) < 40 {
		t.Fatalf("only %d names are looked for", len(hidden))
	}
	read := 0
	texts(t, func(name, content string) {
		read++
		report(t, nameFaultsIn(name, content, hidden))
		report(t, wordFaults(name, content))
	})
	if read < 100 {
		t.Errorf("only %d files were read", read)
	}
}

func TestWordFaultsAreFound(t *testing.T) {
	planted := sha256.Sum256([]byte("élantis"))
	hidden := map[string]bool{hex.EncodeToString(planted[:]): true}
	for content, want := range map[string]int{
		"animé par Mme Élantis": 1, "ÉLANTIS, Bordeaux": 1, "deux\nÉlantis-Bordeaux": 1, "les élantis": 0, "Élantissime": 0,
	} {
		if faults := nameFaultsIn("x.csv", content, hidden); len(faults) != want {
			t.Errorf("%q: %v", content, faults)
		}
	}
	for _, x := range []struct {
		file, content string
		want          int
	}{
		{"x.go", "a\n// TO" + "DO: later", 1}, {"x.md", "TO" + "DO", 0}, {"x.go", "panic(\"not " + "implemented\")", 1}, {"x.go", "autodoc", 0},
		{"x.md", "see /wo" + "rk/main", 1}, {"x.sh", "cd /ho" + "me/me", 1}, {"x.md", "a language" + " model wrote it", 1},
		{"x.sh", "GOPROXY=https://pro" + "xy.golang.org", 1}, {"x.md", "the work of a network", 0},
	} {
		if faults := wordFaults(x.file, x.content); len(faults) != x.want {
			t.Errorf("%s %q: %v", x.file, x.content, faults)
		}
	}
	if s := workbook(t, zipped(t, "xl/sharedStrings.xml", "<si><t>Caf&#233; &amp; atelier</t></si>")); !strings.Contains(s, "Café & atelier") {
		t.Errorf("the workbook reads as %q", s)
	}
}

func zipped(t *testing.T, name, content string) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	f, err := w.Create(name)
	if err == nil {
		_, err = io.WriteString(f, content)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}
