package names

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"maillage/internal/kit/lang"
	"maillage/internal/programme/check"
	"maillage/internal/programme/check/text"
	"maillage/internal/register/territory"
)

// columns are the columns of a table that tell where: their places in a row, -1 without.
type columns struct{ department, commune, region, postcode int }

var (
	departmentHead = regexp.MustCompile(`(?i)^(?:départements?|departements?|dépt?\.?|dpts?\.?|dept\.?|n° (?:de |du )?département)(?: |$|\()`)
	communeHead    = regexp.MustCompile(`(?i)^(?:communes?|villes?|localisation|localité|lieux?|sites?|municipalité|implantation)(?: |$|\(|/)`)
	regionHead     = regexp.MustCompile(`(?i)^(?:régions?|ex-régions?)(?: |$)`)
	postcodeHead   = regexp.MustCompile(`(?i)^(?:code postal|codes postaux|cp)(?: |$)`)
)

// grid is a table with its document.
type grid struct {
	doc     *text.Document
	table   *text.Table
	columns columns
}

// grids lists the tables of a corpus that tell where, once.
func grids(c *check.Corpus, a *atlas) []*grid {
	return check.Shared(c, "names.grids", func(c *check.Corpus) []*grid {
		var list []*grid
		seen := map[*text.Table]bool{}
		for _, d := range c.Documents {
			for _, b := range d.Blocks {
				if b.Table == nil || seen[b.Table] {
					continue
				}
				seen[b.Table] = true
				list = append(list, &grid{d, b.Table, headed(b.Table, a)})
			}
		}
		return list
	})
}

// headed reads the header; a column without a telling header holds departments when nearly all of its cells are some.
func headed(t *text.Table, a *atlas) columns {
	x := columns{-1, -1, -1, -1}
	if t.Header != nil {
		for i := range t.Header.Cells {
			for _, h := range []struct {
				head *regexp.Regexp
				at   *int
			}{{departmentHead, &x.department}, {communeHead, &x.commune}, {regionHead, &x.region}, {postcodeHead, &x.postcode}} {
				if *h.at < 0 && h.head.MatchString(strings.Trim(t.Header.Cell(i), "* ")) {
					*h.at = i
				}
			}
		}
	}
	if x.department < 0 {
		x.department = mostlyDepartments(t)
	}
	return x
}

// mostlyDepartments returns the column in which at least four cells in five, and three at least, are departments; -1 without.
func mostlyDepartments(t *text.Table) int {
	told, are := map[int]int{}, map[int]int{}
	for _, b := range t.Rows {
		for i := range b.Cells {
			if s := b.Cell(i); s != "" && !isTotal(s) {
				told[i]++
				if x, ok := areaNamed(territory.Fold(s)); ok && !x.region {
					are[i]++
				}
			}
		}
	}
	for i := range len(told) {
		if are[i] >= 3 && 5*are[i] >= 4*told[i] {
			return i
		}
	}
	return -1
}

var totals = set("total totaux moyenne ensemble sous autre autres divers france hors somme national inconnu dont")

func isTotal(cell string) bool {
	first, _, _ := strings.Cut(territory.Fold(cell), " ")
	return totals[first]
}

func tables(c *check.Corpus, a *atlas, report func(check.Problem)) {
	for _, g := range grids(c, a) {
		g.noDepartments(a, report)
		for _, b := range g.table.Rows {
			g.row(a, b, report)
		}
	}
}

