package render

import (
	"context"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"io"
	"strings"
	"sync"

	"maillage/internal/programme/report"
	"maillage/internal/web"
	"maillage/internal/web/i18n"
)

// Texts are the words of the document, also for the pages that draw parts of it.
//
//go:embed fr.json en.json
var Texts embed.FS

//go:embed report.css
var style string

//go:embed reader.css
var readerStyle string

//go:embed print.css
var printStyle string

// readerScript searches the file and opens the sheet of a figure beside the text. The file is whole without it.
//
//go:embed reader.js
var readerScript string

// catalogue holds the words of the document and those of its charts.
var catalogue = sync.OnceValue(func() *i18n.Catalogue {
	c, err := i18n.New(web.Texts, Texts)
	if err != nil {
		panic(err) // embedded at build time: only a broken build gets here
	}
	return c
})

// HTML writes the document as one file: style, fonts, icons and the script of its reader inside, no request to anywhere. The file forbids
// its reader's browser any other script. It writes as it goes: an error leaves a part of the file in w.
func HTML(w io.Writer, doc *report.Document) error { return write(w, doc, false) }

// write makes the page for a screen or, without script, for paper. The template, the typesetting and the file work one after the other on
// the same stream, so that a document of many megabytes is never held whole.
func write(w io.Writer, doc *report.Document, paper bool) error {
	ctx := catalogue().Context(context.Background(), doc.Language)
	v := newView(doc, paper)
	// The document's own rules come after those of the components that they change.
	rules, script := style+readerStyle+printStyle, readerScript
	if paper {
		rules, script = style+strings.Replace(printStyle, firstPage, v.pageFoot(ctx)+firstPage, 1), ""
	}
	file := web.NewSelfContained(w, rules, script)
	drawn, drawing := io.Pipe()
	go func() { _ = drawing.CloseWithError(documentPage(v).Render(ctx, drawing)) }()
	err := typeset(file, drawn)
	_ = drawn.CloseWithError(err) // lets the template end where the file cannot be written
	if err != nil {
		return err
	}
	return file.Close()
}

// whole is the page as one text.
func whole(doc *report.Document, paper bool) (string, error) {
	var page strings.Builder
	err := write(&page, doc, paper)
	return page.String(), err
}

// firstPage is where the rules of the cover begin: what is said of all pages stands before.
const firstPage = "@page :first"

// policy lets the file run its one script and show what it holds, and reach nothing.
func policy() string {
	hash := sha256.Sum256([]byte(readerScript))
	return "default-src 'none'; img-src data:; font-src data:; style-src 'unsafe-inline'; script-src 'sha256-" +
		base64.StdEncoding.EncodeToString(hash[:]) + "'; base-uri 'none'; form-action 'none'"
}
