package ui

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/a-h/templ"

	"maillage/internal/kit/apperr"
	"maillage/internal/kit/frdate"
	"maillage/internal/programme/ledger"
	"maillage/internal/programme/report"
	"maillage/internal/web"
	"maillage/internal/web/i18n"
)

const (
	variancesPath = contentsPath + "/ecarts"
	paramAxis     = "axe"
	paramState    = "etat"
)

// The states of a variance in an address.
const (
	stateOpen   = "ouvert"
	stateStale  = "a-revoir"
	stateClosed = "clos"
)

var varianceStates = []string{stateOpen, stateStale, stateClosed}

func stateOf(v report.Variance) string {
	switch {
	case v.Stale:
		return stateStale
	case v.Closing == nil:
		return stateOpen
	}
	return stateClosed
}

// variancesView is the list of variances as its address asks for it, and the closing that was refused, if any.
type variancesView struct {
	view
	Axis, State string
	Counts      map[string]int // by state, of the axis chosen
	Axes        []axisVariances
	Refused     closingForm
}

type axisVariances struct {
	Axis, Name string
	List       []varianceView
}

// varianceView is a variance with what its page adds: where its figure is, what its entries are called, and the form that closes it.
type varianceView struct {
	report.Variance
	Anchor    string
	FigureURL string
	Links     []web.Link // entries concerned
	More      int        // of them, those that are not named
	Form      closingForm
}

// closingForm is what was typed to close a variance, and what is wrong with it.
type closingForm struct {
	Key, Kind, Text, Reference string
	Wrong                      map[string]string // by field
}

// The fields of the form.
const (
	fieldKind      = "nature"
	fieldText      = "explication"
	fieldReference = "reference"
)

// closingFields are the fields whose errors the verb tells.
var closingFields = map[string]string{"variance.kind": fieldKind, "variance.text": fieldText, "variance.reference": fieldReference}

func (f closingForm) input() report.CloseInput {
	return report.CloseInput{Kind: report.ClosingKind(f.Kind), Text: f.Text, Reference: f.Reference}
}

// wrongFields sorts an error of a verb by field; ok is false when it is about none of them.
func wrongFields(ctx context.Context, err error, fields map[string]string) (wrong map[string]string, ok bool) {
	var e *apperr.E
	if !errors.As(err, &e) || fields[e.Key] == "" {
		return nil, false
	}
	return map[string]string{fields[e.Key]: e.In(i18n.Lang(ctx))}, true
}

func (h Handlers) variances(w http.ResponseWriter, r *http.Request) error {
	return h.showVariances(w, r, http.StatusOK, closingForm{})
}

func (h Handlers) showVariances(w http.ResponseWriter, r *http.Request, status int, refused closingForm) error {
	ctx := r.Context()
	v, err := h.selectVariances(r)
	if err != nil {
		return err
	}
	v.Refused = refused
	for i := range v.Axes {
		for j := range v.Axes[i].List {
			v.complete(&v.Axes[i].List[j])
		}
	}
	f := h.desk(r, v.view, i18n.T(ctx, "report.variance.title"))
	f.Intro = i18n.T(ctx, "report.variance.intro")
	f.Actions = exports(ctx, v.address(variancesPath+".xlsx"), v.address(variancesPath+".csv"))
	return web.Render(w, r, status, variancesPage(f, v))
}

// selectVariances reads the address: a perimeter, an axis, a state. Errors: invalid for an axis or a state that is none.
func (h Handlers) selectVariances(r *http.Request) (variancesView, error) {
	base, err := h.view(r)
	if err != nil {
		return variancesView{}, err
	}
	q := r.URL.Query()
	v := variancesView{view: base, Axis: q.Get(paramAxis), State: q.Get(paramState), Counts: map[string]int{}}
	if _, ok := v.chapter(v.Axis); v.Axis != "" && !ok {
		return v, refuse(paramAxis, v.Axis, v.axisNumbers())
	}
	if v.State != "" && !slices.Contains(varianceStates, v.State) {
		return v, refuse(paramState, v.State, varianceStates)
	}
	for _, c := range v.chapters {
		group := axisVariances{Axis: c.Axis, Name: c.AxisName}
		for _, x := range v.Document.Variances {
			if x.Axis != c.Axis || v.Axis != "" && v.Axis != c.Axis {
				continue
			}
			v.Counts[stateOf(x)]++
			if v.State == "" || v.State == stateOf(x) {
				group.List = append(group.List, varianceView{Variance: x, Anchor: anchorOf(x.Key)})
			}
		}
		slices.SortStableFunc(group.List, func(a, b varianceView) int { return cmp.Compare(rank(a), rank(b)) })
		if len(group.List) > 0 {
			v.Axes = append(v.Axes, group)
		}
	}
	return v, nil
}

