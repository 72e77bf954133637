package ledger

import (
	"context"

	"maillage/internal/kit/apperr"
	"maillage/internal/kit/importer"
)

// Rebuild derives every entry again from the records that it comes from and makes the ledger equal to that. It returns how many entries
// differed: none, unless the agreement or a rule changed or somebody wrote in the database behind the program's back.
func (s *Service) Rebuild(ctx context.Context) (differed int, err error) {
	err = s.DB.Tx(ctx, func(ctx context.Context) error {
		if differed, err = s.rebuild(ctx, "corrected"); err != nil {
			return err
		}
		if differed > 0 {
			return s.Trail.Record(ctx, "rebuilt", "ledger", "", "", "")
		}
		return nil
	})
	return differed, err
}

// rebuild runs in a transaction. Mentions come first, since entries take activities from them; what is only derived from the entries, their
// look-up tables and sums, is thrown away and made again.
func (s *Service) rebuild(ctx context.Context, act string) (int, error) {
	kinds, err := s.Importer.Kinds(ctx)
	if err != nil {
		return 0, err
	}
	if err := (store{s.DB}).dropAllMentions(ctx); err != nil {
		return 0, err
	}
	if err := s.eachRow(ctx, kinds, s.mentionAgain); err != nil {
		return 0, err
	}
	w, err := s.begin(ctx)
	if err != nil {
		return 0, err
	}
	touched := 0
	err = s.eachRow(ctx, kinds, func(ctx context.Context, changes []importer.Change) error {
		n, err := w.rederive(ctx, changes, act)
		touched += n
		return err
	})
	if err != nil {
		return 0, err
	}
	n, err := w.removeOrphans(ctx)
	if err != nil {
		return 0, err
	}
	if err := w.end(ctx); err != nil {
		return 0, err
	}
	return touched + n, store{s.DB}.deriveAgain(ctx)
}

// eachRow hands the kept rows of entries to fn, many at a time.
func (s *Service) eachRow(ctx context.Context, kinds []string, fn func(context.Context, []importer.Change) error) error {
	for _, code := range kinds {
		t, err := s.Target(ctx, code)
		if apperr.CodeOf(err) == apperr.NotFound {
			continue // rows of another room
		}
		if err != nil {
			return err
		}
		if err := s.Importer.Replay(ctx, t, func(changes []importer.Change) error { return fn(ctx, changes) }); err != nil {
			return err
		}
	}
	return nil
}

// mentionAgain writes what rows say of entries recorded elsewhere; a row whose entry was taken back since says nothing.
func (s *Service) mentionAgain(ctx context.Context, changes []importer.Change) error {
	for _, c := range changes {
		d, _ := c.Payload.(draft)
		if d.mention == nil {
			continue
		}
		id, err := store{s.DB}.entryByReference(ctx, d.mention.sameAs)
		if apperr.CodeOf(err) == apperr.NotFound {
			continue
		}
		if err != nil {
			return err
		}
		if err := (store{s.DB}).addMention(ctx, id, c.Record, d.mention); err != nil {
			return err
		}
	}
	return nil
}

// rederive settles many records, whose ids rise, with two queries for all of them.
func (w *writer) rederive(ctx context.Context, changes []importer.Change, act string) (touched int, err error) {
	known, err := store{w.s.DB}.known(ctx, changes[0].Record, changes[len(changes)-1].Record)
	if err != nil {
		return 0, err
	}
	for _, c := range changes {
		d, _ := c.Payload.(draft)
		if d.mention != nil {
			continue
		}
		for i := range d.contents {
			d.contents[i].Batch = c.Batch
		}
		n, err := w.settle(ctx, c.Record, d.contents, act, known)
		if err != nil {
			return touched, err
		}
		touched += n
	}
	return touched, nil
}

// removeOrphans takes out entries whose record is not there.
func (w *writer) removeOrphans(ctx context.Context) (int, error) {
	if err := w.flush(); err != nil {
		return 0, err
	}
	orphans, err := store{w.s.DB}.orphans(ctx)
	if err != nil {
		return 0, err
	}
	versions := map[string]Entry{}
	for _, e := range orphans {
		versions[e.ID] = e
	}
	return w.removeAll(ctx, versions)
}

// ownAlso is what the entry's own row says that it also serves, without its mentions.
func (s *Service) ownAlso(ctx context.Context, d *deriver, e Entry) (string, error) {
	row, err := s.Importer.Row(ctx, e.Source)
	if err != nil {
		return "", err
	}
	own := *d
	own.kind = e.Kind
	derived, _ := own.derive(row)
	for i, c := range derived.contents {
		if entryID(e.Source, i) == e.ID {
			return c.Also, nil
		}
	}
	return "", nil
}
