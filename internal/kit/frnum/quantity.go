package frnum

import (
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// quantity is a number with its unit; several values when the separators may be read in two ways.
type quantity struct {
	values      []string
	unit        string
	approximate bool
	trailing    bool // words after it that are no unit
}

var missing = map[string]bool{
	"": true, "-": true, "--": true, "?": true, "??": true, "x": true, "xx": true, ".": true, "...": true, "…": true, "/": true, "nc": true, "n.c.": true, "n.c": true,
	"nd": true, "n.d.": true, "n.d": true, "na": true, "n/a": true, "n.a.": true, "inconnu": true, "unknown": true, "non communique": true, "non renseigne": true,
}

// rounds are the French nouns for "about so many".
var rounds = map[string]int{
	"dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30, "quarantaine": 40, "cinquantaine": 50, "soixantaine": 60,
	"centaine": 100, "millier": 1000,
}

// hedges come before a number and say how far it is exact. Longer ones first.
var hedges = []struct{ words, issue string }{
	{"+ de ", IssueAtLeast}, {"plus de ", IssueAtLeast}, {"au moins ", IssueAtLeast}, {"at least ", IssueAtLeast}, {"more than ", IssueAtLeast}, {"over ", IssueAtLeast},
	{">= ", IssueAtLeast}, {">=", IssueAtLeast}, {"> ", IssueAtLeast}, {">", IssueAtLeast},
	{"- de ", IssueAtMost}, {"moins de ", IssueAtMost}, {"au plus ", IssueAtMost}, {"at most ", IssueAtMost}, {"less than ", IssueAtMost},
	{"<= ", IssueAtMost}, {"<=", IssueAtMost}, {"< ", IssueAtMost}, {"<", IssueAtMost},
	{"a peu pres ", IssueAbout}, {"environ ", IssueAbout}, {"env. ", IssueAbout}, {"env ", IssueAbout}, {"pres de ", IssueAbout}, {"autour de ", IssueAbout},
	{"presque ", IssueAbout}, {"about ", IssueAbout}, {"around ", IssueAbout}, {"approx. ", IssueAbout}, {"~ ", IssueAbout}, {"~", IssueAbout}, {"≈ ", IssueAbout}, {"≈", IssueAbout},
}

// approximation takes the hedge off and notes it.
func (n *Number) approximation(s string) string {
	for _, h := range hedges {
		if rest, ok := strings.CutPrefix(s, h.words); ok {
			n.about(h.issue)
			return rest
		}
	}
	if rest, ok := strings.CutSuffix(s, "+"); ok && rest != "" {
		n.about(IssueAtLeast)
		return strings.TrimSpace(rest)
	}
	return s
}

// clean makes blanks, dashes, quotes, case and accents one, so that the grammar below sees few forms.
func clean(text string) string {
	s := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff':
			return ' '
		case r >= 0x300 && r <= 0x36f:
			return -1
		}
		switch r {
		case '‐', '‑', '‒', '–', '—', '−':
			return '-'
		case '’', 'ʼ':
			return '\''
		case 'é', 'è', 'ê', 'É', 'È', 'Ê':
			return 'e'
		case 'à', 'â', 'À', 'Â':
			return 'a'
		}
		return unicode.ToLower(r)
	}, text)
	return strings.Join(strings.Fields(s), " ")
}

// parentheses takes off a pair around the whole text.
func parentheses(s string) (inner string, found bool) {
	if len(s) > 2 && s[0] == '(' && s[len(s)-1] == ')' {
		return strings.TrimSpace(s[1 : len(s)-1]), true
	}
	return s, false
}

var (
	rangeForm = regexp.MustCompile(`^(?:entre |between |de |from )?([0-9][0-9 .,]*(?: ?(?:%|€|k€))?) ?(?:-|a|et|and|to) ?([0-9].*)$`)
	body      = regexp.MustCompile(`^([+-]? ?)((?:\d[\d .,']*\d)|\d)`)
	hours     = regexp.MustCompile(`^(\d{1,6}) ?h(?:eures?|ours?)? ?(\d{2})(?: ?min(?:utes?)?)?$`)
)

func splitRange(s string) (low, high string, ok bool) {
	m := rangeForm.FindStringSubmatch(s)
	if m == nil {
		return "", "", false
	}
	return strings.TrimSpace(m[1]), m[2], true
}

func readQuantity(s string) (quantity, bool) {
	if m := hours.FindStringSubmatch(s); m != nil {
		return readHours(m[1], m[2])
	}
	if q, ok := readRound(s); ok {
		return q, true
	}
	s, euro := strings.CutPrefix(s, "€")
	s = strings.TrimSpace(s)
	m := body.FindStringSubmatch(s)
	if m == nil {
		return quantity{}, false
	}
	values, ok := readDigits(m[2])
	if !ok {
		return quantity{}, false
	}
	q := quantity{values: values}
	shift, ok := q.readUnit(s[len(m[0]):])
	if !ok {
		return quantity{}, false
	}
	if euro && q.unit == "" {
		q.unit = UnitEuro
	}
	for i, v := range q.values {
		q.values[i] = scale(v, shift)
		if m[1] != "" && m[1][0] == '-' && q.values[i] != "0" {
			q.values[i] = "-" + q.values[i]
		}
	}
	return q, true
}

// readRound reads "une quinzaine de", "2 douzaines".
func readRound(s string) (quantity, bool) {
	words := strings.Fields(s)
	if len(words) == 0 {
		return quantity{}, false
	}
	times := 1
	if first := words[0]; len(words) > 1 && (first == "une" || first == "un" || first == "la") {
		words = words[1:]
	} else if n, err := strconv.Atoi(first); err == nil && len(words) > 1 && n > 0 && n < 1000 {
		times, words = n, words[1:]
	}
	value, ok := rounds[strings.TrimSuffix(words[0], "s")]
	if !ok {
		return quantity{}, false
	}
	return quantity{values: []string{strconv.Itoa(times * value)}, approximate: true, trailing: len(words) > 1}, true
}

