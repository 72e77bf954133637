package progress

import (
	"bytes"
	"io"
	"os"
	"strings"
	"sync"
	"testing"
	"time"
)

// watch is a clock that tests move.
type watch struct{ t time.Time }

func (w *watch) now() time.Time { return w.t }

func (w *watch) pass(d time.Duration) { w.t = w.t.Add(d) }

func TestLines(t *testing.T) {
	var out bytes.Buffer
	w := &watch{time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}
	b := New(&out, "Communes", 1000, clock(w.now))
	for range 10 { // five seconds: lines after two and four
		w.pass(500 * time.Millisecond)
		b.Add(50)
	}
	b.Done()
	b.Done()
	b.Add(1)
	want := "Communes: 200/1000 (20 %)\nCommunes: 400/1000 (40 %)\nCommunes: 500 · 5s · 100/s\n"
	if out.String() != want {
		t.Errorf("got\n%swant\n%s", out.String(), want)
	}
}

func TestUnknownTotal(t *testing.T) {
	var out bytes.Buffer
	w := &watch{}
	b := New(&out, "Import", -1, clock(w.now))
	w.pass(3 * time.Second)
	b.Add(7)
	b.Done()
	if want := "Import: 7\nImport: 7 · 3s · 2/s\n"; out.String() != want {
		t.Errorf("got %q", out.String())
	}
}

func TestNothingDone(t *testing.T) {
	var out bytes.Buffer
	w := &watch{}
	New(&out, "Import", 0, clock(w.now)).Done()
	if want := "Import: 0 · 0s\n"; out.String() != want {
		t.Errorf("got %q", out.String())
	}
}

func TestQuiet(t *testing.T) {
	var out bytes.Buffer
	b := New(&out, "Import", 10, Quiet(true))
	b.Add(10)
	b.Done()
	if out.Len() > 0 {
		t.Errorf("said %q", out.String())
	}
	New(&out, "Import", 10, Quiet(false)).Done()
	if out.Len() == 0 {
		t.Error("said nothing")
	}
}

func TestConcurrentUse(t *testing.T) {
	var out bytes.Buffer
	b := New(&out, "Import", 8000)
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 1000 {
				b.Add(1)
			}
		})
	}
	group.Wait()
	b.Done()
	if !strings.Contains(out.String(), "Import: 8000 · ") {
		t.Errorf("said %q", out.String())
	}
}

// On a terminal the bar is drawn over itself and cleared; only the last line stays. Counting past an estimate is no failure.
func TestBarOnATerminal(t *testing.T) {
	for _, total := range []int64{3, -1} {
		var out bytes.Buffer
		b := New(&out, "Import", total)
		b.bar = newBar(&out, "Import", total)
		b.Add(2)
		b.Add(2)
		b.Done()
		got := out.String()
		if !strings.Contains(got, "\r") || strings.Count(got, "\n") != 1 || !strings.Contains(got[strings.LastIndex(got, "\r"):], "Import: 4 · ") {
			t.Errorf("total %d: drew %q", total, got)
		}
	}
}

func TestAFileIsNoTerminal(t *testing.T) {
	f, err := os.CreateTemp(t.TempDir(), "log")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	b := New(f, "Import", 2)
	b.Add(2)
	b.Done()
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(f)
	if err != nil || !strings.HasPrefix(string(got), "Import: 2 · ") {
		t.Errorf("%q, %v", got, err)
	}
}
