package score

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

func sortedKeys[V any](m map[string]V) []string {
	var list []string
	for k := range m {
		list = append(list, k)
	}
	slices.Sort(list)
	return list
}

var name = regexp.MustCompile(`\p{Lu}\p{Ll}{6,}`)

// misspelledNames changes a letter in one occurrence of a name of seven letters or more that is written the same at least three times, never in
// small letters, and at least once inside a sentence. The text must not tell of people: their names are not compared.
func misspelledNames(g *garden) []change {
	at, inside := map[string][]*line{}, map[string]bool{}
	for _, l := range g.lines {
		for _, m := range name.FindAllStringIndex(l.text, -1) {
			w := l.text[m[0]:m[1]]
			at[w] = append(at[w], l)
			before := strings.TrimRight(l.text[:m[0]], " ")
			inside[w] = inside[w] || len(before) < m[0] && len(before) > 3 && !strings.HasSuffix(before, ".") && !strings.HasSuffix(before, ":")
		}
	}
	var list []change
	for _, w := range sortedKeys(at) {
		if len(at[w]) < 3 || !inside[w] || strings.Contains(g.text(), strings.ToLower(w)) {
			continue
		}
		if c, ok := g.misspelled(w, at[w]); ok {
			list = append(list, c)
		}
	}
	return list
}

// misspelledPlaces changes a letter in one occurrence of a place that stands twice or more with its department, where the gazetteer knows no place
// of the other name.
func misspelledPlaces(g *garden) []change {
	at := map[string][]*line{}
	for _, l := range g.lines {
		for _, m := range coded.FindAllStringSubmatch(l.text, -1) {
			if len(m[1]) > 6 && g.stands != nil && g.stands(m[1], m[2]) {
				at[m[0]] = append(at[m[0]], l)
			}
		}
	}
	var list []change
	for _, key := range sortedKeys(at) {
		place := coded.FindStringSubmatch(key)
		if c, ok := g.misspelled(place[1], at[key]); ok && len(at[key]) > 1 {
			list = append(list, c)
		}
	}
	return list
}

// misspelled changes a name on one of its lines.
func (g *garden) misspelled(w string, lines []*line) (change, bool) {
	l := lines[g.rand.IntN(len(lines))]
	wrong := g.misspelt(w)
	ok := levelOf(l.text) == 0 && strings.Count(l.text, w) == 1 && !strings.Contains(g.text(), wrong) && !strings.Contains(l.text, "://")
	return change{rules: []string{"spelling-variant", "territory"}, note: wrong + " for " + w, set: map[*line]string{l: strings.Replace(l.text, w, wrong, 1)}, needs: lines}, ok
}

// misspelt doubles a consonant, swaps two letters, or lets one fall, after the third.
func (g *garden) misspelt(w string) string {
	r := []rune(w)
	at := 3 + g.rand.IntN(len(r)-4)
	for r[at] == '-' || r[at-1] == '-' || r[at+1] == '-' || r[at] == r[at+1] {
		at--
	}
	switch {
	case strings.ContainsRune("bcdfglmnprst", r[at]) && r[at] != r[at-1]:
		return string(r[:at]) + string(r[at]) + string(r[at:])
	case g.rand.IntN(2) == 0:
		return string(r[:at]) + string(r[at+1]) + string(r[at]) + string(r[at+2:])
	}
	return string(r[:at]) + string(r[at+1:])
}

var address = regexp.MustCompile(`https?://[^\s<>")]+[^\s<>").,;:]`)

// addresses finds where each address stands. In a link of HTML that shows its address, both are one.
func (g *garden) addresses() map[string][]*line {
	at := map[string][]*line{}
	for _, l := range g.lines {
		for _, m := range address.FindAllStringIndex(l.text, -1) {
			if !strings.HasSuffix(l.text[:m[0]], `="`) {
				a := l.text[m[0]:m[1]]
				at[a] = append(at[a], l)
			}
		}
	}
	return at
}

// changedLinks changes a letter in the last of two occurrences of an address, or more.
func changedLinks(g *garden) []change {
	var list []change
	at := g.addresses()
	for _, a := range sortedKeys(at) {
		if len(at[a]) < 2 || len(a) < 20 {
			continue
		}
		i := len(a) - 2
		for a[i] < 'a' || a[i] > 'z' {
			i--
		}
		list = append(list, relinked(at[a], a, a[:i]+string('a'+(a[i]-'a'+7)%26)+a[i+1:]))
	}
	return list
}

// privateLinks makes an address one of somebody's own drive.
func privateLinks(g *garden) []change {
	const drive = "https://drive.google.com/drive/folders/1pLz7QxV0mDq4"
	var list []change
	at := g.addresses()
	for _, a := range sortedKeys(at) {
		if !strings.Contains(g.text(), drive) {
			list = append(list, relinked(at[a], a, drive))
		}
	}
	return list
}

// relinked changes the last occurrence of an address, with the one behind it in HTML.
func relinked(lines []*line, right, wrong string) change {
	l := lines[len(lines)-1]
	from := strings.LastIndex(l.text, right)
	if behind := strings.LastIndex(l.text[:from], right); behind > 0 && strings.HasSuffix(l.text[:behind], `="`) {
		from = behind
	}
	return change{rules: []string{"link"}, note: wrong + " for " + right, set: map[*line]string{l: l.text[:from] + strings.ReplaceAll(l.text[from:], right, wrong)}, needs: lines}
}

var coded = regexp.MustCompile(`(\p{Lu}[\p{L}'’-]+) \((\d\d)\)`)

// departments changes the department behind a place into one that has no place of that name, where the one told has.
func departments(g *garden) []change {
	var list []change
	for _, l := range g.lines {
		for _, m := range coded.FindAllStringSubmatchIndex(l.text, -1) {
			place, p := l.text[m[2]:m[3]], part{m[4], m[5]}
			wrong := fmt.Sprintf("%02d", 1+g.rand.IntN(90))
			if g.stands == nil || wrong == "20" || wrong == p.of(l.text) || !g.stands(place, p.of(l.text)) || g.stands(place, wrong) {
				continue
			}
			list = append(list, change{rules: []string{"territory"}, note: place + " is in " + p.of(l.text), set: map[*line]string{l: p.replaced(l.text, wrong)}})
		}
	}
	return list
}
