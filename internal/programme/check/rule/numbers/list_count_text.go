package numbers

import (
	"math/big"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"maillage/internal/programme/check"
	"maillage/internal/programme/check/claim"
	"maillage/internal/programme/check/text"
)

var (
	enumColon   = regexp.MustCompile(`^[^.;:()\d]{0,90}?\s?:\s`)
	enumBracket = regexp.MustCompile(`^[^.;:()\d,]{0,12}?\s?\(`)
	brackets    = regexp.MustCompile(`\s?\([^()]*\)`)
	sentenceDot = regexp.MustCompile(`[.!?](?:\s\p{Lu}|$|\s?$)`)
	enumAnd     = regexp.MustCompile(`\s(?:et|ou|&|ainsi que|puis)\s`)
	verbLike    = words(`est|sont|a|ont|était|étaient|sera|seront|permet\p{L}*|peut|peuvent|doit|doivent|il|elle|ils|elles|nous|qui|que|où|c'est|n'a|n'ont|voir|cf|soit|parce|car|mais`)
	oneMore     = regexp.MustCompile(`(?i)^(?:une?\s|l'|le\s|la\s|son\s|sa\s|notre\s)`)
	startsCount = regexp.MustCompile(`(?i)^(?:(\d{1,3})|(deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze))\s`)
	numberNames = []string{"deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze"}
)

// enumerations compares a number with what its own sentence names after it: "trois axes : a, b, c", "cinq communes (Pons, Saintes)".
func enumerations(r *check.Reporter, b *text.Block, list []claim.Claim) {
	for i := range list {
		c := &list[i]
		if !announces(c) || c.Value.Cmp(big.NewRat(20, 1)) > 0 || c.Spot.To > len(b.Text) {
			continue
		}
		rest := b.Text[c.Spot.To:]
		switch {
		case enumBracket.MatchString(rest):
			open := strings.IndexByte(rest, '(') + 1
			if end := strings.IndexByte(rest[open:], ')'); end > 0 {
				weighEnumeration(r, c, rest[open:open+end], true)
			}
		case enumColon.MatchString(rest):
			from := enumColon.FindStringIndex(rest)
			if anotherBetween(list, c, c.Spot.To+from[1]) {
				continue
			}
			told := rest[from[1]:]
			if end := sentenceDot.FindStringIndex(told); end != nil {
				weighEnumeration(r, c, told[:end[0]], false)
			}
		}
	}
}

var (
	times      = regexp.MustCompile(`(?i)(?:^|\s)(\d{1,2}|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze)\s(?:fois|reprises)(?:\s\(|\s?:\s|,?\s(?:les|le|en|aux|au mois de)\s)([^.;()]+)`)
	dateCut    = regexp.MustCompile(`,\s|\set\s`)
	dayOrMonth = regexp.MustCompile(`(?i)^(?:les? |en |aux? )?(?:\p{L}+ )?(?:\d{1,2}(?:er)?(?:\s|/|$|\s?\p{L})|janv|févr|mars|avril|mai|juin|juil|août|sept|oct|nov|déc)`)
)

// timesTold compares "six fois (12 janvier, 3 mars, …)" with the dates named.
func timesTold(r *check.Reporter, d *text.Document, b *text.Block) {
	for _, m := range times.FindAllStringSubmatchIndex(b.Text, -1) {
		n, _ := strconv.Atoi(b.Text[m[2]:m[3]])
		if n == 0 {
			n = leading(b.Text[m[2]:m[3]] + " ")
		}
		e, ok := countNames(b.Text[m[4]:m[5]])
		if !ok || n < 2 || e.least < 2 || e.least == n || openList.MatchString(b.Text[m[4]:m[5]]) || !datesOnly(b.Text[m[4]:m[5]]) {
			continue
		}
		at := check.Spot{Document: d, Block: b, From: m[2], To: m[3]}
		reportCount(r, &claim.Claim{Spot: at, Value: big.NewRat(int64(n), 1)}, e.least, nil, check.High)
	}
}

func datesOnly(s string) bool {
	for _, p := range dateCut.Split(strings.TrimSpace(s), -1) {
		if !dayOrMonth.MatchString(p) {
			return false
		}
	}
	return true
}

// anotherBetween tells whether another number could announce the list as well.
func anotherBetween(list []claim.Claim, c *claim.Claim, to int) bool {
	for i := range list {
		if n := list[i].Number.From; n > c.Number.From && n < to {
			return true
		}
	}
	return false
}

