package ident

import (
	"net/mail"
	"strings"
	"unicode"
)

// overseas gives the country code of national numbers that are not of metropolitan France (numbering plan of the regulator, ARCEP).
var overseas = map[string]string{
	"0262": "262", "0263": "262", "0269": "262", "0639": "262", "0692": "262", "0693": "262",
	"0590": "590", "0690": "590", "0691": "590", "0594": "594", "0694": "594", "0596": "596", "0696": "596", "0697": "596",
}

// ReadPhone reads a French telephone number and gives it in E.164: "+33556123456", "+262262123456". Foreign numbers are taken as they are when
// they begin with + or 00.
func ReadPhone(text string) Result {
	s := strings.TrimSpace(text)
	if s == "" {
		return refused(text, IssueMissing)
	}
	if scientific(compact(s)) {
		return refused(text, IssueScientific)
	}
	if parts := splitPhones(s); len(parts) > 1 {
		return readPhones(text, parts)
	}
	s = dialled(s)
	plus := strings.HasPrefix(s, "+")
	digits := strings.TrimPrefix(s, "+")
	switch {
	case !allDigits(digits):
		return refused(text, IssueFormat)
	case plus:
		return international(text, digits)
	case len(digits) > 10 && strings.HasPrefix(digits, "00"):
		return international(text, digits[2:])
	case len(digits) == 10 && digits[0] == '0' && digits[1] != '0':
		return valid(text, national(digits))
	case len(digits) == 9 && digits[0] != '0':
		return refused(text, IssueLostZero, national("0"+digits))
	case len(digits) == 11 && strings.HasPrefix(digits, "33") && digits[2] != '0':
		return refused(text, IssueNoPrefix, "+"+digits)
	case len(digits) == 4 || len(digits) == 6 || len(digits) == 2 || len(digits) == 3:
		return refused(text, IssueShortNumber)
	}
	return refused(text, IssueFormat)
}

// dialled keeps what one dials: signs that only help to read go, and so does the (0) after a country code.
func dialled(s string) string {
	s = strings.NewReplacer("(0)", "", "(", "", ")", "", "/", "").Replace(compact(s))
	for _, prefix := range []string{"TEL:", "TÉL:", "TEL", "TÉL"} {
		s = strings.TrimPrefix(s, prefix)
	}
	return s
}

func splitPhones(s string) []string {
	for _, sep := range []string{" / ", ";", ",", " ou ", " et "} {
		if strings.Contains(s, sep) {
			return strings.Split(s, sep)
		}
	}
	return nil
}

func readPhones(text string, parts []string) Result {
	var found []string
	for _, p := range parts {
		if r := ReadPhone(p); r.Kind == Valid {
			found = append(found, r.Value)
		}
	}
	return refused(text, IssueSeveral, found...)
}

func national(digits string) string {
	if code, ok := overseas[digits[:4]]; ok {
		return "+" + code + digits[1:]
	}
	return "+33" + digits[1:]
}

// international checks the length of French numbers, and that of E.164 (8 to 15 figures) for others.
func international(text, digits string) Result {
	for _, code := range []string{"33", "262", "590", "594", "596"} {
		if rest, ok := strings.CutPrefix(digits, code); ok {
			rest = strings.TrimPrefix(rest, "0") // "+33 05…" is dialled without the 0
			if len(rest) != 9 || rest[0] == '0' {
				return refused(text, IssueFormat)
			}
			return valid(text, "+"+code+rest)
		}
	}
	if len(digits) < 8 || len(digits) > 15 || digits[0] == '0' {
		return refused(text, IssueFormat)
	}
	return valid(text, "+"+digits)
}

// ReadEmail checks that an address can be written to: one address, a domain with a dot. The domain is put in lower case; the part before the @ is
// kept, as only its host may say whether case matters.
func ReadEmail(text string) Result {
	s := strings.TrimSpace(text)
	if s == "" {
		return refused(text, IssueMissing)
	}
	if a, ok := address(s); ok {
		return valid(text, a)
	}
	if a, err := mail.ParseAddress(s); err == nil {
		if clean, ok := address(a.Address); ok {
			return refused(text, IssueDisplayName, clean)
		}
	}
	if parts := strings.FieldsFunc(s, separates); len(parts) > 1 && strings.Count(s, "@") > 1 {
		return readEmails(text, parts)
	}
	if a, ok := address(unslip(s)); ok {
		return refused(text, IssueSlip, a)
	}
	return refused(text, IssueFormat)
}

func separates(r rune) bool { return r == ';' || r == ',' || r == '/' || unicode.IsSpace(r) }

func readEmails(text string, parts []string) Result {
	var found []string
	for _, p := range parts {
		if a, ok := address(p); ok {
			found = append(found, a)
		}
	}
	if len(found) == 0 {
		return refused(text, IssueFormat)
	}
	return refused(text, IssueSeveral, found...)
}

// address accepts a bare address only, in ASCII, whose domain has a top-level part of letters.
func address(s string) (string, bool) {
	a, err := mail.ParseAddress(s)
	if err != nil || a.Address != s || a.Name != "" || len(s) > 254 {
		return "", false
	}
	at := strings.LastIndexByte(s, '@')
	local, domain := s[:at], strings.ToLower(s[at+1:])
	dot := strings.LastIndexByte(domain, '.')
	if dot < 1 || len(domain)-dot < 3 || strings.HasPrefix(domain, "-") || strings.Contains(domain, "..") || strings.ContainsAny(s, "\"[] ") {
		return "", false
	}
	for _, r := range s {
		if r > unicode.MaxASCII {
			return "", false
		}
	}
	for _, r := range domain[dot+1:] {
		if !unicode.IsLetter(r) {
			return "", false
		}
	}
	return local + "@" + domain, true
}

// unslip undoes the usual slips: blanks inside, a comma for a point, "(at)", "mailto:", a sign left at the end.
func unslip(s string) string {
	s = strings.NewReplacer(" (at) ", "@", "(at)", "@", "[at]", "@", " at ", "@", "mailto:", "", "..", ".").Replace(s)
	s = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '\u200b' || r == '<' || r == '>' {
			return -1
		}
		return r
	}, s)
	s = strings.Trim(s, ".,;:")
	at := strings.LastIndexByte(s, '@')
	if at < 0 {
		return s
	}
	return s[:at] + strings.ReplaceAll(s[at:], ",", ".")
}
