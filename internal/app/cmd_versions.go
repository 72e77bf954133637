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

// keep prints the report and keeps it as a version, telling each step.
func (a *App) keep(ctx context.Context, in report.KeepInput, progress func(step string)) (reportui.Outcome, error) {
	return a.keepIn(ctx, in, report.Formats, progress)
}

// keepIn keeps a version in some formats. A PDF that this machine cannot print does not prevent a version, whose seal covers its content, and
// can be added later; a version without a single file is refused.
func (a *App) keepIn(ctx context.Context, in report.KeepInput, formats []string, progress func(step string)) (o reportui.Outcome, err error) {
	progress(reportui.StepBuild)
	o.Version, err = a.Reports.Keep(ctx, in, a.sealedPrinter(in.Funder, formats, progress, &o.Missing))
	return o, err
}

// reprint adds to a kept version the formats that it lacks, as far as this machine can print them.
func (a *App) reprint(ctx context.Context, number int, progress func(step string)) (reportui.Outcome, error) {
	_, files, err := a.Reports.Version(ctx, number)
	if err != nil {
		return reportui.Outcome{}, err
	}
	o, _, err := a.reprintIn(ctx, number, report.Lacking(files), progress)
	return o, err
}

// reprintIn prints a kept version in some formats and adds them to it.
func (a *App) reprintIn(ctx context.Context, number int, formats []string, progress func(step string)) (o reportui.Outcome, added []report.VersionFile, err error) {
	if o.Version, _, err = a.Reports.Version(ctx, number); err != nil {
		return o, nil, err
	}
	if len(formats) == 0 {
		return o, nil, apperr.Newf(apperr.Conflict, "version.complete", "La version %d est déjà imprimée dans tous ses formats.", "Version %d is already printed in all of its formats.", number)
	}
	progress(reportui.StepBuild)
	added, err = a.Reports.Reprint(ctx, number, a.sealedPrinter(o.Version.Funder, formats, progress, &o.Missing))
	return o, added, err
}

// sealedPrinter prints a version in some formats, each with its seal; missing is told those that could not be printed, and why.
func (a *App) sealedPrinter(funder string, formats []string, progress func(step string), missing *[]string) report.Printer {
	return func(ctx context.Context, doc *report.Document, dir string) ([]string, error) {
		key, err := a.SealKey()
		if err != nil {
			return nil, err
		}
		b, w := built{}, sealedWriter{printing: a.printing(doc, doc.AsOf), key: key, funder: funder}
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
		*missing = b.Missing
		if len(names) == 0 {
			return nil, apperr.Newf(apperr.Unavailable, "version.no_file", "Aucun fichier n’a pu être écrit : %s", "No file could be written: %s", strings.Join(b.Missing, " ; "))
		}
		return names, nil
	}
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
	o, err := a.keepIn(r.ctx, in, c.Formats, r.steps(c.Quiet))
	if err != nil {
		return err
	}
	v := o.Version
	_, files, err := a.Reports.Version(r.ctx, v.Number)
	if err != nil {
		return err
	}
	if r.Format != "json" {
		r.say("Version %d gardée : %s\nEmpreinte : %s", "Version %d kept: %s\nHash: %s", v.Number, v.Label, v.Hash)
	}
	return kept{Version: v, Files: files, Missing: append([]string{}, o.Missing...)}.tell(r)
}

// tell lists the files that were kept, and those that could not be written.
func (k kept) tell(r *run) error {
	if r.Format == "json" {
		return r.json(k)
	}
	for _, f := range k.Files {
		r.say("gardé : %s (%d octets)", "kept: %s (%d bytes)", f.Name, f.Size)
	}
	for _, m := range k.Missing {
		r.say("non écrit : %s", "not written: %s", m)
	}
	if len(k.Missing) > 0 {
		r.say("Pour l’ajouter plus tard : maillage report print %d", "To add it later: maillage report print %d", k.Number)
	}
	return nil
}

// steps tells each step on standard error, unless the caller wants quiet or a machine reads.
func (r *run) steps(quiet bool) func(step string) {
	return func(step string) {
		if !quiet && r.Format != "json" {
			r.note("  %s", "  %s", r.step(step))
		}
	}
}

type reportPrintCmd struct {
	Number  int      `arg:"" help:"${h_number}"`
	Formats []string `help:"${h_lacking}" enum:"html,pdf,odt,docx,xlsx,json" name:"formats"`
	Quiet   bool     `help:"${h_quiet}"`
}

// Run prints what a kept version lacks.
func (c *reportPrintCmd) Run(r *run) error {
	a, err := r.existing()
	if err != nil {
		return err
	}
	_, files, err := a.Reports.Version(r.ctx, c.Number)
	if err != nil {
		return err
	}
	formats := c.Formats
	if len(formats) == 0 {
		formats = report.Lacking(files)
	}
	o, added, err := a.reprintIn(r.ctx, c.Number, formats, r.steps(c.Quiet))
	if err != nil {
		return err
	}
	return kept{Version: o.Version, Files: added, Missing: append([]string{}, o.Missing...)}.tell(r)
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
	list, differ := []report.Replayed{}, false
	for _, number := range numbers {
		again, err := a.Reports.Replay(r.ctx, number)
		if err != nil {
			return err
		}
		differ = differ || len(again.Mismatches) > 0
		list = append(list, again)
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

func tellReplay(r *run, list []report.Replayed) {
	for _, x := range list {
		if len(x.Mismatches) == 0 {
			r.say("version %d : %s ; pièces recomptées derrière %d", "version %d: %s; evidence counted again behind %d", x.Version, r.count(x.Figures, "chiffre recalculé à sa date, identique|chiffres recalculés à leur date, tous identiques",
				"figure computed again as of its date, the same|figures computed again as of their date, all the same"), x.Proofs)
		}
		for _, m := range x.Mismatches {
			r.say("version %d : %s, %s : imprimé %s, recalculé %s", "version %d: %s, %s: printed %s, computed %s", x.Version, m.Figure.Label, m.Figure.Scope, m.Told, m.Now)
		}
		if x.Proofs == 0 && x.Figures > 0 {
			r.say("version %d : les pièces n’ont pas été recomptées, leur historique n’était pas encore gardé", "version %d: the evidence was not counted again, its history was not kept yet", x.Version)
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
