package finance

import (
	"context"
	"maps"
	"slices"
	"time"

	"maillage/internal/kit/apperr"
	"maillage/internal/kit/importer"
	"maillage/internal/kit/lang"
	"maillage/internal/programme/agreement"
)

// Options say what a statement covers.
type Options struct {
	Funder   string    // code; "" for the whole programme
	AsOf     time.Time // what was known at that moment; zero for now
	Language string    // "fr" or "en"
}

// Statement draws the financial annex. Without a plan of financing it shows the frame and says that everything is missing. Errors: not_found
// (no agreement, or no such funder).
func (s *Service) Statement(ctx context.Context, o Options) (*Statement, error) {
	a, err := s.Agreements.Current(ctx)
	if err != nil {
		return nil, err
	}
	if _, ok := a.Funder(o.Funder); o.Funder != "" && !ok {
		return nil, apperr.Newf(apperr.NotFound, "funder.unknown", "Il n’y a pas de financeur « %s ».", "There is no funder “%s”.", o.Funder)
	}
	st := store{s.DB}
	p, err := s.planAt(ctx, o.AsOf)
	if err != nil {
		return nil, err
	}
	expenses, err := st.expenses(ctx, o.AsOf)
	if err != nil {
		return nil, err
	}
	receipts, err := st.receipts(ctx, o.AsOf)
	if err != nil {
		return nil, err
	}
	return draw(a, p, expenses, receipts, o), nil
}

// draw is the statement of some bookings under a plan and an agreement.
func draw(a *agreement.Agreement, p *Plan, expenses []Expense, receipts []Receipt, o Options) *Statement {
	d := drawing{agreement: a, plan: p, options: o, language: o.Language, every: expenses}
	for _, f := range a.Funders {
		if o.Funder == "" || o.Funder == f.Code {
			d.open(f, expenses, receipts)
		}
	}
	if o.Funder == "" {
		if loose := d.loose(); len(loose) > 0 {
			d.accounts = append(d.accounts, newAccount(Operation{}, false, d.axes(), loose, nil))
		}
	}
	s := &Statement{Funder: o.Funder, Title: d.title(), Language: o.Language, Threshold: p.Threshold}
	if !o.AsOf.IsZero() {
		s.AsOf = new(o.AsOf.UTC())
	}
	d.costs(s)
	d.resources(s)
	s.Balance = Balance{Planned: less(s.Received.Planned, s.Total.Total.Planned), Actual: less(s.Received.Received, s.Total.Total.Spent)}
	s.Operations, s.FlatRates, s.Due = []OperationHead{}, []FlatRate{}, []Due{}
	for _, x := range d.accounts {
		if x.operation.Funder != "" {
			s.Operations = append(s.Operations, d.head(x))
			s.Due = append(s.Due, d.due(x))
		}
		if x.hasFlat {
			s.FlatRates = append(s.FlatRates, d.flatRate(x))
		}
	}
	s.Gaps = d.gaps()
	s.Findings = d.findings()
	s.Missing = d.missing()
	return s
}

// drawing is a statement in the making.
type drawing struct {
	agreement *agreement.Agreement
	plan      *Plan
	options   Options
	language  string
	every     []Expense // of all funders: a cost may be charged to two of them
	accounts  []*account
}

// open adds up the operation of a funder; one that the plan does not have keeps the funder's period and knows nothing else.
func (d *drawing) open(f agreement.Funder, expenses []Expense, receipts []Receipt) {
	o, planned := d.plan.Operation(f.Code)
	if !planned {
		o = Operation{Funder: f.Code, Start: f.Start, End: f.End, LastPayment: lastPayment(f.End, PaymentMonths)}
	}
	var received []Receipt
	for _, x := range receipts {
		if x.Operation == f.Code {
			received = append(received, x)
		}
	}
	d.accounts = append(d.accounts, newAccount(o, planned, d.axes(), chargedTo(expenses, f.Code), received))
}

// loose are the expenses of no operation, or of one whose funder the agreement no longer has.
func (d *drawing) loose() []Expense {
	var list []Expense
	for _, e := range d.every {
		if _, ok := d.agreement.Funder(e.Funder); !ok {
			list = append(list, e)
		}
	}
	return list
}

func chargedTo(expenses []Expense, funder string) []Expense {
	var list []Expense
	for _, e := range expenses {
		if e.Funder == funder {
			list = append(list, e)
		}
	}
	return list
}

func (d *drawing) axes() []string {
	list := make([]string, len(d.agreement.Axes))
	for i, x := range d.agreement.Axes {
		list[i] = x.Number
	}
	return list
}

func (d *drawing) say(fr, en string) string { return lang.Text{FR: fr, EN: en}.In(d.language) }

func (d *drawing) title() string {
	if d.options.Funder == "" {
		return d.say("Programme entier", "Whole programme")
	}
	return d.name(d.options.Funder)
}

// name is a funder's name; short is its short one.
func (d *drawing) name(funder string) string {
	f, _ := d.agreement.Funder(funder)
	return f.Name.In(d.language)
}

func (d *drawing) short(funder string) string {
	f, _ := d.agreement.Funder(funder)
	return f.Short.In(d.language)
}

