package chart

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"maillage/internal/web/i18n"
)

// Period runs from its first day to its last, both included.
type Period struct{ From, To time.Time }

// Activity is one row of a chronogram. Baseline is the first plan, Planned the plan as amended, Real what took place. Unsure is where
// something took place whose month nobody knows: within it, but not all along it.
type Activity struct {
	Label    string
	Baseline []Period
	Planned  []Period
	Real     []Period
	Unsure   []Period
}

// lines are the name of the activity, cut into what a phone shows across.
func (a Activity) lines() []string {
	var out []string
	for _, word := range strings.Fields(a.Label) {
		last := len(out) - 1
		if last >= 0 && len([]rune(out[last]))+len([]rune(word)) < chronoLetters {
			out[last] += " " + word
			continue
		}
		out = append(out, word)
	}
	return out
}

// moved says that the plan is no longer the first one: a first plan that still holds is not drawn twice.
func (a Activity) moved() bool {
	return len(a.Baseline) > 0 && !slices.Equal(a.Baseline, a.Planned)
}

// Chronogram shows planned and real bars over the months of a programme, and the day at which the figures were taken.
type Chronogram struct {
	About
	Activities []Activity
	From, To   time.Time
	AsOf       time.Time // zero: none
}

const (
	chronoTop  = 24.0
	chronoStep = 46.0
	chronoLine = 16.0 // a further line of a name
	chronoFoot = 22.0
	chronoThin = .7 // share of a single day, so that it is seen

	chronoLetters = 46 // of a name, on one line
)

