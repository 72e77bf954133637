package sheets

import (
	"slices"
	"strconv"
	"time"

	"maillage/internal/kit/tabular/workbook"
	"maillage/internal/programme/agreement"
	"maillage/internal/programme/report"
)

// mark of a month: a colour, and a letter for who does not see it.
type monthMark struct {
	fr, en, colour string
	light          bool
	aboutFR        string
	aboutEN        string
}

// The marks, by what is true of a month: first planned only, planned and nothing recorded, planned and done, done though not planned.
var (
	markFirst   = monthMark{"I", "F", "E7E6E6", false, "prévu à l’origine, plus maintenant", "first planned, no longer"}
	markPlanned = monthMark{"P", "P", "BDD7EE", false, "prévu, aucune réalisation ce mois", "planned, no entry in the month"}
	markDone    = monthMark{"R", "D", "1F4E79", true, "prévu et réalisé", "planned and done"}
	markBeyond  = monthMark{"H", "O", "F4B183", false, "réalisé hors des mois prévus", "done outside the months planned"}
	monthMarks  = []monthMark{markFirst, markPlanned, markDone, markBeyond}
)

// state of an activity in a month.
type monthState struct{ first, planned, done bool }

func (m monthState) mark() (monthMark, bool) {
	switch {
	case m.done && m.planned:
		return markDone, true
	case m.done:
		return markBeyond, true
	case m.planned:
		return markPlanned, true
	case m.first:
		return markFirst, true
	}
	return monthMark{}, false
}

func stateOf(r report.ChronogramRow, month string) monthState {
	within := func(list []agreement.Months) bool {
		return slices.ContainsFunc(list, func(m agreement.Months) bool { return m.From <= month && month <= m.To })
	}
	return monthState{first: within(r.Baseline), planned: within(r.Planned), done: slices.Contains(r.Real, month)}
}

// chronogram draws the months of each activity as coloured cells.
func (x *writer) chronogram() error {
	months := monthsBetween(x.doc.Chronogram.From, x.doc.Chronogram.To)
	columns := []workbook.Column{column(x.t("Activité", "Activity"), workbook.Text, 10), column(x.t("Nom", "Name"), workbook.Text, 40), column(x.t("Réalisations", "Entries"), workbook.Whole, 12), column(x.t("Sans mois connu", "Month unknown"), workbook.Text, 12)}
	for _, m := range months {
		columns = append(columns, column(m.Format("01/06"), workbook.Text, 6))
	}
	about := x.t("Les mois de chaque activité : ", "The months of each activity: ") + x.monthLegend()
	return x.list(x.t("Chronogramme", "Chronogram"), about, columns, func(s *workbook.Sheet) error {
		for _, r := range x.doc.Chronogram.Rows {
			row := []any{r.Activity, x.activityName(r), r.Entries, years(r.Years)}
			for _, m := range months {
				row = append(row, x.monthCell(stateOf(r, monthName(m))))
			}
			if err := s.Row(row...); err != nil {
				return err
			}
		}
		return nil
	})
}

func (x *writer) monthCell(state monthState) any {
	m, some := state.mark()
	if !some {
		return nil
	}
	return workbook.Cell{Value: x.t(m.fr, m.en), Fill: m.colour, Light: m.light}
}

func (x *writer) monthLegend() string {
	var parts []string
	for _, m := range monthMarks {
		parts = append(parts, x.t(m.fr, m.en)+" "+x.t(m.aboutFR, m.aboutEN))
	}
	return join(parts)
}

func (x *writer) activityName(r report.ChronogramRow) string {
	if r.Active {
		return r.Name
	}
	return r.Name + x.t(" (arrêtée par avenant)", " (ended by an amendment)")
}

// months lays the chronogram flat, for filters and pivots.
func (x *writer) months() error {
	columns := []workbook.Column{
		column(x.t("Activité", "Activity"), workbook.Text, 10), column(x.t("Nom", "Name"), workbook.Text, 40), column(x.t("Mois", "Month"), workbook.Month, 11),
		column(x.t("Prévu à l’origine", "First planned"), workbook.Text, 12), column(x.t("Prévu", "Planned"), workbook.Text, 10), column(x.t("Réalisé", "Done"), workbook.Text, 10),
	}
	return x.list(x.t("Chronogramme, mois", "Chronogram, months"), x.t("Le même, une ligne par activité et par mois", "The same, one row for each activity and month"), columns, func(s *workbook.Sheet) error {
		for _, r := range x.doc.Chronogram.Rows {
			for _, m := range monthsBetween(x.doc.Chronogram.From, x.doc.Chronogram.To) {
				state := stateOf(r, monthName(m))
				if state == (monthState{}) {
					continue
				}
				if err := s.Row(r.Activity, x.activityName(r), m, x.mark(state.first), x.mark(state.planned), x.mark(state.done)); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

func monthName(m time.Time) string { return m.Format("2006-01") }

// maxMonths bounds a chronogram: a programme of a hundred years has a mistyped date.
const maxMonths = 1200

func monthsBetween(from, to string) []time.Time {
	first, err := time.Parse("2006-01", from)
	if err != nil {
		return nil
	}
	var list []time.Time
	for m := first; monthName(m) <= to && len(list) < maxMonths; m = m.AddDate(0, 1, 0) {
		list = append(list, m)
	}
	return list
}

// years names the years of entries whose month nobody wrote.
func years(list []int) string {
	names := make([]string, len(list))
	for i, y := range list {
		names[i] = strconv.Itoa(y)
	}
	return join(names)
}
