package web_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/a-h/templ"

	"maillage/internal/kit/actor"
	"maillage/internal/kit/apperr"
	"maillage/internal/web"
	"maillage/internal/web/i18n"
)

func page(text string) web.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		return web.Render(w, r, http.StatusOK, web.Text(text))
	}
}

func failing(err error) web.Handler {
	return func(http.ResponseWriter, *http.Request) error { return err }
}

// call sends a request made by hand, from this machine unless the request is changed.
func call(m http.Handler, method, target string, change ...func(*http.Request)) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, nil)
	r.RemoteAddr, r.Host = "127.0.0.1:5000", "localhost:8080"
	for _, c := range change {
		c(r)
	}
	w := httptest.NewRecorder()
	m.ServeHTTP(w, r)
	return w
}

func header(name, value string) func(*http.Request) {
	return func(r *http.Request) { r.Header.Set(name, value) }
}

func document(t *testing.T, w *httptest.ResponseRecorder) *goquery.Document {
	t.Helper()
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(w.Body.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func TestAccess(t *testing.T) {
	may := func(r *http.Request, action string) error {
		if r.Header.Get("X-Role") == action {
			return nil
		}
		return apperr.New(apperr.Forbidden, "test.no", "Non.", "No.")
	}
	m := web.NewMux(web.Options{Site: site, Log: quiet(), May: may})
	m.Get("/public", web.Public, page("ok"))
	m.Get("/local", web.Local, page("ok"))
	m.Get("/may", web.May("event.publish"), page("ok"))
	from := func(peer, host string) func(*http.Request) {
		return func(r *http.Request) { r.RemoteAddr, r.Host = peer, host }
	}
	for _, tt := range []struct {
		name, path string
		change     func(*http.Request)
		want       int
	}{
		{"public from afar", "/public", from("203.0.113.9:1", "reseau.example"), 200},
		{"local from this machine", "/local", from("127.0.0.1:1", "localhost:8080"), 200},
		{"local by IPv6", "/local", from("[::1]:1", "[::1]:8080"), 200},
		{"local by IPv6 without port", "/local", from("[::1]:1", "[::1]"), 200},
		{"local from afar", "/local", from("203.0.113.9:1", "localhost"), 403},
		{"local by a foreign name", "/local", from("127.0.0.1:1", "attacker.example"), 403},
		{"local through a proxy", "/local", header("X-Forwarded-For", "203.0.113.9"), 403},
		{"right role", "/may", header("X-Role", "event.publish"), 200},
		{"wrong role", "/may", header("X-Role", "event.read"), 403},
	} {
		if got := call(m, "GET", tt.path, tt.change).Code; got != tt.want {
			t.Errorf("%s: status %d, want %d", tt.name, got, tt.want)
		}
	}
}

// TestActsNameTheirActor holds an act without account to the machine, to our own pages, and to a name in the audit trail.
func TestActsNameTheirActor(t *testing.T) {
	m := web.NewMux(web.Options{Site: site, Log: quiet(), Actor: "coordination"})
	var acted []string
	m.Post("/act", web.LocalAct, func(w http.ResponseWriter, r *http.Request) error {
		acted = append(acted, actor.From(r.Context()))
		return nil
	})
	local := func(r *http.Request) { r.RemoteAddr, r.Host = "127.0.0.1:1", "localhost:8017" }
	for _, tt := range []struct {
		name   string
		change func(*http.Request)
		want   int
	}{
		{"from our page", header("Sec-Fetch-Site", "same-origin"), 200},
		{"from another site", header("Sec-Fetch-Site", "cross-site"), 403},
		{"from afar", func(r *http.Request) { r.RemoteAddr = "203.0.113.9:1" }, 403},
	} {
		got := call(m, "POST", "/act", func(r *http.Request) { local(r); tt.change(r) }).Code
		if got != tt.want {
			t.Errorf("%s: status %d, want %d", tt.name, got, tt.want)
		}
	}
	if !slices.Equal(acted, []string{"coordination"}) {
		t.Errorf("acted as %q", acted)
	}
}

func TestMayWithoutAuthoriserRefuses(t *testing.T) {
	m := web.NewMux(web.Options{Log: quiet()})
	m.Get("/may", web.May("event.publish"), page("ok"))
	if got := call(m, "GET", "/may").Code; got != http.StatusForbidden {
		t.Errorf("status %d, want 403", got)
	}
}

func TestRegistrationRefuses(t *testing.T) {
	for name, register := range map[string]func(*web.Mux){
		"no access":          func(m *web.Mux) { m.Get("/x", web.Access{}, page("")) },
		"an act for reading": func(m *web.Mux) { m.Post("/x", web.Local, page("")) },
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("registered")
				}
			}()
			register(web.NewMux(web.Options{Log: quiet()}))
		})
	}
}

