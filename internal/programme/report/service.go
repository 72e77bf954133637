package report

import (
	"context"
	"io/fs"
	"slices"
	"time"

	"maillage/internal/db"
	"maillage/internal/kit/apperr"
	"maillage/internal/kit/audit"
	"maillage/internal/kit/blob"
	"maillage/internal/programme/agreement"
	"maillage/internal/programme/check"
	"maillage/internal/programme/evidence"
	"maillage/internal/programme/finance"
	"maillage/internal/programme/indicator"
	"maillage/internal/programme/ledger"
	"maillage/internal/register/territory"
)

// Service holds the verbs of the report.
type Service struct {
	DB         *db.DB
	Trail      *audit.Trail
	Agreements *agreement.Service
	Ledger     *ledger.Service
	Indicators *indicator.Service
	Evidence   *evidence.Service
	Finance    *finance.Service
	Gazetteer  *territory.Gazetteer
	Blobs      blob.Store
	Rules      []*check.Rule // that the texts are checked with
	Now        func() time.Time
}

// stored is a report as the database keeps it: the settings as they were written, and the texts.
type stored struct {
	Settings string
	Texts    []Text
	Logos    []storedLogo `json:",omitempty"`
	version  int
}

// storedLogo is the picture of a funder, whose bytes are in the store.
type storedLogo struct {
	Funder string `bun:"funder"`
	File   string `bun:"file"`
	Type   string `bun:"type"`
	SHA256 string `bun:"sha256"`
}

// digest covers what people wrote, and not the versions that were given to it.
func (r stored) digest() (string, error) {
	texts := slices.Clone(r.Texts)
	for i := range texts {
		texts[i].Version = 0
	}
	return audit.Digest(stored{Settings: r.Settings, Texts: texts, Logos: r.Logos})
}

// Import replaces the report by the files of a folder: report.toml and the Markdown files that it names. Importing the same files again
// changes nothing and returns false. Errors: invalid, with every heading that is missing or unknown by file and line.
func (s *Service) Import(ctx context.Context, dir fs.FS, source string) (changed bool, err error) {
	next, err := s.read(ctx, dir)
	if err != nil {
		return false, err
	}
	digest, err := next.digest()
	if err != nil {
		return false, err
	}
	err = s.DB.Tx(ctx, func(ctx context.Context) error {
		last, err := s.Trail.LastDigests(ctx, "report")
		if err != nil || last[""] == digest {
			return err
		}
		changed = true
		if err := (store{s.DB}).replace(ctx, next, db.Now(s.Now())); err != nil {
			return err
		}
		return s.Trail.Record(ctx, "imported", "report", "", digest, source)
	})
	return changed, err
}

// read reads and checks a folder.
func (s *Service) read(ctx context.Context, dir fs.FS) (stored, error) {
	content, err := fs.ReadFile(dir, SettingsFile)
	if err != nil {
		return stored{}, apperr.Newf(apperr.Invalid, "report.folder", "Le dossier du bilan n’a pas de fichier %s.", "The folder of the report has no file %s.", SettingsFile).Because(err)
	}
	settings, err := ReadSettings(content)
	if err != nil {
		return stored{}, err
	}
	a, err := s.Agreements.Current(ctx)
	if err != nil {
		return stored{}, err
	}
	if err := settings.checkAxes(a); err != nil {
		return stored{}, err
	}
	texts, err := readTexts(dir, settings)
	if err != nil {
		return stored{}, err
	}
	var found []Finding
	for _, t := range texts {
		found = append(found, Parse(t).Check()...)
	}
	if len(found) > 0 {
		return stored{}, refuse("report.form", "Les textes du bilan n’ont pas la forme attendue :", "The texts of the report do not have the form expected:", found)
	}
	logos, err := s.keepLogos(ctx, dir, settings, a)
	return stored{Settings: string(content), Texts: texts, Logos: logos}, err
}

// Texts returns the texts of the report in their order. Errors: not_found before the first import.
func (s *Service) Texts(ctx context.Context) ([]Text, error) {
	r, err := store{s.DB}.load(ctx)
	return r.Texts, err
}

// Verify compares the settings and texts with the digest that the audit trail kept of them, and says whether they differ.
func (s *Service) Verify(ctx context.Context) (altered bool, err error) {
	r, err := store{s.DB}.load(ctx)
	if apperr.CodeOf(err) == apperr.NotFound {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	digest, err := r.digest()
	if err != nil {
		return false, err
	}
	last, err := s.Trail.LastDigests(ctx, "report")
	return last[""] != digest, err
}
