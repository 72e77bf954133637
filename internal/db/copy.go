package db

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"
	"hash"
	"strings"
	"time"

	"maillage/internal/kit/apperr"
)

// Tables are all tables in an order in which they can be filled, with the columns that sort them. A test compares the list with the schema.
var Tables = []struct{ Name, Key string }{
	{"chain_head", "name"}, {"audit", "seq"}, {"programme", "id"}, {"funder", "code"}, {"funder_department", "funder, department"}, {"axis", "number"},
	{"activity", "number"}, {"activity_evidence", "activity, kind"}, {"activity_target", "activity, indicator, year"}, {"entry_kind", "code"},
	{"evidence_kind", "code"}, {"amendment", "number"}, {"import_batch", "id"}, {"import_record", "id"}, {"import_change", "batch, record"},
	{"import_mapping", "kind, header"}, {"entry", "seq"}, {"entry_cell", "kind, activity, year, funder, department, state, also, tags"}, {"entry_also", "activity, entry"}, {"entry_tag", "tag, entry"}, {"entry_mention", "entry, record"},
	{"evidence_item", "id"}, {"evidence_link", "entry, item"}, {"indicator", "key"}, {"published_figure", "id"}, {"report", "id"}, {"report_text", "file"},
	{"report_logo", "funder"}, {"report_version", "number"}, {"report_version_file", "version, name"}, {"variance_closing", "id"}, {"waiver_act", "id"},
	{"finance_plan", "version"}, {"finance_expense", "id, version"}, {"finance_receipt", "id, version"},
	{"evidence_known", "id, known_from"}, {"evidence_proved", "entry, item, known_from"}, {"evidence_file", "id"}, {"link_check", "link"}, {"deliverable", "code"},
}

// Copied tells what was copied of one table and proves it: the same number of rows and the same hash of all of them on both sides.
type Copied struct {
	Table string `json:"table"`
	Rows  int64  `json:"rows"`
	Hash  string `json:"hash"`
}

// Copy copies every table into an empty, migrated database of either engine, in one transaction, and reads the copy again to compare
// counts and hashes. tell is called before each table. Errors: conflict when the destination holds anything, or a table differs.
func Copy(ctx context.Context, from, to *DB, tell func(table string)) ([]Copied, error) {
	var done []Copied
	err := to.Tx(ctx, func(ctx context.Context) error {
		if err := refuseFilled(ctx, to); err != nil {
			return err
		}
		if _, err := to.Exec(ctx, `/* copy.heads */ delete from chain_head`); err != nil {
			return err
		}
		for _, t := range Tables {
			tell(t.Name)
			c, err := copyTable(ctx, from, to, t.Name, t.Key)
			if err != nil {
				return fmt.Errorf("copy %s: %w", t.Name, err)
			}
			done = append(done, c)
		}
		return nil
	})
	return done, err
}

func refuseFilled(ctx context.Context, to *DB) error {
	for _, t := range Tables[1:] {
		var n int64
		if err := to.Get(ctx, &n, "/* copy.empty */ select count(*) from "+t.Name); err != nil {
			return err
		}
		if n > 0 {
			return apperr.Newf(apperr.Conflict, "copy.filled", "La base de destination contient déjà des données (table %s). Donnez une base vide.",
				"The destination holds data already (table %s). Give an empty database.", t.Name)
		}
	}
	return nil
}

func copyTable(ctx context.Context, from, to *DB, table, key string) (Copied, error) {
	query := "/* copy.read */ select * from " + table + " order by " + key
	var bulk *Bulk
	sent := sha256.New()
	rows, err := from.read.QueryContext(ctx, query)
	if err != nil {
		return Copied{}, err
	}
	n, err := eachRow(rows, sent, func(columns []string, values []any) error {
		if bulk == nil {
			bulk = to.Bulk(ctx, table, columns...)
		}
		return bulk.Add(values...)
	})
	if err == nil && bulk != nil {
		err = bulk.Close()
	}
	if err != nil {
		return Copied{}, err
	}
	arrived := sha256.New()
	again, err := to.Rows(ctx, query)
	if err != nil {
		return Copied{}, err
	}
	m, err := eachRow(again, arrived, nil)
	if err != nil {
		return Copied{}, err
	}
	c := Copied{Table: table, Rows: n, Hash: hex.EncodeToString(sent.Sum(nil))}
	if m != n || hex.EncodeToString(arrived.Sum(nil)) != c.Hash {
		return c, apperr.Newf(apperr.Conflict, "copy.differs", "La table %s diffère après la copie : rien n’est gardé.", "The table %s differs after the copy: nothing is kept.", table)
	}
	return c, nil
}

// eachRow reads rows as plain values of both engines, adds each to the hash and hands it on.
func eachRow(rows *sql.Rows, sum hash.Hash, fn func(columns []string, values []any) error) (n int64, err error) {
	defer func() { _ = rows.Close() }()
	types, err := rows.ColumnTypes()
	if err != nil {
		return 0, err
	}
	columns := make([]string, len(types))
	for i, t := range types {
		columns[i] = t.Name()
	}
	for rows.Next() {
		values, into := make([]any, len(types)), make([]any, len(types))
		for i := range values {
			into[i] = &values[i]
		}
		if err := rows.Scan(into...); err != nil {
			return n, err
		}
		for i, t := range types {
			values[i] = plain(values[i], strings.ToUpper(t.DatabaseTypeName()))
			_, _ = fmt.Fprintf(sum, "%T:%v\x00", values[i], canonical(values[i]))
		}
		n++
		if fn != nil {
			if err := fn(columns, values); err != nil {
				return n, err
			}
		}
	}
	return n, rows.Err()
}

// plain brings a scanned value to the type that both engines share.
func plain(v any, declared string) any {
	switch x := v.(type) {
	case []byte:
		return string(x)
	case int64:
		if strings.HasPrefix(declared, "BOOL") {
			return x != 0
		}
	case time.Time:
		return Now(x)
	}
	return v
}

func canonical(v any) any {
	if at, ok := v.(time.Time); ok {
		return at.UnixMicro()
	}
	return v
}
