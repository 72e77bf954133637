package app

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"maillage/examples"
	"maillage/internal/kit/apperr"
	"maillage/internal/programme/report"
)

// defaultAddress is where pages are served: this machine only, until accounts come.
const defaultAddress = "127.0.0.1:8017"

type serveCmd struct {
	Addr string `help:"${h_addr}" default:"127.0.0.1:8017"`
}

func (c *serveCmd) Run(r *run) error {
	a, err := r.app()
	if err != nil {
		return err
	}
	return serve(r, a, c.Addr)
}

// serve answers until it is interrupted, then lets open requests end.
func serve(r *run, a *App, address string) error {
	listener, err := listenLocal(address)
	if err != nil {
		return err
	}
	a.Actor = r.Actor
	handler, err := a.Handler(r.ctx)
	if err != nil {
		return err
	}
	server := &http.Server{
		Handler: handler, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 30 * time.Second, WriteTimeout: 5 * time.Minute, IdleTimeout: 2 * time.Minute,
		MaxHeaderBytes: 64 << 10,
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	r.say("Pages : http://%s/  (Ctrl C pour arrêter)", "Pages: http://%s/  (Ctrl C to stop)", listener.Addr())
	select {
	case err := <-ended:
		return err
	case <-r.ctx.Done():
	}
	stop, cancel := context.WithTimeout(context.WithoutCancel(r.ctx), 10*time.Second)
	defer cancel()
	if err := server.Shutdown(stop); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return nil
}

// listenLocal refuses any address but the loopback: without accounts, whoever reaches the pages reads them all.
func listenLocal(address string) (net.Listener, error) {
	host, _, err := net.SplitHostPort(address)
	ip := net.ParseIP(host)
	if err != nil || host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return nil, apperr.Newf(apperr.Invalid, "serve.address", "L’adresse « %s » n’est pas sur la boucle locale. Écrivez par exemple %s.",
			"The address “%s” is not on the loopback. Write for instance %s.", address, defaultAddress)
	}
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return nil, apperr.Newf(apperr.Unavailable, "serve.busy", "L’adresse %s est déjà prise. Choisissez-en une autre avec --addr.", "The address %s is taken. Choose another with --addr.", address).Because(err)
	}
	return listener, nil
}

type demoCmd struct {
	NoServe bool   `help:"${h_noserve}"`
	NoPDF   bool   `help:"${h_nopdf}" name:"no-pdf"`
	Addr    string `help:"${h_addr}" default:"127.0.0.1:8017"`
	Out     string `help:"${h_out}" placeholder:"DIR"`
}

// demoResult is what a demonstration made.
type demoResult struct {
	Dir     string  `json:"dir"`
	Example Loaded  `json:"example"`
	Report  built   `json:"report"`
	Seconds float64 `json:"seconds"`
}

// Run makes an installation from the example, or brings an existing one up to date with it, and writes its reports.
func (c *demoCmd) Run(r *run) error {
	began := time.Now()
	a, err := r.app()
	if err != nil {
		return err
	}
	r.note("Exemple : %s → %s", "Example: %s → %s", examples.Default, r.Dir)
	loaded, err := a.LoadExample(r.ctx, examples.Default, func(file string) { r.note("  %s", "  %s", file) })
	if err != nil {
		return err
	}
	if err := a.DB.Analyze(r.ctx); err != nil {
		return err
	}
	out := c.Out
	if out == "" {
		out = filepath.Join(r.Dir, "out")
	}
	formats := []string{"html", "pdf", "odt", "docx", "xlsx", "json"}
	if c.NoPDF {
		formats = formatsWithout(formats, "pdf")
	}
	r.note("Bilans…", "Reports…")
	build := reportBuildCmd{Each: true}
	w := reportWriter{app: a, dir: out, formats: formats, options: report.Options{Check: true, Language: r.Lang}}
	b, err := w.write(r.ctx, build.funders(r.ctx, a))
	if err != nil {
		return err
	}
	result := demoResult{Dir: r.Dir, Example: loaded, Report: b, Seconds: time.Since(began).Seconds()}
	if r.Format == "json" {
		err = r.json(result)
	} else {
		result.tell(r)
	}
	if err != nil || c.NoServe {
		return err
	}
	return serve(r, a, c.Addr)
}

func (d demoResult) tell(r *run) {
	r.say("%s, %s : %s, %s, %s.", "%s, %s: %s, %s, %s.", r.count(d.Example.Files, "fichier|fichiers", "file|files"), r.count(d.Example.Rows, "ligne|lignes", "row|rows"),
		r.count(d.Example.New, "nouvelle|nouvelles", "new"), r.count(d.Example.Changed, "modifiée|modifiées", "changed"), r.count(d.Example.Unchanged, "inchangée|inchangées", "unchanged"))
	d.Report.tell(r)
	_, _ = fmt.Fprintf(r.err, "%.1f s\n", d.Seconds)
	if _, err := os.Stat(d.Dir); err == nil {
		r.say("Installation : %s", "Installation: %s", d.Dir)
	}
}

type routesCmd struct{}

// Run lists every address with who may see it.
func (routesCmd) Run(r *run) error {
	m := newMux(nil, siteOf(nil, "fr"))
	type line struct {
		Method  string `json:"method"`
		Pattern string `json:"pattern"`
		Access  string `json:"access"`
	}
	var list []line
	for _, x := range m.Routes() {
		list = append(list, line{x.Method, x.Pattern, x.Access.String()})
	}
	if r.Format == "json" {
		return r.json(list)
	}
	for _, x := range list {
		_, _ = fmt.Fprintf(r.out, "%-5s %-44s %s\n", x.Method, x.Pattern, x.Access)
	}
	return nil
}
