package ui

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strconv"
	"sync"
	"time"

	"maillage/internal/kit/apperr"
	"maillage/internal/programme/report"
)

// Outcome is a version with the files that could not be printed: what, why, and how to mend it.
type Outcome struct {
	Version report.Version
	Missing []string
}

// Keeper prints the report and keeps it as a version. It tells progress each step: StepBuild, the name of a format, StepStore.
type Keeper func(ctx context.Context, in report.KeepInput, progress func(step string)) (Outcome, error)

// Reprinter prints the formats that a kept version lacks, telling the same steps.
type Reprinter func(ctx context.Context, number int, progress func(step string)) (Outcome, error)

// work is what a task does.
type work func(ctx context.Context, progress func(step string)) (Outcome, error)

// The steps of keeping a version that are not the name of a format.
const (
	StepBuild = "build"
	StepStore = "store"
)

const (
	keptTasks   = 20               // the latest ones, whose outcome can still be read
	longestTask = 15 * time.Minute // printing the largest report takes a minute or two
)

// task is one version being kept or printed, or the outcome.
type task struct {
	ID    string
	Of    int // the kept version that is printed; 0 for one that is being kept
	Step  string
	Began time.Time
	Done  bool
	Outcome
	Err error

	cancel context.CancelFunc
}

// Stopped says that a person, or the end of the program, stopped it.
func (t task) Stopped() bool { return errors.Is(t.Err, context.Canceled) }

// keeping runs one task at a time, beside requests: printing takes longer than a browser waits, and goes on when its page is closed.
type keeping struct {
	mu     sync.Mutex
	tasks  []*task // oldest first
	last   int
	closed bool
	wait   sync.WaitGroup
}

var errBusy = apperr.New(apperr.Conflict, "report.keeping",
	"Une version est déjà en train d’être gardée ou imprimée. Attendez qu’elle soit prête, ou arrêtez-la.",
	"A version is already being kept or printed. Wait until it is ready, or stop it.")

// start begins a task with the actor and language of ctx, which may end before. Errors: conflict while another one runs.
func (k *keeping) start(ctx context.Context, of int, at time.Time, do work) (string, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.closed || slices.ContainsFunc(k.tasks, func(t *task) bool { return !t.Done }) {
		return "", errBusy
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), longestTask)
	k.last++
	t := &task{ID: strconv.Itoa(k.last), Of: of, Step: StepBuild, Began: at, cancel: cancel}
	k.tasks = append(k.tasks, t)
	if len(k.tasks) > keptTasks {
		k.tasks = k.tasks[1:]
	}
	k.wait.Go(func() {
		defer cancel()
		outcome, err := attempt(ctx, do, func(step string) {
			k.mu.Lock()
			defer k.mu.Unlock()
			t.Step = step
		})
		if cause := ctx.Err(); err != nil && cause != nil {
			err = cause // a printer that is stopped on its way says something else
		}
		k.mu.Lock()
		defer k.mu.Unlock()
		t.Outcome, t.Err, t.Done = outcome, err, true
	})
	return t.ID, nil
}

// attempt makes an error of a panic: nothing else stands between a task and the whole program.
func attempt(ctx context.Context, do work, progress func(string)) (o Outcome, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("keeping a version: %v", p)
		}
		if apperr.CodeOf(err) == apperr.Internal && ctx.Err() == nil {
			slog.ErrorContext(ctx, "keeping a version", "error", err)
		}
	}()
	return do(ctx, progress)
}

// find returns a task as it stands.
func (k *keeping) find(id string) (task, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, t := range k.tasks {
		if t.ID == id {
			return *t, true
		}
	}
	return task{}, false
}

// running returns the task under way, if any.
func (k *keeping) running() (task, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if n := len(k.tasks); n > 0 && !k.tasks[n-1].Done {
		return *k.tasks[n-1], true
	}
	return task{}, false
}

// stop asks a task to end; one that has ended stays as it is.
func (k *keeping) stop(id string) bool {
	t, ok := k.find(id)
	if ok {
		t.cancel()
	}
	return ok
}

// close ends what runs, waits for it, and starts nothing more.
func (k *keeping) close() {
	k.mu.Lock()
	k.closed = true
	for _, t := range k.tasks {
		t.cancel()
	}
	k.mu.Unlock()
	k.wait.Wait()
}
