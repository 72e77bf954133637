package ui

import (
	"context"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"maillage/internal/kit/apperr"
	"maillage/internal/kit/frdate"
	"maillage/internal/kit/importer"
	"maillage/internal/programme/ledger"
	"maillage/internal/web"
)

// selection is what the address of a list asks for.
type selection struct {
	Filter   ledger.Filter
	Axes     []string
	Sort     ledger.Sort
	Page     int    // from 1
	figure   string // of the map: an indicator
	calendar bool   // and not the list
	query    url.Values
}

// The parameters of a list that are no filters.
const (
	paramSort = "tri"
	paramPage = "page"
)

// filterParams are the parameters that choose entries, in the order of their chips.
var filterParams = []string{
	ledger.ParamKind, ledger.ParamAxis, ledger.ParamActivity, ledger.ParamYear, ledger.ParamSince, ledger.ParamUntil, ledger.ParamFunder, ledger.ParamDepartment,
	ledger.ParamState, ledger.ParamBeneficiary, ledger.ParamTag, ledger.ParamPile, ledger.ParamEvidence, ledger.ParamReading, ledger.ParamBatch, ledger.ParamAsOf,
}

var sorts = map[string]ledger.Sort{
	"": ledger.ByDateDown, "-date": ledger.ByDateDown, "date": ledger.ByDate, "intitule": ledger.ByTitle, "departement": ledger.ByPlace, "participations": ledger.ByPeople,
}

// selection reads an address. Errors: invalid, naming the filter and what it takes.
func (h Handlers) selection(ctx context.Context, r *http.Request) (selection, names, error) {
	n, err := h.names(ctx)
	if err != nil {
		return selection{}, n, err
	}
	p := filterReader{names: n, query: filled(r.URL.Query())}
	s := p.read()
	if s.calendar, err = web.AsCalendar(r); p.wrong == nil {
		p.wrong = err
	}
	return s, n, p.wrong
}

// filled drops the empty fields that a form without script sends.
func filled(q url.Values) url.Values {
	out := url.Values{}
	for name, values := range q {
		for _, v := range values {
			if v = strings.TrimSpace(v); v != "" && !slices.Contains(out[name], v) {
				out.Add(name, v)
			}
		}
	}
	return out
}

// filterReader reads the parameters of a list and keeps the first that is wrong.
type filterReader struct {
	names
	query url.Values
	wrong error
}

func (p *filterReader) read() selection {
	f := ledger.Filter{Batch: p.query.Get(ledger.ParamBatch), Reading: p.query.Get(ledger.ParamReading), Beneficiary: p.query.Get(ledger.ParamBeneficiary)}
	f.Evidence = p.query.Get(ledger.ParamEvidence)
	f.Kinds = p.each(ledger.ParamKind, p.kindCode, p.kindCodes)
	axes := p.each(ledger.ParamAxis, p.axisNumber, p.axisNumbers)
	f.Activities = p.activities(axes, p.each(ledger.ParamActivity, p.activityNumber, p.activityNumbers))
	f.Tags = ledger.FoldTags(p.query[ledger.ParamTag])
	f.Departments = p.each(ledger.ParamDepartment, p.departmentCode, p.departmentCodes)
	for _, s := range p.each(ledger.ParamState, stateCode, stateCodes) {
		f.States = append(f.States, ledger.State(s))
	}
	f.Funder = p.one(ledger.ParamFunder, p.funderCode, p.funderCodes)
	f.Pile = ledger.Pile(p.one(ledger.ParamPile, pileCode, pileCodes))
	p.years(&f)
	f.Since, f.Until = p.day(ledger.ParamSince).Start, p.day(ledger.ParamUntil).End
	f.AsOf = p.asOf()
	s := selection{Filter: f, Axes: axes, Page: p.page(), figure: p.query.Get(paramFigure), query: p.query}
	var known bool
	if s.Sort, known = sorts[p.query.Get(paramSort)]; !known {
		p.refuse(paramSort, p.query.Get(paramSort), []string{"date", "-date", "intitule", "departement", "participations"})
	}
	return s
}

