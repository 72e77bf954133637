package numbers

import (
	"math/big"
	"regexp"
	"slices"

	"maillage/internal/kit/lang"
	"maillage/internal/programme/check"
	"maillage/internal/programme/check/claim"
)

var (
	totalHead   = regexp.MustCompile(`(?i)^[\W_]*(?:sous[- ]?total|s/total|total|totaux|ensemble\b|cumul\b|somme\b)`)
	plainTotal  = regexp.MustCompile(`(?i)^[\W_]*(?:total|totaux|total général|ensemble|cumul|somme)[\W_]*(?:(?:19|20)\d\d[\s–-]*)*$`)
	subTotal    = regexp.MustCompile(`(?i)^[\W_]*(?:sous[- ]?total|s/total)`)
	detailHead  = regexp.MustCompile(`(?i)^[\W_]*(?:dont|y compris|moyenne|médiane|taux|minimum|maximum|évolution|variation|%|pour mémoire|objectif|rappel|solde|écart)`)
	coded       = regexp.MustCompile(`^\d{2}\s?[-–.:]?\s`)
	noSum       = regexp.MustCompile(`(?i)(?:^|[^\p{L}])(?:taux|pourcent\p{L}*|moyen\p{L}*|médian\p{L}*|ratio|évol\p{L}*|variation|écarts?|prix|tarifs?|notes?|satisfaction|âges?|indices?|scores?|années?|dates?|n°|coefficients?|unitaires?|rang|objectifs?|cibles?|capacité|durée)(?:[^\p{L}]|$)|%`)
	notAdditive = regexp.MustCompile(`(?i)unique|différent|distinct|dédoublonn|file active|sans double`)
	shareHead   = regexp.MustCompile(`(?i)\b(?:part|parts|répartition|%|pourcentage|poids)\b|%`)
)

// rateOfEach heads a column of rates that each stand for themselves: their total is the rate of the whole, no sum.
var rateOfEach = words(`taux|évol\p{L}*|variations?|exécut\p{L}*|réalis\p{L}*|progressions?|moyen\p{L}*`)

// equation is a total and its parts in one column or row.
type equation struct {
	total *claim.Cell
	parts []*claim.Cell
	off   *big.Rat // the sum of the parts less the total
	sure  check.Confidence
}

func (e equation) values() []*big.Rat {
	var list []*big.Rat
	for _, p := range e.parts {
		list = append(list, p.Value)
	}
	return list
}

// sumTables adds up the rows and columns of each table. Where a row and a column miss their totals by the same amount, the cell in which they meet
// is the wrong one.
func sumTables(c *check.Corpus, r *check.Reporter) {
	for _, g := range tables(c) {
		down := totalsOf(g.Rows, g.Columns)
		across := totalsOf(numbered(g.Columns), g.Rows)
		met := map[*claim.Cell]bool{}
		for _, a := range across {
			for _, d := range down {
				if cell, is := meet(a, d); cell != nil && !met[a.total] && !met[d.total] {
					met[a.total], met[d.total] = true, true
					reportCell(r, cell, is, a, d)
				}
			}
		}
		for _, e := range append(down, across...) {
			if !met[e.total] {
				met[e.total] = true
				reportTotal(r, e)
			}
		}
	}
}

// numbered are the columns that hold numbers, without the first, which names the rows.
func numbered(columns []claim.Line) []claim.Line {
	var list []claim.Line
	for _, l := range columns[1:] {
		if l.Told() {
			list = append(list, l)
		}
	}
	return list
}

// totalsOf returns the equations that fail among lines, of which some are totals of others. across are the lines that cross them.
func totalsOf(lines, across []claim.Line) []equation {
	var failed []equation
	for t, l := range lines {
		if !totalHead.MatchString(l.Head) || notAdditive.MatchString(l.Head) || noSum.MatchString(l.Head) && !plainTotal.MatchString(l.Head) {
			continue
		}
		failed = append(failed, bestReading(lines, t, across)...)
	}
	return failed
}

