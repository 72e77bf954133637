package evidence

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"maillage/internal/db"
	"maillage/internal/kit/apperr"
	"maillage/internal/kit/audit"
	"maillage/internal/kit/blob"
	"maillage/internal/kit/importer"
	"maillage/internal/programme/agreement"
	"maillage/internal/programme/ledger"
)

// Service holds the verbs of evidence.
type Service struct {
	DB         *db.DB
	Trail      *audit.Trail
	Agreements *agreement.Service
	Ledger     *ledger.Service
	Blobs      blob.Store
	Fetch      Fetcher       // nil: this installation may not ask the web
	Pause      time.Duration // between two requests to one host when links are checked
	Now        func() time.Time
}

// save adds, replaces or withdraws the item of one imported row.
func (s *Service) save(ctx context.Context, c importer.Change, p payload) error {
	if c.Act == importer.Removed {
		return s.withdraw(ctx, c.Record)
	}
	st := store{s.DB}
	item := p.item
	item.ID, item.Record, item.Version, item.AddedAt = c.Record, c.Record, 1, db.Now(s.Now())
	before, err := st.item(ctx, item.ID)
	if err == nil {
		item.Version = before.Version + 1
	}
	added, err := s.attach(ctx, &item, before, p)
	if err != nil {
		return err
	}
	if err := st.save(ctx, item, p.entries); err != nil {
		return err
	}
	for _, f := range added {
		if err := st.addFile(ctx, f); err != nil {
			return err
		}
	}
	return s.record(ctx, "added", item.ID, item.Title)
}

// attach gives the item its file and its redacted copy: those beside the row, else those kept for it. It returns those that are new; they
// are written after the item that they belong to.
func (s *Service) attach(ctx context.Context, item *Item, before Item, p payload) (added []File, err error) {
	kept, err := store{s.DB}.files(ctx, item.ID)
	if err != nil {
		return nil, err
	}
	one := func(origin Origin, b beside) (File, error) {
		if b.path == "" {
			return keptAs(kept, origin, b)
		}
		f, err := s.keep(ctx, item.ID, origin, b)
		added = append(added, f)
		return f, err
	}
	if p.file.name != "" {
		f, err := one(Imported, p.file)
		if err != nil {
			return nil, err
		}
		item.take(f)
	} else if f, ok := last(kept, func(f File) bool { return f.Origin == Captured && f.Link == item.Link }); ok && item.Link != "" {
		item.take(f)
	}
	if p.redacted.name != "" {
		f, err := one(Copied, p.redacted)
		if err != nil {
			return nil, err
		}
		if f.SHA256 == item.SHA256 {
			return nil, sameFile()
		}
		item.Redacted = f.ID
	}
	item.inherit(before)
	return added, nil
}

// keptAs finds the file of a row that comes back after an undo.
func keptAs(kept []File, origin Origin, b beside) (File, error) {
	name := filepath.Base(b.name)
	f, ok := last(kept, func(f File) bool { return f.Origin == origin && f.Filename == name })
	if !ok {
		return f, apperr.Newf(apperr.Conflict, "evidence.file_gone", "Le fichier « %s » de la version précédente n’est plus connu : importez-le de nouveau au lieu d’annuler.",
			"The file “%s” of the version before is no longer known: import it again instead of undoing.", name)
	}
	return f, nil
}

// keep stores a file and writes down what it is.
func (s *Service) keep(ctx context.Context, item string, origin Origin, b beside) (File, error) {
	f, err := os.Open(b.path)
	if err != nil {
		return File{}, err
	}
	defer func() { _ = f.Close() }()
	ref, err := s.Blobs.Put(ctx, f, MaxSize)
	if err != nil {
		return File{}, err
	}
	name := filepath.Base(b.path)
	if !blob.IsEvidence(ref.Type) {
		return File{}, wrongType(name, ref.Type)
	}
	return s.newFile(ctx, item, origin, ref, name)
}

