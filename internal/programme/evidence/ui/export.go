package ui

import (
	"net/http"

	"maillage/internal/web"
	"maillage/internal/web/i18n"
)

func (h Handlers) exportCSV(w http.ResponseWriter, r *http.Request) error {
	return h.export(w, r, "pieces.csv")
}

func (h Handlers) exportXLSX(w http.ResponseWriter, r *http.Request) error {
	return h.export(w, r, "pieces.xlsx")
}

// export streams the whole filtered list, not only the page shown.
func (h Handlers) export(w http.ResponseWriter, r *http.Request, name string) error {
	ctx := r.Context()
	s, _, err := h.selection(ctx, r)
	if err != nil {
		return err
	}
	columns, rows, err := h.Evidence.Export(ctx, s.Filter, i18n.Lang(ctx))
	if err != nil {
		return err
	}
	return web.Rows(w, name, columns, rows)
}

func (h Handlers) holesCSV(w http.ResponseWriter, r *http.Request) error {
	return h.exportHoles(w, r, "pieces-manquantes.csv")
}

func (h Handlers) holesXLSX(w http.ResponseWriter, r *http.Request) error {
	return h.exportHoles(w, r, "pieces-manquantes.xlsx")
}

// exportHoles sets the funders side by side, which the page shows one at a time.
func (h Handlers) exportHoles(w http.ResponseWriter, r *http.Request, name string) error {
	columns, rows, err := h.Evidence.ExportHoles(r.Context(), i18n.Lang(r.Context()))
	if err != nil {
		return err
	}
	return web.Rows(w, name, columns, rows)
}
