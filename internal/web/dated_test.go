package web_test

import (
	"context"
	"fmt"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"maillage/internal/kit/apperr"
	"maillage/internal/web"
	"maillage/internal/web/i18n"
)

// shown draws a list and gives back the titles in their order, and what is told of the rest.
func shown(t *testing.T, l web.DatedList, path string) (titles []string, holes string) {
	t.Helper()
	texts, err := i18n.New(web.Texts)
	if err != nil {
		t.Fatal(err)
	}
	l.Words = func(n int) string { return fmt.Sprint(n, " choses") }
	l.Address = func(view, year string) string {
		return web.Address("/liste", nil, web.ParamView, view, web.ParamCalendarYear, year)
	}
	r := httptest.NewRequest("GET", path, nil)
	c, err := l.Calendar(texts.Context(context.Background(), "fr"), r)
	if err != nil {
		t.Fatal(err)
	}
	doc := drawn(t, *c)
	for _, s := range doc.Find(".agenda strong").EachIter() {
		titles = append(titles, strings.TrimSpace(s.Text()))
	}
	return titles, strings.Join(strings.Fields(doc.Find(".hole").Text()), " ")
}

func on(iso, title string) web.Dated {
	return web.Dated{Start: iso, End: iso, Title: web.Link{Label: title}}
}

func TestAListAtHandIsACalendar(t *testing.T) {
	l := web.DatedList{Usual: []int{2018, 2019}, Undated: web.Hole{What: "Une sans jour."}}.Of([]web.Dated{
		on("2019-05-02", "mai"), on("2019-03-01", "mars"), on("", "jamais"), on("2024-01-01", "plus tard"),
	})
	if titles, holes := shown(t, l, "/liste?vue=calendrier"); strings.Join(titles, " ") != "mars mai" || holes != "Une sans jour." {
		t.Errorf("%q and %q", titles, holes)
	}
	if titles, _ := shown(t, l, "/liste?vue=calendrier&an=2024"); strings.Join(titles, " ") != "plus tard" {
		t.Errorf("2024 has %q", titles)
	}
	for path, want := range map[string]apperr.Code{"/liste?an=hier": apperr.Invalid} {
		if _, err := l.Calendar(context.Background(), httptest.NewRequest("GET", path, nil)); apperr.CodeOf(err) != want {
			t.Errorf("%s: %v, want %s", path, err, want)
		}
	}
}

// TestAYearWithTooMuchSaysSo and draws the first things of it, or the last.
func TestAYearWithTooMuchSaysSo(t *testing.T) {
	var things []web.Dated
	for i := range web.CalendarMost + 1 {
		things = append(things, on(fmt.Sprintf("2019-%02d-01", 1+i*12/(web.CalendarMost+1)), fmt.Sprint("n", i)))
	}
	for latest, want := range map[bool]string{false: "n0", true: "n1"} {
		l := web.DatedList{Latest: latest}.Of(things)
		titles, holes := shown(t, l, "/liste")
		if len(titles) != web.CalendarMost || titles[0] != want || !strings.Contains(holes, "1 500") {
			t.Errorf("latest %t: %d from %q, %q", latest, len(titles), titles[0], holes)
		}
	}
}

func TestOnlyTheCalendarIsAView(t *testing.T) {
	for query, want := range map[string]bool{"": false, "vue=calendrier": true, "vue=": false} {
		if got, err := web.AsCalendar(httptest.NewRequest("GET", "/liste?"+query, nil)); got != want || err != nil {
			t.Errorf("%q: %t, %v", query, got, err)
		}
	}
	if _, err := web.AsCalendar(httptest.NewRequest("GET", "/liste?vue=liste", nil)); apperr.CodeOf(err) != apperr.Invalid {
		t.Errorf("a view that is none: %v", err)
	}
}

func TestAnAddressKeepsItsParameters(t *testing.T) {
	q := url.Values{"a": {"1"}, "b": {"2", "3"}}
	if got := web.Address("/x", q, "a", "", "c", "é"); got != "/x?b=2&b=3&c=%C3%A9" {
		t.Error(got)
	}
	if got := web.Address("/x", url.Values{"a": {"1"}}, "a", ""); got != "/x" {
		t.Error(got)
	}
	if q.Encode() != "a=1&b=2&b=3" {
		t.Errorf("the query has become %s", q.Encode())
	}
}
