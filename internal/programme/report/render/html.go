package render

import (
	"bytes"
	"context"
	"embed"
	"io"
	"strings"
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

// HTML writes the document as one file: style, fonts and icons inside, no script, no request to anywhere.
func HTML(w io.Writer, doc *report.Document) error {
	var page bytes.Buffer
	ctx := catalogue().Context(context.Background(), doc.Language)
	if err := documentPage(view{doc}).Render(ctx, &page); err != nil {
		return err
	}
	whole, err := web.SelfContained(page.Bytes())
	if err != nil {
		return err
	}
	// The document's own rules come after those of the components that they change.
	_, err = io.WriteString(w, strings.Replace(string(whole), "</head>", "<style>"+style+"</style></head>", 1))
	return err
}
