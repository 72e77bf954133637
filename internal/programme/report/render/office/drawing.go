package office

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"maillage/internal/programme/agreement"
	"maillage/internal/programme/report"
	"maillage/internal/web/chart"
)

// pixels is how many of a screen's pixels a millimetre of paper holds: text of 13 pixels is printed at ten points.
const pixels = 96 / 25.4

// pictureOf draws a chart as a file that stands alone.
func (w *walk) pictureOf(c chart.Chart, width float64) element { return w.drawn(c, width, 1) }

// finer draws it a quarter larger and sets it in the same place, for the cover.
func (w *walk) finer(c chart.Chart, width float64) element { return w.drawn(c, width, 1.25) }

func (w *walk) drawn(c chart.Chart, width, scale float64) element {
	w.pictures++
	p := picture{name: fmt.Sprintf("picture-%02d", w.pictures), title: c.Heading(), width: width, data: c.Data(w.ctx)}
	var drawn bytes.Buffer
	err := c.Render(w.ctx, &drawn)
	if err == nil {
		err = p.draw(drawn.Bytes(), scale)
	}
	if err != nil && w.err == nil {
		w.err = fmt.Errorf("picture %q: %w", p.title, err)
	}
	return p
}

// draw turns what the page shows, a drawing with its legend, into one SVG file.
func (p *picture) draw(fragment []byte, scale float64) error {
	d, err := readDrawing(fragment)
	if err != nil {
		return err
	}
	p.desc = d.desc
	p.svg, p.ratio = d.file(p.width * pixels * scale)
	return nil
}

// chronogram emits the drawing, then a compact table of the same.
func (w *walk) chronogram(x report.Chronogram) {
	w.emit(paragraph{style: caption, anchor: x.Anchor, runs: say(x.Caption)})
	c := chronogramOf(x, w.doc.AsOf)
	w.emit(w.pictureOf(c, textWidth))
	periods := c.Data(w.ctx)
	t := table{title: w.own("chronogram.table"), small: true, cols: []column{{head: w.page("entry.activity"), width: 60}}}
	for _, name := range periods.Head[1:] {
		t.cols = append(t.cols, column{head: name, width: 30})
	}
	t.cols = append(t.cols, column{head: w.page("perimeter.entries"), width: 20, right: true})
	t.rows = func(yield func(row) bool) {
		for i, r := range x.Rows {
			line := plain(periods.Rows[i]...)
			for _, y := range r.Years {
				line.cells[3] = under(line.cells[3], w.own("chronogram.year", "year", strconv.Itoa(y)))
			}
			line.cells = append(line.cells, say(w.number(r.Entries)))
			line.pale = !r.Active
			if !yield(line) {
				return
			}
		}
	}
	w.captioned(t, x.Source)
}

// chronogramOf turns the chronogram of a document into a drawing.
func chronogramOf(x report.Chronogram, asOf time.Time) chart.Chronogram {
	c := chart.Chronogram{About: chart.About{ID: x.Anchor, Title: x.Caption}, From: firstDay(x.From), To: lastDay(x.To), AsOf: asOf}
	for _, r := range x.Rows {
		a := chart.Activity{Label: strings.TrimSpace(r.Activity + " " + r.Name), Baseline: periods(r.Baseline), Planned: periods(r.Planned), Real: runsOf(r.Real)}
		c.Activities = append(c.Activities, a)
	}
	return c
}

func periods(list []agreement.Months) []chart.Period {
	var out []chart.Period
	for _, m := range list {
		out = append(out, chart.Period{From: firstDay(m.From), To: lastDay(m.To)})
	}
	return out
}

// runsOf joins months that follow each other.
func runsOf(months []string) []chart.Period {
	var out []chart.Period
	for _, m := range slices.Sorted(slices.Values(months)) {
		if last := len(out) - 1; last >= 0 && out[last].To.AddDate(0, 0, 1).Equal(firstDay(m)) {
			out[last].To = lastDay(m)
			continue
		}
		out = append(out, chart.Period{From: firstDay(m), To: lastDay(m)})
	}
	return out
}

// firstDay reads "2018-01"; anything else is the zero time, which the drawing leaves out.
func firstDay(month string) time.Time {
	t, err := time.Parse("2006-01", month)
	if err != nil {
		return time.Time{}
	}
	return t
}

func lastDay(month string) time.Time { return firstDay(month).AddDate(0, 1, -1) }
