package check

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"maillage/internal/kit/lang"
)

// Severity says what a finding means for a signature.
type Severity string

// The severities, worst first. Blocking: the report must not be signed so. Serious: a strict auditor would ask. Notice: worth a look.
const (
	Blocking Severity = "blocking"
	Serious  Severity = "serious"
	Notice   Severity = "notice"
)

// Severities lists them, worst first.
var Severities = []Severity{Blocking, Serious, Notice}

// Reaches tells whether s is as bad as floor, or worse.
func (s Severity) Reaches(floor Severity) bool { return s.rank() <= floor.rank() }

func (s Severity) rank() int {
	for i, x := range Severities {
		if x == s {
			return i
		}
	}
	return len(Severities)
}

// Confidence says how sure the rule is. Low is a question: the author knows, the rule does not.
type Confidence string

// The confidences.
const (
	High   Confidence = "high"
	Medium Confidence = "medium"
	Low    Confidence = "low"
)

// Finding is one thing that a reader of the report would object to. Line and Column count from 1, columns in characters; they are of the text
// file, or of the text taken out of other formats. Page is 0 without pages. Expected says what should stand there and how that was computed.
type Finding struct {
	Rule       string     `json:"rule"`
	Severity   Severity   `json:"severity"`
	Confidence Confidence `json:"confidence"`
	File       string     `json:"file"`
	Line       int        `json:"line"`
	EndLine    int        `json:"end_line"`
	Column     int        `json:"column"`
	EndColumn  int        `json:"end_column"`
	Page       int        `json:"page,omitempty"`
	Words      string     `json:"words"`
	Message    lang.Text  `json:"-"`
	Expected   lang.Text  `json:"-"`
	Mend       lang.Text  `json:"-"`
	Related    []Related  `json:"related"`
	// Fingerprint stays the same when lines move: it is made of the rule, the words and what stands around them.
	Fingerprint string  `json:"fingerprint"`
	Waived      *Waiver `json:"waived,omitempty"`
}

// Related is another place that a finding speaks of.
type Related struct {
	File  string `json:"file"`
	Line  int    `json:"line"`
	Words string `json:"words,omitempty"`
	Page  int    `json:"page,omitempty"`
}

// Waiver is a finding that somebody answers for. The fingerprint says which; rule, words and file tell it to people. File is seen from the
// folder of the file that holds the waiver.
type Waiver struct {
	Fingerprint string `json:"fingerprint" toml:"fingerprint"`
	Rule        string `json:"rule,omitempty" toml:"rule,omitempty"`
	Words       string `json:"words,omitempty" toml:"words,omitempty"`
	File        string `json:"file,omitempty" toml:"file,omitempty"`
	By          string `json:"by" toml:"by"`
	Reason      string `json:"reason" toml:"reason"`
	Day         string `json:"day,omitempty" toml:"day,omitempty"`
}

// Fingerprint is short enough to be copied by hand and long enough for a report: the first 48 bits of a hash. nth tells twins apart.
func Fingerprint(rule, words, around string, nth int) string {
	h := sha256.Sum256([]byte(strings.Join([]string{rule, strings.ToLower(words), strings.ToLower(around), strings.Repeat("+", nth)}, "\x00")))
	return hex.EncodeToString(h[:6])
}
