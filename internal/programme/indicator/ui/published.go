package ui

import (
	"cmp"
	"context"
	"iter"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"

	"maillage/internal/kit/apperr"
	"maillage/internal/kit/tabular"
	"maillage/internal/programme/indicator"
	"maillage/internal/web"
	"maillage/internal/web/i18n"
)

const (
	publishedPath = "/chiffres/publies"
	paramVerdict  = "constat"
)

// verdictWords are the verdicts in an address.
var verdictWords = map[indicator.Verdict]string{
	indicator.Differs: "ecart", indicator.NotRecorded: "rien-de-note", indicator.NoNumber: "sans-nombre", indicator.Narrower: "perimetre-plus-etroit",
	indicator.NotCounted: "sans-indicateur", indicator.Agrees: "concorde",
}

// publishedView is every figure that documents told, beside what is recorded.
type publishedView struct {
	Tabs  []web.Tab
	Table web.Table
	Total int
	None  web.Empty
}

// published sets what was declared beside what is recorded, the differences first to be chosen.
func (h Handlers) published(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	all, err := h.Indicators.ComparePublished(ctx, time.Time{})
	if err != nil {
		return err
	}
	chosen, list, err := ofVerdict(r, all)
	if err != nil {
		return err
	}
	f := h.Site.Frame(r, web.Report, i18n.T(ctx, "indicator.compared.title"))
	f.Intro = i18n.T(ctx, "indicator.compared.intro")
	for _, x := range []struct{ key, path string }{{"indicator.export.xlsx", publishedPath + ".xlsx"}, {"indicator.export.csv", publishedPath + ".csv"}} {
		f.Actions = append(f.Actions, web.ButtonLink(web.Button{Label: i18n.T(ctx, x.key), Icon: "download", URL: withVerdict(x.path, chosen)}))
	}
	v := publishedView{
		Tabs: verdictTabs(ctx, all, chosen), Table: publishedTable(ctx, list), Total: len(all),
		None: web.Empty{Icon: "chart-column", Title: i18n.T(ctx, "indicator.compared.none"), Text: i18n.T(ctx, "indicator.compared.none.text")},
	}
	return web.Render(w, r, http.StatusOK, publishedPage(f, v))
}

func withVerdict(path string, v indicator.Verdict) string {
	if v == "" {
		return path
	}
	return path + "?" + url.Values{paramVerdict: {verdictWords[v]}}.Encode()
}

// ofVerdict keeps those that the address asks for. Errors: invalid for a verdict that is none.
func ofVerdict(r *http.Request, all []indicator.Comparison) (chosen indicator.Verdict, list []indicator.Comparison, err error) {
	asked := r.URL.Query().Get(paramVerdict)
	if asked == "" {
		return "", all, nil
	}
	var possible []string
	for _, v := range indicator.Verdicts {
		if verdictWords[v] == asked {
			chosen = v
		}
		possible = append(possible, verdictWords[v])
	}
	if chosen == "" {
		return "", nil, apperr.Newf(apperr.Invalid, "indicator.verdict", "Le filtre « %s » ne connaît pas « %.60s ». Valeurs possibles : %s.",
			"The filter “%s” does not know “%.60s”. Possible values: %s.", paramVerdict, asked, strings.Join(possible, ", "))
	}
	return chosen, slices.DeleteFunc(slices.Clone(all), func(c indicator.Comparison) bool { return c.Verdict != chosen }), nil
}

func verdictTabs(ctx context.Context, all []indicator.Comparison, chosen indicator.Verdict) []web.Tab {
	counts := map[indicator.Verdict]int{}
	for _, c := range all {
		counts[c.Verdict]++
	}
	count := func(n int) string { return i18n.Number(ctx, float64(n)) }
	tabs := []web.Tab{{Label: i18n.T(ctx, "indicator.verdict.all"), URL: publishedPath, Count: count(len(all)), Current: chosen == ""}}
	for _, v := range indicator.Verdicts {
		if counts[v] > 0 || v == chosen {
			tabs = append(tabs, web.Tab{Label: i18n.T(ctx, "indicator.verdict."+string(v)), URL: withVerdict(publishedPath, v), Count: count(counts[v]), Current: v == chosen})
		}
	}
	return tabs
}

