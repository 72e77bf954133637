package ui

import (
	"io"
	"mime"
	"net/http"
	"strings"
	"time"

	"maillage/internal/kit/apperr"
	"maillage/internal/programme/control"
	"maillage/internal/web"
	"maillage/internal/web/i18n"
)

// archive makes the control file of a funder while it is sent. Errors: not_found for an unknown funder, before the first byte.
func (h Handlers) archive(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	funder, ok := strings.CutSuffix(r.PathValue("archive"), ".zip")
	if !ok || funder == "" {
		return apperr.New(apperr.NotFound, "control.archive", "Il n’y a pas de dossier de contrôle à cette adresse. Ils sont sur la page Contrôle.",
			"There is no control file at this address. They are on the page Control.")
	}
	p, err := h.Control.Perimeter(ctx, funder, time.Time{})
	if err != nil {
		return err
	}
	key, err := h.Key()
	if err != nil {
		return err
	}
	language := i18n.Lang(ctx)
	documents, done, err := h.Documents(ctx, funder, language, p.Moment)
	defer done()
	if err != nil {
		return err
	}
	// A file of many pieces takes longer than a page; where the server cannot lift its limit, the download is cut and told as broken.
	_ = http.NewResponseController(w).SetWriteDeadline(time.Time{})
	w.Header().Set("Content-Type", "application/zip")
	w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": control.FileName(p.Agreement, funder)}))
	return web.Stream(w, func(out io.Writer) error {
		_, err := h.Control.Export(ctx, out, control.Options{Funder: funder, AsOf: p.Moment, Language: language, Documents: documents, Key: key})
		return err
	})
}
