package numbers

import (
	"math/big"
	"regexp"

	"maillage/internal/kit/lang"
	"maillage/internal/programme/check"
	"maillage/internal/programme/check/claim"
	"maillage/internal/programme/check/text"
)

var (
	rateHead = regexp.MustCompile(`(?i)(?:^|[^\p{L}])(?:taux|parts?|pourcentages?|poids|évolutions?|variations?|var\.|progressions?|croissance|proportion|hausse|remplissage|occupation|%)(?:[^\p{L}]|$)|%`)
	meanHead = regexp.MustCompile(`(?i)(?:^|[^\p{L}])(?:moyen(?:ne)?s?|par|coût unitaire|prix unitaire)(?:[^\p{L}]|$)|\p{L} ?/ ?\p{L}`)
)

// formula is one way in which a cell may follow from others of its line.
type formula struct {
	name string
	of   func(k int) (a, b *claim.Cell) // the two terms in line k
	make func(a, b *big.Rat) *big.Rat
	sign string // between the two terms, when it is told
}

// ratesInTables finds the column or row of rates, growths, means or differences that one formula gives nearly everywhere, and the cells in which it does not.
func ratesInTables(c *check.Corpus, r *check.Reporter) {
	by := claim.ByBlock(c)
	for _, g := range tables(c) {
		seen := map[*claim.Cell]bool{}
		if g.Table == nil {
			sharesOfTold(r, g, wholesAbove(by, g), seen)
		}
		for j := range g.Columns {
			if j > 0 {
				weighLine(r, g.Columns, j, g.Rows, ratesOnly, seen)
			}
		}
		for i := range g.Rows {
			if rateHead.MatchString(g.Rows[i].Head) || meanHead.MatchString(g.Rows[i].Head) {
				weighLine(r, g.Rows, i, g.Columns, ratesOnly, seen)
			}
		}
	}
}

// above is how many blocks before a list may tell the whole that its shares are taken from.
const above = 12

func wholesAbove(by map[*text.Block][]claim.Claim, g *claim.Grid) []*claim.Cell {
	var list []*claim.Cell
	first := g.Rows[0].At.Block.Index
	for _, b := range g.Document.Blocks[max(0, first-above):first] {
		for i := range by[b] {
			if c := &by[b][i]; (c.Whole() || c.Unit == "€") && c.Hedge == claim.Exact && c.Value.Cmp(big.NewRat(2, 1)) > 0 {
				list = append(list, cellFrom(c))
			}
		}
	}
	return list
}

// sharesOfTold weighs "Bénéficiaires du RSA : 41 (64 %)" and the lines beside it against the whole told above that most of them are shares of.
func sharesOfTold(r *check.Reporter, g *claim.Grid, wholes []*claim.Cell, seen map[*claim.Cell]bool) {
	var best outcome
	numbers := g.Columns[1]
	for _, whole := range wholes {
		f := formula{"part", func(k int) (a, b *claim.Cell) { return cellAt(numbers, k), whole }, shareOf, "/"}
		if o := try(g.Columns[2], f); o.holds > best.holds {
			best = o
		}
	}
	if sure := confidence(best); sure != "" {
		for _, w := range best.wrong {
			seen[w.cell] = true
			reportCellRate(r, w, best.formula, aRate, sure)
		}
	}
}

// kindOf is what the cells of a line are, by its head and its units: rates, means or neither.
type kindOf func(l claim.Line) []kind

type kind string

const (
	aRate kind = "rate"
	aMean kind = "mean"
	aDiff kind = "difference"
	aProd kind = "product"
)

var (
	differenceHead = regexp.MustCompile(`(?i)(?:^|[^\p{L}])(?:écarts?|soldes?|différences?|reste|variations?|évolutions?|progressions?|reliquat|résultats? net)(?:[^\p{L}]|$)`)
	productHead    = regexp.MustCompile(`(?i)(?:^|[^\p{L}])(?:montants?|coûts?|totaux|total|prix|heures?|sommes?|valorisation|recettes?|dépenses?|journées?)(?:[^\p{L}]|$)`)
)

