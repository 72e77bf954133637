package web_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"maillage/internal/kit/apperr"
	"maillage/internal/web"
	"maillage/internal/web/i18n"
)

func calendar(t *testing.T, year int, things []web.Dated) *goquery.Document {
	t.Helper()
	texts, err := i18n.New(web.Texts)
	if err != nil {
		t.Fatal(err)
	}
	ctx := texts.Context(context.Background(), "fr")
	c := web.NewCalendar(ctx, year, things, func(n int) string { return fmt.Sprint(n, " choses") })
	c.Empty = web.Empty{Icon: "calendar", Title: "Rien à placer"}
	return drawn(t, c)
}

func drawn(t *testing.T, c web.Calendar) *goquery.Document {
	t.Helper()
	texts, err := i18n.New(web.Texts)
	if err != nil {
		t.Fatal(err)
	}
	ctx := texts.Context(context.Background(), "fr")
	var page strings.Builder
	if err := web.CalendarView(c).Render(ctx, &page); err != nil {
		t.Fatal(err)
	}
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(page.String()))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// TestACalendarPlacesThings in the month they begin in, colours their days, and keeps apart what is known by its year alone.
func TestACalendarPlacesThings(t *testing.T) {
	doc := calendar(t, 2018, []web.Dated{
		{Start: "2017-12-30", End: "2018-01-02", Words: "fin décembre", Title: web.Link{Label: "Avant", URL: "/a"}},
		{Start: "2018-11-22", End: "2018-11-22", Title: web.Link{Label: "Un jour", URL: "/b"}},
		{Start: "2018-11-20", End: "2018-11-24", Days: []string{"2018-11-22", "2018-11-24"}, Words: "22 et 24", Title: web.Link{Label: "Deux jours"}},
		{Start: "2018-03-01", End: "2018-08-31", Words: "au printemps", Title: web.Link{Label: "Longtemps"}},
		{Start: "2018-01-01", End: "2018-12-31", Words: "2018", Title: web.Link{Label: "Dans l’année"}},
	})
	for id, want := range map[string]string{"m-2018-01": "Avant", "m-2018-11": "Un jour Deux jours", "m-2018-03": "Longtemps", "m-annee": "Dans l’année"} {
		var got []string
		for _, s := range doc.Find("section[aria-labelledby=" + id + "] strong").EachIter() {
			got = append(got, strings.Join(strings.Fields(s.Text()), " "))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s holds %q, want %q", id, got, want)
		}
	}
	months := doc.Find(".months li")
	if months.Length() != 12 || months.Eq(10).Find("a").AttrOr("href", "") != "#m-2018-11" || months.Eq(1).Find("a").Length() != 0 {
		t.Errorf("%d months, or a month that leads nowhere is a link", months.Length())
	}
	// The 22nd has two things, the 24th one; of the long one no day is coloured.
	for class, want := range map[string]int{"key-l3": 1, "key-l2": 1} {
		if n := months.Eq(10).Find("rect." + class).Length(); n != want {
			t.Errorf("November has %d squares of %s, want %d", n, class, want)
		}
	}
	if n := months.Eq(0).Find("rect.key-l2").Length(); n != 2 {
		t.Errorf("%d days of January are coloured, want the first two", n)
	}
	if n := months.Eq(3).Find("rect:not(.f-off)").Length(); n != 0 {
		t.Errorf("%d days of April are coloured by what lasted months", n)
	}
	if day := strings.TrimSpace(doc.Find("time[datetime='2018-11-22']").First().Text()); day != "jeu. 22" {
		t.Errorf("the day is told as %q", day)
	}
	// The 24th leads to the thing that covers it, the 22nd to the first of its two.
	var to []string
	for _, a := range months.Eq(10).Find("svg a").EachIter() {
		to = append(to, strings.TrimSpace(doc.Find(a.AttrOr("href", "")+" strong").Text()))
	}
	if strings.Join(to, ", ") != "Un jour, Deux jours" {
		t.Errorf("the days of November lead to %q", to)
	}
	if empty := calendar(t, 0, nil); !strings.Contains(empty.Text(), "Rien à placer") || empty.Find(".months").Length() != 0 {
		t.Errorf("without any date: %q", empty.Text())
	}
}

func TestTheYearOfACalendar(t *testing.T) {
	counts := map[string]int{"": 4, "2010": 3, "2019": 2, "2021": 1}
	for _, c := range []struct {
		asked string
		usual []int
		want  int
	}{{"", []int{2018, 2019, 2020}, 2019}, {"", nil, 2021}, {"2016", nil, 2016}} {
		if got, err := web.CalendarYear(counts, c.asked, c.usual); err != nil || got != c.want {
			t.Errorf("asked for %q: %d, %v, want %d", c.asked, got, err, c.want)
		}
	}
	for _, asked := range []string{"hier", "99", "20190"} {
		if _, err := web.CalendarYear(counts, asked, nil); apperr.CodeOf(err) != apperr.Invalid {
			t.Errorf("asked for %q: %v, want invalid", asked, err)
		}
	}
}
