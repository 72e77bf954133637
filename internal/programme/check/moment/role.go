package moment

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"maillage/internal/kit/frdate"
	"maillage/internal/programme/check/text"
)

// longestEntry is how long an item may be, in bytes, and still be an entry with its date at the end.
const longestEntry = 240

var (
	opener    = regexp.MustCompile(`^[\s"«“(\[*_•–-]*(?i:(?:le|les|on|the)\s+)?$`)
	articled  = regexp.MustCompile(`(?i)^[\s"«“(\[*_•–-]*(?:le|les|on|the|du|de|entre|en|from)\b`)
	told      = regexp.MustCompile(`^[*_)\]"»”]*\s*(?:[:–—|(/-]|$)`)
	connector = regexp.MustCompile(`(?i)(?:\b(?:le|les|du|au|aux|et|à|a|de|d|l|en|des|depuis|jusqu'au|avant|après|vers|ce|ces|dès|date|daté|datée|sur|pour|par|the|on|of|until|since|to|and|by|que|entre|dans|from)|[,(&'+])\s*$`)

	legal = regexp.MustCompile(`(?i)\b(?:lois?|décrets?|arrêtés?|ordonnances?|circulaires?|directives?|règlements?|délibérations?|instructions?|code|conventions? collectives?|décisions?|journal officiel|j\.?o\.?|act|decree|regulation|directive)(?:\s[^.;:!?\t]{0,60})?\s(?:du|le|des|of)\s+$`)
	// lasting stands right before a date that bounds something, citing anywhere before one that is told of something older or still to come.
	lasting = regexp.MustCompile(`(?i)(?:^|[\s(])(?:depuis|dès|avant|après|jusqu'(?:au|à|en)?|partir|compter|plus tard|en date|daté(?:e|es|s)?|échéance|au|since|until|before|after|by|from|as of)(?:\s+(?:le|la|du|de|d'|the))*\s+$`)
	citing  = regexp.MustCompile(`(?i)(?:^|[\s(,'])(?:créée?s?|création|fondée?s?|fondation|née?s?|naissance|ouverte?s? (?:depuis|le|en)|ouvrira|signée?s?|signature|adoptée?s?|votée?s?|immatriculée?|déposée?s?|publiée?s?|publication|parue?s?|entrée? en vigueur|prévue?s?|reportée?s?|programmée?s?|convention|agrément|labellisée?|valable|expire|renouvelée?|embauchée?s?|recrutée?s?|lancée?s?|lancement|initiée?|déclarée?|statuts|inscrite?|sera|seront|aura|auront|serait|prochaine?s?|tiendra|clôture|démarrage|démarré|signed|founded|created|planned|will)[\s,][^.;!?\t]*$`)
	cites   = regexp.MustCompile(`(?i)^[\s,:–-]*(?:\(?\s*(?:date de|prévu|reporté|à venir|annulé|à confirmer|création|fondation|dépôt|prévisionnel))`)
)

// assignRoles says of each date of a block whether it heads an entry.
func assignRoles(list []Moment) {
	running := 0
	for i := range list {
		list[i].Role = Prose
		switch {
		case list[i].begins():
			list[i].Role = Head
		case list[i].runsOn():
			running++
		}
	}
	for i := range list {
		m := &list[i]
		if m.Role == Prose && m.runsOn() && (running > 1 || i > 0 && list[0].Role == Head || m.Spot.Block.Kind == text.Item) {
			m.Role = Head
		}
	}
	if len(list) == 1 && list[0].Role == Prose && list[0].closes() {
		list[0].Role = Tail
	}
}

// begins tells whether the date opens its block or its cell, as entries do. In a paragraph "Le 3 mars 2019, le conseil…" begins a sentence.
func (m Moment) begins() bool {
	b := m.Spot.Block
	from := 0
	if m.Cell >= 0 {
		from = b.Cells[m.Cell].From
	}
	if !opener.MatchString(b.Text[from:m.Spot.From]) {
		return false
	}
	if b.Kind != text.Paragraph || m.Precision == "" {
		return true
	}
	rest := b.Text[m.Spot.To:]
	return told.MatchString(rest) || !articled.MatchString(b.Text[from:m.Spot.To]) && startsEntry(rest)
}

// startsEntry: what follows begins like a title, with a capital, a quote or a sign; "22 mars 2019 fut un jour de fête" does not.
func startsEntry(rest string) bool {
	rest = strings.TrimLeft(rest, " :.–—-/|*_)")
	r, _ := utf8.DecodeRuneInString(rest)
	return !unicode.IsLower(r) && !strings.HasPrefix(rest, ",")
}

// runsOn tells whether a date inside a block begins another entry of it: in figures, after no word that calls for a date, before a title.
func (m Moment) runsOn() bool {
	b := m.Spot.Block
	if b.Kind == text.Row || b.Kind == text.Heading || m.Read.Has(frdate.IssueNoYear) || m.Source != Written || asMonth.MatchString(m.Spot.Words()) {
		return false
	}
	prefix, rest := b.Text[:m.Spot.From], b.Text[m.Spot.To:]
	return prefix != "" && !connector.MatchString(prefix) && strings.HasPrefix(rest, " ") && startsEntry(rest) && len(strings.TrimSpace(rest)) > 2
}

// closes tells whether the only date of a block accompanies a short entry.
func (m Moment) closes() bool {
	b := m.Spot.Block
	return (b.Kind == text.Item || b.Kind == text.Heading) && len(b.Text) <= longestEntry
}

// event returns the words that the date tells of.
func (m Moment) event(list []Moment) string {
	b := m.Spot.Block
	switch {
	case b.Kind == text.Row || m.Role == Tail:
		return strings.TrimSpace(b.Text[:m.Spot.From] + " " + b.Text[m.Spot.To:])
	case m.Role != Head:
		return ""
	}
	end := len(b.Text)
	for _, o := range list {
		if o.Role == Head && o.Spot.From > m.Spot.From {
			end = o.Spot.From
			break
		}
	}
	words := strings.TrimSpace(b.Text[m.Spot.To:end])
	if strings.ContainsFunc(words, unicode.IsLetter) {
		return words
	}
	if next := m.Spot.Document.Next(b); next != nil && next.Kind != text.Row && next.Kind != text.Heading {
		return next.Text
	}
	return words
}
