package fetch

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"maillage/internal/kit/apperr"
)

// here is a client that may ask the servers of a test.
func here(opt Options) *Client {
	opt.AllowLoopback = true
	return New(opt)
}

func serve(t *testing.T, h http.HandlerFunc) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s
}

// read gets an address and returns its body.
func read(t *testing.T, c *Client, link string) (Page, string, error) {
	t.Helper()
	var body []byte
	page, err := c.Get(context.Background(), link, func(r io.Reader) (err error) {
		body, err = io.ReadAll(r)
		return err
	})
	return page, string(body), err
}

func keyOf(err error) string {
	var e *apperr.E
	if errors.As(err, &e) {
		return e.Key
	}
	return fmt.Sprint(err)
}

func TestGetFollowsRedirectsAndNamesTheFile(t *testing.T) {
	var agent, referer, cookie, encoding atomic.Value
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/here":
			http.SetCookie(w, &http.Cookie{Name: "a", Value: "b"})
			http.Redirect(w, r, "/there/programme.pdf?x=1", http.StatusFound)
		case "/named":
			w.Header().Set("Content-Disposition", `attachment; filename="../../été 1.pdf"`)
		default:
			agent.Store(r.UserAgent())
			referer.Store(r.Referer())
			cookie.Store(r.Header.Get("Cookie"))
			encoding.Store(r.Header.Get("Accept-Encoding"))
			_, _ = io.WriteString(w, "%PDF-1.4")
		}
	})
	page, body, err := read(t, here(Options{UserAgent: "essai"}), s.URL+"/here")
	if err != nil || body != "%PDF-1.4" || page.Final != s.URL+"/there/programme.pdf?x=1" || !page.Redirected || page.Filename != "programme.pdf" || page.Status != 200 {
		t.Errorf("%+v, %q, %v", page, body, err)
	}
	if agent.Load() != "essai" || referer.Load() != "" || cookie.Load() != "" || encoding.Load() != "" {
		t.Errorf("sent agent %q, referer %q, cookie %q, encoding %q", agent.Load(), referer.Load(), cookie.Load(), encoding.Load())
	}
	if page, _, _ := read(t, here(Options{}), s.URL+"/named"); page.Filename != "été 1.pdf" || page.Redirected {
		t.Errorf("named %q", page.Filename)
	}
}

func TestARefusalOfTheServerIsAStatus(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusGone) })
	page, body, err := read(t, here(Options{}), s.URL)
	if err != nil || page.Status != http.StatusGone || body != "" {
		t.Errorf("%+v, %q, %v", page, body, err)
	}
}

func TestAddressesThatAreNoPublicServer(t *testing.T) {
	for _, a := range []string{
		"0.0.0.0", "10.1.2.3", "100.64.0.1", "100.127.255.254", "127.0.0.1", "127.9.9.9", "169.254.169.254", "172.16.0.1", "172.31.255.255",
		"192.0.0.8", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.19.255.255", "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.255.255.250",
		"240.0.0.1", "255.255.255.255", "::", "::1", "::ffff:8.8.8.8", "::ffff:127.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1", "100::1",
		"2001::1", "2001:2::1", "2001:db8::1", "2002:7f00:1::1", "3fff::1", "5f00::1", "fc00::1", "fd12:3456::1", "fd00:ec2::254", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1",
	} {
		addr := netip.MustParseAddr(a)
		if public(addr) {
			t.Errorf("%s passes for public", a)
		}
		if err := New(Options{}).control("tcp", netip.AddrPortFrom(addr, 443).String(), nil); keyOf(err) != "fetch.private" {
			t.Errorf("%s: a connection is %v", a, err)
		}
	}
	for _, a := range []string{"8.8.8.8", "100.63.255.255", "100.128.0.1", "172.15.255.255", "172.32.0.1", "192.0.1.1", "198.17.255.255", "198.20.0.1", "2001:4860:4860::8888", "2a01:e0c::1"} {
		if !public(netip.MustParseAddr(a)) {
			t.Errorf("%s is refused", a)
		}
		if err := New(Options{}).control("tcp", netip.AddrPortFrom(netip.MustParseAddr(a), 8080).String(), nil); keyOf(err) != "fetch.private" {
			t.Errorf("%s on port 8080 is %v", a, err)
		}
	}
}

