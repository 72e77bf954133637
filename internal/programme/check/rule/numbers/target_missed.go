package numbers

import (
	"fmt"
	"math/big"
	"regexp"
	"slices"
	"strings"

	"maillage/internal/kit/lang"
	"maillage/internal/programme/check"
	"maillage/internal/programme/check/claim"
	"maillage/internal/programme/check/text"
)

// targetMissed finds objectives that the results do not reach and that nobody explains.
var targetMissed = &check.Rule{
	Name: "target-missed", Severity: check.Serious,
	Title: lang.Text{FR: "Objectif non atteint et non expliqué", EN: "Target missed and not explained"},
	Explanation: lang.Text{
		FR: "La règle rapproche chaque objectif de son résultat : les colonnes Prévu et Réalisé, Objectif et Résultat, Cible d'un tableau ; « Objectif : 300 … Résultat : 284 » ; « 54 sessions sur les 60 prévues » ; " +
			"l'objectif d'une section et le résultat de la même chose, de la même période. Un résultat plus bas que l'objectif est signalé quand ni les phrases voisines ni une section d'écarts, de difficultés ou d'ajustements n'en disent un mot. " +
			"Elle se tait pour les montants, pour ce dont moins vaut mieux (délais, abandons, absences), pour les objectifs à venir et quand un autre endroit du rapport dit l'objectif atteint.",
		EN: "The rule brings each objective together with its result: the columns Planned and Done, Objective and Result, Target of a table; “Objective: 300 … Result: 284”; “54 sessions of the 60 planned”; " +
			"the objective of a section and the result of the same thing and period. A result below its objective is reported when neither the sentences beside it nor a section on variances, difficulties or adjustments says a word of it. " +
			"Silent for amounts, for what is better when lower (delays, drop-outs, absences), for objectives still to come, and when another place tells that the objective was reached.",
	},
	Examples: targetExamples,
	Check: func(c *check.Corpus, r *check.Reporter) {
		said := excusesOf(c)
		for _, a := range aims(c) {
			if a.missed() && !said.explains(a) {
				r.Report(a.problem())
			}
		}
	},
}

var targetExamples = []check.Example{
	{Text: "Objectif : 300 accompagnements. Résultat : 284.", Fires: true},
	{Text: "| Indicateur | Cible | Réalisé |\n|---|---|---|\n| Sessions tenues | 60 | 54 |\n| Stagiaires | 100 | 112 |", Fires: true},
	{Text: "Nous avons tenu 54 sessions sur les 60 prévues.", Fires: true},
	{Text: "Douze ateliers étaient prévus ; neuf ont eu lieu.", Fires: true},
	{Text: "OBJECTIFS\n\nConduire 120 entretiens.\n\nRÉSULTATS\n\n97 entretiens conduits.", Fires: true},
	{Text: "L'objectif est d'au moins 80 % de satisfaits.\n\n| Indicateur | Objectif | Résultat |\n|---|---|---|\n| Taux de satisfaction | ≥ 80 % | 74 % |", Fires: true},
	{Text: "Objectif : 300 accompagnements. Résultat : 312.", Fires: false},
	{Text: "| Indicateur | Cible | Réalisé |\n|---|---|---|\n| Délai de réponse (jours) | 15 | 12 |\n| Taux d'abandon | 10 % | 7 % |", Fires: false},
	{Text: "| Poste | Prévu | Réalisé |\n|---|---|---|\n| Salaires | 412 000 € | 408 000 € |", Fires: false},
	{Text: "Objectif : 60 sessions. Résultat : 54.\n\nÉCARTS\n\nSix sessions ont été annulées faute d'inscrits.", Fires: false},
	{Text: "Nous avons tenu 54 sessions sur les 60 prévues, en raison du confinement.", Fires: false},
	{Text: "Objectif : 400 adhérents d'ici 2030. Le centre compte 320 adhérents.", Fires: false},
	{Text: "Sur 60 inscrits, 54 ont obtenu leur titre.", Fires: false},
}

