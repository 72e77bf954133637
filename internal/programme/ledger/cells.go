package ledger

import (
	"context"
	"errors"

	"maillage/internal/db"
)

// cellKey is what a cell is told apart by.
type cellKey struct {
	kind, activity, funder, department, also, tags string
	state                                          State
	year                                           int
}

// tally collects what one transaction changes in the cells.
type tally map[cellKey]*Cell

// add counts a content in, or out with sign -1.
func (t tally) add(c *Content, sign int64) {
	key := cellKey{kind: c.Kind, activity: c.Activity, funder: c.Funder, department: c.Department, also: c.Also, tags: c.Tags, state: c.State, year: c.Year}
	cell, ok := t[key]
	if !ok {
		cell = &Cell{Kind: c.Kind, Activity: c.Activity, Funder: c.Funder, Department: c.Department, Also: c.Also, Tags: c.Tags, State: c.State, Year: c.Year}
		t[key] = cell
	}
	cell.N += sign
	sum := func(total, known *int64, value *int64) {
		if value != nil {
			*total += sign * *value
			*known += sign
		}
	}
	sum(&cell.Participations, &cell.ParticipationsKnown, c.Participations)
	sum(&cell.People, &cell.PeopleKnown, c.People)
	sum(&cell.Participants, &cell.ParticipantsKnown, c.Participants)
	sum(&cell.Minutes, &cell.MinutesKnown, c.Minutes)
	sum(&cell.Amount, &cell.AmountKnown, c.Amount)
}

const cellColumns = `kind, activity, year, funder, department, state, also, tags, n, participations, participations_known, people, people_known,
	participants, participants_known, minutes, minutes_known, amount, amount_known`

func (s store) cells(ctx context.Context, kinds []string) ([]Cell, error) {
	query, args := `/* ledger.cube */ select `+cellColumns+` from entry_cell`, []any(nil)
	if len(kinds) > 0 {
		query, args = query+` where kind in (?)`, []any{db.In(kinds)}
	}
	var cells []Cell
	err := s.db.All(ctx, &cells, query, args...)
	return cells, err
}

// addCells adds what a transaction changed; a cell that nothing is left in goes.
func (s store) addCells(ctx context.Context, t tally) error {
	for _, c := range t {
		_, err := s.db.Exec(ctx, `/* ledger.addCells */ insert into entry_cell (`+cellColumns+`) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
			on conflict (kind, activity, year, funder, department, state, also, tags) do update set n = entry_cell.n + excluded.n,
				participations = entry_cell.participations + excluded.participations, participations_known = entry_cell.participations_known + excluded.participations_known,
				people = entry_cell.people + excluded.people, people_known = entry_cell.people_known + excluded.people_known,
				participants = entry_cell.participants + excluded.participants, participants_known = entry_cell.participants_known + excluded.participants_known,
				minutes = entry_cell.minutes + excluded.minutes, minutes_known = entry_cell.minutes_known + excluded.minutes_known,
				amount = entry_cell.amount + excluded.amount, amount_known = entry_cell.amount_known + excluded.amount_known`,
			c.Kind, c.Activity, c.Year, c.Funder, c.Department, string(c.State), c.Also, c.Tags, c.N, c.Participations, c.ParticipationsKnown,
			c.People, c.PeopleKnown, c.Participants, c.ParticipantsKnown, c.Minutes, c.MinutesKnown, c.Amount, c.AmountKnown)
		if err != nil {
			return err
		}
	}
	_, err := s.db.Exec(ctx, `/* ledger.dropCells */ delete from entry_cell where n = 0`)
	return err
}

// deriveAgain fills the cells and the look-up tables from the current entries again.
func (s store) deriveAgain(ctx context.Context) error {
	for _, q := range []string{`/* ledger.clearCells */ delete from entry_cell`, `/* ledger.clearAlso */ delete from entry_also`, `/* ledger.clearTags */ delete from entry_tag`} {
		if _, err := s.db.Exec(ctx, q); err != nil {
			return err
		}
	}
	if err := s.lookUpAgain(ctx); err != nil {
		return err
	}
	_, err := s.db.Exec(ctx, `/* ledger.recount */ insert into entry_cell (`+cellColumns+`) `+summed+` where e.known_to is null group by `+dimensions)
	return err
}

func (s store) lookUpAgain(ctx context.Context) error {
	var marked []struct{ ID, Also, Tags string }
	if err := s.db.All(ctx, &marked, `/* ledger.marked */ select id, also, tags from entry where known_to is null and (also <> '' or tags <> '')`); err != nil {
		return err
	}
	also, tags := s.db.Bulk(ctx, "entry_also", "entry", "activity"), s.db.Bulk(ctx, "entry_tag", "entry", "tag")
	for _, e := range marked {
		for _, number := range split(e.Also) {
			if err := also.Add(e.ID, number); err != nil {
				return err
			}
		}
		for _, tag := range split(e.Tags) {
			if err := tags.Add(e.ID, tag); err != nil {
				return err
			}
		}
	}
	return errors.Join(also.Close(), tags.Close())
}

// wrongCells counts the cells that are not the sum of their entries.
func (s store) wrongCells(ctx context.Context) (int, error) {
	kept, err := s.cells(ctx, nil)
	if err != nil {
		return 0, err
	}
	var counted []Cell
	if err := s.db.All(ctx, &counted, `/* ledger.countCells */ `+summed+` where e.known_to is null group by `+dimensions); err != nil {
		return 0, err
	}
	left := make(map[Cell]bool, len(kept))
	for _, c := range kept {
		left[c] = true
	}
	wrong := 0
	for _, c := range counted {
		if !left[c] {
			wrong++
		}
		delete(left, c)
	}
	return wrong + len(left), nil
}
