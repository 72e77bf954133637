package territory

import (
	"math"

	"maillage/internal/register/territory/dataset"
)

// Outline returns the border of a department as closed rings of longitude and latitude in degrees; nil where there is none. Islands and
// holes are rings alike: fill with the even-odd rule. The rings are shared, do not change them.
func (g *Gazetteer) Outline(department string) [][][2]float64 { return g.outlines[department] }

func (g *Gazetteer) addOutlines(rows []dataset.Outline) {
	g.outlines = make(map[string][][][2]float64, len(rows))
	for _, o := range rows {
		rings := make([][][2]float64, len(o.Rings))
		for i, ring := range o.Rings {
			rings[i] = make([][2]float64, len(ring))
			for j, p := range ring {
				rings[i][j] = [2]float64{float64(p.Lon) / dataset.Scale, float64(p.Lat) / dataset.Scale}
			}
		}
		g.outlines[o.Department] = rings
	}
}

// earthRadius is the mean radius of the Earth in kilometres (IUGG).
const earthRadius = 6371.0088

// Distance is the great-circle distance between two communes in kilometres. It is only as good as their positions: see Commune.Approximate.
func Distance(a, b Commune) float64 {
	const rad = math.Pi / 180
	lat, lon := (b.Lat-a.Lat)*rad, (b.Lon-a.Lon)*rad
	h := haversine(lat) + math.Cos(a.Lat*rad)*math.Cos(b.Lat*rad)*haversine(lon)
	return 2 * earthRadius * math.Asin(math.Min(1, math.Sqrt(h)))
}

func haversine(angle float64) float64 {
	s := math.Sin(angle / 2)
	return s * s
}
