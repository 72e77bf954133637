package names

import (
	"fmt"
	"strings"

	"maillage/internal/kit/lang"
)

// acronyms judges two words in capitals one letter apart: they are one where the text explains the one and not the other ("comité de pilotage" gives
// COPIL), or where two letters changed places or one was doubled.
func (s *speller) acronyms(p pair) (pair, bool) {
	a, b := p.a.at[0].first().fold, p.b.at[0].first().fold
	if len(a) < shortestSign || len(b) < shortestSign {
		return p, false
	}
	ea, eb := s.explained(a), s.explained(b)
	switch {
	case ea == "" && eb == "":
		rare, often := min(len(p.a.at), len(p.b.at)), max(len(p.a.at), len(p.b.at))
		return p, swapped(a, b) || doubled(a, b) && len(a) > shortestSign && rare == 1 && often > 2
	case ea != "" && eb != "":
		return p, false
	case eb != "":
		p.a, p.b, ea = p.b, p.a, eb
	}
	name := strings.ToUpper(p.a.at[0].first().fold)
	p.why = lang.Text{FR: fmt.Sprintf("« %s » s'abrège en %s", ea, name), EN: fmt.Sprintf("“%s” is shortened to %s", ea, name)}
	return p, true
}

// mostSyllables is how many words an acronym may be made of.
const mostSyllables = 8

// longestSyllable is how many letters of a word an acronym may take.
const longestSyllable = 4

// explained tells whether words of the text, in a row, begin with the letters of an acronym: twice, since letters meet by chance, or once beside it.
// It returns the words, "" without.
func (s *speller) explained(acronym string) string {
	seen := map[string]bool{}
	for _, l := range s.lines {
		beside := strings.Contains(l.block.Text, "("+strings.ToUpper(acronym))
		for i, w := range l.words {
			if w.fold[0] != acronym[0] || w.loud || len(w.fold) < 4 {
				continue
			}
			last := l.spells(acronym, i, 0)
			if last < 0 {
				continue
			}
			if beside || seen[strings.TrimSuffix(w.fold, "s")] {
				return l.block.Text[w.from:l.words[last].to]
			}
			seen[strings.TrimSuffix(w.fold, "s")] = true
		}
	}
	return ""
}

// spells returns the last of the words from i on that begin with the letters of an acronym, -1 when they do not; n words have been used.
func (l *line) spells(rest string, i, n int) int {
	if rest == "" {
		if n > 1 {
			return i - 1
		}
		return -1
	}
	for i < len(l.words) && n > 0 && l.words[i].small && l.joined(i) {
		i++
	}
	if i >= len(l.words) || n > 0 && !l.joined(i) || n >= mostSyllables {
		return -1
	}
	w := l.words[i].fold
	for k := min(len(rest), len(w), longestSyllable); k > 0; k-- {
		if strings.HasPrefix(w, rest[:k]) {
			if last := l.spells(rest[k:], i+1, n+1); last >= 0 {
				return last
			}
		}
	}
	return -1
}
