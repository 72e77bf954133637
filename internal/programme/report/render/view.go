package render

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"maillage/internal/kit/frdate"
	"maillage/internal/kit/frnum"
	"maillage/internal/kit/lang"
	"maillage/internal/programme/report"
	"maillage/internal/web"
	"maillage/internal/web/i18n"
)

// view is what templates ask of a document. It serves one rendering: marks fills as the text is written.
type view struct {
	*report.Document
	paper bool             // for pages: notes at their feet, nothing to be opened
	marks map[int][]string // by number of a note, the figures that carry its mark
}

func newView(doc *report.Document, paper bool) view {
	return view{Document: doc, paper: paper, marks: map[int][]string{}}
}

func t(ctx context.Context, key string, args ...any) string {
	return i18n.T(ctx, "report.render."+key, args...)
}

func count(ctx context.Context, key string, n int) string {
	return i18n.N(ctx, "report.render."+key, n)
}

// textLanguage is the language that people wrote in: it is marked where the document speaks another one.
const textLanguage = "fr"

func (v view) day() string {
	return frdate.LongDay(v.AsOf.Format("2006-01-02"), v.Language)
}

// seal shortens the digest so that two copies can be compared by eye.
func (v view) seal() string {
	d := v.Digest
	return d[:4] + " " + d[4:8] + " " + d[8:12]
}

func (v view) number(n int) string { return frnum.Format(int64(n), v.Language) }

func (v view) number64(n int64) string { return frnum.Format(n, v.Language) }

// heading is the large title of the cover.
func (v view) heading() string {
	if v.Cover.Heading != "" {
		return v.Cover.Heading
	}
	return v.Title
}

// errors are what a draft must tell first.
func (v view) problems() []report.Finding {
	var list []report.Finding
	for _, f := range slices.Concat(v.Findings, v.Review.Told()) {
		if f.Severity != report.Notice {
			list = append(list, f)
		}
	}
	return list
}

func severityClass(s report.Severity) string {
	if s == report.Error {
		return "bad"
	}
	return "warn"
}

// first and others split the key figures: one large, the others in a list.
func (v view) first() *report.KeyFigure {
	if len(v.Cover.Key) == 0 {
		return nil
	}
	return &v.Cover.Key[0]
}

// others leaves out the figure that the map tells already.
func (v view) others() []report.KeyFigure {
	var list []report.KeyFigure
	for i, k := range v.Cover.Key {
		if i > 0 && (v.Cover.Map == nil || k.Label != v.Cover.Map.Caption) {
			list = append(list, k)
		}
	}
	return list
}

// sentence says the large figure in words: what it is, where it started, what was promised.
func (v view) sentence(ctx context.Context, k *report.KeyFigure) string {
	text := lang.Within(k.Label)
	if k.Stock && len(k.Series) > 1 {
		last, before := k.Series[len(k.Series)-1], k.Series[0]
		text += " " + t(ctx, "cover.level", "year", last.Year, "value", before.Use.Text, "before", before.Year)
	}
	text += "."
	if k.Target != nil {
		text += " " + t(ctx, "cover.target", "value", v.number64(*k.Target))
	}
	return text
}

// detail tells the terms or the years of a figure of the cover.
func (v view) detail(ctx context.Context, k report.KeyFigure) string {
	var parts []string
	switch {
	case k.Terms != "":
		parts = append(parts, t(ctx, "cover.terms", "terms", k.Terms))
	case len(k.Series) > 1:
		for _, p := range k.Series {
			if !p.Before {
				parts = append(parts, t(ctx, "cover.in_year", "value", p.Use.Text, "year", p.Year))
			}
		}
	}
	if k.Target != nil {
		parts = append(parts, t(ctx, "cover.of", "value", v.number64(*k.Target)))
	}
	return strings.Join(parts, ", ")
}

// figureGroup is the sheets of one indicator.
type figureGroup struct {
	Anchor     string
	Label      string
	Unit       string
	Definition string
	Sheets     []report.FigureSheet
}

func (v view) figureGroups() []figureGroup {
	var groups []figureGroup
	for _, s := range v.Figures {
		key := s.Computed.Indicator.Key
		if len(groups) == 0 || groups[len(groups)-1].Anchor != "i-"+key {
			groups = append(groups, figureGroup{Anchor: "i-" + key, Label: s.Label, Unit: s.Unit, Definition: s.Definition})
		}
		last := &groups[len(groups)-1]
		last.Sheets = append(last.Sheets, s)
	}
	return groups
}

// proofs tells how many of the required proofs of a figure are there.
func (v view) proofs(ctx context.Context, s report.FigureSheet) string {
	p := s.Computed.Proof
	if p.Need == 0 {
		return "–"
	}
	return i18n.T(ctx, "web.pips", "have", v.number64(p.Have), "want", v.number64(p.Need))
}

func funderBadge(tag *report.FunderTag, why string) web.Funder {
	if tag == nil {
		return web.Funder{Name: why, None: true}
	}
	return web.Funder{Name: tag.Short, Index: tag.Index}
}

// columns of a list of entries: those that at least one row fills.
type columns struct{ Title, Where, Measures, Funder, State bool }

func columnsOf(rows []report.ListRow) columns {
	var c columns
	for _, r := range rows {
		c.Title = c.Title || r.Title != r.Kind || r.Beneficiary != "" || !r.Counted
		c.Where = c.Where || r.Where != ""
		c.Measures = c.Measures || len(r.Measures) > 0
		c.Funder = c.Funder || r.Funder != nil
		c.State = c.State || !r.Counted || r.State != rows[0].State
	}
	return c
}

func measures(r report.EntryRow) string {
	var parts []string
	for _, m := range r.Measures {
		parts = append(parts, m.Text+" "+m.Label)
	}
	return strings.Join(parts, ", ")
}

// about is what stands under the title of an entry: what it adds to it.
func about(ctx context.Context, r report.EntryRow, kind, state bool) string {
	var parts []string
	add := func(s string, wanted bool) {
		if s != "" && s != r.Title && wanted {
			parts = append(parts, s)
		}
	}
	add(r.Kind, kind)
	add(r.Beneficiary, true)
	add(measures(r), kind)
	add(r.State, state)
	add(t(ctx, "entry.uncounted"), !r.Counted)
	return strings.Join(parts, " · ")
}

// listFoot tells how many of the rows figures count.
func (v view) listFoot(ctx context.Context, b report.EntryBlock) string {
	foot := count(ctx, "list.rows", len(b.Rows))
	if b.Counted < len(b.Rows) {
		foot += " " + t(ctx, "list.counted", "n", v.number(b.Counted))
	}
	if b.Cut {
		foot += " " + t(ctx, "list.cut")
	}
	return foot
}

func entryNumber(n int) string { return fmt.Sprintf("R%d", n) }

func shortDigest(sha string) string { return sha[:min(12, len(sha))] }
