package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"maillage/internal/kit/apperr"
	"maillage/internal/kit/lang"
)

// Place is where something stands in the files of a report. Lines and columns count from 1, columns in letters.
type Place struct {
	File   string `json:"file"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
}

// String writes the place as editors read it, "axe-1.md:31:12".
func (p Place) String() string { return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column) }

// Severity says what a finding stops.
type Severity string

// The severities. An error stops a final document; a warning is to be known before signing; a notice only explains.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
	Notice  Severity = "notice"
)

// Finding is something that a text asks for and that the build could not tell as asked.
type Finding struct {
	Place
	Rule     string    `json:"rule"` // stable name, such as "figure_unset"
	Severity Severity  `json:"severity"`
	Words    string    `json:"words"` // as written
	Message  lang.Text `json:"message"`
	Mend     lang.Text `json:"mend"`
	// Fingerprint is that of a finding of the consistency check, "" for one of the build.
	Fingerprint string `json:"fingerprint,omitempty"`
}

// severities lists the rules that are not errors.
var severities = map[string]Severity{
	"figure_partial": Warning, "figure_void": Warning, "point_unset": Warning, "list_cut": Warning, "entries_cut": Warning, "list_empty": Warning, "logo_missing": Notice,
	"figure_outside": Notice, "figure_whole": Notice,
}

func finding(at Place, rule, words string, message, mend lang.Text) Finding {
	severity, known := severities[rule]
	if !known {
		severity = Error
	}
	return Finding{Place: at, Rule: rule, Severity: severity, Words: words, Message: message, Mend: mend}
}

// tell writes a finding on one line, "axe-1.md:31:12: « {{…}} » : …".
func (f Finding) tell(language string) string {
	quoted := "« " + f.Words + " » : "
	if language == "en" {
		quoted = "“" + f.Words + "”: "
	}
	return f.Place.String() + ": " + quoted + f.Message.In(language) + " " + f.Mend.In(language)
}

// refuse makes one error of findings, with each of them on a line of its own.
func refuse(key, fr, en string, list []Finding) error {
	var inFrench, inEnglish strings.Builder
	for _, f := range list {
		inFrench.WriteString("\n  " + f.tell("fr"))
		inEnglish.WriteString("\n  " + f.tell("en"))
	}
	return apperr.New(apperr.Invalid, key, fr+inFrench.String(), en+inEnglish.String())
}

func sortFindings(list []Finding) {
	slices.SortStableFunc(list, func(a, b Finding) int {
		return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
}

// textf sets the same arguments into both languages.
func textf(fr, en string, args ...any) lang.Text {
	return lang.Text{FR: fmt.Sprintf(fr, args...), EN: fmt.Sprintf(en, args...)}
}
