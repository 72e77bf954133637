package text

import (
	"bytes"
	"path"
	"regexp"
	"slices"
	"strings"

	"maillage/internal/kit/apperr"
)

// Format is how a text is written down.
type Format string

// The formats.
const (
	Plain    Format = "txt"
	Markdown Format = "md"
	HTML     Format = "html"
	ODT      Format = "odt"
	DOCX     Format = "docx"
	PDF      Format = "pdf"
)

// typed tells whether people type the marks of headings and emphasis themselves, as Markdown has them.
func (f Format) typed() bool { return f == Markdown || f == Plain }

// MostBytes bounds a file, and what an archive unpacks to.
const MostBytes = 64 << 20

// mostLines bounds a file of text: each line takes room of its own, however short it is.
const mostLines = 2_000_000

var mdHeading = regexp.MustCompile(`^(#{1,6})\s+(.+?)\s*#*$`)

// Read reads a document from its bytes. The name's ending says the format where the bytes do not.
// Errors: invalid (a format that is not read, a file that is broken or too large).
func Read(name string, content []byte) (*Document, error) {
	if len(content) > MostBytes {
		return nil, apperr.Newf(apperr.Invalid, "check.file_large", "« %s » pèse plus de %d Mo : découpez-le.", "“%s” weighs more than %d MB: cut it.", name, MostBytes>>20)
	}
	if bytes.Count(content, []byte("\n"))+bytes.Count(content, []byte("\r")) > mostLines && !bytes.HasPrefix(content, []byte("%PDF-")) && !bytes.HasPrefix(content, []byte("PK")) {
		return nil, apperr.Newf(apperr.Invalid, "check.lines", "« %s » a plus de %d millions de lignes : découpez-le.", "“%s” has more than %d million lines: cut it.", name, mostLines/1_000_000)
	}
	d := &Document{Name: name, Format: formatOf(name, content)}
	var err error
	switch d.Format {
	case HTML:
		d.Lines, err = readHTML(name, content)
	case ODT:
		d.Lines, err = readODT(name, content)
	case DOCX:
		d.Lines, err = readDOCX(name, content)
	case PDF:
		d.Lines, err = readPDF(name, content)
	case Markdown:
		d.Lines, d.Format = readMarkdown(decoded(content))
	case Plain:
		d.Lines = linesOf(decoded(content))
	default:
		err = apperr.Newf(apperr.Invalid, "check.format", "« %s » n'est pas un texte que Maillage sait lire : donnez du texte, du Markdown, de l'HTML, de l'ODT, du DOCX ou du PDF.", "“%s” is no text that Maillage can read: give text, Markdown, HTML, ODT, DOCX or PDF.", name)
	}
	if err != nil {
		return nil, err
	}
	if !d.Format.typed() && !slices.ContainsFunc(d.Lines, func(l Line) bool { return strings.TrimSpace(l.Text) != "" }) {
		return nil, apperr.Newf(apperr.Invalid, "check.empty", "« %s » ne contient aucun texte, seulement des images peut-être : donnez un fichier dont le texte se laisse copier.", "“%s” holds no text, pictures maybe: give a file whose text can be copied.", name)
	}
	structure(d)
	return d, nil
}

// formatOf looks at the bytes first: a name may lie. What is neither an archive nor a PDF is text, of the kind that the name says.
func formatOf(name string, content []byte) Format {
	switch {
	case bytes.HasPrefix(content, []byte("%PDF-")):
		return PDF
	case bytes.HasPrefix(content, []byte("PK")):
		if bytes.Contains(content[:min(len(content), 200)], []byte("opendocument.text")) {
			return ODT
		}
		if bytes.Contains(content, []byte("word/document.xml")) {
			return DOCX
		}
		return ""
	case !written(content):
		return ""
	}
	switch strings.ToLower(path.Ext(name)) {
	case ".md", ".markdown":
		return Markdown
	case ".html", ".htm", ".xhtml":
		return HTML
	}
	if start := strings.ToLower(strings.TrimSpace(string(content[:min(len(content), 300)]))); strings.HasPrefix(start, "<!doctype html") || strings.HasPrefix(start, "<html") {
		return HTML
	}
	return Plain
}

func linesOf(s string) []Line {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	var list []Line
	for l := range strings.SplitSeq(strings.TrimSuffix(s, "\n"), "\n") {
		list = append(list, Line{Text: l})
	}
	return list
}
