package numbers

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"maillage/internal/kit/lang"
	"maillage/internal/programme/check"
)

// contradiction finds one quantity told with two values.
var contradiction = &check.Rule{
	Name: "contradiction", Severity: check.Blocking,
	Title: lang.Text{FR: "Deux valeurs pour la même quantité", EN: "Two values for the same quantity"},
	Explanation: lang.Text{
		FR: "Chaque nombre est lu avec ce qu'il compte et de quoi il est dit : l'année de la phrase ou du titre, le lieu, la section, la date d'un événement ou d'un décompte. Deux nombres ne sont opposés que s'ils comptent la même chose dans le même cadre : " +
			"sur la couverture et dans la section du même nom, à deux endroits qui parlent de tout le rapport, dans deux phrases qui nomment le même événement, ou pour la même année. " +
			"La règle se tait quand l'un est une partie (« dont », « parmi », « nouveaux »), une moyenne, un maximum, un objectif devant un résultat, un autre jour, un autre lieu, ou quand « environ » et l'arrondi les accordent. Quand le cadre n'est pas certain, elle pose une question.",
		EN: "Each number is read with what it counts and of what it is told: the year of the sentence or heading, the place, the section, the date of an event or of a count. Two numbers are opposed only when they count the same thing in the same frame: " +
			"on the cover and in the section of that name, at two places that speak of the whole report, in two sentences that name the same event, or for the same year. " +
			"Silent when one is a part, an average, a maximum, an objective against a result, of another day or place, or when “about” and rounding make both right. Where the frame is not certain, it asks.",
	},
	Examples: contradictionExamples,
	Check: func(c *check.Corpus, r *check.Reporter) {
		for _, group := range groups(statementsOf(c)) {
			for _, k := range conflicts(group) {
				r.Report(k.problem())
			}
		}
	},
}

var contradictionExamples = []check.Example{
	{Text: "12 visios thématiques\n\nVISIOCONFÉRENCES\n\n16 visioconférences / 142 participants", Fires: true},
	{Text: "En 2018, la région compte 192 tiers-lieux.\n\nL'annuaire de 2018 recense 196 tiers-lieux.", Fires: true},
	{Text: "PRÉSENTATION\n\nL'association compte 142 adhérents.\n\nVIE ASSOCIATIVE\n\nLes 138 adhérents ont voté le projet.", Fires: true},
	{Text: "FORMATION\n\nLe séminaire doctoral a rassemblé 356 participants.\n\nAVENIR\n\nLe séminaire doctoral, avec 365 participants, sera reconduit.", Fires: true},
	{Text: "AGENDA\n\n24/03/2023 : conférence sur les écrans, 42 personnes\n\nPARENTS\n\nLe 24 mars 2023, la conférence sur les écrans a réuni 57 personnes.", Fires: true},
	{Text: "SYNTHÈSE\n\nLe budget de l'action est de 120 000 €.\n\nCOMPTES\n\nLe budget de l'action s'élève à 128 500 €.", Fires: true},
	{Text: "En 2018, la région compte 192 tiers-lieux.\n\nL'annuaire de 2019 recense 231 tiers-lieux.", Fires: false},
	{Text: "CUISINE\n\n12 ateliers ont eu lieu.\n\nCOUTURE\n\n9 ateliers ont eu lieu.", Fires: false},
	{Text: "PRÉSENTATION\n\nPrès de 300 adhérents soutiennent le lieu.\n\nVIE ASSOCIATIVE\n\nLes 296 adhérents ont voté le projet.", Fires: false},
	{Text: "PRÉSENTATION\n\nL'association compte 142 adhérents.\n\nVIE ASSOCIATIVE\n\n38 nouveaux adhérents ont rejoint l'association, dont 12 adhérents de moins de 26 ans.", Fires: false},
	{Text: "Au 31 décembre 2022, on comptait 31 bénévoles.\n\nAu 30 juin 2022, on comptait 24 bénévoles.", Fires: false},
	{Text: "OBJECTIFS\n\nAccueillir 300 stagiaires.\n\nSYNTHÈSE\n\n284 stagiaires ont été accueillis.", Fires: false},
	{Text: "55 tiers-lieux labellisés en 2019.\n\n60 tiers-lieux en 2019.", Fires: false},
}

// groups brings together the statements of one head, in the order in which heads are first told.
func groups(list []*statement) [][]*statement {
	at := map[string]int{}
	var all [][]*statement
	for _, s := range list {
		i, ok := at[s.thing.Head]
		if !ok {
			i = len(all)
			at[s.thing.Head] = i
			all = append(all, nil)
		}
		all[i] = append(all[i], s)
	}
	return all
}

// conflict is a number that others deny; against are those, the surest first.
type conflict struct {
	*statement
	against []*statement
	why     ground
	sure    check.Confidence
}

// clash is two statements of one thing that cannot both be right.
type clash struct {
	a, b *statement
	why  ground
	sure check.Confidence
}

