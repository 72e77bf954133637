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

// series is what is counted together, in reading order.
type series struct {
	entries []entry
	has     map[int][]entry
}

// mostMissing is how many numbers in a row may be left out by a slip; more of them are a choice.
const mostMissing = 3

// seriesOf puts together what counts together: the same word, or the same depth of number, under the same title. Captions count through the document.
func seriesOf(list []entry) []*series {
	type key struct {
		parent        *text.Section
		label, prefix string
		style         rune
	}
	var all []*series
	at := map[key]*series{}
	for _, e := range list {
		k := key{e.parent, e.label, e.prefix, e.style}
		if captions[e.label] || e.prefix != "" {
			k.parent = nil // "2.1" is one of a kind in its document
		}
		s := at[k]
		if s == nil {
			s = &series{has: map[int][]entry{}}
			at[k] = s
			all = append(all, s)
		}
		s.entries = append(s.entries, e)
		for _, n := range e.numbers {
			s.has[n] = append(s.has[n], e)
		}
	}
	return all
}

// check reports numbers that come twice, are left out, or come too early.
func (s *series) check(all []*series, report func(check.Problem)) {
	twice := s.twice(report)
	if len(s.entries) < 2 || s.isSelection(all) {
		return
	}
	s.missing(twice, report)
	if !twice {
		s.disorder(report)
	}
}

// isSelection tells whether another series has all that this one has and lacks: the same activities, told of in part only.
func (s *series) isSelection(all []*series) bool {
	first := s.entries[0]
	for _, o := range all {
		if o == s || o.entries[0].style != first.style || len(o.has) <= len(s.has) {
			continue
		}
		if common := s.kin(o); common > 0 && 2*common >= len(s.has) {
			return true
		}
	}
	return false
}

// kin counts the numbers under which two series tell of the same thing.
func (s *series) kin(o *series) int {
	n := 0
	for number, mine := range s.has {
		for _, other := range o.has[number] {
			if sharesWord(mine[0].title, other.title) {
				n++
				break
			}
		}
	}
	return n
}

func sharesWord(a, b string) bool {
	words := strings.Fields(b)
	return slices.ContainsFunc(strings.Fields(a), func(w string) bool { return len(w) >= 5 && slices.Contains(words, w) })
}

func (s *series) twice(report func(check.Problem)) bool {
	found := false
	for i, e := range s.entries {
		n := e.numbers[0]
		first := s.has[n][0]
		if first.spot() == e.spot() || first.title != "" && e.title != "" && (strings.HasPrefix(first.title, e.title) || strings.HasPrefix(e.title, first.title)) {
			continue // the same thing, taken up again
		}
		found = true
		next := s.next(i)
		report(check.Problem{
			At: e.spot(), Related: []check.Spot{first.spot()}, Severity: check.Notice,
			Message:  lang.Text{FR: fmt.Sprintf("Le numéro %s est porté deux fois.", e.name(n)), EN: fmt.Sprintf("The number %s is borne twice.", e.name(n))},
			Expected: lang.Text{FR: e.name(next), EN: e.name(next)},
			Mend:     renumber,
		})
	}
	return found
}

// next is the number after the greatest one before the entry i.
func (s *series) next(i int) int {
	greatest := 0
	for _, e := range s.entries[:i] {
		greatest = max(greatest, slices.Max(e.numbers))
	}
	return greatest + 1
}

var renumber = lang.Text{FR: "Renumérotez, et revoyez les renvois ; ou ajoutez ce qui manque.", EN: "Number anew, and look at the references; or add what is missing."}

// missing reports numbers left out between two that are there. twice: a number borne twice already tells of the next one.
func (s *series) missing(twice bool, report func(check.Problem)) {
	last := 0
	for _, e := range s.sorted() {
		n := e.numbers[0]
		if last > 0 && n > last+1 && n-last-1 <= mostMissing && !(twice && n == last+2 && len(s.has[last]) > 1) && !s.mentioned(last+1, e) {
			at := s.after(last, e)
			report(check.Problem{
				At: at.spot(), Severity: check.Notice, Confidence: s.sure(),
				Message:  lang.Text{FR: fmt.Sprintf("Il manque un numéro avant %s.", at.name(at.numbers[0])), EN: fmt.Sprintf("A number is missing before %s.", at.name(at.numbers[0]))},
				Expected: lang.Text{FR: fmt.Sprintf("après %s vient %s", e.name(last), e.name(last+1)), EN: fmt.Sprintf("%s comes after %s", e.name(last+1), e.name(last))},
				Mend:     renumber,
			})
		}
		last = max(last, slices.Max(e.numbers))
	}
}

// after is what stands after the number n in the text, when it jumps over numbers; else the next greater one.
func (s *series) after(n int, greater entry) entry {
	for i, e := range s.entries[:len(s.entries)-1] {
		if next := s.entries[i+1]; slices.Contains(e.numbers, n) && next.numbers[0] > n {
			return next
		}
	}
	return greater
}

