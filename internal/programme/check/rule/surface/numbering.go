package surface

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"maillage/internal/kit/lang"
	"maillage/internal/programme/check"
	"maillage/internal/programme/check/text"
)

// numbering finds parts, activities, tables and points that are counted wrongly, and references to what does not exist.
var numbering = &check.Rule{
	Name: "numbering", Severity: check.Serious,
	Title: lang.Text{FR: "Numérotation à revoir", EN: "Numbering to look at"},
	Explanation: lang.Text{
		FR: "Deux parties qui portent le même numéro, un numéro sauté, un ordre rompu, un titre 2.1 sous la partie 3, un tableau ou une activité cités et introuvables : le lecteur cherche ce qui manque. " +
			"La règle compte ensemble les titres de même mot (activité, tableau, annexe) ou de même profondeur sous le même titre. Une partie qui ne reprend que certaines des activités annoncées ailleurs n'est pas en défaut.",
		EN: "Two parts with the same number, a number left out, a broken order, a title 2.1 under part 3, a table or an activity that is referred to and nowhere found: the reader looks for what is missing. " +
			"The rule counts together the titles with the same word (activity, table, annex) or of the same depth under the same title. A part that takes up only some of the activities announced elsewhere is not at fault.",
	},
	Examples: []check.Example{
		{Text: "# Bilan\n\n## 1. Public\n\nIl vient.\n\n## 2. Lieux\n\nIls ouvrent.\n\n## 2. Moyens\n\nIls suffisent.\n\n## 4. Suite\n\nElle vient.", Fires: true},
		{Text: "Activité 1 / Accueil\n\nIl est ouvert.\n\nActivité 2 / Atelier\n\nIl est plein.\n\nActivité 4 / Visites\n\nElles plaisent.", Fires: true},
		{Text: "Activité 1 / Accueil\n\nVoir l'activité 5.\n\nActivité 2 / Atelier\n\nIl est plein.", Fires: true},
		{Text: "Les étapes :\n\n1. préparer la salle\n2. accueillir\n4. ranger", Fires: true},
		{Text: "## 2. Lieux\n\n### 2.1 Salle\n\nElle est prête.\n\n### 3.2 Cour\n\nElle est vaste.", Fires: true},
		{Text: "Tableau 1 : entrées\n\nElles montent (voir tableau 3).\n\nTableau 2 : sorties\n\nElles baissent.", Fires: true},
		{Text: "# Bilan\n\n## 1. Public\n\nIl vient (voir partie 3).\n\n## 2. Lieux\n\nIls ouvrent.\n\n## 3. Moyens\n\nIls suffisent.", Fires: false},
		{Text: "Les étapes :\n\n1. préparer la salle\n2. accueillir\n3. ranger\n\nPuis :\n\n1. fermer\n2. éteindre", Fires: false},
		{Text: "L'article 6 de la convention et le lot 2 du marché sont tenus.", Fires: false},
		{Text: "I. Public\n\nIl vient.\n\nII. Lieux\n\nIls ouvrent.\n\nIII. Moyens\n\nIls suffisent.", Fires: false},
		{Text: "Activité 1 / Accueil\n\nIl est ouvert.\n\nActivités 2 & 3 / Ateliers\n\nIls sont pleins.\n\nActivité 4 / Visites\n\nVoir l'activité 3.", Fires: false},
		{Text: "Site A\n\n1. Public\n\nIl vient.\n\n2. Lieux\n\nIls ouvrent.", Fires: false},
	},
	Check: func(c *check.Corpus, r *check.Reporter) {
		for _, d := range c.Documents {
			list := numberedTitles(d)
			all := append(seriesOf(list), listedIn(d)...)
			for _, s := range all {
				s.check(all, r.Report)
			}
			misplaced(list, r.Report)
			pointLists(d, r.Report)
		}
		references(c, r.Report)
	},
}

// entry is one thing that counts itself, or several: "Activités 2 & 3".
type entry struct {
	doc     *text.Document
	block   *text.Block
	label   string // "activite", "tableau"; "" for a bare number
	prefix  string // "2.1." of "2.1.3"
	numbers []int
	from    int // of the number in the block's text
	to      int
	parent  *text.Section
	title   string
	style   rune // '1', 'I' or 'A'
}

func (e entry) spot() check.Spot {
	return check.Spot{Document: e.doc, Block: e.block, From: e.from, To: e.to}
}

// name is what the entry calls itself, with another number: "activité 4", "2.3".
func (e entry) name(n int) string {
	s := e.prefix + figure(e.style, n)
	if e.label == "" {
		return s
	}
	word, _, _ := strings.Cut(e.block.Text, " ")
	return strings.ToLower(strings.TrimSuffix(word, "s")) + " " + s
}

