package office

import (
	"bytes"
	"encoding/xml"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// The charts of the page lean on its style sheet and on the width of their place. Here they become files that stand alone, for programs that
// know neither: shares of the width become pixels, classes become attributes, and the legend, which the page writes in HTML, is drawn below.

// node is an element of a drawing.
type node struct {
	XMLName xml.Name
	Attrs   []xml.Attr `xml:",any,attr"`
	Nodes   []node     `xml:",any"`
	Text    string     `xml:",chardata"`
}

func (n node) attr(name string) string {
	for _, a := range n.Attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// drawing is a chart as it was read: its SVG and the items of its legend.
type drawing struct {
	root   node
	legend []node
	desc   string
}

func readDrawing(fragment []byte) (drawing, error) {
	var whole node
	if err := xml.Unmarshal(slices.Concat([]byte("<figure>"), fragment, []byte("</figure>")), &whole); err != nil {
		return drawing{}, err
	}
	var d drawing
	for _, n := range whole.Nodes {
		switch n.XMLName.Local {
		case "svg":
			d.root = n
		case "ul":
			d.legend = n.Nodes
		}
	}
	for _, n := range d.root.Nodes {
		if n.XMLName.Local == "desc" {
			d.desc = n.Text
		}
	}
	return d, nil
}

// file writes the drawing so many pixels wide, and tells its height for a width of one.
func (d drawing) file(width float64) (svg []byte, ratio float64) {
	var out bytes.Buffer
	m := newMarkup(&out)
	scale, height := d.size(width)
	places, foot := d.legendPlaces(width)
	whole := height + foot
	m.start("svg", "xmlns", "http://www.w3.org/2000/svg", "width", length(width), "height", length(whole), "viewBox", "0 0 "+length(width)+" "+length(whole),
		"font-family", "Liberation Sans, Arial, sans-serif", "font-size", "13")
	m.start("g", "transform", "scale("+length(scale)+")")
	p := pen{markup: m, width: width, plain: scale == 1}
	for _, n := range d.root.Nodes {
		p.draw(n, "")
	}
	m.end()
	for i, item := range d.legend {
		p.legendItem(item, places[i], height)
	}
	m.end()
	_ = m.flush() // a buffer takes all
	return out.Bytes(), whole / width
}

// size tells how the drawing is scaled and how high it is: a chart keeps its height, a map its shape.
func (d drawing) size(width float64) (scale, height float64) {
	if box := strings.Fields(d.root.attr("viewBox")); len(box) == 4 && number(box[2]) > 0 {
		scale = width / number(box[2])
		return scale, number(box[3]) * scale
	}
	return 1, number(d.root.attr("height"))
}

const (
	legendLine   = 20.0
	legendMark   = 24.0
	legendGap    = 16.0
	legendLetter = 6.8
)

type place struct{ x, y float64 }

// legendPlaces sets the items side by side and breaks lines, and tells the height of it all.
func (d drawing) legendPlaces(width float64) (places []place, foot float64) {
	at := place{0, legendLine}
	for _, item := range d.legend {
		long := legendMark + float64(utf8.RuneCountInString(item.Text))*legendLetter
		if at.x > 0 && at.x+long > width {
			at = place{0, at.y + legendLine}
		}
		places = append(places, at)
		at.x += long + legendGap
		foot = at.y + 8
	}
	return places, foot
}

// pen writes the elements of a drawing.
type pen struct {
	*markup
	width float64
	plain bool // lengths are in pixels of the file, and shares are of its width
}

func (p pen) legendItem(item node, at place, top float64) {
	p.start("g", "transform", "translate("+length(at.x)+" "+length(top+at.y-legendLine+6)+")")
	for _, n := range item.Nodes {
		for _, shape := range n.Nodes {
			p.draw(shape, "")
		}
	}
	p.leaf("text", strings.TrimSpace(item.Text), "x", "24", "y", "11", "fill", inkSoft)
	p.end()
}

// draw writes an element with the look of its class, or of its class within that of the group around it.
func (p pen) draw(n node, group string) {
	name := n.XMLName.Local
	if name == "title" || name == "desc" { // the document tells them beside the picture
		return
	}
	class := n.attr("class")
	look := lookOf(name, class, group)
	if name == "text" {
		p.label(n, look)
		return
	}
	if name == "g" {
		group = class
	}
	p.start(name, append(p.attributes(n), look...)...)
	for _, inner := range n.Nodes {
		p.draw(inner, group)
	}
	p.end()
}

// label writes a text; over a line or a bar it stands on a pale outline of itself.
func (p pen) label(n node, look []string) {
	attrs := append(p.attributes(n), look...)
	if strings.Contains(n.attr("class"), "halo") {
		p.leaf("text", n.Text, append(slices.Clone(attrs), "stroke", paper, "stroke-width", "4", "stroke-linejoin", "round")...)
	}
	p.leaf("text", n.Text, attrs...)
}

// attributes are those of an element, with shares turned into pixels and the move of a text added to its place.
func (p pen) attributes(n node) []string {
	var attrs []string
	for _, a := range n.Attrs {
		switch name := a.Name.Local; name {
		case "class", "dx", "xmlns":
		case "x", "x1", "x2", "width", "cx":
			v := p.across(a.Value)
			if name == "x" {
				v += number(n.attr("dx"))
			}
			attrs = append(attrs, name, length(v))
		default:
			attrs = append(attrs, name, a.Value)
		}
	}
	return attrs
}

func (p pen) across(value string) float64 {
	if share, ok := strings.CutSuffix(value, "%"); ok && p.plain {
		return number(share) / 100 * p.width
	}
	return number(value)
}

func number(s string) float64 {
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return 0 // what is not a length draws nothing
	}
	return v
}

func length(v float64) string {
	return strings.TrimRight(strings.TrimRight(strconv.FormatFloat(v, 'f', 3, 64), "0"), ".")
}
