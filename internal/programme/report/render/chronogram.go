package render

import (
	"strconv"
	"strings"
	"time"

	"maillage/internal/programme/agreement"
	"maillage/internal/programme/report"
	"maillage/internal/web/chart"
)

// Chronograms draws the activities, an axis after the other: a drawing is never longer than a page. Axes are the names of axes by number;
// id begins the identifiers of the drawings.
func Chronograms(x report.Chronogram, id string, axes map[string]string) []chart.Chart {
	first, begins := month(x.From)
	last, ends := month(x.To)
	if !begins || !ends {
		return nil
	}
	var list []chart.Chart
	for at := 0; at < len(x.Rows); {
		axis, next := axisOf(x.Rows[at].Activity), at
		for next < len(x.Rows) && axisOf(x.Rows[next].Activity) == axis {
			next++
		}
		c := chart.Chronogram{About: chart.About{ID: id + "-" + axis, Title: strings.TrimSpace(axis + ". " + axes[axis])}, From: first, To: last.AddDate(0, 1, -1)}
		for _, r := range x.Rows[at:next] {
			c.Activities = append(c.Activities, activity(r))
		}
		list, at = append(list, c), next
	}
	return list
}

func activity(r report.ChronogramRow) chart.Activity {
	a := chart.Activity{Label: r.Activity + " " + r.Name, Baseline: plans(r.Baseline), Planned: plans(r.Planned), Real: runs(r.Real)}
	for _, y := range r.Years {
		a.Unsure = append(a.Unsure, chart.Period{From: time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC), To: time.Date(y, 12, 31, 0, 0, 0, 0, time.UTC)})
	}
	return a
}

// axisOf is the axis of an activity: "1" of "1.2".
func axisOf(activity string) string {
	axis, _, _ := strings.Cut(activity, ".")
	return axis
}

func month(s string) (time.Time, bool) {
	at, err := time.Parse("2006-01", s)
	return at, err == nil
}

func plans(list []agreement.Months) []chart.Period {
	var out []chart.Period
	for _, m := range list {
		from, begins := month(m.From)
		to, ends := month(m.To)
		if begins && ends {
			out = append(out, chart.Period{From: from, To: to.AddDate(0, 1, -1)})
		}
	}
	return out
}

// runs joins months that follow each other into one period.
func runs(months []string) []chart.Period {
	var out []chart.Period
	for _, m := range months {
		from, ok := month(m)
		switch last := len(out) - 1; {
		case !ok:
		case last >= 0 && out[last].To.AddDate(0, 0, 1).Equal(from):
			out[last].To = from.AddDate(0, 1, -1)
		default:
			out = append(out, chart.Period{From: from, To: from.AddDate(0, 1, -1)})
		}
	}
	return out
}

// axisNames are the names of axes by number, from the sheets of the document.
func axisNames(doc *report.Document) map[string]string {
	names := map[string]string{}
	for _, s := range doc.Sheets {
		names[s.Axis] = s.AxisName
	}
	return names
}

// KeyShape draws the years of a key figure beside its number; nil when there is one only, or when a year is not known: a gap is not a zero.
func KeyShape(k report.KeyFigure, place int) chart.Chart {
	if len(k.Series) < 2 {
		return nil
	}
	c := chart.Mini{Bars: chart.Bars{About: chart.About{ID: "couverture-" + strconv.Itoa(place), Title: k.Label}}}
	for _, p := range k.Series {
		if !drawn(p.Use) {
			return nil
		}
		c.Bars.Bars = append(c.Bars.Bars, chart.Bar{Label: strconv.Itoa(p.Year), Value: p.Use.Value, Before: p.Before})
	}
	if k.Target != nil && k.Stock {
		c.Target = float64(*k.Target)
	}
	return c
}
