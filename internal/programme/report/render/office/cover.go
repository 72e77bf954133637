package office

import (
	"strings"

	"maillage/internal/kit/lang"
	"maillage/internal/programme/report"
	"maillage/internal/programme/report/render"
	"maillage/internal/web/i18n"
)

func (w *walk) asOf() string { return w.day(w.doc.AsOf.Format("2006-01-02")) }

// cover is the first page: a large figure with its years, a map, the other figures, and who paid.
func (w *walk) cover() {
	d := w.doc
	w.emit(paragraph{style: coverFirst, runs: []run{{text: d.Programme.Holder, marks: bold}, {text: "   " + d.Programme.Region}}})
	w.emit(paragraph{style: coverTitle, runs: say(render.Heading(d))})
	w.emit(paragraph{style: coverName, runs: say(d.Title)})
	w.para(coverLine, d.Subtitle)
	if f := d.Perimeter.Funder; f != nil {
		w.emit(paragraph{style: coverLine, runs: strong(w.page("cover.perimeter", "funder", f.Name))})
	}
	if !d.Final {
		w.para(coverDraft, w.page("cover.draft"))
	}
	if len(d.Cover.Key) > 0 {
		w.largeFigure(d.Cover.Key[0])
	}
	w.mapAndFigures()
	w.funders()
	w.para(remark, w.page("cover.as_of", "day", w.asOf()), w.page("cover.version", "version", i18n.Number(w.ctx, float64(d.Version)), "seal", render.Digest(d)))
}

func (w *walk) largeFigure(k report.KeyFigure) {
	left := []element{
		paragraph{style: coverBig, runs: w.coverFigure(k.Use)},
		paragraph{style: coverLabel, runs: say(render.Sentence(w.ctx, w.doc, &k))},
	}
	c := render.KeyChart(k)
	if c == nil {
		for _, e := range left {
			w.emit(e)
		}
		return
	}
	w.emit(columns{widths: []int{84, 86}, cells: [][]element{left, {w.finer(c, 82)}}})
}

// coverFigure keeps the place of the figure, so that its sheet leads back to the cover.
func (w *walk) coverFigure(u report.FigureUse) []run {
	u.Note = 0
	return w.figure(u, run{marks: quiet})
}

func (w *walk) mapAndFigures() {
	var left, right []element
	if m := w.doc.Cover.Map; m != nil {
		note := w.page("cover.by_department")
		if m.Elsewhere != "" {
			note += " " + w.page("cover.elsewhere", "n", m.Elsewhere)
		}
		left = []element{
			paragraph{style: coverMap, anchor: m.Anchor, runs: append(w.coverFigure(m.Total), run{text: " " + lang.Within(m.Caption)})},
			paragraph{style: remark, runs: say(note)},
			w.pictureOf(render.Departments(*m), 50),
		}
	}
	for _, k := range render.OtherFigures(w.doc) {
		runs := w.coverFigure(k.Use)
		runs[0].marks |= large
		runs = append(runs, run{text: "\t"}, run{text: k.Label, marks: bold}, run{text: " " + render.Detail(w.ctx, w.doc, k)})
		right = append(right, paragraph{style: coverFigure, runs: runs})
	}
	switch {
	case left != nil && right != nil:
		w.emit(columns{widths: []int{60, 110}, cells: [][]element{left, right}})
	default:
		for _, e := range append(left, right...) {
			w.emit(e)
		}
	}
}

// funders name who paid, with the emblem and the logos that their rules of publicity ask for.
func (w *walk) funders() {
	for _, f := range w.doc.Programme.Funders {
		fund := nonEmpty([]string{f.Fund, strings.TrimSpace(w.page("cover.number") + " " + f.Number)})
		told := []element{paragraph{style: funder, runs: under(append(strong(f.Name), run{text: " · " + strings.Join(fund, ", "), marks: soft}), f.Mention)}}
		marks := w.marksOf(f, 26, 14)
		if len(marks) == 0 {
			w.emit(told[0])
			continue
		}
		w.emit(columns{widths: []int{32, 138}, cells: [][]element{marks, told}})
	}
}

// marksOf are the emblem of the Union and the logo of a funder, inside a box in millimetres.
func (w *walk) marksOf(f report.FunderView, wide, high float64) []element {
	var marks []element
	if f.European {
		marks = append(marks, picture{name: emblemName, title: w.own("emblem"), width: high * 1.5, ratio: 2.0 / 3})
	}
	if f.Logo != nil {
		if ratio, ok := logoRatio(f.Logo); ok {
			marks = append(marks, picture{name: logoName(f), title: w.own("logo", "funder", f.Name), width: min(wide, high/ratio), ratio: ratio})
		}
	}
	return marks
}

