package office_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/base64"
	"encoding/xml"
	"errors"
	"image"
	"image/color"
	"image/png"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"maillage/internal/kit/apperr"
	"maillage/internal/programme/report"
	"maillage/internal/programme/report/render"
	"maillage/internal/programme/report/render/office"
	"maillage/internal/programme/report/reporttest"
)

// dot is a PNG of one pixel.
var dot, _ = base64.StdEncoding.DecodeString("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")

// dots stands for the browser: one pixel for each drawing.
func dots(_ context.Context, svgs [][]byte) ([][]byte, error) {
	return slices.Repeat([][]byte{dot}, len(svgs)), nil
}

// nothing is a machine without a browser.
func nothing(context.Context, [][]byte) ([][]byte, error) {
	return nil, apperr.New(apperr.Unavailable, "test", "rien", "nothing")
}

var formats = map[string]func(*office.File, io.Writer) error{"odt": (*office.File).ODT, "docx": (*office.File).DOCX}

// everything is the document with every block, with a funder's logo, and a mention told twice.
func everything(language string) *report.Document {
	doc := reporttest.Everything(language)
	doc.Programme.Funders[0].Logo = &report.Logo{File: "logo.png", Type: "image/png", Bytes: dot}
	return doc
}

func written(t *testing.T, format string, doc *report.Document, rasterise office.Rasterise) []byte {
	t.Helper()
	f, err := office.Prepare(context.Background(), doc, rasterise)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := formats[format](f, &b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func unzip(t *testing.T, file []byte) (names []string, parts map[string][]byte) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	parts = map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		names, parts[f.Name] = append(names, f.Name), content
	}
	return names, parts
}

// main is the part that holds the text.
var mainPart = map[string]string{"odt": "content.xml", "docx": "word/document.xml"}

func eachFormat(t *testing.T, test func(t *testing.T, format string)) {
	for _, format := range []string{"odt", "docx"} {
		t.Run(format, func(t *testing.T) { test(t, format) })
	}
}

func TestPartsAreWellFormed(t *testing.T) {
	eachFormat(t, func(t *testing.T, format string) {
		for _, language := range []string{"fr", "en"} {
			for _, rasterise := range []office.Rasterise{dots, nothing} {
				names, parts := unzip(t, written(t, format, everything(language), rasterise))
				for _, name := range names {
					if bytes.Contains(parts[name], []byte("{{.")) || bytes.Contains(parts[name], []byte("<?maillage")) || bytes.Contains(parts[name], []byte("report.office.")) {
						t.Errorf("%s: something was not filled", name)
					}
					if strings.HasSuffix(name, ".png") || name == "mimetype" {
						continue
					}
					for d := xml.NewDecoder(bytes.NewReader(parts[name])); ; {
						_, err := d.Token()
						if err == io.EOF {
							break
						} else if err != nil {
							t.Fatalf("%s, %s: %v", language, name, err)
						}
					}
				}
			}
		}
	})
}

func TestODTBeginsWithItsTypeUnpacked(t *testing.T) {
	file := written(t, "odt", everything("fr"), dots)
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	if first := z.File[0]; first.Name != "mimetype" || first.Method != zip.Store {
		t.Errorf("first part %q, method %d", first.Name, first.Method)
	}
	if !bytes.Contains(file[:120], []byte("application/vnd.oasis.opendocument.text")) {
		t.Error("the media type cannot be read without unpacking")
	}
}

func TestSameDocumentGivesSameBytes(t *testing.T) {
	eachFormat(t, func(t *testing.T, format string) {
		if a, b := written(t, format, everything("fr"), dots), written(t, format, everything("fr"), dots); !bytes.Equal(a, b) {
			t.Error("two writings differ")
		}
	})
}

var (
	targets = map[string]*regexp.Regexp{"odt": regexp.MustCompile(`xlink:href="#([^"]*)"`), "docx": regexp.MustCompile(`w:anchor="([^"]*)"`)}
	marks   = map[string]*regexp.Regexp{"odt": regexp.MustCompile(`<text:bookmark(?:-start)? text:name="([^"]*)"`), "docx": regexp.MustCompile(`<w:bookmarkStart[^>]* w:name="([^"]*)"`)}
)

func TestEveryLinkLeadsSomewhere(t *testing.T) {
	eachFormat(t, func(t *testing.T, format string) {
		_, parts := unzip(t, written(t, format, everything("fr"), dots))
		text := string(parts[mainPart[format]])
		places := map[string]bool{}
		for _, m := range marks[format].FindAllStringSubmatch(text, -1) {
			if places[m[1]] {
				t.Errorf("two places are called %q", m[1])
			}
			places[m[1]] = true
			if len(m[1]) > 40 && format == "docx" {
				t.Errorf("Word refuses the bookmark %q", m[1])
			}
		}
		links := targets[format].FindAllStringSubmatch(text+string(parts["word/footnotes.xml"]), -1)
		for _, m := range links {
			if !places[m[1]] {
				t.Errorf("the link %q leads nowhere", m[1])
			}
		}
		if len(links) < 30 {
			t.Errorf("%d links", len(links))
		}
	})
}

// again is the number of a footnote where it is mentioned once more, which is a field in a DOCX.
var again = regexp.MustCompile(`<w:r><w:instrText[^>]*> NOTEREF [^<]*</w:instrText></w:r>.*?<w:fldChar w:fldCharType="end"/></w:r>`)

