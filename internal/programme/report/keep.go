package report

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"maillage/internal/db"
	"maillage/internal/kit/actor"
	"maillage/internal/kit/apperr"
)

// Bounds of a version.
const (
	maxFrozen      = 256 << 20 // its content, in bytes
	maxVersionFile = 256 << 20 // one of its files
)

// MaxLabel bounds the name of a version, in letters.
const MaxLabel = 120

// KeepInput says which version is to be kept.
type KeepInput struct {
	Funder   string
	Language string
	Final    bool   // signed: refused while a figure is unset, a variance open or a mention missing
	Label    string // "Bilan final signé"
	Replaces int    // the version that this one corrects; 0 for none
	Reason   string // of the correction
}

// Check tidies what was typed and says what is wrong with it. Errors: invalid (version.label, version.reason).
func (in *KeepInput) Check() error {
	in.Label, in.Reason = strings.TrimSpace(in.Label), strings.TrimSpace(in.Reason)
	if in.Label == "" {
		in.Label = "Version de travail"
		if in.Final {
			in.Label = "Bilan définitif"
		}
	}
	if len([]rune(in.Label)) > MaxLabel {
		return apperr.Newf(apperr.Invalid, "version.label", "Le nom de la version dépasse %d caractères.", "The name of the version is longer than %d letters.", MaxLabel)
	}
	if len([]rune(in.Reason)) > MaxClosing {
		return apperr.Newf(apperr.Invalid, "version.reason", "L’explication dépasse %d caractères.", "The explanation is longer than %d letters.", MaxClosing)
	}
	if in.Replaces != 0 && len([]rune(in.Reason)) < MinClosing {
		return apperr.Newf(apperr.Invalid, "version.reason", "Une correction dit pourquoi : écrivez au moins %d caractères (--reason).", "A correction says why: write at least %d letters (--reason).", MinClosing)
	}
	return nil
}

// Printer makes the files of a document in a folder, and returns their names.
type Printer func(ctx context.Context, doc *Document, dir string) (names []string, err error)

