package office

import (
	"strings"

	"maillage/internal/programme/report"
	"maillage/internal/programme/report/render"
)

func (w *walk) chronogramPart() {
	if w.doc.ChronogramTold() {
		return
	}
	w.annex(w.own("chronogram"), "chronogramme")
	w.chronogram(w.doc.Chronogram)
}

func (w *walk) perimeter() {
	w.annex(w.page("perimeter"), "perimetre")
	if f := w.doc.Perimeter.Funder; f != nil {
		w.para(body, w.page("perimeter.one", "funder", f.Name))
	} else {
		w.para(body, w.page("perimeter.all"))
	}
	t := table{title: w.page("perimeter.caption"), cols: []column{{head: w.page("entry.funder"), width: 90}, {head: w.page("perimeter.entries"), width: 40, right: true}, {head: w.page("perimeter.inside"), width: 40}}}
	t.rows = rowsOf(w.doc.Perimeter.Rows, func(r report.PerimeterRow) row {
		inside := w.page("no")
		if r.Inside {
			inside = w.page("yes")
		}
		line := plain(r.Label, w.number(r.Entries), inside)
		line.sum = r.Funder == "all"
		return line
	})
	w.captioned(t, "")
}

func (w *walk) reconciliation() {
	x := w.doc.Reconciliation
	if len(x.Rows) == 0 {
		return
	}
	w.annex(w.own("reconciliation"), "recoupement")
	w.para(body, w.own("reconciliation.note"))
	t := table{title: w.own("reconciliation.caption"), small: true, cols: evenly(w.own("reconciliation.number"), x.Columns)}
	t.rows = rowsOf(x.Rows, func(r report.ReconciliationRow) row {
		label := under(say(r.Label), r.Unit)
		if !r.Balanced {
			label = append(label, run{text: w.own("reconciliation.unbalanced"), marks: red, lineUp: true})
		}
		line := row{cells: [][]run{label}}
		for _, c := range r.Cells {
			line.cells = append(line.cells, say(c))
		}
		return line
	})
	w.captioned(t, "")
}

func (w *walk) public() {
	if len(w.doc.Public) == 0 {
		return
	}
	w.annex(w.own("public"), "publics")
	w.para(body, w.own("public.note"))
	t := table{title: w.own("public.caption"), cols: evenly(w.own("public.year"), []string{w.own("public.participants"), w.own("public.people"), w.own("public.attendances")})}
	t.rows = rowsOf(w.doc.Public, func(r report.PublicRow) row {
		line := plain(r.Label, w.maybe(r.Participants), w.maybe(r.People), w.maybe(r.Attendances))
		line.sum = r.Year == 0
		return line
	})
	w.captioned(t, "")
}

func (w *walk) financePart() {
	if f := w.doc.Finance; f != nil {
		w.annex(f.Caption, "finances")
		w.amounts(*f)
	}
}

// entries is the longest list of the document: its rows are written as they are read.
func (w *walk) entries() {
	e := w.doc.Entries
	w.annex(w.page("entries"), "realisations")
	shown := ""
	if e.Total > len(e.Rows) {
		shown = w.pageCount("entries.shown", len(e.Rows))
	}
	w.para(body, w.pageCount("entries.total", e.Total), shown, w.page("entries.note"))
	t := table{title: w.page("entries"), small: true, cols: []column{
		{head: w.page("entry.number"), width: 11}, {head: w.page("entry.when"), width: 28}, {head: w.page("entry.title"), width: 52}, {head: w.page("entry.where"), width: 24},
		{head: w.page("entry.activity"), width: 14}, {head: w.page("entry.funder"), width: 20}, {head: w.page("entry.evidence"), width: 21},
	}}
	t.rows = rowsOf(e.Rows, w.entryRow)
	w.captioned(t, "")
}

func (w *walk) entryRow(r report.EntryRow) row {
	activity := say(r.Activity)
	for _, also := range r.Also {
		activity = under(activity, "+ "+also)
	}
	proofs := say(w.proofsOf(r))
	for _, p := range r.Proofs {
		proofs = append(proofs, w.entryProof(p)...)
	}
	return row{anchor: r.Anchor, pale: !r.Counted, cells: [][]run{
		say(render.EntryNumber(r.Number)), w.when(r), under(say(r.Title), render.About(w.ctx, r, true, true)), say(r.Where), activity, say(payer(r)), proofs,
	}}
}

