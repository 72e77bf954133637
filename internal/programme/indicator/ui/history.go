package ui

import (
	"context"
	"iter"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/a-h/templ"

	"maillage/internal/kit/actor"
	"maillage/internal/kit/frdate"
	"maillage/internal/kit/frnum"
	"maillage/internal/kit/tabular"
	"maillage/internal/programme/indicator"
	"maillage/internal/web"
	"maillage/internal/web/chart"
	"maillage/internal/web/i18n"
)

// How many changes are told on the sheet, on the page and in the export.
const (
	recentChanges   = 5
	pageChanges     = 50
	exportedChanges = 5000
)

// historyView is how a figure came to be, newest change first.
type historyView struct {
	Changes []changeLine
	Curve   chart.Chart // nil when all happened on one day
	Cut     web.Hole    // empty when nothing is left out
	All     web.Link
}

type changeLine struct {
	ISO, When string
	Step      string // "51 → 52"
	Causes    []causeLine
}

type causeLine struct {
	Words   string
	Entries []namedEntry
	More    int // entries that are not named
}

// namedEntry is an entry in a row of them, with the comma after it.
type namedEntry struct {
	web.Link
	After string
}

// history tells the last changes of the figure of the page.
func (t *told) history(ctx context.Context, limit int) (historyView, error) {
	found, err := t.counting.History(ctx, indicator.Request{Key: t.figure.Indicator.Key, Scope: t.scope}, limit)
	if err != nil {
		return historyView{}, err
	}
	v := historyView{Curve: t.steps(ctx, found), All: web.Link{Label: i18n.T(ctx, "indicator.history.all"), URL: t.historyAddress("")}}
	for _, c := range found.Changes {
		v.Changes = append(v.Changes, t.changeLine(ctx, c))
	}
	if found.Cut {
		v.Cut = web.Hole{What: i18n.T(ctx, "indicator.history.cut"), Mend: v.All}
	}
	return v, nil
}

func (t *told) changeLine(ctx context.Context, c indicator.Change) changeLine {
	at := c.At.UTC()
	line := changeLine{
		ISO: at.Format(time.RFC3339), Step: i18n.T(ctx, "indicator.history.step", "from", c.From.Text(t.lang), "to", c.To.Text(t.lang)),
		When: i18n.T(ctx, "indicator.history.moment", "day", frdate.LongDay(at.Format(time.DateOnly), t.lang), "hour", at.Format("15:04")),
	}
	for _, x := range c.Causes {
		cause := causeLine{Words: i18n.N(ctx, "indicator.cause."+x.Act, x.N, "n", frnum.Format(int64(x.N), t.lang), "who", who(ctx, x.Actor)), More: x.N - len(x.Entries)}
		for i, e := range x.Entries {
			named := namedEntry{Link: web.Link{Label: e.Title, URL: "/realisations/" + e.ID}}
			if i+1 < len(x.Entries) {
				named.After = ","
			}
			cause.Entries = append(cause.Entries, named)
		}
		line.Causes = append(line.Causes, cause)
	}
	return line
}

// who names an actor; the program itself acts when nobody was named.
func who(ctx context.Context, name string) string {
	if name == actor.System {
		return i18n.T(ctx, "indicator.history.system")
	}
	return name
}

// steps draws the value as known: it holds until the next change. What happened on one day is no curve.
func (t *told) steps(ctx context.Context, h indicator.History) chart.Chart {
	if len(h.Changes) == 0 || h.Changes[len(h.Changes)-1].At.Format(time.DateOnly) == h.Figure.AsOf.Format(time.DateOnly) {
		return nil
	}
	line := chart.Line{About: chart.About{ID: "histoire", Title: i18n.T(ctx, "indicator.history.curve"), Format: t.format()}, Holds: true}
	point := func(at time.Time, f indicator.Figure) {
		value, _ := float(f)
		_, day, _ := strings.Cut(frdate.ShortDay(at.UTC().Format(time.DateOnly), t.lang), " ") // without the day of the week
		line.Points = append(line.Points, chart.Point{At: at, Value: value, Label: day})
	}
	for _, c := range slices.Backward(h.Changes) {
		point(c.At, c.To)
	}
	point(h.Figure.AsOf, h.Figure)
	return line
}

