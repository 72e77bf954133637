package finance

// cell is one line of one axis while it is being added up.
type cell struct {
	planned, spent, accepted sum
	undecided                int64
	decided                  int  // how many expenses somebody decided on
	shared                   bool // the plan gives one amount for all axes: what is planned for this one alone is not known
}

func (c *cell) merge(x cell) {
	c.planned.merge(x.planned)
	c.spent.merge(x.spent)
	c.accepted.merge(x.accepted)
	c.undecided += x.undecided
	c.decided += x.decided
	c.shared = c.shared || x.shared
}

// amounts are what the cell tells: a plan is known whole or not at all, while what is booked counts as far as it goes.
func (c cell) amounts() Amounts {
	a := Amounts{Planned: c.planned.all(), Spent: c.spent.told(), Accepted: c.kept(), Undecided: c.undecided}
	if c.shared {
		a.Planned = nil
	}
	a.Difference = less(a.Planned, a.Spent)
	return a
}

// kept is what was accepted so far; nil while there is something to decide and nobody decided on anything.
func (c cell) kept() *int64 {
	if c.accepted.lacks && c.decided == 0 {
		return nil
	}
	return c.accepted.told()
}

// table holds the costs of one operation, or of several added up.
type table struct {
	cells map[Line]map[string]*cell
	flat  map[Line]bool
}

func newTable() *table { return &table{cells: map[Line]map[string]*cell{}, flat: map[Line]bool{}} }

func (t *table) at(l Line, axis string) *cell {
	if t.cells[l] == nil {
		t.cells[l] = map[string]*cell{}
	}
	if t.cells[l][axis] == nil {
		t.cells[l][axis] = &cell{}
	}
	return t.cells[l][axis]
}

// total adds up some lines over all axes.
func (t *table) total(lines ...Line) cell {
	var c cell
	for _, l := range lines {
		for _, x := range t.cells[l] {
			c.merge(*x)
		}
	}
	c.shared = false // over all axes it is known
	return c
}

// column adds up all lines of one axis.
func (t *table) column(axis string) cell {
	var c cell
	for _, row := range t.cells {
		if x := row[axis]; x != nil {
			c.merge(*x)
		}
	}
	return c
}

func (t *table) merge(x *table) {
	for l, row := range x.cells {
		for axis, c := range row {
			t.at(l, axis).merge(*c)
		}
	}
	for l := range x.flat {
		t.flat[l] = true
	}
}
