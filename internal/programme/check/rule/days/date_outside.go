package days

import (
	"fmt"
	"regexp"
	"time"

	"maillage/internal/kit/frdate"
	"maillage/internal/kit/lang"
	"maillage/internal/programme/check"
	"maillage/internal/programme/check/moment"
	"maillage/internal/programme/check/text"
)

// dateOutside finds dates that are not where they should be: in another year than their heading, far from their list, after their own end,
// out of order.
var dateOutside = &check.Rule{
	Name: "date-outside", Severity: check.Serious,
	Title: lang.Text{FR: "Date hors de sa place", EN: "Date out of its place"},
	Explanation: lang.Text{
		FR: "Une date d'une autre année que le titre ou le tableau où elle est rangée ; une date, dans une liste d'événements, d'une année que ses voisines n'ont pas ; " +
			"une fin avant son début ; une date qui rompt l'ordre d'une liste par ailleurs triée (simple remarque). " +
			"Un rapport cite à bon droit des dates plus anciennes ou à venir (« créée en 2009 », « convention signée le 12/12/2017 », « dès janvier 2021 », une loi) : la règle les laisse.",
		EN: "A date of another year than the heading or table it stands under; in a list of events, a year that its neighbours do not have; an end before its start; " +
			"a date that breaks the order of a list otherwise sorted (a notice). A report rightly cites older dates or dates to come (“founded in 2009”, “agreement signed on 12/12/2017”, a law): the rule leaves them.",
	},
	Examples: []check.Example{
		{Text: "ANNÉE 2019\n\n12/03/2019 : réunion\n14/04/2018 : atelier\n16/05/2019 : forum", Fires: true},
		{Text: "21/10/20 Rencontre A\n5/11/10 Rencontre B\n18/11/20 Rencontre C\n26/11/20 Rencontre D", Fires: true},
		{Text: "Stage du 12 au 5 mars 2020 à Pau.", Fires: true},
		{Text: "Du 12/05/2020 au 03/05/2020 : résidence.", Fires: true},
		{Text: "- 3/01/2020 : un\n- 9/02/2020 : deux\n- 12/04/2020 : trois\n- 2/03/2020 : quatre\n- 9/05/2020 : cinq\n- 8/06/2020 : six", Fires: true},
		{Text: "Action\tDébut\tFin\nAtelier\t12/05/2020\t03/05/2020\nStage\t1/06/2020\t5/06/2020", Fires: true},
		{Text: "La réunion du 14 mars 2109 a permis de conclure.", Fires: true},
		{Text: "ANNÉE 2019\n\n12/03/2019 : réunion\n14/04/2019 : atelier\n16/05/2019 : forum", Fires: false},
		{Text: "Rapport 2020\n\nL'association, créée le 12 mars 2009, compte 40 membres. La convention signée le 12/12/2017 court jusqu'au 31/12/2021.", Fires: false},
		{Text: "# Dates clés\n\n- 3/05/1998 : création\n- 12/06/2004 : agrément\n- 1/09/2015 : nouveaux locaux\n- 4/02/2020 : label", Fires: false},
		{Text: "Du 20 décembre 2019 au 5 janvier 2020, fermeture.", Fires: false},
		{Text: "- 9/05/2020 : Pau\n- 3/01/2020 : Dax\n- 12/04/2020 : Agen\n- 2/03/2020 : Tarbes\n- 8/07/2020 : Foix\n- 6/02/2020 : Auch", Fires: false},
		{Text: "- 8/06/2020 : six\n- 9/05/2020 : cinq\n- 12/04/2020 : trois\n- 9/02/2020 : deux\n- 3/01/2020 : un", Fires: false},
		{Text: "ANNÉE 2019\n\nLe décret du 12 mars 2014 s'applique. L'équipe a ouvert le 3 avril 2019.", Fires: false},
	},
	Check: func(c *check.Corpus, r *check.Reporter) {
		told := map[spotKey]bool{}
		otherYear(c, told, r)
		for _, l := range moment.Lists(c) {
			dated{l, told}.farYear(r)
		}
		for _, l := range moment.Lists(c) {
			for _, part := range sortedParts(l.Entries, told) {
				outOfOrder(part, r)
			}
		}
		for _, m := range moment.Of(c) {
			if told[keyOf(m)] {
				continue
			}
			reversed(m, r)
			inYearsToCome(m, r)
		}
		reversedColumns(c, r)
	},
}

