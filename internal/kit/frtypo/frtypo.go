// Package frtypo sets the spaces of French text as its printers do: thin and no-break before ; ! ? » % and €, after «, no-break before : and
// in what is read in one breath (n° 12, M. X, 22 novembre 2018, 5 km). The rules are those of the Imprimerie nationale's lexicon of
// typographic rules. It adds and replaces spaces only, leaves addresses of the web alone, and does nothing twice.
package frtypo

import (
	"regexp"
	"slices"
	"strings"
)

// The two spaces at which no line ends.
const (
	Thin    = "\u202f"
	NoBreak = "\u00a0"
)

// rule puts something in the place of what it finds. It concerns only the texts that hold one of the words or marks that it needs: looking
// for those first spares most texts all expressions, and the others most of them.
type rule struct {
	needs []string
	find  *regexp.Regexp
	put   string
}

func (r rule) concerns(s string) bool {
	return slices.ContainsFunc(r.needs, func(word string) bool { return strings.Contains(s, word) })
}

// gap is any run of spaces, right or wrong.
const gap = `[ \x{a0}\x{202f}\x{2009}]`

const monthNames = `janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre`

// rules are applied in their order. A mark that follows a word closely is moved away from it only before a space or at the end: in
// "10:30" and "?page=2" it is no punctuation.
var rules = []rule{
	{words("; ! ? »"), regexp.MustCompile(gap + `+([;!?»])`), Thin + "$1"},
	{words("; ! ?"), regexp.MustCompile(`([\pL\pN)%€»])([;!?])(` + gap + `|\n|$)`), "$1" + Thin + "$2$3"},
	{words("»"), regexp.MustCompile(`([\pL\pN.)%€!?…])»`), "$1" + Thin + "»"},
	{words("«"), regexp.MustCompile(`«` + gap + `*`), "«" + Thin},
	{words(":"), regexp.MustCompile(gap + `+:(` + gap + `|\n|$)`), NoBreak + ":$1"},
	{words(":"), regexp.MustCompile(`([\pL\pN)%€])(:)(` + gap + `|\n|$)`), "$1" + NoBreak + "$2$3"},
	{words("% ‰ €"), regexp.MustCompile(`(\pN)` + gap + `*([%‰€])`), "$1" + Thin + "$2"},
	{words("0 1 2 3 4 5 6 7 8 9 ½"), regexp.MustCompile(`(\pN)` + gap + `+(k€|M€|km²|km|m²|cm|mm|ha|kg|min|[mh]|[KMG]o|ETP)([^\pL\pN²]|$)`), "$1" + NoBreak + "$2$3"},
	{words("° º"), regexp.MustCompile(`\b([nN])[°º]` + gap + `*(\pN|\pL)`), "$1°" + NoBreak + "$2"},
	{words("M. Mme p. art."), regexp.MustCompile(`\b(MM?\.|Mmes?|p\.|art\.)` + gap + `+(\pL|\pN)`), "$1" + NoBreak + "$2"},
	{months, regexp.MustCompile(`\b(\d{1,2}|1er)` + gap + `+(` + monthNames + `)`), "$1" + NoBreak + "$2"},
	{months, regexp.MustCompile(`(` + monthNames + `)` + gap + `+(\d{4})`), "$1" + NoBreak + "$2"},
}

func words(list string) []string { return strings.Fields(list) }

var (
	months  = strings.Split(monthNames, "|")
	address = regexp.MustCompile(`(?:https?://|www\.)[^\s»]+|[^\s@«]+@[^\s@»]+`)
)

// Text sets a French text.
func Text(s string) string {
	if !strings.Contains(s, "://") && !strings.Contains(s, "www.") && !strings.Contains(s, "@") {
		return set(s)
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
		if r.concerns(s) {
			s = r.find.ReplaceAllString(s, r.put)
		}
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
