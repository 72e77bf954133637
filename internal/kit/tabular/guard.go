package tabular

import "strings"

// formulaStart are the first characters by which spreadsheets take a text for a formula when they open a CSV file.
// Source: OWASP, CSV Injection.
const formulaStart = "=+-@\t\r\n"

// guard puts an apostrophe before a text that a spreadsheet would run. A plain number such as -12,5 or +33556000000 is none. A text that
// looks guarded already gets one more apostrophe, so that unguard gives back exactly what was written.
func guard(s string) string {
	if isGuardable(s) {
		return "'" + s
	}
	return s
}

// unguard takes away what guard put.
func unguard(s string) string {
	if s != "" && s[0] == '\'' && isGuardable(s[1:]) {
		return s[1:]
	}
	return s
}

func isGuardable(s string) bool {
	bare := strings.TrimLeft(s, "'")
	return bare != "" && strings.IndexByte(formulaStart, bare[0]) >= 0 && !isPlainNumber(s)
}

// isPlainNumber accepts a sign, digits, and one decimal mark.
func isPlainNumber(s string) bool {
	whole, fraction, marked := strings.Cut(strings.Replace(strings.TrimLeft(s, "+-"), ",", ".", 1), ".")
	return len(s)-len(strings.TrimLeft(s, "+-")) <= 1 && isDigits(whole) && (!marked || isDigits(fraction))
}

func isDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
