package ui

import (
	"context"
	"math/big"
	"slices"
	"strconv"

	"maillage/internal/kit/frnum"
	"maillage/internal/programme/indicator"
	"maillage/internal/programme/ledger"
	"maillage/internal/web"
	"maillage/internal/web/i18n"
)

// figuresOnMap are the indicators that are divided by department.
func (h Handlers) figuresOnMap(ctx context.Context) ([]indicator.Indicator, error) {
	all, err := h.Indicators.All(ctx)
	return slices.DeleteFunc(all, func(x indicator.Indicator) bool {
		return x.Percent() || x.Measure == indicator.Reading || !slices.Contains(x.Rule.Disaggregations, "department")
	}), err
}

// figureByDepartment asks for an indicator in each department and in all. Errors: invalid for one that no map shows, or beside filters that
// only entries take.
func (h Handlers) figureByDepartment(ctx context.Context, s selection, n names, figures []indicator.Indicator) (byDepartment, error) {
	p := filterReader{names: n, query: s.query}
	i := slices.IndexFunc(figures, func(x indicator.Indicator) bool { return x.Key == s.figure })
	if i < 0 {
		keys := make([]string, len(figures))
		for i, x := range figures {
			keys[i] = x.Key
		}
		p.refuse(paramFigure, s.figure, keys)
		return byDepartment{}, p.wrong
	}
	for _, name := range filterParams {
		if len(s.query[name]) > 0 && !slices.Contains(figureParams, name) {
			p.refuseForm(name, s.query.Get(name), "Un chiffre choisit lui-même ses réalisations : retirez ce filtre.", "A figure chooses its entries itself: remove this filter.")
			return byDepartment{}, p.wrong
		}
	}
	scope := indicator.Scope{From: s.Filter.From, To: s.Filter.To, Funder: s.Filter.Funder}
	definitions, err := h.Indicators.Definitions(ctx)
	if err != nil {
		return byDepartment{}, err
	}
	counting, err := definitions.Count(ctx, []string{s.figure}, s.Filter.AsOf)
	if err != nil {
		return byDepartment{}, err
	}
	d := byDepartment{Title: figures[i].Label.In(n.lang)}
	whole := counting.Figure(indicator.Request{Key: s.figure, Scope: scope})
	rest := new(big.Rat)
	if whole.Value != nil {
		rest.Set(whole.Value)
	}
	for _, x := range n.gazetteer.DepartmentsOf(n.agreement.Programme.Region) {
		r := indicator.Request{Key: s.figure, Scope: scope}
		r.Scope.Department = x.Code
		f := counting.Figure(r)
		behind, err := definitions.Filter(r, s.Filter.AsOf)
		if err != nil {
			return d, err
		}
		place := placeValue{Department: x, Words: f.Text(n.lang), Known: !f.Unset(), URL: behind.Address()}
		if place.Known {
			place.Value, _ = f.Value.Float64()
			rest.Sub(rest, f.Value)
		}
		d.Places = append(d.Places, place)
	}
	d.Total = i18n.T(ctx, "ledger.map.figure", "label", d.Title, "value", whole.Text(n.lang))
	if figures[i].Measure != indicator.Distinct && rest.Sign() > 0 {
		all, err := definitions.Filter(indicator.Request{Key: s.figure, Scope: scope}, s.Filter.AsOf)
		if err != nil {
			return d, err
		}
		d.Holes = []web.Hole{{
			What: i18n.T(ctx, "ledger.map.rest", "value", frnum.FormatRat(rest, decimals(rest), n.lang)), Why: i18n.T(ctx, "ledger.map.nowhere.why"),
			Mend: web.Link{Label: i18n.T(ctx, "ledger.map.all"), URL: all.Address()},
		}}
	}
	return d, nil
}

func decimals(v *big.Rat) int {
	if v.IsInt() {
		return 0
	}
	return 2
}

// yearTabs switch the map between all years and each year of the programme.
func (s selection) yearTabs(ctx context.Context, n names, path string) []web.Tab {
	current := s.query.Get(ledger.ParamYear)
	tabs := []web.Tab{{Label: i18n.T(ctx, "ledger.years.all"), URL: s.address(path, ledger.ParamYear, ""), Current: current == ""}}
	for _, y := range n.agreement.Years() {
		year := strconv.Itoa(y)
		tabs = append(tabs, web.Tab{Label: year, URL: s.address(path, ledger.ParamYear, year), Current: current == year})
	}
	return tabs
}

// mapForm offers the indicators first; beside one of them only the filters that figures take.
func (s selection) mapForm(ctx context.Context, n names, figures []indicator.Indicator) filterForm {
	if s.figure != "" {
		return s.form(ctx, n, mapPath, figureParams...)
	}
	f := s.form(ctx, n, mapPath, mapParams...)
	c := choice{Name: paramFigure, Label: i18n.T(ctx, "ledger.field."+paramFigure)}
	for _, x := range figures {
		c.Options = append(c.Options, option{Value: x.Key, Label: x.Label.In(n.lang)})
	}
	f.Choices = append([]choice{c}, f.Choices...)
	return f
}

// mapChips are those of a list and, before them, the indicator of the map; without it the map counts entries again.
func (s selection) mapChips(ctx context.Context, n names, label string) []web.Chip {
	chips := s.chips(ctx, n, mapPath)
	if s.figure == "" {
		return chips
	}
	return append([]web.Chip{{Before: i18n.T(ctx, "ledger.chip."+paramFigure), Value: label, RemoveURL: s.address(mapPath, paramFigure, "")}}, chips...)
}
