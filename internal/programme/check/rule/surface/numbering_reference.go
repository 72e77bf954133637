package surface

import (
	"fmt"
	"regexp"
	"strings"

	"maillage/internal/kit/lang"
	"maillage/internal/programme/check"
	"maillage/internal/programme/check/text"
)

// defined holds what the documents of a corpus count: "activite 2", "2.1".
type defined struct {
	is    map[string]bool
	count map[string]int
}

func (d *defined) add(e entry) {
	for _, n := range e.numbers {
		d.is[e.label+" "+e.prefix+figure(e.style, n)] = true
	}
	d.count[e.label]++
}

func (d *defined) note(word, number string) {
	e := entry{label: strings.TrimSuffix(folded(word), "s")}
	if e.read(number) {
		d.add(e)
	}
}

// listedIn are the series that are counted inside one block: "Activité 1 / Accueil Activité 2 / Ateliers".
func listedIn(d *text.Document) []*series {
	var all []*series
	for _, b := range d.Blocks {
		var list []entry
		for _, m := range counting.FindAllStringSubmatchIndex(b.Text, -1) {
			e := entry{doc: d, block: b, label: strings.TrimSuffix(folded(b.Text[m[2]:m[3]]), "s"), from: m[2], to: m[5], title: folded(head(b.Text[m[5]:], 60))}
			if b.Kind != text.Row && e.read(b.Text[m[4]:m[5]]) {
				list = append(list, e)
			}
		}
		if len(list) >= 3 {
			all = append(all, seriesOf(list)...)
		}
	}
	return all
}

// definedIn reads titles, captions and what counts itself at the head of a line, a point or a cell.
func definedIn(c *check.Corpus) defined {
	all := defined{is: map[string]bool{}, count: map[string]int{}}
	for _, d := range c.Documents {
		for _, e := range numberedTitles(d) {
			all.add(e)
		}
		for _, b := range d.Blocks {
			for _, m := range counting.FindAllStringSubmatch(b.Text, -1) {
				all.note(m[1], m[2])
			}
		}
	}
	for _, p := range passages(c) {
		if m := pointing.FindStringSubmatchIndex(p.text); m != nil && m[0] == 0 {
			all.note(p.text[m[2]:m[3]], p.text[m[4]:m[5]])
		}
	}
	return all
}

const counters = `axe|activité|activite|action|partie|chapitre|fiche|section|volet|objectif|lot|phase|étape|etape|tableau|figure|graphique|carte|encadré|illustration|projet|atelier|séance|recommandation`

var (
	// counting is a thing that counts itself where it is listed: "Activité 5/ Accueil", "Tableau 2 : entrées", or alone in a cell.
	counting = regexp.MustCompile(`(?i)(?:^|[.;\s])((?:` + counters + `)s?)\s+(?:n\s*[°ºo]\s*)?(\d+(?:\.\d+)*(?:\s*(?:,|&|et|à)\s*\d+)*|[IVX]+|[A-H])\s*(?:[/:–—\t]|-\s|$)`)
	// pointing is a thing that is referred to inside a sentence.
	pointing = regexp.MustCompile(`(?i)(\b(?:` + counters + `|paragraphe|point|annexe)s?|§)\s*(?:n\s*[°ºo]\s*)?(\d{1,2}(?:\.\d{1,2})*(?:\s*(?:,|&|et|à)\s*\d{1,2})*|[IVX]{1,5}\b)`)
	// ofOthers follow what is counted in another text.
	ofOthers  = regexp.MustCompile(`^\s*(?:de la (?:convention|loi|directive|charte|délibération)|du (?:code|contrat|règlement|décret|marché|cahier|programme|schéma|plan|guide|projet|dispositif|référentiel|\p{Lu}\p{L}+)|de l'(?:accord|arrêté|ordonnance|appel))`)
	notANoun  = regexp.MustCompile(`^(?:\s*(?:%|€|h\b|ans?\b|euros?|personnes?|heures?|jours?|à \d)|[.,]\d|\s?\p{Ll}{4,}s\b)`)
	byTheText = regexp.MustCompile(`(?i)(?:voir|cf\.?|confer|détaill\p{L}+|présent\p{L}+|décrit\p{L}*|renvoi\p{L}*)\s+(?:\p{L}+\s){0,3}(?:l'|la |le |les |en |au |à la |aux )?$|\($`)
)

// references reports what is referred to and stands nowhere. A word that no title counts with is left to others, but for sections.
func references(c *check.Corpus, report func(check.Problem)) {
	all := definedIn(c)
	for _, p := range passages(c) {
		for _, m := range pointing.FindAllStringSubmatchIndex(p.text, -1) {
			word := strings.TrimSuffix(folded(p.text[m[2]:m[3]]), "s")
			e := entry{label: word}
			if strings.HasPrefix(p.text[m[1]:], ".") && separators.MatchString(p.text[m[4]:m[5]]) { // "8 et 2.6": the second is of another depth
				m[1] = m[4] + separators.FindStringIndex(p.text[m[4]:m[5]])[0]
				m[5] = m[1]
			}
			number := p.text[m[4]:m[5]]
			if m[0] == 0 && (p.header() || p.cell()) || word == "annexe" || inside(p.quotes, m[0], m[1]) || p.inLink(m[0], m[1]) || !e.read(number) {
				continue
			}
			if after := p.text[m[1]:]; ofOthers.MatchString(after) || notANoun.MatchString(after) || strings.HasPrefix(strings.TrimLeft(after, " "), "/") {
				continue
			}
			if q, ok := all.lacks(p, e, m); ok {
				report(q)
			}
		}
	}
}

// parts are the words that stand for a numbered title, whatever it calls itself.
var parts = among("partie section chapitre paragraphe point")

// lacks tells of the first number that nothing bears.
func (d defined) lacks(p passage, e entry, m []int) (check.Problem, bool) {
	bare := e.label == "" || parts[e.label] && d.count[e.label] == 0 || e.prefix != ""
	if !bare && d.count[e.label] < 2 || bare && d.count[""] < 2 {
		return check.Problem{}, false
	}
	if bare && e.label != "" && !parts[e.label] && d.count[e.label] < 2 || e.label == "point" && !byTheText.MatchString(p.text[:m[0]]) {
		return check.Problem{}, false
	}
	for _, n := range e.numbers {
		number := e.prefix + figure(e.style, n)
		if d.is[e.label+" "+number] || bare && d.is[" "+number] {
			continue
		}
		return check.Problem{
			At:       p.spot(m[0], m[1]),
			Message:  lang.Text{FR: fmt.Sprintf("Rien ne porte ce numéro dans le texte : %s.", number), EN: fmt.Sprintf("Nothing in the text bears this number: %s.", number)},
			Expected: lang.Text{FR: "le numéro d'un titre, d'un tableau ou d'une figure qui existe", EN: "the number of a title, a table or a figure that exists"},
			Mend:     lang.Text{FR: "Corrigez le renvoi, ou ajoutez ce qu'il annonce.", EN: "Mend the reference, or add what it announces."},
		}, true
	}
	return check.Problem{}, false
}
