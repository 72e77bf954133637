package finance_test

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"maillage/internal/db"
	"maillage/internal/db/dbtest"
	"maillage/internal/kit/apperr"
	"maillage/internal/programme/finance"
	"maillage/internal/programme/programmetest"
)

// plan holds together: 30 000 + 20 000 + 6 000 of indirect costs = 28 000 + 28 000.
const plan = `
variance_threshold = "10"

[[operation]]
funder = "esf"
eu_fund = "FSE"
fund_period = "2014-2020"
cost_option = "national-20"
granted = "28 000"
rate = "50"
[[operation.cost]]
line = "staff"
axis = "1"
amount = "30 000,00"
[[operation.cost]]
line = "services"
axis = "2"
amount = "20 000"
[[operation.resource]]
source = "other_public"
name.fr = "Département"
name.en = "Department"
amount = "28 000"

[[operation]]
funder = "region"
`

const costs = `Référence;Pièce;Axe;Poste;Financeur;Date de la dépense;Date de paiement;Preuve de paiement;Fournisseur;Montant;Part imputée;Montant retenu;Motif du rejet
C1;PAIE-1;1.1;Personnel;FSE;31/01/2019;05/02/2019;REL-2;;10 000,00;60;6 000;
C2;PAIE-1;1.2;staff;region;31/01/2019;05/02/2019;REL-2;;10000;40;;
C3;F-7;2;Prestations;esf;12/03/2020;;;Imprimeur;1 500,55;;;
C4;F-8;1;Fonctionnement;esf;02/06/2018;01/08/2021;;Bailleur;400;100;350;hors période
C5;;;Personnel;;01/04/2019;02/04/2019;REL-4;;99,99;;;
`

const resources = `Opération;Source;Versée par;Date d'encaissement;Montant;Attestation
esf;funder;;15/06/2020;1 000;
FSE;Autres financements publics;Département;16/06/2020;2 000;ATT-1
esf;private;Fondation;17/06/2020;300;
`

func world(t *testing.T, d *db.DB) *programmetest.World {
	t.Helper()
	w := programmetest.New(t, d)
	importPlan(w, plan)
	return w
}

func importPlan(w *programmetest.World, content string) bool {
	w.T.Helper()
	changed, err := w.Finance.Import(w.Ctx, []byte(content), "finance.toml")
	w.Must(err)
	return changed
}

func statement(w *programmetest.World, funder string, asOf time.Time) *finance.Statement {
	w.T.Helper()
	s, err := w.Finance.Statement(w.Ctx, finance.Options{Funder: funder, AsOf: asOf, Language: "fr"})
	w.Must(err)
	return s
}

func row(t *testing.T, s *finance.Statement, l finance.Line) finance.CostRow {
	t.Helper()
	i := slices.IndexFunc(s.Costs, func(r finance.CostRow) bool { return r.Line == l })
	if i < 0 {
		t.Fatalf("no line %s in %+v", l, s.Costs)
	}
	return s.Costs[i]
}

func is(t *testing.T, what string, got *int64, want int64) {
	t.Helper()
	if got == nil || *got != want {
		t.Errorf("%s: %v, want %d", what, told(got), want)
	}
}

func unknown(t *testing.T, what string, got *int64) {
	t.Helper()
	if got != nil {
		t.Errorf("%s: %d, want unknown", what, *got)
	}
}

func told(p *int64) any {
	if p == nil {
		return "unknown"
	}
	return *p
}

