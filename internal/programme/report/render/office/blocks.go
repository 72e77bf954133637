package office

import (
	"maillage/internal/programme/report"
	"maillage/internal/programme/report/render"
)

// blocks emits the blocks of a text.
func (w *walk) blocks(list []report.Block) {
	for _, b := range list {
		w.block(b)
	}
}

func (w *walk) block(b report.Block) {
	switch x := b.(type) {
	case report.Paragraph:
		w.emit(paragraph{style: body, runs: w.inlines(x.Inlines)})
	case report.Heading:
		w.emit(heading{level: min(max(x.Level, 3), 4), runs: withoutNotes(w.inlines(x.Inlines))})
	case report.List:
		w.textList(x)
	case report.Quote:
		w.quote(x)
	case report.Code:
		w.emit(paragraph{style: preformatted, runs: say(x.Text)})
	case report.Rule:
		w.emit(line{})
	case report.Missing:
		w.emit(paragraph{style: body, runs: []run{{text: x.Words, marks: red}, {text: " " + x.Message}}})
	case report.Testimonies:
		w.testimonies(x)
	default:
		w.tableBlock(b)
	}
}

func (w *walk) tableBlock(b report.Block) {
	switch x := b.(type) {
	case report.TextTable:
		w.textTable(x)
	case report.EntryBlock:
		w.entryBlock(x)
	case report.FigureTable:
		w.figureTable(x)
	case report.Chart:
		w.chart(x)
	case report.DepartmentMap:
		w.departments(x)
	case report.Chronogram:
		w.chronogram(x)
	case report.Deliverables:
		w.deliverables(x)
	case report.Partners:
		w.partners(x)
	case report.Variances:
		w.variances(x)
	case report.Finance:
		w.finance(x)
	}
}

// withoutNotes is for headings: the contents repeat them, and a footnote there would stand twice.
func withoutNotes(runs []run) []run {
	for i := range runs {
		runs[i].note = 0
	}
	return runs
}

// inside walks blocks and keeps what they emit.
func (w *walk) inside(blocks []report.Block) []element {
	var kept []element
	outer := w.emit
	w.emit = func(e element) { kept = append(kept, e) }
	w.blocks(blocks)
	w.emit = outer
	return kept
}

// textList emits a list. An item holds paragraphs and lists; what neither format allows there, such as a table, follows the list.
func (w *walk) textList(x report.List) {
	l := list{ordered: x.Ordered, start: max(x.Start, 1)}
	var after []element
	for _, blocks := range x.Items {
		var item []element
		for _, e := range w.inside(blocks) {
			switch e.(type) {
			case paragraph, list:
				item = append(item, e)
			default:
				after = append(after, e)
			}
		}
		l.items = append(l.items, item)
	}
	w.emit(l)
	for _, e := range after {
		w.emit(e)
	}
}

func (w *walk) quote(x report.Quote) {
	for _, e := range w.inside(x.Blocks) {
		if p, ok := e.(paragraph); ok && p.style == body {
			p.style = quote
			e = p
		}
		w.emit(e)
	}
}

func (w *walk) testimonies(x report.Testimonies) {
	w.emit(paragraph{style: caption, anchor: x.Anchor, runs: say(x.Caption)})
	for _, t := range x.Items {
		who := ""
		for _, s := range nonEmpty([]string{t.Who, t.Where, t.When}) {
			if who != "" {
				who += ", "
			}
			who += s
		}
		w.emit(paragraph{style: quote, runs: under(say(w.own("quoted", "words", t.Words)), who)})
	}
	w.para(source, x.Source)
}

func (w *walk) chart(x report.Chart) {
	w.emit(paragraph{style: caption, anchor: x.Anchor, runs: say(x.Caption)})
	w.emit(w.pictureOf(render.Drawing(x), 150))
	if missing := render.Gaps(x); missing != "" {
		w.para(remark, w.page("gap", "list", missing))
	}
	w.para(source, x.Source)
}

func (w *walk) departments(x report.DepartmentMap) {
	w.emit(paragraph{style: caption, anchor: x.Anchor, runs: say(x.Caption)})
	w.emit(w.pictureOf(render.Departments(x), 76))
	w.emit(paragraph{style: remark, runs: append(say(w.page("map.total")+" "), w.cellFigure(x.Total)...)})
	if x.Elsewhere != "" {
		w.para(remark, w.page("elsewhere", "n", x.Elsewhere))
	}
	w.para(source, x.Source)
}
