package days

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"maillage/internal/kit/lang"
	"maillage/internal/programme/check"
	"maillage/internal/programme/check/moment"
	"maillage/internal/programme/check/text"
)

// duplicate finds what is told twice: an event, an item, a sentence, a table.
var duplicate = &check.Rule{
	Name: "duplicate", Severity: check.Serious,
	Title: lang.Text{FR: "Raconté deux fois", EN: "Told twice"},
	Explanation: lang.Text{
		FR: "Un même événement (le même jour, les mêmes mots rares : lieu, organisation, titre) dans une liste, ou dans deux parties du rapport : il peut être compté deux fois. " +
			"Une phrase, une ligne ou un tableau répétés mot pour mot, ou presque. Deux événements d'un même jour, une réunion qui revient chaque mois, " +
			"un texte commun à toutes les fiches et les formules courtes ne sont pas des doublons.",
		EN: "One event (the same day, the same rare words: place, organisation, title) in one list or in two parts of the report: it may be counted twice. " +
			"A sentence, a line or a table repeated word for word, or nearly. Two events of one day, a meeting that comes back each month, " +
			"a text common to all sheets and short formulas are no duplicates.",
	},
	Examples: []check.Example{
		{Text: "- 3/10/2019 : Inauguration de la Grange au Bouscat\n- 8/10/2019 : Forum des métiers à Pau\n- 3/10/2019 : Présence à l'inauguration de la Grange au Bouscat", Fires: true},
		{Text: "AXE 1\n\n29/01/2019 : Présence au COFIL de l'Atelier à Castillon (33)\n\nAXE 3\n\n29/01/19 Comité de pilotage « l'Atelier » à Castillon", Fires: true},
		{Text: "# Accueil\n\n- Stage de vannerie les 19 & 20 avril 2018 au Moulin\n\n# Réseau\n\n- 19/04/18 Stage vannerie @ Moulin", Fires: true},
		{Text: "- Création de chemins vers la cité et vers la voie verte\n- Un jardin\n- Création de chemins vers la cité et vers la voie verte", Fires: true},
		{Text: "# Constat\n\nLes habitants des quartiers nord disent manquer de lieux où se retrouver le soir.\n\n# Suite\n\nUne salle a ouvert. Les habitants des quartiers nord disent manquer de lieux où se retrouver le soir.", Fires: true},
		{Text: "Lieu\tNombre\nPau\t14 ateliers\nDax\t12 ateliers\nAgen\t8 ateliers\n\nPuis de nouveau.\n\nLieu\tNombre\nPau\t14 ateliers\nDax\t12 ateliers\nAgen\t8 ateliers", Fires: true},
		{Text: "12/06/18 Rencontre Métropole\n\n12/06/18 Rencontre Agence du numérique", Fires: false},
		{Text: "- 9/11/20 COFIL Collectif de Poitiers\n- 7/12/20 COFIL Collectif de Poitiers", Fires: false},
		{Text: "Date\tAtelier\tLieu\n12/03/2019\tTableur\tPau\n12/03/2019\tTableur\tDax", Fires: false},
		{Text: "Date\tAtelier\tHeure\n12/03/2019\tTableur avancé\t9h-12h\n12/03/2019\tTableur avancé\t14h-17h", Fires: false},
		{Text: "L'inauguration du 3/10/2019 a réuni 40 personnes.\n\n- 3/10/2019 : Inauguration de la Grange", Fires: false},
		{Text: "- En partenariat avec la Ville\n- Un atelier\n- En partenariat avec la Ville", Fires: false},
		{Text: "# Axe 1\n\nPublics ciblés :\nLes habitants du territoire et les associations locales.\n\n# Axe 2\n\nPublics ciblés :\nLes habitants du territoire.", Fires: false},
	},
	Check: func(c *check.Corpus, r *check.Reporter) {
		eventsTwice(c, r)
		wordsTwice(c, tablesTwice(c, r), r)
	},
}

const (
	sameList  = 0.85 // share of the rarer words that two entries of one list must have in common to be one event
	otherList = 0.6  // the same in two lists, which tell it each in its own way
	longStay  = 7    // days: a longer interval is a season, not an event
)

// telling is one dated entry, with the words that say what happened.
type telling struct {
	moment.Moment
	list  *moment.List // nil for a date at the end of an item
	words map[string]bool
	kinds map[string]bool
	marks map[string]bool // hours, groups, sessions: what sets two entries apart
}

