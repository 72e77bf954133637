package ui

import (
	"context"
	"slices"

	"github.com/a-h/templ"

	"maillage/internal/programme/indicator"
	"maillage/internal/register/territory"
	"maillage/internal/web"
	"maillage/internal/web/i18n"
)

// formerRegions is the table of years by former region and by funder, for what is divided by territory; each value opens its entries. Of
// a percentage the terms stand beside it.
func (t *told) formerRegions(ctx context.Context) *web.Table {
	regions := t.regions()
	if len(regions) < 2 {
		return nil
	}
	codes := []string{t.scope.Funder}
	if t.divides() {
		codes = append(t.funders(), "")
	}
	table := &web.Table{Caption: i18n.T(ctx, "indicator.former_regions", "label", t.figure.Indicator.Label.In(t.lang)), Flat: true, Compact: true, Columns: []web.Column{
		{Label: i18n.T(ctx, "indicator.column.year")}, {Label: i18n.T(ctx, "indicator.column.former_region"), NoWrap: true},
	}}
	for _, code := range codes {
		label := i18n.T(ctx, "indicator.column.whole")
		if code != "" {
			label = t.funderBadge(ctx, code).Name
		}
		table.Columns = append(table.Columns, web.Column{Label: label, Numeric: true})
	}
	for _, y := range t.rowYears() {
		if t.leavesOut(y, t.ofYear(y)) {
			continue
		}
		for _, region := range regions {
			cells := []templ.Component{web.Text(t.rowLabel(ctx, y)), web.Text(region.Name)}
			for _, code := range codes {
				s := t.scope
				s.From, s.To, s.Funder = y, y, code
				cells = append(cells, t.regionCell(s, region))
			}
			table.Rows = append(table.Rows, web.Row{Cells: cells})
		}
	}
	return table
}

// regions are those that the departments of the programme's region belonged to, in the order of their names.
func (t *told) regions() []territory.FormerRegion {
	r := t.figure.Indicator.Rule
	divided := slices.Contains(r.Disaggregations, "department") || slices.Contains(r.Disaggregations, "former_region")
	if !divided || t.scope.Department != "" || len(r.Departments) > 0 {
		return nil
	}
	var list []territory.FormerRegion
	for _, former := range territory.FormerRegions() {
		within := slices.ContainsFunc(t.gazetteer.DepartmentsOfFormer(former.Code), func(d territory.Department) bool { return d.Region == t.agreement.Programme.Region })
		if within && (len(r.FormerRegions) == 0 || slices.Contains(r.FormerRegions, former.Code)) {
			list = append(list, former)
		}
	}
	return list
}

// regionCell is the value of a former region over the list of its entries.
func (t *told) regionCell(s indicator.Scope, region territory.FormerRegion) templ.Component {
	s.Former = region.Code
	r := indicator.Request{Key: t.figure.Indicator.Key, Scope: s}
	f := t.counting.Figure(r)
	behind, err := t.definitions.Filter(r, t.asOf)
	if err != nil { // of an indicator that was just counted
		return web.Text(f.Text(t.lang))
	}
	if f.Unset() {
		return unsetCell(web.Link{Label: f.Text(t.lang), URL: behind.Address()}, f.Text(t.lang))
	}
	return numberCell(web.Link{Label: f.Text(t.lang), URL: behind.Address()}, f.TermsText(t.lang))
}
