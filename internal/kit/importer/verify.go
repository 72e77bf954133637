package importer

import (
	"context"
	"time"

	"maillage/internal/kit/audit"
)

// Fault is something that imports kept and that was changed behind the program's back.
type Fault struct {
	Code string // "row", "before" or "batch": a kept row, what an import replaced, an import
	ID   string
}

// Verify compares every kept row, what each import replaced, and each import with the hashes that were taken of them.
func (e *Engine) Verify(ctx context.Context) ([]Fault, error) {
	faults, err := e.changedRows(ctx, "row", `/* import.verifyRows */ select id, hash, cells from import_record order by id`)
	if err != nil {
		return nil, err
	}
	before, err := e.changedRows(ctx, "before", `/* import.verifyBefore */ select record, before_hash, before_cells from import_change order by record, batch`)
	if err != nil {
		return nil, err
	}
	batches, err := e.changedBatches(ctx)
	return append(append(faults, before...), batches...), err
}

func (e *Engine) changedRows(ctx context.Context, code, query string) ([]Fault, error) {
	rows, err := e.DB.Rows(ctx, query)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var faults []Fault
	for rows.Next() {
		var id, hash, cells string
		if err := rows.Scan(&id, &hash, &cells); err != nil {
			return faults, err
		}
		if digestOf(cells) != hash {
			faults = append(faults, Fault{Code: code, ID: id})
		}
	}
	return faults, rows.Err()
}

func (e *Engine) changedBatches(ctx context.Context) ([]Fault, error) {
	told, err := e.Trail.LastDigests(ctx, "batch")
	if err != nil {
		return nil, err
	}
	list, err := e.Batches(ctx, 1<<30)
	if err != nil {
		return nil, err
	}
	var faults []Fault
	for _, b := range list {
		digest, err := b.digest()
		if err != nil {
			return nil, err
		}
		if told[b.ID] != digest {
			faults = append(faults, Fault{Code: "batch", ID: b.ID})
		}
		delete(told, b.ID)
	}
	for id := range told { // the trail tells an import that is not there
		faults = append(faults, Fault{Code: "batch", ID: id})
	}
	return faults, nil
}

// batchDigest is the digest of an import as it stands, for the audit trail.
func (e *Engine) batchDigest(ctx context.Context, id string) (string, error) {
	b, err := e.Batch(ctx, id)
	if err != nil {
		return "", err
	}
	return b.digest()
}

// digest covers what the row of an import says; times are told in one zone whatever the engine reads back.
func (b Batch) digest() (string, error) {
	b.At = b.At.UTC()
	if b.UndoneAt != nil {
		at := b.UndoneAt.UTC().Truncate(time.Microsecond)
		b.UndoneAt = &at
	}
	return audit.Digest(b)
}
