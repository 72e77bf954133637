package app

import (
	"context"
	"io"

	"maillage/internal/programme/control"
	"maillage/internal/programme/report"
)

// sealedVersions lists the kept versions that a control file may enclose, newest first.
func (a *App) sealedVersions(ctx context.Context) ([]control.Sealed, error) {
	list, err := a.Reports.Versions(ctx)
	versions := make([]control.Sealed, len(list))
	for i, v := range list {
		versions[i] = sealedOf(v)
	}
	return versions, err
}

func sealedOf(v report.Version) control.Sealed {
	return control.Sealed{
		Number: v.Number, Final: v.Final, Label: v.Label, Funder: v.Funder, Digest: v.Hash, AsOf: v.AsOf.UTC(), KeptAt: v.KeptAt.UTC(), KeptBy: v.Actor,
	}
}

// controlVersion reads a kept version for a control file: what it sealed, its files, and how much of it would be told otherwise now.
// Errors: not_found.
func (a *App) controlVersion(ctx context.Context, number int, language string) (*control.Version, []control.Document, error) {
	kept, frozen, err := a.Reports.Frozen(ctx, number)
	if err != nil {
		return nil, nil, err
	}
	v := &control.Version{Sealed: sealedOf(kept), Language: kept.Language, Agreement: frozen.Agreement, Indicators: frozen.Indicators}
	for _, f := range frozen.Figures {
		v.Figures = append(v.Figures, control.Told{
			Request: f.Request, Scope: f.Scope, Text: f.Text, Value: f.Value, Numerator: f.Numerator, Denominator: f.Denominator, Entries: f.Entries,
		})
	}
	for _, p := range frozen.Pieces {
		v.Pieces = append(v.Pieces, control.Counted{ID: p.ID, SHA256: p.SHA256})
	}
	since, err := a.Reports.Difference(ctx, number, language)
	if err != nil {
		return nil, nil, err
	}
	v.Since = control.Since{Moved: len(since.Moves), Unmoved: since.Unmoved, Entries: since.Entries}
	if v.Since.At, err = a.Control.Moment(ctx); err != nil {
		return nil, nil, err
	}
	documents, err := a.versionDocuments(ctx, number)
	return v, documents, err
}

// versionDocuments are the files of a version as they were sealed.
func (a *App) versionDocuments(ctx context.Context, number int) ([]control.Document, error) {
	_, files, err := a.Reports.Version(ctx, number)
	var list []control.Document
	for _, f := range files {
		list = append(list, control.Document{Name: f.Name, Open: func() (io.ReadCloser, error) {
			r, _, err := a.Reports.OpenFile(ctx, f)
			return r, err
		}})
	}
	return list, err
}
