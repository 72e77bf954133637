package text

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// passage is lines of print that are one line of text.
type passage struct {
	strips []*strip
	cells  []string
	marked bool
	indent int
	level  int // of the heading that it is, by its size; 0 for none
	depth  int // elements of HTML in its text that are not closed yet
	blank  bool
}

func (p *passage) last() *strip { return p.strips[len(p.strips)-1] }

const (
	samePlace = 3.0  // points
	inkBefore = 0.45 // of the size: by as much the ink of the first letters of lines may differ
	sameSize  = 0.08 // of the size
	titleSize = 1.12 // of the size of most letters
	nearFull  = 0.75 // of the room: a line as full goes on in one that begins in the middle of a sentence
	nearLine  = 1.25 // of the usual distance of lines
)

var marker = regexp.MustCompile(`^(?:[-–—•●▪◦‣*·■□✓✔➢➔→o\x{e000}-\x{f8ff}]|\d{1,2}[.)]|[a-z][.)]|[ivx]{1,4}[.)])$`)

// passages joins the lines of print that were one line of text: broken because the next word did not fit.
func (d printed) passages(all []*strip) []*passage {
	var list []*passage
	for _, s := range all {
		if n := len(list); n > 0 && d.goesOn(list[n-1], s) {
			list[n-1].add(s)
			continue
		}
		p := &passage{cells: s.cells, marked: s.marked()}
		p.add(s)
		if len(list) > 0 {
			p.blank = d.parted(list[len(list)-1].last(), s)
		}
		list = append(list, p)
	}
	return list
}

// marked tells whether a line begins with the sign or the number of a point of a list.
func (s *strip) marked() bool {
	if s.cells != nil {
		return false
	}
	first, _, more := strings.Cut(strings.TrimSpace(s.parts[0].text), " ")
	return (more || len(s.parts) > 1) && marker.MatchString(first)
}

// lists tells whether a line begins a point of a list after a passage. A number that a full line pushed to the next one is none: "accueil" over
// "6. Soit 43 bénévoles".
func (p *passage) lists(s *strip) bool {
	if !s.marked() {
		return false
	}
	n, counted := s.number()
	if a := p.last(); !counted || n == 1 || ends(a) || !a.overflows(s) {
		return true
	}
	before, counted := p.strips[0].number()
	return counted && p.marked && before == n-1
}

// number is that of the point of a list that a line begins.
func (s *strip) number() (n int, counted bool) {
	first, _, _ := strings.Cut(strings.TrimSpace(s.parts[0].text), " ")
	n, err := strconv.Atoi(strings.TrimRight(first, ".)"))
	return n, err == nil
}

// goesOn tells whether a line is the rest of a passage.
func (d printed) goesOn(p *passage, s *strip) bool {
	a := p.last()
	if p.cells != nil || s.cells != nil || p.depth <= 0 && p.lists(s) || d.typed && d.begins(p, s) || a.note != s.note || s.first || math.Abs(a.size-s.size) > sameSize*s.size {
		return false
	}
	low := startsLow(s.parts[0].text)
	if a.bold != s.bold && !low {
		return false
	}
	if a.page != s.page || a.column != s.column {
		return (low || !d.typed || p.depth > 0) && !ends(a) && a.overflows(s)
	}
	if a.base-s.base > nearLine*d.distance(s.size) || !d.inLine(p, s) {
		return false
	}
	return a.overflows(s) || low && (d.title(a) || !ends(a) && a.right-a.left > nearFull*(a.margin-a.left))
}

// begins tells that a line of typed text begins something, however full the line before it is: an entry with its day, or a row.
func (d printed) begins(p *passage, s *strip) bool {
	text := strings.TrimSpace(s.text())
	if p.depth > 0 {
		return len(s.parts) > 1 && !startsLow(text) && !strings.Contains(s.parts[0].text, "</")
	}
	if dateStart.MatchString(text) && !awaits.MatchString(p.last().text()) {
		return true
	}
	return len(s.parts) > 1 && !startsLow(text)
}

// awaits is the end of a line whose sentence goes on with a day.
var awaits = regexp.MustCompile(`(?i)(?:\b(?:le|la|les|du|de|des|au|aux|et|ou|à|en|dès|depuis|pour|avant|après|jusqu'au|d'ici)|[,–•-])\s*$`)

