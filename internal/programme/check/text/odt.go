package text

import (
	"encoding/xml"
	"strings"
)

// readODT takes the text out of an OpenDocument text.
func readODT(name string, content []byte) ([]Line, error) {
	o := odt{taken: newTaken(), bold: map[string]bool{}}
	if err := readPart(name, content, "content.xml", &o); err != nil {
		return nil, err
	}
	return typed(append(o.lines, o.notes...)), nil
}

type odt struct {
	*taken
	body    bool
	skip    int // depth inside what is not read: tracked deletions, comments, the table of contents
	heading int
	list    int
	fresh   bool // the next paragraph is the first of its item
	strong  []bool
	style   string
	bold    map[string]bool // styles in bold
	notes   []Line          // of the feet of pages, told at the end
	held    *taken          // the text around the open note
}

var odtSkipped = map[string]bool{"tracked-changes": true, "annotation": true, "table-of-content": true, "alphabetical-index": true, "note-citation": true, "sequence-decls": true, "forms": true, "object": true}

func (o *odt) start(e xml.StartElement) {
	if o.skip > 0 || odtSkipped[e.Name.Local] {
		o.skip++
		return
	}
	switch e.Name.Local {
	case "style":
		o.style = attr(e, "name")
	case "text-properties":
		if attr(e, "font-weight") == "bold" && o.style != "" {
			o.bold[o.style] = true
		}
	case "text":
		o.body = o.body || e.Name.Space == "office"
	case "h":
		o.heading = max(number0(attr(e, "outline-level")), 1)
	case "p":
		o.strong = []bool{o.bold[attr(e, "style-name")]}
	case "span":
		o.strong = append(o.strong, o.bold[attr(e, "style-name")])
	case "list":
		o.list++
	case "list-item":
		o.fresh = true
	case "table":
		if o.cells < 0 {
			o.gap()
		}
	case "table-row":
		o.row()
	case "table-cell":
		o.cell()
	case "a":
		o.link(attr(e, "href"))
	case "s":
		o.write(strings.Repeat(" ", min(max(number0(attr(e, "c")), 1), 100)), false)
	case "tab":
		o.tab()
	case "line-break":
		o.end0(false)
	case "note":
		o.held, o.taken = o.taken, newTaken()
	}
}

// tab is a tab of the text; inside a cell it parts words only.
func (o *odt) tab() {
	if o.cells >= 0 {
		o.space()
		return
	}
	o.write("\t", false)
}

func (o *odt) end(e xml.EndElement) {
	if o.skip > 0 {
		o.skip--
		return
	}
	switch e.Name.Local {
	case "style":
		o.style = ""
	case "h":
		o.end0(false)
		o.heading = 0
	case "p":
		o.end0(o.cells < 0)
		o.strong = nil
	case "span":
		if len(o.strong) > 1 {
			o.strong = o.strong[:len(o.strong)-1]
		}
	case "list":
		o.list--
	case "table-row":
		o.endRow()
	case "table":
		if o.cells < 0 {
			o.gap()
		}
	case "a":
		o.link("")
	case "note":
		if o.held != nil {
			o.notes = append(o.notes, o.taken.lines...)
			o.taken, o.held = o.held, nil
		}
	}
}

// end0 closes the line that is open, as what it stands in.
func (o *odt) end0(blank bool) {
	switch {
	case o.heading > 0:
		o.taken.end(hint{kind: Heading, level: o.heading}, false)
	case o.list > 0 && o.fresh:
		o.fresh = false
		o.taken.end(hint{kind: Item, level: o.list}, false)
	default:
		o.taken.end(hint{kind: Paragraph}, blank)
	}
}

func (o *odt) words(s string) {
	if !o.body || o.skip > 0 || o.heading == 0 && o.strong == nil {
		return
	}
	bold := false
	for _, b := range o.strong {
		bold = bold || b
	}
	o.write(strings.NewReplacer("\n", " ", "\r", "").Replace(s), bold)
}
