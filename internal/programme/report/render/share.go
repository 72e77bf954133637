package render

import (
	"context"

	"maillage/internal/programme/report"
)

// What the page of a document shares with its other forms, so that all of them say the same words.

// Heading is the large title of the cover.
func Heading(doc *report.Document) string { return newView(doc, false).heading() }

// Problems are what a draft tells before anything else: notices are left to their place in the text.
func Problems(doc *report.Document) []report.Finding { return newView(doc, false).problems() }

// Digest shortens the digest of a document so that two copies can be compared by eye.
func Digest(doc *report.Document) string { return newView(doc, false).seal() }

// Sentence says the large figure of the cover in words.
func Sentence(ctx context.Context, doc *report.Document, k *report.KeyFigure) string {
	return newView(doc, false).sentence(ctx, k)
}

// Detail tells the terms or the years of a figure of the cover, and what was promised.
func Detail(ctx context.Context, doc *report.Document, k report.KeyFigure) string {
	return newView(doc, false).detail(ctx, k)
}

// OtherFigures are the key figures of the cover beside the first, without the one that the map tells already.
func OtherFigures(doc *report.Document) []report.KeyFigure { return newView(doc, false).others() }

// FigureGroup is the sheets of one indicator.
type FigureGroup = figureGroup

// FigureGroups puts the sheets of one indicator together.
func FigureGroups(doc *report.Document) []FigureGroup { return newView(doc, false).figureGroups() }

// FigureProofs tells how many of the required proofs of a figure are there.
func FigureProofs(ctx context.Context, doc *report.Document, s report.FigureSheet) string {
	return newView(doc, false).proofs(ctx, s)
}

// Columns are those of a list of entries that at least one row fills.
type Columns = columns

// ColumnsOf tells which columns a list of entries needs.
func ColumnsOf(rows []report.ListRow) Columns { return columnsOf(rows) }

// Measures writes the numbers that an entry carries.
func Measures(r report.EntryRow) string { return measures(r) }

// About is what stands under the title of an entry: what it adds to it.
func About(ctx context.Context, r report.EntryRow, kind, state bool) string {
	return about(ctx, r, kind, state)
}

// ListFoot tells how many of the rows of a list figures count.
func ListFoot(ctx context.Context, doc *report.Document, b report.EntryBlock) string {
	return newView(doc, false).listFoot(ctx, b)
}

// EntryNumber names an entry of the list.
func EntryNumber(n int) string { return entryNumber(n) }

// ShortDigest is the beginning of a hash, enough to tell two files apart by eye.
func ShortDigest(sha string) string { return shortDigest(sha) }
