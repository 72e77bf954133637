package app

import (
	"context"
	"errors"
	"io"
	"os"
	"sync"
	"time"

	"maillage/internal/programme/report"
	"maillage/internal/programme/report/render"
	"maillage/internal/programme/report/render/office"
)

// pdfLimit bounds the printing of one PDF.
const pdfLimit = 5 * time.Minute

// printing writes one document in its formats. Pictures of office documents are drawn once for both, at their first use.
type printing struct {
	app  *App
	doc  *report.Document
	asOf time.Time // zero for a document of now

	drawing sync.Once
	drawn   *office.File
	failed  error
}

func (a *App) printing(doc *report.Document, asOf time.Time) *printing {
	return &printing{app: a, doc: doc, asOf: asOf}
}

// file writes a format beside its place and moves it there when it is whole: a reader never sees half a report.
func (p *printing) file(ctx context.Context, format, path string) (err error) {
	part := path + ".part"
	defer func() {
		if err != nil {
			_ = os.Remove(part)
		}
	}()
	if err := p.part(ctx, format, part); err != nil {
		return err
	}
	return os.Rename(part, path)
}

func (p *printing) part(ctx context.Context, format, path string) error {
	if format == "pdf" {
		ctx, cancel := context.WithTimeout(ctx, pdfLimit)
		defer cancel()
		return render.PDF(ctx, p.doc, path)
	}
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	return errors.Join(p.stream(ctx, format, f), f.Close())
}

// stream writes a format that needs nothing but a place to write to.
func (p *printing) stream(ctx context.Context, format string, w io.Writer) error {
	switch format {
	case "json":
		return render.JSON(w, p.doc)
	case "odt", "docx":
		return p.office(ctx, format, w)
	case "xlsx":
		tables, err := p.app.Reports.Tables(ctx, p.doc, p.asOf)
		if err != nil {
			return err
		}
		return render.XLSX(ctx, w, p.doc, tables)
	}
	return render.HTML(w, p.doc)
}

func (p *printing) office(ctx context.Context, format string, w io.Writer) error {
	p.drawing.Do(func() { p.drawn, p.failed = office.Prepare(ctx, p.doc, render.PNG) })
	if p.failed != nil {
		return p.failed
	}
	if format == "odt" {
		return p.drawn.ODT(w)
	}
	return p.drawn.DOCX(w)
}
