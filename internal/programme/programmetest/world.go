// Package programmetest builds the seed world of tests: a small programme with two funders, two axes and a handful of natures, wired as
// app wires the real one.
package programmetest

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"maillage/internal/db"
	"maillage/internal/kit/actor"
	"maillage/internal/kit/audit"
	"maillage/internal/kit/blob"
	"maillage/internal/kit/importer"
	"maillage/internal/programme/agreement"
	"maillage/internal/programme/evidence"
	"maillage/internal/programme/finance"
	"maillage/internal/programme/indicator"
	"maillage/internal/programme/ledger"
	"maillage/internal/register/territory"
)

// World is a wired installation on a test database. Its clock stands still until Pass moves it.
type World struct {
	T          testing.TB
	Ctx        context.Context
	DB         *db.DB
	Trail      *audit.Trail
	Importer   *importer.Engine
	Agreements *agreement.Service
	Ledger     *ledger.Service
	Evidence   *evidence.Service
	Indicators *indicator.Service
	Finance    *finance.Service
	Files      string // where evidence is kept

	clock atomic.Int64
}

// Start is when the clock of a world begins.
var Start = time.Date(2021, 1, 4, 9, 0, 0, 0, time.UTC)

// New wires a world and imports the seed programme and its indicators.
func New(t testing.TB, d *db.DB) *World {
	t.Helper()
	w := &World{T: t, Ctx: actor.With(context.Background(), "test"), DB: d}
	w.clock.Store(Start.UnixMicro())
	g := territory.Load()
	w.Files = filepath.Join(t.TempDir(), "files")
	blobs, err := blob.NewFolder(w.Files)
	w.Must(err)
	w.Trail = &audit.Trail{DB: d, Now: w.Now}
	w.Importer = &importer.Engine{DB: d, Trail: w.Trail, Now: w.Now}
	w.Agreements = &agreement.Service{DB: d, Trail: w.Trail, Territories: Where{g}}
	w.Ledger = &ledger.Service{DB: d, Trail: w.Trail, Agreements: w.Agreements, Gazetteer: g, Importer: w.Importer, Now: w.Now}
	w.Evidence = &evidence.Service{DB: d, Trail: w.Trail, Agreements: w.Agreements, Ledger: w.Ledger, Blobs: blobs, Now: w.Now}
	w.Agreements.Replaced = func(ctx context.Context, before, next *agreement.Agreement) error {
		return errors.Join(w.Ledger.AgreementReplaced(ctx, before, next), w.Evidence.AgreementReplaced(ctx, before, next))
	}
	w.Indicators = &indicator.Service{DB: d, Trail: w.Trail, Agreements: w.Agreements, Ledger: w.Ledger, Gazetteer: g, Now: w.Now}
	w.Finance = &finance.Service{DB: d, Trail: w.Trail, Agreements: w.Agreements, Now: w.Now}
	_, err = w.Agreements.Import(w.Ctx, []byte(Programme), "programme.toml")
	w.Must(err)
	_, err = w.Indicators.Import(w.Ctx, []byte(Indicators), "indicators.toml")
	w.Must(err)
	return w
}

// Now is the world's clock.
func (w *World) Now() time.Time { return time.UnixMicro(w.clock.Load()).UTC() }

// Pass moves the clock on.
func (w *World) Pass(d time.Duration) { w.clock.Add(d.Microseconds()) }

// Must ends the test on an error.
func (w *World) Must(err error) {
	w.T.Helper()
	if err != nil {
		w.T.Fatal(err)
	}
}

// File writes a file of the test and returns its path.
func (w *World) File(name, content string) string {
	w.T.Helper()
	path := filepath.Join(w.T.TempDir(), name)
	w.Must(os.WriteFile(path, []byte(content), 0o600))
	return path
}

// Target finds the target of a kind.
func (w *World) Target(kind string) importer.Target {
	w.T.Helper()
	switch kind {
	case evidence.TargetKind:
		return w.Evidence.Target()
	case indicator.PublishedKind:
		return w.Indicators.PublishedTarget()
	case finance.CostKind:
		return w.Finance.CostTarget()
	case finance.ResourceKind:
		return w.Finance.ResourceTarget()
	}
	t, err := w.Ledger.Target(w.Ctx, kind)
	w.Must(err)
	return t
}

// Import imports a CSV text as a kind and returns the result, refused rows and all.
func (w *World) Import(kind, csv string) *importer.Result {
	w.T.Helper()
	r, err := w.Importer.Run(w.Ctx, w.Target(kind), importer.Request{Path: w.File(kind+".csv", csv), Language: "fr"})
	w.Must(err)
	return r
}

// Load imports a CSV text and fails when a row is refused.
func (w *World) Load(kind, csv string) *importer.Result {
	w.T.Helper()
	r := w.Import(kind, csv)
	for _, x := range r.Refused {
		w.T.Fatalf("%s row %d, column %s: %s", kind, x.Row, x.Column, x.Reason)
	}
	return r
}

// Figure computes one figure, as known at a moment (zero: now).
func (w *World) Figure(key string, s indicator.Scope, asOf time.Time) indicator.Figure {
	w.T.Helper()
	list, err := w.Indicators.Figures(w.Ctx, []indicator.Request{{Key: key, Scope: s}}, asOf)
	w.Must(err)
	return list[0]
}

// Entries lists the current entries of a filter, oldest first.
func (w *World) Entries(f ledger.Filter) []ledger.Entry {
	w.T.Helper()
	var list []ledger.Entry
	for e, err := range w.Ledger.Each(w.Ctx, f) {
		w.Must(err)
		list = append(list, e)
	}
	return list
}

// Sound fails when the ledger does not hold together.
func (w *World) Sound() {
	w.T.Helper()
	faults, err := w.Ledger.Verify(w.Ctx, nil)
	w.Must(err)
	for _, f := range faults {
		w.T.Errorf("ledger: %s", f.Message.EN)
	}
}

// Where tells the agreement of the register of territories.
type Where struct{ G *territory.Gazetteer }

// DepartmentsOf lists the departments of a former region.
func (w Where) DepartmentsOf(region string) []string {
	var codes []string
	for _, d := range w.G.DepartmentsOfFormer(region) {
		codes = append(codes, d.Code)
	}
	slices.Sort(codes)
	return codes
}

// IsDepartment says whether a code is a department.
func (w Where) IsDepartment(code string) bool { _, ok := w.G.Department(code); return ok }

// IsCommune says whether a code is a commune.
func (w Where) IsCommune(code string) bool { _, ok := w.G.Commune(code); return ok }

// DryRun asks to read a file and to write nothing.
func DryRun(path string) importer.Request {
	return importer.Request{Path: path, DryRun: true, Language: "fr"}
}
