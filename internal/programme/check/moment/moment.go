// Package moment finds the dates of a report: where each stands, the days it names, who gave its year, and whether it heads an entry of a
// list, ends one, or stands inside sentences. What a date is, package frdate says; what is none (a fraction, a telephone, a version, part
// of an address) is left out here.
package moment

import (
	"time"

	"maillage/internal/kit/frdate"
	"maillage/internal/programme/check"
	"maillage/internal/programme/check/text"
)

// Source says where the year of a date was found.
type Source string

// The sources. Written: beside the day. Column and Caption: in the table. Heading: in the nearest heading that names one year. Neighbour: in
// another date of the same block. Title: in what the whole report is called. Unknown: nowhere; such a date has no Days.
const (
	Written   Source = "written"
	Column    Source = "column"
	Caption   Source = "caption"
	Heading   Source = "heading"
	Neighbour Source = "neighbour"
	Title     Source = "title"
	Unknown   Source = "unknown"
)

// Role says how a date stands in its text.
type Role string

// The roles. A head begins an entry: a line, an item, a cell, a title, or one of several entries that run on in one paragraph. A tail closes
// or accompanies a short item that has no other date. All others stand inside sentences.
const (
	Head  Role = "head"
	Tail  Role = "tail"
	Prose Role = "prose"
)

// Moment is one date as written: a day, several days, an interval or a month. Days holds each day named, for an interval its two ends; it is
// empty when the date does not exist or lacks its year.
type Moment struct {
	Spot      check.Spot
	Read      frdate.Value // with the year completed from Source
	Days      []time.Time
	Interval  bool
	Precision frdate.Precision
	Source    Source
	Year      int           // that Source gave, 0 when unknown
	Section   *text.Section // whose heading gave the year, for Heading and Title
	Role      Role
	Cell      int  // of a row, else -1
	Legal     bool // the date of a law, a decree, a deliberation
	Cited     bool // told of something older, later or lasting: "depuis le", "signée le", "jusqu'au"
	// Event is the words that the date tells of: for a head up to the next one, for a tail or a row all but the date.
	Event string
}

// Start is the first day, the zero time when there is none.
func (m Moment) Start() time.Time {
	if len(m.Days) == 0 {
		return time.Time{}
	}
	return m.Days[0]
}

// End is the last day: of a month, its last.
func (m Moment) End() time.Time {
	if len(m.Days) == 0 {
		return time.Time{}
	}
	return m.Days[len(m.Days)-1]
}

// Touches tells whether any part of the moment lies in a year.
func (m Moment) Touches(year int) bool {
	return len(m.Days) > 0 && m.Start().Year() <= year && year <= m.End().Year()
}

// Of returns the moments of all documents, in reading order, computed once in a check.
func Of(c *check.Corpus) []Moment {
	return check.Shared(c, "moments", func(c *check.Corpus) []Moment {
		var list []Moment
		for _, d := range c.Documents {
			for _, b := range d.Blocks {
				list = append(list, readBlock(d, b)...)
			}
		}
		return list
	})
}

// readBlock finds the dates of one block and says of each what stands around it.
func readBlock(d *text.Document, b *text.Block) []Moment {
	list := find(d, b)
	for i := range list {
		list[i].Cell = cellAt(b, list[i].Spot.From)
		list[i].complete(list)
	}
	assignRoles(list)
	for i := range list {
		list[i].Legal = legal.MatchString(list[i].lead(90))
		list[i].Cited = lasting.MatchString(list[i].lead(30)) || citing.MatchString(list[i].lead(80)) || cites.MatchString(after(list[i].Spot, 30))
		list[i].Event = list[i].event(list)
	}
	return list
}

func cellAt(b *text.Block, at int) int {
	for i, c := range b.Cells {
		if c.From <= at && at < max(c.To, c.From+1) {
			return i
		}
	}
	return -1
}
