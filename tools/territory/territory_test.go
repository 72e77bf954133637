package main

import (
	"encoding/json"
	"slices"
	"testing"

	"maillage/internal/register/territory/dataset"
)

func TestSimplifyKeepsEndsAndCorners(t *testing.T) {
	line := []dataset.Point{{Lon: 0, Lat: 0}, {Lon: 100, Lat: 20}, {Lon: 200, Lat: -10}, {Lon: 300, Lat: 1000}, {Lon: 600, Lat: 0}}
	got := simplify(line, 0.01) // one hundred units
	want := []dataset.Point{{Lon: 0, Lat: 0}, {Lon: 200, Lat: -10}, {Lon: 300, Lat: 1000}, {Lon: 600, Lat: 0}}
	if !slices.Equal(got, want) {
		t.Errorf("simplified to %v", got)
	}
	if line[1] != (dataset.Point{Lon: 100, Lat: 20}) {
		t.Error("the line given was changed")
	}
}

func TestSimplifyKeepsAnIsland(t *testing.T) {
	island := []dataset.Point{{Lon: 0, Lat: 0}, {Lon: 1000, Lat: 0}, {Lon: 1000, Lat: 1000}, {Lon: 0, Lat: 1000}, {Lon: 0, Lat: 0}}
	got := simplify(island, 0.01)
	if !slices.Equal(got, island) {
		t.Errorf("the island became %v", got)
	}
}

// Two squares side by side: the border between them is one arc, walked one way and the other.
const twoSquares = `{"transform":{"scale":[1,1],"translate":[0,0]},
 "arcs":[[[1,0],[0,1]],[[1,1],[-1,0],[0,-1],[1,0]],[[1,0],[1,0],[0,1],[-1,0]]],
 "objects":{"fra":{"geometries":[
  {"type":"Polygon","arcs":[[0,1]],"properties":{"name":"Ain"}},
  {"type":"MultiPolygon","arcs":[[[2,-1]]],"properties":{"name":"Haute-Rhin"}}]}}}`

func TestOutlinesShareTheirBorder(t *testing.T) {
	var m topology
	if err := json.Unmarshal([]byte(twoSquares), &m); err != nil {
		t.Fatal(err)
	}
	got, err := outlines(m, []cogArea{{Code: "01", Nom: "Ain"}, {Code: "68", Nom: "Haut-Rhin"}})
	if err != nil {
		t.Fatal(err)
	}
	const one = dataset.Scale
	want := []dataset.Outline{
		{Department: "01", Rings: [][]dataset.Point{{{Lon: one}, {Lon: one, Lat: one}, {Lat: one}, {}, {Lon: one}}}},
		{Department: "68", Rings: [][]dataset.Point{{{Lon: one}, {Lon: 2 * one}, {Lon: 2 * one, Lat: one}, {Lon: one, Lat: one}, {Lon: one}}}},
	}
	for i := range want {
		if got[i].Department != want[i].Department || !slices.Equal(got[i].Rings[0], want[i].Rings[0]) {
			t.Errorf("outline %d: %v, want %v", i, got[i], want[i])
		}
	}
	if _, err := outlines(m, []cogArea{{Code: "01", Nom: "Aisne"}}); err == nil {
		t.Error("a name that is no department must stop the tool")
	}
}

func TestCommunesAndTheirFormerNames(t *testing.T) {
	src := sources{
		communes: []cogCommune{
			{Code: "86082", Nom: "Valence-en-Poitou", Type: current, Departement: "86", AnciensCodes: []string{"86278", "86999"}},
			{Code: "86082", Nom: "Couhé", Type: delegated, Departement: "86", ChefLieu: "86082"},
			{Code: "75056", Nom: "Paris", Type: current, Departement: "75"},
			{Code: "75111", Nom: "Paris 11e Arrondissement", Type: district, Commune: "75056"},
		},
		history: []cogEvent{
			{Code: "86082", Nom: "Couhé", Type: "COM", DateFin: "2019-01-01"},
			{Code: "86999", Nom: "Vaux", Type: "COM", DateFin: "1974-01-01"},
			{Code: "86999", Nom: "Vaux", Type: "COMA"},
			{Code: "75056", Nom: "PARIS", Type: "COM"},
			{Code: "12345", Nom: "Atlantis", Type: "COM"},
		},
	}
	if got := communes(src); len(got) != 2 {
		t.Errorf("communes of today: %v", got)
	}
	got, lost := formers(src)
	want := []dataset.Former{
		{Code: "86082", Name: "Couhé", Commune: "86082", Kind: dataset.Delegated, Until: "2019-01-01"},
		{Code: "75111", Name: "Paris 11e Arrondissement", Commune: "75056", Kind: dataset.District},
		{Code: "86999", Name: "Vaux", Commune: "86082", Kind: dataset.Gone, Until: "1974-01-01"},
	}
	if !slices.Equal(got, want) || !slices.Equal(lost, []string{"12345 Atlantis"}) {
		t.Errorf("former names %+v, lost %v", got, lost)
	}
}

func TestLocateFallsBackStepByStep(t *testing.T) {
	d := dataset.Data{
		Communes: []dataset.Commune{
			{Code: "33001", Name: "Own", Department: "33", EPCI: "e"},
			{Code: "33002", Name: "Merged", Department: "33", EPCI: "e"},
			{Code: "33003", Name: "By EPCI", Department: "33", EPCI: "e"},
			{Code: "33004", Name: "By department", Department: "33"},
			{Code: "98901", Name: "Island", Department: "989"},
			{Code: "97411", Name: "Saint-Denis", Department: "974"},
		},
		Formers: []dataset.Former{{Code: "33009", Name: "Part", Commune: "33002"}},
	}
	locate(&d, []city{
		{Name: "OWN", Lat: 44, Lng: -1, Country: "FR", Admin2: "33"},
		{Name: "Part", Lat: 45, Lng: 1, Country: "FR", Admin2: "33"},
		{Name: "By EPCI", Lat: 10, Lng: 10, Country: "FR", Admin2: "47"}, // a homonym elsewhere
		{Name: "Saint-Denis", Lat: -20.9, Lng: 55.4, Country: "RE", Admin2: "974"},
	})
	want := []struct {
		lat, lon int
		how      dataset.Position
	}{
		{440_000, -10_000, dataset.Exact},
		{450_000, 10_000, dataset.Approximate},
		{440_000, -10_000, dataset.Approximate},
		{440_000, -10_000, dataset.Approximate},
		{0, 0, dataset.Unknown},
		{-209_000, 554_000, dataset.Exact},
	}
	for i, w := range want {
		if c := d.Communes[i]; c.Lat != w.lat || c.Lon != w.lon || c.Position != w.how {
			t.Errorf("%s: %d %d %s, want %+v", c.Name, c.Lat, c.Lon, c.Position, w)
		}
	}
}
