package surface

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"maillage/internal/kit/lang"
	"maillage/internal/programme/check"
	"maillage/internal/programme/check/text"
)

// placeholder finds values that were never filled in.
var placeholder = &check.Rule{
	Name: "placeholder", Severity: check.Blocking,
	Title: lang.Text{FR: "Valeur jamais remplie", EN: "Value never filled in"},
	Explanation: lang.Text{
		FR: "Un X seul à la place d'un nombre, « à compléter », « ??? », « lorem ipsum », « […] », « TBD », un champ de modèle ou de publipostage, une erreur de tableur : le texte attend encore une valeur. " +
			"La règle laisse les X qui nomment (génération X, annexe X), les croix des cases à cocher, les points de suspension d'une citation et « à compléter par… » dans une phrase.",
		EN: "A lone X where a number should be, “à compléter”, “???”, “lorem ipsum”, “[…]”, “TBD”, a field of a template or of a mail merge, an error of a spreadsheet: the text still waits for a value. " +
			"An X that is a name, ticks in a table, the ellipsis of a quotation and “à compléter par…” inside a sentence are left alone.",
	},
	Examples: []check.Example{
		{Text: "X porteurs de projets en 2020", Fires: true},
		{Text: "Budget : à compléter", Fires: true},
		{Text: "Le taux de réussite atteint XX % en fin d'année.", Fires: true},
		{Text: "La session a réuni [nombre] stagiaires à la date du JJ/MM/AAAA.", Fires: true},
		{Text: "Total\t#REF!\t1 250 €", Fires: true},
		{Text: "Bonjour {{prenom}}, votre dossier est complet.", Fires: true},
		{Text: "La convention n° ........ a été signée en mars.", Fires: true},
		{Text: "Effectif : ???", Fires: true},
		{Text: "Le collectif a reçu 12 personnes.", Fires: false},
		{Text: "La génération X porte ces projets sous les rayons X.", Fires: false},
		{Text: "« Je venais chaque semaine […] et j'y ai trouvé un métier. »", Fires: false},
		{Text: "Un questionnaire à compléter par les stagiaires est remis à l'entrée.", Fires: false},
		{Text: "Les panneaux mesurent 10 x 15 cm, au XXe siècle comme aujourd'hui.", Fires: false},
		{Text: "Atelier\tPrésence\nCouture\tX\nBois\tX", Fires: false},
		{Text: "Introduction .............. 4", Fires: false},
	},
	Check: func(c *check.Corpus, r *check.Reporter) { findForms(c, r.Report, placeholders) },
}

var (
	neverFilled  = lang.Text{FR: "Cette valeur n'a jamais été remplie.", EN: "This value was never filled in."}
	writeValue   = lang.Text{FR: "Écrivez la valeur, ou dites pourquoi elle manque.", EN: "Write the value, or say why it is missing."}
	leftTemplate = lang.Text{FR: "Un champ du modèle est resté dans le texte.", EN: "A field of the template was left in the text."}
	sheetError   = lang.Text{FR: "Le tableur n'a pas su calculer ou montrer cette valeur.", EN: "The spreadsheet could not compute or show this value."}
	mendSheet    = lang.Text{FR: "Corrigez la formule ou élargissez la colonne dans le tableur, puis recopiez la valeur.", EN: "Mend the formula or widen the column in the spreadsheet, then copy the value."}
	fillField    = lang.Text{FR: "Remplacez le champ par ce qu'il attend.", EN: "Replace the field by what it waits for."}
)

// fields are the words by which templates name what goes into them.
const fields = `(?:pr[ée]?noms?|noms?|date|dates|montant|nombre|nb|lieu|titre|intitul[ée]|adresse|ville|commune|t[ée]l[ée]phone|e-?mail|courriel|structure|organisme|association|soci[ée]t[ée]|` +
	`civilit[ée]|fonction|qualit[ée]|chiffres?|effectifs?|ann[ée]e|p[ée]riode|texte|ins[ée]rer|indiquer|pr[ée]ciser|compl[ée]ter|ajouter|renseigner|remplacer|mettre|[ée]crire|d[ée]crire|votre|vos|` +
	`logo|name|insert|your|code[ _]postal|cp|num[ée]ro|n°|r[ée]f[ée]rence|x+|à\s+\p{L}+er|a\s+(?:completer|preciser|renseigner|definir))`

