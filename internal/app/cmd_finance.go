package app

import (
	"fmt"

	"maillage/internal/kit/frnum"
	"maillage/internal/programme/finance"
)

type financeCmd struct {
	Statement financeStatementCmd `cmd:"" help:"${h_statement}"`
}

type financeStatementCmd struct {
	Funder string `help:"${h_perimeter}"`
	AsOf   string `help:"${h_asof}"`
}

// Run draws the financial statement. What is missing is part of the answer, so the exit code is 1 only when something does not agree.
func (c *financeStatementCmd) Run(r *run) error {
	a, err := r.existing()
	if err != nil {
		return err
	}
	at, err := readMoment(c.AsOf)
	if err != nil {
		return err
	}
	s, err := a.Finance.Statement(r.ctx, finance.Options{Funder: c.Funder, AsOf: at, Language: r.Lang})
	if err != nil {
		return err
	}
	if r.Format == "json" {
		if err := r.json(s); err != nil {
			return err
		}
	} else {
		r.tellStatement(s)
	}
	if len(s.Findings) > 0 {
		return findings{}
	}
	return nil
}

func (r *run) tellStatement(s *finance.Statement) {
	_, _ = fmt.Fprintln(r.out, s.Title)
	r.say("%-46s %16s %16s %16s", "%-46s %16s %16s %16s", "", r.t("prévu", "planned"), r.t("dépensé", "spent"), r.t("retenu", "accepted"))
	for _, row := range append(s.Costs, s.Total) {
		r.say("%-46s %16s %16s %16s", "%-46s %16s %16s %16s", row.Label, r.euros(row.Total.Planned), r.euros(row.Total.Spent), r.euros(row.Total.Accepted))
	}
	for _, f := range s.FlatRates {
		r.say("  %s : %s (%s, %s)", "  %s: %s (%s, %s)", f.Label, f.Formula, f.LegalRef, f.MarkName)
	}
	r.say("\n%-46s %16s %16s", "\n%-46s %16s %16s", "", r.t("prévu", "planned"), r.t("reçu", "received"))
	for _, x := range s.Resources {
		r.say("%-46s %16s %16s", "%-46s %16s %16s", x.Name, r.euros(x.Planned), r.euros(x.Received))
	}
	for _, d := range s.Due {
		r.say("\nDû par %s : %s", "\nDue by %s: %s", d.Label, r.euros(d.Amount))
		for _, t := range d.Terms {
			r.say("  %-44s %16s  %s", "  %-44s %16s  %s", t.Label, r.euros(t.Amount), t.Words)
		}
	}
	for _, g := range s.Gaps {
		r.say("ÉCART %s", "GAP %s", g.Text)
	}
	for _, f := range s.Findings {
		r.say("À VOIR %s", "TO SEE %s", f.Text)
	}
	for _, m := range s.Missing {
		r.say("MANQUE %s", "MISSING %s", m.Text)
	}
}

// euros writes cents; a dash is what nobody told.
func (r *run) euros(cents *int64) string {
	if cents == nil {
		return "—"
	}
	return frnum.Euros(*cents, r.Lang)
}
