package ui

import (
	"context"
	"strings"

	"github.com/a-h/templ"

	"maillage/internal/programme/report"
	"maillage/internal/web"
	"maillage/internal/web/i18n"
)

// folded is the number of rows above which a list waits behind its summary: a text is read, a list is looked up.
const folded = 12

// entryPath is where the pages of entries are.
const entryPath = "/realisations/"

func entryURL(r report.EntryRow) string { return entryPath + r.ID }

// entryTable draws a list of entries; columns that no row fills are left out.
func entryTable(ctx context.Context, b report.EntryBlock) web.Table {
	where, counts := false, false
	for _, r := range b.Rows {
		where, counts = where || r.Where != "", counts || len(r.Measures) > 0
	}
	t := web.Table{Caption: b.Caption, Compact: true}
	column := func(key string, place web.Place, shown bool) {
		if shown {
			t.Columns = append(t.Columns, web.Column{Label: i18n.T(ctx, "report.column."+key), Place: place})
		}
	}
	column("when", web.CardLine, true)
	column("title", web.CardTitle, true)
	column("where", web.CardLine, where)
	for _, h := range b.Readings {
		t.Columns = append(t.Columns, web.Column{Label: h.Label, Numeric: true, Unit: h.Label})
	}
	column("counts", web.CardLine, counts)
	column("funder", web.CardAside, true)
	column("proofs", web.CardLineAside, true)
	for _, r := range b.Rows {
		cells := []templ.Component{whenCell(r.EntryRow), titleCell(r.EntryRow)}
		if where {
			cells = append(cells, web.Text(r.Where))
		}
		for _, x := range r.Readings {
			cells = append(cells, web.Text(x))
		}
		if counts {
			cells = append(cells, web.Text(measures(r.EntryRow)))
		}
		t.Rows = append(t.Rows, web.Row{Cells: append(cells, web.FunderBadge(funderOf(r.EntryRow)), web.Pips(r.Have, r.Need))})
	}
	return t
}

func funderOf(r report.EntryRow) web.Funder {
	if r.Funder == nil {
		return web.Funder{Name: r.WhyNone, None: true}
	}
	return web.Funder{Name: r.Funder.Short, Index: r.Funder.Index}
}

func measures(r report.EntryRow) string {
	var parts []string
	for _, m := range r.Measures {
		parts = append(parts, m.Text+" "+m.Label)
	}
	return strings.Join(parts, ", ")
}

// about is what stands under the title of an entry: what it adds to it.
func about(ctx context.Context, r report.EntryRow) string {
	var parts []string
	for _, s := range []string{r.Kind, r.Beneficiary} {
		if s != "" && s != r.Title {
			parts = append(parts, s)
		}
	}
	if !r.Counted {
		parts = append(parts, r.State, i18n.T(ctx, "report.uncounted"))
	}
	return strings.Join(parts, " · ")
}

// listFoot tells how many of the rows figures count, and whether the list is whole.
func listFoot(ctx context.Context, b report.EntryBlock) string {
	foot := i18n.N(ctx, "report.list.rows", len(b.Rows))
	if b.Counted < len(b.Rows) {
		foot += " " + i18n.N(ctx, "report.list.counted", b.Counted)
	}
	if b.Cut {
		foot += " " + i18n.T(ctx, "report.list.cut")
	}
	return foot
}

func pieceTable(ctx context.Context, x report.Deliverables) web.Table {
	t := web.Table{Caption: i18n.T(ctx, "report.pieces"), Compact: true, Columns: []web.Column{
		{Label: i18n.T(ctx, "report.column.piece"), Place: web.CardTitle}, {Label: i18n.T(ctx, "report.column.kind")},
		{Label: i18n.T(ctx, "report.column.activity"), Place: web.CardHidden}, {Label: i18n.T(ctx, "report.column.state"), Place: web.CardAside},
	}}
	for _, p := range x.Items {
		state := web.State{Label: i18n.T(ctx, "report.piece.announced"), Tone: web.Warn, Bare: true}
		if p.Captured {
			state = web.State{Label: i18n.T(ctx, "report.piece.kept"), Tone: web.OK, Bare: true}
		}
		t.Rows = append(t.Rows, web.Row{Cells: []templ.Component{web.Text(p.Title), web.Text(p.Kind), web.Text(p.Activity), web.StateBadge(state)}})
	}
	return t
}

// run is a stretch of a text up to a block with findings, or a block as wide as the page.
type run struct {
	Blocks []report.Block
	Notes  []report.Finding
	Wide   bool
}

// runs divides a section so that each finding stands beside its block, and tables find room.
func (p part) runs() []run {
	var list []run
	open := false
	for i, b := range p.Blocks {
		wide := isWide(b)
		if wide || !open {
			list = append(list, run{Wide: wide})
		}
		last := &list[len(list)-1]
		last.Blocks, last.Notes = append(last.Blocks, b), p.Notes[i]
		open = !wide && len(p.Notes[i]) == 0
	}
	return list
}

func isWide(b report.Block) bool {
	switch x := b.(type) {
	case report.EntryBlock, report.Chronogram, report.Partners, report.Variances, report.Finance:
		return true
	case report.Deliverables:
		return len(x.Items)+len(x.Promised) > 0
	}
	return false
}
