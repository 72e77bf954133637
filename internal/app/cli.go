package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/alecthomas/kong"

	"maillage/internal/kit/actor"
	"maillage/internal/kit/apperr"
	"maillage/internal/kit/lang"
)

// The exit codes, the same for every command.
const (
	exitFine     = 0
	exitFindings = 1 // findings, or refused rows
	exitUse      = 2 // wrong use: an option, a file or a name that cannot be right
	exitFailure  = 3
)

// cli is the command line; the help of each command is in help.go, in both languages.
type cli struct {
	Dir    string `help:"${h_dir}" env:"MAILLAGE_DIR" default:"maillage-data" placeholder:"DIR"`
	Lang   string `help:"${h_lang}" env:"MAILLAGE_LANG" enum:"fr,en" default:"${lang}"`
	Format string `help:"${h_format}" enum:"text,json,sarif,html" default:"text"`
	Actor  string `help:"${h_actor}" env:"MAILLAGE_ACTOR" default:""`

	Serve    serveCmd    `cmd:"" help:"${h_serve}"`
	Demo     demoCmd     `cmd:"" help:"${h_demo}"`
	Migrate  migrateCmd  `cmd:"" help:"${h_migrate}"`
	Import   importCmd   `cmd:"" help:"${h_import}"`
	Imports  importsCmd  `cmd:"" help:"${h_imports}"`
	Undo     undoCmd     `cmd:"" help:"${h_undo}"`
	Kinds    kindsCmd    `cmd:"" help:"${h_kinds}"`
	Figures  figuresCmd  `cmd:"" help:"${h_figures}"`
	Finance  financeCmd  `cmd:"" help:"${h_finance}"`
	Report   reportCmd   `cmd:"" help:"${h_report}"`
	Variance varianceCmd `cmd:"" help:"${h_variance}"`
	Control  controlCmd  `cmd:"" help:"${h_control}"`
	Check    checkCmd    `cmd:"" help:"${h_check}"`
	Verify   verifyCmd   `cmd:"" help:"${h_verify}"`
	Read     readCmd     `cmd:"" help:"${h_read}"`

	Evidence evidenceCmd `cmd:"" help:"${h_evidence}"`

	CopyDB  copyCmd    `cmd:"" name:"copy-db" help:"${h_copy}"`
	Routes  routesCmd  `cmd:"" help:"${h_routes}"`
	Doctor  doctorCmd  `cmd:"" help:"${h_doctor}"`
	Version versionCmd `cmd:"" help:"${h_version}"`
}

// run is what commands get: the options that all share, and where to write.
type run struct {
	*cli
	ctx    context.Context
	in     io.Reader
	out    io.Writer
	err    io.Writer
	opened *App
}

// findings is the outcome "it worked, and there is something to look at".
type findings struct{ message string }

func (f findings) Error() string { return f.message }

// Main runs the command line and returns the exit code. It never asks a question.
func Main(args []string, in io.Reader, out, errs io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	slog.SetDefault(slog.New(slog.NewTextHandler(errs, &slog.HandlerOptions{Level: slog.LevelWarn})))
	if len(args) == 0 || args[0] == "help" {
		args = append(args[min(1, len(args)):], "--help")
	}
	var c cli
	language := languageOf(args)
	exited := -1
	parser, err := kong.New(&c, kong.Name("maillage"), kong.Description(helpText(language)["h_app"]), kong.Vars(helpText(language)), kong.Writers(out, errs),
		kong.Exit(func(code int) { exited = code }), kong.ConfigureHelp(kong.HelpOptions{Compact: true}), kong.Help(helpIn(language)))
	if err != nil {
		_, _ = fmt.Fprintln(errs, err)
		return exitFailure
	}
	parsed, err := parser.Parse(args)
	if exited >= 0 { // --help was shown
		return exited
	}
	if err != nil {
		_, _ = fmt.Fprintf(errs, "maillage: %s\n", wrongUse(err, language))
		return exitUse
	}
	if (c.Format == "sarif" || c.Format == "html") && parsed.Selected() != nil && parsed.Selected().Name != "check" {
		_, _ = fmt.Fprintln(errs, "maillage: "+helpText(language)["check_formats"])
		return exitUse
	}
	r := &run{cli: &c, in: in, out: out, err: errs}
	r.ctx = actor.With(ctx, c.Actor)
	err = parsed.Run(r)
	if r.opened != nil {
		_ = r.opened.Close()
	}
	return r.exit(err)
}

