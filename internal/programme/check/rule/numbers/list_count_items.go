package numbers

import (
	"math/big"
	"regexp"
	"slices"
	"strings"

	"maillage/internal/programme/check"
	"maillage/internal/programme/check/claim"
	"maillage/internal/programme/check/text"
)

// lister looks below a block for the list or the table that a number in it announces.
type lister struct {
	document *text.Document
	by       map[*text.Block][]claim.Claim
}

var pointing = words(`suivante?s?|ci-(?:dessous|après)|voici|liste|listée?s?|tableau|énumérée?s?|détaillée?s?|présentée?s?|récapitul\p{L}+`)

// itemsBelow compares the number in a line that opens a list with how many items the list has.
func (l lister) itemsBelow(r *check.Reporter, b *text.Block) {
	first := l.belowCounts(b)
	if first == nil || first.Kind != text.Item || b.Kind == text.Item && first.Level <= b.Level {
		return
	}
	items := l.itemsFrom(first)
	if len(items) < 2 {
		return
	}
	opens := strings.HasSuffix(b.Text, ":")
	told := l.announced(b, opens)
	if len(told) == 0 || openList.MatchString(lastSentence(b.Text)) || goesOn.MatchString(items[len(items)-1].Text) || l.explains(told, items) {
		return
	}
	c := told[0]
	sure := check.Low
	switch {
	case (opens || b.Kind == text.Heading) && len(told) == 1:
		sure = check.High
	case opens || pointing.MatchString(b.Text):
		sure = check.Medium
	}
	if far(c.Value, len(items)) && sure != check.Low {
		sure = check.Medium
		if !opens {
			sure = check.Low
		}
	}
	reportCount(r, c, len(items), []check.Spot{check.Whole(l.document, items[0]), check.Whole(l.document, items[len(items)-1])}, sure)
}

// belowCounts is the block after b; after a short line of a summary, the one after the counts of people that follow it ("27 visios", "356 participants").
func (l lister) belowCounts(b *text.Block) *text.Block {
	n := l.document.Next(b)
	for steps := 0; len(b.Text) <= summaryLine && n != nil && n.Kind == text.Paragraph && len(n.Text) <= summaryLine && steps < 2; steps++ {
		own := l.by[n]
		if len(own) != 1 || claim.ClassOf(own[0].Head()) != claim.People {
			return n
		}
		n = l.document.Next(n)
	}
	return n
}

const summaryLine = 60

// far tells whether a list is less than half of what is announced, or more than twice: perhaps it is of something else.
func far(v *big.Rat, n int) bool {
	count := big.NewRat(int64(n), 1)
	two := big.NewRat(2, 1)
	return new(big.Rat).Mul(count, two).Cmp(v) < 0 || new(big.Rat).Mul(v, two).Cmp(count) < 0
}

// itemsFrom returns the items of the list that begins here, of its first level. A marker that counts from the beginning again opens another list.
func (l lister) itemsFrom(first *text.Block) []*text.Block {
	var items []*text.Block
	for n := first; n != nil && n.Kind == text.Item && n.Level >= first.Level; n = l.document.Next(n) {
		if n.Level > first.Level {
			continue
		}
		if len(items) > 0 && shapeOf(n.Marker) != shapeOf(first.Marker) {
			break
		}
		items = append(items, n)
	}
	return items
}

// shapeOf tells markers alike: all numbers are of one shape, all dashes of another.
func shapeOf(marker string) string {
	if strings.ContainsAny(marker, "0123456789") {
		return "1"
	}
	if lettered.MatchString(marker) {
		return "a"
	}
	return marker
}

var lettered = regexp.MustCompile(`^\(?[a-zA-Z][).]$`)

// announced are the numbers that may announce what stands below a block: those of its last sentence, the first of them the subject.
func (l lister) announced(b *text.Block, opens bool) []*claim.Claim {
	list := l.by[b]
	from := len(b.Text) - len(lastSentence(b.Text))
	var told []*claim.Claim
	for i := range list {
		if c := &list[i]; c.Number.From >= from && announces(c) && !amongAll.MatchString(b.Text[c.Sentence.From:c.Number.From]) && (opens || b.Kind == text.Heading || pointing.MatchString(lastSentence(b.Text)) || i == 0 && len(b.Text) <= summaryLine) {
			told = append(told, c)
		}
	}
	return told
}

// amongAll: "Sur 40 dossiers, trois ont été retenus :": the second is announced.
var amongAll = regexp.MustCompile(`(?i)^(?:sur|parmi)\s(?:les |nos |ces |un total de )?$`)

