package render

import (
	"context"
	"html"
	"io"
	"strings"

	"github.com/a-h/templ"

	"maillage/internal/programme/report"
)

// inlines writes the parts of a sentence by hand: a template would put spaces between a figure and the comma that follows it.
func inlines(v view, list []report.Inline) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		var b strings.Builder
		v.writeInlines(ctx, &b, list)
		_, err := io.WriteString(w, b.String())
		return err
	})
}

// figure is a number that leads to its sheet. What cannot be told stands in red, with a word that says why. Footnotes belong to sentences:
// a number in a table or on the cover has none.
func figure(u report.FigureUse) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		var b strings.Builder
		writeFigure(ctx, &b, u)
		_, err := io.WriteString(w, b.String())
		return err
	})
}

var inlineTags = map[report.InlineKind]string{report.Strong: "strong", report.Emphasis: "em", report.Struck: "del"}

func (v view) writeInlines(ctx context.Context, b *strings.Builder, list []report.Inline) {
	for _, x := range list {
		switch x.Kind {
		case report.Plain:
			b.WriteString(html.EscapeString(x.Text))
		case report.NewLine:
			b.WriteString("<br>")
		case report.CodeSpan:
			b.WriteString("<code>" + html.EscapeString(x.Text) + "</code>")
		case report.Link:
			b.WriteString(`<a href="` + html.EscapeString(string(templ.URL(x.URL))) + `">`)
			v.writeInlines(ctx, b, x.Children)
			b.WriteString("</a>")
		case report.Live:
			writeFigure(ctx, b, *x.Figure)
			v.writeNote(ctx, b, *x.Figure)
		default:
			b.WriteString("<" + inlineTags[x.Kind] + ">")
			v.writeInlines(ctx, b, x.Children)
			b.WriteString("</" + inlineTags[x.Kind] + ">")
		}
	}
}

func writeFigure(ctx context.Context, b *strings.Builder, u report.FigureUse) {
	text := html.EscapeString(u.Text)
	switch {
	case u.State == report.FigureUnknown:
		b.WriteString(`<strong class="blank">` + text + " (" + t(ctx, "unknown") + ")</strong>")
	case u.State == report.FigureOutside:
		b.WriteString(`<span class="outside">` + text + "</span>")
	case u.Figure == "":
		b.WriteString(`<span class="num">` + text + "</span>")
	default:
		class := "figure-link"
		if u.State == report.FigureUnset {
			class = "blank"
		}
		id := ""
		if u.Use != "" {
			id = ` id="` + html.EscapeString(u.Use) + `"`
		}
		b.WriteString(`<a class="` + class + `"` + id + ` href="#` + html.EscapeString(u.Figure) + `">` + text + "</a>")
	}
	if u.State == report.FigurePartial || u.State == report.FigureWhole {
		b.WriteString(` <small class="remark">(` + t(ctx, string(u.State)) + ")</small>")
	}
}
