package chart

import (
	"context"
	"io"
	"math"

	"maillage/internal/web/i18n"
)

// Bar is one column: a year and what was reached. Before marks what was there before the programme began; it is drawn paler.
type Bar struct {
	Label  string
	Value  float64
	Before bool
}

// Bars shows a figure per year as columns from zero, with the target as a dashed line. A target of zero is none.
type Bars struct {
	About
	Bars   []Bar
	Target float64
}

const (
	barsHeight = 204.0
	barsTop    = 30.0
	barsBase   = 178.0
	barsMost   = 9 // labels that fit below; of more columns, some go without
)

// Data lists the columns, then the target.
func (c Bars) Data(ctx context.Context) Table {
	t := Table{Head: []string{i18n.T(ctx, "web.chart.label"), i18n.T(ctx, "web.chart.value")}}
	for _, b := range c.Bars {
		t.Rows = append(t.Rows, []string{b.Label, c.number(ctx, b.Value)})
	}
	if c.Target > 0 {
		t.Rows = append(t.Rows, []string{i18n.T(ctx, "web.chart.target", "value", ""), c.number(ctx, c.Target)})
	}
	return t
}

// Render draws the columns.
func (c Bars) Render(ctx context.Context, w io.Writer) error {
	d := begin(c.About, c.Data(ctx))
	d.open("chart", barsHeight)
	top := positive(c.Target)
	for _, b := range c.Bars {
		top = max(top, positive(b.Value))
	}
	scale := 0.0
	if top > 0 {
		scale = (barsBase - barsTop) / top
	}
	d.horizontal("grid", 0, 100, barsBase+.5)
	target := barsBase - c.Target*scale
	slot := 100 / float64(max(len(c.Bars), 1))
	every := int(math.Ceil(float64(len(c.Bars)) / barsMost))
	for i, b := range c.Bars {
		c.column(ctx, d, b, float64(i)*slot, slot, positive(b.Value)*scale, target)
		if (len(c.Bars)-1-i)%every == 0 {
			d.label("", "middle", (float64(i)+.5)*slot, 0, barsHeight-8, b.Label)
		}
	}
	if c.Target > 0 {
		d.horizontal("target", 0, 100, target)
		d.label("halo", "start", 0, 0, target-7, i18n.T(ctx, "web.chart.target", "value", c.number(ctx, c.Target)))
	}
	d.close()
	return d.writeTo(w)
}

// column draws one bar with its value above, or inside when the target's line runs where the value would be.
func (c Bars) column(ctx context.Context, d *drawing, b Bar, x, slot, height, target float64) {
	paint := `class="fa"`
	if b.Before {
		paint = `class="before"`
	}
	value := c.number(ctx, b.Value)
	top := barsBase - height
	d.bar(paint, x+slot*.17, top, slot*.66, height, b.Label+" "+value)
	class, y := "v", top-7
	if c.Target > 0 && target <= top && top-target < 20 && height > 24 {
		class, y = "v inbar", top+18
	}
	d.label(class, "middle", x+slot/2, 0, y, value)
}
