package names

import (
	"cmp"
	"fmt"
	"strings"
	"sync"
	"unicode/utf8"

	"maillage/internal/kit/lang"
	"maillage/internal/programme/check"
	"maillage/internal/programme/check/text"
	"maillage/internal/register/territory"
)

// official reports the names of communes, departments and regions that the official list writes otherwise, even when they stand once.
func (s *speller) official(c *check.Corpus) {
	s.taggedPlaces(c)
	s.areaNames()
	s.cells(c)
	for _, l := range s.lines {
		for i := range l.words {
			s.placeAt(l, i)
		}
	}
}

// misspelling is a phrase beside its official name.
func (s *speller) misspelling(at []phrase, official string, confidence check.Confidence) {
	f := &form{at: at}
	if s.told(f) {
		return
	}
	s.cover(nil, f)
	p := check.Problem{At: at[0].whole(), Confidence: confidence,
		Message: lang.Text{
			FR: fmt.Sprintf("« %s » n'est pas écrit comme sur la liste officielle.", at[0].shown()),
			EN: fmt.Sprintf("“%s” is not written as on the official list.", at[0].shown()),
		},
		Expected: lang.Text{FR: "« " + official + " »", EN: "“" + official + "”"},
		Mend:     lang.Text{FR: "Écrivez le nom officiel.", EN: "Write the official name."}}
	for _, o := range at[1:] {
		p.Related = append(p.Related, o.whole())
	}
	s.report(p)
}

// taggedPlaces: the department told beside a place leaves little doubt about which was meant.
func (s *speller) taggedPlaces(c *check.Corpus) {
	found := map[string][]phrase{}
	var order []*located
	for _, p := range locations(c) {
		if p.verdict != misspelt && (p.verdict != agrees || !s.accentsLost(p.phrase)) {
			continue
		}
		key := p.phrase.text() + p.told
		if found[key] == nil {
			order = append(order, p)
		}
		found[key] = append(found[key], p.phrase)
	}
	for _, p := range order {
		official := cmp.Or(p.official.Former, p.official.Name)
		if p.verdict == agrees {
			official = s.atlas.written(p.phrase.text())
		}
		s.misspelling(found[p.phrase.text()+p.told], official, check.High)
	}
}

// accentsLost tells whether a phrase is an official name but for accents, of which capitals need none.
func (s *speller) accentsLost(p phrase) bool {
	official := s.atlas.written(p.text())
	if official == "" || s.atlas.isWritten(p.text()) || p.line.loud || p.last().loud || p.first().loud {
		return false
	}
	return accents(official) != accents(p.text())
}

// accents is the letters of a name with their accents, but for those of capitals, joints and abbreviations.
func accents(s string) string {
	var b strings.Builder
	for _, w := range letters.FindAllString(s, -1) {
		lower := strings.ToLower(w)
		switch lower {
		case "st":
			lower = "saint"
		case "ste":
			lower = "sainte"
		case "s", "sur": // "s/Mer", "/Mer"
			continue
		}
		_, size := utf8.DecodeRuneInString(lower)
		b.WriteString(territory.Fold(lower[:size]) + strings.NewReplacer("œ", "oe", "æ", "ae").Replace(lower[size:]))
	}
	return b.String()
}

// areaKeys are the departments and regions by what is left of their key without one letter.
var areaKeys = sync.OnceValue(func() map[string][]area {
	m := map[string][]area{}
	for _, x := range areas() {
		for _, f := range fewer(keyOf(x.name)) {
			m[f] = append(m[f], x)
		}
	}
	return m
})

// keyOf is a name without its joints and small words.
func keyOf(name string) string {
	var b strings.Builder
	for _, w := range strings.Fields(territory.Fold(name)) {
		if !smallWords[w] {
			b.WriteString(w)
		}
	}
	return b.String()
}

// nearArea returns the department or region whose key is one letter from this one.
func nearArea(key string) (area, bool) {
	for _, f := range fewer(key) {
		for _, x := range areaKeys()[f] {
			if oneEdit(key, keyOf(x.name)) {
				return x, true
			}
		}
	}
	return area{}, false
}

// nearDepartment reads a misspelt department.
func (a *atlas) nearDepartment(cell string) (territory.Match, bool) {
	x, ok := nearArea(keyOf(cell))
	if !ok || x.region {
		return territory.Match{}, false
	}
	return territory.Match{Name: x.name, Department: x.departments[0]}, true
}

// areaNames: departments and regions of several words are known anywhere; those of one word only where the text says what they are.
func (s *speller) areaNames() {
	for _, n := range s.order {
		for _, f := range n.forms {
			if !f.proper {
				continue
			}
			p := f.at[0]
			if x, ok := areaNamed(territory.Fold(p.text())); ok {
				if accents(x.name) != accents(p.text()) && f.accent != "" && !s.lower[n.key] {
					s.misspelling(f.at, x.name, check.High)
				}
				continue
			}
			x, ok := nearArea(n.key)
			if !ok || s.atlas.isPlace(p.text()) || !s.people && f.person() || len(n.key) < shortestWord {
				continue
			}
			if n.words > 1 && len(strings.Fields(territory.Fold(x.name))) > 1 {
				s.misspelling(f.at, x.name, check.High)
			} else if n.words == 1 && !s.isCommon(n.key) && accents(p.text()) != accents(x.name)+"s" && (f.inArea() || n.key == keyOf(x.name)+"s" && !strings.HasPrefix(x.name, "La ")) {
				s.misspelling(f.at, x.name, check.Medium)
			}
		}
	}
}