// computed finds the lines of differences and products: they are checked by the rule about sums.
func computed(l claim.Line) []kind {
	for _, c := range l.Cells {
		if c.State == claim.Number && c.Unit == "%" {
			return nil
		}
	}
	var list []kind
	if differenceHead.MatchString(l.Head) {
		list = append(list, aDiff)
	}
	if productHead.MatchString(l.Head) {
		list = append(list, aProd)
	}
	return list
}

// sumComputed finds the differences and the products of a table that do not follow from their terms, where most of their line do.
func sumComputed(c *check.Corpus, r *check.Reporter) {
	for _, g := range claim.Grids(c) {
		seen := map[*claim.Cell]bool{}
		for j := 1; j < len(g.Columns); j++ {
			weighLine(r, g.Columns, j, g.Rows, computed, seen)
		}
		for i := range g.Rows {
			weighLine(r, g.Rows, i, g.Columns, computed, seen)
		}
	}
}

func ratesOnly(l claim.Line) []kind {
	percents := 0
	for _, c := range l.Cells {
		if c.State == claim.Number && c.Unit == "%" {
			percents++
		}
	}
	switch {
	case percents > 0 || rateHead.MatchString(l.Head) && !unitHead.MatchString(l.Head):
		return []kind{aRate}
	case meanHead.MatchString(l.Head):
		return []kind{aMean}
	}
	return nil
}

var unitHead = regexp.MustCompile(`€|horaire|journalier`)

// mostLines bounds the pairs of lines that are tried: nobody computes one row of a long list from two others.
const mostLines = 40

// weighLine tries each formula on the cells of a line; the one that holds most often is the line's own when it holds in most cells, or when the heads name it.
func weighLine(r *check.Reporter, lines []claim.Line, t int, across []claim.Line, kinds kindOf, seen map[*claim.Cell]bool) {
	if len(lines) > mostLines {
		return
	}
	for _, k := range kinds(lines[t]) {
		var best outcome
		for _, f := range formulas(lines, t, across, k) {
			if o := try(lines[t], f); o.holds > best.holds || best.told == 0 {
				best = o
			}
		}
		sure := confidence(best)
		if sure == "" {
			continue
		}
		for _, w := range best.wrong {
			if !seen[w.cell] {
				seen[w.cell] = true
				reportCellRate(r, w, best.formula, k, sure)
			}
		}
	}
}

// confidence weighs how often a formula holds: three in four is proof, most of them with two at least is likely.
func confidence(o outcome) check.Confidence {
	switch {
	case len(o.wrong) == 0 || o.holds < 2 || o.telling == 0:
		return ""
	case o.holds >= 3*len(o.wrong):
		return check.High
	case o.holds > len(o.wrong) || o.holds == len(o.wrong) && o.holds >= 3:
		return check.Medium
	}
	return ""
}

type wrongCell struct {
	cell, a, b *claim.Cell
	exact      *big.Rat
}

type outcome struct {
	formula formula
	told    int
	holds   int
	telling int // of those that hold, how many prove something: not 0 from 0 nor 100 of the same
	wrong   []wrongCell
}

func try(l claim.Line, f formula) outcome {
	o := outcome{formula: f}
	for k, cell := range l.Cells {
		if cell.State != claim.Number {
			continue
		}
		a, b := f.of(k)
		if a == nil || b == nil || a.State != claim.Number || b.State != claim.Number || a == cell || b == cell || a.Unit == "%" || b.Unit == "%" {
			continue
		}
		exact := f.make(a.Value, b.Value)
		if exact == nil {
			continue
		}
		o.told++
		told := claim.Claim{Value: cell.Value, Decimals: cell.Decimals}
		switch {
		case fits(exact, &told):
			o.holds++
			if exact.Sign() != 0 && exact.Cmp(hundred) != 0 && exact.Cmp(a.Value) != 0 && exact.Cmp(b.Value) != 0 {
				o.telling++
			}
		default:
			o.wrong = append(o.wrong, wrongCell{cell, a, b, exact})
		}
	}
	return o
}