type spotKey struct {
	block *text.Block
	from  int
}

func keyOf(m moment.Moment) spotKey { return spotKey{m.Spot.Block, m.Spot.From} }

// dated is a list of dated entries, and the dates of which something was said already.
type dated struct {
	*moment.List
	told map[spotKey]bool
}

// reigns groups the dates whose year is written by the heading or caption that gives a year to where they stand.
func reigns(c *check.Corpus) (order []moment.Reign, groups map[moment.Reign][]moment.Moment) {
	groups = map[moment.Reign][]moment.Moment{}
	for _, m := range moment.Of(c) {
		if m.Source != moment.Written || len(m.Days) == 0 || m.Legal || m.Precision == "" {
			continue
		}
		reign := m.Reign()
		if reign.Year == 0 {
			continue
		}
		if groups[reign] == nil {
			order = append(order, reign)
		}
		groups[reign] = append(groups[reign], m)
	}
	return order, groups
}

// otherYear finds dates of another year than their table or heading. Where most entries are of other years, the heading says something else.
// Inside sentences one date that opens a sentence, among several of the heading's year, is a question.
func otherYear(c *check.Corpus, told map[spotKey]bool, r *check.Reporter) {
	order, groups := reigns(c)
	for _, reign := range order {
		matching, others := 0, 0
		for _, m := range groups[reign] {
			switch {
			case m.Touches(reign.Year):
				matching++
			case m.Role != moment.Prose || opensSentence(m):
				others++
			}
		}
		if matching == 0 || 5*matching < 3*(matching+others) {
			continue
		}
		for i, m := range groups[reign] {
			if m.Touches(reign.Year) || m.Cited || m.Role == moment.Prose && (others > 1 || matching < 3 || !opensSentence(m)) {
				continue
			}
			told[keyOf(m)] = true
			r.Report(otherYearProblem(m, reign, neighbours(groups[reign], i), matching))
		}
	}
}

// opensSentence tells whether a sentence begins with the date: "Le 14 mars 2018, les habitants…".
func opensSentence(m moment.Moment) bool {
	b := m.Spot.Block.Text[:m.Spot.From]
	return opensWith.MatchString(b[max(0, len(b)-8):])
}

var opensWith = regexp.MustCompile(`(?:^|[.!?:]\s)\s*(?:Le |On |Les )?$`)

func otherYearProblem(m moment.Moment, reign moment.Reign, related []check.Spot, matching int) check.Problem {
	p := check.Problem{
		At: m.Spot, Confidence: check.High, Related: related,
		Message: lang.Text{
			FR: fmt.Sprintf("Cette date est de %d, sous « %s ».", m.Start().Year(), reign.Title),
			EN: fmt.Sprintf("This date is of %d, under “%s”.", m.Start().Year(), reign.Title),
		},
		Expected: inYear(m, reign.Year),
		Mend:     lang.Text{FR: "Corrigez l'année, ou rangez l'événement sous la sienne.", EN: "Mend the year, or move the event under its own."},
	}
	switch {
	case m.Role == moment.Prose:
		p.Confidence = check.Low
	case m.Role == moment.Tail || matching < 2:
		p.Confidence = check.Medium
	}
	return p
}

// neighbours are the dates right before and after one.
func neighbours(list []moment.Moment, i int) []check.Spot {
	var near []check.Spot
	for _, n := range []int{i - 1, i + 1} {
		if n >= 0 && n < len(list) {
			near = append(near, list[n].Spot)
		}
	}
	return near
}

