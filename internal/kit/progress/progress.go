// Package progress tells how far a long command is: a bar on a terminal, now and then a line elsewhere (log, pipe), nothing when quiet.
// Its lines hold numbers and signs only, so they need no translation; the label comes from the caller.
package progress

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"github.com/mattn/go-isatty"
	"github.com/schollz/progressbar/v3"
)

// interval is the least time between two lines where there is no terminal.
const interval = 2 * time.Second

// Bar counts what is done. It is safe for concurrent use. Failing writes are ignored: progress must not stop the work.
type Bar struct {
	mu       sync.Mutex
	w        io.Writer
	label    string
	total    int64
	count    int64
	bar      *progressbar.ProgressBar // nil without a terminal
	now      func() time.Time
	started  time.Time
	lastLine time.Time
	done     bool
}

// Option changes a bar.
type Option func(*Bar)

// Quiet says nothing at all if on, the last line included.
func Quiet(on bool) Option {
	return func(b *Bar) {
		if on {
			b.w = io.Discard
		}
	}
}

// clock replaces the time of the machine in tests.
func clock(now func() time.Time) Option { return func(b *Bar) { b.now = now } }

// New starts a bar of total steps; a total of 0 or less is unknown. The caller ends it with Done.
func New(w io.Writer, label string, total int64, options ...Option) *Bar {
	b := &Bar{w: w, label: label, total: max(total, 0), now: time.Now}
	for _, o := range options {
		o(b)
	}
	b.started = b.now()
	b.lastLine = b.started
	if isTerminal(b.w) {
		b.bar = newBar(b.w, label, total)
	}
	return b
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && isatty.IsTerminal(f.Fd())
}

func newBar(w io.Writer, label string, total int64) *progressbar.ProgressBar {
	if total <= 0 {
		total = -1 // a spinner
	}
	return progressbar.NewOptions64(total,
		progressbar.OptionSetWriter(w),
		progressbar.OptionSetDescription(label),
		progressbar.OptionShowCount(),
		progressbar.OptionShowIts(),
		progressbar.OptionSetItsString(""),
		progressbar.OptionSetPredictTime(total > 0),
		progressbar.OptionSetSpinnerChangeInterval(0), // else a goroutine draws on, past Done
		progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionClearOnFinish(),
	)
}

// Add counts n more steps.
func (b *Bar) Add(n int64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.done {
		return
	}
	b.count += n
	if b.bar != nil {
		_ = b.bar.Add64(n) // fails beyond the total, which was an estimate
		return
	}
	if now := b.now(); now.Sub(b.lastLine) >= interval {
		b.lastLine = now
		fmt.Fprintln(b.w, b.line())
	}
}

// Done ends the bar and writes the count, the time taken and the rate. Further calls do nothing.
func (b *Bar) Done() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.done {
		return
	}
	b.done = true
	if b.bar != nil {
		_ = b.bar.Clear()
	}
	fmt.Fprintln(b.w, b.lastWord())
}

func (b *Bar) line() string {
	if b.total == 0 {
		return fmt.Sprintf("%s: %d", b.label, b.count)
	}
	return fmt.Sprintf("%s: %d/%d (%d %%)", b.label, b.count, b.total, b.count*100/b.total)
}

func (b *Bar) lastWord() string {
	took := b.now().Sub(b.started)
	text := fmt.Sprintf("%s: %d · %s", b.label, b.count, took.Round(time.Millisecond))
	if seconds := took.Seconds(); seconds > 0 && b.count > 0 {
		text += fmt.Sprintf(" · %.0f/s", float64(b.count)/seconds)
	}
	return text
}