// refuse keeps the first wrong value, with those that are right. What was typed is shown in part: an address can be very long.
func (p *filterReader) refuse(name, value string, possible []string) {
	if p.wrong == nil {
		p.wrong = apperr.Newf(apperr.Invalid, "ledger.filter."+name, "Le filtre « %s » ne connaît pas « %.60s ». Valeurs possibles : %s.",
			"The filter “%s” does not know “%.60s”. Possible values: %s.", name, value, strings.Join(possible, ", "))
	}
}

func (p *filterReader) refuseForm(name, value, fr, en string) {
	if p.wrong == nil {
		p.wrong = apperr.Newf(apperr.Invalid, "ledger.filter."+name, "Le filtre « %s » ne comprend pas « %.60s ». "+fr, "The filter “%s” does not understand “%.60s”. "+en, name, value)
	}
}

// each reads the values of a parameter that takes several.
func (p *filterReader) each(name string, code func(string) (string, bool), possible func() []string) []string {
	var out []string
	for _, value := range p.query[name] {
		c, ok := code(value)
		if !ok {
			p.refuse(name, value, possible())
			return nil
		}
		out = append(out, c)
	}
	return out
}

// one reads a parameter that takes one value.
func (p *filterReader) one(name string, code func(string) (string, bool), possible func() []string) string {
	if list := p.each(name, code, possible); len(list) == 1 {
		return list[0]
	} else if len(list) > 1 {
		p.refuseForm(name, strings.Join(p.query[name], ", "), "Il prend une seule valeur.", "It takes one value.")
	}
	return ""
}

func (p *filterReader) kindCode(value string) (string, bool) {
	k, ok := p.agreement.Kind(value)
	return k.Code, ok
}

func (p *filterReader) kindCodes() []string {
	var list []string
	for _, k := range p.agreement.Kinds {
		list = append(list, k.Code)
	}
	return list
}

func (p *filterReader) axisNumber(value string) (string, bool) {
	x, ok := p.agreement.Axis(value)
	return x.Number, ok
}

func (p *filterReader) axisNumbers() []string {
	var list []string
	for _, x := range p.agreement.Axes {
		list = append(list, x.Number)
	}
	return list
}

func (p *filterReader) activityNumber(value string) (string, bool) {
	x, ok := p.agreement.Activity(value)
	return x.Number, ok
}

func (p *filterReader) activityNumbers() []string {
	var list []string
	for _, x := range p.agreement.Activities {
		list = append(list, x.Number)
	}
	return list
}

// activities are those of the axes, narrowed to those that are named.
func (p *filterReader) activities(axes, named []string) []string {
	if len(axes) == 0 {
		return named
	}
	var within []string
	for _, axis := range axes {
		for _, x := range p.agreement.ActivitiesOf(axis) {
			if len(named) == 0 || slices.Contains(named, x.Number) {
				within = append(within, x.Number)
			}
		}
	}
	if len(within) == 0 {
		p.refuseForm(ledger.ParamActivity, strings.Join(named, ", "), "Cette activité n’est pas dans l’axe choisi : retirez l’un des deux filtres.",
			"This activity is not in the chosen axis: remove one of the two filters.")
	}
	return within
}

func (p *filterReader) departmentCode(value string) (string, bool) {
	if value == ledger.Nothing {
		return "", true
	}
	d, ok := p.gazetteer.Department(value)
	return d.Code, ok
}

func (p *filterReader) departmentCodes() []string {
	list := []string{ledger.Nothing}
	for _, d := range p.gazetteer.DepartmentsOf(p.agreement.Programme.Region) {
		list = append(list, d.Code)
	}
	return list
}

func (p *filterReader) funderCode(value string) (string, bool) {
	if value == ledger.Nothing {
		return ledger.NoFunder, true
	}
	f, ok := p.agreement.Funder(value)
	return f.Code, ok
}

func (p *filterReader) funderCodes() []string {
	var list []string
	for _, f := range p.agreement.Funders {
		list = append(list, f.Code)
	}
	return append(list, ledger.Nothing)
}

