package app

import (
	"context"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"maillage/internal/kit/apperr"
	"maillage/internal/kit/progress"
	"maillage/internal/kit/seal"
	"maillage/internal/programme/control"
	"maillage/internal/programme/report"
	reportui "maillage/internal/programme/report/ui"
)

// keptFormats are those that a version is printed in unless others are asked for.
var keptFormats = []string{"html", "pdf", "odt", "docx", "xlsx", "json"}

// keep prints the report and keeps it as a version, telling each step.
func (a *App) keep(ctx context.Context, in report.KeepInput, progress func(step string)) (report.Version, error) {
	v, _, err := a.keepIn(ctx, in, keptFormats, progress)
	return v, err
}

// keepIn keeps a version in some formats; missing tells those that could not be printed, and why. A PDF that this machine cannot print does
// not prevent a version, whose seal covers its content; a version without a single file is refused.
func (a *App) keepIn(ctx context.Context, in report.KeepInput, formats []string, progress func(step string)) (v report.Version, missing []string, err error) {
	progress(reportui.StepBuild)
	v, err = a.Reports.Keep(ctx, in, func(ctx context.Context, doc *report.Document, dir string) ([]string, error) {
		b := built{}
		key, err := a.SealKey()
		if err != nil {
			return nil, err
		}
		w := sealedWriter{printing: a.printing(doc, doc.AsOf), key: key, funder: in.Funder}
		for _, format := range formats {
			progress(format)
			if err := w.write(ctx, dir, format, &b); err != nil {
				return nil, err
			}
		}
		progress(reportui.StepStore)
		var names []string
		for _, path := range b.Files {
			names = append(names, filepath.Base(path))
		}
		missing = b.Missing
		if len(names) == 0 {
			return nil, apperr.Newf(apperr.Unavailable, "version.no_file", "Aucun fichier n’a pu être écrit : %s. Ajoutez un autre format (--formats html,json).",
				"No file could be written: %s. Add another format (--formats html,json).", strings.Join(missing, " ; "))
		}
		return names, nil
	})
	return v, missing, err
}

// sealedWriter writes the files of a version, each with the seal of this installation: what it was made from stands in the file itself.
type sealedWriter struct {
	printing *printing
	key      *seal.Key
	funder   string
}

func (w sealedWriter) write(ctx context.Context, dir, format string, b *built) error {
	path := filepath.Join(dir, "bilan."+format)
	err := w.printing.file(ctx, format, path)
	if stopped := ctx.Err(); stopped != nil {
		return stopped
	}
	if apperr.CodeOf(err) == apperr.Unavailable && format == "pdf" {
		b.Missing = append(b.Missing, filepath.Base(path)+" : "+apperr.Message(err, w.printing.doc.Language))
		return nil
	}
	if err == nil && format != "json" { // JSON has no place for a seal; the version holds its SHA-256
		_, err = seal.Append(path, w.key, w.origin())
	}
	if err != nil {
		return err
	}
	b.Files = append(b.Files, path)
	return nil
}

// origin is short: an office document with a longer seal would not open (seal.OfficeText). The document says the rest.
func (w sealedWriter) origin() control.Origin {
	doc := w.printing.doc
	return control.Origin{
		Document: "report", Holder: beginning(doc.Programme.Holder, 48), Code: beginning(doc.Programme.Code, 24), Funder: beginning(w.funder, 16),
		Version: beginning(strconv.Itoa(doc.Seal.Number)+" "+doc.Seal.Label, 40), Digest: doc.Seal.Hash, AsOf: doc.AsOf.Truncate(time.Second),
	}
}

// beginning cuts a text that is longer than some letters.
func beginning(s string, letters int) string {
	if runes := []rune(s); len(runes) > letters {
		return string(runes[:letters-1]) + "…"
	}
	return s
}

type reportKeepCmd struct {
	Final    bool     `help:"${h_signed}"`
	Label    string   `help:"${h_label}"`
	Funder   string   `help:"${h_funder}"`
	Replaces int      `help:"${h_replaces}" placeholder:"N"`
	Reason   string   `help:"${h_reason}"`
	Formats  []string `help:"${h_formats}" default:"html,pdf,odt,docx,xlsx,json" enum:"html,pdf,odt,docx,xlsx,json" name:"formats"`
	Quiet    bool     `help:"${h_quiet}"`
}

