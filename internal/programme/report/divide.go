package report

import (
	"math/big"
	"slices"
	"strconv"

	"maillage/internal/kit/frnum"
	"maillage/internal/kit/lang"
	"maillage/internal/programme/indicator"
	"maillage/internal/programme/ledger"
	"maillage/internal/register/territory"
)

// part is one value of a dimension: a year, a funder, a department, or their sum.
type part struct {
	label  string
	narrow func(*indicator.Scope)
	sum    bool
	rare   bool // shown only when it is not zero
	funder int  // place among the funders, -1 for none
}

// grid is a division of one indicator: every cell is a figure.
type grid struct {
	indicator indicator.Indicator
	base      indicator.Request
	rows      []part
	columns   []part
}

func (g grid) cell(row, column part) indicator.Request {
	r := g.base
	row.narrow(&r.Scope)
	column.narrow(&r.Scope)
	return r
}

// each visits every cell.
func (g grid) each(fn func(indicator.Request)) {
	for _, row := range g.rows {
		for _, column := range g.columns {
			fn(g.cell(row, column))
		}
	}
}

// divider knows what an indicator may be divided by.
type divider struct {
	*figures
	departments []territory.Department   // of the perimeter
	formers     []territory.FormerRegion // of the programme's region
}

// grid divides what a reference asks for. Departments are rows whatever their place in "by": they are many.
func (d *divider) grid(r *Reference) grid {
	x := d.known[r.Key]
	g := grid{indicator: x, base: r.request()}
	by := r.By
	if len(by) == 2 && by[1] == byDepartment {
		by = []string{by[1], by[0]}
	}
	g.rows = d.parts(by[0], r, x)
	g.columns = []part{{label: valueLabel(x).In(d.language), narrow: func(*indicator.Scope) {}}}
	if len(by) == 3 { // the last dimension makes the columns
		g.rows = crossed(g.rows, d.parts(by[1], r, x))
	}
	if len(by) > 1 {
		g.columns = d.parts(by[len(by)-1], r, x)
	}
	return g
}

// crossed makes one line of each pair; what is not there is left out, since pairs are many.
func crossed(rows, by []part) []part {
	var list []part
	for _, row := range rows {
		for _, p := range by {
			label := row.label + ", " + p.label
			if row.sum && p.sum {
				label = row.label
			}
			list = append(list, part{
				label: label, sum: row.sum || p.sum, rare: true,
				narrow: func(s *indicator.Scope) {
					row.narrow(s)
					p.narrow(s)
				},
			})
		}
	}
	return list
}

func valueLabel(x indicator.Indicator) lang.Text {
	if x.Unit.FR == "" || x.Unit.FR == "%" {
		return lang.Text{FR: "Valeur", EN: "Value"}
	}
	return x.Unit.Many()
}

func (d *divider) parts(dimension string, r *Reference, x indicator.Indicator) []part {
	switch dimension {
	case byFunder:
		return d.byFunder(r, x)
	case byDepartment:
		return d.byDepartment(x)
	case byFormer:
		return d.byFormer(x)
	}
	return d.byYear(r, x)
}

var totalLabel = lang.Text{FR: "Ensemble", EN: "All"}

func (d *divider) total() part {
	return part{label: totalLabel.In(d.language), sum: true, narrow: func(*indicator.Scope) {}}
}

func (d *divider) byYear(r *Reference, x indicator.Indicator) []part {
	from, to := r.From, r.To
	if from == 0 {
		from, to = d.first, d.last
	}
	var list []part
	year := func(y int, label string, rare bool) {
		list = append(list, part{label: label, rare: rare, narrow: func(s *indicator.Scope) { s.From, s.To = y, y }})
	}
	for y := from; y <= to; y++ {
		year(y, strconv.Itoa(y), false)
	}
	if !sums(x) {
		return list
	}
	if from <= d.first && to >= d.last {
		year(ledger.SeveralYears, lang.Text{FR: "sur plusieurs années", EN: "over several years"}.In(d.language), true)
	}
	return append(list, d.total())
}

