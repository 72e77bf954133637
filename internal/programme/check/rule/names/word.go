package names

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"maillage/internal/programme/check"
	"maillage/internal/programme/check/text"
	"maillage/internal/register/territory"
)

// word is one run of letters or digits in a block. A compound such as "Castillon-la-Bataille" is several words.
type word struct {
	from, to int
	raw      string
	fold     string // small letters without accents
	gap      string // what stands between the word before and this one
	capital  bool   // begins with a capital, or hangs by a hyphen on a word that does
	loud     bool   // all in capitals
	number   bool
	small    bool // an article or preposition, which people add to and drop from names
	link     bool // another small word that may stand inside a name: "dans", "sur", "et"
	inside   bool // a capital that no sentence, cell or title asks for
	person   bool // in the name of a person
}

// line is the words of one block.
type line struct {
	doc   *text.Document
	block *text.Block
	words []word
	loud  bool // a title in capitals
}

func (l *line) spot(from, to int) check.Spot {
	return check.Spot{Document: l.doc, Block: l.block, From: from, To: to}
}

var (
	letters = regexp.MustCompile(`[\p{L}\p{M}]+|\d+`)
	// address is what is no language: links, mail addresses, names of files.
	address = regexp.MustCompile(`(?i)https?://\S+|www\.\S+|\S+@\S+\.\S+|[\p{L}\d.-]+\.(?:fr|com|net|org|eu|io|info|example|pdf|docx?|odt|xlsx?|png|jpe?g)(?:/\S*)?`)
	// joiner is what may stand between two words of one name.
	joiner = regexp.MustCompile(`^(?: |-|'|' ?|–|\.|\+|·| ?& ?| ?/{2,3} ?|)$`)

	smallWords = set("de du des d la le les l à a au aux en un une")
	linkWords  = set("sur sous lès lez dans pour par avec sans chez entre et ou vers contre")
	pluralDets = set("les des ces nos vos leurs aux plusieurs quelques tous toutes deux trois quatre cinq six sept huit neuf dix onze douze certains certaines différents différentes divers diverses chers mes tes ses")
	singleDets = set("le la l un une du au ce cet cette notre votre mon ma son sa chaque aucun aucune d")
)

func set(list string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}

// longestAcronym, in letters: what is longer and in capitals is a word that somebody wrote loudly.
const longestAcronym = 6

// lines reads the words of all blocks, once for both rules.
func lines(c *check.Corpus) []*line {
	return check.Shared(c, "names.lines", func(c *check.Corpus) []*line {
		var list []*line
		for _, d := range c.Documents {
			for _, b := range d.Blocks {
				list = append(list, readLine(d, b))
			}
		}
		markPeople(list)
		return list
	})
}

func readLine(d *text.Document, b *text.Block) *line {
	l := &line{doc: d, block: b, loud: !strings.ContainsFunc(b.Text, unicode.IsLower)}
	masked := b.Text
	if strings.ContainsAny(masked, ".@") {
		masked = address.ReplaceAllStringFunc(masked, func(s string) string { return strings.Repeat(";", len(s)) })
	}
	end := 0
	for _, m := range letters.FindAllStringIndex(masked, -1) {
		l.words = append(l.words, l.word(m[0], m[1], masked[end:m[0]]))
		end = m[1]
	}
	return l
}

func (l *line) word(from, to int, gap string) word {
	raw := l.block.Text[from:to]
	first, size := utf8.DecodeRuneInString(raw)
	w := word{from: from, to: to, raw: raw, fold: territory.Fold(raw), gap: gap, number: unicode.IsDigit(first)}
	lower := strings.ToLower(raw)
	w.capital = unicode.IsUpper(first)
	if w.fold == "" { // letters of another alphabet
		w.fold = lower
	}
	w.small, w.link = smallWords[lower], linkWords[lower]
	if size == len(raw) && w.capital { // "Lot A": small only where it is elided
		w.small = strings.HasPrefix(l.block.Text[to:], "'")
	}
	w.loud = !w.number && size < len(raw) && !strings.ContainsFunc(raw, unicode.IsLower)
	if n := len(l.words); n > 0 {
		before := &l.words[n-1]
		hangs := gap == "-" || strings.Contains(gap, "//")
		w.capital = w.capital || hangs && before.capital && !w.small && !w.link
		if strings.Contains(gap, "//") {
			before.capital, w.capital = true, true
		}
		w.inside = w.capital && (gap == " " || gap == "'" || gap == "-" || gap == " (" || gap == ", ") && !(w.loud && len(w.fold) > longestAcronym)
	}
	return w
}

// joined tells whether word i goes on with the name of the word before.
func (l *line) joined(i int) bool {
	gap := l.words[i].gap
	return gap == " " || gap == "-" || gap == "'" || i > 0 && joiner.MatchString(gap)
}

// number tells whether what stands before word i speaks of one thing or several: 1, 2, or 0 when nobody says.
func (l *line) number(i int) int {
	if i == 0 || !l.joined(i) {
		return 0
	}
	before := strings.ToLower(l.words[i-1].raw)
	switch {
	case l.words[i-1].number && (i == 1 || l.words[i-1].gap == "."): // the number of a point of a list
		return 0
	case l.words[i-1].number && before != "1", pluralDets[before]:
		return 2
	case singleDets[before] || before == "1":
		return 1
	}
	return 0
}
