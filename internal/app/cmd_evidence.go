package app

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"maillage/internal/kit/apperr"
	"maillage/internal/kit/progress"
	"maillage/internal/programme/evidence"
)

type evidenceCmd struct {
	Capture    captureCmd    `cmd:"" help:"${h_capture}"`
	CheckLinks checkLinksCmd `cmd:"" name:"check-links" help:"${h_checklinks}"`
	Retention  retentionCmd  `cmd:"" help:"${h_retention}"`
	Redact     redactCmd     `cmd:"" help:"${h_redact}"`
}

type captureCmd struct {
	IDs   []string `arg:"" optional:"" name:"id" help:"${h_items}"`
	All   bool     `help:"${h_allitems}"`
	Quiet bool     `help:"${h_quiet}"`
}

// captured is what became of one piece.
type captured struct {
	ID     string `json:"id"`
	Title  string `json:"title,omitempty"`
	SHA256 string `json:"sha256,omitempty"`
	Error  string `json:"error,omitempty"`
}

// Run captures pieces one after the other. A link that cannot be captured does not stop the others; exit code 1 says that there are some.
func (c *captureCmd) Run(r *run) error {
	a, err := r.existing()
	if err != nil {
		return err
	}
	if err := a.Evidence.MayAsk(); err != nil {
		return err
	}
	ids, err := c.ids(r, a)
	if err != nil {
		return err
	}
	bar := progress.New(r.err, r.t("captures", "captures"), int64(len(ids)), progress.Quiet(c.Quiet || r.Format == "json"))
	list, failed := []captured{}, 0
	for _, id := range ids {
		item, err := a.Evidence.Capture(r.ctx, id)
		if r.ctx.Err() != nil {
			break
		}
		one := captured{ID: id, Title: item.Title, SHA256: item.SHA256}
		if err != nil {
			failed++
			one.Error = apperr.Message(err, r.Lang)
		}
		list = append(list, one)
		bar.Add(1)
	}
	bar.Done()
	if err := c.tell(r, list); err != nil {
		return err
	}
	switch {
	case r.ctx.Err() != nil:
		return findings{r.t("maillage : interrompu ; ce qui est capturé le reste.", "maillage: stopped; what was captured stays.")}
	case failed > 0:
		return findings{}
	}
	return nil
}

func (c *captureCmd) ids(r *run, a *App) ([]string, error) {
	if c.All == (len(c.IDs) > 0) {
		return nil, apperr.New(apperr.Invalid, "evidence.capture.which", "Indiquez des identifiants de pièces, ou --all pour tous les liens annoncés.", "Name ids of pieces, or --all for all announced links.")
	}
	ids := c.IDs
	if c.All {
		items, err := a.Evidence.Announced(r.ctx)
		if err != nil {
			return nil, err
		}
		for _, i := range items {
			ids = append(ids, i.ID)
		}
	}
	return ids, nil
}

func (c *captureCmd) tell(r *run, list []captured) error {
	if r.Format == "json" {
		return r.json(list)
	}
	for _, x := range list {
		if x.Error != "" {
			r.say("%s  %s : %s", "%s  %s: %s", x.ID, x.Title, x.Error)
			continue
		}
		r.say("%s  %s : capturée, SHA-256 %s", "%s  %s: captured, SHA-256 %s", x.ID, x.Title, x.SHA256)
	}
	return nil
}

type checkLinksCmd struct {
	OlderThan time.Duration `help:"${h_olderthan}" default:"24h" placeholder:"24h"`
	Quiet     bool          `help:"${h_quiet}"`
}

// Run looks at links. Interrupted, it keeps what it saw; started again, it goes on with the others. Exit code 1: some do not answer.
func (c *checkLinksCmd) Run(r *run) error {
	a, err := r.existing()
	if err != nil {
		return err
	}
	links, err := a.Evidence.LinksToCheck(r.ctx, time.Now().Add(-c.OlderThan))
	if err != nil {
		return err
	}
	bar := progress.New(r.err, r.t("liens", "links"), int64(len(links)), progress.Quiet(c.Quiet || r.Format == "json"))
	list := []evidence.LinkCheck{}
	failed := a.Evidence.CheckLinks(r.ctx, links, func(x evidence.LinkCheck) {
		list = append(list, x)
		bar.Add(1)
	})
	bar.Done()
	if failed != nil && r.ctx.Err() == nil {
		return failed
	}
	if err := c.tell(r, list); err != nil {
		return err
	}
	if r.ctx.Err() != nil {
		return findings{r.t("maillage : interrompu ; relancez la commande pour voir les autres liens.", "maillage: stopped; run the command again for the other links.")}
	}
	for _, x := range list {
		if x.State != evidence.Alive && x.State != evidence.Moved {
			return findings{}
		}
	}
	return nil
}

func (c *checkLinksCmd) tell(r *run, list []evidence.LinkCheck) error {
	if r.Format == "json" {
		return r.json(list)
	}
	for _, x := range list {
		line := fmt.Sprintf("%-22s %3d  %s", evidence.LinkStateName(x.State, r.Lang), x.Status, x.Link)
		if x.MovedTo != "" {
			line += " → " + x.MovedTo
		}
		_, _ = fmt.Fprintln(r.out, line)
	}
	r.say("Liens vus : %d.", "Links looked at: %d.", len(list))
	return nil
}

type retentionCmd struct{}

// Run lists the files kept, with until when.
func (retentionCmd) Run(r *run) error {
	a, err := r.existing()
	if err != nil {
		return err
	}
	list, err := a.Evidence.Kept(r.ctx, 1<<30, 0)
	if err != nil {
		return err
	}
	if r.Format == "json" {
		return r.json(list)
	}
	for _, x := range list {
		line := fmt.Sprintf("%s  %s : %s", x.ID, x.Title, evidence.RetentionText(x.Retention, r.Lang))
		if x.WithdrawnAt != nil {
			line += r.t(" (retirée le ", " (withdrawn on ") + x.WithdrawnAt.UTC().Format(time.DateOnly) + ")"
		}
		_, _ = fmt.Fprintln(r.out, line)
	}
	r.say("Fichiers conservés : %d.", "Files kept: %d.", len(list))
	return nil
}

type redactCmd struct {
	ID   string `arg:"" help:"${h_item}"`
	File string `arg:"" help:"${h_copyfile}"`
	Note string `help:"${h_note}"`
}

// Run adds a publishable copy to a piece.
func (c *redactCmd) Run(r *run) error {
	a, err := r.existing()
	if err != nil {
		return err
	}
	f, err := os.Open(c.File)
	if errors.Is(err, os.ErrNotExist) || errors.Is(err, os.ErrPermission) {
		return apperr.Newf(apperr.Invalid, "import.file", "Le fichier %s n’existe pas ou ne peut pas être lu.", "The file %s does not exist or cannot be read.", c.File).Because(err)
	}
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	item, err := a.Evidence.Redact(r.ctx, c.ID, filepath.Base(c.File), f, c.Note)
	if err != nil {
		return err
	}
	if r.Format == "json" {
		return r.json(map[string]string{"id": item.ID, "redacted": item.RedactedSHA256})
	}
	r.say("%s : copie publiable conservée, SHA-256 %s.", "%s: publishable copy kept, SHA-256 %s.", item.Title, item.RedactedSHA256)
	return nil
}
