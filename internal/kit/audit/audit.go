// Package audit keeps the trail of every change of state: who did what to what, when, with the digest of the result. The trail is a hash
// chain; a digest lets `maillage doctor` see that a row was changed behind the program's back.
package audit

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"
	"time"

	"maillage/internal/db"
	"maillage/internal/kit/actor"
	"maillage/internal/kit/chain"
)

// Event is one line of the trail.
type Event struct {
	Seq      int64     `bun:"seq"`
	At       time.Time `bun:"at"`
	Actor    string    `bun:"actor"`
	Verb     string    `bun:"verb"`      // "imported", "undone", "published": what was done
	Object   string    `bun:"object"`    // "agreement", "batch", "evidence": what kind of thing
	ObjectID string    `bun:"object_id"` // which one; "" for the only one
	Digest   string    `bun:"digest"`    // SHA-256 of the thing after the change, "" when the thing has its own chain
	Detail   string    `bun:"detail"`
	PrevHash string    `bun:"prev_hash"`
	Hash     string    `bun:"hash"`
}

// Trail writes and reads events.
type Trail struct {
	DB  *db.DB
	Now func() time.Time
}

// content is what the hash of an event covers.
func (e Event) content() []byte {
	b, err := json.Marshal([]any{e.Seq, e.At.UnixMicro(), e.Actor, e.Verb, e.Object, e.ObjectID, e.Digest, e.Detail})
	if err != nil {
		panic(err) // strings and numbers always marshal
	}
	return b
}

// Digest is the SHA-256 of a value's JSON; the value's types must have a stable order of fields.
func Digest(v any) (string, error) {
	b, err := json.Marshal(v)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:]), nil
}

// Record writes an event in the transaction of the change that it tells.
func (t *Trail) Record(ctx context.Context, verb, object, id, digest, detail string) error {
	head, err := chain.Lock(ctx, t.DB, "audit")
	if err != nil {
		return err
	}
	e := Event{
		Seq: head.Seq + 1, At: db.Now(t.Now()), Actor: actor.From(ctx), Verb: verb,
		Object: object, ObjectID: id, Digest: digest, Detail: detail, PrevHash: head.Hash,
	}
	head = head.Next(e.content())
	_, err = t.DB.Exec(ctx, `/* audit.record */
		insert into audit (seq, at, actor, verb, object, object_id, digest, detail, prev_hash, hash) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		e.Seq, e.At, e.Actor, e.Verb, e.Object, e.ObjectID, e.Digest, e.Detail, e.PrevHash, head.Hash)
	if err != nil {
		return err
	}
	return chain.Save(ctx, t.DB, "audit", head)
}

// Of returns the events of one thing, newest first.
func (t *Trail) Of(ctx context.Context, object, id string) ([]Event, error) {
	var events []Event
	err := t.DB.All(ctx, &events, `/* audit.of */
		select seq, at, actor, verb, object, object_id, digest, detail, prev_hash, hash
		from audit where object = ? and object_id = ? order by seq desc limit 200`, object, id)
	return events, err
}

// Page returns a part of the whole trail, newest first, and how many events it has.
func (t *Trail) Page(ctx context.Context, limit, offset int) (events []Event, total int, err error) {
	if err = t.DB.Get(ctx, &total, `/* audit.count */ select count(*) from audit`); err != nil {
		return nil, 0, err
	}
	err = t.DB.All(ctx, &events, `/* audit.page */
		select seq, at, actor, verb, object, object_id, digest, detail, prev_hash, hash from audit order by seq desc limit ? offset ?`, limit, offset)
	return events, total, err
}

// Between returns the events from a moment up to another, which is left out, newest first, at most limit.
func (t *Trail) Between(ctx context.Context, from, to time.Time, limit int) ([]Event, error) {
	var events []Event
	err := t.DB.All(ctx, &events, `/* audit.between */
		select seq, at, actor, verb, object, object_id, digest, detail, prev_hash, hash
		from audit where at >= ? and at < ? order by seq desc limit ?`, db.Now(from), db.Now(to), limit)
	return events, err
}

// Years counts the events of each year, in universal time. A year without any is left out.
func (t *Trail) Years(ctx context.Context) (map[int]int, error) {
	var ends []struct{ At time.Time }
	err := t.DB.All(ctx, &ends, `/* audit.ends */
		select at from audit where seq in ((select min(seq) from audit), (select max(seq) from audit)) order by seq`)
	if err != nil || len(ends) == 0 {
		return nil, err
	}
	var parts []string
	var args []any
	for year := ends[0].At.UTC().Year(); year <= ends[len(ends)-1].At.UTC().Year(); year++ {
		parts = append(parts, "/* audit.years */ select ? as year, count(*) as n from audit where at >= ? and at < ?")
		args = append(args, year, time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(year+1, 1, 1, 0, 0, 0, 0, time.UTC))
	}
	var counted []struct{ Year, N int }
	err = t.DB.All(ctx, &counted, strings.Join(parts, " union all "), args...)
	years := map[int]int{}
	for _, c := range counted {
		if c.N > 0 {
			years[c.Year] = c.N
		}
	}
	return years, err
}

// LastDigests returns, for one kind of thing, the digest each had after its last change.
func (t *Trail) LastDigests(ctx context.Context, object string) (map[string]string, error) {
	var events []Event
	err := t.DB.All(ctx, &events, `/* audit.lastDigests */
		select object_id, digest, seq from audit where object = ? order by seq`, object)
	last := make(map[string]string, len(events))
	for _, e := range events {
		last[e.ObjectID] = e.Digest
	}
	return last, err
}

// Verify reads the whole trail and returns the numbers of the events that do not fit the chain, and whether the end is missing.
func (t *Trail) Verify(ctx context.Context) (broken []int64, err error) {
	var events []Event
	err = t.DB.All(ctx, &events, `/* audit.verify */
		select seq, at, actor, verb, object, object_id, digest, detail, prev_hash, hash from audit order by seq`)
	if err != nil {
		return nil, err
	}
	head := chain.Head{}
	for _, e := range events {
		want := chain.Head{Seq: e.Seq - 1, Hash: e.PrevHash}.Next(e.content())
		if e.Seq != head.Seq+1 || e.PrevHash != head.Hash || e.Hash != want.Hash {
			broken = append(broken, e.Seq)
		}
		head = chain.Head{Seq: e.Seq, Hash: e.Hash}
	}
	end, err := chain.Read(ctx, t.DB, "audit")
	if err == nil && end != head {
		broken = append(broken, end.Seq)
	}
	return broken, err
}
