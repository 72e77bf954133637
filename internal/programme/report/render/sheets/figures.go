package sheets

import (
	"math/big"

	"maillage/internal/kit/tabular/workbook"
	"maillage/internal/programme/indicator"
	"maillage/internal/programme/report"
)

// figureList is one row for each figure that the document tells, with what it is made of.
func (x *writer) figureList() error {
	columns := []workbook.Column{
		column(x.t("Clé", "Key"), workbook.Text, 26), column(x.t("Libellé", "Label"), workbook.Text, 44), column(x.t("Portée", "Scope"), workbook.Text, 26), column(x.t("Année", "Year"), workbook.Text, 9),
		column(x.t("Cofinanceur", "Funder"), workbook.Text, 16), column(x.t("Département", "Department"), workbook.Text, 14), column(x.t("Ancienne région", "Former region"), workbook.Text, 18),
		column(x.t("Valeur", "Value"), workbook.Whole, 14), column(x.t("Unité", "Unit"), workbook.Text, 16), column(x.t("Écrit dans le bilan", "As the report writes it"), workbook.Text, 18),
		column(x.t("Numérateur", "Numerator"), workbook.Whole, 14), column(x.t("Dénominateur", "Denominator"), workbook.Whole, 14), column(x.t("Cible", "Target"), workbook.Whole, 11),
		column(x.t("Réalisations", "Entries"), workbook.Whole, 13), column(x.t("Sans ce nombre", "Lacking the number"), workbook.Whole, 12),
		column(x.t("Pièces présentes", "Proofs kept"), workbook.Whole, 12), column(x.t("Pièces demandées", "Proofs required"), workbook.Whole, 12), column(x.t("Pièces annoncées", "Proofs announced"), workbook.Whole, 12),
		column(x.t("Définition", "Definition"), workbook.Text, 60), column(x.t("Situation au", "As of"), workbook.Moment, 17), column(x.t("Fiche", "Sheet"), workbook.Text, 30),
	}
	return x.list(x.t("Chiffres", "Figures"), x.t("Chaque chiffre du bilan : valeur, termes, cible, réalisations et pièces derrière lui", "Each figure of the report: value, terms, target, the entries and proofs behind it"), columns, func(s *workbook.Sheet) error {
		for i := range x.doc.Figures {
			if err := s.Row(x.figureRow(&x.doc.Figures[i])...); err != nil {
				return err
			}
		}
		return nil
	})
}

func (x *writer) figureRow(sheet *report.FigureSheet) []any {
	f := sheet.Computed
	return []any{
		f.Indicator.Key, sheet.Label, sheet.Scope, year(f.Year()), x.funder(f.Scope.Funder), f.Scope.Department, f.Scope.Former,
		valueOf(f), sheet.Unit, sheet.Text, term(f, f.Numerator), term(f, f.Denominator), f.Target, f.Entries, f.Missing, f.Proof.Have, f.Proof.Need, f.Proof.Announced,
		sheet.Definition, f.AsOf, sheet.Anchor,
	}
}

// valueOf is the value of a figure as a number: a percentage is a ratio, a sum of money has its sign.
func valueOf(f indicator.Figure) any {
	if f.Value == nil {
		return nil
	}
	if isPercent(f) {
		return workbook.Cell{Value: ratio(f.Value), Format: workbook.Percent}
	}
	return number(f, f.Value)
}

// isPercent says that a figure is written with a percent sign, hence kept in hundredths.
func isPercent(f indicator.Figure) bool { return f.Indicator.Percent() || f.Indicator.Unit.FR == "%" }

func ratio(v *big.Rat) float64 {
	r, _ := new(big.Rat).Quo(v, big.NewRat(100, 1)).Float64()
	return r
}

// term is a term of a percentage. Other figures have one term, their value, which is not told twice.
func term(f indicator.Figure, v *big.Rat) any {
	if v == nil || f.Denominator == nil {
		return nil
	}
	return number(f, v)
}

func number(f indicator.Figure, v *big.Rat) any {
	n, _ := v.Float64()
	switch {
	case f.Indicator.Unit.FR == "€":
		return workbook.Cell{Value: n, Format: workbook.Euros}
	case v.IsInt():
		return workbook.Cell{Value: n, Format: workbook.Whole}
	}
	return workbook.Cell{Value: n, Format: workbook.Decimal}
}

// tables lays the tables of figures of the text flat: one row for each cell, so that they can be pivoted.
func (x *writer) tables() error {
	columns := []workbook.Column{
		column(x.t("Où", "Where"), workbook.Text, 34), column(x.t("Tableau", "Table"), workbook.Text, 44), column(x.t("Ligne", "Row"), workbook.Text, 26), column(x.t("Colonne", "Column"), workbook.Text, 20),
		column(x.t("Valeur", "Value"), workbook.Whole, 14), column(x.t("Écrit dans le bilan", "As the report writes it"), workbook.Text, 18), column(x.t("Total", "Sum"), workbook.Text, 8), column(x.t("Fiche", "Sheet"), workbook.Text, 30),
	}
	return x.list(x.t("Tableaux", "Tables"), x.t("Les tableaux du texte, une ligne par case", "The tables of the text, one row for each cell"), columns, func(s *workbook.Sheet) error {
		return x.eachTable(func(where string, t report.FigureTable) error { return x.table(s, where, t) })
	})
}

func (x *writer) table(s *workbook.Sheet, where string, t report.FigureTable) error {
	for _, row := range t.Rows {
		for i, use := range row.Cells {
			if i >= len(t.Columns) {
				break
			}
			if err := s.Row(where, t.Caption, row.Label, t.Columns[i], x.use(use), use.Text, x.mark(row.Sum), use.Figure); err != nil {
				return err
			}
		}
	}
	return nil
}

// use is the number of a figure told somewhere: that of its sheet, since what stands in the text is written for the eye.
func (x *writer) use(u report.FigureUse) any {
	if sheet, ok := x.figures[u.Figure]; ok {
		return valueOf(sheet.Computed)
	}
	return nil
}

// eachTable visits the tables of figures with the heading that they stand under.
func (x *writer) eachTable(visit func(where string, t report.FigureTable) error) error {
	sections := []report.Section{{Heading: x.doc.Cover.Heading, Blocks: x.doc.Cover.Lead}}
	sections = append(sections, x.doc.Cover.Parts...)
	for _, sheet := range x.doc.Sheets {
		sections = append(sections, report.Section{Heading: sheet.Title, Blocks: sheet.Lead})
		for _, section := range sheet.Sections {
			section.Heading = sheet.Title + " · " + section.Heading
			sections = append(sections, section)
		}
	}
	for _, section := range sections {
		for _, b := range section.Blocks {
			if t, ok := b.(report.FigureTable); ok {
				if err := visit(section.Heading, t); err != nil {
					return err
				}
			}
		}
	}
	return nil
}
