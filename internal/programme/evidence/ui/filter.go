package ui

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"maillage/internal/kit/apperr"
	"maillage/internal/programme/agreement"
	"maillage/internal/programme/evidence"
	"maillage/internal/web"
	"maillage/internal/web/i18n"
)

// The parameters of the list of pieces.
const (
	paramActivity = "activite" // its number, or that of an axis
	paramKind     = "nature"
	paramState    = "etat"
	paramLinks    = "lien"
	paramPromise  = "livrable"
	paramPage     = "page"
)

var filterParams = []string{paramActivity, paramKind, paramState, paramLinks, paramPromise}

// linkSlugs are the words of what links last answered in an address.
var linkSlugs = map[evidence.LinkState]string{
	evidence.Dead: "mort", evidence.Unreachable: "injoignable", evidence.Private: "prive", evidence.Refused: "refuse", evidence.Moved: "demenage", evidence.Alive: "vivant",
}

// stateSlugs are the words of states in an address.
var stateSlugs = []struct {
	slug  string
	state evidence.State
}{{"conservee", evidence.Stored}, {"non-capturee", evidence.NotCaptured}}

// selection is what the address of the list asks for.
type selection struct {
	Filter   evidence.Filter
	Page     int
	calendar bool       // and not the list
	query    url.Values // the filters and the view
	path     string     // of the list
}

// selection reads an address. Errors: invalid, naming the filter and what it takes.
func (h Handlers) selection(ctx context.Context, r *http.Request) (selection, *agreement.Agreement, error) {
	a, err := h.Agreements.Current(ctx)
	if err != nil {
		return selection{}, nil, err
	}
	q := url.Values{}
	for _, name := range append([]string{web.ParamView, web.ParamCalendarYear}, filterParams...) {
		if v := strings.TrimSpace(r.URL.Query().Get(name)); v != "" {
			q.Set(name, v)
		}
	}
	s := selection{query: q, path: listPath}
	s.Filter = evidence.Filter{Activity: q.Get(paramActivity), Kind: q.Get(paramKind), Deliverable: q.Get(paramPromise)}
	for _, name := range filterParams {
		if err := check(a, name, q.Get(name)); err != nil {
			return s, a, err
		}
	}
	for _, x := range stateSlugs {
		if x.slug == q.Get(paramState) {
			s.Filter.State = x.state
		}
	}
	for state, slug := range linkSlugs {
		if slug == q.Get(paramLinks) {
			s.Filter.Links = state
		}
	}
	if s.calendar, err = web.AsCalendar(r); err != nil {
		return s, a, err
	}
	s.Page, err = pageOf(r)
	return s, a, err
}

// pageOf reads the page of a list that is asked for. Errors: invalid.
func pageOf(r *http.Request) (int, error) {
	text := strings.TrimSpace(r.URL.Query().Get(paramPage))
	if text == "" {
		return 1, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > 1_000_000 {
		return 0, refused(paramPage, text, []string{"1", "2", "3…"})
	}
	return n, nil
}

func check(a *agreement.Agreement, name, value string) error {
	if value == "" {
		return nil
	}
	var possible []string
	for _, o := range options(a, name, "fr") {
		if o.Value == value {
			return nil
		}
		possible = append(possible, o.Value)
	}
	return refused(name, value, possible)
}

func refused(name, value string, possible []string) error {
	return apperr.Newf(apperr.Invalid, "evidence.filter."+name, "Le filtre « %s » ne connaît pas « %.60s ». Valeurs possibles : %s.",
		"The filter “%s” does not know “%.60s”. Possible values: %s.", name, value, strings.Join(possible, ", "))
}

type option struct {
	Value, Label string
}

// options are the values that a filter takes, axes before their activities.
func options(a *agreement.Agreement, name, language string) []option {
	var list []option
	switch name {
	case paramActivity:
		for _, axis := range a.Axes {
			list = append(list, option{axis.Number, axis.Number + " " + axis.Name.In(language)})
			for _, x := range a.ActivitiesOf(axis.Number) {
				list = append(list, option{x.Number, x.Number + " " + x.Name.In(language)})
			}
		}
	case paramKind:
		for _, k := range a.EvidenceKinds {
			list = append(list, option{k.Code, k.Name.In(language)})
		}
	case paramState:
		for _, s := range stateSlugs {
			list = append(list, option{s.slug, evidence.StateName(s.state, language)})
		}
	case paramPromise:
		for _, d := range a.Deliverables {
			list = append(list, option{d.Code, d.Name.In(language)})
		}
	case paramLinks:
		for _, s := range evidence.LinkStates {
			list = append(list, option{linkSlugs[s], evidence.LinkStateName(s, language)})
		}
	}
	return list
}

// label names a value of a filter.
func label(a *agreement.Agreement, name, value, language string) string {
	for _, o := range options(a, name, language) {
		if o.Value == value {
			return o.Label
		}
	}
	return value
}

func (s selection) chips(ctx context.Context, a *agreement.Agreement) []web.Chip {
	var chips []web.Chip
	for _, name := range filterParams {
		if value := s.query.Get(name); value != "" {
			chips = append(chips, web.Chip{
				Before: i18n.T(ctx, "evidence.chip."+name), Value: label(a, name, value, i18n.Lang(ctx)), RemoveURL: s.address(listPath, name, ""),
			})
		}
	}
	return chips
}

// address is a page with this selection; changes are names and values in turn, "" taking a parameter away.
func (s selection) address(path string, changes ...string) string {
	return web.Address(path, s.query, changes...)
}

// listed is a page or a file with these filters, which has no calendar.
func (s selection) listed(path string) string {
	return s.address(path, web.ParamView, "", web.ParamCalendarYear, "")
}

// view is the list or its calendar, at a year.
func (s selection) view(view, year string) string {
	return s.address(s.path, web.ParamView, view, web.ParamCalendarYear, year)
}