func TestStatementOfAnOperation(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := world(t, d)
		w.Load("cost", costs)
		w.Load("resource", resources)
		s := statement(w, "esf", time.Time{})
		staff, services, indirect := row(t, s, finance.Staff), row(t, s, finance.Services), row(t, s, finance.Indirect)
		is(t, "staff planned", staff.Total.Planned, 30_000_00)
		is(t, "staff spent: 60 % of 10 000", staff.Total.Spent, 6_000_00)
		is(t, "services spent", services.Total.Spent, 1_500_55)
		unknown(t, "services accepted, undecided", services.Total.Accepted)
		is(t, "indirect planned: 20 % of 30 000", indirect.Total.Planned, 6_000_00)
		is(t, "indirect spent: 20 % of 6 400", indirect.Total.Spent, 1_280_00)
		is(t, "indirect accepted: 20 % of 6 350", indirect.Total.Accepted, 1_270_00)
		is(t, "total planned", s.Total.Total.Planned, 56_000_00)
		is(t, "total spent", s.Total.Total.Spent, 9_180_55)
		is(t, "total accepted", s.Total.Total.Accepted, 7_620_00)
		is(t, "resources planned", s.Received.Planned, 56_000_00)
		is(t, "plan balance", s.Balance.Planned, 0)
		is(t, "balance: 3 300 − 9 180,55", s.Balance.Actual, -5_880_55)
		due := s.Due[0]
		is(t, "rate: 50 % of 7 620", due.Terms[1].Amount, 3_810_00)
		is(t, "resources: 7 620 − 2 300", due.Terms[2].Amount, 5_320_00)
		is(t, "due", due.Amount, 3_810_00)
		is(t, "remaining", due.Remaining, 2_810_00)
		if !due.Provisional {
			t.Error("an undecided expense leaves what is due provisional")
		}
		if f := s.FlatRates[0]; f.Formula != "Coûts indirects = 20\u202f% × dépenses directes hors prestations" || f.Mark != finance.Verified {
			t.Errorf("flat rate %+v", f)
		}
		codes(t, "findings", s.Findings, func(f finance.Finding) string { return f.Code }, "outside_period", "paid_late", "not_paid", "no_proof", "unattested")
		codes(t, "missing", s.Missing, func(r finance.Remark) string { return r.Code }, "accepted")
		if len(s.Gaps) != 3 || s.Gaps[0].Line != finance.Staff || s.Gaps[0].Difference != 24_000_00 || *s.Gaps[0].Share != 8000 {
			t.Errorf("gaps %+v", s.Gaps)
		}
	})
}

func codes[T any](t *testing.T, what string, list []T, of func(T) string, want ...string) {
	t.Helper()
	var got []string
	for _, x := range list {
		got = append(got, of(x))
	}
	if !slices.Equal(got, want) {
		t.Errorf("%s: %q, want %q", what, got, want)
	}
}

// TestUnknownIsNotZero draws statements of which nearly nothing is known.
func TestUnknownIsNotZero(t *testing.T) {
	w := programmetest.New(t, dbtest.SQLite(t))
	s := statement(w, "", time.Time{})
	if len(s.Costs) != 5 || len(s.Missing) == 0 {
		t.Fatalf("without a plan: %d lines, missing %+v", len(s.Costs), s.Missing)
	}
	for _, r := range append(s.Costs, s.Total) {
		for _, c := range append(r.Cells, r.Total) {
			if c.Planned != nil || c.Spent != nil || c.Accepted != nil || c.Difference != nil {
				t.Errorf("%s without a plan: %+v", r.Label, c)
			}
		}
	}
	unknown(t, "due", s.Due[0].Amount)
	importPlan(w, strings.Replace(plan, `amount = "20 000"`, "", 1))
	w.Load("cost", costs)
	s = statement(w, "esf", time.Time{})
	unknown(t, "a line without amount", row(t, s, finance.Services).Total.Planned)
	is(t, "the others", row(t, s, finance.Staff).Total.Planned, 30_000_00)
	unknown(t, "their total", s.Total.Total.Planned)
	is(t, "a line of an axis that was told, without expense", row(t, s, finance.Staff).Cells[1].Spent, 0)
	whole := statement(w, "", time.Time{})
	unknown(t, "the plan of two operations of which one is not known", row(t, whole, finance.Staff).Total.Planned)
	is(t, "their spending", row(t, whole, finance.Staff).Total.Spent, 6_000_00+4_000_00+99_99)
	codes(t, "missing", slices.DeleteFunc(whole.Missing, func(r finance.Remark) bool { return r.Funder != "" }), func(r finance.Remark) string { return r.Code }, "not_charged")
	region := statement(w, "region", time.Time{})
	if text := textOf(region.Missing); !strings.Contains(text, "Aucune dépense n’est importée pour l’axe 2 (Région).") || !strings.Contains(text, "Le montant accordé n’est pas connu (Région).") {
		t.Errorf("missing of the Region: %s", text)
	}
	content, err := json.Marshal(region)
	w.Must(err)
	for _, want := range []string{`"planned":null`, `"rate_bp":null`, `"missing":[{"code":"granted"`, `"gaps":[]`, `"findings":[]`} {
		if !strings.Contains(string(content), want) {
			t.Errorf("no %s in the JSON", want)
		}
	}
}

