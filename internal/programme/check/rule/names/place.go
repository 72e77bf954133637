package names

import (
	"fmt"
	"regexp"
	"strings"

	"maillage/internal/kit/lang"
	"maillage/internal/programme/check"
	"maillage/internal/register/territory"
)

// place finds places that do not lie where the text puts them, and territories that it says it covers and does not show.
var place = &check.Rule{
	Name: "territory", Severity: check.Serious,
	Title: lang.Text{FR: "Lieu et territoire qui ne s'accordent pas", EN: "Place and territory that do not agree"},
	Explanation: lang.Text{
		FR: "Une commune suivie du numéro ou du nom d'un département où aucune commune de ce nom n'existe, un code postal d'ailleurs, une commune dans une colonne « Département », une région prise pour un département ; une couverture annoncée (« chaque département ») que les tableaux et listes du document ne montrent pas. " +
			"La liste officielle des communes fait foi, avec les communes anciennes, déléguées et les formes courtes (« Brive ») : la règle se tait dès qu'un lieu de ce nom existe dans le département dit. Elle se tait aussi devant des nombres entre parenthèses qui comptent des personnes, et devant les noms d'organisations qui ressemblent à ceux de communes.",
		EN: "A commune followed by the number or name of a department that has no commune of that name, a postcode from elsewhere, a commune in a column “Département”, a region taken for a department; a coverage claimed (“each department”) that the tables and lists of the document do not show. " +
			"The official list of communes decides, with former and delegated communes and short forms (“Brive”): the rule is silent as soon as a place of that name exists in the department told. It is silent too before numbers in brackets that count people, and before organisations whose names look like those of communes.",
	},
	Examples: []check.Example{
		{Text: "La journée a eu lieu à Pau (33).", Fires: true},
		{Text: "- un séjour à la mer à Royan (16), en juillet\n- un séjour à Niort (79), en août", Fires: true},
		{Text: "Le forum s'est tenu à Niort en Charente.", Fires: true},
		{Text: "Siège : 33000 Limoges", Fires: true},
		{Text: "Commune\tDépartement\tParticipants\nPau\tGironde\t12\nSaintes\tCharente-Maritime\t8", Fires: true},
		{Text: "Département\tDate\nVienne\t9 juillet 2018\nFloirac\t26 juillet 2018\nCreuse\t27 juillet 2018", Fires: true},
		{Text: "Les rencontres du département de Bordeaux ont réuni les élus.", Fires: true},
		{Text: "En Bretagne, chaque département a reçu une visite.\n\nDépartement\tVisites\nFinistère\t2\nMorbihan\t3\nIlle-et-Vilaine\t1", Fires: true},
		{Text: "Les ateliers ont eu lieu à Pau (64), Couhé (86), Brive (19), Saint-Denis (93) et Saint-Denis (974).", Fires: false},
		{Text: "Les inscrits viennent de Bordeaux (45), Mérignac (12), Pessac (8) et Talence (5).", Fires: false},
		{Text: "Des ateliers ont eu lieu à Niort, en Charente et en Vienne.", Fires: false},
		{Text: "La Planche (33), Les Usines (86) et Le Temps de Vivre (87) ont signé.", Fires: false},
		{Text: "Commune\tDépartement\nFloirac\tGironde\nFloirac\tLot\nLa Rochelle\tCharente-Maritime\nParis\tParis", Fires: false},
		{Text: "Le siège est à 86000 Poitiers, l'antenne à 33405 Talence Cedex.", Fires: false},
		{Text: "La réunion de Vienne (38) et celle de Châtellerault en Vienne.", Fires: false},
		{Text: "Bordeaux Métropole (33) et l'Université de Limoges (87) sont partenaires.", Fires: false},
	},
	Check: checkPlaces,
}

func checkPlaces(c *check.Corpus, r *check.Reporter) {
	a := atlasOf(c)
	astrays(c, a, r.Report)
	for _, l := range lines(c) {
		l.postcodes(a, r.Report)
		l.wrongKinds(a, r.Report)
	}
	tables(c, a, r.Report)
	coverage(c, a, r.Report)
}

// astrays reports places that do not lie where the text puts them, unless the numbers in brackets count something.
func astrays(c *check.Corpus, a *atlas, report func(check.Problem)) {
	inBlock := map[*line][2]int{} // agreeing, astray
	agreeing := 0
	for _, p := range locations(c) {
		n := inBlock[p.line]
		switch p.verdict {
		case agrees, misspelt:
			n[0]++
			agreeing++
		case astray:
			n[1]++
		}
		inBlock[p.line] = n
	}
	for _, p := range locations(c) {
		if p.verdict != astray || p.isDistrict() {
			continue
		}
		n := inBlock[p.line]
		if p.village && n[0] == 0 {
			continue
		}
		if p.coded && (n[1] > 1 && n[1] > 2*n[0] || p.line.counts(n[0], n[1])) {
			continue
		}
		confidence := check.Medium
		if agreeing > 0 && p.sure {
			confidence = check.High
		}
		report(conflict(a, p.line.spot(p.phrase.first().from, p.to), p.phrase.text(), p.area, p.official, confidence))
	}
}

// isDistrict: "Paris (11)" is a district of the town.
func (p *located) isDistrict() bool {
	name := p.phrase.text()
	return p.coded && (name == "Paris" || name == "Lyon" || name == "Marseille") && p.told <= "20"
}

