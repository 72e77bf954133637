package db_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"maillage/internal/db"
	"maillage/internal/db/dbtest"
	"maillage/internal/kit/apperr"
)

func TestTransactionRollsBack(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ctx := context.Background()
		boom := errors.New("boom")
		err := d.Tx(ctx, func(ctx context.Context) error {
			if _, err := d.Exec(ctx, `insert into import_mapping (kind, header, field) values (?, ?, ?)`, "tour", "jour", "date"); err != nil {
				return err
			}
			var n int
			if err := d.Get(ctx, &n, `select count(*) from import_mapping`); err != nil || n != 1 {
				t.Fatalf("inside the transaction: %d rows, %v", n, err)
			}
			return boom
		})
		if !errors.Is(err, boom) {
			t.Fatalf("Tx returned %v", err)
		}
		var n int
		if err := d.Get(ctx, &n, `select count(*) from import_mapping`); err != nil || n != 0 {
			t.Fatalf("after the rollback: %d rows, %v", n, err)
		}
	})
}

func TestErrorsAndTimes(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ctx := context.Background()
		at := db.Now(time.Date(2020, 12, 31, 23, 59, 59, 123456789, time.FixedZone("Paris", 3600)))
		insert := `insert into import_batch (id, kind, file, sha256, at, actor, period, row_count, added, changed, unchanged, refused, state)
			values ('b1', 'tour', 'f.csv', '', ?, 'x', '', 0, 0, 0, 0, 0, 'applied')`
		if _, err := d.Exec(ctx, insert, at); err != nil {
			t.Fatal(err)
		}
		if _, err := d.Exec(ctx, insert, at); apperr.CodeOf(err) != apperr.Conflict {
			t.Errorf("a second batch b1: %v, want conflict", err)
		}
		var got time.Time
		if err := d.Get(ctx, &got, `select at from import_batch where id = ?`, "b1"); err != nil || !got.Equal(at) {
			t.Errorf("time read back %v, want %v (%v)", got, at, err)
		}
		var none string
		if err := d.Get(ctx, &none, `select id from import_batch where id = 'x'`); apperr.CodeOf(err) != apperr.NotFound {
			t.Errorf("a batch that is not there: %v, want not_found", err)
		}
		if n, err := d.Migrate(ctx); n != 0 || err != nil {
			t.Errorf("a second migration took %d steps, %v", n, err)
		}
	})
}

func TestBulkInsertsEveryRow(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ctx := context.Background()
		err := d.Tx(ctx, func(ctx context.Context) error {
			b := d.Bulk(ctx, "entry_tag", "entry", "tag")
			for i := range 257 {
				if err := b.Add("e"+string(rune('a'+i%26)), string(rune(0x4e00+i))); err != nil {
					return err
				}
			}
			return b.Close()
		})
		if err != nil {
			t.Fatal(err)
		}
		var n int
		if err := d.Get(ctx, &n, `select count(*) from entry_tag`); err != nil || n != 257 {
			t.Errorf("%d rows, %v; want 257", n, err)
		}
	})
}
