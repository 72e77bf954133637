package numbers

import (
	"maillage/internal/kit/lang"
	"maillage/internal/programme/check"
)

// sum finds parts that do not add up to the total told.
var sum = &check.Rule{
	Name: "sum", Severity: check.Serious,
	Title: lang.Text{FR: "Total qui ne correspond pas à ses parties", EN: "Total that its parts do not make"},
	Explanation: lang.Text{
		FR: "Les lignes et les colonnes d'un tableau sont additionnées jusqu'à leur total ; dans les phrases, « 52 dates (20, 18 et 14) », « soit 52 au total », « dont », « répartis en », " +
			"les valeurs de chaque année devant le total de la période, les pourcentages d'une répartition devant 100 ; dans un budget, les dépenses devant les ressources, et HT + TVA devant TTC. " +
			"La règle se tait quand une partie est inconnue (X), quand une liste n'est pas entière (« dont », « notamment »), quand les valeurs sont arrondies, ou quand un total compte des personnes différentes.",
		EN: "Rows and columns of a table are added up to their total; in sentences, “52 dates (20, 18 and 14)”, “52 in all”, “of which”, “split into”, the values of each year against the total of the period, " +
			"the percentages of a split against 100; in a budget, expenses against resources, and net + VAT against gross. " +
			"Silent when a part is unknown (X), when a list is not whole, when values are rounded, or when a total counts different people.",
	},
	Examples: []check.Example{
		{Text: "54 dates (20 Région, 18 FSE, 14 autres)", Fires: true},
		{Text: "| Lieu | Ateliers |\n|---|---|\n| Nord | 12 |\n| Sud | 15 |\n| Total | 29 |", Fires: true},
		{Text: "Nous avons reçu 40 personnes dont 25 femmes et 18 hommes.", Fires: true},
		{Text: "12 ateliers à Pons, 8 à Saintes et 5 à Royan, soit 27 ateliers au total.", Fires: true},
		{Text: "Le public compte 60 % de femmes et 45 % d'hommes.", Fires: true},
		{Text: "| Poste | HT | TVA | TTC |\n|---|---|---|---|\n| Salle | 1 000,00 € | 200,00 € | 1 220,00 € |", Fires: true},
		{Text: "52 dates (20 Région, 18 FSE, 14 autres)", Fires: false},
		{Text: "| Lieu | Ateliers |\n|---|---|\n| Nord | 12 |\n| Sud | 15 |\n| Total | 27 |", Fires: false},
		{Text: "Nous avons reçu 40 personnes, dont 15 jeunes et 12 retraités.", Fires: false},
		{Text: "3 ateliers (12 participants, 6 heures)", Fires: false},
		{Text: "| Lieu | Ateliers |\n|---|---|\n| Nord | 12 |\n| Sud | X |\n| Total | 27 |", Fires: false},
		{Text: "12 séances de 2 heures et 4 animateurs, soit 24 heures.", Fires: false},
	},
	Check: func(c *check.Corpus, r *check.Reporter) {
		sumTables(c, r)
		sumComputed(c, r)
		sumBudgets(c, r)
		sumSentences(c, r)
		sumYears(c, r)
	},
}

var sumMessage = lang.Text{FR: "Le total annoncé n'est pas la somme de ses parties.", EN: "The total told is not the sum of its parts."}

// sumMend is the way out that all of these problems share.
var sumMend = lang.Text{
	FR: "Vérifiez les parties et le total dans la source ; corrigez celui qui est faux, ou dites ce que le total compte d'autre.",
	EN: "Check parts and total in the source; mend the wrong one, or say what else the total counts.",
}
