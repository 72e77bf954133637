package finance

import (
	"fmt"
	"slices"

	"maillage/internal/kit/importer"
)

// due is min(granted, rate × accepted, accepted − other resources received) (domain-rules §1.6), and what is left of it. One term that is
// not known leaves the amount unknown.
func (d *drawing) due(x *account) Due {
	o := x.operation
	costs := x.table.total(Lines...)
	kept := costs.kept()
	if x.unknown {
		kept = nil // the indirect costs are missing from it
	}
	paid, others := x.received()
	var byRate *int64
	if kept != nil && o.Rate != nil {
		byRate = new(portion(*kept, *o.Rate))
	}
	due := Due{Funder: o.Funder, Label: d.name(o.Funder), Paid: paid, Provisional: costs.undecided > 0 && kept != nil}
	due.Terms = [3]Term{
		{Code: "granted", Label: d.say("Montant accordé", "Granted amount"), Words: d.say("montant de la convention", "amount of the agreement"), Amount: o.Granted},
		{Code: "rate", Label: d.say("Taux d’intervention", "Rate of intervention"), Words: d.rateWords(o, kept), Amount: byRate},
		{Code: "resources", Label: d.say("Coûts retenus moins autres ressources", "Accepted costs less other resources"),
			Words: euros(kept, d.language) + " − " + euros(others, d.language), Amount: less(kept, others)},
	}
	due.Amount = least(due.Terms)
	due.Remaining = less(due.Amount, paid)
	return due
}

func (d *drawing) rateWords(o Operation, kept *int64) string {
	rate := d.say("taux non connu", "rate not known")
	if o.Rate != nil {
		rate = Percent(*o.Rate, d.language)
	}
	return rate + " × " + euros(kept, d.language)
}

// least is the smallest term, never below zero; nil when one is not known.
func least(terms [3]Term) *int64 {
	var amount *int64
	for _, t := range terms {
		if t.Amount == nil {
			return nil
		}
		if amount == nil || *t.Amount < *amount {
			amount = t.Amount
		}
	}
	return new(max(*amount, 0))
}

// received is what the funder paid, and what the others did; unknown while nothing was booked.
func (a *account) received() (paid, others *int64) {
	if len(a.receipts) == 0 {
		return nil, nil
	}
	paid, others = new(int64), new(int64)
	for _, r := range a.receipts {
		if r.Source == FromFunder {
			*paid += r.Amount
		} else {
			*others += r.Amount
		}
	}
	return paid, others
}

// gaps are the cells of each operation, flat rates apart, whose spent amount differs from the planned one by more than the threshold. A line
// whose plan does not tell axes apart is compared as a whole. A flat rate follows its base, so it makes no gap of its own.
func (d *drawing) gaps() []Gap {
	list := []Gap{}
	for _, x := range d.accounts {
		for _, l := range Lines {
			if x.table.flat[l] || x.table.cells[l] == nil {
				continue
			}
			if slices.ContainsFunc(x.operation.Costs, func(c PlannedCost) bool { return c.Line == l && c.Axis == "" }) {
				list = d.gap(list, x, l, "", x.table.total(l).amounts())
				continue
			}
			for _, axis := range append(d.axes(), "") {
				list = d.gap(list, x, l, axis, x.table.at(l, axis).amounts())
			}
		}
	}
	return list
}

func (d *drawing) gap(list []Gap, x *account, l Line, axis string, a Amounts) []Gap {
	if a.Spent == nil || a.Planned == nil || max(*a.Difference, -*a.Difference) <= portion(*a.Planned, d.plan.Threshold) {
		return list
	}
	g := Gap{
		Line: l, LineLabel: l.Name(d.language), Axis: axis, AxisLabel: d.axisLabel(axis), Funder: x.operation.Funder, Planned: *a.Planned, Spent: *a.Spent, Difference: *a.Difference,
	}
	words := d.say("rien n’était prévu", "nothing was planned")
	if g.Planned > 0 {
		g.Share = new(g.Difference * whole / g.Planned)
		words = fmt.Sprintf(d.say("prévu %s, écart %s", "planned %s, gap %s"), euros(a.Planned, d.language), Percent(max(*g.Share, -*g.Share), d.language))
	}
	g.Text = fmt.Sprintf(d.say("%s, %s (%s) : dépensé %s, %s.", "%s, %s (%s): spent %s, %s."), g.LineLabel, g.AxisLabel, d.short(g.Funder), euros(a.Spent, d.language), words)
	return append(list, g)
}