// TestNamesAreCheckedWhereTheyLead: localhost is a name like any other until it is resolved, at the connection.
func TestNamesAreCheckedWhereTheyLead(t *testing.T) {
	asked := false
	s := serve(t, func(http.ResponseWriter, *http.Request) { asked = true })
	_, port, _ := net.SplitHostPort(s.Listener.Addr().String())
	c := New(Options{})
	for _, link := range []string{"http://localhost/", "http://127.0.0.1/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://2130706433/", "http://0x7f000001/", "http://0/", "https://10.0.0.1/"} {
		if _, _, err := read(t, c, link); err == nil || keyOf(err) != "fetch.private" && keyOf(err) != "fetch.unreachable" {
			t.Errorf("%s: %v", link, err)
		}
	}
	for _, link := range []string{"http://localhost/", "http://127.0.0.1/", "http://[::1]/", "https://10.0.0.1/"} {
		if _, _, err := read(t, c, link); !IsRefused(err) {
			t.Errorf("%s: %v, want it refused by the guard", link, err)
		}
	}
	if _, _, err := read(t, c, "http://localhost:"+port); keyOf(err) != "fetch.private" || asked {
		t.Errorf("a port of this machine: %v, asked %v", err, asked)
	}
}

func TestAddressesThatAreNotTheWeb(t *testing.T) {
	for link, want := range map[string]string{
		"file:///etc/passwd": "fetch.scheme", "gopher://example.org/": "fetch.scheme", "ftp://example.org/a": "fetch.scheme", "data:text/html,x": "fetch.scheme",
		"//example.org/a": "fetch.scheme", "example.org": "fetch.scheme", "http:example.org": "fetch.scheme", "http://": "fetch.scheme", "http://a b/": "fetch.scheme",
		"https://moi:secret@example.org/": "fetch.credentials", "https://example.org:22/": "fetch.private", "http://example.org:6379/": "fetch.private",
	} {
		_, _, err := read(t, New(Options{}), link)
		if keyOf(err) != want || strings.Contains(apperr.Message(err, "fr"), "secret") {
			t.Errorf("%s: %v, want %s", link, err, want)
		}
	}
}

func TestRedirectsAreCheckedAgain(t *testing.T) {
	turns := 0
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/loop" {
			turns++
			http.Redirect(w, r, "/loop", http.StatusFound)
			return
		}
		http.Redirect(w, r, r.URL.Query().Get("to"), http.StatusFound)
	})
	c := here(Options{})
	for to, want := range map[string]string{
		"http://10.0.0.1/": "fetch.private", "http://169.254.169.254/latest/meta-data/": "fetch.private", "http://[fd00::1]/": "fetch.private",
		"http://192.168.1.1:80/": "fetch.private", "file:///etc/passwd": "fetch.scheme", "gopher://127.0.0.1/": "fetch.scheme",
		"http://a:b@127.0.0.1/": "fetch.credentials", "/loop": "fetch.redirects",
	} {
		if _, _, err := read(t, c, s.URL+"/?to="+to); keyOf(err) != want {
			t.Errorf("to %s: %v, want %s", to, err, want)
		}
	}
	if turns != maxRedirects {
		t.Errorf("a loop was turned %d times", turns)
	}
}

func TestNoStepDownFromHTTPS(t *testing.T) {
	plain := serve(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "x") })
	s := httptest.NewTLSServer(http.RedirectHandler(plain.URL, http.StatusFound))
	t.Cleanup(s.Close)
	c := here(Options{})
	c.http.Transport.(*http.Transport).TLSClientConfig = &tls.Config{RootCAs: s.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs}
	if _, _, err := read(t, c, s.URL); keyOf(err) != "fetch.downgrade" {
		t.Errorf("%v, want the step down refused", err)
	}
	if _, _, err := read(t, here(Options{}), s.URL); keyOf(err) != "fetch.unreachable" {
		t.Errorf("%v, want an unknown certificate refused", err)
	}
}

