package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"
	"sync/atomic"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the "pgx" driver of database/sql
	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/pgdialect"
	"github.com/uptrace/bun/dialect/sqlitedialect"
	_ "modernc.org/sqlite" // the "sqlite" driver of database/sql

	"maillage/internal/kit/apperr"
)

// Engine is the kind of database behind a DB.
type Engine string

// The two engines that pass the same tests.
const (
	SQLite   Engine = "sqlite"
	Postgres Engine = "postgres"
)

// DB is an open installation. On SQLite one connection writes and several read; on PostgreSQL both are the same pool.
type DB struct {
	Engine Engine
	write  *bun.DB
	read   *bun.DB
}

// sqlitePragmas are in the address because a pragma by statement reaches only one connection of the pool.
const sqlitePragmas = "_pragma=page_size(8192)&_pragma=journal_mode(wal)&_pragma=synchronous(normal)&_pragma=busy_timeout(10000)" +
	"&_pragma=foreign_keys(1)&_pragma=temp_store(memory)&_time_format=sqlite&_txlock=immediate"

// Page caches, in KiB: the writer keeps the indexes of a long import at hand; readers are several, each has its own, and what they read
// streams by.
const (
	writerCache = "&_pragma=cache_size(-262144)"
	readerCache = "&_pragma=cache_size(-16384)"
)

// Open opens a database by its address: "postgres://…", or the path of a SQLite file, which is made when it is not there.
func Open(ctx context.Context, address string) (*DB, error) {
	if strings.HasPrefix(address, "postgres://") || strings.HasPrefix(address, "postgresql://") {
		return openPostgres(ctx, address)
	}
	return openSQLite(ctx, strings.TrimPrefix(address, "sqlite:"))
}

func openSQLite(ctx context.Context, path string) (*DB, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	dsn := "file:" + (&url.URL{Path: abs}).EscapedPath() + "?" + sqlitePragmas
	writer, err := sql.Open("sqlite", dsn+writerCache)
	if err != nil {
		return nil, err
	}
	writer.SetMaxOpenConns(1)
	reader, err := sql.Open("sqlite", dsn+readerCache)
	if err != nil {
		return nil, err
	}
	reader.SetMaxOpenConns(4)
	d := &DB{Engine: SQLite, write: bun.NewDB(writer, sqlitedialect.New()), read: bun.NewDB(reader, sqlitedialect.New())}
	return d, d.ping(ctx, abs)
}

func openPostgres(ctx context.Context, address string) (*DB, error) {
	pool, err := sql.Open("pgx", address)
	if err != nil {
		return nil, unreachable("postgres", err)
	}
	pool.SetMaxOpenConns(8)
	pool.SetConnMaxIdleTime(5 * time.Minute)
	conn := bun.NewDB(pool, pgdialect.New())
	d := &DB{Engine: Postgres, write: conn, read: conn}
	return d, d.ping(ctx, "postgres")
}

func (d *DB) ping(ctx context.Context, where string) error {
	if err := d.write.PingContext(ctx); err != nil {
		_ = d.Close()
		return unreachable(where, err)
	}
	return nil
}

// unreachable never repeats the address of a server: it may hold a password.
func unreachable(where string, err error) error {
	return apperr.Newf(apperr.Unavailable, "db.unreachable",
		"La base de données (%s) ne s’ouvre pas. Vérifiez qu’elle tourne, que l’adresse est juste et que le dossier est accessible en écriture.",
		"The database (%s) does not open. Check that it runs, that the address is right and that the folder can be written.", where).Because(err)
}

// Close ends all connections.
func (d *DB) Close() error {
	err := d.write.Close()
	if d.read != d.write {
		err = errors.Join(err, d.read.Close())
	}
	return err
}

type txKey struct{}

type countKey struct{}

// Counting returns a context whose queries are added to n: pages have a budget of queries, and a test holds them to it.
func Counting(ctx context.Context, n *atomic.Int64) context.Context {
	return context.WithValue(ctx, countKey{}, n)
}

func count(ctx context.Context) {
	if n, ok := ctx.Value(countKey{}).(*atomic.Int64); ok {
		n.Add(1)
	}
}

