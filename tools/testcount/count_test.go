package main

import (
	"errors"
	"os/exec"
	"strings"
	"testing"
)

// The lines are those of go test -json, shortened.
func TestCounting(t *testing.T) {
	for _, x := range []struct {
		name, events, last string
		shown, hidden      []string
	}{
		{
			name: "passing, skipped, grouped",
			events: `{"Action":"run","Package":"p","Test":"TestA"}
{"Action":"output","Package":"p","Test":"TestA","Output":"=== RUN   TestA\n"}
{"Action":"output","Package":"p","Test":"TestA","Output":"    a_test.go:1: chatter\n"}
{"Action":"run","Package":"p","Test":"TestA/sqlite"}
{"Action":"run","Package":"p","Test":"TestA/postgres"}
{"Action":"pass","Package":"p","Test":"TestA/sqlite"}
{"Action":"output","Package":"p","Test":"TestA/postgres","Output":"    a_test.go:2: no PostgreSQL\n"}
{"Action":"skip","Package":"p","Test":"TestA/postgres"}
{"Action":"pass","Package":"p","Test":"TestA"}
{"Action":"output","Package":"p","Output":"PASS\n"}
{"Action":"output","Package":"p","Output":"ok  \tp\t0.1s\n"}
{"Action":"pass","Package":"p"}`,
			last: "1 passed, 0 failed, 1 skipped", shown: []string{"ok  \tp\t0.1s", "no PostgreSQL"}, hidden: []string{"chatter", "PASS"},
		},
		{
			name: "a failing subtest counts once",
			events: `{"Action":"run","Package":"p","Test":"TestA"}
{"Action":"run","Package":"p","Test":"TestA/x"}
{"Action":"output","Package":"p","Test":"TestA/x","Output":"    a_test.go:1: wrong\n"}
{"Action":"fail","Package":"p","Test":"TestA/x"}
{"Action":"output","Package":"p","Test":"TestA","Output":"--- FAIL: TestA\n"}
{"Action":"fail","Package":"p","Test":"TestA"}
{"Action":"output","Package":"p","Output":"FAIL\tp\t0.1s\n"}
{"Action":"fail","Package":"p"}`,
			last: "0 passed, 1 failed, 0 skipped", shown: []string{"wrong", "--- FAIL: TestA", "FAIL\tp"},
		},
		{
			name: "a group may fail by itself",
			events: `{"Action":"run","Package":"p","Test":"TestA"}
{"Action":"run","Package":"p","Test":"TestA/x"}
{"Action":"pass","Package":"p","Test":"TestA/x"}
{"Action":"fail","Package":"p","Test":"TestA"}
{"Action":"fail","Package":"p"}`,
			last: "1 passed, 1 failed, 0 skipped",
		},
		{
			name: "a package that does not build",
			events: `{"ImportPath":"p","Action":"build-output","Output":"p.go:1: undefined: x\n"}
{"ImportPath":"p","Action":"build-fail"}
{"Action":"output","Package":"p","Output":"FAIL\tp [build failed]\n"}
{"Action":"fail","Package":"p","FailedBuild":"p"}`,
			last: "0 passed, 1 failed, 0 skipped", shown: []string{"undefined: x", "build failed"},
		},
		{
			name: "a program that dies in a test",
			events: `{"Action":"run","Package":"p","Test":"TestA"}
{"Action":"output","Package":"p","Test":"TestA","Output":"panic: boom\n"}
{"Action":"output","Package":"p","Output":"FAIL\tp\t0.1s\n"}
{"Action":"fail","Package":"p"}`,
			last: "0 passed, 1 failed, 0 skipped", shown: []string{"panic: boom"},
		},
		{name: "a line that is not JSON", events: "go: downloading x", last: "0 passed, 0 failed, 0 skipped", shown: []string{"go: downloading x"}},
	} {
		t.Run(x.name, func(t *testing.T) {
			var out strings.Builder
			c := newCounter(&out)
			if err := c.read(strings.NewReader(x.events)); err != nil {
				t.Fatal(err)
			}
			c.tell()
			if !strings.HasSuffix(out.String(), x.last+"\n") {
				t.Errorf("ends with %q, want %q", out.String(), x.last)
			}
			for _, s := range x.shown {
				if !strings.Contains(out.String(), s) {
					t.Errorf("%q is not shown in %q", s, out.String())
				}
			}
			for _, s := range x.hidden {
				if strings.Contains(out.String(), s) {
					t.Errorf("%q is shown in %q", s, out.String())
				}
			}
		})
	}
}

func TestStatus(t *testing.T) {
	err := exec.Command("sh", "-c", "exit 3").Run()
	for _, x := range []struct {
		err, readErr error
		failed, want int
	}{{nil, nil, 0, 0}, {err, nil, 0, 3}, {nil, nil, 1, 1}, {nil, errors.New("cut"), 0, 1}, {errors.New("gone"), nil, 0, 1}} {
		if got := status(x.err, x.readErr, x.failed); got != x.want {
			t.Errorf("status(%v, %v, %d) = %d, want %d", x.err, x.readErr, x.failed, got, x.want)
		}
	}
}
