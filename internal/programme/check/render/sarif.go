package render

import (
	"encoding/json"
	"io"
	"net/url"
	"path/filepath"
	"slices"
	"strings"

	"maillage/internal/programme/check"
)

// SARIF 2.1.0, as far as a static check needs it: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool       sarifTool     `json:"tool"`
		Language   string        `json:"language"`
		ColumnKind string        `json:"columnKind"`
		Results    []sarifResult `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name  string      `json:"name"`
		Rules []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID      string        `json:"id"`
		Short   sarifMessage  `json:"shortDescription"`
		Full    *sarifMessage `json:"fullDescription,omitempty"`
		Default sarifDefault  `json:"defaultConfiguration"`
	}
	sarifDefault struct {
		Level string `json:"level"`
	}
	sarifMessage struct {
		Text string `json:"text"`
	}
	sarifResult struct {
		RuleID       string             `json:"ruleId"`
		Level        string             `json:"level"`
		Message      sarifMessage       `json:"message"`
		Locations    []sarifLocation    `json:"locations"`
		Related      []sarifLocation    `json:"relatedLocations,omitempty"`
		Fingerprints map[string]string  `json:"partialFingerprints"`
		Suppressions []sarifSuppression `json:"suppressions,omitempty"`
		Properties   map[string]string  `json:"properties"`
	}
	sarifLocation struct {
		Physical sarifPhysical `json:"physicalLocation"`
		Message  *sarifMessage `json:"message,omitempty"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   *sarifRegion  `json:"region,omitempty"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn,omitempty"`
		EndLine     int `json:"endLine,omitempty"`
		EndColumn   int `json:"endColumn,omitempty"`
	}
	sarifSuppression struct {
		Kind          string `json:"kind"`
		Justification string `json:"justification"`
	}
)

// levels of SARIF; a question is a note whatever its severity.
func sarifLevel(s check.Severity, question bool) string {
	switch {
	case question || s == check.Notice:
		return "note"
	case s == check.Serious:
		return "warning"
	}
	return "error"
}

// SARIF writes the findings in the form that code forges show beside a text.
func SARIF(w io.Writer, r Result) error {
	run := sarifRun{Tool: sarifTool{sarifDriver{Name: "maillage check", Rules: []sarifRule{}}}, Language: r.t("fr", "en"), ColumnKind: "unicodeCodePoints", Results: []sarifResult{}}
	for _, x := range r.Rules {
		rule := sarifRule{ID: x.Name, Short: sarifMessage{x.Title.In(r.Language)}, Default: sarifDefault{sarifLevel(x.Severity, false)}}
		if words := x.Explanation.In(r.Language); words != "" {
			rule.Full = &sarifMessage{words}
		}
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, rule)
	}
	for _, f := range r.Findings {
		run.Results = append(run.Results, r.sarifResult(f))
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(sarifLog{Schema: "https://json.schemastore.org/sarif-2.1.0.json", Version: "2.1.0", Runs: []sarifRun{run}})
}

func (r Result) sarifResult(f check.Finding) sarifResult {
	out := sarifResult{
		RuleID: f.Rule, Level: sarifLevel(f.Severity, f.Question()), Message: sarifMessage{joined(f.Message.In(r.Language), f.Expected.In(r.Language), f.Mend.In(r.Language))},
		Fingerprints: map[string]string{"maillage/v1": f.Fingerprint},
		Properties:   map[string]string{"severity": string(f.Severity), "confidence": string(f.Confidence), "words": f.Words},
	}
	location := sarifLocation{Physical: sarifPhysical{Artifact: sarifArtifact{uri(f.File)}}}
	if f.Line > 0 {
		location.Physical.Region = &sarifRegion{StartLine: f.Line, StartColumn: f.Column, EndLine: f.EndLine, EndColumn: f.EndColumn}
	}
	out.Locations = []sarifLocation{location}
	for _, x := range f.Related {
		related := sarifLocation{Physical: sarifPhysical{Artifact: sarifArtifact{uri(x.File)}}}
		if x.Words != "" {
			related.Message = &sarifMessage{x.Words}
		}
		if x.Line > 0 {
			related.Physical.Region = &sarifRegion{StartLine: x.Line}
		}
		out.Related = append(out.Related, related)
	}
	if f.Waived != nil {
		out.Suppressions = []sarifSuppression{{Kind: "external", Justification: f.Waived.Reason + " (" + f.Waived.By + ")"}}
	}
	return out
}

// joined puts sentences after one another, less those that say nothing.
func joined(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), " ")
}

// uri names a file as SARIF wants it: seen from where the command ran, else with its scheme.
func uri(file string) string {
	u := url.URL{Path: filepath.ToSlash(file)}
	if filepath.IsAbs(file) {
		u.Scheme = "file"
	}
	return u.String()
}
