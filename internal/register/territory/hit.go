package territory

import (
	"cmp"
	"slices"
	"strings"
)

// hit is a match with what is needed to choose among several.
type hit struct {
	Match
	regions     []string // regions it lies in
	departments []string // departments it lies in
	population  int
	errors      int  // typing errors
	weak        bool // a name of long ago
}

// scores order candidates; a typing error costs ten.
var scores = map[string]int{
	WhyExact: 100, WhyTag: 100, WhyCode: 100, WhyFolded: 98, WhyPostcode: 95, WhyFormer: 95, WhyShort: 85, WhyTypo: 80,
}

// hit turns an entry of the index into a match. why is the reason for a present name; a former name is its own reason unless misspelt.
func (g *Gazetteer) hit(e entry, why string, errors int) hit {
	h := hit{Match: Match{Why: why}, errors: errors}
	switch e.kind {
	case communeKind:
		g.fillCommune(&h, e.ref)
	case formerKind:
		f := &g.formers[e.ref]
		g.fillCommune(&h, f.commune)
		h.weak = f.weak
		if f.district {
			h.District = f.Name
		} else if h.Former = f.Name; why == WhyFolded {
			h.Why = WhyFormer
		}
	case departmentKind:
		d := g.departments[e.ref]
		h.Kind, h.Code, h.Name, h.Department = KindDepartment, d.Code, d.Name, d.Code
		h.departments, h.regions = []string{d.Code}, []string{d.Region}
	case regionKind:
		r := g.regions[e.ref]
		h.Kind, h.Code, h.Name, h.regions = KindRegion, r.Code, r.Name, []string{r.Code}
		for _, d := range g.DepartmentsOf(r.Code) {
			h.departments = append(h.departments, d.Code)
		}
	case formerRegionKind:
		r := formerRegions[e.ref]
		h.Kind, h.Code, h.Name, h.departments = KindFormerRegion, r.Code, r.Name, r.departments
		d, _ := g.Department(r.departments[0])
		h.regions = []string{d.Region}
	case epciKind:
		g.fillEPCI(&h, g.epcis[e.ref])
	}
	h.Score = scores[h.Why] - 10*errors
	return h
}

func (g *Gazetteer) fillCommune(h *hit, i int32) {
	c := &g.communes[i]
	h.Kind, h.Code, h.Name, h.Department = KindCommune, c.code, c.name, c.department
	h.departments, h.regions, h.population = []string{c.department}, []string{c.region}, int(c.population)
}

func (g *Gazetteer) fillEPCI(h *hit, e EPCI) {
	h.Kind, h.Code, h.Name = KindEPCI, e.Code, e.Name
	area := g.epciAreas[e.Code]
	h.departments, h.regions, h.population = area.departments, area.regions, area.population
	if len(h.departments) == 1 {
		h.Department = h.departments[0]
	}
}

func (g *Gazetteer) hits(entries []entry, kinds kind, why string) []hit {
	var out []hit
	for _, e := range entries {
		if e.kind&kinds == 0 {
			continue
		}
		reason := why
		switch {
		case e.kind&(communeKinds|epciKind) == 0 && why == WhyShort:
			reason = WhyFolded // the article of "la Gironde" is no part of its name
		case e.kind&(communeKinds|epciKind) != 0 && e.short:
			reason = WhyShort
		}
		out = append(out, g.hit(e, reason, 0))
	}
	return tidy(out)
}

// over tells that h leaves no room for o, by these rules: a name in use over one of long ago; a commune of today over a merged one of the same
// department; a commune over the department of the same name it lies in ("Paris"); a place, a department or a region over an EPCI; a region of
// today over the former one; an overseas department over its region; a whole name over a name cut short.
func (h hit) over(o hit) bool {
	sameDepartment := h.Department == o.Department
	switch {
	case o.weak && !h.weak, o.Why == WhyShort && h.Why != WhyShort:
		return true
	case h.Kind == KindCommune && o.Kind == KindCommune:
		return sameDepartment && h.Former == "" && o.Former != ""
	case h.Kind == KindCommune && o.Kind == KindDepartment:
		return sameDepartment
	case h.Kind == KindDepartment && o.Kind == KindRegion:
		return slices.Contains(h.regions, o.Code)
	case h.Kind == KindRegion && o.Kind == KindFormerRegion:
		return true
	}
	return o.Kind == KindEPCI && h.Kind != KindEPCI
}

// tidy keeps each place once and drops what another hit outranks; the surest and the most populous come first.
func tidy(hits []hit) []hit {
	slices.SortStableFunc(hits, func(a, b hit) int {
		return cmp.Or(b.Score-a.Score, b.population-a.population, strings.Compare(a.Code, b.Code))
	})
	var once []hit
	for _, h := range hits {
		if !slices.ContainsFunc(once, func(o hit) bool { return o.Kind == h.Kind && o.Code == h.Code }) {
			once = append(once, h)
		}
	}
	return slices.DeleteFunc(slices.Clone(once), func(o hit) bool {
		return slices.ContainsFunc(once, func(h hit) bool { return h.over(o) })
	})
}

// within keeps the hits that lie in a department, or in a region.
func within(hits []hit, department, region string) []hit {
	var out []hit
	for _, h := range hits {
		if department != "" && !slices.Contains(h.departments, department) || region != "" && !slices.Contains(h.regions, region) {
			continue
		}
		out = append(out, h)
	}
	return out
}
