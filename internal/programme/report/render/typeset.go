package render

import (
	"errors"
	"io"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"maillage/internal/kit/frtypo"
)

// typeset copies a page and sets the spaces of what is said in French, whoever wrote it; text in another language, code and drawings' styles
// stay as they are. It holds no more than a sentence at a time: a page may have many megabytes.
func typeset(w io.Writer, page io.Reader) error {
	s := setter{w: w, tokens: html.NewTokenizer(page)}
	for {
		kind := s.tokens.Next()
		if kind == html.ErrorToken {
			if err := s.tokens.Err(); !errors.Is(err, io.EOF) {
				return err
			}
			return s.flush()
		}
		if err := s.token(kind); err != nil {
			return err
		}
	}
}

// setter remembers the last text as long as it stands in the same line: "286" in a link and the "%" after it are set together.
type setter struct {
	w      io.Writer
	tokens *html.Tokenizer
	before string // the last text of the line, not written yet
	after  []byte // the tags that follow it
	line   bool   // there is such a text
	kept   int    // how many open elements hold no sentence
	open   []tongue
}

// tongue is an open element that says its language, and how many open elements of its name are inside.
type tongue struct {
	name   string
	french bool
	depth  int
}

func (s *setter) token(kind html.TokenType) error {
	raw := append([]byte(nil), s.tokens.Raw()...)
	switch kind {
	case html.TextToken:
		if s.kept == 0 && s.french() {
			return s.text(html.UnescapeString(string(raw)))
		}
		return s.pass(raw, false)
	case html.StartTagToken, html.SelfClosingTagToken, html.EndTagToken:
		name, more := s.tokens.TagName()
		tag := atom.Lookup(name)
		s.enter(kind, string(name), tag, more)
		return s.pass(raw, inLine[tag])
	}
	return s.pass(raw, false)
}

// enter keeps count of the languages and of what holds no sentence.
func (s *setter) enter(kind html.TokenType, name string, tag atom.Atom, attributes bool) {
	step := 1
	if kind == html.EndTagToken {
		step = -1
	}
	if kind != html.SelfClosingTagToken && kept[tag] {
		s.kept += step
	}
	if last := len(s.open) - 1; last >= 0 && s.open[last].name == name && kind != html.SelfClosingTagToken {
		if s.open[last].depth += step; s.open[last].depth == 0 {
			s.open = s.open[:last]
			return
		}
	}
	for attributes && kind == html.StartTagToken {
		var key, value []byte
		key, value, attributes = s.tokens.TagAttr()
		if string(key) == "lang" && !void[tag] {
			s.open = append(s.open, tongue{name: name, french: string(value) == "fr", depth: 1})
		}
	}
}

func (s *setter) french() bool {
	return len(s.open) > 0 && s.open[len(s.open)-1].french
}

// pass writes what is no French text; only tags within a line let the text before wait for the next one.
func (s *setter) pass(raw []byte, inLine bool) error {
	if s.line && inLine {
		s.after = append(s.after, raw...)
		return nil
	}
	if err := s.flush(); err != nil {
		return err
	}
	_, err := s.w.Write(raw)
	return err
}

func (s *setter) flush() error {
	if !s.line {
		return nil
	}
	_, err := io.WriteString(s.w, html.EscapeString(s.before)+string(s.after))
	s.before, s.after, s.line = "", s.after[:0], false
	return err
}

func (s *setter) text(words string) error {
	words = frtypo.Text(words)
	if s.line {
		s.before, words = join(s.before, words)
	}
	if err := s.flush(); err != nil {
		return err
	}
	s.before, s.line = words, true
	return nil
}

// join sets the space between a text and the mark that begins the next one.
func join(before, next string) (string, string) {
	rest, end := strings.TrimLeft(next, " "), strings.TrimRight(before, " ")
	space := frtypo.Before(rest)
	switch {
	case strings.HasSuffix(end, "«"+frtypo.Thin):
		return before, rest
	case space == "":
	case end != before:
		return end + space, rest
	case rest != next || wordEnd.MatchString(end) && markAlone.MatchString(rest):
		return before, space + rest
	}
	return before, next
}

var (
	wordEnd   = regexp.MustCompile(`[\pL\pN)]$`)
	markAlone = regexp.MustCompile(`^[;!?»%€‰:](?:[\s.,]|$)`)
)

// kept elements hold no sentence; inLine ones do not end it; void ones have no end of their own.
var (
	kept   = map[atom.Atom]bool{atom.Code: true, atom.Pre: true, atom.Script: true, atom.Style: true, atom.Kbd: true, atom.Samp: true}
	inLine = map[atom.Atom]bool{atom.A: true, atom.B: true, atom.Strong: true, atom.Em: true, atom.I: true, atom.Span: true, atom.Small: true, atom.Sup: true, atom.Del: true}
	void   = map[atom.Atom]bool{atom.Img: true, atom.Input: true, atom.Br: true, atom.Hr: true, atom.Link: true, atom.Meta: true}
)
