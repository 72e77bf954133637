package ui

import (
	"context"
	"encoding/json"
	"iter"
	"math/big"
	"net/http"
	"strconv"

	"maillage/internal/kit/apperr"
	"maillage/internal/kit/tabular"
	"maillage/internal/programme/indicator"
	"maillage/internal/web"
	"maillage/internal/web/i18n"
)

var noIndicators = apperr.New(apperr.NotFound, "indicator.none",
	"Cette installation n’a pas encore d’indicateurs. Importez-en : maillage import indicators indicators.toml",
	"This installation has no indicators yet. Import some: maillage import indicators indicators.toml")

func (h Handlers) exportCSV(w http.ResponseWriter, r *http.Request) error {
	return h.export(w, r, "chiffres.csv")
}

func (h Handlers) exportXLSX(w http.ResponseWriter, r *http.Request) error {
	return h.export(w, r, "chiffres.xlsx")
}

// export writes the table: every figure is computed before the first byte, so that a refusal is still a page.
func (h Handlers) export(w http.ResponseWriter, r *http.Request, name string) error {
	d, err := h.read(r)
	if err != nil {
		return err
	}
	lines, err := h.lines(r.Context(), d)
	if err != nil {
		return err
	}
	return web.Rows(w, name, d.columns(r.Context()), d.rows(lines))
}

func (d reader) columns(ctx context.Context) []tabular.Column {
	t := func(key string) string { return i18n.T(ctx, "indicator.column."+key) }
	list := []tabular.Column{{Title: t("key")}, {Title: t("indicator")}, {Title: t("unit")}}
	for _, y := range d.agreement.Years() {
		list = append(list, tabular.Column{Title: strconv.Itoa(y), Kind: tabular.Decimal})
	}
	return append(list, tabular.Column{Title: t("whole"), Kind: tabular.Decimal}, tabular.Column{Title: t("terms")},
		tabular.Column{Title: t("target")}, tabular.Column{Title: t("entries"), Kind: tabular.Integer}, tabular.Column{Title: t("missing"), Kind: tabular.Integer},
		tabular.Column{Title: t("need"), Kind: tabular.Integer}, tabular.Column{Title: t("have"), Kind: tabular.Integer}, tabular.Column{Title: t("definition")})
}

func (d reader) rows(lines []line) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		for _, x := range lines {
			row := []any{x.indicator.Key, x.indicator.Label.In(d.lang), x.indicator.Unit.In(d.lang)}
			for _, f := range x.years {
				row = append(row, decimal(f.Value))
			}
			w := x.whole
			row = append(row, decimal(w.Value), w.TermsText(d.lang), d.target(x), w.Entries, w.Missing, w.Proof.Need, w.Proof.Have, x.indicator.Definition.In(d.lang))
			if !yield(row, nil) {
				return
			}
		}
	}
}

// decimal is a number as spreadsheets hold it; nil, an empty cell, for what nobody recorded.
func decimal(v *big.Rat) any {
	if v == nil {
		return nil
	}
	f, _ := v.Float64()
	return f
}

// data answers one figure to machines: its value, its terms and its evidence, for the years and the whole.
func (h Handlers) data(w http.ResponseWriter, r *http.Request) error {
	ctx, key := r.Context(), r.PathValue("key")
	d, err := h.read(r)
	if err != nil {
		return err
	}
	requests := []indicator.Request{{Key: key, Scope: d.scope}}
	for _, y := range d.agreement.Years() {
		s := d.scope
		s.From, s.To = y, y
		requests = append(requests, indicator.Request{Key: key, Scope: s})
	}
	figures, err := h.Indicators.Figures(ctx, requests, d.asOf)
	if err != nil {
		return h.orNearest(ctx, key, err)
	}
	content, err := json.MarshalIndent(struct {
		Label      string             `json:"label"`
		Definition string             `json:"definition"`
		Figure     indicator.Figure   `json:"figure"`
		Years      []indicator.Figure `json:"years"`
	}{figures[0].Indicator.Label.In(d.lang), figures[0].Indicator.Definition.In(d.lang), figures[0], figures[1:]}, "", "  ")
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	_, _ = w.Write(content)
	return nil
}

// orNearest adds to the refusal of an unknown key those that are near it.
func (h Handlers) orNearest(ctx context.Context, key string, err error) error {
	if apperr.CodeOf(err) != apperr.NotFound {
		return err
	}
	all, failed := h.Indicators.All(ctx)
	if failed != nil || len(all) == 0 {
		return err
	}
	return unknown(key, all)
}