// aim is an objective and the result told for it.
type aim struct {
	target, result check.Spot
	aimed, got     *big.Rat
	unit           string
	what           string // as written
	noun           []string
	thing          claim.Thing
	years          []int
	named          bool // the result says itself what it counts
	sure           check.Confidence
}

// aims are the objectives of a corpus with their results, each objective once, computed once.
func aims(c *check.Corpus) []*aim {
	return check.Shared(c, "aims", func(c *check.Corpus) []*aim {
		return append(closeAims(c), distantAims(c, closeAims(c))...)
	})
}

// closeAims are the objectives that have their results beside them, computed once.
func closeAims(c *check.Corpus) []*aim {
	return check.Shared(c, "close aims", func(c *check.Corpus) []*aim {
		names := claim.Names(c)
		list := append(tableAims(c), textAims(c)...)
		for _, a := range list {
			a.thing = claim.ThingOf(names, a.noun)
		}
		return slices.Clip(list)
	})
}

// lessIsBetter are words of things that one wants few of, or that are spent.
var lessIsBetter = regexp.MustCompile(`(?i)(?:^|[^\p{L}])(?:délais?|absen\p{L}*|abandons?|ruptures?|décroch\p{L}*|accidents?|incidents?|plaintes?|réclamations?|retards?|impayés?|coûts?|dépenses?|charges|frais|consomm\p{L}*|émissions?|déchets?|gaz|turn-?over|rotation|vacance|` +
	`attente|désist\p{L}*|annul\p{L}*|refus|échecs?|pertes?|déficit|chômage|dettes?|litiges?|erreurs?|mortalité|infections?|chutes?|réhospital\p{L}*|sinistres?|pannes?|vols?|fuites?|eau|énergie|kwh|papier|carburant|anomalies|non-\p{L}+|mois-personnes?|mois-hommes?|jours?-hommes?|jours?-personnes?|etp|redoubl\p{L}*|récidives?|expulsions?|exclusions?)(?:[^\p{L}]|$)`)

// missed tells whether the result is below its objective by more than rounding.
func (a *aim) missed() bool {
	return a.got.Cmp(a.aimed) < 0 && a.unit != "€" && !lessIsBetter.MatchString(a.what)
}

func (a *aim) problem() check.Problem {
	gap := new(big.Rat).Sub(a.aimed, a.got)
	what := strings.TrimSpace(a.what)
	p := check.Problem{
		At: a.result, Related: []check.Spot{a.target}, Confidence: a.sure,
		Message: lang.Text{
			FR: fmt.Sprintf("L'objectif n'est pas atteint (%s%s visés, %s%s obtenus), et rien ne l'explique.", ratText(a.aimed), percentFR(a.unit), ratText(a.got), percentFR(a.unit)),
			EN: fmt.Sprintf("The target is missed (%s%s aimed at, %s%s reached), and nothing explains it.", ratIn(a.aimed, 2, "en"), a.unit, ratIn(a.got, 2, "en"), a.unit),
		},
		Expected: bothLangs("%s − %s = %s", "%s − %s = %s", a.aimed, a.got, gap),
		Mend:     lang.Text{FR: "Dites pourquoi dans les écarts, ou corrigez le nombre qui est faux.", EN: "Say why among the variances, or mend the wrong number."},
	}
	if what != "" {
		p.Expected.FR, p.Expected.EN = what+" : "+p.Expected.FR, what+": "+p.Expected.EN
	}
	return p
}

func percentFR(unit string) string {
	if unit == "" {
		return ""
	}
	return "\u00a0" + unit
}

