package text

import (
	"encoding/xml"
	"regexp"
	"strings"
)

// readDOCX takes the text out of a Word document.
func readDOCX(name string, content []byte) ([]Line, error) {
	styles := docxStyles{level: map[string]int{}}
	_ = readPart(name, content, "word/styles.xml", &styles) // a document without styles has no headings by style
	targets := docxTargets{}
	_ = readPart(name, content, "word/_rels/document.xml.rels", targets) // nor addresses
	d := docx{taken: newTaken(), level: styles.level, targets: targets}
	if err := readPart(name, content, "word/document.xml", &d); err != nil {
		return nil, err
	}
	lines := d.lines
	notes := docx{taken: newTaken(), level: styles.level, targets: docxTargets{}}
	if readPart(name, content, "word/footnotes.xml", &notes) == nil {
		lines = append(lines, notes.lines...)
	}
	return typed(lines), nil
}

var headingStyle = regexp.MustCompile(`(?i)^(?:heading|titre|title)\s?([1-9])?$`)

// docxStyles reads which styles are headings.
type docxStyles struct {
	id    string
	level map[string]int
}

func (s *docxStyles) start(e xml.StartElement) {
	switch e.Name.Local {
	case "style":
		s.id = attr(e, "styleId")
	case "name":
		if m := headingStyle.FindStringSubmatch(attr(e, "val")); m != nil && s.id != "" {
			s.level[s.id] = max(number0(m[1]), 1)
		}
	case "outlineLvl":
		if s.id != "" && attr(e, "val") < "9" {
			s.level[s.id] = number0(attr(e, "val")) + 1
		}
	}
}

func (s *docxStyles) end(e xml.EndElement) {
	if e.Name.Local == "style" {
		s.id = ""
	}
}

func (s *docxStyles) words(string) {}

// docxTargets are the addresses behind the ids of links.
type docxTargets map[string]string

func (t docxTargets) start(e xml.StartElement) {
	if e.Name.Local == "Relationship" && attr(e, "TargetMode") == "External" {
		t[attr(e, "Id")] = attr(e, "Target")
	}
}

func (docxTargets) end(xml.EndElement) {}
func (docxTargets) words(string)       {}

type docx struct {
	*taken
	level   map[string]int
	targets docxTargets
	skip    int
	run     bool // inside a run, where a tab is a tab and no tab stop
	inText  bool
	heading int
	item    int
	bold    bool
	tables  int
}

var docxSkipped = map[string]bool{"del": true, "moveFrom": true, "delText": true, "instrText": true, "sdtPr": true, "drawing": true, "pict": true, "Fallback": true}

func (d *docx) start(e xml.StartElement) {
	if d.skip > 0 || docxSkipped[e.Name.Local] {
		d.skip++
		return
	}
	switch e.Name.Local {
	case "p":
		d.heading, d.item, d.bold = 0, 0, false
	case "pStyle":
		d.heading = d.level[attr(e, "val")]
		if strings.HasPrefix(strings.ToUpper(attr(e, "val")), "TOC") {
			d.heading = -1 // a line of the table of contents: its words are dropped
		}
	case "numPr":
		d.item = max(d.item, 1)
	case "ilvl":
		d.item = number0(attr(e, "val")) + 1
	case "outlineLvl":
		if v := attr(e, "val"); v < "9" {
			d.heading = number0(v) + 1
		}
	case "r":
		d.run, d.bold = true, false
	case "b":
		d.bold = attr(e, "val") != "0" && attr(e, "val") != "false"
	case "t":
		d.inText = true
	case "tab":
		d.tab()
	case "br", "cr":
		if attr(e, "type") != "page" {
			d.finish(false)
		}
	case "hyperlink":
		d.link(d.targets[attr(e, "id")])
	case "tbl":
		if d.tables++; d.tables == 1 {
			d.gap()
		}
	case "tr":
		if d.tables == 1 {
			d.row()
		}
	case "tc":
		if d.tables == 1 {
			d.cell()
		}
	}
}

// tab is a tab of a run; the tab stops of a paragraph's properties are none.
func (d *docx) tab() {
	switch {
	case d.cells >= 0:
		d.space()
	case d.run:
		d.write("\t", false)
	}
}

func (d *docx) end(e xml.EndElement) {
	if d.skip > 0 {
		d.skip--
		return
	}
	switch e.Name.Local {
	case "t":
		d.inText = false
	case "r":
		d.run = false
	case "p":
		d.finish(d.cells < 0)
	case "hyperlink":
		d.link("")
	case "tr":
		if d.tables == 1 {
			d.endRow()
		}
	case "tbl":
		if d.tables--; d.tables == 0 {
			d.gap()
		}
	}
}

func (d *docx) finish(blank bool) {
	switch {
	case d.heading < 0:
		d.reset()
	case d.heading > 0 && d.cells < 0:
		d.taken.end(hint{kind: Heading, level: d.heading}, false)
	case d.item > 0 && d.cells < 0:
		d.taken.end(hint{kind: Item, level: d.item}, false)
	default:
		d.taken.end(hint{kind: Paragraph}, blank)
	}
}

func (d *docx) words(s string) {
	if d.inText && d.skip == 0 {
		d.write(s, d.bold)
	}
}