// entryProof names a piece by its number where the index holds it, else by its title.
func (w *walk) entryProof(p report.ProofView) []run {
	if p.Piece > 0 && len(w.doc.Pieces.Rows) >= p.Piece {
		return []run{{text: pieceNumber(p.Piece), link: "#" + w.doc.Pieces.Rows[p.Piece-1].Anchor, lineUp: true}}
	}
	title := proofTitle(p)
	title.lineUp, title.marks = true, soft
	return []run{title, {text: ", " + words(w.proofState(p)), marks: soft}}
}

func (w *walk) pieces() {
	p := w.doc.Pieces
	if len(p.Rows) == 0 {
		return
	}
	w.annex(w.own("pieces"), "index-des-pieces")
	shown := ""
	if p.Total > len(p.Rows) {
		shown = w.ownCount("pieces.shown", len(p.Rows))
	}
	w.para(body, w.ownCount("pieces.total", p.Total), shown, w.own("pieces.note"))
	t := table{title: w.own("pieces"), small: true, cols: []column{
		{head: w.page("entry.number"), width: 12}, {head: w.page("deliverables.piece"), width: 60}, {head: w.page("deliverables.kind"), width: 32},
		{head: w.page("deliverables.state"), width: 40}, {head: w.own("pieces.proves"), width: 26},
	}}
	t.rows = rowsOf(p.Rows, func(r report.PieceRow) row {
		title := under([]run{proofTitle(r.ProofView)}, w.day(r.Date))
		return row{anchor: r.Anchor, cells: [][]run{say(pieceNumber(r.Number)), title, say(r.Kind), w.proofState(r.ProofView), w.links(render.EntryNumber, r.Entries)}}
	})
	w.captioned(t, "")
}

func (w *walk) holes() {
	w.annex(w.page("holes"), "pieces")
	w.para(body, w.page("holes.note"))
	for _, h := range w.doc.Holes {
		name := h.Activity + " " + h.Name
		w.emit(heading{level: 2, annex: true, runs: say(name)})
		w.emit(w.holeTable(name, h))
		if len(h.Lacking) == 0 {
			continue
		}
		var list []report.EntryLink
		for _, x := range h.Lacking {
			list = append(list, x.EntryLink)
		}
		runs := append(say(w.pageCount("holes.lacking", len(h.Lacking)+h.Unlisted)+" "), w.links(render.EntryNumber, list)...)
		w.emit(paragraph{style: refs, runs: w.more(runs, h.Unlisted)})
	}
}

func (w *walk) holeTable(name string, h report.Hole) table {
	cols := []column{{head: w.page("deliverables.kind"), width: 70}}
	for _, key := range []string{"holes.need", "holes.have", "holes.announced", "holes.missing"} {
		cols = append(cols, column{head: w.page(key), width: 25, right: true})
	}
	return table{title: name, cols: cols, short: shortOf(len(h.Kinds)), rows: rowsOf(h.Kinds, func(k report.HoleKind) row {
		return plain(k.Name, w.number64(k.Need), w.number64(k.Have), w.number64(k.Announced), w.number64(k.Need-k.Have))
	})}
}

func (w *walk) more(runs []run, unlisted int) []run {
	if unlisted > 0 {
		return append(runs, run{text: " " + w.page("more", "n", w.number(unlisted))})
	}
	return runs
}

func (w *walk) piles() {
	w.annex(w.page("piles"), "a-ventiler")
	if len(w.doc.Piles) == 0 {
		w.para(body, w.page("piles.none"))
		return
	}
	w.para(body, w.page("piles.note"))
	for _, p := range w.doc.Piles {
		w.emit(heading{level: 2, annex: true, runs: say(w.own("piles.heading", "label", p.Label, "n", w.number(p.Total)))})
		w.emit(table{title: p.Label, small: true, cols: []column{
			{head: w.page("entry.number"), width: 12}, {head: w.page("entry.when"), width: 34}, {head: w.page("entry.title"), width: 70}, {head: w.page("entry.where"), width: 36}, {head: w.page("entry.activity"), width: 18},
		}, rows: rowsOf(p.Rows, w.pileRow)})
		if p.Unlisted > 0 {
			w.para(remark, w.page("more", "n", w.number(p.Unlisted)))
		}
	}
}

