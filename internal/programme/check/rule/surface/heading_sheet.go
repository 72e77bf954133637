package surface

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"maillage/internal/kit/lang"
	"maillage/internal/programme/check"
	"maillage/internal/programme/check/text"
)

// sheet is one of several sections under one title, with the titles that stand right under it.
type sheet struct {
	heading *text.Block
	parts   []string
	has     map[string]bool
}

// fewestSheets is how many sections of a kind make a template: of two, nobody knows which is right.
const fewestSheets = 3

var ownNumber = regexp.MustCompile(`^(?:\d+(?:\.\d+)*|[ivx]+|[a-h])\s+`)

// sameSheets reports a section that lacks a part which all others of its kind have.
func sameSheets(d *text.Document, report func(check.Problem)) {
	type kind struct {
		parent *text.Section
		level  int
	}
	groups := map[kind][]*sheet{}
	var order []kind
	at := map[*text.Section]*sheet{}
	for _, b := range d.Blocks {
		if b.Kind != text.Heading {
			continue
		}
		if up := at[b.Section.Parent]; up != nil {
			up.add(partName(b.Text))
		}
		k := kind{b.Section.Parent, b.Level}
		s := &sheet{heading: b, has: map[string]bool{}}
		at[b.Section] = s
		if groups[k] == nil {
			order = append(order, k)
		}
		groups[k] = append(groups[k], s)
	}
	for _, k := range order {
		lacking(d, groups[k], report)
	}
}

func (s *sheet) add(part string) {
	if part != "" && !s.has[part] {
		s.has[part] = true
		s.parts = append(s.parts, part)
	}
}

// partName is a title as sheets repeat it: without its number, plural or singular.
func partName(title string) string {
	words := strings.Fields(ownNumber.ReplaceAllString(folded(title), ""))
	for i, w := range words {
		words[i] = strings.TrimSuffix(w, "s")
	}
	return strings.Join(words, " ")
}

// lacking reports a sheet without the one part that each other sheet has; it must share another part with them all.
func lacking(d *text.Document, all []*sheet, report func(check.Problem)) {
	all = slices.DeleteFunc(slices.Clone(all), func(s *sheet) bool { return len(s.parts) == 0 })
	if len(all) < fewestSheets {
		return
	}
	count := map[string]int{}
	var parts []string
	for _, s := range all {
		for _, p := range s.parts {
			if count[p]++; count[p] == 1 {
				parts = append(parts, p)
			}
		}
	}
	for i, s := range all {
		gap := slices.DeleteFunc(s.gaps(parts, func(p string) bool { return count[p] == len(all)-1 }), func(p string) bool { return s.begins(d, p) })
		if len(gap) != 1 || !slices.ContainsFunc(s.parts, func(p string) bool { return count[p] == len(all) }) {
			continue // a sheet that lacks several is made another way
		}
		other := all[(i+1)%len(all)]
		name := titled(d, other, gap[0])
		report(check.Problem{
			At: check.Whole(d, s.heading), Related: []check.Spot{check.Whole(d, other.heading)}, Confidence: check.Medium,
			Message:  lang.Text{FR: fmt.Sprintf("Il manque ici une rubrique que les %d autres parties ont : « %s ».", len(all)-1, name), EN: fmt.Sprintf("A section that the %d other parts have is missing here: “%s”.", len(all)-1, name)},
			Expected: lang.Text{FR: "les mêmes rubriques dans chaque partie", EN: "the same sections in each part"},
			Mend:     lang.Text{FR: "Ajoutez la rubrique, ou dites pourquoi elle manque.", EN: "Add the section, or say why it is missing."},
		})
	}
}

// gaps lists the usual parts that a sheet has under no title that begins with the same word.
func (s *sheet) gaps(parts []string, usual func(string) bool) []string {
	var list []string
	for _, part := range parts {
		first, _, _ := strings.Cut(part, " ")
		if usual(part) && !slices.ContainsFunc(s.parts, func(p string) bool { w, _, _ := strings.Cut(p, " "); return w == first }) {
			list = append(list, part)
		}
	}
	return list
}

// begins tells whether something in a sheet that is no title begins with the first word of a part: "Résultats. Dix refuges sont équipés."
func (s *sheet) begins(d *text.Document, part string) bool {
	first, _, _ := strings.Cut(part, " ")
	for b := d.Next(s.heading); b != nil && (b.Kind != text.Heading || b.Level > s.heading.Level); b = d.Next(b) {
		if w, _, _ := strings.Cut(partName(head(b.Text, 40)), " "); w == first {
			return true
		}
	}
	return false
}

// titled is a part as a sheet writes it.
func titled(d *text.Document, s *sheet, part string) string {
	for b := d.Next(s.heading); b != nil; b = d.Next(b) {
		if b.Kind == text.Heading && partName(b.Text) == part {
			return strings.TrimRight(b.Text, " :")
		}
	}
	return part
}
