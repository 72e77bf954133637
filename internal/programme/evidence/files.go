package evidence

import (
	"context"

	"github.com/google/uuid"

	"maillage/internal/db"
	"maillage/internal/kit/actor"
	"maillage/internal/kit/blob"
)

const fileColumns = "id, item, origin, at, actor, sha256, size, type, filename, link, final_link, status, note"

// newFile is a file of an item that the store of files holds already.
func (s *Service) newFile(ctx context.Context, item string, origin Origin, ref blob.Ref, filename string) (File, error) {
	id, err := uuid.NewV7()
	return File{
		ID: id.String(), Item: item, Origin: origin, At: db.Now(s.Now()), Actor: actor.From(ctx),
		SHA256: ref.SHA256, Size: ref.Size, Type: ref.Type, Filename: filename,
	}, err
}

func (s store) addFile(ctx context.Context, f File) error {
	_, err := s.db.Exec(ctx, `/* evidence.addFile */ insert into evidence_file (`+fileColumns+`) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		f.ID, f.Item, string(f.Origin), f.At, f.Actor, f.SHA256, f.Size, f.Type, f.Filename, f.Link, f.FinalLink, f.Status, f.Note)
	return err
}

// files lists every file ever kept for an item, oldest first.
func (s store) files(ctx context.Context, item string) ([]File, error) {
	var list []File
	err := s.db.All(ctx, &list, `/* evidence.files */ select `+fileColumns+` from evidence_file where item = ? order by at, id`, item)
	for i := range list {
		list[i].At = list[i].At.UTC()
	}
	return list, err
}

func (s store) allFiles(ctx context.Context) ([]File, error) {
	var list []File
	err := s.db.All(ctx, &list, `/* evidence.allFiles */ select `+fileColumns+` from evidence_file order by item, at, id`)
	return list, err
}

// captures lists the captures of some items, oldest first.
func (s store) captures(ctx context.Context, items []string) ([]File, error) {
	if len(items) == 0 {
		return nil, nil
	}
	var list []File
	err := s.db.All(ctx, &list, `/* evidence.captures */ select `+fileColumns+` from evidence_file where origin = 'captured' and item in (?) order by at, id`, db.In(items))
	return list, err
}

// last finds the newest file of a list that a test wants.
func last(files []File, want func(File) bool) (File, bool) {
	for i := len(files) - 1; i >= 0; i-- {
		if want(files[i]) {
			return files[i], true
		}
	}
	return File{}, false
}

// Files lists every file ever kept for a piece, oldest first: those replaced since too.
func (s *Service) Files(ctx context.Context, id string) ([]File, error) {
	return store{s.DB}.files(ctx, id)
}

// take makes a file that of the item.
func (i *Item) take(f File) {
	i.SHA256, i.Size, i.Type, i.Filename, i.State, i.CapturedAt = f.SHA256, f.Size, f.Type, f.Filename, Stored, nil
	if f.Origin == Captured {
		at := f.At
		i.CapturedAt = &at
	}
}
