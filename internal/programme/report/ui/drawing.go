package ui

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"maillage/internal/kit/frdate"
	"maillage/internal/kit/frnum"
	"maillage/internal/programme/indicator"
	"maillage/internal/programme/report"
	"maillage/internal/programme/report/render"
	"maillage/internal/web"
	"maillage/internal/web/i18n"
)

func requestOf(s *report.FigureSheet) indicator.Request {
	return indicator.Request{Key: s.Computed.Indicator.Key, Scope: s.Computed.Scope}
}

func (v view) number(n int64) string { return frnum.Format(n, v.Language) }

func (v view) day() string { return frdate.LongDay(v.AsOf.Format("2006-01-02"), v.Language) }

// seal shortens the digest so that two copies can be compared by eye.
func (v view) seal() string { return v.Digest[:4] + " " + v.Digest[4:8] + " " + v.Digest[8:12] }

// figureOf is a figure as a link; without address when it has no sheet to open.
func (v view) figureOf(u report.FigureUse) web.Figure {
	f := web.Figure{Words: u.Text}
	if s := v.figures[u.Figure]; s != nil {
		f.URL = v.address(s)
	}
	return f
}

// widestNumber is how many letters a key figure may have to stand in a column of large numbers.
const widestNumber = 4

// others are the key figures but the large one, and but the one that the map tells: numbers for the column of large ones, and, to be told in
// a sentence under the large figure, percentages and what is too wide for the column.
func (v view) others() (column, sentences []report.KeyFigure) {
	for i, k := range v.Cover.Key {
		switch {
		case i == 0 || v.Cover.Map != nil && k.Label == v.Cover.Map.Caption:
		case utf8.RuneCountInString(k.Use.Text) > widestNumber:
			sentences = append(sentences, k)
		default:
			column = append(column, k)
		}
	}
	return column, sentences
}

// detail tells the terms or the years of a figure of the cover, and what was promised.
func (v view) detail(ctx context.Context, k report.KeyFigure) string {
	var parts []string
	if k.Terms != "" {
		parts = append(parts, i18n.T(ctx, "report.cover.terms", "terms", k.Terms))
	}
	for _, p := range k.Series {
		if k.Terms == "" && !p.Before && len(k.Series) > 1 {
			parts = append(parts, i18n.T(ctx, "report.cover.in_year", "value", p.Use.Text, "year", strconv.Itoa(p.Year)))
		}
	}
	if k.Target != nil {
		parts = append(parts, i18n.T(ctx, "report.cover.of", "value", v.number(*k.Target)))
	}
	return strings.Join(parts, ", ")
}

// large is the sentence under the large figure: what it is, where it started, what was promised.
func (v view) large(ctx context.Context, k report.KeyFigure) string {
	text := k.Label
	if k.Stock && len(k.Series) > 1 {
		last, before := k.Series[len(k.Series)-1], k.Series[0]
		text += i18n.T(ctx, "report.cover.level", "year", strconv.Itoa(last.Year), "value", before.Use.Text, "before", strconv.Itoa(before.Year))
	}
	text += "."
	if k.Target != nil {
		text += " " + i18n.T(ctx, "report.cover.target", "value", v.number(*k.Target))
	}
	return text
}

// links lead from the blocks shared with the file to the pages of the application; a piece has none of its own yet: its entry shows it.
func (v view) links() render.Links {
	return render.Links{
		Entry: func(anchor string) string {
			i := slices.IndexFunc(v.Entries.Rows, func(r report.EntryRow) bool { return r.Anchor == anchor })
			if i < 0 {
				return ""
			}
			return entryURL(v.Entries.Rows[i])
		},
		Piece: func(string) string { return "" },
		Figure: func(anchor string) string {
			if s := v.figures[anchor]; s != nil {
				return v.address(s)
			}
			return ""
		},
		ByID: func(id string) (int, string) {
			i := slices.IndexFunc(v.Entries.Rows, func(r report.EntryRow) bool { return r.ID == id })
			if i < 0 {
				return 0, ""
			}
			return v.Entries.Rows[i].Number, entryURL(v.Entries.Rows[i])
		},
	}
}

// axisNames are the names of axes by number.
func (v view) axisNames() map[string]string {
	names := map[string]string{}
	for _, c := range v.chapters {
		names[c.Axis] = c.AxisName
	}
	return names
}
