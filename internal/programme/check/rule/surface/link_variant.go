package surface

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"maillage/internal/kit/lang"
	"maillage/internal/programme/check"
)

// longestCompared bounds the addresses that are compared letter by letter, in bytes.
const longestCompared = 300

// variants reports one address that is written two ways: each spelling once, the rarer one, or else the later one.
func variants(list []site, report func(check.Problem)) {
	for _, as := range []func(site) string{written, func(s site) string { return s.scheme }} {
		pages := spellings(list, page, as)
		for _, key := range pages.keys {
			group := slices.DeleteFunc(pages.of[key], func(s spelling) bool { return s.text == "" })
			for i := 1; i < len(group); i++ {
				report(twoWays(group[0], group[i]))
			}
		}
	}
	nearTwins(list, report)
}

// page is what addresses of one page have in common.
func page(s site) string { return folder(s.plainHost()) + folder(s.path) }

// written is a spelling of an address as people see it differ, but for its scheme. The front page alone is often written short, and a slash
// after a host says nothing.
func written(s site) string {
	switch {
	case s.path == "" && s.scheme == "":
		return ""
	case s.path == "":
		return s.host
	case strings.HasSuffix(s.URL, "/"):
		return s.host + s.path + "/"
	}
	return s.host + s.path
}

// folder is a part of an address without accents and capitals.
func folder(s string) string {
	return strings.Map(unaccented, strings.ToLower(s))
}

// spelling is one way of writing something, with all the places where it is written so.
type spelling struct {
	text  string
	sites []site
}

// index holds what is written, by a key that its variants have in common; each list has the most usual spelling first.
type index struct {
	keys []string
	of   map[string][]spelling
}

func spellings(list []site, key, as func(site) string) index {
	x := index{of: map[string][]spelling{}}
	for _, s := range list {
		k := key(s)
		group := x.of[k]
		if len(group) == 0 {
			x.keys = append(x.keys, k)
		}
		i := slices.IndexFunc(group, func(g spelling) bool { return g.text == as(s) })
		if i < 0 {
			x.of[k] = append(group, spelling{as(s), []site{s}})
		} else {
			group[i].sites = append(group[i].sites, s)
		}
	}
	for _, group := range x.of {
		slices.SortStableFunc(group, func(a, b spelling) int { return len(b.sites) - len(a.sites) })
	}
	return x
}

// twoWays is the problem of a page whose address is written in two ways.
func twoWays(usual, other spelling) check.Problem {
	a, b := usual.sites[0], other.sites[0]
	return check.Problem{
		At: b.spot(), Related: []check.Spot{a.spot()}, Severity: check.Notice, Confidence: check.Medium,
		Message:  lang.Text{FR: "Cette adresse est écrite ailleurs d'une autre façon.", EN: "This address is written another way elsewhere."},
		Expected: lang.Text{FR: fmt.Sprintf("ailleurs : %s (%s)", a.URL, times(usual).FR), EN: fmt.Sprintf("elsewhere: %s (%s)", a.URL, times(usual).EN)},
		Mend:     lang.Text{FR: "Ouvrez les deux, puis n'en gardez qu'une.", EN: "Open both, then keep one."},
	}
}

func times(s spelling) lang.Text {
	if n := len(s.sites); n > 1 {
		return lang.Text{FR: fmt.Sprintf("%d fois", n), EN: fmt.Sprintf("%d times", n)}
	}
	return lang.Text{FR: "une fois", EN: "once"}
}

// nearTwins reports domains, hosts of one domain and pages of one host that differ by one letter.
func nearTwins(list []site, report func(check.Problem)) {
	told := map[string]bool{}
	tell := func(usual, other spelling, sure check.Confidence) {
		for _, s := range other.sites {
			told[s.URL] = true
		}
		report(oneLetter(usual, other, sure))
	}
	one := func(site) string { return "" }
	domains := spellings(list, func(s site) string { return folder(s.domain()) }, one)
	for _, pair := range pairs(domains.keys) {
		if usual, other := rarerLast(domains.of[pair[0]][0], domains.of[pair[1]][0]); len(pair[0]) >= shortestHost {
			tell(usual, other, check.High)
		}
	}
	hosts := spellings(list, func(s site) string { return folder(hostOf(s)) }, one)
	for _, pair := range pairs(hosts.keys) {
		usual, other := rarerLast(hosts.of[pair[0]][0], hosts.of[pair[1]][0])
		if a, b := usual.sites[0], other.sites[0]; a.domain() == b.domain() && !told[b.URL] {
			tell(usual, other, check.Medium)
		}
	}
	pages := spellings(list, page, one)
	for _, pair := range pairs(pages.keys) {
		usual, other := rarerLast(pages.of[pair[0]][0], pages.of[pair[1]][0])
		a, b := usual.sites[0], other.sites[0]
		if a.path != "" && hostOf(a) == hostOf(b) && !told[b.URL] && !shortPart(a.path, b.path) && !random(a.path) {
			tell(usual, other, check.Medium)
		}
	}
}