// noDepartments reports the communes and regions in a column of departments, each once.
func (g *grid) noDepartments(a *atlas, report func(check.Problem)) {
	col := g.columns.department
	if col < 0 {
		return
	}
	at := map[string]int{}
	var list []check.Problem
	for _, b := range g.table.Rows {
		what, ok := a.noDepartment(b.Cell(col))
		if !ok {
			continue
		}
		spot := check.Spot{Document: g.doc, Block: b, From: b.Cells[col].From, To: b.Cells[col].To}
		key := territory.Fold(spot.Words())
		if i, ok := at[key]; ok {
			list[i].Related = append(list[i].Related, spot)
			continue
		}
		at[key] = len(list)
		list = append(list, check.Problem{At: spot,
			Message: lang.Text{
				FR: fmt.Sprintf("La colonne des départements contient « %s », qui n'en est pas un.", spot.Words()),
				EN: fmt.Sprintf("The column of departments holds “%s”, which is none.", spot.Words()),
			}, Expected: what,
			Mend: lang.Text{FR: "Écrivez le département, et la commune dans sa propre colonne.", EN: "Write the department, and the commune in a column of its own."}})
	}
	for _, p := range list {
		report(p)
	}
}

// noDepartment tells what a cell is that should be a department and is none; false when it is one, is empty or unknown.
func (a *atlas) noDepartment(cell string) (lang.Text, bool) {
	if cell == "" || isTotal(cell) || !unicode.IsUpper([]rune(cell)[0]) {
		return lang.Text{}, false
	}
	if x, ok := areaNamed(territory.Fold(cell)); ok {
		return lang.Text{FR: x.name + " est une région", EN: x.name + " is a region"}, x.region
	}
	c, ok := a.commune(cell)
	if !ok {
		return lang.Text{}, false
	}
	d, _ := a.Department(c.Department)
	return lang.Text{
		FR: fmt.Sprintf("%s est une commune, par exemple de ce département : %s (%s)", c.Name, d.Name, d.Code),
		EN: fmt.Sprintf("%s is a commune, for instance of this department: %s (%s)", c.Name, d.Name, d.Code),
	}, true
}

// row compares the cells of one row: commune, postcode, department, region.
func (g *grid) row(a *atlas, b *text.Block, report func(check.Problem)) {
	x := g.columns
	department, okD := a.cellArea(b.Cell(x.department))
	region, okR := areaNamed(territory.Fold(b.Cell(x.region)))
	spot := func(i int) check.Spot {
		return check.Spot{Document: g.doc, Block: b, From: b.Cells[i].From, To: b.Cells[i].To}
	}
	for _, told := range []struct {
		area
		ok bool
	}{{department, okD}, {region, okR}, a.cellPostcode(b.Cell(x.postcode))} {
		if !told.ok || x.commune < 0 {
			continue
		}
		if m, ok := a.cellElsewhere(b.Cell(x.commune), told.area); ok {
			report(conflict(a, spot(x.commune), b.Cell(x.commune), told.area, m, check.High))
			return
		}
	}
	if okD && okR && len(department.departments) == 1 && !region.holds(department.departments[0]) {
		d, _ := a.Department(department.departments[0])
		report(conflict(a, spot(x.department), b.Cell(x.department), region, territory.Match{Name: d.Name, Department: d.Code}, check.High))
	}
}

// cellArea reads a cell of departments: a name, a number, both.
func (a *atlas) cellArea(cell string) (area, bool) {
	if x, ok := areaNamed(territory.Fold(cell)); ok {
		return x, !x.region
	}
	if codes := a.Tags("(" + strings.Trim(cell, "() ") + ")"); len(codes) > 0 {
		return area{name: cell, departments: codes}, true
	}
	if codes := a.Tags(cell); len(codes) > 0 {
		return area{name: cell, departments: codes}, true
	}
	return area{}, false
}

func (a *atlas) cellPostcode(cell string) (x struct {
	area
	ok bool
}) {
	x.name = cell
	for _, c := range a.ByPostcode(strings.TrimSpace(cell)) {
		x.departments, x.ok = append(x.departments, c.Department), true
	}
	return x
}

// cellElsewhere returns where the commune of a cell lies when it does not lie in an area. A cell that holds more than a name is left alone.
func (a *atlas) cellElsewhere(cell string, in area) (territory.Match, bool) {
	name, _, _ := strings.Cut(cell, "(")
	name = strings.TrimSpace(name)
	if name == "" || isTotal(name) || a.liesIn(name, in) {
		return territory.Match{}, false
	}
	return a.elsewhere(name, leadAt)
}
