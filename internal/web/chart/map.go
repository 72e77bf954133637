package chart

import (
	"context"
	"fmt"
	"html"
	"io"
	"math"
	"strings"

	"maillage/internal/web/i18n"
)

// LonLat is a place on earth, in degrees.
type LonLat struct{ Lon, Lat float64 }

// Department is one shape of the map: its outline as rings, the outer ones and the holes, and its value. Without Known the value is
// hatched and said to be missing.
type Department struct {
	Code  string
	Name  string
	Rings [][]LonLat
	Value float64
	Known bool
}

// DepartmentMap shows a sum per department in four shades, with the number written on each. The projection is equirectangular, drawn in at
// the middle latitude: true enough for a region, and simple.
type DepartmentMap struct {
	About
	Departments []Department
}

const mapWidth = 400.0

// Data is a row a department.
func (c DepartmentMap) Data(ctx context.Context) Table {
	t := Table{Head: []string{i18n.T(ctx, "web.chart.label"), i18n.T(ctx, "web.chart.value")}}
	for _, dep := range c.Departments {
		t.Rows = append(t.Rows, []string{dep.Name, c.say(ctx, dep)})
	}
	return t
}

func (c DepartmentMap) say(ctx context.Context, dep Department) string {
	if !dep.Known {
		return i18n.T(ctx, "web.chart.no_data")
	}
	return c.number(ctx, dep.Value)
}

// Render draws the shapes, then the numbers over them, then the shades' meaning.
func (c DepartmentMap) Render(ctx context.Context, w io.Writer) error {
	d := begin(c.About, c.Data(ctx))
	project, height := c.projection()
	d.openAs("chart map", fmt.Sprintf(`width="100%%" viewBox="0 0 %s %s"`, short(mapWidth), short(height)))
	d.textures([]Hue{None})
	most := c.most()
	for _, dep := range c.Departments {
		c.shape(ctx, d, dep, shade(dep, most), project)
	}
	for _, dep := range c.Departments {
		c.value(ctx, d, dep, shade(dep, most), project)
	}
	d.close()
	c.legend(ctx, d, most)
	return d.writeTo(w)
}

func (c DepartmentMap) shape(ctx context.Context, d *drawing, dep Department, class string, project func(LonLat) (x, y float64)) {
	fill := ""
	if class == "ln" {
		fill = fmt.Sprintf(` fill="url(#%s-none)"`, d.id)
	}
	fmt.Fprintf(d, `<g class="%s"><path class="shape" fill-rule="evenodd"%s d="`, class, fill)
	for _, ring := range dep.Rings {
		for i, p := range ring {
			x, y := project(p)
			step := "L"
			if i == 0 {
				step = "M"
			}
			d.WriteString(step + short1(x) + " " + short1(y))
		}
		d.WriteString("Z")
	}
	fmt.Fprintf(d, `"><title>%s</title></path></g>`, html.EscapeString(dep.Name+" "+c.say(ctx, dep)))
}

func (c DepartmentMap) value(ctx context.Context, d *drawing, dep Department, class string, project func(LonLat) (x, y float64)) {
	if !dep.Known || len(dep.Rings) == 0 {
		return
	}
	x, y := middle(largest(dep.Rings), project)
	fmt.Fprintf(d, `<g class="%s"><text class="v" x="%s" y="%s">%s</text></g>`, class, short1(x), short1(y+6), html.EscapeString(c.number(ctx, dep.Value)))
}

func (c DepartmentMap) legend(ctx context.Context, d *drawing, most float64) {
	d.WriteString(`<ul class="legend">`)
	key := func(class, words string) {
		d.legendItem(fmt.Sprintf(`<rect class="%s" x="1" y="1" width="16" height="10"/>`, class), words)
	}
	key("key-l0", c.number(ctx, 0))
	for i := range 3 {
		if low, high, any := c.between(most, i); any {
			words := c.number(ctx, low)
			if high > low {
				words += " – " + c.number(ctx, high)
			}
			key(fmt.Sprintf("key-l%d", i+1), words)
		}
	}
	for _, dep := range c.Departments {
		if !dep.Known {
			d.legendItem(fmt.Sprintf(`<rect %s x="1" y="1" width="16" height="10"/>`, d.paint(None)), i18n.T(ctx, "web.chart.no_data"))
			break
		}
	}
	d.WriteString("</ul>")
}

