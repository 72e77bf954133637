package ui

import (
	"context"
	_ "embed"
	"net/http"
	"slices"

	"github.com/a-h/templ"

	"maillage/internal/kit/apperr"
	"maillage/internal/programme/ledger"
	"maillage/internal/programme/report"
	"maillage/internal/web"
	"maillage/internal/web/i18n"
)

const (
	coverPath    = "/"
	contentsPath = "/bilan"
)

//go:embed print.js
var printScript []byte

// printScript serves the few lines behind the print button.
func (h Handlers) printScript(w http.ResponseWriter, _ *http.Request) error {
	w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
	_, _ = w.Write(printScript)
	return nil
}

// view is a draft as one reader sees it.
type view struct {
	*draft
	funder  string
	behind  []web.Link
	address func(*report.FigureSheet) string
}

func (h Handlers) view(r *http.Request) (view, error) {
	funder := r.URL.Query().Get(ledger.ParamFunder)
	return h.perimeterView(r.Context(), funder)
}

// perimeterView is the draft of a perimeter.
func (h Handlers) perimeterView(ctx context.Context, funder string) (view, error) {
	d, err := h.drafts.get(ctx, report.Options{Language: i18n.Lang(ctx), Funder: funder})
	if err != nil {
		return view{}, err
	}
	return view{draft: d, funder: funder, behind: h.Behind, address: func(s *report.FigureSheet) string {
		return h.figure(requestOf(s))
	}}, nil
}

// within keeps the perimeter in an address of ours; changes are names and values in turn.
func (v view) within(path string, changes ...string) string {
	return web.Address(path, nil, append([]string{ledger.ParamFunder, v.funder}, changes...)...)
}

func (v view) axisURL(axis string) string { return v.within(contentsPath + "/axes/" + axis) }

// tabs switch between the whole programme and what each funder pays for; kept are names and values that stay in the address.
func (v view) tabs(ctx context.Context, path string, kept ...string) []web.Tab {
	list := []web.Tab{{Label: i18n.T(ctx, "report.tab.all"), URL: web.Address(path, nil, kept...), Current: v.funder == ""}}
	for _, f := range v.Programme.Funders {
		other := view{funder: f.Code}
		list = append(list, web.Tab{Label: f.Short, URL: other.within(path, kept...), Current: v.funder == f.Code})
	}
	return list
}

func (h Handlers) frame(r *http.Request, v view, title string) web.ReaderFrame {
	ctx := r.Context()
	f := web.ReaderFrame{
		Frame: h.site.Frame(r, web.Report, title), Document: v.Title, Heading: i18n.T(ctx, "report.contents"),
		Version: web.State{Label: i18n.T(ctx, "report.version", "version", i18n.Number(ctx, float64(v.Version)))},
	}
	f.Actions = []templ.Component{
		web.ButtonLink(web.Button{Label: i18n.T(ctx, "report.figures"), URL: v.within("/chiffres"), Kind: web.Plain, Small: true}),
		printButton(),
	}
	return f
}

func (h Handlers) cover(w http.ResponseWriter, r *http.Request) error {
	v, err := h.view(r)
	if err != nil {
		return err
	}
	f := h.frame(r, v, v.Cover.Heading)
	f.Eyebrow, f.Lead = v.Programme.Holder+", "+v.Programme.Region, v.Title
	f.Contents = v.axes(r.Context())
	return web.Render(w, r, http.StatusOK, coverPage(f, v))
}

func (h Handlers) contents(w http.ResponseWriter, r *http.Request) error {
	v, err := h.view(r)
	if err != nil {
		return err
	}
	f := h.frame(r, v, v.Title)
	f.Eyebrow, f.Lead = v.Programme.Holder+", "+v.Programme.Region, v.Subtitle
	f.Contents = v.axes(r.Context())
	return web.Render(w, r, http.StatusOK, contentsPage(f, v))
}

