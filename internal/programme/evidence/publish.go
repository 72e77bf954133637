package evidence

import (
	"context"
	"io"
	"path/filepath"

	"maillage/internal/db"
	"maillage/internal/kit/apperr"
	"maillage/internal/kit/blob"
)

// Redact keeps a copy of a piece that may be published: the original with what is private taken out. A later copy takes the place of an
// earlier one, which stays among the piece's files. Errors: not_found; conflict (no original is kept); invalid (too large, a type that is
// not taken, or the original itself); stale.
func (s *Service) Redact(ctx context.Context, id, filename string, content io.Reader, note string) (Item, error) {
	if _, err := s.Item(ctx, id); err != nil { // before anything is stored
		return Item{}, err
	}
	ref, err := s.Blobs.Put(ctx, content, MaxSize)
	if err != nil {
		return Item{}, err
	}
	filename = filepath.Base(filepath.FromSlash(filename))
	if !blob.IsEvidence(ref.Type) {
		return Item{}, wrongType(filename, ref.Type)
	}
	f, err := s.newFile(ctx, id, Copied, ref, filename)
	if err != nil {
		return Item{}, err
	}
	f.Note = note
	return s.change(ctx, id, "redacted", f.SHA256, func(ctx context.Context, item *Item) error {
		switch {
		case item.State != Stored:
			return noOriginal()
		case item.SHA256 == f.SHA256:
			return sameFile()
		}
		item.Redacted = f.ID
		return store{s.DB}.addFile(ctx, f)
	})
}

// Free lets the original of a piece be published as it is. Errors: not_found, conflict (no original is kept), stale.
func (s *Service) Free(ctx context.Context, id string) (Item, error) {
	return s.change(ctx, id, "freed", "", func(_ context.Context, item *Item) error {
		if item.State != Stored {
			return noOriginal()
		}
		item.Free = true
		return nil
	})
}

// Withhold takes the leave to publish back, that of the original and that of its copy; the copy stays among the piece's files.
// Errors: not_found, stale.
func (s *Service) Withhold(ctx context.Context, id string) (Item, error) {
	return s.change(ctx, id, "withheld", "", func(_ context.Context, item *Item) error {
		item.Free, item.Redacted = false, ""
		return nil
	})
}

// change does one act on a piece, in one transaction with its line in the audit trail.
func (s *Service) change(ctx context.Context, id, verb, detail string, act func(context.Context, *Item) error) (Item, error) {
	var item Item
	err := s.DB.Tx(ctx, func(ctx context.Context) (err error) {
		st := store{s.DB}
		if item, err = s.Item(ctx, id); err != nil {
			return err
		}
		if err := act(ctx, &item); err != nil {
			return err
		}
		written, err := st.replace(ctx, item, db.Now(s.Now()))
		if err != nil {
			return err
		}
		if !written {
			return stale()
		}
		if err := s.record(ctx, verb, id, detail); err != nil {
			return err
		}
		item, err = st.item(ctx, id)
		return err
	})
	return item, err
}

// OpenPublishable opens the one file of a piece that may be published, for reading; Publishable tells its name. Errors: not_found when there
// is none.
func (s *Service) OpenPublishable(ctx context.Context, item Item) (io.ReadCloser, int64, error) {
	sha, _, ok := item.Publishable()
	if !ok {
		return nil, 0, apperr.New(apperr.NotFound, "evidence.not_publishable", "Rien de cette pièce n’est publiable : elle n’a pas de copie caviardée, et son original n’est pas libéré.",
			"Nothing of this piece may be published: it has no redacted copy, and its original was not freed.")
	}
	return s.Blobs.Open(ctx, sha)
}

func stale() error {
	return apperr.New(apperr.Stale, "evidence.stale", "La pièce a été modifiée entre-temps. Recommencez.", "The piece was changed meanwhile. Try again.")
}

func noOriginal() error {
	return apperr.New(apperr.Conflict, "evidence.no_original", "Cette pièce n’a pas de fichier conservé : capturez ou joignez d’abord l’original.",
		"No file of this piece is kept: capture or add the original first.")
}

func sameFile() error {
	return apperr.New(apperr.Invalid, "evidence.same_file", "La copie caviardée est l’original lui-même. Si rien n’est à masquer, dites la pièce publiable telle quelle.",
		"The redacted copy is the original itself. If nothing has to be hidden, say that the piece may be published as it is.")
}
