package control_test

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"maillage/internal/db"
	"maillage/internal/db/dbtest"
	"maillage/internal/kit/importer"
	"maillage/internal/programme/control"
	"maillage/internal/programme/programmetest"
)

// many is a world with n entries and n pieces, each a file of its own of a size in bytes.
func many(t testing.TB, d *db.DB, n, size int) *programmetest.World {
	t.Helper()
	w := programmetest.New(t, d)
	var stops, list strings.Builder
	stops.WriteString("Référence;Date;Département\n")
	list.WriteString("Référence;Réalisation;Activité;Nature;Titre;Fichier\n")
	dir := t.TempDir()
	filler := strings.Repeat("x", size-40)
	for i := range n {
		fmt.Fprintf(&stops, "E%d;%02d/%02d/2019;86\n", i, i%28+1, i%12+1)
		name := fmt.Sprintf("f%d.pdf", i)
		fmt.Fprintf(&list, "P%d;E%d;1.1;programme;Pièce %d;%s\n", i, i, i, name)
		w.Must(os.WriteFile(filepath.Join(dir, name), fmt.Appendf(nil, "%%PDF-1.4\n%%%s\n%08d\n%%%%EOF\n", filler, i), 0o600))
	}
	w.Load("tour", stops.String())
	w.Must(os.WriteFile(filepath.Join(dir, "pieces.csv"), []byte(list.String()), 0o600))
	_, err := w.Importer.Run(w.Ctx, w.Evidence.Target(), importer.Request{Path: filepath.Join(dir, "pieces.csv"), Language: "fr"})
	w.Must(err)
	return w
}

// TestFilesAreNotHeld exports the same number of pieces small and large: the peak of memory follows their number, never their bytes.
func TestFilesAreNotHeld(t *testing.T) {
	const n, small, large = 300, 1 << 10, 256 << 10
	peak := func(size int) uint64 {
		w := many(t, dbtest.SQLite(t), n, size)
		runtime.GC()
		var most uint64
		_, err := service(w).Export(w.Ctx, io.Discard, control.Options{Key: key(t), Progress: func(int, int) {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapAlloc)
		}})
		w.Must(err)
		return most
	}
	little, much := peak(small), peak(large)
	t.Logf("peak of the heap: %d kB with %d pieces of %d kB, %d kB with %d kB", little>>10, n, small>>10, much>>10, large>>10)
	if much > little+n*large/4 {
		t.Errorf("%d MB of pieces raise the peak from %d to %d MB", n*large>>20, little>>20, much>>20)
	}
}

// BenchmarkExport makes a control file of 10,000 pieces of 4 kB, and tells the peak of the heap. The world takes minutes to make: each file is
// synced to the disk.
func BenchmarkExport(b *testing.B) {
	const n = 10_000
	w := many(b, dbtest.SQLite(b), n, 4<<10)
	s, k := service(w), key(b)
	var most uint64
	for b.Loop() {
		_, err := s.Export(context.Background(), io.Discard, control.Options{Key: k, Progress: func(done, _ int) {
			if done%100 == 0 {
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				most = max(most, m.HeapAlloc)
			}
		}})
		if err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(most)/(1<<20), "MB-heap")
	b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "pieces/s")
}
