package ledger

import (
	"context"
	"fmt"
	"sort"
	"strings"
	"time"

	"maillage/internal/db"
	"maillage/internal/kit/actor"
	"maillage/internal/kit/apperr"
	"maillage/internal/kit/audit"
	"maillage/internal/kit/chain"
	"maillage/internal/kit/importer"
	"maillage/internal/programme/agreement"
	"maillage/internal/register/territory"
)

// Service holds the verbs of the ledger.
type Service struct {
	DB         *db.DB
	Trail      *audit.Trail
	Agreements *agreement.Service
	Gazetteer  *territory.Gazetteer
	Importer   *importer.Engine
	Now        func() time.Time
}

// deriver prepares the reading of rows of one nature, "" when a column says it.
func (s *Service) deriver(ctx context.Context, kind string) (*deriver, error) {
	a, err := s.Agreements.Current(ctx)
	if err != nil {
		return nil, err
	}
	return &deriver{
		agreement: a, kind: kind, codes: kindCodes(a), period: a.Programme.Start + ".." + a.Programme.End,
		places: &places{gazetteer: s.Gazetteer, region: a.Programme.Region, known: a.Programme.Communes},
	}, nil
}

// writer appends versions to the chain, inside one transaction.
type writer struct {
	s       *Service
	head    chain.Head
	at      time.Time
	who     string
	entries *db.Bulk
	also    *db.Bulk
	tags    *db.Bulk
	cells   tally
}

// begin locks the chain. Versions written in one transaction carry one time, later than any before it, so that what was known at a
// moment is never half a batch.
func (s *Service) begin(ctx context.Context) (*writer, error) {
	head, err := chain.Lock(ctx, s.DB, "ledger")
	if err != nil {
		return nil, err
	}
	at := db.Now(s.Now())
	if last, err := (store{s.DB}).lastKnownFrom(ctx, head.Seq); err != nil {
		return nil, err
	} else if !at.After(last) {
		at = last.Add(time.Microsecond)
	}
	return &writer{
		s: s, head: head, at: at, who: actor.From(ctx),
		entries: s.DB.Bulk(ctx, "entry", entryColumns...),
		also:    s.DB.Bulk(ctx, "entry_also", "entry", "activity"),
		tags:    s.DB.Bulk(ctx, "entry_tag", "entry", "tag"),
		cells:   tally{},
	}, nil
}

// append writes a new version. A removed one is closed at once, so that it is history and never current.
func (w *writer) append(e *Entry) error {
	e.KnownFrom, e.Actor = w.at, w.who
	e.seal(w.head)
	w.head = chain.Head{Seq: e.Seq, Hash: e.Hash}
	if e.Act == "removed" {
		e.KnownTo = &w.at
	}
	if err := w.entries.Add(e.values()...); err != nil || e.Act == "removed" {
		return err
	}
	w.cells.add(&e.Content, 1)
	for _, number := range e.Alsos() {
		if err := w.also.Add(e.ID, number); err != nil {
			return err
		}
	}
	for _, tag := range e.TagList() {
		if err := w.tags.Add(e.ID, tag); err != nil {
			return err
		}
	}
	return nil
}

// flush sends what is queued, before a statement that must see it.
func (w *writer) flush() error {
	for _, b := range []*db.Bulk{w.entries, w.also, w.tags} {
		if err := b.Flush(); err != nil {
			return err
		}
	}
	return nil
}

// end sends the rest and moves the head of the chain.
func (w *writer) end(ctx context.Context) error {
	for _, b := range []*db.Bulk{w.entries, w.also, w.tags} {
		if err := b.Close(); err != nil {
			return err
		}
	}
	if err := (store{w.s.DB}).addCells(ctx, w.cells); err != nil {
		return err
	}
	return chain.Save(ctx, w.s.DB, "ledger", w.head)
}

