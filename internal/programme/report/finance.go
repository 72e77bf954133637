package report

import (
	"cmp"
	"context"
	"math/big"
	"slices"
	"strings"

	"maillage/internal/kit/frnum"
	"maillage/internal/kit/lang"
	"maillage/internal/programme/finance"
)

// readFinance reads the financial statement of the perimeter. A programme without a financing plan has one too: it says what is missing.
func (b *builder) readFinance(ctx context.Context) (err error) {
	b.statement, err = b.s.Finance.Statement(ctx, finance.Options{Funder: b.options.Funder, AsOf: b.options.AsOf, Language: b.language})
	return err
}

// financeAnnex sets the statement as tables.
func (b *builder) financeAnnex(r *Reference) *Finance {
	source := r.Source
	if source == "" {
		source = lang.Text{FR: "plan de financement, dépenses et ressources notées", EN: "financing plan, recorded expenses and resources"}.In(b.language)
	}
	f := &Finance{
		Anchor: cmp.Or(r.anchor, "annexe-financiere"), Caption: cmp.Or(r.Caption, lang.Text{FR: "Annexe financière", EN: "Financial annex"}.In(b.language)),
		Source: b.divider.source(&Reference{Source: source}), Tables: []FinanceTable{}, Missing: []string{},
	}
	for _, build := range []func(*Reference) (FinanceTable, bool){b.costTable, b.axisTable, b.resourceTable, b.dueTable} {
		if t, some := build(r); some {
			f.Tables = append(f.Tables, t)
		}
	}
	for _, m := range b.statement.Missing {
		if r.Axis == "" || m.Axis == "" || m.Axis == r.Axis {
			f.Missing = append(f.Missing, m.Text)
		}
	}
	for _, x := range b.statement.Findings {
		f.Missing = append(f.Missing, x.Text)
	}
	return f
}

// word chooses the words of the document's language.
func (b *builder) word(fr, en string) string { return lang.Text{FR: fr, EN: en}.In(b.language) }

// costTable tells each line of costs: planned, spent, accepted and the difference; under it, how flat rates were computed.
func (b *builder) costTable(r *Reference) (FinanceTable, bool) {
	t := FinanceTable{
		Caption: b.word("Dépenses par poste", "Costs by line"), RowHead: b.word("Poste", "Line"), Rows: []FinanceRow{},
		Columns: []string{b.word("Prévu", "Planned"), b.word("Dépensé", "Spent"), b.word("Accepté", "Accepted"), b.word("Écart (prévu − dépensé)", "Difference (planned − spent)")},
	}
	cells := func(row finance.CostRow) []*int64 {
		a := row.Total
		if at := b.axisAt(r.Axis); at >= 0 {
			a = row.Cells[at]
		}
		return []*int64{a.Planned, a.Spent, a.Accepted, a.Difference}
	}
	for _, row := range b.statement.Costs {
		t.Rows = append(t.Rows, FinanceRow{Label: row.Label, Cells: cells(row)})
	}
	t.Rows = append(t.Rows, FinanceRow{Label: totalLabel.In(b.language), Cells: cells(b.statement.Total), Sum: true})
	var notes []string
	for _, x := range b.statement.FlatRates {
		notes = append(notes, x.Label+b.word("\u00a0: ", ": ")+x.Formula+".")
	}
	t.Note = strings.Join(notes, " ")
	return t, len(b.statement.Costs) > 0
}

// axisAt is the place of an axis in the rows of costs; -1 for all of them.
func (b *builder) axisAt(axis string) int {
	if axis == "" {
		return -1
	}
	return slices.IndexFunc(b.statement.Axes, func(h finance.AxisHead) bool { return h.Axis == axis })
}