// placeholders are the forms, the surest first.
var placeholders = []form{
	{find: regexp.MustCompile(`(?:^|\s)(?P<v>#{4,})(?:\s|$)`), quotedToo: true,
		message: sheetError, mend: mendSheet},
	{find: regexp.MustCompile(`#(?:REF!|N/A|DIV/0!|NOM\?|NAME\?|VALEUR!|VALUE!|NOMBRE!|NUM!|NUL!|NULL!)|\bNaN\b|\[object Object\]`), quotedToo: true,
		message: sheetError, mend: mendSheet},
	{find: regexp.MustCompile(`(?i)erreur\s?! (?:source du renvoi introuvable|signet non défini|il n'y a pas de texte)[^.]{0,60}|error! (?:reference source not found|bookmark not defined)`), quotedToo: true,
		message: lang.Text{FR: "Le traitement de texte n'a plus trouvé ce à quoi renvoie ce champ.", EN: "The word processor lost what this field refers to."},
		mend:    lang.Text{FR: "Refaites le renvoi, puis mettez les champs à jour.", EN: "Make the reference anew, then update the fields."}},
	{find: regexp.MustCompile(`(?i)lorem ipsum[^.]{0,40}|dolor sit amet[^.]{0,40}`), quotedToo: true,
		message: lang.Text{FR: "Ce faux texte tient la place du vrai.", EN: "This dummy text holds the place of the real one."},
		mend:    lang.Text{FR: "Écrivez le texte, ou retirez la partie.", EN: "Write the text, or take the part out."}},
	{find: regexp.MustCompile(`(?i)cliquez (?:ou appuyez )?ici pour (?:entrer|taper|saisir|ajouter)[^.]{0,40}|choisissez un élément|click (?:or tap )?here to enter (?:text|a date)|(?:insérer|écrire|saisir|votre) (?:le |un |votre )?texte ici|insérer (?:ici|une image|le logo|un tableau|une photo)\b`),
		message: leftTemplate, mend: fillField},
	{find: regexp.MustCompile(`\{\{[^{}\n]{1,60}\}\}|\{%[^%\n]{1,60}%\}|\$\{[^{}\n]{1,60}\}|<<[^<>\n]{1,40}>>|\bMERGEFIELD\b(?: \S+)?`), quotedToo: true, message: leftTemplate, mend: fillField},
	{find: regexp.MustCompile(`«[\p{L}\d]+(?:_[\p{L}\d]+)+»|«(?i:` + mergeFields + `)»|\{(?i:` + mergeFields + `)\}`), quotedToo: true, message: leftTemplate, mend: fillField},
	{find: regexp.MustCompile(`(?i)\b(?:jj|dd)\s?[/.-]\s?mm\s?[/.-]\s?(?:aaaa|aa|yyyy|yy)\b`), quotedToo: true, holds: noFormat, message: leftTemplate, mend: fillField},
	{find: regexp.MustCompile(`(?i)(?:^|[^\p{L}\d])(?P<v>(?:xx|\.\.|__|…)\s?/\s?(?:xx|\.\.|__|…|\d\d)\s?/\s?(?:20\d\d|xxxx|20\.\.|20xx|\.{2,4}|_{2,4}|…))`), message: neverFilled, mend: writeValue},
	{find: regexp.MustCompile(`(?i)\[\s*` + fields + `(?:[\s'/:,-][^\[\]]{0,60})?\]`), holds: isBlank, message: leftTemplate, mend: fillField},
	{find: regexp.MustCompile(`(?i)<\s*` + fields + `(?:[\s'/:,-][^<>=]{0,60})?>|<\s*(?:\.{3}|…)\s*>`), holds: isBlank, message: leftTemplate, mend: fillField},
	{find: regexp.MustCompile(`\[\s*(?:…|\.{2,})\s*\]`), holds: notReference, message: neverFilled, mend: writeValue},
	{find: regexp.MustCompile(`\b(?:TBD|TBC|TBA|TO-?DO|FIX-?ME)\b`), holds: standsApart, message: neverFilled, mend: writeValue},
	{find: regexp.MustCompile(`(?i)à (?:compléter|renseigner|préciser|définir|remplir|confirmer|déterminer|chiffrer|insérer|rajouter|indiquer|saisir)\b`), holds: isToBeFilled, message: neverFilled, mend: writeValue},
	{find: regexp.MustCompile(`(?i)à venir\b`), holds: isToCome, confidence: check.Medium, message: neverFilled, mend: writeValue},
	{find: regexp.MustCompile(`\?{2,}`), holds: isUnknown, message: neverFilled, mend: writeValue},
	{find: regexp.MustCompile(`\b(?:19|20)(?:XX|\dX|xx)\b`), message: neverFilled, mend: writeValue},
	{find: regexp.MustCompile(`(?:X{2,}|x{2,})(?:[ ./-](?:X{2,}|x{2,}))*`), holds: isCrosses, message: neverFilled, mend: writeValue},
	{find: regexp.MustCompile(`X`), holds: isLoneX, message: neverFilled, mend: writeValue},
	{find: regexp.MustCompile(`x`), holds: isSmallX, confidence: check.Medium, message: neverFilled, mend: writeValue},
	{find: regexp.MustCompile(`_{2,}`), holds: isLine, message: neverFilled, mend: writeValue},
	{find: regexp.MustCompile(`(?:\.\s?){4,}\.|…{2,}|(?:… ){2,}…`), holds: isDots, message: neverFilled, mend: writeValue},
	{find: regexp.MustCompile(`(?:^|[\s:(])(?P<v>(?:\.{3}|…)\s?(?:%|€|euros\b|k€))`), message: neverFilled, mend: writeValue},
	{find: regexp.MustCompile(`:\s(?P<v>\.{3}|…)\s*$`), confidence: check.Medium, message: neverFilled, mend: writeValue},
	{find: regexp.MustCompile(`(?i)(?:\bsoit|:|\benviron|\bhauteur de|\bmontant de|\btotal de|\btaux de)\s+(?P<v>[%€])(?:[\s.,;)]|$)`), holds: notHeader, confidence: check.Medium, message: neverFilled, mend: writeValue},
	{find: regexp.MustCompile(`(?i)\b(?:par|chez|l'association|la société|l'entreprise|le bénéficiaire) (?P<v>nom d(?:e la structure|e l'association|e l'organisme|u porteur|u bénéficiaire))`), message: leftTemplate, mend: fillField},
	{find: regexp.MustCompile(`(?i)n/a\b`), holds: isMissingNumber, severity: check.Notice, confidence: check.Low,
		message: lang.Text{FR: "Un nombre est attendu ici.", EN: "A number is expected here."}, mend: writeValue},
}

