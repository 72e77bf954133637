package chart

import (
	"context"
	"io"
	"unicode/utf8"

	"maillage/internal/web/i18n"
)

// Series is one of the parts that all rows of a stacked chart have: a funder.
type Series struct {
	Name string
	Hue  Hue
}

// StackedRow is one bar; Parts follow the series.
type StackedRow struct {
	Label string
	Parts []float64
}

// StackedBars shows a sum and its parts, one row a year: what each funder takes, and hatched, what none does.
type StackedBars struct {
	About
	Series []Series
	Rows   []StackedRow
}

const (
	stackBar    = 24.0
	stackGutter = 12.0 // share kept for short labels; long ones stand above their bar
	stackEnd    = 13.0 // share kept for the total
	shortLabel  = 6    // letters
)

// Data is a row a bar, a column a series, and the total.
func (c StackedBars) Data(ctx context.Context) Table {
	t := Table{Head: []string{i18n.T(ctx, "web.chart.label")}}
	for _, s := range c.Series {
		t.Head = append(t.Head, s.Name)
	}
	t.Head = append(t.Head, i18n.T(ctx, "web.chart.total"))
	for _, r := range c.Rows {
		cells := []string{r.Label}
		for i := range c.Series {
			cells = append(cells, c.number(ctx, r.part(i)))
		}
		t.Rows = append(t.Rows, append(cells, c.number(ctx, r.total())))
	}
	return t
}

// Render draws the rows, then the names of the series.
func (c StackedBars) Render(ctx context.Context, w io.Writer) error {
	d := begin(c.About, c.Data(ctx))
	gutter, head := stackGutter, 0.0
	most := 0.0
	for _, r := range c.Rows {
		most = max(most, r.total())
		if utf8.RuneCountInString(r.Label) > shortLabel {
			gutter, head = 0, 20
		}
	}
	step := head + stackBar + 28
	d.open("chart", step*float64(len(c.Rows)))
	d.textures(c.used())
	for i, r := range c.Rows {
		y := float64(i)*step + head
		if head > 0 {
			d.label("row-label", "start", 0, 0, y-6, r.Label)
		} else {
			d.label("", "start", 0, 0, y+17, r.Label)
		}
		scale := 0.0
		if most > 0 {
			scale = (100 - gutter - stackEnd) / most
		}
		c.row(ctx, d, r, gutter, y, scale)
	}
	d.close()
	d.legend(c.Series)
	return d.writeTo(w)
}

// row draws the parts of one bar, the value of each below where it finds room, and the total at the end.
func (c StackedBars) row(ctx context.Context, d *drawing, r StackedRow, x, y, scale float64) {
	for i, s := range c.Series {
		v := positive(r.part(i))
		if v == 0 {
			continue
		}
		value := c.number(ctx, v)
		d.bar(d.paint(s.Hue), x, y, v*scale, stackBar, r.Label+", "+s.Name+" "+value)
		if room(value) < v*scale {
			d.label("small", "start", x, 1, y+stackBar+14, value)
		}
		x += v * scale
	}
	d.label("v", "start", x, 8, y+17, c.number(ctx, r.total()))
}

func (c StackedBars) used() []Hue {
	var out []Hue
	for _, s := range c.Series {
		out = append(out, s.Hue)
	}
	return out
}

func (r StackedRow) part(i int) float64 {
	if i >= len(r.Parts) {
		return 0
	}
	return r.Parts[i]
}

func (r StackedRow) total() float64 {
	sum := 0.0
	for _, p := range r.Parts {
		sum += positive(p)
	}
	return sum
}
