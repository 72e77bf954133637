package evidence

import (
	"context"
	"database/sql"
	"iter"
	"time"
)

// Proving is a piece with the ids of the entries that it proves.
type Proving struct {
	Item
	Proves []string
}

// Each streams the pieces as they were known at a moment, zero for now, in the order of activities and titles.
func (s *Service) Each(ctx context.Context, asOf time.Time) iter.Seq2[Proving, error] {
	return func(yield func(Proving, error) bool) {
		rows, err := s.DB.Rows(ctx, `/* evidence.each */
			select i.id, i.version, i.kind, i.title, i.activity, i.link, i.sha256, i.size, i.type, i.filename, i.dated_on, i.state, i.added_at, l.entry, l.added_at
			from evidence_item i left join evidence_link l on l.item = i.id where i.removed_at is null order by i.activity, i.title, i.id, l.entry`)
		if err != nil {
			yield(Proving{}, err)
			return
		}
		defer func() { _ = rows.Close() }()
		known := func(at time.Time) bool { return asOf.IsZero() || !at.After(asOf) }
		var piece Proving
		for rows.Next() {
			next, entry, linked, err := scanProving(rows)
			if err != nil {
				yield(Proving{}, err)
				return
			}
			if next.ID != piece.ID {
				if piece.ID != "" && known(piece.AddedAt) && !yield(piece, nil) {
					return
				}
				piece = next
			}
			if entry != "" && known(linked) {
				piece.Proves = append(piece.Proves, entry)
				piece.Entries++
			}
		}
		if err := rows.Err(); err != nil {
			yield(Proving{}, err)
			return
		}
		if piece.ID != "" && known(piece.AddedAt) {
			yield(piece, nil)
		}
	}
}

// scanProving reads a piece with one of its links; entry is "" when it has none.
func scanProving(rows *sql.Rows) (p Proving, entry string, linked time.Time, err error) {
	var id sql.NullString
	var at sql.NullTime
	err = rows.Scan(&p.ID, &p.Version, &p.Kind, &p.Title, &p.Activity, &p.Link, &p.SHA256, &p.Size, &p.Type, &p.Filename, &p.DatedOn, &p.State, &p.AddedAt, &id, &at)
	return p, id.String, at.Time, err
}
