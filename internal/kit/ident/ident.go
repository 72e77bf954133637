// Package ident checks the identifiers that French organisations and places carry, SIREN, SIRET, VAT, RNA, telephone, postcode, commune, e-mail, as
// people and spreadsheets write them. A text that needs mending is never mended silently: the mended form is a proposal.
package ident

import (
	"strings"
	"unicode"
)

// Kind says how far a text can be taken as it is.
type Kind string

// The kinds. Valid: Value holds the form to store. Proposal: Value is empty and the candidates are for a person to accept. Invalid: neither.
const (
	Valid    Kind = "valid"
	Invalid  Kind = "invalid"
	Proposal Kind = "proposal"
)

// The issues. The names are stable: stored rows and translations hang on them.
const (
	IssueMissing       = "missing"
	IssueFormat        = "format"
	IssueChecksum      = "checksum"
	IssueLostZero      = "lost_zero"      // a spreadsheet took the text for a number
	IssueScientific    = "scientific"     // "4.34933E+13": the last figures are lost for good
	IssueSIRETForSIREN = "siret_given"    // a SIRET where a SIREN is wanted
	IssueNoPrefix      = "prefix_missing" // the FR of a VAT number, the W of an RNA number
	IssueKeyUnchecked  = "key_unchecked"  // a VAT key with letters, whose formula is not public
	IssueSeveral       = "several"
	IssueShortNumber   = "short_number"
	IssueCedex         = "cedex" // a business delivery code: valid, but no commune can be told from it
	IssueCorsica       = "corsica"
	IssueDisplayName   = "display_name"
	IssueSlip          = "slip" // a likely slip of the keyboard in an e-mail
)

// Result is one reading. Text is never changed; Value is the normal form, only when valid. Slices are never nil.
type Result struct {
	Text       string   `json:"text"`
	Kind       Kind     `json:"kind"`
	Value      string   `json:"value"`
	Issues     []string `json:"issues"`
	Candidates []string `json:"candidates"`
}

func valid(text, value string, issues ...string) Result {
	return Result{Text: text, Kind: Valid, Value: value, Issues: append([]string{}, issues...), Candidates: []string{}}
}

// refused carries candidates when something can be proposed; empty ones are dropped.
func refused(text, issue string, candidates ...string) Result {
	r := Result{Text: text, Kind: Invalid, Issues: []string{issue}, Candidates: []string{}}
	for _, c := range candidates {
		if c != "" {
			r.Kind, r.Candidates = Proposal, append(r.Candidates, c)
		}
	}
	return r
}

// compact removes blanks, points and dashes, and makes letters upper case.
func compact(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r) || r == '.' || r == '-' || r == '‑' || r == '–' || r == '\u200b' || r == '\ufeff':
			return -1
		}
		return unicode.ToUpper(r)
	}, text)
}

func allDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// scientific recognises what a spreadsheet shows of a long number: "4,34933E+13".
func scientific(s string) bool {
	mantissa, exponent, ok := strings.Cut(s, "E+")
	return ok && allDigits(exponent) && allDigits(strings.ReplaceAll(mantissa, ",", ""))
}