const mergeFields = `noms?|pr[ée]noms?|adresse|ville|civilit[ée]|date|montant|structure|titre|cp|code[_ ]?postal|e-?mail|t[ée]l[ée]phone|organisme|raison[_ ]sociale`

func standsApart(p passage, from, to int) bool { return apart(p.text, from, to) }

func notHeader(p passage, _, _ int) bool { return !p.header() }

// noFormat: "au format JJ/MM/AAAA" tells how dates are written.
func noFormat(p passage, from, _ int) bool {
	return !p.header() && !strings.Contains(strings.ToLower(tail(p.text[:from], 30)), "forma")
}

// isBlank: brackets that wait for words. What a bracket says with figures, or of a name left out on purpose, is told.
func isBlank(p passage, from, to int) bool {
	in := strings.ToLower(p.text[from:to])
	return !strings.ContainsAny(in, "0123456789") && !strings.Contains(in, "modifié") && !strings.Contains(in, "masqu") && !strings.Contains(in, "anonym") && notReference(p, from, to)
}

// notReference: "[texte](adresse)" is a link.
func notReference(p passage, _, to int) bool { return !strings.HasPrefix(p.text[to:], "(") }

var valueNoun = regexp.MustCompile(`(?i)^(?:dates?|lieux?|montants?|chiffres?|nombres?|effectifs?|totaux|total|budget|horaires?|titre|noms?|contenu|intervenants?|texte|données|résultats?|durée|adresse|modalités|partie|paragraphe|rubrique|section)\b[^.:;]{0,25}$`)

