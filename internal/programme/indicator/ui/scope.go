package ui

import (
	"cmp"
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"maillage/internal/kit/apperr"
	"maillage/internal/kit/frdate"
	"maillage/internal/programme/agreement"
	"maillage/internal/programme/indicator"
	"maillage/internal/programme/ledger"
	"maillage/internal/register/territory"
	"maillage/internal/web"
	"maillage/internal/web/i18n"
)

const listPath = "/chiffres"

// Address is the sheet of a figure: where a number leads to whoever asks where it comes from.
func Address(r indicator.Request) string { return address(r, time.Time{}) }

func address(r indicator.Request, asOf time.Time) string {
	path := listPath + "/" + url.PathEscape(r.Key)
	if q := query(r.Scope, asOf); len(q) > 0 {
		return path + "?" + q.Encode()
	}
	return path
}

// query writes a scope in the words that the list of entries uses too.
func query(s indicator.Scope, asOf time.Time) url.Values {
	q := url.Values{}
	switch {
	case s.From == 0 && s.To == 0:
	case s.From == ledger.SeveralYears:
		q.Set(ledger.ParamYear, ledger.Several)
	case s.From == s.To:
		q.Set(ledger.ParamYear, strconv.Itoa(s.From))
	default:
		q.Set(ledger.ParamYear, strconv.Itoa(s.From)+"-"+strconv.Itoa(s.To))
	}
	switch s.Funder {
	case "":
	case ledger.NoFunder:
		q.Set(ledger.ParamFunder, ledger.Nothing)
	default:
		q.Set(ledger.ParamFunder, s.Funder)
	}
	if s.Department != "" {
		q.Set(ledger.ParamDepartment, s.Department)
	}
	if !asOf.IsZero() {
		q.Set(ledger.ParamAsOf, asOf.UTC().Format(time.DateOnly))
	}
	return q
}

// reader knows the words of the agreement and what an address asked for.
type reader struct {
	agreement *agreement.Agreement
	gazetteer *territory.Gazetteer
	lang      string
	scope     indicator.Scope
	asOf      time.Time // zero for now
}

// read reads the scope of an address. Errors: invalid, naming the parameter and what it takes.
func (h Handlers) read(r *http.Request) (reader, error) {
	a, err := h.Agreements.Current(r.Context())
	if err != nil {
		return reader{}, err
	}
	d := reader{agreement: a, gazetteer: h.Gazetteer, lang: i18n.Lang(r.Context())}
	q := r.URL.Query()
	for _, step := range []func(url.Values) error{d.years, d.funder, d.department, d.moment} {
		if err := step(q); err != nil {
			return reader{}, err
		}
	}
	return d, nil
}

// years takes "2018", "2018-2020", "plusieurs", or two bounds of their own: de=2018&a=2019.
func (d *reader) years(q url.Values) error {
	text := strings.TrimSpace(q.Get(ledger.ParamYear))
	if text == ledger.Several {
		d.scope.From, d.scope.To = ledger.SeveralYears, ledger.SeveralYears
		return nil
	}
	from, to, span := strings.Cut(text, "-")
	if !span {
		to = from
	}
	from, to = cmp.Or(from, q.Get(ledger.ParamSince)), cmp.Or(to, q.Get(ledger.ParamUntil))
	if from == "" && to == "" {
		return nil
	}
	first, errFrom := strconv.Atoi(cmp.Or(from, to))
	last, errTo := strconv.Atoi(cmp.Or(to, from))
	if errFrom != nil || errTo != nil || first < 1900 || last > 2999 || last < first {
		return refuse(ledger.ParamYear, cmp.Or(text, from+"-"+to), "2018, 2018-2020, "+ledger.Several)
	}
	d.scope.From, d.scope.To = first, last
	return nil
}

