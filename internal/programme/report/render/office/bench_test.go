package office_test

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"testing"

	"maillage/internal/programme/report"
	"maillage/internal/programme/report/render/office"
)

// long is the document that holds everything, with many entries.
func long(entries int) *report.Document {
	doc := everything("fr")
	first := doc.Entries.Rows[0]
	doc.Entries.Rows = nil
	for i := range entries {
		r := first
		r.Number, r.Anchor = i+1, fmt.Sprintf("r-%d", i+1)
		doc.Entries.Rows = append(doc.Entries.Rows, r)
	}
	doc.Entries.Total = entries
	return doc
}

// watcher counts what is written and the most memory that was in use meanwhile.
type watcher struct {
	bytes, seen int
	most        uint64
}

func (w *watcher) Write(p []byte) (int, error) {
	if w.bytes += len(p); w.bytes-w.seen > 5_000 {
		w.seen = w.bytes
		w.look()
	}
	return len(p), nil
}

func (w *watcher) look() {
	var m runtime.MemStats
	runtime.GC()
	runtime.GC() // pools are emptied by the second
	runtime.ReadMemStats(&m)
	w.most = max(w.most, m.HeapAlloc)
}

// TestRowsAreWrittenAsTheyAreWalked holds that ten times the entries do not take more memory to write: writing needs its
// compressor, and no row stays. A quarter of a megabyte is left for the measure itself.
func TestRowsAreWrittenAsTheyAreWalked(t *testing.T) {
	if testing.Short() {
		t.Skip("short: writes twenty thousand rows")
	}
	eachFormat(t, func(t *testing.T, format string) {
		used := func(entries int) int64 {
			f, err := office.Prepare(context.Background(), long(entries), dots)
			if err != nil {
				t.Fatal(err)
			}
			var before watcher
			before.look()
			var during watcher
			if err := formats[format](f, &during); err != nil {
				t.Fatal(err)
			}
			runtime.KeepAlive(f)
			return int64(during.most) - int64(before.most)
		}
		used(100) // the pools fill
		few, many := used(2_000), used(20_000)
		if many-few > 256<<10 {
			t.Errorf("2,000 entries take %d bytes while they are written, 20,000 take %d", few, many)
		}
	})
}

func BenchmarkFiveThousandEntries(b *testing.B) {
	for format, write := range formats {
		b.Run(format, func(b *testing.B) {
			f, err := office.Prepare(context.Background(), long(5_000), dots)
			if err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			for b.Loop() {
				if err := write(f, io.Discard); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
