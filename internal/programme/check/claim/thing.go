package claim

import (
	"regexp"
	"slices"
	"strings"

	"maillage/internal/programme/check"
)

// Thing is what a number counts, made comparable: the head, and the words that narrow it, sorted, without those that narrow nothing
// ("accueillis", "différents", "de la région"). Names are shortened to what the text says they stand for.
type Thing struct {
	Head       string
	Qualifiers []string
}

// Known tells whether the number counts something that has a name.
func (t Thing) Known() bool { return t.Head != "" }

// Equal tells whether two things have the same name.
func (t Thing) Equal(o Thing) bool {
	return t.Head == o.Head && slices.Equal(t.Qualifiers, o.Qualifiers)
}

// Covers tells whether all that narrows t narrows o as well: "ateliers" covers "ateliers cuisine".
func (t Thing) Covers(o Thing) bool {
	return t.Head == o.Head && !slices.ContainsFunc(t.Qualifiers, func(q string) bool { return !slices.Contains(o.Qualifiers, q) })
}

// neutral are stems that stand with a noun and narrow nothing: what was done with the thing counted, and the territory of the whole.
var neutral = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields("accueillis accueillies réalisés réalisées organisés organisées tenus tenues différents différentes suivis suivies total totale menés menées effectués effectuées proposés proposées concernés concernées " +
		"prévus prévues visés visées attendus attendues programmés programmées envisagés escomptés recensés recensées comptabilisés enregistrés enregistrées conduits conduites assurés assurées touchés touchées dénombrés présents présentes " +
		"animés animées donnés données région régional régionaux territoire année ensemble cumulés cumulées") {
		m[Stem(w)] = true
	}
	for _, r := range regions {
		m[Stem(r)], m[r] = true, true
	}
	return m
}()

var regions = []string{"auvergne-rhône-alpes", "bourgogne-franche-comté", "bretagne", "centre-val", "corse", "grand-est", "hauts-de-france", "île-de-france", "normandie", "nouvelle-aquitaine", "occitanie", "pays-de-la-loire", "provence"}

// acronyms are abbreviations of the field with the stems of what they stand for; a text adds its own.
var acronyms = map[string][]string{
	"ag": {Stem("assemblée"), Stem("générale")}, "ca": {Stem("conseil"), Stem("administration")}, "etp": {Stem("équivalents"), Stem("temps"), Stem("plein")},
	"copil": {Stem("comité"), Stem("pilotage")}, "qpv": {Stem("quartiers"), Stem("prioritaires")},
}

var (
	// spelledOut is "coopératives d'activité et d'emploi (CAE)", shortened "CAE (coopératives d'activité et d'emploi)".
	spelledOut = regexp.MustCompile(`((?:\p{L}[\p{L}'-]*\s){1,9})\((\p{Lu}{2,6})s?\)`)
	shortened  = regexp.MustCompile(`\b(\p{Lu}{2,6})s?\s\(((?:\p{L}[\p{L}'-]*\s){1,9}\p{L}[\p{L}'-]*)\)`)
	smallWords = set("de", "d", "du", "des", "la", "le", "les", "l", "et", "en", "à", "au", "aux", "pour", "sur")
)

// Names are the abbreviations that a corpus uses, each with the stems that it stands for.
func Names(c *check.Corpus) map[string][]string {
	return check.Shared(c, "names of things", func(c *check.Corpus) map[string][]string {
		m := map[string][]string{}
		for short, long := range acronyms {
			m[short] = long
		}
		for _, d := range c.Documents {
			for _, b := range d.Blocks {
				for _, f := range spelledOut.FindAllStringSubmatch(b.Text, -1) {
					learn(m, f[2], f[1])
				}
				for _, f := range shortened.FindAllStringSubmatch(b.Text, -1) {
					learn(m, f[1], f[2])
				}
			}
		}
		return m
	})
}

// learn notes that letters stand for the last words that begin with them.
func learn(m map[string][]string, letters, phrase string) {
	var stems []string
	var initials []rune
	for _, w := range word.FindAllString(strings.ReplaceAll(strings.ToLower(phrase), "'", " "), -1) {
		if !smallWords[w] {
			stems, initials = append(stems, Stem(w)), append(initials, []rune(plain(w))[0])
		}
	}
	short := strings.ToLower(letters)
	if n := len(short); len(initials) >= n && plain(string(initials[len(initials)-n:])) == plain(short) {
		m[short] = stems[len(stems)-n:]
	}
}