// Data is a row an activity, with its periods in words.
func (c Chronogram) Data(ctx context.Context) Table {
	t := Table{Head: []string{
		i18n.T(ctx, "web.chart.label"), i18n.T(ctx, "web.chart.baseline"), i18n.T(ctx, "web.chart.planned"), i18n.T(ctx, "web.chart.real"),
	}}
	unsure := c.some(func(a Activity) bool { return len(a.Unsure) > 0 })
	if unsure {
		t.Head = append(t.Head, i18n.T(ctx, "web.chart.unsure"))
	}
	for _, a := range c.Activities {
		row := []string{a.Label, inWords(ctx, a.Baseline), inWords(ctx, a.Planned), inWords(ctx, a.Real)}
		if unsure {
			row = append(row, yearsInWords(a.Unsure))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func inWords(ctx context.Context, periods []Period) string {
	var out []string
	for _, p := range periods {
		from, to := monthYear(ctx, p.From), monthYear(ctx, p.To)
		switch {
		case p.From.Equal(p.To):
			out = append(out, dayMonthYear(ctx, p.From))
		case from == to:
			out = append(out, from)
		default:
			out = append(out, from+" – "+to)
		}
	}
	if len(out) == 0 {
		return "–"
	}
	return strings.Join(out, ", ")
}

// yearsInWords names periods of whole years by their years alone.
func yearsInWords(periods []Period) string {
	var out []string
	for _, p := range periods {
		words := strconv.Itoa(p.From.Year())
		if p.To.Year() > p.From.Year() {
			words += "–" + strconv.Itoa(p.To.Year())
		}
		out = append(out, words)
	}
	if len(out) == 0 {
		return "–"
	}
	return strings.Join(out, ", ")
}

// Render draws the months, then each activity under its name.
func (c Chronogram) Render(ctx context.Context, w io.Writer) error {
	d := begin(c.About, c.Data(ctx))
	bottom := chronoTop
	for _, a := range c.Activities {
		bottom += a.height()
	}
	d.open("chart chronogram", bottom+chronoFoot)
	d.textures([]Hue{None})
	c.months(d, bottom)
	y := chronoTop
	for _, a := range c.Activities {
		c.row(ctx, d, a, y)
		y += a.height()
	}
	c.asOf(ctx, d, bottom)
	d.close()
	c.legend(ctx, d)
	return d.writeTo(w)
}

func (a Activity) height() float64 {
	return chronoStep + chronoLine*float64(max(len(a.lines()), 1)-1)
}

// row draws one activity: its name, and below it the plans around what took place.
func (c Chronogram) row(ctx context.Context, d *drawing, a Activity, y float64) {
	for i, line := range a.lines() {
		if i > 0 {
			y += chronoLine
		}
		d.label("row-label halo", "start", 0, 2, y+17, line)
	}
	if a.moved() {
		c.bars(ctx, d, a, a.Baseline, `class="baseline-bar"`, y+23, 16, "web.chart.baseline")
	}
	c.bars(ctx, d, a, a.Planned, `class="planned-bar filled"`, y+25.500, 11, "web.chart.planned")
	c.bars(ctx, d, a, a.Unsure, d.unsure(), y+27.500, 7, "web.chart.unsure")
	c.bars(ctx, d, a, a.Real, `class="fa"`, y+28, 6, "web.chart.real")
}

// unsure is the paint of what has a year and no month.
func (d *drawing) unsure() string {
	return fmt.Sprintf(`class="unsure-bar" fill="url(#%s-none)"`, d.id)
}

// months draws a line at each January with its year, and a tick at each quarter.
func (c Chronogram) months(d *drawing, bottom float64) {
	d.horizontal("axis", 0, 100, chronoTop-4)
	month := time.Date(c.From.Year(), c.From.Month(), 1, 0, 0, 0, 0, time.UTC)
	for first := true; !month.After(c.To); month = month.AddDate(0, 1, 0) {
		x := c.at(month)
		switch {
		case first || month.Month() == time.January:
			d.vertical("grid", x, chronoTop-4, bottom)
			d.label("", "start", x, 3, 13, strconv.Itoa(month.Year()))
		case (month.Month()-1)%3 == 0:
			d.vertical("axis", x, chronoTop-4, chronoTop)
		}
		first = false
	}
}

func (c Chronogram) bars(ctx context.Context, d *drawing, a Activity, periods []Period, attr string, y, height float64, key string) {
	for _, p := range periods {
		from, to := c.at(p.From), c.at(p.To.AddDate(0, 0, 1))
		if to <= 0 || from >= 100 {
			continue
		}
		from, to = max(from, 0), min(to, 100)
		says := a.Label + ", " + strings.ToLower(i18n.T(ctx, key)) + " " + inWords(ctx, []Period{p})
		d.bar(attr, min(from, 100-chronoThin), y, max(to-from, chronoThin), height, says)
	}
}

func (c Chronogram) asOf(ctx context.Context, d *drawing, bottom float64) {
	if c.AsOf.IsZero() || c.AsOf.Before(c.From) || c.AsOf.After(c.To.AddDate(0, 0, 1)) {
		return
	}
	x := c.at(c.AsOf)
	d.vertical("as-of", x, chronoTop-4, bottom+4)
	anchor := "middle"
	switch {
	case x > 80:
		anchor, x = "end", 100
	case x < 20:
		anchor, x = "start", 0
	}
	d.label("small as-of-label", anchor, x, 0, bottom+18, dayMonthYear(ctx, c.AsOf))
}

func (c Chronogram) legend(ctx context.Context, d *drawing) {
	d.WriteString(`<ul class="legend">`)
	for _, k := range []struct {
		attr, key string
		shown     bool
	}{
		{`class="baseline-bar"`, "web.chart.baseline", c.some(Activity.moved)},
		{`class="planned-bar filled"`, "web.chart.planned", true},
		{`class="fa"`, "web.chart.real", true},
		{d.unsure(), "web.chart.unsure", c.some(func(a Activity) bool { return len(a.Unsure) > 0 })},
	} {
		if k.shown {
			d.legendItem(fmt.Sprintf(`<rect %s x="1" y="2" width="16" height="8"/>`, k.attr), i18n.T(ctx, k.key))
		}
	}
	d.WriteString("</ul>")
}

func (c Chronogram) some(holds func(Activity) bool) bool {
	return slices.ContainsFunc(c.Activities, holds)
}

// at is the place of a day, from 0 to 100 across the programme; outside of it, outside of that.
func (c Chronogram) at(day time.Time) float64 {
	span := c.To.AddDate(0, 0, 1).Sub(c.From).Hours()
	if span <= 0 {
		return 0
	}
	return day.Sub(c.From).Hours() / span * 100
}
