package office

import (
	"iter"
	"slices"
	"strings"
	"unicode/utf8"

	"maillage/internal/programme/report"
	"maillage/internal/programme/report/render"
)

// rowsOf writes the rows of a list one at a time.
func rowsOf[T any](list []T, write func(T) row) iter.Seq[row] {
	return func(yield func(row) bool) {
		for _, x := range list {
			if !yield(write(x)) {
				return
			}
		}
	}
}

// onePage is the number of rows up to which a table is not broken by the foot of a page.
const onePage = 14

func shortOf(rows int) int {
	if rows <= onePage {
		return rows
	}
	return 0
}

// plain is a row of texts.
func plain(texts ...string) row {
	var r row
	for _, t := range texts {
		r.cells = append(r.cells, say(t))
	}
	return r
}

// evenly makes a first column and equal others, within the width of the page.
func evenly(first string, others []string) []column {
	each := min(34, 110/max(len(others), 1))
	cols := []column{{head: first, width: textWidth - each*len(others)}}
	for _, name := range others {
		cols = append(cols, column{head: name, width: each, right: true})
	}
	return cols
}

// textTable gives columns room by their longest text.
func (w *walk) textTable(x report.TextTable) {
	weights := make([]int, len(x.Head))
	weigh := func(cells [][]report.Inline) {
		for i, cell := range cells {
			weights[i] = max(weights[i], min(utf8.RuneCountInString(words(newWalk(w.ctx, w.doc, nil).inlines(cell))), 60), 6)
		}
	}
	weigh(x.Head)
	for _, r := range x.Rows {
		weigh(r)
	}
	sum := 0
	for _, n := range weights {
		sum += n
	}
	cols := make([]column, len(x.Head))
	for i, cell := range x.Head {
		runs := withoutNotes(w.inlines(cell))
		if len(runs) == 0 {
			runs = say(w.page("row"))
		}
		cols[i] = column{runs: runs, width: textWidth * weights[i] / sum, right: x.Align[i] == "right"}
	}
	w.emit(table{title: w.page("table"), cols: cols, short: shortOf(len(x.Rows)), rows: rowsOf(x.Rows, func(cells [][]report.Inline) row {
		var r row
		for _, cell := range cells {
			r.cells = append(r.cells, w.inlines(cell))
		}
		return r
	})})
}

func (w *walk) figureTable(x report.FigureTable) {
	t := table{title: x.Caption, anchor: x.Anchor, cols: evenly(x.RowHead, x.Columns), small: len(x.Columns) > 6, short: shortOf(len(x.Rows))}
	t.rows = rowsOf(x.Rows, func(r report.FigureRow) row {
		line := row{cells: [][]run{say(r.Label)}, sum: r.Sum}
		for _, u := range r.Cells {
			line.cells = append(line.cells, w.cellFigure(u))
		}
		return line
	})
	w.captioned(t, strings.Join(nonEmpty([]string{x.Note, x.Source}), " "))
}

func (w *walk) entryBlock(x report.EntryBlock) {
	if len(x.Rows) == 0 {
		w.emit(paragraph{style: remark, runs: append(strong(x.Caption), say(" "+w.page("list.none"))...)})
		return
	}
	c := render.ColumnsOf(x.Rows)
	t := table{title: x.Caption, small: true, cols: w.entryColumns(x, c)}
	t.rows = rowsOf(x.Rows, func(r report.ListRow) row { return w.listRow(r, c) })
	w.captioned(t, strings.Join(nonEmpty([]string{render.ListFoot(w.ctx, w.doc, x), x.Source}), " "))
}

// entryColumns are those that the rows fill; what no other column takes goes to the title, else to the place.
func (w *walk) entryColumns(x report.EntryBlock, c render.Columns) []column {
	cols := []column{{head: w.page("entry.number"), width: 11}, {head: w.page("entry.when"), width: 34}}
	wide := 1
	add := func(wanted bool, key string, width int) {
		if wanted {
			cols = append(cols, column{head: w.page(key), width: width})
		}
	}
	add(c.Title, "entry.title", 0)
	if c.Title {
		wide = 2
	}
	add(c.Where, "entry.where", 28)
	if c.Where && !c.Title {
		wide = 2
	}
	for _, h := range x.Readings {
		cols = append(cols, column{head: h.Label, width: 21, right: true})
	}
	add(c.Measures, "entry.measures", 27)
	add(c.Funder, "entry.funder", 22)
	add(true, "entry.proofs", 17)
	cols[wide].width = 0
	cols[wide].width = max(textWidth-widthOf(cols), 24)
	return cols
}

func widthOf(cols []column) int {
	sum := 0
	for _, c := range cols {
		sum += c.width
	}
	return sum
}

func (w *walk) listRow(r report.ListRow, c render.Columns) row {
	number := run{text: "–"}
	if r.Anchor != "" {
		number = run{text: render.EntryNumber(r.Number), link: "#" + r.Anchor}
	}
	line := row{cells: [][]run{{number}, w.when(r.EntryRow)}, pale: !r.Counted}
	add := func(wanted bool, runs []run) {
		if wanted {
			line.cells = append(line.cells, runs)
		}
	}
	add(c.Title, under(say(r.Title), render.About(w.ctx, r.EntryRow, false, c.State)))
	add(c.Where, say(r.Where))
	for _, reading := range r.Readings {
		add(true, say(reading))
	}
	add(c.Measures, say(render.Measures(r.EntryRow)))
	add(c.Funder, say(payer(r.EntryRow)))
	add(true, say(w.proofsOf(r.EntryRow)))
	return line
}

func (w *walk) when(r report.EntryRow) []run {
	if r.InDoubt {
		return under(say(r.When), w.page("entry.in_doubt"))
	}
	return say(r.When)
}

func payer(r report.EntryRow) string {
	if r.Funder == nil {
		return r.WhyNone
	}
	return r.Funder.Short
}

// proofsOf tells how many of the proofs that an entry needs are there, as the page does with its pips.
func (w *walk) proofsOf(r report.EntryRow) string {
	if r.Need == 0 {
		return "–"
	}
	return w.pips(w.number(r.Have), w.number(r.Need))
}

func (w *walk) partners(x report.Partners) {
	named := func(r report.PartnerRow) bool { return r.Role != "" }
	cols := []column{{head: w.own("partners.name"), width: 70}, {head: w.own("partners.role"), width: 40}, {head: w.page("entry.activity"), width: 24}, {head: w.own("partners.count"), width: 36}}
	roles := slices.ContainsFunc(x.Rows, named)
	if !roles {
		cols = slices.Delete(cols, 1, 2)
		cols[0].width += 40
	}
	t := table{title: x.Caption, anchor: x.Anchor, cols: cols, small: true}
	t.rows = rowsOf(x.Rows, func(r report.PartnerRow) row {
		count := append(say(w.number(r.Count)+" : "), w.links(render.EntryNumber, r.Entries)...)
		line := row{cells: [][]run{say(r.Name), say(r.Role), say(strings.Join(r.Activities, ", ")), count}}
		if !roles {
			line.cells = slices.Delete(line.cells, 1, 2)
		}
		return line
	})
	more := ""
	if x.More > 0 {
		more = w.page("more", "n", w.number(x.More))
	}
	w.captioned(t, strings.Join(nonEmpty([]string{more, x.Source}), " "))
}