// plain drops the accents that initials lose.
func plain(s string) string {
	return strings.NewReplacer("é", "e", "è", "e", "ê", "e", "à", "a", "â", "a", "î", "i", "ô", "o", "ç", "c", "œ", "o").Replace(s)
}

// ThingOf makes a thing of the stems of a noun phrase.
func ThingOf(names map[string][]string, noun []string) Thing {
	if len(noun) == 0 {
		return Thing{}
	}
	noun = shorten(names, noun)
	t := Thing{Head: noun[0]}
	for _, q := range noun[1:] {
		if !neutral[q] && q != t.Head {
			t.Qualifiers = append(t.Qualifiers, q)
		}
	}
	slices.Sort(t.Qualifiers)
	t.Qualifiers = slices.Compact(t.Qualifiers)
	return t
}

// shorten puts the abbreviation in the place of the words that it stands for; a phrase that was cut at "et" is known by its first two.
func shorten(names map[string][]string, noun []string) []string {
	best, used := "", 0
	for short, long := range names {
		n := min(len(long), len(noun))
		if n >= min(2, len(long)) && slices.Equal(long[:n], noun[:n]) && (n > used || n == used && short < best) {
			best, used = short, n
		}
	}
	if used == 0 {
		return noun
	}
	return append([]string{best}, noun[used:]...)
}

// emptyWords tell nothing of what a sentence speaks of.
var emptyWords = set("être", "avoir", "été", "étaient", "était", "avons", "sont", "ont", "nous", "vous", "leur", "leurs", "notre", "votre", "tout", "tous", "toute", "toutes", "plus", "moins", "très", "bien", "ainsi", "aussi", "cette", "celle",
	"année", "années", "total", "nombre", "soit", "dont", "fois", "lors", "chaque", "autre", "autres", "même", "fait", "compte", "comptait", "participé", "réuni", "réunie", "rassemblé", "accueilli", "accueille", "organisé", "reçu", "permis", "mené",
	"tenu", "tenue", "pendant", "durant", "depuis", "avec", "sans", "pour", "dans", "par", "sur", "une", "les", "des", "qui", "que", "aux", "ses", "son", "est", "pas", "non", "oui", "elle", "ils", "elles", "ces", "mois", "ans", "jours", "heures",
	"section", "site", "service", "équipe", "groupe", "antenne", "pôle", "structure", "taux", "elles", "personnes", "participants", "projet", "projets", "action", "actions", "activité", "activités", "bilan", "rapport", "résultat", "résultats", "objectif", "objectifs", "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août",
	"septembre", "octobre", "novembre", "décembre", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "enfin", "puis", "près", "environ", "entre", "grâce", "après", "avant", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix")

// Content lists the stems of the words of a text that tell what it speaks of, each once, sorted.
func Content(s string) []string {
	var list []string
	for _, written := range word.FindAllString(s, -1) {
		w := strings.ToLower(strings.TrimRight(written, ".'-"))
		if i := strings.IndexByte(w, '\''); i >= 0 && i <= 2 {
			w = w[i+1:]
		}
		acronym := written == strings.ToUpper(written) && len(w) >= 2
		if (len([]rune(w)) >= 4 || acronym) && !emptyWords[w] && !ends[w] && !links[w] {
			list = append(list, stemOf(written, w))
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

var token = regexp.MustCompile(`[\p{L}][\p{L}'.-]*|\d{1,3}(?: \d{3})+|\d+`)

// Stems lists the stems and the figures of a text, in order; figures have no blanks.
func Stems(s string) []string {
	var list []string
	for _, written := range token.FindAllString(s, -1) {
		w := strings.ToLower(strings.ReplaceAll(strings.TrimRight(written, ".'-"), " ", ""))
		if i := strings.IndexByte(w, '\''); i >= 0 && i <= 2 {
			w, written = w[i+1:], written[i+1:]
		}
		if w != "" {
			list = append(list, stemOf(written, w))
		}
	}
	return list
}
