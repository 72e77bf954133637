package ui

import (
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"time"

	"maillage/internal/kit/apperr"
	"maillage/internal/programme/control"
	"maillage/internal/web"
	"maillage/internal/web/i18n"
)

// paramVersion names the kept version that is enclosed; without it, the file is a draft.
const paramVersion = "version"

// wholeProgramme stands for the code of a funder in the address of the file of the whole programme.
const wholeProgramme = "programme"

// archive makes the control file of a funder, or of the whole programme, while it is sent. Errors: not_found for an unknown funder or version,
// before the first byte.
func (h Handlers) archive(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	code, ok := strings.CutSuffix(r.PathValue("archive"), ".zip")
	if !ok || code == "" {
		return apperr.New(apperr.NotFound, "control.archive", "Il n’y a pas de dossier de contrôle à cette adresse. Ils sont sur la page Contrôle.",
			"There is no control file at this address. They are on the page Control.")
	}
	if code == wholeProgramme {
		code = ""
	}
	p, err := h.Control.Perimeter(ctx, code, time.Time{})
	if err != nil {
		return err
	}
	key, err := h.Key()
	if err != nil {
		return err
	}
	o, done, err := h.options(r, p)
	defer done()
	if err != nil {
		return err
	}
	o.Language, o.Key = i18n.Lang(ctx), key
	number := 0
	if o.Version != nil {
		number = o.Version.Number
	}
	// A file of many pieces takes longer than a page; where the server cannot lift its limit, the download is cut and told as broken.
	_ = http.NewResponseController(w).SetWriteDeadline(time.Time{})
	w.Header().Set("Content-Type", "application/zip")
	w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": control.FileName(p.Agreement, p.Funder.Code, number)}))
	return web.Stream(w, func(out io.Writer) error {
		_, err := h.Control.Export(ctx, out, o)
		return err
	})
}

// options are what the file holds: the version asked for, else the draft of the moment. The caller calls done in any case.
func (h Handlers) options(r *http.Request, p *control.Perimeter) (o control.Options, done func(), err error) {
	ctx, text := r.Context(), r.URL.Query().Get(paramVersion)
	o.Funder, o.AsOf = p.Funder.Code, p.Moment
	if text == "" {
		o.Documents, done, err = h.Documents(ctx, p.Funder.Code, i18n.Lang(ctx), p.Moment)
		return o, done, err
	}
	none := apperr.Newf(apperr.NotFound, "control.version", "Ce périmètre n’a pas de version « %.20s ». Choisissez-la sur la page Contrôle.", "This perimeter has no version “%.20s”. Choose it on the page Control.", text)
	number, err := strconv.Atoi(text)
	if err != nil {
		return o, func() {}, none
	}
	if o.Version, o.Documents, err = h.Version(ctx, number, i18n.Lang(ctx)); err == nil && o.Version.Funder != p.Funder.Code {
		err = none
	}
	return o, func() {}, err
}
