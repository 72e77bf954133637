package frdate

import (
	"fmt"
	"slices"
	"strings"
)

// messages gives each issue in French and English: what is wrong, then how to mend it. %s is the date as it was written.
var messages = map[string][2]string{
	IssueNoYear: {"La date « %s » n'a pas d'année : ajoutez-la.", "The date “%s” has no year: add it."},
	IssueYearOutOfPeriod: {"La date « %s » est hors de la période du programme : vérifiez l'année.",
		"The date “%s” is outside the programme's period: check the year."},
	IssueOutOfSection: {"La date « %s » n'est pas de l'année du titre sous lequel elle est rangée : vérifiez l'année, ou déplacez la ligne.",
		"The date “%s” is not of the year of the heading it stands under: check the year, or move the row."},
	IssueTwoDigitYear: {"Dans « %s », deux chiffres peuvent être une année ou un jour : écrivez l'année avec quatre chiffres.",
		"In “%s”, two figures may be a year or a day: write the year with four figures."},
	IssueMonthPrecision: {"« %s » donne un mois, pas un jour : indiquez le jour s'il est connu.",
		"“%s” gives a month, not a day: enter the day if it is known."},
	IssueYearPrecision: {"« %s » donne une année, pas un jour : indiquez le jour s'il est connu.",
		"“%s” gives a year, not a day: enter the day if it is known."},
	IssueOpenInterval: {"Il manque le début ou la fin de « %s » : indiquez les deux.", "“%s” has only one end: enter both."},
	IssueSeason: {"« %s » est une saison ou une partie d'année, sans jour précis : indiquez les jours.",
		"“%s” is a season or part of a year, without exact days: enter the days."},
	IssueSeveralMonths: {"« %s » réunit plusieurs mois : faites une ligne par mois.",
		"“%s” joins several months: make one row for each."},
	IssueSeveralYears: {"« %s » couvre plusieurs années : faites une ligne par année.", "“%s” covers several years: make one row for each."},
	IssueRelative: {"« %s » dépend du jour où l'on écrit : indiquez la date (jour/mois/année).",
		"“%s” depends on the day of writing: enter the date (day/month/year)."},
	IssueTrailingText: {"Il y a du texte après la date « %s » : mettez-le dans une autre colonne.",
		"There is text after the date “%s”: put it in another column."},
	IssueNotADate: {"« %s » n'est pas une date : écrivez par exemple 28/11/2018 ou 28 novembre 2018.",
		"“%s” is not a date: write for example 28/11/2018 or 28 November 2018."},
	IssueReversedInterval: {"Dans « %s », la fin vient avant le début : corrigez les deux dates.",
		"In “%s”, the end comes before the beginning: correct the two dates."},
	IssueDayDoesNotExist: {"La date « %s » n'existe pas : %s.", "The date “%s” does not exist: %s."},
	IssueWeekdayConflict: {"« %s » : le jour de la semaine ne correspond pas à la date%s. Vérifiez sur une pièce d'époque.",
		"“%s”: the weekday does not match the date%s. Check against a document of the time."},
}

// Explain says one issue of a value to a person, in French unless lang is "en", with the way to mend it and the days to choose from. An unknown
// issue gives "".
func Explain(issue string, v Value, lang string) string {
	pair, ok := messages[issue]
	if !ok {
		return ""
	}
	t, format := in(lang), pair[0]
	if t == &english {
		format = pair[1]
	}
	args := []any{v.quoted()}
	switch issue {
	case IssueDayDoesNotExist:
		args = append(args, t.whyNot(v.Text))
	case IssueWeekdayConflict:
		args = append(args, t.actual(v))
	}
	return fmt.Sprintf(format, args...) + t.choices(v, issue)
}

// quoted is the date part of the text.
func (v Value) quoted() string {
	s := strings.TrimSpace(v.Text)
	s = strings.TrimRight(strings.TrimSuffix(s, v.Rest), " \t\u00a0\u202f:;,-–—")
	return strings.TrimLeft(s, "-•* ")
}

// whyNot reads the text again to name the first day that does not exist.
func (t *tongue) whyNot(text string) string {
	p := parser{s: text}
	p.skipOpeners()
	r, _ := p.run()
	i := slices.IndexFunc(r.atoms, atom.impossible)
	if i < 0 {
		return ""
	}
	a := r.atoms[i]
	switch {
	case (a.month < 1 || a.month > 12) && t == &french:
		return fmt.Sprintf("il n'y a pas de mois %d (l'ordre est jour/mois/année)", a.month)
	case a.month < 1 || a.month > 12:
		return fmt.Sprintf("there is no month %d (the order is day/month/year)", a.month)
	}
	month, days := t.months[a.month-1], daysIn(a.year, a.month)
	if a.month == 2 {
		month += " " + year(a.year)
	}
	if t == &french {
		return fmt.Sprintf("%s a %d jours", month, days)
	}
	return fmt.Sprintf("%s has %d days", month, days)
}

// actual tells on which weekday a full date falls: ", qui est un jeudi".
func (t *tongue) actual(v Value) string {
	d, ok := parseISO(v.Start)
	if !ok || v.Kind != Single {
		return ""
	}
	if t == &french {
		return ", qui est un " + t.days[d.weekday()-1]
	}
	return ", which is a " + t.days[d.weekday()-1]
}

// choices lists the candidates after the issues that a choice settles.
func (t *tongue) choices(v Value, issue string) string {
	switch issue {
	case IssueMonthPrecision, IssueYearPrecision, IssueTrailingText, IssueOpenInterval:
		return ""
	}
	if len(v.Candidates) == 0 {
		return ""
	}
	days := make([]string, len(v.Candidates))
	for i, c := range v.Candidates {
		days[i] = ShortDay(c, "fr")
		if t == &english {
			days[i] = ShortDay(c, "en")
		}
	}
	if t == &french {
		return " À choisir : " + strings.Join(days, ", ") + "."
	}
	return " To choose from: " + strings.Join(days, ", ") + "."
}