func (d *divider) byFunder(r *Reference, x indicator.Indicator) []part {
	var list []part
	one := func(code, label string, index int) {
		list = append(list, part{label: label, funder: index, narrow: func(s *indicator.Scope) { s.Funder = code }})
	}
	only := r.Funder + x.Rule.Funder
	if only == "" {
		only = d.perimeter
	}
	for i, f := range d.agreement.Funders {
		if only == "" || only == f.Code {
			one(f.Code, f.Short.In(d.language), i)
		}
	}
	if only != "" {
		return list
	}
	one(ledger.NoFunder, noFunderLabel.In(d.language), -1)
	return append(list, d.total())
}

func (d *divider) byDepartment(x indicator.Indicator) []part {
	var list []part
	for _, dep := range d.departments {
		list = append(list, part{label: dep.Name + " (" + dep.Code + ")", rare: true, narrow: func(s *indicator.Scope) { s.Department = dep.Code }})
	}
	if x.Percent() || stock(x) {
		return list
	}
	return append(list, d.total())
}

// byFormer divides by the former regions of the programme's region, and what is in none of them.
func (d *divider) byFormer(x indicator.Indicator) []part {
	var list []part
	one := func(code, label string, rare bool) {
		list = append(list, part{label: label, rare: rare, narrow: func(s *indicator.Scope) { s.Former = code }})
	}
	for _, r := range d.formers {
		one(r.Code, r.Name, false)
	}
	one(indicator.Elsewhere, elsewhereLabel.In(d.language), true)
	if x.Percent() || stock(x) {
		return list
	}
	return append(list, d.total())
}

// table writes a division as a table. Lines that would hold nothing but zeros are left out when the dimension has many of them.
func (d *divider) table(r *Reference) FigureTable {
	g := d.grid(r)
	g.columns = slices.DeleteFunc(g.columns, func(c part) bool { return c.rare && d.emptyColumn(g, c) })
	t := FigureTable{Anchor: r.anchor, Caption: d.caption(r, g.indicator), Source: d.source(r), RowHead: d.rowHead(r), Columns: []string{}, Rows: []FigureRow{}}
	for _, c := range g.columns {
		t.Columns = append(t.Columns, c.label)
	}
	terms, targets := g.indicator.Percent(), d.anyTarget(g)
	if terms {
		t.Columns = append(t.Columns, lang.Text{FR: "Termes", EN: "Terms"}.In(d.language))
	}
	if targets {
		t.Columns = append(t.Columns, lang.Text{FR: "Cible", EN: "Target"}.In(d.language))
	}
	for _, row := range g.rows {
		if row.rare && d.nothing(g, row) {
			continue
		}
		line := FigureRow{Label: row.label, Sum: row.sum}
		for _, c := range g.columns {
			line.Cells = append(line.Cells, d.mention(g.cell(row, c), r.Place, r.Words))
		}
		f, _, _ := d.get(g.cell(row, g.columns[0]))
		if terms {
			line.Cells = append(line.Cells, FigureUse{Text: f.TermsText(d.language), State: FigureSet})
		}
		if targets {
			line.Cells = append(line.Cells, FigureUse{Text: d.target(f), State: FigureSet})
		}
		t.Rows = append(t.Rows, line)
	}
	d.addElsewhere(&t, g)
	return t
}

func (d *divider) target(f indicator.Figure) string {
	if f.Target == nil {
		return "–"
	}
	return frnum.Format(*f.Target, d.language)
}

// anyTarget says whether the agreement promises something for a line of a table with one column.
func (d *divider) anyTarget(g grid) bool {
	if len(g.columns) > 1 {
		return false
	}
	for _, row := range g.rows {
		if f, _, _ := d.get(g.cell(row, g.columns[0])); f.Target != nil {
			return true
		}
	}
	return false
}

