package web_test

import (
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"

	"maillage/internal/kit/apperr"
	"maillage/internal/web"
)

// TestEventsAreWholeDays reads the file again as another program would.
func TestEventsAreWholeDays(t *testing.T) {
	at := time.Date(2021, 3, 12, 9, 30, 0, 0, time.UTC)
	out := httptest.NewRecorder()
	err := web.Events(out, "realisations.ics", "Réalisations", []web.Event{
		{ID: "R-1", Version: 3, Changed: at, Start: "2018-11-22", End: "2018-11-23", Title: "Accueil, thé; et « café »\nsuite", Place: "Melle", State: web.Confirmed, Categories: []string{"Rencontre, salon"}},
		{ID: "R-2", Version: 1, Changed: at, Start: "2018-12-30", End: "2019-01-05", Days: []string{"2019-01-05", "2018-12-31", "2018-12-30"}, Title: strings.Repeat("é", 60), State: web.Cancelled},
	}, 7, "7 réalisations sans jour")
	if err != nil {
		t.Fatal(err)
	}
	text := out.Body.String()
	for _, line := range strings.Split(strings.TrimSuffix(text, "\r\n"), "\r\n") {
		if len(line) > 75 || strings.Contains(line, "\n") {
			t.Errorf("a line that RFC 5545 does not take: %q", line)
		}
	}
	for _, want := range []string{"X-MAILLAGE-LEFT-OUT:7", "DTSTAMP:20210312T093000Z", "DTSTART;VALUE=DATE:20181122", "DTEND;VALUE=DATE:20181124", "SEQUENCE:2", "UID:R-1@maillage", "STATUS:CANCELLED"} {
		if !strings.Contains(text, want+"\r\n") {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
	c, err := ics.ParseCalendar(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range c.Events() {
		from, err := e.GetAllDayStartAt()
		to, failed := e.GetAllDayEndAt()
		if err != nil || failed != nil {
			t.Fatal(err, failed)
		}
		got = append(got, e.Id()+" "+from.Format(time.DateOnly)+" "+to.Format(time.DateOnly))
	}
	want := "R-1@maillage 2018-11-22 2018-11-24|R-2@maillage 2018-12-30 2019-01-01|R-2-2@maillage 2019-01-05 2019-01-06"
	if strings.Join(got, "|") != want {
		t.Errorf("read as %v", got)
	}
	if summary := c.Events()[0].GetProperty(ics.ComponentPropertySummary).Value; summary != "Accueil, thé; et « café »\nsuite" {
		t.Errorf("the title comes back as %q", summary)
	}
}

func TestACalendarThatIsEmptyOrTooLargeIsRefused(t *testing.T) {
	for _, n := range []int{0, web.EventsMost + 1} {
		out := httptest.NewRecorder()
		if err := web.Events(out, "x.ics", "x", make([]web.Event, n), 0, ""); apperr.CodeOf(err) != apperr.Invalid || out.Body.Len() > 0 {
			t.Errorf("%d events: %v, %d bytes", n, err, out.Body.Len())
		}
	}
}
