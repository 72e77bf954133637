package importer

import (
	"context"
	"time"

	"maillage/internal/db"
)

type store struct{ db *db.DB }

// record is a kept row.
type record struct {
	ID      string `bun:"id"`
	Kind    string `bun:"kind"`
	Ref     string `bun:"ref"`
	Batch   string `bun:"batch"`
	Line    int    `bun:"line"`
	Hash    string `bun:"hash"`
	Cells   string `bun:"cells"`
	Removed bool   `bun:"removed"`
}

const recordColumns = "id, kind, ref, batch, line, hash, cells, removed"

func (s store) mapping(ctx context.Context, kind string) (map[string]string, error) {
	var list []struct{ Header, Field string }
	err := s.db.All(ctx, &list, `/* import.mapping */ select header, field from import_mapping where kind = ?`, kind)
	m := map[string]string{}
	for _, x := range list {
		m[x.Header] = x.Field
	}
	return m, err
}

func (s store) saveMapping(ctx context.Context, kind string, c columns) error {
	for i, header := range c.headers {
		if c.fields[i] == "" {
			continue
		}
		if _, err := s.db.Exec(ctx, `/* import.saveMapping */ insert into import_mapping (kind, header, field) values (?, ?, ?)
			on conflict (kind, header) do update set field = excluded.field`, kind, Fold(header), c.fields[i]); err != nil {
			return err
		}
	}
	return nil
}

func (s store) saveBatch(ctx context.Context, r *Result, sum, period, who string, at time.Time) error {
	_, err := s.db.Exec(ctx, `/* import.saveBatch */
		insert into import_batch (id, kind, file, sha256, at, actor, period, row_count, added, changed, unchanged, refused, state)
		values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'applied')`,
		r.Batch, r.Kind, r.File, sum, at, who, period, r.Rows, r.New, r.Changed, r.Unchanged, r.RefusedRows)
	return err
}

func (s store) hasRecords(ctx context.Context, kind string) (bool, error) {
	var n int
	err := s.db.Get(ctx, &n, `/* import.hasRecords */ select count(*) from (select 1 from import_record where kind = ? limit 1) x`, kind)
	return n > 0, err
}

func (s store) records(ctx context.Context, kind string, refs []string) (map[string]record, error) {
	found := make(map[string]record, len(refs))
	if len(refs) == 0 {
		return found, nil
	}
	var list []record
	err := s.db.All(ctx, &list, `/* import.records */ select `+recordColumns+` from import_record where kind = ? and ref in (?)`, kind, db.In(refs))
	for _, x := range list {
		found[x.Ref] = x
	}
	return found, err
}

func (s store) replaceRecord(ctx context.Context, batch string, old record, p *parsed) error {
	if _, err := s.db.Exec(ctx, `/* import.keepBefore */
		insert into import_change (batch, record, before_batch, before_line, before_hash, before_cells, before_removed) values (?, ?, ?, ?, ?, ?, ?)`,
		batch, old.ID, old.Batch, old.Line, old.Hash, old.Cells, old.Removed); err != nil {
		return err
	}
	_, err := s.db.Exec(ctx, `/* import.replaceRecord */ update import_record set batch = ?, line = ?, hash = ?, cells = ?, removed = false where id = ?`,
		batch, p.row.Line, p.hash, p.cells, old.ID)
	return err
}
