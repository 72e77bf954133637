package sheets

import (
	"strconv"
	"strings"

	"maillage/internal/kit/tabular/workbook"
	"maillage/internal/programme/report"
)

// entries lists every entry of the perimeter, in the order and with the numbers of the document.
func (x *writer) entries() error {
	columns := []workbook.Column{
		column("N°", workbook.Entry, 9), column(x.t("Nature", "Kind"), workbook.Text, 26), column(x.t("Intitulé", "Title"), workbook.Text, 46),
		column(x.t("Date telle qu’écrite", "Date as written"), workbook.Text, 22), column(x.t("Début", "Start"), workbook.Day, 12), column(x.t("Fin", "End"), workbook.Day, 12), column(x.t("Année comptée", "Counted in"), workbook.Text, 10),
		column(x.t("Lieu", "Place"), workbook.Text, 24), column(x.t("Département", "Department"), workbook.Text, 13), column(x.t("À distance", "Remote"), workbook.Text, 10), column(x.t("Bénéficiaire", "Beneficiary"), workbook.Text, 28),
		column(x.t("Cofinanceur", "Funder"), workbook.Text, 16), column(x.t("Sans cofinanceur : motif", "No funder: why"), workbook.Text, 24), column(x.t("Activité", "Activity"), workbook.Text, 10), column(x.t("Sert aussi", "Also serves"), workbook.Text, 12),
		column(x.t("État", "State"), workbook.Text, 14), column(x.t("Comptée", "Counted"), workbook.Text, 10),
		column(x.t("Participations", "Attendances"), workbook.Whole, 14), column(x.t("Personnes touchées", "People reached"), workbook.Whole, 12), column(x.t("Participants FSE", "ESF participants"), workbook.Whole, 12),
		column(x.t("Minutes", "Minutes"), workbook.Whole, 10), column(x.t("Montant", "Amount"), workbook.Euros, 14), column(x.t("À vérifier", "To review"), workbook.Text, 24), column(x.t("Étiquettes", "Tags"), workbook.Text, 20),
		column(x.t("Pièces présentes", "Proofs kept"), workbook.Whole, 10), column(x.t("Pièces demandées", "Proofs required"), workbook.Whole, 10), column(x.t("Pièces manquantes", "Proofs missing"), workbook.Text, 34),
		column(x.t("Identifiant", "Id"), workbook.Text, 38), column("Version", workbook.Whole, 9), column(x.t("Empreinte", "Hash"), workbook.Text, 66),
	}
	about := x.t("Toutes les réalisations du périmètre, sous les numéros R du bilan ; « Comptée » dit lesquelles tombent dans les années du programme", "All the entries of the perimeter, under the R numbers of the report; “Counted” says which fall into the years of the programme")
	return x.list(x.t("Réalisations", "Entries"), about, columns, func(s *workbook.Sheet) error {
		for e, err := range x.sources.Entries(x.ctx) {
			if err != nil {
				return err
			}
			if err := s.Row(x.entryRow(&e)...); err != nil {
				return err
			}
		}
		return nil
	})
}

func (x *writer) entryRow(e *report.EntryLine) []any {
	return []any{
		e.Number, e.KindName, e.Title, e.DateText, day(e.Start), day(e.End), year(e.Year), e.Place, e.Department, x.mark(e.Remote), e.Beneficiary, e.Funder, e.WhyNone, e.Activity, e.Also,
		e.StateName, x.yes(e.Counted), e.Participations, e.People, e.Participants, e.Minutes, euros(e.Amount), join(append(e.Issues(), e.UnreadCells()...)), e.Tags,
		e.Have, e.Need, join(e.Lacks), e.ID, e.Version, e.Hash,
	}
}

// euros turns cents into the number that a sheet adds up; nil stays unknown.
func euros(cents *int64) any {
	if cents == nil {
		return nil
	}
	return float64(*cents) / 100
}

// maxNumbers bounds the entries named beside one piece: their count is told in full.
const maxNumbers = 200

// pieces lists the evidence of the perimeter.
func (x *writer) pieces() error {
	columns := []workbook.Column{
		column("N°", workbook.Piece, 9), column(x.t("Activité", "Activity"), workbook.Text, 10), column(x.t("Nature", "Kind"), workbook.Text, 26), column(x.t("Titre", "Title"), workbook.Text, 46),
		column(x.t("État", "State"), workbook.Text, 18), column(x.t("Date de la pièce", "Date of the piece"), workbook.Day, 13), column(x.t("Lien", "Link"), workbook.Text, 40), column(x.t("Fichier", "File"), workbook.Text, 28),
		column("Type", workbook.Text, 18), column(x.t("Octets", "Bytes"), workbook.Whole, 12), column(x.t("Réalisations prouvées", "Entries proved"), workbook.Whole, 13), column(x.t("Lesquelles", "Which"), workbook.Text, 30),
		column(x.t("Ajoutée le", "Added on"), workbook.Moment, 17), column("SHA-256", workbook.Text, 66), column(x.t("Identifiant", "Id"), workbook.Text, 38),
	}
	about := x.t("Toutes les pièces de ces réalisations, et celles qui n’en prouvent pas encore", "All the evidence of these entries, and what proves none yet")
	return x.list(x.t("Pièces", "Evidence"), about, columns, func(s *workbook.Sheet) error {
		for p, err := range x.sources.Pieces(x.ctx) {
			if err != nil {
				return err
			}
			err := s.Row(positive(p.Number), p.Activity, p.KindName, p.Title, p.StateName, day(p.DatedOn), p.Link, p.Filename, p.Type, positive(p.Size), len(p.Proves), numbers(p.Proves), p.AddedAt, p.SHA256, p.ID)
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// numbers writes "R1, R2".
func numbers(list []int) string {
	var names []string
	for _, n := range list[:min(len(list), maxNumbers)] {
		names = append(names, "R"+strconv.Itoa(n))
	}
	if len(list) > maxNumbers {
		names = append(names, "…")
	}
	return strings.Join(names, ", ")
}

// completeness counts, by activity, the evidence required and present.
func (x *writer) completeness() error {
	columns := []workbook.Column{
		column(x.t("Activité", "Activity"), workbook.Text, 10), column(x.t("Nom", "Name"), workbook.Text, 44), column(x.t("Pièce demandée", "Evidence required"), workbook.Text, 34), column(x.t("Demandées", "Required"), workbook.Whole, 12),
		column(x.t("Présentes", "Kept"), workbook.Whole, 12), column(x.t("Annoncées", "Announced"), workbook.Whole, 12), column(x.t("Manquantes", "Missing"), workbook.Whole, 12), column(x.t("Part présente", "Share kept"), workbook.Percent, 12),
	}
	about := x.t("Par activité et par nature de pièce : ce qui est demandé et ce qui est conservé", "By activity and kind of evidence: what is required and what is kept")
	return x.list(x.t("Complétude", "Completeness"), about, columns, func(s *workbook.Sheet) error {
		for _, h := range x.doc.Holes {
			for _, k := range h.Kinds {
				if err := s.Row(h.Activity, h.Name, k.Name, k.Need, k.Have, k.Announced, k.Need-k.Have, share(k.Have, k.Need)); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

func share(n, of int64) any {
	if of == 0 {
		return nil
	}
	return float64(n) / float64(of)
}