// farYear finds an entry whose year its neighbours do not have: both are of another one, and the entry fits between them in that year.
func (l dated) farYear(r *check.Reporter) {
	if len(l.Entries) < 4 {
		return
	}
	for i, m := range l.Entries {
		year := l.yearAround(i)
		if year == 0 || l.told[keyOf(m)] || m.Source != moment.Written || m.Touches(year) || m.Cited || len(m.Days) == 0 {
			continue
		}
		l.told[keyOf(m)] = true
		p := check.Problem{
			At: m.Spot, Confidence: check.Medium, Related: neighbours(l.Entries, i),
			Message: lang.Text{
				FR: fmt.Sprintf("Cette date est de %d, les dates voisines sont de %d.", m.Start().Year(), year),
				EN: fmt.Sprintf("This date is of %d, the dates around it are of %d.", m.Start().Year(), year),
			},
			Expected: inYear(m, year),
			Mend:     lang.Text{FR: "Vérifiez l'année.", EN: "Check the year."},
		}
		if d := m.Spot.Document; d.From != 0 && (m.End().Year() < d.From || m.Start().Year() > d.To) {
			p.Confidence = check.High
			p.Message.FR += fmt.Sprintf(" Le rapport dit couvrir %s.", years(d.From, d.To))
			p.Message.EN += fmt.Sprintf(" The report says that it covers %s.", years(d.From, d.To))
		}
		r.Report(p)
	}
}

func years(from, to int) string {
	if from == to {
		return fmt.Sprint(from)
	}
	return fmt.Sprintf("%d-%d", from, to)
}

// yearAround is the year that the entries around one share, when they say that its own is a slip: it does not lie between them, and would
// in theirs. At the end of a list two entries before it are asked, and the slip must be wider: lists look ahead.
func (l dated) yearAround(i int) int {
	e := l.Entries
	before, after := l.solid(i, -1), l.solid(i, +1)
	if before < 0 && after >= 0 {
		before = l.solid(after, +1)
	}
	if after < 0 && before >= 0 {
		after = l.solid(before, -1)
	}
	if before < 0 || after < 0 || len(e[i].Days) == 0 {
		return 0
	}
	a, z := e[before].End(), e[after].Start()
	year := a.Year()
	edge := before > i || after < i
	switch own := e[i].Start().Year(); {
	case z.Year() != year || own == year:
		return 0
	case edge:
		if own-year >= -3 && own-year <= 3 {
			return 0
		}
		return year
	}
	low, high := a, z
	if z.Before(a) {
		low, high = e[after].Start(), e[before].End()
	}
	moved := moveTo(e[i].Start(), year)
	if moved.Before(low.AddDate(0, 0, -31)) || moved.After(high.AddDate(0, 0, 31)) {
		return 0
	}
	return year
}

// solid is the nearest entry from i, in steps, whose year is written; -1 when there is none.
func (l dated) solid(i, step int) int {
	for i += step; i >= 0 && i < len(l.Entries); i += step {
		if m := l.Entries[i]; len(m.Days) > 0 && m.Source == moment.Written && !l.told[keyOf(m)] {
			return i
		}
	}
	return -1
}

func moveTo(d time.Time, year int) time.Time {
	return time.Date(year, d.Month(), d.Day(), 0, 0, 0, 0, time.UTC)
}

// inYear says which day the same date is in another year.
func inYear(m moment.Moment, year int) lang.Text {
	if m.Precision != frdate.ToDay || len(m.Days) != 1 {
		return lang.Text{FR: fmt.Sprintf("Une date de %d.", year), EN: fmt.Sprintf("A date of %d.", year)}
	}
	d := moveTo(m.Start(), year)
	return lang.Text{
		FR: fmt.Sprintf("Une date de %d, peut-être le %s %s.", year, frenchDays[d.Weekday()], dayFR(d)),
		EN: fmt.Sprintf("A date of %d, perhaps %s %s.", year, d.Weekday(), dayEN(d)),
	}
}

// reversed finds an interval that ends before it starts.
func reversed(m moment.Moment, r *check.Reporter) {
	if !m.Read.Has(frdate.IssueReversedInterval) || m.Legal {
		return
	}
	p := check.Problem{
		At:      m.Spot,
		Message: lang.Text{FR: fmt.Sprintf("Dans « %s », la fin vient avant le début.", m.Spot.Words()), EN: fmt.Sprintf("In “%s” the end comes before the start.", m.Spot.Words())},
		Mend:    lang.Text{FR: "Corrigez l'une des deux dates.", EN: "Mend one of the two dates."},
	}
	if c := m.Read.Candidates; len(c) == 2 {
		p.Expected = lang.Text{
			FR: fmt.Sprintf("Peut-être du %s au %s.", frdate.LongDay(c[0], "fr"), frdate.LongDay(c[1], "fr")),
			EN: fmt.Sprintf("Perhaps %s to %s.", frdate.LongDay(c[0], "en"), frdate.LongDay(c[1], "en")),
		}
	}
	r.Report(p)
}

