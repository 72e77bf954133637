package text

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// text writes passages as lines of text.
func (d printed) text(list []*passage) []Line {
	words := vocabulary(list)
	words[hyphenates] = words[hyphenates] && !d.typed
	var lines []Line
	var header *passage
	contents := false
	for i, p := range list {
		l := d.line(p, words)
		if contents = contents && paged.MatchString(l.Text) || contentsTitle.MatchString(l.Text); paged.MatchString(l.Text) && contents || listed.MatchString(l.Text) {
			continue
		}
		switch {
		case p.cells == nil:
			header = nil
		case header == nil:
			header = p
		case slices.Equal(p.cells, header.cells) && p.strips[0].page != list[i-1].strips[0].page:
			continue // the header of a table is printed again on each page
		}
		if i > 0 && (p.blank && d.typed || !d.typed && newTable(list[i-1], p)) {
			lines = append(lines, Line{Page: p.strips[0].page + 1})
		}
		lines = append(lines, l)
	}
	return lines
}

// newTable tells whether a table begins or ends between two passages; one that goes on on the next page does not.
func newTable(a, p *passage) bool {
	if a.cells == nil || p.cells == nil {
		return (a.cells == nil) != (p.cells == nil)
	}
	x, y := a.strips[0], p.strips[0]
	return x.table != y.table && (x.page == y.page || len(a.cells) != len(p.cells))
}

// A table of contents: its title, and its lines, which end with a page, behind dots or not. Its words stand in the text itself.
var (
	contentsTitle = regexp.MustCompile(`(?i)^(?:sommaire|table des mati[èe]res|(?:table of )?contents)\s*:?$`)
	paged         = regexp.MustCompile(`\D\s\d{1,4}$`)
	listed        = regexp.MustCompile(`(?:[.·…]\s?){4,}\s*\d{1,4}$`)
)

func (d printed) line(p *passage, words map[string]bool) Line {
	l := Line{Page: p.strips[0].page + 1}
	switch {
	case p.cells != nil:
		l.Text, l.hint.kind = row(p.cells, words), Row
		return l
	case p.level > 0:
		l.hint = hint{kind: Heading, level: p.level}
	case !d.typed:
		l.hint = hint{kind: Paragraph, bold: !slices.ContainsFunc(p.strips, func(s *strip) bool { return !s.bold })}
	}
	var b []byte
	if !d.typed {
		b = append(b, strings.Repeat("  ", p.indent)...)
	} else if first := p.strips[0]; first.parts[0].tabs == 0 && !strings.HasPrefix(first.parts[0].text, " ") {
		b = append(b, strings.Repeat(" ", min(max(int((first.left-d.left)/(fixedWidth*first.size)+0.2), 0), mostTabs))...) // blanks at the start are not printed
	}
	for i, s := range p.strips {
		text := cleaned(s.text())
		if !d.typed {
			text = strings.ReplaceAll(strings.TrimSpace(text), "\t", " ")
		}
		if i > 0 {
			b = glue(b, text, words)
			if page := s.page + 1; page != p.strips[i-1].page+1 {
				l.turns = append(l.turns, turn{off: len(b), page: page})
			}
		}
		b = append(b, text...)
	}
	l.Text = string(b)
	return l
}

// row joins the lines of each cell, and the cells with tabs.
func row(cells []string, words map[string]bool) string {
	list := make([]string, len(cells))
	for i, c := range cells {
		var b []byte
		for n, line := range strings.Split(c, string(newLine)) {
			line = cleaned(line)
			if n > 0 {
				b = glue(b, line, words)
			}
			b = append(b, line...)
		}
		list[i] = string(b)
	}
	return strings.Join(list, "\t")
}

// fixedWidth is that of the letters of typed text, in heights of the font.
const fixedWidth = 0.6

// cleaned is text without the signs of typesetting: ligatures are letters, bullets of symbol fonts are bullets.
func cleaned(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r >= 0xe000 && r <= 0xf8ff:
			return '•'
		case r == '\t':
			return r
		case unicode.Is(unicode.Cc, r) && r != softEnd:
			return -1
		}
		return r
	}, s)
	return norm.NFC.String(ligatures.Replace(s))
}

var ligatures = strings.NewReplacer("ﬀ", "ff", "ﬁ", "fi", "ﬂ", "fl", "ﬃ", "ffi", "ﬄ", "ffl", "ﬅ", "st", "ﬆ", "st")

// softEnd is what PDFium writes for a hyphen at the end of a line.
const softEnd = '\x02'

// glue ends a line of print before the next: with a blank, or with nothing where a word was broken.
func glue(text []byte, next string, words map[string]bool) []byte {
	text = bytes.TrimRight(text, " ")
	if n := len(text); n > 0 && text[n-1] == softEnd {
		text[n-1] = '-'
	}
	end := string(text[max(0, len(text)-longestWord):])
	if inAddress.MatchString(end) && strings.ContainsAny(strings.SplitN(next, " ", 2)[0], "-_./=&0123456789") {
		return text
	}
	head := strings.TrimRight(end, "-‐\u00ad")
	if head == end || head == "" || strings.HasSuffix(head, " ") {
		return append(text, ' ') // no hyphen, or a dash
	}
	first := head[strings.LastIndexFunc(head, noLetter)+1:]
	second := next
	if i := strings.IndexFunc(next, noLetter); i >= 0 {
		second = next[:i]
	}
	whole := text[:len(text)-len(end)+len(head)]
	if wasCut(end, first, second, words) {
		return whole
	}
	return append(whole, '-')
}

// longestWord bounds in bytes what is looked at before the end of a line: a word, or an address.
const longestWord = 300

// inAddress is the end of a line within an address of the web, which is cut behind such signs.
var inAddress = regexp.MustCompile(`(?:https?://|www\.)\S*[-/?&=_]$`)

func noLetter(r rune) bool { return !unicode.IsLetter(r) }

// wasCut tells a word that was cut at the end of a line from one that has a hyphen: by the other words of the text.
func wasCut(text, first, second string, words map[string]bool) bool {
	last, _ := utf8.DecodeLastRuneInString(text)
	switch {
	case last == '\u00ad':
		return true
	case first == "" || second == "" || !startsLow(second):
		return false
	case words[strings.ToLower(first+"-"+second)]:
		return false
	}
	return words[strings.ToLower(first+second)] || words[hyphenates]
}

// hyphenates stands in a vocabulary for a text that cuts its words: it holds two at least that stand elsewhere uncut.
const hyphenates = "-"

// vocabulary lists the words of a text, with their hyphens and without.
func vocabulary(list []*passage) map[string]bool {
	words := map[string]bool{}
	var cut [][2]string
	for _, p := range list {
		for i, s := range p.strips {
			text := address.ReplaceAllString(strings.ToLower(cleaned(s.text())), " ")
			fields := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' })
			for n, w := range fields {
				if i > 0 && n == 0 {
					if prev := strings.Fields(cleaned(p.strips[i-1].text())); len(prev) > 0 && strings.HasSuffix(prev[len(prev)-1], "-") {
						cut = append(cut, [2]string{strings.ToLower(strings.Trim(prev[len(prev)-1], "-(«\"'")), w})
					}
				}
				words[w] = true
			}
		}
	}
	known := 0
	for _, c := range cut {
		if words[c[0]+c[1]] && !words[c[0]+"-"+c[1]] {
			known++
		}
	}
	words[hyphenates] = known >= 2 && known*2 >= len(cut)
	return words
}
