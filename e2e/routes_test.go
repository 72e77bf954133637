package e2e

import (
	"flag"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var blank = regexp.MustCompile(`\{[^}]*\}`)

var update = flag.Bool("update", false, "write testdata/routes.golden again")

// TestTheTableOfRoutes makes each change of exposure a line of the review.
func TestTheTableOfRoutes(t *testing.T) {
	const golden = "testdata/routes.golden"
	got := routes(t, "text")
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("the routes differ from %s; after a review: go test ./e2e -run Routes -update\n%s", golden, got)
	}
}

// mayLack are the routes whose thing the example does not have: a file that nobody kept, a version being made.
var mayLack = []string{"/pieces/{id}/fichier", "/pieces/{id}/copie-publiable", "/bilan/versions/en-cours/{task}"}

// TestEveryRoute answers to this machine and, unless it is public, to no other name. An act is tried by others alone: it would change the world.
func TestEveryRoute(t *testing.T) {
	w := open(t)
	for _, r := range table(t) {
		if r.Method != http.MethodGet {
			if r.Access != "local-act" {
				t.Errorf("%s %s: an act is open as %s", r.Method, r.Pattern, r.Access)
			}
			if status := w.act(t, w.path(t, r.Pattern)); status != http.StatusForbidden {
				t.Errorf("%s %s from another site: %d", r.Method, r.Pattern, status)
			}
			continue
		}
		path := w.path(t, r.Pattern)
		if status, _ := w.get(t, path, ""); status != http.StatusOK && !(status == http.StatusNotFound && slices.Contains(mayLack, r.Pattern)) {
			t.Errorf("%s: %d", path, status)
		}
		want := http.StatusForbidden
		if r.Access == "public" {
			want = http.StatusOK
		}
		for _, host := range []string{"maillage.example", "127.0.0.1.example:80", "192.0.2.1"} {
			if status, _ := w.send(t, r.Method, path, host); status != want {
				t.Errorf("%s %s asked for as %s: %d, want %d", r.Method, path, host, status, want)
			}
		}
	}
}

// TestWhatNamesNothingIsNotFound: each address with a blank refuses a thing that does not exist with a page, and none breaks.
func TestWhatNamesNothingIsNotFound(t *testing.T) {
	w := open(t)
	for _, r := range table(t) {
		if r.Method != http.MethodGet || !strings.Contains(r.Pattern, "{") || strings.Contains(r.Pattern, "{$}") {
			continue
		}
		for _, thing := range []string{"rien", "..%2F..%2Fetc%2Fpasswd", "%F0%9F%92%A5", "%00", "%ff", strings.Repeat("x", 2000)} {
			path := blank.ReplaceAllString(r.Pattern, thing)
			if status, body := w.get(t, path, ""); status != http.StatusNotFound || !strings.Contains(body, "<h1>") {
				t.Errorf("%.80s: %d", path, status)
			}
		}
	}
	if status, _ := w.get(t, "/out/bilan.html", ""); status != http.StatusNotFound {
		t.Errorf("a file of the installation is served: %d", status)
	}
}

// mostQueries is the budget of a page: the house asks that none goes over it.
const mostQueries = 12

// TestNoPageGoesOverItsBudgetOfQueries counts the queries of each page, once what it keeps from one reader to the next is there.
func TestNoPageGoesOverItsBudgetOfQueries(t *testing.T) {
	w := open(t)
	for _, r := range table(t) {
		if r.Method != http.MethodGet {
			continue
		}
		path := w.path(t, r.Pattern)
		if strings.HasSuffix(path, ".zip") {
			continue // a control file is made whole, with the report in it: no page, and it says how far it is on the command line
		}
		w.get(t, path, "")
		before := w.queries.Load()
		w.get(t, path, "")
		n := w.queries.Load() - before
		t.Logf("%2d %s", n, path)
		if n > mostQueries {
			t.Errorf("%s: %d queries, the budget is %d", path, n, mostQueries)
		}
	}
}