// eventsTwice groups the tellings of each day that speak of one event.
func eventsTwice(c *check.Corpus, r *check.Reporter) {
	all := tellings(c)
	rarity := rarities(all)
	days := map[string][]int{}
	var order []string
	for i, t := range all {
		for _, iso := range t.isoDays() {
			if days[iso] == nil {
				order = append(order, iso)
			}
			days[iso] = append(days[iso], i)
		}
	}
	groups := newUnion(len(all))
	for _, iso := range order {
		same := days[iso]
		for a := range same {
			for b := a + 1; b < len(same) && b < a+200; b++ {
				if sameEvent(all[same[a]], all[same[b]], rarity) {
					groups.join(same[a], same[b])
				}
			}
		}
	}
	reportEvents(all, groups.sets(), r)
}

func tellings(c *check.Corpus) []telling {
	lists := map[spotKey]*moment.List{}
	for _, l := range moment.Lists(c) {
		for _, m := range l.Entries {
			lists[keyOf(m)] = l
		}
	}
	var all []telling
	for _, m := range moment.Of(c) {
		if m.Role == moment.Prose || m.Legal || len(m.Days) == 0 || m.Precision != "day" || m.Interval && m.End().Sub(m.Start()).Hours() > 24*longStay {
			continue
		}
		t := telling{Moment: m, list: lists[keyOf(m)]}
		t.words, t.kinds = eventWords(m.Event)
		t.marks = eventMarks(m.Event + " " + m.Spot.Words())
		if len(t.words)+len(t.kinds) > 0 {
			all = append(all, t)
		}
	}
	return all
}

func (t telling) isoDays() []string {
	if !t.Interval {
		var list []string
		for _, d := range t.Days {
			list = append(list, d.Format("2006-01-02"))
		}
		return list
	}
	var list []string
	for d := t.Start(); !d.After(t.End()); d = d.AddDate(0, 0, 1) {
		list = append(list, d.Format("2006-01-02"))
	}
	return list
}

// sameEvent compares two entries of one day by the words that they share.
func sameEvent(a, b telling, rarity map[string]float64) bool {
	if a.Spot.Block == b.Spot.Block && a.list == nil || apart(a.marks, b.marks) {
		return false
	}
	shared, rare := 0.0, 0
	for w := range a.words {
		if b.words[w] {
			shared += rarity[w]
			rare++
		}
	}
	least := min(weight(a.words, rarity), weight(b.words, rarity))
	kinds := len(a.kinds) == 0 || len(b.kinds) == 0 || common(a.kinds, b.kinds)
	one := a.list != nil && a.list == b.list
	switch {
	case rare == 0:
		return one && len(a.words)+len(b.words) == 0 && len(a.kinds) > 1 && len(a.kinds) == len(b.kinds) && commonAll(a.kinds, b.kinds)
	case one && a.Spot.Block.Kind == text.Row:
		return kinds && sameRow(a, b)
	case rare == 1:
		return kinds && shared >= 0.99*least && (len(a.kinds) > 0 || len(b.kinds) > 0 || len(a.words) == len(b.words)) && !(one && len(a.words) != len(b.words))
	case one:
		return kinds && shared >= sameList*least
	}
	return shared >= otherList*least
}

// sameRow asks two rows of one table to say the same in every cell that both fill: a table gives each difference a column of its own.
func sameRow(a, b telling) bool {
	return len(a.words) == len(b.words) && commonAll(a.words, b.words) && slices.Equal(numbersOf(a.Event), numbersOf(b.Event))
}

func numbersOf(s string) []string { return anyNumber.FindAllString(s, -1) }

var anyNumber = regexp.MustCompile(`\d+`)

func weight(words map[string]bool, rarity map[string]float64) float64 {
	sum := 0.0
	for w := range words {
		sum += rarity[w]
	}
	return sum
}

func common(a, b map[string]bool) bool {
	for w := range a {
		if b[w] {
			return true
		}
	}
	return false
}

func commonAll(a, b map[string]bool) bool {
	for w := range a {
		if !b[w] {
			return false
		}
	}
	return true
}

// apart tells whether both entries name hours, groups or sessions, and none in common.
func apart(a, b map[string]bool) bool { return len(a) > 0 && len(b) > 0 && !common(a, b) }

// manyShared is from how many events two lists tell both it is one finding, and no accident.
const manyShared = 4

// recap names lists that tell again by design.
var recap = regexp.MustCompile(`(?i)\b(?:r[ée]capitulati\pL*|calendrier|agenda|planning|synth[èe]se|annexes?|chronologie|frise|sommaire|index|liste compl[èe]te|tableau de bord|timeline|summary|appendix)\b`)