// costs fills the table: lines in their order, axes in that of the agreement, then what serves all of them.
func (d *drawing) costs(s *Statement) {
	t := newTable()
	for _, x := range d.accounts {
		t.merge(x.table)
	}
	s.Axes, s.Costs = d.heads(t), []CostRow{}
	s.Total = CostRow{Label: d.say("Total", "Total"), Cells: []Amounts{}}
	for _, l := range Lines {
		if t.cells[l] == nil {
			continue
		}
		row := CostRow{Line: l, Label: l.Name(d.language), Flat: t.flat[l], Cells: []Amounts{}, Total: t.total(l).amounts()}
		for _, h := range s.Axes {
			row.Cells = append(row.Cells, t.at(l, h.Axis).amounts())
		}
		s.Costs = append(s.Costs, row)
	}
	for _, h := range s.Axes {
		s.Total.Cells = append(s.Total.Cells, t.column(h.Axis).amounts())
	}
	s.Total.Total = t.total(Lines...).amounts()
}

func (d *drawing) heads(t *table) []AxisHead {
	list := []AxisHead{}
	for _, x := range d.agreement.Axes {
		list = append(list, AxisHead{Axis: x.Number, Label: d.axisLabel(x.Number)})
	}
	booked := map[string]bool{}
	for _, row := range t.cells {
		for axis, c := range row {
			booked[axis] = booked[axis] || c.planned.known || c.spent.known
		}
	}
	for _, axis := range slices.Sorted(maps.Keys(booked)) { // an axis that the agreement no longer has
		if _, ok := d.agreement.Axis(axis); !ok && axis != "" && booked[axis] {
			list = append(list, AxisHead{Axis: axis, Label: d.axisLabel(axis)})
		}
	}
	if booked[""] {
		list = append(list, AxisHead{Label: d.axisLabel("")})
	}
	return list
}

func (d *drawing) axisLabel(axis string) string {
	if axis == "" {
		return d.say("Tous axes", "All axes")
	}
	return d.say("Axe ", "Axis ") + axis
}

func (d *drawing) head(x *account) OperationHead {
	o := x.operation
	f, _ := d.agreement.Funder(o.Funder)
	h := OperationHead{
		Funder: o.Funder, Label: f.Name.In(d.language), Short: f.Short.In(d.language), Number: f.Number, Fund: f.Fund.In(d.language), Period: o.Period,
		EUFund: o.EUFund, Start: o.Start, End: o.End, LastPayment: o.LastPayment, Option: o.Option, Granted: o.Granted, Rate: o.Rate,
	}
	switch {
	case o.Option == Real:
		h.OptionLabel = d.say("Coûts réels, sans forfait", "Actual costs, no flat rate")
	case x.option.Code != "":
		h.OptionLabel = x.option.Name.In(d.language)
	}
	return h
}

func (d *drawing) flatRate(x *account) FlatRate {
	return FlatRate{
		Funder: x.operation.Funder, Option: x.option.Code, Label: x.option.Name.In(d.language), Formula: x.option.Words(x.rate, d.language), Rate: x.rate,
		Base: x.base.amounts(), Amount: x.flat.amounts(), LegalRef: x.option.LegalRef.In(d.language), Mark: x.option.Mark, MarkName: MarkName(x.option.Mark, d.language),
	}
}

// resources sets what each operation's plan expects beside what was received. Where one resource at least of an operation was booked, the
// others are zero; where none was, all are unknown.
func (d *drawing) resources(s *Statement) {
	s.Resources = []ResourceRow{}
	var all cell
	for _, x := range d.accounts {
		for _, row := range d.resourcesOf(x) {
			all.planned.add(row.Planned)
			all.spent.add(row.Received)
			s.Resources = append(s.Resources, row)
		}
	}
	s.Received = ResourceTotal{Planned: all.planned.all(), Received: all.spent.told()}
}

func (d *drawing) resourcesOf(x *account) []ResourceRow {
	if x.operation.Funder == "" {
		return nil
	}
	rows := []ResourceRow{{Funder: x.operation.Funder, Source: FromFunder, Name: d.name(x.operation.Funder), Planned: x.operation.Granted}}
	for _, r := range x.operation.Resources {
		rows = append(rows, ResourceRow{Funder: x.operation.Funder, Source: r.Source, Name: r.Name.In(d.language), Planned: r.Amount})
	}
	if len(x.receipts) > 0 {
		for i := range rows {
			rows[i].Received = new(int64)
		}
	}
	for _, r := range x.receipts {
		rows = receive(rows, x.operation, r)
	}
	slices.SortStableFunc(rows, func(a, b ResourceRow) int { return slices.Index(Sources, a.Source) - slices.Index(Sources, b.Source) })
	for i := range rows {
		rows[i].Label = rows[i].Source.Name(d.language)
	}
	return rows
}

// receive adds a payment to the resource that it belongs to: that of the same source and name, the only one of its source when it tells no
// name, else a row of its own, which nobody had planned: 0, not unknown.
func receive(rows []ResourceRow, o Operation, r Receipt) []ResourceRow {
	ofSource := 0
	at := -1
	for i, row := range rows {
		if row.Source != r.Source {
			continue
		}
		ofSource++
		if r.Source == FromFunder || importer.Fold(row.Name) == importer.Fold(r.Name) || at < 0 && r.Name == "" {
			at = i
		}
	}
	if at < 0 || r.Name == "" && ofSource > 1 && r.Source != FromFunder && rows[at].Name != "" {
		rows = append(rows, ResourceRow{Funder: o.Funder, Source: r.Source, Name: r.Name, Planned: new(int64), Received: new(int64)})
		at = len(rows) - 1
	}
	*rows[at].Received += r.Amount
	if r.Attestation == "" && r.Source != FromFunder && r.Source != SelfFunding {
		rows[at].Unattested += r.Amount
	}
	return rows
}
