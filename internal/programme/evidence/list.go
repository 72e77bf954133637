package evidence

import (
	"context"
	"iter"
	"strings"
	"time"

	"maillage/internal/kit/tabular"
)

// Filter chooses pieces. Empty fields do not filter.
type Filter struct {
	Activity string // its number, or that of an axis
	Kind     string
	State    State
}

func (f Filter) where() (string, []any) {
	parts, args := []string{"i.removed_at is null"}, []any{}
	if f.Activity != "" {
		parts, args = append(parts, "(i.activity = ? or i.activity like ?)"), append(args, f.Activity, f.Activity+".%")
	}
	if f.Kind != "" {
		parts, args = append(parts, "i.kind = ?"), append(args, f.Kind)
	}
	if f.State != "" {
		parts, args = append(parts, "i.state = ?"), append(args, string(f.State))
	}
	return strings.Join(parts, " and "), args
}

// Page returns one page of pieces.
func (s *Service) Page(ctx context.Context, f Filter, limit, offset int) ([]Item, error) {
	condition, args := f.where()
	var list []Item
	err := s.DB.All(ctx, &list, `/* evidence.page */ select `+itemColumns+`, (select count(*) from evidence_link l where l.item = i.id) as entries
		from evidence_item i where `+condition+` order by i.activity, i.title, i.id limit ? offset ?`, append(args, limit, offset)...)
	return list, err
}

// Totals are sums over all pieces of a filter.
type Totals struct {
	Items       int
	Stored      int
	NotCaptured int
	Unlinked    int // that prove no entry yet
}

// Totals sums over a filter.
func (s *Service) Totals(ctx context.Context, f Filter) (Totals, error) {
	condition, args := f.where()
	var t Totals
	err := s.DB.Get(ctx, &t, `/* evidence.totals */ select count(*) as items,
		coalesce(sum(case when i.state = 'stored' then 1 else 0 end), 0) as stored,
		coalesce(sum(case when i.state = 'not_captured' then 1 else 0 end), 0) as not_captured,
		coalesce(sum(case when exists (select 1 from evidence_link l where l.item = i.id) then 0 else 1 end), 0) as unlinked
		from evidence_item i where `+condition, args...)
	return t, err
}

// Export streams the pieces of a filter for tabular.WriteCSV and WriteXLSX.
func (s *Service) Export(ctx context.Context, f Filter, language string) ([]tabular.Column, iter.Seq2[[]any, error], error) {
	a, err := s.Agreements.Current(ctx)
	if err != nil {
		return nil, nil, err
	}
	rows := func(yield func([]any, error) bool) {
		for offset := 0; ; offset += exportStep {
			items, err := s.Page(ctx, f, exportStep, offset)
			if err != nil {
				yield(nil, err)
				return
			}
			for _, i := range items {
				if !yield(exportRow(i, a.EvidenceKindName(i.Kind, language), language), nil) {
					return
				}
			}
			if len(items) < exportStep {
				return
			}
		}
	}
	return exportColumns(language), rows, nil
}

// exportStep is how many pieces are read at once.
const exportStep = 500

func exportColumns(language string) []tabular.Column {
	t := func(fr, en string) string {
		if language == "en" {
			return en
		}
		return fr
	}
	return []tabular.Column{
		{Title: t("Identifiant", "Id")}, {Title: t("Activité", "Activity")}, {Title: t("Nature", "Kind")}, {Title: t("Titre", "Title")},
		{Title: t("État", "State")}, {Title: t("Date de la pièce", "Date of the piece"), Kind: tabular.Date}, {Title: t("Lien", "Link")},
		{Title: t("Fichier", "File")}, {Title: t("Type", "Type")}, {Title: t("Octets", "Bytes"), Kind: tabular.Integer},
		{Title: t("Réalisations prouvées", "Entries proved"), Kind: tabular.Integer}, {Title: "SHA-256"},
	}
}

func exportRow(i Item, kind, language string) []any {
	var dated, size any
	if at, err := time.Parse(time.DateOnly, i.DatedOn); err == nil {
		dated = at
	}
	if i.State == Stored {
		size = i.Size
	}
	return []any{i.ID, i.Activity, kind, i.Title, StateName(i.State, language), dated, i.Link, i.Filename, i.Type, size, i.Entries, i.SHA256}
}
