package chart

import (
	"context"
	"fmt"
	"io"
)

// Mini is Bars the size of a word, beside the number that it explains: the shape of some years, without labels, and the target as a dashed
// line. A target of zero is none.
type Mini struct{ Bars }

const (
	miniWidth  = 76.0
	miniHeight = 34.0
	miniSlot   = 22.0 // at most, so that two years are no towers
)

// Render draws the columns from the left.
func (c Mini) Render(ctx context.Context, w io.Writer) error {
	d := begin(c.About, c.Data(ctx))
	d.openAs("mini", fmt.Sprintf(`width="%s" height="%s" viewBox="0 0 %s %s"`, px(miniWidth), px(miniHeight), px(miniWidth), px(miniHeight)))
	top := positive(c.Target)
	for _, b := range c.Bars.Bars {
		top = max(top, positive(b.Value))
	}
	scale := 0.0
	if top > 0 {
		scale = (miniHeight - 2) / top
	}
	slot := min(miniSlot, miniWidth/float64(max(len(c.Bars.Bars), 1)))
	for i, b := range c.Bars.Bars {
		paint := "fa"
		if b.Before {
			paint = "before"
		}
		height := positive(b.Value) * scale
		fmt.Fprintf(d, `<rect class="%s" x="%s" y="%s" width="%s" height="%s"/>`, paint, px(float64(i)*slot), px(miniHeight-height), px(slot*.78), px(height))
	}
	wide := slot*float64(len(c.Bars.Bars)) - slot*.22
	fmt.Fprintf(d, `<path class="base" d="M0 %sH%s"/>`, px(miniHeight), px(wide))
	if c.Target > 0 {
		fmt.Fprintf(d, `<path class="target" d="M0 %sH%s"/>`, px(miniHeight-c.Target*scale), px(wide))
	}
	d.close()
	return d.writeTo(w)
}
