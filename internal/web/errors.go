package web

import (
	"context"
	"errors"
	"log/slog"
	"net/http"

	"maillage/internal/kit/apperr"
	"maillage/internal/web/i18n"
)

var (
	errNoPage = apperr.New(apperr.NotFound, "web.no_page",
		"Aucune page ne porte cette adresse. Elle a pu être renommée, ou l’adresse est incomplète.",
		"No page has this address. It may have been renamed, or the address is incomplete.")
	errMethod = apperr.New(apperr.Invalid, "web.method",
		"Cette adresse existe, mais ne s’appelle pas ainsi. Revenez à la page précédente et utilisez ses boutons.",
		"This address exists, but is not called that way. Go back to the previous page and use its buttons.")
	errPanic  = apperr.New(apperr.Internal, "web.panic", "", "")
	errTooBig = apperr.New(apperr.Invalid, "web.too_big",
		"L’envoi dépasse la taille permise. Allégez le fichier ou envoyez-le en plusieurs fois.",
		"What you sent is larger than allowed. Make the file lighter or send it in parts.")
)

// crossOrigin is made for each refusal, because it keeps its own cause.
func crossOrigin(cause error) error {
	return apperr.New(apperr.Forbidden, "web.cross_origin",
		"Cet envoi vient d’un autre site et n’a pas été pris en compte. Ouvrez la page ici et recommencez.",
		"This was sent from another site and was not taken into account. Open the page here and try again.").Because(cause)
}

// statusOf is the one place where a code becomes a status.
func statusOf(err error) int {
	var big *http.MaxBytesError
	switch {
	case errors.As(err, &big):
		return http.StatusRequestEntityTooLarge
	case errors.Is(err, errMethod):
		return http.StatusMethodNotAllowed
	}
	switch apperr.CodeOf(err) {
	case apperr.Invalid:
		return http.StatusUnprocessableEntity
	case apperr.NotFound:
		return http.StatusNotFound
	case apperr.Forbidden:
		return http.StatusForbidden
	case apperr.Conflict, apperr.Stale:
		return http.StatusConflict
	case apperr.Unavailable:
		return http.StatusServiceUnavailable
	default:
		return http.StatusInternalServerError
	}
}

// fail answers with the page of an error and logs what only we may know. It is the only place that does either.
func (m *Mux) fail(w http.ResponseWriter, r *http.Request, err error) {
	if errors.Is(err, context.Canceled) && r.Context().Err() != nil {
		return // the reader has left
	}
	status := statusOf(err)
	level := slog.LevelInfo
	if status >= http.StatusInternalServerError {
		level = slog.LevelError
	}
	m.opt.Log.Log(r.Context(), level, "refused", "id", RequestID(r.Context()), "path", r.URL.Path, "status", status, "error", err.Error())
	if rec, ok := w.(*recorder); ok && rec.status != 0 {
		panic(http.ErrAbortHandler) // a download failed on the way: cut it, see recovered
	}
	if status == http.StatusServiceUnavailable {
		w.Header().Set("Retry-After", "60")
	}
	view := problemOf(r.Context(), err, status)
	frame := m.opt.Site.Frame(r, "", view.Title)
	if failed := Render(w, r, status, problemPage(frame, view)); failed != nil {
		m.opt.Log.ErrorContext(r.Context(), "error page", "id", RequestID(r.Context()), "error", failed.Error())
		http.Error(w, http.StatusText(status), status)
	}
}

// problem is what an error page shows: what happened, and the way out.
type problem struct {
	Status  int
	Title   string
	Message string
	WayOut  string
	ID      string // of the request, only when we are at fault
}

func problemOf(ctx context.Context, err error, status int) problem {
	kind := problemKind(err, status)
	p := problem{Status: status, Title: i18n.T(ctx, "web.problem."+kind+".title"), WayOut: i18n.T(ctx, "web.problem."+kind+".way_out")}
	var big *http.MaxBytesError
	switch {
	case status == http.StatusInternalServerError:
		// The text of an unforeseen error may tell of tables, paths or people: the log keeps it.
		p.Message, p.ID = i18n.T(ctx, "web.problem.internal.message"), RequestID(ctx)
	case errors.As(err, &big):
		p.Message = errTooBig.In(i18n.Lang(ctx))
	default:
		p.Message = apperr.Message(err, i18n.Lang(ctx))
	}
	return p
}

// problemKind names the texts of an error page.
func problemKind(err error, status int) string {
	switch status {
	case http.StatusRequestEntityTooLarge, http.StatusMethodNotAllowed:
		return string(apperr.Invalid)
	}
	return string(apperr.CodeOf(err))
}
