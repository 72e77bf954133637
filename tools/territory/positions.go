package main

import (
	"math"

	"maillage/internal/register/territory"
	"maillage/internal/register/territory/dataset"
)

// overseas are the country codes of GeoNames for French territory outside the mainland, with their department.
var overseas = map[string]string{
	"GP": "971", "MQ": "972", "GF": "973", "RE": "974", "PM": "975", "YT": "976", "BL": "977", "MF": "978", "WF": "986", "PF": "987", "NC": "988",
}

// mean gathers positions.
type mean struct {
	lat, lon float64
	n        int
}

func (m *mean) add(lat, lon float64) { m.lat, m.lon, m.n = m.lat+lat, m.lon+lon, m.n+1 }

// locate gives every commune its coordinates: those of the place of its name in its department; else, marked approximate, the mean of
// the places of its former names, of the known communes of its EPCI, or of its department.
func locate(d *dataset.Data, cities []city) {
	places := byName(cities)
	parts := map[string]*mean{}
	for _, f := range d.Formers {
		if p := places[placeKey(f.Name, departmentOf(f.Commune))]; p != nil {
			at(parts, f.Commune).add(p.lat/float64(p.n), p.lon/float64(p.n))
		}
	}
	epcis, departments := map[string]*mean{}, map[string]*mean{}
	for i := range d.Communes {
		c := &d.Communes[i]
		if p := places[placeKey(c.Name, c.Department)]; p != nil {
			place(c, p, dataset.Exact)
			lat, lon := p.lat/float64(p.n), p.lon/float64(p.n)
			at(departments, c.Department).add(lat, lon)
			if c.EPCI != "" {
				at(epcis, c.EPCI).add(lat, lon)
			}
		}
	}
	for i := range d.Communes {
		c := &d.Communes[i]
		if c.Position == dataset.Exact {
			continue
		}
		c.Position = dataset.Unknown
		for _, m := range []*mean{parts[c.Code], epcis[c.EPCI], departments[c.Department]} {
			if m != nil {
				place(c, m, dataset.Approximate)
				break
			}
		}
	}
}

func place(c *dataset.Commune, m *mean, how dataset.Position) {
	c.Position = how
	c.Lat = int(math.Round(m.lat / float64(m.n) * dataset.Scale))
	c.Lon = int(math.Round(m.lon / float64(m.n) * dataset.Scale))
}

func byName(cities []city) map[string]*mean {
	places := map[string]*mean{}
	for _, c := range cities {
		department := overseas[c.Country]
		if c.Country == "FR" {
			department = c.Admin2
		}
		if department != "" {
			at(places, placeKey(c.Name, department)).add(c.Lat, c.Lng)
		}
	}
	return places
}

func placeKey(name, department string) string { return department + "|" + territory.Fold(name) }

func at(m map[string]*mean, key string) *mean {
	if m[key] == nil {
		m[key] = &mean{}
	}
	return m[key]
}

// departmentOf reads the department in the code of a commune: two characters, three overseas.
func departmentOf(commune string) string {
	if commune[:2] == "97" || commune[:2] == "98" {
		return commune[:3]
	}
	return commune[:2]
}