// historyAddress is the page of the history in the scope of this page, or the file with an ending such as ".csv".
func (t *told) historyAddress(ending string) string {
	path := listPath + "/" + url.PathEscape(t.figure.Indicator.Key) + "/historique" + ending
	if q := query(t.scope, t.asOf); len(q) > 0 {
		path += "?" + q.Encode()
	}
	return path
}

// counted reads what the history of one figure needs.
func (h Handlers) counted(r *http.Request) (*told, error) {
	ctx, key := r.Context(), r.PathValue("key")
	d, err := h.read(r)
	if err != nil {
		return nil, err
	}
	t := &told{reader: d}
	if t.definitions, err = h.Indicators.Definitions(ctx); err != nil {
		return nil, err
	}
	if t.counting, err = t.definitions.Count(ctx, []string{key}, d.asOf); err != nil {
		return nil, h.orNearest(ctx, key, err)
	}
	t.figure = t.counting.Figure(indicator.Request{Key: key, Scope: d.scope})
	return t, nil
}

func (h Handlers) historyPage(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	t, err := h.counted(r)
	if err != nil {
		return err
	}
	v, err := t.history(ctx, pageChanges)
	if err != nil {
		return err
	}
	if v.Cut.What != "" {
		v.Cut.Why = i18n.T(ctx, "indicator.history.cut.why", "n", frnum.Format(pageChanges, t.lang), "most", frnum.Format(exportedChanges, t.lang))
		v.Cut.Mend = web.Link{Label: i18n.T(ctx, "indicator.export.csv"), URL: t.historyAddress(".csv")}
	}
	label := t.figure.Indicator.Label.In(t.lang)
	f := h.Site.Frame(r, web.Report, i18n.T(ctx, "indicator.history.of", "label", label))
	f.Intro = i18n.T(ctx, "indicator.history.intro", "scope", t.words(ctx))
	f.Trail = []web.Link{{Label: i18n.T(ctx, "indicator.list.title"), URL: listPath}, {Label: label, URL: t.address(t.figure)}}
	f.Actions = []templ.Component{
		web.ButtonLink(web.Button{Label: i18n.T(ctx, "indicator.export.xlsx"), Icon: "download", URL: t.historyAddress(".xlsx")}),
		web.ButtonLink(web.Button{Label: i18n.T(ctx, "indicator.export.csv"), URL: t.historyAddress(".csv")}),
	}
	path := listPath + "/" + url.PathEscape(t.figure.Indicator.Key) + "/historique"
	return web.Render(w, r, http.StatusOK, historyPage(f, t.funderTabs(ctx, path), t.momentForm(path), v))
}

func (h Handlers) historyCSV(w http.ResponseWriter, r *http.Request) error {
	return h.historyFile(w, r, "historique.csv")
}

func (h Handlers) historyXLSX(w http.ResponseWriter, r *http.Request) error {
	return h.historyFile(w, r, "historique.xlsx")
}

// historyFile writes a line for each cause of each change.
func (h Handlers) historyFile(w http.ResponseWriter, r *http.Request, name string) error {
	ctx := r.Context()
	t, err := h.counted(r)
	if err != nil {
		return err
	}
	found, err := t.counting.History(ctx, indicator.Request{Key: t.figure.Indicator.Key, Scope: t.scope}, exportedChanges)
	if err != nil {
		return err
	}
	c := func(key string, kind tabular.Kind) tabular.Column {
		return tabular.Column{Title: i18n.T(ctx, "indicator.history."+key), Kind: kind}
	}
	columns := []tabular.Column{
		c("at", tabular.Text), c("before", tabular.Decimal), c("after", tabular.Decimal), c("act", tabular.Text), c("actor", tabular.Text),
		c("entries", tabular.Integer), c("names", tabular.Text),
	}
	return web.Rows(w, name, columns, causes(found.Changes))
}

func causes(changes []indicator.Change) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		for _, c := range changes {
			for _, x := range c.Causes {
				ids := make([]string, len(x.Entries))
				for i, e := range x.Entries {
					ids[i] = e.ID
				}
				row := []any{c.At.UTC().Format(time.RFC3339Nano), decimal(c.From.Value), decimal(c.To.Value), x.Act, x.Actor, int64(x.N), strings.Join(ids, ", ")}
				if !yield(row, nil) {
					return
				}
			}
		}
	}
}
