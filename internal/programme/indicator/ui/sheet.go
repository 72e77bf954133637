package ui

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"maillage/internal/programme/indicator"
	"maillage/internal/programme/ledger"
	"maillage/internal/web"
	"maillage/internal/web/chart"
	"maillage/internal/web/i18n"
)

const (
	firstEntries = 20 // of the page
	sheetEntries = 5  // beside a text
)

// sheetView is all that is told of one figure.
type sheetView struct {
	Sheet     web.Sheet
	Unit      string
	Tabs      []web.Tab
	Moment    momentForm
	Terms     []web.Term
	Split     chart.Chart // nil when the parts do not add up to the value
	Curve     chart.Chart // nil when there is nothing to draw
	Remarks   []string    // under the curve
	Years     *web.Table
	Map       *chart.DepartmentMap
	Elsewhere string
	OnMap     web.Link   // the same, large
	Regions   *web.Table // former regions, by year and funder
	History   historyView
	Entries   []entryLine
	All       web.Link
	Holes     []web.Hole
	Published []publishedLine
	Rule      []fact
	Uses      []web.Link
	Page      string // this sheet as a page
	Data      string // the same for machines
}

// fact is one part of a rule in words.
type fact struct{ Label, Value string }

// sheet answers the page of a figure, and to htmx its sheet alone, for the side of a text.
func (h Handlers) sheet(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	d, err := h.read(r)
	if err != nil {
		return err
	}
	beside := web.IsFragment(r)
	v, err := h.view(ctx, d, r.PathValue("key"), beside)
	if err != nil {
		return err
	}
	w.Header().Add("Vary", "HX-Request")
	if beside {
		v.Sheet.CloseURL = textAround(r, v.Page)
		return web.Render(w, r, http.StatusOK, web.SheetSlot(sideSheet(v)))
	}
	f := h.Site.Frame(r, web.Report, v.Sheet.Title)
	f.Intro = v.Sheet.Definition
	f.Trail = []web.Link{{Label: i18n.T(ctx, "indicator.list.title"), URL: listPath}}
	f.Actions = []templ.Component{web.ButtonLink(web.Button{Label: i18n.T(ctx, "indicator.data"), Icon: "download", URL: v.Data})}
	return web.Render(w, r, http.StatusOK, sheetPage(f, v))
}

// textAround is the page that the sheet is opened beside: closing leads back to it.
func textAround(r *http.Request, otherwise string) string {
	u, err := url.Parse(r.Header.Get("HX-Current-URL"))
	if err != nil || u.Host != r.Host || !strings.HasPrefix(u.Path, "/") {
		return otherwise
	}
	return u.RequestURI()
}

// view computes every figure of a sheet in one call, then reads the entries behind it.
func (h Handlers) view(ctx context.Context, d reader, key string, beside bool) (sheetView, error) {
	t, err := h.tell(ctx, d, key)
	if err != nil {
		return sheetView{}, err
	}
	v := t.view(ctx)
	filter, err := t.definitions.Filter(indicator.Request{Key: key, Scope: d.scope}, d.asOf)
	if err != nil {
		return v, err
	}
	v.All = web.Link{Label: i18n.N(ctx, "indicator.entries.all", int(t.figure.Entries)), URL: filter.Address()}
	limit := firstEntries
	if beside {
		limit = sheetEntries
	}
	if v.Entries, err = h.entries(ctx, d, filter, limit); err != nil {
		return v, err
	}
	if !beside {
		v.Regions = t.formerRegions(ctx)
	}
	if v.Holes, err = h.holes(ctx, t, filter); err != nil {
		return v, err
	}
	published, err := h.Indicators.Published(ctx, key)
	if err != nil {
		return v, err
	}
	v.Published = t.published(ctx, published)
	if v.History, err = t.history(ctx, recentChanges); err != nil {
		return v, err
	}
	if h.Uses != nil && !beside {
		v.Uses, err = h.Uses(ctx, key)
	}
	return v, err
}

// told is a figure with all those that explain it.
type told struct {
	reader
	definitions *indicator.Definitions
	counting    *indicator.Counting
	figure      indicator.Figure
	computed    map[indicator.Request]indicator.Figure
	asked       []indicator.Request
}

// tell asks for the figure, its terms, its years, its funders and its departments at once. Errors: not_found, with the nearest keys.
func (h Handlers) tell(ctx context.Context, d reader, key string) (*told, error) {
	definitions, err := h.Indicators.Definitions(ctx)
	if err != nil {
		return nil, err
	}
	all := definitions.All()
	i := slices.IndexFunc(all, func(x indicator.Indicator) bool { return x.Key == key })
	if i < 0 {
		return nil, unknown(key, all)
	}
	t := &told{reader: d, definitions: definitions, computed: map[indicator.Request]indicator.Figure{}}
	t.askFor(all[i])
	keys := make([]string, len(t.asked))
	for i, r := range t.asked {
		keys[i] = r.Key
	}
	if t.counting, err = definitions.Count(ctx, keys, d.asOf); err != nil {
		return nil, err
	}
	for _, r := range t.asked {
		if _, known := t.computed[r]; !known {
			t.computed[r] = t.counting.Figure(r)
		}
	}
	t.figure = t.at(d.scope)
	return t, nil
}

