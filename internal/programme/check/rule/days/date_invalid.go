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

// dateInvalid finds days, months and hours that do not exist.
var dateInvalid = &check.Rule{
	Name: "date-invalid", Severity: check.Serious,
	Title: lang.Text{FR: "Date qui n'existe pas", EN: "Date that does not exist"},
	Explanation: lang.Text{
		FR: "Le 31 avril, le 29 février d'une année ordinaire, le 32 mars, le mois 13, le jour 0, 25 heures : ce moment n'existe dans aucun calendrier. " +
			"Un texte anglais peut écrire le mois avant le jour (12/31/2019) : la règle le laisse quand le texte le fait partout.",
		EN: "31 April, 29 February in a common year, 32 March, month 13, day 0, 25 o'clock: no calendar has them. " +
			"An English text may write the month before the day (12/31/2019): the rule leaves it where the text does so throughout.",
	},
	Examples: []check.Example{
		{Text: "Réunion le 31 avril 2019 à Pau.", Fires: true},
		{Text: "31/04/2019 : réunion", Fires: true},
		{Text: "29/02/2019 : réunion", Fires: true},
		{Text: "ANNÉE 2019\n\n29 février : réunion", Fires: true},
		{Text: "Le bilan du 12/13/2019 a été remis.", Fires: true},
		{Text: "Rencontre du 32 mars 2020.", Fires: true},
		{Text: "Le 00/05/2020, dépôt du dossier.", Fires: true},
		{Text: "Le 12 mars 2020 à 25h30, clôture.", Fires: true},
		{Text: "Rendez-vous à 14h75.", Fires: true},
		{Text: "29/02/2020 : réunion", Fires: false},
		{Text: "Réunion le 30 avril 2019 à 18h30.", Fires: false},
		{Text: "Un contrat de 35h, puis 48 h par semaine en mars 2020.", Fires: false},
		{Text: "Format 16/13, article 31.04.2, lot 31/04.", Fires: false},
		{Text: "Le public : 32 mardis et 40 mai-son.", Fires: false},
		{Text: "Une formation de 70h30 suivie le 12 mars 2020.", Fires: false},
		{Text: "Tarif : 45 mars 2019 inclus pour 32 € le mois.", Fires: false},
	},
	Check: func(c *check.Corpus, r *check.Reporter) {
		american := map[*text.Document]bool{}
		for _, d := range c.Documents {
			american[d] = monthFirst(d)
		}
		for _, m := range moment.Of(c) {
			if m.Read.Has(frdate.IssueDayDoesNotExist) && !american[m.Spot.Document] {
				r.Report(noSuchDay(m))
			}
		}
		for _, d := range c.Documents {
			for _, b := range d.Blocks {
				impossibleDays(d, b, r)
				impossibleHours(d, b, r)
			}
		}
	},
}

func noSuchDay(m moment.Moment) check.Problem {
	why, whyEN := whyNot(m)
	return check.Problem{
		At:       m.Spot,
		Message:  lang.Text{FR: fmt.Sprintf("« %s » n'existe pas : %s.", m.Spot.Words(), why), EN: fmt.Sprintf("“%s” does not exist: %s.", m.Spot.Words(), whyEN)},
		Expected: nearest(m.Read.Candidates),
		Mend:     mendDate,
	}
}

var mendDate = lang.Text{FR: "Écrivez la date de l'agenda ou de la feuille d'émargement.", EN: "Write the date of the diary or of the attendance sheet."}

var (
	figures    = regexp.MustCompile(`(\d{1,4})\s?([/.-])\s?(\d{1,2})\s?[/.-]\s?(\d{2,4})`)
	dayAndName = regexp.MustCompile(`(?i)(\d{1,2})(?:er)?\s+(\pL+)\.?(?:\s+(\d{4}))?`)
)

// whyNot says what is wrong with a day that does not exist: its month has fewer days, or there is no such month.
func whyNot(m moment.Moment) (fr, en string) {
	words := m.Spot.Words()
	month, year := 0, m.Year
	if g := figures.FindStringSubmatch(words); g != nil {
		month, _ = strconv.Atoi(g[3])
		year, _ = strconv.Atoi(g[4])
		if len(g[1]) == 4 {
			year, _ = strconv.Atoi(g[1])
		} else if year < 100 {
			year += 2000
		}
	} else if g := dayAndName.FindStringSubmatch(words); g != nil {
		if v := frdate.Read("1 "+g[2]+" 2000", frdate.Context{}); len(v.Days) == 1 {
			month, _ = strconv.Atoi(v.Days[0][5:7])
		}
		if g[3] != "" {
			year, _ = strconv.Atoi(g[3])
		}
	}
	if month < 1 || month > 12 {
		return "une année a douze mois", "a year has twelve months"
	}
	if month == 2 && year == 0 {
		return "février a 29 jours au plus", "February has 29 days at most"
	}
	last := time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC)
	fr, en = fmt.Sprintf("%s a %d jours", frenchMonths[month], last.Day()), fmt.Sprintf("%s has %d days", time.Month(month), last.Day())
	if month == 2 {
		fr, en = fmt.Sprintf("%s en %d", fr, year), fmt.Sprintf("%s in %d", en, year)
	}
	return fr, en
}

var frenchMonths = [...]string{"", "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"}

// nearest offers the days that may be meant.
func nearest(candidates []string) lang.Text {
	if len(candidates) == 0 {
		return lang.Text{}
	}
	var fr, en []string
	for _, iso := range candidates {
		fr, en = append(fr, frdate.LongDay(iso, "fr")), append(en, frdate.LongDay(iso, "en"))
	}
	return lang.Text{FR: "Peut-être " + strings.Join(fr, " ou ") + ".", EN: "Perhaps " + strings.Join(en, " or ") + "."}
}

