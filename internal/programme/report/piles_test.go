package report_test

import (
	"strings"
	"testing"

	"maillage/internal/db"
	"maillage/internal/db/dbtest"
	"maillage/internal/programme/report"
	"maillage/internal/programme/report/reporttest"
)

// A pile is counted in full, however few of its entries are read and listed.
func TestPilesTellTheirWholeNumber(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := reporttest.New(t, d)
		w.Load(nil)
		const nowhere, outside = 2100, 3
		w.Import("tour", "Date;Département\n"+strings.Repeat("05/12/2018;\n", nowhere)+strings.Repeat("06/12/2018;Rhône\n", outside))
		doc := w.Build(report.Options{})
		totals := map[string]int{}
		for _, p := range doc.Piles {
			totals[p.Reason] = p.Total
			if p.Total != len(p.Rows)+p.Unlisted {
				t.Errorf("%s: %d listed, %d unlisted, %d in all", p.Reason, len(p.Rows), p.Unlisted, p.Total)
			}
		}
		// Two stops of the example have no department either; those outside the territory come after the first 2000.
		if totals["no_department"] != nowhere+2 || totals["outside_region"] != outside {
			t.Errorf("piles %v", totals)
		}
	})
}
