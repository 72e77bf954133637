package app

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"maillage/internal/kit/apperr"
	"maillage/internal/kit/importer"
	"maillage/internal/kit/progress"
	"maillage/internal/kit/tabular"
	"maillage/internal/programme/evidence"
	"maillage/internal/programme/finance"
	"maillage/internal/programme/indicator"
	"maillage/internal/programme/ledger"
)

type importCmd struct {
	Kind        string            `arg:"" help:"${h_kind}"`
	File        string            `arg:"" help:"${h_file}"`
	DryRun      bool              `help:"${h_dryrun}"`
	Sheet       string            `help:"${h_sheet}"`
	Period      string            `help:"${h_period}" placeholder:"2018..2020"`
	SeveralDays string            `help:"${h_several}" enum:",gathering,occurrences" default:""`
	Map         map[string]string `help:"${h_map}"`
	Refused     string            `help:"${h_refused}" placeholder:"FILE"`
	Quiet       bool              `help:"${h_quiet}"`
}

func (c *importCmd) Run(r *run) error {
	open := r.existing
	if c.Kind == KindAgreement { // what an installation begins with
		open = r.app
	}
	a, err := open()
	if err != nil {
		return err
	}
	if c.document() {
		return c.importDocument(r, a)
	}
	if err := checkPeriod(c.Period); err != nil {
		return err
	}
	target, err := a.Target(r.ctx, c.Kind)
	if err != nil {
		return err
	}
	bar := progress.New(r.err, c.Kind, -1, progress.Quiet(c.Quiet || r.Format == "json"))
	last := 0
	result, err := a.Importer.Run(r.ctx, target, importer.Request{
		Path: c.File, Sheet: c.Sheet, Mapping: c.Map, DryRun: c.DryRun, Language: r.Lang,
		Options:  importer.Options{Period: c.Period, SeveralDays: c.SeveralDays},
		Progress: func(rows int) { bar.Add(int64(rows - last)); last = rows },
	})
	bar.Done()
	if err != nil {
		return err
	}
	return c.tell(r, result)
}

func (c *importCmd) document() bool {
	return slices.Contains([]string{KindAgreement, KindIndicators, KindFinance, KindReport}, c.Kind)
}

func (c *importCmd) importDocument(r *run, a *App) error {
	if c.DryRun {
		return apperr.New(apperr.Invalid, "import.dry_run", "L’essai à blanc vaut pour les fichiers de lignes (CSV, XLSX) seulement.", "A dry run is for files of rows (CSV, XLSX) only.")
	}
	changed, _, err := a.ImportDocument(r.ctx, c.Kind, c.File)
	if err != nil {
		return err
	}
	if r.Format == "json" {
		return r.json(map[string]any{"kind": c.Kind, "file": filepath.Base(c.File), "changed": changed})
	}
	if changed {
		r.say("%s : importé.", "%s: imported.", filepath.Base(c.File))
	} else {
		r.say("%s : déjà importé, rien ne change.", "%s: imported already, nothing changes.", filepath.Base(c.File))
	}
	return nil
}

func checkPeriod(period string) error {
	from, to, ok := strings.Cut(period, "..")
	first, err1 := strconv.Atoi(from)
	last, err2 := strconv.Atoi(to)
	if period == "" || ok && err1 == nil && err2 == nil && len(from) == 4 && len(to) == 4 && first <= last {
		return nil
	}
	return apperr.Newf(apperr.Invalid, "period", "La période « %s » ne se lit pas. Écrivez deux années, telles que 2018..2020.", "The period “%s” cannot be read. Write two years, such as 2018..2020.", period)
}

// tell writes the outcome, and the refused rows to a file of their own.
func (c *importCmd) tell(r *run, result *importer.Result) error {
	path := ""
	if result.RefusedRows > 0 {
		var err error
		if path, err = c.writeRefused(r, result); err != nil {
			return err
		}
	}
	if r.Format == "json" {
		if err := r.json(result); err != nil {
			return err
		}
	} else {
		c.tellPerson(r, result, path)
	}
	if result.RefusedRows > 0 {
		return findings{}
	}
	return nil
}