// formulas lists how line t may follow from the other lines: growth from one to another, share of one in another, share of a column's total.
func formulas(lines []claim.Line, t int, across []claim.Line, k kind) []formula {
	var list []formula
	for i := range lines {
		if i == t || !countLine(lines[i]) {
			continue
		}
		if k == aRate {
			total := totalCell(lines[i], across)
			if total == nil {
				total = sumCell(lines[i], across)
			}
			if total != nil {
				list = append(list, formula{"part", func(k int) (a, b *claim.Cell) { return cellAt(lines[i], k), total }, shareOf, "/"})
			}
		}
		for j := range lines {
			if j == i || j == t || !countLine(lines[j]) {
				continue
			}
			of := func(k int) (a, b *claim.Cell) { return cellAt(lines[i], k), cellAt(lines[j], k) }
			list = append(list, pairFormulas(of, k, i < j)...)
		}
	}
	return list
}

func pairFormulas(of func(int) (a, b *claim.Cell), k kind, ascending bool) []formula {
	switch {
	case k == aRate:
		return []formula{{"growth", of, growthOf, ""}, {"share", of, shareOf, "/"}}
	case k == aMean:
		return []formula{{"mean", of, quotient, "/"}}
	case k == aDiff:
		return []formula{{"difference", of, func(a, b *big.Rat) *big.Rat { return new(big.Rat).Sub(a, b) }, "−"}}
	case k == aProd && ascending:
		return []formula{{"product", of, func(a, b *big.Rat) *big.Rat { return new(big.Rat).Mul(a, b) }, "×"}}
	}
	return nil
}

func quotient(a, b *big.Rat) *big.Rat {
	if b.Sign() == 0 {
		return nil
	}
	return new(big.Rat).Quo(a, b)
}

// countLine tells whether a line holds counts or amounts that rates may be taken from.
func countLine(l claim.Line) bool {
	for _, c := range l.Cells {
		if c.State == claim.Number && c.Unit != "%" {
			return true
		}
	}
	return false
}

func cellAt(l claim.Line, k int) *claim.Cell {
	if k < len(l.Cells) {
		return l.Cells[k]
	}
	return nil
}

// totalCell is the cell of a line that stands in the line of totals, nil without.
func totalCell(l claim.Line, across []claim.Line) *claim.Cell {
	for k := len(across) - 1; k >= 0; k-- {
		if k < len(l.Cells) && totalHead.MatchString(across[k].Head) && !subTotal.MatchString(across[k].Head) && l.Cells[k].State == claim.Number {
			return l.Cells[k]
		}
	}
	return nil
}

// sumCell is what a line without a total adds up to, a whole for shares: they prove it when most of them follow from it.
func sumCell(l claim.Line, across []claim.Line) *claim.Cell {
	sum := &claim.Cell{State: claim.Number, Value: new(big.Rat)}
	for k, c := range l.Cells {
		if c.State == claim.Number && k < len(across) && !detailHead.MatchString(across[k].Head) {
			sum.Value.Add(sum.Value, c.Value)
			sum.Spot = c.Spot
		}
	}
	if sum.Value.Sign() <= 0 {
		return nil
	}
	return sum
}

func reportCellRate(r *check.Reporter, w wrongCell, f formula, k kind, sure check.Confidence) {
	unit := ""
	if k == aRate {
		unit = " %"
	}
	expected := bothLangs("%s "+f.sign+" %s = %s"+unit+", non %s"+unit+".", "%s "+f.sign+" %s = %s"+unit+", not %s"+unit+".", w.a.Value, w.b.Value, w.exact, w.cell.Value)
	if f.sign == "" {
		expected = bothLangs("De %s à %s : %s %, non %s %.", "From %s to %s: %s%, not %s%.", w.a.Value, w.b.Value, w.exact, w.cell.Value)
	}
	r.Report(check.Problem{
		At: w.cell.Spot, Related: []check.Spot{w.a.Spot, w.b.Spot}, Confidence: sure,
		Message:  lang.Text{FR: "Cette valeur ne suit pas le calcul des autres cellules de sa ligne ou de sa colonne.", EN: "This value does not follow the computation of the other cells of its line."},
		Expected: expected, Mend: rateMend,
	})
}
