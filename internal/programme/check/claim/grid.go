package claim

import (
	"math/big"
	"regexp"
	"strings"

	"maillage/internal/programme/check"
	"maillage/internal/programme/check/text"
)

// Grid is a table of numbers. Rows and columns are lines of cells alike, so that a rule that reads columns reads rows as well.
type Grid struct {
	Document *text.Document
	Table    *text.Table
	Caption  string // the caption, or the heading that the table stands under
	Rows     []Line
	Columns  []Line
}

// Line is one row or column: its head and its cells, as many as there are lines across.
type Line struct {
	Head  string
	At    *check.Spot // of the head, nil without
	Cells []*Cell
}

// State says what a cell holds.
type State string

// The states. Empty counts as nothing in a sum; Unknown ("X", "n.c.", "?") makes any arithmetic impossible.
const (
	Empty   State = "empty"
	Number  State = "number"
	Unknown State = "unknown"
	Words   State = "words"
)

// Cell is one cell as a number.
type Cell struct {
	Spot     check.Spot
	State    State
	Value    *big.Rat // 0 when empty
	Unit     string   // "%", "€", the words after the number, or ""
	Decimals int
	Signed   bool
}

var (
	unknown = regexp.MustCompile(`(?i)^(?:x{1,3}|\?+|n\.?\s?c\.?|n\.?\s?d\.?|nsp|n/?a|non (?:communiqué|connu|renseigné|disponible)\p{L}*|inconnu\p{L}*|à (?:compléter|venir|préciser)|en attente|…|\.{3})$`)
	blank   = regexp.MustCompile(`^(?:[-–—/.]*|néant|aucune?)$`)
)

// Grids returns the tables of a corpus that hold numbers, computed once in a check.
func Grids(c *check.Corpus) []*Grid {
	return check.Shared(c, "grids", func(c *check.Corpus) []*Grid {
		var list []*Grid
		for _, d := range c.Documents {
			seen := map[*text.Table]bool{}
			for _, b := range d.Blocks {
				if b.Table != nil && !seen[b.Table] {
					seen[b.Table] = true
					if g := grid(d, b.Table); g != nil {
						list = append(list, g)
					}
				}
			}
		}
		return list
	})
}

// grid reads a table; nil when it has no two lines either way.
func grid(d *text.Document, t *text.Table) *Grid {
	header, rows := t.Header, t.Rows
	if header == nil && len(rows) > 1 && headless(rows[0]) {
		header, rows = rows[0], rows[1:]
	}
	wide := 0
	for _, r := range rows {
		wide = max(wide, len(r.Cells))
	}
	if len(rows) == 0 || wide < 2 || len(rows)*wide > 1<<20 {
		return nil
	}
	g := &Grid{Document: d, Table: t, Caption: t.Caption}
	if g.Caption == "" && rows[0].Section != nil {
		g.Caption = rows[0].Section.Title
	}
	for j := range wide {
		line := Line{}
		if header != nil && j < len(header.Cells) {
			line.Head = header.Cell(j)
			line.At = &check.Spot{Document: d, Block: header, From: header.Cells[j].From, To: header.Cells[j].To}
		}
		g.Columns = append(g.Columns, line)
	}
	for _, r := range rows {
		line := Line{}
		for j := range wide {
			c := cellOf(d, r, j)
			line.Cells = append(line.Cells, c)
			g.Columns[j].Cells = append(g.Columns[j].Cells, c)
		}
		if first := line.first(); first != nil {
			line.Head, line.At = first.Spot.Words(), &first.Spot
		}
		g.Rows = append(g.Rows, line)
	}
	return g
}

// headless tells whether a first row names columns although it holds digits ("T1", "Axe 2", "2018"): no cell of it is a plain count.
func headless(b *text.Block) bool {
	named := 0
	for i := range b.Cells {
		s := b.Cell(i)
		if m := numeric.FindStringSubmatch(s); m != nil && !isYear(s) {
			return false
		}
		if strings.TrimSpace(s) != "" {
			named++
		}
	}
	return named >= 2
}

