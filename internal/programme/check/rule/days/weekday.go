package days

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"maillage/internal/kit/frdate"
	"maillage/internal/kit/lang"
	"maillage/internal/programme/check"
	"maillage/internal/programme/check/moment"
	"maillage/internal/programme/check/text"
)

// weekday finds dates whose weekday is not theirs.
var weekday = &check.Rule{
	Name: "weekday", Severity: check.Serious,
	Title: lang.Text{FR: "Jour de la semaine faux", EN: "Wrong weekday"},
	Explanation: lang.Text{
		FR: "Le jour de la semaine écrit n'est pas celui de la date : l'un des deux est faux, et une feuille d'émargement ne pourra pas le prouver. " +
			"Quand la date n'écrit pas son année, celle du titre, du tableau ou des dates voisines est prise, et la constatation est moins sûre. Sans année connue, la règle se tait.",
		EN: "The weekday written is not that of the date: one of them is wrong, and no attendance sheet can prove it. " +
			"A date without a year takes that of the heading, the table or the dates beside it, and the finding is less sure. Where no year is known, the rule is silent.",
	},
	Examples: []check.Example{
		{Text: "mardi 12 mars 2020 : réunion publique", Fires: true},
		{Text: "ANNÉE 2020\n\nmardi 17 décembre : comité technique", Fires: true},
		{Text: "La séance du jeudi, juillet 9, 2018 a réuni les habitants.", Fires: true},
		{Text: "Le vendredi 3 et le samedi 5 avril 2020, portes ouvertes.", Fires: true},
		{Text: "Date\tLieu\nlun. 12/03/2020\tPau\njeu. 19/03/2020\tDax", Fires: true},
		{Text: "The board met on Monday 13 March 2019.", Fires: true},
		{Text: "jeudi 12 mars 2020 : réunion publique", Fires: false},
		{Text: "La séance du lundi, juillet 9, 2018 a réuni les habitants.", Fires: false},
		{Text: "ANNÉE 2020\n\njeudi 17 décembre : comité technique", Fires: false},
		{Text: "L'accueil est ouvert le mardi de 9h à 12h et le jeudi 14h-18h.", Fires: false},
		{Text: "Tous les mardis du 2 mars au 30 juin 2020.", Fires: false},
		{Text: "Du lundi 9 au vendredi 13 mars 2020, stage.", Fires: false},
		{Text: "Le mardi 17 décembre, comité technique.", Fires: false},
		{Text: "Le 4 mars 2020, mardi gras était passé.", Fires: false},
	},
	Check: func(c *check.Corpus, r *check.Reporter) {
		for _, m := range moment.Of(c) {
			for _, n := range namedDays(m) {
				if n.day.Weekday() != n.weekday && !n.likelyOtherYear(m) {
					r.Report(n.problem(m))
				}
			}
		}
	},
}

var dayNames = map[string]time.Weekday{
	"lundi": 1, "mardi": 2, "mercredi": 3, "jeudi": 4, "vendredi": 5, "samedi": 6, "dimanche": 0,
	"lun": 1, "mar": 2, "mer": 3, "jeu": 4, "ven": 5, "sam": 6, "dim": 0,
	"monday": 1, "tuesday": 2, "wednesday": 3, "thursday": 4, "friday": 5, "saturday": 6, "sunday": 0,
	"mon": 1, "tue": 2, "wed": 3, "thu": 4, "fri": 5, "sat": 6, "sun": 0,
}

var (
	dayBeside = regexp.MustCompile(`(?i)\b(lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|monday|tuesday|wednesday|thursday|friday|saturday|sunday|lun|mar|mer|jeu|ven|sam|dim|mon|tue|wed|thu|fri|sat|sun)\b\.?,?\s*(?:le\s+)?(?:[\pL.]+\s+)?(\d{1,4})`)
	dayAlone  = regexp.MustCompile(`(?i)^(lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lun|mar|mer|jeu|ven|sam|dim)\.?$`)
	plural    = regexp.MustCompile(`(?i)\bles\s+(lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)s\s+$`)
)

// namedDay is one day of a date with the weekday that the text gives it.
type namedDay struct {
	name    string
	weekday time.Weekday
	day     time.Time
}

// namedDays pairs the weekdays written in or beside a date with the days that they name.
func namedDays(m moment.Moment) []namedDay {
	if m.Precision != frdate.ToDay || len(m.Days) == 0 {
		return nil
	}
	var list []namedDay
	next := 0
	for _, w := range dayBeside.FindAllStringSubmatch(m.Spot.Words(), -1) {
		number, _ := strconv.Atoi(w[2])
		for i := next; i < len(m.Days); i++ {
			if d := m.Days[i]; d.Day() == number || d.Year() == number {
				list = append(list, namedDay{w[1], dayNames[strings.ToLower(w[1])], d})
				next = i + 1
				break
			}
		}
	}
	if len(list) > 0 || m.Interval {
		return list
	}
	if w := plural.FindStringSubmatch(m.Spot.Block.Text[max(0, m.Spot.From-20):m.Spot.From]); w != nil {
		for _, d := range m.Days {
			list = append(list, namedDay{w[1], dayNames[strings.ToLower(w[1])], d})
		}
	}
	return append(list, dayInNextCell(m)...)
}