func (h Handlers) axis(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	v, err := h.view(r)
	if err != nil {
		return err
	}
	i, ok := v.chapter(r.PathValue("axis"))
	if !ok {
		return apperr.Newf(apperr.NotFound, "report.axis", "Le bilan n’a pas de fiche pour l’axe « %.20s ».", "The report has no sheet for the axis “%.20s”.", r.PathValue("axis"))
	}
	c := v.chapters[i]
	f := h.frame(r, v, c.Title)
	f.Eyebrow = i18n.T(ctx, "report.sheet", "axis", c.Axis, "name", c.AxisName)
	f.Trail = []web.Link{{Label: v.Title, URL: v.within(contentsPath)}}
	f.Heading = i18n.T(ctx, "report.axis", "axis", c.Axis)
	for _, s := range c.Sections {
		f.Contents = append(f.Contents, s.chapter(ctx))
	}
	a := axisView{view: v, chapter: c}
	if i > 0 {
		a.Previous = v.axisLink(ctx, v.chapters[i-1])
	}
	if i+1 < len(v.chapters) {
		a.Next = v.axisLink(ctx, v.chapters[i+1])
	}
	return web.Render(w, r, http.StatusOK, axisPage(f, a))
}

// axisView is one axis to be read.
type axisView struct {
	view
	chapter
	Previous, Next web.Link
}

func (v view) axisLink(ctx context.Context, c chapter) web.Link {
	return web.Link{Label: i18n.T(ctx, "report.axis", "axis", c.Axis) + ", " + c.Title, URL: v.axisURL(c.Axis)}
}

// axes are the lines of the contents: each axis with the worst that is to be told of it.
func (v view) axes(ctx context.Context) []web.Chapter {
	var list []web.Chapter
	for _, c := range v.chapters {
		tone, why := toneOf(ctx, c.Findings)
		list = append(list, web.Chapter{Label: c.Axis + ". " + c.Title, URL: v.axisURL(c.Axis), Tone: tone, Why: why})
	}
	return list
}

// chapter is a heading of a sheet in the contents: empty, with something to look at, or ready.
func (p part) chapter(ctx context.Context) web.Chapter {
	c := web.Chapter{Label: p.Heading, URL: "#" + p.Anchor}
	if len(p.Blocks) == 0 {
		c.Tone, c.Why = web.Todo, i18n.T(ctx, "report.empty")
		return c
	}
	c.Tone, c.Why = toneOf(ctx, p.Findings)
	return c
}

// toneOf is the worst of some findings, and how many there are of it. Notices explain and settle nothing.
func toneOf(ctx context.Context, list []report.Finding) (web.Tone, string) {
	for _, x := range []struct {
		severity report.Severity
		tone     web.Tone
		key      string
	}{{report.Error, web.Bad, "report.to_settle"}, {report.Warning, web.Warn, "report.to_look_at"}} {
		n := 0
		for _, f := range list {
			if f.Severity == x.severity {
				n++
			}
		}
		if n > 0 {
			return x.tone, i18n.N(ctx, x.key, n)
		}
	}
	return web.OK, ""
}

func tone(s report.Severity) web.Tone {
	switch s {
	case report.Error:
		return web.Bad
	case report.Warning:
		return web.Warn
	}
	return web.Quiet
}

// Uses lists the places of the report that tell a figure, in the order of the text. No report yet, no places.
func (h Handlers) Uses(ctx context.Context, key string) ([]web.Link, error) {
	d, err := h.drafts.get(ctx, report.Options{Language: i18n.Lang(ctx)})
	if apperr.CodeOf(err) == apperr.NotFound {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	v := view{draft: d}
	var list []web.Link
	for _, u := range d.uses[key] {
		l := web.Link{Label: i18n.T(ctx, "report.opening"), URL: contentsPath + "#" + u.Anchor}
		if u.Axis != "" {
			l = web.Link{Label: i18n.T(ctx, "report.axis", "axis", u.Axis) + ", " + u.Heading, URL: v.axisURL(u.Axis) + "#" + u.Anchor}
		}
		l.Label += i18n.T(ctx, "report.use", "figure", u.Figure.Text, "scope", u.Figure.Scope)
		list = append(list, l)
	}
	return slices.CompactFunc(list, func(a, b web.Link) bool { return a.Label == b.Label }), nil
}