// isToBeFilled: "à préciser" is a value where one is told; inside a sentence it is said of something else.
func isToBeFilled(p passage, from, to int) bool {
	after := strings.ToLower(wordAfter(p.text[to:]))
	if after == "par" {
		return false
	}
	before := strings.TrimRight(p.text[:from], " ")
	if isValue(p, from, to) || strings.HasSuffix(before, ":") || p.cell() && before == "" {
		return !p.header() || before != ""
	}
	open := strings.LastIndexAny(before, "([")
	closed := strings.TrimLeft(p.text[to:], " ")
	if open >= 0 && (strings.HasPrefix(closed, ")") || strings.HasPrefix(closed, "]")) {
		return len(strings.Fields(before[open:])) <= 5
	}
	return !p.header() && closed == "" && valueNoun.MatchString(before)
}

var plansAhead = regexp.MustCompile(`(?i)perspective|à venir|agenda|calendrier|programm|suites?\b|projets?\b`)

// isToCome: "à venir" alone is a value that is missing, but not where the text tells of what comes next.
func isToCome(p passage, from, to int) bool {
	if !isValue(p, from, to) || p.header() {
		return false
	}
	for _, title := range p.block.Path() {
		if plansAhead.MatchString(title) {
			return false
		}
	}
	return true
}

// isUnknown: question marks in the place of a value; at the end of a question two of them are but loud.
func isUnknown(p passage, from, to int) bool {
	before := strings.TrimRight(p.text[:from], " ")
	if before == "" || strings.ContainsAny(before[len(before)-1:], ":(=[/-+") || isDigitByte(before[len(before)-1]) {
		return true
	}
	if w := wordAfter(p.text[to:]); w != "" && !capital(w) {
		return true
	}
	return to-from >= 3
}

func isDigitByte(c byte) bool { return c >= '0' && c <= '9' }

// romans are named by numbers that may be written with crosses alone, as XX is.
var romans = among("annexe annexes chapitre titre article tome volume livre acte partie section siècle siècles siecle")

// isCrosses: XX or xxx that are no roman number and no part of a word.
func isCrosses(p passage, from, to int) bool {
	return apart(p.text, from, to) && !romans[strings.ToLower(wordBefore(p.text[:from]))] && !romans[strings.ToLower(wordAfter(p.text[to:]))]
}

var (
	// named are the words after which an X is a name or a roman number.
	named = among("génération générations rayon rayons axe annexe annexes chapitre titre article partie tome volume livre acte scène section planche figure tableau chromosome chromosomes variable " +
		"variables plan facteur groupe groupes lot zone classe type ligne colonne point cas série catégorie modèle film films classé sous contre site marque société entreprise " +
		"monsieur madame m. mme docteur dr professeur personne candidat élève patient individu réseau twitter numéro n° n lettre")
	// notCounted end in s or x and are counted by no number.
	notCounted = among("dans sans sous mais pas plus vers dès très puis ses les des alors lors depuis nous vous ils elles tous toutes toujours jamais moins après près hors mes tes ces nos vos leurs " +
		"aux eux deux suis pris mis parfois")
	counted   = regexp.MustCompile(`(?i)\b(?:soit|environ|total de|nombre de|montant de|hauteur de|près de|plus de|moins de|au moins|égal à)\s+$`)
	unitAfter = regexp.MustCompile(`^\s?(?:%|€|k€|euros?\b|heures?\b|h\b|jours?\b|ETP\b|personnes?\b)`)
	// doneByMany: a verb in the plural, or a month: "X cherchent un emploi", "le X mars".
	doneByMany = regexp.MustCompile(`^\s(?:ont|sont|font|étaient|avaient|\p{Ll}{2,}[^m]ent|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)\s+[\p{Ll}\d]`)
	oftenEnds  = regexp.MustCompile(`^\s(?:souvent|présent|absent|content|récent|pourcent|cent|client|agent|patient)\b`)
	networks   = regexp.MustCompile(`(?i)facebook|linkedin|instagram|twitter|mastodon|réseaux sociaux|bluesky|youtube`)
	otherVar   = regexp.MustCompile(`(?:^|[\s(,=])[YZ](?:[\s),.=]|$)`)
	tickBox    = regexp.MustCompile(`(?i)\b(?:oui|non|homme|femme|sexe|case|cocher)\b`)
)

