package render

import (
	"context"
	"embed"
	"io"
	"sync"

	"maillage/internal/programme/report"
	"maillage/internal/web"
	"maillage/internal/web/i18n"
)

//go:embed fr.json en.json
var words embed.FS

//go:embed report.css
var style string

// catalogue holds the words of the document and those of its charts.
var catalogue = sync.OnceValue(func() *i18n.Catalogue {
	c, err := i18n.New(web.Texts, words)
	if err != nil {
		panic(err) // embedded at build time: only a broken build gets here
	}
	return c
})

// HTML writes the document as one file: style, fonts and icons inside, no script, no request to anywhere. It writes as it goes: an error
// leaves a part of the file in w.
func HTML(w io.Writer, doc *report.Document) error {
	ctx := catalogue().Context(context.Background(), doc.Language)
	file := web.NewSelfContained(w, style) // the document's own rules come after those of the components that they change
	if err := documentPage(view{doc}).Render(ctx, file); err != nil {
		return err
	}
	return file.Close()
}
