package names

import (
	"fmt"
	"slices"
	"strings"

	"maillage/internal/kit/lang"
	"maillage/internal/programme/check"
)

// spelling finds one name written two ways.
var spelling = &check.Rule{
	Name: "spelling-variant", Severity: check.Notice,
	Title: lang.Text{FR: "Nom écrit de deux façons", EN: "Name written two ways"},
	Explanation: lang.Text{
		FR: "Un lieu, une organisation, un projet dont le nom change d'une page à l'autre : une lettre de trop ou de moins, un accent, un trait d'union, une majuscule à l'intérieur, un article. Un auditeur se demande s'il y en a deux, et une recherche dans le texte n'en trouve qu'une partie. " +
			"Les communes, départements et régions sont comparés à la liste officielle ; pour les autres noms, l'orthographe la plus fréquente sert de référence, et la règle demande laquelle est la bonne quand rien ne le dit. " +
			"Elle laisse ce qui se ressemble sans être la même chose : deux communes qui existent, des éléments numérotés, deux éléments d'une même liste, deux noms suivis de départements différents, singuliers et pluriels de mots courants, majuscules. Les noms de personnes ne sont comparés que sur demande.",
		EN: "A place, an organisation, a project whose name changes from page to page: a letter too many or too few, an accent, a hyphen, a capital inside, an article. An auditor wonders whether there are two, and a search finds only some. " +
			"Communes, departments and regions are compared with the official list; for other names the more frequent spelling is taken, and the rule asks which is right when nothing tells. " +
			"What looks alike and is not the same is left alone: two communes that exist, numbered things, two items of one list, two names followed by different departments, singular and plural of common words, capitals. Names of people are compared on demand only.",
	},
	Examples: []check.Example{
		{Text: "L'atelier est tenu par la ludothèque Pirouette.\n\nLa fête a réuni la ludothèque Pirouete et deux écoles.\n\nEn mai, Pirouette a prêté ses jeux.", Fires: true},
		{Text: "Une journée s'est tenue à Châtellerauld (86).", Fires: true},
		{Text: "Le projet de Ferme des Aulnes avance.\n\nLa ville soutient la Ferme aux Aulnes.\n\nEn Nouvelle-Aquitaine et dans toute la Nouvelle Aquitaine.", Fires: true},
		{Text: "Avec MédiaCités, puis avec MediaCités, un guide a été écrit.", Fires: true},
		{Text: "La Coopérative Tiers-Lieux anime le réseau.\n\nLe bureau de la Coopérative des Tiers-Lieux s'est réuni.", Fires: true},
		{Text: "Une classe a visité l'Eco-Lieu Jeanot.\n\nElle est revenue à l'Ecolieu Jeanot.", Fires: true},
		{Text: "Les ateliers ont eu lieu dans les Deux-Sèvre.", Fires: true},
		{Text: "Le COFIL s'est réuni en mars. Le comité de pilotage (COPIL) s'est réuni en mai.", Fires: true},
		{Text: "Saint-Savin (86) et Saint-Sauvin ont été visités, avec Confolens et Conflans.", Fires: false},
		{Text: "L'Atelier 21 a reçu dix personnes.\n\nL'Atelier 12 en a reçu neuf. Le Lot A et le Lot B sont prêts.", Fires: false},
		{Text: "- Les Passeurs d'Onde, radio\n- Les Passeurs d'Ombre, théâtre", Fires: false},
		{Text: "L'Ouvre-Boîtes (86) a ouvert.\n\nL'Ouvre-Boîte (44) aussi.", Fires: false},
		{Text: "Les Missions Locales sont venues. La Mission Locale de la ville a signé.", Fires: false},
		{Text: "L'équipe d'Enercoop est venue. ENERCOOP a signé, puis enercoop a livré.", Fires: false},
		{Text: "La Région Bretagne et la région de Bretagne. Présentation du site, puis Présentations des équipes.", Fires: false},
		{Text: "Madame Delaunay a présidé ; Monsieur Delaunoy a conclu.", Fires: false},
	},
	Check: checkSpelling,
}

// pair is two forms of what seems to be one name.
type pair struct {
	a, b       *form
	confidence check.Confidence
	what       lang.Text
	why        lang.Text // set when a is known to be the right one
}

// speller looks for pairs, from short names to long ones: a name that holds a pair already told is not told again.
type speller struct {
	*book
	atlas   *atlas
	people  bool
	report  func(check.Problem)
	covered map[*line][]mark
	pairs   int
}

// mark is a phrase that was told of or judged, with the number of its pair and its side there.
type mark struct {
	phrase
	pair  int
	wrong bool
}

func checkSpelling(c *check.Corpus, r *check.Reporter) {
	s := &speller{book: bookOf(c), atlas: atlasOf(c), people: c.People, report: r.Report, covered: map[*line][]mark{}}
	s.official(c)
	order := slices.Clone(s.order)
	slices.SortStableFunc(order, func(a, b *name) int { return a.words - b.words })
	for _, n := range order {
		s.sameLetters(n)
	}
	s.typos()
}

// cover keeps two forms, and what is longer and holds them, from being told of again. right is nil for the official list.
func (s *speller) cover(right, wrong *form) {
	s.pairs++
	for _, p := range wrong.at {
		s.covered[p.line] = append(s.covered[p.line], mark{p, s.pairs, true})
	}
	if right == nil {
		return
	}
	for _, p := range right.at {
		s.covered[p.line] = append(s.covered[p.line], mark{p, s.pairs, false})
	}
}