var (
	countInBrackets = regexp.MustCompile(`\((?:\d|\d{3,}|0|9[6-9]|\d+ ?%)\)`)
	countWords      = regexp.MustCompile(`(?i)répartition|nombre d|effectif|provenance|viennent d(?:e|u|')|originaires?`)
)

// counts tells whether the numbers in brackets of a line count things: some are no department, or the words say so and most places disagree.
func (l *line) counts(agreeing, astray int) bool {
	if agreeing >= 3 && agreeing > 2*astray { // "(9)" among them is a department that lost its zero
		return false
	}
	return countInBrackets.MatchString(l.block.Text) || agreeing < max(astray, 1) && countWords.MatchString(l.block.Text)
}

// conflict is the problem of a place that does not lie in an area.
func conflict(a *atlas, at check.Spot, name string, told area, is territory.Match, confidence check.Confidence) check.Problem {
	d, _ := a.Department(is.Department)
	official := is.Name
	if is.Former != "" {
		official = is.Former
	}
	return check.Problem{At: at, Confidence: confidence,
		Message: lang.Text{
			FR: fmt.Sprintf("Aucun lieu du nom de « %s » ne se trouve là où le texte le place (%s).", name, told.name),
			EN: fmt.Sprintf("No place named “%s” lies where the text puts it (%s).", name, told.name),
		},
		Expected: lang.Text{
			FR: fmt.Sprintf("%s : %s (%s), d'après le code officiel géographique", official, d.Name, d.Code),
			EN: fmt.Sprintf("%s: %s (%s), by the official geographic code", official, d.Name, d.Code),
		},
		Mend: lang.Text{FR: "Corrigez le département, ou le nom du lieu si c'est lui qui est faux.", EN: "Mend the department, or the name of the place if that is the wrong one."},
	}
}

// postcodes reports a postcode before the name of a commune of another department.
func (l *line) postcodes(a *atlas, report func(check.Problem)) {
	for i, w := range l.words {
		if !w.number || w.to-w.from != 5 || i+1 >= len(l.words) || l.words[i+1].gap != " " || !l.words[i+1].capital || len(a.ByPostcode(w.raw)) == 0 {
			continue
		}
		in := area{name: w.raw}
		for _, c := range a.ByPostcode(w.raw) {
			in.departments = append(in.departments, c.Department)
		}
		l.afterPostcode(a, i, in, report)
	}
}

func (l *line) afterPostcode(a *atlas, i int, in area, report func(check.Problem)) {
	var best territory.Match
	end := 0
	for j := i + 1; j < len(l.words) && j <= i+mostWords && (j == i+1 || l.joined(j)); j++ {
		name := l.block.Text[l.words[i+1].from:l.words[j].to]
		if a.liesIn(name, in) {
			return
		}
		if m, ok := a.elsewhere(name, leadAt); ok {
			best, end = m, j
		}
	}
	if end > 0 {
		name := l.block.Text[l.words[i+1].from:l.words[end].to]
		report(conflict(a, l.spot(l.words[i].from, l.words[end].to), name, in, best, check.High))
	}
}

var (
	departmentOf = regexp.MustCompile(`(?i)\bdépartements? (?:de la |du |des |de l'|de |d')$`)
	regionOf     = regexp.MustCompile(`(?i)\brégion $`)
)

// wrongKinds reports a commune or a region named as a department, and a department named as a region.
func (l *line) wrongKinds(a *atlas, report func(check.Problem)) {
	for i, w := range l.words {
		if !w.capital || w.small || i == 0 {
			continue
		}
		before := l.block.Text[:w.from]
		switch {
		case departmentOf.MatchString(before):
			l.noDepartment(a, i, report)
		case regionOf.MatchString(before):
			if x, last, ok := l.areaAt(i); ok && !x.region && !a.alsoRegion(x) {
				l.wrongKind(i, last, lang.Text{FR: "un département, et non une région", EN: "a department, no region"}, report)
			}
		}
	}
}

func (l *line) noDepartment(a *atlas, i int, report func(check.Problem)) {
	if x, last, ok := l.areaAt(i); ok {
		if x.region {
			l.wrongKind(i, last, lang.Text{FR: "une région, et non un département", EN: "a region, no department"}, report)
		}
		return
	}
	for j := min(i+5, len(l.words)-1); j >= i; j-- {
		if !l.joinedThrough(i, j) {
			continue
		}
		name := l.block.Text[l.words[i].from:l.words[j].to]
		if c, ok := a.commune(name); ok && c.Population >= town {
			d, _ := a.Department(c.Department)
			l.wrongKind(i, j, lang.Text{FR: "une commune, et non un département (" + d.Name + ")", EN: "a commune, no department (" + d.Name + ")"}, report)
			return
		}
	}
}

// alsoRegion: overseas, a region bears the name of its department.
func (a *atlas) alsoRegion(x area) bool {
	for _, r := range a.Regions() {
		if strings.EqualFold(r.Name, x.name) {
			return true
		}
	}
	return false
}

func (l *line) wrongKind(from, to int, is lang.Text, report func(check.Problem)) {
	at := l.spot(l.words[from].from, l.words[to].to)
	report(check.Problem{At: at, Confidence: check.Medium,
		Message: lang.Text{FR: fmt.Sprintf("« %s » est %s.", at.Words(), is.FR), EN: fmt.Sprintf("“%s” is %s.", at.Words(), is.EN)},
		Mend:    lang.Text{FR: "Nommez le territoire dont il s'agit.", EN: "Name the territory that is meant."}})
}