// bestReading tries each way in which lines may make the total t, keeps the one that holds most often, and returns where it does not.
func bestReading(lines []claim.Line, t int, across []claim.Line) []equation {
	var best []equation
	holds, told := -1, 0
	for _, parts := range readings(lines, t) {
		bad, n, count := tryParts(lines, t, parts, across)
		if count > 0 && n > holds {
			best, holds, told = bad, n, count
		}
	}
	if holds < 0 || len(best) == 0 {
		return nil
	}
	var list []equation
	for _, e := range best {
		if e.sure = tableConfidence(e, holds, told, plainTotal.MatchString(lines[t].Head)); e.sure != "" {
			list = append(list, e)
		}
	}
	return list
}

// tableConfidence weighs a failed equation by the others of the same total: that most hold proves that it is a sum.
func tableConfidence(e equation, holds, told int, plain bool) check.Confidence {
	near := within(added(e.values()), e.total.Value, 3, 10)
	switch {
	case holds >= told-holds && holds > 0:
		return check.High
	case holds*3 >= told: // one line in three: fewer hold by chance
		return check.Medium
	case holds > 0 || !plain || !near:
		return ""
	case told == 1 && len(e.parts) >= 2:
		return check.High
	case told == 2:
		return check.Medium
	}
	return check.Low
}

// readings lists the ways in which lines may add up to lines[t]: those since the last total, the sub-totals, all before it, those with a code of
// accounts only; for a total that comes first, all after it.
func readings(lines []claim.Line, t int) [][]int {
	var since, all, subs, codes []int
	for i := range t {
		switch {
		case subTotal.MatchString(lines[i].Head) || totalHead.MatchString(lines[i].Head):
			subs, since = append(subs, i), nil
			continue
		case detailHead.MatchString(lines[i].Head):
			continue
		}
		since, all = append(since, i), append(all, i)
		if coded.MatchString(lines[i].Head) {
			codes = append(codes, i)
		}
	}
	if t == 0 {
		for i := 1; i < len(lines) && !totalHead.MatchString(lines[i].Head); i++ {
			all = append(all, i)
		}
	}
	list := [][]int{since, all, codes}
	if len(subs) > 0 {
		list = append(list, subs, append(slices.Clone(subs), since...))
		if !subTotal.MatchString(lines[t].Head) {
			list = [][]int{list[1], list[3], list[4], list[0], list[2]}
		}
	}
	return list
}

// tryParts adds the parts up in each crossing line: the equations that fail, how many hold, and how many could be told.
func tryParts(lines []claim.Line, t int, parts []int, across []claim.Line) (bad []equation, holds, told int) {
	for k, total := range lines[t].Cells {
		if k >= len(across) || total.State != claim.Number || notAdditive.MatchString(across[k].Head) {
			continue
		}
		e, ok := equationOf(lines, parts, k, total)
		if !ok || !additive(e, across[k].Head) {
			continue
		}
		told++
		if slack(e).Cmp(new(big.Rat).Abs(e.off)) >= 0 {
			holds++
		} else {
			bad = append(bad, e)
		}
	}
	return bad, holds, told
}

func equationOf(lines []claim.Line, parts []int, k int, total *claim.Cell) (equation, bool) {
	e := equation{total: total}
	numbers := 0
	for _, i := range parts {
		if k >= len(lines[i].Cells) || rateLine(lines[i], total) {
			continue
		}
		p := lines[i].Cells[k]
		switch {
		case p.State == claim.Unknown || p.State == claim.Words || p.Unit != "" && total.Unit != "" && p.Unit != total.Unit || (p.Unit == "%") != (total.Unit == "%") && p.State == claim.Number:
			return e, false
		case p.State == claim.Number:
			numbers++
			e.parts = append(e.parts, p)
		}
	}
	e.off = new(big.Rat).Sub(added(e.values()), total.Value)
	return e, numbers >= 2
}

