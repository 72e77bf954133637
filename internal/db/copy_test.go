package db_test

import (
	"context"
	"path/filepath"
	"testing"

	"maillage/internal/db"
	"maillage/internal/db/dbtest"
	"maillage/internal/kit/apperr"
	"maillage/internal/programme/ledger"
	"maillage/internal/programme/programmetest"
)

func TestCopyBetweenEngines(t *testing.T) {
	open := map[string]func(testing.TB) *db.DB{"sqlite": dbtest.SQLite, "postgres": dbtest.Postgres}
	for from, openFrom := range open {
		for to, openTo := range open {
			t.Run(from+" to "+to, func(t *testing.T) {
				source := openFrom(t)
				w := programmetest.New(t, source)
				w.Load("tour", "Référence;Date;Département;Participants;Étiquettes;Sert aussi\nA;9/07/2018;86;4;culture;2.1\nB;5 & 6/11/20;;X;;\n")
				w.Load("tour", "Référence;Date;Département;Participants;Étiquettes;Sert aussi\nA;9/07/2018;86;5;culture;2.1\n")
				destination := openTo(t)
				done, err := db.Copy(w.Ctx, source, destination, func(string) {})
				w.Must(err)
				if len(done) != len(db.Tables) {
					t.Errorf("%d tables copied, want %d", len(done), len(db.Tables))
				}
				for _, c := range done {
					if c.Table == "entry" && c.Rows != 4 {
						t.Errorf("%d versions copied, want 4", c.Rows)
					}
				}
				other := *w.Ledger
				other.DB = destination
				if faults, err := other.Verify(w.Ctx, nil); len(faults) != 0 || err != nil {
					t.Errorf("the copy does not hold together: %+v, %v", faults, err)
				}
				list, err := other.List(w.Ctx, ledger.Filter{}, ledger.ByDate, 10, 0)
				w.Must(err)
				for i, e := range w.Entries(ledger.Filter{}) {
					if list[i].Hash != e.Hash {
						t.Errorf("entry %s differs in the copy", e.ID)
					}
				}
				if _, err := db.Copy(w.Ctx, source, destination, func(string) {}); apperr.CodeOf(err) != apperr.Conflict {
					t.Errorf("copying onto a filled database: %v, want conflict", err)
				}
			})
		}
	}
}

func TestOpenSaysWhatIsWrong(t *testing.T) {
	for _, address := range []string{filepath.Join(t.TempDir(), "no", "such", "folder", "x.db"), "postgres://nobody:secret@127.0.0.1:1/none?sslmode=disable"} {
		_, err := db.Open(context.Background(), address)
		if apperr.CodeOf(err) != apperr.Unavailable {
			t.Errorf("%s: %v, want unavailable", address, err)
		}
	}
}
