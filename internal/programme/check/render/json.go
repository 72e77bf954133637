package render

import (
	"encoding/json"
	"io"

	"maillage/internal/programme/check"
)

// jsonFinding is a finding for machines. Lines and columns count from 1; page is 0 without pages, line 0 for what stands in no text.
type jsonFinding struct {
	Rule        string           `json:"rule"`
	Title       string           `json:"title"`
	Severity    check.Severity   `json:"severity"`
	File        string           `json:"file"`
	Line        int              `json:"line"`
	EndLine     int              `json:"end_line"`
	Column      int              `json:"column"`
	EndColumn   int              `json:"end_column"`
	Page        int              `json:"page"`
	Words       string           `json:"words"`
	Message     string           `json:"message"`
	Expected    string           `json:"expected"`
	Mend        string           `json:"mend"`
	Related     []check.Related  `json:"related"`
	Confidence  check.Confidence `json:"confidence"`
	Fingerprint string           `json:"fingerprint"`
	Waived      *check.Waiver    `json:"waived,omitempty"`
}

// JSON writes the findings for machines.
func JSON(w io.Writer, r Result) error {
	out := struct {
		Findings []jsonFinding  `json:"findings"`
		Stale    []check.Waiver `json:"stale_waivers,omitempty"`
	}{[]jsonFinding{}, r.Stale}
	for _, f := range r.Findings {
		related := f.Related
		if related == nil {
			related = []check.Related{} // a list, for those who read it, even where it is empty
		}
		out.Findings = append(out.Findings, jsonFinding{
			Rule: f.Rule, Title: r.title(f.Rule), Severity: f.Severity, File: f.File, Line: f.Line, EndLine: f.EndLine, Column: f.Column, EndColumn: f.EndColumn, Page: f.Page,
			Words: f.Words, Message: f.Message.In(r.Language), Expected: f.Expected.In(r.Language), Mend: f.Mend.In(r.Language), Related: related,
			Confidence: f.Confidence, Fingerprint: f.Fingerprint, Waived: f.Waived,
		})
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(out)
}