// rateLine: a column of rates between columns of counts is no part of their total.
func rateLine(l claim.Line, total *claim.Cell) bool {
	return total.Unit != "%" && noSum.MatchString(l.Head)
}

// additive tells whether the numbers under a head can be added: counts and amounts, and shares that make a hundred.
func additive(e equation, head string) bool {
	if e.total.Unit == "%" || shareHead.MatchString(head) {
		return apart(e.total.Value, hundred).Cmp(big.NewRat(1, 1)) <= 0 && within(added(e.values()), hundred, 3, 10) && !rateOfEach.MatchString(head)
	}
	return !noSum.MatchString(head) && !(meanHead.MatchString(head) && amid(e))
}

// amid tells whether a total lies between its parts, as their mean does.
func amid(e equation) bool {
	less, more := false, false
	for _, p := range e.parts {
		less = less || p.Value.Cmp(e.total.Value) < 0
		more = more || p.Value.Cmp(e.total.Value) > 0
	}
	return less && more
}

// slack is how far rounding may put a sum from its total: half a unit of the last digit for each part, where values are rounded at all.
func slack(e equation) *big.Rat {
	coarse, fine := e.total.Decimals, e.total.Decimals
	for _, p := range e.parts {
		coarse, fine = min(coarse, p.Decimals), max(fine, p.Decimals)
	}
	if e.total.Unit != "%" && coarse == fine && coarse == 0 || e.total.Unit == "€" && coarse == 2 {
		return new(big.Rat)
	}
	half := new(big.Rat).Inv(scale(coarse))
	return half.Mul(half, big.NewRat(int64(len(e.parts)+1), 2))
}

// role is what a cell is in the two equations that meet in it.
type role struct{ totalAcross, totalDown bool }

// meet returns the cell that a row and a column share when both miss their totals in a way that one wrong cell explains.
func meet(a, d equation) (*claim.Cell, role) {
	opposite := new(big.Rat).Neg(a.off)
	for _, x := range append(slices.Clone(a.parts), a.total) {
		for _, y := range append(slices.Clone(d.parts), d.total) {
			is := role{x == a.total, y == d.total}
			if x == y && (is.totalAcross == is.totalDown && a.off.Cmp(d.off) == 0 || is.totalAcross != is.totalDown && opposite.Cmp(d.off) == 0) {
				return x, is
			}
		}
	}
	return nil, role{}
}

func reportCell(r *check.Reporter, cell *claim.Cell, is role, a, d equation) {
	right := new(big.Rat).Sub(cell.Value, a.off)
	if is.totalAcross {
		right.Add(cell.Value, a.off)
	}
	sum := addition(a.values(), a.total.Value)
	other := addition(d.values(), d.total.Value)
	fits := bothLangs("La ligne et la colonne tombent juste avec %s.", "Row and column both come out right with %s.", right)
	r.Report(check.Problem{
		At: cell.Spot, Related: []check.Spot{a.total.Spot, d.total.Spot},
		Message:  bothLangs("Ce nombre fausse à la fois le total de sa ligne et celui de sa colonne.", "This number makes both the total of its row and that of its column wrong."),
		Expected: lang.Text{FR: sum.FR + " " + other.FR + " " + fits.FR, EN: sum.EN + " " + other.EN + " " + fits.EN},
		Mend:     sumMend,
	})
}

func reportTotal(r *check.Reporter, e equation) {
	related := []check.Spot{}
	for _, p := range e.parts[:min(len(e.parts), 20)] {
		related = append(related, p.Spot)
	}
	r.Report(check.Problem{
		At: e.total.Spot, Related: related, Confidence: e.sure,
		Message:  lang.Text{FR: "Ce total n'est pas la somme de ses parties.", EN: "This total is not the sum of its parts."},
		Expected: addition(e.values(), e.total.Value),
		Mend:     sumMend,
	})
}
