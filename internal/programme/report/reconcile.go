package report

import (
	"math/big"
	"slices"

	"maillage/internal/kit/lang"
	"maillage/internal/programme/indicator"
	"maillage/internal/programme/ledger"
)

// additive are the measures whose funders' parts add up to the whole. Different beneficiaries do not: one may be supported by two funders.
var additive = []indicator.Measure{
	indicator.Count, indicator.Participations, indicator.People, indicator.Participants, indicator.Hours, indicator.Amount,
}

// askToReconcile asks, for each number of the document that adds up, for the part of each funder, of none, and for the whole.
func (b *builder) askToReconcile() {
	d := b.divider
	var told []string
	for _, r := range d.asked {
		if !slices.Contains(told, r.Key) {
			told = append(told, r.Key)
		}
	}
	for _, x := range b.definitions.All() {
		if !slices.Contains(told, x.Key) || !slices.Contains(additive, x.Measure) || x.Rule.Funder != "" {
			continue
		}
		b.reconciled = append(b.reconciled, x)
		for _, code := range b.reconcileColumns() {
			d.add(indicator.Request{Key: x.Key, Scope: indicator.Scope{Funder: code}})
		}
	}
}

// reconcileColumns are the funders, none, and the whole.
func (b *builder) reconcileColumns() []string {
	var codes []string
	for _, f := range b.agreement.Funders {
		codes = append(codes, f.Code)
	}
	return append(codes, ledger.NoFunder, "")
}

func rounded(v *big.Rat) *float64 {
	if v == nil {
		return nil
	}
	f, _ := v.Float64()
	return &f
}

// reconcile sets the parts beside the whole. Parts that do not add up are an error of ours that no document may hide.
func (b *builder) reconcile() Reconciliation {
	out := Reconciliation{Columns: []string{}, Rows: []ReconciliationRow{}}
	for _, code := range b.reconcileColumns() {
		label := totalLabel.In(b.language)
		if code != "" {
			label = b.divider.funderName(code)
		}
		out.Columns = append(out.Columns, label)
	}
	for _, x := range b.reconciled {
		row := ReconciliationRow{Key: x.Key, Label: x.Label.In(b.language), Unit: x.Unit.In(b.language), Cells: []string{}}
		parts, whole := new(big.Rat), new(big.Rat)
		for _, code := range b.reconcileColumns() {
			f := b.divider.of(indicator.Request{Key: x.Key, Scope: indicator.Scope{Funder: code}})
			row.Cells = append(row.Cells, f.Text(b.language))
			row.Values = append(row.Values, rounded(f.Value))
			switch {
			case f.Value == nil:
			case code == "":
				whole = f.Value
			default:
				parts.Add(parts, f.Value)
			}
		}
		row.Balanced = parts.Cmp(whole) == 0
		if !row.Balanced {
			b.divider.found = append(b.divider.found, finding(Place{File: SettingsFile, Line: 1, Column: 1}, "not_balanced", x.Key,
				textf("Les parts des cofinanceurs de « %s » ne font pas l’ensemble.", "The funders’ parts of “%s” do not make the whole.", row.Label),
				lang.Text{FR: "Lancez maillage doctor : le registre ne se tient pas.", EN: "Run maillage doctor: the ledger does not hold together."}))
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}
