package ledger_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"maillage/internal/db"
	"maillage/internal/db/dbtest"
	"maillage/internal/programme/agreement"
	"maillage/internal/programme/ledger"
	"maillage/internal/programme/programmetest"
)

func TestYearOfDoubtfulDates(t *testing.T) {
	w := programmetest.New(t, dbtest.SQLite(t))
	for _, c := range []struct {
		date, section string
		year          int
		start, issue  string
	}{
		{"mercredi 28 novembre 2018", "2019", 2019, "2018-11-28", "out_of_section"},
		{"mardi 17 décembre", "2020", 2020, "2020-01-01", "no_year"},
		{"jeudi 22 novembre 2018", "2018", 2018, "2018-11-22", ""},
		{"10/11/10", "2020", 2020, "2010-11-10", "year_out_of_period"},
		{"10/11/10", "", 2010, "2010-11-10", "year_out_of_period"},
		{"07/2018", "", 2018, "2018-07-01", "month_precision"},
		{"2018-2020", "", ledger.SeveralYears, "2018-01-01", "several_years"},
		{"", "2019", 2019, "2019-01-01", "year_precision"},
		{"", "", ledger.Undated, "", "not_a_date"},
		{"Spéciale covid #1", "2020", 2020, "2020-01-01", "not_a_date"},
	} {
		r := w.Load("meeting", fmt.Sprintf("Date;Année;Intitulé;Lieu\n%s;%s;x;y\n", c.date, c.section))
		e := w.Entries(ledger.Filter{Batch: r.Batch})[0]
		if e.Year != c.year || e.Start != c.start || !strings.Contains(e.DateIssues, c.issue) || c.issue == "" && e.DateIssues != "" || e.DateText != c.date {
			t.Errorf("%q under %q: year %d, start %s, issues %q; want %d, %s, %q", c.date, c.section, e.Year, e.Start, e.DateIssues, c.year, c.start, c.issue)
		}
	}
}

func TestSeveralDays(t *testing.T) {
	w := programmetest.New(t, dbtest.SQLite(t))
	w.Load("tour", "Date;Département\n5 & 6/11/20;86\n")
	w.Load("meeting", "Date;Intitulé\n19 & 20 avril 2018;accueil\n")
	if n := len(w.Entries(ledger.Filter{Kinds: []string{"tour"}})); n != 2 {
		t.Errorf("two days of a series gave %d entries, want 2", n)
	}
	meetings := w.Entries(ledger.Filter{Kinds: []string{"meeting"}})
	if len(meetings) != 1 || meetings[0].Days != "2018-04-19,2018-04-20" {
		t.Errorf("a gathering over two days gave %+v", meetings)
	}
	r := w.Import("talk", "Date;Intitulé\n5 & 6/11/20;colloque\n")
	if r.RefusedRows != 1 || r.Refused[0].Code != "several_days" {
		t.Errorf("a kind that cannot tell did not ask: %+v", r)
	}
}

func TestTerritory(t *testing.T) {
	w := programmetest.New(t, dbtest.SQLite(t))
	for _, c := range []struct {
		header, row, department, funder string
		reason                          agreement.Reason
	}{
		{"Date;Département", "22/11/2018;Deux-Sèvre", "79", "region", ""},
		{"Date;Département", "23/11/2018;Floirac", "33", "esf", ""},
		{"Date;Département", "9/02/2018;Gironde", "33", "", agreement.OutsidePeriod}, // before the ESF agreement begins
		{"Date;Intitulé", "24/11/2018;Table ronde à Pessac (33)", "33", "esf", ""},
		{"Date;Intitulé", "25/11/2018;Conférence à Rouen", "", "", agreement.NoDepartment},
		{"Date;Intitulé", "26/11/2018;Journée à Lyon (69)", "69", "", agreement.OutsideRegion},
		{"Date;Lieu", "27/11/2018;distanciel", "", "", agreement.NoDepartment},
		{"Date;Bénéficiaire;Département", "28/11/2018;La Gob (79);Gironde", "79", "region", ""},
		{"Date;Commune", "29/11/2018;Couhé", "86", "region", ""},
		{"Date;Commune;Département", "30/11/2018;Saint-Pardoux;79", "79", "region", ""},
	} {
		r := w.Load("tour", c.header+"\n"+c.row+"\n")
		e := w.Entries(ledger.Filter{Batch: r.Batch})[0]
		if e.Department != c.department || e.Funder != c.funder || e.FunderReason != c.reason {
			t.Errorf("%s: department %q, funder %q, reason %q; want %q, %q, %q", c.row, e.Department, e.Funder, e.FunderReason, c.department, c.funder, c.reason)
		}
	}
	r := w.Import("tour", "Date;Commune\n1/12/2018;Saint-Pardoux\n")
	if r.RefusedRows != 1 || r.Refused[0].Code != "commune_ambiguous" {
		t.Errorf("a homonym without department: %+v, want it refused", r)
	}
	r = w.Load("watch", "Date;Département;Intitulé\n1/12/2018;79;revue\n")
	if e := w.Entries(ledger.Filter{Batch: r.Batch})[0]; e.FunderReason != agreement.ByRule {
		t.Errorf("an activity that nobody pays for: %q", e.FunderReason)
	}
}

