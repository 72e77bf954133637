package report_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"maillage/internal/db"
	"maillage/internal/db/dbtest"
	"maillage/internal/kit/actor"
	"maillage/internal/kit/apperr"
	"maillage/internal/kit/importer"
	"maillage/internal/programme/report"
	"maillage/internal/programme/report/reporttest"
)

func told(list []report.Variance) []string {
	var lines []string
	for _, v := range list {
		state := "open"
		if !v.Open() {
			state = "closed by " + v.Closing.By
		}
		if v.Stale {
			state = "stale"
		}
		lines = append(lines, fmt.Sprintf("%s %s/%s %s %s", v.Key, v.Planned, v.Actual, v.Delta, state))
	}
	return lines
}

func TestVariancesDeclareThemselves(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := reporttest.New(t, d)
		w.Load(nil)
		same(t, "missed targets", told(w.Build(report.Options{}).Variances), []string{
			"target_missed:places.open:2019 300 lieux/231 lieux −69 open", "target_missed:meetups.held:0 4 rencontres/3 rencontres −1 open",
		})
		w.Import("meetup", "Référence;Date;Intitulé;Département;Ville;Participations\nM9;03/10/2019;Rencontre de plus;Corrèze;Tulle;40\n")
		w.Import("meetup", "Référence;Date;Intitulé;Département;Ville;Participations;État\nM1;06/11/18;Rencontre de Limoges;Haute-Vienne;Limoges;120;annulé\n"+
			"M2;07/2019;Rencontre de Pau;Pyrénées-Atlantiques;Pau;85;annulé\nM3;10/10/2019;Rencontre de Tulle;Corrèze;Tulle;;annulé\n")
		for language, want := range map[string]string{"fr": "4 rencontres/1 rencontre −3 open", "en": "4 meet-ups/1 meet-up −3 open"} {
			if list := told(w.Build(report.Options{Language: language}).Variances); !strings.HasSuffix(list[1], want) {
				t.Errorf("one is left: %q, want %s", list, want)
			}
		}
		w.Import("meetup", "Référence;Date;Intitulé;Département;Ville;Participations\nM1;06/11/18;Rencontre de Limoges;Haute-Vienne;Limoges;120\n"+
			"M2;07/2019;Rencontre de Pau;Pyrénées-Atlantiques;Pau;85\nM3;10/10/2019;Rencontre de Tulle;Corrèze;Tulle;\n")
		same(t, "after a fourth meet-up", told(w.Build(report.Options{}).Variances), []string{"target_missed:places.open:2019 300 lieux/231 lieux −69 open"})
	})
}

func TestTargetOfAYearThatIsNotOverIsNoVariance(t *testing.T) {
	w := reporttest.New(t, dbtest.SQLite(t))
	w.Load(nil)
	w.Clock = time.Date(2019, 12, 31, 9, 0, 0, 0, time.UTC)
	if list := w.Build(report.Options{}).Variances; len(list) != 0 {
		t.Errorf("before the end of the programme: %q", told(list))
	}
}

func TestActivityWithoutEntryAndEntriesOutsideTheirMonths(t *testing.T) {
	w := reporttest.New(t, dbtest.SQLite(t))
	w.Agreement(func(toml string) string {
		toml = strings.Replace(toml, "name.en = \"Tour\"\nattribution", "name.en = \"Tour\"\nplanned = [\"2018-01..2018-12\", \"2019-05..2019-09\"]\nattribution", 1)
		return strings.Replace(toml, "[[kind]]", "[[activity]]\nnumber = \"1.4\"\nname.fr = \"Kit\"\nname.en = \"Kit\"\nplanned = [\"2018-03..2018-04\"]\nattribution = \"none\"\n\n[[kind]]", 1)
	})
	w.Load(nil)
	list := told(w.Build(report.Options{}).Variances)
	same(t, "variances", list[1:3], []string{
		"outside_planned:1.2 janvier à décembre 2018, mai à septembre 2019/4 réalisations hors de ces mois : janvier à avril 2019  open",
		"target_missed:meetups.held:0 4 rencontres/3 rencontres −1 open",
	})
	same(t, "silent", list[3:], []string{"activity_silent:1.4 mars à avril 2018/aucune réalisation notée  open"})
	region := told(w.Build(report.Options{Funder: "esf"}).Variances)
	if !strings.Contains(strings.Join(region, "\n"), "outside_planned:1.2@esf janvier à décembre 2018, mai à septembre 2019/1 réalisation hors de ces mois") {
		t.Errorf("the ESF pays for one of the four: %q", region)
	}
	ctx := context.Background()
	if err := w.Reports.CloseVariance(ctx, "outside_planned:1.2@esf", report.CloseInput{Kind: report.ByMeasure, Text: "Les dates de 2019 ont été avancées."}); err != nil {
		t.Fatal(err)
	}
	for funder, want := range map[string]string{"": "open", "esf": "closed by system"} {
		if list := told(w.Build(report.Options{Funder: funder}).Variances); !strings.HasSuffix(list[1], want) {
			t.Errorf("closed for the ESF alone, in the perimeter %q: %q, want %s", funder, list[1], want)
		}
	}
	if err := w.Reports.CloseVariance(ctx, "outside_planned:1.2@nobody", report.CloseInput{Kind: report.ByReason, Text: "Une explication assez longue."}); apperr.CodeOf(err) != apperr.NotFound {
		t.Errorf("a variance of no funder: %v", err)
	}
}

