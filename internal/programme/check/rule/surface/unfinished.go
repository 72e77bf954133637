package surface

import (
	"regexp"
	"strings"

	"maillage/internal/kit/lang"
	"maillage/internal/programme/check"
	"maillage/internal/programme/check/text"
)

// unfinished finds what shows that a text was not finished when it was handed in.
var unfinished = &check.Rule{
	Name: "unfinished", Severity: check.Serious,
	Title: lang.Text{FR: "Texte inachevé", EN: "Unfinished text"},
	Explanation: lang.Text{
		FR: "« provisoire », « en cours de finalisation », un futur pour un moment déjà passé, un point d'interrogation dans un tableau ou une composition, un élément vide entre deux virgules, une liste qui s'arrête sur « et », " +
			"un appel de note sans note, un intervalle comme 2021-2021, une parenthèse jamais fermée : un rapport remis ne laisse rien en suspens. " +
			"Ce que d'autres ont en cours (un projet à l'étude, des travaux) n'est pas un défaut. Dans un texte qui n'est pas encore remis, tout cela n'est que signalé.",
		EN: "“provisoire”, “en cours de finalisation”, a future told of a moment that is past, a question mark in a table, an empty item between two commas, a list that stops at “et”, " +
			"a note mark without a note, a range such as 2021-2021, a bracket never closed: a report that is handed in leaves nothing open. " +
			"What others have under way is no defect. In a text not yet handed in all this is but noticed.",
	},
	Examples: []check.Example{
		{Text: "Le Comité des fêtes (titre provisoire) ouvre en mai.", Fires: true},
		{Text: "L'annuaire 2020 est en cours de finalisation.", Fires: true},
		{Text: "Composition : deux salariés + des chercheurs + ?", Fires: true},
		{Text: "Des accords sont passés avec la ville, , le département et la région.", Fires: true},
		{Text: "Rapport d'activité 2018-2020\n\nLe nouveau site sera lancé début 2020.", Fires: true},
		{Text: "La carte 2021-2021 est en ligne.", Fires: true},
		{Text: "Le contrat CAPE* protège le porteur de projet.", Fires: true},
		{Text: "Le suivi (trois rendez-vous par an.", Fires: true},
		{Text: "Le suivi des projets en cours sur la région se poursuit.", Fires: false},
		{Text: "Trois familles ont quitté leur logement provisoire.", Fires: false},
		{Text: "Le contrat CAPE* protège le porteur de projet.\n\n* contrat d'appui au projet d'entreprise", Fires: false},
		{Text: "Thème : « Comment financer mon projet ? »", Fires: false},
		{Text: "Rapport d'activité 2018-2020\n\nLe nouveau site sera lancé début 2021.", Fires: false},
		{Text: "La saison 2020-2021 a compté 12 concerts, 3 bals et 1 fête.", Fires: false},
	},
	Check: func(c *check.Corpus, r *check.Reporter) {
		report := func(p check.Problem) {
			if !c.Closed {
				p.Severity = check.Notice
			}
			r.Report(p)
		}
		findForms(c, report, openForms)
		for _, p := range passages(c) {
			for _, look := range []func(passage, func(check.Problem)){pastFuture, hollowRange, brokenOff, openSigns, doubledWord, openQuestion} {
				look(p, report)
			}
		}
		missingNotes(c, report)
	},
}

var (
	provisional = lang.Text{FR: "Le texte est remis, et ceci s'y dit encore provisoire ou en cours.", EN: "The text is handed in, and this still says that it is provisional or under way."}
	makeFinal   = lang.Text{FR: "Donnez l'état définitif, ou dites où et quand il sera rendu.", EN: "Give the final state, or say where and when it will be told."}
	openRemark  = lang.Text{FR: "Une remarque de relecture est restée dans le texte.", EN: "A reviewer's remark was left in the text."}
	takeOut     = lang.Text{FR: "Répondez à la remarque, puis retirez-la.", EN: "Answer the remark, then take it out."}
	undecided   = lang.Text{FR: "Un point d'interrogation laisse ceci en suspens.", EN: "A question mark leaves this open."}
	decide      = lang.Text{FR: "Tranchez, ou retirez ce qui n'est pas décidé.", EN: "Decide, or take out what is not decided."}
	emptyItem   = lang.Text{FR: "Un élément manque entre deux signes.", EN: "An item is missing between two signs."}
	fillItem    = lang.Text{FR: "Ajoutez ce qui manque, ou retirez le signe en trop.", EN: "Add what is missing, or take out the spare sign."}
)

// draftNouns are what a report is made of: said to be provisional, they are the report's own.
const draftNouns = `(?:titres?|noms?|versions?|chiffres?|donn[ée]es?|r[ée]sultats?|listes?|montants?|bilans?|budgets?|calendriers?|programmes?|totaux|total|estimations?|documents?|rapports?|textes?|intitul[ée]s?|tableaux?|d[ée]comptes?|plannings?|dates?|effectifs?|taux|comptes|horaires|sommaires?|maquettes?|indicateurs?|statistiques?|pourcentages?)`

