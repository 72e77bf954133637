package surface

import (
	"regexp"
	"strings"

	"maillage/internal/kit/lang"
	"maillage/internal/programme/check"
	"maillage/internal/programme/check/text"
)

// headingEmpty finds titles that announce something and give nothing, and annexes that are not there.
var headingEmpty = &check.Rule{
	Name: "heading-empty", Severity: check.Serious,
	Title: lang.Text{FR: "Rien sous le titre", EN: "Nothing under the title"},
	Explanation: lang.Text{
		FR: "Un titre que le titre suivant suit aussitôt, une rubrique réduite à « en cours », une rubrique que toutes les fiches semblables ont sauf une, une annexe ou une pièce jointe annoncée et absente : " +
			"le lecteur attend ce qui n'est pas là. « Néant » ou « RAS » répondent à une rubrique de difficultés ou d'écarts ; un titre suivi de ses sous-titres n'est pas vide.",
		EN: "A title that the next title follows at once, a section that says no more than “en cours”, a section that all sheets of a kind have but one, an annex or an enclosure announced and absent: " +
			"the reader waits for what is not there. “Néant” or “RAS” answer a section of difficulties or variances; a title followed by its subtitles is not empty.",
	},
	Examples: []check.Example{
		{Text: "# Bilan\n\n## Public\n\n## Lieux\n\nDeux salles sont ouvertes.", Fires: true},
		{Text: "1. PUBLIC\n\nIl vient chaque jour.\n\n2. MOYENS\n\n3. LIEUX\n\nDeux salles sont ouvertes.", Fires: true},
		{Text: "## Résultats\n\nEn cours\n\n## Lieux\n\nDeux salles sont ouvertes.", Fires: true},
		{Text: "Les comptes sont détaillés dans l'annexe 3.\n\nAnnexe 1 : sessions\n\nQuatre sessions.\n\nAnnexe 2 : lieux\n\nDeux lieux.", Fires: true},
		{Text: "La liste des partenaires figure en annexe.", Fires: true},
		{Text: "## Nord\n\n### Public\n\nA.\n\n### Moyens\n\nB.\n\n## Sud\n\n### Public\n\nC.\n\n### Moyens\n\nD.\n\n## Est\n\n### Public\n\nE.\n\n### Moyens\n\nF.\n\n## Ouest\n\n### Public\n\nG.", Fires: true},
		{Text: "# Bilan\n\n## Public\n\n### Enfants\n\nIls viennent.\n\n## Lieux\n\nDeux salles.", Fires: false},
		{Text: "## Difficultés rencontrées\n\nNéant.\n\n## Lieux\n\nDeux salles.", Fires: false},
		{Text: "Les comptes figurent en annexe.\n\nAnnexe : comptes de l'exercice\n\nIls sont à l'équilibre.", Fires: false},
		{Text: "Le budget annexe et l'annexe de la mairie sont connus, comme l'annexe 2 de la convention.", Fires: false},
		{Text: "BILAN DE L'ANNÉE\n\nRAPPORT MORAL\n\nLe conseil s'est réuni.", Fires: false},
		{Text: "## Travaux\n\nLa toiture est en cours de réfection.\n\n## Lieux\n\nDeux salles.", Fires: false},
	},
	Check: func(c *check.Corpus, r *check.Reporter) {
		for _, d := range c.Documents {
			hollowTitles(d, r.Report)
			sameSheets(d, r.Report)
		}
		absentAnnexes(c, r.Report)
	},
}

var (
	nothingUnder = lang.Text{FR: "Il n'y a rien sous ce titre.", EN: "There is nothing under this title."}
	saysNothing  = lang.Text{FR: "Cette rubrique ne dit rien.", EN: "This section says nothing."}
	writeUnder   = lang.Text{FR: "Écrivez ce que le titre annonce, dites pourquoi il n'y a rien, ou retirez-le.", EN: "Write what the title announces, say why there is nothing, or take it out."}

	empty      = regexp.MustCompile(`(?i)^(?:en[- ]cours|à suivre|à voir|idem|rien|non renseignée?|[-–—/.…]+)\s?[.…!]*$`)
	noneToTell = regexp.MustCompile(`(?i)^(?:r\.?a\.?s\.?|néant|sans objet|s\.o\.?|aucune?|rien à signaler|rien)\s?\.?$`)
	mustTell   = regexp.MustCompile(`(?i)\b(?:bilan|résultats?|réalis|livrables?|public|objectifs?|descriptif|description|activités?|impacts?|budget|comptes)`)
)

