package report_test

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"maillage/internal/db"
	"maillage/internal/db/dbtest"
	"maillage/internal/kit/actor"
	"maillage/internal/kit/apperr"
	"maillage/internal/programme/report"
	"maillage/internal/programme/report/reporttest"
)

const meetups = "Référence;Date;Intitulé;Département;Ville;Participations;État\n"

func TestAFinalVersionIsKeptForEver(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := reporttest.New(t, d)
		w.Load(nil)
		ctx := actor.With(context.Background(), "direction")
		if _, err := w.Reports.Keep(ctx, report.KeepInput{Final: true}, reporttest.Title); apperr.CodeOf(err) != apperr.Invalid {
			t.Fatalf("a final version with open variances: %v, want invalid", err)
		}
		w.Settle()
		v, err := w.Reports.Keep(ctx, report.KeepInput{Final: true}, reporttest.Title)
		if err != nil {
			t.Fatal(err)
		}
		kept, files, err := w.Reports.Version(ctx, v.Number)
		if err != nil || kept.Hash != v.Hash || kept.Actor != "direction" || !kept.Final || len(files) != 1 {
			t.Fatalf("kept %+v %+v, %v", kept, files, err)
		}
		r, _, err := w.Reports.OpenFile(ctx, files[0])
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		_ = r.Close()
		if err != nil || !strings.Contains(string(content), v.Hash) {
			t.Errorf("the printed file should carry the hash: %q, %v", content, err)
		}
		_, frozen, err := w.Reports.Frozen(ctx, v.Number)
		if err != nil || len(frozen.Figures) == 0 || len(frozen.Entries) == 0 || len(frozen.Entries[0].Hash) != 64 {
			t.Fatalf("frozen: %+v, %v", frozen, err)
		}
		diff, err := w.Reports.Difference(ctx, v.Number, "fr")
		if err != nil || !diff.Same() || diff.Unmoved != len(frozen.Figures) {
			t.Errorf("nothing happened since, and the difference is %+v, %v", diff, err)
		}
		if _, err := w.Reports.Keep(ctx, report.KeepInput{Replaces: 1, Reason: "non"}, reporttest.Title); apperr.CodeOf(err) != apperr.Invalid {
			t.Errorf("a correction without a reason: %v", err)
		}
		if _, err := w.Reports.Keep(ctx, report.KeepInput{Replaces: 9, Reason: "Une raison assez longue."}, reporttest.Title); apperr.CodeOf(err) != apperr.NotFound {
			t.Errorf("a correction of nothing: %v", err)
		}
	})
}

func TestDifferenceNamesFiguresEntriesAndPeople(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := reporttest.New(t, d)
		w.Load(nil)
		v := w.Keep(report.KeepInput{})
		w.Pass(24 * time.Hour)
		w.Import("meetup", meetups+"M3;10/10/2019;Rencontre de Tulle;Corrèze;Tulle;60;annulé\n")
		w.Load(map[string]string{"axe-1.md": strings.Replace(w.Text("axe-1.md"), "Continuer.", "Continuer et grandir.", 1)})
		ctx := context.Background()
		diff, err := w.Reports.Difference(ctx, v.Number, "fr")
		if err != nil {
			t.Fatal(err)
		}
		var moves []string
		for _, m := range diff.Moves {
			line := fmt.Sprintf("%s, %s: %s → %s (%s)", m.Label, m.Scope, m.Before, m.After, m.Delta)
			for _, c := range m.Causes {
				line += fmt.Sprintf(" [%s %s : %s]", c.Title, c.Act, c.Detail)
			}
			moves = append(moves, line)
		}
		const cause = " [Rencontre de Tulle corrigé : état\u00a0: tenu → annulé\u00a0; participations\u00a0: – → 60]"
		if all := strings.Join(moves, "\n"); !strings.Contains(all, "Rencontres tenues, 2018-2019: 3 → 2 (−1)"+cause) || diff.Entries != 1 || diff.Unmoved == 0 {
			t.Errorf("moves:\n%s\n%d entries, %d unmoved", all, diff.Entries, diff.Unmoved)
		}
		same(t, "texts", diff.Texts, []string{"axe-1.md, Perspectives"})
		if again, err := w.Reports.Replay(ctx, v.Number); err != nil || len(again.Mismatches) > 0 || again.Figures == 0 || again.Proofs != again.Figures {
			t.Errorf("the version's own moment gives %+v, %v", again, err)
		}
		next := w.Keep(report.KeepInput{Replaces: v.Number, Reason: "Une rencontre annulée avait été comptée."})
		_, frozen, err := w.Reports.Frozen(ctx, next.Number)
		if err != nil || !strings.Contains(string(frozen.Document), `"letter":{"replaces":1,`) || !strings.Contains(string(frozen.Document), "Une rencontre annulée") {
			t.Errorf("the correction should carry its letter: %v", err)
		}
		between, err := w.Reports.Compare(ctx, v.Number, next.Number, "fr")
		if err != nil || len(between.Moves) < len(diff.Moves) || between.With.Number != next.Number || between.Entries != 1 {
			t.Errorf("between the two versions: %+v, %v", between, err)
		}
	})
}

