// Package fetch reads a public web address for somebody else, which is dangerous to do plainly: the address comes from a file, and the
// machine that asks stands inside a network. Every connection is checked at the moment when it is made, whatever the name resolved to;
// only the open internet is asked, on the web's own ports; redirects are few and each is checked again; size and time are bounded; no
// cookie, password, proxy or referring page is ever sent.
package fetch

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"net/url"
	"path"
	"strings"
	"time"
	"unicode"

	"maillage/internal/kit/apperr"
)

// Options bound a Client. The zero value is what a server should use.
type Options struct {
	MaxBytes  int64         // of a body; 20 MiB by default
	Timeout   time.Duration // of the whole: names, connections, redirects, body; 30 s by default
	UserAgent string
	// AllowLoopback opens the loopback, on every port: for tests alone, whose servers stand there.
	AllowLoopback bool
}

// maxRedirects is how many times a server may send elsewhere.
const maxRedirects = 5

// maxHeader bounds the headers of an answer, in bytes.
const maxHeader = 64 << 10

// Client asks public servers. It is safe for concurrent use.
type Client struct {
	opt  Options
	http *http.Client
}

// New makes a client.
func New(opt Options) *Client {
	opt.MaxBytes = cmp.Or(opt.MaxBytes, 20<<20)
	opt.Timeout = cmp.Or(opt.Timeout, 30*time.Second)
	opt.UserAgent = cmp.Or(opt.UserAgent, "Maillage (conservation de pièces justificatives)")
	c := &Client{opt: opt}
	dialer := &net.Dialer{Timeout: min(opt.Timeout, 10*time.Second), Control: c.control}
	c.http = &http.Client{Timeout: opt.Timeout, CheckRedirect: c.redirect, Transport: &http.Transport{
		DialContext: dialer.DialContext, TLSHandshakeTimeout: 10 * time.Second, MaxResponseHeaderBytes: maxHeader,
		DisableCompression: true, // what is kept is what was sent
		DisableKeepAlives:  true, // each request makes a connection, and each connection is checked
	}} // no Proxy: that of the environment would be asked in our stead, behind the guard
	return c
}

// Page tells what an address answered.
type Page struct {
	Link       string // as asked
	Final      string // after redirects
	Redirected bool   // the answer came from elsewhere
	Status     int
	Filename   string // a name for the content, never a path
}

// OK says that the server gave what was asked.
func (p Page) OK() bool { return p.Status >= 200 && p.Status < 300 }

// Gone says that the server knows no such page, or no longer.
func (p Page) Gone() bool { return p.Status == http.StatusNotFound || p.Status == http.StatusGone }

// Closed says that the server asks who you are, or refuses you.
func (p Page) Closed() bool {
	return p.Status == http.StatusUnauthorized || p.Status == http.StatusForbidden || p.Status == http.StatusProxyAuthRequired
}

// Get reads an address to its end and hands the body to keep, which must read it whole. Errors: Invalid (no web address, too large),
// Forbidden (not on the open internet), Unavailable (no answer, too slow, too many redirects), and those of keep. A server's own refusal
// (404, 403) is no error: keep is not called then, and Status tells it.
func (c *Client) Get(ctx context.Context, link string, keep func(io.Reader) error) (Page, error) {
	page, response, err := c.do(ctx, http.MethodGet, link, "")
	if err != nil {
		return page, err
	}
	defer func() { _ = response.Body.Close() }()
	if page.Status != http.StatusOK {
		return page, nil
	}
	if response.ContentLength > c.opt.MaxBytes {
		return page, c.tooLarge()
	}
	body := &bounded{r: response.Body, left: c.opt.MaxBytes, over: c.tooLarge()}
	err = keep(body)
	if body.failed != nil {
		err = c.explain(link, body.failed)
	}
	return page, err
}

// Look asks whether an address still answers, with HEAD, and with the beginning of a GET where a server knows no HEAD. Errors: as Get.
func (c *Client) Look(ctx context.Context, link string) (Page, error) {
	page, response, err := c.do(ctx, http.MethodHead, link, "")
	if err == nil {
		_ = response.Body.Close()
		if page.Status < http.StatusBadRequest {
			return page, nil
		}
	} else if IsRefused(err) || ctx.Err() != nil {
		return page, err
	}
	page, response, err = c.do(ctx, http.MethodGet, link, "bytes=0-1023")
	if err != nil {
		return page, err
	}
	_ = response.Body.Close() // what follows is of no interest: the connection is cut
	return page, nil
}