// add takes a line in, and counts the elements of HTML that it opens and closes.
func (p *passage) add(s *strip) {
	p.strips = append(p.strips, s)
	for _, m := range tagStart.FindAllStringSubmatch(s.text(), -1) {
		switch name := strings.ToLower(m[1]); {
		case !tags[name] || name == "br" || name == "hr" || name == "img":
		case strings.HasPrefix(m[0], "</"):
			p.depth--
		default:
			p.depth++
		}
	}
}

// tagStart is how an element begins or ends; its end may stand on the next line.
var tagStart = regexp.MustCompile(`</?([a-zA-Z][a-zA-Z0-9]*)(?:[\s>/]|$)`)

func ends(s *strip) bool {
	text := strings.TrimRight(s.text(), " »\"')")
	return text == "" || strings.ContainsAny(text[len(text)-1:], ".!?:;")
}

// distance is how far lines of one paragraph stand apart.
func (d printed) distance(size float64) float64 {
	if math.Abs(size-d.size) <= sameSize*size && d.pitch > 0 {
		return d.pitch
	}
	return 1.3 * size
}

// inLine: the lines of a paragraph begin at one place, apart from the first. In typed text that is the margin, or a tab that did not fit.
func (d printed) inLine(p *passage, s *strip) bool {
	if d.typed {
		return s.parts[0].tabs > 0 || s.left-d.left <= inkBefore*s.size && !strings.HasPrefix(s.parts[0].text, " ")
	}
	away := math.Abs(s.left - p.last().left)
	return away <= inkBefore*s.size || len(p.strips) == 1 && away <= 4*s.size
}

// blankWidth is that of a blank, in heights of the font.
const blankWidth = 0.25

// overflows tells whether the first word of the next line had no room left on this one.
func (s *strip) overflows(next *strip) bool {
	text := strings.TrimSpace(next.parts[0].text)
	all := utf8.RuneCountInString(text)
	if all == 0 {
		return false
	}
	word := text
	if i := strings.IndexByte(text, ' '); i > 0 {
		word = text[:i] // blanks that do not break belong to the word
	}
	if i := strings.IndexByte(word, '-'); i > 0 && !address.MatchString(word) {
		word = word[:i+1]
	}
	each := (next.parts[0].right - next.parts[0].left + 0.1*s.size) / float64(all)
	return s.right+float64(utf8.RuneCountInString(word))*each+blankWidth*s.size > s.margin
}

// parted tells whether room is left between two lines: as much as a line takes.
func (d printed) parted(a, s *strip) bool {
	if a.page == s.page && a.column == s.column {
		return a.base-s.base > 1.85*d.distance(s.size)
	}
	return d.pitch > 0 && (a.base-d.foot > 0.85*d.pitch || d.head-s.base > 0.85*d.pitch)
}

func (d printed) title(s *strip) bool { return s.size >= titleSize*d.size }

// rank says which passages are headings by their size, and how deep.
func (d printed) rank(list []*passage) {
	var sizes []float64
	for _, p := range list {
		if d.heads(p) {
			sizes = append(sizes, rounded(p.strips[0].size))
		}
	}
	slices.Sort(sizes)
	sizes = slices.Compact(sizes)
	slices.Reverse(sizes)
	for _, p := range list {
		if d.heads(p) {
			p.level = min(1+slices.Index(sizes, rounded(p.strips[0].size)), 6)
		}
	}
}

const longestHeading = 200 // characters

func (d printed) heads(p *passage) bool {
	if p.cells != nil || p.marked && !numbered.MatchString(p.strips[0].text()) || !d.title(p.strips[0]) {
		return false
	}
	n, letters := 0, 0
	for _, s := range p.strips {
		for _, r := range s.text() {
			n++
			if unicode.IsLetter(r) {
				letters++
			}
		}
	}
	return n <= longestHeading && letters >= 2 && !strings.HasSuffix(p.last().text(), ".") || yearHeading.MatchString(p.strips[0].text())
}

// indents says how deep the points of lists stand, by where their signs do.
func indents(list []*passage) {
	var places []float64
	for _, p := range list {
		if p.marked && p.level == 0 {
			places = append(places, p.strips[0].left)
		}
	}
	slices.Sort(places)
	places = slices.CompactFunc(places, func(a, b float64) bool { return math.Abs(a-b) <= 2*samePlace })
	for _, p := range list {
		if p.marked && p.level == 0 {
			for i, x := range places {
				if p.strips[0].left >= x-samePlace {
					p.indent = i
				}
			}
		}
	}
}
