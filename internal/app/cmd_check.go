package app

import (
	"cmp"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/mattn/go-isatty"

	"maillage/internal/kit/actor"
	"maillage/internal/kit/apperr"
	"maillage/internal/kit/fetch"
	"maillage/internal/kit/progress"
	"maillage/internal/programme/check"
	"maillage/internal/programme/check/online"
	"maillage/internal/programme/check/render"
	"maillage/internal/programme/check/rule"
	"maillage/internal/programme/check/text"
	"maillage/internal/programme/report"
)

type checkCmd struct {
	Files       []string `arg:"" optional:"" name:"file" help:"${h_check_files}"`
	MinSeverity string   `help:"${h_check_min}" enum:",blocking,serious,notice" default:"" placeholder:"..."`
	FailOn      string   `help:"${h_check_fail}" enum:",blocking,serious,notice,never" default:"" placeholder:"serious"`
	Only        []string `help:"${h_check_only}" placeholder:"..."`
	Skip        []string `help:"${h_check_skip}" placeholder:"..."`
	Explain     string   `help:"${h_check_explain}" placeholder:"..."`
	ShowText    bool     `help:"${h_check_show}"`
	Draft       bool     `help:"${h_check_draft}" aliases:"open"`
	People      bool     `help:"${h_check_people}"`
	Apart       bool     `help:"${h_check_apart}"`
	Links       bool     `help:"${h_check_links}"`
	StdinName   string   `help:"${h_check_stdin}" placeholder:"..."`
	Out         string   `help:"${h_check_out}" placeholder:"..."`
	Funder      string   `help:"${h_funder}"`
	Waivers     string   `help:"${h_check_waivers}" placeholder:"..."`
	Waive       string   `help:"${h_check_waive}" placeholder:"..."`
	Lift        string   `help:"${h_check_lift}" placeholder:"..."`
	By          string   `help:"${h_check_by}"`
	Reason      string   `help:"${h_check_reason}"`
}

// Run checks files, or the installation when none is named. Exit code 1: something is as bad as --fail-on, or worse, and nobody answers for it.
func (c *checkCmd) Run(r *run) error {
	if c.Explain != "" {
		return c.explain(r)
	}
	if len(c.Files) == 0 {
		switch a, err := c.unnamed(r); {
		case err != nil:
			return err
		case a != nil:
			return c.installation(r, a)
		}
		c.Files = []string{standardInput}
	}
	config, path, err := c.config()
	if err != nil {
		return err
	}
	documents, err := c.read(r)
	if err != nil {
		return err
	}
	if c.ShowText {
		return render.Numbered(r.out, render.Result{Language: r.Lang, Documents: documents})
	}
	return c.files(r, documents, config, path)
}

// unnamed says what is checked when no file is named: the installation of --dir if there is one, else (nil) the standard input, if a text
// comes through it. In this order: a program that starts this one may leave a pipe open through which nothing will ever come.
func (c *checkCmd) unnamed(r *run) (*App, error) {
	if c.StdinName != "" {
		return nil, nil
	}
	a, err := r.existing()
	if apperr.CodeOf(err) != apperr.NotFound {
		return a, err
	}
	if piped(r.in) {
		return nil, nil
	}
	return nil, apperr.Newf(apperr.NotFound, "check.nothing", "Rien à lire : donnez un fichier ou un dossier (maillage check rapport.odt), « - » pour l’entrée standard, ou le dossier d’une installation avec --dir (%s n’en est pas une).",
		"Nothing to read: give a file or a folder (maillage check report.odt), “-” for the standard input, or the folder of an installation with --dir (%s is none).", r.Dir)
}

// files checks texts that were read, with the choices and waivers of a file.
func (c *checkCmd) files(r *run, documents []*text.Document, config check.Config, configPath string) error {
	if c.Lift != "" {
		return apperr.New(apperr.Invalid, "check.lift", "Pour des fichiers, retirez la dérogation de "+check.ConfigFile+".", "For files, take the waiver out of "+check.ConfigFile+".")
	}
	rules, err := check.Select(rule.All(), either(c.Only, config.Only), either(c.Skip, config.Skip))
	if err != nil {
		return err
	}
	result := render.Result{Language: r.Lang, Documents: documents, Rules: rules}
	asked, err := c.lookAtLinks(r, &result)
	if err != nil {
		return err
	}
	var failed []check.Failure
	for _, report := range check.Reports(documents, c.Apart || config.Apart) {
		corpus := &check.Corpus{Documents: report, Closed: !c.Draft && !config.Draft, People: c.People || config.People}
		result.Findings = append(result.Findings, check.Run(corpus, asked)...)
		failed = append(failed, corpus.Failed...)
	}
	check.Sort(result.Findings)
	if c.Waive != "" {
		return c.waiveInFile(r, result.Findings, cmp.Or(configPath, c.Waivers, besides(c.Files[0])))
	}
	result.Stale = c.stale(check.Waive(result.Findings, config.Waivers), result, configPath)
	if err := c.tell(r, result, config); err != nil {
		return err
	}
	return broken(failed)
}

// lookAtLinks gives the rules to run: those chosen and, with --links, the one that knows what addresses answer today.
func (c *checkCmd) lookAtLinks(r *run, result *render.Result) ([]*check.Rule, error) {
	if !c.Links {
		return result.Rules, nil
	}
	addresses := online.Addresses(result.Documents)
	bar := progress.New(r.err, r.t("adresses", "addresses"), int64(len(addresses)), progress.Quiet(r.Format != "text"))
	answers, err := online.Look(r.ctx, fetch.New(fetch.Options{Timeout: 20 * time.Second}), addresses, func() { bar.Add(1) })
	bar.Done()
	if err != nil {
		return nil, err
	}
	dead := online.Rule(answers)
	asked := slices.Concat(result.Rules, []*check.Rule{dead})
	if !slices.ContainsFunc(result.Rules, func(x *check.Rule) bool { return x.Name == dead.Name }) {
		result.Rules = asked
	}
	return asked, nil
}

