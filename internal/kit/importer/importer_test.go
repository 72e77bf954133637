package importer_test

import (
	"strings"
	"testing"

	"maillage/internal/db"
	"maillage/internal/db/dbtest"
	"maillage/internal/kit/apperr"
	"maillage/internal/kit/importer"
	"maillage/internal/programme/ledger"
	"maillage/internal/programme/programmetest"
)

const stops = `Référence;Date;Département;Localisation;Participants
A1;9/07/2018;Vienne;Couhé;4
A2;26/07/2018;Gironde;Floirac;X
A3;31/04/2020;Creuse;;2
;5/02/2019;Deux-Sèvre;;dix
;6/02/2019;Zzyzx;;1
`

func TestDryRunCountsAndChangesNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := programmetest.New(t, d)
		q := importer.Request{Path: w.File("etapes.csv", stops), DryRun: true, Language: "fr"}
		r, err := w.Importer.Run(w.Ctx, w.Target("tour"), q)
		w.Must(err)
		if r.Rows != 5 || r.New != 2 || r.RefusedRows != 3 || r.Changed+r.Unchanged != 0 {
			t.Fatalf("dry run: %+v", r)
		}
		for i, want := range []struct {
			row    int
			column string
			reason string
		}{{4, "Date", "31/04/2020"}, {5, "Participants", "dix"}, {6, "Département", "Zzyzx"}} {
			got := r.Refused[i]
			if got.Row != want.row || got.Column != want.column || !strings.Contains(got.Reason, want.reason) || got.Mend == "" {
				t.Errorf("refused %d: %+v, want row %d, column %s about %s", i, got, want.row, want.column, want.reason)
			}
		}
		if n := len(w.Entries(ledger.Filter{})); n != 0 {
			t.Errorf("a dry run wrote %d entries", n)
		}
	})
}

func TestImportTwiceThenCorrectThenUndo(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := programmetest.New(t, d)
		first := w.Import("tour", stops)
		again := w.Import("tour", stops)
		if first.New != 2 || again.New != 0 || again.Unchanged != 2 || again.Batch != "" {
			t.Fatalf("first %+v, again %+v", first, again)
		}
		mended := strings.Replace(strings.Replace(stops, "A2;26/07/2018;Gironde;Floirac;X", "A2;27/07/2018;Gironde;Floirac;12", 1), "31/04", "30/04", 1)
		second := w.Import("tour", mended)
		if second.New != 1 || second.Changed != 1 || second.Unchanged != 1 {
			t.Fatalf("mended: %+v", second)
		}
		entries := w.Entries(ledger.Filter{})
		if len(entries) != 3 || entries[1].Version != 2 || *entries[1].Participations != 12 || entries[1].Start != "2018-07-27" {
			t.Fatalf("after the correction: %+v", entries)
		}
		if err := w.Importer.Undo(w.Ctx, w.Target("tour"), first.Batch); apperr.CodeOf(err) != apperr.Conflict {
			t.Errorf("undoing the first batch under the second: %v, want conflict", err)
		}
		w.Must(w.Importer.Undo(w.Ctx, w.Target("tour"), second.Batch))
		entries = w.Entries(ledger.Filter{})
		if len(entries) != 2 || entries[1].Participations != nil || entries[1].Start != "2018-07-26" || entries[1].Version != 3 {
			t.Fatalf("after undoing the correction: %+v", entries)
		}
		w.Must(w.Importer.Undo(w.Ctx, w.Target("tour"), first.Batch))
		if n := len(w.Entries(ledger.Filter{})); n != 0 {
			t.Errorf("%d entries left after undoing everything", n)
		}
		if err := w.Importer.Undo(w.Ctx, w.Target("tour"), first.Batch); apperr.CodeOf(err) != apperr.Conflict {
			t.Errorf("undoing twice: %v, want conflict", err)
		}
		back := w.Import("tour", stops)
		if back.New != 2 || len(w.Entries(ledger.Filter{})) != 2 {
			t.Errorf("importing again after the undo: %+v", back)
		}
		w.Sound()
	})
}

func TestIdenticalRowsAreTwoEntriesAndAReferenceIsOne(t *testing.T) {
	w := programmetest.New(t, dbtest.SQLite(t))
	r := w.Import("tour", "Référence;Date;Département\n;9/07/2018;86\n;9/07/2018;86\nB1;9/07/2018;86\nB1;10/07/2018;86\n")
	if r.New != 3 || r.RefusedRows != 1 || r.Refused[0].Code != "reference_twice" {
		t.Fatalf("%+v", r)
	}
	if again := w.Import("tour", "Référence;Date;Département\n;9/07/2018;86\n;9/07/2018;86\nB1;9/07/2018;86\n"); again.Unchanged != 3 {
		t.Errorf("again: %+v", again)
	}
}

