package web

import (
	"fmt"
	"io"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"time"

	ics "github.com/arran4/golang-ical"

	"maillage/internal/kit/apperr"
)

// Event is one thing of a dated list as calendars of other programs take it (RFC 5545): whole days, without hours.
type Event struct {
	ID         string    // stays with the thing, so that a program that reads the file again changes the event instead of doubling it
	Version    int       // from 1
	Changed    time.Time // when this version was written
	Start, End string    // ISO days, both inside
	Days       []string  // ISO days, when they are not all those from Start to End
	Title      string
	Place      string
	Text       string
	Categories []string
	State      EventState
}

// EventState says whether an event stands.
type EventState string

// The states.
const (
	Confirmed EventState = "CONFIRMED"
	Tentative EventState = "TENTATIVE"
	Cancelled EventState = "CANCELLED"
)

// EventsMost is how many events one file takes; programs that subscribe to more become slow.
const EventsMost = 5000

// Events sends a list as an iCalendar file. LeftOut is how many things of the list have no day that a calendar can hold; note says so in
// words. Errors: invalid when there is nothing to send, or too much.
func Events(w http.ResponseWriter, name, title string, events []Event, leftOut int, note string) error {
	switch {
	case len(events) == 0:
		return apperr.New(apperr.Invalid, "web.ical.empty", "Rien dans cette liste n’a de jour précis : un calendrier serait vide. Retirez un filtre.",
			"Nothing in this list has a day: a calendar would be empty. Remove a filter.")
	case len(events) > EventsMost:
		return apperr.Newf(apperr.Invalid, "web.ical.many", "Cette liste dépasse %d lignes, ce qu’un calendrier peut prendre. Ajoutez un filtre, par exemple une année.",
			"This list has more than %d lines, which is what a calendar takes. Add a filter, such as a year.", EventsMost)
	}
	c := ics.NewCalendarFor("maillage")
	c.SetXWRCalName(title)
	c.SetXWRCalDesc(note)
	c.CalendarProperties = append(c.CalendarProperties, ics.CalendarProperty{BaseProperty: ics.BaseProperty{
		IANAToken: "X-MAILLAGE-LEFT-OUT", ICalParameters: map[string][]string{}, Value: strconv.Itoa(leftOut),
	}})
	for _, e := range events {
		e.add(c)
	}
	w.Header().Set("Content-Type", "text/calendar; charset=utf-8")
	w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	return Stream(w, func(out io.Writer) error { return c.SerializeTo(out, ics.WithNewLineWindows) })
}

// add writes one event for each run of days.
func (e Event) add(c *ics.Calendar) {
	for i, run := range e.runs() {
		uid := e.ID
		if i > 0 {
			uid = fmt.Sprintf("%s-%d", e.ID, i+1)
		}
		v := c.AddEvent(uid + "@maillage")
		v.SetDtStampTime(e.Changed) // the library sets none, and RFC 5545 asks for it
		v.SetModifiedAt(e.Changed)
		v.SetSequence(max(0, e.Version-1))
		v.SetAllDayStartAt(run[0])
		v.SetAllDayEndAt(run[1].AddDate(0, 0, 1)) // the end is the first day that is no longer in it
		v.SetTimeTransparency(ics.TransparencyTransparent)
		v.SetSummary(e.Title)
		v.SetStatus(ics.ObjectStatus(e.State))
		if e.Place != "" {
			v.SetLocation(e.Place)
		}
		if e.Text != "" {
			v.SetDescription(e.Text)
		}
		for _, category := range e.Categories {
			v.AddCategory(category)
		}
	}
}

// runs are the days of an event joined where they follow each other, each run with its first and last day.
func (e Event) runs() [][2]time.Time {
	days := slices.Clone(e.Days)
	if len(days) == 0 {
		from, err := time.Parse(time.DateOnly, e.Start)
		to, failed := time.Parse(time.DateOnly, e.End)
		if err != nil || failed != nil {
			return nil
		}
		return [][2]time.Time{{from, to}}
	}
	slices.Sort(days)
	var runs [][2]time.Time
	for _, text := range days {
		day, err := time.Parse(time.DateOnly, text)
		if err != nil {
			continue
		}
		if n := len(runs); n > 0 && !runs[n-1][1].AddDate(0, 0, 1).Before(day) {
			runs[n-1][1] = day
			continue
		}
		runs = append(runs, [2]time.Time{day, day})
	}
	return runs
}
