package territory

import (
	"bytes"
	_ "embed"
	"slices"
	"strings"
	"sync"

	"maillage/internal/register/territory/dataset"
)

//go:embed data/territory.tsv.gz
var embedded []byte

// Load returns the gazetteer of the file that the program carries. The first call reads it (about a tenth of a second); all callers share
// the result.
func Load() *Gazetteer { return shared() }

var shared = sync.OnceValue(func() *Gazetteer {
	data, err := dataset.Read(bytes.NewReader(embedded))
	if err != nil {
		panic("territory: the embedded file cannot be read, build it again: " + err.Error())
	}
	return New(data)
})

// New builds a gazetteer from other data than the embedded file: finer positions, another vintage.
func New(d dataset.Data) *Gazetteer {
	g := &Gazetteer{vintage: d.Vintage, byOldCode: make(map[string]int32, len(d.Formers)), epciAreas: make(map[string]*area, len(d.EPCIs))}
	former, regionOf := formerRegionOfDepartment(), map[string]string{}
	for _, r := range d.Regions {
		g.regions = append(g.regions, Region{Code: r.Code, Name: r.Name})
	}
	for _, x := range d.Departments {
		regionOf[x.Code] = x.Region
		g.departments = append(g.departments, Department{Code: x.Code, Name: x.Name, Region: x.Region, FormerRegion: former[x.Code].Code})
	}
	for _, e := range d.EPCIs {
		g.epcis = append(g.epcis, EPCI{Code: e.Code, Name: e.Name, Kind: e.Kind})
		g.epciAreas[e.Code] = &area{}
	}
	g.addCommunes(d.Communes, regionOf)
	g.addFormers(d.Formers)
	g.addOutlines(d.Outlines)
	g.index = newIndex(g)
	return g
}

// record is a commune as kept: strings of the loaded text, no slices of its own.
type record struct {
	code, name, department, region, epci, postcodes string
	population                                      int32
	lat, lon                                        int32 // in units of dataset.Scale
	position                                        dataset.Position
}

// area is what an EPCI covers.
type area struct {
	departments, regions []string
	population           int
}

func (a *area) add(c *record) {
	if a == nil { // a commune of an EPCI that the data does not list
		return
	}
	a.departments, a.regions = appendNew(a.departments, c.department), appendNew(a.regions, c.region)
	a.population += int(c.population)
}

type formerName struct {
	Former
	commune  int32
	district bool
	weak     bool
}

type postcode struct {
	code    string
	commune int32
}

func (g *Gazetteer) addCommunes(rows []dataset.Commune, regionOf map[string]string) {
	g.communes = make([]record, len(rows))
	g.byPostcode = make([]postcode, 0, len(rows)+len(rows)/8)
	for i, c := range rows {
		g.communes[i] = record{
			code: c.Code, name: c.Name, department: c.Department, region: regionOf[c.Department], epci: c.EPCI, postcodes: c.Postcodes,
			population: int32(c.Population), lat: int32(c.Lat), lon: int32(c.Lon), position: c.Position,
		}
		if c.EPCI != "" {
			g.epciAreas[c.EPCI].add(&g.communes[i])
		}
		for code := range strings.FieldsSeq(c.Postcodes) {
			g.byPostcode = append(g.byPostcode, postcode{code, int32(i)})
		}
	}
	slices.SortStableFunc(g.byPostcode, func(a, b postcode) int { return strings.Compare(a.code, b.code) })
}

// oldMemory is the day before which a name that has no status left is history: such a name never competes with a commune of today, while
// the names that ended later still stand on maps, signs and in the files of programmes. Our own rule.
const oldMemory = "2000-01-01"

func (g *Gazetteer) addFormers(rows []dataset.Former) {
	g.formers = make([]formerName, 0, len(rows))
	for _, f := range rows {
		i, ok := g.find(f.Commune)
		if !ok {
			continue
		}
		g.formers = append(g.formers, formerName{
			Former:   Former{Code: f.Code, Name: f.Name, Until: f.Until},
			commune:  i,
			district: f.Kind == dataset.District,
			weak:     f.Kind == dataset.Gone && f.Until != "" && f.Until < oldMemory,
		})
		g.byOldCode[f.Code] = i
	}
	slices.SortStableFunc(g.formers, func(a, b formerName) int { return int(a.commune - b.commune) })
}

// public is the commune as callers see it.
func (g *Gazetteer) public(i int32) Commune {
	r := &g.communes[i]
	c := Commune{
		Code: r.code, Name: r.name, Department: r.department, Region: r.region, EPCI: r.epci,
		Postcodes: strings.Fields(r.postcodes), Population: int(r.population),
		Lat: float64(r.lat) / dataset.Scale, Lon: float64(r.lon) / dataset.Scale,
		Approximate: r.position == dataset.Approximate, Located: r.position != dataset.Unknown,
		FormerNames: []Former{},
	}
	at, _ := slices.BinarySearchFunc(g.formers, i, func(f formerName, i int32) int { return int(f.commune - i) })
	for ; at < len(g.formers) && g.formers[at].commune == i; at++ {
		c.FormerNames = append(c.FormerNames, g.formers[at].Former)
	}
	return c
}