// told tells whether each place of a form holds something already told to be wrong.
func (s *speller) told(f *form) bool {
	for _, p := range f.at {
		if !slices.ContainsFunc(s.covered[p.line], func(c mark) bool { return c.wrong && (c.within(p) || p.within(c.phrase)) }) {
			return false
		}
	}
	return true
}

// parted tells whether two forms hold the two sides of a pair already judged: what parts "Région Nouvelle Aquitaine" from "Région
// Nouvelle-Aquitaine" has been said.
func (s *speller) parted(a, b *form) bool {
	p, q := a.at[0], b.at[0]
	for _, x := range s.covered[p.line] {
		if !x.within(p) {
			continue
		}
		if slices.ContainsFunc(s.covered[q.line], func(y mark) bool { return y.pair == x.pair && y.wrong != x.wrong && y.within(q) }) {
			return true
		}
	}
	return false
}

// tell reports a pair at the form that is wrong, or at the second of them when nobody knows.
func (s *speller) tell(p pair) {
	right, wrong, why := s.which(p.a, p.b)
	if p.why != (lang.Text{}) {
		right, wrong, why = p.a, p.b, p.why
	}
	if s.told(wrong) || s.told(right) || s.parted(right, wrong) {
		return
	}
	s.cover(right, wrong)
	along := sameAfter(right.at[0], wrong.at[0])
	r, w := along.of(right.at[0]).Words(), along.of(wrong.at[0]).Words()
	problem := check.Problem{At: along.of(wrong.at[0]), Confidence: p.confidence,
		Message: lang.Text{
			FR: fmt.Sprintf("« %s » et « %s » semblent être un même nom, écrit de deux façons (%s).", w, r, p.what.FR),
			EN: fmt.Sprintf("“%s” and “%s” seem to be one name written two ways (%s).", w, r, p.what.EN),
		}, Expected: why,
		Mend: lang.Text{
			FR: fmt.Sprintf("Écrivez partout « %s », ou dites ce qui distingue les deux.", r),
			EN: fmt.Sprintf("Write “%s” everywhere, or say what tells the two apart.", r),
		},
	}
	if why == undecided {
		problem.Mend = lang.Text{FR: "Choisissez l'une des deux façons et gardez-la, ou dites ce qui distingue les deux.", EN: "Choose one of the two and keep to it, or say what tells them apart."}
	}
	for _, o := range wrong.at[1:] {
		problem.Related = append(problem.Related, o.whole())
	}
	problem.Related = append(problem.Related, right.at[0].whole())
	s.report(problem)
}

var undecided = lang.Text{FR: "chacune aussi souvent que l'autre : laquelle est la bonne ?", EN: "each as often as the other: which one is right?"}

// which tells the right form from the wrong one: the official name, else the more frequent.
func (s *speller) which(a, b *form) (right, wrong *form, why lang.Text) {
	for _, x := range [][2]*form{{a, b}, {b, a}} {
		if w := s.atlas.written(x[0].at[0].shown()); w != "" && strings.EqualFold(w, x[0].at[0].shown()) && len(x[0].at) >= len(x[1].at)/4 {
			return x[0], x[1], lang.Text{FR: fmt.Sprintf("« %s » est le nom officiel", w), EN: fmt.Sprintf("“%s” is the official name", w)}
		}
	}
	switch {
	case len(a.at) > len(b.at):
		right, wrong = a, b
	case len(b.at) > len(a.at):
		right, wrong = b, a
	case before(b.at[0], a.at[0]):
		return b, a, undecided
	default:
		return a, b, undecided
	}
	r, w := len(right.at), len(wrong.at)
	return right, wrong, lang.Text{
		FR: fmt.Sprintf("« %s » est écrit ainsi %d fois, « %s » %d fois", right.at[0].shown(), r, wrong.at[0].shown(), w),
		EN: fmt.Sprintf("“%s” is written so %d times, “%s” %d times", right.at[0].shown(), r, wrong.at[0].shown(), w),
	}
}

func before(a, b phrase) bool {
	return a.line.doc == b.line.doc && (a.line.block.Index < b.line.block.Index || a.line == b.line && a.from < b.from)
}

// whole is a phrase with the rest of the compounds that it begins or ends in: of "Nouvelle-Aquitaine" nobody sees a half.
func (p phrase) whole() check.Spot {
	from, to := p.from, p.to
	for from > 0 && hangs(p.line.words[from].gap) {
		from--
	}
	for to+1 < len(p.line.words) && hangs(p.line.words[to+1].gap) {
		to++
	}
	return p.line.spot(p.line.words[from].from, p.line.words[to].to)
}

// more is how many words that follow belong to both names.
type more int

// sameAfter counts the capitalised words that follow both phrases alike: "Eco-Lieu Jeanot", "Ecolieu Jeanot".
func sameAfter(p, q phrase) more {
	most := 0
	for n := 1; p.to+n < len(p.line.words) && q.to+n < len(q.line.words); n++ {
		a, b := p.line.words[p.to+n], q.line.words[q.to+n]
		if a.fold != b.fold || !p.line.joined(p.to+n) || !q.line.joined(q.to+n) || !a.small && !(a.capital && b.capital) {
			break
		}
		if a.capital && b.capital {
			most = n
		}
	}
	return more(most)
}

func (m more) of(p phrase) check.Spot { return phrase{p.line, p.from, p.to + int(m)}.whole() }

func (p phrase) shown() string { return p.whole().Words() }

func hangs(gap string) bool { return gap == "-" || strings.Contains(gap, "//") }
