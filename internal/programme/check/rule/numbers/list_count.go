package numbers

import (
	"math/big"
	"regexp"

	"maillage/internal/kit/lang"
	"maillage/internal/programme/check"
	"maillage/internal/programme/check/claim"
	"maillage/internal/programme/check/text"
)

// listCount finds a number announced where another number is listed or named.
var listCount = &check.Rule{
	Name: "list-count", Severity: check.Serious,
	Title: lang.Text{FR: "Nombre annoncé, autre nombre énuméré", EN: "One number announced, another listed"},
	Explanation: lang.Text{
		FR: "« Trois axes : » suivi de quatre éléments, « les cinq communes (Pons, Saintes, Royan) », « 8 ateliers » devant un tableau de sept lignes, « 6 numéros, du n° 12 au n° 16 ». " +
			"Les éléments d'une liste ne comptent que ceux du premier niveau, les lignes d'un tableau sans l'en-tête ni le total. La règle se tait devant « notamment », « dont », « parmi lesquels », « par exemple », « etc. », " +
			"et quand les nombres des éléments s'additionnent pour faire le nombre annoncé. Quand la liste peut n'être qu'un choix, elle pose une question.",
		EN: "“Trois axes :” followed by four items, “les cinq communes (Pons, Saintes, Royan)”, “8 ateliers” before a table of seven rows, “6 numéros, du n° 12 au n° 16”. " +
			"Of a list only the first level counts, of a table neither head nor total. Silent before “notamment”, “dont”, “parmi lesquels”, “par exemple”, “etc.”, and when the numbers in the items add up to the one announced. " +
			"Where a list may be a choice only, it asks.",
	},
	Examples: []check.Example{
		{Text: "Le projet suit trois axes :\n\n- accueillir\n- former\n- relier\n- documenter", Fires: true},
		{Text: "Cinq communes sont couvertes : Pons, Saintes, Royan et Jonzac.", Fires: true},
		{Text: "Les quatre partenaires (Ville, Région, Caf) ont signé.", Fires: true},
		{Text: "Nous avons tenu 4 ateliers, listés ci-dessous.\n\n| Atelier | Date |\n|---|---|\n| Couture | mars |\n| Vélo | mai |\n| Radio | juin |", Fires: true},
		{Text: "La revue a publié 6 numéros (n° 12 à 16).", Fires: true},
		{Text: "L'équipe compte six personnes : une directrice, trois animateurs et un comptable.", Fires: true},
		{Text: "Le projet suit trois axes :\n\n- accueillir\n- former\n- relier", Fires: false},
		{Text: "Cinq communes sont couvertes, notamment Pons, Saintes et Royan.", Fires: false},
		{Text: "Nous avons tenu 25 séances :\n\n- 12 à Pons\n- 13 à Royan", Fires: false},
		{Text: "Trois thèmes : l'eau, l'air et la terre, les déchets.", Fires: false},
		{Text: "Les quatre partenaires (17) ont signé.", Fires: false},
		{Text: "Sur 40 dossiers, trois ont été retenus :\n\n- la Ruche\n- le Port\n- la Gare", Fires: false},
	},
	Check: func(c *check.Corpus, r *check.Reporter) {
		by := claim.ByBlock(c)
		for _, d := range c.Documents {
			lists := lister{d, by}
			for _, b := range d.Blocks {
				if b.Kind == text.Row {
					continue
				}
				lists.itemsBelow(r, b)
				lists.rowsBelow(r, b)
				enumerations(r, b, by[b])
				timesTold(r, d, b)
				numberSpans(r, b, by[b])
			}
		}
	},
}

// openList tells that what is listed may not be all.
var openList = regexp.MustCompile(`(?i)\b(?:dont|notamment|par exemple|entre autres|en particulier|principalement|surtout|etc|parmi (?:eux|elles|lesquel\p{L}+|les)|parmi|tels? que|telles? que|comme|plusieurs|quelques-un\p{L}+|certain\p{L}*|au moins)\b|…|\.{3}`)

// goesOn ends a list that is not whole.
var goesOn = regexp.MustCompile(`(?i)\betc\b|…|\.{3}`)

// chosen comes after a number without a noun that is the subject: "trois ont été retenus".
var chosen = regexp.MustCompile(`^ (?:ont|sont|d'entre) `)

// announces tells whether a number may announce a list: things told exactly, neither people's ages nor hours nor a mean.
func announces(c *claim.Claim) bool {
	return c.Whole() && c.Hedge == claim.Exact && c.Upper == nil && (c.Head() != "" || chosen.MatchString(c.Spot.Block.Text[c.Number.To:])) && claim.ClassOf(c.Head()) != claim.Time && !c.Label && c.Of == nil &&
		c.As != claim.Average && c.As != claim.Change && c.As != claim.Limit && c.Value.Cmp(big.NewRat(2, 1)) >= 0 && c.Value.Cmp(big.NewRat(100, 1)) <= 0
}

func reportCount(r *check.Reporter, c *claim.Claim, n int, related []check.Spot, sure check.Confidence) {
	counted := new(big.Rat).SetInt64(int64(n))
	r.Report(check.Problem{
		At: c.Spot, Related: related, Confidence: sure,
		Message:  lang.Text{FR: "Le nombre annoncé n'est pas celui de ce qui est énuméré.", EN: "The number announced is not that of what is listed."},
		Expected: bothLangs("%s annoncés, %s énumérés.", "%s announced, %s listed.", c.Value, counted),
		Mend: lang.Text{
			FR: "Corrigez le nombre ou complétez la liste ; si elle n'est qu'un choix, dites-le (« dont », « notamment »).",
			EN: "Mend the number or complete the list; if it is a choice only, say so.",
		},
	})
}