// sure: two titles alone may be a choice; three that count are a series.
func (s *series) sure() check.Confidence {
	if len(s.entries) < 3 {
		return check.Medium
	}
	return check.High
}

func (s *series) sorted() []entry {
	list := slices.Clone(s.entries)
	slices.SortStableFunc(list, func(a, b entry) int { return a.numbers[0] - b.numbers[0] })
	return list
}

// mentioned tells whether a number that no title has stands with its word somewhere before e, inside what is read as a text.
func (s *series) mentioned(n int, e entry) bool {
	if e.label == "" {
		return false
	}
	name := regexp.MustCompile(`(?i)(?:^|[\s.])` + regexp.QuoteMeta(e.name(n)) + `\s*[/:–—]`)
	for _, b := range e.doc.Blocks {
		if name.MatchString(b.Text) {
			return true
		}
	}
	return false
}

// disorder reports a title that comes after a greater number, where all of them are there.
func (s *series) disorder(report func(check.Problem)) {
	for i, e := range s.entries[1:] {
		before := s.entries[i]
		if e.numbers[0] >= before.numbers[0] || e.numbers[0] == 1 {
			continue
		}
		report(check.Problem{
			At: e.spot(), Related: []check.Spot{before.spot()}, Severity: check.Notice, Confidence: check.Medium,
			Message: lang.Text{FR: fmt.Sprintf("%s vient après %s.", capitalised(e.name(e.numbers[0])), before.name(before.numbers[0])), EN: fmt.Sprintf("%s comes after %s.", capitalised(e.name(e.numbers[0])), before.name(before.numbers[0]))},
			Mend:    lang.Text{FR: "Remettez les parties dans l'ordre, ou renumérotez-les.", EN: "Put the parts in order, or number them anew."},
		})
	}
}

func capitalised(s string) string {
	r := []rune(s)
	return strings.ToUpper(string(r[:1])) + string(r[1:])
}

// misplaced reports a number such as 2.1 under a title that counts itself as another than 2.
func misplaced(list []entry, report func(check.Problem)) {
	for _, e := range list {
		if e.prefix == "" || e.label != "" || e.parent == nil {
			continue
		}
		above := strings.TrimSuffix(e.prefix, ".")
		for s := e.parent; s != nil; s = s.Parent {
			up, ok := readEntry(e.doc, s.Heading)
			if !ok || up.label != "" && captions[up.label] || up.style != '1' || len(up.numbers) != 1 {
				continue
			}
			told := up.prefix + figure(up.style, up.numbers[0])
			if strings.Count(told, ".") != strings.Count(above, ".") {
				continue
			}
			if told != above {
				report(check.Problem{
					At: e.spot(), Related: []check.Spot{up.spot()}, Confidence: check.Medium, Severity: check.Notice,
					Message:  lang.Text{FR: fmt.Sprintf("Ce titre porte le numéro %s sous la partie %s.", e.name(e.numbers[0]), told), EN: fmt.Sprintf("This title is numbered %s under part %s.", e.name(e.numbers[0]), told)},
					Expected: lang.Text{FR: fmt.Sprintf("%s.…", told), EN: fmt.Sprintf("%s.…", told)},
					Mend:     renumber,
				})
			}
			break
		}
	}
}

// pointLists reports the points of a list typed by hand that come twice or leave a number out.
func pointLists(d *text.Document, report func(check.Problem)) {
	last, open := 0, false
	var level int
	for _, b := range d.Blocks {
		n, ok := pointNumber(b)
		switch {
		case b.Kind == text.Item && open && (!ok || b.Level > level):
			continue // a point under the point
		case !ok:
			open = b.Kind == text.Paragraph && open && goesOn(b.Text)
			continue
		case open && b.Level == level && n != last+1 && n != 1 && n-last <= mostMissing:
			report(check.Problem{
				At: check.Whole(d, b), Severity: check.Notice, Confidence: check.Medium,
				Message:  lang.Text{FR: fmt.Sprintf("Ce point porte le numéro %d après le numéro %d.", n, last), EN: fmt.Sprintf("This point is numbered %d after number %d.", n, last)},
				Expected: lang.Text{FR: fmt.Sprintf("%d", last+1), EN: fmt.Sprintf("%d", last+1)},
				Mend:     renumber,
			})
		}
		last, level, open = n, b.Level, true
	}
}

// pointNumber is the number of a point of a list: "3.", "3)", "c)". Letters end where they may be roman numbers.
func pointNumber(b *text.Block) (int, bool) {
	mark := strings.TrimRight(b.Marker, ".)")
	if b.Kind != text.Item || mark == "" || mark == b.Marker {
		return 0, false
	}
	if len(mark) == 1 && mark[0] >= 'a' && mark[0] <= 'h' {
		return int(mark[0]-'a') + 1, true
	}
	n, style := ordinal(mark)
	return n, style == '1'
}
