package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"time"

	"maillage/examples"
	"maillage/internal/app"
)

// asMaillage makes this program stand for the command, so that a build is measured in a process of its own. It names the file that gets
// the peak of memory.
const asMaillage = "MAILLAGE_BENCH_PEAK"

// command runs the command line and writes down the most memory that this process held. Only the process itself can tell: what Linux tells
// its parent (ru_maxrss) begins with the parent's own.
func command(peak string) int {
	code := app.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	status, err := os.ReadFile("/proc/self/status")
	if err == nil {
		err = os.WriteFile(peak, status, 0o600)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	return code
}

var peakLine = regexp.MustCompile(`VmHWM:\s+(\d+) kB`)

// reports builds the example's report over many entries, each format in a process of its own: the whole command, from its start to the
// file, and the most memory that it held.
func reports(ctx context.Context, dir string, entries int) error {
	home, database := filepath.Join(dir, "report"), filepath.Join(dir, "report.db")
	a, err := open(ctx, home, database)
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	if _, err := load(ctx, a, dir, 0, entries); err != nil {
		return err
	}
	if err := texts(ctx, a, dir); err != nil {
		return err
	}
	if err := a.DB.Analyze(ctx); err != nil {
		return err
	}
	if err := example(ctx, dir); err != nil {
		return err
	}
	for _, format := range []string{"html", "xlsx", "json"} {
		if err := told(ctx, home, database, format, fmt.Sprintf("%d entries", entries)); err != nil {
			return err
		}
	}
	fmt.Println()
	return nil
}

// told builds the report in one format and prints what it took.
func told(ctx context.Context, home, database, format, of string) error {
	m, err := build(ctx, home, database, format)
	if err != nil {
		return err
	}
	size, err := os.Stat(filepath.Join(home, "out", "bilan."+format))
	if err != nil {
		return err
	}
	fmt.Printf("report as %-4s           %10s, %s of processors, %4d MB at most: %s, SQLite, the whole command in a process of its own, a file of %.1f MB\n",
		format, m.took.Round(10*time.Millisecond), m.worked.Round(10*time.Millisecond), m.peak>>20, of, float64(size.Size())/1e6)
	return nil
}

// example prints the example's own report, as it is handed in: the memory of the browser that lays its pages out is not counted.
func example(ctx context.Context, dir string) error {
	home, database := filepath.Join(dir, "example-report"), filepath.Join(dir, "example-report.db")
	a, err := open(ctx, home, database)
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	if _, err := a.LoadExample(ctx, examples.Default, func(string) {}); err != nil {
		return err
	}
	for _, format := range []string{"html", "pdf"} {
		if err := told(ctx, home, database, format, "the example"); err != nil {
			return err
		}
	}
	return nil
}

// texts imports the report of the example.
func texts(ctx context.Context, a *app.App, dir string) error {
	if err := os.CopyFS(filepath.Join(dir, "example"), examples.Files); err != nil {
		return err
	}
	_, err := a.Reports.Import(ctx, os.DirFS(filepath.Join(dir, "example", examples.Default, "bilan")), "bench")
	return err
}

// cost is what one run of the command took: the time that passed, the time of all processors, which other programs on the machine change
// less, and the peak of memory in bytes.
type cost struct {
	took, worked time.Duration
	peak         int64
}

// build runs the command once.
func build(ctx context.Context, home, database, format string) (cost, error) {
	self, err := os.Executable()
	if err != nil {
		return cost{}, err
	}
	peak := filepath.Join(home, "peak")
	child := exec.CommandContext(ctx, self, "report", "build", "--dir", home, "--formats", format, "--quiet")
	child.Env = append(os.Environ(), asMaillage+"="+peak, "MAILLAGE_DATABASE="+database)
	began := time.Now()
	said, err := child.CombinedOutput()
	m := cost{took: time.Since(began), worked: child.ProcessState.UserTime() + child.ProcessState.SystemTime()}
	if code := child.ProcessState.ExitCode(); code > 1 || code < 0 { // 1: a draft has findings
		return m, fmt.Errorf("report build: %w\n%s", err, said)
	}
	status, err := os.ReadFile(peak)
	if err != nil {
		return m, err
	}
	found := peakLine.FindSubmatch(status)
	if found == nil {
		return m, fmt.Errorf("report build: this system does not tell the peak of memory")
	}
	kib, err := strconv.ParseInt(string(found[1]), 10, 64)
	m.peak = kib << 10
	return m, err
}
