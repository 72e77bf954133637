// Package dbtest opens empty, migrated databases for tests: SQLite always, PostgreSQL when MAILLAGE_TEST_POSTGRES holds the address of a
// server (make test starts one). MAILLAGE_TEST_POSTGRES=required fails instead of skipping when it is not there.
package dbtest

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/uuid"

	"maillage/internal/db"
)

// Env is the variable that holds the address of the PostgreSQL server of the tests.
const Env = "MAILLAGE_TEST_POSTGRES"

// Each runs a test on an empty database of each engine.
func Each(t *testing.T, run func(t *testing.T, d *db.DB)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { run(t, SQLite(t)) })
	t.Run("postgres", func(t *testing.T) { run(t, Postgres(t)) })
}

// SQLite opens an empty database in a file of its own.
func SQLite(t testing.TB) *db.DB {
	t.Helper()
	return open(t, filepath.Join(t.TempDir(), "test.db"))
}

// Postgres makes an empty database on the test server and drops it afterwards.
func Postgres(t testing.TB) *db.DB {
	t.Helper()
	return open(t, PostgresAddress(t))
}

// PostgresAddress makes an empty, unmigrated database on the test server, dropped when the test ends, and returns its address.
func PostgresAddress(t testing.TB) string {
	t.Helper()
	server := os.Getenv(Env)
	if server == "" {
		t.Skipf("no PostgreSQL: %s is not set (make test sets it)", Env)
	}
	name := "maillage_" + strings.ReplaceAll(uuid.NewString(), "-", "")
	admin(t, server, "create database "+name+" template template0 encoding 'UTF8'")
	t.Cleanup(func() { admin(t, server, "drop database if exists "+name+" with (force)") })
	u, err := url.Parse(server)
	if err != nil {
		t.Fatal(err)
	}
	u.Path = "/" + name
	return u.String()
}

func admin(t testing.TB, server, statement string) {
	t.Helper()
	pool, err := sql.Open("pgx", server)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = pool.Close() }()
	if _, err := pool.Exec(statement); err != nil {
		t.Fatal(fmt.Errorf("%s: %w", statement, err))
	}
}

func open(t testing.TB, address string) *db.DB {
	t.Helper()
	ctx := context.Background()
	d, err := db.Open(ctx, address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	if _, err := d.Migrate(ctx); err != nil {
		t.Fatal(err)
	}
	return d
}