var (
	variances = regexp.MustCompile(`(?i)(?:^|[^\p{L}])(?:écarts?|difficultés?|ajustements?|explications?|freins?|réserves|aléas|obstacles|contraintes|imprévus|limites|points? de vigilance|justifications?|modifications|déviations?|décalages?|glissements?|retards?|manques?|aménagements?|problèmes?|points? faibles?|améliorer|améliorations?|pourquoi|motifs?|remarques|observations|commentaires?)(?:[^\p{L}]|$)`)
	because   = regexp.MustCompile(`(?i)(?:^|[^\p{L}])(?:en raison|à cause|faute d|du fait|suite à|suite aux|s'expliqu\p{L}*|expliqu\p{L}*|liée?s? à|liée?s? aux|confinements?|covid\p{L}*|sanitaires?|parce qu\p{L}*|car|n'ont pas pu|n'a pas pu|n'avons pas pu|empêch\p{L}*|annulée?s?|reportée?s?|report|décalée?s?|retards?|` +
		`moins que prévu|inférieure?s? à|en deçà|en dessous de|n'est pas atteint\p{L}*|n'a pas été atteint\p{L}*|non atteint\p{L}*|pas été tenu\p{L}*|vacante?|désist\p{L}*|malgré|difficultés?|manque|compte tenu|arrêt maladie|fermetures?|démission|départ|faute|pandémie|grève|météo|intempéries|pannes?|fermée?s?|indisponib\p{L}*|renonc\p{L}*|retirée?s?|au lieu d[eu]s?|insuffisan\p{L}*|repouss\p{L}*|suspendu\p{L}*|interromp\p{L}*|manqué|manquent|manquait|puisque|absen\p{L}*|glissé|étant|n'\p{L}+(?: \p{L}+)? pas|ne \p{L}+(?: \p{L}+)? pas|sans pouvoir|impossib\p{L}*)(?:[^\p{L}]|$)`)
)

// excuseIn is a sentence: its block and its stems and figures.
type excuseIn struct {
	block *text.Block
	words map[string]bool
}

// excuses are what a document says of variances, by sentence: the stems and figures of those that stand under such a heading, and of those that
// explain something elsewhere.
type excuses struct {
	variances map[*text.Document][]map[string]bool
	elsewhere map[*text.Document][]excuseIn
	common    map[*text.Document]map[string]bool // words that so many places use that a mention explains nothing
	near      map[*text.Section][]*text.Block
}

func excusesOf(c *check.Corpus) excuses {
	e := excuses{map[*text.Document][]map[string]bool{}, map[*text.Document][]excuseIn{}, map[*text.Document]map[string]bool{}, map[*text.Section][]*text.Block{}}
	for _, d := range c.Documents {
		e.common[d] = everywhere(d)
		for _, b := range d.Blocks {
			if b.Kind == text.Heading {
				continue
			}
			e.near[b.Section] = append(e.near[b.Section], b)
			switch {
			case inVariances(b):
				e.variances[d] = append(e.variances[d], sentencesOf(b)...)
			case because.MatchString(b.Text):
				for _, words := range sentencesOf(b) {
					e.elsewhere[d] = append(e.elsewhere[d], excuseIn{b, words})
				}
			}
		}
	}
	return e
}

// sentencesOf gives the sentences of a block, each as the set of its stems and figures; "+" is in those that explain something.
func sentencesOf(b *text.Block) []map[string]bool {
	var list []map[string]bool
	for _, sentence := range fullStop.Split(b.Text, -1) {
		m := map[string]bool{"+": because.MatchString(sentence), "aim": aimed.MatchString(sentence)}
		for _, w := range claim.Stems(sentence) {
			m[w] = true
		}
		list = append(list, m)
	}
	return list
}

var aimed = regexp.MustCompile(`(?i)objectif|cible|prév|attendu|visé|initial|contrat|convention`)

var fullStop = regexp.MustCompile(`[.!?;]\s`)

