package office

import (
	"hash/fnv"
	"strconv"
	"strings"
)

func (d *docxWriter) runs(runs []run) {
	for _, r := range runs {
		d.run(r)
	}
}

func (d *docxWriter) run(r run) {
	if r.lineUp {
		d.start("w:r")
		d.empty("w:br")
		d.end()
	}
	d.marked(r.anchor, func() { d.linked(r) })
	if r.note > 0 {
		d.note(r)
	}
}

func (d *docxWriter) linked(r run) {
	switch target, inside := strings.CutPrefix(r.link, "#"); {
	case r.text == "":
	case r.link == "":
		d.piece(r)
	case inside:
		d.start("w:hyperlink", "w:anchor", bookmarkName(target))
		d.piece(r)
		d.end()
	default:
		d.start("w:hyperlink", "r:id", d.relation(r.link))
		d.piece(r)
		d.end()
	}
}

func (d *docxWriter) relation(address string) string {
	id, known := d.links[address]
	if !known {
		id = "rIdLink" + strconv.Itoa(len(d.links)+1)
		d.links[address] = id
	}
	return id
}

func (d *docxWriter) piece(r run) {
	d.start("w:r")
	d.properties(r)
	for i, line := range strings.Split(r.text, "\n") {
		if i > 0 {
			d.empty("w:br")
		}
		d.tabbed(line)
	}
	d.end()
}

func (d *docxWriter) tabbed(line string) {
	for i, part := range strings.Split(line, "\t") {
		if i > 0 {
			d.empty("w:tab")
		}
		if part != "" {
			d.leaf("w:t", part, "xml:space", "preserve")
		}
	}
}

// properties writes how a piece looks, in the order that the format asks for.
func (d *docxWriter) properties(r run) {
	name := ""
	switch {
	case r.marks&code != 0:
		name = "SourceText"
	case r.marks&red != 0:
		name = "NotTold"
	case r.marks&large != 0:
		name = "KeyNumber"
	case r.marks&soft != 0 && r.link == "":
		name = "Soft"
	case r.link != "" && r.marks&quiet == 0:
		name = "Hyperlink"
	}
	if name == "" && r.marks == 0 {
		return
	}
	d.start("w:rPr")
	if name != "" {
		d.empty("w:rStyle", "w:val", name)
	}
	for _, x := range []struct {
		mark mark
		name string
	}{{bold, "w:b"}, {italic, "w:i"}, {struck, "w:strike"}} {
		if r.marks&x.mark != 0 {
			d.empty(x.name)
		}
	}
	if r.marks&french != 0 {
		d.empty("w:lang", "w:val", "fr-FR")
	}
	d.end()
}

// marked writes something inside a bookmark, or alone when the anchor is empty.
func (d *docxWriter) marked(anchor string, write func()) {
	if anchor == "" {
		write()
		return
	}
	d.bookmarks++
	id := strconv.Itoa(d.bookmarks)
	d.empty("w:bookmarkStart", "w:id", id, "w:name", bookmarkName(anchor))
	write()
	d.empty("w:bookmarkEnd", "w:id", id)
}

// bookmarkName writes an anchor as Word takes it: letters, digits and low lines, forty at most. What was cut ends with a hash of the whole.
func bookmarkName(anchor string) string {
	name := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' {
			return r
		}
		return '_'
	}, "m_"+anchor)
	if len(name) <= 40 && !strings.ContainsAny(anchor, "_.") {
		return name
	}
	h := fnv.New32a()
	_, _ = h.Write([]byte(anchor))
	return name[:min(len(name), 31)] + "_" + strconv.FormatUint(uint64(h.Sum32()), 16)
}

// note refers to a footnote; later mentions repeat the number of the first by a field.
func (d *docxWriter) note(r run) {
	number, name := strconv.Itoa(r.note), "note-"+strconv.Itoa(r.note)
	if r.again {
		d.field("NOTEREF "+bookmarkName(name)+` \f \h`, number)
		return
	}
	d.notes[r.note] = true
	d.marked(name, func() {
		d.start("w:r")
		d.reference()
		d.empty("w:footnoteReference", "w:id", number)
		d.end()
	})
}

func (d *docxWriter) reference() {
	d.start("w:rPr")
	d.empty("w:rStyle", "w:val", "FootnoteReference")
	d.end()
}

// field writes a field with what it shows until it is updated.
func (d *docxWriter) field(code, shown string) {
	d.fieldStart(code)
	if shown != "" {
		d.start("w:r")
		d.reference()
		d.leaf("w:t", shown)
		d.end()
	}
	d.fieldMark("end")
}

func (d *docxWriter) fieldStart(code string) {
	d.fieldMark("begin")
	d.start("w:r")
	d.leaf("w:instrText", " "+code+" ", "xml:space", "preserve")
	d.end()
	d.fieldMark("separate")
}

func (d *docxWriter) fieldMark(kind string) {
	d.start("w:r")
	d.empty("w:fldChar", "w:fldCharType", kind)
	d.end()
}
