// Command bench measures what Maillage promises to be quick at, and prints each measure as a ratio with its conditions. It judges nothing:
// run it twice on a quiet machine before believing a difference.
//
//	go run ./tools/bench [-rows 200000] [-entries 1000000] [-report 100000] [-source FILE] [-postgres ADDRESS]
package main

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"maillage/examples"
	"maillage/internal/app"
	"maillage/internal/db"
	"maillage/internal/kit/frdate"
	"maillage/internal/kit/importer"
	"maillage/internal/programme/indicator"
	"maillage/internal/programme/ledger"
	"maillage/internal/register/territory"
)

func main() {
	if peak := os.Getenv(asMaillage); peak != "" {
		os.Exit(command(peak))
	}
	rows := flag.Int("rows", 200_000, "rows of the import that is measured")
	entries := flag.Int("entries", 1_000_000, "entries under the figures that are measured")
	report := flag.Int("report", 100_000, "entries under the report that is measured")
	source := flag.String("source", os.Getenv("MAILLAGE_SOURCE"), "the real report that the check is measured on, none to leave it out")
	postgres := flag.String("postgres", os.Getenv("MAILLAGE_TEST_POSTGRES"), "address of an empty PostgreSQL database, none to leave it out")
	flag.Parse()
	fmt.Printf("%s, %s/%s, %d processors\n\n", runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU())
	if err := run(context.Background(), *rows, *entries, *report, *source, *postgres); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, rows, entries, report int, source, postgres string) error {
	dir, err := os.MkdirTemp("", "maillage-bench-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	lookups()
	if err := checks(ctx, dir, source); err != nil {
		return err
	}
	if err := imports(ctx, dir, rows); err != nil {
		return err
	}
	if err := reports(ctx, dir, report); err != nil {
		return err
	}
	engines := map[string]string{"sqlite": filepath.Join(dir, "figures.db")}
	if postgres != "" {
		engines["postgres"] = postgres
	}
	for _, name := range []string{"sqlite", "postgres"} {
		if address, ok := engines[name]; ok {
			if err := figures(ctx, filepath.Join(dir, name), address, entries); err != nil {
				return err
			}
		}
	}
	return nil
}

// each times fn over n calls.
func each(n int, fn func(i int)) time.Duration {
	began := time.Now()
	for i := range n {
		fn(i)
	}
	return time.Since(began) / time.Duration(n)
}

func lookups() {
	g := territory.Load()
	texts := []string{"Floirac (33)", "Deux-Sèvre", "St-André-de-Cubzac (33)", "Châtellerauld (86)", "La Rochelle", "Couhé"}
	hint := territory.Hint{Region: "75"}
	fmt.Printf("territory look-up        %10s each, over %d names with typing errors and former names\n",
		each(20_000, func(i int) { g.Read(texts[i%len(texts)], hint) }), len(texts))
	dates := []string{"28/11/2018", "mercredi 28 novembre 2018", "5 & 6/11/20", "07/2018"}
	fmt.Printf("French date              %10s each, over %d forms\n\n", each(200_000, func(i int) { frdate.Read(dates[i%len(dates)], frdate.Context{}) }), len(dates))
}

// open makes an installation with the example's agreement and indicators, in a database of its own.
func open(ctx context.Context, dir, database string) (*app.App, error) {
	if err := os.Setenv("MAILLAGE_DATABASE", database); err != nil {
		return nil, err
	}
	a, err := app.Open(ctx, dir, time.Now)
	if err != nil {
		return nil, err
	}
	programme, err := examples.Files.ReadFile(examples.Default + "/programme.toml")
	if err != nil {
		return nil, err
	}
	if _, err := a.Agreements.Import(ctx, programme, "bench"); err != nil {
		return nil, err
	}
	definitions, err := examples.Files.ReadFile(examples.Default + "/indicators.toml")
	if err != nil {
		return nil, err
	}
	_, err = a.Indicators.Import(ctx, definitions, "bench")
	return a, err
}

// imports compares importing a plain CSV into the ledger with inserting as many rows of the same width, and nothing else, into a table.
func imports(ctx context.Context, dir string, rows int) error {
	a, err := open(ctx, filepath.Join(dir, "import"), filepath.Join(dir, "import.db"))
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	took, err := load(ctx, a, dir, 0, rows)
	if err != nil {
		return err
	}
	bare, err := bareInsert(ctx, dir, rows)
	if err != nil {
		return err
	}
	fmt.Printf("import of a plain CSV    %10.0f rows/s: %d rows of 5 columns in %s, SQLite, one transaction, rows kept and entries chained\n",
		float64(rows)/took.Seconds(), rows, took.Round(time.Millisecond))
	fmt.Printf("bare insert              %10.0f rows/s: as many rows of 41 columns, one index, nothing read or derived\n", float64(rows)/bare.Seconds())
	fmt.Printf("ratio import : insert    %10.2f : 1\n\n", took.Seconds()/bare.Seconds())
	return nil
}

// load writes a CSV of the example's natures, numbered from first, and imports it.
func load(ctx context.Context, a *app.App, dir string, first, rows int) (time.Duration, error) {
	path := filepath.Join(dir, "rows.csv")
	if err := writeRows(ctx, a, path, first, rows); err != nil {
		return 0, err
	}
	target, err := a.Target(ctx, ledger.AnyKind)
	if err != nil {
		return 0, err
	}
	began := time.Now()
	r, err := a.Importer.Run(ctx, target, importer.Request{Path: path})
	if err == nil && r.New != rows {
		err = fmt.Errorf("%d of %d rows imported, first refused: %+v", r.New, rows, r.Refused[:min(1, len(r.Refused))])
	}
	return time.Since(began), err
}

func writeRows(ctx context.Context, a *app.App, path string, first, rows int) error {
	agreed, err := a.Agreements.Current(ctx)
	if err != nil {
		return err
	}
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(f)
	departments := []string{"Gironde", "Creuse", "Vienne", "79", "Landes", "87"}
	_, _ = fmt.Fprintln(w, "Nature;Date;Intitulé;Département;Participants")
	for i := first; i < first+rows; i++ {
		kind := agreed.Kinds[i%len(agreed.Kinds)]
		_, _ = fmt.Fprintf(w, "%s;%02d/%02d/%d;Réunion numéro %d;%s;%d\n", kind.Code, 1+i%28, 1+i%12, 2018+i%3, i, departments[i%len(departments)], i%40)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return f.Close()
}

// bareInsert is the floor: the driver, the columns of an entry and its key.
func bareInsert(ctx context.Context, dir string, rows int) (time.Duration, error) {
	d, err := db.Open(ctx, filepath.Join(dir, "bare.db"))
	if err != nil {
		return 0, err
	}
	defer func() { _ = d.Close() }()
	if _, err := d.Migrate(ctx); err != nil {
		return 0, err
	}
	columns := ledger.Columns()
	create := "create table bare (seq bigint primary key"
	for _, c := range columns[1:] {
		create += ", " + c + " text"
	}
	if _, err := d.Exec(ctx, create+")"); err != nil {
		return 0, err
	}
	values := make([]any, len(columns))
	for i := range values {
		values[i] = "valeur moyenne"
	}
	began := time.Now()
	err = d.Tx(ctx, func(ctx context.Context) error {
		b := d.Bulk(ctx, "bare", columns...)
		for i := range rows {
			values[0] = int64(i)
			if err := b.Add(values...); err != nil {
				return err
			}
		}
		return b.Close()
	})
	return time.Since(began), err
}

// figures computes all figures of the example, for each year and the whole, over more and more entries.
func figures(ctx context.Context, dir, database string, entries int) error {
	a, err := open(ctx, dir, database)
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	all, err := a.Indicators.All(ctx)
	if err != nil {
		return err
	}
	var requests []indicator.Request
	for _, x := range all {
		for _, year := range []int{2018, 2019, 2020, 0} {
			requests = append(requests, indicator.Request{Key: x.Key, Scope: indicator.Year(year)})
		}
	}
	loaded := 0
	for _, size := range []int{entries / 10, entries - entries/10} {
		if _, err := load(ctx, a, dir, loaded, size); err != nil {
			return err
		}
		loaded += size
		if err := a.DB.Analyze(ctx); err != nil {
			return err
		}
		if err := figuresOnce(ctx, a, requests, loaded); err != nil {
			return err
		}
	}
	fmt.Println()
	return nil
}

func figuresOnce(ctx context.Context, a *app.App, requests []indicator.Request, loaded int) error {
	began := time.Now()
	if _, err := a.Indicators.Figures(ctx, requests, time.Time{}); err != nil {
		return err
	}
	now := time.Since(began)
	began = time.Now()
	if _, err := a.Indicators.Figures(ctx, requests, time.Now()); err != nil {
		return err
	}
	past := time.Since(began)
	began = time.Now()
	list, err := a.Ledger.List(ctx, ledger.Filter{Kinds: []string{"tour"}}, ledger.ByDateDown, 50, 0)
	if err != nil {
		return err
	}
	page := time.Since(began)
	fmt.Printf("%-8s %9d entries: %d figures %9s now, %9s as of a moment; a page of %d of one nature %s\n",
		a.DB.Engine, loaded, len(requests), now.Round(10*time.Microsecond), past.Round(time.Millisecond), len(list), page.Round(10*time.Microsecond))
	return nil
}