func TestDefinitionAndAgreementChangesAreTold(t *testing.T) {
	w := reporttest.New(t, dbtest.SQLite(t))
	w.Load(nil)
	v := w.Keep(report.KeepInput{})
	w.Agreement(func(toml string) string { return strings.Replace(toml, "value = 300", "value = 310", 1) })
	diff, err := w.Reports.Difference(context.Background(), v.Number, "fr")
	if err != nil || !diff.Agreement || len(diff.Moves) != 0 {
		t.Errorf("a new target changes the agreement and no figure: %+v, %v", diff, err)
	}
}

// TestEveryVersionIsReplayed makes random histories of entries and of evidence, keeps versions on the way, and asks that each figure of each
// version and the evidence behind it, computed again at the end as of its moment, equal what was printed; and so does the whole document.
func TestEveryVersionIsReplayed(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		random := rand.New(rand.NewPCG(11, 23))
		ctx := context.Background()
		w := reporttest.New(t, d)
		w.Load(nil)
		var kept []report.Version
		for step := range 14 {
			w.Pass(time.Duration(1+random.IntN(900)) * time.Minute)
			w.Import("meetup", meetups+randomMeetups(random))
			w.Pass(time.Minute)
			batch := w.ImportPieces(randomPieces(random))
			if random.IntN(3) == 0 {
				w.Pass(time.Minute)
				w.UndoPieces(batch)
			}
			if step%3 == 0 {
				kept = append(kept, w.Keep(report.KeepInput{Funder: []string{"", "region", "esf"}[random.IntN(3)]}))
			}
		}
		proved := map[int64]bool{}
		for _, v := range kept {
			again, err := w.Reports.Replay(ctx, v.Number)
			if err != nil || len(again.Mismatches) > 0 || again.Proofs != again.Figures {
				t.Errorf("version %d: %+v, %v", v.Number, again, err)
			}
			_, frozen, err := w.Reports.Frozen(ctx, v.Number)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range frozen.Figures {
				proved[f.Proof.Have] = true
			}
			if _, err := w.Reports.Reprint(ctx, v.Number, oneMore); err != nil {
				t.Errorf("version %d is not built again as it was: %v", v.Number, err)
			}
		}
		if len(proved) < 3 {
			t.Errorf("the histories are too poor: figures with %v proofs", proved)
		}
		for what, spoil := range map[string]string{
			"a ledger":    `update entry set state = 'held', year = 2019 where kind = 'meetup'`,
			"an evidence": `update evidence_known set state = 'stored', kind = 'attendance', known_from = known_from`,
		} {
			before := mismatches(t, w, kept)
			if _, err := d.Exec(ctx, spoil); err != nil {
				t.Fatal(err)
			}
			if mismatches(t, w, kept) <= before {
				t.Errorf("%s changed behind the program's back is not seen", what)
			}
			if _, err := w.Reports.Reprint(ctx, kept[0].Number, unprinted(t)); apperr.CodeOf(err) != apperr.Conflict {
				t.Errorf("a version is printed from %s changed behind the program's back: %v", what, err)
			}
		}
	})
}

// oneMore prints a file that no version has.
func oneMore(ctx context.Context, doc *report.Document, dir string) ([]string, error) {
	return []string{"encore.txt"}, os.WriteFile(filepath.Join(dir, "encore.txt"), []byte(doc.Seal.Hash), 0o600)
}

// unprinted fails when it is asked to print.
func unprinted(t *testing.T) report.Printer {
	return func(context.Context, *report.Document, string) ([]string, error) {
		t.Error("a document that is not the sealed one is printed")
		return nil, nil
	}
}

func mismatches(t *testing.T, w *reporttest.World, kept []report.Version) (n int) {
	t.Helper()
	for _, v := range kept {
		again, err := w.Reports.Replay(context.Background(), v.Number)
		if err != nil {
			t.Fatal(err)
		}
		n += len(again.Mismatches)
	}
	return n
}

func randomMeetups(random *rand.Rand) string {
	var rows strings.Builder
	for range 1 + random.IntN(4) {
		n := random.IntN(9)
		fmt.Fprintf(&rows, "M%d;%d/%02d/20%d;Rencontre %d;%s;;%d;%s\n", n, 1+random.IntN(28), 1+random.IntN(12), 18+random.IntN(2), n,
			[]string{"Gironde", "Vienne", ""}[random.IntN(3)], random.IntN(90), []string{"tenu", "annulé"}[random.IntN(2)])
	}
	return distinct(rows.String())
}

// randomPieces are announced, handed in, replaced, told to prove other entries; an import that is undone withdraws the new ones.
func randomPieces(random *rand.Rand) string {
	var rows strings.Builder
	for n := range 8 {
		if random.IntN(4) == 0 {
			continue
		}
		link, file := "https://example.org/"+strconv.Itoa(n), ""
		if random.IntN(3) > 0 {
			link, file = "", "feuille-"+strconv.Itoa(random.IntN(3))+".txt"
		}
		fmt.Fprintf(&rows, "P%d;T%d, T%d;1.2;%s;Pièce %d;%s;%s\n", n, 1+random.IntN(9), 1+random.IntN(9), []string{"attendance", "programme"}[random.IntN(2)], n, link, file)
	}
	return rows.String()
}

// distinct keeps the last row of each reference: a file tells a thing once.
func distinct(rows string) string {
	last := map[string]string{}
	var order []string
	for line := range strings.Lines(rows) {
		ref, _, _ := strings.Cut(line, ";")
		if last[ref] == "" {
			order = append(order, ref)
		}
		last[ref] = line
	}
	var b strings.Builder
	for _, ref := range order {
		b.WriteString(last[ref])
	}
	return b.String()
}