// findings are what does not agree, by operation.
func (d *drawing) findings() []Finding {
	list := []Finding{}
	for _, x := range d.accounts {
		list = append(list, d.bookingFindings(x)...)
		if x.operation.Funder == "" {
			continue
		}
		list = append(list, d.balanceFindings(x)...)
	}
	for _, o := range d.plan.Operations {
		if _, ok := d.agreement.Funder(o.Funder); !ok && d.options.Funder == "" {
			list = append(list, Finding{Code: "operation_void", Funder: o.Funder, Text: fmt.Sprintf(
				d.say("Le plan a une opération « %s » que la convention n’a plus.", "The plan has an operation “%s” that the agreement no longer has."), o.Funder)})
		}
	}
	return append(list, d.chargeFindings()...)
}

// bookingFindings count the expenses of an operation that its funder would object to.
func (d *drawing) bookingFindings(x *account) []Finding {
	counts := map[Fault]Finding{}
	for _, e := range x.expenses {
		for _, fault := range faultsOf(x.operation, e) {
			f := counts[fault]
			f.Count, f.Cents = f.Count+1, f.Cents+e.Charged
			counts[fault] = f
		}
	}
	return d.worded(x.operation.Funder, counts)
}

// chargeFindings look at costs whose parts cannot stand together: imports refuse them, but undoing one or a new plan may bring them about.
func (d *drawing) chargeFindings() []Finding {
	parts := map[string][]Expense{}
	for _, e := range d.every {
		if e.cost() != "" {
			parts[e.cost()] = append(parts[e.cost()], e)
		}
	}
	counts := map[Fault]Finding{}
	for _, list := range parts {
		fault := chargeFault(d.plan, list)
		if fault == "" {
			continue
		}
		for _, e := range list {
			if d.options.Funder == "" || e.Funder == d.options.Funder {
				f := counts[fault]
				f.Count, f.Cents = f.Count+1, f.Cents+e.Charged
				counts[fault] = f
			}
		}
	}
	return d.worded(d.options.Funder, counts)
}

func (d *drawing) worded(funder string, counts map[Fault]Finding) []Finding {
	var list []Finding
	for _, fault := range Faults {
		f, ok := counts[fault]
		if !ok {
			continue
		}
		f.Code, f.Funder = string(fault), funder
		f.Text = d.of(funder, fmt.Sprintf(d.say("%s : %s, %s", "%s: %s, %s"), d.expenses(f.Count), fault.Name(d.language), euros(&f.Cents, d.language)))
		list = append(list, f)
	}
	return list
}

// of closes a sentence with whose operation it is about.
func (d *drawing) of(funder, sentence string) string {
	if funder == "" {
		return sentence + "."
	}
	return sentence + " (" + d.short(funder) + ")."
}

func (d *drawing) expenses(n int) string {
	if n == 1 {
		return d.say("1 dépense", "1 expense")
	}
	return fmt.Sprintf(d.say("%d dépenses", "%d expenses"), n)
}

// balanceFindings compare the resources of a plan with its costs, and what others paid with what was accepted.
func (d *drawing) balanceFindings(x *account) []Finding {
	var list []Finding
	var resources sum
	resources.add(x.operation.Granted)
	for _, r := range x.operation.Resources {
		resources.add(r.Amount)
	}
	costs := x.table.total(Lines...)
	if gap := less(resources.all(), costs.planned.all()); gap != nil && *gap != 0 {
		list = append(list, Finding{Code: "plan_unbalanced", Funder: x.operation.Funder, Cents: *gap, Text: d.of(x.operation.Funder, fmt.Sprintf(
			d.say("Les ressources prévues font %s et les coûts prévus %s : différence de %s", "Planned resources make %s and planned costs %s: a difference of %s"),
			euros(resources.all(), d.language), euros(costs.planned.all(), d.language), euros(gap, d.language)))})
	}
	for _, t := range d.due(x).Terms {
		if t.Code == "resources" && t.Amount != nil && *t.Amount < 0 {
			list = append(list, Finding{Code: "overfunded", Funder: x.operation.Funder, Cents: *t.Amount,
				Text: d.of(x.operation.Funder, d.say("Les autres ressources dépassent les coûts retenus", "Other resources are above the accepted costs"))})
		}
	}
	for _, r := range d.resourcesOf(x) {
		if r.Unattested > 0 {
			list = append(list, Finding{Code: "unattested", Funder: x.operation.Funder, Cents: r.Unattested, Text: d.of(x.operation.Funder, fmt.Sprintf(
				d.say("%s sans attestation du cofinanceur, de %s", "%s without the co-funder’s attestation, from %s"), euros(&r.Unattested, d.language), namedResource(r)))})
		}
	}
	return list
}

func namedResource(r ResourceRow) string {
	if r.Name == "" || importer.Fold(r.Name) == importer.Fold(r.Label) {
		return r.Label
	}
	return r.Name
}
