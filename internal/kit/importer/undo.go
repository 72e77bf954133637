package importer

import (
	"context"
	"time"

	"maillage/internal/db"
	"maillage/internal/kit/apperr"
)

// Batch is one applied import.
type Batch struct {
	ID        string     `bun:"id" json:"id"`
	Kind      string     `bun:"kind" json:"kind"`
	File      string     `bun:"file" json:"file"`
	SHA256    string     `bun:"sha256" json:"sha256"`
	At        time.Time  `bun:"at" json:"at"`
	Actor     string     `bun:"actor" json:"actor"`
	Rows      int        `bun:"row_count" json:"rows"`
	Added     int        `bun:"added" json:"new"`
	Changed   int        `bun:"changed" json:"changed"`
	Unchanged int        `bun:"unchanged" json:"unchanged"`
	Refused   int        `bun:"refused" json:"refused"`
	State     string     `bun:"state" json:"state"`
	UndoneAt  *time.Time `bun:"undone_at" json:"undone_at,omitempty"`
}

const batchColumns = "id, kind, file, sha256, at, actor, row_count, added, changed, unchanged, refused, state, undone_at"

// Batches lists the newest imports.
func (e *Engine) Batches(ctx context.Context, limit int) ([]Batch, error) {
	var list []Batch
	err := e.DB.All(ctx, &list, `/* import.batches */ select `+batchColumns+` from import_batch order by at desc, id desc limit ?`, limit)
	return list, err
}

// Batch finds one import. Errors: not_found.
func (e *Engine) Batch(ctx context.Context, id string) (Batch, error) {
	var b Batch
	err := e.DB.Get(ctx, &b, `/* import.batch */ select `+batchColumns+` from import_batch where id = ?`, id)
	return b, err
}

// Undo takes a batch back: the rows it added are removed, those it changed stand as before. Errors: conflict when it was undone already
// or a later batch changed one of its rows: undo that one first.
func (e *Engine) Undo(ctx context.Context, t Target, batch string) error {
	return e.DB.Tx(ctx, func(ctx context.Context) error {
		n, err := e.DB.Exec(ctx, `/* import.markUndone */ update import_batch set state = 'undone', undone_at = ? where id = ? and state = 'applied'`, db.Now(e.Now()), batch)
		if err != nil {
			return err
		}
		if n == 0 {
			return apperr.New(apperr.Conflict, "import.undone", "Cet import n’existe pas ou est déjà annulé.", "There is no such import, or it is undone already.")
		}
		if err := e.refuseIfTouchedLater(ctx, batch); err != nil {
			return err
		}
		if err := e.takeBack(ctx, t, batch); err != nil {
			return err
		}
		digest, err := e.batchDigest(ctx, batch)
		if err != nil {
			return err
		}
		return e.Trail.Record(ctx, "undone", "batch", batch, digest, t.Kind())
	})
}

func (e *Engine) refuseIfTouchedLater(ctx context.Context, batch string) error {
	var n int
	err := e.DB.Get(ctx, &n, `/* import.touchedLater */ select count(*) from import_change c
		join import_batch b on b.id = c.batch and b.state = 'applied' where c.before_batch = ?`, batch)
	if err == nil && n > 0 {
		return apperr.Newf(apperr.Conflict, "import.touched_later", "%d lignes de cet import ont été modifiées par un import plus récent. Annulez d’abord celui-là.",
			"A later import changed %d rows of this one. Undo that one first.", n)
	}
	return err
}

func (e *Engine) takeBack(ctx context.Context, t Target, batch string) error {
	session, err := t.Begin(ctx, Options{})
	if err != nil {
		return err
	}
	changes, err := e.changesBack(ctx, session, batch)
	if err != nil {
		return err
	}
	for len(changes) > 0 {
		part := changes[:min(chunkRows, len(changes))]
		if err := session.Save(ctx, part); err != nil {
			return err
		}
		changes = changes[len(part):]
	}
	return session.End(ctx)
}

// changesBack restores the kept rows and tells the room what that means for it.
func (e *Engine) changesBack(ctx context.Context, session Session, batch string) ([]Change, error) {
	var befores []struct {
		Record, BeforeBatch, BeforeHash, BeforeCells string
		BeforeLine                                   int
		BeforeRemoved                                bool
	}
	if err := e.DB.All(ctx, &befores, `/* import.befores */
		select record, before_batch, before_hash, before_cells, before_line, before_removed from import_change where batch = ?`, batch); err != nil {
		return nil, err
	}
	var changes []Change
	for _, b := range befores {
		if _, err := e.DB.Exec(ctx, `/* import.restoreRecord */ update import_record set batch = ?, line = ?, hash = ?, cells = ?, removed = ? where id = ?`,
			b.BeforeBatch, b.BeforeLine, b.BeforeHash, b.BeforeCells, b.BeforeRemoved, b.Record); err != nil {
			return nil, err
		}
		change := Change{Act: Removed, Record: b.Record, Batch: batch}
		if !b.BeforeRemoved {
			row, err := decodeCells(b.BeforeLine, b.BeforeCells)
			if err != nil {
				return nil, err
			}
			payload, _ := session.Read(row)
			change = Change{Act: Changed, Record: b.Record, Batch: b.BeforeBatch, Row: row, Payload: payload}
		}
		changes = append(changes, change)
	}
	var added []string
	if err := e.DB.All(ctx, &added, `/* import.added */ select id from import_record where batch = ? and not removed`, batch); err != nil {
		return nil, err
	}
	for _, id := range added {
		changes = append(changes, Change{Act: Removed, Record: id, Batch: batch})
	}
	_, err := e.DB.Exec(ctx, `/* import.removeAdded */ update import_record set removed = true where batch = ? and not removed`, batch)
	return changes, err
}

// Replay hands every kept row of a kind to fn, oldest first and many at a time, as Read reads it now. Rooms rebuild from it.
func (e *Engine) Replay(ctx context.Context, t Target, fn func([]Change) error) error {
	session, err := t.Begin(ctx, Options{})
	if err != nil {
		return err
	}
	last := ""
	for {
		var list []record
		if err := e.DB.All(ctx, &list, `/* import.replay */ select `+recordColumns+`
			from import_record where kind = ? and id > ? and not removed order by id limit 1000`, t.Kind(), last); err != nil || len(list) == 0 {
			return err
		}
		changes := make([]Change, len(list))
		for i, x := range list {
			row, err := decodeCells(x.Line, x.Cells)
			if err != nil {
				return err
			}
			payload, _ := session.Read(row)
			changes[i] = Change{Act: Added, Record: x.ID, Batch: x.Batch, Row: row, Payload: payload}
			last = x.ID
		}
		if err := fn(changes); err != nil {
			return err
		}
	}
}

// Kinds lists the kinds that have kept rows.
func (e *Engine) Kinds(ctx context.Context) ([]string, error) {
	var kinds []string
	err := e.DB.All(ctx, &kinds, `/* import.kinds */ select distinct kind from import_record order by kind`)
	return kinds, err
}

// Row returns a kept row by its id. Errors: not_found.
func (e *Engine) Row(ctx context.Context, id string) (Row, error) {
	var x record
	if err := e.DB.Get(ctx, &x, `/* import.row */ select `+recordColumns+` from import_record where id = ?`, id); err != nil {
		return Row{}, err
	}
	return decodeCells(x.Line, x.Cells)
}
