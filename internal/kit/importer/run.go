package importer

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/google/uuid"

	"maillage/internal/db"
	"maillage/internal/kit/actor"
	"maillage/internal/kit/apperr"
	"maillage/internal/kit/audit"
	"maillage/internal/kit/tabular"
)

// Engine runs imports.
type Engine struct {
	DB    *db.DB
	Trail *audit.Trail
	Now   func() time.Time
}

// Request says what to import and how.
type Request struct {
	Path     string
	Sheet    string
	Mapping  map[string]string // header → field name, above what is guessed and kept; "" leaves a column out
	Options  Options
	DryRun   bool
	Language string
	Progress func(rows int)
}

// Result tells what a run did, or would do.
type Result struct {
	Batch        string            `json:"batch,omitempty"`
	Kind         string            `json:"kind"`
	File         string            `json:"file"`
	DryRun       bool              `json:"dry_run"`
	Format       string            `json:"format"`
	Encoding     string            `json:"encoding,omitempty"`
	Sheet        string            `json:"sheet,omitempty"`
	Mapping      map[string]string `json:"mapping"`
	Ignored      []string          `json:"ignored_columns"`
	Rows         int               `json:"rows"`
	New          int               `json:"new"`
	Changed      int               `json:"changed"`
	Unchanged    int               `json:"unchanged"`
	RefusedRows  int               `json:"refused_rows"`
	Refused      []Refusal         `json:"refused"`
	RefusedCells []tabular.Row     `json:"-"`
	Header       []string          `json:"-"`
	Seconds      float64           `json:"seconds"`
}

// parsed is a row after Target.Read, in the order of the file.
type parsed struct {
	raw     tabular.Row
	row     Row
	payload any
	cells   string
	hash    string
	ident   [12]byte
	ref     string
	refused []Refusal
}

type run struct {
	engine  *Engine
	request Request
	target  Target
	session Session
	columns columns
	result  *Result
	seen    map[[12]byte]int
	lines   map[string]int
	known   bool // the kind has rows already: look each up
	records *db.Bulk
}

// Run imports a file. Errors: invalid when the file cannot be read at all or a needed column is missing; nothing is changed then.
func (e *Engine) Run(ctx context.Context, t Target, q Request) (*Result, error) {
	began := time.Now()
	reader, err := tabular.Open(q.Path, tabular.Options{Sheet: q.Sheet})
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) {
		return nil, apperr.Newf(apperr.Invalid, "import.file", "Le fichier %s n’existe pas ou ne peut pas être lu.", "The file %s does not exist or cannot be read.", q.Path).Because(err)
	}
	if err != nil {
		return nil, err
	}
	defer func() { _ = reader.Close() }()
	q.Options.Folder = filepath.Dir(q.Path)
	kept, err := store{e.DB}.mapping(ctx, t.Kind())
	if err != nil {
		return nil, err
	}
	cols, err := mapColumns(reader.Header(), t.Fields(), kept, q.Mapping)
	if err != nil {
		return nil, err
	}
	info := reader.Info()
	r := &run{engine: e, request: q, target: t, columns: cols, seen: map[[12]byte]int{}, lines: map[string]int{}}
	r.result = &Result{
		Kind: t.Kind(), File: filepath.Base(q.Path), DryRun: q.DryRun, Mapping: cols.told(), Ignored: cols.ignored, Header: reader.Header(),
		Format: info.Format, Encoding: info.Encoding, Sheet: info.Sheet, Refused: []Refusal{},
	}
	if q.DryRun {
		err = r.all(ctx, reader)
	} else {
		err = e.DB.Tx(ctx, func(ctx context.Context) error { return r.apply(ctx, reader) })
	}
	r.result.Seconds = time.Since(began).Seconds()
	return r.result, err
}

// apply is a run in its transaction: the batch, its rows, the mapping, the trail.
func (r *run) apply(ctx context.Context, reader *tabular.Reader) error {
	id, err := uuid.NewV7()
	if err != nil {
		return err
	}
	r.result.Batch = id.String()
	r.records = r.engine.DB.Bulk(ctx, "import_record", "id", "kind", "ref", "batch", "line", "hash", "cells", "removed")
	if err := r.all(ctx, reader); err != nil {
		return err
	}
	if err := r.records.Close(); err != nil {
		return err
	}
	if r.result.New+r.result.Changed == 0 {
		r.result.Batch = "" // nothing changed: no batch to undo
		return nil
	}
	sum, err := fileDigest(r.request.Path)
	if err != nil {
		return err
	}
	st := store{r.engine.DB}
	if err := st.saveMapping(ctx, r.target.Kind(), r.columns); err != nil {
		return err
	}
	if err := st.saveBatch(ctx, r.result, sum, r.request.Options.Period, actor.From(ctx), db.Now(r.engine.Now())); err != nil {
		return err
	}
	digest, err := r.engine.batchDigest(ctx, r.result.Batch)
	if err != nil {
		return err
	}
	return r.engine.Trail.Record(ctx, "imported", "batch", r.result.Batch, digest, r.target.Kind()+" "+r.result.File+" "+strconv.Itoa(r.result.Rows)+" rows")
}

// all reads the whole file: one goroutine reads, several parse, this one compares and saves in the order of the file.
func (r *run) all(ctx context.Context, reader *tabular.Reader) error {
	var err error
	if r.session, err = r.target.Begin(ctx, r.request.Options); err != nil {
		return err
	}
	if r.known, err = (store{r.engine.DB}).hasRecords(ctx, r.target.Kind()); err != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	for chunk := range r.parseAll(ctx, reader) {
		rows := <-chunk
		if rows.err != nil {
			return rows.err
		}
		if err := r.settle(ctx, rows.list); err != nil {
			return err
		}
		if r.request.Progress != nil {
			r.request.Progress(r.result.Rows)
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if r.request.DryRun {
		return nil
	}
	return r.session.End(ctx)
}

func digestOf(cells string) string {
	sum := sha256.Sum256([]byte(cells))
	return hex.EncodeToString(sum[:])
}

func fileDigest(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer func() { _ = f.Close() }()
	sum := sha256.New()
	if _, err := io.Copy(sum, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}
