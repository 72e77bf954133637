package names

import (
	"slices"
	"strings"
	"sync"

	"maillage/internal/programme/check"
	"maillage/internal/register/territory"
)

// atlas answers what a name is on the official list. It remembers: a report says the same names again and again.
type atlas struct {
	*territory.Gazetteer
	readings map[string]territory.Reading
}

func atlasOf(c *check.Corpus) *atlas {
	return check.Shared(c, "names.atlas", func(*check.Corpus) *atlas {
		return &atlas{territory.Load(), map[string]territory.Reading{}}
	})
}

func (a *atlas) read(name string) territory.Reading {
	r, ok := a.readings[name]
	if !ok {
		r = a.Read(name, territory.Hint{})
		a.readings[name] = r
	}
	return r
}

// places are what a name is letter for letter, but for accents and hyphens. Names cut short are none.
func (a *atlas) places(name string) []territory.Match {
	r := a.read(name)
	list := slices.Clone(r.Candidates)
	if r.Match != nil {
		list = append(list, *r.Match)
	}
	return slices.DeleteFunc(list, func(m territory.Match) bool {
		return m.Why != territory.WhyExact && m.Why != territory.WhyFolded && m.Why != territory.WhyFormer
	})
}

// isPlace tells whether a name is that of a commune, a department, a region or an intercommunality.
func (a *atlas) isPlace(name string) bool { return len(a.places(name)) > 0 }

// commune returns the most populous commune of a name.
func (a *atlas) commune(name string) (territory.Commune, bool) {
	var best territory.Commune
	for _, m := range a.places(name) {
		if m.Kind != territory.KindCommune {
			continue
		}
		if c, ok := a.Commune(m.Code); ok && (best.Code == "" || c.Population > best.Population) {
			best = c
		}
	}
	return best, best.Code != ""
}

// written is the official spelling of a name that stands on the list but for accents, hyphens and capitals; "" when it is on no list, or stands there
// in several spellings.
func (a *atlas) written(name string) string {
	found := ""
	for _, m := range a.places(name) {
		if m.Former != "" {
			m.Name = m.Former
		}
		if territory.Fold(m.Name) != territory.Fold(name) || found != "" && !strings.EqualFold(found, m.Name) {
			return ""
		}
		found = m.Name
	}
	return found
}

// isWritten tells whether a name stands on the list letter for letter.
func (a *atlas) isWritten(name string) bool {
	return slices.ContainsFunc(a.places(name), func(m territory.Match) bool { return m.Name == name || m.Former == name })
}

// area is a department or a region, with the departments that lie in it.
type area struct {
	name        string
	departments []string
	region      bool
}

func (a area) holds(department string) bool { return slices.Contains(a.departments, department) }

// areaNamed looks a folded name up, with or without its article.
func areaNamed(folded string) (area, bool) {
	for _, article := range []string{"", "le ", "la ", "les ", "l "} {
		if rest, ok := strings.CutPrefix(folded, article); ok {
			if x, ok := areas()[rest]; ok {
				return x, true
			}
		}
	}
	return area{}, false
}

// areas are the departments and regions by folded name; a department comes before a region of its name.
var areas = sync.OnceValue(func() map[string]area {
	g, m := territory.Load(), map[string]area{}
	codes := func(list []territory.Department) (out []string) {
		for _, d := range list {
			out = append(out, d.Code)
		}
		return out
	}
	for _, f := range territory.FormerRegions() {
		m[territory.Fold(f.Name)] = area{f.Name, codes(g.DepartmentsOfFormer(f.Code)), true}
	}
	for _, r := range g.Regions() {
		m[territory.Fold(r.Name)] = area{r.Name, codes(g.DepartmentsOf(r.Code)), true}
	}
	for _, d := range g.Departments() {
		m[territory.Fold(d.Name)] = area{d.Name, []string{d.Code}, false}
	}
	return m
})

// town is the population from which a name that stands alone is taken for that of a commune.
const town = 5000

// village is the population below which a far namesake of a misspelt town is not what is meant.
const village = 1000

func (a *atlas) population(code string) int {
	c, _ := a.Commune(code)
	return c.Population
}

// liesIn tells whether a place of this name, or of which this is the usual short form or a former name, lies in an area.
func (a *atlas) liesIn(name string, in area) bool {
	for _, code := range in.departments {
		r := a.read(name + " (" + code + ")")
		if r.Match != nil && r.Match.Why != territory.WhyTypo && !slices.Contains(r.Issues, territory.IssueDepartmentConflict) {
			return true
		}
		if r.Match == nil && len(r.Candidates) > 0 && !slices.Contains(r.Issues, territory.IssueDepartmentConflict) {
			return true
		}
	}
	return a.overlaps(name, in)
}

// overlaps tells whether a name is that of an intercommunality, a department or a region that meets an area.
func (a *atlas) overlaps(name string, in area) bool {
	x, ok := areaNamed(territory.Fold(name))
	return ok && slices.ContainsFunc(x.departments, in.holds)
}

// longName, in letters, may be two letters from the official one after "à".
const longName = 10

// nearIn returns the place of an area whose name is one letter from this one.
func (a *atlas) nearIn(name string, in area, before lead) (territory.Match, bool) {
	if len(in.departments) != 1 {
		return territory.Match{}, false
	}
	r := a.read(name + " (" + in.departments[0] + ")")
	for _, m := range r.Candidates { // a village far away has the name as it is misspelt: "Vanne (56)"
		best, ok := a.commune(name)
		if m.Why == territory.WhyTypo && m.Department == in.departments[0] && m.Former == "" && a.population(m.Code) >= town && ok && best.Population < village && oneEdit(territory.Fold(name), territory.Fold(m.Name)) {
			return m, true
		}
	}
	if r.Match == nil || r.Match.Why != territory.WhyTypo || slices.Contains(r.Issues, territory.IssueDepartmentConflict) {
		return territory.Match{}, false
	}
	official := r.Match.Name
	if r.Match.Former != "" {
		official = r.Match.Former
	}
	return *r.Match, before == leadAt && len(name) >= longName || oneEdit(territory.Fold(name), territory.Fold(official))
}

// elsewhere returns the most populous place of a name. Without "à" before, only a town or a department is sure to be meant.
func (a *atlas) elsewhere(name string, before lead) (territory.Match, bool) {
	var best territory.Match
	most := -1
	for _, m := range a.places(name) {
		people := a.population(m.Code)
		if m.Kind == territory.KindDepartment {
			if before < leadAlone { // "les bords de Loire (44)"
				continue
			}
			people = 1 << 30
		}
		if m.Department == "" || m.Kind == territory.KindEPCI || people <= most {
			continue
		}
		best, most = m, people
	}
	if most < 0 && before >= leadAt {
		return a.shortElsewhere(name)
	}
	article := strings.Contains(name, " ") && smallWords[strings.ToLower(name[:strings.Index(name, " ")])]
	return best, most >= town || most >= 0 && before >= leadAt && !(article && most < village) && len(name) > 2
}

// city is the population from which a name cut short is known: "Brive" for "Brive-la-Gaillarde".
const city = 20000

// shortElsewhere returns the city that a name is the usual short form of.
func (a *atlas) shortElsewhere(name string) (territory.Match, bool) {
	r := a.read(name)
	for _, m := range append(slices.Clone(r.Candidates), matches(r)...) {
		if m.Why == territory.WhyShort && m.Kind == territory.KindCommune && m.Former == "" && a.population(m.Code) >= city && strings.HasPrefix(territory.Fold(m.Name), territory.Fold(name)) {
			return m, true
		}
	}
	return territory.Match{}, false
}
