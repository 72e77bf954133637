package ui

import (
	"context"
	"slices"
	"sync"

	"maillage/internal/programme/report"
)

// drafts keeps the drafts of the present state: building one reads the whole ledger, and pages are read many times between two changes.
type drafts struct {
	source   Source
	revision func(context.Context) (string, error)

	mu   sync.Mutex
	of   string // the state that kept is of
	kept map[report.Options]*draft
}

// get returns a draft, built at its first use. One is built at a time: a second reader of the same page waits instead of doing it again.
func (d *drafts) get(ctx context.Context, o report.Options) (*draft, error) {
	revision, err := d.revision(ctx)
	if err != nil {
		return nil, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.kept == nil || d.of != revision {
		d.of, d.kept = revision, map[report.Options]*draft{}
	}
	if known, ok := d.kept[o]; ok {
		return known, nil
	}
	built, err := d.build(ctx, o)
	if err != nil {
		return nil, err
	}
	d.kept[o] = built
	return built, nil
}

func (d *drafts) build(ctx context.Context, o report.Options) (*draft, error) {
	doc, err := d.source.Build(ctx, o)
	if err != nil {
		return nil, err
	}
	texts, err := d.source.Texts(ctx)
	if err != nil {
		return nil, err
	}
	return newDraft(doc, texts), nil
}

// draft is a built document with its findings put back beside the sentences that they are about.
type draft struct {
	*report.Document
	figures  map[string]*report.FigureSheet // by anchor
	opening  chapter
	chapters []chapter // one for each axis
	uses     map[string][]use
}

// chapter is a text: what stands before its first heading, and its sections.
type chapter struct {
	Axis, Title, AxisName string
	Lead                  part
	Sections              []part
	Findings              []report.Finding // of the whole text
	Unplaced              []report.Finding // of them, those whose sentence is not known
}

// part is a section with the findings of each of its blocks.
type part struct {
	report.Section
	Notes    [][]report.Finding // by block
	Findings []report.Finding
}

// use is a place of the document that tells a figure.
type use struct {
	Axis, Heading, Anchor string
	Figure                *report.FigureSheet
}

func newDraft(doc *report.Document, texts []report.Text) *draft {
	d := &draft{Document: doc, figures: map[string]*report.FigureSheet{}, uses: map[string][]use{}}
	for i := range doc.Figures {
		d.figures[doc.Figures[i].Anchor] = &doc.Figures[i]
	}
	text := func(axis string) *placer {
		i := slices.IndexFunc(texts, func(t report.Text) bool { return t.Axis == axis })
		if i < 0 {
			return &placer{draft: d}
		}
		return newPlacer(d, texts[i])
	}
	d.opening = text("").chapter("", doc.Cover.Heading, doc.Cover.Lead, doc.Cover.Parts)
	for _, s := range doc.Sheets {
		c := text(s.Axis).chapter(s.Axis, s.Title, s.Lead, s.Sections)
		c.AxisName = s.AxisName
		d.chapters = append(d.chapters, c)
	}
	return d
}

// chapter finds the chapter of an axis.
func (d *draft) chapter(axis string) (i int, ok bool) {
	i = slices.IndexFunc(d.chapters, func(c chapter) bool { return c.Axis == axis })
	return i, i >= 0
}

// toSettle are the findings of the whole document that are more than an explanation.
func (d *draft) toSettle() []report.Finding {
	return slices.DeleteFunc(slices.Clone(d.Findings), func(f report.Finding) bool { return f.Severity == report.Notice })
}
