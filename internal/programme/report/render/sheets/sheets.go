// Package sheets writes a report as a workbook: one sheet for each thing that somebody may want to sort, filter or add up again. Dates are
// dates, numbers are numbers, percentages are ratios; an empty cell is a value that nobody recorded, never a zero.
package sheets

import (
	"context"
	"io"
	"iter"
	"strings"
	"time"

	"maillage/internal/kit/lang"
	"maillage/internal/kit/tabular/workbook"
	"maillage/internal/programme/report"
)

// Sources give what a document lists only up to a bound. Entries are asked for before Pieces. report.Tables are the ones of an installation.
type Sources interface {
	Entries(ctx context.Context) iter.Seq2[report.EntryLine, error]
	Pieces(ctx context.Context) iter.Seq2[report.PieceLine, error]
}

// writer is one workbook on its way.
type writer struct {
	ctx     context.Context
	doc     *report.Document
	sources Sources
	book    *workbook.Book
	figures map[string]*report.FigureSheet // by anchor
	done    []sheetDone
}

// sheetDone is a line of the first sheet's contents.
type sheetDone struct {
	name, about string
	rows        int
}

// Write writes the workbook of a document. Errors: those of the sources; nothing is written to w then.
func Write(ctx context.Context, w io.Writer, doc *report.Document, sources Sources) (err error) {
	x := &writer{ctx: ctx, doc: doc, sources: sources, figures: map[string]*report.FigureSheet{}}
	for i := range doc.Figures {
		x.figures[doc.Figures[i].Anchor] = &doc.Figures[i]
	}
	x.book, err = workbook.New(workbook.Properties{Title: doc.Title, Subject: doc.Subtitle, Creator: doc.Programme.Holder, Language: doc.Language, At: doc.BuiltAt})
	if err != nil {
		return err
	}
	defer func() {
		if closing := x.book.Close(); err == nil {
			err = closing
		}
	}()
	first, err := x.book.Page(x.t("Lisez-moi", "Read me"), 34, 62, 14)
	if err != nil {
		return err
	}
	for _, write := range []func() error{
		x.figureList, x.tables, x.entries, x.pieces, x.completeness, x.chronogram, x.months, x.public, x.variances, x.waivers, x.reconciliation, x.finance, x.piles, x.findings,
	} {
		if err := write(); err != nil {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	if err := x.readMe(first); err != nil {
		return err
	}
	return x.book.Write(w)
}

// t chooses between the two languages.
func (x *writer) t(fr, en string) string { return lang.Text{FR: fr, EN: en}.In(x.doc.Language) }

// list starts a sheet and tells it in the contents once fill has written its rows.
func (x *writer) list(name, about string, columns []workbook.Column, fill func(s *workbook.Sheet) error) error {
	s, err := x.book.List(name, columns)
	if err != nil {
		return err
	}
	if err := fill(s); err != nil {
		return err
	}
	x.done = append(x.done, sheetDone{name, about, s.Rows()})
	return nil
}

func column(title string, format workbook.Format, width float64) workbook.Column {
	return workbook.Column{Title: title, Format: format, Width: width}
}

// day reads an ISO day; nil when there is none.
func day(iso string) any {
	if iso == "" {
		return nil
	}
	at, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return nil
	}
	return at
}

// year leaves out what is not a calendar year.
func year(y int) any {
	if y < 1000 {
		return nil
	}
	return y
}

func (x *writer) yes(is bool) string {
	if is {
		return x.t("oui", "yes")
	}
	return x.t("non", "no")
}

// mark is "oui" where something is, and nothing elsewhere.
func (x *writer) mark(is bool) any {
	if is {
		return x.yes(true)
	}
	return nil
}

// positive leaves zero out: of what may be absent, it says nothing.
func positive[T int | int64](n T) any {
	if n == 0 {
		return nil
	}
	return n
}

func join(list []string) string { return strings.Join(list, ", ") }

// funder names a funder by its code, as lists do.
func (x *writer) funder(code string) string {
	for _, f := range x.doc.Programme.Funders {
		if f.Code == code {
			return f.Short
		}
	}
	if code == "none" {
		return x.t("non affectable", "belongs to no funder")
	}
	return code
}
