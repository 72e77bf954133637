package render

import (
	"context"
	"errors"
	"os"
	"time"

	"maillage/internal/kit/apperr"
	"maillage/internal/programme/report"
)

// limit bounds one PDF: a report of three years takes some ten seconds.
const limit = 4 * time.Minute

// Engine turns the HTML of a document into PDF.
type Engine interface {
	Name() string
	// Found says whether the machine has what the engine needs.
	Found() bool
	PDF(ctx context.Context, html []byte) ([]byte, error)
}

// Engines lists the engines in the order in which they are tried.
func Engines() []Engine { return []Engine{chromium{}, weasyPrint{}} }

// PDF writes the document to a file with the first engine that the machine has. Errors: unavailable when it has none, or when the engine
// fails: the HTML can always be printed from a browser.
func PDF(ctx context.Context, doc *report.Document, path string) error {
	html, err := whole(doc, true)
	if err != nil {
		return err
	}
	pdf, err := printed(ctx, []byte(html))
	if err != nil {
		return err
	}
	return os.WriteFile(path, pdf, 0o644)
}

func printed(ctx context.Context, html []byte) ([]byte, error) {
	ctx, stop := context.WithTimeout(ctx, limit)
	defer stop()
	var failed error
	for _, e := range Engines() {
		if !e.Found() {
			continue
		}
		pdf, err := e.PDF(ctx, html)
		if err != nil {
			failed = errors.Join(failed, err)
			continue
		}
		return pdf, nil
	}
	if failed != nil {
		return nil, apperr.New(apperr.Unavailable, "report.pdf.failed",
			"Le PDF n’a pas pu être fait. Le bilan en HTML est complet : ouvrez-le dans un navigateur et imprimez-le.",
			"The PDF could not be made. The HTML report is whole: open it in a browser and print it.").Because(failed)
	}
	return nil, apperr.New(apperr.Unavailable, "report.pdf.no_engine",
		"Cette machine n’a ni Chromium ni WeasyPrint, et il faut l’un des deux pour le PDF. Installez chromium (ou indiquez-le par MAILLAGE_CHROMIUM), ou ouvrez le bilan HTML dans un navigateur et imprimez-le.",
		"This machine has neither Chromium nor WeasyPrint, and a PDF needs one of them. Install chromium (or name it in MAILLAGE_CHROMIUM), or open the HTML report in a browser and print it.")
}