// broken tells of rules that broke: the others were heard, and what they found was told.
func broken(failed []check.Failure) error {
	if len(failed) == 0 {
		return nil
	}
	var names []string
	for _, f := range failed {
		names = append(names, f.Rule+" ("+f.Why+")")
	}
	list := strings.Join(names, ", ")
	return apperr.Newf(apperr.Internal, "check.broken", "Des règles se sont arrêtées sur ce texte : %s. C’est un défaut de Maillage : signalez-le, avec le texte si vous le pouvez.",
		"Some rules broke on this text: %s. This is a defect of Maillage: tell us, with the text if you can.", list)
}

func either(a, b []string) []string {
	if len(a) > 0 {
		return a
	}
	return b
}

// installation checks the report of --dir, and what is recorded behind it.
func (c *checkCmd) installation(r *run, a *App) error {
	if c.Links || c.ShowText || c.Apart || c.Waivers != "" {
		return apperr.New(apperr.Invalid, "check.files_only", "--links, --show-text, --apart et --waivers vont avec des fichiers. Les liens des pièces : maillage evidence check-links.",
			"--links, --show-text, --apart and --waivers go with files. The links of evidence: maillage evidence check-links.")
	}
	ctx, o := actor.With(r.ctx, cmp.Or(c.By, r.Actor)), report.Options{Funder: c.Funder, Language: r.Lang}
	switch {
	case c.Waive != "":
		if err := a.Reports.Waive(ctx, o, c.Waive, c.Reason); err != nil {
			return err
		}
		return r.acted(c.Waive, "Dérogation notée.", "Waiver recorded.")
	case c.Lift != "":
		if err := a.Reports.LiftWaiver(ctx, c.Lift); err != nil {
			return err
		}
		return r.acted(c.Lift, "Dérogation levée.", "Waiver lifted.")
	}
	rules, err := check.Select(a.Reports.AllRules(), c.Only, c.Skip)
	if err != nil {
		return err
	}
	review, err := a.Reports.Review(ctx, o)
	if err != nil {
		return err
	}
	r.note("Contrôle du bilan de l’installation %s, et de ce qui est enregistré.", "Checking the report of the installation %s, and what is recorded.", r.Dir)
	result := render.Result{Language: r.Lang, Documents: review.Documents, Rules: rules}
	for _, f := range review.Findings {
		if slices.ContainsFunc(rules, func(x *check.Rule) bool { return x.Name == f.Rule }) {
			result.Findings = append(result.Findings, f.Finding)
		}
	}
	for _, w := range review.Stale() {
		result.Stale = append(result.Stale, check.Waiver{Fingerprint: w.Fingerprint, Rule: w.Rule, Words: w.Words, By: w.By, Reason: w.Reason})
	}
	return c.tell(r, result, check.Config{})
}

// tell writes what was found where and how it was asked for. What is not shown does not count for the exit code either: nobody could mend it.
func (c *checkCmd) tell(r *run, result render.Result, config check.Config) error {
	floor := cmp.Or(check.Severity(c.MinSeverity), config.MinSeverity, check.Notice)
	result.Findings = slices.DeleteFunc(result.Findings, func(f check.Finding) bool { return !f.Severity.Reaches(floor) })
	if err := c.write(r, result); err != nil {
		return err
	}
	fail := cmp.Or(check.Severity(c.FailOn), config.FailOn, check.Serious)
	if fail != check.Never && slices.ContainsFunc(result.Findings, func(f check.Finding) bool { return f.Fails(fail) }) {
		return findings{}
	}
	return nil
}

// write writes to the standard output, or to --out: beside its place first, so that a reader never finds half of it.
func (c *checkCmd) write(r *run, result render.Result) error {
	if c.Out == "" {
		return c.writeTo(r, r.out, result)
	}
	refused := apperr.Newf(apperr.Invalid, "check.out", "Le fichier %s ne peut pas être écrit.", "The file %s cannot be written.", c.Out)
	f, err := os.CreateTemp(filepath.Dir(c.Out), ".maillage-check-*")
	if err != nil {
		return refused.Because(err)
	}
	defer func() { _ = os.Remove(f.Name()) }() // gone already when all went well
	err = c.writeTo(r, f, result)
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return err
	}
	if err := os.Chmod(f.Name(), 0o644); err != nil {
		return refused.Because(err)
	}
	if err := os.Rename(f.Name(), c.Out); err != nil {
		return refused.Because(err)
	}
	r.note("écrit : %s", "written: %s", c.Out)
	return nil
}

func (c *checkCmd) writeTo(r *run, w io.Writer, result render.Result) error {
	switch r.Format {
	case "json":
		return render.JSON(w, result)
	case "sarif":
		return render.SARIF(w, result)
	case "html":
		return render.HTML(w, result)
	}
	return render.Text(w, result, render.Paint(c.Out == "" && coloured(w)))
}

// coloured says that the output is a terminal whose owner did not refuse colours: https://no-color.org
func coloured(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && isatty.IsTerminal(f.Fd()) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}

// explain tells what a rule looks for; "all" lists them.
func (c *checkCmd) explain(r *run) error {
	all := slices.Concat(rule.All(), report.RecordRules())
	if c.Explain == "all" {
		return render.Rules(r.out, r.Lang, all)
	}
	rules, err := check.Select(all, []string{c.Explain}, nil)
	if err != nil {
		return err
	}
	return render.Explain(r.out, r.Lang, rules[0])
}
