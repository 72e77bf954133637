package app

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"maillage/examples"
	"maillage/internal/db"
	"maillage/internal/db/dbtest"
	"maillage/internal/programme/indicator"
)

// example opens an installation of the example on each engine.
func example(t *testing.T, run func(t *testing.T, a *App)) {
	t.Helper()
	for engine, address := range map[string]func(*testing.T) string{
		"sqlite": func(t *testing.T) string { return filepath.Join(t.TempDir(), "test.db") }, "postgres": func(t *testing.T) string { return dbtest.PostgresAddress(t) },
	} {
		t.Run(engine, func(t *testing.T) {
			t.Setenv("MAILLAGE_DATABASE", address(t))
			a, err := Open(t.Context(), t.TempDir(), time.Now)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = a.Close() })
			if _, err := a.LoadExample(t.Context(), examples.Default, func(string) {}); err != nil {
				t.Fatal(err)
			}
			run(t, a)
		})
	}
}

// A build computes each figure once, and its formats compute none again.
func TestNoFigureIsComputedTwice(t *testing.T) {
	example(t, func(t *testing.T, a *App) {
		for _, funder := range []string{"", "region"} {
			computed := map[indicator.Request]int{}
			ctx := indicator.Observing(t.Context(), func(r indicator.Request) { computed[r]++ })
			w := reportWriter{app: a, dir: t.TempDir(), formats: []string{"html", "xlsx", "json"}}
			b, err := w.write(ctx, []string{funder})
			if err != nil || len(b.Files) != 3 {
				t.Fatal(b.Files, err)
			}
			if len(computed) < 100 {
				t.Errorf("%d figures were observed: does anybody tell them?", len(computed))
			}
			for r, times := range computed {
				if times != 1 {
					t.Errorf("%q: %+v is computed %d times", funder, r, times)
				}
			}
		}
	})
}

// A document holds all that HTML and JSON need; the workbook asks for the entries and their evidence, and for nothing else.
func TestFormatsAskLittle(t *testing.T) {
	example(t, func(t *testing.T, a *App) {
		queries := func(formats ...string) int64 {
			var n atomic.Int64
			w := reportWriter{app: a, dir: t.TempDir(), formats: formats}
			if _, err := w.write(db.Counting(t.Context(), &n), []string{""}); err != nil {
				t.Fatal(err)
			}
			return n.Load()
		}
		alone := queries()
		if more := queries("html", "json") - alone; more != 0 {
			t.Errorf("HTML and JSON ask the database %d times", more)
		}
		// The agreement, the entries, their evidence (one query for 500 entries) and the pieces.
		if more := queries("xlsx") - alone; more < 3 || more > 12 {
			t.Errorf("the workbook asks the database %d times more than the build's %d", more, alone)
		}
	})
}

// Whoever stops a build finds whole files of what was written before, and no half one.
func TestAStoppedBuildLeavesWholeFiles(t *testing.T) {
	example(t, func(t *testing.T, a *App) {
		for _, after := range []int{0, 1, 3} {
			dir := t.TempDir()
			ctx, stop := context.WithCancel(t.Context())
			written := 0
			w := reportWriter{app: a, dir: dir, formats: []string{"html", "xlsx", "json"}, wrote: func() {
				if written++; written == after {
					stop()
				}
			}}
			if after == 0 {
				stop()
			}
			_, err := w.write(ctx, []string{"", "region"})
			if !errors.Is(err, context.Canceled) {
				t.Errorf("stopped after %d files: %v", after, err)
			}
			files, err := os.ReadDir(dir)
			if err != nil || len(files) > after {
				t.Errorf("stopped after %d files: %v, %v", after, files, err)
			}
			if slices.ContainsFunc(files, func(f os.DirEntry) bool { return strings.HasSuffix(f.Name(), ".part") }) {
				t.Errorf("half a file is left: %v", files)
			}
			stop()
		}
	})
}

func TestReportSchemaIsPrinted(t *testing.T) {
	var out, errs bytes.Buffer
	if code := Main([]string{"report", "schema"}, nil, &out, &errs); code != 0 || !strings.Contains(out.String(), `"$id": "urn:maillage:report:2"`) {
		t.Errorf("exit %d, %s%s", code, out.String()[:min(200, out.Len())], errs.String())
	}
}
