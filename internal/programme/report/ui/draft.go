package ui

import (
	"context"
	"slices"
	"sync"

	"maillage/internal/programme/report"
)

// memo keeps what was made of the present state: making it reads the whole ledger, and pages are read many times between two changes.
type memo[K comparable, V any] struct {
	revision func(context.Context) (string, error)

	mu   sync.Mutex
	of   string // the state that kept is of
	kept map[K]V
}

// get returns a value, made at its first use. One is made at a time: a second reader of the same page waits instead of doing it again.
func (m *memo[K, V]) get(ctx context.Context, key K, build func() (V, error)) (V, error) {
	var none V
	revision, err := m.revision(ctx)
	if err != nil {
		return none, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.kept == nil || m.of != revision {
		m.of, m.kept = revision, map[K]V{}
	}
	if known, ok := m.kept[key]; ok {
		return known, nil
	}
	built, err := build()
	if err != nil {
		return none, err
	}
	m.kept[key] = built
	return built, nil
}

// drafts are those of the present state.
type drafts struct {
	source Source
	memo   memo[report.Options, *draft]
}

func (d *drafts) get(ctx context.Context, o report.Options) (*draft, error) {
	return d.memo.get(ctx, o, func() (*draft, error) { return d.build(ctx, o) })
}

func (d *drafts) build(ctx context.Context, o report.Options) (*draft, error) {
	o.Check = true
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
	chapters []chapter         // one for each axis
	files    map[string]string // the axis of each text, "" for the opening
	uses     map[string][]use
}

// chapter is a text: what stands before its first heading, and its sections.
type chapter struct {
	Axis, Title, AxisName string
	Lead                  part
	Sections              []part
	Findings              []report.Finding // of the whole text
}

// part is a section with the findings of each of its blocks.
type part struct {
	report.Section
	Axis     string             // "" for the opening
	Above    []report.Finding   // of the heading
	Notes    [][]report.Finding // by block
	Findings []report.Finding
}

// use is a place of the document that tells a figure.
type use struct {
	Axis, Heading, Anchor string
	Figure                *report.FigureSheet
}

func newDraft(doc *report.Document, texts []report.Text) *draft {
	d := &draft{Document: doc, figures: map[string]*report.FigureSheet{}, uses: map[string][]use{}, files: map[string]string{}}
	for _, t := range texts {
		d.files[t.File] = t.Axis
	}
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
	d.opening = text("").chapter("", doc.Cover.Heading, report.Section{Blocks: doc.Cover.Lead, Lines: doc.Cover.LeadLines}, doc.Cover.Parts)
	for _, s := range doc.Sheets {
		c := text(s.Axis).chapter(s.Axis, s.Title, report.Section{Blocks: s.Lead, Lines: s.LeadLines}, s.Sections)
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
	return slices.DeleteFunc(slices.Concat(d.Findings, d.Review.Told()), func(f report.Finding) bool { return f.Severity == report.Notice })
}
