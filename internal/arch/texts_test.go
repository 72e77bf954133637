package arch

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// catalogue flattens a file of texts to its keys: "list.empty", "list.count.one".
func catalogue(t *testing.T, content string) map[string]string {
	t.Helper()
	var tree map[string]any
	if err := json.Unmarshal([]byte(content), &tree); err != nil {
		t.Fatal(err)
	}
	flat := map[string]string{}
	var walk func(prefix string, tree map[string]any)
	walk = func(prefix string, tree map[string]any) {
		for key, v := range tree {
			switch x := v.(type) {
			case map[string]any:
				walk(prefix+key+".", x)
			default:
				flat[prefix+key] = fmt.Sprint(x)
			}
		}
	}
	walk("", tree)
	return flat
}

var blank = regexp.MustCompile(`\{\{\s*\.(\w+)[^}]*\}\}`)

// catalogueFaults tells keys of one language alone, empty texts, and texts that do not fill in the same blanks.
func catalogueFaults(dir string, fr, en map[string]string) []string {
	var faults []string
	for key, french := range fr {
		english, both := en[key]
		switch {
		case !both:
			faults = append(faults, dir+"/en.json: "+key+" is missing")
		case strings.TrimSpace(french) == "" || strings.TrimSpace(english) == "":
			faults = append(faults, dir+": "+key+" is empty")
		case !strings.HasSuffix(key, ".one") && !slices.Equal(blanks(french), blanks(english)):
			faults = append(faults, fmt.Sprintf("%s: %s fills in %v in French, %v in English", dir, key, blanks(french), blanks(english)))
		}
	}
	for key := range en {
		if _, both := fr[key]; !both {
			faults = append(faults, dir+"/fr.json: "+key+" is missing")
		}
	}
	slices.Sort(faults)
	return faults
}

func blanks(text string) []string {
	var list []string
	for _, m := range blank.FindAllStringSubmatch(text, -1) {
		list = append(list, m[1])
	}
	slices.Sort(list)
	return slices.Compact(list)
}

var verb = regexp.MustCompile(`%(\[\d+\])?[-+# 0-9.]*[a-zA-Z]`)

// pairFaults tells errors and texts in the code that are not in both languages, or whose two sentences take different arguments.
func pairFaults(list []source) []string {
	var faults []string
	for _, s := range list {
		ast.Inspect(s.file, func(n ast.Node) bool {
			switch x := n.(type) {
			case *ast.CallExpr:
				faults = append(faults, errorFault(s, x)...)
			case *ast.CompositeLit:
				faults = append(faults, textFault(s, x)...)
			}
			return true
		})
	}
	return faults
}

// errorFault looks at apperr.New(code, key, fr, en) and apperr.Newf.
func errorFault(s source, call *ast.CallExpr) []string {
	f, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || len(call.Args) < 4 || f.Sel.Name != "New" && f.Sel.Name != "Newf" {
		return nil
	}
	if pkg, ok := f.X.(*ast.Ident); !ok || pkg.Name != "apperr" {
		return nil
	}
	fr, frOK := text(call.Args[2])
	en, enOK := text(call.Args[3])
	switch code, _ := call.Args[0].(*ast.SelectorExpr); {
	case frOK && enOK && fr == "" && en == "" && code != nil && code.Sel.Name == "Internal": // told in general words, whatever it is
	case frOK && fr == "" || enOK && en == "":
		return []string{s.at(call) + ": the error is not told in both languages"}
	case frOK && enOK && f.Sel.Name == "Newf" && len(verb.FindAllString(fr, -1)) != len(verb.FindAllString(en, -1)):
		return []string{s.at(call) + ": the two sentences of the error take different arguments"}
	}
	return nil
}

// textFault looks at lang.Text{FR: …, EN: …}.
func textFault(s source, lit *ast.CompositeLit) []string {
	typ, ok := lit.Type.(*ast.SelectorExpr)
	if !ok || typ.Sel.Name != "Text" || len(lit.Elts) == 0 {
		return nil
	}
	if pkg, ok := typ.X.(*ast.Ident); !ok || pkg.Name != "lang" || len(lit.Elts) == 2 {
		return nil
	}
	return []string{s.at(lit) + ": the text is in one language only"}
}

func TestTexts(t *testing.T) {
	found := 0
	for _, name := range files(t) {
		if path.Base(name) != "fr.json" && path.Base(name) != "en.json" {
			continue
		}
		found++
		dir := path.Dir(name)
		if path.Base(name) == "fr.json" {
			report(t, catalogueFaults(dir, catalogue(t, read(t, name)), catalogue(t, read(t, dir+"/en.json"))))
		}
	}
	if found < 2 || found%2 != 0 {
		t.Errorf("%d files of texts: each room has fr.json and en.json", found)
	}
	report(t, pairFaults(sources(t)))
}

func TestTextFaultsAreFound(t *testing.T) {
	fr := catalogue(t, `{"a": "Un", "list": {"empty": "Rien", "count": "{{.N}} lignes"}}`)
	for _, x := range []struct{ en, want string }{
		{`{"a": "One", "list": {"empty": "Nothing"}}`, "list.count is missing"},
		{`{"a": "One", "b": "Two", "list": {"empty": "Nothing", "count": "{{.N}} rows"}}`, "b is missing"},
		{`{"a": "One", "list": {"empty": " ", "count": "{{.N}} rows"}}`, "list.empty is empty"},
		{`{"a": "One", "list": {"empty": "Nothing", "count": "{{.Count}} rows"}}`, "fills in"},
	} {
		if faults := strings.Join(catalogueFaults("x", fr, catalogue(t, x.en)), "\n"); !strings.Contains(faults, x.want) {
			t.Errorf("%s: %q is not told in %q", x.en, x.want, faults)
		}
	}
	if faults := catalogueFaults("x", fr, fr); faults != nil {
		t.Errorf("the same texts: %v", faults)
	}
	for code, want := range map[string]int{
		`apperr.New(apperr.Invalid, "x", "Non.", "No.")`:            0,
		`apperr.New(apperr.Invalid, "x", "Non.", "")`:               1,
		`apperr.Newf(apperr.Invalid, "x", "%s et %d", "%s and %d")`: 0,
		`apperr.Newf(apperr.Invalid, "x", "%s et %d", "%s")`:        1,
		`lang.Text{FR: "Oui", EN: "Yes"}`:                           0,
		`lang.Text{FR: "Oui"}`:                                      1,
		`lang.Text{}`:                                               0,
	} {
		if faults := pairFaults([]source{parse(t, "x.go", "package x\nvar v = "+code+"\n")}); len(faults) != want {
			t.Errorf("%s: %v", code, faults)
		}
	}
}