func rank(v varianceView) int { return slices.Index(varianceStates, stateOf(v.Variance)) }

func (v variancesView) axisNumbers() []string {
	var list []string
	for _, c := range v.chapters {
		list = append(list, c.Axis)
	}
	return list
}

func refuse(name, value string, possible []string) error {
	return apperr.Newf(apperr.Invalid, "report.filter", "Le filtre « %s » ne connaît pas « %.60s ». Valeurs possibles : %s.",
		"The filter “%s” does not know “%.60s”. Possible values: %s.", name, value, strings.Join(possible, ", "))
}

// complete finds what the page says of one variance beside its terms.
func (v variancesView) complete(x *varianceView) {
	if s := v.figures[x.Figure]; s != nil {
		x.FigureURL = v.view.address(s)
	}
	for _, id := range x.Entries {
		for _, e := range v.Entries.Rows {
			if e.ID == id {
				x.Links = append(x.Links, web.Link{Label: e.Title + ", " + e.When, URL: entryURL(e)})
			}
		}
	}
	x.More = max(0, x.Count-len(x.Links))
	x.Form = closingForm{Key: x.Key, Kind: string(report.ByReason)}
	if c := x.Closing; c != nil {
		x.Form.Kind, x.Form.Text, x.Form.Reference = string(c.Kind), c.Text, c.Reference
	}
	if v.Refused.Key == x.Key {
		x.Form = v.Refused
	}
}

// anchorOf makes an id of a key: "target_missed:tour.stops:2019".
func anchorOf(key string) string {
	return "e-" + strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return '-'
	}, key)
}

// total is how many variances the axis chosen has.
func (v variancesView) total() int {
	n := 0
	for _, k := range v.Counts {
		n += k
	}
	return n
}

// with is the selection with one parameter changed; "" takes it away.
func (v variancesView) with(path, name, value string) string {
	q := url.Values{}
	for key, kept := range map[string]string{ledger.ParamFunder: v.funder, paramAxis: v.Axis, paramState: v.State} {
		if kept != "" {
			q.Set(key, kept)
		}
	}
	if q.Set(name, value); value == "" {
		q.Del(name)
	}
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}

// address is a page with the whole selection.
func (v variancesView) address(path string) string { return v.with(path, ledger.ParamFunder, v.funder) }

// act is where a form about a variance goes.
func (v variancesView) act(x varianceView, verb string) string {
	return v.address(variancesPath + "/" + url.PathEscape(x.Key) + "/" + verb)
}

func (v variancesView) states(ctx context.Context) []web.Tab {
	count := func(n int) string { return i18n.Number(ctx, float64(n)) }
	list := []web.Tab{{Label: i18n.T(ctx, "report.variance.state.all"), URL: v.with(variancesPath, paramState, ""), Count: count(v.total()), Current: v.State == ""}}
	for _, s := range varianceStates {
		list = append(list, web.Tab{Label: i18n.T(ctx, "report.variance.states."+s), URL: v.with(variancesPath, paramState, s), Count: count(v.Counts[s]), Current: v.State == s})
	}
	return list
}

func (v variancesView) axisChips(ctx context.Context) []web.Chip {
	var list []web.Chip
	for _, c := range v.chapters {
		chip := web.Chip{Before: i18n.T(ctx, "report.axis", "axis", c.Axis)}
		if c.Axis == v.Axis {
			chip.Value, chip.RemoveURL = c.AxisName, v.with(variancesPath, paramAxis, "")
		} else {
			chip.URL = v.with(variancesPath, paramAxis, c.Axis)
		}
		list = append(list, chip)
	}
	return list
}

