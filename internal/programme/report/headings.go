package report

import (
	"slices"

	"maillage/internal/kit/importer"
	"maillage/internal/kit/lang"
)

// Headings are the twelve headings of a sheet, in their order (domain-rules §1.7: the model that the funders' report is built on).
var Headings = []lang.Text{
	{FR: "Descriptif", EN: "Description"},
	{FR: "Détails des actions", EN: "Actions in detail"},
	{FR: "Objectifs", EN: "Objectives"},
	{FR: "Publics ciblés", EN: "Audiences"},
	{FR: "Réalisations", EN: "Achievements"},
	{FR: "Conditions de réussite ou freins", EN: "Success factors or obstacles"},
	{FR: "Partenaires associés, modalités de pilotage et de suivi", EN: "Partners, steering and follow-up"},
	{FR: "Bilan, résultats escomptés", EN: "Results against expectations"},
	{FR: "Livrables", EN: "Deliverables"},
	{FR: "Écarts", EN: "Variances"},
	{FR: "Perspectives", EN: "Outlook"},
	{FR: "Ressenti terrain, leçons", EN: "Lessons from the field"},
}

// VariancesNumber is the place of « Écarts » among the headings of a sheet, from 1.
const VariancesNumber = 10

// headingNumber finds one of the twelve, whatever its accents, capitals and punctuation; -1 when it is none.
func headingNumber(words string) int {
	folded := importer.Fold(words)
	return slices.IndexFunc(Headings, func(h lang.Text) bool { return importer.Fold(h.FR) == folded || importer.Fold(h.EN) == folded })
}

// checkHeadings says what keeps a sheet from having the twelve headings once each and in order.
func checkHeadings(s *Source) []Finding {
	var found []Finding
	at := map[int]section{}
	last := -1
	for _, x := range s.sections {
		n := headingNumber(x.words)
		switch before, twice := at[n]; {
		case n < 0:
			found = append(found, finding(x.Place, "heading_unknown", x.words,
				lang.Text{FR: "Ce titre n’est pas une des douze rubriques.", EN: "This heading is not one of the twelve."},
				lang.Text{FR: "Écrivez une des douze rubriques, ou un titre de niveau 3 (###).", EN: "Write one of the twelve, or a heading of level 3 (###)."}))
			continue
		case twice:
			found = append(found, finding(x.Place, "heading_twice", x.words,
				textf("Cette rubrique est déjà à la ligne %d.", "This heading is on line %d already.", before.Line),
				lang.Text{FR: "Réunissez les deux textes.", EN: "Put the two texts together."}))
			continue
		case n < last:
			found = append(found, finding(x.Place, "heading_order", x.words,
				textf("Cette rubrique vient avant « %s ».", "This heading comes before “%s”.", Headings[last].FR),
				lang.Text{FR: "Remettez les rubriques dans l’ordre.", EN: "Put the headings in order."}))
		}
		at[n], last = x, max(last, n)
	}
	for n, h := range Headings {
		if _, there := at[n]; !there {
			found = append(found, finding(Place{File: s.File, Line: s.lastLine(), Column: 1}, "heading_missing", h.FR,
				textf("La rubrique « %s » manque.", "The heading “%s” is missing.", h.FR),
				textf("Ajoutez « ## %s » à sa place.", "Add “## %s” in its place.", h.FR)))
		}
	}
	return found
}
