package sheets

import (
	"slices"
	"strconv"
	"strings"

	"maillage/internal/kit/tabular/workbook"
	"maillage/internal/programme/report"
)

// readMe tells what the workbook is, when its numbers held, what its sheets hold and how to read them.
func (x *writer) readMe(s *workbook.Sheet) error {
	for _, write := range []func(*workbook.Sheet) error{x.identity, x.perimeter, x.contents, x.legend} {
		if err := write(s); err != nil {
			return err
		}
		if err := s.Row(); err != nil {
			return err
		}
	}
	return nil
}

func bold(text string) workbook.Cell { return workbook.Cell{Value: text, Format: workbook.Bold} }

func head(text string) workbook.Cell { return workbook.Cell{Value: text, Format: workbook.Head} }

func (x *writer) identity(s *workbook.Sheet) error {
	d := x.doc
	state := x.t("brouillon, à ne pas transmettre", "draft, not to be sent")
	if d.Final {
		state = x.t("définitif", "final")
	}
	rows := [][]any{
		{bold(d.Title)}, {d.Subtitle}, {},
		{bold(x.t("Programme", "Programme")), d.Programme.Name}, {bold(x.t("Porteur", "Holder")), d.Programme.Holder},
		{bold(x.t("Début", "Start")), workbook.Cell{Value: day(d.Programme.Start), Format: workbook.Day}}, {bold(x.t("Fin", "End")), workbook.Cell{Value: day(d.Programme.End), Format: workbook.Day}},
		{bold(x.t("Périmètre", "Perimeter")), x.perimeterName()}, {bold(x.t("État", "State")), state},
		{bold(x.t("Situation au", "As of")), workbook.Cell{Value: d.AsOf, Format: workbook.Moment}}, {bold(x.t("Établi le", "Built on")), workbook.Cell{Value: d.BuiltAt, Format: workbook.Moment}},
		{bold(x.t("Version des textes", "Version of the texts")), strconv.Itoa(d.Version)}, {bold(x.t("Empreinte des textes", "Hash of the texts")), d.Digest}, {bold(x.t("Gabarit", "Template")), d.Template},
	}
	rows = append(rows, x.seal(d.Seal)...)
	for _, f := range d.Programme.Funders {
		if f.Mention != "" && (d.Perimeter.Funder == nil || d.Perimeter.Funder.Code == f.Code) {
			rows = append(rows, []any{bold(strings.TrimSpace(f.Short + " " + f.Number)), f.Mention})
		}
	}
	rows = slices.DeleteFunc(rows, func(r []any) bool { return len(r) == 2 && r[1] == "" })
	return eachRow(s, rows)
}

func (x *writer) seal(seal *report.Seal) [][]any {
	if seal == nil {
		return nil
	}
	return [][]any{
		{bold(x.t("Version conservée", "Version kept")), strings.TrimSpace(strconv.Itoa(seal.Number) + " " + seal.Label)}, {bold(x.t("Empreinte de la version", "Hash of the version")), seal.Hash},
		{bold(x.t("Conservée le", "Kept on")), workbook.Cell{Value: seal.At, Format: workbook.Moment}}, {bold(x.t("Par", "By")), seal.By},
	}
}

func eachRow(s *workbook.Sheet, rows [][]any) error {
	for _, r := range rows {
		if err := s.Row(r...); err != nil {
			return err
		}
	}
	return nil
}

func (x *writer) perimeterName() string {
	if f := x.doc.Perimeter.Funder; f != nil {
		return x.t("ce que finance ", "what is paid for by ") + f.Name
	}
	return x.t("ensemble du programme", "whole programme")
}

func (x *writer) perimeter(s *workbook.Sheet) error {
	rows := [][]any{{head(x.t("Dans ce bilan", "In this report")), head(x.t("Cofinanceur", "Funder")), head(x.t("Réalisations", "Entries"))}}
	for _, r := range x.doc.Perimeter.Rows {
		rows = append(rows, []any{x.yes(r.Inside), r.Label, workbook.Cell{Value: r.Entries, Format: workbook.Whole}})
	}
	return eachRow(s, rows)
}

func (x *writer) contents(s *workbook.Sheet) error {
	rows := [][]any{{head(x.t("Feuille", "Sheet")), head(x.t("Ce qu’elle contient", "What it holds")), head(x.t("Lignes", "Rows"))}}
	for _, d := range x.done {
		rows = append(rows, []any{d.name, workbook.Cell{Value: d.about, Format: workbook.Prose}, workbook.Cell{Value: d.rows, Format: workbook.Whole}})
	}
	return eachRow(s, rows)
}

func (x *writer) legend(s *workbook.Sheet) error {
	lines := []string{
		x.t("Une case vide est une valeur que personne n’a notée, ou qui n’a pas lieu d’être. Ce n’est jamais un zéro.", "An empty cell is a value that nobody recorded, or that has no place there. It is never a zero."),
		x.t("Les dates, nombres, montants et pourcentages sont de vraies valeurs : ils se trient, se filtrent et s’additionnent. Un pourcentage est un rapport (0,203 s’affiche 20,3 %).", "Dates, numbers, amounts and percentages are real values: they sort, filter and add up. A percentage is a ratio (0.203 shows as 20.3%)."),
		x.t("R12 est la réalisation n° 12 du bilan, P3 la pièce n° 3. « Fiche » est l’ancre du chiffre dans la page HTML.", "R12 is entry number 12 of the report, P3 piece number 3. “Sheet” is the anchor of the figure in the HTML page."),
		x.t("Une pièce est présente quand son fichier est conservé avec son empreinte ; un lien seul est annoncé.", "A proof is kept when its file is stored with its hash; a link alone is announced."),
		x.t("Participants FSE, personnes touchées et participations ne s’additionnent pas entre eux.", "ESF participants, people reached and attendances are not added up with each other."),
	}
	if err := s.Row(nil, head(x.t("Comment lire", "How to read"))); err != nil {
		return err
	}
	for _, line := range lines {
		if err := s.Row(nil, workbook.Cell{Value: line, Format: workbook.Prose}); err != nil {
			return err
		}
	}
	return nil
}