// isLoneX: an X that stands for a number: before what is counted, before a unit, or as the whole of a value.
func isLoneX(p passage, from, to int) bool {
	s := p.text
	if !apart(s, from, to) || otherVar.MatchString(s) {
		return false
	}
	before, after := s[:from], s[to:]
	prev := wordBefore(before)
	if prev != "" && (named[strings.ToLower(prev)] || isDigitByte(prev[len(prev)-1])) {
		return false
	}
	if prev != "" && capital(prev) && !counted.MatchString(before) && len(strings.Fields(before)) > 1 {
		return false // Louis X, Malcolm X
	}
	if p.cell() && strings.TrimSpace(s) == "X" {
		return inNumbers(p)
	}
	return unitAfter.MatchString(after) || doneByMany.MatchString(after) && !oftenEnds.MatchString(after) || isPlural(wordAfter(after)) || counted.MatchString(before) && endsClause(after) ||
		isValue(p, from, to) && strings.HasSuffix(strings.TrimSpace(before), ":") && !tickBox.MatchString(before) && !networks.MatchString(s)
}

// isSmallX: a small x mostly multiplies or names; after a word and before what is counted it waits for a number.
func isSmallX(p passage, from, to int) bool {
	s := p.text
	if !apart(s, from, to) || otherVar.MatchString(strings.ToUpper(s)) {
		return false
	}
	prev, after := wordBefore(s[:from]), s[to:]
	if prev == "" || named[strings.ToLower(prev)] || strings.ContainsAny(prev, "0123456789°") {
		return false
	}
	return unitAfter.MatchString(after) || isPlural(wordAfter(after))
}

func endsClause(after string) bool {
	after = strings.TrimLeft(after, " ")
	return after == "" || strings.ContainsAny(after[:1], ".,;)")
}

func isPlural(w string) bool {
	if len(w) < 4 || notCounted[w] {
		return false
	}
	first, _ := utf8.DecodeRuneInString(w)
	return unicode.IsLower(first) && (strings.HasSuffix(w, "s") || strings.HasSuffix(w, "x") || strings.Contains(w, "s-"))
}

// columnSeen bounds how many rows of a table say what a column holds.
const columnSeen = 100

// inNumbers tells whether the other cells of the column are numbers: a cross among crosses is a tick.
func inNumbers(p passage) bool {
	if p.block.Table == nil {
		return false
	}
	numbers, others := 0, 0
	for _, row := range p.block.Table.Rows[:min(len(p.block.Table.Rows), columnSeen)] {
		if row == p.block || row.Cell(p.column) == "" {
			continue
		}
		if startsWithNumber(row.Cell(p.column)) {
			numbers++
		} else {
			others++
		}
	}
	return numbers > 0 && numbers >= 2*others
}

var leadingNumber = regexp.MustCompile(`^[+−-]?\s?\d[\d .,]*\s?(?:%|€|k€|euros?|h)?$`)

func startsWithNumber(s string) bool { return leadingNumber.MatchString(strings.TrimSpace(s)) }

// isLine: a blank to write on; a line of them alone parts the page, and between letters they belong to a name.
func isLine(p passage, from, to int) bool {
	return apart(p.text, from, to) && strings.Trim(p.text, "_ ") != ""
}

var leaderEnd = regexp.MustCompile(`^[\s.…]*(?:p\.?\s?)?\d{0,4}\s*$`)

// isDots: a dotted blank; dots that lead to a page number, or part the page, are none.
func isDots(p passage, from, to int) bool {
	alone := strings.Trim(p.text, ".… ") == ""
	leads := leaderEnd.MatchString(p.text[to:]) && strings.TrimSpace(p.text[to:]) != ""
	return !alone && !leads && p.block.Kind != text.Heading
}

// isMissingNumber: "N/A" before what is counted, or in a column of numbers.
func isMissingNumber(p passage, from, to int) bool {
	if !apart(p.text, from, to) || strings.HasPrefix(p.text[max(0, from-1):], "#") {
		return false
	}
	return p.cell() && isValue(p, from, to) && inNumbers(p) || isPlural(wordAfter(p.text[to:])) || unitAfter.MatchString(p.text[to:])
}
