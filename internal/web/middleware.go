package web

import (
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"time"
)

// policy allows only our own files. No inline style or script: components use classes, SVG uses presentation attributes.
const policy = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

func secure(h http.Header, tls bool) {
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), browsing-topics=()")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	if tls {
		h.Set("Strict-Transport-Security", "max-age=31536000")
	}
}

// guard is the one middleware. It logs path, never query: a search or a filter may hold a person's name.
func (m *Mux) guard(w http.ResponseWriter, r *http.Request, next http.HandlerFunc) {
	start := time.Now()
	id := rand.Text()[:12]
	rec := &recorder{ResponseWriter: w}
	secure(w.Header(), r.TLS != nil)
	w.Header().Set("X-Request-Id", id)
	w.Header().Set("Cache-Control", "no-store")
	lang := pickLanguage(w, r)
	w.Header().Set("Content-Language", lang)
	ctx := context.WithValue(r.Context(), requestIDKey{}, id)
	r = r.WithContext(m.opt.Texts.Context(ctx, lang))

	defer func() {
		cut := m.recovered(rec, r, recover())
		m.opt.Log.LogAttrs(r.Context(), slog.LevelInfo, "request",
			slog.String("id", id), slog.String("method", r.Method), slog.String("path", r.URL.Path),
			slog.Int("status", rec.Status()), slog.Int64("bytes", rec.bytes), slog.Duration("took", time.Since(start)), slog.Bool("cut", cut))
		if cut {
			panic(http.ErrAbortHandler)
		}
	}()
	next(rec, r)
}

// recovered tells a panic as an internal error, unless the answer had begun: then the connection must be cut, so that half a page or half
// an export never passes for a whole one.
func (m *Mux) recovered(rec *recorder, r *http.Request, p any) (cut bool) {
	if p == nil || p == http.ErrAbortHandler {
		return p != nil
	}
	m.opt.Log.ErrorContext(r.Context(), "panic", "id", RequestID(r.Context()), "value", fmt.Sprint(p), "stack", string(debug.Stack()))
	if rec.status != 0 {
		return true
	}
	m.fail(rec, r, errPanic)
	return false
}

type requestIDKey struct{}

// RequestID returns the id of the request: in the log, in the X-Request-Id header and on the page of an internal error.
func RequestID(ctx context.Context) string {
	id, _ := ctx.Value(requestIDKey{}).(string)
	return id
}

// recorder remembers what was answered.
type recorder struct {
	http.ResponseWriter
	status int
	bytes  int64
}

func (r *recorder) WriteHeader(status int) {
	if r.status == 0 {
		r.status = status
	}
	r.ResponseWriter.WriteHeader(status)
}

func (r *recorder) Write(b []byte) (int, error) {
	if r.status == 0 {
		r.status = http.StatusOK
	}
	n, err := r.ResponseWriter.Write(b)
	r.bytes += int64(n)
	return n, err
}

// Status is what the client saw: net/http says 200 for a handler that wrote nothing.
func (r *recorder) Status() int {
	if r.status == 0 {
		return http.StatusOK
	}
	return r.status
}

// Unwrap lets http.ResponseController reach flushing and deadlines.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }
