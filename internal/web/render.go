package web

import (
	"bytes"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"maillage/internal/kit/apperr"
	"maillage/internal/web/i18n"
)

// Render writes a page or a fragment. Nothing is sent before the whole is drawn, so an error in a component still becomes an error page.
func Render(w http.ResponseWriter, r *http.Request, status int, page templ.Component) error {
	var buf bytes.Buffer
	if err := page.Render(r.Context(), &buf); err != nil {
		return err
	}
	if _, err := r.Cookie(doneCookie); err == nil {
		setDone(w, r, "", -1)
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Length", strconv.Itoa(buf.Len()))
	w.WriteHeader(status)
	_, _ = w.Write(buf.Bytes()) // fails when the reader has left: the headers are gone and nobody is there to be told
	return nil
}

// Redirect sends the browser, after an act, to a page of ours that will say done, a text key, once. An empty done says nothing.
func Redirect(w http.ResponseWriter, r *http.Request, to, done string) error {
	if !isOurs(to) {
		return apperr.New(apperr.Internal, "web.redirect", "L’adresse de retour n’est pas une page d’ici.", "The address to go to is not a page of ours.")
	}
	if done != "" {
		setDone(w, r, done, 60)
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}

// isOurs refuses what a browser would read as another site: "//host", "/\host", a scheme.
func isOurs(to string) bool {
	u, err := url.Parse(to)
	return err == nil && u.Scheme == "" && u.Host == "" && strings.HasPrefix(to, "/") && !strings.ContainsAny(to, "\\\r\n")
}

const doneCookie = "done"

func setDone(w http.ResponseWriter, r *http.Request, key string, seconds int) {
	http.SetCookie(w, &http.Cookie{
		Name: doneCookie, Value: key, Path: "/", MaxAge: seconds,
		HttpOnly: true, Secure: r.TLS != nil, SameSite: http.SameSiteLaxMode,
	})
}

// doneMessage is what the act before this page did, in words. A key that we do not know is not ours, and is not shown.
func doneMessage(r *http.Request) string {
	c, err := r.Cookie(doneCookie)
	if err != nil || !i18n.Has(r.Context(), c.Value) {
		return ""
	}
	return i18n.T(r.Context(), c.Value)
}

// IsFragment tells that htmx asks for a part of the page. A history restore wants the whole page.
func IsFragment(r *http.Request) bool {
	return r.Header.Get("HX-Request") == "true" && r.Header.Get("HX-History-Restore-Request") != "true"
}