// reportEvents makes one finding of each event told several times; two lists that tell the same events make one finding together.
func reportEvents(all []telling, groups [][]int, r *check.Reporter) {
	pairs := map[[2]*moment.List][][]int{}
	for _, g := range groups {
		key := [2]*moment.List{all[g[0]].list, all[g[len(g)-1]].list}
		pairs[key] = append(pairs[key], g)
	}
	for _, g := range groups {
		first, last := all[g[0]], all[g[len(g)-1]]
		key := [2]*moment.List{first.list, last.list}
		if same := withinList(all, g); same != nil {
			r.Report(eventTwice(all, same))
			continue
		}
		if retold(all, g) {
			continue
		}
		if n := len(pairs[key]); key[0] != key[1] && n >= manyShared && key[0] != nil && key[1] != nil && 5*n >= 3*min(len(key[0].Entries), len(key[1].Entries)) {
			if &pairs[key][0][0] == &g[0] {
				r.Report(listTwice(first, last, n))
			}
			continue
		}
		r.Report(eventTwice(all, g))
	}
}

// retold tells whether all tellings but one stand in lists that tell again by design.
func retold(all []telling, g []int) bool {
	plain := 0
	for _, i := range g {
		if !recap.MatchString(strings.Join(all[i].Spot.Block.Path(), " / ")) {
			plain++
		}
	}
	return plain <= 1
}

// withinList returns the tellings of one day that stand in one list, nil when none of them does so twice.
func withinList(all []telling, g []int) []int {
	for n, i := range g {
		same := []int{i}
		for _, k := range g[n+1:] {
			if all[i].list != nil && all[i].list == all[k].list && all[i].Start().Equal(all[k].Start()) {
				same = append(same, k)
			}
		}
		if len(same) > 1 {
			return same
		}
	}
	return nil
}

func listTwice(first, last telling, n int) check.Problem {
	return check.Problem{
		At: last.Spot, Related: []check.Spot{first.Spot}, Severity: check.Notice, Confidence: check.Medium,
		Message:  lang.Text{FR: fmt.Sprintf("Cette liste raconte %d événements d'une autre liste du rapport.", n), EN: fmt.Sprintf("This list tells %d events of another list of the report.", n)},
		Expected: lang.Text{FR: "Chaque événement compté une seule fois.", EN: "Each event counted once only."},
		Mend:     lang.Text{FR: "Dites que la liste en reprend une autre, ou gardez-en une.", EN: "Say that the list repeats another, or keep one."},
	}
}

func eventTwice(all []telling, g []int) check.Problem {
	first, last := all[g[0]], all[g[len(g)-1]]
	p := check.Problem{
		At: last.Spot, Confidence: check.High,
		Expected: lang.Text{FR: "Un seul récit par événement, ou un renvoi vers le premier.", EN: "Each event told once, or a pointer to the first telling."},
		Mend:     lang.Text{FR: "Conservez un récit, ou dites lequel est compté.", EN: "Keep one telling, or say which one counts."},
	}
	for _, i := range g[:len(g)-1] {
		p.Related = append(p.Related, all[i].Spot)
	}
	day, dayE := dayFR(last.Start()), dayEN(last.Start())
	times, timesE := "deux fois", "twice"
	if len(g) > 2 {
		times, timesE = fmt.Sprintf("%d fois", len(g)), fmt.Sprintf("%d times", len(g))
	}
	switch {
	case first.list != nil && first.list == last.list:
		p.Message = lang.Text{
			FR: fmt.Sprintf("Cet événement du %s est %s dans la liste : il peut être compté en trop.", day, times),
			EN: fmt.Sprintf("This event of %s is %s in the list: it may be counted too often.", dayE, timesE),
		}
	default:
		p.Confidence = check.Medium
		if part(first.Spot.Block) == part(last.Spot.Block) {
			p.Severity = check.Notice
		}
		p.Message = lang.Text{
			FR: fmt.Sprintf("Cet événement du %s est raconté %s dans le rapport : dans deux parties ou deux axes, il ne compte qu'une fois.", day, times),
			EN: fmt.Sprintf("This event of %s is told %s in the report: in two parts or two axes it counts once.", dayE, timesE),
		}
	}
	return p
}

// part is the outermost section that a block stands in.
func part(b *text.Block) *text.Section {
	var outer *text.Section
	for s := b.Section; s != nil; s = s.Parent {
		outer = s
	}
	return outer
}

// union joins numbers into sets.
type union []int

func newUnion(n int) union {
	u := make(union, n)
	for i := range u {
		u[i] = i
	}
	return u
}

func (u union) find(i int) int {
	for u[i] != i {
		u[i] = u[u[i]]
		i = u[i]
	}
	return i
}

func (u union) join(a, b int) { u[u.find(b)] = u.find(a) }

// sets returns the sets of two and more, each ascending, by their first number.
func (u union) sets() [][]int {
	by := map[int][]int{}
	for i := range u {
		by[u.find(i)] = append(by[u.find(i)], i)
	}
	var list [][]int
	for _, s := range by {
		if len(s) > 1 {
			list = append(list, s)
		}
	}
	slices.SortFunc(list, func(a, b []int) int { return cmp.Compare(a[0], b[0]) })
	return list
}