// readHours gives hours when a decimal can hold them, minutes otherwise: 1h30 is 1.5 h, 1h20 is 80 min.
func readHours(h, m string) (quantity, bool) {
	hours, _ := strconv.Atoi(h)
	minutes, _ := strconv.Atoi(m)
	if minutes > 59 {
		return quantity{}, false
	}
	if minutes%3 == 0 { // a sixtieth is a finite decimal for multiples of three only
		return quantity{values: []string{trim(big.NewRat(int64(hours*60+minutes), 60).FloatString(2))}, unit: UnitHour}, true
	}
	return quantity{values: []string{strconv.Itoa(hours*60 + minutes)}, unit: UnitMinute}, true
}

// units are what may follow a number, with the power of ten it stands for.
var units = map[string]struct {
	unit  string
	shift int
}{
	"%": {UnitPercent, 0}, "pour cent": {UnitPercent, 0}, "percent": {UnitPercent, 0},
	"€": {UnitEuro, 0}, "euro": {UnitEuro, 0}, "euros": {UnitEuro, 0}, "eur": {UnitEuro, 0},
	"k€": {UnitEuro, 3}, "keur": {UnitEuro, 3}, "k euros": {UnitEuro, 3}, "m€": {UnitEuro, 6}, "meur": {UnitEuro, 6}, "millions d'euros": {UnitEuro, 6},
	"million d'euros": {UnitEuro, 6}, "md€": {UnitEuro, 9}, "milliards d'euros": {UnitEuro, 9}, "milliard d'euros": {UnitEuro, 9},
	"h": {UnitHour, 0}, "heure": {UnitHour, 0}, "heures": {UnitHour, 0}, "hour": {UnitHour, 0}, "hours": {UnitHour, 0},
	"min": {UnitMinute, 0}, "mn": {UnitMinute, 0}, "minute": {UnitMinute, 0}, "minutes": {UnitMinute, 0}, "k": {"", 3},
	"mille": {"", 3}, "million": {"", 6}, "millions": {"", 6},
}

// readUnit reads what follows the digits and returns the power of ten. A rate keeps what it is counted by: "euros / jour" is "€/jour". Words
// that are no unit are kept out as trailing text; figures or signs ("3/4", "1-2-3", "4x4") mean that this was no single number.
func (q *quantity) readUnit(s string) (shift int, ok bool) {
	rest := strings.Trim(s, " .;:")
	if rest == "" {
		return 0, true
	}
	name, per, rate := strings.Cut(rest, "/")
	if !rate {
		name, per, rate = strings.Cut(rest, " par ")
	}
	u, known := units[strings.TrimSpace(name)]
	if !known {
		q.trailing = true
		first, _ := utf8.DecodeRuneInString(rest)
		return 0, s[0] == ' ' && (unicode.IsLetter(first) || first == '(')
	}
	q.unit = u.unit
	if per = strings.TrimSpace(per); rate && per != "" {
		q.unit += "/" + per
	}
	return u.shift, true
}

// readDigits settles what the blanks, points and commas mean. Two values when one separator stands before exactly three digits: French and
// English disagree, and the French reading comes first.
func readDigits(s string) (values []string, ok bool) {
	blanks := strings.ContainsAny(s, " '")
	last := strings.LastIndexAny(s, ".,")
	if last < 0 {
		v, ok := ungroup(s, " '")
		return []string{v}, ok
	}
	sep := s[last : last+1]
	before, after := s[:last], s[last+1:]
	other := "."
	if sep == "." {
		other = ","
	}
	switch {
	case strings.ContainsAny(after, " '"):
		return nil, false
	case strings.Contains(before, sep): // "1.234.567"
		v, ok := ungroup(s, sep)
		return []string{v}, ok
	case blanks || strings.Contains(before, other): // "1 234,56", "1.234,56", "1,234.56"
		group := other
		if blanks {
			group = " '"
		}
		v, ok := ungroup(before, group)
		return []string{decimal(v, after)}, ok
	case len(after) == 3 && len(before) <= 3 && before[0] != '0':
		values = []string{decimal(before, after), decimal(before+after, "")}
		if sep == "." {
			slices.Reverse(values)
		}
		return values, true
	}
	return []string{decimal(before, after)}, true
}

// ungroup joins groups of thousands: one to three digits, then threes. Digits without any separator may be of any length.
func ungroup(s, separators string) (digits string, ok bool) {
	groups := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(separators, r) })
	digits = strings.Join(groups, "")
	if len(groups) == 0 || !allDigits(digits) || (len(groups) > 1 && len(groups[0]) > 3) {
		return "", false
	}
	for _, g := range groups[1:] {
		if len(g) != 3 {
			return "", false
		}
	}
	return decimal(digits, ""), true
}

// decimal writes digits and decimals without needless zeros.
func decimal(digits, decimals string) string {
	digits = strings.TrimLeft(digits, "0")
	if digits == "" {
		digits = "0"
	}
	if decimals == "" {
		return digits
	}
	return trim(digits + "." + decimals)
}

func trim(s string) string {
	if !strings.Contains(s, ".") {
		return s
	}
	return strings.TrimRight(strings.TrimRight(s, "0"), ".")
}

// scale moves the point to the right.
func scale(s string, places int) string {
	if places == 0 {
		return s
	}
	digits, decimals, _ := strings.Cut(s, ".")
	decimals += strings.Repeat("0", places)
	return decimal(digits+decimals[:places], strings.TrimRight(decimals[places:], "0"))
}
