package db

import (
	"bytes"
	"context"
	"embed"
	"fmt"
	"io"
	"io/fs"
	"regexp"

	"github.com/pressly/goose/v3"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

// Migrate brings the schema to the newest version and returns how many steps it took. It goes forward only.
func (d *DB) Migrate(ctx context.Context) (int, error) {
	dir, err := fs.Sub(migrationFiles, "migrations")
	if err != nil {
		return 0, err
	}
	dialect := goose.DialectSQLite3
	if d.Engine == Postgres {
		dialect, dir = goose.DialectPostgres, postgresTypes{dir}
	}
	provider, err := goose.NewProvider(dialect, d.write.DB, dir, goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return 0, fmt.Errorf("migrations: %w", err)
	}
	done, err := provider.Up(ctx)
	if err != nil {
		return len(done), fmt.Errorf("migrations: %w", err)
	}
	return len(done), nil
}

// postgresTypes serves the migrations with PostgreSQL's names of three types. Text compares by code point, as on SQLite, so that both
// engines sort the same way.
type postgresTypes struct{ fs.FS }

var (
	textType = regexp.MustCompile(`\btext\b`)
	timeType = regexp.MustCompile(`\btimestamp\b`)
)

func (p postgresTypes) Open(name string) (fs.File, error) {
	file, err := p.FS.Open(name)
	if err != nil {
		return nil, err
	}
	info, err := file.Stat()
	if err != nil || info.IsDir() {
		return file, err
	}
	content, err := io.ReadAll(file)
	if err != nil {
		return nil, err
	}
	content = textType.ReplaceAll(content, []byte(`text collate "C"`))
	content = timeType.ReplaceAll(content, []byte("timestamptz"))
	return translated{file, bytes.NewReader(content)}, nil
}

type translated struct {
	fs.File
	content *bytes.Reader
}

func (t translated) Read(p []byte) (int, error) { return t.content.Read(p) }