func publishedTable(ctx context.Context, list []indicator.Comparison) web.Table {
	t := func(key string) string { return i18n.T(ctx, "indicator.compared."+key) }
	table := web.Table{Caption: t("title"), Columns: []web.Column{
		{Label: t("words"), Place: web.CardTitle},
		{Label: t("declared"), Numeric: true, Unit: t("declared")},
		{Label: t("recorded"), Numeric: true, Unit: t("recorded")},
		{Label: t("verdict"), Place: web.CardAside},
		{Label: t("where")},
	}}
	for _, c := range list {
		table.Rows = append(table.Rows, web.Row{ID: "p-" + c.Published.ID, Cells: []templ.Component{
			wordsCell(c.Published.Words, c.Published.Note), plainCell(declared(c.Published)), recordedCell(recordedLink(ctx, c)), verdictCell(ctx, c), plainCell(whereTold(ctx, c.Published)),
		}})
	}
	return table
}

func declared(p indicator.Published) string { return cmp.Or(p.Value, "–") }

// recordedLink opens the sheet of the recorded figure; without address where there is none to compare with.
func recordedLink(ctx context.Context, c indicator.Comparison) web.Link {
	if c.Verdict == indicator.NotCounted || c.Verdict == indicator.Narrower {
		return web.Link{Label: "–"}
	}
	return web.Link{Label: c.Figure.Text(i18n.Lang(ctx)), URL: address(indicator.Request{Key: c.Figure.Indicator.Key, Scope: c.Figure.Scope}, time.Time{})}
}

func verdictCell(ctx context.Context, c indicator.Comparison) templ.Component {
	return web.StateBadge(verdictState(ctx, c.Verdict, c.Published.Scope, c.Figure.DifferenceText(c.Difference, i18n.Lang(ctx))))
}

func whereTold(ctx context.Context, p indicator.Published) string {
	where := i18n.T(ctx, "indicator.published.where", "place", p.Place, "line", strconv.Itoa(p.Line))
	if p.Year != 0 {
		where = strconv.Itoa(p.Year) + ", " + where
	}
	return where
}

func (h Handlers) publishedCSV(w http.ResponseWriter, r *http.Request) error {
	return h.publishedRows(w, r, "chiffres-publies.csv")
}

func (h Handlers) publishedXLSX(w http.ResponseWriter, r *http.Request) error {
	return h.publishedRows(w, r, "chiffres-publies.xlsx")
}

func (h Handlers) publishedRows(w http.ResponseWriter, r *http.Request, name string) error {
	ctx := r.Context()
	all, err := h.Indicators.ComparePublished(ctx, time.Time{})
	if err != nil {
		return err
	}
	_, list, err := ofVerdict(r, all)
	if err != nil {
		return err
	}
	t := func(key string) string { return i18n.T(ctx, "indicator.compared."+key) }
	columns := []tabular.Column{
		{Title: t("words")}, {Title: t("declared")}, {Title: t("recorded"), Kind: tabular.Decimal}, {Title: t("difference"), Kind: tabular.Decimal}, {Title: t("verdict")},
		{Title: i18n.T(ctx, "indicator.column.key")}, {Title: t("year"), Kind: tabular.Integer}, {Title: t("place")}, {Title: t("line"), Kind: tabular.Integer}, {Title: t("note")},
	}
	return web.Rows(w, name, columns, comparisonRows(ctx, list))
}

func comparisonRows(ctx context.Context, list []indicator.Comparison) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		for _, c := range list {
			p := c.Published
			row := []any{p.Words, p.Value, decimal(c.Figure.Value), decimal(c.Difference), i18n.T(ctx, "indicator.verdict."+string(c.Verdict)), p.Indicator, nil, p.Place, int64(p.Line), p.Note}
			if p.Year != 0 {
				row[6] = int64(p.Year)
			}
			if !yield(row, nil) {
				return
			}
		}
	}
}
