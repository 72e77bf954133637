package app_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"maillage/internal/app"
	"maillage/internal/programme/finance"
)

// TestFinanceFromTheCommandLine goes from the example's frame to a statement, in both forms, and has doctor look at it.
func TestFinanceFromTheCommandLine(t *testing.T) {
	dir := demo(t)
	frame := must(t, 0, "--dir", dir, "finance", "statement")
	if strings.Contains(frame, "€") || !strings.Contains(frame, "MANQUE Le montant accordé n’est pas connu (FSE).") {
		t.Errorf("the frame says\n%s", frame)
	}
	write := func(name, content string) string {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	plan := write("finance.toml", `
[[operation]]
funder = "esf"
eu_fund = "FSE"
fund_period = "2014-2020"
cost_option = "national-20"
granted = "112 000"
rate = "50"
`)
	if out := must(t, 0, "--dir", dir, "import", "finance", plan); !strings.Contains(out, "importé.") {
		t.Errorf("a new plan: %s", out)
	}
	if out := must(t, 0, "--dir", dir, "import", "finance", plan); !strings.Contains(out, "rien ne change") {
		t.Errorf("the same plan: %s", out)
	}
	// The test figures of domain-rules §1.6: 200 000 of direct costs, of which 80 000 of services.
	must(t, 0, "--dir", dir, "import", "cost", write("couts.csv", "Poste;Financeur;Date;Payée le;Preuve de paiement;Montant;Retenu\n"+
		"Personnel;esf;1/02/2019;2/02/2019;R;120 000;120 000\nPrestations;esf;1/02/2019;2/02/2019;R;80 000;80 000\n"))
	must(t, 0, "--dir", dir, "import", "resource", write("ressources.csv", "Opération;Source;Date;Montant\nesf;funder;1/02/2020;1000\n"))
	s := decode[finance.Statement](t, must(t, 0, "--dir", dir, "--format", "json", "finance", "statement", "--funder", "esf"))
	if s.FlatRates[0].Amount.Spent == nil || *s.FlatRates[0].Amount.Spent != 24_000_00 || *s.Total.Total.Accepted != 224_000_00 || *s.Due[0].Amount != 112_000_00 || s.Total.Total.Planned != nil {
		t.Errorf("statement %+v", s.FlatRates)
	}
	if out := must(t, 0, "--dir", dir, "--lang", "en", "finance", "statement", "--funder", "esf"); !strings.Contains(out, "€224,000.00") || !strings.Contains(out, "Due by European Social Fund: €112,000.00") {
		t.Errorf("in English:\n%s", out)
	}
	if past := must(t, 0, "--dir", dir, "finance", "statement", "--as-of", "2020-01-01"); strings.Contains(past, "€") {
		t.Errorf("before anything was imported:\n%s", past)
	}
	must(t, 2, "--dir", dir, "finance", "statement", "--funder", "mécène")
	must(t, 0, "--dir", dir, "doctor")
	a, err := app.Open(t.Context(), dir, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.DB.Exec(t.Context(), `/* test.alter */ update finance_expense set amount = amount + 1`); err != nil {
		t.Fatal(err)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	if out := must(t, 1, "--dir", dir, "doctor"); !strings.Contains(out, "À VOIR (finance)") {
		t.Errorf("doctor says %s", out)
	}
}
