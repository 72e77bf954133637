package numbers

import (
	"math/big"
	"regexp"

	"maillage/internal/kit/lang"
	"maillage/internal/programme/check"
	"maillage/internal/programme/check/claim"
)

var (
	spending  = regexp.MustCompile(`(?i)\b(?:charges|dépenses|emplois)\b`)
	resources = regexp.MustCompile(`(?i)\b(?:produits|ressources|recettes|financements?)\b`)
	balanced  = regexp.MustCompile(`(?i)résultat|excédent|déficit|solde|reste|bénéfice|perte|reliquat|report à nouveau`)
	net       = regexp.MustCompile(`(?i)\bHT\b|hors taxes?`)
	vat       = regexp.MustCompile(`(?i)\bTVA\b`)
	gross     = regexp.MustCompile(`(?i)\bTTC\b|toutes taxes`)
)

// sumBudgets compares what a budget spends with what it receives, and net, tax and gross.
func sumBudgets(c *check.Corpus, r *check.Reporter) {
	var last *side
	for _, g := range claim.Grids(c) {
		grossOf(g, r)
		if hasBalance(g) {
			last = nil
			continue
		}
		spent, received := sidesOf(g)
		switch {
		case spent != nil && received != nil:
			compareSides(r, spent, received)
			last = nil
		case spent != nil:
			last = spent
		case received != nil && last != nil && last.grid.Document == g.Document && last.grid.Table != g.Table && g.Table.Rows[0].Index-last.totals[0].cell.Spot.Block.Index <= 4:
			compareSides(r, last, received)
			last = nil
		}
	}
}

// side is what one side of a budget comes to: one number, or one for each column that tells it (foreseen, done).
type side struct {
	grid   *claim.Grid
	totals []total
}

type total struct {
	head string
	cell *claim.Cell
}

func hasBalance(g *claim.Grid) bool {
	for _, row := range g.Rows {
		for _, cell := range row.Cells {
			if cell.State == claim.Words && balanced.MatchString(cell.Spot.Words()) {
				return true
			}
		}
	}
	return false
}

// sidesOf finds the totals of spending and of resources: a row named for each, one row with both side by side, or a table of one side.
func sidesOf(g *claim.Grid) (spent, received *side) {
	for _, row := range g.Rows {
		named, at := "", 0
		for j, cell := range row.Cells {
			if cell.State == claim.Words {
				named, at = cell.Spot.Words(), j
				continue
			}
			if cell.State != claim.Number || cell.Unit == "%" || noSum.MatchString(g.Columns[j].Head) || !totalHead.MatchString(named) || subTotal.MatchString(named) {
				continue
			}
			t := total{g.Columns[j].Head, cell}
			switch where := sideNamed(g, named, at); {
			case where == spending:
				spent = spent.with(g, t)
			case where == resources:
				received = received.with(g, t)
			}
		}
	}
	return spent, received
}

func (s *side) with(g *claim.Grid, t total) *side {
	if s == nil {
		s = &side{grid: g}
	}
	s.totals = append(s.totals, t)
	return s
}

// sideNamed tells of which side a total is: its own words say so, else the head of its column, else the caption. Nil when none says it or both are said.
func sideNamed(g *claim.Grid, named string, column int) *regexp.Regexp {
	for _, words := range []string{named, g.Columns[column].Head, g.Caption} {
		spends, receives := spending.MatchString(words), resources.MatchString(words)
		if spends != receives && spends {
			return spending
		} else if spends != receives {
			return resources
		}
	}
	return nil
}

// pair returns the totals of the two sides that answer one another: the only ones, else those under one head, else none.
func pair(spent, received *side) (a, b *claim.Cell) {
	if len(spent.totals) == 1 && len(received.totals) == 1 {
		return spent.totals[0].cell, received.totals[0].cell
	}
	for _, x := range spent.totals {
		for _, y := range received.totals {
			if x.head == y.head && x.head != "" {
				a, b = x.cell, y.cell
			}
			if x.cell.Value.Cmp(y.cell.Value) == 0 {
				return nil, nil
			}
		}
	}
	return a, b
}

func compareSides(r *check.Reporter, spent, received *side) {
	a, b := pair(spent, received)
	if a == nil || a.Value.Cmp(b.Value) == 0 {
		return
	}
	r.Report(check.Problem{
		At: b.Spot, Related: []check.Spot{a.Spot}, Confidence: check.Medium,
		Message: lang.Text{FR: "Les ressources n'égalent pas les dépenses, et aucune ligne ne dit l'écart.", EN: "Resources do not equal expenses, and no line tells the difference."},
		Expected: bothLangs("Dépenses : %s ; ressources : %s ; écart : %s.", "Expenses: %s; resources: %s; difference: %s.",
			a.Value, b.Value, new(big.Rat).Sub(b.Value, a.Value)),
		Mend: lang.Text{FR: "Corrigez le total qui est faux, ou ajoutez une ligne pour l'excédent ou le déficit.", EN: "Mend the wrong total, or add a line for the surplus or the deficit."},
	})
}

// grossOf checks net + tax = gross in a table that has the three columns; the tax may be a rate.
func grossOf(g *claim.Grid, r *check.Reporter) {
	columns := map[string]int{}
	for j, l := range g.Columns {
		for name, re := range map[string]*regexp.Regexp{"net": net, "vat": vat, "gross": gross} {
			if re.MatchString(l.Head) {
				columns[name] = j
			}
		}
	}
	if len(columns) != 3 || columns["net"] == columns["gross"] || columns["vat"] == columns["gross"] || columns["vat"] == columns["net"] {
		return
	}
	for _, row := range g.Rows {
		n, v, t := row.Cells[columns["net"]], row.Cells[columns["vat"]], row.Cells[columns["gross"]]
		if n.State != claim.Number || v.State != claim.Number || t.State != claim.Number {
			continue
		}
		tax := v.Value
		if v.Unit == "%" {
			tax = new(big.Rat).Mul(new(big.Rat).Mul(n.Value, v.Value), big.NewRat(1, 100))
		}
		if apart(added([]*big.Rat{n.Value, tax}), t.Value).Cmp(grossSlack(n, t)) <= 0 {
			continue
		}
		r.Report(check.Problem{
			At: t.Spot, Related: []check.Spot{n.Spot, v.Spot},
			Message:  lang.Text{FR: "Le montant TTC n'est pas la somme du montant HT et de la TVA.", EN: "The gross amount is not the net amount plus the tax."},
			Expected: addition([]*big.Rat{n.Value, tax}, t.Value),
			Mend:     sumMend,
		})
	}
}

// grossSlack: a cent where cents are told, else an euro.
func grossSlack(a, b *claim.Cell) *big.Rat {
	if max(a.Decimals, b.Decimals) >= 2 {
		return big.NewRat(1, 100)
	}
	return big.NewRat(1, 1)
}
