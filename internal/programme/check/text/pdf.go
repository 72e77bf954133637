package text

import (
	"errors"
	"time"

	"maillage/internal/kit/apperr"
	"maillage/internal/kit/pdf"
)

// Bounds of a PDF: far above any report, far below what fills a machine.
const (
	mostPages   = 3000
	mostLetters = 20_000_000
	longestRead = time.Minute
)

// readPDF takes the text out of a PDF as a reader of the page would: lines of print are joined into paragraphs and cells into rows, what repeats
// at the head and foot of pages is left out.
func readPDF(name string, content []byte) ([]Line, error) {
	pages, err := pdf.Read(content, pdf.Limits{Pages: mostPages, Letters: mostLetters, Time: longestRead})
	if err != nil {
		return nil, unreadPDF(name, err)
	}
	lines := linesOfPrint(pages)
	if len(lines) == 0 {
		return nil, apperr.Newf(apperr.Invalid, "check.pdf_scanned", "« %s » n'a pas de texte : ce sont des images de pages, sans doute numérisées. Donnez le fichier d'origine (ODT, DOCX…), ou passez-le d'abord à la reconnaissance de caractères.",
			"“%s” has no text: it holds pictures of pages, most likely scanned. Give the original file (ODT, DOCX…), or have its characters recognised first.", name)
	}
	return lines, nil
}

func unreadPDF(name string, err error) error {
	var e *apperr.E
	switch {
	case errors.Is(err, pdf.ErrLocked):
		e = apperr.Newf(apperr.Invalid, "check.pdf_locked", "« %s » est protégé par un mot de passe : enregistrez-le sans mot de passe, puis recommencez.", "“%s” is protected by a password: save it without one, then try again.", name)
	case errors.Is(err, pdf.ErrPages):
		e = apperr.Newf(apperr.Invalid, "check.pdf_pages", "« %s » a plus de %d pages : découpez-le.", "“%s” has more than %d pages: cut it.", name, mostPages)
	case errors.Is(err, pdf.ErrLetters):
		e = apperr.Newf(apperr.Invalid, "check.pdf_letters", "« %s » contient plus de %d millions de caractères : découpez-le.", "“%s” holds more than %d million characters: cut it.", name, mostLetters/1_000_000)
	case errors.Is(err, pdf.ErrSlow):
		e = apperr.Newf(apperr.Invalid, "check.pdf_slow", "« %s » demande plus d'une minute de lecture : découpez-le, ou donnez le fichier d'origine (ODT, DOCX…).", "“%s” takes more than a minute to read: cut it, or give the original file (ODT, DOCX…).", name)
	case errors.Is(err, pdf.ErrBroken):
		e = apperr.Newf(apperr.Invalid, "check.pdf_broken", "« %s » est abîmé ou n'est pas un vrai PDF : ouvrez-le et enregistrez-le de nouveau, ou donnez le fichier d'origine (ODT, DOCX…).", "“%s” is damaged or no real PDF: open it and save it again, or give the original file (ODT, DOCX…).", name)
	default:
		e = apperr.Newf(apperr.Internal, "check.pdf_engine", "Le lecteur de PDF ne démarre pas : donnez « %s » dans un autre format.", "The reader of PDF does not start: give “%s” in another format.", name)
	}
	return e.Because(err)
}