func TestRoutesList(t *testing.T) {
	m := web.NewMux(web.Options{Log: quiet()})
	m.Post("/lieux", web.May("place.add"), page(""), web.WithMaxBody(10))
	m.Get("/lieux", web.Local, page(""))
	var got []string
	for _, r := range m.Routes() {
		got = append(got, fmt.Sprintf("%s %s %s", r.Method, r.Pattern, r.Access))
	}
	want := []string{"GET /accent/{colour} public", "GET /lieux local", "POST /lieux may:place.add", "GET /static/{file...} public"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestErrorsBecomePages(t *testing.T) {
	said := apperr.New(apperr.Stale, "x", "Le lieu a changé.", "The place has changed.")
	for _, tt := range []struct {
		err    error
		status int
		shown  string
	}{
		{apperr.New(apperr.Invalid, "x", "Avril a 30 jours.", ""), 422, "Avril a 30 jours."},
		{apperr.New(apperr.NotFound, "x", "Ce lieu n’existe pas.", ""), 404, "Ce lieu n’existe pas."},
		{apperr.New(apperr.Forbidden, "x", "Réservé.", ""), 403, "Réservé."},
		{apperr.New(apperr.Conflict, "x", "Déjà inscrit.", ""), 409, "Déjà inscrit."},
		{fmt.Errorf("save: %w", said), 409, "Le lieu a changé."},
		{apperr.New(apperr.Unavailable, "x", "La carte ne répond pas.", ""), 503, "La carte ne répond pas."},
		{errors.New("pq: relation person of dsn=secret"), 500, "Une erreur imprévue"},
		{&http.MaxBytesError{Limit: 3}, 413, "dépasse la taille permise"},
	} {
		m := web.NewMux(web.Options{Site: site, Log: quiet()})
		m.Get("/x", web.Public, failing(tt.err))
		w := call(m, "GET", "/x")
		doc := document(t, w)
		if w.Code != tt.status {
			t.Errorf("%v: status %d, want %d", tt.err, w.Code, tt.status)
		}
		if got := doc.Find("main .problem-message").Text(); !strings.Contains(got, tt.shown) {
			t.Errorf("%v: page says %q", tt.err, got)
		}
		if strings.Contains(w.Body.String(), "secret") {
			t.Errorf("%v: the page tells the technical text", tt.err)
		}
		if title := doc.Find("h1").Text(); title == "" || strings.HasPrefix(title, "web.") {
			t.Errorf("%v: title %q", tt.err, title)
		}
	}
}

func TestErrorPageInEnglish(t *testing.T) {
	m := web.NewMux(web.Options{Site: site, Log: quiet()})
	m.Get("/x", web.Public, failing(apperr.New(apperr.NotFound, "x", "Ce lieu n’existe pas.", "This place does not exist.")))
	doc := document(t, call(m, "GET", "/x", header("Accept-Language", "en-GB,en;q=0.9")))
	if got := doc.Find(".problem-message").Text(); got != "This place does not exist." {
		t.Errorf("page says %q", got)
	}
	if lang, _ := doc.Find("html").Attr("lang"); lang != "en" {
		t.Errorf("lang %q", lang)
	}
}

func TestUnmatched(t *testing.T) {
	m := web.NewMux(web.Options{Site: site, Log: quiet()})
	m.Get("/lieux", web.Public, page("ok"))
	if w := call(m, "GET", "/nulle-part"); w.Code != 404 || document(t, w).Find("h1").Text() != "Cette page n’existe pas" {
		t.Errorf("unknown page: status %d", w.Code)
	}
	w := call(m, "POST", "/lieux")
	if allow := w.Header().Get("Allow"); w.Code != 405 || allow != "GET, HEAD" {
		t.Errorf("wrong method: status %d, Allow %q", w.Code, allow)
	}
}

func TestHead(t *testing.T) {
	server := galleryServer(t)
	res, err := http.Head(server.URL + "/galerie")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, _ := io.ReadAll(res.Body)
	if res.StatusCode != 200 || res.ContentLength <= 0 || len(body) != 0 {
		t.Errorf("status %d, length %d, body of %d", res.StatusCode, res.ContentLength, len(body))
	}
}

func TestSecurityHeaders(t *testing.T) {
	m := web.NewMux(web.Options{Log: quiet()})
	m.Get("/x", web.Public, page("ok"))
	for _, path := range []string{"/x", "/nulle-part", web.StyleURL()} {
		h := call(m, "GET", path).Header()
		csp := h.Get("Content-Security-Policy")
		if !strings.Contains(csp, "default-src 'self'") || !strings.Contains(csp, "frame-ancestors 'none'") || strings.Contains(csp, "unsafe") {
			t.Errorf("%s: policy %q", path, csp)
		}
		for name, want := range map[string]string{"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin"} {
			if got := h.Get(name); got != want {
				t.Errorf("%s: %s is %q, want %q", path, name, got, want)
			}
		}
		if h.Get("X-Request-Id") == "" || h.Get("Strict-Transport-Security") != "" {
			t.Errorf("%s: no request id, or HSTS without TLS", path)
		}
	}
	if got := call(m, "GET", "/x").Header().Get("Cache-Control"); got != "no-store" {
		t.Errorf("page cache is %q", got)
	}
}

func TestCrossOriginPostIsRefused(t *testing.T) {
	m := web.NewMux(web.Options{Log: quiet()})
	m.Post("/x", web.Public, page("ok"))
	if got := call(m, "POST", "/x", header("Sec-Fetch-Site", "cross-site")).Code; got != 403 {
		t.Errorf("cross-site: status %d, want 403", got)
	}
	if got := call(m, "POST", "/x", header("Sec-Fetch-Site", "same-origin")).Code; got != 200 {
		t.Errorf("same origin: status %d, want 200", got)
	}
}

func TestBodyLimit(t *testing.T) {
	m := web.NewMux(web.Options{Log: quiet()})
	read := func(w http.ResponseWriter, r *http.Request) error {
		if _, err := io.ReadAll(r.Body); err != nil {
			return err
		}
		return web.Render(w, r, http.StatusOK, web.Text("ok"))
	}
	m.Post("/small", web.Public, read, web.WithMaxBody(4))
	m.Post("/usual", web.Public, read)
	body := func(r *http.Request) { r.Body = io.NopCloser(strings.NewReader("twelve bytes")) }
	if got := call(m, "POST", "/small", body).Code; got != 413 {
		t.Errorf("too big: status %d", got)
	}
	if got := call(m, "POST", "/usual", body).Code; got != 200 {
		t.Errorf("usual: status %d", got)
	}
}

func TestPanicBecomesAPageAndALogLine(t *testing.T) {
	var log bytes.Buffer
	m := web.NewMux(web.Options{Site: site, Log: slog.New(slog.NewTextHandler(&log, nil))})
	m.Get("/x", web.Public, func(http.ResponseWriter, *http.Request) error { panic("boom") })
	w := call(m, "GET", "/x?nom=quelqu-un")
	id := w.Header().Get("X-Request-Id")
	if w.Code != 500 || !strings.Contains(w.Body.String(), id) {
		t.Errorf("status %d, or the page lacks the reference %s", w.Code, id)
	}
	if text := log.String(); !strings.Contains(text, "boom") || !strings.Contains(text, id) || !strings.Contains(text, "status=500") {
		t.Errorf("log: %s", text)
	}
	if strings.Contains(log.String(), "quelqu-un") {
		t.Error("the log holds the query")
	}
}

func TestLanguage(t *testing.T) {
	m := web.NewMux(web.Options{Site: site, Log: quiet()})
	m.Get("/x", web.Public, func(w http.ResponseWriter, r *http.Request) error {
		return web.Render(w, r, http.StatusOK, web.StaffPage(site.Frame(r, web.Today, "Titre")))
	})
	cookie := func(v string) func(*http.Request) {
		return func(r *http.Request) { r.AddCookie(&http.Cookie{Name: "lang", Value: v}) }
	}
	for _, tt := range []struct {
		name, target string
		change       func(*http.Request)
		want         string
	}{
		{"nothing said", "/x", func(*http.Request) {}, "fr"},
		{"browser in English", "/x", header("Accept-Language", "en-US"), "en"},
		{"browser in German", "/x", header("Accept-Language", "de"), "fr"},
		{"cookie over browser", "/x", func(r *http.Request) { cookie("fr")(r); header("Accept-Language", "en")(r) }, "fr"},
		{"choice over cookie", "/x?lang=en", cookie("fr"), "en"},
		{"unknown choice", "/x?lang=xx", cookie("en"), "en"},
	} {
		w := call(m, "GET", tt.target, tt.change)
		if got, _ := document(t, w).Find("html").Attr("lang"); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
	w := call(m, "GET", "/x?lang=en&ville=Melle")
	if len(w.Result().Cookies()) != 1 {
		t.Error("the choice is not kept")
	}
	if href, _ := document(t, w).Find(".languages a[hreflang=fr]").Attr("href"); href != "/x?lang=fr&ville=Melle" {
		t.Errorf("switch leads to %q", href)
	}
}

func TestRedirectSaysOnceWhatWasDone(t *testing.T) {
	texts, err := i18n.New(web.Texts)
	if err != nil {
		t.Fatal(err)
	}
	m := web.NewMux(web.Options{Site: site, Log: quiet(), Texts: texts})
	m.Post("/act", web.Public, func(w http.ResponseWriter, r *http.Request) error {
		return web.Redirect(w, r, r.URL.Query().Get("to"), "web.note")
	})
	m.Get("/x", web.Public, func(w http.ResponseWriter, r *http.Request) error {
		return web.Render(w, r, http.StatusOK, web.StaffPage(site.Frame(r, web.Today, "Titre")))
	})
	w := call(m, "POST", "/act?to=/x")
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/x" {
		t.Fatalf("status %d to %q", w.Code, w.Header().Get("Location"))
	}
	done := w.Result().Cookies()[0]
	next := call(m, "GET", "/x", func(r *http.Request) { r.AddCookie(done) })
	if got := strings.TrimSpace(document(t, next).Find(".toast").Text()); got != "Noter" {
		t.Errorf("the next page says %q", got)
	}
	if c := next.Result().Cookies(); len(c) != 1 || c[0].MaxAge >= 0 {
		t.Error("the message is not forgotten")
	}
	foreign := &http.Cookie{Name: "done", Value: "Gagnez un voyage"}
	if n := document(t, call(m, "GET", "/x", func(r *http.Request) { r.AddCookie(foreign) })).Find(".toast").Length(); n != 0 {
		t.Error("a text that is not ours is shown")
	}
	for _, to := range []string{"https://evil.example", "//evil.example", `/\evil.example`, "javascript:alert(1)"} {
		r := httptest.NewRequest("POST", "/act", nil)
		if err := web.Redirect(httptest.NewRecorder(), r, to, ""); err == nil {
			t.Errorf("redirects to %q", to)
		}
	}
}

func TestRenderSendsNothingBeforeAnError(t *testing.T) {
	m := web.NewMux(web.Options{Site: site, Log: quiet()})
	half := templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		_, _ = io.WriteString(w, "half a page")
		return errors.New("no more")
	})
	m.Get("/x", web.Public, func(w http.ResponseWriter, r *http.Request) error { return web.Render(w, r, http.StatusOK, half) })
	if w := call(m, "GET", "/x"); w.Code != 500 || strings.Contains(w.Body.String(), "half a page") {
		t.Errorf("status %d", w.Code)
	}
}

