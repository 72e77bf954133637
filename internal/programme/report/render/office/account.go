package office

import (
	"strconv"
	"strings"

	"maillage/internal/kit/frnum"
	"maillage/internal/programme/report"
	"maillage/internal/programme/report/render"
	"maillage/internal/web/i18n"
)

func (w *walk) pips(have, want string) string {
	return i18n.T(w.ctx, "web.pips", "have", have, "want", want)
}

func pieceNumber(n int) string { return "P" + strconv.Itoa(n) }

// deliverables are what the axis promised, then the other evidence that it has.
func (w *walk) deliverables(x report.Deliverables) {
	if len(x.Promised) > 0 {
		w.captioned(w.promised(x), x.Source)
	}
	if len(x.Items) == 0 {
		w.para(remark, w.page("deliverables.none"))
		return
	}
	t := table{title: w.page("deliverables"), small: true, cols: []column{
		{head: w.page("entry.activity"), width: 18}, {head: w.page("deliverables.piece"), width: 74}, {head: w.page("deliverables.kind"), width: 38}, {head: w.page("deliverables.state"), width: 40},
	}}
	t.rows = rowsOf(x.Items, func(p report.ProofView) row {
		return row{cells: [][]run{say(p.Activity), {proofTitle(p)}, say(p.Kind), w.proofState(p)}}
	})
	w.captioned(t, x.Source)
}

func (w *walk) promised(x report.Deliverables) table {
	t := table{title: x.Caption, small: true, cols: []column{
		{head: w.own("deliverables.promised"), width: 58}, {head: w.own("deliverables.due"), width: 25}, {head: w.own("deliverables.delivered"), width: 25},
		{head: w.own("deliverables.published"), width: 25}, {head: w.page("deliverables.state"), width: 22}, {head: w.page("entry.proofs"), width: 15},
	}}
	t.rows = rowsOf(x.Promised, func(d report.Deliverable) row {
		name := run{text: strings.TrimSpace(d.Code + " " + d.Name), link: safeLink(d.Link)}
		state := run{text: d.StateName}
		if d.State == "missing" || d.State == "late" {
			state.marks = red
		}
		var pieces []run
		for i, p := range d.Pieces {
			if i > 0 {
				pieces = append(pieces, run{text: " "})
			}
			pieces = append(pieces, run{text: pieceNumber(p.Number), link: "#" + p.Anchor})
		}
		return row{cells: [][]run{{name}, say(d.Due), say(d.Delivered), say(d.Published), {state}, pieces}}
	})
	return t
}

func proofTitle(p report.ProofView) run { return run{text: p.Title, link: safeLink(p.Link)} }

func (w *walk) proofState(p report.ProofView) []run {
	switch {
	case p.Captured:
		return under(say(w.page("proof.kept")), p.File+", "+render.ShortDigest(p.SHA256))
	case p.Link != "":
		return say(w.page("proof.link"))
	default:
		return say(w.page("proof.announced"))
	}
}

// variances tell what was planned, what is, and how a person closed the difference.
func (w *walk) variances(x report.Variances) {
	t := table{title: x.Caption, anchor: x.Anchor, small: true, cols: []column{
		{head: w.own("variance.about"), width: 46}, {head: w.own("variance.planned"), width: 25}, {head: w.own("variance.actual"), width: 31}, {head: w.own("variance.state"), width: 68},
	}}
	t.rows = rowsOf(x.Rows, func(v report.Variance) row {
		name := run{text: strings.TrimSpace(v.Activity + " " + v.Title)}
		if v.Figure != "" {
			name.link = "#" + v.Figure
		}
		return row{cells: [][]run{{name}, say(v.Planned), under(say(v.Actual), v.Delta), w.closing(v)}}
	})
	w.captioned(t, x.Source)
}

func (w *walk) closing(v report.Variance) []run {
	if v.Closing == nil {
		return []run{{text: w.own("variance.open"), marks: red}}
	}
	c := v.Closing
	var runs []run
	if v.Stale {
		runs = append(runs, run{text: w.own("variance.stale") + " ", marks: red})
	}
	runs = append(runs, run{text: w.own("variance.closed", "kind", c.KindName) + " ", marks: bold}, run{text: c.Text})
	how := w.own("variance.by", "who", c.By, "day", w.day(c.At.Format("2006-01-02")))
	if c.Reference != "" {
		how = w.own("variance.reference", "reference", c.Reference) + " " + how
	}
	return under(runs, how)
}

// finance writes the tables of amounts, then what is not known.
func (w *walk) finance(x report.Finance) {
	w.emit(paragraph{style: caption, anchor: x.Anchor, runs: say(x.Caption)})
	w.amounts(x)
}

func (w *walk) amounts(x report.Finance) {
	for _, part := range x.Tables {
		t := table{title: part.Caption, cols: evenly(part.RowHead, part.Columns), small: len(part.Columns) > 4, short: shortOf(len(part.Rows))}
		t.rows = rowsOf(part.Rows, func(r report.FinanceRow) row {
			line := row{cells: [][]run{say(r.Label)}, sum: r.Sum}
			for _, c := range r.Cells {
				line.cells = append(line.cells, w.euros(c))
			}
			return line
		})
		w.captioned(t, strings.Join(nonEmpty([]string{part.Note, x.Source}), " "))
	}
	for _, m := range x.Missing {
		w.emit(paragraph{style: body, runs: []run{{text: m, marks: red}}})
	}
}

// euros writes an amount, with its cents when there are some. What is not known is not zero.
func (w *walk) euros(cents *int64) []run {
	if cents == nil {
		return []run{{text: w.own("amount.unknown"), marks: soft}}
	}
	text := frnum.Euros(*cents, w.doc.Language)
	if *cents%100 == 0 {
		text = strings.Replace(strings.Replace(text, ",00", "", 1), ".00", "", 1)
	}
	return say(text)
}
