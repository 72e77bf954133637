package ui

import (
	"cmp"
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"maillage/internal/kit/apperr"
	"maillage/internal/programme/control"
	"maillage/internal/web"
	"maillage/internal/web/i18n"
)

// The parameters of a draw.
const (
	paramFunder     = "financeur"
	paramPopulation = "population"
	paramActivity   = "activite" // its number, or that of an axis
	paramYear       = "annee"
	paramSize       = "taille"
	paramSeed       = "graine"
)

// populations are the words of populations in an address.
var populations = []struct {
	slug string
	of   control.Population
}{{"realisations", control.OfEntries}, {"pieces", control.OfPieces}}

// asked is the draw that an address asks for.
type asked struct {
	control.Draw
	funder string
	query  url.Values
}

// read reads an address. Errors: invalid, naming the parameter.
func read(r *http.Request) (asked, error) {
	a := asked{query: url.Values{}}
	for _, name := range []string{paramFunder, paramPopulation, paramActivity, paramYear, paramSize, paramSeed} {
		if v := strings.TrimSpace(r.URL.Query().Get(name)); v != "" {
			a.query.Set(name, v)
		}
	}
	a.funder, a.Activity, a.Seed = a.query.Get(paramFunder), a.query.Get(paramActivity), a.query.Get(paramSeed)
	slug := cmp.Or(a.query.Get(paramPopulation), populations[0].slug)
	for _, x := range populations {
		if x.slug == slug {
			a.Of = x.of
		}
	}
	if a.Of == "" {
		return a, refused(paramPopulation, slug, "realisations, pieces")
	}
	var err error
	if a.Size, err = strconv.Atoi(cmp.Or(a.query.Get(paramSize), "20")); err != nil {
		return a, refused(paramSize, a.query.Get(paramSize), "1 – "+strconv.Itoa(control.MaxSample))
	}
	if a.Year, err = strconv.Atoi(cmp.Or(a.query.Get(paramYear), "0")); err != nil {
		return a, refused(paramYear, a.query.Get(paramYear), "2018, 2019…")
	}
	return a, nil
}

func refused(name, value, possible string) error {
	return apperr.Newf(apperr.Invalid, "control.param."+name, "Le champ « %s » ne connaît pas « %.60s ». Valeurs possibles : %s.",
		"The field “%s” does not know “%.60s”. Possible values: %s.", name, value, possible)
}

// among finds the perimeter asked for; the last one is the whole programme.
func (a asked) among(all []*control.Perimeter) (*control.Perimeter, error) {
	var codes []string
	for _, p := range all {
		if p.Funder.Code == a.funder {
			return p, nil
		}
		codes = append(codes, p.Funder.Code)
	}
	return nil, refused(paramFunder, a.funder, strings.Join(codes[:len(codes)-1], ", "))
}

// fields are the form of a draw. A seed that nobody chose is proposed.
func fields(ctx context.Context, all []*control.Perimeter, a asked) []web.Field {
	language, agreed := i18n.Lang(ctx), all[0].Agreement
	field := func(name, value string, choices ...web.Choice) web.Field {
		return web.Field{ID: "t-" + name, Name: name, Label: i18n.T(ctx, "control.field."+name), Value: value, Choices: choices}
	}
	funders := []web.Choice{{Label: i18n.T(ctx, "control.whole")}}
	for _, p := range all[:len(all)-1] {
		funders = append(funders, web.Choice{Value: p.Funder.Code, Label: p.Funder.Short.In(language)})
	}
	var things []web.Choice
	for _, x := range populations {
		things = append(things, web.Choice{Value: x.slug, Label: i18n.T(ctx, "control.population."+x.slug)})
	}
	activities := []web.Choice{{Label: i18n.T(ctx, "control.any")}}
	for _, axis := range agreed.Axes {
		activities = append(activities, web.Choice{Value: axis.Number, Label: axis.Number + " " + axis.Name.In(language)})
		for _, x := range agreed.ActivitiesOf(axis.Number) {
			activities = append(activities, web.Choice{Value: x.Number, Label: x.Number + " " + x.Name.In(language)})
		}
	}
	years := []web.Choice{{Label: i18n.T(ctx, "control.any")}}
	for _, y := range agreed.Years() {
		years = append(years, web.Choice{Value: strconv.Itoa(y), Label: strconv.Itoa(y)})
	}
	size := field(paramSize, strconv.Itoa(a.Size))
	size.Type, size.Required = "number", true
	seed := field(paramSeed, cmp.Or(a.Seed, control.NewSeed()))
	seed.Required, seed.Max = true, 200
	return []web.Field{
		field(paramFunder, a.funder, funders...), field(paramPopulation, a.query.Get(paramPopulation), things...), field(paramActivity, a.Activity, activities...),
		field(paramYear, a.query.Get(paramYear), years...), size, seed,
	}
}

func (h Handlers) sampleCSV(w http.ResponseWriter, r *http.Request) error {
	return h.export(w, r, "tirage.csv")
}

func (h Handlers) sampleXLSX(w http.ResponseWriter, r *http.Request) error {
	return h.export(w, r, "tirage.xlsx")
}

// export sends the sample as a list; without a seed in the address one is drawn and stands in every row.
func (h Handlers) export(w http.ResponseWriter, r *http.Request, name string) error {
	ctx := r.Context()
	a, err := read(r)
	if err != nil {
		return err
	}
	p, err := h.Control.Perimeter(ctx, a.funder, time.Time{})
	if err != nil {
		return err
	}
	a.Seed = cmp.Or(a.Seed, control.NewSeed())
	s, err := p.Sample(a.Draw)
	if err != nil {
		return err
	}
	columns, rows := s.Table(i18n.Lang(ctx))
	return web.Rows(w, name, columns, rows)
}
