package surface

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"maillage/internal/kit/lang"
	"maillage/internal/programme/check"
	"maillage/internal/programme/check/text"
)

// form is one way in which a defect of the surface is written. What stands in the group "v" of the pattern is the finding, else the whole match.
type form struct {
	find *regexp.Regexp
	// holds looks at what the pattern cannot see; nil is always.
	holds      func(p passage, from, to int) bool
	severity   check.Severity
	confidence check.Confidence
	message    lang.Text
	mend       lang.Text
	expected   lang.Text
	quotedToo  bool // words between quotes are somebody's own: they are passed over unless the form says otherwise
	linkToo    bool // so are addresses
}

// passage is a stretch of a document that is read on its own: a block, or one cell of a row.
type passage struct {
	doc    *text.Document
	block  *text.Block
	text   string
	at     int // where text begins in the block
	column int // of a cell, else -1
	quotes [][2]int
	links  []text.Link
}

// cell tells whether the passage is a cell of a table.
func (p passage) cell() bool { return p.column >= 0 }

// header tells whether the passage names a column or a part of the text: a heading, or a cell of a table's first row.
func (p passage) header() bool {
	return p.block.Kind == text.Heading || p.block.Table != nil && p.block.Table.Header == p.block
}

func (p passage) spot(from, to int) check.Spot {
	return check.Spot{Document: p.doc, Block: p.block, From: p.at + from, To: p.at + to}
}

// passages cuts the documents of a corpus into what is read on its own.
func passages(c *check.Corpus) []passage {
	return check.Shared(c, "passages", func(c *check.Corpus) []passage {
		var list []passage
		for _, d := range c.Documents {
			links := map[*text.Block][]text.Link{}
			for _, l := range d.Links {
				links[l.Block] = append(links[l.Block], l)
			}
			for _, b := range d.Blocks {
				list = append(list, passagesOf(d, b, links[b])...)
			}
		}
		return list
	})
}

func passagesOf(d *text.Document, b *text.Block, links []text.Link) []passage {
	if b.Kind != text.Row {
		return []passage{{doc: d, block: b, text: b.Text, column: -1, quotes: quotes(b.Text), links: links}}
	}
	var list []passage
	for i, c := range b.Cells {
		if s := b.Cell(i); s != "" {
			list = append(list, passage{doc: d, block: b, text: s, at: c.From, column: i, quotes: quotes(s), links: links})
		}
	}
	return list
}

// findForms reports where the forms stand. Forms come in order of precedence: what one has found, the next ones leave alone.
func findForms(c *check.Corpus, report func(check.Problem), forms []form) {
	for _, p := range passages(c) {
		var taken [][2]int
		for i := range forms {
			taken = forms[i].in(p, report, taken)
		}
	}
}

func (f *form) in(p passage, report func(check.Problem), taken [][2]int) [][2]int {
	group := max(f.find.SubexpIndex("v"), 0)
	for _, m := range f.find.FindAllStringSubmatchIndex(p.text, -1) {
		from, to := m[2*group], m[2*group+1]
		if from < 0 || overlaps(taken, from, to) || !f.linkToo && p.inLink(from, to) || !f.quotedToo && inside(p.quotes, from, to) {
			continue
		}
		if f.holds != nil && !f.holds(p, from, to) {
			continue
		}
		taken = append(taken, [2]int{from, to})
		report(check.Problem{
			At: p.spot(from, to), Severity: f.severity, Confidence: f.confidence, Message: f.message, Mend: f.mend, Expected: f.expected,
		})
	}
	return taken
}

// inLink tells whether a stretch belongs to an address that is written out.
func (p passage) inLink(from, to int) bool {
	for _, l := range p.links {
		start, end := l.From, l.To
		if l.Text != l.URL { // behind words: the address follows them
			start, end = l.To, l.To+len("](")+len(l.URL)
		}
		if p.at+from < end && p.at+to > start {
			return true
		}
	}
	return false
}

func overlaps(spans [][2]int, from, to int) bool {
	for _, s := range spans {
		if from < s[1] && to > s[0] {
			return true
		}
	}
	return false
}

func inside(spans [][2]int, from, to int) bool {
	for _, s := range spans {
		if s[0] < from && to < s[1] {
			return true
		}
	}
	return false
}

