package names

import (
	"slices"
	"strings"

	"maillage/internal/kit/lang"
	"maillage/internal/programme/check"
)

var byLetter = lang.Text{FR: "une lettre", EN: "one letter"}

// shortest keys, in letters: shorter names look alike by chance.
const (
	shortestWord   = 6
	shortestPhrase = 8
	shortestPlain  = 11
	shortestSign   = 4 // of an acronym
)

// typos reports names that differ by one letter.
func (s *speller) typos() {
	for _, p := range s.nearPairs() {
		a, b := p[0], p[1]
		x, y := a.usual(), b.usual()
		if !s.people && (x.person() || y.person()) {
			continue
		}
		found, ok := s.judge(a, b, x, y)
		if ok && toldApart(x, y) {
			s.cover(x, y)
		} else if ok {
			s.tell(found)
		}
	}
}

// nearPairs lists the names one letter apart, short ones first, in the order of the text. Names that are one letter apart share what is left of
// them without one letter, so that no name is compared with all.
func (s *speller) nearPairs() [][2]*name {
	share := map[string][]int{}
	for i, n := range s.order {
		if len(n.key) < shortestSign || n.plain && len(n.key) < shortestPlain {
			continue
		}
		for _, f := range fewer(n.key) {
			share[f] = append(share[f], i)
		}
	}
	var ids [][2]int
	for _, list := range share {
		for i, x := range list {
			for _, y := range list[i+1:] {
				if oneEdit(s.order[x].key, s.order[y].key) {
					ids = append(ids, [2]int{x, y})
				}
			}
		}
	}
	slices.SortFunc(ids, func(p, q [2]int) int {
		if d := s.order[p[0]].words + s.order[p[1]].words - s.order[q[0]].words - s.order[q[1]].words; d != 0 {
			return d
		}
		return slices.Compare(p[:], q[:])
	})
	var pairs [][2]*name
	for _, p := range slices.Compact(ids) {
		pairs = append(pairs, [2]*name{s.order[p[0]], s.order[p[1]]})
	}
	return pairs
}

// judge tells whether two names one letter apart are one, and how sure that is.
func (s *speller) judge(a, b *name, x, y *form) (pair, bool) {
	p := pair{a: x, b: y, what: byLetter, confidence: check.Medium}
	m, n, ok := different(x.at[0], y.at[0])
	switch {
	case digits(a.key) != digits(b.key):
		return p, false
	case a.words == 1 && b.words == 1 && x.acronym() && y.acronym():
		return s.acronyms(p)
	case s.bothPlaces(x, y, m, n):
		s.cover(x, y)
		return p, false
	case !ok:
		p.what = byJoints
		return p, len(a.key) >= shortestPhrase && x.inside() && y.inside() && !a.plain && glued(x.at[0]) && glued(y.at[0])
	case a.plain || b.plain:
		return p, s.plainOne(m, n, x, y)
	case a.words == 1:
		ok = s.single(m, n, x, y)
	default:
		ok = len(a.key) >= shortestPhrase && s.several(m, n, x, y)
	}
	high, low := max(len(x.at), len(y.at)), min(len(x.at), len(y.at))
	switch {
	case low >= 3:
		p.confidence = check.Low
	case high >= 3 && low == 1:
		p.confidence = check.High
	}
	return p, ok
}

func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}

// acronym tells whether a form is a short word that mostly stands in capitals.
func (f *form) acronym() bool {
	loud := 0
	for _, p := range f.at {
		if p.first().loud {
			loud++
		}
	}
	return len(f.at[0].first().fold) <= longestAcronym && 2*loud > len(f.at)
}

// glued tells whether a phrase is made of whole words: letters that stand alone are no part of a name written in one word elsewhere.
func glued(p phrase) bool {
	return !slices.ContainsFunc(p.content(), func(w word) bool { return len(w.fold) < 3 || w.link })
}

// different returns the one word in which two phrases differ; false when they have not the same words but for one.
func different(p, q phrase) (m, n word, ok bool) {
	a, b := p.content(), q.content()
	if len(a) != len(b) {
		return m, n, false
	}
	count := 0
	for i := range a {
		if a[i].fold != b[i].fold {
			m, n = a[i], b[i]
			count++
		}
	}
	return m, n, count == 1
}