func (t *told) askFor(x indicator.Indicator) {
	t.figure.Indicator = x
	ask := func(key string, s indicator.Scope) { t.asked = append(t.asked, indicator.Request{Key: key, Scope: s}) }
	ask(x.Key, t.scope)
	for _, term := range terms(x) {
		ask(term, t.scope)
	}
	for _, code := range t.departments() {
		ask(x.Key, inDepartment(t.scope, code))
	}
	for _, y := range t.rowYears() {
		for _, code := range append(t.funders(), t.scope.Funder, "") {
			s := t.scope
			s.From, s.To, s.Funder = y, y, code
			ask(x.Key, s)
			ask(x.Key, indicator.Year(y))
		}
	}
	for _, code := range t.funders() {
		ask(x.Key, paidBy(t.scope, code))
	}
}

// rowYears are the year before the programme, for levels; its years; what spans them; 0 for the whole.
func (t *told) rowYears() []int {
	years := t.agreement.Years()
	return slices.Concat([]int{years[0] - 1}, years, []int{ledger.SeveralYears, 0})
}

// departments are those of the region, when the indicator is divided by them.
func (t *told) departments() []string {
	x := t.figure.Indicator
	if !slices.Contains(x.Rule.Disaggregations, "department") || t.scope.Department != "" || x.Percent() || x.Measure == indicator.Reading {
		return nil
	}
	var codes []string
	for _, dep := range t.gazetteer.DepartmentsOf(t.agreement.Programme.Region) {
		codes = append(codes, dep.Code)
	}
	return codes
}

func terms(x indicator.Indicator) []string {
	switch x.Measure {
	case indicator.Ratio:
		return []string{x.Rule.Numerator, x.Rule.Denominator}
	case indicator.Growth:
		return []string{x.Rule.Of}
	}
	return nil
}

func (t *told) at(s indicator.Scope) indicator.Figure {
	return t.computed[indicator.Request{Key: t.figure.Indicator.Key, Scope: s}]
}

func (t *told) label(key string) string {
	return t.computed[indicator.Request{Key: key, Scope: t.scope}].Indicator.Label.In(t.lang)
}

func inDepartment(s indicator.Scope, code string) indicator.Scope {
	s.Department = code
	return s
}

func paidBy(s indicator.Scope, code string) indicator.Scope {
	s.Funder = code
	return s
}

// view sets what needs no further query.
func (t *told) view(ctx context.Context) sheetView {
	x, f := t.figure.Indicator, t.figure
	v := sheetView{
		Sheet: web.Sheet{
			Title: x.Label.In(t.lang), Value: f.Text(t.lang), State: state(ctx, f), Definition: x.Definition.In(t.lang),
			AsOf: i18n.T(ctx, "indicator.as_of", "day", t.day(f.AsOf), "scope", t.words(ctx)),
		},
		Unit: x.Unit.In(t.lang), Rule: t.rule(ctx), Page: t.address(f),
	}
	v.Data = listPath + "/" + url.PathEscape(x.Key) + "/donnees.json"
	if q := query(t.scope, t.asOf); len(q) > 0 {
		v.Data += "?" + q.Encode()
	}
	path := listPath + "/" + url.PathEscape(x.Key)
	v.Tabs, v.Moment = t.funderTabs(ctx, path), t.momentForm(path)
	v.Terms, v.Split = t.terms(ctx)
	v.Curve, v.Remarks = t.curve(ctx)
	v.Years = t.years(ctx)
	v.Map, v.Elsewhere = t.departmentMap(ctx)
	if q := query(t.scope, t.asOf); t.scope.From != ledger.SeveralYears {
		q.Set("chiffre", x.Key)
		v.OnMap = web.Link{Label: i18n.T(ctx, "indicator.on_map"), URL: "/carte?" + q.Encode()}
	}
	return v
}

// state says in one word how far a figure can be believed.
func state(ctx context.Context, f indicator.Figure) web.State {
	switch {
	case f.Unset():
		return web.State{Label: i18n.T(ctx, "indicator.state.unset"), Tone: web.Bad}
	case f.Partial():
		return web.State{Label: i18n.T(ctx, "indicator.state.partial"), Tone: web.Warn}
	}
	return web.State{Label: i18n.T(ctx, "indicator.state.set"), Tone: web.OK}
}