var (
	slashed = regexp.MustCompile(`\b(\d{1,2})/(\d{1,2})/(?:\d{4}|\d{2})\b`)

	// outOfMonth: 0 or 32 and more before a month. Beyond 39 a slip is unlikely unless an article or a line's beginning calls for a date.
	outOfMonth = regexp.MustCompile(`(?i)(^|[\s("«“])((?:le|du|au|les|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\s+)?(0{1,2}|3[2-9]|[4-9]\d)\s+(janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[uû]t|septembre|octobre|novembre|d[ée]cembre)(\s+(?:19|20)\d\d)?(?:[\s,.;:)]|$)`)
	dayZero    = regexp.MustCompile(`(?:^|[\s("«“])(0{1,2}/(?:0?[1-9]|1[0-2])/(?:(?:19|20)\d\d|\d\d)|(?:0?[1-9]|[12]\d|3[01])/0{1,2}/(?:(?:19|20)\d\d|\d\d)|(?:3[2-9]|[4-9]\d)/(?:0?[1-9]|1[0-2])/(?:19|20)\d\d)(?:[\s,.;:)"»”]|$)`)
)

// monthFirst tells whether a text writes the month before the day throughout.
func monthFirst(d *text.Document) bool {
	first, second := 0, 0
	for _, b := range d.Blocks {
		for _, g := range slashed.FindAllStringSubmatch(b.Text, -1) {
			a, _ := strconv.Atoi(g[1])
			z, _ := strconv.Atoi(g[2])
			switch {
			case a > 12 && z <= 12:
				first++
			case z > 12 && z <= 31 && a <= 12:
				second++
			}
		}
	}
	return second >= 2 && first == 0
}

// impossibleDays finds what the grammar of dates does not take for a date at all: 0 or 32 before a month.
func impossibleDays(d *text.Document, b *text.Block, r *check.Reporter) {
	for _, g := range outOfMonth.FindAllStringSubmatchIndex(b.Text, -1) {
		n, _ := strconv.Atoi(b.Text[g[6]:g[7]])
		begins := g[0] == 0 || b.Text[g[3]-1] == '\t'
		if g[4] < 0 && !begins && (n > 39 || g[10] < 0) {
			continue
		}
		r.Report(noSuchFigures(d, b, g[6], max(g[9], g[11])))
	}
	for _, g := range dayZero.FindAllStringSubmatchIndex(b.Text, -1) {
		r.Report(noSuchFigures(d, b, g[2], g[3]))
	}
}

func noSuchFigures(d *text.Document, b *text.Block, from, to int) check.Problem {
	at := check.Spot{Document: d, Block: b, From: from, To: to}
	return check.Problem{
		At:       at,
		Message:  lang.Text{FR: fmt.Sprintf("« %s » n'existe pas.", at.Words()), EN: fmt.Sprintf("“%s” does not exist.", at.Words())},
		Expected: lang.Text{FR: "Un jour de 1 à 31 et un mois de 1 à 12.", EN: "A day from 1 to 31 and a month from 1 to 12."},
		Mend:     mendDate,
	}
}

var (
	clock = regexp.MustCompile(`(?i)(?:^|[\s(])((?:à|dès|vers|jusqu'à|at)\s+|(?:de\s+)?\d{1,2}\s?h\s?(?:\d\d)?\s?(?:à|-|–)\s?)?(\d{1,2})\s?h\s?(\d\d)?(?:[\s,.;:)]|$)(?:\s?(par|/|hebdo|semaine|de |d'|mensuel|annuel|sur))?`)
)

// impossibleHours finds 25h30 and 14h75 where a time of day is meant: after "à", or as the end of "de 14h à 25h". Durations have no bound.
func impossibleHours(d *text.Document, b *text.Block, r *check.Reporter) {
	if !strings.ContainsAny(b.Text, "hH") {
		return
	}
	for _, g := range clock.FindAllStringSubmatchIndex(b.Text, -1) {
		if g[2] < 0 || g[8] >= 0 {
			continue
		}
		hour, _ := strconv.Atoi(b.Text[g[4]:g[5]])
		minute := 0
		if g[6] >= 0 {
			minute, _ = strconv.Atoi(b.Text[g[6]:g[7]])
		}
		ofDay := strings.ContainsAny(strings.ToLower(b.Text[g[2]:g[3]]), "h0123456789") || g[6] >= 0 || datedBefore(b.Text[:g[2]])
		if minute < 60 && (hour <= 24 || !ofDay) {
			continue
		}
		at := check.Spot{Document: d, Block: b, From: g[4], To: max(g[5]+1, g[7])}
		r.Report(check.Problem{
			At:       at,
			Message:  lang.Text{FR: fmt.Sprintf("« %s » n'est pas une heure.", at.Words()), EN: fmt.Sprintf("“%s” is no time of day.", at.Words())},
			Expected: lang.Text{FR: "De 0h00 à 23h59.", EN: "From 0:00 to 23:59."},
			Mend:     lang.Text{FR: "Corrigez l'heure.", EN: "Mend the time."},
		})
	}
}

var endsInDate = regexp.MustCompile(`(?i)(?:\d{4}|/\d\d|janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[uû]t|septembre|octobre|novembre|d[ée]cembre)\s*,?\s*$`)

func datedBefore(s string) bool { return endsInDate.MatchString(s) }