func wrongUse(err error, language string) string {
	if language == "en" {
		return err.Error() + ". See maillage --help."
	}
	return "commande ou option non comprise (" + err.Error() + "). Voir maillage --help."
}

// exit tells an error and gives its code.
func (r *run) exit(err error) int {
	if err == nil {
		return exitFine
	}
	var f findings
	if errors.As(err, &f) {
		if f.message != "" {
			_, _ = fmt.Fprintln(r.err, f.message)
		}
		return exitFindings
	}
	if errors.Is(err, context.Canceled) {
		r.note("maillage: interrompu, rien n’est changé.", "maillage: stopped, nothing is changed.")
		return exitFailure
	}
	if r.Format == "json" {
		_ = r.json(map[string]any{"error": map[string]string{"code": string(apperr.CodeOf(err)), "message": apperr.Message(err, r.Lang)}})
	}
	_, _ = fmt.Fprintln(r.err, "maillage: "+apperr.Message(err, r.Lang))
	switch apperr.CodeOf(err) {
	case apperr.Invalid, apperr.NotFound, apperr.Conflict:
		return exitUse
	}
	return exitFailure
}

// languageOf finds the language before the options are read, since the help is in it.
func languageOf(args []string) string {
	for i, a := range args {
		if a == "--lang" && i+1 < len(args) {
			return args[i+1]
		}
		if v, ok := strings.CutPrefix(a, "--lang="); ok {
			return v
		}
	}
	for _, name := range []string{"MAILLAGE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := os.Getenv(name); strings.HasPrefix(v, "en") {
			return "en"
		} else if v != "" {
			return "fr"
		}
	}
	return "fr"
}

// t chooses between the two languages.
func (r *run) t(fr, en string) string {
	if r.Lang == "en" {
		return en
	}
	return fr
}

// count tells how many of something there are, "1 chiffre": singular and plural stand on both sides of a bar.
func (r *run) count(n int, fr, en string) string { return lang.Count(n, fr, en, r.Lang) }

func (r *run) say(fr, en string, args ...any) {
	_, _ = fmt.Fprintf(r.out, r.t(fr, en)+"\n", args...)
}

// note tells progress and remarks beside the result.
func (r *run) note(fr, en string, args ...any) {
	_, _ = fmt.Fprintf(r.err, r.t(fr, en)+"\n", args...)
}

func (r *run) json(v any) error {
	enc := json.NewEncoder(r.out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

// existing opens the installation of --dir, and refuses to make one: who asks for figures in a folder whose name is misspelt must not be
// told that there are none.
func (r *run) existing() (*App, error) {
	c, err := ReadConfig(r.Dir)
	if err != nil {
		return nil, err
	}
	if c.isFile() {
		if _, err := os.Stat(strings.TrimPrefix(c.Database, "sqlite:")); err != nil {
			return nil, apperr.Newf(apperr.NotFound, "app.none", "Il n’y a pas d’installation dans %s. Indiquez son dossier avec --dir, ou créez-en une : maillage demo, ou maillage import agreement programme.toml.",
				"There is no installation in %s. Name its folder with --dir, or make one: maillage demo, or maillage import agreement programme.toml.", r.Dir).Because(err)
		}
	}
	return r.app()
}

// app opens the installation of --dir once, and makes it when it is not there.
func (r *run) app() (*App, error) {
	if r.opened != nil {
		return r.opened, nil
	}
	a, err := Open(r.ctx, r.Dir, time.Now)
	if err != nil {
		return nil, err
	}
	r.opened = a
	return a, nil
}