// madeThings are what people write or make: under way, they are not delivered.
const madeThings = `(?:annuaires?|cartes?|cartographies?|rapports?|guides?|plaquettes?|sites?(?: internet| web)?|catalogues?|[ée]tudes?|[ée]valuations?|bilans?|brochures?|livrets?|panoramas?|documents?|tableaux?|comptes?|refontes?|chartes?|vid[ée]os?|films?|kits?|manuels?|synth[èe]ses?|indicateurs?|panorama)`

// openForms are what words alone give away.
var openForms = []form{
	{find: regexp.MustCompile(`(?i)\[\s*(?:commentaires?|comment|relecture|remarque|note (?:de|à|pour)|nda|question|à voir|voir avec|vérifier|attention|supprimer|à supprimer)\b[^\]\n]*\]|\b(?:commentaire|commented|comment) \[[^\]]{1,12}\]\s?:?`),
		holds: notLink, severity: check.Blocking, message: openRemark, mend: takeOut, quotedToo: true},
	{find: regexp.MustCompile(`(?i)\(\s*(?:à (?:voir|vérifier|valider|relire|revoir|corriger|reprendre|actualiser|mettre à jour|consolider|confirmer)\b[^()\n]{0,40}|non consolidée?s?|non définitifs?|non définitives?|sous réserve de validation|en attente (?:de|des|d')[^()\n]{0,40}|chiffres? à vérifier)\s*\)`),
		message: provisional, mend: makeFinal},
	{find: regexp.MustCompile(`(?i)à (?:valider|vérifier|relire|revoir|corriger|reprendre|actualiser|mettre à jour|consolider)\b`), holds: valueOnly, message: provisional, mend: makeFinal},
	{find: regexp.MustCompile(`(?i)(?:\p{L}+ )?\b` + draftNouns + ` (?:encore )?provisoires?\b`), holds: ownDraft, message: provisional, mend: makeFinal},
	{find: regexp.MustCompile(`(?i)\b` + draftNouns + `\b[^.;:!?()]{0,60}?\b(?P<v>en attente (?:de |d')(?:validation|consolidation|confirmation|vérification|arbitrage|clôture|approbation|certification)|(?:restent?|demeurent?|sont|est) (?:encore )?à (?:valider|vérifier|consolider|confirmer|compléter|actualiser|mettre à jour|préciser)|(?:doivent|doit) (?:encore )?être (?:validé|vérifié|consolidé|confirmé|complété|actualisé|précisé)e?s?|(?:non|pas encore) (?:validé|consolidé|vérifié|confirmé|définitif|définitive|arrêté)e?s?)`),
		holds: notOthers, confidence: check.Medium, message: provisional, mend: makeFinal},
	{find: regexp.MustCompile(`(?i)provisoires?\b`), holds: provisionalAlone, message: provisional, mend: makeFinal},
	{find: regexp.MustCompile(`(?i)\ben[- ]cours de (?:finalisation|consolidation|relecture|mise en page|mise en forme|correction|saisie|re?daction|rédaction|bouclage)\b`), holds: notOthers, message: provisional, mend: makeFinal},
	{find: regexp.MustCompile(`(?i)\b` + madeThings + `(?: [\p{L}\d'-]+){0,5} (?P<v>en[- ]cours d(?:e |')(?:réalisation|élaboration|construction|création|écriture|validation|traduction|impression|mise à jour|production|préparation|montage))`),
		holds: notOthers, severity: check.Notice, confidence: check.Low, message: provisional, mend: makeFinal},
	{find: regexp.MustCompile(`(?i)\b(?:brouillon|versions? de travail|document de travail|version martyre?|version intermédiaire|draft|version non définitive|projet de rapport|v0(?:\.\d)?)\b`), holds: labelsText,
		severity: check.Blocking, message: provisional, mend: makeFinal},
	{find: regexp.MustCompile(`(?i)^en[- ]cours\s?[.…]*$`), holds: answersResult, message: provisional, mend: makeFinal},
	{find: regexp.MustCompile(`(?:\+|\d|/|-)\s?(?P<v>\?)(?:\s+\p{L}|[\s,;)]|$)`), holds: notAsked, message: undecided, mend: decide},
	{find: regexp.MustCompile(`\(\s*\?+\s*\)`), message: undecided, mend: decide},
	{find: regexp.MustCompile(`:\s(?P<v>\?)\s*$`), message: undecided, mend: decide},
	{find: regexp.MustCompile(`^\?$`), message: undecided, mend: decide},
	{find: regexp.MustCompile(`(?:^|[\s(])(?P<v>Quid d(?:e |es |u |')[^?.!\n]{0,160}\??)`), holds: proseOnly, confidence: check.Medium, message: undecided, mend: decide},
	{find: regexp.MustCompile(`,(?:\s*,)+|;(?:\s*;)+|\(\s*[,;]|[,;]\s+\)|,\s*\.(?:\s|$)|\(\s+\)|«\s*»`), holds: notSigns, message: emptyItem, mend: fillItem},
	{find: regexp.MustCompile(`^(?:[-–—•●]|,|;|et)$`), holds: emptyPoint,
		message: lang.Text{FR: "Ce point de la liste est vide.", EN: "This point of the list is empty."}, mend: fillItem},
}