// kept is a version with its files and what could not be printed.
type kept struct {
	report.Version
	Files   []report.VersionFile `json:"files"`
	Missing []string             `json:"missing"`
}

func (c *reportKeepCmd) Run(r *run) error {
	a, err := r.existing()
	if err != nil {
		return err
	}
	in := report.KeepInput{Funder: c.Funder, Language: r.Lang, Final: c.Final, Label: c.Label, Replaces: c.Replaces, Reason: c.Reason}
	v, missing, err := a.keepIn(r.ctx, in, c.Formats, func(step string) {
		if !c.Quiet && r.Format != "json" {
			r.note("  %s", "  %s", r.step(step))
		}
	})
	if err != nil {
		return err
	}
	_, files, err := a.Reports.Version(r.ctx, v.Number)
	if err != nil {
		return err
	}
	if r.Format == "json" {
		return r.json(kept{Version: v, Files: files, Missing: append([]string{}, missing...)})
	}
	r.say("Version %d gardée : %s\nEmpreinte : %s", "Version %d kept: %s\nHash: %s", v.Number, v.Label, v.Hash)
	for _, f := range files {
		r.say("gardé : %s (%d octets)", "kept: %s (%d bytes)", f.Name, f.Size)
	}
	for _, m := range missing {
		r.say("non écrit : %s", "not written: %s", m)
	}
	return nil
}

// step tells a step of keeping a version: the name of a format, or one of those of the pages.
func (r *run) step(step string) string {
	switch step {
	case reportui.StepBuild:
		return r.t("calcul des chiffres", "computing the figures")
	case reportui.StepStore:
		return r.t("rangement des fichiers", "storing the files")
	}
	return r.t("impression ", "printing ") + strings.ToUpper(step)
}

type reportVersionsCmd struct{}

func (reportVersionsCmd) Run(r *run) error {
	a, err := r.existing()
	if err != nil {
		return err
	}
	list, err := a.Reports.Versions(r.ctx)
	if err != nil {
		return err
	}
	if r.Format == "json" {
		return r.json(append([]report.Version{}, list...))
	}
	for _, v := range list {
		sort := r.t("travail", "working")
		if v.Final {
			sort = r.t("définitive", "final")
		}
		_, _ = fmt.Fprintf(r.out, "%4d  %s  %-10s  %-12s  %s  %s  %s\n", v.Number, v.KeptAt.UTC().Format("2006-01-02 15:04"), sort, v.Funder, v.Hash[:12], v.Actor, v.Label)
	}
	if len(list) == 0 {
		r.say("Aucune version gardée. Pour en garder une : maillage report keep", "No version kept. Keep one: maillage report keep")
	}
	return nil
}

type reportDiffCmd struct {
	Number int `arg:"" help:"${h_number}"`
	With   int `arg:"" optional:"" help:"${h_with}"`
}

func (c *reportDiffCmd) Run(r *run) error {
	a, err := r.existing()
	if err != nil {
		return err
	}
	d, err := c.compare(r, a)
	if err != nil {
		return err
	}
	if r.Format == "json" {
		err = r.json(d)
	} else {
		tellDifference(r, d)
	}
	if err == nil && !d.Same() {
		return findings{}
	}
	return err
}

func (c *reportDiffCmd) compare(r *run, a *App) (*report.Difference, error) {
	if c.With == 0 {
		return a.Reports.Difference(r.ctx, c.Number, r.Lang)
	}
	x, err := a.Reports.Compare(r.ctx, c.Number, c.With, r.Lang)
	if err != nil {
		return nil, err
	}
	return x.Difference, nil
}

