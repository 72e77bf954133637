package sheets

import (
	"slices"
	"strconv"
	"strings"

	"maillage/internal/kit/tabular/workbook"
	"maillage/internal/programme/report"
)

// public counts people: three numbers that are never added up.
func (x *writer) public() error {
	columns := []workbook.Column{
		column(x.t("Année", "Year"), workbook.Text, 9), column(x.t("Période", "Period"), workbook.Text, 26), column(x.t("Participants FSE", "ESF participants"), workbook.Whole, 18),
		column(x.t("Personnes touchées", "People reached"), workbook.Whole, 20), column(x.t("Participations", "Attendances"), workbook.Whole, 18),
	}
	about := x.t("Trois compteurs de public, qui ne s’additionnent jamais", "Three counts of the public, never added up")
	return x.list(x.t("Public", "Public"), about, columns, func(s *workbook.Sheet) error {
		for _, r := range x.doc.Public {
			if err := s.Row(year(r.Year), r.Label, r.Participants, r.People, r.Attendances); err != nil {
				return err
			}
		}
		return nil
	})
}

// variances lists what differs from what was promised.
func (x *writer) variances() error {
	columns := []workbook.Column{
		column(x.t("Axe", "Axis"), workbook.Text, 7), column(x.t("Activité", "Activity"), workbook.Text, 10), column(x.t("Règle", "Rule"), workbook.Text, 26), column(x.t("Objet", "About"), workbook.Text, 40),
		column(x.t("Prévu", "Planned"), workbook.Text, 18), column(x.t("Réalisé", "Actual"), workbook.Text, 22), column(x.t("Écart", "Difference"), workbook.Text, 12), column(x.t("Réalisations", "Entries"), workbook.Whole, 12),
		column(x.t("État", "State"), workbook.Text, 12), column(x.t("Clos par", "Closed by"), workbook.Text, 20), column(x.t("Explication", "Explanation"), workbook.Prose, 60), column(x.t("Référence", "Reference"), workbook.Text, 20),
		column(x.t("Qui", "Who"), workbook.Text, 18), column(x.t("Le", "On"), workbook.Moment, 17), column(x.t("Fiche", "Sheet"), workbook.Text, 26), column(x.t("Clé", "Key"), workbook.Text, 34),
	}
	about := x.t("Ce qui diffère de la convention, et pourquoi", "What differs from the agreement, and why")
	return x.list(x.t("Écarts", "Variances"), about, columns, func(s *workbook.Sheet) error {
		for _, v := range x.doc.Variances {
			closing := report.Closing{}
			if v.Closing != nil {
				closing = *v.Closing
			}
			err := s.Row(v.Axis, v.Activity, x.rule(v.Rule), v.Title, v.Planned, v.Actual, v.Delta, positive(v.Count), x.varianceState(v), closing.KindName, closing.Text, closing.Reference, closing.By, closing.At, v.Figure, v.Key)
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// waivers lists what the consistency check found and somebody answers for.
func (x *writer) waivers() error {
	columns := []workbook.Column{
		column(x.t("Règle", "Rule"), workbook.Text, 22), column(x.t("Constat", "Finding"), workbook.Prose, 60), column(x.t("Écrit", "Written"), workbook.Text, 34), column(x.t("Où", "Where"), workbook.Text, 18),
		column(x.t("Motif", "Reason"), workbook.Prose, 60), column(x.t("Qui", "Who"), workbook.Text, 18), column(x.t("Le", "On"), workbook.Moment, 17), column(x.t("Empreinte", "Fingerprint"), workbook.Text, 16),
	}
	about := x.t("Ce que le contrôle de cohérence relève et que quelqu’un assume", "What the consistency check finds and somebody answers for")
	return x.list(x.t("Dérogations", "Waivers"), about, columns, func(s *workbook.Sheet) error {
		for _, w := range x.doc.Waivers {
			if err := s.Row(w.Rule, w.Message.In(x.doc.Language), w.Words, w.Place, w.Reason, w.By, w.At, w.Fingerprint); err != nil {
				return err
			}
		}
		return nil
	})
}

func (x *writer) varianceState(v report.Variance) string {
	switch {
	case v.Stale:
		return x.t("à revoir", "to be seen again")
	case v.Open():
		return x.t("ouvert", "open")
	}
	return x.t("clos", "closed")
}

func (x *writer) rule(rule string) string {
	switch rule {
	case report.TargetMissed:
		return x.t("cible non atteinte", "target missed")
	case report.ActivitySilent:
		return x.t("activité sans réalisation", "activity without an entry")
	case report.OutsidePlanned:
		return x.t("hors des mois prévus", "outside the months planned")
	case report.BudgetGap:
		return x.t("écart au budget", "difference with the budget")
	}
	return rule
}

// reconciliation sets the funders' numbers beside those of the whole.
func (x *writer) reconciliation() error {
	r := x.doc.Reconciliation
	columns := []workbook.Column{column(x.t("Clé", "Key"), workbook.Text, 26), column(x.t("Libellé", "Label"), workbook.Text, 44), column(x.t("Unité", "Unit"), workbook.Text, 16)}
	for _, title := range r.Columns {
		columns = append(columns, column(title, workbook.Whole, 18))
	}
	columns = append(columns, column(x.t("Se recoupe", "Adds up"), workbook.Text, 12))
	about := x.t("Les parts des cofinanceurs et ce qui n’est affectable à personne, face à l’ensemble", "The funders’ parts and what belongs to none, beside the whole")
	return x.list(x.t("Rapprochement", "Reconciliation"), about, columns, func(s *workbook.Sheet) error {
		for _, row := range r.Rows {
			values := []any{row.Key, row.Label, row.Unit}
			for i := range r.Columns {
				var cell any
				if i < len(row.Cells) {
					cell = x.written(row.Cells[i])
				}
				values = append(values, cell)
			}
			if err := s.Row(append(values, x.yes(row.Balanced))...); err != nil {
				return err
			}
		}
		return nil
	})
}

// written gives back the number that was written for people; what is none stays text.
func (x *writer) written(text string) any {
	bare := strings.NewReplacer("\u202f", "", "\u00a0", "", " ", "", "−", "-").Replace(text)
	if x.doc.Language == "en" {
		bare = strings.ReplaceAll(bare, ",", "")
	} else {
		bare = strings.Replace(bare, ",", ".", 1)
	}
	format, scale := workbook.Whole, 1.0
	switch {
	case strings.HasSuffix(bare, "%"):
		bare, format, scale = strings.TrimSuffix(bare, "%"), workbook.Percent, 100
	case strings.Contains(bare, "€"):
		bare, format = strings.ReplaceAll(bare, "€", ""), workbook.Euros
	case strings.Contains(bare, "."):
		format = workbook.Decimal
	}
	n, err := strconv.ParseFloat(bare, 64)
	if err != nil || strings.ContainsAny(bare, "eExXnN") {
		return text
	}
	return workbook.Cell{Value: n / scale, Format: format}
}

// finance is the financial annex, table under table: amounts in euros, an empty cell where nobody knows.
func (x *writer) finance() error {
	if x.doc.Finance == nil {
		return nil
	}
	name := x.t("Annexe financière", "Financial annex")
	s, err := x.book.Page(name, 44, 18, 18, 18, 18, 18, 18, 18)
	if err != nil {
		return err
	}
	rows := 0
	for _, t := range x.doc.Finance.Tables {
		if err := financeTable(s, t); err != nil {
			return err
		}
		rows += len(t.Rows)
	}
	for _, missing := range x.doc.Finance.Missing {
		if err := s.Row(missing); err != nil {
			return err
		}
	}
	x.done = append(x.done, sheetDone{name, x.t("Le plan de financement et ce qui a été dépensé, en euros ; une case vide n’est pas connue", "The financing plan and what was spent, in euros; an empty cell is not known"), rows})
	return nil
}

func financeTable(s *workbook.Sheet, t report.FinanceTable) error {
	heads := []any{workbook.Cell{Value: t.RowHead, Format: workbook.Head}}
	for _, c := range t.Columns {
		heads = append(heads, workbook.Cell{Value: c, Format: workbook.Head})
	}
	if err := s.Row(workbook.Cell{Value: t.Caption, Format: workbook.Bold}); err != nil {
		return err
	}
	if err := s.Row(heads...); err != nil {
		return err
	}
	for _, r := range t.Rows {
		label, amount := workbook.Text, workbook.Euros
		if r.Sum {
			label, amount = workbook.Bold, workbook.Sum
		}
		row := []any{workbook.Cell{Value: r.Label, Format: label}}
		for _, cents := range r.Cells {
			row = append(row, workbook.Cell{Value: euros(cents), Format: amount})
		}
		if err := s.Row(row...); err != nil {
			return err
		}
	}
	if err := s.Row(t.Note); err != nil {
		return err
	}
	return s.Row()
}

// piles lists what waits for a person.
func (x *writer) piles() error {
	columns := []workbook.Column{
		column(x.t("Pile", "Pile"), workbook.Text, 40), column("N°", workbook.Entry, 9), column(x.t("Nature", "Kind"), workbook.Text, 26), column(x.t("Intitulé", "Title"), workbook.Text, 46), column(x.t("Quand", "When"), workbook.Text, 26),
		column(x.t("Où", "Where"), workbook.Text, 26), column(x.t("Activité", "Activity"), workbook.Text, 10), column(x.t("Identifiant", "Id"), workbook.Text, 38),
	}
	about := x.t("Ce qui attend une décision : sans cofinanceur, sans date, sans activité, sans nombre", "What waits for a decision: no funder, no date, no activity, no number")
	return x.list(x.t("À ventiler", "To be settled"), about, columns, func(s *workbook.Sheet) error {
		for _, p := range x.doc.Piles {
			for _, r := range p.Rows {
				if err := s.Row(p.Label, anchored(r.Anchor), r.Kind, r.Title, r.When, r.Where, r.Activity, r.ID); err != nil {
					return err
				}
			}
			if p.Unlisted > 0 {
				rest := x.t("et "+strconv.Itoa(p.Unlisted)+" autres, à retrouver par les filtres de la feuille Réalisations", "and "+strconv.Itoa(p.Unlisted)+" more, to be found by the filters of the sheet Entries")
				if err := s.Row(p.Label, nil, nil, rest); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// anchored is the number in the anchor of an entry, "r-12".
func anchored(anchor string) any {
	n, err := strconv.Atoi(strings.TrimPrefix(anchor, "r-"))
	if err != nil {
		return nil
	}
	return n
}

// findings lists what is to be settled before signing.
func (x *writer) findings() error {
	columns := []workbook.Column{
		column(x.t("Gravité", "Severity"), workbook.Text, 12), column(x.t("Fichier", "File"), workbook.Text, 18), column(x.t("Ligne", "Line"), workbook.Whole, 8), column(x.t("Écrit", "Written"), workbook.Text, 34),
		column(x.t("Constat", "Finding"), workbook.Prose, 60), column(x.t("Que faire", "What to do"), workbook.Prose, 60),
	}
	return x.list(x.t("À régler", "Findings"), x.t("Les points à régler ou à connaître avant de signer", "What to settle or to know before signing"), columns, func(s *workbook.Sheet) error {
		for _, f := range slices.Concat(x.doc.Findings, x.doc.Review.Told()) {
			if err := s.Row(x.severity(f.Severity), f.Place.File, f.Place.Line, f.Words, f.Message.In(x.doc.Language), f.Mend.In(x.doc.Language)); err != nil {
				return err
			}
		}
		return nil
	})
}

func (x *writer) severity(s report.Severity) string {
	switch s {
	case report.Error:
		return x.t("erreur", "error")
	case report.Notice:
		return x.t("à savoir", "to know")
	}
	return x.t("attention", "warning")
}
