package app

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"maillage/internal/kit/apperr"
	"maillage/internal/kit/progress"
	"maillage/internal/kit/seal"
	"maillage/internal/kit/tabular"
	"maillage/internal/programme/control"
	"maillage/internal/programme/report"
)

type controlCmd struct {
	Export controlExportCmd `cmd:"" help:"${h_control_export}"`
	Sample controlSampleCmd `cmd:"" help:"${h_control_sample}"`
}

type controlExportCmd struct {
	Version int    `help:"${h_control_version}" placeholder:"N" xor:"moment,perimeter"`
	Funder  string `help:"${h_control_funder}" xor:"perimeter"`
	Out     string `help:"${h_out}" placeholder:"DIR"`
	AsOf    string `help:"${h_asof}" xor:"moment"`
	NoPDF   bool   `help:"${h_nopdf}" name:"no-pdf"`
	Quiet   bool   `help:"${h_quiet}"`
}

// exported is one control file that was written.
type exported struct {
	File string `json:"file"`
	Key  string `json:"key_fingerprint"`
	control.Result
}

// Run writes the control file of a funder, or of each. Exit code 1: a file of a piece is lost or damaged.
func (c *controlExportCmd) Run(r *run) error {
	a, err := r.existing()
	if err != nil {
		return err
	}
	out := c.Out
	if out == "" {
		out = filepath.Join(r.Dir, "out")
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return apperr.Newf(apperr.Unavailable, "control.folder", "Le dossier %s ne peut pas être écrit.", "The folder %s cannot be written.", out).Because(err)
	}
	list, err := c.write(r, a, out)
	if err != nil {
		return err
	}
	if r.Format == "json" {
		if err := r.json(list); err != nil {
			return err
		}
	}
	if slices.ContainsFunc(list, func(x exported) bool { return len(x.Faults) > 0 }) {
		return findings{}
	}
	return nil
}

// write writes the file of a version, or a draft for each funder.
func (c *controlExportCmd) write(r *run, a *App, out string) ([]exported, error) {
	if c.Version != 0 {
		v, documents, err := a.controlVersion(r.ctx, c.Version, r.Lang)
		if err != nil {
			return nil, err
		}
		x, err := c.one(r, a, out, control.Options{Funder: v.Funder, Version: v, Documents: documents})
		return []exported{x}, err
	}
	at, err := a.controlMoment(r.ctx, c.AsOf)
	if err != nil {
		return nil, err
	}
	funders, err := a.fundersOr(r.ctx, c.Funder)
	if err != nil {
		return nil, err
	}
	kept, err := a.sealedVersions(r.ctx)
	if err != nil {
		return nil, err
	}
	var list []exported
	for _, funder := range funders {
		x, err := c.draft(r, a, out, funder, at)
		if err != nil {
			return nil, err
		}
		list = append(list, x)
		if i := slices.IndexFunc(kept, func(v control.Sealed) bool { return v.Funder == funder }); i >= 0 {
			r.note("brouillon ; pour joindre la version %d « %s » : maillage control export --version %d", "a draft; to enclose version %d “%s”: maillage control export --version %d", kept[i].Number, kept[i].Label, kept[i].Number)
		}
	}
	return list, nil
}

func (c *controlExportCmd) draft(r *run, a *App, out, funder string, at time.Time) (exported, error) {
	documents, done, err := a.controlDocuments(r.ctx, funder, r.Lang, at, !c.NoPDF)
	defer done()
	if err != nil {
		return exported{}, err
	}
	return c.one(r, a, out, control.Options{Funder: funder, AsOf: at, Documents: documents})
}

// one writes a file; its options say all but the language, the key and who is told of progress.
func (c *controlExportCmd) one(r *run, a *App, out string, o control.Options) (exported, error) {
	key, err := a.SealKey()
	if err != nil {
		return exported{}, err
	}
	agreed, err := a.Agreements.Current(r.ctx)
	if err != nil {
		return exported{}, err
	}
	var bar *progress.Bar
	o.Language, o.Key = r.Lang, key
	o.Progress = func(_, total int) {
		if bar == nil {
			bar = progress.New(r.err, r.t("pièces", "pieces"), int64(total), progress.Quiet(c.Quiet))
		}
		bar.Add(1)
	}
	x := exported{File: filepath.Join(out, control.FileName(agreed, o.Funder, c.Version)), Key: key.Fingerprint()}
	x.Result, err = a.Control.ExportFile(r.ctx, x.File, o)
	if bar != nil {
		bar.Done()
	}
	if err == nil {
		x.tell(r)
	}
	return x, err
}

// tell says what was written, and on standard error what is wrong with it or has changed since.
func (x exported) tell(r *run) {
	if r.Format != "json" {
		what := r.t("brouillon", "draft")
		if !x.Draft {
			what = fmt.Sprintf("version %d", x.Version)
		}
		r.say("écrit : %s (%s, %s, %s, %s sans fichier)", "written: %s (%s, %s, %s, %s without a file)", x.File, what, r.count(x.Entries, "réalisation|réalisations", "entry|entries"),
			r.count(x.Pieces[control.Kept]+x.Pieces[control.Shared], "pièce jointe|pièces jointes", "piece enclosed|pieces enclosed"),
			r.count(x.Pieces[control.Announced], "annoncée|annoncées", "announced"))
	}
	if x.Since != nil && x.Since.Moved > 0 {
		r.note("depuis cette version, %d chiffres sur %d ont bougé", "since this version, %d figures of %d have moved", x.Since.Moved, x.Since.Moved+x.Since.Unmoved)
	}
	for _, n := range x.Notices {
		_, _ = fmt.Fprintln(r.err, n.Message.In(r.Lang))
	}
	for _, f := range x.Faults {
		_, _ = fmt.Fprintln(r.err, f.Message.In(r.Lang))
	}
}

