package ui

import (
	"slices"

	"maillage/internal/programme/report"
)

// placer puts findings back beside their sentences. A document does not say where its blocks stood in the text, but its live figures and
// blocks come in the order of the text's references, and findings are told by the place of a reference.
type placer struct {
	draft      *draft
	references []*report.Reference
	next       int
	findings   []report.Finding // of this text
	axis       string
	heading    string
	told       []report.Finding // of the block at hand
}

func newPlacer(d *draft, t report.Text) *placer {
	p := &placer{draft: d, references: report.Parse(t).References, axis: t.Axis}
	for _, f := range d.Document.Findings {
		if f.File == t.File {
			p.findings = append(p.findings, f)
		}
	}
	return p
}

func (p *placer) chapter(axis, title string, lead []report.Block, sections []report.Section) chapter {
	c := chapter{Axis: axis, Title: title, Findings: p.findings}
	c.Lead = p.part(report.Section{Blocks: lead})
	for _, s := range sections {
		c.Sections = append(c.Sections, p.part(s))
	}
	if p.next != len(p.references) { // a reference stood where the document has none, in a title: no place can be trusted
		c.forgetPlaces()
	}
	return c
}

// forgetPlaces tells all findings at the beginning.
func (c *chapter) forgetPlaces() {
	c.Unplaced = c.Findings
	forget := func(p *part) { p.Notes, p.Findings = make([][]report.Finding, len(p.Blocks)), nil }
	forget(&c.Lead)
	for i := range c.Sections {
		forget(&c.Sections[i])
	}
}

func (p *placer) part(s report.Section) part {
	out := part{Section: s, Axis: p.axis}
	p.heading = s.Heading
	for _, b := range s.Blocks {
		p.told = nil
		p.block(b)
		out.Notes = append(out.Notes, p.told)
		out.Findings = append(out.Findings, p.told...)
	}
	return out
}

// live takes the next reference, with what was found there.
func (p *placer) live() {
	if p.next < len(p.references) {
		for _, f := range p.findings {
			if f.Place == p.references[p.next].Place && !slices.Contains(p.told, f) {
				p.told = append(p.told, f)
			}
		}
	}
	p.next++
}

func (p *placer) block(b report.Block) {
	switch x := b.(type) {
	case report.Paragraph:
		p.inlines(x.Inlines)
	case report.Heading:
		p.inlines(x.Inlines)
	case report.List:
		for _, item := range x.Items {
			p.blocks(item)
		}
	case report.Quote:
		p.blocks(x.Blocks)
	case report.TextTable:
		for _, row := range append([][][]report.Inline{x.Head}, x.Rows...) {
			for _, cell := range row {
				p.inlines(cell)
			}
		}
	case report.FigureTable:
		p.live()
		for _, row := range x.Rows {
			for _, u := range row.Cells {
				p.use(u)
			}
		}
	case report.EntryBlock, report.Chart, report.DepartmentMap, report.Deliverables, report.Chronogram, report.Partners, report.Variances, report.Testimonies, report.Finance, report.Missing:
		p.live()
	}
}

func (p *placer) blocks(list []report.Block) {
	for _, b := range list {
		p.block(b)
	}
}

func (p *placer) inlines(list []report.Inline) {
	for _, x := range list {
		if x.Figure != nil {
			p.live()
			p.use(*x.Figure)
		}
		p.inlines(x.Children)
	}
}

// use remembers where a figure is told.
func (p *placer) use(u report.FigureUse) {
	sheet := p.draft.figures[u.Figure]
	if sheet == nil || u.Use == "" {
		return
	}
	key := sheet.Computed.Indicator.Key
	p.draft.uses[key] = append(p.draft.uses[key], use{Axis: p.axis, Heading: p.heading, Anchor: u.Use, Figure: sheet})
}
