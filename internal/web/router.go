package web

import (
	"cmp"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"maillage/internal/kit/actor"
	"maillage/internal/web/i18n"
)

// Handler serves one route. An error becomes a page with its status. When a handler that streams fails on the way, its error cuts the
// connection, so that the reader knows that something is missing.
type Handler func(w http.ResponseWriter, r *http.Request) error

// Route is one line of the table of routes.
type Route struct {
	Method  string
	Pattern string
	Access  Access
	MaxBody int64 // bytes
}

// Options of a Mux. Site dresses the error pages; Texts defaults to the texts of this package alone; Log to slog's default.
type Options struct {
	Site  Site
	Texts *i18n.Catalogue
	May   Authoriser // nil refuses every action
	Actor string     // who acts by a LocalAct route; "" is actor.System
	Log   *slog.Logger
}

// Mux routes requests by net/http patterns. Build it whole before serving: registration is not safe beside requests.
type Mux struct {
	opt    Options
	mux    *http.ServeMux
	routes []Route
	cross  *http.CrossOriginProtection
}

// MaxBody is the limit of a request body unless a route asks for another: 1 MiB.
const MaxBody int64 = 1 << 20

// NewMux makes a Mux that already serves the static files and the accent colours.
func NewMux(opt Options) *Mux {
	if opt.Texts == nil {
		opt.Texts = mustTexts()
	}
	if opt.Log == nil {
		opt.Log = slog.Default()
	}
	m := &Mux{opt: opt, mux: http.NewServeMux(), cross: http.NewCrossOriginProtection()}
	m.Get("/static/{file...}", Public, serveStatic)
	m.Get("/accent/{colour}", Public, serveAccent)
	return m
}

// RouteOption changes one route.
type RouteOption func(*Route)

// WithMaxBody sets the largest body of a route, in bytes: for uploads.
func WithMaxBody(n int64) RouteOption { return func(r *Route) { r.MaxBody = n } }

// Get adds a page; it answers HEAD too.
func (m *Mux) Get(pattern string, access Access, h Handler, opts ...RouteOption) {
	m.handle(http.MethodGet, pattern, access, h, opts)
}

// Post adds an act. Local is for reading only, so an act with that access does not start.
func (m *Mux) Post(pattern string, access Access, h Handler, opts ...RouteOption) {
	if access == Local {
		panic(fmt.Sprintf("web: POST %s: local access is for reading", pattern))
	}
	m.handle(http.MethodPost, pattern, access, h, opts)
}

// Routes lists every route by pattern, then method.
func (m *Mux) Routes() []Route {
	return slices.SortedFunc(slices.Values(m.routes), func(a, b Route) int {
		return cmp.Or(cmp.Compare(a.Pattern, b.Pattern), cmp.Compare(a.Method, b.Method))
	})
}

func (m *Mux) handle(method, pattern string, access Access, h Handler, opts []RouteOption) {
	if access == (Access{}) {
		panic(fmt.Sprintf("web: %s %s: no access given", method, pattern))
	}
	route := Route{Method: method, Pattern: pattern, Access: access, MaxBody: MaxBody}
	for _, o := range opts {
		o(&route)
	}
	m.routes = append(m.routes, route)
	m.mux.HandleFunc(method+" "+pattern, func(w http.ResponseWriter, r *http.Request) {
		if err := m.serve(w, r, route, h); err != nil {
			m.fail(w, r, err)
		}
	})
}

func (m *Mux) serve(w http.ResponseWriter, r *http.Request, route Route, h Handler) error {
	if err := m.cross.Check(r); err != nil {
		return crossOrigin(err)
	}
	if err := route.Access.check(r, m.opt.May); err != nil {
		return err
	}
	if route.Access == LocalAct {
		r = r.WithContext(actor.With(r.Context(), m.opt.Actor))
	}
	r.Body = http.MaxBytesReader(w, r.Body, route.MaxBody)
	return h(w, r)
}

// ServeHTTP puts every request, found or not, through the same guard: headers, id, log, language, recovery.
func (m *Mux) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	m.guard(w, r, func(w http.ResponseWriter, r *http.Request) {
		if !isText(r.URL.Path) || !isText(unescaped(r.URL.RawQuery)) {
			m.fail(w, r, errNoPage)
			return
		}
		if _, pattern := m.mux.Handler(r); pattern == "" {
			m.unmatched(w, r)
			return
		}
		m.mux.ServeHTTP(w, r)
	})
}

// isText says whether an address can be looked up: no database takes a text with a zero byte or broken UTF-8.
func isText(s string) bool { return utf8.ValidString(s) && !strings.ContainsRune(s, 0) }

// unescaped is a query as it will be read; one that cannot be read is refused where it is parsed.
func unescaped(query string) string {
	if s, err := url.QueryUnescape(query); err == nil {
		return s
	}
	return query
}

// unmatched asks the standard mux what it would have said, 404 or 405 with Allow, and says it with a page.
func (m *Mux) unmatched(w http.ResponseWriter, r *http.Request) {
	said := &verdict{header: http.Header{}}
	m.mux.ServeHTTP(said, r)
	if said.status == http.StatusMethodNotAllowed {
		w.Header().Set("Allow", said.header.Get("Allow"))
		m.fail(w, r, errMethod)
		return
	}
	m.fail(w, r, errNoPage)
}

// verdict keeps the status and headers of a response and drops its body.
type verdict struct {
	header http.Header
	status int
}

func (v *verdict) Header() http.Header         { return v.header }
func (v *verdict) WriteHeader(status int)      { v.status = status }
func (v *verdict) Write(b []byte) (int, error) { return len(b), nil }
