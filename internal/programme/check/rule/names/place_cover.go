package names

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"maillage/internal/kit/lang"
	"maillage/internal/programme/check"
	"maillage/internal/programme/check/text"
	"maillage/internal/register/territory"
)

const howMany = `(\d{1,2}|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize)`

var (
	everyDepartment = regexp.MustCompile(`(?i)\b(?:chaque département|chacun des (?:` + howMany + ` )?départements|tous les départements|toute?s? l'ensemble des départements|l'ensemble des (?:` + howMany + ` )?départements|(?:dans|sur|couvr\p{L}+|touch\p{L}+|auprès de) les ` + howMany + ` départements)(?: \p{Ll}+-\p{Ll}+s)?`)
	ofTheRegion     = regexp.MustCompile(`(?i)\b` + howMany + ` départements (?:de la région |de l'|de la |de |du |des )`)
	everyCommune    = regexp.MustCompile(`(?i)(?:l'ensemble|chacune|la totalité|toutes) (?:des |les )` + howMany + ` communes`)
	notTold         = regexp.MustCompile(`(?i)sera|seront|à venir|objectif|prévu|souhait|pourra|permettr|vers tous|ouvert à|s'adresse|public`)
	numerals        = strings.Fields("zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize")
)

func numeral(s string) int {
	if n, err := strconv.Atoi(s); err == nil {
		return n
	}
	return slices.Index(numerals, strings.ToLower(s))
}

// coverage reports the territories that a text says it covers and that its tables and lists do not show.
func coverage(c *check.Corpus, a *atlas, report func(check.Problem)) {
	for _, l := range lines(c) {
		if !strings.Contains(l.block.Text, "département") && !strings.Contains(l.block.Text, "communes") {
			continue
		}
		for _, m := range everyDepartment.FindAllStringIndex(l.block.Text, -1) {
			if !notTold.MatchString(sentenceAround(l.block.Text, m[0])) {
				l.everyDepartment(c, a, m, report)
			}
		}
		l.regionCount(a, report)
		for _, m := range everyCommune.FindAllStringSubmatchIndex(l.block.Text, -1) {
			l.everyCommune(c, a, m, report)
		}
	}
}

func sentenceAround(s string, at int) string {
	from := strings.LastIndexAny(s[:at], ".;!?") + 1
	to := strings.IndexAny(s[at:], ".;!?")
	if to < 0 {
		return s[from:]
	}
	return s[from : at+to]
}

// everyDepartment compares a claim with the departments that the document shows: those of the same block when it lists them, else those of its tables.
func (l *line) everyDepartment(c *check.Corpus, a *atlas, m []int, report func(check.Problem)) {
	region, ok := l.regionMeant(c, m[0])
	if !ok {
		return
	}
	shown, at := l.listedAfter(a, m[1], region)
	confidence := check.High
	if len(shown) < 3 {
		shown, at = departmentsOfTables(c, a)
		confidence = check.Low
	}
	var missing []string
	for _, code := range region.departments {
		if !shown[code] {
			d, _ := a.Department(code)
			missing = append(missing, d.Name)
		}
	}
	found := len(region.departments) - len(missing)
	if found < 2 || len(missing) == 0 || confidence == check.High && 2*len(missing) > len(region.departments) {
		return
	}
	report(check.Problem{At: l.spot(m[0], m[1]), Related: at, Confidence: confidence,
		Message: lang.Text{
			FR: fmt.Sprintf("Le texte parle de tous les départements, et ce qu'il liste n'en montre que %d sur %d (%s).", found, len(region.departments), region.name),
			EN: fmt.Sprintf("The text speaks of all departments, and what it lists shows only %d of %d (%s).", found, len(region.departments), region.name),
		},
		Expected: lang.Text{FR: "n'apparaissent pas : " + strings.Join(missing, ", "), EN: "do not appear: " + strings.Join(missing, ", ")},
		Mend:     lang.Text{FR: "Montrez ce qui a été fait dans chacun, ou dites lesquels ont été couverts.", EN: "Show what was done in each, or say which were covered."},
	})
}

// listedAfter reads the departments named after a claim, in its sentence and in the list that follows.
func (l *line) listedAfter(a *atlas, from int, region area) (shown map[string]bool, at []check.Spot) {
	shown = map[string]bool{}
	colon := strings.ContainsAny(l.block.Text[from:min(len(l.block.Text), from+40)], ":(")
	l.departmentsFrom(from, region, shown)
	if !colon {
		return map[string]bool{}, nil
	}
	for b := l.doc.Next(l.block); b != nil && b.Kind == text.Item && len(shown) < len(region.departments); b = l.doc.Next(b) {
		readLine(l.doc, b).departmentsFrom(0, region, shown)
	}
	return shown, nil
}

