package ui

import (
	"context"
	"html"
	"io"
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"maillage/internal/kit/frtypo"
	"maillage/internal/programme/report"
	"maillage/internal/programme/report/render"
	"maillage/internal/web"
	"maillage/internal/web/i18n"
)

// The parts of a sentence are joined in Go: a template would put spaces between a figure and the comma that follows it.

// joined writes components one after the other, with nothing between them.
func joined(list ...templ.Component) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		for _, c := range list {
			if err := c.Render(ctx, w); err != nil {
				return err
			}
		}
		return nil
	})
}

// element puts a component in an element; attributes are written by us, never by readers.
func element(name, attributes string, inside templ.Component) templ.Component {
	return joined(templ.Raw("<"+name+attributes+">"), inside, templ.Raw("</"+name+">"))
}

func words(s string) templ.Component { return templ.Raw(html.EscapeString(s)) }

var inlineTags = map[report.InlineKind]string{report.Strong: "strong", report.Emphasis: "em", report.Struck: "s"}

func inlines(v view, list []report.Inline) templ.Component {
	var out []templ.Component
	for _, x := range list {
		switch x.Kind {
		case report.Plain:
			out = append(out, words(frtypo.Text(x.Text)))
		case report.NewLine:
			out = append(out, templ.Raw("<br>"))
		case report.CodeSpan:
			out = append(out, element("code", "", words(x.Text)))
		case report.Link:
			out = append(out, element("a", ` rel="noreferrer" href="`+html.EscapeString(string(templ.URL(x.URL)))+`"`, inlines(v, x.Children)))
		case report.Live:
			out = append(out, figure(v, *x.Figure), noteMark(v, *x.Figure))
		default:
			out = append(out, element(inlineTags[x.Kind], "", inlines(v, x.Children)))
		}
	}
	return joined(out...)
}

// figure is a number that opens its sheet. What cannot be told stands in red, with a word that says why.
func figure(v view, u report.FigureUse) templ.Component {
	switch u.State {
	case report.FigureUnknown:
		return web.StateBadge(web.State{Label: u.Text, Tone: web.Bad})
	case report.FigureOutside:
		return element("span", ` class="soft"`, words(u.Text))
	case report.FigureUnset:
		return at(u, joined(web.StateBadge(web.State{Label: u.Text, Tone: web.Bad}), templ.Raw(" "), why(v, u)))
	case report.FigurePartial, report.FigureWhole:
		return joined(at(u, told(v, u)), remark(u.State))
	}
	return at(u, told(v, u))
}

// noteMark is the number of a footnote. It opens the sheet of the figure, which shows what the note sums up; the words of the note come up
// on hovering.
func noteMark(v view, u report.FigureUse) templ.Component {
	i := slices.IndexFunc(v.Notes, func(n report.Note) bool { return n.Number == u.Note })
	if f := v.figureOf(u); i >= 0 && f.URL != "" {
		f.Words = strconv.Itoa(u.Note)
		return element("sup", ` class="note-mark" title="`+html.EscapeString(render.NoteWords(v.Notes[i], v.Language))+`"`, web.FigureLink(f))
	}
	return templ.NopComponent
}

// at marks the place that the sheet of the figure leads back to.
func at(u report.FigureUse, c templ.Component) templ.Component {
	if u.Use == "" {
		return c
	}
	return element("span", " id="+strconv.Quote(u.Use), c)
}

func told(v view, u report.FigureUse) templ.Component {
	if f := v.figureOf(u); f.URL != "" {
		return web.FigureLink(f)
	}
	return element("span", ` class="num"`, words(u.Text))
}

func remark(state report.FigureState) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		return element("small", ` class="soft"`, words(" ("+i18n.T(ctx, "report.state."+string(state))+")")).Render(ctx, w)
	})
}

// why leads from what nobody recorded to the sheet that says so.
func why(v view, u report.FigureUse) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		f := v.figureOf(u)
		if f.URL == "" {
			return nil
		}
		f.Words = i18n.T(ctx, "report.why_unset")
		return element("small", "", web.FigureLink(f)).Render(ctx, w)
	})
}
