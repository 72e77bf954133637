package ui

import (
	"cmp"
	"context"
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"maillage/internal/kit/textdiff"
	"maillage/internal/programme/report"
	"maillage/internal/web"
	"maillage/internal/web/i18n"
)

// comparisonView sets two versions side by side.
type comparisonView struct {
	view
	*report.Comparison
	Texts  []textChange
	All    []report.Version
	Whole  bool // every figure, not only those that differ
	Number struct{ Older, Newer int }
}

// textChange is a heading with its paragraphs, those that stayed counted instead of told.
type textChange struct {
	Heading string
	Runs    []textRun
}

// textRun is a paragraph that changed, or a count of those that did not.
type textRun struct {
	Paragraph textdiff.Paragraph
	Same      int
}

// chooseComparison leads from the form that chooses two versions to their page.
func (h Handlers) chooseComparison(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	if !q.Has("de") && !q.Has("a") {
		return web.Redirect(w, r, versionsPath, "")
	}
	older, err := numberOf(q.Get("de"))
	if err != nil {
		return err
	}
	newer, err := numberOf(q.Get("a"))
	if err != nil {
		return err
	}
	return web.Redirect(w, r, comparisonPath(min(older, newer), max(older, newer)), "")
}

func comparisonPath(older, newer int) string {
	return versionPath(older) + "/comparaison/" + strconv.Itoa(newer)
}

func (h Handlers) comparison(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	v := comparisonView{Whole: r.URL.Query().Has("tous")}
	var err error
	if v.Comparison, err = h.compare(r); err != nil {
		return err
	}
	v.Number.Older, v.Number.Newer = v.Version.Number, v.With.Number
	if v.view, err = h.perimeterView(ctx, v.With.Funder); err != nil {
		return err
	}
	if v.All, err = h.Reports.Versions(ctx); err != nil {
		return err
	}
	for _, x := range v.Changed {
		v.Texts = append(v.Texts, textChange{Heading: x.Heading, Runs: runsOf(textdiff.Paragraphs(x.Before, x.After))})
	}
	f := h.desk(r, v.view, i18n.T(ctx, "report.compare.two", "older", strconv.Itoa(v.Number.Older), "newer", strconv.Itoa(v.Number.Newer)))
	f.Trail = append(f.Trail, web.Link{Label: i18n.T(ctx, "report.kept.title"), URL: versionsPath})
	f.Intro = i18n.T(ctx, "report.compare.intro")
	path := comparisonPath(v.Number.Older, v.Number.Newer)
	f.Actions = exports(ctx, path+"/chiffres.xlsx", path+"/chiffres.csv")
	return web.Render(w, r, http.StatusOK, comparisonPage(f, v))
}

// compare reads the two numbers of an address and compares their versions.
func (h Handlers) compare(r *http.Request) (*report.Comparison, error) {
	older, err := numberOf(r.PathValue("number"))
	if err != nil {
		return nil, err
	}
	newer, err := numberOf(r.PathValue("with"))
	if err != nil {
		return nil, err
	}
	return h.Reports.Compare(r.Context(), older, newer, i18n.Lang(r.Context()))
}

// runsOf leaves out paragraphs that stayed.
func runsOf(list []textdiff.Paragraph) []textRun {
	var runs []textRun
	for _, p := range list {
		last := len(runs) - 1
		switch {
		case p.Changed():
			runs = append(runs, textRun{Paragraph: p})
		case last >= 0 && runs[last].Same > 0:
			runs[last].Same++
		default:
			runs = append(runs, textRun{Same: 1})
		}
	}
	return runs
}

// pairs are the figures to be shown.
func (v comparisonView) pairs() []report.FigurePair {
	var list []report.FigurePair
	for _, p := range v.Figures {
		if v.Whole || p.Moved {
			list = append(list, p)
		}
	}
	return list
}

func (v comparisonView) table(ctx context.Context) web.Table {
	name := func(number int) string { return i18n.T(ctx, "report.compare.version", "number", strconv.Itoa(number)) }
	older, newer := name(v.Number.Older), name(v.Number.Newer)
	t := web.Table{Caption: tableOf(ctx, i18n.T(ctx, "report.compare.figures")), Compact: true, Columns: []web.Column{
		{Label: i18n.T(ctx, "report.move.figure"), Place: web.CardTitle}, {Label: older, Numeric: true, Unit: older}, {Label: newer, Numeric: true, Unit: newer},
		{Label: i18n.T(ctx, "report.move.delta"), Numeric: true, Place: web.CardAside},
	}}
	deltas := map[string]string{}
	for _, m := range v.Moves {
		deltas[m.Figure] = m.Delta
	}
	for _, p := range v.pairs() {
		delta := web.Text(cmp.Or(deltas[p.Figure], "–"))
		if p.Moved && deltas[p.Figure] != "" {
			delta = element("b", "", words(deltas[p.Figure]))
		}
		t.Rows = append(t.Rows, web.Row{Cells: []templ.Component{
			joined(words(p.Label), templ.Raw("<br>"), element("span", ` class="xs soft"`, words(p.Scope))), web.Text(orDash(p.Before)), web.Text(orDash(p.After)), delta,
		}})
	}
	return t
}

// pieces draw a paragraph with what was removed and added in it.
func pieces(p textdiff.Paragraph) templ.Component {
	var list []templ.Component
	for _, x := range p {
		switch x.Act {
		case textdiff.Removed:
			list = append(list, element("del", "", words(x.Text)))
		case textdiff.Added:
			list = append(list, element("ins", "", words(x.Text)))
		default:
			list = append(list, words(x.Text))
		}
	}
	return joined(list...)
}
