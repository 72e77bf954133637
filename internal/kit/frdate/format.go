package frdate

import (
	"strconv"
	"strings"
)

// tongue holds the names of one language; index 0 is January and Monday.
type tongue struct {
	months, shortMonths [12]string
	days, shortDays     [7]string
	and, to             string
}

var french = tongue{
	months:      [12]string{"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"},
	shortMonths: [12]string{"janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."},
	days:        [7]string{"lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"},
	shortDays:   [7]string{"lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."},
	and:         " et ", to: " à ",
}

var english = tongue{
	months:      [12]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
	shortMonths: [12]string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
	days:        [7]string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"},
	shortDays:   [7]string{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"},
	and:         " and ", to: " to ",
}

func in(lang string) *tongue {
	if lang == "en" {
		return &english
	}
	return &french
}

// Long writes a value out in full, in French unless lang is "en", without the hours: "jeudi 22 novembre 2018", "5 et 6 novembre 2020",
// "mars à juin 2020", "depuis septembre 2019". A value that is not known is given back as it was written.
func Long(v Value, lang string) string {
	t := in(lang)
	switch v.Kind {
	case Single:
		return LongDay(v.Start, lang)
	case Multiple:
		return t.list(v.Days)
	case Interval, Month, Year:
		return t.interval(v)
	}
	return strings.TrimSpace(v.Text)
}

// LongDay writes an ISO day in full: "jeudi 1er octobre 2020", "Thursday 1 October 2020". Anything else is given back unchanged.
func LongDay(iso, lang string) string {
	d, ok := parseISO(iso)
	if !ok {
		return iso
	}
	t := in(lang)
	return t.days[d.weekday()-1] + " " + t.day(d, ToYear)
}

// ShortDay writes an ISO day for a table: "jeu. 22 nov. 2018", "Thu 22 Nov 2018". Anything else is given back unchanged.
func ShortDay(iso, lang string) string {
	d, ok := parseISO(iso)
	if !ok {
		return iso
	}
	t := in(lang)
	return t.shortDays[d.weekday()-1] + " " + t.number(d.d) + " " + t.shortMonths[d.m-1] + " " + year(d.y)
}

// day writes a day up to the unit needed: ToDay "5", ToMonth "5 novembre", ToYear "5 novembre 2020".
func (t *tongue) day(d date, upTo Precision) string {
	s := t.number(d.d)
	if upTo == ToDay {
		return s
	}
	s += " " + t.months[d.m-1]
	if upTo == ToMonth {
		return s
	}
	return s + " " + year(d.y)
}

func (t *tongue) number(day int) string {
	if day == 1 && t == &french {
		return "1er"
	}
	return strconv.Itoa(day)
}

func year(y int) string {
	s := strconv.Itoa(y)
	return strings.Repeat("0", max(0, 4-len(s))) + s
}

// list names month and year only where the next day has others: "28 mars et 2 avril 2019".
func (t *tongue) list(days []string) string {
	var b strings.Builder
	for i, s := range days {
		d, _ := parseISO(s)
		upTo := ToYear
		if i+1 < len(days) {
			next, _ := parseISO(days[i+1])
			upTo = shared(d, next)
		}
		switch {
		case i > 0 && i == len(days)-1:
			b.WriteString(t.and)
		case i > 0:
			b.WriteString(", ")
		}
		b.WriteString(t.day(d, upTo))
	}
	return b.String()
}

// shared is how far d must be written when next follows in the same phrase.
func shared(d, next date) Precision {
	switch {
	case d.y != next.y:
		return ToYear
	case d.m != next.m:
		return ToMonth
	}
	return ToDay
}

func (t *tongue) interval(v Value) string {
	from, hasFrom := parseISO(v.Start)
	to, hasTo := parseISO(v.End)
	switch {
	case !hasFrom && !hasTo:
		return strings.TrimSpace(v.Text)
	case !hasTo:
		return t.since(t.at(from, v.Precision), v.Precision)
	case !hasFrom:
		return t.until(t.at(to, v.Precision), v.Precision)
	}
	last := t.at(to, v.Precision)
	switch v.Precision {
	case ToDay:
		if t == &french {
			return "du " + t.day(from, shared(from, to)) + " au " + last
		}
		return t.day(from, shared(from, to)) + t.to + last
	case ToMonth:
		if from.y == to.y && from.m == to.m {
			return last
		}
		if from.y == to.y {
			return t.months[from.m-1] + t.to + last
		}
	case ToYear:
		if from.y == to.y {
			return last
		}
	}
	return t.at(from, v.Precision) + t.to + last
}

func (t *tongue) at(d date, p Precision) string {
	switch p {
	case ToDay:
		return t.day(d, ToYear)
	case ToMonth:
		return t.months[d.m-1] + " " + year(d.y)
	}
	return year(d.y)
}

func (t *tongue) since(when string, p Precision) string {
	switch {
	case t == &english:
		return "since " + when
	case p == ToDay:
		return "depuis le " + when
	}
	return "depuis " + when
}

func (t *tongue) until(when string, p Precision) string {
	switch {
	case t == &english:
		return "until " + when
	case p == ToDay:
		return "jusqu'au " + when
	case p == ToYear:
		return "jusqu'en " + when
	}
	return "jusqu'à " + when
}
