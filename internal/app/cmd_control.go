package app

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
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
	Funder string `help:"${h_control_funder}"`
	Out    string `help:"${h_out}" placeholder:"DIR"`
	AsOf   string `help:"${h_asof}"`
	NoPDF  bool   `help:"${h_nopdf}" name:"no-pdf"`
	Quiet  bool   `help:"${h_quiet}"`
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
	at, err := a.controlMoment(r.ctx, c.AsOf)
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
	funders, err := a.fundersOr(r.ctx, c.Funder)
	if err != nil {
		return err
	}
	list, faulty := []exported{}, false
	for _, funder := range funders {
		x, err := c.one(r, a, out, funder, at)
		if err != nil {
			return err
		}
		list, faulty = append(list, x), faulty || len(x.Faults) > 0
	}
	if r.Format == "json" {
		if err := r.json(list); err != nil {
			return err
		}
	}
	if faulty {
		return findings{}
	}
	return nil
}

func (c *controlExportCmd) one(r *run, a *App, out, funder string, at time.Time) (exported, error) {
	key, err := a.SealKey()
	if err != nil {
		return exported{}, err
	}
	documents, done, err := a.controlDocuments(r.ctx, funder, r.Lang, at, !c.NoPDF)
	defer done()
	if err != nil {
		return exported{}, err
	}
	agreed, err := a.Agreements.Current(r.ctx)
	if err != nil {
		return exported{}, err
	}
	var bar *progress.Bar
	x := exported{File: filepath.Join(out, control.FileName(agreed, funder)), Key: key.Fingerprint()}
	x.Result, err = a.Control.ExportFile(r.ctx, x.File, control.Options{
		Funder: funder, AsOf: at, Language: r.Lang, Documents: documents, Key: key,
		Progress: func(_, total int) {
			if bar == nil {
				bar = progress.New(r.err, r.t("pièces", "pieces"), int64(total), progress.Quiet(c.Quiet))
			}
			bar.Add(1)
		},
	})
	if bar != nil {
		bar.Done()
	}
	if err != nil {
		return x, err
	}
	if r.Format != "json" {
		r.say("écrit : %s (%s, %s, %s sans fichier)", "written: %s (%s, %s, %s without a file)", x.File, r.count(x.Entries, "réalisation|réalisations", "entry|entries"),
			r.count(x.Pieces[control.Kept]+x.Pieces[control.Shared], "pièce jointe|pièces jointes", "piece enclosed|pieces enclosed"),
			r.count(x.Pieces[control.Announced], "annoncée|annoncées", "announced"))
	}
	for _, f := range x.Faults {
		_, _ = fmt.Fprintln(r.err, f.Message.In(r.Lang))
	}
	return x, nil
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
		path := filepath.Join(dir, "bilan-"+funder+"."+format)
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