func (w *walk) pileRow(r report.PileRow) row {
	number := run{}
	if place, ok := strings.CutPrefix(r.Anchor, "r-"); ok {
		number = run{text: "R" + place, link: "#" + r.Anchor}
	}
	kind := r.Kind
	if kind == r.Title {
		kind = ""
	}
	return row{cells: [][]run{{number}, say(r.When), under(say(r.Title), kind), say(r.Where), say(r.Activity)}}
}

func (w *walk) figures() {
	w.annex(w.page("figures"), "chiffres")
	w.para(body, w.page("figures.note", "day", w.asOf()))
	for _, g := range render.FigureGroups(w.doc) {
		w.emit(heading{level: 2, annex: true, runs: say(g.Label)})
		w.emit(paragraph{style: definition, runs: []run{{text: g.Definition + " "}, {text: w.page("figures.unit", "unit", g.Unit), marks: soft}}})
		for _, s := range g.Sheets {
			w.figureSheet(s)
		}
	}
}

func (w *walk) figureSheet(s report.FigureSheet) {
	w.emit(paragraph{style: figureLine, anchor: s.Anchor, runs: []run{{text: s.Text, marks: bold}, {text: "   " + s.Scope}, {text: " · " + w.how(s), marks: soft}}})
	runs := w.links(render.EntryNumber, s.Entries)
	runs = w.more(runs, s.Unlisted)
	if len(s.Uses) > 0 {
		if len(runs) > 0 {
			runs = append(runs, run{text: " · "})
		}
		runs = append(runs, run{text: w.page("figures.told")})
		for i, u := range s.Uses {
			runs = append(runs, run{text: " "}, run{text: w.number(i + 1), link: "#" + u})
		}
	}
	if len(runs) > 0 {
		w.emit(paragraph{style: refs, runs: runs})
	}
}

// how tells the terms, the target, the entries and the proofs of a figure.
func (w *walk) how(s report.FigureSheet) string {
	var parts []string
	if s.Terms != "" {
		parts = append(parts, w.page("figures.terms", "terms", s.Terms))
	}
	if s.Computed.Target != nil {
		parts = append(parts, w.page("figures.target", "value", w.number64(*s.Computed.Target)))
	}
	parts = append(parts, w.pageCount("figures.entries", int(s.Computed.Entries)))
	if s.Computed.Missing > 0 {
		parts = append(parts, w.pageCount("figures.missing", int(s.Computed.Missing)))
	}
	if s.Computed.Proof.Need > 0 {
		parts = append(parts, w.page("figures.proofs", "proofs", render.FigureProofs(w.ctx, w.doc, s)))
	}
	return strings.Join(parts, " ")
}

// waiversPart lists what the consistency check found and somebody answers for.
func (w *walk) waiversPart() {
	if len(w.doc.Waivers) == 0 {
		return
	}
	w.annex(w.page("waivers"), "derogations")
	w.para(body, w.page("waivers.intro"))
	t := table{title: w.page("waivers.caption"), small: true, cols: []column{
		{head: w.page("waivers.finding"), width: 62}, {head: w.page("waivers.words"), width: 46}, {head: w.page("waivers.reason"), width: 62},
	}}
	t.rows = rowsOf(w.doc.Waivers, func(x report.Waiver) row {
		return row{cells: [][]run{
			under(say(x.Message.In(w.doc.Language)), x.Rule+", "+x.Fingerprint), under(say("« "+x.Words+" »"), x.Place),
			under(say(x.Reason), w.own("variance.by", "who", x.By, "day", w.day(x.At.Format("2006-01-02")))),
		}}
	})
	w.captioned(t, "")
}

func (w *walk) variancesPart() {
	if len(w.doc.Variances) == 0 {
		return
	}
	w.annex(w.own("variances"), "ecarts")
	w.para(body, w.own("variances.note"))
	w.variances(report.Variances{Caption: w.own("variances.caption"), Rows: w.doc.Variances})
}