// nothing says that a line has no entry at all.
func (d *divider) nothing(g grid, row part) bool {
	for _, c := range g.columns {
		if f, _, _ := d.get(g.cell(row, c)); f.Entries > 0 {
			return false
		}
	}
	return true
}

func (d *divider) emptyColumn(g grid, c part) bool {
	return !slices.ContainsFunc(g.rows, func(row part) bool {
		f, _, _ := d.get(g.cell(row, c))
		return f.Entries > 0
	})
}

// addElsewhere adds the line of what has no department of the list, so that a table adds up.
func (d *divider) addElsewhere(t *FigureTable, g grid) {
	last := len(g.rows) - 1
	if !g.rows[last].sum || !d.isDepartment(g.rows[0]) || g.indicator.Measure == indicator.Distinct {
		return
	}
	line := FigureRow{Label: elsewhereLabel.In(d.language)}
	something := false
	for _, c := range g.columns {
		rest, like := d.rest(g, c)
		if rest == nil {
			return
		}
		something = something || rest.Sign() != 0
		line.Cells = append(line.Cells, d.derived(rest, like))
	}
	if something {
		t.Rows = append(t.Rows[:len(t.Rows)-1], line, t.Rows[len(t.Rows)-1])
	}
}

var elsewhereLabel = lang.Text{FR: "sans département, ou hors région", EN: "no department, or outside the region"}

func (d *divider) isDepartment(p part) bool {
	var s indicator.Scope
	p.narrow(&s)
	return s.Department != ""
}

// rest is the sum of a column less its lines; nil when one of them is unset.
func (d *divider) rest(g grid, c part) (*big.Rat, indicator.Figure) {
	whole, _, _ := d.get(g.cell(g.rows[len(g.rows)-1], c))
	if whole.Value == nil {
		return nil, whole
	}
	rest := new(big.Rat).Set(whole.Value)
	for _, row := range g.rows[:len(g.rows)-1] {
		f, _, _ := d.get(g.cell(row, c))
		if f.Value == nil && f.Entries > 0 {
			return nil, whole
		}
		if f.Value != nil {
			rest.Sub(rest, f.Value)
		}
	}
	return rest, whole
}

func (d *divider) caption(r *Reference, x indicator.Indicator) string {
	if r.Caption != "" {
		return r.Caption
	}
	caption := x.Label.In(d.language)
	if r.Funder != "" {
		caption += ", " + d.funderName(r.Funder)
	}
	return caption
}

var heads = map[string]lang.Text{
	byFormer: {FR: "Ancienne région", EN: "Former region"},
	byYear:   {FR: "Année", EN: "Year"}, byFunder: {FR: "Cofinanceur", EN: "Funder"}, byDepartment: {FR: "Département", EN: "Department"},
}

func (d *divider) rowHead(r *Reference) string {
	if len(r.By) == 2 && r.By[1] == byDepartment {
		return heads[byDepartment].In(d.language)
	}
	if len(r.By) == 3 {
		return heads[r.By[0]].In(d.language) + ", " + lang.Within(heads[r.By[1]].In(d.language))
	}
	return heads[r.By[0]].In(d.language)
}

// askFor notes all that a block needs.
func (d *divider) askFor(r *Reference) {
	if r.Key == "" || r.fault.FR != "" {
		return
	}
	if _, known := d.known[r.Key]; !known {
		return
	}
	switch r.Block {
	case InSentence:
		d.ask(r.request())
	case TableBlock, ChartBlock:
		d.grid(r).each(d.ask)
		d.ask(indicator.Request{Key: r.Key, Scope: indicator.Year(d.first - 1)})
	case MapBlock:
		asked := *r
		asked.By = []string{byDepartment}
		d.grid(&asked).each(d.ask)
		d.ask(r.request())
	}
}

func (r *Reference) request() indicator.Request {
	return indicator.Request{Key: r.Key, Scope: indicator.Scope{From: r.From, To: r.To, Funder: r.Funder, Department: r.department(), Former: r.Former}}
}