func (c *importCmd) tellPerson(r *run, x *importer.Result, path string) {
	if x.DryRun {
		r.say("Essai à blanc, rien n’est changé.", "Dry run, nothing is changed.")
	}
	r.say("%s : lignes lues %d, nouvelles %d, modifiées %d, inchangées %d, refusées %d.", "%s: rows read %d, new %d, changed %d, unchanged %d, refused %d.",
		x.File, x.Rows, x.New, x.Changed, x.Unchanged, x.RefusedRows)
	if len(x.Ignored) > 0 {
		r.say("Colonnes laissées de côté : %s.", "Columns left out: %s.", strings.Join(x.Ignored, ", "))
	}
	for i, f := range x.Refused {
		if i == 10 {
			r.say("… et d’autres.", "… and more.")
			break
		}
		r.say("  Ligne %d, colonne %s : %s %s", "  Row %d, column %s: %s %s", f.Row, f.Column, f.Reason, f.Mend)
	}
	if path != "" {
		r.say("Lignes refusées, avec leur motif : %s", "Refused rows, with the reason: %s", path)
	}
	if x.Batch != "" {
		r.say("Pour annuler : maillage undo %s", "To undo: maillage undo %s", x.Batch)
	}
}

// writeRefused writes the refused rows as they were, with the reason and the way to mend each, so that the file can be mended and
// imported again.
func (c *importCmd) writeRefused(r *run, x *importer.Result) (string, error) {
	path := c.Refused
	if path == "" {
		dir := filepath.Join(r.Dir, "refus")
		if err := os.MkdirAll(dir, 0o750); err != nil {
			return "", err
		}
		path = filepath.Join(dir, strings.TrimSuffix(x.File, filepath.Ext(x.File))+"-"+x.Kind+".csv")
	}
	f, err := os.Create(path)
	if err != nil {
		return "", err
	}
	return path, errors.Join(tabular.WriteCSV(f, c.refusedColumns(r, x), refusedRowsOf(x)), f.Close())
}

// refusedColumns are those of the file, then where the row stood and why it was refused.
func (c *importCmd) refusedColumns(r *run, x *importer.Result) []tabular.Column {
	var columns []tabular.Column
	for _, title := range x.Header {
		columns = append(columns, tabular.Column{Title: title})
	}
	return append(columns, tabular.Column{Title: r.t("Ligne", "Row"), Kind: tabular.Integer}, tabular.Column{Title: r.t("Motif du refus", "Why it was refused")})
}

func refusedRowsOf(x *importer.Result) iter.Seq2[[]any, error] {
	reasons := map[int][]string{}
	for _, y := range x.Refused {
		reasons[y.Row] = append(reasons[y.Row], strings.TrimSpace(y.Column+" : "+y.Reason+" "+y.Mend))
	}
	return func(yield func([]any, error) bool) {
		for _, row := range x.RefusedCells {
			cells := make([]any, len(x.Header), len(x.Header)+2)
			for i := range cells {
				cells[i] = ""
				if i < len(row.Cells) {
					cells[i] = row.Cells[i]
				}
			}
			if !yield(append(cells, row.Number, strings.Join(reasons[row.Number], " | ")), nil) {
				return
			}
		}
	}
}

type importsCmd struct{}

func (importsCmd) Run(r *run) error {
	a, err := r.existing()
	if err != nil {
		return err
	}
	list, err := a.Importer.Batches(r.ctx, 100)
	if err != nil {
		return err
	}
	if r.Format == "json" {
		return r.json(list)
	}
	for _, b := range list {
		_, _ = fmt.Fprintf(r.out, "%s  %s  %-18s %-34s +%d ~%d =%d !%d  %s\n", b.ID, b.At.Local().Format("2006-01-02 15:04"), b.Kind, b.File, b.Added, b.Changed, b.Unchanged, b.Refused, b.State)
	}
	return nil
}

