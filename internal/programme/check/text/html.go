package text

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"maillage/internal/kit/apperr"
)

// deepest bounds how far elements may stand inside one another: hostile files nest without end.
const deepest = 500

// readHTML takes the text out of a page: one line a block, a tab between cells.
func readHTML(name string, content []byte) ([]Line, error) {
	root, err := html.Parse(bytes.NewReader([]byte(decoded(content))))
	if err != nil {
		return nil, apperr.Newf(apperr.Invalid, "check.html", "« %s » n'est pas une page HTML lisible.", "“%s” is no HTML page that can be read.", name).Because(err)
	}
	p := page{taken: newTaken()}
	p.walk(root, 0)
	p.end(p.hint(), false)
	return p.lines, nil
}

// page walks the elements of an HTML page.
type page struct {
	*taken
	heading int
	list    int
	item    bool
	strong  int
	typed   int // depth of pre: text with lines of its own
}

var unseen = map[atom.Atom]bool{atom.Script: true, atom.Style: true, atom.Head: true, atom.Template: true, atom.Noscript: true, atom.Svg: true, atom.Nav: true, atom.Select: true, atom.Button: true}

func (p *page) hint() hint {
	switch {
	case p.heading > 0:
		return hint{kind: Heading, level: p.heading}
	case p.item:
		return hint{kind: Item, level: max(p.list, 1)}
	}
	return hint{kind: Paragraph}
}

func (p *page) walk(n *html.Node, depth int) {
	if depth > deepest {
		return
	}
	switch n.Type {
	case html.TextNode:
		p.words(n.Data)
		return
	case html.ElementNode:
		if unseen[n.DataAtom] || isCode(n) {
			return
		}
	}
	p.open(n)
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		p.walk(c, depth+1)
	}
	p.shut(n)
}

// isCode tells a listing of code from a text whose lines were broken by hand.
func isCode(n *html.Node) bool {
	return n.DataAtom == atom.Pre && n.FirstChild != nil && n.FirstChild == n.LastChild && n.FirstChild.DataAtom == atom.Code
}

// words adds text with its white space made one blank, as a browser shows it.
func (p *page) words(s string) {
	if p.typed > 0 && p.cells < 0 {
		p.typedWords(s)
		return
	}
	fields := strings.Join(strings.Fields(s), " ")
	if fields == "" || startsBlank(s) {
		p.space()
	}
	if fields != "" {
		p.write(fields, p.strong > 0)
		if strings.TrimRight(s, " \t\r\n") != s {
			p.space()
		}
	}
}

// typedWords adds text whose lines were broken by hand: they are read as those of a text file.
func (p *page) typedWords(s string) {
	first, rest, more := strings.Cut(strings.ReplaceAll(s, "\r\n", "\n"), "\n")
	p.write(first, p.strong > 0)
	for more {
		p.end(hint{}, true)
		first, rest, more = strings.Cut(rest, "\n")
		p.write(first, p.strong > 0)
	}
}

func startsBlank(s string) bool { return s != "" && strings.ContainsRune(" \t\r\n", rune(s[0])) }

func (p *page) open(n *html.Node) {
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		p.end(p.hint(), false)
		p.heading = int(n.Data[1] - '0')
	case atom.Ul, atom.Ol:
		p.end(p.hint(), false)
		p.list++
	case atom.Li:
		p.end(p.hint(), false)
		p.item = true
	case atom.Table:
		p.end(p.hint(), false)
		if p.cells < 0 {
			p.gap()
		}
	case atom.Tr:
		p.end(p.hint(), false)
		p.row()
	case atom.Td, atom.Th:
		p.cell()
	case atom.Pre:
		p.end(p.hint(), false)
		p.typed++
	case atom.B, atom.Strong:
		p.strong++
	case atom.A:
		for _, a := range n.Attr {
			if a.Key == "href" {
				p.link(a.Val)
			}
		}
	case atom.Br:
		p.end(p.hint(), false)
	default:
		if flow[n.Data] {
			p.end(p.hint(), false)
		}
	}
}

func (p *page) shut(n *html.Node) {
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		p.end(p.hint(), false)
		p.heading = 0
	case atom.Ul, atom.Ol:
		p.end(p.hint(), false)
		p.list--
		p.item = p.list > 0
	case atom.Li:
		p.end(p.hint(), false)
		p.item = false
	case atom.Tr:
		p.endRow()
	case atom.Table:
		if p.cells < 0 {
			p.gap()
		}
	case atom.Pre:
		p.end(hint{}, false)
		p.typed--
	case atom.B, atom.Strong:
		p.strong--
	case atom.A:
		p.link("")
	default:
		if flow[n.Data] && n.DataAtom != atom.Td && n.DataAtom != atom.Th {
			p.end(p.hint(), false)
		}
	}
}
