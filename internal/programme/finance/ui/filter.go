package ui

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"maillage/internal/kit/apperr"
	"maillage/internal/programme/agreement"
	"maillage/internal/programme/finance"
	"maillage/internal/web"
	"maillage/internal/web/i18n"
)

// The parameters of the list of expenses; the funder's is that of the statement.
const (
	paramActivity = "activite" // its number, or that of an axis
	paramLine     = "poste"
	paramState    = "etat"
	paramPage     = "page"
	noFunder      = "aucun"
)

var filterParams = []string{paramFunder, paramActivity, paramLine, paramState}

// The words of lines and states in an address.
var (
	lineSlugs = []struct {
		slug string
		line finance.Line
	}{
		{"personnel", finance.Staff}, {"fonctionnement", finance.Running}, {"prestations", finance.Services}, {"participants", finance.Participants},
		{"indirects", finance.Indirect}, {"nature", finance.InKind},
	}
	stateSlugs = []struct {
		slug  string
		state finance.State
	}{{"a-decider", finance.Undecided}, {"retenue", finance.Accepted}, {"rejetee", finance.Rejected}}
)

// selection is what the address of the list asks for.
type selection struct {
	Filter   finance.Filter
	Page     int
	calendar bool       // and not the list
	query    url.Values // the filters and the view
}

// selection reads an address. Errors: invalid, naming the filter and what it takes.
func (h Handlers) selection(ctx context.Context, r *http.Request) (selection, *agreement.Agreement, error) {
	a, err := h.Agreements.Current(ctx)
	if err != nil {
		return selection{}, nil, err
	}
	s := selection{Page: 1, query: url.Values{}}
	for _, name := range append([]string{web.ParamView, web.ParamCalendarYear}, filterParams...) {
		if v := strings.TrimSpace(r.URL.Query().Get(name)); v != "" {
			s.query.Set(name, v)
		}
	}
	for _, name := range filterParams {
		list := options(ctx, a, name)
		if v := s.query.Get(name); v != "" && !slices.ContainsFunc(list, func(o option) bool { return o.Value == v }) {
			return s, a, refused(name, v, list)
		}
	}
	s.Filter = finance.Filter{Funder: s.query.Get(paramFunder), Activity: s.query.Get(paramActivity)}
	if s.Filter.Funder == noFunder {
		s.Filter.Funder = finance.None
	}
	for _, x := range lineSlugs {
		if x.slug == s.query.Get(paramLine) {
			s.Filter.Line = x.line
		}
	}
	for _, x := range stateSlugs {
		if x.slug == s.query.Get(paramState) {
			s.Filter.State = x.state
		}
	}
	if s.calendar, err = web.AsCalendar(r); err != nil {
		return s, a, err
	}
	if text := strings.TrimSpace(r.URL.Query().Get(paramPage)); text != "" {
		if s.Page, err = strconv.Atoi(text); err != nil || s.Page < 1 || s.Page > 1_000_000 {
			return s, a, refused(paramPage, text, []option{{Value: "1"}, {Value: "2"}, {Value: "3…"}})
		}
	}
	return s, a, nil
}

func refused(name, value string, possible []option) error {
	var values []string
	for _, o := range possible {
		values = append(values, o.Value)
	}
	return apperr.Newf(apperr.Invalid, "finance.filter."+name, "Le filtre « %s » ne connaît pas « %.60s ». Valeurs possibles : %s.",
		"The filter “%s” does not know “%.60s”. Possible values: %s.", name, value, strings.Join(values, ", "))
}

type option struct{ Value, Label string }

// options are the values that a filter takes, axes before their activities.
func options(ctx context.Context, a *agreement.Agreement, name string) []option {
	language := i18n.Lang(ctx)
	var list []option
	switch name {
	case paramFunder:
		for _, f := range a.Funders {
			list = append(list, option{f.Code, f.Short.In(language)})
		}
		list = append(list, option{noFunder, i18n.T(ctx, "finance.nobody")})
	case paramActivity:
		for _, axis := range a.Axes {
			list = append(list, option{axis.Number, axis.Number + " " + axis.Name.In(language)})
			for _, x := range a.ActivitiesOf(axis.Number) {
				list = append(list, option{x.Number, x.Number + " " + x.Name.In(language)})
			}
		}
	case paramLine:
		for _, x := range lineSlugs {
			list = append(list, option{x.slug, x.line.Name(language)})
		}
	case paramState:
		for _, x := range stateSlugs {
			list = append(list, option{x.slug, x.state.Name(language)})
		}
	}
	return list
}

func (s selection) chips(ctx context.Context, a *agreement.Agreement) []web.Chip {
	var chips []web.Chip
	for _, name := range filterParams {
		for _, o := range options(ctx, a, name) {
			if o.Value == s.query.Get(name) {
				chips = append(chips, web.Chip{Before: i18n.T(ctx, "finance.chip."+name), Value: o.Label, RemoveURL: s.address(listPath, name, "")})
			}
		}
	}
	return chips
}

// address is a page with this selection; changes are names and values in turn, "" taking a parameter away.
func (s selection) address(path string, changes ...string) string {
	return web.Address(path, s.query, changes...)
}

// listed is a file with these filters, which has no calendar.
func (s selection) listed(path string) string {
	return s.address(path, web.ParamView, "", web.ParamCalendarYear, "")
}

// view is the list or its calendar, at a year.
func (s selection) view(view, year string) string {
	return s.address(listPath, web.ParamView, view, web.ParamCalendarYear, year)
}
