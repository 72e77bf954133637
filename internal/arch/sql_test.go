package arch

import (
	"fmt"
	"go/ast"
	"go/token"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// statement recognises SQL, with or without the name that it must carry. Ours is in small letters, which keeps English sentences apart.
var (
	statement = regexp.MustCompile(`^\s*(/\*[^*]*\*/)?\s*(select\s+\S|insert into\s+\S|update \w+ set\s|delete from\s+\S|with \w+ (\([^)]*\) )?as\s*\(|create (table|index|unique)|drop (table|index)|alter table)`)
	named     = regexp.MustCompile(`^/\* [a-z][A-Za-z0-9]*\.[A-Za-z0-9_]+ \*/`)
)

// unportable are the words that one engine alone understands, or that both understand differently, with what to do instead.
var unportable = []struct {
	words   *regexp.Regexp
	instead string
}{
	{regexp.MustCompile(`(?i)\bilike\b`), "compare a folded column: like is not the same on both engines"},
	{regexp.MustCompile(`(?i)\blower\s*\(`), "keep a folded column: lower() knows no accents on SQLite"},
	{regexp.MustCompile(`::\s*(text|int|integer|bigint|date|timestamp|timestamptz|numeric|boolean|uuid|jsonb?)\b`), "write cast(x as bigint)"},
	{regexp.MustCompile(`(?i)\bjsonb?_|\bjsonb\b|->>`), "keep lists in tables, or as text that Go reads"},
	{regexp.MustCompile(`(?i)\b(strftime|julianday|date_trunc|date_part|to_char|age|extract)\s*\(|\bcurrent_(date|time|timestamp)\b|\bnow\s*\(\)|\bdatetime\s*\(`), "pass bounds: days are ISO text, the clock is Go's"},
	{regexp.MustCompile(`(?i)\bfor\s+(update|share)\b|\bskip\s+locked\b`), "use a conditional update: update … where taken < seats"},
	{regexp.MustCompile(`(?i)\b(group_concat|string_agg|array_agg|unnest|array\s*\[|any\s*\(\s*\?)`), "read rows and join them in Go"},
	{regexp.MustCompile(`(?i)\bautoincrement\b|\bserial\b|\bgenerated (always|by default)\b`), "ids are made by us"},
	{regexp.MustCompile(`(?i)\bcreate (or replace )?(trigger|function|type)\b`), "rules stand in Go, lists of words in a check"},
}

// holdsSQL says where SQL may stand: db, kit, and the roots of rooms. What differs between the engines is settled in db alone.
func holdsSQL(dir string) (allowed, portable bool) {
	p := placeOf(module + dir)
	return p.kind == "db" || p.kind == "kit" || p.kind == "room" && !p.draws(), p.kind != "db"
}

// sqlFaults tells SQL in a wrong place, without a name, or in words of one engine.
func sqlFaults(list []source) []string {
	var faults []string
	for _, s := range list {
		if placeOf(module+s.dir()).kind == "tool" { // it measures bare statements, and is no part of the product
			continue
		}
		allowed, portable := holdsSQL(s.dir())
		queries := importsDB(s) || s.dir() == "internal/db"
		for _, x := range literals(s.file) {
			sql := statement.MatchString(x.said)
			if sql && !allowed {
				faults = append(faults, s.at(x.node)+": SQL stands in the root of a room, in kit or in db")
			}
			if sql && !x.part && !named.MatchString(x.said) {
				faults = append(faults, s.at(x.node)+": the query has no name: begin with /* room.verb */")
			}
			if !queries || !portable {
				continue
			}
			for _, u := range unportable {
				if found := u.words.FindString(x.said); found != "" {
					faults = append(faults, fmt.Sprintf("%s: %q: %s", s.at(x.node), found, u.instead))
				}
			}
		}
	}
	return faults
}

func importsDB(s source) bool {
	return slices.ContainsFunc(s.file.Imports, func(i *ast.ImportSpec) bool { return i.Path.Value == `"`+module+`internal/db"` })
}

type said struct {
	node ast.Node
	said string
	part bool // of a constant
}

// literals lists the strings of a file; one put together from parts is one. What a constant holds is a part of the queries that use it: it
// has no name of its own, and is looked at for unportable words alone.
func literals(f *ast.File) []said {
	var list []said
	constant := 0
	ast.Inspect(f, func(n ast.Node) bool {
		if d, ok := n.(*ast.GenDecl); ok && d.Tok == token.CONST {
			constant = int(d.End())
		}
		e, isExpr := n.(ast.Expr)
		if _, isImport := n.(*ast.ImportSpec); isImport || !isExpr {
			return !isImport
		}
		s, ok := text(e)
		if ok {
			list = append(list, said{n, s, int(n.Pos()) < constant})
		}
		return !ok
	})
	return list
}

// engineBranches lists where code outside db and kit/search asks which engine it runs on.
func engineBranches(list []source) []string {
	var found []string
	for _, s := range list {
		if s.dir() == "internal/db" || s.dir() == "internal/kit/search" {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			if x, ok := n.(*ast.SelectorExpr); ok && (x.Sel.Name == "Postgres" || x.Sel.Name == "SQLite") {
				if pkg, ok := x.X.(*ast.Ident); ok && pkg.Name == "db" {
					found = append(found, s.at(n))
				}
			}
			return true
		})
	}
	return found
}