func wrongType(name, mediaType string) error {
	return apperr.Newf(apperr.Invalid, "evidence.type", "Le fichier « %s » est de type %s, qui n’est pas accepté comme pièce.",
		"The file “%s” is of type %s, which is not taken as evidence.", name, mediaType)
}

// withdraw takes a piece out of what proves entries. Its row and its files stay: an auditor may ask what was handed in and why it is no longer
// shown, and the line in the audit trail says until when they have to be kept.
func (s *Service) withdraw(ctx context.Context, id string) error {
	st := store{s.DB}
	item, err := st.item(ctx, id)
	if err != nil && apperr.CodeOf(err) != apperr.NotFound {
		return err
	}
	detail := item.Title
	if item.State == Stored {
		kept, err := s.Retention(ctx, item)
		if err != nil {
			return err
		}
		detail += " (" + item.Filename + ", " + item.SHA256 + ", " + kept.note() + ")"
	}
	if err := st.remove(ctx, id, db.Now(s.Now())); err != nil {
		return err
	}
	return s.Trail.Record(ctx, "removed", "evidence", id, "", detail)
}

// record writes a line of the audit trail with the digest of the piece as it now is.
func (s *Service) record(ctx context.Context, verb, id, detail string) error {
	digest, err := s.digest(ctx, id)
	if err != nil {
		return err
	}
	return s.Trail.Record(ctx, verb, "evidence", id, digest, detail)
}

func (s *Service) digest(ctx context.Context, id string) (string, error) {
	st := store{s.DB}
	item, err := st.item(ctx, id)
	if err != nil {
		return "", err
	}
	item.Entries = 0
	item.AddedAt = item.AddedAt.UTC()
	if item.CapturedAt != nil {
		at := item.CapturedAt.UTC()
		item.CapturedAt = &at
	}
	entries, err := st.entriesOf(ctx, id)
	if err != nil {
		return "", err
	}
	files, err := st.files(ctx, id)
	if err != nil {
		return "", err
	}
	files = slices.DeleteFunc(files, func(f File) bool { return f.Origin == Imported })
	return audit.Digest(digested{Item: item, Entries: entries, Files: files})
}

// Item returns one piece. Errors: not_found.
func (s *Service) Item(ctx context.Context, id string) (Item, error) {
	item, err := store{s.DB}.item(ctx, id)
	if apperr.CodeOf(err) == apperr.NotFound {
		return item, apperr.Newf(apperr.NotFound, "evidence.item", "Il n’y a pas de pièce « %.60s ».", "There is no piece “%.60s”.", id)
	}
	return item, err
}

// Entries lists the ids of the entries that a piece proves.
func (s *Service) Entries(ctx context.Context, id string) ([]string, error) {
	return store{s.DB}.entriesOf(ctx, id)
}

// List lists the pieces of an activity or of an axis ("1"), of all when it is empty.
func (s *Service) List(ctx context.Context, activity string, limit int) ([]Item, error) {
	return store{s.DB}.list(ctx, activity, limit)
}

// OfEntries lists the pieces of some entries, by entry.
func (s *Service) OfEntries(ctx context.Context, ids []string) (map[string][]Item, error) {
	return store{s.DB}.ofEntries(ctx, ids)
}

// Holes lists, for each activity and required kind, how many entries have the proof. A funder narrows it to what that funder pays for.
func (s *Service) Holes(ctx context.Context, funder string) ([]Hole, error) {
	return store{s.DB}.holes(ctx, funder)
}

// Open opens a stored file for reading; the reader checks its SHA-256 as it goes. Errors: not_found for a link.
func (s *Service) Open(ctx context.Context, item Item) (io.ReadCloser, int64, error) {
	if item.State != Stored {
		return nil, 0, apperr.New(apperr.NotFound, "evidence.not_captured", "Cette pièce est un lien : aucun fichier n’est conservé.", "This piece is a link: no file is kept.")
	}
	return s.Blobs.Open(ctx, item.SHA256)
}
