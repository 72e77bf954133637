package ui

import (
	"context"
	"net/http"
	"slices"
	"time"

	"maillage/internal/programme/agreement"
	"maillage/internal/web"
	"maillage/internal/web/chart"
	"maillage/internal/web/i18n"
)

// chronogramView is a drawing by axis: planned, first planned and real bars over the months.
type chronogramView struct {
	Tabs []web.Tab
	Axes []figure
}

// figure draws activities under names cut to the width of a phone, and tells them whole in its data.
type figure struct {
	chart.Chronogram
	Told chart.Chronogram
}

// Data are the whole names and their periods.
func (f figure) Data(ctx context.Context) chart.Table { return f.Told.Data(ctx) }

func (h Handlers) chronogram(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	a, err := h.Agreements.Current(ctx)
	if err != nil {
		return err
	}
	months, err := h.Ledger.Months(ctx)
	if err != nil {
		return err
	}
	v := chronogramView{Tabs: tabs(ctx, chronogramPath)}
	for _, axis := range a.Axes {
		v.Axes = append(v.Axes, axisFigure(a, axis, months, i18n.Lang(ctx)))
	}
	f := h.Site.Frame(r, web.Report, i18n.T(ctx, "agreement.chronogram"))
	f.Intro = i18n.T(ctx, "agreement.chronogram.intro")
	f.Trail = []web.Link{{Label: i18n.T(ctx, "agreement.title"), URL: agreementPath}}
	return web.Render(w, r, http.StatusOK, chronogramPage(f, v))
}

func axisFigure(a *agreement.Agreement, axis agreement.Axis, months map[string][]string, language string) figure {
	from, _ := time.Parse(time.DateOnly, a.Programme.Start)
	to, _ := time.Parse(time.DateOnly, a.Programme.End)
	told := chart.Chronogram{About: chart.About{ID: "axe-" + axis.Number, Title: axis.Number + ". " + axis.Name.In(language)}, From: from, To: to}
	drawn := told
	for _, x := range a.ActivitiesOf(axis.Number) {
		row := chart.Activity{Label: x.Number + " " + x.Name.In(language), Baseline: periods(moved(x)), Planned: periods(x.Planned), Real: runs(months[x.Number])}
		told.Activities = append(told.Activities, row)
		row.Label = cut(row.Label)
		drawn.Activities = append(drawn.Activities, row)
	}
	return figure{Chronogram: drawn, Told: told}
}

// moved is the first plan of an activity when an amendment moved it.
func moved(x agreement.Activity) []agreement.Months {
	if slices.Equal(x.Baseline, x.Planned) {
		return nil
	}
	return x.Baseline
}

// cutAt is how many letters of a name a phone of 320 pixels shows.
const cutAt = 46

func cut(name string) string {
	if letters := []rune(name); len(letters) > cutAt {
		return string(letters[:cutAt-1]) + "…"
	}
	return name
}

func periods(list []agreement.Months) []chart.Period {
	var out []chart.Period
	for _, m := range list {
		if p, ok := monthPeriod(m.From, m.To); ok {
			out = append(out, p)
		}
	}
	return out
}

// monthPeriod runs from the first day of a month to the last of another.
func monthPeriod(from, to string) (chart.Period, bool) {
	first, err := time.Parse("2006-01", from)
	last, failed := time.Parse("2006-01", to)
	return chart.Period{From: first, To: last.AddDate(0, 1, -1)}, err == nil && failed == nil
}

// runs joins months that follow each other into one period.
func runs(months []string) []chart.Period {
	var out []chart.Period
	for _, m := range months {
		p, ok := monthPeriod(m, m)
		switch {
		case !ok:
		case len(out) > 0 && out[len(out)-1].To.AddDate(0, 0, 1).Equal(p.From):
			out[len(out)-1].To = p.To
		default:
			out = append(out, p)
		}
	}
	return out
}
