package office

import (
	"net/url"
	"slices"

	"maillage/internal/kit/frtypo"
	"maillage/internal/programme/report"
)

// inlines flattens the parts of a sentence into runs.
func (w *walk) inlines(list []report.Inline) []run {
	var runs []run
	like := run{}
	if w.french {
		like.marks = french
	}
	w.flatten(&runs, list, like)
	return runs
}

func (w *walk) flatten(out *[]run, list []report.Inline, like run) {
	marks := map[report.InlineKind]mark{report.Strong: bold, report.Emphasis: italic, report.Struck: struck, report.CodeSpan: code}
	for _, x := range list {
		r := like
		r.marks |= marks[x.Kind]
		switch x.Kind {
		case report.Plain:
			r.text = frtypo.Text(x.Text) // people write in French
			*out = append(*out, r)
		case report.CodeSpan:
			r.text = x.Text
			*out = append(*out, r)
		case report.NewLine:
			*out = append(*out, run{lineUp: true})
		case report.Live:
			*out = append(*out, w.figure(*x.Figure, like)...)
		case report.Link:
			r.link = safeLink(x.URL)
			w.flatten(out, x.Children, r)
		default:
			w.flatten(out, x.Children, r)
		}
	}
}

// safeLink keeps addresses that a reader may follow: a text can hold any.
func safeLink(address string) string {
	u, err := url.Parse(address)
	if err != nil || !slices.Contains([]string{"http", "https", "mailto"}, u.Scheme) {
		return ""
	}
	return address
}

// figure is a number that leads to its sheet, with its footnote. What cannot be told is red, and a word says why.
func (w *walk) figure(u report.FigureUse, like run) []run {
	r := like
	r.text = u.Text
	if !w.placed[u.Use] {
		w.placed[u.Use], r.anchor = true, u.Use
	}
	if u.Figure != "" && r.link == "" {
		r.link = "#" + u.Figure
	}
	switch u.State {
	case report.FigureUnknown:
		r.text, r.link, r.marks = u.Text+" ("+w.page("unknown")+")", "", r.marks|red
	case report.FigureOutside:
		r.link, r.marks = "", r.marks|italic|soft
	case report.FigureUnset:
		r.marks |= red
	default:
		r.note, r.again = u.Note, w.told[u.Note]
		w.told[u.Note] = u.Note > 0
	}
	if u.State == report.FigurePartial || u.State == report.FigureWhole {
		why := run{text: " (" + w.page(string(u.State)) + ")", marks: soft, note: r.note, again: r.again}
		r.note = 0
		return []run{r, why}
	}
	return []run{r}
}

// cellFigure is a figure outside of a sentence: it has no footnote there.
func (w *walk) cellFigure(u report.FigureUse) []run {
	u.Note, u.Use = 0, ""
	return w.figure(u, run{})
}

// links lists entries, each leading to its row.
func (w *walk) links(name func(int) string, list []report.EntryLink) []run {
	var runs []run
	for i, e := range list {
		if i > 0 {
			runs = append(runs, run{text: " "})
		}
		runs = append(runs, run{text: name(e.Number), link: "#" + e.Anchor})
	}
	return runs
}