// dayInNextCell reads a weekday that has a column of its own, right before the date's.
func dayInNextCell(m moment.Moment) []namedDay {
	b := m.Spot.Block
	if b.Kind != text.Row || m.Cell < 1 || len(m.Days) != 1 {
		return nil
	}
	w := dayAlone.FindStringSubmatch(strings.TrimSpace(b.Cell(m.Cell - 1)))
	if w == nil {
		return nil
	}
	return []namedDay{{w[1], dayNames[strings.ToLower(w[1])], m.Days[0]}}
}

// likelyOtherYear tells whether a date whose year is only supposed may well be of the year before or after: reports tell in spring what is
// to come, and in autumn what was, within the years that they cover and the one after.
func (n namedDay) likelyOtherYear(m moment.Moment) bool {
	if m.Source != moment.Title && m.Source != moment.Neighbour {
		return false
	}
	d, year := m.Spot.Document, n.day.Year()
	next := n.day.AddDate(1, 0, 0).Weekday() == n.weekday && (n.day.Month() <= time.June || m.Cited) && (d.To == 0 || year <= d.To)
	last := n.day.AddDate(-1, 0, 0).Weekday() == n.weekday && n.day.Month() >= time.September && (d.From == 0 || year > d.From)
	return next || last
}

func (n namedDay) problem(m moment.Moment) check.Problem {
	p := check.Problem{
		At: m.Spot, Confidence: check.High,
		Message: lang.Text{
			FR: fmt.Sprintf("Le %s n'est pas un %s, mais un %s.", dayFR(n.day), frenchDays[n.weekday], frenchDays[n.day.Weekday()]),
			EN: fmt.Sprintf("%s is not a %s but a %s.", dayEN(n.day), n.weekday, n.day.Weekday()),
		},
		Expected: n.near(),
		Mend:     lang.Text{FR: "Vérifiez sur l'agenda ou la feuille d'émargement, puis corrigez le jour ou la date.", EN: "Look it up in the diary or on the attendance sheet, then mend the weekday or the date."},
	}
	if m.Source != moment.Written {
		fr, en := sourceWords(m)
		p.Confidence = check.Medium
		p.Message.FR += " L'année " + strconv.Itoa(m.Year) + " est celle " + fr + "."
		p.Message.EN += " The year " + strconv.Itoa(m.Year) + " is that of " + en + "."
		if m.Source == moment.Neighbour || m.Source == moment.Title {
			p.Confidence = check.Low
		}
	}
	return p
}

// near names the dates close by that have the weekday written: the same day a year away, the day before or after, else the nearest.
func (n namedDay) near() lang.Text {
	var fr, en []string
	for _, d := range []time.Time{n.day.AddDate(-1, 0, 0), n.day.AddDate(1, 0, 0)} {
		if d.Weekday() == n.weekday && d.Day() == n.day.Day() {
			fr, en = append(fr, dayFR(d)), append(en, dayEN(d))
		}
	}
	for shift := 1; shift <= 3; shift++ {
		for _, d := range []time.Time{n.day.AddDate(0, 0, -shift), n.day.AddDate(0, 0, shift)} {
			if d.Weekday() == n.weekday {
				fr, en = append(fr, dayFR(d)), append(en, dayEN(d))
			}
		}
	}
	return lang.Text{
		FR: fmt.Sprintf("%s %s, ou un %s : %s.", frenchDays[n.day.Weekday()], dayFR(n.day), frenchDays[n.weekday], strings.Join(fr, " ou ")),
		EN: fmt.Sprintf("%s %s, or a %s: %s.", n.day.Weekday(), dayEN(n.day), n.weekday, strings.Join(en, " or ")),
	}
}

func sourceWords(m moment.Moment) (fr, en string) {
	switch m.Source {
	case moment.Column:
		return "du tableau", "the table"
	case moment.Caption:
		return "du titre du tableau", "the table's title"
	case moment.Neighbour:
		return "de la date voisine", "the date beside it"
	case moment.Title:
		return "que le rapport dit couvrir", "the report"
	}
	return "du titre « " + m.Section.Title + " »", "the heading “" + m.Section.Title + "”"
}

var frenchDays = [...]string{"dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"}

// dayFR and dayEN write a day without its weekday: "17 décembre 2020".
func dayFR(d time.Time) string {
	_, rest, _ := strings.Cut(frdate.LongDay(d.Format(time.DateOnly), "fr"), " ")
	return rest
}

func dayEN(d time.Time) string {
	_, rest, _ := strings.Cut(frdate.LongDay(d.Format(time.DateOnly), "en"), " ")
	return rest
}
