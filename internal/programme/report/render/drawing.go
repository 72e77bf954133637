package render

import (
	"strconv"
	"strings"

	"maillage/internal/programme/report"
	"maillage/internal/web/chart"
)

// KeyChart draws the years of a key figure; nil when there is one only.
func KeyChart(k report.KeyFigure) chart.Chart {
	if len(k.Series) < 2 {
		return nil
	}
	c := chart.Bars{About: chart.About{ID: "couverture-annees", Title: k.Label}}
	for _, p := range k.Series {
		c.Bars = append(c.Bars, chart.Bar{Label: strconv.Itoa(p.Year), Value: p.Use.Value, Before: p.Before})
	}
	if k.Target != nil && k.Stock {
		c.Target = float64(*k.Target)
	}
	return c
}

// drawn says that a figure has a value that can be drawn: a gap is not a zero.
func drawn(u report.FigureUse) bool {
	return u.State == report.FigureSet || u.State == report.FigurePartial || u.State == report.FigureWhole
}

// Drawing turns a chart of the text into a drawing. Points without a value are left out: a gap is not a zero.
func Drawing(c report.Chart) chart.Chart {
	about := chart.About{ID: c.Anchor, Title: c.Caption}
	if len(c.Series) == 0 {
		bars := chart.Bars{About: about}
		for _, p := range c.Points {
			if drawn(p.Parts[0]) {
				bars.Bars = append(bars.Bars, chart.Bar{Label: p.Label, Value: p.Parts[0].Value, Before: p.Before})
			}
		}
		if c.Target != nil {
			bars.Target = float64(*c.Target)
		}
		return bars
	}
	stacked := chart.StackedBars{About: about}
	for _, s := range c.Series {
		stacked.Series = append(stacked.Series, chart.Series{Name: s.Name, Hue: chart.Hue(s.Funder)})
	}
	for _, p := range c.Points {
		row := chart.StackedRow{Label: p.Label}
		for _, u := range p.Parts {
			row.Parts = append(row.Parts, u.Value)
		}
		stacked.Rows = append(stacked.Rows, row)
	}
	return stacked
}

// Gaps names the points of a chart that have no value.
func Gaps(c report.Chart) string {
	var list []string
	for _, p := range c.Points {
		if len(c.Series) == 0 && !drawn(p.Parts[0]) {
			list = append(list, p.Label)
		}
	}
	return strings.Join(list, ", ")
}

// Departments turns a map of the text into a drawing.
func Departments(m report.DepartmentMap) chart.DepartmentMap {
	c := chart.DepartmentMap{About: chart.About{ID: m.Anchor, Title: m.Caption}}
	for _, d := range m.Departments {
		shape := chart.Department{Code: d.Code, Name: d.Name, Value: d.Use.Value, Known: drawn(d.Use)}
		for _, ring := range d.Rings {
			line := make([]chart.LonLat, len(ring))
			for i, p := range ring {
				line[i] = chart.LonLat{Lon: p[0], Lat: p[1]}
			}
			shape.Rings = append(shape.Rings, line)
		}
		c.Departments = append(c.Departments, shape)
	}
	return c
}
