package finance

import (
	"maps"
	"slices"
)

// account is one operation with what was booked on it.
type account struct {
	operation Operation
	planned   bool // the plan has the operation
	expenses  []Expense
	receipts  []Receipt
	table     *table
	told      map[string]bool // axes on which at least one expense was booked
	base      cell            // of the flat rate
	flat      cell            // what the flat rate gave
	option    Option
	rate      int64
	hasFlat   bool
	unknown   bool // the flat rate, or whether there is one, is not known
}

// newAccount adds up one operation. axes are those of the agreement.
func newAccount(o Operation, planned bool, axes []string, expenses []Expense, receipts []Receipt) *account {
	a := &account{operation: o, planned: planned, expenses: expenses, receipts: receipts, table: newTable(), told: map[string]bool{}}
	a.option, a.rate, a.hasFlat = o.FlatRate()
	a.unknown = !a.hasFlat && o.Option != Real && o.Funder != ""
	a.plan(axes)
	a.book()
	if len(o.Costs) > 0 {
		a.closePlan(axes)
	}
	a.computeFlat(axes)
	return a
}

// frame are the lines that the operation has in any case.
func (a *account) frame() []Line {
	if a.operation.Funder == "" {
		return nil
	}
	lines := []Line{Staff, Running, Services, Participants, Indirect}
	if option, ok := FindOption(a.operation.Option, a.operation.Period, a.operation.Start); ok {
		lines = append(slices.DeleteFunc(lines, option.Replaces), option.Gives())
	}
	return lines
}

// plan writes down what was planned. A plan that gives no cost at all leaves every line of the frame unknown.
func (a *account) plan(axes []string) {
	for _, c := range a.operation.Costs {
		a.table.at(c.Line, c.Axis).planned.add(c.Amount)
		if c.Axis == "" {
			a.share(c.Line, axes)
		}
	}
	for _, l := range a.frame() {
		if a.hasFlat && l == a.option.Gives() {
			continue
		}
		for _, axis := range axes {
			c := a.table.at(l, axis)
			c.planned.lacks = c.planned.lacks || len(a.operation.Costs) == 0
		}
	}
}

// share says that the plan has one amount of a line for all axes.
func (a *account) share(l Line, axes []string) {
	for _, axis := range axes {
		a.table.at(l, axis).shared = true
	}
}

// book adds the expenses up. On an axis with one expense at least, a line without any is zero: the axis was told. An expense on a line that
// the flat rate stands for is not counted, and a finding says so.
func (a *account) book() {
	for _, e := range a.expenses {
		if a.operation.Replaced(e.Line) {
			continue
		}
		a.told[e.Axis] = true
		c := a.table.at(e.Line, e.Axis)
		c.spent.add(&e.Charged)
		c.accepted.add(e.Accepted)
		if e.Accepted == nil {
			c.undecided += e.Charged
		} else {
			c.decided++
		}
	}
	for l := range maps.Keys(a.table.cells) {
		for axis := range a.told {
			c := a.table.at(l, axis)
			if !c.spent.known && !(a.unknown && l == Indirect) {
				c.spent.known, c.accepted.known = true, true
			}
		}
	}
}

// closePlan writes a zero where a plan that gives costs lists none: what a plan of financing does not have is not planned.
func (a *account) closePlan(axes []string) {
	for l, row := range a.table.cells {
		if a.unknown && l == Indirect {
			continue
		}
		listed := slices.ContainsFunc(a.operation.Costs, func(c PlannedCost) bool { return c.Line == l && c.Axis == "" })
		if listed {
			continue
		}
		for _, axis := range append(slices.Collect(maps.Keys(row)), axes...) {
			if c := a.table.at(l, axis); !c.planned.lacks {
				c.planned.known = true
			}
		}
	}
}

// computeFlat computes the line of the flat rate, once for the operation and each measure, and shares it out over the axes by their base so
// that the axes add up to it.
func (a *account) computeFlat(axes []string) {
	if a.unknown {
		c := a.table.at(Indirect, "")
		c.planned.lacks, c.accepted.lacks = c.planned.lacks || len(a.operation.Costs) > 0, true
		return
	}
	if !a.hasFlat {
		return
	}
	gives := a.option.Gives()
	a.table.flat[gives] = true
	if slices.ContainsFunc(a.operation.Costs, func(c PlannedCost) bool { return c.Axis == "" && slices.Contains(a.option.Base(), c.Line) }) {
		a.share(gives, axes)
	}
	a.base = a.table.total(a.option.Base()...)
	a.spreadFlat(gives, a.base.planned.all(), planned)
	a.spreadFlat(gives, a.base.spent.told(), spent)
	a.spreadFlat(gives, a.base.kept(), accepted)
	parts, cells := a.baseByAxis()
	undecided := spread(a.option.Compute(a.base.undecided, a.rate), weights(cells, func(c *cell) int64 { return c.undecided }))
	for i, part := range undecided {
		c := a.table.at(gives, parts[i])
		c.undecided, c.decided = c.undecided+part, cells[i].decided
	}
	a.flat = a.table.total(gives)
}

// measure chooses one of the three sums of a cell.
type measure func(*cell) *sum

func planned(c *cell) *sum  { return &c.planned }
func spent(c *cell) *sum    { return &c.spent }
func accepted(c *cell) *sum { return &c.accepted }

// spreadFlat writes one measure of the flat rate. What is planned needs the whole base; what is booked goes as far as the base is told.
func (a *account) spreadFlat(gives Line, base *int64, of measure) {
	if of(&a.base).lacks {
		of(a.table.at(gives, "")).lacks = true
	}
	if base == nil {
		return
	}
	axes, cells := a.baseByAxis()
	for i, part := range spread(a.option.Compute(*base, a.rate), weights(cells, func(c *cell) int64 { return of(c).cents })) {
		if of(&cells[i]).known {
			of(a.table.at(gives, axes[i])).add(&part)
		}
	}
}

// baseByAxis adds the lines of the base up for each axis, in the order of their numbers.
func (a *account) baseByAxis() (axes []string, cells []cell) {
	byAxis := map[string]*cell{}
	for _, l := range a.option.Base() {
		for axis, x := range a.table.cells[l] {
			if byAxis[axis] == nil {
				byAxis[axis] = &cell{}
			}
			byAxis[axis].merge(*x)
		}
	}
	for _, axis := range slices.Sorted(maps.Keys(byAxis)) {
		axes, cells = append(axes, axis), append(cells, *byAxis[axis])
	}
	return axes, cells
}

func weights(cells []cell, of func(*cell) int64) []int64 {
	list := make([]int64, len(cells))
	for i := range cells {
		list[i] = of(&cells[i])
	}
	return list
}
