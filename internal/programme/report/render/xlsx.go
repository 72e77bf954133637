package render

import (
	"context"
	"io"

	"maillage/internal/programme/report"
	"maillage/internal/programme/report/render/sheets"
)

// XLSX writes the document as a workbook for people who check or go on counting: figures with their terms, every entry and piece of the
// perimeter (streamed from sources, with no bound), the chronogram, the annexes. The same document gives the same bytes.
func XLSX(ctx context.Context, w io.Writer, doc *report.Document, sources sheets.Sources) error {
	return sheets.Write(ctx, w, doc, sources)
}