// SealKey is the key that signs what this installation hands out; it is made the first time.
func (a *App) SealKey() (*seal.Key, error) { return seal.OpenKey(a.Dir) }

// sealFingerprint is that of the key which is there already, "" before the first seal.
func (a *App) sealFingerprint() string {
	key, err := seal.LoadKey(a.Dir)
	if err != nil {
		return ""
	}
	return key.Fingerprint()
}

// controlMoment reads --as-of; without it, the moment of the last change, so that the same state gives the same file.
func (a *App) controlMoment(ctx context.Context, text string) (time.Time, error) {
	at, err := readMoment(text)
	if err != nil || !at.IsZero() {
		return at, err
	}
	return a.Control.Moment(ctx)
}

// fundersOr lists one funder, or all of them.
func (a *App) fundersOr(ctx context.Context, funder string) ([]string, error) {
	agreed, err := a.Agreements.Current(ctx)
	if err != nil {
		return nil, err
	}
	if _, ok := agreed.Funder(funder); funder != "" && !ok {
		return nil, unknownFunder(funder)
	}
	if funder != "" {
		return []string{funder}, nil
	}
	var list []string
	for _, f := range agreed.Funders {
		list = append(list, f.Code)
	}
	return list, nil
}

// controlDocuments writes the report of a funder into a temporary folder, for a control file. Without texts there is no report to enclose,
// and the file says the figures all the same. The caller calls done in any case.
func (a *App) controlDocuments(ctx context.Context, funder, language string, at time.Time, pdf bool) (list []control.Document, done func(), err error) {
	dir, err := os.MkdirTemp("", "maillage-bilan-")
	if err != nil {
		return nil, func() {}, err
	}
	done = func() { _ = os.RemoveAll(dir) }
	doc, err := a.Reports.Build(ctx, report.Options{Funder: funder, Language: language, AsOf: at})
	if apperr.CodeOf(err) == apperr.NotFound {
		return nil, done, nil
	}
	if err != nil {
		return nil, done, err
	}
	doc.BuiltAt = at // the file has one moment: made again, it is the same bytes
	p := a.printing(doc, at)
	formats := []string{"html", "odt", "xlsx", "json"}
	if pdf {
		formats = append(formats, "pdf")
	}
	for _, format := range formats {
		path := filepath.Join(dir, "bilan-"+cmp.Or(funder, "programme")+"-brouillon."+format)
		err := p.file(ctx, format, path)
		if format == "pdf" && apperr.CodeOf(err) == apperr.Unavailable {
			continue // no browser on this machine: the HTML stands for it
		}
		if err != nil {
			return nil, done, err
		}
		list = append(list, control.Document{Name: filepath.Base(path), Open: func() (io.ReadCloser, error) { return os.Open(path) }})
	}
	return list, done, nil
}

type controlSampleCmd struct {
	Of       string `help:"${h_population}" enum:"entries,pieces" default:"entries"`
	Funder   string `help:"${h_funder_only}"`
	Activity string `help:"${h_activity}"`
	Year     int    `help:"${h_year}"`
	Seed     string `help:"${h_seed}"`
	Size     int    `help:"${h_size}" default:"20"`
	AsOf     string `help:"${h_asof}"`
	CSV      bool   `help:"${h_csv}" name:"csv"`
}

// Run draws a sample and tells the seed that draws it again.
func (c *controlSampleCmd) Run(r *run) error {
	a, err := r.existing()
	if err != nil {
		return err
	}
	at, err := a.controlMoment(r.ctx, c.AsOf)
	if err != nil {
		return err
	}
	p, err := a.Control.Perimeter(r.ctx, c.Funder, at)
	if err != nil {
		return err
	}
	if c.Seed == "" {
		c.Seed = control.NewSeed()
	}
	s, err := p.Sample(control.Draw{Of: control.Population(c.Of), Activity: c.Activity, Year: c.Year, Seed: c.Seed, Size: c.Size})
	if err != nil {
		return err
	}
	switch {
	case r.Format == "json":
		return r.json(s)
	case c.CSV:
		columns, rows := s.Table(r.Lang)
		return tabular.WriteCSV(r.out, columns, rows)
	}
	r.note("%d sur %d, graine %s, au %s", "%d of %d, seed %s, as of %s", len(s.Drawn), s.Among, s.Seed, s.Moment.Format(time.RFC3339))
	for _, x := range s.Drawn {
		_, _ = fmt.Fprintln(r.out, strings.TrimRight(fmt.Sprintf("%3d  %-14s %-10s %-6s %s", x.Rank, x.Number, x.Date, x.Activity, x.Title), " "))
	}
	return nil
}
