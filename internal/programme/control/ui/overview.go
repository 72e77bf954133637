package ui

import (
	"cmp"
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"maillage/internal/kit/frdate"
	"maillage/internal/kit/frnum"
	"maillage/internal/programme/control"
	"maillage/internal/web"
	"maillage/internal/web/i18n"
)

const path = "/controle"

// overviewView is what each control file holds, and a sample when one was asked for.
type overviewView struct {
	Files       web.Table
	Fingerprint string
	Fields      []web.Field
	Drawn       *drawnView
}

// drawnView is a sample with its exports.
type drawnView struct {
	Title   string
	Table   web.Table
	Exports []web.Button
}

func (h Handlers) overview(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	all, err := h.Control.Perimeters(ctx)
	if err != nil {
		return err
	}
	asked, err := read(r)
	if err != nil {
		return err
	}
	p, err := asked.among(all)
	if err != nil {
		return err
	}
	v := overviewView{Fingerprint: h.Fingerprint(), Fields: fields(ctx, all, asked)}
	versions, err := h.Versions(ctx)
	if err != nil {
		return err
	}
	if v.Files, err = h.files(ctx, all, versions); err != nil {
		return err
	}
	if asked.query.Has(paramSeed) {
		s, err := p.Sample(asked.Draw)
		if err != nil {
			return err
		}
		v.Drawn = drawn(ctx, s, asked)
	}
	f := h.Site.Frame(r, web.Report, i18n.T(ctx, "control.title"))
	f.Intro = i18n.T(ctx, "control.intro", "day", frdate.ShortDay(all[0].Moment.Format("2006-01-02"), i18n.Lang(ctx)))
	return web.Render(w, r, http.StatusOK, overviewPage(f, v))
}

// files says what each control file would hold now, and offers the kept versions of its perimeter; the whole programme has one as soon as a
// version of it was kept.
func (h Handlers) files(ctx context.Context, all []*control.Perimeter, versions []control.Sealed) (web.Table, error) {
	number := func(key string) web.Column {
		return web.Column{Label: i18n.T(ctx, "control.column."+key), Unit: i18n.T(ctx, "control.unit."+key), Numeric: true}
	}
	t := web.Table{Caption: i18n.T(ctx, "control.files"), Columns: []web.Column{
		{Label: i18n.T(ctx, "control.column.funder"), Place: web.CardTitle}, number("figures"), number("entries"), number("kept"), number("announced"), number("missing"),
		{Label: i18n.T(ctx, "control.column.file"), NoWrap: true},
	}}
	indicators, err := h.Indicators.All(ctx)
	if err != nil {
		return t, err
	}
	for _, p := range all {
		kept := slices.DeleteFunc(slices.Clone(versions), func(v control.Sealed) bool { return v.Funder != p.Funder.Code })
		if p.Funder.Code == "" && len(kept) == 0 {
			continue
		}
		missing := 0
		holes, err := h.Evidence.Holes(ctx, p.Funder.Code)
		if err != nil {
			return t, err
		}
		for _, x := range holes {
			missing += x.Missing()
		}
		counts := p.Counts()
		t.Rows = append(t.Rows, web.Row{ID: "f-" + cmp.Or(p.Funder.Code, wholeProgramme), Cells: []templ.Component{
			web.Text(p.Name(i18n.Lang(ctx))), web.Count(len(indicators)), web.Count(len(p.Entries)), web.Count(counts[control.Kept] + counts[control.Shared]),
			web.Count(counts[control.Announced]), web.Count(missing),
			download(p, kept),
		}})
	}
	return t, nil
}

// fileURL is the address of the control file of a perimeter.
func fileURL(p *control.Perimeter) string {
	return path + "/" + url.PathEscape(cmp.Or(p.Funder.Code, wholeProgramme)) + ".zip"
}

// versionName names a version where it is chosen: "3. Bilan définitif (2 mars 2021)".
func versionName(ctx context.Context, v control.Sealed) string {
	return strconv.Itoa(v.Number) + ". " + v.Label + " (" + frdate.ShortDay(v.KeptAt.Format("2006-01-02"), i18n.Lang(ctx)) + ")"
}

func drawn(ctx context.Context, s control.Sample, asked asked) *drawnView {
	language := i18n.Lang(ctx)
	count := func(n int) string { return frnum.Format(int64(n), language) }
	v := &drawnView{Title: i18n.T(ctx, "control.drawn", "n", count(len(s.Drawn)), "among", count(s.Among), "seed", s.Seed)}
	v.Table = web.Table{Caption: v.Title, Columns: []web.Column{
		{Label: i18n.T(ctx, "control.column.rank"), NoWrap: true}, {Label: i18n.T(ctx, "control.column.number"), NoWrap: true}, {Label: i18n.T(ctx, "control.column.title"), Place: web.CardTitle},
		{Label: i18n.T(ctx, "control.column.activity"), NoWrap: true}, {Label: i18n.T(ctx, "control.column.date"), NoWrap: true}, {Label: "SHA-256", NoWrap: true},
	}}
	home := "/realisations/"
	if s.Of == control.OfPieces {
		home = "/pieces/"
	}
	for _, x := range s.Drawn {
		v.Table.Rows = append(v.Table.Rows, web.Row{ID: "t-" + strconv.Itoa(x.Rank), Cells: []templ.Component{
			web.Text(i18n.T(ctx, "control.rank", "n", count(x.Rank))), web.Text(x.Number), web.Opens(web.Link{Label: titleOf(x), URL: home + x.ID}), web.Text(x.Activity),
			web.Text(frdate.ShortDay(x.Date, language)), web.Text(x.Key[:12]),
		}})
	}
	for _, format := range []string{"xlsx", "csv"} {
		v.Exports = append(v.Exports, web.Button{Label: i18n.T(ctx, "control.export."+format), Icon: "download", URL: path + "/tirage." + format + "?" + asked.query.Encode()})
	}
	return v
}

// titleOf names a thing that has no title by its number: a link needs words.
func titleOf(x control.Drawn) string {
	if x.Title == "" {
		return x.Number
	}
	return x.Title
}