// inArea tells whether a form stands where only a department or a region can: after "département de", or "en" and before nothing that goes on.
func (f *form) inArea() bool {
	for _, p := range f.at {
		before := p.line.block.Text[:p.first().from]
		if departmentOf.MatchString(before) || strings.HasSuffix(before, " en ") || strings.HasSuffix(before, "En ") || strings.HasSuffix(before, "(") && strings.HasPrefix(p.line.block.Text[p.last().to:], ")") {
			return true
		}
	}
	return false
}

// cells: in a column of departments each cell is one, and in a column of communes most are.
func (s *speller) cells(c *check.Corpus) {
	byBlock := map[*text.Block]*line{}
	for _, l := range s.lines {
		byBlock[l.block] = l
	}
	at := map[string][]phrase{}
	var order []string
	note := func(b *text.Block, col int, m territory.Match, ok bool) {
		if !ok {
			return
		}
		p, ok := byBlock[b].covering(b.Cells[col].From, b.Cells[col].To)
		if name := cmp.Or(m.Former, m.Name); ok {
			if at[name] == nil {
				order = append(order, name)
			}
			at[name] = append(at[name], p)
		}
	}
	for _, g := range grids(c, s.atlas) {
		for _, b := range g.table.Rows {
			m, ok := s.departmentCell(b.Cell(g.columns.department))
			note(b, g.columns.department, m, ok)
			m, ok = s.communeCell(b.Cell(g.columns.commune), b.Cell(g.columns.department))
			note(b, g.columns.commune, m, ok)
		}
	}
	for _, name := range order {
		s.misspelling(at[name], name, check.High)
	}
}

// departmentCell reads a cell that is nearly a department, and no place.
func (s *speller) departmentCell(cell string) (territory.Match, bool) {
	m, ok := s.atlas.nearDepartment(cell)
	_, named := areaNamed(territory.Fold(cell))
	return m, ok && !named && !s.atlas.isPlace(cell)
}

// communeCell reads a cell that is nearly a commune of the department beside it.
func (s *speller) communeCell(cell, department string) (territory.Match, bool) {
	in, ok := s.atlas.cellArea(department)
	if !ok || cell == "" || isTotal(cell) || s.atlas.liesIn(cell, in) || s.atlas.isPlace(cell) {
		return territory.Match{}, false
	}
	return s.atlas.nearIn(cell, in, leadAlone)
}

// covering is the phrase of the words between two bytes.
func (l *line) covering(from, to int) (phrase, bool) {
	p := phrase{l, -1, -1}
	for i, w := range l.words {
		if w.from >= from && w.to <= to {
			if p.from < 0 {
				p.from = i
			}
			p.to = i
		}
	}
	return p, p.from >= 0
}

// placeAt reads what follows "à" or "ville de" at word i: a commune whose accents are wrong, or a word one letter from the name of a town and no
// name of anything else.
func (s *speller) placeAt(l *line, i int) {
	w := l.words[i]
	if !w.capital || w.number || w.person || l.loud || (phrase{l, i, i}).lead() != leadAt {
		return
	}
	end := i
	for j := i + 1; j < len(l.words) && j < i+mostWords; j++ {
		if gap := l.words[j].gap; !l.joined(j) && gap != "/" && gap != " s/" {
			break
		}
		p := phrase{l, i, j}
		if s.accentsLost(p) {
			s.misspelling([]phrase{p}, s.atlas.written(p.text()), check.High)
			return
		}
		if l.words[j].capital || l.words[j].small || l.words[j].link {
			continue
		}
		break
	}
	p := phrase{l, i, end}
	if s.accentsLost(p) {
		s.misspelling([]phrase{p}, s.atlas.written(p.text()), check.High)
		return
	}
	s.nearTown(p)
}

// nearTown: one word after "à", written once or twice, one letter from a single town.
func (s *speller) nearTown(p phrase) {
	w := p.first()
	if len(w.fold) < shortestWord || w.loud || s.isCommon(w.fold) || s.atlas.isPlace(w.raw) {
		return
	}
	if next := p.to + 1; next < len(p.line.words) && p.line.joined(next) && (p.line.words[next].capital || p.line.words[next].gap == "-") {
		return
	}
	r := s.atlas.read(w.raw)
	var towns []territory.Match
	for _, m := range append(r.Candidates, matches(r)...) {
		if m.Why == territory.WhyTypo && m.Kind == territory.KindCommune && oneEdit(w.fold, territory.Fold(m.Name)) {
			if s.atlas.population(m.Code) < town {
				continue
			}
			towns = append(towns, m)
		}
	}
	if len(towns) == 1 {
		s.misspelling([]phrase{p}, towns[0].Name, check.Medium)
	}
}

func matches(r territory.Reading) []territory.Match {
	if r.Match == nil {
		return nil
	}
	return []territory.Match{*r.Match}
}
