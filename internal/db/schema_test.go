package db_test

import (
	"context"
	"flag"
	"os"
	"slices"
	"strings"
	"testing"

	"maillage/internal/db"
	"maillage/internal/db/dbtest"
)

var update = flag.Bool("update", false, "write schema.sql again (make gen)")

const schemaHead = `-- The schema that the migrations lead to, for reading and for reviewing a change. Written by make gen; a test fails when it is out of date.
-- It is SQLite's; PostgreSQL has the same tables, columns and indexes with the types that migrate.go names, which another test compares.

`

func TestSchemaFile(t *testing.T) {
	got := schemaHead + dump(t, dbtest.SQLite(t))
	if *update {
		if err := os.WriteFile("schema.sql", []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("schema.sql")
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != got {
		t.Errorf("schema.sql is not what the migrations lead to; run make gen and look at the difference. First difference:\n%s", firstDifference(string(want), got))
	}
}

func TestSchemaDifferenceIsTold(t *testing.T) {
	d := dbtest.SQLite(t)
	before := dump(t, d)
	if _, err := d.Exec(context.Background(), `alter table audit add column planted text`); err != nil {
		t.Fatal(err)
	}
	if told := firstDifference(before, dump(t, d)); !strings.Contains(told, "planted") {
		t.Errorf("a new column is told as %q", told)
	}
}

// dump is every table and index as SQLite keeps its definition, in the order they were made.
func dump(t *testing.T, d *db.DB) string {
	t.Helper()
	var list []string
	err := d.All(context.Background(), &list, `select sql from sqlite_master where sql is not null and name not like 'goose%' and name not like 'sqlite%' order by rowid`)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(list, ";\n") + ";\n"
}

func firstDifference(a, b string) string {
	before, after := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range max(len(before), len(after)) {
		var x, y string
		if i < len(before) {
			x = before[i]
		}
		if i < len(after) {
			y = after[i]
		}
		if x != y {
			return "- " + x + "\n+ " + y
		}
	}
	return ""
}

// column is one column in the words that both engines share.
type column struct {
	Table, Name, Type string
	Null              bool
}

func TestSchemaIsTheSameOnBothEngines(t *testing.T) {
	ctx := context.Background()
	lite, pg := dbtest.SQLite(t), dbtest.Postgres(t)
	var a, b []column
	if err := lite.All(ctx, &a, `select m.name as "table", c.name, c.type, (c."notnull" = 0 and c.pk = 0) as "null"
		from sqlite_master m, pragma_table_info(m.name) c where m.type = 'table' and m.name not like 'goose%' and m.name not like 'sqlite%'`); err != nil {
		t.Fatal(err)
	}
	if err := pg.All(ctx, &b, `select table_name as "table", column_name as name, data_type as type, is_nullable = 'YES' as "null"
		from information_schema.columns where table_schema = 'public' and table_name not like 'goose%'`); err != nil {
		t.Fatal(err)
	}
	for i := range a {
		a[i].Type = strings.ToLower(a[i].Type) // SQLite tells "TEXT" for a column made as text
	}
	for i := range b {
		b[i].Type = strings.TrimSuffix(b[i].Type, " with time zone")
	}
	if len(a) < 100 {
		t.Fatalf("only %d columns were read", len(a))
	}
	for _, c := range difference(a, b) {
		t.Errorf("one engine only: %+v", c)
	}
	if difference(a, b[1:]) == nil {
		t.Error("a column that only one engine has is not told")
	}
	var indexes, pgIndexes []string
	if err := lite.All(ctx, &indexes, `select name from sqlite_master where type = 'index' and sql is not null`); err != nil {
		t.Fatal(err)
	}
	if err := pg.All(ctx, &pgIndexes, `select indexname from pg_indexes where schemaname = 'public' and indexname not like '%_pkey'`); err != nil {
		t.Fatal(err)
	}
	for _, name := range difference(indexes, pgIndexes) {
		t.Errorf("index on one engine only: %s", name)
	}
}

// difference lists what only one of two lists has.
func difference[T comparable](a, b []T) (only []T) {
	for _, x := range a {
		if !slices.Contains(b, x) {
			only = append(only, x)
		}
	}
	for _, x := range b {
		if !slices.Contains(a, x) {
			only = append(only, x)
		}
	}
	return only
}

// TestTables holds the list that copy-db goes by against the schema: every table, each after those that it refers to, sorted by its key.
func TestTables(t *testing.T) {
	ctx := context.Background()
	d := dbtest.SQLite(t)
	var tables []string
	if err := d.All(ctx, &tables, `select name from sqlite_master where type = 'table' and name not like 'goose%' and name not like 'sqlite%'`); err != nil {
		t.Fatal(err)
	}
	var listed []string
	for _, x := range db.Tables {
		for _, referred := range texts(t, d, `select "table" from pragma_foreign_key_list(?)`, x.Name) {
			if !slices.Contains(listed, referred) {
				t.Errorf("%s refers to %s, which must come before it", x.Name, referred)
			}
		}
		key := texts(t, d, `select name from pragma_table_info(?) where pk > 0 order by pk`, x.Name)
		if got := strings.Join(key, ", "); got != x.Key {
			t.Errorf("%s is sorted by %q; its key is %q", x.Name, x.Key, got)
		}
		if slices.Contains(listed, x.Name) {
			t.Errorf("%s is listed twice", x.Name)
		}
		listed = append(listed, x.Name)
	}
	for _, name := range difference(tables, listed) {
		t.Errorf("table %s stands in the schema or in db.Tables, not in both", name)
	}
}

func texts(t *testing.T, d *db.DB, query string, args ...any) []string {
	t.Helper()
	var list []string
	if err := d.All(context.Background(), &list, query, args...); err != nil {
		t.Fatal(err)
	}
	return list
}
