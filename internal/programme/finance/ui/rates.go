package ui

import (
	"net/http"
	"strings"
	"time"

	"github.com/a-h/templ"

	"maillage/internal/kit/frdate"
	"maillage/internal/kit/tabular"
	"maillage/internal/programme/finance"
	"maillage/internal/web"
	"maillage/internal/web/i18n"
)

// ratesView is the table of flat rates.
type ratesView struct {
	Tabs  []web.Tab
	Table web.Table
}

func (h Handlers) flatRates(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	x := words{ctx: ctx}
	v := ratesView{Tabs: tabs(ctx, ratesPath), Table: web.Table{Caption: x.t("finance.rates.title"), Columns: []web.Column{
		{Label: x.t("finance.column.option"), Place: web.CardTitle}, {Label: x.t("finance.column.fund_period"), NoWrap: true}, {Label: x.t("finance.column.formula")},
		{Label: x.t("finance.column.validity")}, {Label: x.t("finance.column.reference")}, {Label: x.t("finance.column.mark"), NoWrap: true},
	}}}
	for _, o := range finance.FlatRates() {
		v.Table.Rows = append(v.Table.Rows, web.Row{ID: o.Code + "-" + o.AppliesTo, Cells: []templ.Component{
			nameCell(o.Name.In(x.lang()), under(o, x.lang())), web.Text(o.AppliesTo), web.Text(x.formula(o)), web.Text(x.validity(o)),
			web.Text(o.LegalRef.In(x.lang())), web.StateBadge(mark(o.Mark, finance.MarkName(o.Mark, x.lang()))),
		}})
	}
	f := h.Site.Frame(r, web.Report, x.t("finance.rates.title"))
	f.Intro = x.t("finance.rates.intro")
	f.Trail = []web.Link{{Label: x.t("finance.title"), URL: statementPath}}
	f.Actions = []templ.Component{
		web.ButtonLink(web.Button{Label: x.t("finance.export.xlsx"), Icon: "download", URL: ratesPath + ".xlsx"}),
		web.ButtonLink(web.Button{Label: x.t("finance.export.csv"), URL: ratesPath + ".csv"}),
	}
	return web.Render(w, r, http.StatusOK, ratesPage(f, v))
}

// under are the code that finance.toml names, and the condition.
func under(o finance.Option, language string) []string {
	list := []string{o.Code}
	if c := o.Condition.In(language); c != "" {
		list = append(list, c)
	}
	return list
}

func (x words) formula(o finance.Option) string {
	formula := o.Words(o.Rate, x.lang())
	if o.Ceiling {
		return strings.Replace(formula, "= ", "≤ ", 1)
	}
	return formula
}

// validity tells on which days an operation may begin to use the flat rate.
func (x words) validity(o finance.Option) string {
	return frdate.Long(frdate.Value{Kind: frdate.Interval, Start: o.ValidFrom, End: o.ValidTo, Precision: frdate.ToDay}, x.lang())
}

func (h Handlers) flatRatesCSV(w http.ResponseWriter, r *http.Request) error {
	return exportRates(w, r, "forfaits.csv")
}

func (h Handlers) flatRatesXLSX(w http.ResponseWriter, r *http.Request) error {
	return exportRates(w, r, "forfaits.xlsx")
}

func exportRates(w http.ResponseWriter, r *http.Request, name string) error {
	x := words{ctx: r.Context()}
	columns := []tabular.Column{
		{Title: x.t("finance.column.code")}, {Title: x.t("finance.column.option")}, {Title: x.t("finance.column.fund_period")}, {Title: x.t("finance.column.formula")},
		{Title: x.t("finance.column.valid_from"), Kind: tabular.Date}, {Title: x.t("finance.column.valid_to"), Kind: tabular.Date},
		{Title: x.t("finance.column.reference")}, {Title: x.t("finance.column.mark")},
	}
	language := i18n.Lang(r.Context())
	rows := func(yield func([]any, error) bool) {
		for _, o := range finance.FlatRates() {
			row := []any{o.Code, o.Name.In(language), o.AppliesTo, x.formula(o), day(o.ValidFrom), day(o.ValidTo), o.LegalRef.In(language), finance.MarkName(o.Mark, language)}
			if !yield(row, nil) {
				return
			}
		}
	}
	return web.Rows(w, name, columns, rows)
}

func day(iso string) any {
	if at, err := time.Parse(time.DateOnly, iso); err == nil {
		return at
	}
	return nil
}
