package surface

import (
	"fmt"
	"regexp"
	"strings"

	"maillage/internal/kit/lang"
	"maillage/internal/programme/check"
	"maillage/internal/programme/check/text"
)

var (
	annexTitle  = regexp.MustCompile(`(?i)^(?:\d[\d.]*\s*[.)–—-]?\s*|[ivx]+\s*[.)–—-]\s*)?(?:annexes?|pi[èe]ces? jointes?|documents? joints?)\b`)
	annexPlural = regexp.MustCompile(`(?i)\bannexes\b`)
	// annexNumber is an annex called by its number.
	annexNumber = regexp.MustCompile(`(?i)\bannexes?\s+(?:n\s*[°ºo]\s*)?(\d{1,2}(?:\s*(?:,|&|et|à)\s*\d{1,2})*|[IVX]{1,4}\b|[A-H]\b)`)
	// annexSaid announces one without a number.
	annexSaid = regexp.MustCompile(`(?i)\b(?:(?:en|voir|cf\.?|sur|dans|à)\s+(?:l'|les\s+|son\s+)?annexes?|annexes?\s+(?:financière|comptable|budgétaire|statistique|technique|photographique|cartographique|joint|ci-joint|ci-apr[èe]s)\p{L}*|en\s+pi[èe]ces?\s+jointes?|(?:documents?|tableaux?|listes?|pi[èe]ces?)\s+(?:ci-)?joint\p{L}*|ci-joint\p{L}*)`)
	// elsewhere follow the annex of another text, or a building.
	elsewhere = regexp.MustCompile(`(?i)^(?:\s+(?:\p{L}+\s)?(?:de|du|des|au|aux)\b|\s+d'|\s+à\s+(?:la|l'|un|une|cette))`)
	sent      = regexp.MustCompile(`(?i)\b(?:courriers?|courriels?|mails?|messages?|dossiers?|candidatures?|demandes?|factures?)\b[^.;]{0,60}$`)
)

// annexes are those that the documents of a corpus bring along.
type annexes struct {
	any, plural bool
	numbers     map[string]bool
}

func annexesOf(c *check.Corpus) annexes {
	a := annexes{numbers: map[string]bool{}}
	for i, d := range c.Documents {
		if i > 0 && strings.Contains(strings.ToLower(d.Name), "annexe") {
			a.any, a.plural = true, true
		}
		for _, b := range d.Blocks {
			if e, ok := readEntry(d, b); ok && e.label == "annexe" {
				a.any = true
				for _, n := range e.numbers {
					a.numbers[figure(e.style, n)] = true
				}
			} else if b.Kind == text.Heading && annexTitle.MatchString(b.Text) {
				a.any, a.plural = true, a.plural || annexPlural.MatchString(b.Text)
			}
		}
	}
	return a
}

// absentAnnexes reports annexes and enclosures that the text announces and that are not there.
func absentAnnexes(c *check.Corpus, report func(check.Problem)) {
	have := annexesOf(c)
	for _, p := range passages(c) {
		if p.header() && annexTitle.MatchString(p.text) {
			continue
		}
		var taken [][2]int
		for _, m := range annexNumber.FindAllStringSubmatchIndex(p.text, -1) {
			taken = append(taken, [2]int{m[0], m[1]})
			e := entry{label: "annexe"}
			if m[0] == 0 && isCaption(p.text[m[1]:]) || ofOthers.MatchString(p.text[m[1]:]) || elsewhere.MatchString(p.text[m[1]:]) || inside(p.quotes, m[0], m[1]) || !e.read(p.text[m[2]:m[3]]) {
				continue
			}
			for _, n := range e.numbers {
				number := figure(e.style, n)
				if have.numbers[number] || have.plural && len(have.numbers) == 0 || have.any && len(have.numbers) == 0 && n == 1 {
					continue
				}
				report(absent(p, m[0], m[1], have, lang.Text{FR: fmt.Sprintf("L'annexe %s est annoncée, et n'est pas là.", number), EN: fmt.Sprintf("Annex %s is announced, and is not there.", number)}))
				break
			}
		}
		if have.any {
			continue
		}
		for _, m := range annexSaid.FindAllStringIndex(p.text, -1) {
			if overlaps(taken, m[0], m[1]) || elsewhere.MatchString(p.text[m[1]:]) || inside(p.quotes, m[0], m[1]) || sent.MatchString(p.text[:m[0]]) {
				continue
			}
			report(absent(p, m[0], m[1], have, lang.Text{FR: "Le texte annonce une pièce jointe ou une annexe qui n'est pas là.", EN: "The text announces an enclosure or an annex that is not there."}))
		}
	}
}

func absent(p passage, from, to int, have annexes, message lang.Text) check.Problem {
	sure := check.High
	if !have.any {
		sure = check.Medium // it may be a file of its own
	}
	return check.Problem{
		At: p.spot(from, to), Confidence: sure, Message: message,
		Mend: lang.Text{FR: "Joignez-la au rapport, ou retirez l'annonce. Si c'est un autre fichier, donnez-le à vérifier avec celui-ci.", EN: "Join it to the report, or take the announcement out. If it is another file, have it checked together with this one."},
	}
}