func (c *Client) do(ctx context.Context, method, link, part string) (Page, *http.Response, error) {
	page := Page{Link: link}
	u, err := c.parse(link)
	if err != nil {
		return page, nil, err
	}
	request, err := http.NewRequestWithContext(ctx, method, u.String(), nil)
	if err != nil {
		return page, nil, err
	}
	request.Header.Set("User-Agent", c.opt.UserAgent)
	request.Header.Set("Accept", "*/*")
	if part != "" {
		request.Header.Set("Range", part)
	}
	response, err := c.http.Do(request)
	if err != nil {
		return page, nil, c.explain(link, err)
	}
	page.Final, page.Status, page.Filename = response.Request.URL.String(), response.StatusCode, nameOf(response)
	page.Redirected = response.Request.Response != nil
	if page.Status == http.StatusPartialContent {
		page.Status = http.StatusOK
	}
	return page, response, nil
}

var errRedirects = errors.New("too many redirects")

// redirect checks each new address like the first one. The referring page is taken out: it could tell a private link to another server.
func (c *Client) redirect(next *http.Request, before []*http.Request) error {
	next.Header.Del("Referer")
	if len(before) > maxRedirects {
		return errRedirects
	}
	if last := before[len(before)-1].URL; last.Scheme == "https" && next.URL.Scheme == "http" {
		return invalid("fetch.downgrade", "Le serveur renvoie d’une adresse https vers « %s », non protégée : la suite n’est pas lue.",
			"The server sends from an https address to “%s”, which is not protected: it is not followed.", next.URL)
	}
	return c.checkURL(next.URL)
}

// explain turns what net/http says into what people read; what is told already stays.
func (c *Client) explain(link string, err error) error {
	var told *apperr.E
	var slow interface{ Timeout() bool }
	switch {
	case errors.As(err, &told):
		return told
	case errors.Is(err, context.Canceled):
		return err
	case errors.Is(err, errRedirects):
		return apperr.Newf(apperr.Unavailable, "fetch.redirects", "L’adresse renvoie plus de %d fois ailleurs.", "The address sends elsewhere more than %d times.", maxRedirects).Because(err)
	case errors.As(err, &slow) && slow.Timeout():
		return apperr.Newf(apperr.Unavailable, "fetch.slow", "Le serveur n’a pas tout envoyé en %s.", "The server did not send everything within %s.", c.opt.Timeout).Because(err)
	}
	return apperr.Newf(apperr.Unavailable, "fetch.unreachable", "L’adresse « %s » ne répond pas.", "The address “%s” does not answer.", short(link)).Because(err)
}

func (c *Client) tooLarge() error {
	return apperr.Newf(apperr.Invalid, "fetch.too_large", "Le contenu dépasse %d octets. Enregistrez une version plus légère et joignez-la.",
		"The content is larger than %d bytes. Save a lighter version and add it.", c.opt.MaxBytes)
}

// bounded fails, rather than end, where a body is longer than allowed.
type bounded struct {
	r      io.Reader
	left   int64
	over   error
	failed error
}

func (b *bounded) Read(p []byte) (int, error) {
	if int64(len(p)) > b.left+1 {
		p = p[:b.left+1]
	}
	n, err := b.r.Read(p)
	if b.left -= int64(n); b.left < 0 {
		err = b.over
	}
	if err != nil && err != io.EOF {
		b.failed = err
	}
	return n, err
}

// nameOf is a file name for an answer: the one that the server gives, else the end of the address.
func nameOf(r *http.Response) string {
	name := ""
	if _, given, err := mime.ParseMediaType(r.Header.Get("Content-Disposition")); err == nil {
		name = given["filename"]
	}
	if name == "" {
		name = path.Base(r.Request.URL.Path)
	}
	return clean(name, r.Request.URL)
}

func clean(name string, from *url.URL) string {
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	name = strings.Map(func(c rune) rune {
		if unicode.IsControl(c) || strings.ContainsRune(`<>:"|?*/`, c) || !unicode.IsPrint(c) {
			return -1
		}
		return c
	}, name)
	if name = strings.Trim(name, ". "); name == "" {
		name = from.Hostname()
	}
	return short(name)
}

// short keeps a name or an address readable in a message.
func short(s string) string {
	const most = 120
	if letters := []rune(s); len(letters) > most {
		return fmt.Sprintf("%s…%s", string(letters[:most-20]), string(letters[len(letters)-19:]))
	}
	return s
}
