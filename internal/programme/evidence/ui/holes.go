package ui

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"maillage/internal/kit/frnum"
	"maillage/internal/programme/agreement"
	"maillage/internal/programme/evidence"
	"maillage/internal/programme/ledger"
	"maillage/internal/web"
	"maillage/internal/web/chart"
	"maillage/internal/web/i18n"
)

// holesView is what the agreement requires and what is there, by axis.
type holesView struct {
	Tabs    []web.Tab
	Funders []web.Tab // the same for one funder
	Whole   chart.Completeness
	Axes    []axisHoles
}

type axisHoles struct {
	ID, Title  string
	Activities []activityHoles
}

type activityHoles struct {
	Title   string
	Entries string // how many need each kind
	Kinds   []kindHole
	Bar     chart.Completeness
	All     web.Link
}

type kindHole struct {
	Name, Words string
	Badge       web.State
}

const paramFunder = "financeur"

func (h Handlers) holes(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	a, err := h.Agreements.Current(ctx)
	if err != nil {
		return err
	}
	funder := strings.TrimSpace(r.URL.Query().Get(paramFunder))
	if err := checkFunder(a, funder); err != nil {
		return err
	}
	list, err := h.Evidence.Holes(ctx, funder)
	if err != nil {
		return err
	}
	v := holesView{Tabs: tabs(ctx, holesPath), Funders: funderTabs(ctx, a, funder), Whole: whole(ctx, list)}
	for _, axis := range a.Axes {
		if x := axisOf(ctx, a, axis, funder, list); len(x.Activities) > 0 {
			v.Axes = append(v.Axes, x)
		}
	}
	f := h.Site.Frame(r, web.Today, i18n.T(ctx, "evidence.holes.title"))
	f.Intro = i18n.T(ctx, "evidence.holes.intro")
	f.Actions = []templ.Component{
		web.ButtonLink(web.Button{Label: i18n.T(ctx, "evidence.export.holes"), Icon: "download", URL: holesPath + ".xlsx"}),
		web.ButtonLink(web.Button{Label: i18n.T(ctx, "evidence.export.csv"), URL: holesPath + ".csv"}),
	}
	return web.Render(w, r, http.StatusOK, holesPage(f, v))
}

func checkFunder(a *agreement.Agreement, code string) error {
	var codes []string
	for _, f := range a.Funders {
		codes = append(codes, f.Code)
	}
	if code == "" || slices.Contains(codes, code) {
		return nil
	}
	return refused(paramFunder, code, codes)
}

func funderTabs(ctx context.Context, a *agreement.Agreement, current string) []web.Tab {
	list := []web.Tab{{Label: i18n.T(ctx, "evidence.funder.all"), URL: holesPath, Current: current == ""}}
	for _, f := range a.Funders {
		list = append(list, web.Tab{Label: f.Short.In(i18n.Lang(ctx)), URL: holesPath + "?" + paramFunder + "=" + f.Code, Current: current == f.Code})
	}
	return list
}

func whole(ctx context.Context, list []evidence.Hole) chart.Completeness {
	bar := chart.Completeness{About: chart.About{ID: "tout", Title: i18n.T(ctx, "evidence.holes.whole")}, Label: i18n.T(ctx, "evidence.holes.whole")}
	for _, x := range list {
		bar.Whole, bar.Partial, bar.Of = bar.Whole+x.Have, bar.Partial+x.Announced, bar.Of+x.Need
	}
	return bar
}

func axisOf(ctx context.Context, a *agreement.Agreement, axis agreement.Axis, funder string, list []evidence.Hole) axisHoles {
	language := i18n.Lang(ctx)
	out := axisHoles{ID: "axe-" + axis.Number, Title: axis.Number + ". " + axis.Name.In(language)}
	for _, x := range a.ActivitiesOf(axis.Number) {
		view := activityHoles{Title: x.Number + " " + x.Name.In(language)}
		view.Bar = chart.Completeness{About: chart.About{ID: "a-" + strings.ReplaceAll(x.Number, ".", "-"), Title: i18n.T(ctx, "evidence.holes.bar", "activity", x.Number)}}
		view.Bar.Label = i18n.T(ctx, "evidence.holes.there")
		for _, hole := range list {
			if hole.Activity != x.Number || hole.Need == 0 {
				continue
			}
			view.Entries = i18n.N(ctx, "evidence.holes.entries", hole.Need)
			view.Kinds = append(view.Kinds, kindOf(ctx, a, hole))
			view.Bar.Whole, view.Bar.Partial, view.Bar.Of = view.Bar.Whole+hole.Have, view.Bar.Partial+hole.Announced, view.Bar.Of+hole.Need
		}
		if len(view.Kinds) == 0 {
			continue
		}
		if view.Bar.Whole < view.Bar.Of {
			filter := ledger.Filter{Pile: ledger.PileEvidence, Activities: []string{x.Number}, States: ledger.CountedStates, Funder: funder}
			view.All = web.Link{Label: i18n.T(ctx, "evidence.holes.see"), URL: filter.Address()}
		}
		out.Activities = append(out.Activities, view)
	}
	return out
}

func kindOf(ctx context.Context, a *agreement.Agreement, hole evidence.Hole) kindHole {
	k := kindHole{Name: a.EvidenceKindName(hole.Kind, i18n.Lang(ctx))}
	number := func(n int) string { return frnum.Format(int64(n), i18n.Lang(ctx)) }
	k.Words = i18n.T(ctx, "evidence.holes.have", "have", number(hole.Have), "need", number(hole.Need))
	if hole.Announced > 0 {
		k.Words += i18n.N(ctx, "evidence.holes.announced", hole.Announced)
	}
	switch {
	case hole.Missing() <= 0:
		k.Badge = web.State{Label: i18n.T(ctx, "evidence.holes.full"), Tone: web.OK}
	case hole.Have+hole.Announced > 0:
		k.Badge = web.State{Label: i18n.N(ctx, "evidence.holes.missing", hole.Missing()), Tone: web.Warn}
	default:
		k.Badge = web.State{Label: i18n.N(ctx, "evidence.holes.missing", hole.Missing()), Tone: web.Bad}
	}
	return k
}
