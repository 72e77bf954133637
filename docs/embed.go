// Package docs holds what the program tells of its formats by itself.
package docs

import _ "embed"

// ReportSchema is the JSON Schema of a report as JSON (render.JSON).
//
//go:embed report.schema.json
var ReportSchema []byte