// quotes finds what stands between quotation marks; a mark that is never closed opens nothing, but for « at the beginning and for the sign of
// a quoted line: those quote all that follows.
func quotes(s string) [][2]int {
	var list [][2]int
	if strings.HasPrefix(s, ">") {
		return [][2]int{{0, len(s) + 1}}
	}
	open := map[rune]int{}
	for i, r := range s {
		switch r {
		case '«', '“':
			if _, ok := open[r]; !ok {
				open[r] = i
			}
		case '»', '”':
			opener := map[rune]rune{'»': '«', '”': '“'}[r]
			if from, ok := open[opener]; ok {
				list = append(list, [2]int{from, i + utf8.RuneLen(r)})
				delete(open, opener)
			}
		case '"':
			if from, ok := open[r]; ok {
				list = append(list, [2]int{from, i + 1})
				delete(open, r)
			} else {
				open[r] = i
			}
		}
	}
	if from, ok := open['«']; ok && from == 0 {
		list = append(list, [2]int{0, len(s) + 1})
	}
	return list
}

// apart tells whether nothing that makes a word of it touches a stretch.
func apart(s string, from, to int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:from])
	after, _ := utf8.DecodeRuneInString(s[to:])
	return (from == 0 || !partOfWord(before)) && (to == len(s) || !partOfWord(after))
}

func partOfWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("_-'&@#*+=", r)
}

var (
	lastWord  = regexp.MustCompile(`([\p{L}\p{N}.°'-]+)\s*$`)
	firstWord = regexp.MustCompile(`^\s*([\p{L}'-]+)`)
)

// wordBefore returns the word that ends a text, without the article that leans on it, "" when a sign stands there.
func wordBefore(s string) string {
	m := lastWord.FindStringSubmatch(tail(s, 60))
	if m == nil {
		return ""
	}
	w := m[1]
	if i := strings.LastIndexByte(w, '\''); i >= 0 && i+1 < len(w) {
		w = w[i+1:]
	}
	return w
}

// wordAfter returns the word that begins a text, "" when something else does.
func wordAfter(s string) string {
	m := firstWord.FindStringSubmatch(head(s, 60))
	if m == nil {
		return ""
	}
	return m[1]
}

func tail(s string, n int) string {
	if len(s) > n {
		s = strings.ToValidUTF8(s[len(s)-n:], "")
	}
	return s
}

func head(s string, n int) string {
	if len(s) > n {
		s = strings.ToValidUTF8(s[:n], "")
	}
	return s
}

// isValue tells whether a stretch stands where a value is told: it fills its passage, follows a colon or is all that a bracket holds.
func isValue(p passage, from, to int) bool {
	before, after := strings.TrimRight(p.text[:from], " "), strings.TrimLeft(p.text[to:], " ")
	if before == "" && (p.cell() || strings.Trim(after, " .!") == "") && strings.Trim(after, " .!;,)]") == "" {
		return true
	}
	opened := strings.HasSuffix(before, "(") || strings.HasSuffix(before, "[")
	told := opened || strings.HasSuffix(before, ":") || strings.HasSuffix(before, "=") || strings.HasSuffix(before, "→")
	return told && (after == "" || strings.ContainsAny(after[:1], ".,;:)]/!") || strings.HasPrefix(after, "–") || strings.HasPrefix(after, "- "))
}

func capital(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(r)
}

// among makes a set of words.
func among(list string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}

// folded is a text as it is compared: low, without accents, signs and doubled blanks.
func folded(s string) string {
	var b strings.Builder
	blank := true
	for _, r := range strings.ToLower(s) {
		r = unaccented(r)
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			b.WriteRune(r)
			blank = false
		} else if !blank {
			b.WriteByte(' ')
			blank = true
		}
	}
	return strings.TrimRight(b.String(), " ")
}

var accents = map[rune]rune{
	'à': 'a', 'â': 'a', 'ä': 'a', 'á': 'a', 'é': 'e', 'è': 'e', 'ê': 'e', 'ë': 'e', 'î': 'i', 'ï': 'i', 'ô': 'o', 'ö': 'o', 'ó': 'o', 'ù': 'u', 'û': 'u', 'ü': 'u',
	'ç': 'c', 'ÿ': 'y', 'ñ': 'n', 'í': 'i',
}

func unaccented(r rune) rune {
	if p, ok := accents[r]; ok {
		return p
	}
	return r
}
