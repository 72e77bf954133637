package frdate

import (
	"unicode"
	"unicode/utf8"
)

// word is the role that a word plays in a date.
type word uint8

const (
	wNone word = iota
	wMonth
	wWeekday
	wMar // "mar." is March or Tuesday: its neighbours decide
	wArticle
	wFrom
	wBetween
	wSince
	wUntil
	wTo
	wAnd
	wPart
	wUnit // year, month, week: "fin d'année 2019", "la semaine prochaine"
	wRelative
	wPartir
	wOrdinal
	wHour
)

// foldedDes marks "des", which is "dès" once folded: the accent alone tells "from" from "since".
const foldedDes = 1

type meaning struct {
	word word
	n    int
}

// words holds the vocabulary, folded: lower case, no accents. French first; English because reports mix both.
var words = func() map[string]meaning {
	m := map[string]meaning{"mar": {wMar, 3}, "partir": {wPartir, 0}}
	add := func(w word, n int, forms ...string) {
		for _, f := range forms {
			m[f] = meaning{w, n}
		}
	}
	for i, forms := range [][]string{
		{"janvier", "janv", "jan", "january"}, {"fevrier", "fevr", "fev", "february", "feb"}, {"mars", "march"},
		{"avril", "avr", "april", "apr"}, {"mai", "may"}, {"juin", "june", "jun"}, {"juillet", "juill", "juil", "july", "jul"},
		{"aout", "august", "aug"}, {"septembre", "sept", "sep", "september"}, {"octobre", "oct", "october"},
		{"novembre", "nov", "november"}, {"decembre", "dec", "december"},
	} {
		add(wMonth, i+1, forms...)
	}
	for i, forms := range [][]string{
		{"lundi", "lun", "monday", "mon"}, {"mardi", "tuesday", "tue"}, {"mercredi", "mer", "mercr", "wednesday", "wed"},
		{"jeudi", "jeu", "thursday", "thu"}, {"vendredi", "ven", "vendr", "friday", "fri"}, {"samedi", "sam", "saturday", "sat"},
		{"dimanche", "dim", "sunday", "sun"},
	} {
		add(wWeekday, i+1, forms...)
	}
	add(wArticle, 0, "le", "la", "les", "l", "en", "the", "on", "in", "courant")
	add(wFrom, 0, "du", "de", "d", "from")
	add(wFrom, foldedDes, "des")
	add(wBetween, 0, "entre", "between")
	add(wSince, 0, "depuis", "since")
	add(wUntil, 0, "jusqu", "jusque", "until")
	add(wTo, 0, "au", "a", "aux", "to", "at")
	add(wAnd, 0, "et", "and", "puis")
	for i, forms := range [][]string{
		spring: {"printemps", "spring"}, summer: {"ete", "summer"}, autumn: {"automne", "autumn"}, winter: {"hiver", "winter"},
		early: {"debut", "early"}, middle: {"mi", "milieu", "mid"}, late: {"fin", "late"},
	} {
		add(wPart, i, forms...)
	}
	add(wUnit, 0, "annee", "mois", "semaine", "year", "month", "week")
	add(wRelative, 0, "prochain", "prochaine", "prochains", "prochaines", "dernier", "derniere", "derniers", "dernieres", "demain", "hier",
		"aujourd", "next", "last", "tomorrow", "yesterday", "today")
	add(wOrdinal, 0, "er", "st", "nd", "rd", "th")
	add(wHour, 0, "h", "heure", "heures")
	return m
}()

// token is a number, a word or one sign. The text is read one token at a time from a position, so going back is only keeping a number.
type token struct {
	start, end int  // bytes of the text
	tight      bool // no blank before it
	digits     int  // of a number; 0 otherwise
	n          int  // value of a number or meaning of a word
	word       word
	sign       rune // dashes, quotes and blanks already made one; 0 for numbers, words and the end
}

func (t token) ended() bool { return t.start == t.end }

func lex(s string, pos int) token {
	i := skipBlank(s, pos)
	t := token{start: i, end: i, tight: i == pos}
	if i >= len(s) {
		return t
	}
	if c := s[i]; c >= '0' && c <= '9' {
		lexNumber(s, &t)
		return t
	}
	r, size := utf8.DecodeRuneInString(s[i:])
	if unicode.IsLetter(r) {
		lexWord(s, &t)
		return t
	}
	t.end, t.sign = i+size, sameSign(r)
	return t
}

func lexNumber(s string, t *token) {
	for t.end < len(s) && s[t.end] >= '0' && s[t.end] <= '9' {
		if t.digits < 9 { // longer ones are no part of a date
			t.n = t.n*10 + int(s[t.end]-'0')
		}
		t.digits++
		t.end++
	}
}

func lexWord(s string, t *token) {
	var buf [16]byte
	w := buf[:0]
	for i, r := range s[t.start:] {
		if !unicode.IsLetter(r) && !isCombining(r) {
			break
		}
		t.end = t.start + i + utf8.RuneLen(r)
		if len(w) < len(buf) && !isCombining(r) {
			w = append(w, fold(r))
		}
	}
	m := words[string(w)]
	t.word, t.n = m.word, m.n
}

func skipBlank(s string, i int) int {
	for i < len(s) {
		if c := s[i]; c == ' ' || c == '\t' || c == '\n' || c == '\r' {
			i++
			continue
		} else if c < utf8.RuneSelf {
			break
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if !unicode.IsSpace(r) && r != '\u200b' && r != '\ufeff' {
			break
		}
		i += size
	}
	return i
}

func isCombining(r rune) bool { return r >= 0x300 && r <= 0x36f }

// fold takes the accents and the case off the letters that French months and weekdays use; any other letter cannot be part of one.
func fold(r rune) byte {
	switch {
	case r >= 'a' && r <= 'z':
		return byte(r)
	case r >= 'A' && r <= 'Z':
		return byte(r) + 'a' - 'A'
	}
	switch r {
	case 'é', 'É', 'è', 'È', 'ê', 'Ê', 'ë', 'Ë':
		return 'e'
	case 'à', 'À', 'â', 'Â':
		return 'a'
	case 'û', 'Û', 'ù', 'Ù', 'ü', 'Ü':
		return 'u'
	}
	return '?'
}

func sameSign(r rune) rune {
	switch r {
	case '‐', '‑', '‒', '–', '—', '−':
		return '-'
	case '’', 'ʼ', '‘', '´':
		return '\''
	}
	return r
}
