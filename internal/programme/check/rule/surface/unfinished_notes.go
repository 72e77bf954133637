package surface

import (
	"regexp"
	"strings"

	"maillage/internal/kit/lang"
	"maillage/internal/programme/check"
	"maillage/internal/programme/check/text"
)

// noteMarks are the ways of calling a note: what stands in the group "v" is the mark.
var noteMarks = []*regexp.Regexp{
	regexp.MustCompile(`\p{L}{2,}\s?(?P<v>\*{1,3})(?:[\s.,;:)]|$)`),
	regexp.MustCompile(`[\p{L})»](?P<v>[¹²³⁴-⁹]+)`),
	regexp.MustCompile(`(?P<v>\[\^[^\]\s]{1,20}\])`),
	regexp.MustCompile(`\p{L}{2,}\s?(?P<v>\[\d{1,2}\])`),
	regexp.MustCompile(`\p{Ll}{3,}\s?(?P<v>\([1-3]\))(?:[\s.,;:]|$)`),
}

var (
	emphasis   = regexp.MustCompile(`\*{1,3}[^*\s](?:[^*\n]{0,200}[^*\s])?\*{1,3}`)
	measure    = regexp.MustCompile(`(?i)(?:^|[^\p{L}])(?:[kcdmh]?m|CO|H|R|eur)$`)
	noteTitles = regexp.MustCompile(`(?i)^(?:\d[\d.]*\s)?\s*(?:notes?(?: de bas de page| de fin)?|bibliographie|r[ée]f[ée]rences(?: bibliographiques)?|sources(?: et r[ée]f[ée]rences)?)\s*:?$`)
	noteNumber = regexp.MustCompile(`^\(?\[?(\d{1,2})[.)\]]?\s`)
)

// missingNotes reports marks that call a note which stands nowhere in their document; each mark once.
func missingNotes(c *check.Corpus, report func(check.Problem)) {
	answered := map[*text.Document]map[string]bool{}
	for _, d := range c.Documents {
		answered[d] = notesOf(d)
	}
	type told struct {
		doc  *text.Document
		mark string
	}
	seen := map[told]bool{}
	for _, p := range passages(c) {
		for i, find := range noteMarks {
			for _, m := range find.FindAllStringSubmatchIndex(p.text, -1) {
				v := 2 * find.SubexpIndex("v")
				from, to := m[v], m[v+1]
				mark := p.text[from:to]
				if answered[p.doc][mark] || answered[p.doc]["all"] || seen[told{p.doc, mark}] || !callsNote(p, i, from, to) {
					continue
				}
				seen[told{p.doc, mark}] = true
				report(noteProblem(p, i, from, to))
			}
		}
	}
}

func noteProblem(p passage, kind, from, to int) check.Problem {
	word := strings.TrimRight(p.text[:from], " ")
	q := check.Problem{
		At: p.spot(len(word)-len(wordBefore(word)), to), Confidence: check.Medium,
		Message: lang.Text{FR: "Cet appel de note n'a pas de note.", EN: "This mark calls a note that is not there."},
		Mend:    lang.Text{FR: "Écrivez la note, ou retirez l'appel.", EN: "Write the note, or take the mark out."},
	}
	if kind == len(noteMarks)-1 {
		q.Severity, q.Confidence = check.Notice, check.Low
	}
	return q
}

// callsNote leaves out what only looks like a mark: emphasis, a square metre, a mark that opens its own text, an address.
func callsNote(p passage, kind, from, to int) bool {
	switch {
	case p.inLink(from, to), inside(p.quotes, from, to) && kind != 0:
		return false
	case kind == 0:
		for _, e := range emphasis.FindAllStringIndex(p.text, -1) {
			if from >= e[0] && to <= e[1] {
				return false
			}
		}
	case kind == 1:
		return !measure.MatchString(p.text[:from])
	case kind == 3 || kind == 4:
		return p.block.Kind != text.Heading && !p.cell() && !strings.HasPrefix(p.text[to:], "(")
	}
	return true
}

// notesOf lists the marks that a document answers: a block that begins with one is its note. Under a heading of notes all are answered.
func notesOf(d *text.Document) map[string]bool {
	list := map[string]bool{}
	for _, b := range d.Blocks {
		if b.Kind == text.Heading && noteTitles.MatchString(b.Text) {
			list["all"] = true
		}
		for _, start := range beginnings(b) {
			noteAt(strings.TrimLeft(start, " "), list)
		}
		if b.Kind == text.Item && strings.HasPrefix(b.Marker, "*") {
			list["*"] = true
		}
		if n := strings.TrimRight(b.Marker, ".)"); b.Kind == text.Item && n != "" && len(n) <= 2 && isDigitByte(n[0]) {
			list["("+n+")"], list["["+n+"]"] = true, true
		}
	}
	return list
}

// beginnings are where a note may begin in a block: at its start, in each cell, after a star that follows a blank.
func beginnings(b *text.Block) []string {
	list := []string{b.Text}
	for i := range b.Cells {
		list = append(list, b.Cell(i))
	}
	for i := range len(b.Text) {
		if b.Text[i] == '*' && i > 0 && b.Text[i-1] == ' ' || strings.HasPrefix(b.Text[i:], "(*") && i > 0 {
			list = append(list, b.Text[i:])
		}
	}
	return list
}

func noteAt(s string, list map[string]bool) {
	if stars := len(s) - len(strings.TrimLeft(s, "*")); stars > 0 && stars <= 3 {
		list[s[:stars]] = true
	}
	if strings.HasPrefix(s, "(*") {
		list[strings.Repeat("*", strings.Count(head(s, 5), "*"))] = true
	}
	if i := strings.IndexFunc(s, func(r rune) bool { return !strings.ContainsRune("¹²³⁴⁵⁶⁷⁸⁹⁰", r) }); i > 0 {
		list[s[:i]] = true
		return
	}
	if strings.HasPrefix(s, "[^") {
		if i := strings.Index(s, "]:"); i > 0 {
			list[s[:i+1]] = true
		}
	}
	if m := noteNumber.FindStringSubmatch(s); m != nil {
		list["("+m[1]+")"], list["["+m[1]+"]"] = true, true
	}
}
