package indicator

import (
	"context"
	"math/big"
	"slices"
	"time"

	"maillage/internal/programme/ledger"
)

// Change is a moment at which the value of a figure became another one, because entries were recorded, corrected or removed. Everything
// written in one transaction, such as an import, is one change.
type Change struct {
	At       time.Time
	From, To Figure // without proofs and targets
	Causes   []Cause
}

// Cause is what one person did with entries in one act: recorded, corrected, attributed, removed or restored.
type Cause struct {
	Act     string
	Actor   string
	N       int     // entries
	Entries []Named // the first of them, in the order of the ledger
}

// Named is an entry with its title.
type Named struct{ ID, Title string }

// History is how a figure came to be, as known: newest change first, all of them counted with the rule of now.
type History struct {
	Figure  Figure // at the moment from which one looks back
	Changes []Change
	Cut     bool // older changes are left out
}

const (
	namedMost = 3
	// At most so many versions are read back: a look at the last changes costs little, however many entries there are. An import that is
	// not read whole is left out, and the history says that it is cut.
	stepsPerChange = 2_000
	stepsMost      = 100_000
)

// History tells the last changes of a figure, at most limit, as seen from a moment (zero: now). Errors: not_found for an unknown key.
func (d *Definitions) History(ctx context.Context, r Request, asOf time.Time, limit int) (History, error) {
	c, err := d.Count(ctx, []string{r.Key}, asOf)
	if err != nil {
		return History{}, err
	}
	return c.History(ctx, r, limit)
}

// History tells the last changes of a figure that was counted, at most limit. It walks the versions of the ledger back and takes each away
// from what the figure adds up, so that every value in it is the one that Figures gives as of that time.
func (c *Counting) History(ctx context.Context, r Request, limit int) (History, error) {
	w := newWalk(c.evaluation, c.definitions.byKey[r.Key], r.Scope)
	h := History{Figure: w.current}
	read, most := 0, min(limit*stepsPerChange, stepsMost)
	for step, err := range c.definitions.service.Ledger.Steps(ctx, w.kinds(), c.asked, most) {
		if err != nil {
			return h, err
		}
		read++
		if !step.At.Equal(w.at) {
			w.settle(&h)
			w.at = step.At
		}
		if len(h.Changes) > limit {
			break
		}
		w.undo(step)
	}
	if read < most {
		w.settle(&h)
	}
	h.Cut = read == most || len(h.Changes) > limit
	h.Changes = h.Changes[:min(len(h.Changes), limit)]
	return h, nil
}

// walk holds what a figure adds up at the moment that it has come back to.
type walk struct {
	ev      *evaluation
	x       Indicator
	scope   Scope
	terms   []term
	current Figure
	at      time.Time
	causes  []Cause

	cells         map[ledger.Cell]ledger.Cell // by what tells them apart
	beneficiaries map[ledger.BeneficiaryCell]int64
}

// term is an indicator that is counted directly, with its test.
type term struct {
	Indicator
	within func(ledger.Cell) bool
}

// newWalk begins at what was counted, and leaves that as it is.
func newWalk(counted *evaluation, x Indicator, s Scope) *walk {
	ev := &evaluation{plan: counted.plan, cells: counted.cells, beneficiaries: counted.beneficiaries, readings: slices.Clone(counted.readings), asOf: counted.asOf, observe: counted.observe}
	w := &walk{ev: ev, x: x, scope: s, cells: map[ledger.Cell]ledger.Cell{}, beneficiaries: map[ledger.BeneficiaryCell]int64{}}
	for _, leaf := range ev.plan.leaves(x) {
		within := s
		if leaf.Measure == Reading { // a growth looks at the years before its scope too
			within.From, within.To = 0, 0
		}
		w.terms = append(w.terms, term{leaf, ev.plan.matcher(leaf.Rule, within)})
	}
	outside := func(c ledger.Cell) bool {
		return !slices.ContainsFunc(w.terms, func(t term) bool { return t.within(c) })
	}
	for _, c := range ev.cells {
		if !outside(c) {
			w.cells[sumless(c)] = c
		}
	}
	for _, c := range ev.beneficiaries {
		if n := c.N; !outside(c.Cell) {
			c.Cell = sumless(c.Cell)
			w.beneficiaries[c] = n
		}
	}
	ev.readings = slices.DeleteFunc(ev.readings, func(r ledger.DatedReading) bool { return outside(r.Cell) })
	w.current = w.value()
	return w
}

// kinds are the natures of its terms, nil for all of them.
func (w *walk) kinds() []string {
	var kinds []string
	for _, t := range w.terms {
		if len(t.Rule.Kinds) == 0 {
			return nil
		}
		kinds = append(kinds, t.Rule.Kinds...)
	}
	return kinds
}

