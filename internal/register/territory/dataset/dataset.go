// Package dataset is the file that carries the territory: what the tool writes and the gazetteer reads. One gzip of plain lines, in
// sections of tab-separated rows, so that `zcat | less` shows it and two vintages can be compared with diff.
package dataset

import "fmt"

// Data is the whole file. Regions, departments, EPCIs and communes are in the order of their codes.
type Data struct {
	Vintage     string // version of the package of the official geographic code; 6.0.0 is that of 1 January 2026
	Regions     []Region
	Departments []Department
	EPCIs       []EPCI
	Communes    []Commune
	Formers     []Former
	Outlines    []Outline
}

// Region is a region of today; overseas collectivities stand for themselves.
type Region struct{ Code, Name string }

// Department names its region by code.
type Department struct{ Code, Name, Region, Zone string }

// EPCI is an intercommunality that levies its own taxes. Code is its SIREN; Kind is CC, CA, CU, METRO or MET69.
type EPCI struct{ Code, Name, Kind string }

// Commune is a commune of today. Postcodes are joined by a space. Lat and Lon are in ten-thousandths of a degree.
type Commune struct {
	Code, Name, Department, EPCI, Postcodes string
	Population                              int
	Lat, Lon                                int
	Position                                Position
}

// Position says how a commune's coordinates are known.
type Position string

// The positions. Approximate: a mean over a merged part, the EPCI or the department.
const (
	Exact       Position = "="
	Approximate Position = "~"
	Unknown     Position = "-"
)

// FormerKind says what became of a name that is no longer that of a commune.
type FormerKind string

// The kinds of former names.
const (
	Delegated  FormerKind = "deleguee"       // still a "commune déléguée" of the commune
	Associated FormerKind = "associee"       // still a "commune associée"
	Gone       FormerKind = "ancienne"       // merged or renamed, with no status of its own left
	District   FormerKind = "arrondissement" // municipal district of Paris, Lyon or Marseille
)

// Former is a name that now leads to Commune. Code is the code it had. Until is the day it stopped being a commune of that name
// (yyyy-mm-dd), empty where the sources do not tell.
type Former struct {
	Code, Name, Commune string
	Kind                FormerKind
	Until               string
}

// Outline is the border of a department: rings closed on their first point, holes and islands alike (fill with the even-odd rule).
type Outline struct {
	Department string
	Rings      [][]Point
}

// Point is a longitude and a latitude in ten-thousandths of a degree (about ten metres).
type Point struct{ Lon, Lat int }

// Scale is the number of units of a coordinate in one degree.
const Scale = 10_000

const magic = "maillage-territory 1"

// Error says which line of the file cannot be read.
type Error struct {
	Line int
	Why  string
}

func (e *Error) Error() string { return fmt.Sprintf("territory data, line %d: %s", e.Line, e.Why) }