// TestOneAmountForAllAxes: a plan that does not tell axes apart is known as a whole, and for no axis alone.
func TestOneAmountForAllAxes(t *testing.T) {
	w := programmetest.New(t, dbtest.SQLite(t))
	importPlan(w, strings.Replace(plan, "line = \"staff\"\naxis = \"1\"", "line = \"staff\"", 1)+`
granted = "1 000"
cost_option = "real"
[[operation.cost]]
line = "staff"
axis = "2"
amount = "1 000"
`)
	w.Load("cost", costs)
	for _, s := range []*finance.Statement{statement(w, "esf", time.Time{}), statement(w, "", time.Time{})} {
		staff, indirect := row(t, s, finance.Staff), row(t, s, finance.Indirect)
		unknown(t, "staff of axis 1", staff.Cells[0].Planned)
		unknown(t, "indirect costs of axis 1", indirect.Cells[0].Planned)
		unknown(t, "all of axis 1", s.Total.Cells[0].Planned)
		is(t, "indirect costs", indirect.Total.Planned, 6_000_00)
		if s.Funder == "" {
			is(t, "staff of both operations", staff.Total.Planned, 31_000_00)
			is(t, "staff of all axes", staff.Cells[2].Planned, 30_000_00)
		}
	}
	if gaps := statement(w, "esf", time.Time{}).Gaps; len(gaps) == 0 || gaps[0].Line != finance.Staff || gaps[0].Axis != "" || gaps[0].Planned != 30_000_00 || gaps[0].Spent != 6_000_00 {
		t.Errorf("a line without axes is compared as a whole: %+v", gaps)
	}
}

func textOf(list []finance.Remark) string {
	var texts []string
	for _, r := range list {
		texts = append(texts, r.Text)
	}
	return strings.Join(texts, " ")
}

func TestRefusedRows(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := world(t, d)
		importPlan(w, strings.Replace(plan, `funder = "region"`, "funder = \"region\"\neu_fund = \"FEDER\"\nfund_period = \"2014-2020\"", 1))
		head := "Référence;Pièce;Axe;Poste;Financeur;Date;Montant;Part;Retenu;Motif\n"
		for _, x := range []struct{ row, code, column string }{
			{"A;P;1;Voyages;esf;1/2/2019;10;;;", "line", "Poste"},
			{"A;P;9;Personnel;esf;1/2/2019;10;;;", "activity_unknown", "Axe"},
			{"A;P;1;Personnel;mécène;1/2/2019;10;;;", "operation_unknown", "Financeur"},
			{"A;P;1;Personnel;esf;31/04/2019;10;;;", "day", "Date"},
			{"A;P;1;Personnel;esf;02/2019;10;;;", "day", "Date"},
			{"A;P;1;Personnel;esf;1/2/2019;une dizaine;;;", "amount", "Montant"},
			{"A;P;1;Personnel;esf;1/2/2019;-10;;;", "amount", "Montant"},
			{"A;P;1;Personnel;esf;1/2/2019;10;120;;", "share", "Part"},
			{"A;P;1;Personnel;esf;1/2/2019;10;50;6;", "accepted_above", "Retenu"},
			{"A;P;1;Personnel;esf;1/2/2019;10;50;4;", "reason_missing", "Motif"},
			{"A;P;1;Coûts indirects;esf;1/2/2019;10;;;", "replaced_by_flat", "Poste"},
			{"A;P;1;Personnel;esf;1/2/2019;10;60;;\nB;P;1;Personnel;esf;1/2/2019;10;50;;", "overcharged", "Part"},
			{"A;P;1;Personnel;esf;1/2/2019;10;60;;\nB;P;1;Personnel;region;1/2/2019;10;40;;", "two_eu_funds", "Financeur"},
			{"A;P;1;Personnel;esf;1/2/2019;10;60;;\nB;P;1;Personnel;esf;1/2/2019;12;40;;", "two_amounts", "Montant"},
		} {
			path := w.File("cost.csv", head+x.row+"\n")
			r, err := w.Importer.Run(w.Ctx, w.Target("cost"), programmetest.DryRun(path))
			w.Must(err)
			if len(r.Refused) != 1 || r.Refused[0].Code != x.code || r.Refused[0].Column != x.column || r.Refused[0].Reason == "" || r.Refused[0].Mend == "" {
				t.Errorf("%s: %+v, want %s in %s", x.row, r.Refused, x.code, x.column)
			}
		}
		r := w.Import("resource", "Opération;Source;Date;Montant\n;private;1/2/2019;10\nesf;loterie;1/2/2019;10\nesf;private;;10\n")
		codesOf := []string{}
		for _, x := range r.Refused {
			codesOf = append(codesOf, x.Code)
		}
		if !slices.Equal(codesOf, []string{"empty", "source", "day"}) {
			t.Errorf("resources refused for %q", codesOf)
		}
	})
}