// everywhere lists the stems that more than a tenth of a long document's blocks use.
func everywhere(d *text.Document) map[string]bool {
	n := map[string]int{}
	for _, b := range d.Blocks {
		for _, w := range claim.Content(b.Text) {
			n[w]++
		}
	}
	m := map[string]bool{}
	for w, k := range n {
		m[w] = k > 12 && k*10 > len(d.Blocks)
	}
	return m
}

// inVariances tells whether a block stands under a heading about variances; one about results as well is no such heading.
func inVariances(b *text.Block) bool {
	for s := b.Section; s != nil; s = s.Parent {
		if !entitles(s) && variances.MatchString(s.Title) {
			return true
		}
	}
	return false
}

// explains tells whether the variances name what was missed, or a sentence elsewhere says why, or one beside target or result.
func (e excuses) explains(a *aim) bool {
	d := a.result.Document
	if slices.ContainsFunc(e.variances[d], func(m map[string]bool) bool { return e.speaks(m, a, !e.common[d][a.thing.Head]) }) ||
		slices.ContainsFunc(e.elsewhere[d], func(s excuseIn) bool {
			return s.words["+"] && e.speaks(s.words, a, (s.words["aim"] || soonAfter(s.block, a)) && !e.common[d][a.thing.Head])
		}) {
		return true
	}
	for _, s := range []check.Spot{a.result, a.target} {
		if slices.ContainsFunc(e.near[s.Block.Section], func(b *text.Block) bool { return beside(b, s.Block, a) }) {
			return true
		}
	}
	return false
}

// soonAfter tells whether a block stands within a page after a result: there, whatever explains the thing explains the result.
func soonAfter(b *text.Block, a *aim) bool {
	after := b.Index - a.result.Block.Index
	return after > 0 && after <= 15
}

// speaks tells whether a sentence is about an objective: it names the thing, and enough says the name or one of the two figures stands by.
func (e excuses) speaks(m map[string]bool, a *aim, enough bool) bool {
	figures := m[ratPlain(a.aimed)] || m[ratPlain(a.got)] || m[ratPlain(new(big.Rat).Sub(a.aimed, a.got))]
	both := m[ratPlain(a.aimed)] && m[ratPlain(a.got)]
	return a.names(m) && (enough || figures) || both && a.aimed.Cmp(ten) >= 0
}

// names tells whether words name what was aimed at; a rate or a share is named by what it is of.
func (a *aim) names(m map[string]bool) bool {
	if !labels[a.thing.Head] {
		return m[a.thing.Head]
	}
	return slices.ContainsFunc(a.thing.Qualifiers, func(q string) bool { return m[q] })
}

// beside tells whether a block explains a target or result: the very block, or the one next to it, when it says why and is about it; after a table,
// any sentence that names one of its rows.
func beside(b, at *text.Block, a *aim) bool {
	distance := b.Index - at.Index
	switch {
	case distance == 0:
		return because.MatchString(b.Text)
	case b.Kind == text.Row:
		return false
	case at.Kind == text.Row && distance > 0:
		return mentions(b, a)
	}
	return (distance == 1 || distance == -1) && because.MatchString(b.Text) && mentions(b, a)
}

var ten = big.NewRat(10, 1)

// mentions tells whether a block speaks of what was aimed at, by its name or its figures, or of the result just told.
func mentions(b *text.Block, a *aim) bool {
	m := map[string]bool{}
	for _, w := range claim.Stems(b.Text) {
		m[w] = true
	}
	return a.names(m) || m[ratPlain(a.aimed)] || m[ratPlain(a.got)] || m[ratPlain(new(big.Rat).Sub(a.aimed, a.got))] || recalls.MatchString(b.Text)
}

// recalls begins a sentence that goes on with what was just told.
var recalls = regexp.MustCompile(`(?i)^(?:cet? |cette |l'écart|la différence|cela|ceci|l'objectif)`)

// ratPlain writes a whole number as Stems gives figures.
func ratPlain(v *big.Rat) string {
	if !v.IsInt() {
		return "none"
	}
	return v.Num().String()
}