// conflicts finds the numbers of a group that others deny. Of two, the one told less often is at fault, else the later one. A number that three
// others deny, each with a value of its own, is of a thing that is not one: nothing is said of it.
func conflicts(group []*statement) []*conflict {
	f := familyOf(group)
	clashes, denied := f.clashes()
	told := map[*statement]*conflict{}
	var order []*conflict
	for _, c := range clashes {
		if c.why != sameEvent && c.why != nameds && (len(denied[c.a]) >= 3 || len(denied[c.b]) >= 3) {
			continue
		}
		wrong, right := c.b, c.a
		if f.support(c.b) > f.support(c.a) {
			wrong, right = c.a, c.b
		}
		k := told[wrong]
		if k == nil {
			k = &conflict{statement: wrong, why: c.why, sure: c.sure}
			told[wrong] = k
			order = append(order, k)
		}
		k.add(right, c.why, c.sure)
	}
	return order
}

// clashes finds the pairs, and by how many values each statement is denied.
func (f *family) clashes() (list []clash, denied map[*statement]map[string]bool) {
	denied = map[*statement]map[string]bool{}
	for i, a := range f.list {
		for _, b := range f.list[i+1:] {
			if agree(a, b) || !comparable(a, b) {
				continue
			}
			why, sure := weigh(a, b)
			if why == noGround || f.partsOfWhole(a, b) {
				continue
			}
			if roundedTo(a.Value, b.Value) || roundedTo(b.Value, a.Value) {
				sure = check.Low
			}
			list = append(list, clash{a, b, why, sure})
			deny(denied, a, b)
			deny(denied, b, a)
		}
	}
	return list, denied
}

func deny(denied map[*statement]map[string]bool, s, by *statement) {
	if denied[s] == nil {
		denied[s] = map[string]bool{}
	}
	denied[s][by.key] = true
}

func (k *conflict) add(o *statement, why ground, sure check.Confidence) {
	if rank(sure) > rank(k.sure) {
		k.why, k.sure = why, sure
		k.against = slices.Insert(k.against, 0, o)
		return
	}
	k.against = append(k.against, o)
}

func rank(c check.Confidence) int {
	return slices.Index([]check.Confidence{check.Low, check.Medium, check.High}, c)
}

// problem tells of the conflict, in words that say on which ground.
func (k *conflict) problem() check.Problem {
	first := k.against[0]
	x, y := k.Number.Words(), first.Number.Words()
	line := first.Spot.Document.Place(first.Spot.Block, first.Spot.From, first.Spot.To).Line
	var related []check.Spot
	for _, s := range k.against {
		related = append(related, s.Spot)
	}
	p := check.Problem{At: k.Spot, Related: related, Confidence: k.sure,
		Message: lang.Text{
			FR: fmt.Sprintf("%s ici, %s ailleurs : %s", cmp.Or(x, ratText(k.Value)), cmp.Or(y, ratText(first.Value)), reasons[k.why].FR),
			EN: fmt.Sprintf("%s here, %s elsewhere: %s", cmp.Or(x, ratText(k.Value)), cmp.Or(y, ratText(first.Value)), reasons[k.why].EN),
		},
		Expected: lang.Text{
			FR: fmt.Sprintf("« %s » ligne %s%s, « %s » ici : une seule valeur, ou ce qui distingue les deux.", first.Spot.Words(), strconv.Itoa(line), inFile(k, first), k.Spot.Words()),
			EN: fmt.Sprintf("“%s” on line %s%s, “%s” here: one value, or what tells them apart.", first.Spot.Words(), strconv.Itoa(line), inFile(k, first), k.Spot.Words()),
		},
		Mend: lang.Text{FR: "Vérifiez les deux nombres dans la source, et dites de quoi chacun est compté si les deux sont justes.", EN: "Check both numbers in the source, and say what each counts if both are right."},
	}
	if k.sure == check.Low {
		p.Severity = check.Notice
	}
	return p
}

func inFile(k *conflict, o *statement) string {
	if o.Spot.Document == k.Spot.Document {
		return ""
	}
	return " (" + o.Spot.Document.Name + ")"
}

var reasons = map[ground]lang.Text{
	wholes:    {FR: "les deux parlent de l'ensemble.", EN: "both speak of the whole."},
	sameEvent: {FR: "c'est le même événement, à la même date.", EN: "it is the same event, on the same date."},
	nameds:    {FR: "les deux phrases nomment la même chose.", EN: "both sentences name the same thing."},
	reminded:  {FR: "le nombre est rappelé avec une autre valeur.", EN: "the number is recalled with another value."},
	sameYear:  {FR: "c'est la même chose, de la même année.", EN: "it is the same thing, of the same year."},
	samePhase: {FR: "c'est la même chose, sous le même nom.", EN: "it is the same thing, by the same name."},
}