func varianceState(ctx context.Context, x report.Variance) web.State {
	s := stateOf(x)
	tone := map[string]web.Tone{stateOpen: web.Bad, stateStale: web.Warn, stateClosed: web.OK}[s]
	return web.State{Label: i18n.T(ctx, "report.variance.state."+s), Tone: tone}
}

// fields are those of the form that closes a variance.
func (x varianceView) fields(ctx context.Context) []web.Field {
	language := i18n.Lang(ctx)
	kind := web.Field{ID: x.Anchor + "-n", Name: fieldKind, Label: i18n.T(ctx, "report.variance.kind"), Value: x.Form.Kind, Error: x.Form.Wrong[fieldKind]}
	for _, k := range report.ClosingKinds() {
		kind.Choices = append(kind.Choices, web.Choice{Value: string(k), Label: k.Name(language)})
	}
	return []web.Field{kind,
		{
			ID: x.Anchor + "-t", Name: fieldText, Label: i18n.T(ctx, "report.variance.text"), Hint: i18n.T(ctx, "report.variance.text.hint"), Value: x.Form.Text,
			Lines: 4, Max: report.MaxClosing, Required: true, Error: x.Form.Wrong[fieldText],
		},
		{
			ID: x.Anchor + "-r", Name: fieldReference, Label: i18n.T(ctx, "report.variance.reference"), Hint: i18n.T(ctx, "report.variance.reference.hint"), Value: x.Form.Reference,
			Max: report.MaxReference, Error: x.Form.Wrong[fieldReference],
		},
	}
}

func (h Handlers) closeVariance(w http.ResponseWriter, r *http.Request) error {
	f := closingForm{Key: r.PathValue("key"), Kind: r.PostFormValue(fieldKind), Text: r.PostFormValue(fieldText), Reference: r.PostFormValue(fieldReference)}
	err := h.Reports.CloseVariance(r.Context(), f.Key, f.input())
	if wrong, ok := wrongFields(r.Context(), err, closingFields); ok {
		f.Wrong = wrong
		return h.showVariances(w, r, http.StatusUnprocessableEntity, f)
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, backTo(r, f.Key), "report.variance.closed")
}

func (h Handlers) reopenVariance(w http.ResponseWriter, r *http.Request) error {
	key := r.PathValue("key")
	if err := h.Reports.ReopenVariance(r.Context(), key); err != nil {
		return err
	}
	return web.Redirect(w, r, backTo(r, key), "report.variance.reopened")
}

// backTo is the list as it stood before the act, at the variance.
func backTo(r *http.Request, key string) string {
	to := url.URL{Path: variancesPath, RawQuery: r.URL.Query().Encode(), Fragment: anchorOf(key)}
	return to.String()
}

// moment tells an instant in universal time, as the journal does.
func moment(ctx context.Context, at time.Time) string {
	at = at.UTC()
	return frdate.LongDay(at.Format(time.DateOnly), i18n.Lang(ctx)) + ", " + at.Format("15:04")
}

// desk frames a page of work on the report.
func (h Handlers) desk(r *http.Request, v view, title string) web.Frame {
	f := h.site.Frame(r, web.Report, title)
	f.Trail = []web.Link{{Label: v.Title, URL: v.within(coverPath)}}
	return f
}

func exports(ctx context.Context, xlsx, csv string) []templ.Component {
	return []templ.Component{
		web.ButtonLink(web.Button{Label: i18n.T(ctx, "report.xlsx"), Icon: "download", URL: xlsx}),
		web.ButtonLink(web.Button{Label: i18n.T(ctx, "report.csv"), URL: csv}),
	}
}

// axisVariances are the variances of an axis.
func (v view) axisVariances(axis string) string {
	return variancesView{view: v, Axis: axis}.address(variancesPath)
}

// rooms are the pages of work on the report.
func (v view) rooms(ctx context.Context, current string) []web.Tab {
	var list []web.Tab
	for _, x := range []struct{ key, path string }{
		{"report.check.title", coherencePath}, {"report.variance.title", variancesPath}, {"report.kept.title", versionsPath}, {"report.reconciliation.title", reconciliationPath},
	} {
		list = append(list, web.Tab{Label: i18n.T(ctx, x.key), URL: v.within(x.path), Current: x.path == current})
	}
	return list
}