type undoCmd struct {
	Batch string `arg:"" help:"${h_batch}"`
}

func (c *undoCmd) Run(r *run) error {
	a, err := r.existing()
	if err != nil {
		return err
	}
	batch, err := a.Importer.Batch(r.ctx, c.Batch)
	if apperr.CodeOf(err) == apperr.NotFound {
		return apperr.Newf(apperr.NotFound, "import.unknown", "Il n’y a pas d’import « %s ». La commande maillage imports les liste.", "There is no import “%s”. The command maillage imports lists them.", c.Batch)
	}
	if err != nil {
		return err
	}
	target, err := a.Target(r.ctx, batch.Kind)
	if err != nil {
		return err
	}
	if err := a.Importer.Undo(r.ctx, target, c.Batch); err != nil {
		return err
	}
	if r.Format == "json" {
		return r.json(map[string]string{"undone": c.Batch})
	}
	r.say("Import annulé : %s.", "Import undone: %s.", batch.File)
	if batch.Kind == evidence.TargetKind {
		r.say("Les pièces sont retirées, leurs fichiers restent : maillage evidence retention dit jusqu’à quand.", "The pieces are withdrawn, their files stay: maillage evidence retention tells until when.")
	}
	return nil
}

type kindsCmd struct{}

// kindInfo tells one thing that can be imported.
type kindInfo struct {
	Kind    string      `json:"kind"`
	Name    string      `json:"name"`
	Columns []fieldInfo `json:"columns,omitempty"`
}

type fieldInfo struct {
	Field    string   `json:"field"`
	Label    string   `json:"label"`
	Headers  []string `json:"headers"`
	Required bool     `json:"required"`
}

func (kindsCmd) Run(r *run) error {
	a, err := r.existing()
	if err != nil {
		return err
	}
	list, err := a.importable(r.ctx, r.Lang)
	if err != nil {
		return err
	}
	if r.Format == "json" {
		return r.json(list)
	}
	for _, k := range list {
		_, _ = fmt.Fprintf(r.out, "%-20s %s\n", k.Kind, k.Name)
	}
	r.say("\nColonnes d’un fichier de réalisations (les autres en-têtes reconnus : --format json) :", "\nColumns of a file of entries (other headers known: --format json):")
	for _, f := range list[0].Columns {
		_, _ = fmt.Fprintf(r.out, "  %-34s %s\n", f.Label, f.Field)
	}
	return nil
}

func (a *App) importable(ctx context.Context, language string) ([]kindInfo, error) {
	all, err := a.Agreements.Current(ctx)
	if err != nil {
		return nil, err
	}
	names := [][2]string{{ledger.AnyKind, "Réalisations, avec une colonne « Nature »"}}
	for _, k := range all.Kinds {
		names = append(names, [2]string{k.Code, k.Name.In(language)})
	}
	names = append(names, [2]string{evidence.TargetKind, "Pièces justificatives"}, [2]string{indicator.PublishedKind, "Chiffres publiés"},
		[2]string{finance.CostKind, "Dépenses"}, [2]string{finance.ResourceKind, "Ressources encaissées"})
	var list []kindInfo
	for _, n := range names {
		target, err := a.Target(ctx, n[0])
		if err != nil {
			return nil, err
		}
		info := kindInfo{Kind: n[0], Name: n[1]}
		for _, f := range target.Fields() {
			info.Columns = append(info.Columns, fieldInfo{Field: f.Name, Label: f.Label.In(language), Headers: append([]string{}, f.Headers...), Required: f.Required})
		}
		list = append(list, info)
	}
	for _, k := range [][2]string{{KindAgreement, "Convention (TOML)"}, {KindIndicators, "Indicateurs (TOML)"}, {KindFinance, "Plan de financement (TOML)"}, {KindReport, "Textes du bilan (dossier)"}} {
		list = append(list, kindInfo{Kind: k[0], Name: k[1]})
	}
	return list, nil
}