// captionTitle begins the title of a table or a drawing.
var captionTitle = regexp.MustCompile(`(?i)^(?:tableau|figure|graphique|carte|schéma|encadré)s? \d`)

// countsItself is the number that a title begins with.
var countsItself = regexp.MustCompile(`^\d{1,2}(?:\.\d{1,2})*\.? `)

// hollowTitles reports titles with nothing under them, or nothing that tells anything.
func hollowTitles(d *text.Document, report func(check.Problem)) {
	cover := true
	for _, b := range d.Blocks {
		if b.Kind != text.Heading {
			cover = false
			continue
		}
		if !sure(d, b) {
			continue
		}
		next := d.Next(b)
		switch {
		case next == nil, endsAt(b, next):
			if !(cover && titlePage(b)) && !(next != nil && goesOnInto(d, b, next)) {
				report(check.Problem{At: check.Whole(d, b), Message: nothingUnder, Mend: writeUnder})
			}
		case endsAt(b, d.Next(next)) && tellsNothing(next, b.Section.Title):
			report(check.Problem{At: check.Whole(d, next), Related: []check.Spot{check.Whole(d, b)}, Message: saysNothing, Mend: writeUnder})
		}
	}
}

// endsAt tells whether what stands under a heading ends before the block next.
func endsAt(b, next *text.Block) bool {
	return next == nil || next.Kind == text.Heading && next.Level <= b.Level
}

// titlePage: the titles above the first sentence name the report and who wrote it. What counts itself, or is marked as a part, is no cover.
func titlePage(b *text.Block) bool {
	return b.Section.Number == "" && (b.Level == 1 || !b.Told)
}

func tellsNothing(b *text.Block, title string) bool {
	return b.Kind != text.Row && (empty.MatchString(b.Text) || noneToTell.MatchString(b.Text) && mustTell.MatchString(title))
}

// onlyWords: "En cours" on a line of its own passes for a title.
func onlyWords(b *text.Block) bool {
	return empty.MatchString(b.Text) || noneToTell.MatchString(b.Text)
}

// shortLine is the level that package text gives to a short line which only looks like a title.
const shortLine = 5

// sure tells whether a heading announces something that must follow. Of what only looks like a heading, a short line that stands alone may be a
// signature or a label; a title that shares its line labels a drawing or a row; a title with figures tells something itself; annexes may be but listed.
func sure(d *text.Document, b *text.Block) bool {
	switch {
	case onlyWords(b):
		return false
	case b.Told:
		return true
	case b.Level >= shortLine, annexTitle.MatchString(b.Text), strings.TrimSpace(d.Lines[d.Place(b, 0, 1).Line-1].Text) != b.Text:
		return false
	case b.Section.Number == "":
		return len(strings.Fields(b.Text)) > 1
	}
	e, ok := readEntry(d, b)
	return ok && !strings.ContainsAny(b.Text[e.to:], "0123456789")
}

// goesOnInto: two guessed titles on lines that touch are one title or points of a list, and a title may be over counted ones that their typing
// puts as high; the word annexes is over those that are listed.
func goesOnInto(d *text.Document, b, next *text.Block) bool {
	if annexTitle.MatchString(b.Text) && annexTitle.MatchString(next.Text) {
		return true
	}
	if m := countsItself.FindString(b.Text); m != "" && strings.HasPrefix(next.Text, strings.TrimRight(m, ". ")+".") { // "2 ORGANISATION", then "2.1 Lots"
		return true
	}
	if captionTitle.MatchString(next.Text) { // a table stands under it
		return true
	}
	touch := d.Place(next, 0, 1).Line == d.Place(b, 0, 1).Line+1
	return !b.Told && (touch || next.Section.Label != "" && b.Section.Number == "" && b.Level == next.Level)
}
