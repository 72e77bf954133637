package online_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"maillage/internal/kit/apperr"
	"maillage/internal/kit/fetch"
	"maillage/internal/programme/check"
	"maillage/internal/programme/check/online"
	"maillage/internal/programme/check/text"
)

func read(t *testing.T, name, content string) *text.Document {
	t.Helper()
	d, err := text.Read(name, []byte(content))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestAddresses(t *testing.T) {
	d := read(t, "a.md", "Voir [le site](https://rivage.example/a#titre), www.rivage.example, https://rivage.example/a.\n\n"+
		"[vide](#), [autre partie](docs/b.md), [nous écrire](mailto:contact@rivage.example), ftp://rivage.example/x et http://rivage.example/b.\n")
	want := []string{"https://rivage.example/a", "https://www.rivage.example", "http://rivage.example/b"}
	if got := online.Addresses([]*text.Document{d}); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestAnswers asks a server for pages that answer, moved, are gone, closed, broken, and for an address of a private network.
func TestAnswers(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		codes := map[string]int{"/gone": http.StatusGone, "/nowhere": http.StatusNotFound, "/closed": http.StatusForbidden, "/broken": http.StatusBadGateway}
		switch code := codes[r.URL.Path]; {
		case r.URL.Path == "/moved":
			http.Redirect(w, r, "/here", http.StatusMovedPermanently)
		case code != 0:
			w.WriteHeader(code)
		}
	}))
	defer server.Close()
	silent := httptest.NewServer(nil)
	silent.Close()
	var lines []string
	for _, path := range []string{"/here", "/moved", "/gone", "/nowhere", "/closed", "/broken"} {
		lines = append(lines, "Voir "+server.URL+path+" pour la suite.")
	}
	lines = append(lines, "Voir "+silent.URL+"/rien pour la suite.", "Voir http://10.1.2.3/prive pour la suite.", "Encore "+server.URL+"/nowhere, deux fois.")
	d := read(t, "a.txt", strings.Join(lines, "\n\n"))
	told := 0
	answers, err := online.Look(t.Context(), fetch.New(fetch.Options{AllowLoopback: true}), online.Addresses([]*text.Document{d}), func() { told++ })
	if err != nil || told != 8 {
		t.Fatalf("%d answers told, %v", told, err)
	}
	got := map[int]string{}
	for _, f := range check.Run(&check.Corpus{Documents: []*text.Document{d}}, []*check.Rule{online.Rule(answers)}) {
		if f.Rule != online.RuleName || f.Expected.FR == "" || f.Expected.EN == "" || !strings.HasPrefix(f.Words, "http://") {
			t.Errorf("%+v", f)
		}
		got[f.Line] = fmt.Sprint(f.Severity, " ", f.Confidence, " ", len(f.Related))
		if f.Line == 7 && !strings.Contains(f.Expected.FR, "404") {
			t.Errorf("the answer is not told: %q", f.Expected.FR)
		}
	}
	want := map[int]string{5: "serious high 0", 7: "serious high 1", 9: "notice medium 0", 11: "serious medium 0", 13: "serious medium 0", 15: "notice medium 0"}
	for line := 1; line <= 17; line += 2 {
		if got[line] != want[line] {
			t.Errorf("line %d: %q, want %q", line, got[line], want[line])
		}
	}
}

func TestALookThatIsStoppedSaysSo(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := online.Look(ctx, fetch.New(fetch.Options{}), []string{"https://rivage.example"}, func() {}); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	if _, err := online.Look(t.Context(), fetch.New(fetch.Options{}), make([]string, online.MostLinks+1), func() {}); apperr.CodeOf(err) != apperr.Invalid {
		t.Errorf("too many addresses: %v", err)
	}
}
