package numbers

import (
	"math/big"
	"regexp"
	"slices"
	"strings"

	"maillage/internal/programme/check"
	"maillage/internal/programme/check/claim"
)

var (
	aimHead    = regexp.MustCompile(`(?i)(?:^|[^\p{L}])(?:objectifs?|obj\.|cibles?|prév(?:u|us|ue|ues|ision|isions|isionnel\p{L}*)|attendu\p{L}*|visée?s?|programmée?s?|contractuel\p{L}*|conventionnée?s?|engagement|target)(?:[^\p{L}]|$)`)
	gotHead    = regexp.MustCompile(`(?i)(?:^|[^\p{L}])(?:réalis(?:é|és|ée|ées|ation|ations)|résultats?|atteinte?s?|réels?|réelles?|obtenue?s?|bilan|constatée?s?|effectifs?|effectuée?s?|observée?s?|mesurée?s?|tenue?s?)(?:[^\p{L}]|$)`)
	rateRow    = regexp.MustCompile(`(?i)taux|%|écart|évolution|variation|différence|solde|reste|\bà venir`)
	noteHead   = regexp.MustCompile(`(?i)comment|observation|explication|remarque|justif|analyse|motif|raison|précision`)
	moneyHead  = regexp.MustCompile(`(?i)€|euros?\b|montant|budget|charges|dépenses|produits|recettes|ressources|poste|coût`)
	atLeast    = regexp.MustCompile(`(?i)^(?:≥|>=?|au moins|au minimum|minimum|min\.?)\s?(\d[\d ]*(?:,\d+)?)\s?(%?)$`)
	tableYears = regexp.MustCompile(`\b(?:19|20)\d\d\b`)
)

// tableAims reads the tables that have a line of objectives and a line of results, down or across.
func tableAims(c *check.Corpus) []*aim {
	var list []*aim
	for _, g := range claim.Grids(c) {
		found := aimsAcross(g, g.Columns, g.Rows)
		if len(found) == 0 {
			found = aimsAcross(g, g.Rows, g.Columns)
		}
		list = append(list, found...)
	}
	return list
}

// aimsAcross pairs each line of objectives with its line of results, and reads both along the lines that cross them.
func aimsAcross(g *claim.Grid, lines, across []claim.Line) []*aim {
	var list []*aim
	for i, l := range lines {
		if !aimHead.MatchString(l.Head) || rateRow.MatchString(l.Head) || !bounded(l) {
			continue
		}
		j := resultOf(lines, i)
		if j < 0 || moneyHead.MatchString(l.Head+" "+across[0].Head) {
			continue
		}
		for k := range l.Cells {
			if a := aimIn(g, l.Cells[k], lines[j].Cells[k], across[k].Head); a != nil && !noted(lines, k) {
				a.years = yearsNamed(l.Head + " " + lines[j].Head + " " + g.Caption)
				list = append(list, a)
			}
		}
	}
	return withoutTotals(list)
}

// bounded tells whether a line holds objectives in figures.
func bounded(l claim.Line) bool {
	return slices.ContainsFunc(l.Cells, func(c *claim.Cell) bool { _, _, ok := aimedAt(c); return ok })
}

// resultOf finds the line of results that goes with a line of objectives: of the same years, the nearest after it; else the column of its very year.
func resultOf(lines []claim.Line, i int) int {
	aimed := yearsNamed(lines[i].Head)
	best := -1
	for j, l := range lines {
		if j == i || rateRow.MatchString(l.Head) || aimHead.MatchString(l.Head) && !gotHead.MatchString(l.Head) || !l.Told() {
			continue
		}
		years := yearsNamed(l.Head)
		result := gotHead.MatchString(l.Head) && (len(years) == 0 || len(aimed) == 0 || slices.Equal(years, aimed))
		bare := len(aimed) == 1 && slices.Equal(years, aimed) && strings.Trim(tableYears.ReplaceAllString(l.Head, ""), " *_") == ""
		if (result || bare) && (best < 0 || best < i && j > i) {
			best = j
		}
	}
	return best
}

func yearsNamed(s string) []int {
	var list []int
	for _, y := range tableYears.FindAllString(s, -1) {
		n := int(y[0]-'0')*1000 + int(y[1]-'0')*100 + int(y[2]-'0')*10 + int(y[3]-'0')
		list = append(list, n)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// aimIn reads one objective and its result; nil when one of them is no number, or the objective is a ceiling.
func aimIn(g *claim.Grid, target, result *claim.Cell, head string) *aim {
	aimed, unit, ok := aimedAt(target)
	if !ok || result.State != claim.Number || target.Signed || result.Signed || moneyHead.MatchString(head) || unit == "€" || (unit == "%") != (result.Unit == "%") {
		return nil
	}
	if unit != "%" {
		unit = ""
	}
	_, noun := claim.Phrase(strings.Trim(head, "*_ "))
	return &aim{target: target.Spot, result: result.Spot, aimed: aimed, got: result.Value, unit: unit, what: strings.Trim(head, "*_ "), noun: noun, named: true, sure: check.High}
}

// aimedAt reads the objective of a cell, told as it is or as the least that is wanted.
func aimedAt(c *claim.Cell) (v *big.Rat, unit string, ok bool) {
	if c.State == claim.Number {
		return c.Value, c.Unit, true
	}
	m := atLeast.FindStringSubmatch(c.Spot.Words())
	if m == nil {
		return nil, "", false
	}
	v, ok = new(big.Rat).SetString(strings.NewReplacer(" ", "", ",", ".").Replace(m[1]))
	return v, m[2], ok
}

// noted tells whether a further line explains: a cell of words under "Commentaires".
func noted(lines []claim.Line, k int) bool {
	for _, l := range lines {
		if noteHead.MatchString(l.Head) && l.Cells[k].State == claim.Words && len(strings.Fields(l.Cells[k].Spot.Words())) >= 2 {
			return true
		}
	}
	return false
}

// withoutTotals leaves out the row of totals when a row above it tells what is missing.
func withoutTotals(list []*aim) []*aim {
	short := slices.ContainsFunc(list, func(a *aim) bool { return a.missed() && !totalHead.MatchString(a.what) })
	if !short {
		return list
	}
	return slices.DeleteFunc(list, func(a *aim) bool { return totalHead.MatchString(a.what) })
}