// TestOneCostIsChargedOnce goes on over several imports: kept rows count, a row that changes gives its own share back.
func TestOneCostIsChargedOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := world(t, d)
		w.Load("cost", costs)
		head := "Référence;Pièce;Axe;Poste;Financeur;Date;Montant;Part\n"
		more := w.Import("cost", head+"C9;PAIE-1;1;Personnel;esf;31/01/2019;10000;1\n")
		if len(more.Refused) != 1 || !strings.Contains(more.Refused[0].Reason, "101\u202f%") {
			t.Fatalf("1 %% more of a cost that is charged whole: %+v", more.Refused)
		}
		if r := w.Import("cost", head+"C2;PAIE-1;1.2;Personnel;region;31/01/2019;10000;30\nC9;PAIE-1;1;Personnel;esf;31/01/2019;10000;10\n"); r.RefusedRows != 0 || r.Changed != 1 || r.New != 1 {
			t.Errorf("after another share came down: %+v", r)
		}
		if r := w.Import("cost", head+"C2;PAIE-2;1.2;Personnel;region;31/01/2019;8000;100\nC9;PAIE-1;1;Personnel;esf;31/01/2019;10000;40\n"); r.RefusedRows != 0 {
			t.Errorf("after a part moved to another piece: %+v", r.Refused)
		}
	})
}

