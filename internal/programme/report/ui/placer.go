package ui

import (
	"cmp"
	"math"
	"slices"

	"maillage/internal/programme/report"
)

// placer puts findings back beside the blocks that they are about, by the lines on which those begin, and remembers where figures are told.
type placer struct {
	draft    *draft
	axis     string
	heading  string
	findings []report.Finding // of this text
}

func newPlacer(d *draft, t report.Text) *placer {
	p := &placer{draft: d, axis: t.Axis}
	for _, f := range slices.Concat(d.Document.Findings, d.Review.Told()) {
		if f.File == t.File {
			p.findings = append(p.findings, f)
		}
	}
	slices.SortStableFunc(p.findings, func(a, b report.Finding) int { return cmp.Or(a.Line-b.Line, a.Column-b.Column) })
	return p
}

func (p *placer) chapter(axis, title string, lead report.Section, sections []report.Section) chapter {
	c := chapter{Axis: axis, Title: title, Findings: p.findings}
	rest := p.findings
	for i, s := range append([]report.Section{lead}, sections...) {
		end := math.MaxInt
		if i < len(sections) {
			end = sections[i].Line
		}
		n := 0
		for n < len(rest) && rest[n].Line < end {
			n++
		}
		if part := p.part(s, rest[:n]); i == 0 {
			c.Lead = part
		} else {
			c.Sections = append(c.Sections, part)
		}
		rest = rest[n:]
	}
	return c
}

// part sets the findings of a section beside its blocks; those of its heading stand under it.
func (p *placer) part(s report.Section, findings []report.Finding) part {
	out := part{Section: s, Axis: p.axis, Findings: findings, Notes: make([][]report.Finding, len(s.Blocks))}
	p.heading = s.Heading
	for _, b := range s.Blocks {
		p.block(b)
	}
	for _, f := range findings {
		at := -1
		for at+1 < len(s.Lines) && s.Lines[at+1] <= f.Line {
			at++
		}
		if at < 0 {
			out.Above = append(out.Above, f)
		} else {
			out.Notes[at] = append(out.Notes[at], f)
		}
	}
	return out
}

// block finds the figures that a block tells.
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
		for _, row := range x.Rows {
			for _, u := range row.Cells {
				p.use(u)
			}
		}
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
