package arch

import (
	"fmt"
	"go/ast"
	"maps"
	"slices"
	"strings"
	"testing"
)

// The lengths of the house, in lines.
const (
	longestFunction = 80
	usualFunction   = 15 // the median stays under it
	mostFunctions   = 45 // nine in ten stay under it
	longestFile     = 450
	largestKit      = 500 // a package of kit, tests apart
)

// largerKits are the packages of kit that are larger, with their own limit and why they are one package all the same.
var largerKits = map[string]struct {
	lines int
	why   string
}{
	"internal/kit/frdate":       {2000, "one grammar: words, days, intervals and doubts of French dates refer to each other everywhere"},
	"internal/kit/frnum":        {650, "reading and writing of one notation, which must fit each other"},
	"internal/kit/ident":        {600, "six identifiers that share their cleaning and their explanations"},
	"internal/kit/importer":     {1150, "one transaction from file to undo"},
	"internal/kit/seal":         {620, "one proof: what is signed, where it stands in each format, and the key"},
	"internal/kit/tabular":      {900, "reading and writing of one kind of table"},
	"internal/kit/tabular/xlsx": {850, "one file format: archive, types, number formats"},
}

// emptyNames say nothing of what a package is about.
var emptyNames = []string{"models", "model", "utils", "util", "common", "helpers", "helper", "services", "service", "repositories", "repository", "misc", "shared", "base", "lib", "types", "managers", "manager"}

// function is how long one function is.
type function struct {
	at, name string
	lines    int
}

func functions(list []source) []function {
	var all []function
	for _, s := range list {
		for _, d := range s.file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Body != nil {
				lines := s.fset.Position(f.End()).Line - s.fset.Position(f.Pos()).Line + 1
				all = append(all, function{s.at(f), f.Name.Name, lines})
			}
		}
	}
	slices.SortFunc(all, func(a, b function) int { return a.lines - b.lines })
	return all
}

// lengthFaults tells functions and files that are too long, and a house whose functions grow on the whole.
func lengthFaults(list []source) []string {
	var faults []string
	all := functions(list)
	for _, f := range all {
		if f.lines > longestFunction {
			faults = append(faults, fmt.Sprintf("%s: %s has %d lines, the limit is %d", f.at, f.name, f.lines, longestFunction))
		}
	}
	if median := all[len(all)/2].lines; median >= usualFunction {
		faults = append(faults, fmt.Sprintf("the median function has %d lines, it should stay under %d", median, usualFunction))
	}
	if ninth := all[len(all)*9/10].lines; ninth >= mostFunctions {
		faults = append(faults, fmt.Sprintf("nine functions in ten have up to %d lines, it should stay under %d", ninth, mostFunctions))
	}
	for _, s := range list {
		if s.lines > longestFile {
			faults = append(faults, fmt.Sprintf("%s has %d lines, the limit is %d", s.path, s.lines, longestFile))
		}
	}
	return faults
}

func nameFaults(list []source) []string {
	var faults []string
	for _, s := range list {
		if name := s.file.Name.Name; slices.Contains(emptyNames, name) {
			faults = append(faults, s.path+": package "+name+" does not say what it is about: name it after a thing of the field")
		}
	}
	return faults
}

// clockFaults tells where a room reads the machine's clock: what is recorded takes its time from the Now that the room was given.
func clockFaults(list []source) []string {
	var faults []string
	for _, s := range list {
		if placeOf(module+s.dir()).kind != "room" {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			if x, ok := n.(*ast.SelectorExpr); ok && x.Sel.Name == "Now" {
				if pkg, ok := x.X.(*ast.Ident); ok && pkg.Name == "time" {
					faults = append(faults, s.at(n)+": a room is given its clock (Service.Now)")
				}
			}
			return true
		})
	}
	return faults
}

func kitSizes(list []source) map[string]int {
	sizes := map[string]int{}
	for _, s := range list {
		if placeOf(module+s.dir()).kind == "kit" {
			sizes[s.dir()] += s.lines
		}
	}
	return sizes
}

func kitFaults(sizes map[string]int) []string {
	var faults []string
	for _, dir := range slices.Sorted(maps.Keys(sizes)) {
		limit := largestKit
		if larger, ok := largerKits[dir]; ok {
			limit = larger.lines
		}
		if sizes[dir] > limit {
			faults = append(faults, fmt.Sprintf("%s has %d lines, the limit is %d: divide it, or say in largerKits why it is one", dir, sizes[dir], limit))
		}
	}
	for dir := range largerKits {
		if size, there := sizes[dir]; there && size <= largestKit {
			faults = append(faults, dir+" is under the limit: take it out of largerKits")
		}
	}
	return faults
}

func TestShape(t *testing.T) {
	list := sources(t)
	report(t, lengthFaults(list))
	report(t, nameFaults(list))
	report(t, clockFaults(list))
	sizes := kitSizes(list)
	report(t, kitFaults(sizes))
	all := functions(list)
	t.Logf("%d functions: median %d lines, nine in ten up to %d, the longest %d (%s)",
		len(all), all[len(all)/2].lines, all[len(all)*9/10].lines, all[len(all)-1].lines, all[len(all)-1].at)
	for _, dir := range slices.Sorted(maps.Keys(sizes)) {
		t.Logf("%5d lines  %s  %s", sizes[dir], dir, largerKits[dir].why)
	}
}

func TestShapeFaultsAreFound(t *testing.T) {
	long := func(lines int) source {
		return parse(t, "internal/kit/x/x.go", "package x\nfunc F() {\n"+strings.Repeat("\tprintln()\n", lines-2)+"}\n")
	}
	for _, x := range []struct {
		lines int
		want  string
	}{{81, "F has 81 lines"}, {15, "the median"}, {45, "nine functions in ten"}, {500, "x.go has 501 lines"}} {
		if faults := strings.Join(lengthFaults([]source{long(x.lines)}), "\n"); !strings.Contains(faults, x.want) {
			t.Errorf("a function of %d lines: %q is not told in %q", x.lines, x.want, faults)
		}
	}
	if faults := lengthFaults([]source{long(14)}); faults != nil {
		t.Errorf("a short function: %v", faults)
	}
	if nameFaults([]source{parse(t, "internal/kit/utils/x.go", "package utils\n")}) == nil {
		t.Error("package utils is not found")
	}
	if clockFaults([]source{parse(t, "internal/programme/x/x.go", "package x\nvar now = time.Now()\n")}) == nil {
		t.Error("a room that reads the clock is not found")
	}
	if clockFaults([]source{parse(t, "internal/programme/x/x.go", "package x\nvar now = s.Now()\n"), parse(t, "internal/app/x.go", "package x\nvar now = time.Now\n")}) != nil {
		t.Error("a clock that was given is told as a fault")
	}
	if sizes := kitSizes([]source{long(300), long(300)}); kitFaults(sizes) == nil {
		t.Errorf("a kit of %v lines is not found", sizes)
	}
	if kitFaults(map[string]int{"internal/kit/frdate": 100}) == nil {
		t.Error("an exception that is not needed any more is not found")
	}
}
