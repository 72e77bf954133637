package finance

import (
	"context"
	"iter"
	"slices"
	"strconv"
	"strings"
	"time"

	"maillage/internal/kit/lang"
	"maillage/internal/kit/tabular"
)

// State is how far the decision on an expense has gone.
type State string

// The states. Rejected is accepted in part or not at all.
const (
	Undecided State = "undecided"
	Accepted  State = "accepted"
	Rejected  State = "rejected"
)

// States are all states, in their order.
var States = []State{Undecided, Accepted, Rejected}

var stateNames = map[State]lang.Text{
	Undecided: {FR: "à décider", EN: "to be decided"}, Accepted: {FR: "retenue", EN: "accepted"}, Rejected: {FR: "écrêtée ou rejetée", EN: "cut or rejected"},
}

// Name is the state for people.
func (s State) Name(language string) string { return stateNames[s].In(language) }

// State says how far the decision on the expense has gone.
func (e Expense) State() State {
	switch {
	case e.Accepted == nil:
		return Undecided
	case *e.Accepted < e.Charged:
		return Rejected
	}
	return Accepted
}

// None is the funder of expenses that are charged to no operation yet.
const None = "none"

// Filter chooses expenses. Empty fields do not filter.
type Filter struct {
	Funder   string // code, or None
	Activity string // its number, or that of an axis
	Line     Line
	State    State
}

func (f Filter) where() (string, []any) {
	parts, args := []string{"removed_at is null"}, []any{}
	if f.Funder == None {
		parts = append(parts, "funder = ''")
	} else if f.Funder != "" {
		parts, args = append(parts, "funder = ?"), append(args, f.Funder)
	}
	if f.Activity != "" {
		parts, args = append(parts, "(activity = ? or axis = ?)"), append(args, f.Activity, f.Activity)
	}
	if f.Line != "" {
		parts, args = append(parts, "line = ?"), append(args, string(f.Line))
	}
	switch f.State {
	case Undecided:
		parts = append(parts, "accepted is null")
	case Accepted:
		parts = append(parts, "accepted = charged")
	case Rejected:
		parts = append(parts, "accepted < charged")
	}
	return strings.Join(parts, " and "), args
}

// Page returns one page of expenses, the latest first.
func (s *Service) Page(ctx context.Context, f Filter, limit, offset int) ([]Expense, error) {
	condition, args := f.where()
	var list []Expense
	err := s.DB.All(ctx, &list, `/* finance.page */ select `+expenseColumns+` from finance_expense where `+condition+`
		order by spent_on desc, id desc limit ? offset ?`, append(args, limit, offset)...)
	return list, err
}

// Years counts the expenses of a filter by the year of their day.
func (s *Service) Years(ctx context.Context, f Filter) (map[string]int, error) {
	condition, args := f.where()
	var rows []struct {
		Year string
		N    int
	}
	err := s.DB.All(ctx, &rows, `/* finance.years */ select substr(spent_on, 1, 4) as year, count(*) as n
		from finance_expense where `+condition+` group by substr(spent_on, 1, 4)`, args...)
	counts := make(map[string]int, len(rows))
	for _, r := range rows {
		counts[r.Year] = r.N
	}
	return counts, err
}

// OfYear lists the expenses of a filter that were borne in a year, in the order of their days.
func (s *Service) OfYear(ctx context.Context, f Filter, year, limit int) ([]Expense, error) {
	condition, args := f.where()
	var list []Expense
	err := s.DB.All(ctx, &list, `/* finance.ofYear */ select `+expenseColumns+` from finance_expense where `+condition+`
		and spent_on like ? order by spent_on, id limit ?`, append(args, strconv.Itoa(year)+"-%", limit)...)
	return list, err
}

// Totals are sums over all expenses of a filter, in cents.
type Totals struct {
	Expenses  int
	Charged   int64
	Accepted  *int64 // nil while nobody has decided on any
	Undecided int64  // of Charged
}

// Totals sums over a filter.
func (s *Service) Totals(ctx context.Context, f Filter) (Totals, error) {
	condition, args := f.where()
	var t Totals
	err := s.DB.Get(ctx, &t, `/* finance.totals */ select count(*) as expenses,
		coalesce(sum(charged), 0) as charged, sum(accepted) as accepted,
		coalesce(sum(case when accepted is null then charged else 0 end), 0) as undecided
		from finance_expense where `+condition, args...)
	return t, err
}

// FaultsOf are what the funder of an expense would object to in it alone.
func (p *Plan) FaultsOf(e Expense) []Fault {
	o, _ := p.Operation(e.Funder)
	return faultsOf(o, e)
}

// exportStep is how many expenses are read at once.
const exportStep = 500

