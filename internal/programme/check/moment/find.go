package moment

import (
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"maillage/internal/kit/frdate"
	"maillage/internal/programme/check"
	"maillage/internal/programme/check/text"
)

const (
	dayName   = `(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|monday|tuesday|wednesday|thursday|friday|saturday|sunday)`
	shortDay  = `(?:lun|mar|mer|jeu|ven|sam|dim|mon|tue|wed|thu|fri|sat|sun)`
	monthName = `(?:janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[uû]t|septembre|octobre|novembre|d[ée]cembre|janv|f[ée]vr?|avr|juil|sept|oct|nov|d[ée]c|january|february|march|april|may|june|july|august|september|october|november|december)`
)

var (
	// start is where a date may begin; the grammar of dates decides.
	start = regexp.MustCompile(`(?i)(?:\b(?:du|de|entre|from|between)\s+(?:le\s+)?)?(?:\b(?:` + dayName + `\b|` + shortDay + `\b\.?)[\s,]+(?:le\s+)?(?:\d|` + monthName + `)|\b(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}\b|\b\d{1,2}(?:er|st|nd|rd|th)?\b|\b` + monthName + `\b\.?\s*,?\s*\d|\b` + monthName + `\s+(?:à|au|et|and|to|-)\s+` + monthName + `)`)
	// joint is a word between two dates that have each its year: they are two moments. Commas and dashes make one list of days.
	joint = regexp.MustCompile(`(?i)(?:\d{4}-\d\d-\d\d|\d{4}|/\d{1,2}/\d\d)(,?\s+(?:puis|et|ensuite|and|then|&)\s)`)
	// address is what holds figures that are no dates: links, files, mail.
	address = regexp.MustCompile(`[^\s\t]*(?:://|www\.|@[\pL\d-]+\.)[^\s\t]*|[^\s\t]+\.(?:pdf|docx?|odt|xlsx?|ods|png|jpe?g|html?|csv|zip)\b`)
	// reference comes before figures that number something.
	reference = regexp.MustCompile(`(?i)(?:n\s?[°ºo]\s?\.?|\b(?:num[ée]ros?|article|art\.|page|p\.|pp\.|version|v\.?|chapitre|salle|lot|code|r[ée]f\.?|siret|t[ée]l\.?|phone|room|format|ratio|[ée]chelle)\s*:?)\s*$`)
	asMonth   = regexp.MustCompile(`(?i)` + monthName)
	lastMonth = regexp.MustCompile(`(?i)(?:` + monthName + `\.?|\d{1,2}\s?[/.-]\s?\d{1,2})`)
	dayFirst  = regexp.MustCompile(`(?i)(?:\b(?:le|les|du|au|et|du|d[èe]s|on|depuis)\s+(?:le\s+)?|[(])$`)
	dateWord  = regexp.MustCompile(`(?i)\b(?:dates?|jours?|quand|when|day)\b`)
)

// find reads the dates of a block, left to right; none overlaps another.
func find(d *text.Document, b *text.Block) []Moment {
	s := b.Text
	if !strings.ContainsAny(s, "0123456789") {
		return nil
	}
	var list []Moment
	shut := address.FindAllStringIndex(s, -1)
	for at := 0; at < len(s); {
		loc := start.FindStringIndex(s[at:])
		if loc == nil {
			break
		}
		from, next := at+loc[0], at+loc[1]
		if end, inside := within(shut, from); inside {
			at = max(end, from+1)
			continue
		}
		m, ok := readAt(d, b, from)
		if ok {
			list = append(list, m)
			at = m.Spot.To
			continue
		}
		at = afterWord(s, from, next)
	}
	return list
}

func within(list [][]int, at int) (end int, ok bool) {
	for _, l := range list {
		if l[0] <= at && at < l[1] {
			return l[1], true
		}
	}
	return 0, false
}

// afterWord moves past the first word of a start that led nowhere: what follows it may be one.
func afterWord(s string, from, to int) int {
	for i, r := range s[from:to] {
		if i > 0 && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return from + i
		}
	}
	return to
}

// farthest is how far below its beginning a date may still go on.
const farthest = 120

var between = regexp.MustCompile(`^(?i)(?:entre|between)\s`)

// readAt reads the date that begins at a byte; false when there is none.
func readAt(d *text.Document, b *text.Block, from int) (Moment, bool) {
	s := b.Text[from:]
	if stop := strings.IndexByte(s, '\t'); stop >= 0 {
		s = s[:stop]
	}
	if cut := joint.FindStringSubmatchIndex(s[:min(len(s), farthest)]); cut != nil && !between.MatchString(s) {
		s = s[:cut[2]]
	}
	v := frdate.ReadPrefix(s, bounds(d))
	if v.Has(frdate.IssueNotADate) || v.Has(frdate.IssueRelative) || v.Has(frdate.IssueSeason) || v.Has(frdate.IssueTwoDigitYear) {
		return Moment{}, false
	}
	m := Moment{Spot: check.Spot{Document: d, Block: b, From: from, To: from + readTo(s, v.Rest)}, Read: v, Source: Written}
	if !m.isDate() {
		return Moment{}, false
	}
	m.settle(v)
	return m, true
}

func bounds(d *text.Document) frdate.Context {
	if d.From == 0 {
		return frdate.Context{}
	}
	return frdate.Context{From: day(d.From, 1, 1).Format(time.DateOnly), To: day(d.To, 12, 31).Format(time.DateOnly)}
}

