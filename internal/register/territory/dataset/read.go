package dataset

import (
	"compress/gzip"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Read reads a file made by Write. All strings share the memory of one text. An *Error names the line that is wrong.
func Read(r io.Reader) (Data, error) {
	text, err := inflate(r)
	if err != nil {
		return Data{}, err
	}
	return parse(text)
}

func parse(text string) (Data, error) {
	p := &parser{rest: text}
	d := Data{Vintage: p.header()}
	d.Regions = rows(p, "region", 2, func(c []string) Region { return Region{c[0], c[1]} })
	d.Departments = rows(p, "department", 4, func(c []string) Department { return Department{c[0], c[1], c[2], c[3]} })
	d.EPCIs = rows(p, "epci", 3, func(c []string) EPCI { return EPCI{c[0], c[1], c[2]} })
	d.Communes = rows(p, "commune", 9, p.commune)
	d.Formers = rows(p, "former", 5, func(c []string) Former { return Former{c[0], c[1], c[2], FormerKind(c[3]), c[4]} })
	d.Outlines = rows(p, "outline", 1, p.outline)
	if p.err != nil {
		return Data{}, p.err
	}
	return d, nil
}

const (
	usualSize = 3 << 20  // what the whole of France takes, so that the text is held once
	maxSize   = 64 << 20 // what a damaged or hostile file can make us hold
)

func inflate(r io.Reader) (string, error) {
	zip, err := gzip.NewReader(r)
	if err != nil {
		return "", fmt.Errorf("territory data: %w", err)
	}
	var text strings.Builder
	text.Grow(usualSize)
	if _, err := io.Copy(&text, io.LimitReader(zip, maxSize)); err != nil {
		return "", fmt.Errorf("territory data: %w", err)
	}
	return text.String(), nil
}

// parser walks the lines and keeps the first error; after one, every step is empty.
type parser struct {
	rest  string
	line  int
	cells []string // reused from row to row
	err   error
}

func (p *parser) fail(format string, args ...any) {
	if p.err == nil {
		p.err = &Error{Line: p.line, Why: fmt.Sprintf(format, args...)}
	}
}

// row cuts the next line into p.cells.
func (p *parser) row() []string {
	line, rest, found := strings.Cut(p.rest, "\n")
	p.line++
	if !found {
		p.fail("the file stops here")
	}
	p.rest, p.cells = rest, p.cells[:0]
	for more := true; more; {
		var cell string
		cell, line, more = strings.Cut(line, "\t")
		p.cells = append(p.cells, cell)
	}
	return p.cells
}

func (p *parser) header() string {
	c := p.row()
	if len(c) != 2 || c[0] != magic {
		p.fail("not a territory file of this version")
		return ""
	}
	return c[1]
}

func rows[T any](p *parser, name string, width int, build func([]string) T) []T {
	if p.err != nil {
		return nil
	}
	head := p.row()
	if len(head) != 2 || head[0] != "#"+name {
		p.fail("section %q expected", name)
		return nil
	}
	n := p.number(head[1])
	if n < 0 || n > len(p.rest) {
		p.fail("section %q cannot have %d rows", name, n)
		return nil
	}
	out := make([]T, 0, n)
	for range n {
		c := p.row()
		if len(c) < width {
			p.fail("%d cells where %d are expected", len(c), width)
		}
		if p.err != nil {
			return nil
		}
		out = append(out, build(c))
	}
	return out
}

func (p *parser) number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		p.fail("%q is not a number", s)
	}
	return n
}

func (p *parser) commune(c []string) Commune {
	return Commune{
		Code: c[0], Name: c[1], Department: c[2], EPCI: c[3], Postcodes: c[4], Population: p.number(c[5]),
		Position: Position(c[6]), Lat: p.number(c[7]), Lon: p.number(c[8]),
	}
}

func (p *parser) outline(c []string) Outline {
	o := Outline{Department: c[0]}
	for _, cell := range c[1:] {
		o.Rings = append(o.Rings, p.ring(cell))
	}
	return o
}

func (p *parser) ring(cell string) []Point {
	steps := strings.Fields(cell)
	if len(steps)%2 != 0 {
		p.fail("a ring with an odd number of coordinates")
		return nil
	}
	ring := make([]Point, 0, len(steps)/2)
	var at Point
	for i := 0; i < len(steps); i += 2 {
		at.Lon += p.number(steps[i])
		at.Lat += p.number(steps[i+1])
		ring = append(ring, at)
	}
	return ring
}
