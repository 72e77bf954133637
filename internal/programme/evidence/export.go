package evidence

import (
	"context"
	"iter"
	"time"

	"maillage/internal/kit/lang"
	"maillage/internal/kit/tabular"
	"maillage/internal/programme/agreement"
)

// ExportKept streams the files kept with until when, for tabular.WriteCSV and WriteXLSX.
func (s *Service) ExportKept(ctx context.Context, language string) ([]tabular.Column, iter.Seq2[[]any, error]) {
	t := func(fr, en string) string { return lang.Text{FR: fr, EN: en}.In(language) }
	columns := []tabular.Column{
		{Title: t("Identifiant", "Id")}, {Title: t("Activité", "Activity")}, {Title: t("Titre", "Title")}, {Title: t("Fichier", "File")},
		{Title: t("À conserver jusqu’au", "Keep until"), Kind: tabular.Date}, {Title: t("Au moins jusqu’au", "At least until"), Kind: tabular.Date},
		{Title: t("Ce qui manque au calcul", "What the computation lacks")}, {Title: t("Règles appliquées", "Rules applied")},
		{Title: t("Retirée le", "Withdrawn on"), Kind: tabular.Date}, {Title: "SHA-256"},
	}
	return columns, func(yield func([]any, error) bool) {
		for offset := 0; ; offset += exportStep {
			list, err := s.Kept(ctx, exportStep, offset)
			if err != nil {
				yield(nil, err)
				return
			}
			for _, x := range list {
				if !yield(keptRow(x, language), nil) {
					return
				}
			}
			if len(list) < exportStep {
				return
			}
		}
	}
}

func keptRow(x Kept, language string) []any {
	var gone any
	if x.WithdrawnAt != nil {
		gone = *x.WithdrawnAt
	}
	rules, lacks := "", ""
	for _, a := range x.Retention.Applied {
		rules = listed(rules, a.Name.In(language)+" ("+a.Until+")")
	}
	for _, why := range x.Retention.Unknown {
		lacks = listed(lacks, why.In(language))
	}
	return []any{
		x.ID, x.Activity, x.Title, x.Filename, exportDay(x.Retention.Until), exportDay(x.Retention.AtLeast), lacks, rules, gone, x.SHA256,
	}
}

// listed adds to a list in a cell.
func listed(list, one string) string {
	if list == "" {
		return one
	}
	return list + " ; " + one
}

// ExportHoles lists what the agreement requires and what is there, for all funders and for each, for tabular.WriteCSV and WriteXLSX.
func (s *Service) ExportHoles(ctx context.Context, language string) ([]tabular.Column, iter.Seq2[[]any, error], error) {
	a, err := s.Agreements.Current(ctx)
	if err != nil {
		return nil, nil, err
	}
	t := func(fr, en string) string { return lang.Text{FR: fr, EN: en}.In(language) }
	columns := []tabular.Column{
		{Title: t("Financeur", "Funder")}, {Title: t("Activité", "Activity")}, {Title: t("Nature", "Kind")}, {Title: t("Exigées", "Required"), Kind: tabular.Integer},
		{Title: t("Présentes", "There"), Kind: tabular.Integer}, {Title: t("Annoncées", "Announced"), Kind: tabular.Integer}, {Title: t("Manquantes", "Missing"), Kind: tabular.Integer},
	}
	perimeters := []agreement.Funder{{Short: lang.Text{FR: "Tous", EN: "All"}}}
	return columns, func(yield func([]any, error) bool) {
		for _, f := range append(perimeters, a.Funders...) {
			holes, err := s.Holes(ctx, f.Code)
			if err != nil {
				yield(nil, err)
				return
			}
			for _, h := range holes {
				if h.Need > 0 && !yield([]any{f.Short.In(language), h.Activity, a.EvidenceKindName(h.Kind, language), h.Need, h.Have, h.Announced, h.Missing()}, nil) {
					return
				}
			}
		}
	}, nil
}

// ExportDeliverables lists the deliverables of an axis, of all when it is "", for tabular.WriteCSV and WriteXLSX.
func (s *Service) ExportDeliverables(ctx context.Context, axis, language string) ([]tabular.Column, iter.Seq2[[]any, error], error) {
	list, err := s.Deliverables(ctx, axis, time.Time{})
	if err != nil {
		return nil, nil, err
	}
	t := func(fr, en string) string { return lang.Text{FR: fr, EN: en}.In(language) }
	columns := []tabular.Column{
		{Title: t("Code", "Code")}, {Title: t("Axe", "Axis")}, {Title: t("Activité", "Activity")}, {Title: t("Livrable", "Deliverable")},
		{Title: t("Échéance", "Due on"), Kind: tabular.Date}, {Title: t("À publier", "To be published")}, {Title: t("État", "State")},
		{Title: t("Pièces", "Pieces"), Kind: tabular.Integer}, {Title: t("Remis le", "Delivered on"), Kind: tabular.Date},
		{Title: t("Publié le", "Published on"), Kind: tabular.Date}, {Title: t("Publié à", "Published at")},
		{Title: t("Preuve de publication", "Proof of publication")}, {Title: t("SHA-256 de la capture", "SHA-256 of the capture")},
	}
	return columns, func(yield func([]any, error) bool) {
		for _, d := range list {
			publish := t("non", "no")
			if d.Publication {
				publish = t("oui", "yes")
			}
			if !yield([]any{
				d.Code, d.Axis, d.Activity, d.Name.In(language), exportDay(d.Due), publish, ProgressName(d.State, language), len(d.Pieces),
				exportDay(d.DeliveredOn), exportDay(d.PublishedOn), d.Link, ProofName(d.Proof, language), d.Captured,
			}, nil) {
				return
			}
		}
	}, nil
}
