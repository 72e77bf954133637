package ui

import (
	"context"
	"net/http"

	"github.com/a-h/templ"

	"maillage/internal/kit/frnum"
	"maillage/internal/programme/ledger"
	"maillage/internal/register/territory"
	"maillage/internal/web"
	"maillage/internal/web/chart"
	"maillage/internal/web/i18n"
)

// mapView is a sum of entries by department, drawn and listed.
type mapView struct {
	Chips   []web.Chip
	Form    filterForm
	Map     chart.DepartmentMap
	Table   web.Table
	Total   string
	Nowhere *web.Hole // entries without department
	Outside *web.Hole // entries in departments of other regions
	Credit  string
}

const mapPath = "/carte"

// mapParams are the filters that the map offers; others in its address hold too.
var mapParams = []string{ledger.ParamKind, ledger.ParamYear, ledger.ParamFunder}

func (h Handlers) departments(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	s, n, err := h.selection(ctx, r)
	if err != nil {
		return err
	}
	counts, err := h.Ledger.Counts(ctx, s.Filter, ledger.ByDepartment)
	if err != nil {
		return err
	}
	v := h.mapOf(ctx, s, n, counts)
	f := h.Site.Frame(r, web.Network, i18n.T(ctx, "ledger.map.title"))
	f.Intro = i18n.T(ctx, "ledger.map.intro")
	return web.Render(w, r, http.StatusOK, mapPage(f, v))
}

func (h Handlers) mapOf(ctx context.Context, s selection, n names, counts map[string]int) mapView {
	v := mapView{Chips: s.chips(ctx, n, mapPath), Form: s.form(ctx, n, mapPath, mapParams...), Credit: i18n.T(ctx, "ledger.map.credit")}
	total, inside := 0, 0
	for _, count := range counts {
		total += count
	}
	v.Map = chart.DepartmentMap{About: chart.About{ID: "carte", Title: i18n.T(ctx, "ledger.map.caption")}}
	v.Table = web.Table{Caption: i18n.T(ctx, "ledger.map.caption"), Flat: true, Columns: []web.Column{
		{Label: i18n.T(ctx, "ledger.column.department")}, {Label: i18n.T(ctx, "ledger.map.entries"), Numeric: true},
	}}
	for _, d := range n.gazetteer.DepartmentsOf(n.agreement.Programme.Region) {
		count := counts[d.Code]
		inside += count
		v.Map.Departments = append(v.Map.Departments, chart.Department{Code: d.Code, Name: d.Name, Rings: rings(n.gazetteer, d.Code), Value: float64(count), Known: true})
		v.Table.Rows = append(v.Table.Rows, web.Row{ID: "d-" + d.Code, Cells: []templ.Component{
			web.Opens(web.Link{Label: d.Name, URL: s.address(listPath, ledger.ParamDepartment, d.Code)}), web.Text(frnum.Format(int64(count), n.lang)),
		}})
	}
	v.Total = i18n.N(ctx, "ledger.map.total", inside, "all", frnum.Format(int64(total), n.lang))
	if nowhere := counts[""]; nowhere > 0 {
		v.Nowhere = &web.Hole{
			What: i18n.N(ctx, "ledger.map.nowhere", nowhere), Why: i18n.T(ctx, "ledger.map.nowhere.why"), Bad: true,
			Mend: web.Link{Label: i18n.T(ctx, "ledger.see"), URL: s.address(listPath, ledger.ParamDepartment, ledger.Nothing)},
		}
	}
	if outside := total - inside - counts[""]; outside > 0 {
		v.Outside = &web.Hole{What: i18n.N(ctx, "ledger.map.outside", outside), Why: i18n.T(ctx, "ledger.map.outside.why"), Mend: n.outsideLink(ctx, s, counts)}
	}
	return v
}

// outsideLink lists the entries of other regions by naming their departments.
func (n names) outsideLink(ctx context.Context, s selection, counts map[string]int) web.Link {
	f := s.Filter
	f.Departments = nil
	for _, d := range n.gazetteer.Departments() {
		if counts[d.Code] > 0 && d.Region != n.agreement.Programme.Region {
			f.Departments = append(f.Departments, d.Code)
		}
	}
	return web.Link{Label: i18n.T(ctx, "ledger.see"), URL: f.Address()}
}

// rings are the borders of a department as the chart takes them.
func rings(g *territory.Gazetteer, code string) [][]chart.LonLat {
	var out [][]chart.LonLat
	for _, ring := range g.Outline(code) {
		points := make([]chart.LonLat, len(ring))
		for i, p := range ring {
			points[i] = chart.LonLat{Lon: p[0], Lat: p[1]}
		}
		out = append(out, points)
	}
	return out
}
