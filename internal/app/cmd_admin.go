package app

import (
	"fmt"
	"path/filepath"
	"runtime/debug"
	"slices"

	"maillage/internal/db"
	"maillage/internal/kit/apperr"
	"maillage/internal/kit/lang"
	"maillage/internal/kit/progress"
	"maillage/internal/programme/ledger"
)

type migrateCmd struct{}

// Run opens the installation, which brings the schema up to date.
func (migrateCmd) Run(r *run) error {
	if _, err := r.app(); err != nil {
		return err
	}
	if r.Format == "json" {
		return r.json(map[string]bool{"migrated": true})
	}
	r.say("La base de données est à jour.", "The database is up to date.")
	return nil
}

type versionCmd struct{}

func (versionCmd) Run(r *run) error {
	version, revision := "dev", ""
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				revision = s.Value
			}
		}
		if info.Main.Version != "" && info.Main.Version != "(devel)" {
			version = info.Main.Version
		}
	}
	if r.Format == "json" {
		return r.json(map[string]string{"version": version, "revision": revision})
	}
	_, _ = fmt.Fprintln(r.out, "maillage", version, revision)
	return nil
}

type doctorCmd struct {
	RebuildLedger bool `help:"${h_rebuild}"`
	Quiet         bool `help:"${h_quiet}"`
}

// diagnosis is what doctor found.
type diagnosis struct {
	Checks   []string         `json:"checks"`
	Findings []doctorFinding  `json:"findings"`
	Rebuilt  *int             `json:"rebuilt,omitempty"` // entries that differed from their records
	Counts   map[string]int64 `json:"counts"`
}

type doctorFinding struct {
	Check   string `json:"check"`
	Code    string `json:"code"`
	Object  string `json:"object,omitempty"`
	Message string `json:"message"`

	repairable bool // rebuilding the ledger mends it
}

// Run checks the installation and, when asked, rebuilds the ledger first. Exit code 1: something is wrong.
func (c *doctorCmd) Run(r *run) error {
	a, err := r.existing()
	if err != nil {
		return err
	}
	d := newDiagnosis()
	if err := c.check(r, a, &d); err != nil {
		return err
	}
	if c.RebuildLedger && !slices.ContainsFunc(d.Findings, func(f doctorFinding) bool { return !f.repairable }) {
		n, err := a.Ledger.Rebuild(r.ctx)
		if err != nil {
			return err
		}
		d = newDiagnosis()
		d.Rebuilt = &n
		if err := c.check(r, a, &d); err != nil { // what it mended is mended, and nothing else broke
			return err
		}
	}
	if r.Format == "json" {
		if err := r.json(d); err != nil {
			return err
		}
	} else {
		c.tell(r, d)
	}
	if len(d.Findings) > 0 {
		return findings{}
	}
	return nil
}

func newDiagnosis() diagnosis {
	return diagnosis{Checks: []string{}, Findings: []doctorFinding{}, Counts: map[string]int64{}}
}

func (c *doctorCmd) tell(r *run, d diagnosis) {
	for _, check := range d.Checks {
		r.say("vérifié : %s", "checked: %s", check)
	}
	for _, f := range d.Findings {
		r.say("À VOIR (%s) : %s", "TO SEE (%s): %s", f.Check, f.Message)
	}
	switch {
	case d.Rebuilt != nil && *d.Rebuilt == 0:
		r.say("Registre reconstruit : identique.", "Ledger rebuilt: the same.")
	case d.Rebuilt != nil:
		r.say("Registre reconstruit : %s.", "Ledger rebuilt: %s.", r.count(*d.Rebuilt, "réalisation différait de sa ligne|réalisations différaient de leurs lignes", "entry differed from its row|entries differed from their rows"))
	case c.RebuildLedger:
		r.say("Registre non reconstruit : réparez d’abord ce qui précède, par exemple en revenant à une sauvegarde.", "Ledger not rebuilt: mend the above first, for instance from a backup.")
	}
	if len(d.Findings) == 0 {
		r.say("Tout se tient.", "Everything holds together.")
	}
}

func (c *doctorCmd) check(r *run, a *App, d *diagnosis) error {
	engine, err := a.DB.CheckIntegrity(r.ctx)
	if err != nil {
		return err
	}
	d.Checks = append(d.Checks, string(a.DB.Engine))
	for _, fault := range engine {
		d.add("database", "integrity", "", fault)
	}
	broken, err := a.Trail.Verify(r.ctx)
	if err != nil {
		return err
	}
	d.Checks = append(d.Checks, "audit")
	for _, seq := range broken {
		d.add("audit", "chain_broken", fmt.Sprint(seq), fmt.Sprintf(r.t("ligne n° %d de la piste d’audit modifiée, ajoutée ou retirée hors du programme", "line no. %d of the audit trail was changed, added or removed behind the program’s back"), seq))
	}
	if err := c.checkLedger(r, a, d); err != nil {
		return err
	}
	return c.checkRooms(r, a, d)
}