// weighEnumeration counts what a stretch of text names. It is silent when the count may be read in several ways and one of them fits.
func weighEnumeration(r *check.Reporter, c *claim.Claim, told string, bracketed bool) {
	if openList.MatchString(told) || openList.MatchString(c.Spot.Block.Text[c.Sentence.From:c.Number.From]) || len(told) > 600 {
		return
	}
	e, ok := countNames(told)
	if !ok || e.least < 2 || bracketed && e.least < 2 {
		return
	}
	n := int(c.Value.Num().Int64())
	dates := datesOnly(told)
	if e.counts > 0 && e.counted == 0 && !dates { // "deux à la montagne et un à la mer, avec 12 jeunes": not items alone
		return
	}
	if e.counted > 0 && !dates { // "une directrice, trois animateurs": the counts are added up
		if n != e.counted && n != e.least && (n < e.least || n > e.most) && within(big.NewRat(int64(e.counted), 1), c.Value, 3, 10) && e.counts < e.least {
			reportCount(r, c, e.counted, nil, check.High)
		}
		return
	}
	if n >= e.least && n <= e.most {
		return
	}
	sure := check.High
	switch {
	case far(c.Value, e.most) || e.long || !bracketed && !e.closed && e.least < 3:
		return
	case !e.closed && n > e.most: // no "et" before the last: perhaps the list goes on
		sure = check.Medium
	case bracketed && !e.proper:
		sure = check.Medium
	}
	reportCount(r, c, e.least, nil, sure)
}

// enumeration is what a stretch of text names: at least so many things, at most so many, as one reads "et".
type enumeration struct {
	least, most int
	closed      bool // the last two are joined by "et"
	proper      bool // all begin with a capital
	long        bool // an item is long, or tells a sentence
	counted     int  // what the numbers before the items add up to, 0 when one has none
	counts      int  // how many items begin with a figure above one
}

// countNames divides at semicolons, else at commas and the last "et".
func countNames(told string) (enumeration, bool) {
	told = strings.Trim(brackets.ReplaceAllString(told, ""), " .;,")
	cut := ", "
	if strings.Contains(told, "; ") {
		cut = ";"
	} else if strings.Contains(told, " / ") && !strings.Contains(told, ", ") {
		cut = " / "
	}
	parts := strings.Split(told, cut)
	e := enumeration{proper: true}
	last := strings.TrimSpace(parts[len(parts)-1])
	ands := len(enumAnd.FindAllString(last, -1))
	if cut == ", " && ands > 0 || len(parts) == 1 {
		pair := enumAnd.FindStringIndex(last)
		if pair != nil {
			parts = append(parts[:len(parts)-1], last[:pair[0]], last[pair[1]:])
			e.closed = true
		}
	} else if strings.HasPrefix(last, "et ") {
		e.closed = true
	}
	numbers := true
	for _, p := range parts {
		p = strings.TrimPrefix(strings.TrimSpace(p), "et ")
		if p == "" {
			return e, false
		}
		e.least++
		e.most += 1 + len(enumAnd.FindAllString(p, -1))
		if cut == ";" {
			e.most += strings.Count(p, ", ")
		}
		first, _ := utf8.DecodeRuneInString(p)
		e.proper = e.proper && unicode.IsUpper(first)
		e.long = e.long || utf8.RuneCountInString(p) > 90 || verbLike.MatchString(p) && cut != ";"
		n := leading(p)
		numbers = numbers && n > 0
		e.counted += n
		if n > 1 {
			e.counts++
		}
	}
	if !numbers || e.counts == 0 {
		e.counted = 0
	}
	return e, true
}

// leading is the number that an item begins with: "trois animateurs", "une directrice"; 0 without.
func leading(p string) int {
	if m := startsCount.FindStringSubmatch(p); m != nil {
		if m[1] != "" {
			n, _ := strconv.Atoi(m[1])
			return n
		}
		for i, w := range numberNames {
			if strings.EqualFold(w, m[2]) {
				return i + 2
			}
		}
	}
	if oneMore.MatchString(p) {
		return 1
	}
	return 0
}

// issues are things numbered without a gap: "6 numéros (n° 12 à 16)", "trois tomes (1 à 4)".
var issues = regexp.MustCompile(`(?i)^[^.;:\d]{0,24}?[(,:]?\s?(?:du |de |des |les |l'|nos |num\p{L}+ |n[°os]* ?|tomes? |épisodes? |fiches? |chapitres? ){0,3}(\d{1,3})\s?(?:à|au|-|–)\s?(?:n[°o] ?|numéro )?(\d{1,3})\b`)

var numberedThings = regexp.MustCompile(`(?i)^(?:numéros?|tomes?|épisodes?|fiches?|chapitres?|bulletins?|lettres?|newsletters?|volumes?|gazettes?|éditions?|parutions?|livrets?|cahiers?|livraisons?)\b`)

func numberSpans(r *check.Reporter, b *text.Block, list []claim.Claim) {
	for i := range list {
		c := &list[i]
		if !announces(c) || !numberedThings.MatchString(c.Words) {
			continue
		}
		m := issues.FindStringSubmatch(b.Text[c.Spot.To:])
		if m == nil || !strings.ContainsAny(b.Text[c.Spot.To:c.Spot.To+strings.Index(b.Text[c.Spot.To:], m[1])], "°(n") {
			continue
		}
		from, _ := strconv.Atoi(m[1])
		to, _ := strconv.Atoi(m[2])
		if n := to - from + 1; n >= 2 && c.Value.Cmp(big.NewRat(int64(n), 1)) != 0 {
			reportCount(r, c, n, nil, check.High)
		}
	}
}