// told reads the text of a main part: one line a paragraph, without contents and footnotes, which stand elsewhere in each format.
func told(t *testing.T, format string, part []byte) []string {
	t.Helper()
	skip := map[string]bool{"table-of-content": true, "note": true, "note-ref": true, "instrText": true, "automatic-styles": true, "title": true, "desc": true, "font-face-decls": true}
	var lines []string
	var now strings.Builder
	skipped := 0
	part = again.ReplaceAll(part, nil)
	for d := xml.NewDecoder(bytes.NewReader(part)); ; {
		token, err := d.Token()
		if err == io.EOF {
			return lines
		} else if err != nil {
			t.Fatal(err)
		}
		switch x := token.(type) {
		case xml.StartElement:
			if skipped > 0 || skip[x.Name.Local] {
				skipped++
			}
			if slices.Contains([]string{"line-break", "br", "tab", "s"}, x.Name.Local) {
				now.WriteByte(' ')
			}
		case xml.EndElement:
			if skipped > 0 {
				skipped--
			} else if slices.Contains([]string{"p", "h"}, x.Name.Local) {
				if line := strings.Join(strings.Fields(now.String()), " "); line != "" {
					lines = append(lines, line)
				}
				now.Reset()
			}
		case xml.CharData:
			if skipped == 0 {
				now.Write(x)
			}
		}
	}
}

func TestBothFormatsSayTheSame(t *testing.T) {
	for _, language := range []string{"fr", "en"} {
		var said [2][]string
		for i, format := range []string{"odt", "docx"} {
			_, parts := unzip(t, written(t, format, everything(language), dots))
			said[i] = told(t, format, parts[mainPart[format]])
		}
		odt, docx := said[0], said[1]
		// The entries of the contents are paragraphs of their own in a DOCX.
		_, parts := unzip(t, written(t, "docx", everything(language), dots))
		n := strings.Count(string(parts["word/document.xml"]), `<w:pStyle w:val="TOC`)
		at := slices.Index(docx, map[string]string{"fr": "Sommaire", "en": "Contents"}[language])
		docx = slices.Delete(docx, at+1, at+1+n)
		for i := range min(len(odt), len(docx)) {
			if docx[i] != odt[i] {
				t.Fatalf("%s, line %d:\n odt %q\ndocx %q", language, i, odt[i], docx[i])
			}
		}
		if len(odt) != len(docx) || len(odt) < 150 {
			t.Errorf("%s: %d lines and %d", language, len(odt), len(docx))
		}
	}
}

func TestHeadingsStandInTheOrderOfThePage(t *testing.T) {
	doc := everything("fr")
	var html bytes.Buffer
	if err := render.HTML(&html, doc); err != nil {
		t.Fatal(err)
	}
	page, err := goquery.NewDocumentFromReader(&html)
	if err != nil {
		t.Fatal(err)
	}
	_, parts := unzip(t, written(t, "odt", doc, dots))
	lines := told(t, "odt", parts["content.xml"])
	at := slices.Index(lines, "Sommaire")
	page.Find("#version, #notes").Closest("section").Remove() // pages of their own here: the back of the cover, and the foot of each page

	page.Find("main h2, main h3, main h4").Each(func(_ int, s *goquery.Selection) {
		want := strings.Join(strings.Fields(s.Text()), " ")
		next := slices.Index(lines[at:], want)
		if next < 0 {
			t.Fatalf("after line %d no %q", at, want)
		}
		at += next
	})
}

func TestWithoutBrowserThePicturesAreTheirData(t *testing.T) {
	_, parts := unzip(t, written(t, "docx", everything("fr"), nothing))
	text := string(parts["word/document.xml"])
	if n := strings.Count(text, "<a:blip"); n != 2 { // the emblem and the logo on the cover
		t.Errorf("%d pictures, want the emblem and the logo alone", n)
	}
	if !strings.Contains(text, `<w:tblCaption w:val="Lieux par année"/>`) {
		t.Error("the chart is not told as a table")
	}
	_, parts = unzip(t, written(t, "odt", everything("fr"), nothing))
	if n := strings.Count(string(parts["content.xml"]), ".svg"); n != 5 { // the cover, a chart, a map, the chronogram, the emblem
		t.Errorf("%d drawings in the ODT", n)
	}
}

func TestAnErrorOfTheBrowserIsTold(t *testing.T) {
	broken := errors.New("broken")
	_, err := office.Prepare(context.Background(), everything("fr"), func(context.Context, [][]byte) ([][]byte, error) { return nil, broken })
	if !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
}

// TestEmblem measures the drawing of the emblem as the charter gives it.
func TestEmblem(t *testing.T) {
	_, parts := unzip(t, written(t, "docx", everything("fr"), nothing))
	svg := string(parts["word/media/european-union.svg"])
	if strings.Count(svg, "<polygon") != 12 || !strings.Contains(svg, `fill="#003399"`) || !strings.Contains(svg, `fill="#FFCC00"`) {
		t.Errorf("the emblem: %.300s", svg)
	}
	img, err := png.Decode(bytes.NewReader(parts["word/media/european-union.png"]))
	if err != nil {
		t.Fatal(err)
	}
	if img.Bounds() != image.Rect(0, 0, 810, 540) {
		t.Errorf("bounds %v are not three by two", img.Bounds())
	}
	gold, blue := color.RGBA{0xff, 0xcc, 0, 0xff}, color.RGBA{0, 0x33, 0x99, 0xff}
	for _, p := range []struct {
		x, y int
		want color.RGBA
	}{
		{405, 90, gold}, {405, 450, gold}, {585, 270, gold}, {225, 270, gold}, // twelve, six, three and nine o'clock
		{405, 270, blue}, {0, 0, blue}, {405, 58, blue}, {405, 63, gold}, {405, 470, blue}, // all stars stand upright
	} {
		if got := color.RGBAModel.Convert(img.At(p.x, p.y)); got != p.want {
			t.Errorf("at %d,%d %v, want %v", p.x, p.y, got, p.want)
		}
	}
}
