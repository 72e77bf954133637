package app

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"maillage/docs"
	"maillage/internal/kit/apperr"
	"maillage/internal/kit/progress"
	"maillage/internal/programme/report"
)

type reportCmd struct {
	Build    reportBuildCmd    `cmd:"" help:"${h_build}"`
	Schema   reportSchemaCmd   `cmd:"" help:"${h_schema}"`
	Keep     reportKeepCmd     `cmd:"" help:"${h_keep}"`
	Print    reportPrintCmd    `cmd:"" help:"${h_print}"`
	Versions reportVersionsCmd `cmd:"" help:"${h_versions}"`
	Diff     reportDiffCmd     `cmd:"" help:"${h_diff}"`
	Replay   reportReplayCmd   `cmd:"" help:"${h_replay}"`
}

type reportSchemaCmd struct{}

// Run prints the JSON Schema of the JSON that a build writes.
func (reportSchemaCmd) Run(r *run) error {
	_, err := r.out.Write(docs.ReportSchema)
	return err
}

type reportBuildCmd struct {
	Out     string   `help:"${h_out}" placeholder:"DIR"`
	Funder  string   `help:"${h_funder}"`
	Each    bool     `help:"${h_allfunder}" name:"each-funder"`
	Final   bool     `help:"${h_final}"`
	AsOf    string   `help:"${h_asof}"`
	Formats []string `help:"${h_formats}" default:"html,pdf,odt,docx,xlsx,json" enum:"html,pdf,odt,docx,xlsx,json" name:"formats"`
	Quiet   bool     `help:"${h_quiet}" short:"q"`
}

// built is what a build wrote.
type built struct {
	Files    []string         `json:"files"`
	Missing  []string         `json:"missing"` // what could not be written, and why
	Findings []report.Finding `json:"findings"`
}

func (c *reportBuildCmd) Run(r *run) error {
	a, err := r.existing()
	if err != nil {
		return err
	}
	at, err := readMoment(c.AsOf)
	if err != nil {
		return err
	}
	out := c.Out
	if out == "" {
		out = filepath.Join(r.Dir, "out")
	}
	funders := c.funders(r.ctx, a)
	bar := progress.New(r.err, r.t("bilans", "reports"), int64(len(funders)*len(c.Formats)), progress.Quiet(c.Quiet || r.Format == "json"))
	w := reportWriter{app: a, dir: out, formats: c.Formats, options: report.Options{Check: true, Final: c.Final, Language: r.Lang, AsOf: at}, wrote: func() { bar.Add(1) }}
	b, err := w.write(r.ctx, funders)
	bar.Done()
	if err != nil {
		if errors.Is(err, context.Canceled) {
			b.tell(r) // what was written before is whole
		}
		return err
	}
	if r.Format == "json" {
		if err := r.json(b); err != nil {
			return err
		}
	} else {
		b.tell(r)
	}
	if len(b.Findings) > 0 {
		return findings{}
	}
	return nil
}

// funders are the perimeters to write: one, or the whole and then each.
func (c *reportBuildCmd) funders(ctx context.Context, a *App) []string {
	list := []string{c.Funder}
	if !c.Each {
		return list
	}
	agreed, err := a.Agreements.Current(ctx)
	if err != nil {
		return list // the build tells what is missing
	}
	list = []string{""}
	for _, f := range agreed.Funders {
		list = append(list, f.Code)
	}
	return list
}

func (b built) tell(r *run) {
	for _, f := range b.Files {
		r.say("écrit : %s", "written: %s", f)
	}
	for _, m := range b.Missing {
		r.say("non écrit : %s", "not written: %s", m)
	}
	for _, f := range b.Findings {
		r.say("à voir : %s : « %s » : %s %s", "to see: %s: “%s”: %s %s", f.Place.String(), f.Words, f.Message.In(r.Lang), f.Mend.In(r.Lang))
	}
}

// reportWriter writes the report in some formats, for some perimeters.
type reportWriter struct {
	app     *App
	dir     string
	formats []string
	options report.Options
	wrote   func() // called after each file, when it is set
}

func (w reportWriter) write(ctx context.Context, funders []string) (built, error) {
	b := built{Files: []string{}, Missing: []string{}, Findings: []report.Finding{}}
	if err := os.MkdirAll(w.dir, 0o755); err != nil {
		return b, apperr.Newf(apperr.Unavailable, "report.out", "Le dossier %s ne peut pas être écrit.", "The folder %s cannot be written.", w.dir).Because(err)
	}
	for _, funder := range funders {
		o := w.options
		o.Funder = funder
		doc, err := w.app.Reports.Build(ctx, o)
		if err != nil {
			return b, err
		}
		if funder == funders[0] {
			b.Findings = append(b.Findings, worthTelling(doc.Findings)...)
		}
		name := "bilan"
		if funder != "" {
			name += "-" + funder
		}
		if err := w.formatsOf(ctx, doc, name, &b); err != nil {
			return b, err
		}
	}
	return b, nil
}

// worthTelling leaves out notices: they stand in the document, where they belong.
func worthTelling(list []report.Finding) []report.Finding {
	return slices.DeleteFunc(slices.Clone(list), func(f report.Finding) bool { return f.Severity == report.Notice })
}

func (w reportWriter) formatsOf(ctx context.Context, doc *report.Document, name string, b *built) error {
	p := w.app.printing(doc, w.options.AsOf)
	for _, format := range w.formats {
		path := filepath.Join(w.dir, name+"."+format)
		err := p.file(ctx, format, path)
		if stopped := ctx.Err(); stopped != nil {
			return stopped
		}
		if w.wrote != nil {
			w.wrote()
		}
		if apperr.CodeOf(err) == apperr.Unavailable && format == "pdf" {
			b.Missing = append(b.Missing, path+" : "+apperr.Message(err, doc.Language))
			continue
		}
		if err != nil {
			return err
		}
		b.Files = append(b.Files, path)
	}
	return nil
}

// formatsWithout drops a format.
func formatsWithout(formats []string, drop string) []string {
	var list []string
	for _, f := range formats {
		if !strings.EqualFold(f, drop) {
			list = append(list, f)
		}
	}
	return list
}
