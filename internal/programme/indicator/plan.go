package indicator

import (
	"slices"
	"strings"
	"time"

	"maillage/internal/programme/agreement"
	"maillage/internal/programme/ledger"
	"maillage/internal/register/territory"
)

// plan is what a set of requests needs to know before anything is counted.
type plan struct {
	indicators map[string]Indicator
	agreement  *agreement.Agreement
	gazetteer  *territory.Gazetteer
	first      int // years of the programme
	last       int

	kinds    []string // natures to load; none named by an indicator means all of them
	reading  []string // natures of the readings asked for
	distinct []string // natures whose beneficiaries are asked for, all of them when a rule names none

	beneficiaries bool
}

func newPlan(all map[string]Indicator, a *agreement.Agreement, g *territory.Gazetteer, wanted []Indicator) plan {
	years := a.Years()
	p := plan{indicators: all, agreement: a, gazetteer: g, first: years[0], last: years[len(years)-1]}
	set, everything, everyone := map[string]bool{}, false, false
	var need func(x Indicator)
	need = func(x Indicator) {
		switch x.Measure {
		case Ratio:
			need(all[x.Rule.Numerator])
			need(all[x.Rule.Denominator])
			return
		case Growth:
			need(all[x.Rule.Of])
			return
		case Reading:
			p.reading = append(p.reading, x.Rule.Kinds...)
		case Distinct:
			p.distinct = append(p.distinct, x.Rule.Kinds...)
			everyone = everyone || len(x.Rule.Kinds) == 0
		}
		everything = everything || len(x.Rule.Kinds) == 0
		for _, k := range x.Rule.Kinds {
			set[k] = true
		}
	}
	for _, x := range wanted {
		need(x)
	}
	p.beneficiaries = everyone || len(p.distinct) > 0
	if everyone {
		p.distinct = nil
	}
	if !everything {
		for k := range set {
			p.kinds = append(p.kinds, k)
		}
		slices.Sort(p.kinds)
	}
	return p
}

// bounds are the years of a scope, the whole programme when it names none.
func (p plan) bounds(s Scope) (from, to int) {
	if s.From == 0 && s.To == 0 {
		return p.first, p.last
	}
	return s.From, s.To
}

// whole says whether a scope covers the programme.
func (p plan) whole(s Scope) bool {
	from, to := p.bounds(s)
	return from <= p.first && to >= p.last && p.first != p.last || from == 0 && to == 0
}

// matcher returns the test that a cell passes when the rule and the scope hold it.
func (p plan) matcher(r Rule, s Scope) func(ledger.Cell) bool {
	from, to := p.bounds(s)
	anyYear, whole := s.From == 0 && s.To == 0 && r.Reading != "", p.whole(s)
	states := r.states()
	first, last, bounded := r.years()
	return func(c ledger.Cell) bool {
		if bounded && (c.Year < first || c.Year > last) {
			return false
		}
		if len(r.Kinds) > 0 && !slices.Contains(r.Kinds, c.Kind) || !slices.Contains(states, c.State) {
			return false
		}
		if len(r.Activities) > 0 && !c.Serves(r.Activities) || len(r.Tags) > 0 && !tagged(c.Tags, r.Tags) {
			return false
		}
		inYears := from <= c.Year && c.Year <= to || whole && c.Year == ledger.SeveralYears
		return (anyYear || inYears) && ofFunder(c, r.Funder) && ofFunder(c, s.Funder) && p.inTerritory(c, r, s)
	}
}

func ofFunder(c ledger.Cell, funder string) bool {
	switch funder {
	case "":
		return true
	case ledger.NoFunder:
		return c.Funder == ""
	}
	return c.Funder == funder
}

func (p plan) inTerritory(c ledger.Cell, r Rule, s Scope) bool {
	if s.Department != "" && c.Department != s.Department {
		return false
	}
	if len(r.Departments) > 0 && !slices.Contains(r.Departments, c.Department) {
		return false
	}
	if len(r.FormerRegions) == 0 && s.Former == "" {
		return true
	}
	if s.Former == Elsewhere {
		department, known := p.gazetteer.Department(c.Department)
		return len(r.FormerRegions) == 0 && (!known || department.Region != p.agreement.Programme.Region)
	}
	region, ok := p.gazetteer.FormerRegionOf(c.Department)
	return ok && (s.Former == "" || region.Code == s.Former) && (len(r.FormerRegions) == 0 || slices.Contains(r.FormerRegions, region.Code))
}

// requires says whether an activity asks for a kind of proof.
func (p plan) requires(activity, proof string) bool {
	x, ok := p.agreement.Activity(activity)
	return ok && slices.Contains(x.Evidence, proof)
}

func tagged(has string, wanted []string) bool {
	for tag := range strings.SplitSeq(has, ",") {
		if slices.Contains(wanted, tag) {
			return true
		}
	}
	return false
}

// Filter is the list of entries behind a figure: what a reader sees when a figure is opened.
func (p plan) filter(x Indicator, s Scope, asOf time.Time) ledger.Filter {
	switch x.Measure {
	case Ratio:
		return p.filter(p.indicators[x.Rule.Denominator], s, asOf)
	case Growth:
		return p.filter(p.indicators[x.Rule.Of], s, asOf)
	}
	r := x.Rule
	from, to := p.bounds(s)
	whole := p.whole(s)
	if first, last, bounded := r.years(); bounded {
		from, to, whole = max(from, first), min(to, last), false
	}
	f := ledger.Filter{
		Kinds: r.Kinds, Activities: p.activitiesUnder(r.Activities), Tags: r.Tags, States: r.states(), From: from, To: to, Whole: whole,
		Departments: p.departments(r, s), AsOf: asOf, Funder: r.Funder,
	}
	if s.Funder != "" {
		f.Funder = s.Funder
	}
	if x.Measure == Reading {
		f.Reading = r.Reading
	}
	return f
}

// activitiesUnder spells an axis out as its activities.
func (p plan) activitiesUnder(list []string) []string {
	var out []string
	for _, number := range list {
		if _, axis := p.agreement.Axis(number); !axis {
			out = append(out, number)
			continue
		}
		for _, x := range p.agreement.ActivitiesOf(number) {
			out = append(out, x.Number)
		}
	}
	return out
}

// departments are those that the rule and the scope leave; nil when they leave all of them.
func (p plan) departments(r Rule, s Scope) []string {
	if s.Department != "" {
		return []string{s.Department}
	}
	if len(r.Departments) == 0 && len(r.FormerRegions) == 0 && s.Former == "" {
		return nil
	}
	var list []string
	if p.inTerritory(ledger.Cell{}, r, s) {
		list = append(list, "")
	}
	for _, d := range p.gazetteer.Departments() {
		if p.inTerritory(ledger.Cell{Department: d.Code}, r, s) {
			list = append(list, d.Code)
		}
	}
	if len(list) == 0 {
		return []string{nowhere}
	}
	return list
}

// nowhere keeps a list of departments from being empty, which would filter nothing.
const nowhere = "-"