func TestMappingIsGuessedKeptAndSaid(t *testing.T) {
	w := programmetest.New(t, dbtest.SQLite(t))
	path := w.File("x.csv", "Jour J;Dép.;Observations libres\n9/07/2018;86;bien\n")
	_, err := w.Importer.Run(w.Ctx, w.Target("tour"), importer.Request{Path: path, Mapping: map[string]string{"Jour J": "nothing"}})
	if apperr.CodeOf(err) != apperr.Invalid {
		t.Errorf("an unknown field: %v, want invalid", err)
	}
	r, err := w.Importer.Run(w.Ctx, w.Target("tour"), importer.Request{Path: path, Mapping: map[string]string{"Jour J": "date"}})
	w.Must(err)
	if r.New != 1 || r.Mapping["Jour J"] != "date" || r.Mapping["Dép."] != "department" || len(r.Ignored) != 1 {
		t.Fatalf("%+v", r)
	}
	again, err := w.Importer.Run(w.Ctx, w.Target("tour"), importer.Request{Path: path})
	w.Must(err)
	if again.Unchanged != 1 {
		t.Errorf("the mapping was not kept: %+v", again)
	}
}

func TestNothingRecognisedIsSaid(t *testing.T) {
	w := programmetest.New(t, dbtest.SQLite(t))
	_, err := w.Importer.Run(w.Ctx, w.Target("tour"), importer.Request{Path: w.File("x.csv", "foo;bar\n1;2\n")})
	if apperr.CodeOf(err) != apperr.Invalid {
		t.Errorf("no known column: %v, want invalid", err)
	}
	_, err = w.Importer.Run(w.Ctx, w.Target("entries"), importer.Request{Path: w.File("y.csv", "Date;Titre\n1/02/2018;x\n")})
	if apperr.CodeOf(err) != apperr.Invalid || !strings.Contains(apperr.Message(err, "fr"), "Nature") || strings.Contains(apperr.Message(err, "fr")+apperr.Message(err, "en"), "%!") {
		t.Errorf("a missing column: %v, want invalid naming Nature", err)
	}
}

func TestChangedRowsAndBatchesAreNamed(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := programmetest.New(t, d)
		first := w.Import("tour", stops)
		second := w.Import("tour", strings.Replace(stops, "Couhé;4", "Couhé;5", 1))
		w.Must(w.Importer.Undo(w.Ctx, w.Target("tour"), second.Batch))
		if faults, err := w.Importer.Verify(w.Ctx); len(faults) != 0 || err != nil {
			t.Fatalf("untouched: %+v, %v", faults, err)
		}
		for _, change := range []string{
			`update import_record set cells = replace(cells, 'Vienne', 'Creuse') where ref = 'A1'`,
			`update import_change set before_cells = replace(before_cells, 'Vienne', 'Creuse')`,
			`update import_batch set added = 9 where id = '` + first.Batch + `'`,
		} {
			_, err := d.Exec(w.Ctx, change)
			w.Must(err)
		}
		faults, err := w.Importer.Verify(w.Ctx)
		w.Must(err)
		codes := ""
		for _, f := range faults {
			codes += f.Code + " "
		}
		if codes != "row before batch " {
			t.Errorf("faults %+v, want a row, what was before it, and a batch", faults)
		}
	})
}

// TestACheckedRowCountsForThoseThatFollow: parts of one piece are accepted in the order of the file, whether they are new, changed or kept.
func TestACheckedRowCountsForThoseThatFollow(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := programmetest.New(t, d)
		_, err := w.Finance.Import(w.Ctx, []byte("[[operation]]\nfunder = \"esf\"\n"), "finance.toml")
		w.Must(err)
		const head = "Référence;Pièce;Poste;Financeur;Date;Montant;Part\n"
		row := func(ref, share string) string { return ref + ";P;Personnel;esf;1/02/2019;100;" + share + "\n" }
		for _, x := range []struct {
			rows                               string
			added, changed, unchanged, refused int
		}{
			{row("A", "60") + row("B", "50") + row("C", "40"), 2, 0, 0, 1}, // B would make 110 %
			{row("A", "60") + row("B", "50") + row("C", "40"), 0, 0, 2, 1}, // again
			{row("A", "10") + row("B", "50") + row("C", "40"), 1, 1, 1, 0}, // A made room
			{row("C", "41"), 0, 0, 0, 1},                                   // a kept row may not grow beyond it
		} {
			r := w.Import("cost", head+x.rows)
			if r.New != x.added || r.Changed != x.changed || r.Unchanged != x.unchanged || r.RefusedRows != x.refused {
				t.Errorf("%q: new %d, changed %d, unchanged %d, refused %d; want %+v", x.rows, r.New, r.Changed, r.Unchanged, r.RefusedRows, x)
			}
		}
	})
}
