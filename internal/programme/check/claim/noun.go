package claim

import (
	"math/big"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"maillage/internal/programme/check/text"
)

var word = regexp.MustCompile(`[\p{L}][\p{L}'.-]*`)

// links stand inside a noun phrase, ends close it.
var (
	links = set("de", "d", "du", "des", "la", "le", "les", "l", "nouveaux", "nouvelles", "nouveau", "nouvelle", "autres", "premiers", "premières", "différents", "différentes", "grands", "grandes", "petits")
	ends  = set("un", "une", "en", "à", "au", "aux", "sur", "dans", "par", "pour", "avec", "ont", "a", "est", "sont", "et", "ou", "dont", "qui", "que", "depuis", "entre", "lors", "chez", "se", "ne", "puis", "y", "il", "elle", "ils",
		"contre", "fois", "grâce", "grace", "jusqu'à", "sans", "soit", "étaient", "était", "seront", "sera", "furent", "ou", "où", "mais", "plus", "moins", "cette", "ce", "ces", "hors", "parmi", "vers", "chacun", "chacune", "chaque",
		"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre", "comme", "près", "afin", "via", "selon", "ensuite", "ainsi", "notamment", "environ", "seulement", "déjà", "aussi", "après", "avant", "auprès", "fin", "début", "courant")
)

var articles = set("la", "le", "les")

func set(list ...string) map[string]bool {
	m := map[string]bool{}
	for _, w := range list {
		m[w] = true
	}
	return m
}

// noun reads the words counted after the number, up to four that bear meaning; it returns where they end.
func (c *Claim) noun(s string, at int) int {
	end := at
	linked := false // the last word was "de": what follows is a noun, whatever its ending
	for _, m := range word.FindAllStringIndex(s[at:min(len(s), at+160)], 9) {
		written := strings.TrimRight(s[at+m[0]:at+m[1]], ".'-")
		w := strings.ToLower(written)
		gap := s[end : at+m[0]]
		if strings.HasPrefix(w, "d'") || strings.HasPrefix(w, "l'") {
			w, linked = w[2:], true
		}
		if len(c.Noun) == 0 && (articles[w] || strings.HasPrefix(strings.ToLower(written), "l'")) { // "540 la saison précédente": what is counted was told before
			break
		}
		if strings.TrimSpace(gap) != "" || ends[w] || len(c.Noun) == 4 || !linked && isVerb(w) && (len(c.Noun) > 0 || c.Value.Cmp(one) > 0) {
			break
		}
		end = at + m[0] + len(written)
		if linked = links[w]; !linked {
			c.Noun = append(c.Noun, stemOf(written, w))
		}
		if strings.HasSuffix(s[at+m[0]:at+m[1]], ".") {
			break
		}
	}
	if len(c.Noun) == 0 {
		return at
	}
	c.Words = strings.TrimSpace(s[at:end])
	return end
}

var one = big.NewRat(1, 1)

// stemOf keeps acronyms whole: CAE is no plural.
func stemOf(written, w string) string {
	if n := utf8.RuneCountInString(written); n >= 2 && n <= 4 && written == strings.ToUpper(written) {
		return w
	}
	return Stem(w)
}

// isVerb: after a noun in the plural an adjective would be in the plural too, so "participent", "organisé" or "portait" belong to what is said of it.
func isVerb(w string) bool {
	for _, ending := range []string{"ent", "ait", "aient", "er"} {
		if strings.HasSuffix(w, ending) && len(w) > 5 {
			return true
		}
	}
	return false
}

var (
	// labelBefore is a noun phrase and a colon, an arrow or a verb of being before a number: "Nombre d'adhérents : ".
	labelBefore = regexp.MustCompile(`(?i)(?:^|[.;,/(•|]\s|\n)\s*((?:[\p{L}(][\p{L}'’()-]*\s){0,7}?[\p{L}][\p{L}'()-]*)\s?(?::|=|→|>)\s?(?:environ\s)?$`)
	// countBefore is "le nombre de participants … de": the noun of a number told further on in the same clause.
	countBefore = regexp.MustCompile(`(?i)\b(?:nombre|effectif|total|volume)s?\s(?:total\s|moyen\s|cumulé\s)?(?:de\s|des\s|d'|du\s)((?:\p{L}[\p{L}-]*)(?:\s(?:de\s|d')?\p{L}[\p{L}-]*){0,2}?)\s(?:est\s|était\s|a été\s|reste\s)?(?:est passé|passe|passant|s'élève|s'établit|s'établissait|s'élevait|atteint|de|à|est|était|monte)[^,;.]*$`)
	counting    = regexp.MustCompile(`(?i)^(?:le |les |la )?(?:nombre|nb|nbre|effectifs?|total|totaux|volume|dont)\.?(?: total| cumulé| de total)?\s?(?:de |des |d'|du )?`)
)

// label reads the noun before a number that has none after it.
func (c *Claim) label(b *text.Block) {
	before := b.Text[max(0, c.Number.From-120):c.Number.From]
	before = before[strings.LastIndexByte(before, '\t')+1:]
	m := labelBefore.FindStringSubmatch(strings.ToValidUTF8(before, ""))
	if m == nil {
		m = countBefore.FindStringSubmatch(strings.ToValidUTF8(before, ""))
	}
	if m == nil {
		return
	}
	c.Words, c.Noun = Phrase(m[1])
	c.Label = len(c.Noun) > 0
}

// Phrase reads a label ("Nombre d'adhérents actifs", "Ateliers cuisine") as a noun phrase: its words and their stems, the head first.
func Phrase(label string) (words string, noun []string) {
	label = strings.TrimSpace(counting.ReplaceAllString(strings.TrimSpace(label), ""))
	for _, written := range word.FindAllString(label, -1) {
		w := strings.ToLower(strings.TrimRight(written, ".'-"))
		if strings.HasPrefix(w, "d'") || strings.HasPrefix(w, "l'") {
			w = w[2:]
		}
		if ends[w] || len(noun) == 4 {
			break
		}
		if !links[w] {
			noun = append(noun, stemOf(written, w))
		}
	}
	return label, noun
}

// startsUpper tells a proper name from a common noun.
func startsUpper(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}
