package ui

import (
	"context"
	"net/http"

	"github.com/a-h/templ"

	"maillage/internal/kit/frnum"
	"maillage/internal/kit/tabular"
	"maillage/internal/programme/indicator"
	"maillage/internal/programme/ledger"
	"maillage/internal/register/territory"
	"maillage/internal/web"
	"maillage/internal/web/chart"
	"maillage/internal/web/i18n"
)

// mapView is a sum by department, drawn and listed.
type mapView struct {
	Funders []web.Tab
	Years   []web.Tab
	Chips   []web.Chip
	Form    filterForm
	Map     chart.DepartmentMap
	Table   web.Table
	Total   string
	Holes   []web.Hole
	Credit  string
}

const (
	mapPath = "/carte"
	// paramFigure names an indicator whose value is shown by department, in the place of a number of entries.
	paramFigure = "chiffre"
)

// mapParams are the filters that the map offers; others in its address hold too. An indicator chooses its entries itself.
var (
	mapParams    = []string{ledger.ParamKind, ledger.ParamYear, ledger.ParamFunder}
	figureParams = []string{ledger.ParamYear, ledger.ParamFunder, ledger.ParamAsOf}
)

// byDepartment is what a map shows: the same numbers for the drawing, the table and the files.
type byDepartment struct {
	Title  string
	Places []placeValue // the departments of the region
	Total  string
	Holes  []web.Hole // what the map does not show
}

type placeValue struct {
	territory.Department
	Words string
	Value float64
	Known bool
	URL   string // the entries behind it
}

func (h Handlers) departments(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	s, n, err := h.selection(ctx, r)
	if err != nil {
		return err
	}
	figures, err := h.figuresOnMap(ctx)
	if err != nil {
		return err
	}
	d, err := h.byDepartment(ctx, s, n, figures)
	if err != nil {
		return err
	}
	v := n.mapView(ctx, d)
	v.Funders, v.Years, v.Chips = s.funderTabs(ctx, n, mapPath), s.yearTabs(ctx, n, mapPath), s.mapChips(ctx, n, d.Title)
	v.Form = s.mapForm(ctx, n, figures)
	f := h.Site.Frame(r, web.Network, d.Title)
	f.Intro = i18n.T(ctx, "ledger.map.intro")
	f.Actions = []templ.Component{
		web.ButtonLink(web.Button{Label: i18n.T(ctx, "ledger.map.xlsx"), Icon: "download", URL: s.address(mapPath + ".xlsx")}),
		web.ButtonLink(web.Button{Label: i18n.T(ctx, "ledger.export.csv"), URL: s.address(mapPath + ".csv")}),
	}
	if s.figure == "" {
		f.Actions = append([]templ.Component{web.ButtonLink(web.Button{Label: i18n.T(ctx, "web.view.list"), Icon: "list", URL: s.address(listPath)})}, f.Actions...)
	}
	return web.Render(w, r, http.StatusOK, mapPage(f, v))
}

// byDepartment counts entries, or asks for the indicator that the address names. Errors: invalid.
func (h Handlers) byDepartment(ctx context.Context, s selection, n names, figures []indicator.Indicator) (byDepartment, error) {
	if s.figure != "" {
		return h.figureByDepartment(ctx, s, n, figures)
	}
	counts, err := h.Ledger.Counts(ctx, s.Filter, ledger.ByDepartment)
	if err != nil {
		return byDepartment{}, err
	}
	return n.countsByDepartment(ctx, s, counts), nil
}

func (n names) countsByDepartment(ctx context.Context, s selection, counts map[string]int) byDepartment {
	d := byDepartment{Title: i18n.T(ctx, "ledger.map.title")}
	total, inside := 0, 0
	for _, count := range counts {
		total += count
	}
	for _, x := range n.gazetteer.DepartmentsOf(n.agreement.Programme.Region) {
		count := counts[x.Code]
		inside += count
		d.Places = append(d.Places, placeValue{
			Department: x, Words: frnum.Format(int64(count), n.lang), Value: float64(count), Known: true, URL: s.address(listPath, ledger.ParamDepartment, x.Code),
		})
	}
	d.Total = i18n.N(ctx, "ledger.map.total", inside, "all", frnum.Format(int64(total), n.lang))
	if nowhere := counts[""]; nowhere > 0 {
		d.Holes = append(d.Holes, web.Hole{
			What: i18n.N(ctx, "ledger.map.nowhere", nowhere), Why: i18n.T(ctx, "ledger.map.nowhere.why"), Bad: true,
			Mend: web.Link{Label: i18n.T(ctx, "ledger.see"), URL: s.address(listPath, ledger.ParamDepartment, ledger.Nothing)},
		})
	}
	if outside := total - inside - counts[""]; outside > 0 {
		d.Holes = append(d.Holes, web.Hole{What: i18n.N(ctx, "ledger.map.outside", outside), Why: i18n.T(ctx, "ledger.map.outside.why"), Mend: n.outsideLink(ctx, s, counts)})
	}
	return d
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

// mapView draws and lists the same numbers.
func (n names) mapView(ctx context.Context, d byDepartment) mapView {
	caption := i18n.T(ctx, "ledger.map.by_department", "title", d.Title)
	v := mapView{Total: d.Total, Holes: d.Holes, Credit: i18n.T(ctx, "ledger.map.credit")}
	v.Map = chart.DepartmentMap{About: chart.About{ID: "carte", Title: caption}}
	v.Table = web.Table{Caption: caption, Flat: true, Columns: []web.Column{
		{Label: i18n.T(ctx, "ledger.column.department")}, {Label: i18n.T(ctx, "ledger.map.value"), Numeric: true},
	}}
	for _, p := range d.Places {
		v.Map.Departments = append(v.Map.Departments, chart.Department{Code: p.Code, Name: p.Name, Rings: rings(n.gazetteer, p.Code), Value: p.Value, Known: p.Known})
		v.Table.Rows = append(v.Table.Rows, web.Row{ID: "d-" + p.Code, Cells: []templ.Component{web.Opens(web.Link{Label: p.Name, URL: p.URL}), web.Text(p.Words)}})
	}
	return v
}

func (h Handlers) mapCSV(w http.ResponseWriter, r *http.Request) error {
	return h.mapFile(w, r, "carte.csv")
}

func (h Handlers) mapXLSX(w http.ResponseWriter, r *http.Request) error {
	return h.mapFile(w, r, "carte.xlsx")
}

// mapFile writes a line a department; what the map does not show stands below, in words.
func (h Handlers) mapFile(w http.ResponseWriter, r *http.Request, name string) error {
	ctx := r.Context()
	s, n, err := h.selection(ctx, r)
	if err != nil {
		return err
	}
	figures, err := h.figuresOnMap(ctx)
	if err != nil {
		return err
	}
	d, err := h.byDepartment(ctx, s, n, figures)
	if err != nil {
		return err
	}
	columns := []tabular.Column{
		{Title: i18n.T(ctx, "ledger.map.code")}, {Title: i18n.T(ctx, "ledger.column.department")}, {Title: i18n.T(ctx, "ledger.map.former_region")}, {Title: d.Title, Kind: tabular.Decimal},
	}
	return web.Rows(w, name, columns, func(yield func([]any, error) bool) {
		for _, p := range d.Places {
			var value any
			if p.Known {
				value = p.Value
			}
			former, _ := n.gazetteer.FormerRegionOf(p.Code)
			if !yield([]any{p.Code, p.Name, former.Name, value}, nil) {
				return
			}
		}
		for _, hole := range d.Holes {
			if !yield([]any{nil, hole.What, nil, nil}, nil) {
				return
			}
		}
	})
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