var recordFaults = map[string]lang.Text{
	"row":    {FR: "la ligne importée %s ne correspond plus à son empreinte", EN: "the imported row %s no longer fits its hash"},
	"before": {FR: "l’état antérieur gardé de la ligne %s ne correspond plus à son empreinte", EN: "the earlier state kept of row %s no longer fits its hash"},
	"batch":  {FR: "l’import %s manque ou a été modifié hors du programme", EN: "the import %s is missing or was changed behind the program’s back"},
}

func (d *diagnosis) add(check, code, object, message string) {
	d.Findings = append(d.Findings, doctorFinding{Check: check, Code: code, Object: object, Message: message})
}

func (c *doctorCmd) checkLedger(r *run, a *App, d *diagnosis) error {
	bar := progress.New(r.err, r.t("registre", "ledger"), -1, progress.Quiet(c.Quiet || r.Format == "json"))
	last := int64(0)
	faults, err := a.Ledger.Verify(r.ctx, func(read int64) { bar.Add(read - last); last = read })
	bar.Done()
	if err != nil {
		return err
	}
	d.Checks = append(d.Checks, "ledger")
	for _, f := range faults {
		d.Findings = append(d.Findings, doctorFinding{Check: "ledger", Code: f.Code, Object: f.Entry, Message: f.Message.In(r.Lang), repairable: f.Repairable()})
	}
	records, err := a.Importer.Verify(r.ctx)
	if err != nil {
		return err
	}
	d.Checks = append(d.Checks, "records")
	for _, x := range records {
		d.add("records", x.Code, x.ID, fmt.Sprintf(r.t(recordFaults[x.Code].FR, recordFaults[x.Code].EN), x.ID))
	}
	t, err := a.Ledger.Totals(r.ctx, ledger.Filter{})
	d.Counts["entries"] = int64(t.Entries)
	return err
}

// checkRooms compares what the other rooms hold with the digests that the audit trail kept.
func (c *doctorCmd) checkRooms(r *run, a *App, d *diagnosis) error {
	for _, room := range []struct {
		name   string
		fr, en string
		verify func() (bool, error)
	}{
		{"agreement", "la convention", "the agreement", func() (bool, error) { return a.Agreements.Verify(r.ctx) }},
		{"indicators", "les indicateurs", "the indicators", func() (bool, error) { return a.Indicators.Verify(r.ctx) }},
		{"published", "les chiffres publiés", "the published figures", func() (bool, error) { return a.Indicators.VerifyPublished(r.ctx) }},
		{"finance", "le plan de financement, les dépenses ou les ressources", "the plan of financing, the expenses or the resources", func() (bool, error) { return a.Finance.Verify(r.ctx) }},
		{"report", "les textes du bilan", "the texts of the report", func() (bool, error) { return a.Reports.Verify(r.ctx) }},
	} {
		altered, err := room.verify()
		if err != nil {
			return err
		}
		d.Checks = append(d.Checks, room.name)
		if altered {
			d.add(room.name, "changed", "", r.t(room.fr+" : modifié hors du programme depuis le dernier import", room.en+": changed behind the program’s back since the last import"))
		}
	}
	if err := c.checkVersions(r, a, d); err != nil {
		return err
	}
	faults, err := a.Evidence.Verify(r.ctx)
	d.Checks = append(d.Checks, "evidence")
	for _, f := range faults {
		d.add("evidence", f.Code, f.Item, f.Message.In(r.Lang))
	}
	return err
}

type copyCmd struct {
	To    string `required:"" help:"${h_to}"`
	Quiet bool   `help:"${h_quiet}"`
}

// Run copies the installation's database to another one, of either engine, and verifies the copy: counts, hashes and the ledger's chain.
func (c *copyCmd) Run(r *run) error {
	a, err := r.existing()
	if err != nil {
		return err
	}
	to, err := db.Open(r.ctx, c.To)
	if err != nil {
		return err
	}
	defer func() { _ = to.Close() }()
	if _, err := to.Migrate(r.ctx); err != nil {
		return err
	}
	bar := progress.New(r.err, r.t("copie", "copy"), int64(len(db.Tables)), progress.Quiet(c.Quiet || r.Format == "json"))
	done, err := db.Copy(r.ctx, a.DB, to, func(string) { bar.Add(1) })
	bar.Done()
	if err != nil {
		return err
	}
	other := *a.Ledger
	other.DB = to
	faults, err := other.Verify(r.ctx, nil)
	if err != nil {
		return err
	}
	if len(faults) > 0 {
		return apperr.New(apperr.Conflict, "copy.chain", faults[0].Message.FR, faults[0].Message.EN)
	}
	if r.Format == "json" {
		return r.json(map[string]any{"tables": done, "ledger": "verified"})
	}
	for _, t := range done {
		_, _ = fmt.Fprintf(r.out, "%-20s %9d  %s\n", t.Table, t.Rows, t.Hash[:16])
	}
	r.say("Copie vérifiée : mêmes nombres de lignes, mêmes empreintes, chaîne du registre entière.\nPour l’utiliser : database = \"…\" dans %s, ou MAILLAGE_DATABASE.",
		"Copy verified: same counts, same hashes, whole ledger chain.\nTo use it: database = \"…\" in %s, or MAILLAGE_DATABASE.", filepath.Join(r.Dir, "maillage.toml"))
	return nil
}
