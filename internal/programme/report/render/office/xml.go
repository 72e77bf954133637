package office

import (
	"bufio"
	"encoding/xml"
	"io"
)

// markup writes XML: what it is given as a value is escaped, and elements are closed in their order. The first error stays.
type markup struct {
	out  *bufio.Writer
	open []string
	err  error
}

func newMarkup(w io.Writer) *markup { return &markup{out: bufio.NewWriter(w)} }

// start opens an element with attributes, name and value in turn.
func (m *markup) start(name string, attrs ...string) {
	m.tag(name, attrs)
	m.raw(">")
	m.open = append(m.open, name)
}

// end closes the element opened last.
func (m *markup) end() {
	last := len(m.open) - 1
	m.raw("</" + m.open[last] + ">")
	m.open = m.open[:last]
}

// backTo closes elements until so many are open.
func (m *markup) backTo(depth int) {
	for len(m.open) > depth {
		m.end()
	}
}

// empty writes an element without content.
func (m *markup) empty(name string, attrs ...string) {
	m.tag(name, attrs)
	m.raw("/>")
}

// leaf writes an element that holds a text.
func (m *markup) leaf(name, text string, attrs ...string) {
	m.start(name, attrs...)
	m.text(text)
	m.end()
}

func (m *markup) tag(name string, attrs []string) {
	m.raw("<" + name)
	for i := 0; i+1 < len(attrs); i += 2 {
		m.raw(" " + attrs[i] + `="`)
		m.text(attrs[i+1])
		m.raw(`"`)
	}
}

func (m *markup) text(s string) {
	if m.err == nil {
		m.err = xml.EscapeText(m.out, []byte(s))
	}
}

// raw writes what is XML already.
func (m *markup) raw(s string) {
	if m.err == nil {
		_, m.err = m.out.WriteString(s)
	}
}

func (m *markup) flush() error {
	if m.err == nil {
		m.err = m.out.Flush()
	}
	return m.err
}