var (
	startColumn = regexp.MustCompile(`(?i)^(?:date\s+(?:de\s+)?)?(?:d[ée]but|d[ée]marrage|lancement|ouverture|du|start|from)\b`)
	endColumn   = regexp.MustCompile(`(?i)^(?:date\s+(?:de\s+)?)?(?:fin|cl[ôo]ture|ach[èe]vement|au|end|to)\b`)
)

// reversedColumns finds rows whose column of ends holds an earlier day than their column of starts.
func reversedColumns(c *check.Corpus, r *check.Reporter) {
	all := moment.Of(c)
	for i := 1; i < len(all); i++ {
		a, b := all[i-1], all[i]
		row := a.Spot.Block
		if row != b.Spot.Block || row.Table == nil || row.Table.Header == nil || len(a.Days) == 0 || len(b.Days) == 0 {
			continue
		}
		if startColumn.MatchString(row.Table.Header.Cell(a.Cell)) && endColumn.MatchString(row.Table.Header.Cell(b.Cell)) && b.End().Before(a.Start()) {
			r.Report(check.Problem{
				At: b.Spot, Related: []check.Spot{a.Spot},
				Message:  lang.Text{FR: "La fin de cette ligne vient avant son début.", EN: "The end in this row comes before its start."},
				Expected: lang.Text{FR: "Un jour à partir du " + dayFR(a.Start()) + ".", EN: "A day from " + dayEN(a.Start()) + " on."},
				Mend:     lang.Text{FR: "Corrigez l'une des deux dates.", EN: "Mend one of the two dates."},
			})
		}
	}
}

// farAhead is how many years after those of the report a date is a slip of the keyboard and no plan.
const farAhead = 15

var happened = regexp.MustCompile(`(?i)(?:^|[\s'])(?:a|ont|avons|s'est|se sont|était|étaient|fut|furent|was|were|has|have)\s+(?:eu lieu|été|permis|réuni|accueilli|rassemblé|participé|tenue?s?|organisé|animé|présenté|assisté|conclu|attended|held|been|took)`)

// inYearsToCome finds dates of a century to come, and dates after the report's years of which it tells as over.
func inYearsToCome(m moment.Moment, r *check.Reporter) {
	d := m.Spot.Document
	if len(m.Days) == 0 || m.Source != moment.Written || m.Interval {
		return
	}
	last := d.To
	if last == 0 {
		last = 2085 // without a period only another century is sure
	}
	year := m.Start().Year()
	over := d.To != 0 && year > d.To+1 && !m.Cited && happened.MatchString(sentenceAround(m.Spot))
	if year <= last+farAhead && !over {
		return
	}
	p := check.Problem{
		At: m.Spot, Confidence: check.Medium,
		Message: lang.Text{FR: fmt.Sprintf("Cette date est de %d.", year), EN: fmt.Sprintf("This date is of %d.", year)},
		Mend:    lang.Text{FR: "Vérifiez l'année.", EN: "Check the year."},
	}
	if d.To != 0 {
		p.Expected = lang.Text{FR: "Le rapport dit couvrir " + years(d.From, d.To) + ".", EN: "The report says that it covers " + years(d.From, d.To) + "."}
	}
	r.Report(p)
}

var sentenceEnd = regexp.MustCompile(`[.!?;]\s`)

// sentenceAround returns the sentence that a spot stands in.
func sentenceAround(s check.Spot) string {
	b := s.Block.Text
	from, to := 0, len(b)
	if cuts := sentenceEnd.FindAllStringIndex(b[:s.From], -1); len(cuts) > 0 {
		from = cuts[len(cuts)-1][1]
	}
	if cut := sentenceEnd.FindStringIndex(b[s.To:]); cut != nil {
		to = s.To + cut[0]
	}
	return b[from:to]
}
