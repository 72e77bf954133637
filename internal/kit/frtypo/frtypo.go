// Package frtypo sets the spaces of French text as its printers do: thin and no-break before ; ! ? » % and €, after «, no-break before : and
// in what is read in one breath (n° 12, M. X, 22 novembre 2018, 5 km). The rules are those of the Imprimerie nationale's lexicon of
// typographic rules. It adds and replaces spaces only, leaves addresses of the web alone, and does nothing twice.
package frtypo

import (
	"regexp"
	"strings"
)

// The two spaces at which no line ends.
const (
	Thin    = "\u202f"
	NoBreak = "\u00a0"
)

type rule struct {
	find *regexp.Regexp
	put  string
}

// gap is any run of spaces, right or wrong.
const gap = `[ \x{a0}\x{202f}\x{2009}]`

const monthNames = `janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre`

// rules are applied in their order. A mark that follows a word closely is moved away from it only before a space or at the end: in
// "10:30" and "?page=2" it is no punctuation.
var rules = []rule{
	{regexp.MustCompile(gap + `+([;!?»])`), Thin + "$1"},
	{regexp.MustCompile(`([\pL\pN)%€»])([;!?])(` + gap + `|\n|$)`), "$1" + Thin + "$2$3"},
	{regexp.MustCompile(`([\pL\pN.)%€!?…])»`), "$1" + Thin + "»"},
	{regexp.MustCompile(`«` + gap + `*`), "«" + Thin},
	{regexp.MustCompile(gap + `+:(` + gap + `|\n|$)`), NoBreak + ":$1"},
	{regexp.MustCompile(`([\pL\pN)%€])(:)(` + gap + `|\n|$)`), "$1" + NoBreak + "$2$3"},
	{regexp.MustCompile(`(\pN)` + gap + `*([%‰€])`), "$1" + Thin + "$2"},
	{regexp.MustCompile(`(\pN)` + gap + `+(k€|M€|km²|km|m²|cm|mm|ha|kg|min|[mh]|[KMG]o|ETP)([^\pL\pN²]|$)`), "$1" + NoBreak + "$2$3"},
	{regexp.MustCompile(`\b([nN])[°º]` + gap + `*(\pN|\pL)`), "$1°" + NoBreak + "$2"},
	{regexp.MustCompile(`\b(MM?\.|Mmes?|p\.|art\.)` + gap + `+(\pL|\pN)`), "$1" + NoBreak + "$2"},
	{regexp.MustCompile(`\b(\d{1,2}|1er)` + gap + `+(` + monthNames + `)`), "$1" + NoBreak + "$2"},
	{regexp.MustCompile(`(` + monthNames + `)` + gap + `+(\d{4})`), "$1" + NoBreak + "$2"},
}

var (
	address = regexp.MustCompile(`(?:https?://|www\.)[^\s»]+|[^\s@«]+@[^\s@»]+`)
	// touched tells the texts that a rule may concern: most labels hold none of these.
	touched = regexp.MustCompile(`[;!?»«:%‰€°º]|\pN` + gap + `|M\.|Mme|p\.|art\.|er ` + `|(?:` + monthNames + `)`)
)

// Text sets a French text.
func Text(s string) string {
	if !touched.MatchString(s) {
		return s
	}
	var b strings.Builder
	at := 0
	for _, m := range address.FindAllStringIndex(s, -1) {
		b.WriteString(set(s[at:m[0]]))
		b.WriteString(s[m[0]:m[1]])
		at = m[1]
	}
	b.WriteString(set(s[at:]))
	return b.String()
}

func set(s string) string {
	for _, r := range rules {
		s = r.find.ReplaceAllString(s, r.put)
	}
	return s
}

// Before is the space that stands between a text and the mark that begins the next one, "" when an ordinary space is right. Texts that are
// laid out in pieces ("286" in a link, then " %") need it.
func Before(next string) string {
	switch {
	case next == "":
		return ""
	case strings.ContainsAny(next[:1], ";!?%"), strings.HasPrefix(next, "»"), strings.HasPrefix(next, "€"), strings.HasPrefix(next, "‰"):
		return Thin
	case next == ":" || strings.HasPrefix(next, ": "):
		return NoBreak
	}
	return ""
}
