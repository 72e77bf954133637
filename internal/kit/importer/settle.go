package importer

import (
	"context"
	"encoding/base64"
	"strconv"

	"github.com/google/uuid"

	"maillage/internal/kit/lang"
)

// maxListed bounds the refused rows that are kept in memory and listed; the count goes on.
const maxListed = 5000

// settle refuses, compares with what is known, and saves one chunk.
func (r *run) settle(ctx context.Context, rows []parsed) error {
	taken := make([]*parsed, 0, len(rows))
	for i := range rows {
		p := &rows[i]
		r.result.Rows++
		if err := r.link(ctx, p); err != nil {
			return err
		}
		r.number(p)
		if len(p.refused) > 0 {
			r.refuse(p)
			continue
		}
		taken = append(taken, p)
	}
	existing := map[string]record{}
	if r.known {
		var err error
		if existing, err = (store{r.engine.DB}).records(ctx, r.target.Kind(), refs(taken)); err != nil {
			return err
		}
	}
	changes, err := r.compare(ctx, taken, existing)
	if err != nil || r.request.DryRun || len(changes) == 0 {
		return err
	}
	if err := r.records.Flush(); err != nil { // rows that follow may refer to these
		return err
	}
	return r.session.Save(ctx, changes)
}

// link refuses a row that names a reference which neither this file so far nor an earlier import holds.
func (r *run) link(ctx context.Context, p *parsed) error {
	linker, ok := r.session.(Linker)
	if !ok || len(p.refused) > 0 {
		return nil
	}
	field, reference := linker.Link(p.payload)
	if _, here := r.lines[reference]; reference == "" || here {
		return nil
	}
	known, err := linker.Known(ctx, reference)
	if err != nil || known {
		return err
	}
	p.refused = []Refusal{Refuse(p.row, field, "reference_unknown",
		lang.Text{FR: "Aucune ligne n’a la référence « " + reference + " ».", EN: "No row has the reference “" + reference + "”."},
		lang.Text{FR: "Importez d’abord le fichier qui la contient, placez-la plus haut, ou corrigez la référence.", EN: "Import the file that holds it first, put it higher up, or mend the reference."})}
	return nil
}

func refs(list []*parsed) []string {
	out := make([]string, len(list))
	for i, p := range list {
		out[i] = p.ref
	}
	return out
}

// number gives a row its identity: its reference, or its identifying cells and its rank among rows that have the same.
func (r *run) number(p *parsed) {
	switch {
	case len(p.refused) > 0:
	case p.ref != "":
		if line, twice := r.lines[p.ref]; twice {
			p.refused = []Refusal{Refuse(p.row, Reference, "reference_twice",
				lang.Text{FR: "La référence est déjà celle de la ligne " + strconv.Itoa(line) + ".", EN: "The reference is already that of row " + strconv.Itoa(line) + "."},
				lang.Text{FR: "Donnez à chaque ligne une référence à elle, ou laissez la cellule vide.", EN: "Give each row a reference of its own, or leave the cell empty."})}
			return
		}
		r.lines[p.ref] = p.row.Line
	default:
		rank := r.seen[p.ident]
		r.seen[p.ident] = rank + 1
		p.ref = "#" + base64.RawURLEncoding.EncodeToString(p.ident[:])
		if rank > 0 {
			p.ref += "-" + strconv.Itoa(rank+1)
		}
	}
}

func (r *run) refuse(p *parsed) {
	r.result.RefusedRows++
	if len(r.result.Refused) >= maxListed {
		return
	}
	for _, x := range p.refused {
		x.Row, x.Column = p.row.Line, r.columns.header(x.Field)
		x.Reason, x.Mend = x.Text.In(r.request.Language), x.Way.In(r.request.Language)
		r.result.Refused = append(r.result.Refused, x)
	}
	r.result.RefusedCells = append(r.result.RefusedCells, p.raw)
}

// compare counts new, changed and unchanged rows, and keeps the rows that changed.
func (r *run) compare(ctx context.Context, taken []*parsed, existing map[string]record) ([]Change, error) {
	var changes []Change
	checker, checks := r.session.(Checker)
	for _, p := range taken {
		old, was := existing[p.ref]
		change := Change{Act: Added, Batch: r.result.Batch, Row: p.row, Payload: p.payload}
		switch {
		case was && old.Hash == p.hash && !old.Removed:
			r.result.Unchanged++
			continue
		case checks:
			if p.refused = checker.Check(old.ID, p.row, p.payload); len(p.refused) > 0 {
				r.refuse(p)
				continue
			}
		}
		switch {
		case was:
			change.Act, change.Record = Changed, old.ID
			if old.Removed {
				change.Act = Restored
				r.result.New++
			} else {
				r.result.Changed++
			}
		default:
			r.result.New++
		}
		if r.request.DryRun {
			continue
		}
		if err := r.keep(ctx, p, old, &change); err != nil {
			return nil, err
		}
		changes = append(changes, change)
	}
	return changes, nil
}

func (r *run) keep(ctx context.Context, p *parsed, old record, change *Change) error {
	if change.Act != Added {
		return store{r.engine.DB}.replaceRecord(ctx, r.result.Batch, old, p)
	}
	id, err := uuid.NewV7()
	if err != nil {
		return err
	}
	change.Record = id.String()
	return r.records.Add(change.Record, r.target.Kind(), p.ref, r.result.Batch, int64(p.row.Line), p.hash, p.cells, false)
}
