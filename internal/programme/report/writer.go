package report

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"maillage/internal/kit/lang"
	"maillage/internal/programme/indicator"
)

// writer turns one text into blocks, with its figures in their places.
type writer struct {
	*builder
	source *Source
	// unnumbered keeps footnotes out of the cells of tables, where a mark beside a number would be read as a part of it.
	unnumbered bool
}

// sections writes what stands under each heading of level 2.
func (w writer) sections() []Section {
	list := []Section{}
	for i, x := range w.source.sections {
		n := 0
		if w.source.Axis != "" {
			n = headingNumber(x.words) + 1
		}
		heading := x.words
		if n > 0 {
			heading = Headings[n-1].In(w.language)
		}
		blocks, lines := w.placed(x.nodes)
		list = append(list, Section{Number: n, Anchor: w.anchor(i + 1), Heading: heading, Blocks: blocks, Line: x.Line, Lines: lines})
	}
	return list
}

func (w writer) anchor(section int) string {
	if w.source.Axis == "" {
		return "s-" + strconv.Itoa(section)
	}
	return "s-" + w.source.Axis + "-" + strconv.Itoa(section)
}

// placed writes nodes with the line of the file on which each of their blocks begins.
func (w writer) placed(nodes []ast.Node) (list []Block, lines []int) {
	list = []Block{}
	for _, n := range nodes {
		for _, b := range w.block(n) {
			list, lines = append(list, b), append(lines, w.source.lineOf(n))
		}
	}
	return list, lines
}

func (w writer) blocks(nodes []ast.Node) []Block {
	list := []Block{}
	for _, n := range nodes {
		list = append(list, w.block(n)...)
	}
	return list
}

func children(n ast.Node) []ast.Node {
	var list []ast.Node
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		list = append(list, c)
	}
	return list
}

// block writes a node; a paragraph that holds nothing but blocks gives several.
func (w writer) block(n ast.Node) []Block {
	switch x := n.(type) {
	case *ast.Paragraph, *ast.TextBlock:
		if live := onlyBlocks(n, w.source.body); live != nil {
			var list []Block
			for _, r := range live {
				list = append(list, w.liveBlock(r))
			}
			return list
		}
		return []Block{Paragraph{Inlines: w.inlines(n)}}
	case *ast.Heading:
		return []Block{Heading{Level: max(x.Level, 3), Inlines: w.inlines(n)}}
	case *ast.List:
		l := List{Ordered: x.IsOrdered(), Start: x.Start}
		for _, item := range children(x) {
			l.Items = append(l.Items, w.blocks(children(item)))
		}
		return []Block{l}
	case *ast.Blockquote:
		return []Block{Quote{Blocks: w.blocks(children(x))}}
	case *ast.ThematicBreak:
		return []Block{Rule{}}
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		return []Block{Code{Text: string(n.Lines().Value(w.source.body))}}
	case *extast.Table:
		return []Block{w.table(x)}
	}
	return nil
}

// onlyBlocks returns the references of a paragraph made of nothing else than blocks; nil for any other.
func onlyBlocks(n ast.Node, body []byte) []*Reference {
	var list []*Reference
	for _, c := range children(n) {
		switch x := c.(type) {
		case *liveNode:
			if x.reference.Block == InSentence {
				return nil
			}
			list = append(list, x.reference)
		case *ast.Text:
			if len(x.Segment.Value(body)) > 0 {
				return nil
			}
		default:
			return nil
		}
	}
	return list
}

func (w writer) table(t *extast.Table) Block {
	inCell := w
	inCell.unnumbered = true
	out := TextTable{Align: []string{}, Rows: [][][]Inline{}}
	for _, a := range t.Alignments {
		name := a.String()
		if name == "none" {
			name = ""
		}
		out.Align = append(out.Align, name)
	}
	for _, row := range children(t) {
		var cells [][]Inline
		for _, cell := range children(row) {
			cells = append(cells, inCell.inlines(cell))
		}
		if _, head := row.(*extast.TableHeader); head {
			out.Head = cells
			continue
		}
		out.Rows = append(out.Rows, cells)
	}
	return out
}

func (w writer) inlines(n ast.Node) []Inline {
	list := []Inline{}
	for _, c := range children(n) {
		list = append(list, w.inline(c)...)
	}
	return list
}