func cellOf(d *text.Document, b *text.Block, j int) *Cell {
	c := &Cell{Spot: check.Spot{Document: d, Block: b, From: len(b.Text), To: len(b.Text)}, State: Empty, Value: new(big.Rat)}
	if j >= len(b.Cells) {
		return c
	}
	c.Spot.From, c.Spot.To = b.Cells[j].From, b.Cells[j].To
	s := strings.Trim(strings.TrimSpace(b.Cell(j)), "*_ ")
	switch {
	case blank.MatchString(strings.ToLower(s)):
	case unknown.MatchString(s):
		c.State = Unknown
	default:
		c.read(s)
	}
	return c
}

func (c *Cell) read(s string) {
	c.State = Words
	m := numeric.FindStringSubmatch(s)
	if m == nil {
		return
	}
	value, decimals, ok := inFigures(m[2])
	if !ok || len(m[2]) > 1 && m[2][0] == '0' && isDigit(m[2][1]) {
		return
	}
	unit, tens := unitOf(m[3])
	c.State, c.Value, c.Unit, c.Decimals = Number, scaled(value, tens), unit, decimals-tens
	if m[4] != "" && unit == "" {
		c.Unit = Stem(strings.TrimSpace(m[4]))
	}
	switch sign := strings.TrimSpace(m[1]); sign {
	case "+":
		c.Signed = true
	case "-", "−", "(":
		c.Signed = true
		c.Value.Neg(c.Value)
	}
}

// first is the cell that names a row: the first one with words, which may stand in the second column, else the first that is told.
func (l Line) first() *Cell {
	var told *Cell
	for j, c := range l.Cells {
		if c.State == Words && (j == 0 || told == nil) {
			return c
		}
		if c.State == Number && told == nil {
			told = c
		}
	}
	return told
}

// Told tells whether a line holds a number.
func (l Line) Told() bool {
	for _, c := range l.Cells {
		if c.State == Number {
			return true
		}
	}
	return false
}

// Year returns the year that a head names, 0 without or with several.
func (l Line) Year() int {
	if y := years(l.Head); len(y) == 1 {
		return y[0]
	}
	return 0
}

var totalled = regexp.MustCompile(`(?i)^[\W_]*(?:total|totaux|ensemble|cumul)\b`)

// claims reads each number of a table as one claim: what its heads count, in their year; the other head narrows it, unless it says total.
func (g *Grid) claims() []Claim {
	var list []Claim
	for i, row := range g.Rows {
		for j, cell := range row.Cells {
			if j > 0 && cell.State == Number && row.Cells[0] != cell {
				list = append(list, g.claim(i, j, cell))
			}
		}
	}
	return list
}

func (g *Grid) claim(i, j int, cell *Cell) Claim {
	row, column := g.Rows[i].Head, g.Columns[j].Head
	c := Claim{Spot: cell.Spot, Number: cell.Spot, Value: cell.Value, Decimals: cell.Decimals, Signed: cell.Signed, Cell: true,
		Sentence: Span{cell.Spot.From, cell.Spot.To}, Clause: Span{cell.Spot.From, cell.Spot.To}}
	if cell.Unit == "%" || cell.Unit == "€" {
		c.Unit = cell.Unit
	}
	names, other := column, row
	if len(years(column)) == 1 && !isYear(strings.TrimSpace(row)) || totalled.MatchString(column) || column == "" || valueHead.MatchString(column) {
		names, other = row, column
	}
	c.Words, c.Noun = Phrase(names)
	c.Total = totalled.MatchString(other)
	c.Years = years(other)
	if len(c.Years) == 0 {
		c.Years = years(names + " " + g.Caption)
	}
	if y := cell.Spot.Block.Year(); len(c.Years) == 0 && y != 0 {
		c.Years = []int{y}
	}
	if !c.Total && !valueHead.MatchString(other) {
		c.Narrow = strings.Fields(strings.ToLower(year.ReplaceAllString(other, "")))
	}
	for _, x := range senses {
		if c.As == Plain && x.words.MatchString(row+" "+column) {
			c.As = x.as
		}
	}
	return c
}

// valueHead names a column that says nothing of what is counted: the row does.
var valueHead = regexp.MustCompile(`(?i)^(?:nombre|nb|valeurs?|montants?|résultats?|réalisé\p{L}*|effectifs?|chiffres?|quantité|données?|année \d{4})?$`)