// mostBranches is the limit of the house: fewer than 15.
const mostBranches = 14

func TestSQL(t *testing.T) {
	list := sources(t)
	report(t, sqlFaults(list))
	if found := engineBranches(list); len(found) > mostBranches {
		t.Errorf("%d branches by engine, the limit is %d: %v", len(found), mostBranches, found)
	}
}

func TestSQLFaultsAreFound(t *testing.T) {
	write := func(name, query string) []string {
		return sqlFaults([]source{parse(t, name, "package x\nimport _ \""+module+"internal/db\"\nvar part = 1\nvar q = "+query+"\n")})
	}
	const room, pages = "internal/programme/x/store.go", "internal/programme/x/ui/page.go"
	if faults := write(room, "`/* x.list */ select id from t where id = ?`"); faults != nil {
		t.Errorf("a sound query: %v", faults)
	}
	if faults := write(room, "`Select one of the others with care, or update it.`"); faults != nil {
		t.Errorf("a sentence: %v", faults)
	}
	planted := []struct{ name, query, want string }{
		{room, "`select id from t`", "no name"},
		{room, "1\nconst part = `select lower(name) from t`", "folded"},
		{room, "`/* list */ select id from t`", "no name"},
		{room, "`insert into t values (1)`", "no name"},
		{room, "\"update t set \" + part + \" = ?\"", "no name"},
		{pages, "`/* x.list */ select id from t`", "root of a room"},
		{"internal/app/x.go", "`/* x.list */ delete from t`", "root of a room"},
		{"internal/web/x.go", "`/* x.list */ with a as (select 1) select * from a`", "root of a room"},
		{room, "`/* x.l */ select id from t where name ILIKE ?`", "folded"},
		{room, "`e.name ilike ?`", "folded"}, // a part of a query
		{room, "`/* x.l */ select lower(name) from t`", "folded"},
		{room, "`/* x.l */ select n::bigint from t`", "cast"},
		{room, "`/* x.l */ select json_extract(a, '$.b') from t`", "Go reads"},
		{room, "`/* x.l */ select a->>'b' from t`", "Go reads"},
		{room, "`/* x.l */ select strftime('%Y', at) from t`", "bounds"},
		{room, "`/* x.l */ select id from t where at < now()`", "bounds"},
		{room, "`/* x.l */ select id from t where id = ? for update`", "conditional"},
		{room, "`/* x.l */ select string_agg(a, ',') from t`", "join them in Go"},
		{"internal/kit/x/store.go", "`/* x.l */ select lower(name) from t`", "folded"},
	}
	for _, x := range planted {
		if faults := write(x.name, x.query); !strings.Contains(strings.Join(faults, "\n"), x.want) {
			t.Errorf("%s in %s is not found: %v", x.query, x.name, faults)
		}
	}
	branch := parse(t, room, "package x\nvar a = d.Engine == db.Postgres\n")
	if len(engineBranches([]source{branch})) != 1 {
		t.Error("a branch by engine is not found")
	}
}
