package arch

import (
	"encoding/json"
	"fmt"
	"io"
	"os/exec"
	"slices"
	"sort"
	"strings"
	"testing"
)

// node is a package as go list tells it.
type node struct {
	ImportPath string
	Imports    []string
}

func listPackages(t *testing.T) []node {
	t.Helper()
	command := exec.Command("go", "list", "-deps", "-json=ImportPath,Imports", "./...")
	command.Dir = root
	out, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var said strings.Builder
	command.Stderr = &said
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	var list []node
	for decoder := json.NewDecoder(out); ; {
		var n node
		if err := decoder.Decode(&n); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(n.ImportPath, module) {
			list = append(list, n)
		}
	}
	if err := command.Wait(); err != nil {
		t.Fatalf("go list: %v\n%s", err, said.String())
	}
	return list
}

// place is where a package stands in the house.
type place struct {
	kind string // cmd, app, arch, db, kit, web, room, tool, data, testing
	room string // "programme/ledger"
	sub  string // what comes below the room's root: "ui"
}

func placeOf(path string) place {
	path = strings.TrimPrefix(path, module)
	parts := strings.Split(path, "/")
	if parts[0] != "internal" {
		kinds := map[string]string{"cmd": "cmd", "tools": "tool", "examples": "data", "docs": "data", "e2e": "app"}
		return place{kind: kinds[parts[0]]}
	}
	switch parts = parts[1:]; {
	case strings.HasSuffix(path, "test"): // what tests share, such as db/dbtest
		return place{kind: "testing"}
	case slices.Contains([]string{"app", "arch", "db", "kit", "web"}, parts[0]):
		return place{kind: parts[0]}
	case slices.Contains(floors, parts[0]) && len(parts) > 1:
		return place{kind: "room", room: parts[0] + "/" + parts[1], sub: strings.Join(parts[2:], "/")}
	case parts[0] == "site" || parts[0] == "desk":
		return place{kind: "room", room: parts[0], sub: strings.Join(parts[1:], "/")}
	}
	return place{}
}

func (p place) draws() bool {
	first, _, _ := strings.Cut(p.sub, "/")
	return slices.Contains(drawing, first)
}

// importFaults tells every import that the house forbids (ARCHITECTURE.md, rules 1 to 5).
func importFaults(list []node, arrows map[string][]string) []string {
	var faults []string
	for _, n := range list {
		from := placeOf(n.ImportPath)
		if from.kind == "" {
			faults = append(faults, n.ImportPath+": no place in the house is known for this package")
		}
		for _, path := range n.Imports {
			if why := forbidden(n.ImportPath, from, path, arrows); why != "" {
				faults = append(faults, fmt.Sprintf("%s imports %s: %s", n.ImportPath, path, why))
			}
		}
	}
	return faults
}

func forbidden(importer string, from place, path string, arrows map[string][]string) string {
	if !strings.HasPrefix(path, module) {
		if from.kind == "room" && !from.draws() && (path == "net/http" || strings.HasPrefix(path, "github.com/a-h/templ")) {
			return "a room's root knows no pages; they stand in its ui"
		}
		return ""
	}
	to := placeOf(path)
	if to.kind == "testing" && from.kind != "testing" {
		return "only tests know what tests share"
	}
	switch from.kind {
	case "testing":
	case "cmd":
		if to.kind != "app" {
			return "cmd knows app alone"
		}
	case "app":
		if to.kind == "cmd" || to.kind == "tool" {
			return "app knows the product alone"
		}
	case "db":
		if to.kind != "db" && !slices.Contains(foundation, strings.TrimPrefix(path, module+"internal/")) {
			return "db knows the foundation of kit alone"
		}
	case "kit":
		if to.kind != "kit" && to.kind != "db" {
			return "kit knows db and kit, and no room"
		}
		if slices.Contains(foundation, strings.TrimPrefix(importer, module+"internal/")) {
			return "db stands on this package, which therefore knows nothing of ours"
		}
	case "web":
		if to.kind != "web" && to.kind != "kit" {
			return "web knows kit, and no room"
		}
	case "room":
		return roomFault(from, to, arrows)
	case "tool":
		if to.kind == "cmd" || to.kind == "tool" || to.draws() {
			return "a tool measures or feeds the product, and knows no pages and no other tool"
		}
	default:
		return "it holds data or rules, and knows nothing of ours"
	}
	return ""
}

