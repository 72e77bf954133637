package chart

import (
	"context"
	"fmt"
	"io"

	"maillage/internal/web/i18n"
)

// Part is a share of a whole.
type Part struct {
	Series
	Value float64
}

// Split is one thin bar that shows how a figure divides, under its terms in a sheet.
type Split struct {
	About
	Parts []Part
}

// Data lists the parts.
func (c Split) Data(ctx context.Context) Table {
	t := Table{Head: []string{i18n.T(ctx, "web.chart.label"), i18n.T(ctx, "web.chart.value")}}
	for _, p := range c.Parts {
		t.Rows = append(t.Rows, []string{p.Name, c.number(ctx, p.Value)})
	}
	return t
}

// Render draws the bar.
func (c Split) Render(ctx context.Context, w io.Writer) error {
	d := begin(c.About, c.Data(ctx))
	d.open("chart split", 14)
	sum := 0.0
	var used []Hue
	for _, p := range c.Parts {
		sum += positive(p.Value)
		used = append(used, p.Hue)
	}
	d.textures(used)
	x := 0.0
	for _, p := range c.Parts {
		if v := positive(p.Value); v > 0 {
			width := v / sum * 100
			d.bar(d.paint(p.Hue), x, 1, width, 12, p.Name+" "+c.number(ctx, v))
			x += width
		}
	}
	d.close()
	return d.writeTo(w)
}

// Completeness shows how many of the things required are there, whole or in part: the proofs of an action, the headings of a sheet.
type Completeness struct {
	About
	Label   string
	Whole   int
	Partial int
	Of      int
}

// Data is one row.
func (c Completeness) Data(ctx context.Context) Table {
	return Table{
		Head: []string{i18n.T(ctx, "web.chart.label"), i18n.T(ctx, "web.tone.ok"), i18n.T(ctx, "web.tone.warn"), i18n.T(ctx, "web.tone.todo")},
		Rows: [][]string{{
			c.Label, i18n.Number(ctx, float64(c.Whole)), i18n.Number(ctx, float64(c.Partial)),
			i18n.Number(ctx, float64(max(c.Of-c.Whole-c.Partial, 0))),
		}},
	}
}

// Render draws the bar: whole is solid, partial has lines, missing is an empty frame.
func (c Completeness) Render(ctx context.Context, w io.Writer) error {
	d := begin(c.About, c.Data(ctx))
	d.open("chart", 40)
	fmt.Fprintf(d, `<defs><pattern id="%s-part" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="f-warn" width="6" height="6"/><path class="tex" stroke-width="2" d="M0 0V6"/></pattern></defs>`, d.id)
	d.label("row-label", "start", 0, 0, 14, c.Label)
	d.label("v", "end", 100, 0, 14, i18n.T(ctx, "web.pips", "have", i18n.Number(ctx, float64(c.Whole)), "want", i18n.Number(ctx, float64(c.Of))))
	d.bar(`class="planned-bar"`, .2, 23.500, 99.600, 11, "")
	if c.Of > 0 {
		whole := 99.600 * clamp(c.Whole, c.Of)
		partial := 99.600 * clamp(c.Whole+c.Partial, c.Of)
		d.bar(`class="f-ok"`, .2, 24, whole, 10, "")
		d.bar(fmt.Sprintf(`fill="url(#%s-part)"`, d.id), .2+whole, 24, partial-whole, 10, "")
	}
	d.close()
	return d.writeTo(w)
}

func clamp(n, of int) float64 { return float64(min(max(n, 0), of)) / float64(of) }
