package evidence

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"maillage/internal/db"
	"maillage/internal/kit/apperr"
	"maillage/internal/kit/audit"
	"maillage/internal/kit/blob"
	"maillage/internal/kit/importer"
	"maillage/internal/kit/lang"
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
	Now        func() time.Time
}

// save adds, replaces or removes the item of one imported row.
func (s *Service) save(ctx context.Context, c importer.Change, p payload) error {
	st := store{s.DB}
	if c.Act == importer.Removed {
		if err := st.remove(ctx, c.Record, db.Now(s.Now())); err != nil {
			return err
		}
		return s.Trail.Record(ctx, "removed", "evidence", c.Record, "", "")
	}
	item := p.item
	item.ID, item.Record, item.Version, item.AddedAt = c.Record, c.Record, 1, db.Now(s.Now())
	if before, err := st.item(ctx, item.ID); err == nil {
		item.Version = before.Version + 1
	}
	if p.path != "" {
		if err := s.keep(ctx, &item, p.path); err != nil {
			return err
		}
	}
	if err := st.save(ctx, item, p.entries); err != nil {
		return err
	}
	digest, err := s.digest(ctx, item.ID)
	if err != nil {
		return err
	}
	return s.Trail.Record(ctx, "added", "evidence", item.ID, digest, item.Title)
}

// keep stores the file and writes down what it is.
func (s *Service) keep(ctx context.Context, item *Item, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	ref, err := s.Blobs.Put(ctx, f, MaxSize)
	if err != nil {
		return err
	}
	if !blob.IsEvidence(ref.Type) {
		return apperr.Newf(apperr.Invalid, "evidence.type", "Le fichier « %s » est de type %s, qui n’est pas accepté comme pièce.",
			"The file “%s” is of type %s, which is not taken as evidence.", filepath.Base(path), ref.Type)
	}
	item.SHA256, item.Size, item.Type, item.Filename, item.State = ref.SHA256, ref.Size, ref.Type, filepath.Base(path), Stored
	return nil
}

func (s *Service) digest(ctx context.Context, id string) (string, error) {
	st := store{s.DB}
	item, err := st.item(ctx, id)
	if err != nil {
		return "", err
	}
	item.Entries = 0
	item.AddedAt = item.AddedAt.UTC()
	entries, err := st.entriesOf(ctx, id)
	if err != nil {
		return "", err
	}
	return audit.Digest(digested{Item: item, Entries: entries})
}

// Item returns one piece. Errors: not_found.
func (s *Service) Item(ctx context.Context, id string) (Item, error) {
	return store{s.DB}.item(ctx, id)
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

// Fault is a piece that is not what it was when it was added.
type Fault struct {
	Item    string    `json:"item"`
	Code    string    `json:"code"`
	Message lang.Text `json:"message"`
}

// Verify reads every stored file again and compares it with its SHA-256, and every item with the digest that the audit trail kept.
func (s *Service) Verify(ctx context.Context) ([]Fault, error) {
	items, err := s.List(ctx, "", 1<<30)
	if err != nil {
		return nil, err
	}
	digests, err := s.Trail.LastDigests(ctx, "evidence")
	if err != nil {
		return nil, err
	}
	var faults []Fault
	for _, item := range items {
		digest, err := s.digest(ctx, item.ID)
		if err != nil {
			return nil, err
		}
		if digests[item.ID] != digest {
			faults = append(faults, fault(item, "changed", "sa fiche ou ses liens ont été modifiés hors du programme", "its record or links were changed behind the program’s back"))
		}
		if err := s.readAgain(ctx, item); err != nil {
			faults = append(faults, fault(item, "file", "son fichier manque ou a changé ("+err.Error()+")", "its file is missing or changed ("+err.Error()+")"))
		}
	}
	return faults, nil
}

func fault(item Item, code, fr, en string) Fault {
	return Fault{Item: item.ID, Code: code, Message: lang.Text{FR: fmt.Sprintf("Pièce %s « %s » : %s.", item.ID, item.Title, fr), EN: fmt.Sprintf("Piece %s “%s”: %s.", item.ID, item.Title, en)}}
}

func (s *Service) readAgain(ctx context.Context, item Item) error {
	if item.State != Stored {
		return nil
	}
	r, _, err := s.Blobs.Open(ctx, item.SHA256)
	if err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, r)
	if closing := r.Close(); err == nil {
		err = closing
	}
	return err
}
