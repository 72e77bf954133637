package chart

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"maillage/internal/web/i18n"
)

// Point is a value at a date. A label, such as a year, marks the point, writes its value and stands below it.
type Point struct {
	At    time.Time
	Value float64
	Label string
}

// Line shows how a figure grew: a cumulative curve. Points come in the order of time. A value that Holds stays until the next point and
// changes there at once: it is drawn in steps.
type Line struct {
	About
	Points []Point
	Holds  bool
}

const (
	lineHeight = 150.0
	lineTop    = 28.0
	lineBase   = 120.0
	lineLeft   = 2.0
	lineRight  = 97.0
	lineApart  = 11.0 // share between two labels, at least
)

// Data lists the labelled points, or all of them when none is.
func (c Line) Data(ctx context.Context) Table {
	t := Table{Head: []string{i18n.T(ctx, "web.chart.label"), i18n.T(ctx, "web.chart.value")}}
	for _, p := range c.Points {
		if p.Label != "" {
			t.Rows = append(t.Rows, []string{p.Label, c.number(ctx, p.Value)})
		}
	}
	if len(t.Rows) > 0 {
		return t
	}
	for _, p := range c.Points {
		t.Rows = append(t.Rows, []string{monthYear(ctx, p.At), c.number(ctx, p.Value)})
	}
	return t
}

// Render draws the curve. The curve stretches with the width; its stroke and its marks do not.
func (c Line) Render(ctx context.Context, w io.Writer) error {
	d := begin(c.About, c.Data(ctx))
	d.open("chart", lineHeight)
	d.horizontal("grid", 0, 100, lineBase+.5)
	most := 0.0
	for _, p := range c.Points {
		most = max(most, positive(p.Value))
	}
	at := c.placer(most)
	var path []string
	level := ""
	for _, p := range c.Points {
		x, y := at(p)
		if c.Holds && level != "" {
			path = append(path, short(x)+","+level)
		}
		level = short(y)
		path = append(path, short(x)+","+level)
	}
	fmt.Fprintf(d, `<svg x="0" y="0" width="100%%" height="%s" viewBox="0 0 100 %s" preserveAspectRatio="none"><polyline class="line-a" fill="none" vector-effect="non-scaling-stroke" points="%s"/></svg>`,
		px(lineHeight), px(lineHeight), strings.Join(path, " "))
	c.marks(ctx, d, at)
	d.close()
	return d.writeTo(w)
}

func (c Line) placer(most float64) func(Point) (x, y float64) {
	if len(c.Points) == 0 {
		return func(Point) (float64, float64) { return 0, 0 }
	}
	first, last := c.Points[0].At, c.Points[len(c.Points)-1].At
	span := last.Sub(first).Seconds()
	return func(p Point) (float64, float64) {
		x, y := lineRight, lineBase
		if span > 0 {
			x = lineLeft + p.At.Sub(first).Seconds()/span*(lineRight-lineLeft)
		}
		if most > 0 {
			y -= positive(p.Value) / most * (lineBase - lineTop)
		}
		return x, y
	}
}

// marks labels from the last point back, so that the newest is always said, and leaves out what would run into its neighbour.
func (c Line) marks(ctx context.Context, d *drawing, at func(Point) (x, y float64)) {
	free := 1000.0
	for i := len(c.Points) - 1; i >= 0; i-- {
		p := c.Points[i]
		x, y := at(p)
		if p.Label == "" || free-x < max(lineApart, room(p.Label)+2) {
			continue
		}
		free = x
		fmt.Fprintf(d, `<circle class="fa" cx="%s" cy="%s" r="4"/>`, share(x), px(y))
		switch {
		case x > 90:
			d.label("v halo", "end", x, -9, y-3, c.number(ctx, p.Value))
			d.label("", "end", 100, 0, lineHeight-10, p.Label)
		case x < 8:
			d.label("v halo", "start", x, 0, y-11, c.number(ctx, p.Value))
			d.label("", "start", 0, 0, lineHeight-10, p.Label)
		default:
			d.label("v halo", "end", x, -5, y-8, c.number(ctx, p.Value))
			d.label("", "middle", x, 0, lineHeight-10, p.Label)
		}
	}
}

// Sparkline is a curve the size of a word, beside a number; the number is the text.
type Sparkline struct {
	About
	Values []float64
}

// Data lists the values in order.
func (c Sparkline) Data(ctx context.Context) Table {
	t := Table{Head: []string{"", i18n.T(ctx, "web.chart.value")}}
	for _, v := range c.Values {
		t.Rows = append(t.Rows, []string{"", c.number(ctx, v)})
	}
	return t
}

// Render draws the curve between its least and its most.
func (c Sparkline) Render(ctx context.Context, w io.Writer) error {
	d := begin(c.About, c.Data(ctx))
	d.openAs("spark", `width="108" height="44" viewBox="0 0 108 44"`)
	if n := len(c.Values); n > 0 {
		points, x, y := c.path()
		fmt.Fprintf(d, `<path class="spark-area" d="M5 44L%sL%s 44Z"/><path class="spark-line" fill="none" d="M%s"/><circle class="fa" cx="%s" cy="%s" r="3.5"/>`,
			points, short(x), points, short(x), short(y))
	}
	d.close()
	return d.writeTo(w)
}

func (c Sparkline) path() (points string, x, y float64) {
	least, most := positive(c.Values[0]), positive(c.Values[0])
	for _, v := range c.Values {
		least, most = min(least, positive(v)), max(most, positive(v))
	}
	var out []string
	for i, v := range c.Values {
		x, y = 103, 39
		if len(c.Values) > 1 {
			x = 5 + 98*float64(i)/float64(len(c.Values)-1)
		}
		if most > least {
			y = 39 - 34*(positive(v)-least)/(most-least)
		}
		out = append(out, short(x)+" "+short(y))
	}
	return strings.Join(out, "L"), x, y
}