// states in the order in which they are offered.
var states = []ledger.State{ledger.Held, ledger.InProgress, ledger.Completed, ledger.Abandoned, ledger.Planned, ledger.Cancelled}

func stateCode(value string) (string, bool) {
	for code, slug := range ledger.StateSlugs {
		if slug == importer.Fold(value) || importer.Fold(slug) == importer.Fold(value) {
			return string(code), true
		}
	}
	return "", false
}

func stateCodes() []string {
	var list []string
	for _, s := range states {
		list = append(list, ledger.StateSlugs[s])
	}
	return list
}

func pileCode(value string) (string, bool) {
	for code, slug := range ledger.PileSlugs {
		if slug == value {
			return string(code), true
		}
	}
	return "", false
}

func pileCodes() []string {
	var list []string
	for _, pile := range ledger.Piles {
		list = append(list, ledger.PileSlugs[pile])
	}
	return list
}

var yearForm = regexp.MustCompile(`^(\d{4})(?:-(\d{4}))?$`)

// years reads "2018", "2018-2020" or "plusieurs". The whole programme takes in what spans its years, as figures do.
func (p *filterReader) years(f *ledger.Filter) {
	value := p.query.Get(ledger.ParamYear)
	if value == "" {
		return
	}
	if value == ledger.Several {
		f.From, f.To = ledger.SeveralYears, ledger.SeveralYears
		return
	}
	parts := yearForm.FindStringSubmatch(value)
	if parts == nil || parts[2] != "" && parts[2] < parts[1] {
		p.refuseForm(ledger.ParamYear, value, "Écrivez une année, telle que 2018, ou deux, telles que 2018-2020.", "Write a year, such as 2018, or two, such as 2018-2020.")
		return
	}
	f.From, _ = strconv.Atoi(parts[1])
	f.To = f.From
	if parts[2] != "" {
		f.To, _ = strconv.Atoi(parts[2])
	}
	all := p.agreement.Years()
	f.Whole = len(all) > 1 && f.From <= all[0] && f.To >= all[len(all)-1]
}

// day reads a bound as people write dates: a day, a month or a year.
func (p *filterReader) day(name string) frdate.Value {
	value := p.query.Get(name)
	if value == "" {
		return frdate.Value{}
	}
	v := frdate.Read(value, frdate.Context{})
	if v.Start == "" || v.End == "" || v.Rest != "" {
		p.refuseForm(name, value, "Écrivez une date, telle que 22/11/2018, un mois, tel que 11/2018, ou une année.", "Write a date, such as 22/11/2018, a month, such as 11/2018, or a year.")
	}
	return v
}

// asOf is the end of the day that is named, or a moment to the microsecond, as figures keep theirs.
func (p *filterReader) asOf() time.Time {
	value := p.query.Get(ledger.ParamAsOf)
	if value == "" {
		return time.Time{}
	}
	if at, err := time.Parse(time.RFC3339Nano, value); err == nil {
		return at
	}
	v := frdate.Read(value, frdate.Context{})
	at, err := time.Parse(time.DateOnly, v.End)
	if err != nil || v.Rest != "" {
		p.refuseForm(ledger.ParamAsOf, value, "Écrivez une date, telle que 31/12/2020.", "Write a date, such as 31/12/2020.")
		return time.Time{}
	}
	return at.AddDate(0, 0, 1).Add(-time.Microsecond)
}

const lastPage = 1_000_000

func (p *filterReader) page() int {
	value := p.query.Get(paramPage)
	if value == "" {
		return 1
	}
	page, err := strconv.Atoi(value)
	if err != nil || page < 1 || page > lastPage {
		p.refuseForm(paramPage, value, "Écrivez un numéro de page, à partir de 1.", "Write a page number, from 1.")
		return 1
	}
	return page
}

// address is a page with this selection; changes are names and values in turn, "" taking a parameter away.
func (s selection) address(path string, changes ...string) string {
	q := url.Values{}
	for _, name := range append([]string{paramSort, web.ParamView, web.ParamCalendarYear, paramFigure}, filterParams...) {
		if values := s.query[name]; len(values) > 0 {
			q[name] = values
		}
	}
	return web.Address(path, q, changes...)
}