// between returns the least and the most value that a shade really holds, so that the legend tells data and not thresholds.
func (c DepartmentMap) between(most float64, step int) (low, high float64, any bool) {
	want := fmt.Sprintf("l%d", step+1)
	for _, dep := range c.Departments {
		if shade(dep, most) != want {
			continue
		}
		if !any {
			low, high, any = dep.Value, dep.Value, true
		}
		low, high = min(low, dep.Value), max(high, dep.Value)
	}
	return low, high, any
}

// shade is l0 for none, then thirds of the most; ln when not known.
func shade(dep Department, most float64) string {
	switch v := positive(dep.Value); {
	case !dep.Known:
		return "ln"
	case v == 0 || most == 0:
		return "l0"
	default:
		return fmt.Sprintf("l%d", max(1, int(math.Ceil(v/most*3))))
	}
}

func (c DepartmentMap) most() float64 {
	most := 0.0
	for _, dep := range c.Departments {
		if dep.Known {
			most = max(most, positive(dep.Value))
		}
	}
	return most
}

// projection returns the function from degrees to the drawing, and the drawing's height.
func (c DepartmentMap) projection() (project func(LonLat) (x, y float64), height float64) {
	west, east, south, north := math.Inf(1), math.Inf(-1), math.Inf(1), math.Inf(-1)
	for _, dep := range c.Departments {
		for _, ring := range dep.Rings {
			for _, p := range ring {
				west, east, south, north = min(west, p.Lon), max(east, p.Lon), min(south, p.Lat), max(north, p.Lat)
			}
		}
	}
	if east <= west || north <= south {
		return func(LonLat) (float64, float64) { return 0, 0 }, 0
	}
	narrow := math.Cos((south + north) / 2 * math.Pi / 180)
	const margin = 2.0
	scale := (mapWidth - 2*margin) / ((east - west) * narrow)
	return func(p LonLat) (float64, float64) {
		return margin + (p.Lon-west)*narrow*scale, margin + (north-p.Lat)*scale
	}, (north-south)*scale + 2*margin
}

// largest is the ring that encloses most: the mainland, where the number goes.
func largest(rings [][]LonLat) []LonLat {
	best := rings[0]
	for _, r := range rings[1:] {
		if math.Abs(twiceArea(r)) > math.Abs(twiceArea(best)) {
			best = r
		}
	}
	return best
}

func twiceArea(ring []LonLat) float64 {
	sum := 0.0
	for i, p := range ring {
		q := ring[(i+1)%len(ring)]
		sum += p.Lon*q.Lat - q.Lon*p.Lat
	}
	return sum
}

// middle is the centroid of a ring in the drawing; of a ring without area, the mean of its points.
func middle(ring []LonLat, project func(LonLat) (x, y float64)) (x, y float64) {
	if len(ring) == 0 {
		return 0, 0
	}
	var cx, cy, mx, my float64
	for i, p := range ring {
		q := ring[(i+1)%len(ring)]
		cross := p.Lon*q.Lat - q.Lon*p.Lat
		cx, cy = cx+(p.Lon+q.Lon)*cross, cy+(p.Lat+q.Lat)*cross
		mx, my = mx+p.Lon, my+p.Lat
	}
	if area := twiceArea(ring); math.Abs(area) > 1e-9 {
		return project(LonLat{cx / (3 * area), cy / (3 * area)})
	}
	n := float64(len(ring))
	return project(LonLat{mx / n, my / n})
}

// short1 writes a coordinate of the map with one decimal: enough for the eye, half the weight.
func short1(v float64) string { return strings.TrimSuffix(fmt.Sprintf("%.1f", v), ".0") }
