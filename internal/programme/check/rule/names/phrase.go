package names

import (
	"strings"
	"unicode"

	"maillage/internal/programme/check"
)

// name is all that is written with the same letters, whatever its accents, hyphens, capitals and small words.
type name struct {
	key   string
	words int  // that are more than small words
	plain bool // holds a word in small letters wherever it stands: no name by itself, only beside another that differs in its first word
	forms []*form
}

// form is one spelling of a name.
type form struct {
	bones  string // the words without accents, with what joins them
	accent string // the words with their accents; empty in capitals, which people write without
	proper bool   // stands somewhere with all its capitals
	at     []phrase
}

// phrase is where a form stands: words from to to of a line.
type phrase struct {
	line     *line
	from, to int
}

func (p phrase) first() word          { return p.line.words[p.from] }
func (p phrase) last() word           { return p.line.words[p.to] }
func (p phrase) text() string         { return p.line.block.Text[p.first().from:p.last().to] }
func (p phrase) within(o phrase) bool { return p.line == o.line && o.from <= p.from && p.to <= o.to }

// content are the words of a phrase that are no small words.
func (p phrase) content() []word {
	var list []word
	for _, w := range p.line.words[p.from : p.to+1] {
		if !w.small {
			list = append(list, w)
		}
	}
	return list
}

// bounds on a name, in words.
const (
	mostContent = 4
	mostWords   = 8
	mostPlain   = 3 // of a phrase that holds words in small letters
)

// book holds the names of a corpus, and the words that it writes in small letters.
type book struct {
	lines []*line
	names map[string]*name
	order []*name
	lower map[string]bool
}

func bookOf(c *check.Corpus) *book {
	return check.Shared(c, "names.book", func(c *check.Corpus) *book {
		b := &book{lines: lines(c), names: map[string]*name{}, lower: map[string]bool{}}
		for _, l := range b.lines {
			for i := range l.words {
				b.common(l, i)
				b.from(l, i)
			}
		}
		for _, n := range b.order {
			n.mergeLoud()
		}
		return b
	})
}

// common notes words in small letters, and pairs of them: "tiers-lieu" is a common noun even where somebody gives it capitals.
func (b *book) common(l *line, i int) {
	w := l.words[i]
	if w.capital || w.number {
		return
	}
	b.lower[w.fold] = true
	for j := i + 1; j < len(l.words) && j <= i+2 && l.joined(j); j++ {
		if n := l.words[j]; n.capital || n.number {
			return
		} else if !n.small {
			b.lower[w.fold+n.fold] = true
			return
		}
	}
}

// from notes the phrases that begin at a word.
func (b *book) from(l *line, i int) {
	if w := l.words[i]; !w.capital || w.small || w.link || w.number {
		return
	}
	var key strings.Builder
	content, plain := 0, false
	for j := i; j < len(l.words) && j < i+mostWords; j++ {
		w := l.words[j]
		if j > i && !l.joined(j) {
			return
		}
		if strings.Contains(w.gap, "&") && j > i {
			key.WriteString("et")
		}
		if w.small {
			continue
		}
		key.WriteString(w.fold)
		if w.link {
			continue
		}
		content++
		plain = plain || !w.capital && !w.number
		if content > mostContent || plain && content > mostPlain {
			return
		}
		b.add(key.String(), phrase{l, i, j}, content, plain)
	}
}

func (b *book) add(key string, p phrase, content int, plain bool) {
	n := b.names[key]
	if n == nil {
		n = &name{key: key, words: content, plain: plain}
		b.names[key] = n
		b.order = append(b.order, n)
	}
	n.plain = n.plain && plain
	bones, accent := p.shape()
	for _, f := range n.forms {
		if f.bones == bones && f.accent == accent {
			f.at = append(f.at, p)
			f.proper = f.proper || !plain
			return
		}
	}
	n.forms = append(n.forms, &form{bones: bones, accent: accent, proper: !plain, at: []phrase{p}})
}

// shape parts what is written into letters with joints, and accents with capitals inside; the latter two are unknown in capitals.
func (p phrase) shape() (bones, accent string) {
	var b, a strings.Builder
	loud := false
	for i := p.from; i <= p.to; i++ {
		w := p.line.words[i]
		if w.fold == "et" && w.link {
			continue
		}
		switch {
		case i > p.from && (strings.Contains(w.gap, "&") || p.line.words[i-1].fold == "et"):
			b.WriteString("&")
		case i > p.from:
			b.WriteString(joint(w.gap))
		}
		b.WriteString(w.fold)
		loud = loud || w.loud
		a.WriteString(accented(w))
	}
	if loud {
		return b.String(), ""
	}
	return b.String(), a.String()
}

func joint(gap string) string {
	switch trimmed := strings.TrimSpace(gap); {
	case gap == "", trimmed == ".", trimmed == "·":
		return ""
	case trimmed == "":
		return " "
	case trimmed == "–":
		return "-"
	default:
		return trimmed
	}
}

// accented is a word with its accents but for its capitals, which are marked where they stand inside.
func accented(w word) string {
	if w.fold == "saint" || w.fold == "sainte" { // "St" is no other name
		return w.fold
	}
	var b strings.Builder
	for i, r := range w.raw {
		switch {
		case i == 0:
			b.WriteByte(w.fold[0])
		case unicode.IsUpper(r):
			b.WriteRune('^')
			b.WriteString(strings.ToLower(string(r)))
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// mergeLoud counts what stands in capitals with the most frequent spelling of the same letters.
func (n *name) mergeLoud() {
	var kept []*form
	for _, f := range n.forms {
		if f.accent != "" {
			kept = append(kept, f)
		}
	}
	for _, f := range n.forms {
		if f.accent != "" {
			continue
		}
		var best *form
		for _, k := range kept {
			if k.bones == f.bones && (best == nil || len(k.at) > len(best.at)) {
				best = k
			}
		}
		if best == nil {
			kept = append(kept, f)
		} else {
			best.at = append(best.at, f.at...)
			best.proper = best.proper || f.proper
		}
	}
	n.forms = kept
}

// usual is the most frequent form of a name.
func (n *name) usual() *form {
	best := n.forms[0]
	for _, f := range n.forms {
		if len(f.at) > len(best.at) {
			best = f
		}
	}
	return best
}

// inside tells whether a form stands where no sentence, cell or title asks for its capital.
func (f *form) inside() bool { return f.insides() > 0 }

func (f *form) insides() int {
	count := 0
	for _, p := range f.at {
		for i := p.from; i <= p.to; i++ {
			if w := p.line.words[i]; w.inside && !w.small && !p.line.loud {
				count++
				break
			}
		}
	}
	return count
}

// person tells whether a form names a person somewhere.
func (f *form) person() bool {
	for _, p := range f.at {
		for _, w := range p.line.words[p.from : p.to+1] {
			if w.person {
				return true
			}
		}
	}
	return false
}
