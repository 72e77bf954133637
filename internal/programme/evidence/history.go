package evidence

import (
	"context"
	"time"

	"maillage/internal/db"
)

// knownAt chooses the line of evidence_known, or of evidence_proved, that holds a moment, which it takes twice.
func knownAt(alias string) string {
	return "(" + alias + ".known_from <= ? and (" + alias + ".known_to is null or " + alias + ".known_to > ?))"
}

// itemsAt reads pieces as they were known, with the columns of itemTables; provedAt counts the entries that they proved.
const itemsAt = `evidence_known i left join evidence_file r on r.id = i.redacted`

var provedAt = `(select count(*) from evidence_proved l where l.item = i.id and ` + knownAt("l") + `) as entries`

// remember closes what was known of a piece and writes down what is known from a moment on: nothing, for one that was withdrawn. The links of
// a withdrawn piece stay open, and prove nothing without it.
func (s store) remember(ctx context.Context, id string, at time.Time) error {
	for _, q := range []struct {
		query string
		args  []any
	}{
		{`/* evidence.forget */ update evidence_known set known_to = ? where id = ? and known_to is null`, []any{at, id}},
		{`/* evidence.forgetLinks */ update evidence_proved set known_to = ? where item = ? and known_to is null
			and not exists (select 1 from evidence_link l where l.item = evidence_proved.item and l.entry = evidence_proved.entry)`, []any{at, id}},
		// Two acts in one instant: what stood between them was never known.
		{`/* evidence.forgetInstant */ delete from evidence_known where id = ? and known_to <= known_from`, []any{id}},
		{`/* evidence.forgetInstantLinks */ delete from evidence_proved where item = ? and known_to <= known_from`, []any{id}},
		{`/* evidence.remember */ insert into evidence_known (id, known_from, version, kind, title, activity, link, sha256, size, type, filename, dated_on, state,
				added_at, record, captured_at, free, redacted, deliverable, published_on, published_link)
			select id, ?, version, kind, title, activity, link, sha256, size, type, filename, dated_on, state,
				added_at, record, captured_at, free, redacted, deliverable, published_on, published_link from evidence_item where id = ? and removed_at is null`, []any{at, id}},
		{`/* evidence.rememberLinks */ insert into evidence_proved (item, entry, known_from) select l.item, l.entry, ? from evidence_link l where l.item = ?
			and not exists (select 1 from evidence_proved p where p.item = l.item and p.entry = l.entry and p.known_to is null)`, []any{at, id}},
	} {
		if _, err := s.db.Exec(ctx, q.query, q.args...); err != nil {
			return err
		}
	}
	return nil
}

// ListAt lists all pieces as they were known at a moment, in the order of List.
func (s *Service) ListAt(ctx context.Context, at time.Time, limit int) ([]Item, error) {
	at = db.Now(at)
	var list []Item
	err := s.DB.All(ctx, &list, `/* evidence.listAt */ select `+itemColumns+`, `+provedAt+` from `+itemsAt+` where `+knownAt("i")+` order by i.activity, i.title, i.id limit ?`,
		at, at, at, at, limit)
	return list, err
}

// OfEntriesAt lists the pieces of some entries as they were known at a moment, by entry.
func (s *Service) OfEntriesAt(ctx context.Context, ids []string, at time.Time) (map[string][]Item, error) {
	if len(ids) == 0 {
		return map[string][]Item{}, nil
	}
	at = db.Now(at)
	var list []ofEntry
	err := s.DB.All(ctx, &list, `/* evidence.ofEntriesAt */ select `+itemColumns+`, l.entry from `+itemsAt+` join evidence_proved l on l.item = i.id and `+knownAt("l")+`
		where `+knownAt("i")+` and l.entry in (?) order by i.kind, i.title, i.id`, at, at, at, at, db.In(ids))
	return byEntry(list), err
}

// ofEntry is a piece with one entry that it proves.
type ofEntry struct {
	Item
	Entry string `bun:"entry"`
}

func byEntry(list []ofEntry) map[string][]Item {
	found := map[string][]Item{}
	for _, x := range list {
		found[x.Entry] = append(found[x.Entry], x.Item)
	}
	return found
}

// promisedAt lists the pieces of deliverables as they were known at a moment.
func (s store) promisedAt(ctx context.Context, at time.Time) ([]Item, error) {
	at = db.Now(at)
	var list []Item
	err := s.db.All(ctx, &list, `/* evidence.promisedAt */ select `+itemColumns+`, `+provedAt+` from `+itemsAt+` where i.deliverable <> '' and `+knownAt("i")+`
		order by i.dated_on, i.title, i.id`, at, at, at, at)
	return list, err
}

// forgotten lists the pieces whose history does not end as the piece or its links stand.
func (s store) forgotten(ctx context.Context) ([]Item, error) {
	var list []Item
	err := s.db.All(ctx, &list, `/* evidence.forgotten */ select i.id, i.title from evidence_item i left join evidence_known k on k.id = i.id and k.known_to is null
		where (i.removed_at is null) <> (k.id is not null)
			or k.version <> i.version or k.kind <> i.kind or k.title <> i.title or k.activity <> i.activity or k.sha256 <> i.sha256 or k.state <> i.state
			or i.removed_at is null and (exists (select 1 from evidence_link l where l.item = i.id
					and not exists (select 1 from evidence_proved p where p.item = l.item and p.entry = l.entry and p.known_to is null))
				or exists (select 1 from evidence_proved p where p.item = i.id and p.known_to is null
					and not exists (select 1 from evidence_link l where l.item = p.item and l.entry = p.entry)))
		order by i.id`)
	return list, err
}