func (w writer) inline(n ast.Node) []Inline {
	switch x := n.(type) {
	case *liveNode:
		return []Inline{w.figure(x.reference)}
	case *ast.Text:
		list := []Inline{{Kind: Plain, Text: string(x.Segment.Value(w.source.body))}}
		switch {
		case x.HardLineBreak():
			list = append(list, Inline{Kind: NewLine})
		case x.SoftLineBreak():
			list[0].Text += " "
		}
		return list
	case *ast.String:
		return []Inline{{Kind: Plain, Text: string(x.Value)}}
	case *ast.CodeSpan:
		return []Inline{{Kind: CodeSpan, Text: w.source.plain(x)}}
	case *ast.Emphasis:
		kind := Emphasis
		if x.Level == 2 {
			kind = Strong
		}
		return []Inline{{Kind: kind, Children: w.inlines(n)}}
	case *extast.Strikethrough:
		return []Inline{{Kind: Struck, Children: w.inlines(n)}}
	case *ast.Link:
		return w.link(string(x.Destination), w.inlines(n))
	case *ast.AutoLink:
		return w.link(string(x.URL(w.source.body)), []Inline{{Kind: Plain, Text: string(x.Label(w.source.body))}})
	}
	return w.inlines(n)
}

// link keeps addresses that a reader may follow; of any other, only the words stay.
func (w writer) link(address string, words []Inline) []Inline {
	u, err := url.Parse(address)
	if err != nil || !slices.Contains([]string{"http", "https", "mailto"}, u.Scheme) {
		return words
	}
	return []Inline{{Kind: Link, URL: u.String(), Children: words}}
}

// figure writes a figure in a sentence.
func (w writer) figure(r *Reference) Inline {
	if r.fault.FR != "" {
		w.refuse(r, r.fault, r.way)
		return Inline{Kind: Live, Figure: &FigureUse{Text: r.Words, State: FigureUnknown}}
	}
	if r.Block != InSentence {
		w.refuse(r, lang.Text{FR: "Ce bloc doit être seul sur sa ligne.", EN: "This block must stand alone on its line."},
			lang.Text{FR: "Placez-le entre deux lignes vides.", EN: "Put it between two empty lines."})
		return Inline{Kind: Live, Figure: &FigureUse{Text: r.Words, State: FigureUnknown}}
	}
	use := w.divider.mention(r.request(), r.Place, r.Words)
	if !w.unnumbered {
		w.divider.note(&use)
	}
	if use.State == FigureSet || use.State == FigurePartial || use.State == FigureWhole { // the build itself tells of the others
		w.tellings[r] = use.Text
	}
	return Inline{Kind: Live, Figure: &use}
}

func (w writer) refuse(r *Reference, message, mend lang.Text) {
	fs := w.divider.figures
	fs.found = append(fs.found, finding(r.Place, "reference", r.Words, message, mend))
}

// liveBlock draws a block.
func (w writer) liveBlock(r *Reference) Block {
	if r.fault.FR != "" {
		w.refuse(r, r.fault, r.way)
		return Missing{Words: r.Words, Message: r.fault.In(w.language)}
	}
	d := w.divider
	if _, known := d.known[r.Key]; r.Key != "" && !known {
		d.mention(r.request(), r.Place, r.Words)
		return Missing{Words: r.Words, Message: textf("Il n’y a pas d’indicateur « %s ».", "There is no indicator “%s”.", r.Key).In(w.language)}
	}
	if !d.fundersKnown(r.request()) {
		d.judge(indicator.Figure{}, r.request(), FigureUnknown, r.Place, r.Words)
		return Missing{Words: r.Words, Message: textf("Le cofinanceur « %s » n’est pas dans la convention.", "The funder “%s” is not in the agreement.", r.Funder).In(w.language)}
	}
	w.tellings[r] = r.Caption
	if x, ok := d.known[r.Key]; ok && r.Caption == "" {
		w.tellings[r] = x.Label.In(w.language)
	}
	r.anchor = "b-" + strings.ReplaceAll(strings.TrimSuffix(r.File, ".md"), "/", "-") + "-" + strconv.Itoa(r.Line)
	switch r.Block {
	case TableBlock:
		return d.table(r)
	case ChartBlock:
		return d.chart(r)
	case MapBlock:
		return *d.departmentMap(r, d.mention(r.request(), r.Place, r.Words), w.s.Gazetteer.Outline)
	case DeliverableBlock:
		return w.deliverables(r)
	case ChronogramBlock:
		return w.chronogramBlock(r)
	case PartnersBlock:
		return w.partnersBlock(r)
	case VariancesBlock:
		return w.variancesBlock(r)
	case FinanceBlock:
		return w.financeBlock(r)
	case TestimonyBlock:
		return w.testimoniesBlock(r)
	}
	return w.entryBlock(r)
}
