package app

import (
	"context"
	"os"
	"path/filepath"
)

// Documents are the kinds of import that are one file read as a whole, not rows.
const (
	KindAgreement  = "agreement"
	KindIndicators = "indicators"
	KindReport     = "report"
)

// ImportDocument imports an agreement, indicators or the texts of a report. It says whether anything changed; done is false for other
// kinds, which are rows.
func (a *App) ImportDocument(ctx context.Context, kind, path string) (changed, done bool, err error) {
	switch kind {
	case KindAgreement, KindIndicators:
		content, err := os.ReadFile(path)
		if err != nil {
			return false, true, unreadable(path, err)
		}
		if kind == KindAgreement {
			changed, err = a.Agreements.Import(ctx, content, filepath.Base(path))
		} else {
			changed, err = a.Indicators.Import(ctx, content, filepath.Base(path))
		}
		return changed, true, err
	case KindReport:
		if info, err := os.Stat(path); err != nil {
			return false, true, unreadable(path, err)
		} else if !info.IsDir() {
			path = filepath.Dir(path)
		}
		changed, err := a.Reports.Import(ctx, os.DirFS(path), filepath.Base(path))
		return changed, true, err
	}
	return false, false, nil
}
