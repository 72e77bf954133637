package numbers

import (
	"regexp"
	"strings"

	"maillage/internal/programme/check"
	"maillage/internal/programme/check/claim"
	"maillage/internal/programme/check/text"
)

// keyedTail is what may stand after the number of a line "label : number": nothing, or its share in brackets.
var (
	keyedTail = regexp.MustCompile(`^\s?(?:\p{L}[\p{L}' -]{0,24})?\s?(?:\([^()]{1,12}%\)|,? soit [^ ]{1,6} ?%)?\s?[.;,]?$`)
	keyedHead = regexp.MustCompile(`(?::|=|→|–|\.{3,}|…)\s?$`)
	keyedGap  = regexp.MustCompile(`(?i)(?::|=|→|–|\.{3,}|…)\s?(?:x{1,3}|\?+|n\.?c\.?|n\.?d\.?|-)\s?[.;]?$`)
)

// tables are the grids of a corpus, and the runs of lines "label : number" that are tables without lines.
func tables(c *check.Corpus) []*claim.Grid {
	return check.Shared(c, "tables and keyed lines", func(c *check.Corpus) []*claim.Grid {
		by := claim.ByBlock(c)
		list := append([]*claim.Grid{}, claim.Grids(c)...)
		for _, d := range c.Documents {
			var run []claim.Line
			var last *text.Block
			for _, b := range d.Blocks {
				line, ok := keyedLine(d, b, by[b])
				if len(run) > 0 && (!ok || last.Kind != b.Kind || last.Level != b.Level) {
					list, run = appendRun(list, d, run), nil
				}
				if ok {
					run, last = append(run, line), b
				}
			}
			list = appendRun(list, d, run)
		}
		return list
	})
}

// appendRun adds a run of keyed lines as a grid of labels, numbers and shares, when it has three lines or more.
func appendRun(list []*claim.Grid, d *text.Document, run []claim.Line) []*claim.Grid {
	if len(run) < 3 {
		return list
	}
	g := &claim.Grid{Document: d, Rows: run, Columns: make([]claim.Line, 3)}
	if b := run[0].At.Block; b.Index > 0 {
		g.Caption = d.Blocks[b.Index-1].Text
	}
	for j := range g.Columns {
		for _, row := range run {
			g.Columns[j].Cells = append(g.Columns[j].Cells, row.Cells[j])
		}
	}
	return append(list, g)
}

// keyedLine reads "Moins de 12 ans : 178", "Femmes : 22 (55 %)".
func keyedLine(d *text.Document, b *text.Block, claims []claim.Claim) (claim.Line, bool) {
	if b.Kind != text.Paragraph && b.Kind != text.Item || len(b.Text) > 120 || strings.Contains(b.Text, "\t") {
		return claim.Line{}, false
	}
	empty := func() *claim.Cell {
		return &claim.Cell{Spot: check.Spot{Document: d, Block: b, From: len(b.Text), To: len(b.Text)}, State: claim.Empty, Value: zero}
	}
	if m := keyedGap.FindStringIndex(b.Text); m != nil && m[0] > 0 {
		unknown := empty()
		unknown.State = claim.Unknown
		return lineOf(d, b, m[0], unknown, empty()), true
	}
	for i := range claims {
		n := &claims[i]
		before := b.Text[:n.Number.From]
		head := keyedHead.FindStringIndex(before)
		if head == nil || head[0] == 0 || n.Hedge != claim.Exact || n.Upper != nil || !keyedTail.MatchString(b.Text[n.Number.To:]) {
			continue
		}
		share := empty()
		if i+1 < len(claims) && claims[i+1].Unit == "%" {
			share = cellFrom(&claims[i+1])
		}
		return lineOf(d, b, head[0], cellFrom(n), share), true
	}
	return claim.Line{}, false
}

func lineOf(d *text.Document, b *text.Block, to int, number, share *claim.Cell) claim.Line {
	at := check.Spot{Document: d, Block: b, From: 0, To: len(strings.TrimRight(b.Text[:to], " "))}
	label := &claim.Cell{Spot: at, State: claim.Words, Value: zero}
	return claim.Line{Head: at.Words(), At: &at, Cells: []*claim.Cell{label, number, share}}
}

func cellFrom(c *claim.Claim) *claim.Cell {
	return &claim.Cell{Spot: c.Number, State: claim.Number, Value: c.Value, Unit: c.Unit, Decimals: c.Decimals, Signed: c.Signed}
}
