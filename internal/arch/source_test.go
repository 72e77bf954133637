package arch

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// root is the folder of the module, seen from here.
const root = "../.."

// source is one Go file that people wrote.
type source struct {
	path  string // from the root, with slashes: "internal/db/db.go"
	fset  *token.FileSet
	file  *ast.File
	lines int
}

func (s source) dir() string { return path.Dir(s.path) }

// at says where a node stands, as "internal/db/db.go:12".
func (s source) at(n ast.Node) string {
	return s.path + ":" + strconv.Itoa(s.fset.Position(n.Pos()).Line)
}

func parse(t *testing.T, name, content string) source {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, name, content, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	return source{path: name, fset: fset, file: f, lines: strings.Count(content, "\n")}
}

// sources reads every Go file of the product but tests and generated ones.
func sources(t *testing.T) []source {
	t.Helper()
	var list []source
	for _, name := range files(t) {
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			continue
		}
		s := parse(t, name, read(t, name))
		if !ast.IsGenerated(s.file) {
			list = append(list, s)
		}
	}
	if len(list) < 50 {
		t.Fatalf("only %d Go files were found", len(list))
	}
	return list
}

// skipped folders are not ours to judge: what is built, written or kept by tools.
var skipped = []string{".git", "bin", "out", "maillage-data", "node_modules", "testdata"}

// files lists every file of the repository, by its path from the root.
func files(t *testing.T) []string {
	t.Helper()
	var list []string
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && name != root && (slices.Contains(skipped, d.Name()) || strings.HasPrefix(d.Name(), "_")):
			return filepath.SkipDir
		case d.Type().IsRegular():
			short, err := filepath.Rel(root, name)
			list = append(list, filepath.ToSlash(short))
			return err
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func read(t *testing.T, name string) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

func report(t *testing.T, faults []string) {
	t.Helper()
	for _, f := range faults {
		t.Error(f)
	}
}

// text joins the literal parts of an expression such as "a" + b + "c", with "_" for the others; ok is false when none is literal.
func text(e ast.Expr) (s string, ok bool) {
	switch x := e.(type) {
	case *ast.BasicLit:
		if x.Kind == token.STRING {
			s, err := strconv.Unquote(x.Value)
			return s, err == nil
		}
	case *ast.BinaryExpr:
		left, a := text(x.X)
		right, b := text(x.Y)
		return left + right, a || b
	case *ast.ParenExpr:
		return text(x.X)
	}
	return "_", false
}
