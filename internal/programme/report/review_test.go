package report_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"maillage/internal/db"
	"maillage/internal/db/dbtest"
	"maillage/internal/kit/actor"
	"maillage/internal/kit/apperr"
	"maillage/internal/programme/check"
	"maillage/internal/programme/check/rule"
	"maillage/internal/programme/report"
	"maillage/internal/programme/report/reporttest"
)

const planted = "La rencontre du lundi 3 mars 2020 a réuni {{tour.stops}} personnes, puis X personnes."

// plantedWorld holds a report with a weekday that is wrong and a value never filled in, behind a figure.
func plantedWorld(t *testing.T, d *db.DB) (*reporttest.World, int) {
	t.Helper()
	w := reporttest.New(t, d)
	w.Reports.Rules = rule.All()
	axis := strings.Replace(w.Text("axe-1.md"), "Continuer.", planted, 1)
	w.Load(map[string]string{"axe-1.md": axis})
	return w, 1 + strings.Count(axis[:strings.Index(axis, planted)], "\n")
}

func review(t *testing.T, w *reporttest.World, o report.Options) *report.Review {
	t.Helper()
	w.Reports.Rules = rule.All()
	r, err := w.Reports.Review(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// ofRule finds the one finding of a rule.
func ofRule(t *testing.T, r *report.Review, rule string) report.Checked {
	t.Helper()
	list := slices.DeleteFunc(slices.Clone(r.Findings), func(f report.Checked) bool { return f.Rule != rule })
	if len(list) != 1 {
		t.Fatalf("%d findings of %s: %+v", len(list), rule, list)
	}
	return list[0]
}

// TestTheCheckReadsTheReportAsItWillBeRead: findings stand on the lines and columns that people wrote, before and behind a figure.
func TestTheCheckReadsTheReportAsItWillBeRead(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w, line := plantedWorld(t, d)
		r := review(t, w, report.Options{})
		day, value := ofRule(t, r, "weekday"), ofRule(t, r, "placeholder")
		same(t, "the day", day.Place(), fmt.Sprintf("axe-1.md:%d:%d", line, 1+len("La rencontre du ")-len("du ")))
		column := 1 + len([]rune(planted[:strings.Index(planted, "X personnes")]))
		same(t, "the value, behind a figure", value.Place(), fmt.Sprintf("axe-1.md:%d:%d", line, column))
		if !value.Stops() || day.Stops() {
			t.Errorf("a placeholder stops a final version (%v), a weekday does not (%v)", value.Stops(), day.Stops())
		}
		written := r.Documents[slices.IndexFunc(r.Documents, func(d *check.Document) bool { return d.Name == "axe-1.md" })]
		same(t, "the line as written", written.Lines[line-1].Text, planted)
		if doc := w.Build(report.Options{}); doc.Review != nil {
			t.Error("a build that was not asked to check was checked")
		}
	})
}

// TestABlockingFindingIsMendedOrWaived before a version is final; the waiver is an annex, with who and why, and can be taken back.
func TestABlockingFindingIsMendedOrWaived(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w, line := plantedWorld(t, d)
		w.Settle()
		ctx := actor.With(context.Background(), "coordination")
		final := func() error {
			_, err := w.Reports.Build(ctx, report.Options{Final: true})
			return err
		}
		if err := final(); apperr.CodeOf(err) != apperr.Invalid || !strings.Contains(apperr.Message(err, "fr"), fmt.Sprintf("axe-1.md:%d:", line)) {
			t.Fatalf("a final version over a value never filled in: %v", err)
		}
		found := ofRule(t, review(t, w, report.Options{}), "placeholder")
		if err := w.Reports.Waive(ctx, report.Options{}, found.Fingerprint, "Bah."); apperr.CodeOf(err) != apperr.Invalid {
			t.Errorf("a reason that says nothing: %v", err)
		}
		if err := w.Reports.Waive(ctx, report.Options{}, "ffffffffffff", "Un motif assez long."); apperr.CodeOf(err) != apperr.NotFound {
			t.Errorf("a finding that is none: %v", err)
		}
		if err := w.Reports.Waive(ctx, report.Options{}, found.Fingerprint, "Le X est le nom de la salle."); err != nil {
			t.Fatal(err)
		}
		if err := w.Reports.Waive(ctx, report.Options{}, found.Fingerprint, "Le X est le nom de la salle."); apperr.CodeOf(err) != apperr.Conflict {
			t.Errorf("waived twice: %v", err)
		}
		before := w.Clock
		doc := w.Build(report.Options{Final: true})
		if len(doc.Waivers) != 1 || doc.Waivers[0].By != "coordination" || doc.Waivers[0].Reason != "Le X est le nom de la salle." || doc.Waivers[0].Words != "X" {
			t.Errorf("the annex: %+v", doc.Waivers)
		}
		w.Pass(time.Hour)
		if err := w.Reports.LiftWaiver(ctx, found.Fingerprint); err != nil {
			t.Fatal(err)
		}
		if err := final(); apperr.CodeOf(err) != apperr.Invalid {
			t.Errorf("final after the waiver was taken back: %v", err)
		}
		if err := w.Reports.LiftWaiver(ctx, found.Fingerprint); apperr.CodeOf(err) != apperr.NotFound {
			t.Errorf("taken back twice: %v", err)
		}
		if then := w.Build(report.Options{AsOf: before}); len(then.Waivers) != 1 {
			t.Errorf("as of then: %+v", then.Waivers)
		}
	})
}

// TestAWaiverWithoutObject is told when its text was mended.
func TestAWaiverWithoutObject(t *testing.T) {
	w, _ := plantedWorld(t, dbtest.SQLite(t))
	found := ofRule(t, review(t, w, report.Options{}), "placeholder")
	if err := w.Reports.Waive(context.Background(), report.Options{}, found.Fingerprint, "Le X est le nom de la salle."); err != nil {
		t.Fatal(err)
	}
	if stale := review(t, w, report.Options{}).Stale(); len(stale) != 0 {
		t.Errorf("stale while its finding stands: %+v", stale)
	}
	w.Load(nil)
	if stale := review(t, w, report.Options{}).Stale(); len(stale) != 1 || stale[0].Fingerprint != found.Fingerprint {
		t.Errorf("the text was mended: %+v", stale)
	}
}

// TestWhatIsRecordedIsCheckedToo: evidence, places, what was published.
func TestWhatIsRecordedIsCheckedToo(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := reporttest.New(t, d)
		w.Load(nil)
		w.Import("published", "Texte publié;Valeur;Emplacement;Ligne;Indicateur;Année\n99 dates de tournée;99;Couverture;7;tour.stops;\n")
		r := review(t, w, report.Options{})
		rules := map[string]int{}
		for _, f := range r.Findings {
			if f.File == report.Register {
				rules[f.Rule]++
				if f.URL == "" || f.Message.FR == "" || f.Message.EN == "" || f.Mend.FR == "" {
					t.Errorf("%s says too little: %+v", f.Rule, f)
				}
			}
		}
		for _, rule := range []string{"evidence-missing", "territory-missing", "published-differs"} {
			if rules[rule] == 0 {
				t.Errorf("%s finds nothing: %v", rule, rules)
			}
		}
		published := ofRule(t, r, "published-differs")
		if !strings.Contains(published.Message.FR, "Publié : 99 (Couverture, ligne 7)") {
			t.Errorf("published: %s", published.Message.FR)
		}
		again := review(t, w, report.Options{Language: "en"})
		if ofRule(t, again, "published-differs").Fingerprint != published.Fingerprint {
			t.Error("a fingerprint depends on the language")
		}
	})
}
