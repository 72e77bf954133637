package report_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"maillage/internal/db/dbtest"
	"maillage/internal/kit/importer"
	"maillage/internal/programme/report"
	"maillage/internal/programme/report/reporttest"
)

func money(cells []*int64) string {
	var parts []string
	for _, c := range cells {
		if c == nil {
			parts = append(parts, "?")
			continue
		}
		parts = append(parts, fmt.Sprint(*c))
	}
	return strings.Join(parts, " ")
}

func TestFinancialAnnexSaysWhatIsMissing(t *testing.T) {
	w := reporttest.New(t, dbtest.SQLite(t))
	f := find[report.Finance](t, outlook(t, w, "{{finance}}"), 0)
	if len(f.Missing) == 0 {
		t.Errorf("without a plan the annex should say what is missing: %+v", f)
	}
	for _, table := range f.Tables {
		for _, r := range table.Rows {
			if strings.ContainsAny(money(r.Cells), "123456789") {
				t.Errorf("an amount that nobody told: %s %s", r.Label, money(r.Cells))
			}
		}
	}
}

// plan has the base of domain-rules §1.6: 200 000 € of direct costs, of which 80 000 € of services, give 24 000 € of indirect costs.
const plan = `
[[operation]]
funder = "esf"
eu_fund = "FSE"
fund_period = "2014-2020"
cost_option = "national-20"
granted = "112 000"
rate = "50"
[[operation.cost]]
line = "staff"
axis = "1"
amount = "120 000"
[[operation.cost]]
line = "services"
axis = "1"
amount = "80 000"
[[operation.resource]]
source = "self_funding"
name.fr = "Autofinancement"
amount = "112 000"
`

func TestFinancialAnnexAndBudgetVariances(t *testing.T) {
	w := reporttest.New(t, dbtest.SQLite(t))
	ctx := context.Background()
	if _, err := w.Finance.Import(ctx, []byte(plan), "test"); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "depenses.csv")
	rows := "Référence;Axe;Poste;Financeur;Date de la dépense;Date de paiement;Preuve de paiement;Montant\nC1;1;staff;esf;31/01/2019;05/02/2019;R1;100 000\nC2;1;services;esf;31/01/2019;05/02/2019;R2;79 000,50\n"
	if err := os.WriteFile(path, []byte(rows), 0o600); err != nil {
		t.Fatal(err)
	}
	if r, err := w.Importer.Run(ctx, w.Finance.CostTarget(), importer.Request{Path: path}); err != nil || r.New != 2 {
		t.Fatalf("expenses: %+v, %v", r, err)
	}
	w.Load(nil)
	doc := w.Build(report.Options{Funder: "esf"})
	lines := map[string]string{}
	for _, r := range doc.Finance.Tables[0].Rows {
		lines[r.Label] = money(r.Cells)
	}
	same(t, "total", lines["Ensemble"], "22400000 19900050 ? 2499950")
	found := false
	for label, cells := range lines {
		found = found || strings.HasPrefix(cells, "2400000 2000000 ") && strings.Contains(label, "indirect")
	}
	if !found {
		t.Errorf("20 %% of what is not services makes 24 000,00 planned and 20 000,00 spent: %v", lines)
	}
	var budget []string
	for _, v := range told(doc.Variances) {
		if strings.HasPrefix(v, report.BudgetGap) {
			budget = append(budget, v)
		}
	}
	same(t, "budget", budget, []string{"budget:esf:staff:1 120\u202f000,00\u202f€/100\u202f000,00\u202f€ −16,7\u202f% open"})
}
