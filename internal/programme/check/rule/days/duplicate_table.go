package days

import (
	"fmt"
	"strings"
	"unicode"

	"maillage/internal/kit/lang"
	"maillage/internal/programme/check"
	"maillage/internal/programme/check/moment"
	"maillage/internal/programme/check/text"
)

const (
	fewestRows = 3 // of a table told twice
	fewestSeen = 4 // of a table in which one row stands twice
)

// tablesTwice finds a table whose rows stand, four in five, in an earlier one, and a row that stands twice in a table where nothing else does.
// It returns the blocks of which it spoke.
func tablesTwice(c *check.Corpus, r *check.Reporter) map[*text.Block]bool {
	told := map[*text.Block]bool{}
	rows := map[string]check.Spot{} // the first telling of each row
	dated := map[*text.Block]bool{}
	for _, m := range moment.Of(c) {
		dated[m.Spot.Block] = true
	}
	for _, d := range c.Documents {
		for _, t := range tablesOf(d) {
			if again, first := inAnother(t, rows); len(t.Rows) >= fewestRows && 5*again >= 4*len(t.Rows) {
				r.Report(tableProblem(d, t, first, again))
				for _, b := range t.Rows {
					told[b] = true
				}
				continue
			}
			if a, b := oneRowTwice(t, dated); b != nil {
				r.Report(rowProblem(d, a, b))
				told[b] = true
			}
			for _, b := range t.Rows {
				if _, known := rows[rowKey(b)]; !known {
					rows[rowKey(b)] = check.Whole(d, b)
				}
			}
		}
	}
	return told
}

// tablesOf lists the tables of a document in reading order.
func tablesOf(d *text.Document) []*text.Table {
	var list []*text.Table
	for _, b := range d.Blocks {
		if b.Table != nil && (len(list) == 0 || list[len(list)-1] != b.Table) {
			list = append(list, b.Table)
		}
	}
	return list
}

func rowKey(b *text.Block) string {
	var cells []string
	for i := range b.Cells {
		cells = append(cells, plainLetters.Replace(strings.ToLower(strings.TrimSpace(b.Cell(i)))))
	}
	return strings.TrimRight(strings.Join(cells, "\t"), "\t ")
}

// inAnother counts the rows of a table that an earlier one has; rows that hold one word only say nothing.
func inAnother(t *text.Table, rows map[string]check.Spot) (n int, first check.Spot) {
	for _, b := range t.Rows {
		spot, known := rows[rowKey(b)]
		if !known || len(strings.Fields(b.Text)) < 2 {
			continue
		}
		if n == 0 {
			first = spot
		}
		n++
	}
	return n, first
}

// oneRowTwice returns two rows of a table that are the same, when all others differ in their first cell: tables of answers repeat theirs freely.
func oneRowTwice(t *text.Table, dated map[*text.Block]bool) (a, b *text.Block) {
	if len(t.Rows) < fewestSeen {
		return nil, nil
	}
	labels := map[string]*text.Block{}
	for _, row := range t.Rows {
		label := strings.ToLower(strings.TrimSpace(row.Cell(0)))
		other := labels[label]
		labels[label] = row
		switch {
		case other == nil:
		case b != nil || dated[row] || rowKey(other) != rowKey(row) || !tells(row):
			return nil, nil
		default:
			a, b = other, row
		}
	}
	return a, b
}

// tells: a label in words and two more cells that hold something.
func tells(b *text.Block) bool {
	filled := 0
	for i := range b.Cells {
		if strings.TrimSpace(b.Cell(i)) != "" {
			filled++
		}
	}
	return filled >= 3 && strings.ContainsFunc(b.Cell(0), unicode.IsLetter)
}

func tableProblem(d *text.Document, t *text.Table, first check.Spot, rows int) check.Problem {
	return check.Problem{
		At: check.Whole(d, t.Rows[0]), Related: []check.Spot{first}, Severity: check.Notice,
		Message: lang.Text{
			FR: fmt.Sprintf("Ce tableau se trouve déjà plus haut : %d lignes sur %d sont les mêmes.", rows, len(t.Rows)),
			EN: fmt.Sprintf("This table stands above already: %d of its %d rows are the same.", rows, len(t.Rows)),
		},
		Expected: lang.Text{FR: "Un tableau une fois, ou un renvoi.", EN: "A table once, or a pointer to it."},
		Mend:     lang.Text{FR: "Conservez-en un, ou remplacez celui qui a été copié par erreur.", EN: "Keep one, or replace the one copied by mistake."},
	}
}

func rowProblem(d *text.Document, a, b *text.Block) check.Problem {
	return check.Problem{
		At: check.Whole(d, b), Related: []check.Spot{check.Whole(d, a)}, Confidence: check.Medium,
		Message:  lang.Text{FR: "Cette ligne se trouve deux fois dans le tableau : elle peut être comptée en trop.", EN: "This row stands twice in the table: it may be counted too often."},
		Expected: lang.Text{FR: "Une ligne par chose.", EN: "One row for each thing."},
		Mend:     lang.Text{FR: "Retirez la ligne, ou corrigez celle qui a été copiée.", EN: "Remove the row, or mend the one that was copied."},
	}
}