// Export streams the expenses of a filter for tabular.WriteCSV and WriteXLSX. Amounts are euros.
func (s *Service) Export(ctx context.Context, f Filter, language string) ([]tabular.Column, iter.Seq2[[]any, error], error) {
	p, err := s.Current(ctx)
	if err != nil {
		return nil, nil, err
	}
	rows := func(yield func([]any, error) bool) {
		for offset := 0; ; offset += exportStep {
			list, err := s.Page(ctx, f, exportStep, offset)
			if err != nil {
				yield(nil, err)
				return
			}
			for _, e := range list {
				if !yield(exportRow(p, e, language), nil) {
					return
				}
			}
			if len(list) < exportStep {
				return
			}
		}
	}
	return exportColumns(language), rows, nil
}

func exportColumns(language string) []tabular.Column {
	t := func(fr, en string) string { return lang.Text{FR: fr, EN: en}.In(language) }
	return []tabular.Column{
		{Title: t("Référence", "Reference")}, {Title: t("Pièce", "Piece")}, {Title: t("Activité", "Activity")}, {Title: t("Poste", "Line")}, {Title: t("Financeur", "Funder")},
		{Title: t("Date de la dépense", "Date of the expense"), Kind: tabular.Date}, {Title: t("Date de paiement", "Date of payment"), Kind: tabular.Date},
		{Title: t("Preuve de paiement", "Proof of payment")}, {Title: t("Fournisseur", "Supplier")}, {Title: t("Libellé", "Label")},
		{Title: t("Montant", "Amount"), Kind: tabular.Money}, {Title: t("Part imputée", "Share charged")}, {Title: t("Montant imputé", "Amount charged"), Kind: tabular.Money},
		{Title: t("Montant retenu", "Accepted amount"), Kind: tabular.Money}, {Title: t("Motif du rejet", "Reason of rejection")}, {Title: t("Constats", "Findings")},
	}
}

func exportRow(p *Plan, e Expense, language string) []any {
	var faults []string
	for _, f := range p.FaultsOf(e) {
		faults = append(faults, f.Name(language))
	}
	activity := e.Activity
	if activity == "" {
		activity = e.Axis
	}
	return []any{e.Reference, e.Piece, activity, e.Line.Name(language), e.Funder, date(e.SpentOn), date(e.PaidOn), e.Proof, e.Supplier, e.Label,
		e.Amount, Percent(e.Share, language), e.Charged, money(e.Accepted), e.Reason, joined(faults)}
}

func date(iso string) any {
	if at, err := time.Parse(time.DateOnly, iso); err == nil {
		return at
	}
	return nil
}

// money is a cell of cents, empty when nobody told them.
func money(cents *int64) any {
	if cents == nil {
		return nil
	}
	return *cents
}

// Export gives the statement's tables as one list: a row for each line of costs and axis, for each resource, and for what each funder owes.
func (s *Statement) Export() ([]tabular.Column, iter.Seq2[[]any, error]) {
	t := func(fr, en string) string { return lang.Text{FR: fr, EN: en}.In(s.Language) }
	columns := []tabular.Column{
		{Title: t("Rubrique", "Part")}, {Title: t("Poste", "Line")}, {Title: t("Axe", "Axis")}, {Title: t("Prévu", "Planned"), Kind: tabular.Money},
		{Title: t("Dépensé ou reçu", "Spent or received"), Kind: tabular.Money}, {Title: t("Retenu", "Accepted"), Kind: tabular.Money}, {Title: t("Écart", "Difference"), Kind: tabular.Money},
	}
	rows := func(yield func([]any, error) bool) {
		for _, row := range s.exportRows(t) {
			if !yield(row, nil) {
				return
			}
		}
	}
	return columns, rows
}

func (s *Statement) exportRows(t func(fr, en string) string) [][]any {
	var rows [][]any
	add := func(part, line, axis string, planned, spent, accepted, difference *int64) {
		rows = append(rows, []any{part, line, axis, money(planned), money(spent), money(accepted), money(difference)})
	}
	costs, all := t("Coûts", "Costs"), t("Ensemble", "Whole")
	for _, r := range append(slices.Clone(s.Costs), s.Total) {
		for i, c := range r.Cells {
			add(costs, r.Label, s.Axes[i].Label, c.Planned, c.Spent, c.Accepted, c.Difference)
		}
		add(costs, r.Label, all, r.Total.Planned, r.Total.Spent, r.Total.Accepted, r.Total.Difference)
	}
	for _, r := range s.Resources {
		add(t("Ressources", "Resources"), r.Label+" : "+r.Name, "", r.Planned, r.Received, nil, less(r.Planned, r.Received))
	}
	for _, d := range s.Due {
		for _, term := range d.Terms {
			add(t("Dû par le financeur", "Due by the funder"), d.Label+" : "+term.Label, "", term.Amount, nil, nil, nil)
		}
		add(t("Dû par le financeur", "Due by the funder"), d.Label, "", d.Amount, d.Paid, nil, d.Remaining)
	}
	return rows
}