func TestSizeIsBounded(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/told" {
			w.Header().Set("Content-Length", "101")
		}
		for range 101 { // flushed, so that no length is told
			_, _ = io.WriteString(w, "x")
			if r.URL.Path != "/told" {
				_ = http.NewResponseController(w).Flush()
			}
		}
	})
	for _, path := range []string{"/told", "/untold"} {
		if _, _, err := read(t, here(Options{MaxBytes: 100}), s.URL+path); keyOf(err) != "fetch.too_large" {
			t.Errorf("%s: %v", path, err)
		}
		if _, body, err := read(t, here(Options{MaxBytes: 101}), s.URL+path); err != nil || len(body) != 101 {
			t.Errorf("%s, just within: %d bytes, %v", path, len(body), err)
		}
	}
}

func TestTimeIsBounded(t *testing.T) {
	stop := make(chan struct{})
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		for r.URL.Path == "/drip" {
			_, _ = io.WriteString(w, "x")
			_ = http.NewResponseController(w).Flush()
			select {
			case <-stop:
				return
			case <-r.Context().Done():
				return
			case <-time.After(20 * time.Millisecond):
			}
		}
		select {
		case <-stop:
		case <-r.Context().Done():
		}
	})
	t.Cleanup(func() { close(stop) })
	for _, path := range []string{"/drip", "/silent"} {
		began := time.Now()
		_, _, err := read(t, here(Options{Timeout: 200 * time.Millisecond}), s.URL+path)
		if keyOf(err) != "fetch.slow" || time.Since(began) > 5*time.Second {
			t.Errorf("%s: %v after %s", path, err, time.Since(began))
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := here(Options{}).Get(ctx, s.URL, func(io.Reader) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
}

func TestHeadersAreBounded(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-Long", strings.Repeat("x", 2*maxHeader))
	})
	if _, _, err := read(t, here(Options{}), s.URL); keyOf(err) != "fetch.unreachable" {
		t.Errorf("headers beyond the bound: %v", err)
	}
}

func TestProxyOfTheEnvironmentIsNotAsked(t *testing.T) {
	asked := atomic.Bool{}
	proxy := serve(t, func(http.ResponseWriter, *http.Request) { asked.Store(true) })
	t.Setenv("HTTP_PROXY", proxy.URL)
	t.Setenv("http_proxy", proxy.URL)
	if _, _, err := read(t, New(Options{}), "http://10.0.0.1/"); keyOf(err) != "fetch.private" || asked.Load() {
		t.Errorf("%v, the proxy was asked: %v", err, asked.Load())
	}
}

func TestLookAsksForLittle(t *testing.T) {
	var methods []string
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		methods = append(methods, r.Method+" "+r.Header.Get("Range"))
		switch {
		case r.URL.Path == "/gone":
			w.WriteHeader(http.StatusNotFound)
		case r.URL.Path == "/nohead" && r.Method == http.MethodHead:
			w.WriteHeader(http.StatusMethodNotAllowed)
		case r.Method == http.MethodGet:
			w.WriteHeader(http.StatusPartialContent)
		}
	})
	for path, want := range map[string]int{"/": 200, "/nohead": 200, "/gone": 404} {
		methods = nil
		page, err := here(Options{}).Look(context.Background(), s.URL+path)
		if err != nil || page.Status != want {
			t.Errorf("%s: %+v, %v", path, page, err)
		}
		if told := strings.Join(methods, ", "); path == "/" && told != "HEAD " || path != "/" && told != "HEAD , GET bytes=0-1023" {
			t.Errorf("%s: asked %s", path, told)
		}
	}
	if _, err := New(Options{}).Look(context.Background(), "http://127.0.0.1/"); !IsRefused(err) {
		t.Errorf("the guard let a look pass: %v", err)
	}
}
