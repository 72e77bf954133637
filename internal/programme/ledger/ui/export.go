package ui

import (
	"net/http"

	"maillage/internal/web"
	"maillage/internal/web/i18n"
)

func (h Handlers) exportCSV(w http.ResponseWriter, r *http.Request) error {
	return h.export(w, r, "realisations.csv")
}

func (h Handlers) exportXLSX(w http.ResponseWriter, r *http.Request) error {
	return h.export(w, r, "realisations.xlsx")
}

// export streams the whole filtered list, not only the page shown.
func (h Handlers) export(w http.ResponseWriter, r *http.Request, name string) error {
	ctx := r.Context()
	s, _, err := h.selection(ctx, r)
	if err != nil {
		return err
	}
	columns, rows, err := h.Ledger.Export(ctx, s.Filter, i18n.Lang(ctx))
	if err != nil {
		return err
	}
	return web.Rows(w, name, columns, rows)
}
