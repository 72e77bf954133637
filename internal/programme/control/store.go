package control

import (
	"context"
	"slices"
	"time"

	"maillage/internal/db"
	"maillage/internal/kit/apperr"
	"maillage/internal/programme/evidence"
	"maillage/internal/programme/ledger"
)

// store reads what is known at a moment; nothing here writes.
type store struct{ db *db.DB }

// moment is the latest of the last line of the audit trail and the last version of the ledger, which may be a microsecond after it.
func (s store) moment(ctx context.Context) (time.Time, error) {
	var told, known time.Time
	err := s.db.Get(ctx, &told, `/* control.told */ select at from audit order by seq desc limit 1`)
	if err != nil && apperr.CodeOf(err) != apperr.NotFound {
		return told, err
	}
	err = s.db.Get(ctx, &known, `/* control.known */ select known_from from entry order by seq desc limit 1`)
	if err != nil && apperr.CodeOf(err) != apperr.NotFound {
		return told, err
	}
	if known.After(told) {
		told = known
	}
	return told.UTC(), nil
}

// dated is an entry with the state that decides its place in the numbering.
type dated struct {
	Entry
	State ledger.State
}

func (d dated) counted() bool { return slices.Contains(ledger.CountedStates, d.State) }

// entries are in the order of the report (ledger.ByDate).
func (s store) entries(ctx context.Context, at time.Time) ([]dated, error) {
	var list []dated
	err := s.db.All(ctx, &list, `/* control.entries */ select e.id, e.activity, e.also, e.year, e.title, e.start_on as start, e.funder, e.state from entry e
		where e.known_from <= ? and (e.known_to is null or e.known_to > ?) and e.act <> 'removed' order by e.start_on, e.id`, at, at)
	return list, err
}

const itemColumns = `i.id, i.version, i.kind, i.title, i.activity, i.link, i.sha256, i.size, i.type, i.filename, i.dated_on, i.state, i.added_at, i.record, i.redacted`

// items are in the order in which they were first recorded: their ids rise with time.
func (s store) items(ctx context.Context, at time.Time) ([]evidence.Item, error) {
	at = db.Now(at)
	var list []evidence.Item
	err := s.db.All(ctx, &list, `/* control.items */ select `+itemColumns+` from evidence_known i
		where i.known_from <= ? and (i.known_to is null or i.known_to > ?) order by i.id`, at, at)
	return list, err
}

// item is a piece as it stands, also one that was removed.
func (s store) item(ctx context.Context, id string) (evidence.Item, error) {
	var i evidence.Item
	err := s.db.Get(ctx, &i, `/* control.item */ select `+itemColumns+` from evidence_item i where i.id = ?`, id)
	return i, err
}

// file gives a piece the file of some bytes that was kept for it; none for "".
func (s store) file(ctx context.Context, i *evidence.Item, sha string) error {
	i.State, i.SHA256, i.Size, i.Type, i.Filename = evidence.NotCaptured, "", 0, "", ""
	if sha == "" {
		return nil
	}
	var f evidence.File
	err := s.db.Get(ctx, &f, `/* control.file */ select sha256, size, type, filename from evidence_file where item = ? and sha256 = ? order by at desc, id desc limit 1`, i.ID, sha)
	i.State, i.SHA256, i.Size, i.Type, i.Filename = evidence.Stored, f.SHA256, f.Size, f.Type, f.Filename
	return err
}

// links are the entries that each piece proved.
func (s store) links(ctx context.Context, at time.Time) (map[string][]string, error) {
	rows, err := s.db.Rows(ctx, `/* control.links */ select l.item, l.entry from evidence_proved l where l.known_from <= ? and (l.known_to is null or l.known_to > ?)`, at, at)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	links := map[string][]string{}
	for rows.Next() {
		var item, entry string
		if err := rows.Scan(&item, &entry); err != nil {
			return nil, err
		}
		links[item] = append(links[item], entry)
	}
	return links, rows.Err()
}
