package ledger_test

import (
	"slices"
	"testing"

	"maillage/internal/db"
	"maillage/internal/db/dbtest"
	"maillage/internal/programme/ledger"
	"maillage/internal/programme/programmetest"
)

// The two orders by date read the ledger in different ways and must give the same page.
func TestFewByDateIsByDate(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := programmetest.New(t, d)
		w.Load("tour", "Date;Département\n10/12/2018;Gironde\n3/11/2018;Vienne\n;Gironde\n3/11/2018;Gironde\n20/10/2019;Landes\n")
		ids := func(order ledger.Sort) []string {
			entries, err := w.Ledger.List(w.Ctx, ledger.Filter{}, order, 3, 1)
			w.Must(err)
			var list []string
			for _, e := range entries {
				list = append(list, e.ID)
			}
			return list
		}
		byDate, few := ids(ledger.ByDate), ids(ledger.FewByDate)
		if len(byDate) != 3 || !slices.Equal(byDate, few) {
			t.Errorf("by date %v, few by date %v", byDate, few)
		}
	})
}

func TestSpansCountAnEntryOnceByActivity(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := programmetest.New(t, d)
		w.Load("talk", "Référence;Date;Intitulé\nT1;25/08/2020;Rencontre nationale (17)\nT2;26/08/2020;Table ronde (17)\n")
		w.Load("meeting", "Date;Intitulé;Déjà noté sous\n25/08/20;Rencontre nationale;T1\n")
		spans, err := w.Ledger.Spans(w.Ctx, ledger.Filter{})
		w.Must(err)
		want := []ledger.Span{{Activity: "1.2", First: "2020-08", Last: "2020-08", N: 2}, {Activity: "2.1", First: "2020-08", Last: "2020-08", N: 1}}
		if !slices.Equal(spans, want) {
			t.Errorf("spans %+v, want %+v", spans, want)
		}
	})
}