func TestOneThingToldTwiceIsOneEntry(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := programmetest.New(t, d)
		w.Load("talk", "Référence;Date;Intitulé\nT1;25/08/2020;Rencontre nationale (17)\n")
		r := w.Load("meeting", "Date;Intitulé;Déjà noté sous\n25/08/20;Rencontre nationale;T1\n")
		entries := w.Entries(ledger.Filter{})
		if len(entries) != 1 || entries[0].Also != "2.1" || entries[0].Activity != "1.2" {
			t.Fatalf("entries: %+v", entries)
		}
		detail, err := w.Ledger.Entry(w.Ctx, entries[0].ID)
		w.Must(err)
		if len(detail.Mentions) != 1 || len(detail.Versions) != 2 || detail.Row["title"] != "Rencontre nationale (17)" {
			t.Errorf("detail: %+v", detail)
		}
		if n, err := w.Ledger.Rebuild(w.Ctx); n != 0 || err != nil {
			t.Errorf("rebuilding changed %d entries, %v", n, err)
		}
		_, err = d.Exec(w.Ctx, `update entry_mention set title = 'autre'`)
		w.Must(err)
		if faults, err := w.Ledger.Verify(w.Ctx, nil); len(faults) != 1 || faults[0].Code != "mention" || err != nil {
			t.Errorf("a changed mention: %+v, %v", faults, err)
		}
		_, err = d.Exec(w.Ctx, `delete from entry_mention`)
		w.Must(err)
		if faults, err := w.Ledger.Verify(w.Ctx, nil); len(faults) != 1 || faults[0].Code != "mention" || err != nil {
			t.Errorf("a mention taken out: %+v, %v", faults, err)
		}
		if n, err := w.Ledger.Rebuild(w.Ctx); n != 0 || err != nil {
			t.Errorf("rebuilding after the mention was taken out changed %d entries, %v", n, err)
		}
		w.Sound()
		w.Must(w.Importer.Undo(w.Ctx, w.Target("meeting"), r.Batch))
		if e := w.Entries(ledger.Filter{})[0]; e.Also != "" {
			t.Errorf("after undoing the mention it still serves %q", e.Also)
		}
		if r := w.Import("meeting", "Date;Intitulé;Déjà noté sous\n1/09/20;x;T9\n"); r.RefusedRows != 1 {
			t.Errorf("an unknown reference was taken: %+v", r)
		}
		w.Sound()
	})
}

// TestRebuildEqualsStepByStep makes random histories of imports, corrections, mentions and undoings, and asks that the ledger rebuilt
// from its records is the ledger kept step by step, and that its chain and its sums hold.
func TestRebuildEqualsStepByStep(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		for seed := range uint64(3) {
			t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
				w := programmetest.New(t, d)
				random := rand.New(rand.NewPCG(seed, 7))
				var batches []string
				for range 14 {
					w.Pass(time.Hour)
					batches = step(w, random, batches)
				}
				before := w.Entries(ledger.Filter{})
				n, err := w.Ledger.Rebuild(w.Ctx)
				w.Must(err)
				after := w.Entries(ledger.Filter{})
				if n != 0 || len(before) != len(after) || len(before) == 0 {
					t.Fatalf("rebuilding touched %d entries: %d before, %d after", n, len(before), len(after))
				}
				for i := range before {
					if before[i].Hash != after[i].Hash {
						t.Errorf("entry %s differs after rebuilding", before[i].ID)
					}
				}
				w.Sound()
				for _, b := range batches {
					_ = w.Importer.Undo(w.Ctx, w.Target("tour"), b) // leaves the next seed an emptier ledger; refused ones stay
				}
			})
		}
	})
}

func step(w *programmetest.World, random *rand.Rand, batches []string) []string {
	if len(batches) > 2 && random.IntN(5) == 0 {
		last := batches[len(batches)-1]
		w.Must(w.Importer.Undo(w.Ctx, w.Target("tour"), last))
		return batches[:len(batches)-1]
	}
	var b strings.Builder
	b.WriteString("Référence;Date;Département;Participants;Sert aussi;Étiquettes\n")
	for i := range 1 + random.IntN(8) {
		dates := []string{"9/07/2018", "5 & 6/11/20", "3, 9 & 10/11/19", "07/2019"}
		fmt.Fprintf(&b, "R%d-%d;%s;%s;%d;%s;%s\n", random.IntN(6), i, dates[random.IntN(len(dates))], []string{"86", "33", "", "Creuse"}[random.IntN(4)],
			random.IntN(40), []string{"", "2.1", "1.2,2.1"}[random.IntN(3)], []string{"", "jeunesse", "culture / jeunesse"}[random.IntN(3)])
	}
	if r := w.Load("tour", b.String()); r.Batch != "" {
		batches = append(batches, r.Batch)
	}
	return batches
}