// axisTable tells what each axis was meant to cost and cost.
func (b *builder) axisTable(r *Reference) (FinanceTable, bool) {
	t := FinanceTable{
		Caption: b.word("Dépenses par axe", "Costs by axis"), RowHead: b.word("Axe", "Axis"), Rows: []FinanceRow{},
		Columns: []string{b.word("Prévu", "Planned"), b.word("Dépensé", "Spent"), b.word("Accepté", "Accepted")},
	}
	total := b.statement.Total
	for i, h := range b.statement.Axes {
		a := total.Cells[i]
		t.Rows = append(t.Rows, FinanceRow{Label: h.Label, Cells: []*int64{a.Planned, a.Spent, a.Accepted}})
	}
	t.Rows = append(t.Rows, FinanceRow{Label: totalLabel.In(b.language), Cells: []*int64{total.Total.Planned, total.Total.Spent, total.Total.Accepted}, Sum: true})
	return t, r.Axis == "" && len(b.statement.Axes) > 1
}

func (b *builder) resourceTable(r *Reference) (FinanceTable, bool) {
	t := FinanceTable{
		Caption: b.word("Ressources", "Resources"), RowHead: b.word("Origine", "Source"), Columns: []string{b.word("Prévu", "Planned"), b.word("Reçu", "Received")}, Rows: []FinanceRow{},
	}
	for _, x := range b.statement.Resources {
		t.Rows = append(t.Rows, FinanceRow{Label: strings.TrimSuffix(x.Name+" ("+x.Label+")", " ()"), Cells: []*int64{x.Planned, x.Received}})
	}
	total := b.statement.Received
	t.Rows = append(t.Rows, FinanceRow{Label: totalLabel.In(b.language), Cells: []*int64{total.Planned, total.Received}, Sum: true})
	return t, r.Axis == "" && len(b.statement.Resources) > 0
}

// dueTable tells what each funder owes, with the three terms of which it is the least.
func (b *builder) dueTable(r *Reference) (FinanceTable, bool) {
	t := FinanceTable{
		Caption: b.word("Dû par les cofinanceurs", "Due by the funders"), RowHead: b.word("Cofinanceur", "Funder"), Rows: []FinanceRow{}, Columns: []string{},
		Note: b.word("Le montant dû est le plus petit des trois premiers.", "What is due is the least of the first three."),
	}
	for _, x := range b.statement.Due {
		if r.Funder != "" && r.Funder != x.Funder {
			continue
		}
		if len(t.Columns) == 0 {
			for _, term := range x.Terms {
				t.Columns = append(t.Columns, term.Label)
			}
			t.Columns = append(t.Columns, b.word("Dû", "Due"), b.word("Versé", "Paid"), b.word("Reste", "Remaining"))
		}
		t.Rows = append(t.Rows, FinanceRow{Label: x.Label, Cells: []*int64{x.Terms[0].Amount, x.Terms[1].Amount, x.Terms[2].Amount, x.Amount, x.Paid, x.Remaining}})
	}
	return t, r.Axis == "" && len(t.Rows) > 0
}

// financeBlock draws the annex, or the part of an axis, in the text.
func (w writer) financeBlock(r *Reference) Block {
	if message, wrong := w.misplaced(r); wrong {
		return w.missing(r, message)
	}
	return *w.financeAnnex(r)
}

// budgetGaps turns the gaps of the statement into variances: what was spent differs from what was planned by more than the plan's threshold.
func (b *builder) budgetGaps() []Variance {
	var list []Variance
	for _, g := range b.statement.Gaps {
		title := g.LineLabel
		if g.AxisLabel != "" {
			title += ", " + g.AxisLabel
		}
		delta := ""
		if g.Share != nil {
			delta = percentOf(-*g.Share, b.language)
		}
		list = append(list, Variance{
			Key: strings.Join([]string{BudgetGap, cmp.Or(g.Funder, "all"), string(g.Line), cmp.Or(g.Axis, "all")}, ":"), Rule: BudgetGap, Axis: g.Axis, Title: title,
			Planned: frnum.Euros(g.Planned, b.language), Actual: frnum.Euros(g.Spent, b.language), Delta: delta,
			terms: big.NewRat(g.Spent, 1).RatString() + "/" + big.NewRat(g.Planned, 1).RatString(),
		})
	}
	return list
}

// percentOf writes basis points as a difference, "−12,5 %".
func percentOf(points int64, language string) string {
	sign := "+"
	if points < 0 {
		sign, points = "\u2212", -points
	}
	decimals := 1
	if points%100 == 0 {
		decimals = 0
	}
	return sign + frnum.Percent(big.NewRat(points, 10_000), decimals, language)
}
