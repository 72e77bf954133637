package db

import (
	"context"
	"database/sql"
	"strconv"
	"strings"

	"github.com/uptrace/bun"
)

// maxVariables is under the limit of both engines for one statement (SQLite 32,766, PostgreSQL 65,535).
const maxVariables = 4000

// Bulk inserts many rows into one table with prepared statements of several rows each. It lives inside one transaction.
type Bulk struct {
	tx    bun.Tx
	ctx   context.Context
	head  string
	cols  int
	batch int
	full  *sql.Stmt
	args  []any
	rows  int
	pg    bool
}

// Bulk begins an insert of rows with these columns. It must be called inside Tx, and ended with Close.
func (d *DB) Bulk(ctx context.Context, table string, columns ...string) *Bulk {
	tx, ok := ctx.Value(txKey{}).(bun.Tx)
	if !ok {
		panic("db: Bulk outside a transaction")
	}
	batch := min(100, maxVariables/len(columns))
	insert := "insert into "
	if d.Engine == SQLite {
		// A conflict ends our transaction anyway; without "or fail" the engine copies every page aside, in case only the statement is undone.
		insert = "insert or fail into "
	}
	return &Bulk{
		tx: tx, ctx: ctx, cols: len(columns), batch: batch, pg: d.Engine == Postgres,
		head: "/* bulk." + table + " */ " + insert + table + " (" + strings.Join(columns, ", ") + ") values ",
		args: make([]any, 0, batch*len(columns)),
	}
}

// Add queues a row, in the order of the columns; full statements are sent as they fill.
func (b *Bulk) Add(values ...any) error {
	b.args = append(b.args, values...)
	b.rows++
	if b.rows < b.batch {
		return nil
	}
	return b.Flush()
}

// Flush sends what is queued, for a statement that must see it.
func (b *Bulk) Flush() error {
	if b.rows == 0 {
		return nil
	}
	var err error
	if b.rows == b.batch {
		if b.full == nil {
			if b.full, err = b.tx.Tx.PrepareContext(b.ctx, b.statement(b.batch)); err != nil {
				return explain(b.head, err)
			}
		}
		_, err = b.full.ExecContext(b.ctx, b.args...)
	} else {
		_, err = b.tx.Tx.ExecContext(b.ctx, b.statement(b.rows), b.args...)
	}
	b.args, b.rows = b.args[:0], 0
	return explain(b.head, err)
}

func (b *Bulk) statement(rows int) string {
	var s strings.Builder
	s.WriteString(b.head)
	n := 0
	for r := range rows {
		if r > 0 {
			s.WriteByte(',')
		}
		s.WriteByte('(')
		for c := range b.cols {
			if c > 0 {
				s.WriteByte(',')
			}
			n++
			if b.pg {
				s.WriteString("$" + strconv.Itoa(n))
			} else {
				s.WriteByte('?')
			}
		}
		s.WriteByte(')')
	}
	return s.String()
}

// Close sends what is left.
func (b *Bulk) Close() error {
	err := b.Flush()
	if b.full != nil {
		_ = b.full.Close()
	}
	return err
}
