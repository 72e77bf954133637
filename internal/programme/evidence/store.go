package evidence

import (
	"context"
	"time"

	"maillage/internal/db"
)

type store struct{ db *db.DB }

const itemColumns = "i.id, i.version, i.kind, i.title, i.activity, i.link, i.sha256, i.size, i.type, i.filename, i.dated_on, i.state, i.added_at, i.record"

func (s store) save(ctx context.Context, i Item, entries []string) error {
	if _, err := s.db.Exec(ctx, `/* evidence.save */
		insert into evidence_item (id, version, kind, title, activity, link, sha256, size, type, filename, dated_on, state, added_at, record)
		values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		on conflict (id) do update set version = excluded.version, kind = excluded.kind, title = excluded.title, activity = excluded.activity, link = excluded.link,
			sha256 = excluded.sha256, size = excluded.size, type = excluded.type, filename = excluded.filename, dated_on = excluded.dated_on, state = excluded.state,
			added_at = excluded.added_at, removed_at = null`,
		i.ID, i.Version, i.Kind, i.Title, i.Activity, i.Link, i.SHA256, i.Size, i.Type, i.Filename, i.DatedOn, string(i.State), i.AddedAt, i.Record); err != nil {
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
	return links.Close()
}

func (s store) remove(ctx context.Context, id string, at time.Time) error {
	_, err := s.db.Exec(ctx, `/* evidence.remove */ update evidence_item set removed_at = ? where id = ?`, at, id)
	return err
}

func (s store) item(ctx context.Context, id string) (Item, error) {
	var i Item
	err := s.db.Get(ctx, &i, `/* evidence.item */ select `+itemColumns+`, (select count(*) from evidence_link l where l.item = i.id) as entries
		from evidence_item i where i.id = ? and i.removed_at is null`, id)
	return i, err
}

func (s store) entriesOf(ctx context.Context, id string) ([]string, error) {
	var list []string
	err := s.db.All(ctx, &list, `/* evidence.entriesOf */ select entry from evidence_link where item = ? order by entry`, id)
	return list, err
}

func (s store) list(ctx context.Context, activity string, limit int) ([]Item, error) {
	var list []Item
	err := s.db.All(ctx, &list, `/* evidence.list */ select `+itemColumns+`, (select count(*) from evidence_link l where l.item = i.id) as entries
		from evidence_item i where i.removed_at is null and (? = '' or i.activity = ? or i.activity like ?) order by i.activity, i.title, i.id limit ?`,
		activity, activity, activity+".%", limit)
	return list, err
}

func (s store) ofEntries(ctx context.Context, ids []string) (map[string][]Item, error) {
	found := map[string][]Item{}
	if len(ids) == 0 {
		return found, nil
	}
	var list []struct {
		Item
		Entry string `bun:"entry"`
	}
	err := s.db.All(ctx, &list, `/* evidence.ofEntries */ select `+itemColumns+`, l.entry from evidence_link l
		join evidence_item i on i.id = l.item and i.removed_at is null where l.entry in (?) order by i.kind, i.title`, db.In(ids))
	for _, x := range list {
		found[x.Entry] = append(found[x.Entry], x.Item)
	}
	return found, err
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