// TestTheKeptVersionsTellThePast checks statements of earlier moments, undoing, and what doctor sees.
func TestTheKeptVersionsTellThePast(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := world(t, d)
		if importPlan(w, plan) {
			t.Error("the same plan again changes something")
		}
		first := w.Load("cost", costs)
		if again := w.Load("cost", costs); again.Unchanged != 5 || again.Batch != "" {
			t.Errorf("the same expenses again: %+v", again)
		}
		before := w.Now()
		w.Pass(time.Hour)
		importPlan(w, strings.Replace(plan, `granted = "28 000"`, `granted = "30 000"`, 1))
		second := w.Load("cost", strings.Replace(costs, "1 500,55", "2 500,55", 1))
		if second.Changed != 1 {
			t.Fatalf("%+v", second)
		}
		is(t, "spent then", row(t, statement(w, "esf", before), finance.Services).Total.Spent, 1_500_55)
		is(t, "granted then", statement(w, "esf", before).Operations[0].Granted, 28_000_00)
		is(t, "spent now", row(t, statement(w, "esf", time.Time{}), finance.Services).Total.Spent, 2_500_55)
		is(t, "granted now", statement(w, "esf", time.Time{}).Operations[0].Granted, 30_000_00)
		codes(t, "findings of a plan that does not balance", statement(w, "esf", time.Time{}).Findings[:1], func(f finance.Finding) string { return f.Code }, "outside_period")
		if !slices.ContainsFunc(statement(w, "esf", time.Time{}).Findings, func(f finance.Finding) bool { return f.Code == "plan_unbalanced" && f.Cents == 2_000_00 }) {
			t.Error("a plan whose resources are 2 000 above its costs is not told")
		}
		sound(t, w)
		w.Pass(time.Hour)
		w.Must(w.Importer.Undo(w.Ctx, w.Target("cost"), second.Batch))
		is(t, "spent after undoing", row(t, statement(w, "esf", time.Time{}), finance.Services).Total.Spent, 1_500_55)
		w.Must(w.Importer.Undo(w.Ctx, w.Target("cost"), first.Batch))
		unknown(t, "spent after undoing all", statement(w, "esf", time.Time{}).Total.Total.Spent)
		is(t, "spent then, still", row(t, statement(w, "esf", before), finance.Services).Total.Spent, 1_500_55)
		if restored := w.Load("cost", costs); restored.New != 5 {
			t.Errorf("importing again: %+v", restored)
		}
		sound(t, w)
		for _, change := range []string{
			`update finance_expense set amount = amount + 1 where version = 1 and reference = 'C3'`, `update finance_plan set content = replace(content, '3000000', '3000001') where version = 2`,
			`delete from finance_expense where reference = 'C1'`,
		} {
			err := d.Tx(w.Ctx, func(ctx context.Context) error {
				_, err := d.Exec(ctx, change)
				w.Must(err)
				if altered, err := w.Finance.Verify(ctx); !altered || err != nil {
					t.Errorf("%s: altered %v, %v", change, altered, err)
				}
				return errBack
			})
			if !errors.Is(err, errBack) {
				t.Error(err)
			}
		}
	})
}

// errBack rolls a planted change back.
var errBack = errors.New("back")

func sound(t *testing.T, w *programmetest.World) {
	t.Helper()
	if altered, err := w.Finance.Verify(w.Ctx); altered || err != nil {
		t.Errorf("untouched, and altered %v, %v", altered, err)
	}
}

func TestPlansThatDoNotHoldTogether(t *testing.T) {
	w := programmetest.New(t, dbtest.SQLite(t))
	for _, x := range [][3]string{
		{`funder = "region"`, `funder = "mécène"`, "« mécène »"},
		{`funder = "region"`, `funder = "esf"`, "deux fois"},
		{`granted = "28 000"`, `granted = "beaucoup"`, "« beaucoup » n’est pas un montant"},
		{`rate = "50"`, `rate = "150"`, "pourcentage"},
		{`"national-20"`, `"indirect-7"`, "real, indirect-15, national-20"},
		{`fund_period = "2014-2020"`, ``, "vont ensemble"},
		{`line = "services"`, `line = "indirect"`, "le calcule"},
		{`line = "services"`, `line = "other"`, "écrivez l’un de"},
		{"line = \"services\"\naxis = \"2\"", "line = \"staff\"\naxis = \"1\"", "écrit deux fois"},
		{"line = \"services\"\naxis = \"2\"", "line = \"staff\"", "pas les deux"},
		{`axis = "2"`, `axis = "7"`, "d’axe « 7 »"},
		{`source = "other_public"`, `source = "funder"`, "other_public, private"},
		{`eu_fund = "FSE"`, "eu_fund = \"FSE\"\noption_rate = \"12\"", "fixé par les textes"},
		{`eu_fund = "FSE"`, "eu_fund = \"FSE\"\nend = 2017-01-01", "le début vient avant la fin"},
		{`eu_fund = "FSE"`, "eu_found = \"FSE\"", "eu_found"},
		{`variance_threshold = "10"`, `variance_threshold = "dix"`, "variance_threshold"},
	} {
		_, err := w.Finance.Import(w.Ctx, []byte(strings.Replace(plan, x[0], x[1], 1)), "finance.toml")
		if apperr.CodeOf(err) != apperr.Invalid || !strings.Contains(apperr.Message(err, "fr"), x[2]) || strings.Contains(apperr.Message(err, "fr")+apperr.Message(err, "en"), "%!") {
			t.Errorf("%s: %v, want invalid about %s", x[1], err, x[2])
		}
	}
	ceiling := strings.NewReplacer(`"national-20"`, "\"indirect-25\"\noption_rate = \"26\"", `"2014-2020"`, "\"2021-2027\"\nstart = 2022-01-01\nend = 2023-12-31").Replace(plan)
	if _, err := w.Finance.Import(w.Ctx, []byte(ceiling), "finance.toml"); !strings.Contains(apperr.Message(err, "en"), "above the ceiling of “indirect-25”, 25%") {
		t.Errorf("a rate above its ceiling: %v", err)
	}
	if _, err := w.Finance.Plan(w.Ctx); apperr.CodeOf(err) != apperr.NotFound {
		t.Errorf("a refused plan was kept: %v", err)
	}
	if _, err := w.Importer.Run(w.Ctx, w.Target("cost"), programmetest.DryRun(w.File("c.csv", costs))); apperr.CodeOf(err) != apperr.NotFound {
		t.Errorf("expenses before a plan: %v, want not_found", err)
	}
	if _, err := w.Finance.Statement(w.Ctx, finance.Options{Funder: "mécène"}); apperr.CodeOf(err) != apperr.NotFound {
		t.Errorf("a funder that is none: %v, want not_found", err)
	}
}

