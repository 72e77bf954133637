package ui_test

import (
	"context"
	"testing"
	"time"

	"maillage/internal/programme/indicator"
	"maillage/internal/programme/ledger"
	"maillage/internal/programme/pagetest"
)

// compareWithList compares the entries that say they support a figure with the list behind it.
func compareWithList(t *testing.T, w *pagetest.World, x indicator.Indicator, supports map[string]bool) {
	t.Helper()
	ctx := context.Background()
	filter, err := w.Indicators.Filter(ctx, indicator.Request{Key: x.Key, Scope: indicator.Year(0)}, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	behind, err := w.Ledger.List(ctx, filter, ledger.ByDate, 100000, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range behind {
		if !supports[e.ID] && (x.Measure != indicator.Distinct || e.BeneficiaryKey != "") {
			t.Errorf("%s lists %q, which does not say that it supports it", x.Key, e.Title)
		}
		delete(supports, e.ID)
	}
	if x.Measure == indicator.Reading { // a reading of before the programme supports its growth, and is in no list of the programme
		return
	}
	for id := range supports {
		t.Errorf("entry %s says that it supports %s, whose list does not hold it", id, x.Key)
	}
}
