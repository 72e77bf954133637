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
	KindFinance    = "finance"
	KindReport     = "report"
)

// ImportDocument imports an agreement, indicators, a plan of financing or the texts of a report. It says whether anything changed; done is false for other
// kinds, which are rows.
func (a *App) ImportDocument(ctx context.Context, kind, path string) (changed, done bool, err error) {
	switch kind {
	case KindAgreement, KindIndicators, KindFinance:
		content, err := os.ReadFile(path)
		if err != nil {
			return false, true, unreadable(path, err)
		}
		importing := map[string]func(context.Context, []byte, string) (bool, error){
			KindAgreement: a.Agreements.Import, KindIndicators: a.Indicators.Import, KindFinance: a.Finance.Import,
		}
		changed, err = importing[kind](ctx, content, filepath.Base(path))
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