// Tx runs fn in one transaction that travels in the context; a Tx inside a Tx joins it. An error from fn rolls everything back.
func (d *DB) Tx(ctx context.Context, fn func(context.Context) error) error {
	if _, inside := ctx.Value(txKey{}).(bun.Tx); inside {
		return fn(ctx)
	}
	return d.write.RunInTx(ctx, nil, func(ctx context.Context, tx bun.Tx) error {
		return fn(context.WithValue(ctx, txKey{}, tx))
	})
}

// InTx says whether the context carries a transaction.
func InTx(ctx context.Context) bool {
	_, inside := ctx.Value(txKey{}).(bun.Tx)
	return inside
}

func (d *DB) writer(ctx context.Context) bun.IDB {
	count(ctx)
	if tx, ok := ctx.Value(txKey{}).(bun.Tx); ok {
		return tx
	}
	return d.write
}

func (d *DB) reader(ctx context.Context) bun.IDB {
	count(ctx)
	if tx, ok := ctx.Value(txKey{}).(bun.Tx); ok {
		return tx
	}
	return d.read
}

// Exec runs a statement and returns how many rows it touched.
func (d *DB) Exec(ctx context.Context, query string, args ...any) (int64, error) {
	res, err := d.writer(ctx).NewRaw(query, args...).Exec(ctx)
	if err != nil {
		return 0, explain(query, err)
	}
	return res.RowsAffected()
}

// All reads every row of a query into dest, a pointer to a slice.
func (d *DB) All(ctx context.Context, dest any, query string, args ...any) error {
	return explain(query, d.reader(ctx).NewRaw(query, args...).Scan(ctx, dest))
}

// Get reads one row into dest, a pointer to a struct or to a value. Errors: not_found when there is none.
func (d *DB) Get(ctx context.Context, dest any, query string, args ...any) error {
	err := d.reader(ctx).NewRaw(query, args...).Scan(ctx, dest)
	if errors.Is(err, sql.ErrNoRows) {
		return apperr.New(apperr.NotFound, "db.not_found", "Introuvable.", "Not found.").Because(err)
	}
	return explain(query, err)
}

// Returning runs a statement that changes rows and returns some, into dest.
func (d *DB) Returning(ctx context.Context, dest any, query string, args ...any) error {
	return explain(query, d.writer(ctx).NewRaw(query, args...).Scan(ctx, dest))
}

// Rows streams a query; the caller closes the rows.
func (d *DB) Rows(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	rows, err := d.reader(ctx).QueryContext(ctx, query, args...)
	return rows, explain(query, err)
}

// In spreads a list over "(?)" of a query.
func In[T any](list []T) any { return bun.List(list) }

// Now cuts a time as both engines keep it: UTC, microseconds.
func Now(t time.Time) time.Time { return t.UTC().Truncate(time.Microsecond) }

// explain names the query in the error and maps the errors that both engines tell in their own words.
func explain(query string, err error) error {
	if err == nil || errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	text := err.Error()
	if strings.Contains(text, "UNIQUE constraint failed") || strings.Contains(text, "SQLSTATE 23505") {
		return apperr.New(apperr.Conflict, "db.unique", "Cet élément existe déjà.", "This already exists.").Because(err)
	}
	return fmt.Errorf("%s: %w", name(query), err)
}

// name is the query's own comment, "/* ledger.page */".
func name(query string) string {
	if _, rest, ok := strings.Cut(query, "/*"); ok {
		if title, _, ok := strings.Cut(rest, "*/"); ok {
			return strings.TrimSpace(title)
		}
	}
	return "query"
}

// CheckIntegrity asks the engine whether its own file is sound; PostgreSQL checks its pages as it reads them and has nothing to ask.
func (d *DB) CheckIntegrity(ctx context.Context) ([]string, error) {
	if d.Engine != SQLite {
		return nil, nil
	}
	var lines []string
	if err := d.All(ctx, &lines, `/* db.integrity */ pragma integrity_check`); err != nil {
		return []string{err.Error()}, nil
	}
	if len(lines) == 1 && lines[0] == "ok" {
		return nil, nil
	}
	return lines, nil
}

// Analyze refreshes what the engine knows of its tables, after many rows came in.
func (d *DB) Analyze(ctx context.Context) error {
	_, err := d.Exec(ctx, `/* db.analyze */ analyze`)
	return err
}