// TestAPlanThatChangesIsFoundOut: what imports refuse may come about when the plan changes under what was booked.
func TestAPlanThatChangesIsFoundOut(t *testing.T) {
	w := world(t, dbtest.SQLite(t))
	w.Load("cost", costs)
	importPlan(w, strings.NewReplacer(`cost_option = "national-20"`, `cost_option = "other-40"`, "2014-2020\"\n", "2014-2020\"\nstart = 2018-08-02\n", `"services"`, `"participants"`,
		`funder = "region"`, "funder = \"region\"\neu_fund = \"FEDER\"\nfund_period = \"2014-2020\"").Replace(plan))
	s := statement(w, "", time.Time{})
	found := map[string]int{}
	for _, f := range s.Findings {
		found[f.Code] += f.Count
	}
	if found["replaced_by_flat"] != 2 || found["two_eu_funds"] != 2 {
		t.Errorf("findings %v, want 2 expenses on lines of the flat rate and 2 parts of a cost of two funds", found)
	}
	is(t, "other costs: 40 % of 6 000", row(t, s, finance.Other).Total.Spent, 2_400_00)
}

func TestListAndItsTotals(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := world(t, d)
		w.Load("cost", costs)
		for _, x := range []struct {
			filter  finance.Filter
			n       int
			charged int64
		}{
			{finance.Filter{}, 5, 6_000_00 + 4_000_00 + 1_500_55 + 400_00 + 99_99}, {finance.Filter{Funder: "esf"}, 3, 7_900_55}, {finance.Filter{Funder: finance.None}, 1, 99_99},
			{finance.Filter{Activity: "1"}, 3, 10_400_00}, {finance.Filter{Activity: "1.2"}, 1, 4_000_00}, {finance.Filter{Line: finance.Staff}, 3, 10_099_99},
			{finance.Filter{State: finance.Undecided}, 3, 5_600_54}, {finance.Filter{State: finance.Accepted}, 1, 6_000_00}, {finance.Filter{State: finance.Rejected}, 1, 400_00},
		} {
			totals, err := w.Finance.Totals(w.Ctx, x.filter)
			w.Must(err)
			list, err := w.Finance.Page(w.Ctx, x.filter, 100, 0)
			w.Must(err)
			if totals.Expenses != x.n || totals.Charged != x.charged || len(list) != x.n {
				t.Errorf("%+v: %+v and %d rows, want %d and %d", x.filter, totals, len(list), x.n, x.charged)
			}
		}
		columns, rows, err := w.Finance.Export(w.Ctx, finance.Filter{Funder: "esf"}, "fr")
		w.Must(err)
		n := 0
		for row, err := range rows {
			w.Must(err)
			if len(row) != len(columns) {
				t.Fatalf("%d cells in %d columns", len(row), len(columns))
			}
			n++
		}
		if n != 3 {
			t.Errorf("%d rows exported", n)
		}
	})
}
