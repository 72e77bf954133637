package app

import (
	"context"
	"errors"
	"os"
	"slices"
	"time"

	"maillage/internal/db"
	"maillage/internal/kit/apperr"
	"maillage/internal/kit/audit"
	"maillage/internal/kit/fetch"
	"maillage/internal/kit/importer"
	"maillage/internal/programme/agreement"
	"maillage/internal/programme/check/rule"
	"maillage/internal/programme/control"
	"maillage/internal/programme/evidence"
	"maillage/internal/programme/finance"
	"maillage/internal/programme/indicator"
	"maillage/internal/programme/ledger"
	"maillage/internal/programme/report"
	"maillage/internal/register/territory"
)

// App is an open installation with every room wired.
type App struct {
	Dir        string
	Actor      string // who acts by the pages, until accounts come
	Config     Config
	DB         *db.DB
	Trail      *audit.Trail
	Gazetteer  *territory.Gazetteer
	Importer   *importer.Engine
	Agreements *agreement.Service
	Ledger     *ledger.Service
	Evidence   *evidence.Service
	Indicators *indicator.Service
	Finance    *finance.Service
	Reports    *report.Service
	Control    *control.Service

	work []func() // ends what runs beside requests, and waits for it
}

// Open opens the installation in a folder, making the folder and bringing the schema up to date when needed.
func Open(ctx context.Context, dir string, now func() time.Time) (*App, error) {
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return nil, apperr.Newf(apperr.Unavailable, "app.folder", "Le dossier %s ne peut pas être créé.", "The folder %s cannot be made.", dir).Because(err)
	}
	config, err := ReadConfig(dir)
	if err != nil {
		return nil, err
	}
	d, err := db.Open(ctx, config.Database)
	if err != nil {
		return nil, err
	}
	if _, err := d.Migrate(ctx); err != nil {
		_ = d.Close()
		return nil, err
	}
	a, err := wire(d, config, now)
	if err != nil {
		_ = d.Close()
		return nil, err
	}
	a.Dir = dir
	return a, nil
}

// wire connects the rooms; against the arrow, the ledger and the evidence hear of a new agreement in the transaction that brings it.
func wire(d *db.DB, config Config, now func() time.Time) (*App, error) {
	blobs, err := config.blobs()
	if err != nil {
		return nil, err
	}
	a := &App{Config: config, DB: d, Gazetteer: territory.Load()}
	a.Trail = &audit.Trail{DB: d, Now: now}
	a.Importer = &importer.Engine{DB: d, Trail: a.Trail, Now: now}
	a.Agreements = &agreement.Service{DB: d, Trail: a.Trail, Territories: Territories{a.Gazetteer}}
	a.Ledger = &ledger.Service{DB: d, Trail: a.Trail, Agreements: a.Agreements, Gazetteer: a.Gazetteer, Importer: a.Importer, Now: now}
	a.Evidence = &evidence.Service{DB: d, Trail: a.Trail, Agreements: a.Agreements, Ledger: a.Ledger, Blobs: blobs, Pause: time.Second, Now: now}
	if !config.Offline {
		a.Evidence.Fetch = fetch.New(fetch.Options{})
	}
	a.Agreements.Replaced = func(ctx context.Context, before, next *agreement.Agreement) error {
		return errors.Join(a.Ledger.AgreementReplaced(ctx, before, next), a.Evidence.AgreementReplaced(ctx, before, next))
	}
	a.Indicators = &indicator.Service{DB: d, Trail: a.Trail, Agreements: a.Agreements, Ledger: a.Ledger, Gazetteer: a.Gazetteer, Now: now}
	a.Finance = &finance.Service{DB: d, Trail: a.Trail, Agreements: a.Agreements, Now: now}
	a.Reports = &report.Service{
		DB: d, Trail: a.Trail, Agreements: a.Agreements, Ledger: a.Ledger, Indicators: a.Indicators, Evidence: a.Evidence, Finance: a.Finance, Gazetteer: a.Gazetteer, Blobs: blobs, Now: now,
		Rules: rule.All(),
	}
	a.Control = &control.Service{DB: d, Agreements: a.Agreements, Ledger: a.Ledger, Evidence: a.Evidence, Indicators: a.Indicators}
	return a, nil
}

// Close ends the work under way, then the connections.
func (a *App) Close() error {
	for _, end := range a.work {
		end()
	}
	return a.DB.Close()
}

// Territories tells the agreement what it needs of the register of territories.
type Territories struct{ Gazetteer *territory.Gazetteer }

// DepartmentsOf lists the departments of a former region, by its slug.
func (t Territories) DepartmentsOf(formerRegion string) []string {
	var codes []string
	for _, d := range t.Gazetteer.DepartmentsOfFormer(formerRegion) {
		codes = append(codes, d.Code)
	}
	slices.Sort(codes)
	return codes
}

// IsDepartment says whether a code is a department.
func (t Territories) IsDepartment(code string) bool {
	_, ok := t.Gazetteer.Department(code)
	return ok
}

// Target finds what a kind of import writes to.
func (a *App) Target(ctx context.Context, kind string) (importer.Target, error) {
	switch kind {
	case evidence.TargetKind:
		return a.Evidence.Target(), nil
	case report.VariancesKind:
		return a.Reports.VariancesTarget(), nil
	case indicator.PublishedKind:
		return a.Indicators.PublishedTarget(), nil
	case finance.CostKind:
		return a.Finance.CostTarget(), nil
	case finance.ResourceKind:
		return a.Finance.ResourceTarget(), nil
	}
	return a.Ledger.Target(ctx, kind)
}

// IsCommune says whether a code is a commune.
func (t Territories) IsCommune(code string) bool {
	_, ok := t.Gazetteer.Commune(code)
	return ok
}
