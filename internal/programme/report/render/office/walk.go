package office

import (
	"context"
	"strings"

	"maillage/internal/kit/frdate"
	"maillage/internal/kit/frnum"
	"maillage/internal/programme/report"
	"maillage/internal/programme/report/render"
	"maillage/internal/web/i18n"
)

// walk goes through a document from its cover to its last annex and emits elements. Two walks of one document emit the same.
type walk struct {
	ctx    context.Context // carries the words, in the language of the document
	doc    *report.Document
	emit   func(element)
	told   map[int]bool    // notes that stand on a page already
	placed map[string]bool // places that sheets lead back to
	french bool            // inside what people wrote, in a document of another language

	pictures int // so far
	err      error
}

// textWidth is the width of the text on the page, in millimetres.
const textWidth = 170

// textLanguage is the language that people wrote in.
const textLanguage = "fr"

func newWalk(ctx context.Context, doc *report.Document, emit func(element)) *walk {
	return &walk{ctx: ctx, doc: doc, emit: emit, told: map[int]bool{}, placed: map[string]bool{}}
}

// all emits the whole document: the cover, its back, the contents that are given, the parts in the order of the page.
func (w *walk) all(c contents) {
	w.cover()
	w.seal()
	w.emit(c)
	w.parts()
}

func (w *walk) parts() {
	w.letter()
	w.problems()
	w.prose(w.opening)
	for _, s := range w.doc.Sheets {
		w.prose(func() { w.sheet(s) })
	}
	w.chronogramPart()
	w.perimeter()
	w.reconciliation()
	w.public()
	w.financePart()
	w.variancesPart()
	w.waiversPart()
	w.entries()
	w.pieces()
	w.holes()
	w.piles()
	w.figures()
}

// prose walks what people wrote.
func (w *walk) prose(part func()) {
	w.french = w.doc.Language != textLanguage
	part()
	w.french = false
}

func (w *walk) opening() {
	c := w.doc.Cover
	if len(c.Lead)+len(c.Parts) == 0 {
		return
	}
	w.part(w.page("opening"), render.Heading(w.doc), "ouverture")
	w.blocks(c.Lead)
	w.sections(c.Parts)
}

func (w *walk) sheet(s report.Sheet) {
	w.part(w.page("sheet", "number", s.Axis), s.Title, "axe-"+s.Axis)
	w.blocks(s.Lead)
	w.sections(s.Sections)
}

func (w *walk) sections(list []report.Section) {
	for _, s := range list {
		w.emit(heading{level: 2, anchor: s.Anchor, runs: say(s.Heading)})
		w.blocks(s.Blocks)
	}
}

// part opens a part on a page of its own: a small line, then its heading.
func (w *walk) part(above, title, anchor string) {
	w.emit(paragraph{style: eyebrow, runs: say(above)})
	w.emit(heading{level: 1, anchor: anchor, runs: say(title)})
}

func (w *walk) annex(title, anchor string) { w.part(w.page("annex"), title, anchor) }

func (w *walk) para(s style, text ...string) {
	if joined := strings.Join(nonEmpty(text), " "); joined != "" {
		w.emit(paragraph{style: s, runs: say(joined)})
	}
}

func nonEmpty(list []string) []string {
	var out []string
	for _, s := range list {
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}

// page finds words of the page, own those that only office documents say.
func (w *walk) page(key string, args ...any) string {
	return i18n.T(w.ctx, "report.render."+key, args...)
}

func (w *walk) pageCount(key string, n int) string { return i18n.N(w.ctx, "report.render."+key, n) }

func (w *walk) own(key string, args ...any) string {
	return i18n.T(w.ctx, "report.office."+key, args...)
}

func (w *walk) ownCount(key string, n int) string { return i18n.N(w.ctx, "report.office."+key, n) }

func (w *walk) number(n int) string { return frnum.Format(int64(n), w.doc.Language) }

func (w *walk) number64(n int64) string { return frnum.Format(n, w.doc.Language) }

func (w *walk) day(iso string) string { return frdate.LongDay(iso, w.doc.Language) }

func (w *walk) maybe(n *int64) string {
	if n == nil {
		return w.own("not_told")
	}
	return w.number64(*n)
}

// captioned emits a table between its caption and its source.
func (w *walk) captioned(t table, below string) {
	w.emit(paragraph{style: caption, anchor: t.anchor, runs: say(t.title)})
	t.anchor = ""
	w.emit(t)
	w.para(source, below)
}