func (d *reader) funder(q url.Values) error {
	code := q.Get(ledger.ParamFunder)
	if code == ledger.Nothing {
		code = ledger.NoFunder
	}
	if _, known := d.agreement.Funder(code); code != "" && code != ledger.NoFunder && !known {
		codes := []string{ledger.Nothing}
		for _, f := range d.agreement.Funders {
			codes = append(codes, f.Code)
		}
		return refuse(ledger.ParamFunder, code, strings.Join(codes, ", "))
	}
	d.scope.Funder = code
	return nil
}

func (d *reader) department(q url.Values) error {
	code := q.Get(ledger.ParamDepartment)
	if _, known := d.gazetteer.Department(code); code != "" && !known {
		return refuse(ledger.ParamDepartment, code, "33, 2A, 974")
	}
	d.scope.Department = code
	return nil
}

// moment reads a day as its end, so that what was recorded that day counts.
func (d *reader) moment(q url.Values) error {
	text := q.Get(ledger.ParamAsOf)
	if text == "" {
		return nil
	}
	v := frdate.Read(text, frdate.Context{})
	day, err := time.Parse(time.DateOnly, v.End)
	if err != nil || v.Rest != "" {
		return refuse(ledger.ParamAsOf, text, "2020-12-31, 31/12/2020")
	}
	d.asOf = day.AddDate(0, 0, 1).Add(-time.Microsecond)
	return nil
}

func refuse(name, value, possible string) error {
	return apperr.Newf(apperr.Invalid, "indicator.filter."+name, "Le filtre « %s » ne connaît pas « %.60s ». Valeurs possibles : %s.",
		"The filter “%s” does not know “%.60s”. Possible values: %s.", name, value, possible)
}

// words tells a scope: "2019, Région, Gironde".
func (d reader) words(ctx context.Context) string {
	var parts []string
	years := d.agreement.Years()
	switch s := d.scope; {
	case s.From == 0 && s.To == 0:
		parts = append(parts, i18n.T(ctx, "indicator.scope.whole", "from", strconv.Itoa(years[0]), "to", strconv.Itoa(years[len(years)-1])))
	case s.From == ledger.SeveralYears:
		parts = append(parts, i18n.T(ctx, "indicator.several"))
	case s.From == s.To:
		parts = append(parts, strconv.Itoa(s.From))
	default:
		parts = append(parts, strconv.Itoa(s.From)+"-"+strconv.Itoa(s.To))
	}
	if d.scope.Funder != "" {
		parts = append(parts, d.funderBadge(ctx, d.scope.Funder).Name)
	}
	if x, ok := d.gazetteer.Department(d.scope.Department); ok {
		parts = append(parts, x.Name)
	}
	return strings.Join(parts, ", ")
}

func (d reader) funderBadge(ctx context.Context, code string) web.Funder {
	i := slices.IndexFunc(d.agreement.Funders, func(f agreement.Funder) bool { return f.Code == code })
	if i < 0 {
		return web.Funder{Name: i18n.T(ctx, "indicator.funder.none"), None: true}
	}
	return web.Funder{Name: d.agreement.Funders[i].Short.In(d.lang), Index: i}
}

// funders are the codes to divide by: those of the agreement in their order, then none.
func (d reader) funders() []string {
	var codes []string
	for _, f := range d.agreement.Funders {
		codes = append(codes, f.Code)
	}
	return append(codes, ledger.NoFunder)
}

// funderTabs switch the page between the whole programme and what each funder pays for.
func (d reader) funderTabs(ctx context.Context, path string) []web.Tab {
	var choices []web.FunderChoice
	for _, f := range d.agreement.Funders {
		choices = append(choices, web.FunderChoice{Code: f.Code, Name: f.Short.In(d.lang)})
	}
	return web.FunderChoices(ctx, choices, query(d.scope, d.asOf).Get(ledger.ParamFunder), func(code string) string {
		q := query(d.scope, d.asOf)
		if q.Del(ledger.ParamFunder); code != "" {
			q.Set(ledger.ParamFunder, code)
		}
		if len(q) == 0 {
			return path
		}
		return path + "?" + q.Encode()
	})
}

func (d reader) day(at time.Time) string { return frdate.ShortDay(at.Format(time.DateOnly), d.lang) }
