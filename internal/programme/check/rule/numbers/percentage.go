package numbers

import (
	"math/big"

	"maillage/internal/kit/lang"
	"maillage/internal/programme/check"
	"maillage/internal/programme/check/claim"
)

// percentage finds a rate, a growth or an average that its two terms do not give.
var percentage = &check.Rule{
	Name: "percentage", Severity: check.Serious,
	Title: lang.Text{FR: "Taux ou évolution qui ne découle pas de ses deux termes", EN: "Rate or growth that its two terms do not give"},
	Explanation: lang.Text{
		FR: "Un taux est recalculé quand ses deux termes sont dits à côté : « 423 sur 742, soit 57 % », « de 192 à 231, soit +20 % », « dont 12 femmes (60 %) », « a doublé, de 20 à 40 », " +
			"« 12 séances et 144 participants, soit 12 par séance » ; ou quand une colonne de tableau le donne ligne après ligne (évolution, part, taux, moyenne), ou qu'un tableau donne la part nommée dans une phrase. " +
			"Les arrondis sont admis ; « près de » et « environ » laissent plus de place. La règle se tait quand rien ne dit de quoi le taux est tiré.",
		EN: "A rate is computed again when its two terms stand beside it: “423 of 742, or 57%”, “from 192 to 231, +20%”, “of whom 12 women (60%)”, “doubled, from 20 to 40”, " +
			"“12 sessions and 144 participants, 12 each”; or when a column of a table gives it row after row (growth, share, rate, mean), or a table gives the share that a sentence names. " +
			"Rounding is allowed; “près de” and “environ” leave more room. Silent when nothing tells what the rate is taken from.",
	},
	Examples: []check.Example{
		{Text: "Le nombre de lieux est passé de 192 à 231, soit +25 %.", Fires: true},
		{Text: "Les femmes représentent 62 % des stagiaires (423 sur 742).", Fires: true},
		{Text: "Nous avons reçu 40 personnes, dont 25 femmes (55 %).", Fires: true},
		{Text: "615 adhérents contre 540 un an plus tôt, soit 75 de plus (+ 19 %).", Fires: true},
		{Text: "La fréquentation a doublé, de 120 à 180 visiteurs.", Fires: true},
		{Text: "12 séances ont réuni 144 participants, soit 15 participants par séance.", Fires: true},
		{Text: "| Site | 2022 | 2023 | Évolution |\n|---|---|---|---|\n| Nord | 100 | 120 | +20 % |\n| Sud | 50 | 60 | +20 % |\n| Est | 80 | 88 | +15 % |", Fires: true},
		{Text: "Le nombre de lieux est passé de 192 à 231, soit +20 %.", Fires: false},
		{Text: "Les femmes représentent 57 % des stagiaires (423 sur 742).", Fires: false},
		{Text: "Le taux de satisfaction atteint 92 % et 40 personnes ont répondu.", Fires: false},
		{Text: "La fréquentation a presque doublé, de 120 à 235 visiteurs.", Fires: false},
		{Text: "12 séances ont réuni 140 participants, soit une douzaine de participants par séance.", Fires: false},
		{Text: "En 2019, 192 lieux et 12 % de demandes en plus.", Fires: false},
	},
	Check: func(c *check.Corpus, r *check.Reporter) {
		ratesInText(c, r)
		averagesInText(c, r)
		ratesInTables(c, r)
		namedShares(c, r)
		growthSince(c, r)
		differencesInText(c, r)
	},
}

var rateMend = lang.Text{
	FR: "Recalculez à partir des deux termes ; corrigez le taux, ou celui des termes qui est faux.",
	EN: "Compute it again from its two terms; mend the rate, or the term that is wrong.",
}

// rate is a percentage told, or a word for one ("la moitié", "a doublé"), with the two terms that it should follow from.
type rate struct {
	at     check.Spot
	told   claim.Claim
	growth bool     // from the first term to the second; else the first as a share of the second
	down   bool     // told as a fall with no sign: "une baisse de 12 %"
	room   *big.Rat // how far words may be from the exact value, in points; nil for figures
	sure   check.Confidence
}