func tellDifference(r *run, d *report.Difference) {
	for _, m := range d.Moves {
		_, _ = fmt.Fprintf(r.out, "%s, %s : %s → %s %s\n", m.Label, m.Scope, m.Before, m.After, m.Delta)
		if m.Rule {
			r.say("    sa définition a changé", "    its definition changed")
		}
		for _, x := range m.Causes {
			r.say("    %s, %s : %s par %s le %s (%s)", "    %s, %s: %s by %s on %s (%s)", x.Title, x.When, x.Act, x.Actor, x.At.UTC().Format("2006-01-02 15:04"), x.Detail)
		}
		if m.More > 0 {
			r.say("    et %s", "    and %s", r.count(m.More, "autre|autres", "more"))
		}
	}
	for _, heading := range d.Texts {
		r.say("texte changé : %s", "text changed: %s", heading)
	}
	for _, label := range d.Indicators {
		r.say("définition changée : %s", "definition changed: %s", label)
	}
	if d.Agreement {
		r.say("La convention a changé.", "The agreement changed.")
	}
	if d.Pieces > 0 {
		r.say("pièces ajoutées, remplacées ou retirées : %d", "pieces of evidence added, replaced or removed: %d", d.Pieces)
	}
	r.say("%s, %s ; %s.", "%s, %s; %s.", r.count(len(d.Moves), "chiffre a bougé|chiffres ont bougé", "figure moved|figures moved"),
		r.count(d.Unmoved, "est le même|sont les mêmes", "is the same|are the same"),
		r.count(d.Entries, "réalisation écrite ou corrigée|réalisations écrites ou corrigées", "entry written or corrected|entries written or corrected"))
}

type reportReplayCmd struct {
	Number int `arg:"" optional:"" help:"${h_number}"`
}

// replayed is what computing a version again gave.
type replayed struct {
	Version    int               `json:"version"`
	Figures    int               `json:"figures"`
	Mismatches []report.Mismatch `json:"mismatches"`
}

// Run computes one version again, or all of them.
func (c *reportReplayCmd) Run(r *run) error {
	a, err := r.existing()
	if err != nil {
		return err
	}
	numbers := []int{c.Number}
	if c.Number == 0 {
		if numbers, err = versionNumbers(r.ctx, a); err != nil {
			return err
		}
	}
	list, differ := []replayed{}, false
	for _, number := range numbers {
		mismatches, n, err := a.Reports.Replay(r.ctx, number)
		if err != nil {
			return err
		}
		differ = differ || len(mismatches) > 0
		list = append(list, replayed{Version: number, Figures: n, Mismatches: append([]report.Mismatch{}, mismatches...)})
	}
	if r.Format == "json" {
		err = r.json(list)
	} else {
		tellReplay(r, list)
	}
	if err == nil && differ {
		return findings{}
	}
	return err
}

func versionNumbers(ctx context.Context, a *App) ([]int, error) {
	list, err := a.Reports.Versions(ctx)
	var numbers []int
	for _, v := range list {
		numbers = append(numbers, v.Number)
	}
	return numbers, err
}

func tellReplay(r *run, list []replayed) {
	for _, x := range list {
		if len(x.Mismatches) == 0 {
			r.say("version %d : %s", "version %d: %s", x.Version, r.count(x.Figures, "chiffre recalculé à sa date, identique|chiffres recalculés à leur date, tous identiques",
				"figure computed again as of its date, the same|figures computed again as of their date, all the same"))
		}
		for _, m := range x.Mismatches {
			r.say("version %d : %s, %s : imprimé %s, recalculé %s", "version %d: %s, %s: printed %s, computed %s", x.Version, m.Figure.Label, m.Figure.Scope, m.Figure.Text, m.Now)
		}
	}
}

// checkVersions reads every kept version again.
func (c *doctorCmd) checkVersions(r *run, a *App, d *diagnosis) error {
	list, err := a.Reports.Versions(r.ctx)
	if err != nil {
		return err
	}
	d.Counts["versions"] = int64(len(list))
	bar := progress.New(r.err, r.t("versions du bilan", "versions of the report"), int64(len(list)), progress.Quiet(c.Quiet || r.Format == "json" || len(list) == 0))
	faults, err := a.Reports.VerifyVersions(r.ctx, func(int) { bar.Add(1) })
	bar.Done()
	d.Checks = append(d.Checks, "versions")
	for _, f := range faults {
		d.add("versions", f.Code, fmt.Sprint(f.Version), f.Message.In(r.Lang))
	}
	return err
}
