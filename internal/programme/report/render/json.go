package render

import (
	"encoding/json"
	"io"

	"maillage/internal/programme/report"
)

// Format names the shape of the JSON, so that a reader can refuse one that it does not know. A field may be added to a format; one that is
// renamed or removed makes a new one.
const Format = "maillage-report/2"

// JSON writes the document for machines (docs/report.schema.json): the fields of report.Document, with blocks told apart by "type".
func JSON(w io.Writer, doc *report.Document) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(struct {
		Format string `json:"format"`
		*report.Document
	}{Format, doc})
}