// domain is the end of a host that is bought, mostly: its last two names.
func (s site) domain() string {
	labels := strings.Split(hostOf(s), ".")
	return strings.Join(labels[max(0, len(labels)-2):], ".")
}

// shortestHost is how long a domain is, in bytes, before one letter off is a slip rather than another name.
const shortestHost = 8

// rarerLast puts what is written more often first; of two that are as usual, the later one comes last.
func rarerLast(a, b spelling) (usual, other spelling) {
	if len(b.sites) > len(a.sites) {
		return b, a
	}
	return a, b
}

// hostOf is the name of the machine, of an e-mail address too.
func hostOf(s site) string {
	if s.mail {
		return s.host[strings.LastIndexByte(s.host, '@')+1:]
	}
	return s.plainHost()
}

func oneLetter(usual, other spelling, sure check.Confidence) check.Problem {
	a, b := usual.sites[0], other.sites[0]
	return check.Problem{
		At: b.spot(), Related: []check.Spot{a.spot()}, Confidence: sure,
		Message:  lang.Text{FR: "Cette adresse diffère d'une lettre d'une autre du texte : l'une des deux est sans doute fausse.", EN: "This address differs by one letter from another of the text: one of the two is probably wrong."},
		Expected: lang.Text{FR: fmt.Sprintf("ailleurs : %s (%s)", a.URL, times(usual).FR), EN: fmt.Sprintf("elsewhere: %s (%s)", a.URL, times(usual).EN)},
		Mend:     lang.Text{FR: "Ouvrez les deux, puis corrigez celle qui ne s'ouvre pas.", EN: "Open both, then mend the one that does not open."},
	}
}

// pairs lists the keys that differ by one letter, in order: two keys that become one when a letter is taken from one or both of them.
func pairs(keys []string) [][2]string {
	var list [][2]string
	seen := map[[2]string]bool{}
	at := map[string][]string{}
	for _, key := range keys {
		if len(key) > longestCompared {
			continue
		}
		for _, s := range shortened(key) {
			for _, other := range at[s] {
				pair := [2]string{other, key}
				if other != key && !seen[pair] && lettersOff(other, key) {
					seen[pair] = true
					list = append(list, pair)
				}
			}
			at[s] = append(at[s], key)
		}
	}
	return list
}

func shortened(s string) []string {
	list := []string{s}
	for i, r := range s {
		list = append(list, s[:i]+s[i+len(string(r)):])
	}
	return list
}

// lettersOff tells whether two words differ by one letter more, another one, or two that changed places, and by no figure.
func lettersOff(a, b string) bool {
	x, y := []rune(a), []rune(b)
	for len(x) > 0 && len(y) > 0 && x[0] == y[0] {
		x, y = x[1:], y[1:]
	}
	for len(x) > 0 && len(y) > 0 && x[len(x)-1] == y[len(y)-1] {
		x, y = x[:len(x)-1], y[:len(y)-1]
	}
	digit := slices.ContainsFunc(slices.Concat(x, y), unicode.IsDigit)
	swapped := len(x) == 2 && len(y) == 2 && x[0] == y[1] && x[1] == y[0]
	return !digit && (len(x) <= 1 && len(y) <= 1 || swapped)
}

// shortPart tells whether what differs is a short part of the path: "/fr" and "/fe" are two languages or two sizes.
func shortPart(a, b string) bool {
	x, y := strings.Split(a, "/"), strings.Split(b, "/")
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			return max(len(x[i]), len(y[i])) < 5
		}
	}
	return true
}

// random tells whether a path has a part drawn by chance, as the keys of shared files are.
func random(path string) bool {
	for _, part := range strings.FieldsFunc(path, func(r rune) bool { return strings.ContainsRune("/?&=", r) }) {
		turns := 0
		for i := 1; i < len(part); i++ {
			if isDigitByte(part[i]) != isDigitByte(part[i-1]) {
				turns++
			}
		}
		if len(part) >= 10 && turns >= 4 && !strings.ContainsAny(part, ".-_") {
			return true
		}
	}
	return false
}
