package names

import (
	"slices"
	"strings"
)

// oneEdit tells whether two strings differ by one letter added, dropped, changed, or swapped with its neighbour.
func oneEdit(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	switch {
	case len(a)+1 == len(b):
		return a[i:] == b[i+1:]
	case len(a) != len(b) || i == len(a):
		return false
	case a[i+1:] == b[i+1:]:
		return true
	}
	return i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
}

// swapped tells whether two strings of one length differ by neighbours that changed places.
func swapped(a, b string) bool {
	if len(a) != len(b) || !oneEdit(a, b) {
		return false
	}
	x, y := []byte(a), []byte(b)
	slices.Sort(x)
	slices.Sort(y)
	return string(x) == string(y)
}

// doubled tells whether two strings differ by a letter written twice.
func doubled(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	for i := 1; i < len(b) && len(a)+1 == len(b); i++ {
		if b[i] == b[i-1] && a == b[:i]+b[i+1:] {
			return true
		}
	}
	return false
}

// fewer lists a string and what is left of it without each of its letters: strings one edit apart share one of them.
func fewer(s string) []string {
	list := []string{s}
	for i := range len(s) {
		if i == 0 || s[i] != s[i-1] {
			list = append(list, s[:i]+s[i+1:])
		}
	}
	return list
}

// endings are pairs of ends, one letter apart, by which French makes one word of another: they are no typing errors.
var endings = func() map[string]bool {
	m := map[string]bool{}
	for _, p := range strings.Fields(`sme/ste nte/nce nt/nts eur/eux if/ive er/ez ier/iers ant/ent ante/ance ente/ence al/ale el/ele ien/ion ia/ie ique/iques us/um on/en é/e a/e o/a s/e s/x e/es ur/ure aire/aires ier/iere ere/iere
		tion/tions ais/aise ois/oise ain/aine in/ine en/ent is/ise e/a able/ible teur/tion ite/ise ite/ife ole/ale ue/ure able/ables s/es ais/ait iens/ions ons/ans`) {
		a, b, _ := strings.Cut(p, "/")
		m[a+"/"+b], m[b+"/"+a] = true, true
	}
	return m
}()

// derived tells whether two folded words are forms of one word, or words that French makes of one another.
func derived(a, b string) bool {
	if doubled(a, b) {
		return false
	}
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	if rest := a[i:] + b[i:]; rest == "s" || rest == "e" || rest == "x" || rest == "r" || rest == "t" || rest == "n" && len(a) < 8 {
		return true
	}
	for k := max(0, i-3); k <= i; k++ {
		if endings[a[k:]+"/"+b[k:]] {
			return true
		}
	}
	return false
}

// plural tells whether two words differ by the mark of the plural.
func plural(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	return b == a+"s" || b == a+"x"
}