// leaves are the indicators that count entries themselves: the two terms of a percentage, else the indicator.
func (p plan) leaves(x Indicator) []Indicator {
	switch x.Measure {
	case Ratio:
		return []Indicator{p.indicators[x.Rule.Numerator], p.indicators[x.Rule.Denominator]}
	case Growth:
		return []Indicator{p.indicators[x.Rule.Of]}
	}
	return []Indicator{x}
}

// value computes the figure at the moment of the walk with the same code as any figure.
func (w *walk) value() Figure {
	w.ev.cells = w.ev.cells[:0:0]
	for _, c := range w.cells {
		w.ev.cells = append(w.ev.cells, c)
	}
	w.ev.beneficiaries = w.ev.beneficiaries[:0:0]
	for c, n := range w.beneficiaries {
		c.N = n
		w.ev.beneficiaries = append(w.ev.beneficiaries, c)
	}
	w.ev.done = map[Request]Figure{} // what was computed at another step does not hold here
	f := w.ev.figure(w.x, w.scope)
	f.Proof, f.Target = Completeness{}, nil
	return f
}

// settle closes a moment: when its acts changed the value, they are a change.
func (w *walk) settle(h *History) {
	if len(w.causes) == 0 {
		return
	}
	before, after := w.value(), w.current
	before.AsOf, after.AsOf = w.at.Add(-time.Microsecond), w.at
	if !equal(before.Value, after.Value) {
		slices.Reverse(w.causes)
		for i := range w.causes {
			slices.Reverse(w.causes[i].Entries)
		}
		h.Changes = append(h.Changes, Change{At: w.at, From: before, To: after, Causes: w.causes})
	}
	w.current, w.causes = before, nil
}

func equal(a, b *big.Rat) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Cmp(b) == 0
}

// undo takes a version away and puts the one before it back. It is a cause when a term tells them apart.
func (w *walk) undo(s ledger.Step) {
	w.add(s.Entry, s.After, -1)
	w.add(s.Entry, s.Before, 1)
	if !slices.ContainsFunc(w.terms, func(t term) bool { return t.share(s.Before) != t.share(s.After) }) {
		return
	}
	i := slices.IndexFunc(w.causes, func(c Cause) bool { return c.Act == s.Act && c.Actor == s.Actor })
	if i < 0 {
		i, w.causes = len(w.causes), append(w.causes, Cause{Act: s.Act, Actor: s.Actor})
	}
	c := &w.causes[i]
	c.N++
	c.Entries = append(c.Entries, Named{s.Entry, s.Title})
	c.Entries = c.Entries[max(0, len(c.Entries)-namedMost):]
}

// share is what a version gives to a term; two versions with the same share leave the value as it is.
type share struct {
	counted, known bool
	value          int64
	told           string
}

func (t term) share(c *ledger.Counted) share {
	if c == nil || !t.within(c.Cell) {
		return share{}
	}
	switch t.Measure {
	case Participations:
		return share{true, c.ParticipationsKnown == 1, c.Participations, ""}
	case People:
		return share{true, c.PeopleKnown == 1, c.People, ""}
	case Participants:
		return share{true, c.ParticipantsKnown == 1, c.Participants, ""}
	case Hours:
		return share{true, c.MinutesKnown == 1, c.Minutes, ""}
	case Amount:
		return share{true, c.AmountKnown == 1, c.Amount, ""}
	case Distinct:
		return share{counted: c.Beneficiary != "", told: c.Beneficiary}
	case Reading:
		milli, ok := c.Reading("").Milli(t.Rule.Reading)
		return share{ok, ok, milli, c.Start + ".." + c.End}
	}
	return share{counted: true}
}

// add counts a version in, or out with sign -1, where a term counts it.
func (w *walk) add(entry string, c *ledger.Counted, sign int64) {
	if c == nil || !slices.ContainsFunc(w.terms, func(t term) bool { return t.within(c.Cell) }) {
		return
	}
	key := sumless(c.Cell)
	w.cells[key] = w.cells[key].Plus(c.Cell, sign)
	if w.cells[key].N == 0 {
		delete(w.cells, key)
	}
	if c.Beneficiary != "" {
		who := ledger.BeneficiaryCell{Cell: key, Beneficiary: c.Beneficiary}
		if w.beneficiaries[who] += sign; w.beneficiaries[who] == 0 {
			delete(w.beneficiaries, who)
		}
	}
	if c.Readings == "" {
		return
	}
	reading := c.Reading(entry)
	i, found := slices.BinarySearchFunc(w.ev.readings, reading, ledger.Older)
	switch {
	case sign > 0 && !found:
		w.ev.readings = slices.Insert(w.ev.readings, i, reading)
	case sign < 0 && found:
		w.ev.readings = slices.Delete(w.ev.readings, i, i+1)
	}
}

// sumless is what tells a cell apart.
func sumless(c ledger.Cell) ledger.Cell {
	return ledger.Cell{Kind: c.Kind, Activity: c.Activity, Year: c.Year, Funder: c.Funder, Department: c.Department, State: c.State, Also: c.Also, Tags: c.Tags}
}
