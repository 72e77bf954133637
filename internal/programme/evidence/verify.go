package evidence

import (
	"context"
	"fmt"
	"io"
	"slices"

	"maillage/internal/kit/lang"
)

// Fault is a piece that is not what it was when it was added.
type Fault struct {
	Item    string    `json:"item"`
	Code    string    `json:"code"`
	Message lang.Text `json:"message"`
}

// Verify reads every file ever kept again and compares it with its SHA-256, those of withdrawn pieces too, every piece with the digest
// that the audit trail kept, and the end of its history with what it is.
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
	read := map[string]bool{}
	for _, item := range items {
		digest, err := s.digest(ctx, item.ID)
		if err != nil {
			return nil, err
		}
		if digests[item.ID] != digest {
			faults = append(faults, fault(item.ID, item.Title, "changed", "sa fiche, ses fichiers ou ses liens ont été modifiés hors du programme", "its record, files or links were changed behind the program’s back"))
		}
		if item.State == Stored {
			faults = append(faults, s.readAgain(ctx, item.ID, item.Title, item.SHA256, read)...)
		}
	}
	forgotten, err := store{s.DB}.forgotten(ctx)
	if err != nil {
		return nil, err
	}
	for _, item := range forgotten {
		if slices.ContainsFunc(faults, func(f Fault) bool { return f.Item == item.ID && f.Code == "changed" }) {
			continue // the piece was changed, not its history
		}
		faults = append(faults, fault(item.ID, item.Title, "history", "son historique ne finit pas comme elle est : le passé ne se recalcule pas avec elle", "its history does not end as it stands: the past cannot be computed again with it"))
	}
	files, err := store{s.DB}.allFiles(ctx)
	for _, f := range files {
		faults = append(faults, s.readAgain(ctx, f.Item, f.Filename, f.SHA256, read)...)
	}
	return faults, err
}

func fault(item, title, code, fr, en string) Fault {
	return Fault{Item: item, Code: code, Message: lang.Text{FR: fmt.Sprintf("Pièce %s « %s » : %s.", item, title, fr), EN: fmt.Sprintf("Piece %s “%s”: %s.", item, title, en)}}
}

// readAgain reads a file once, whatever pieces it belongs to.
func (s *Service) readAgain(ctx context.Context, item, title, sha string, read map[string]bool) []Fault {
	if read[sha] {
		return nil
	}
	read[sha] = true
	r, _, err := s.Blobs.Open(ctx, sha)
	if err == nil {
		_, err = io.Copy(io.Discard, r)
		if closing := r.Close(); err == nil {
			err = closing
		}
	}
	if err == nil {
		return nil
	}
	return []Fault{fault(item, title, "file", "un fichier manque ou a changé ("+err.Error()+")", "a file is missing or changed ("+err.Error()+")")}
}