func day(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC) }

// readTo is where the date ends: what parts it from the words after it is no part of it.
func readTo(s, rest string) int {
	if rest != "" {
		s = s[:strings.LastIndex(s, rest)]
	}
	return len(strings.TrimRight(s, " \u00a0\u202f:;,.-–—)]»”\"*_"))
}

// isDate refuses what only looks like a date.
func (m Moment) isDate() bool {
	s, words := m.Spot.Block.Text, m.Spot.Words()
	if words == "" || !m.clear(s) || reference.MatchString(before(m.Spot, 20)) {
		return false
	}
	byName := asMonth.MatchString(words)
	switch {
	case m.Read.Precision == frdate.ToYear:
		return false
	case m.Read.Precision == frdate.ToMonth && !fullYear.MatchString(words):
		return false
	case !byName && strings.Contains(words, ".") && !strings.ContainsAny(words, "/-") && !dotted.MatchString(words):
		return false
	case !byName && m.Read.Has(frdate.IssueNoYear) && !m.dayMonthHere():
		return false
	case m.looseList():
		return false
	}
	return true
}

// dotted dates have both figures twice or the year whole: "12.04.19", "1.4.2019"; "2.1.12" numbers a heading.
var dotted = regexp.MustCompile(`\d{1,2}\.\d{1,2}\.(?:19|20)\d\d|\d\d\.\d\d\.\d\d|(?:19|20)\d\d\.\d\d?\.\d\d?`)

// clear tells whether the figures stand alone: no part of a telephone, a code, a price.
func (m Moment) clear(s string) bool {
	prev, _ := utf8.DecodeLastRuneInString(s[:m.Spot.From])
	if m.Spot.From > 0 && (unicode.IsLetter(prev) || unicode.IsDigit(prev) || strings.ContainsRune("./-_°#&=+€$", prev)) {
		return false
	}
	rest := s[m.Spot.To:]
	next, size := utf8.DecodeRuneInString(rest)
	if rest == "" {
		return true
	}
	if unicode.IsLetter(next) || unicode.IsDigit(next) || strings.ContainsRune("_°%€^", next) {
		return false
	}
	after, _ := utf8.DecodeRuneInString(rest[size:])
	return !strings.ContainsRune("/.-", next) || !unicode.IsDigit(after)
}

// dayMonthHere tells whether "12/04" without a year is a date and no fraction: after an article, or in a column of dates.
func (m Moment) dayMonthHere() bool {
	b := m.Spot.Block
	if b.Kind == text.Row && b.Table != nil && b.Table.Header != nil {
		return dateWord.MatchString(b.Table.Header.Cell(cellAt(b, m.Spot.From)))
	}
	prefix := before(m.Spot, 12)
	return dayFirst.MatchString(prefix) || hasDayName(m.Spot.Words()) || startsWithArticle.MatchString(m.Spot.Words())
}

var (
	startsWithArticle = regexp.MustCompile(`(?i)^(?:du|entre)\s`)
	anyDayName        = regexp.MustCompile(`(?i)\b` + dayName + `\b|\b` + shortDay + `\b\.?\s*\d`)
)

func hasDayName(s string) bool { return anyDayName.MatchString(s) }

// looseList refuses "en salle 4, 12/03/2019": a lone number and a comma before a date are a list only where a line begins or after an article.
func (m Moment) looseList() bool {
	words := m.Spot.Words()
	if !regexpLoose.MatchString(words) || strings.ContainsAny(words, "&") || strings.Contains(words, " et ") {
		return false
	}
	prefix := strings.TrimSpace(before(m.Spot, 12))
	return prefix != "" && !strings.HasSuffix(prefix, ":") && !strings.HasSuffix(strings.ToLower(prefix), "les")
}

var regexpLoose = regexp.MustCompile(`^\d{1,2}\s*,\s*\d{1,2}\s*(?:/|\s\pL)`)

// settle fills the days from a reading.
func (m *Moment) settle(v frdate.Value) {
	m.Read, m.Precision, m.Days = v, v.Precision, nil
	m.Interval = v.Kind == frdate.Interval
	switch v.Kind {
	case frdate.Single, frdate.Multiple:
		for _, iso := range v.Days {
			m.add(iso)
		}
	case frdate.Interval, frdate.Month:
		m.add(v.Start)
		m.add(v.End)
	}
}

func (m *Moment) add(iso string) {
	if t, err := time.Parse(time.DateOnly, iso); err == nil {
		m.Days = append(m.Days, t)
	}
}

// lead is what stands before the first name or figure of the date, "du" included.
func (m Moment) lead(n int) string {
	return before(m.Spot, n) + preposition.FindString(m.Spot.Words())
}

var preposition = regexp.MustCompile(`(?i)^(?:(?:du|de|entre|from|between)\s+)?(?:le\s+)?`)

// before and after are at most n bytes of the text around a spot, in its cell.
func before(s check.Spot, n int) string {
	t := s.Block.Text[max(0, s.From-n):s.From]
	if i := strings.LastIndexByte(t, '\t'); i >= 0 {
		t = t[i+1:]
	}
	return strings.ToValidUTF8(t, "")
}

func after(s check.Spot, n int) string {
	t := s.Block.Text[s.To:min(len(s.Block.Text), s.To+n)]
	if i := strings.IndexByte(t, '\t'); i >= 0 {
		t = t[:i]
	}
	return strings.ToValidUTF8(t, "")
}
