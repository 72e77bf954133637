package evidence

import (
	"context"
	"database/sql"
	"iter"
	"time"

	"maillage/internal/db"
)

// Proving is a piece with the ids of the entries that it proves.
type Proving struct {
	Item
	Proves []string
}

// Each streams the pieces as they were known at a moment, zero for now, in the order of activities and titles.
func (s *Service) Each(ctx context.Context, asOf time.Time) iter.Seq2[Proving, error] {
	return func(yield func(Proving, error) bool) {
		if asOf.IsZero() {
			asOf = s.Now()
		}
		at := db.Now(asOf)
		rows, err := s.DB.Rows(ctx, `/* evidence.each */
			select i.id, i.version, i.kind, i.title, i.activity, i.link, i.sha256, i.size, i.type, i.filename, i.dated_on, i.state, i.added_at, l.entry
			from evidence_known i left join evidence_proved l on l.item = i.id and `+knownAt("l")+`
			where `+knownAt("i")+` order by i.activity, i.title, i.id, l.entry`, at, at, at, at)
		if err != nil {
			yield(Proving{}, err)
			return
		}
		defer func() { _ = rows.Close() }()
		var piece Proving
		for rows.Next() {
			next, entry, err := scanProving(rows)
			if err != nil {
				yield(Proving{}, err)
				return
			}
			if next.ID != piece.ID {
				if piece.ID != "" && !yield(piece, nil) {
					return
				}
				piece = next
			}
			if entry != "" {
				piece.Proves = append(piece.Proves, entry)
				piece.Entries++
			}
		}
		if err := rows.Err(); err != nil {
			yield(Proving{}, err)
			return
		}
		if piece.ID != "" {
			yield(piece, nil)
		}
	}
}

// scanProving reads a piece with one of its links; entry is "" when it has none.
func scanProving(rows *sql.Rows) (p Proving, entry string, err error) {
	var id sql.NullString
	err = rows.Scan(&p.ID, &p.Version, &p.Kind, &p.Title, &p.Activity, &p.Link, &p.SHA256, &p.Size, &p.Type, &p.Filename, &p.DatedOn, &p.State, &p.AddedAt, &id)
	return p, id.String, err
}