// Keep builds the report of this moment, prints it and keeps it for ever: its text, its figures with their queries, the hashes of its
// entries and files. A correction carries its letter of differences. Errors: invalid for a final version that may not be one; not_found for
// a version to replace that is not there; stale when somebody kept another version meanwhile.
func (s *Service) Keep(ctx context.Context, in KeepInput, print Printer) (Version, error) {
	if err := in.Check(); err != nil {
		return Version{}, err
	}
	last, err := store{s.DB}.lastVersion(ctx)
	if err != nil {
		return Version{}, err
	}
	v := Version{
		Number: last + 1, Final: in.Final, Label: in.Label, Funder: in.Funder, Language: in.Language, Actor: actor.From(ctx), Template: Template,
		Replaces: in.Replaces, Reason: in.Reason,
	}
	doc, content, err := s.frozen(ctx, &v)
	if err != nil {
		return v, err
	}
	dir, err := os.MkdirTemp("", "maillage-version-")
	if err != nil {
		return v, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	names, err := print(ctx, doc, dir)
	if err != nil {
		return v, err
	}
	files, err := s.keepFiles(ctx, v, dir, names)
	if err != nil {
		return v, err
	}
	if _, err := s.Blobs.Put(ctx, bytes.NewReader(content), maxFrozen); err != nil {
		return v, err
	}
	return v, s.saveVersion(ctx, v, files)
}

// frozen builds the document of a version with its seal, and the content that the seal covers.
func (s *Service) frozen(ctx context.Context, v *Version) (*Document, []byte, error) {
	head, written, err := s.Ledger.Head(ctx)
	if err != nil {
		return nil, nil, err
	}
	v.KeptAt = db.Now(s.Now())
	v.AsOf, v.LedgerSeq = v.KeptAt, head.Seq
	if written.After(v.AsOf) { // versions written in the same instant follow each other by microseconds
		v.AsOf = written.UTC()
	}
	b, err := s.build(ctx, Options{Funder: v.Funder, Final: v.Final, Language: v.Language, AsOf: v.AsOf})
	if err != nil {
		return nil, nil, err
	}
	v.Language = b.language
	if v.Replaces != 0 {
		if err := s.writeLetter(ctx, b, *v); err != nil {
			return nil, nil, err
		}
	}
	f, err := b.freeze(head)
	if err != nil {
		return nil, nil, err
	}
	f.Number, f.Final, f.Label = v.Number, v.Final, v.Label
	content, err := json.Marshal(f)
	if err != nil {
		return nil, nil, err
	}
	sum := sha256.Sum256(content)
	v.Hash = hex.EncodeToString(sum[:])
	v.Content = v.Hash
	b.doc.Seal = v.seal()
	return b.doc, content, nil
}

func (s *Service) keepFiles(ctx context.Context, v Version, dir string, names []string) ([]VersionFile, error) {
	var list []VersionFile
	for _, name := range names {
		f, err := os.Open(filepath.Join(dir, name))
		if err != nil {
			return nil, err
		}
		ref, err := s.Blobs.Put(ctx, f, maxVersionFile)
		_ = f.Close()
		if err != nil {
			return nil, err
		}
		list = append(list, VersionFile{Version: v.Number, Name: name, Format: strings.TrimPrefix(filepath.Ext(name), "."), SHA256: ref.SHA256, Size: ref.Size})
	}
	return list, nil
}

func (s *Service) saveVersion(ctx context.Context, v Version, files []VersionFile) error {
	err := s.DB.Tx(ctx, func(ctx context.Context) error {
		if err := (store{s.DB}).addVersion(ctx, v, files); err != nil {
			return err
		}
		verb := "kept"
		if v.Final {
			verb = "signed"
		}
		return s.Trail.Record(ctx, verb, "version", strconv.Itoa(v.Number), v.Hash, v.Label)
	})
	if apperr.CodeOf(err) == apperr.Conflict {
		return apperr.New(apperr.Stale, "version.stale", "Une autre version vient d’être gardée. Recommencez.", "Another version was kept meanwhile. Start again.").Because(err)
	}
	return err
}

// Versions lists the kept versions, newest first.
func (s *Service) Versions(ctx context.Context) ([]Version, error) { return store{s.DB}.versions(ctx) }

// Version returns a kept version and its files. Errors: not_found.
func (s *Service) Version(ctx context.Context, number int) (Version, []VersionFile, error) {
	return store{s.DB}.version(ctx, number)
}

// Files lists the files of all versions, by version and name.
func (s *Service) Files(ctx context.Context) ([]VersionFile, error) { return store{s.DB}.allFiles(ctx) }

// OpenFile opens a file of a version.
func (s *Service) OpenFile(ctx context.Context, f VersionFile) (io.ReadCloser, int64, error) {
	return s.Blobs.Open(ctx, f.SHA256)
}

// FileWith finds the versions' files that have these bytes, by their SHA-256.
func (s *Service) FileWith(ctx context.Context, sha string) ([]VersionFile, error) {
	return store{s.DB}.filesWith(ctx, sha)
}

// Frozen reads the content of a version; the store refuses bytes that are not those of its hash. Errors: not_found.
func (s *Service) Frozen(ctx context.Context, number int) (Version, *Frozen, error) {
	v, _, err := s.Version(ctx, number)
	if err != nil {
		return v, nil, err
	}
	r, _, err := s.Blobs.Open(ctx, v.Content)
	if err != nil {
		return v, nil, err
	}
	content, err := io.ReadAll(r)
	if closing := r.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return v, nil, err
	}
	f := &Frozen{}
	if err := json.Unmarshal(content, f); err != nil {
		return v, nil, err
	}
	f.Agreement.Restore()
	return v, f, nil
}
