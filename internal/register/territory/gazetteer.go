package territory

import (
	"slices"
	"strings"
)

// Region is a region of today by its official code ("75" is Nouvelle-Aquitaine); overseas collectivities stand for themselves.
type Region struct {
	Code string `json:"code"`
	Name string `json:"name"`
}

// Department is a department, or an overseas collectivity, by its official code ("33", "2A", "971"). FormerRegion is the slug of its region
// before 2016, empty overseas.
type Department struct {
	Code         string `json:"code"`
	Name         string `json:"name"`
	Region       string `json:"region"`
	FormerRegion string `json:"former_region"`
}

// EPCI is an intercommunality that levies its own taxes. Code is its SIREN; Kind is CC, CA, CU, METRO or MET69.
type EPCI struct {
	Code string `json:"code"`
	Name string `json:"name"`
	Kind string `json:"kind"`
}

// Commune is a commune of today by its INSEE code. Lat and Lon are in degrees; Approximate says that they are the mean of a merged part, of
// the EPCI or of the department, good for a map of a region and for nothing finer. Located is false for a few overseas islands.
type Commune struct {
	Code        string   `json:"code"`
	Name        string   `json:"name"`
	Department  string   `json:"department"`
	Region      string   `json:"region"`
	EPCI        string   `json:"epci"`
	Postcodes   []string `json:"postcodes"`
	Population  int      `json:"population"`
	Lat         float64  `json:"lat"`
	Lon         float64  `json:"lon"`
	Approximate bool     `json:"approximate"`
	Located     bool     `json:"located"`
	FormerNames []Former `json:"former_names"`
}

// Former is a name that leads to a commune of today: a merged commune, one that changed its name, a municipal district. Code is the INSEE
// code it had. Until is the day it stopped being a commune of that name (yyyy-mm-dd), empty when the sources do not tell.
type Former struct {
	Code  string `json:"code"`
	Name  string `json:"name"`
	Until string `json:"until"`
}

// Gazetteer answers about the territory. It never changes once loaded and is safe for concurrent use.
type Gazetteer struct {
	vintage     string
	regions     []Region
	departments []Department
	epcis       []EPCI
	epciAreas   map[string]*area // by SIREN
	communes    []record         // by code
	formers     []formerName     // by commune
	byOldCode   map[string]int32
	byPostcode  []postcode // by code
	index       index
	outlines    map[string][][][2]float64
}

// Version names the vintage of the official geographic code, as the version of the package that carried it.
func (g *Gazetteer) Version() string { return g.vintage }

// Commune returns the commune of an INSEE code. The code of a merged commune returns the commune of today: compare codes to know.
func (g *Gazetteer) Commune(code string) (Commune, bool) {
	i, ok := g.find(code)
	if !ok {
		return Commune{}, false
	}
	return g.public(i), true
}

func (g *Gazetteer) find(code string) (int32, bool) {
	code = strings.ToUpper(code)
	if i, ok := slices.BinarySearchFunc(g.communes, code, func(r record, c string) int { return strings.Compare(r.code, c) }); ok {
		return int32(i), true
	}
	i, ok := g.byOldCode[code]
	return i, ok
}

// Department returns a department by its code.
func (g *Gazetteer) Department(code string) (Department, bool) {
	i, ok := slices.BinarySearchFunc(g.departments, strings.ToUpper(code), func(d Department, c string) int { return strings.Compare(d.Code, c) })
	if !ok {
		return Department{}, false
	}
	return g.departments[i], true
}

// Region returns a region by its code.
func (g *Gazetteer) Region(code string) (Region, bool) {
	i, ok := slices.BinarySearchFunc(g.regions, code, func(r Region, c string) int { return strings.Compare(r.Code, c) })
	if !ok {
		return Region{}, false
	}
	return g.regions[i], true
}

// EPCI returns an intercommunality by its SIREN.
func (g *Gazetteer) EPCI(code string) (EPCI, bool) {
	i, ok := slices.BinarySearchFunc(g.epcis, code, func(e EPCI, c string) int { return strings.Compare(e.Code, c) })
	if !ok {
		return EPCI{}, false
	}
	return g.epcis[i], true
}

// Regions lists the regions in the order of their codes.
func (g *Gazetteer) Regions() []Region { return slices.Clone(g.regions) }

// Departments lists the departments in the order of their codes.
func (g *Gazetteer) Departments() []Department { return slices.Clone(g.departments) }

// DepartmentsOf lists the departments of a region of today.
func (g *Gazetteer) DepartmentsOf(region string) []Department {
	var out []Department
	for _, d := range g.departments {
		if d.Region == region {
			out = append(out, d)
		}
	}
	return out
}

// DepartmentsOfFormer lists the departments of a former region, by its slug.
func (g *Gazetteer) DepartmentsOfFormer(slug string) []Department {
	var out []Department
	for _, d := range g.departments {
		if slug != "" && d.FormerRegion == slug {
			out = append(out, d)
		}
	}
	return out
}

// FormerRegionOf returns the region a department belonged to before 2016; false overseas and for an unknown code.
func (g *Gazetteer) FormerRegionOf(department string) (FormerRegion, bool) {
	d, ok := g.Department(department)
	if !ok {
		return FormerRegion{}, false
	}
	for _, r := range formerRegions {
		if r.Code == d.FormerRegion {
			return r.FormerRegion, true
		}
	}
	return FormerRegion{}, false
}

// CommunesOf lists the communes of a department in the order of their codes.
func (g *Gazetteer) CommunesOf(department string) []Commune {
	var out []Commune
	for i := range g.communes {
		if g.communes[i].department == department {
			out = append(out, g.public(int32(i)))
		}
	}
	return out
}

// ByPostcode lists the communes that a postcode serves, the most populous first.
func (g *Gazetteer) ByPostcode(code string) []Commune {
	var out []Commune
	for _, i := range g.atPostcode(code) {
		out = append(out, g.public(i))
	}
	slices.SortStableFunc(out, func(a, b Commune) int { return b.Population - a.Population })
	return out
}

func (g *Gazetteer) atPostcode(code string) []int32 {
	at, _ := slices.BinarySearchFunc(g.byPostcode, code, func(p postcode, c string) int { return strings.Compare(p.code, c) })
	var out []int32
	for ; at < len(g.byPostcode) && g.byPostcode[at].code == code; at++ {
		out = append(out, g.byPostcode[at].commune)
	}
	return out
}
