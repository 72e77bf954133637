package blob

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Folder keeps files on a disk, as aa/bb/sha under its root. Copying the folder is a backup.
type Folder struct{ root string }

// NewFolder opens or creates the folder.
func NewFolder(root string) (*Folder, error) {
	f := &Folder{root: root}
	if err := os.MkdirAll(f.incoming(), 0o750); err != nil {
		return nil, unavailable(err)
	}
	return f, nil
}

// incoming is inside the root, so that a received file is renamed, not copied, to its place.
func (f *Folder) incoming() string { return filepath.Join(f.root, "incoming") }

func (f *Folder) path(sha string) string {
	return filepath.Join(f.root, filepath.FromSlash(keyOf(sha)))
}

// Put implements Store. A file appears whole or not at all, even if the machine stops meanwhile.
func (f *Folder) Put(ctx context.Context, r io.Reader, limit int64) (Ref, error) {
	s, err := stage(ctx, f.incoming(), r, limit)
	if s.path != "" {
		defer os.Remove(s.path)
	}
	if err != nil {
		return Ref{}, err
	}
	if known, err := f.Has(ctx, s.SHA256); known || err != nil {
		return s.Ref, err
	}
	place := f.path(s.SHA256)
	if err := os.MkdirAll(filepath.Dir(place), 0o750); err != nil {
		return Ref{}, unavailable(err)
	}
	if err := os.Rename(s.path, place); err != nil {
		return Ref{}, unavailable(err)
	}
	return s.Ref, syncFolder(filepath.Dir(place))
}

// syncFolder makes a rename durable.
func syncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return unavailable(err)
	}
	if err := errors.Join(d.Sync(), d.Close()); err != nil {
		return unavailable(err)
	}
	return nil
}

// Open implements Store.
func (f *Folder) Open(_ context.Context, sha string) (io.ReadCloser, int64, error) {
	if !isSHA(sha) {
		return nil, 0, notFound(sha)
	}
	file, err := os.Open(f.path(sha))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, 0, notFound(sha)
	}
	if err != nil {
		return nil, 0, unavailable(err)
	}
	st, err := file.Stat()
	if err != nil {
		return nil, 0, unavailable(errors.Join(err, file.Close()))
	}
	return check(file, sha), st.Size(), nil
}

// Has implements Store.
func (f *Folder) Has(_ context.Context, sha string) (bool, error) {
	if !isSHA(sha) {
		return false, nil
	}
	_, err := os.Stat(f.path(sha))
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, unavailable(err)
	}
	return true, nil
}

// Delete implements Store.
func (f *Folder) Delete(_ context.Context, sha string) error {
	if !isSHA(sha) {
		return nil
	}
	if err := os.Remove(f.path(sha)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return unavailable(err)
	}
	return nil
}

// Each implements Store. Files of the folder that no Put placed there are passed over.
func (f *Folder) Each(ctx context.Context, fn func(sha string, size int64) error) error {
	return filepath.WalkDir(f.root, func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) { // deleted meanwhile
			return nil
		}
		if err != nil {
			return unavailable(err)
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if !isSHA(d.Name()) || path != f.path(d.Name()) {
			return nil
		}
		info, err := d.Info()
		if err != nil {
			return nil // deleted meanwhile
		}
		return fn(d.Name(), info.Size())
	})
}