var (
	titleLabel  = regexp.MustCompile(`^(?i)((?:axe|activité|activite|action|partie|chapitre|titre|article|fiche|annexe|section|volet|objectif|lot|phase|étape|etape|tableau|figure|graphique|carte|encadré|illustration|photo|projet|atelier|séance|résolution|recommandation)s?)\s+(?:n\s*[°ºo]\s*)?(\d+(?:\.\d+)*(?:\s*(?:,|&|et|à|-)\s*\d+)*|[IVX]+|[A-H])(?:\s*[/.:)–—-]|\s|$)`)
	titleNumber = regexp.MustCompile(`^(\d{1,2}(?:\.\d{1,2})*(?:\s*(?:,|&|et)\s*\d{1,2})*|[IVX]+|[A-H])(?:\s*[/.)–—-]\s*|\.?\s+)\p{L}`)
	separators  = regexp.MustCompile(`\s*(,|&|et|à|-)\s*`)
)

// captions stand over or under what they count, and are counted through the whole document.
var captions = among("tableau figure graphique carte encadre illustration photo annexe")

// numberedTitles lists what counts itself: headings, and the captions of tables and pictures that are written as paragraphs.
func numberedTitles(d *text.Document) []entry {
	var list []entry
	for _, b := range d.Blocks {
		if e, ok := readEntry(d, b); ok {
			list = append(list, e)
		}
	}
	return list
}

func readEntry(d *text.Document, b *text.Block) (entry, bool) {
	e := entry{doc: d, block: b, from: 0}
	var number string
	m := titleLabel.FindStringSubmatchIndex(b.Text)
	switch {
	case m != nil:
		e.label = strings.TrimSuffix(folded(b.Text[m[2]:m[3]]), "s")
		number, e.to = b.Text[m[4]:m[5]], m[5]
		if b.Kind != text.Heading && !(captions[e.label] && b.Kind == text.Paragraph && isCaption(b.Text[m[5]:])) {
			return e, false
		}
	case b.Kind == text.Heading:
		if m = titleNumber.FindStringSubmatchIndex(b.Text); m == nil {
			return e, false
		}
		number, e.to = b.Text[m[2]:m[3]], m[3]
	default:
		return e, false
	}
	e.title = folded(b.Text[e.to:])
	if b.Section != nil {
		e.parent = b.Section.Parent
		if b.Kind != text.Heading {
			e.parent = b.Section
		}
	}
	return e, e.read(number)
}

// isCaption: after its number a caption has a sign, or nothing.
func isCaption(rest string) bool {
	rest = strings.TrimLeft(rest, " ")
	return rest == "" || strings.ContainsAny(rest[:1], ":.-/") || strings.HasPrefix(rest, "–") || strings.HasPrefix(rest, "—")
}

// read takes the number apart: "2.1", "3, 4 & 5", "3 à 5", "IV", "B".
func (e *entry) read(s string) bool {
	if i := strings.LastIndexByte(s, '.'); i >= 0 && !separators.MatchString(s) {
		e.prefix, s = s[:i+1], s[i+1:]
	}
	var joins []string
	for _, m := range separators.FindAllStringSubmatch(s, -1) {
		joins = append(joins, m[1])
	}
	for i, part := range separators.Split(s, -1) {
		n, style := ordinal(part)
		if n == 0 || e.style != 0 && style != e.style {
			return false
		}
		e.style = style
		if i > 0 && (joins[i-1] == "à" || joins[i-1] == "-") && n-e.numbers[i-1] < 30 {
			for k := e.numbers[len(e.numbers)-1] + 1; k < n; k++ {
				e.numbers = append(e.numbers, k)
			}
		}
		e.numbers = append(e.numbers, n)
	}
	return true
}

// ordinal reads a figure, a roman number or a letter; 0 when it is none.
func ordinal(s string) (int, rune) {
	if n, err := strconv.Atoi(s); err == nil {
		return n, '1'
	}
	if n := fromRoman(s); n > 0 {
		return n, 'I'
	}
	if len(s) == 1 && s[0] >= 'A' && s[0] <= 'Z' {
		return int(s[0]-'A') + 1, 'A'
	}
	return 0, 0
}

var romanUnits = []struct {
	sign  string
	value int
}{{"XL", 40}, {"X", 10}, {"IX", 9}, {"V", 5}, {"IV", 4}, {"I", 1}}

func toRoman(n int) string {
	var b strings.Builder
	for _, u := range romanUnits {
		for n >= u.value {
			b.WriteString(u.sign)
			n -= u.value
		}
	}
	return b.String()
}

func fromRoman(s string) int {
	for n := 1; n < 40; n++ {
		if toRoman(n) == s {
			return n
		}
	}
	return 0
}

// figure writes a number as the series writes its own.
func figure(style rune, n int) string {
	switch style {
	case 'I':
		return toRoman(n)
	case 'A':
		return string(rune('A' + n - 1))
	}
	return fmt.Sprint(n)
}
