package evidence

import (
	"context"
	"time"

	"maillage/internal/db"
)

type store struct{ db *db.DB }

const itemColumns = `i.id, i.version, i.kind, i.title, i.activity, i.link, i.sha256, i.size, i.type, i.filename, i.dated_on, i.state, i.added_at, i.record,
	i.captured_at, i.free, i.redacted, i.deliverable, i.published_on, i.published_link,
	coalesce(r.sha256, '') as redacted_sha256, coalesce(r.filename, '') as redacted_filename, coalesce(r.type, '') as redacted_type`

const proved = `(select count(*) from evidence_link l where l.item = i.id) as entries`

const itemTables = `evidence_item i left join evidence_file r on r.id = i.redacted`

func (s store) save(ctx context.Context, i Item, entries []string) error {
	if _, err := s.db.Exec(ctx, `/* evidence.save */
		insert into evidence_item (id, version, kind, title, activity, link, sha256, size, type, filename, dated_on, state, added_at, record,
			captured_at, free, redacted, deliverable, published_on, published_link)
		values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		on conflict (id) do update set version = excluded.version, kind = excluded.kind, title = excluded.title, activity = excluded.activity, link = excluded.link,
			sha256 = excluded.sha256, size = excluded.size, type = excluded.type, filename = excluded.filename, dated_on = excluded.dated_on, state = excluded.state,
			added_at = excluded.added_at, removed_at = null, captured_at = excluded.captured_at, free = excluded.free, redacted = excluded.redacted,
			deliverable = excluded.deliverable, published_on = excluded.published_on, published_link = excluded.published_link`,
		i.ID, i.Version, i.Kind, i.Title, i.Activity, i.Link, i.SHA256, i.Size, i.Type, i.Filename, i.DatedOn, string(i.State), i.AddedAt, i.Record,
		i.CapturedAt, i.Free, i.Redacted, i.Deliverable, i.PublishedOn, i.PublishedLink); err != nil {
		return err
	}
	if _, err := s.db.Exec(ctx, `/* evidence.unlink */ delete from evidence_link where item = ?`, i.ID); err != nil {
		return err
	}
	links := s.db.Bulk(ctx, "evidence_link", "item", "entry", "added_at")
	for _, id := range entries {
		if err := links.Add(i.ID, id, i.AddedAt); err != nil {
			return err
		}
	}
	if err := links.Close(); err != nil {
		return err
	}
	return s.remember(ctx, i.ID, i.AddedAt)
}

// replace writes what a verb changed of an item at a moment, if nobody changed it meanwhile; it says whether it did.
func (s store) replace(ctx context.Context, i Item, at time.Time) (bool, error) {
	n, err := s.db.Exec(ctx, `/* evidence.replace */
		update evidence_item set version = version + 1, sha256 = ?, size = ?, type = ?, filename = ?, state = ?, captured_at = ?, free = ?, redacted = ?
		where id = ? and version = ? and removed_at is null`,
		i.SHA256, i.Size, i.Type, i.Filename, string(i.State), i.CapturedAt, i.Free, i.Redacted, i.ID, i.Version)
	if err != nil || n == 0 {
		return false, err
	}
	return true, s.remember(ctx, i.ID, at)
}

func (s store) remove(ctx context.Context, id string, at time.Time) error {
	if _, err := s.db.Exec(ctx, `/* evidence.remove */ update evidence_item set removed_at = ? where id = ?`, at, id); err != nil {
		return err
	}
	return s.remember(ctx, id, at)
}

func (s store) item(ctx context.Context, id string) (Item, error) {
	var i Item
	err := s.db.Get(ctx, &i, `/* evidence.item */ select `+itemColumns+`, `+proved+` from `+itemTables+` where i.id = ? and i.removed_at is null`, id)
	return i, err
}

func (s store) entriesOf(ctx context.Context, id string) ([]string, error) {
	var list []string
	err := s.db.All(ctx, &list, `/* evidence.entriesOf */ select entry from evidence_link where item = ? order by entry`, id)
	return list, err
}

func (s store) list(ctx context.Context, activity string, limit int) ([]Item, error) {
	var list []Item
	err := s.db.All(ctx, &list, `/* evidence.list */ select `+itemColumns+`, `+proved+`
		from `+itemTables+` where i.removed_at is null and (? = '' or i.activity = ? or i.activity like ?) order by i.activity, i.title, i.id limit ?`,
		activity, activity, activity+".%", limit)
	return list, err
}

func (s store) ofEntries(ctx context.Context, ids []string) (map[string][]Item, error) {
	if len(ids) == 0 {
		return map[string][]Item{}, nil
	}
	var list []ofEntry
	err := s.db.All(ctx, &list, `/* evidence.ofEntries */ select `+itemColumns+`, l.entry from `+itemTables+`
		join evidence_link l on l.item = i.id where i.removed_at is null and l.entry in (?) order by i.kind, i.title, i.id`, db.In(ids))
	return byEntry(list), err
}

// filed lists the codes of the deliverables that pieces are filed under.
func (s store) filed(ctx context.Context) ([]string, error) {
	var list []string
	err := s.db.All(ctx, &list, `/* evidence.filed */ select distinct i.deliverable from evidence_item i where i.removed_at is null and i.deliverable <> '' order by i.deliverable`)
	return list, err
}

// kept lists the pieces whose file is kept, those that were withdrawn too.
func (s store) kept(ctx context.Context, limit, offset int) ([]withdrawn, error) {
	var list []withdrawn
	err := s.db.All(ctx, &list, `/* evidence.kept */ select `+itemColumns+`, i.removed_at, `+proved+`
		from `+itemTables+` where i.state = 'stored' order by i.activity, i.title, i.id limit ? offset ?`, limit, offset)
	return list, err
}

func (s store) holes(ctx context.Context, funder string) ([]Hole, error) {
	var list []Hole
	err := s.db.All(ctx, &list, `/* evidence.holes */
		with counted as (
			select e.activity, count(*) as n from entry e
			where e.known_to is null and e.state in ('held', 'in_progress', 'completed', 'abandoned') and (? = '' or e.funder = ?) group by e.activity
		), proved as (
			select e.activity, i.kind, i.state, count(distinct e.id) as n from evidence_link l
			join evidence_item i on i.id = l.item and i.removed_at is null
			join entry e on e.id = l.entry and e.known_to is null and e.state in ('held', 'in_progress', 'completed', 'abandoned') and (? = '' or e.funder = ?)
			group by e.activity, i.kind, i.state
		)
		select r.activity, r.kind, coalesce(c.n, 0) as need, coalesce(p.n, 0) as have, coalesce(q.n, 0) as announced
		from activity_evidence r
		join activity a on a.number = r.activity
		left join counted c on c.activity = r.activity
		left join proved p on p.activity = r.activity and p.kind = r.kind and p.state = 'stored'
		left join proved q on q.activity = r.activity and q.kind = r.kind and q.state = 'not_captured'
		order by a.position, r.kind`, funder, funder, funder, funder)
	return list, err
}
