package main

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"

	"maillage/internal/register/territory"
	"maillage/internal/register/territory/dataset"
)

// topology is a TopoJSON file: borders are arcs that neighbours share, in whole steps of a grid.
type topology struct {
	Transform struct {
		Scale     [2]float64 `json:"scale"`
		Translate [2]float64 `json:"translate"`
	} `json:"transform"`
	Arcs    [][][2]int `json:"arcs"`
	Objects struct {
		Fra struct {
			Geometries []geometry `json:"geometries"`
		} `json:"fra"`
	} `json:"objects"`
}

type geometry struct {
	Type       string          `json:"type"`
	Arcs       json.RawMessage `json:"arcs"`
	Properties struct {
		Name string `json:"name"`
	} `json:"properties"`
}

// misspelt are the names of the map that are not those of a department.
var misspelt = map[string]string{
	"Haute-Rhin": "68", "Seien-et-Marne": "77", "Meurhe-et-Moselle": "54", "Guyane française": "973",
}

// tolerance of the simplification, in degrees: about the step of the map's own grid, so that only its staircase goes.
const tolerance = 0.006

// outlines draws every department of the map. Arcs are simplified before they are joined, so that neighbours keep one border.
func outlines(t topology, departments []cogArea) ([]dataset.Outline, error) {
	codes := map[string]string{}
	for _, d := range departments {
		codes[territory.Fold(d.Nom)] = d.Code
	}
	arcs := make([][]dataset.Point, len(t.Arcs))
	for i := range t.Arcs {
		arcs[i] = simplify(t.arc(i), tolerance)
	}
	var out []dataset.Outline
	for _, g := range t.Objects.Fra.Geometries {
		code := misspelt[g.Properties.Name]
		if code == "" {
			code = codes[territory.Fold(g.Properties.Name)]
		}
		if code == "" {
			return nil, fmt.Errorf("outline %q is no department: add it to the misspelt names", g.Properties.Name)
		}
		rings, err := g.rings()
		if err != nil {
			return nil, fmt.Errorf("outline of %s: %w", code, err)
		}
		o := dataset.Outline{Department: code}
		for _, ring := range rings {
			joined, err := join(ring, arcs)
			if err != nil {
				return nil, fmt.Errorf("outline of %s: %w", code, err)
			}
			if len(joined) >= 4 { // an islet smaller than the tolerance falls to a line
				o.Rings = append(o.Rings, joined)
			}
		}
		out = append(out, o)
	}
	return out, nil
}

// arc decodes arc i: a first point and steps on the grid.
func (t topology) arc(i int) []dataset.Point {
	var x, y int
	out := make([]dataset.Point, 0, len(t.Arcs[i]))
	for _, step := range t.Arcs[i] {
		x, y = x+step[0], y+step[1]
		lon := float64(x)*t.Transform.Scale[0] + t.Transform.Translate[0]
		lat := float64(y)*t.Transform.Scale[1] + t.Transform.Translate[1]
		out = append(out, dataset.Point{Lon: int(math.Round(lon * dataset.Scale)), Lat: int(math.Round(lat * dataset.Scale))})
	}
	return out
}

// rings lists the rings of a polygon or of all polygons of a geometry, each as arc numbers.
func (g geometry) rings() ([][]int, error) {
	if g.Type == "Polygon" {
		var rings [][]int
		err := json.Unmarshal(g.Arcs, &rings)
		return rings, err
	}
	var polygons [][][]int
	if err := json.Unmarshal(g.Arcs, &polygons); err != nil {
		return nil, err
	}
	var rings [][]int
	for _, p := range polygons {
		rings = append(rings, p...)
	}
	return rings, nil
}

// join puts arcs end to end; a negative number is the complement of an arc walked backwards (TopoJSON specification, 2.1.4).
func join(ring []int, arcs [][]dataset.Point) ([]dataset.Point, error) {
	var out []dataset.Point
	for _, n := range ring {
		back := n < 0
		if back {
			n = ^n
		}
		if n >= len(arcs) {
			return nil, fmt.Errorf("arc %d does not exist", n)
		}
		arc := arcs[n]
		for i := range arc {
			p := arc[i]
			if back {
				p = arc[len(arc)-1-i]
			}
			if len(out) == 0 || out[len(out)-1] != p {
				out = append(out, p)
			}
		}
	}
	if len(out) > 0 && out[0] != out[len(out)-1] {
		return nil, fmt.Errorf("a ring of %d points does not close", len(out))
	}
	return out, nil
}

// simplify drops the points of a line that lie nearer than tolerance (in degrees) to the line without them (Douglas and Peucker). The two ends
// stay; a closed line is cut at its farthest point first, else it would fall to nothing.
func simplify(line []dataset.Point, tolerance float64) []dataset.Point {
	if len(line) < 3 {
		return line
	}
	if line[0] == line[len(line)-1] {
		far := farthestFrom(line)
		if far == 0 {
			return line
		}
		return append(slices.Clip(simplify(line[:far+1], tolerance)), simplify(line[far:], tolerance)[1:]...)
	}
	at, distance := farthestFromChord(line)
	if distance <= tolerance*dataset.Scale {
		return []dataset.Point{line[0], line[len(line)-1]}
	}
	return append(slices.Clip(simplify(line[:at+1], tolerance)), simplify(line[at:], tolerance)[1:]...)
}

func farthestFrom(line []dataset.Point) (at int) {
	best := 0.0
	for i, p := range line {
		if d := length(p, line[0]); d > best {
			at, best = i, d
		}
	}
	return at
}

func farthestFromChord(line []dataset.Point) (at int, distance float64) {
	a, b := line[0], line[len(line)-1]
	chord := length(a, b)
	for i, p := range line[1 : len(line)-1] {
		area := float64((b.Lon-a.Lon)*(a.Lat-p.Lat) - (a.Lon-p.Lon)*(b.Lat-a.Lat))
		d := math.Abs(area) / chord
		if d > distance {
			at, distance = i+1, d
		}
	}
	return at, distance
}

func length(a, b dataset.Point) float64 {
	return math.Hypot(float64(a.Lon-b.Lon), float64(a.Lat-b.Lat))
}