func TestChangedBytesAreNamed(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := programmetest.New(t, d)
		w.Load("tour", "Référence;Date;Département;Participants;Étiquettes\nA;9/07/2018;86;4;culture\nB;10/07/2018;86;5;\nC;11/07/2018;86;6;\n")
		w.Sound()
		b := w.Entries(ledger.Filter{})[1]
		for _, c := range []struct{ name, change, back, code string }{
			{"content", "update entry set participations = 6 where id = ?", "update entry set participations = 5 where id = ?", "content_changed"},
			{"hash", "update entry set hash = 'x' || substr(hash, 2) where id = ?", "update entry set hash = '" + b.Hash + "' where id = ?", "content_changed"},
			{"reopened", "update entry set known_to = known_from where id = ?", "update entry set known_to = null where id = ?", "period"},
			{"sum", "update entry_cell set n = n + 1 where kind = 'tour' and ? <> ''", "update entry_cell set n = n - 1 where kind = 'tour' and ? <> ''", "cells"},
			{"tag", "delete from entry_tag where tag = 'culture' and ? <> ''", "", "derived"},
			{"deleted", "delete from entry where id = ?", "", "chain_broken"},
		} {
			_, err := d.Exec(w.Ctx, c.change, b.ID)
			w.Must(err)
			faults, err := w.Ledger.Verify(w.Ctx, nil)
			w.Must(err)
			found := false
			for _, f := range faults {
				named := f.Entry == b.ID || f.Entry == "" || c.name == "deleted"
				found = found || f.Code == c.code && named && f.Message.FR != ""
			}
			if !found {
				t.Errorf("%s: faults %+v, want %s", c.name, faults, c.code)
			}
			if c.back != "" {
				_, err = d.Exec(w.Ctx, c.back, b.ID)
				w.Must(err)
			}
		}
	})
}

// TestRebuildMendsWhatIsDerived: sums, tags and "also serves" are made again from sound entries, without a new version of any.
func TestRebuildMendsWhatIsDerived(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := programmetest.New(t, d)
		w.Load("tour", "Date;Département;Étiquettes;Sert aussi\n9/07/2018;86;culture / jeunesse;2.1\n10/07/2018;86;;1.2\n")
		for _, change := range []string{`update entry_cell set n = n + 1`, `delete from entry_tag`, `update entry_also set activity = '2.2' where activity = '2.1'`} {
			_, err := d.Exec(w.Ctx, change)
			w.Must(err)
			faults, err := w.Ledger.Verify(w.Ctx, nil)
			w.Must(err)
			if len(faults) == 0 || !faults[0].Repairable() {
				t.Errorf("%s: %+v, want a fault that rebuilding mends", change, faults)
			}
			if n, err := w.Ledger.Rebuild(w.Ctx); n != 0 || err != nil {
				t.Errorf("%s: rebuilding changed %d entries, %v", change, n, err)
			}
			w.Sound()
		}
	})
}

func TestNewAgreementAttributesAnew(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := programmetest.New(t, d)
		w.Load("tour", "Date;Département\n9/02/2018;Gironde\n10/12/2018;Gironde\n")
		w.Pass(time.Hour)
		changed, err := w.Agreements.Import(w.Ctx, []byte(strings.Replace(programmetest.Programme, "start = 2018-07-01", "start = 2018-01-01", 1)), "avenant.toml")
		w.Must(err)
		if !changed {
			t.Fatal("the amended agreement was taken for the same")
		}
		entries := w.Entries(ledger.Filter{})
		if entries[0].Funder != "esf" || entries[0].Act != "attributed" || entries[1].Version != 1 {
			t.Errorf("after the amendment: %+v", entries)
		}
		_, err = w.Agreements.Import(w.Ctx, []byte(strings.ReplaceAll(programmetest.Programme, `code = "tour"`, `code = "stage"`)), "x.toml")
		if err == nil {
			t.Error("an agreement that drops a nature with entries was taken")
		}
		w.Sound()
	})
}

func TestNearDuplicates(t *testing.T) {
	w := programmetest.New(t, dbtest.SQLite(t))
	w.Load("talk", "Date;Intitulé\n25/08/2020;Rencontre nationale de la culture (17)\n26/08/2020;Autre chose (17)\n")
	w.Load("meeting", "Date;Intitulé\n25/08/2020;Rencontre nationale culture à La Rochelle (17)\n26/08/2020;Réunion sans rapport (17)\n")
	pairs, err := w.Ledger.NearDuplicates(w.Ctx, 10)
	w.Must(err)
	if len(pairs) != 1 || pairs[0].A.Start != "2020-08-25" {
		t.Errorf("pairs: %+v", pairs)
	}
}
