package ident

import "strings"

// ReadPostcode reads a five-figure postcode, alone or before the name of its town ("33077 Bordeaux CEDEX"). A spreadsheet that dropped the first
// zero gives a proposal: "1000" for 01000.
func ReadPostcode(text string) Result {
	s := strings.ToUpper(strings.TrimSpace(text))
	if s == "" {
		return refused(text, IssueMissing)
	}
	s = strings.TrimPrefix(strings.TrimPrefix(s, "FR-"), "F-")
	code, cedex := splitTown(s)
	if whole, ok := strings.CutSuffix(strings.Replace(code, ",", ".", 1), ".0"); ok && (isPostcode(whole) || isPostcode("0"+whole)) {
		return refused(text, IssueLostZero, pad(whole))
	}
	switch {
	case isPostcode(code) && cedex:
		return valid(text, code, IssueCedex)
	case isPostcode(code):
		return valid(text, code)
	case len(code) == 4 && isPostcode("0"+code):
		return refused(text, IssueLostZero, "0"+code)
	}
	return refused(text, IssueFormat)
}

func pad(code string) string {
	if len(code) == 4 {
		return "0" + code
	}
	return code
}

// splitTown keeps the figures, "33 000" included, and tells whether the words after them say CEDEX.
func splitTown(s string) (code string, cedex bool) {
	words := strings.Fields(s)
	n := 0
	for n < len(words) && allDigits(words[n]) && len(code)+len(words[n]) <= 5 {
		code += words[n]
		n++
	}
	if n == 0 && len(words) == 1 {
		return words[0], false
	}
	for _, w := range words[n:] {
		cedex = cedex || w == "CEDEX"
	}
	return code, cedex
}

// isPostcode accepts the departments 01 to 95 and overseas (97, 98).
func isPostcode(s string) bool {
	if len(s) != 5 || !allDigits(s) {
		return false
	}
	dept := s[:2]
	return (dept >= "01" && dept <= "95") || dept == "97" || dept == "98"
}

// ReadCommune reads the INSEE code of a commune, which is not its postcode: two figures, or 2A and 2B in Corsica, then three figures.
func ReadCommune(text string) Result {
	s := compact(text)
	switch {
	case s == "":
		return refused(text, IssueMissing)
	case isCommune(s):
		return valid(text, s)
	case len(s) == 4 && isCommune("0"+s):
		return refused(text, IssueLostZero, "0"+s)
	case len(s) == 5 && allDigits(s) && strings.HasPrefix(s, "20"):
		return refused(text, IssueCorsica, "2A"+s[2:], "2B"+s[2:])
	}
	return refused(text, IssueFormat)
}

func isCommune(s string) bool {
	if len(s) != 5 || !allDigits(s[2:]) {
		return false
	}
	dept := s[:2]
	return dept == "2A" || dept == "2B" || (dept != "20" && isPostcode(dept+"000"))
}
