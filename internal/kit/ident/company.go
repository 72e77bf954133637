package ident

import (
	"fmt"
	"strconv"
	"strings"
)

// Lengths of the register's numbers (Code de commerce R.123-220 and following).
const (
	sirenLength = 9
	siretLength = 14
)

// laPoste has more sites than the checksum allows: those whose figures sum to a multiple of five are valid too.
const laPoste = "356000000"

// ReadSIREN reads a nine-figure company number, with its Luhn checksum.
func ReadSIREN(text string) Result {
	s := compact(text)
	if len(s) == siretLength && ReadSIRET(s).Kind == Valid {
		return refused(text, IssueSIRETForSIREN, s[:sirenLength])
	}
	return readRegister(text, s, sirenLength, isSIREN)
}

// ReadSIRET reads a fourteen-figure establishment number: Luhn on the whole and on the SIREN it begins with, and the exception of La Poste.
func ReadSIRET(text string) Result {
	return readRegister(text, compact(text), siretLength, func(s string) bool {
		return isSIREN(s[:sirenLength]) && (luhn(s) || strings.HasPrefix(s, laPoste) && digitSum(s)%5 == 0)
	})
}

func readRegister(text, s string, length int, check func(string) bool) Result {
	switch {
	case s == "":
		return refused(text, IssueMissing)
	case scientific(s):
		return refused(text, IssueScientific)
	case !allDigits(s):
		return refused(text, IssueFormat)
	case len(s) == length && check(s):
		return valid(text, s)
	case len(s) == length:
		return refused(text, IssueChecksum)
	case len(s) == length-1 && check("0"+s):
		return refused(text, IssueLostZero, "0"+s)
	}
	return refused(text, IssueFormat)
}

// isSIREN refuses the nine zeros that Luhn lets through.
func isSIREN(s string) bool { return luhn(s) && strings.Trim(s, "0") != "" }

// luhn doubles every second figure from the right; the sum must be a multiple of ten.
func luhn(s string) bool {
	sum := 0
	for i := range len(s) {
		d := int(s[len(s)-1-i] - '0')
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}

func digitSum(s string) (sum int) {
	for i := range len(s) {
		sum += int(s[i] - '0')
	}
	return sum
}

// ReadVAT reads a French VAT number: FR, a key of two figures, a SIREN. The key is (12 + 3 × (SIREN mod 97)) mod 97.
func ReadVAT(text string) Result {
	s := compact(text)
	if s == "" {
		return refused(text, IssueMissing)
	}
	rest, prefixed := strings.CutPrefix(s, "FR")
	if !prefixed && len(rest) == sirenLength && ReadSIREN(rest).Kind == Valid {
		return refused(text, IssueNoPrefix, vatOf(rest))
	}
	if len(rest) != sirenLength+2 {
		return refused(text, IssueFormat)
	}
	key, siren := rest[:2], rest[2:]
	switch {
	case ReadSIREN(siren).Kind != Valid:
		return refused(text, IssueChecksum)
	case !allDigits(key) && isKey(key):
		if !prefixed {
			return refused(text, IssueNoPrefix, "FR"+rest)
		}
		return valid(text, s, IssueKeyUnchecked)
	case vatOf(siren) != "FR"+rest:
		return refused(text, IssueChecksum, vatOf(siren))
	case !prefixed:
		return refused(text, IssueNoPrefix, "FR"+rest)
	}
	return valid(text, s)
}

func vatOf(siren string) string {
	n, err := strconv.Atoi(siren)
	if err != nil {
		return ""
	}
	return fmt.Sprintf("FR%02d%s", (12+3*(n%97))%97, siren)
}

// isKey accepts figures and the capitals that are not mistaken for figures.
func isKey(s string) bool {
	for _, r := range s {
		if (r < '0' || r > '9') && (r < 'A' || r > 'Z' || r == 'O' || r == 'I') {
			return false
		}
	}
	return true
}

// ReadRNA reads the number of an association: W, three characters for the registry (2A and 2B in Corsica, 9R and others overseas), six figures.
// It has no checksum.
func ReadRNA(text string) Result {
	s := compact(text)
	switch {
	case s == "":
		return refused(text, IssueMissing)
	case isRNA(s):
		return valid(text, s)
	case isRNA("W" + s):
		return refused(text, IssueNoPrefix, "W"+s)
	}
	return refused(text, IssueFormat)
}

func isRNA(s string) bool {
	if len(s) != 10 || s[0] != 'W' || !allDigits(s[1:2]) || !allDigits(s[3:]) {
		return false
	}
	return (s[2] >= '0' && s[2] <= '9') || (s[2] >= 'A' && s[2] <= 'Z')
}
