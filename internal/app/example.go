package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/pelletier/go-toml/v2"

	"maillage/examples"
	"maillage/internal/kit/apperr"
	"maillage/internal/kit/importer"
)

// manifest lists the imports of an example, in order.
type manifest struct {
	Imports []struct {
		Kind        string `toml:"kind"`
		File        string `toml:"file"`
		Sheet       string `toml:"sheet"`
		Period      string `toml:"period"`
		SeveralDays string `toml:"several_days"`
	} `toml:"import"`
}

// Loaded counts what loading an example did.
type Loaded struct {
	Files     int `json:"files"`
	Rows      int `json:"rows"`
	New       int `json:"new"`
	Changed   int `json:"changed"`
	Unchanged int `json:"unchanged"`
	Refused   int `json:"refused"`
}

// LoadExample imports every file of an example's manifest. tell is called before each file. A second time it changes nothing. Errors:
// invalid when a row of the example is refused, since the example must be whole.
func (a *App) LoadExample(ctx context.Context, name string, tell func(file string)) (Loaded, error) {
	dir, err := os.MkdirTemp("", "maillage-example-")
	if err != nil {
		return Loaded{}, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	tree, err := fs.Sub(examples.Files, name)
	if err != nil {
		return Loaded{}, err
	}
	if err := os.CopyFS(dir, tree); err != nil {
		return Loaded{}, fmt.Errorf("example %s: %w", name, err)
	}
	return a.LoadFolder(ctx, dir, tell)
}

// LoadFolder imports every file of the manifest exemple.toml in a folder.
func (a *App) LoadFolder(ctx context.Context, dir string, tell func(file string)) (Loaded, error) {
	var total Loaded
	content, err := os.ReadFile(filepath.Join(dir, "exemple.toml"))
	if err != nil {
		return total, err
	}
	var list manifest
	if err := toml.Unmarshal(content, &list); err != nil {
		return total, err
	}
	var refused error
	for _, x := range list.Imports {
		tell(x.File)
		total.Files++
		path := filepath.Join(dir, filepath.FromSlash(x.File))
		if _, done, err := a.ImportDocument(ctx, x.Kind, path); err != nil {
			return total, fmt.Errorf("%s: %w", x.File, err)
		} else if done {
			continue
		}
		target, err := a.Target(ctx, x.Kind)
		if err != nil {
			return total, fmt.Errorf("%s: %w", x.File, err)
		}
		r, err := a.Importer.Run(ctx, target, importer.Request{
			Path: path, Sheet: x.Sheet, Options: importer.Options{Period: x.Period, SeveralDays: x.SeveralDays}, Language: "fr",
		})
		if err != nil {
			return total, fmt.Errorf("%s: %w", x.File, err)
		}
		total.add(r)
		refused = errors.Join(refused, refusedRows(x.File, r))
	}
	return total, refused
}

func (l *Loaded) add(r *importer.Result) {
	l.Rows += r.Rows
	l.New += r.New
	l.Changed += r.Changed
	l.Unchanged += r.Unchanged
	l.Refused += r.RefusedRows
}

func refusedRows(file string, r *importer.Result) error {
	var list error
	for _, x := range r.Refused {
		list = errors.Join(list, apperr.Newf(apperr.Invalid, "example.refused", "%s, ligne %d, colonne %s : %s", "%s, row %d, column %s: %s", file, x.Row, x.Column, x.Reason))
	}
	return list
}

func unreadable(path string, err error) error {
	return apperr.Newf(apperr.Invalid, "file.unreadable", "Le fichier %s ne se lit pas.", "The file %s cannot be read.", path).Because(err)
}
