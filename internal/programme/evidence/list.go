package evidence

import (
	"context"
	"iter"
	"strconv"
	"strings"
	"time"

	"maillage/internal/kit/lang"
	"maillage/internal/kit/tabular"
	"maillage/internal/programme/agreement"
)

// Filter chooses pieces. Empty fields do not filter.
type Filter struct {
	Activity string // its number, or that of an axis
	Kind     string
	State    State
	Links    LinkState // what one of its links last answered

	Deliverable string // its code
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
	if f.Deliverable != "" {
		parts, args = append(parts, "i.deliverable = ?"), append(args, f.Deliverable)
	}
	if f.Links != "" {
		parts = append(parts, "exists (select 1 from link_check k where k.state = ? and (k.link = i.link or k.link = i.published_link))")
		args = append(args, string(f.Links))
	}
	return strings.Join(parts, " and "), args
}

// Page returns one page of pieces.
func (s *Service) Page(ctx context.Context, f Filter, limit, offset int) ([]Item, error) {
	condition, args := f.where()
	var list []Item
	err := s.DB.All(ctx, &list, `/* evidence.page */ select `+itemColumns+`, `+proved+`
		from `+itemTables+` where `+condition+` order by i.activity, i.title, i.id limit ? offset ?`, append(args, limit, offset)...)
	return list, err
}

// Years counts the pieces of a filter by the year of the day that they bear, "" for those without.
func (s *Service) Years(ctx context.Context, f Filter) (map[string]int, error) {
	condition, args := f.where()
	var rows []struct {
		Year string
		N    int
	}
	err := s.DB.All(ctx, &rows, `/* evidence.years */ select substr(i.dated_on, 1, 4) as year, count(*) as n
		from evidence_item i where `+condition+` group by substr(i.dated_on, 1, 4)`, args...)
	counts := make(map[string]int, len(rows))
	for _, r := range rows {
		counts[r.Year] = r.N
	}
	return counts, err
}

// OfYear lists the pieces of a filter that bear a day of a year, in the order of their days.
func (s *Service) OfYear(ctx context.Context, f Filter, year, limit int) ([]Item, error) {
	condition, args := f.where()
	var list []Item
	err := s.DB.All(ctx, &list, `/* evidence.ofYear */ select `+itemColumns+`, `+proved+`
		from `+itemTables+` where `+condition+` and i.dated_on like ? order by i.dated_on, i.activity, i.title, i.id limit ?`,
		append(args, strconv.Itoa(year)+"-%", limit)...)
	return list, err
}

// Totals are sums over all pieces of a filter.
type Totals struct {
	Items       int
	Stored      int
	NotCaptured int
	Unlinked    int // that prove no entry yet
	DeadLinks   int // one of their links is dead
}

// Totals sums over a filter.
func (s *Service) Totals(ctx context.Context, f Filter) (Totals, error) {
	condition, args := f.where()
	var t Totals
	err := s.DB.Get(ctx, &t, `/* evidence.totals */ select count(*) as items,
		coalesce(sum(case when i.state = 'stored' then 1 else 0 end), 0) as stored,
		coalesce(sum(case when i.state = 'not_captured' then 1 else 0 end), 0) as not_captured,
		coalesce(sum(case when exists (select 1 from evidence_link l where l.item = i.id) then 0 else 1 end), 0) as unlinked,
		coalesce(sum(case when exists (select 1 from link_check k where k.state = 'dead' and (k.link = i.link or k.link = i.published_link)) then 1 else 0 end), 0) as dead_links
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
			if !s.exportSome(ctx, items, a, language, yield) {
				return
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

// exportSome writes some pieces with what stands beside them, and says whether to go on.
func (s *Service) exportSome(ctx context.Context, items []Item, a *agreement.Agreement, language string, yield func([]any, error) bool) bool {
	checks, err := s.LinkChecks(ctx, items...)
	if err != nil {
		return yield(nil, err)
	}
	until, err := s.Retentions(ctx, items)
	if err != nil {
		return yield(nil, err)
	}
	for _, i := range items {
		if !yield(exportRow(i, a.EvidenceKindName(i.Kind, language), checks[i.Link], until[i.ID], language), nil) {
			return false
		}
	}
	return true
}

func exportColumns(language string) []tabular.Column {
	t := func(fr, en string) string { return lang.Text{FR: fr, EN: en}.In(language) }
	return []tabular.Column{
		{Title: t("Identifiant", "Id")}, {Title: t("Activité", "Activity")}, {Title: t("Nature", "Kind")}, {Title: t("Titre", "Title")},
		{Title: t("État", "State")}, {Title: t("Date de la pièce", "Date of the piece"), Kind: tabular.Date}, {Title: t("Lien", "Link")},
		{Title: t("État du lien", "State of the link")}, {Title: t("Lien vu le", "Link looked at on"), Kind: tabular.Date}, {Title: t("Capturé le (UTC)", "Captured on (UTC)")},
		{Title: t("Fichier", "File")}, {Title: t("Type", "Type")}, {Title: t("Octets", "Bytes"), Kind: tabular.Integer},
		{Title: t("Réalisations prouvées", "Entries proved"), Kind: tabular.Integer}, {Title: t("Livrable", "Deliverable")}, {Title: t("Publication", "Publication")},
		{Title: t("Publié le", "Published on"), Kind: tabular.Date}, {Title: t("Publié à", "Published at")},
		{Title: t("À conserver jusqu’au", "Keep until")}, {Title: "SHA-256"}, {Title: t("SHA-256 publiable", "Publishable SHA-256")},
	}
}

func exportRow(i Item, kind string, check LinkCheck, until Retention, language string) []any {
	var size, captured, looked, kept any
	if i.State == Stored {
		size, kept = i.Size, RetentionText(until, language)
	}
	if i.CapturedAt != nil {
		captured = i.CapturedAt.UTC().Format(time.RFC3339)
	}
	if !check.At.IsZero() {
		looked = check.At
	}
	publishable, _, _ := i.Publishable()
	return []any{
		i.ID, i.Activity, kind, i.Title, StateName(i.State, language), exportDay(i.DatedOn), i.Link, LinkStateName(check.State, language), looked, captured,
		i.Filename, i.Type, size, i.Entries, i.Deliverable, PublicationName(i.Publication(), language), exportDay(i.PublishedOn), i.PublicationLink(), kept, i.SHA256, publishable,
	}
}

// exportDay is a day for a cell, nothing when it is not known.
func exportDay(day string) any {
	if at, err := time.Parse(time.DateOnly, day); err == nil {
		return at
	}
	return nil
}