// bothPlaces: what both stand on the official list is told apart by it.
func (s *speller) bothPlaces(x, y *form, m, n word) bool {
	return s.atlas.isPlace(x.at[0].text()) && s.atlas.isPlace(y.at[0].text()) || m.raw != "" && s.atlas.isPlace(m.raw) && s.atlas.isPlace(n.raw)
}

// single judges two words that stand alone. Both must be names: written with a capital only, one of them inside a sentence.
func (s *speller) single(m, n word, x, y *form) bool {
	a, b := m.fold, n.fold
	shortest := min(len(a), len(b))
	if shortest < shortestWord || a[0] != b[0] || len(a) == len(b) && shortest <= shortestWord && !swapped(a, b) || derived(a, b) {
		return false
	}
	if x.shouted() || y.shouted() || firstNames[a] || firstNames[b] || s.isCommon(a) && s.isCommon(b) {
		return false
	}
	right, wrong := x, y
	if s.isCommon(b) || len(y.at) > len(x.at) && !s.isCommon(a) {
		right, wrong = y, x
	}
	if s.isCommon(right.at[0].last().fold) {
		return wrong.inside() && right.insides() > 1
	}
	return wrong.inside() || right.inside()
}

// shouted tells whether a form stands in capitals only, which say nothing of what is a name.
func (f *form) shouted() bool {
	return !slices.ContainsFunc(f.at, func(p phrase) bool { return !p.first().loud && !p.line.loud })
}

// isCommon tells whether the text has a word, or a form of it, in small letters.
func (s *speller) isCommon(folded string) bool {
	if s.lower[folded] || s.lower[folded+"s"] || s.lower[folded+"e"] || smallWords[folded] || linkWords[folded] {
		return true
	}
	last := len(folded) - 1
	return last > 3 && strings.ContainsRune("sexr", rune(folded[last])) && s.lower[folded[:last]]
}

// several judges two names of several words that differ in one of them.
func (s *speller) several(m, n word, x, y *form) bool {
	a, b := m.fold, n.fold
	shortest := min(len(a), len(b))
	switch {
	case shortest < 4 && !doubled(a, b) && !(shortest == 3 && plural(a, b)) || roman[a] || roman[b] || s.lower[a] && s.lower[b] || m.loud != n.loud:
		return false
	case !x.inside() && !y.inside():
		return false
	case plural(a, b):
		return s.samePlural(m, n, x, y)
	case elision(m, n, x, y):
		return true
	}
	return !derived(a, b) && slices.ContainsFunc(x.at[0].content(), func(w word) bool { return !s.isCommon(w.fold) })
}

var roman = set("i ii iii iv v vi vii viii ix x xi xii")

// elision: "Grand'Ourse" beside "Grande Ourse".
func elision(m, n word, x, y *form) bool {
	return (m.fold+"e" == n.fold || n.fold+"e" == m.fold) && strings.Contains(x.bones, "'") != strings.Contains(y.bones, "'")
}

// samePlural: the plural of a common noun has another article; a name that loses its s keeps its own.
func (s *speller) samePlural(m, n word, x, y *form) bool {
	p, q := x.at[0], y.at[0]
	if p.number()+q.number() == 3 {
		return false
	}
	if m.from != p.first().from || n.from != q.first().from {
		return !s.lower[m.fold] || !s.lower[n.fold]
	}
	for _, u := range x.at {
		for _, v := range y.at {
			if k := u.line.number(u.from); k != 0 && k == v.line.number(v.from) {
				return true
			}
		}
	}
	return false
}

// number is that of the last article in a phrase, else of the one before it: 1, 2, or 0 without.
func (p phrase) number() int {
	for i := p.to; i > p.from; i-- {
		if n := p.line.number(i); n != 0 {
			return n
		}
	}
	return p.line.number(p.from)
}

// plainOne judges names that hold words in small letters ("Lily dans les étoiles"): the first word alone may differ, and it is no common one.
func (s *speller) plainOne(m, n word, x, y *form) bool {
	a, b := m.fold, n.fold
	if m.from != x.at[0].first().from || min(len(a), len(b)) < 4 || s.isCommon(a) || s.isCommon(b) || derived(a, b) || claimsVerb(x.at[0]) {
		return false
	}
	return (x.inside() || y.inside()) && x.at[0].last().fold != a
}

// claimsVerb tells whether the small letters of a phrase end in what sentences are made of.
func claimsVerb(p phrase) bool {
	last := p.last()
	return len(last.fold) < 5 || last.link
}
