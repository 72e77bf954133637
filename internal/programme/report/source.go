package report

import (
	"bytes"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"maillage/internal/kit/lang"
)

// Source is one text of a report, parsed. It holds no figure yet.
type Source struct {
	File       string
	Axis       string
	Title      string
	References []*Reference // in the order of the text

	body     []byte
	lines    []int // offset of each line
	lead     []ast.Node
	sections []section
	faults   []Finding
}

// section is what stands under a heading of level 2.
type section struct {
	Place
	words string
	nodes []ast.Node
}

// Parse reads a text. What it cannot hold (HTML, pictures, a second title) is a fault that Check tells; nothing is dropped in silence.
func Parse(t Text) *Source {
	s := &Source{File: t.File, Axis: t.Axis, body: []byte(t.Body)}
	s.lines = append(s.lines, 0)
	for i, c := range s.body {
		if c == '\n' {
			s.lines = append(s.lines, i+1)
		}
	}
	s.divide(markdown.Parser().Parse(text.NewReader(s.body)))
	return s
}

// Check says what is wrong with the form of a text: its title, and for a sheet its twelve headings.
func (s *Source) Check() []Finding {
	found := slices.Clone(s.faults)
	if s.Title == "" {
		found = append(found, finding(Place{File: s.File, Line: 1, Column: 1}, "title_missing", s.File,
			lang.Text{FR: "Le texte n’a pas de titre.", EN: "The text has no title."},
			lang.Text{FR: "Commencez-le par une ligne « # Titre ».", EN: "Begin it with a line “# Title”."}))
	}
	if s.Axis != "" {
		found = append(found, checkHeadings(s)...)
	}
	sortFindings(found)
	return found
}

// divide sorts the blocks under the title and the headings of level 2.
func (s *Source) divide(root ast.Node) {
	s.inspect(root)
	for n := root.FirstChild(); n != nil; n = n.NextSibling() {
		heading, ok := n.(*ast.Heading)
		switch {
		case ok && heading.Level == 1 && s.Title == "":
			s.Title = s.plain(heading)
		case ok && heading.Level == 1:
			s.fault(s.placeOf(n), "title_twice", s.plain(heading), "Un texte n’a qu’un titre de niveau 1.", "A text has one heading of level 1.",
				"Écrivez « ## » ou « ### ».", "Write “##” or “###”.")
		case ok && heading.Level == 2:
			s.sections = append(s.sections, section{Place: s.placeOf(n), words: s.plain(heading)})
		case len(s.sections) == 0:
			s.lead = append(s.lead, n)
		default:
			last := &s.sections[len(s.sections)-1]
			last.nodes = append(last.nodes, n)
		}
	}
}

// inspect finds the references, and what a text may not hold.
func (s *Source) inspect(root ast.Node) {
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch x := n.(type) {
		case *liveNode:
			x.reference.Place = s.placeAt(x.start)
			s.References = append(s.References, x.reference)
		case *ast.HTMLBlock, *ast.RawHTML:
			s.fault(s.placeOf(n), "html", "<…>", "Le texte contient du HTML.", "The text holds HTML.", "Écrivez-le en Markdown.", "Write it in Markdown.")
		case *ast.Image:
			s.fault(s.placeOf(n), "image", string(x.Destination), "Le texte appelle une image : le bilan doit s’ouvrir sans réseau.",
				"The text calls a picture: the report must open without a network.", "Retirez-la, ou joignez-la comme pièce.", "Take it out, or add it as evidence.")
		}
		return ast.WalkContinue, nil
	})
}

func (s *Source) fault(at Place, rule, words, fr, en, wayFR, wayEN string) {
	s.faults = append(s.faults, finding(at, rule, words, lang.Text{FR: fr, EN: en}, lang.Text{FR: wayFR, EN: wayEN}))
}

// placeAt turns an offset into a place.
func (s *Source) placeAt(offset int) Place {
	line := sort.SearchInts(s.lines, offset+1) - 1
	return Place{File: s.File, Line: line + 1, Column: utf8.RuneCount(s.body[s.lines[line]:offset]) + 1}
}

// placeOf is where a node begins: its own lines when it is a block, else its first text, else its parent.
func (s *Source) placeOf(n ast.Node) Place {
	if n.Type() == ast.TypeBlock && n.Lines() != nil && n.Lines().Len() > 0 {
		p := s.placeAt(n.Lines().At(0).Start)
		p.Column = 1
		return p
	}
	if raw, ok := n.(*ast.RawHTML); ok && raw.Segments.Len() > 0 {
		return s.placeAt(raw.Segments.At(0).Start)
	}
	if n.Parent() != nil && n.Parent().Kind() != ast.KindDocument {
		return s.placeOf(n.Parent())
	}
	return Place{File: s.File, Line: 1, Column: 1}
}

// lineOf is the line on which a node begins: for one that holds others, that of the first of them that has a line.
func (s *Source) lineOf(n ast.Node) int {
	line := 0
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		start := -1
		if n.Type() == ast.TypeBlock && n.Lines() != nil && n.Lines().Len() > 0 {
			start = n.Lines().At(0).Start
		} else if x, ok := n.(*liveNode); ok {
			start = x.start
		} else if x, ok := n.(*ast.Text); ok {
			start = x.Segment.Start
		}
		if start < 0 {
			return ast.WalkContinue, nil
		}
		line = s.placeAt(start).Line
		return ast.WalkStop, nil
	})
	return line
}

func (s *Source) lastLine() int {
	return bytes.Count(bytes.TrimRight(s.body, "\n"), []byte("\n")) + 1
}

// plain is the text of a node without its marks.
func (s *Source) plain(n ast.Node) string {
	var b strings.Builder
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch x := n.(type) {
		case *ast.Text:
			if entering {
				b.Write(x.Segment.Value(s.body))
				if x.SoftLineBreak() {
					b.WriteByte(' ')
				}
			}
		case *ast.String:
			if entering {
				b.Write(x.Value)
			}
		}
		return ast.WalkContinue, nil
	})
	return strings.TrimSpace(b.String())
}

var markdown = goldmark.New(
	goldmark.WithExtensions(extension.NewTable(), extension.Strikethrough),
	goldmark.WithParserOptions(parser.WithInlineParsers(util.Prioritized(liveParser{}, 50))),
)

// liveNode is a reference on its way through the Markdown parser.
type liveNode struct {
	ast.BaseInline
	reference *Reference
	start     int
}

var kindLive = ast.NewNodeKind("Live")

func (n *liveNode) Kind() ast.NodeKind            { return kindLive }
func (n *liveNode) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// liveParser reads {{…}} before anything else looks at what is inside.
type liveParser struct{}

func (liveParser) Trigger() []byte { return []byte{'{'} }

func (liveParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if !bytes.HasPrefix(line, []byte("{{")) {
		return nil
	}
	end := bytes.Index(line, []byte("}}"))
	words := strings.TrimRight(string(line), "\r\n")
	if end >= 0 {
		words = string(line[:end+2])
	}
	block.Advance(len(words))
	r := parseReference(words)
	if end < 0 {
		r.fault = lang.Text{}
		r.refuse("Les deux accolades fermantes manquent.", "The two closing braces are missing.", "")
	}
	return &liveNode{reference: r, start: segment.Start}
}