func TestClosingAVariance(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := reporttest.New(t, d)
		w.Load(nil)
		ctx := actor.With(context.Background(), "coordination")
		const key = "target_missed:meetups.held:0"
		for _, bad := range []report.CloseInput{
			{Kind: report.ByReason, Text: "covid"}, {Kind: "because", Text: "Une explication assez longue."}, {Kind: report.ByApproval, Text: "Accord donné par le comité."},
			{Kind: report.ByReason, Text: strings.Repeat("x", 5000)},
		} {
			if err := w.Reports.CloseVariance(ctx, key, bad); apperr.CodeOf(err) != apperr.Invalid {
				t.Errorf("%+v: %v, want invalid", bad, err)
			}
		}
		if err := w.Reports.CloseVariance(ctx, "target_missed:nothing:0", report.CloseInput{Kind: report.ByReason, Text: "Une explication assez longue."}); apperr.CodeOf(err) != apperr.NotFound {
			t.Errorf("a variance that nothing proposes: %v", err)
		}
		before := w.Clock.Add(time.Minute)
		w.Pass(time.Hour)
		if err := w.Reports.CloseVariance(ctx, key, report.CloseInput{Kind: report.ByApproval, Text: "Le comité a accepté le report.", Reference: "Courrier du 12 mai 2020"}); err != nil {
			t.Fatal(err)
		}
		same(t, "closed", told(w.Build(report.Options{}).Variances)[1], key+" 4 rencontres/3 rencontres −1 closed by coordination")
		same(t, "as it was before", told(w.Build(report.Options{AsOf: before}).Variances)[1], key+" 4 rencontres/3 rencontres −1 open")
		same(t, "in English, the same closing", told(w.Build(report.Options{Language: "en"}).Variances)[1], key+" 4 meet-ups/3 meet-ups −1 closed by coordination")
		w.Pass(time.Hour)
		w.Import("meetup", "Référence;Date;Intitulé;Département;Ville;Participations;État\nM1;5 & 6/11/18;Rencontre de Limoges;Haute-Vienne;Limoges;120;annulé\n")
		same(t, "stale once the figure moves", told(w.Build(report.Options{}).Variances)[1], key+" 4 rencontres/2 rencontres −2 stale")
		if err := w.Reports.ReopenVariance(ctx, key); err != nil {
			t.Fatal(err)
		}
		if err := w.Reports.ReopenVariance(ctx, key); apperr.CodeOf(err) != apperr.Conflict {
			t.Errorf("reopening twice: %v", err)
		}
	})
}

func TestClosingsAreImportedAndUndone(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := reporttest.New(t, d)
		w.Load(nil)
		const header = "Écart;Clos par;Explication;Référence de l’accord\n"
		run := func(rows string) *importer.Result {
			path := filepath.Join(t.TempDir(), "ecarts.csv")
			if err := os.WriteFile(path, []byte(header+rows), 0o600); err != nil {
				t.Fatal(err)
			}
			w.Pass(time.Hour)
			r, err := w.Importer.Run(context.Background(), w.Reports.VariancesTarget(), importer.Request{Path: path})
			if err != nil {
				t.Fatal(err)
			}
			return r
		}
		good := run("target_missed:meetups.held:0;Motif;Une édition a été annulée.;\n")
		if good.New != 1 || good.RefusedRows != 0 {
			t.Fatalf("import: %+v", good)
		}
		if list := w.Build(report.Options{}).Variances; list[1].Open() {
			t.Errorf("still open: %q", told(list))
		}
		bad := run("target_missed:nothing:0;Motif;Une édition a été annulée.;\ntarget_missed:meetups.held:0;Accord du cofinanceur;Le comité a accepté cela.;\n")
		if bad.RefusedRows != 2 || bad.Refused[0].Code != "variance_unknown" || !strings.Contains(bad.Refused[1].Reason, "référence") {
			t.Errorf("bad rows: %+v", bad.Refused)
		}
		w.Pass(time.Hour)
		if err := w.Importer.Undo(context.Background(), w.Reports.VariancesTarget(), good.Batch); err != nil {
			t.Fatal(err)
		}
		if list := w.Build(report.Options{}).Variances; !list[1].Open() {
			t.Errorf("still closed after undoing the import: %q", told(list))
		}
	})
}