// TestFailedDownloadIsCut: the reader of an export that fails half way learns it.
func TestFailedDownloadIsCut(t *testing.T) {
	for name, end := range map[string]func() error{
		"error": func() error { return errors.New("the disk is gone") },
		"panic": func() error { panic("boom") },
	} {
		var log bytes.Buffer
		m := web.NewMux(web.Options{Site: site, Log: slog.New(slog.NewTextHandler(&log, nil))})
		m.Get("/export", web.Public, func(w http.ResponseWriter, r *http.Request) error {
			_, _ = io.WriteString(w, "line 1\n")
			if err := http.NewResponseController(w).Flush(); err != nil {
				return err
			}
			return end()
		})
		server := httptest.NewServer(m)
		res, err := http.Get(server.URL + "/export")
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(res.Body)
		res.Body.Close()
		server.Close() // waits for the handler, and so for its log line
		if !strings.Contains(log.String(), "cut=true") {
			t.Errorf("%s: the log does not tell that the answer was cut: %s", name, log.String())
		}
		if err == nil || strings.Contains(string(body), "<html") {
			t.Errorf("%s: the export looks whole: %q, %v", name, body, err)
		}
	}
}

func TestIsFragment(t *testing.T) {
	r := httptest.NewRequest("GET", "/x", nil)
	if web.IsFragment(r) {
		t.Error("a plain request")
	}
	r.Header.Set("HX-Request", "true")
	if !web.IsFragment(r) {
		t.Error("htmx asks for a part")
	}
	r.Header.Set("HX-History-Restore-Request", "true")
	if web.IsFragment(r) {
		t.Error("htmx asks for the page back")
	}
}