func roomFault(from, to place, arrows map[string][]string) string {
	switch to.kind {
	case "kit":
	case "db":
		if from.draws() {
			return "pages ask their room; only a room's root knows the database"
		}
	case "web":
		if !from.draws() {
			return "a room's root knows no pages; they stand in its ui"
		}
	case "room":
		return arrowFault(from, to, arrows)
	default:
		return "a room knows rooms, db, kit and, in its ui, web"
	}
	return ""
}

func arrowFault(from, to place, arrows map[string][]string) string {
	same := from.room == to.room
	switch {
	case to.draws() && (!same || !from.draws()):
		return "nobody but app knows the pages of a room"
	case !same && to.sub != "":
		return "what stands below another room's root is its own business"
	case same || slices.Contains(arrows[from.room], to.room):
		return ""
	case from.draws() && slices.Contains(arrows[from.room+"/ui"], to.room):
		return ""
	}
	return "no arrow is declared for it (arrows_test.go)"
}

// arrowFaults tells what is wrong with the list itself (rule 6): a cycle, an arrow up the floors or from a mission to a reader of the
// ledger, or one that nobody uses any more.
func arrowFaults(arrows map[string][]string, list []node) []string {
	var faults []string
	for from, list := range arrows {
		for _, to := range list {
			if floorOf(to) > floorOf(from) {
				faults = append(faults, from+" → "+to+": up the floors")
			}
			if strings.HasPrefix(from, "mission/") && slices.Contains(readers, to) {
				faults = append(faults, from+" → "+to+": missions and reports meet in the ledger")
			}
		}
	}
	for from := range arrows {
		if path := cycle(arrows, from, nil); path != nil {
			faults = append(faults, "cycle: "+strings.Join(path, " → "))
		}
	}
	used := map[string]bool{}
	for _, n := range list {
		from := placeOf(n.ImportPath)
		for _, path := range n.Imports {
			to := placeOf(path).room
			used[from.room+" "+to] = true
			if from.draws() {
				used[from.room+"/ui "+to] = true
			}
		}
	}
	for from, list := range arrows {
		for _, to := range list {
			if !used[from+" "+to] {
				faults = append(faults, from+" → "+to+": nobody uses this arrow; take it out")
			}
		}
	}
	sort.Strings(faults)
	return faults
}

func floorOf(room string) int {
	floor, _, _ := strings.Cut(room, "/")
	return slices.Index(floors, floor)
}

func cycle(arrows map[string][]string, from string, path []string) []string {
	path = append(path, from)
	if slices.Index(path, from) < len(path)-1 {
		return path
	}
	for _, to := range arrows[from] {
		if found := cycle(arrows, to, slices.Clone(path)); found != nil {
			return found
		}
	}
	return nil
}

func TestImports(t *testing.T) {
	list := listPackages(t)
	if len(list) < 20 {
		t.Fatalf("go list told only %d packages", len(list))
	}
	report(t, importFaults(list, arrows))
	report(t, arrowFaults(arrows, list))
}