// seal is the back of the cover: what a kept version prints of itself.
func (w *walk) seal() {
	s := w.doc.Seal
	if s == nil {
		return
	}
	w.emit(paragraph{style: eyebrow, runs: say(w.own("seal.kept"))})
	w.emit(paragraph{style: coverName, runs: say(w.own("seal", "number", w.number(s.Number), "label", s.Label))})
	w.para(body, w.own("seal.when", "day", w.day(s.At.Format("2006-01-02")), "who", s.By))
	w.para(body, w.own("seal.hash"))
	w.para(sealLine, grouped(s.Hash))
	w.para(body, w.own("seal.check"))
}

// footHash is the short hash at the foot of each page: of the kept version, else of the texts.
func (w *walk) footHash() string {
	if s := w.doc.Seal; s != nil {
		return w.own("seal.foot", "number", w.number(s.Number), "hash", grouped(render.ShortDigest(s.Hash)))
	}
	return w.own("draft.foot", "version", w.number(w.doc.Version), "hash", render.Digest(w.doc))
}

// grouped writes a hash in groups of four, as people compare them.
func grouped(hash string) string {
	var groups []string
	for ; len(hash) > 4; hash = hash[4:] {
		groups = append(groups, hash[:4])
	}
	return strings.Join(append(groups, hash), " ")
}

// letter tells what a correction changes, before anything else.
func (w *walk) letter() {
	l := w.doc.Letter
	if l == nil {
		return
	}
	w.part(w.own("letter.above"), w.own("letter"), "lettre")
	w.para(body, w.own("letter.replaces", "number", w.number(l.Replaces), "day", w.day(l.SignedAt.Format("2006-01-02")), "hash", grouped(render.ShortDigest(l.Hash))))
	w.para(body, w.own("letter.reason", "reason", l.Reason))
	if len(l.Moves) > 0 {
		w.captioned(w.moves(l.Moves), "")
	}
	if len(l.Texts) > 0 {
		w.para(body, w.own("letter.texts"))
		changed := list{start: 1}
		for _, t := range l.Texts {
			changed.items = append(changed.items, []element{paragraph{runs: say(t)}})
		}
		w.emit(changed)
	}
}

func (w *walk) moves(list []report.Move) table {
	t := table{title: w.own("letter.moves"), small: true, cols: []column{
		{head: w.own("letter.figure"), width: 52}, {head: w.own("letter.before"), width: 22, right: true}, {head: w.own("letter.after"), width: 22, right: true},
		{head: w.own("letter.delta"), width: 16, right: true}, {head: w.own("letter.causes"), width: 58},
	}}
	t.rows = rowsOf(list, func(m report.Move) row {
		name := under([]run{{text: m.Label, link: anchorLink(m.Figure)}}, m.Scope)
		return row{cells: [][]run{name, say(w.orNone(m.Before)), say(w.orNone(m.After)), say(m.Delta), w.causes(m)}}
	})
	return t
}

func anchorLink(anchor string) string {
	if anchor == "" {
		return ""
	}
	return "#" + anchor
}

func (w *walk) orNone(value string) string {
	if value == "" {
		return w.own("letter.not_told")
	}
	return value
}

func (w *walk) causes(m report.Move) []run {
	var runs []run
	if m.Rule {
		runs = append(runs, run{text: w.own("letter.rule")})
	}
	for _, c := range m.Causes {
		what := strings.Join(nonEmpty([]string{c.Title, c.When}), ", ")
		how := w.own("letter.cause", "act", c.Act, "who", c.Actor, "day", w.day(c.At.Format("2006-01-02")))
		runs = append(runs, run{text: what, lineUp: len(runs) > 0})
		runs = under(runs, strings.Join(nonEmpty([]string{how, c.Detail}), " : "))
	}
	return w.more(runs, m.More)
}

// problems are the first thing that a draft says.
func (w *walk) problems() {
	if w.doc.Final {
		return
	}
	w.part(w.page("cover.draft"), w.page("draft"), "points")
	found := render.Problems(w.doc)
	if len(found) == 0 {
		w.para(body, w.page("draft.nothing"))
		return
	}
	w.para(body, w.pageCount("draft.points", len(found)))
	for _, f := range found {
		place := f.Place.String()
		w.emit(paragraph{style: problem, runs: []run{
			{text: place + " ", marks: bold}, {text: f.Words, marks: code}, {text: " " + f.Message.In(w.doc.Language) + " " + f.Mend.In(w.doc.Language)},
		}})
	}
}
