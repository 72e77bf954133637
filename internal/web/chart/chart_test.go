package chart_test

import (
	"context"
	"math"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/a-h/templ"

	"maillage/internal/web"
	"maillage/internal/web/chart"
	"maillage/internal/web/i18n"
)

func french(t *testing.T) context.Context {
	t.Helper()
	c, err := i18n.New(web.Texts)
	if err != nil {
		t.Fatal(err)
	}
	return c.Context(context.Background(), "fr")
}

func draw(t *testing.T, c templ.Component) *goquery.Document {
	t.Helper()
	var b strings.Builder
	if err := c.Render(french(t), &b); err != nil {
		t.Fatal(err)
	}
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func day(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

// every chart, with a text of the caller's choice wherever a text goes
func every(text string, values ...float64) map[string]chart.Chart {
	about := func(id string) chart.About { return chart.About{ID: id + text, Title: text} }
	v := func(i int) float64 { return values[i%len(values)] }
	series := []chart.Series{{Name: text, Hue: 0}, {Name: text, Hue: 1}, {Name: text, Hue: chart.None}}
	square := [][]chart.LonLat{{{0, 44}, {1, 44}, {1, 45}, {0, 45}}}
	return map[string]chart.Chart{
		"bars":         chart.Bars{About: about("b"), Target: v(0), Bars: []chart.Bar{{Label: text, Value: v(0), Before: true}, {Label: text, Value: v(1)}}},
		"stacked":      chart.StackedBars{About: about("s"), Series: series, Rows: []chart.StackedRow{{Label: text, Parts: []float64{v(0), v(1)}}}},
		"split":        chart.Split{About: about("p"), Parts: []chart.Part{{Series: series[0], Value: v(0)}, {Series: series[2], Value: v(1)}}},
		"completeness": chart.Completeness{About: about("c"), Label: text, Whole: 3, Partial: 9, Of: 5},
		"line":         chart.Line{About: about("l"), Points: []chart.Point{{At: day(2018, 1, 1), Value: v(0), Label: text}, {At: day(2019, 1, 1), Value: v(1), Label: text}}},
		"spark":        chart.Sparkline{About: about("k"), Values: []float64{v(0), v(1), v(0)}},
		"chronogram": chart.Chronogram{About: about("g"), From: day(2018, 1, 1), To: day(2020, 12, 31), AsOf: day(2019, 1, 1),
			Activities: []chart.Activity{{Label: text, Planned: []chart.Period{{day(2018, 1, 1), day(2018, 6, 30)}}}}},
		"map": chart.DepartmentMap{About: about("m"), Departments: []chart.Department{{Code: "33", Name: text, Rings: square, Value: v(1), Known: true}, {Code: "47", Name: text, Rings: square}}},
	}
}

func TestEveryChartIsDescribed(t *testing.T) {
	for name, c := range every("Dates", 12, 24) {
		svg := draw(t, c).Find("svg[role=img]")
		if svg.Length() != 1 {
			t.Errorf("%s: %d drawings", name, svg.Length())
			continue
		}
		by, _ := svg.Attr("aria-labelledby")
		ids := strings.Fields(by)
		if len(ids) != 2 {
			t.Errorf("%s: labelled by %q", name, by)
			continue
		}
		if got := svg.Find("title#" + ids[0]).Text(); got != "Dates" {
			t.Errorf("%s: title %q", name, got)
		}
		if got := svg.Find("desc#" + ids[1]).Text(); got == "" {
			t.Errorf("%s: no description", name)
		}
		data := c.Data(french(t))
		for _, row := range data.Rows {
			if len(row) != len(data.Head) {
				t.Errorf("%s: row of %d under %d heads", name, len(row), len(data.Head))
			}
		}
		if n := draw(t, chart.Figure(c)).Find("details.data table tbody tr").Length(); n != len(data.Rows) || n == 0 {
			t.Errorf("%s: %d rows of data shown", name, n)
		}
	}
}

func TestHostileTextIsText(t *testing.T) {
	const hostile = `"><script>alert(1)</script><b onload=x>`
	for name, c := range every(hostile, 12, 24) {
		doc := draw(t, chart.Figure(c))
		if n := doc.Find("script, b, [onload]").Length(); n != 0 {
			t.Errorf("%s: %d elements made of text", name, n)
		}
		if !strings.Contains(doc.Find("svg").Text()+doc.Find("figcaption").Text(), "alert(1)") {
			t.Errorf("%s: the text is lost", name)
		}
	}
}

// TestStrangeValuesDraw: nothing, less than nothing and no number make no length that is not one.
func TestStrangeValuesDraw(t *testing.T) {
	for _, values := range [][]float64{{0, 0}, {-5, 3}, {math.NaN(), 2}, {math.Inf(1), 1}, {1e12, 1}} {
		for name, c := range every("x", values...) {
			draw(t, c).Find("rect, circle, line").Each(func(_ int, s *goquery.Selection) {
				for _, attr := range []string{"x", "y", "width", "height", "cx", "cy"} {
					text, ok := s.Attr(attr)
					if !ok {
						continue
					}
					v, err := strconv.ParseFloat(strings.TrimSuffix(text, "%"), 64)
					if err != nil || v < -1 || v > 1000 {
						t.Errorf("%s with %v: %s=%q", name, values, attr, text)
					}
				}
			})
		}
	}
	for _, c := range []templ.Component{chart.Bars{}, chart.StackedBars{}, chart.Split{}, chart.Line{}, chart.Sparkline{}, chart.Chronogram{}, chart.Mini{}, chart.DepartmentMap{}, chart.Completeness{}} {
		if draw(t, c).Find("svg[role=img]").Length() != 1 {
			t.Errorf("%T: nothing drawn of nothing", c)
		}
	}
}

func share(t *testing.T, s *goquery.Selection, attr string) float64 {
	t.Helper()
	text, _ := s.Attr(attr)
	v, err := strconv.ParseFloat(strings.TrimSuffix(text, "%"), 64)
	if err != nil {
		t.Fatalf("%s=%q", attr, text)
	}
	return v
}

func TestBarsAreInProportion(t *testing.T) {
	doc := draw(t, chart.Bars{About: chart.About{ID: "b"}, Target: 300, Bars: []chart.Bar{{Label: "2018", Value: 150}, {Label: "2020", Value: 300}}})
	bars := doc.Find("rect.fa")
	if one, two := share(t, bars.Eq(0), "height"), share(t, bars.Eq(1), "height"); math.Abs(two-2*one) > .02 {
		t.Errorf("150 is %v high, 300 is %v", one, two)
	}
	if line, top := share(t, doc.Find(".target"), "y1"), share(t, bars.Eq(1), "y"); line != top {
		t.Errorf("the target is at %v, a bar that reaches it ends at %v", line, top)
	}
	if got := doc.Find("text.inbar").Text(); got != "300" {
		t.Errorf("the value that the target's line would cross is %q", got)
	}
	if n := draw(t, chart.Bars{Bars: []chart.Bar{{Value: 1}}}).Find(".target").Length(); n != 0 {
		t.Error("no target, and a line")
	}
}

func TestStackedPartsFollowEachOther(t *testing.T) {
	c := chart.StackedBars{
		About:  chart.About{ID: "dates"},
		Series: []chart.Series{{Name: "Région", Hue: 0}, {Name: "FSE", Hue: 1}, {Name: "sans territoire", Hue: chart.None}},
		Rows:   []chart.StackedRow{{Label: "2019", Parts: []float64{7, 5}}, {Label: "2020", Parts: []float64{7, 7, 14}}},
	}
	doc := draw(t, c)
	rects := doc.Find("svg.chart > rect")
	if rects.Length() != 5 {
		t.Fatalf("%d parts, want 5: a part of zero draws nothing", rects.Length())
	}
	for _, i := range []int{2, 3} {
		if end, next := share(t, rects.Eq(i), "x")+share(t, rects.Eq(i), "width"), share(t, rects.Eq(i+1), "x"); math.Abs(end-next) > .02 {
			t.Errorf("part %d ends at %v, the next begins at %v", i, end, next)
		}
	}
	if fill, _ := rects.Eq(4).Attr("fill"); fill != "url(#c-dates-none)" || doc.Find("pattern#c-dates-none").Length() != 1 {
		t.Errorf("what nobody takes is filled by %q", fill)
	}
	if got := doc.Find("text.v").Text(); got != "1228" {
		t.Errorf("totals %q", got)
	}
	if n := doc.Find(".legend li").Length(); n != 3 {
		t.Errorf("%d series named", n)
	}
	data := c.Data(french(t))
	if got := strings.Join(data.Rows[0], " "); got != "2019 7 5 0 12" {
		t.Errorf("data %q", got)
	}
}

func TestSplitFillsTheBar(t *testing.T) {
	sum := 0.0
	doc := draw(t, chart.Split{Parts: []chart.Part{{Series: chart.Series{Hue: 0}, Value: 20}, {Series: chart.Series{Hue: 1}, Value: 18}, {Series: chart.Series{Hue: chart.None}, Value: 14}}})
	doc.Find("svg.chart > rect").Each(func(_ int, s *goquery.Selection) { sum += share(t, s, "width") })
	if math.Abs(sum-100) > .05 {
		t.Errorf("the parts take %v %% of the bar", sum)
	}
}

func TestLineLabelsTheNewestAndNoNeighbours(t *testing.T) {
	var points []chart.Point
	for i := range 30 {
		points = append(points, chart.Point{At: day(2020, 1, 1+i), Value: float64(i), Label: "j" + strconv.Itoa(i)})
	}
	doc := draw(t, chart.Line{Points: points})
	if n := doc.Find("circle").Length(); n < 3 || n > 9 {
		t.Errorf("%d labels on 30 points", n)
	}
	if !strings.Contains(doc.Find("text").Text(), "j29") {
		t.Error("the newest point has no label")
	}
}

func TestChronogramKeepsToItsMonths(t *testing.T) {
	doc := draw(t, chart.Chronogram{
		About: chart.About{ID: "g"}, From: day(2018, 1, 1), To: day(2020, 12, 31), AsOf: day(2021, 6, 1),
		Activities: []chart.Activity{{
			Label:   "Visites",
			Planned: []chart.Period{{day(2017, 1, 1), day(2022, 12, 31)}},
			Real:    []chart.Period{{day(2016, 1, 1), day(2016, 2, 1)}, {day(2020, 12, 31), day(2020, 12, 31)}},
		}},
	})
	planned := doc.Find("svg.chart > rect.planned-bar")
	if x, w := share(t, planned, "x"), share(t, planned, "width"); x != 0 || w != 100 {
		t.Errorf("a plan longer than the programme is drawn at %v over %v", x, w)
	}
	real := doc.Find("svg.chart > rect.fa")
	if real.Length() != 1 || share(t, real, "x")+share(t, real, "width") > 100.01 {
		t.Errorf("%d real bars, or one beyond the end", real.Length())
	}
	if doc.Find(".as-of").Length() != 0 {
		t.Error("a day after the programme is marked")
	}
	if years := doc.Find("svg.chart > text[y='13']").Text(); years != "201820192020" {
		t.Errorf("years %q", years)
	}
}

// TestAValueThatHoldsIsDrawnInSteps: between two points the line goes across, then up.
func TestAValueThatHoldsIsDrawnInSteps(t *testing.T) {
	points := []chart.Point{{At: day(2020, 1, 1), Value: 10}, {At: day(2020, 7, 1), Value: 20}, {At: day(2020, 12, 31), Value: 20}}
	for holds, want := range map[bool]int{true: 5, false: 3} {
		path, _ := draw(t, chart.Line{Points: points, Holds: holds}).Find("polyline").Attr("points")
		corners := strings.Fields(path)
		if len(corners) != want {
			t.Fatalf("holds %v: %d corners in %q", holds, len(corners), path)
		}
		if !holds {
			continue
		}
		x1, y1, _ := strings.Cut(corners[1], ",")
		x2, _, _ := strings.Cut(corners[2], ",")
		if _, y0, _ := strings.Cut(corners[0], ","); y0 != y1 || x1 != x2 {
			t.Errorf("the second corner is at %s, after %s and before %s", corners[1], corners[0], corners[2])
		}
	}
}

// TestWhatIsKnownByItsYearIsHatched, named in the legend and told in the data; without any of it neither says so.
func TestWhatIsKnownByItsYearIsHatched(t *testing.T) {
	c := chart.Chronogram{About: chart.About{ID: "g"}, From: day(2018, 1, 1), To: day(2020, 12, 31), Activities: []chart.Activity{{Label: "Hotline"}}}
	if doc := draw(t, c); doc.Find("rect.unsure-bar").Length() != 0 {
		t.Error("something is hatched where everything has its month")
	}
	c.Activities[0].Unsure = []chart.Period{{day(2018, 1, 1), day(2018, 12, 31)}, {day(2019, 1, 1), day(2020, 12, 31)}}
	doc := draw(t, c)
	if n := doc.Find("svg.chart > rect.unsure-bar").Length(); n != 2 {
		t.Errorf("%d hatched bars for two periods", n)
	}
	if told := doc.Find("ul.legend").Text(); !strings.Contains(told, "Date connue par son année seule") {
		t.Errorf("the legend says %q", told)
	}
	if rows := c.Data(french(t)).Rows; rows[0][4] != "2018, 2019–2020" {
		t.Errorf("told as %q", rows[0])
	}
}

func TestChronogramTellsWhatIsNotKnownApart(t *testing.T) {
	year := chart.Period{From: day(2019, 1, 1), To: day(2019, 12, 31)}
	plan := []chart.Period{{From: day(2018, 1, 1), To: day(2018, 6, 30)}}
	c := chart.Chronogram{About: chart.About{ID: "g"}, From: day(2018, 1, 1), To: day(2019, 12, 31), Activities: []chart.Activity{
		{Label: "Un nom d’activité bien trop long pour tenir sur une seule ligne d’un téléphone", Baseline: plan, Planned: plan},
		{Label: "Visites", Baseline: plan, Planned: []chart.Period{year}, Unsure: []chart.Period{year}},
	}}
	doc := draw(t, c)
	unsure := doc.Find("svg.chart > rect.unsure-bar")
	if unsure.Length() != 1 || share(t, unsure, "x") != 50 || !strings.HasPrefix(unsure.AttrOr("fill", ""), "url(#") {
		t.Errorf("%d hatched outlines at %v", unsure.Length(), share(t, unsure, "x"))
	}
	if n := doc.Find("svg.chart > rect.baseline-bar").Length(); n != 1 {
		t.Errorf("%d first plans are drawn: one that still holds is the plan", n)
	}
	if n := doc.Find("svg.chart > text.row-label").Length(); n != 3 {
		t.Errorf("%d lines of names, want two for the long one", n)
	}
	if n := doc.Find(".legend li").Length(); n != 4 {
		t.Errorf("%d marks in the legend", n)
	}
	data := c.Data(french(t))
	if len(data.Head) != 5 || data.Rows[1][4] != "2019" || data.Rows[0][1] != "janv. 2018 – juin 2018" {
		t.Errorf("the data tells %v", data.Rows)
	}
}

func TestMiniKeepsTheTargetInSight(t *testing.T) {
	doc := draw(t, chart.Mini{Bars: chart.Bars{About: chart.About{ID: "m", Title: "Lieux"}, Bars: []chart.Bar{{Label: "2017", Value: 50, Before: true}, {Label: "2018", Value: 100}}, Target: 200}})
	bars := doc.Find("svg.mini > rect")
	if bars.Length() != 2 || share(t, bars.Last(), "height") != 16 || !bars.First().HasClass("before") {
		t.Errorf("%d bars, the last %v high: half of the target is half of the height", bars.Length(), share(t, bars.Last(), "height"))
	}
	if doc.Find("path.target").Length() != 1 || doc.Find("svg > title").Text() != "Lieux" {
		t.Error("no target, or no title")
	}
}

func TestMapShades(t *testing.T) {
	at := func(lon float64) [][]chart.LonLat {
		return [][]chart.LonLat{{{lon, 44}, {lon + 1, 44}, {lon + 1, 46}, {lon, 46}}, {{lon, 43.9}, {lon + .1, 43.9}, {lon, 44}}}
	}
	c := chart.DepartmentMap{About: chart.About{ID: "m"}, Departments: []chart.Department{
		{Name: "Gironde", Rings: at(0), Value: 18, Known: true}, {Name: "Vienne", Rings: at(1), Value: 3, Known: true},
		{Name: "Haute-Vienne", Rings: at(2), Value: 7, Known: true}, {Name: "Landes", Rings: at(3), Known: true}, {Name: "Lot-et-Garonne", Rings: at(4)},
	}}
	doc := draw(t, c)
	for class, name := range map[string]string{"l3": "Gironde 18", "l1": "Vienne 3", "l2": "Haute-Vienne 7", "l0": "Landes 0", "ln": "Lot-et-Garonne sans donnée"} {
		if got := doc.Find("g." + class + " title").Text(); got != name {
			t.Errorf("%s is %q, want %q", class, got, name)
		}
	}
	if got := doc.Find("text.v").Text(); got != "18370" {
		t.Errorf("numbers %q: the unknown has none", got)
	}
	first := doc.Find("text.v").First()
	// Five degrees of longitude fill 400 pixels: the middle of the first department lies a tenth across.
	if x := share(t, first, "x"); math.Abs(x-(2+396*.1)) > 1 {
		t.Errorf("the number of the first department is at %v", x)
	}
	box, _ := doc.Find("svg.map").Attr("viewBox")
	size := strings.Fields(box)
	// 2.1 degrees of latitude beside 5 of longitude at 45° north.
	want := 396*2.1/(5*math.Cos(44.95*math.Pi/180)) + 4
	if got, err := strconv.ParseFloat(size[3], 64); err != nil || math.Abs(got-want) > .1 {
		t.Errorf("height %v, want %v", got, want)
	}
}

func TestFormatIsTheCallers(t *testing.T) {
	c := chart.Bars{About: chart.About{ID: "e", Format: func(v float64) string { return strconv.Itoa(int(v)) + " €" }}, Bars: []chart.Bar{{Label: "2020", Value: 1500}}}
	if got := draw(t, c).Find("text.v").Text(); got != "1500 €" {
		t.Errorf("value %q", got)
	}
	if got := draw(t, chart.Bars{Bars: []chart.Bar{{Value: 1234.56}}}).Find("text.v").Text(); got != "1\u202f234,6" {
		t.Errorf("default value %q", got)
	}
}