func TestImportFaultsAreFound(t *testing.T) {
	arrows := map[string][]string{"programme/evidence": {"programme/ledger"}, "programme/ledger/ui": {"programme/evidence"}}
	allowed := [][2]string{
		{"cmd/maillage", "internal/app"}, {"internal/app", "internal/programme/ledger/ui"}, {"internal/programme/evidence", "internal/programme/ledger"},
		{"internal/programme/ledger/ui", "internal/programme/evidence"}, {"internal/programme/ledger/ui", "internal/web"}, {"internal/kit/audit", "internal/db"},
		{"internal/db/dbtest", "internal/db"}, {"internal/db", "internal/kit/apperr"}, {"internal/web", "internal/kit/apperr"}, {"internal/register/territory", "internal/register/territory/dataset"},
	}
	for _, x := range allowed {
		if faults := importFaults([]node{{module + x[0], []string{module + x[1]}}}, arrows); faults != nil {
			t.Errorf("%v is allowed, but: %v", x, faults)
		}
	}
	planted := [][2]string{
		{"cmd/maillage", module + "internal/db"},                                        // rule 1
		{"internal/programme/evidence", module + "internal/programme/report"},           // rule 2: no arrow
		{"internal/register/territory", module + "internal/programme/ledger"},           // rule 2: up the floors
		{"internal/programme/ledger/ui", module + "internal/db"},                        // rule 3
		{"internal/programme/ledger/ui", module + "internal/programme/evidence/ui"},     // rule 3
		{"internal/programme/evidence", module + "internal/register/territory/dataset"}, // below another's root
		{"internal/web", module + "internal/programme/ledger"},                          // rule 4
		{"internal/web", module + "internal/db"},                                        // rule 4
		{"internal/kit/importer", module + "internal/programme/ledger"},                 // rule 4
		{"internal/kit/apperr", module + "internal/kit/lang"},                           // the foundation stands on nothing
		{"internal/db", module + "internal/kit/importer"},                               // nor does db stand on the rest of kit
		{"internal/programme/ledger", "net/http"},                                       // rule 5
		{"internal/programme/ledger", "github.com/a-h/templ"},                           // rule 5
		{"internal/programme/ledger", module + "internal/web"},                          // rule 5
		{"internal/programme/report", module + "internal/programme/report/render"},      // rule 5, by a detour
		{"internal/programme/ledger", module + "internal/app"},                          // rule 1, backwards
		{"internal/helpers", "fmt"},                                                     // a package outside the house
		{"internal/mission/event", module + "internal/programme/report"},                // missions and reports
		{"internal/programme/report/render", module + "internal/programme/ledger/ui"},   // another room's pages
		{"internal/programme/ledger", module + "internal/db/dbtest"},                    // tests' own things in the product
		{"tools/bench", module + "internal/programme/ledger/ui"},                        // a tool and pages
	}
	for _, x := range planted {
		if faults := importFaults([]node{{module + x[0], []string{x[1]}}}, arrows); faults == nil {
			t.Errorf("%s importing %s is not found", x[0], x[1])
		}
	}
}

func TestArrowFaultsAreFound(t *testing.T) {
	uses := func(from, to string) node {
		return node{module + "internal/" + from, []string{module + "internal/" + to}}
	}
	for _, x := range []struct {
		name   string
		arrows map[string][]string
		list   []node
	}{
		{"cycle", map[string][]string{"programme/a": {"programme/b"}, "programme/b": {"programme/c"}, "programme/c": {"programme/a"}},
			[]node{uses("programme/a", "programme/b"), uses("programme/b", "programme/c"), uses("programme/c", "programme/a")}},
		{"up the floors", map[string][]string{"register/a": {"programme/b"}}, []node{uses("register/a", "programme/b")}},
		{"missions and reports", map[string][]string{"mission/event": {"programme/report"}}, []node{uses("mission/event", "programme/report")}},
		{"nobody uses", map[string][]string{"programme/a": {"programme/b"}}, nil},
	} {
		faults := arrowFaults(x.arrows, x.list)
		if !slices.ContainsFunc(faults, func(s string) bool { return strings.Contains(s, x.name) }) {
			t.Errorf("%s is not found: %v", x.name, faults)
		}
	}
	if faults := arrowFaults(map[string][]string{"programme/a": {"programme/b"}}, []node{uses("programme/a", "programme/b")}); faults != nil {
		t.Errorf("a sound list: %v", faults)
	}
}