// supersede closes the current version and writes the next one.
func (w *writer) supersede(ctx context.Context, current Entry, next Content, act string) error {
	if err := w.flush(); err != nil {
		return err
	}
	if err := (store{w.s.DB}).closeVersion(ctx, current, w.at); err != nil {
		return err
	}
	w.cells.add(&current.Content, -1)
	return w.append(&Entry{ID: current.ID, Version: current.Version + 1, Act: act, Content: next})
}

// settle makes the entries of one record equal to contents: unchanged ones stay, others get a version, missing ones are removed.
func (w *writer) settle(ctx context.Context, record string, contents []Content, act string, known known) (touched int, err error) {
	versions, mentioned := known.of(record), known.mentioned
	for i, c := range contents {
		id := entryID(record, i)
		c.Source = record
		c.Also = withMentions(c, mentioned[id])
		last, was := versions[id]
		switch {
		case !was:
			err = w.append(&Entry{ID: id, Version: 1, Act: "recorded", Content: c})
		case last.KnownTo != nil:
			err = w.append(&Entry{ID: id, Version: last.Version + 1, Act: "restored", Content: c})
		case last.Content.same(c):
			delete(versions, id)
			continue
		default:
			err = w.supersede(ctx, last, c, act)
		}
		if err != nil {
			return touched, err
		}
		touched++
		delete(versions, id)
	}
	n, err := w.removeAll(ctx, versions)
	return touched + n, err
}

func (w *writer) removeAll(ctx context.Context, versions map[string]Entry) (touched int, err error) {
	for _, last := range versions {
		if last.KnownTo != nil {
			continue
		}
		if err := w.supersede(ctx, last, last.Content, "removed"); err != nil {
			return touched, err
		}
		touched++
	}
	return touched, nil
}

// entryID names the n-th entry of a record; the first has the record's own id.
func entryID(record string, n int) string {
	if n == 0 {
		return record
	}
	return fmt.Sprintf("%s-%d", record, n+1)
}

// withMentions adds the activities of the places that tell the entry again.
func withMentions(c Content, activities []string) string {
	all := split(c.Also)
	for _, number := range activities {
		if number != "" && number != c.Activity {
			all = append(all, number)
		}
	}
	return joinSorted(all)
}

// AgreementReplaced attributes every entry anew under a new agreement. app connects it to agreement.Service. Errors: conflict when the new
// agreement drops an activity or a nature that entries have.
func (s *Service) AgreementReplaced(ctx context.Context, before, after *agreement.Agreement) error {
	if before == nil {
		return nil
	}
	used, err := store{s.DB}.usedActivitiesAndKinds(ctx)
	if err != nil {
		return err
	}
	var missing []string
	for _, u := range used {
		_, activity := after.Activity(u.Activity)
		_, kind := after.Kind(u.Kind)
		if u.Activity != "" && !activity {
			missing = append(missing, u.Activity)
		}
		if !kind {
			missing = append(missing, u.Kind)
		}
	}
	if len(missing) > 0 {
		sort.Strings(missing)
		list := strings.Join(missing, ", ")
		return apperr.Newf(apperr.Conflict, "agreement.used", "La nouvelle convention supprime ce qui porte des réalisations : %s. Désactivez par un avenant au lieu de supprimer.",
			"The new agreement drops what entries belong to: %s. Deactivate by an amendment instead.", list)
	}
	_, err = s.rebuild(ctx, "attributed")
	return err
}

// ByReference returns the ids of the current entries of the row with a reference: several when its days are entries of their own.
// Errors: not_found.
func (s *Service) ByReference(ctx context.Context, reference string) ([]string, error) {
	first, err := store{s.DB}.entryByReference(ctx, reference)
	if err != nil {
		return nil, err
	}
	known, err := store{s.DB}.known(ctx, first, first)
	if err != nil {
		return nil, err
	}
	var ids []string
	for id, e := range known.of(first) {
		if e.KnownTo == nil {
			ids = append(ids, id)
		}
	}
	sort.Strings(ids)
	return ids, nil
}