func notLink(p passage, _, to int) bool { return !strings.HasPrefix(p.text[to:], "(") }

func valueOnly(p passage, from, to int) bool {
	return isValue(p, from, to) && strings.TrimSpace(p.text[:from]) != "" || p.cell() && isValue(p, from, to)
}

// ownDraft: "un budget provisoire avait été voté" tells of another time; "le budget provisoire" is today's.
func ownDraft(p passage, from, to int) bool {
	first := strings.ToLower(wordAfter(p.text[from:to]))
	switch first {
	case "un", "une", "d'un", "d'une", "de":
		return false
	}
	return !strings.HasSuffix(strings.ToLower(p.text[:from]), "d'un ") && !strings.HasSuffix(strings.ToLower(p.text[:from]), "d'une ")
}

// provisionalAlone: in brackets, as a value, or at the end of a title.
func provisionalAlone(p passage, from, to int) bool {
	if !apart(p.text, from, to) {
		return false
	}
	before := strings.TrimRight(p.text[:from], " ")
	return strings.HasSuffix(before, "(") || isValue(p, from, to) && (p.cell() || before != "")
}

var othersWork = regexp.MustCompile(`(?i)\b(?:thèses?|mémoires?|articles?|manuscrits?|chapitres?|ouvrages?|travaux|chantiers?|bâtiments?|projets?|dossiers?|logements?|extensions?|PLU|PLUi|SCOT)\b[^.;:]{0,60}$`)

func notOthers(p passage, from, _ int) bool { return !othersWork.MatchString(p.text[:from]) }

// labelsText: said of the whole text or of a part: in a heading, in brackets, or on a line of its own among the first.
func labelsText(p passage, from, to int) bool {
	if !apart(p.text, from, to) {
		return false
	}
	if p.block.Kind == text.Heading {
		return !strings.Contains(p.text, ",")
	}
	whole := len(strings.Fields(p.text)) <= 6 && !p.cell()
	bracket := strings.HasSuffix(strings.TrimRight(p.text[:from], " "), "(") && strings.HasPrefix(strings.TrimLeft(p.text[to:], " "), ")")
	return bracket || whole && p.block.Kind == text.Paragraph && !strings.HasSuffix(p.text, ".")
}

var results = regexp.MustCompile(`(?i)\b(?:bilan|r[ée]sultats?|r[ée]alis|livrables?|indicateurs?|impacts?|[ée]valuation|effets?|perspectives?|conclusion)`)

// answersResult: "en cours" as an answer under a heading of results that says more; where it is all that is said, rule heading-empty tells it.
func answersResult(p passage, _, _ int) bool {
	next := p.doc.Next(p.block)
	if p.cell() || p.block.Index == 0 || next == nil {
		return false
	}
	s := p.block.Section
	if p.block.Kind == text.Heading { // a short line on its own passes for a title; over a list it is one
		s = p.doc.Blocks[p.block.Index-1].Section
		return s != nil && results.MatchString(s.Title) && next.Kind == text.Paragraph && strings.HasSuffix(next.Text, ".")
	}
	return s != nil && results.MatchString(s.Title) && (p.block.Index != s.Heading.Index+1 || next.Kind != text.Heading && next.Section == s)
}

var asks = regexp.MustCompile(`(?i)\b(?:comment|pourquoi|quel|quels|quelle|quelles|qui|que|quoi|combien|est-ce|faut-il|peut-on|où|quand|thèmes?|questions?)\b|-(?:t-)?(?:il|elle|on|ils|elles|nous|vous)\b`)

// notAsked: "Quel lieu pour 2021 ?" asks aloud.
func notAsked(p passage, from, _ int) bool {
	return !asks.MatchString(p.text[:from]) && !p.header()
}

func proseOnly(p passage, _, _ int) bool {
	return p.block.Kind != text.Heading && p.block.Kind != text.Item
}

// notSigns: "(,)" or ", ," named as signs, and commas of code, are no empty items.
func notSigns(p passage, from, to int) bool {
	return strings.TrimSpace(p.text) != p.text[from:to] || p.cell()
}

// emptyPoint: a list's sign with nothing after it, next to a point that says something.
func emptyPoint(p passage, _, _ int) bool {
	if p.cell() || p.block.Index == 0 {
		return false
	}
	before := p.doc.Blocks[p.block.Index-1]
	next := p.doc.Next(p.block)
	return before.Kind == text.Item || next != nil && next.Kind == text.Item
}