func lastSentence(s string) string {
	if i := strings.LastIndex(strings.TrimRight(s, " .:;"), ". "); i >= 0 {
		return s[i+2:]
	}
	return s
}

// explains tells whether one of the numbers announced is that of the items, or of what the items add up to.
func (l lister) explains(told []*claim.Claim, items []*text.Block) bool {
	n := big.NewRat(int64(len(items)), 1)
	for _, c := range told {
		if c.Value.Cmp(n) == 0 {
			return true
		}
	}
	return l.sums(told, items) || l.names(told, items)
}

// sums: "25 séances :" then "12 à Pons", "13 à Royan": the rule sum looks at these.
func (l lister) sums(told []*claim.Claim, items []*text.Block) bool {
	counts := 0
	for _, b := range items {
		own := l.by[b]
		if len(own) > 0 && (own[0].Number.From == 0 || own[0].Label || own[0].Head() == told[0].Head() || labelled(b.Text[:own[0].Number.From])) {
			counts++
		}
	}
	return 2*counts > len(items)
}

// names: an item that names several places or people ("Pons et Royan") may count for several.
func (l lister) names(told []*claim.Claim, items []*text.Block) bool {
	most := 0
	for _, b := range items {
		most += 1 + len(twoNames.FindAllString(b.Text, -1))
	}
	for _, c := range told {
		if c.Value.Cmp(big.NewRat(int64(len(items)), 1)) > 0 && c.Value.Cmp(big.NewRat(int64(most), 1)) <= 0 {
			return true
		}
	}
	return false
}

var twoNames = regexp.MustCompile(`\p{Lu}[\p{L}'-]+(?: \(\d\d\))? (?:et|&) \p{Lu}`)

// rowsBelow compares the number in a line above a table with how many rows the table has.
func (l lister) rowsBelow(r *check.Reporter, b *text.Block) {
	first := l.document.Next(b)
	if first == nil || first.Kind != text.Row || first.Table == nil {
		return
	}
	rows := rowsOf(first.Table)
	last := lastSentence(b.Text)
	opens := strings.HasSuffix(b.Text, ":") || pointing.MatchString(last)
	if len(rows) < 2 || openList.MatchString(last) {
		return
	}
	for _, c := range l.announced(b, opens) {
		named := namedBy(first.Table, c)
		if !opens && !named || sumsTo(rows, c.Value) || c.Value.Cmp(big.NewRat(int64(len(rows)), 1)) == 0 || l.sumTold(b, len(rows)) {
			continue
		}
		sure := check.Low
		if named && !far(c.Value, len(rows)) {
			sure = check.High
		} else if opens && !far(c.Value, len(rows)) {
			sure = check.Medium
		}
		if sure == check.Low && !named {
			continue
		}
		reportCount(r, c, len(rows), []check.Spot{check.Whole(l.document, rows[0]), check.Whole(l.document, rows[len(rows)-1])}, sure)
		return
	}
}

// sumTold tells whether another number of the block is how many rows there are.
func (l lister) sumTold(b *text.Block, n int) bool {
	return slices.ContainsFunc(l.by[b], func(c claim.Claim) bool { return c.Value.Cmp(big.NewRat(int64(n), 1)) == 0 })
}

// rowsOf are the rows that list something: neither totals nor empty ones.
func rowsOf(t *text.Table) []*text.Block {
	var rows []*text.Block
	for _, b := range t.Rows {
		name := strings.TrimSpace(b.Cell(0))
		if name == "" && strings.TrimSpace(b.Cell(1)) == "" || totalHead.MatchString(name) || totalHead.MatchString(strings.TrimSpace(b.Cell(1))) {
			continue
		}
		rows = append(rows, b)
	}
	return rows
}

// namedBy tells whether the first columns of a table are named for what a number counts.
func namedBy(t *text.Table, c *claim.Claim) bool {
	if t.Header == nil {
		return false
	}
	for j := range min(2, len(t.Header.Cells)) {
		if _, noun := claim.Phrase(t.Header.Cell(j)); len(noun) > 0 && noun[0] == c.Head() {
			return true
		}
	}
	return false
}

// sumsTo tells whether a column of the rows adds up to a value: then the number is of what the rows count.
func sumsTo(rows []*text.Block, v *big.Rat) bool {
	for j := 1; j < len(rows[0].Cells); j++ {
		sum := new(big.Rat)
		for _, b := range rows {
			if n, ok := new(big.Rat).SetString(strings.ReplaceAll(strings.TrimSpace(b.Cell(j)), " ", "")); ok {
				sum.Add(sum, n)
			}
		}
		if sum.Sign() > 0 && within(sum, v, 1, 10) {
			return true
		}
	}
	return false
}