func (l *line) departmentsFrom(from int, region area, shown map[string]bool) {
	for i, w := range l.words {
		if w.from < from {
			continue
		}
		if x, _, ok := l.areaAt(i); ok && !x.region && region.holds(x.departments[0]) {
			shown[x.departments[0]] = true
		}
	}
}

// departmentsOfTables are those in the columns of departments; a commune stands for its own.
func departmentsOfTables(c *check.Corpus, a *atlas) (shown map[string]bool, at []check.Spot) {
	shown = map[string]bool{}
	for _, g := range grids(c, a) {
		col := g.columns.department
		if col < 0 || len(g.table.Rows) == 0 {
			continue
		}
		at = append(at, check.Whole(g.doc, g.table.Rows[0]))
		for _, b := range g.table.Rows {
			cell := b.Cell(col)
			if x, ok := a.cellArea(cell); ok {
				for _, d := range x.departments {
					shown[d] = true
				}
			} else if com, ok := a.commune(cell); ok {
				shown[com.Department] = true
			} else if m, ok := a.nearDepartment(cell); ok {
				shown[m.Department] = true
			}
		}
	}
	return shown, at
}

// regionMeant is the region of a claim: that of its block, else the one that the corpus names most.
func (l *line) regionMeant(c *check.Corpus, at int) (area, bool) {
	for i := range l.words {
		if x, _, ok := l.areaAt(i); ok && x.region && len(x.departments) > 1 {
			return x, true
		}
	}
	return mainRegion(c)
}

// mainRegion is the region that a corpus names most, thrice at least unless it names no other.
func mainRegion(c *check.Corpus) (area, bool) {
	type found struct {
		area
		ok bool
	}
	x := check.Shared(c, "names.region", func(c *check.Corpus) found {
		count, named := map[string]int{}, map[string]area{}
		for _, l := range lines(c) {
			for i := range l.words {
				if x, _, ok := l.areaAt(i); ok && x.region && len(x.departments) > 1 {
					count[x.name]++
					named[x.name] = x
				}
			}
		}
		best := ""
		for name, n := range count {
			if n > count[best] || n == count[best] && name < best {
				best = name
			}
		}
		return found{named[best], best != "" && (len(count) == 1 || count[best] >= 3)}
	})
	return x.area, x.ok
}

// regionCount reports "les 13 départements de Nouvelle-Aquitaine", which has twelve.
func (l *line) regionCount(a *atlas, report func(check.Problem)) {
	for _, m := range ofTheRegion.FindAllStringSubmatchIndex(l.block.Text, -1) {
		before := strings.ToLower(l.block.Text[:m[0]])
		if !strings.HasSuffix(before, "les ") {
			continue
		}
		for i, w := range l.words {
			if w.from < m[1] {
				continue
			}
			x, last, ok := l.areaAt(i)
			if n := numeral(l.block.Text[m[2]:m[3]]); ok && x.region && w.from-m[1] < 4 && n > len(x.departments) {
				report(check.Problem{At: l.spot(m[2], l.words[last].to),
					Message:  lang.Text{FR: fmt.Sprintf("%s n'a pas %d départements.", x.name, n), EN: fmt.Sprintf("%s has not %d departments.", x.name, n)},
					Expected: lang.Text{FR: fmt.Sprintf("%d départements", len(x.departments)), EN: fmt.Sprintf("%d departments", len(x.departments))},
					Mend:     lang.Text{FR: "Corrigez le nombre, ou nommez le territoire dont il s'agit.", EN: "Mend the number, or name the territory that is meant."}})
			}
			break
		}
	}
}

// everyCommune compares "l'ensemble des 5 communes" with the tables that list communes.
func (l *line) everyCommune(c *check.Corpus, a *atlas, m []int, report func(check.Problem)) {
	n := numeral(l.block.Text[m[2]:m[3]])
	for _, g := range grids(c, a) {
		if g.columns.commune < 0 || g.doc != l.doc {
			continue
		}
		shown := map[string]bool{}
		for _, b := range g.table.Rows {
			if cell := b.Cell(g.columns.commune); cell != "" && !isTotal(cell) && a.isPlace(cell) {
				shown[territory.Fold(cell)] = true
			}
		}
		if len(shown) < 2 || len(shown) >= n {
			continue
		}
		report(check.Problem{At: l.spot(m[0], m[1]), Confidence: check.Low, Related: []check.Spot{check.Whole(g.doc, g.table.Rows[0])},
			Message: lang.Text{
				FR: fmt.Sprintf("Le texte parle de %d communes, et le tableau n'en montre que %d.", n, len(shown)),
				EN: fmt.Sprintf("The text speaks of %d communes, and the table shows only %d.", n, len(shown)),
			},
			Mend: lang.Text{FR: "Montrez les communes qui manquent, ou dites lesquelles ont été couvertes.", EN: "Show the communes that are missing, or say which were covered."}})
		return
	}
}
