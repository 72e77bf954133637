package office

import (
	"fmt"
	"io"
	"strconv"
	"strings"
)

const odtType = "application/vnd.oasis.opendocument.text"

// ODT writes the file as OpenDocument text. Its media type comes first and unpacked, as the format asks.
func (f *File) ODT(w io.Writer) error {
	a := f.archive(w)
	if err := a.stored("mimetype", []byte(odtType)); err != nil {
		return err
	}
	out := odtWriter{file: f}
	holes := f.common()
	holes["funders"], holes["pictures"] = out.footFunders, out.manifest
	for _, name := range []string{"META-INF/manifest.xml", "meta.xml", "styles.xml"} {
		part, err := filled("odt/"+name, f.doc.Language, holes)
		if err != nil {
			return err
		}
		if err := a.part(name, part); err != nil {
			return err
		}
	}
	if err := out.pictures(a); err != nil {
		return err
	}
	if err := out.content(a); err != nil {
		return err
	}
	return a.zip.Close()
}

// odtWriter writes elements as content.xml.
type odtWriter struct {
	*markup
	file *File
}

func (o odtWriter) content(a archive) error {
	part, err := templatePart("odt/content.xml", o.file.doc.Language)
	if err != nil {
		return err
	}
	to, err := a.create("content.xml", 8)
	if err != nil {
		return err
	}
	o.markup = newMarkup(to)
	w := o.file.walk(o.element)
	o.fill(part, filling{
		"columns": func(*markup) { o.columnStyles() },
		"body":    func(*markup) { w.all(o.file.contents) },
	})
	if w.err != nil {
		return w.err
	}
	return o.flush()
}

func (o odtWriter) pictures(a archive) error {
	for _, p := range o.file.pictures {
		if p.svg != nil {
			if err := a.part("Pictures/"+p.name+".svg", p.svg); err != nil {
				return err
			}
		}
		if p.png != nil {
			if err := a.stored("Pictures/"+p.name+"."+p.ext, p.png); err != nil {
				return err
			}
		}
	}
	return nil
}

func (o odtWriter) manifest(m *markup) {
	entry := func(name, kind string) {
		m.empty("manifest:file-entry", "manifest:full-path", "Pictures/"+name, "manifest:media-type", kind)
	}
	for _, p := range o.file.pictures {
		if p.svg != nil {
			entry(p.name+".svg", "image/svg+xml")
		}
		if p.png != nil {
			entry(p.name+"."+p.ext, mediaType(p.ext))
		}
	}
}

func mediaType(ext string) string {
	if ext == "jpg" {
		return "image/jpeg"
	}
	return "image/png"
}

// columnStyles defines a column for each whole millimetre: the rows of a table are written before the next table is known.
func (o odtWriter) columnStyles() {
	for mm := 1; mm <= textWidth; mm++ {
		o.start("style:style", "style:name", "C"+strconv.Itoa(mm), "style:family", "table-column")
		o.empty("style:table-column-properties", "style:column-width", strconv.Itoa(mm)+"mm")
		o.end()
	}
}

func (o odtWriter) element(e element) {
	switch x := e.(type) {
	case heading:
		o.heading(x)
	case paragraph:
		o.paragraph(x)
	case list:
		o.list(x)
	case table:
		o.table(x)
	case columns:
		o.columns(x)
	case picture:
		o.start("text:p", "text:style-name", styleNames[pictureLine].odt)
		o.picture(x)
		o.end()
	case contents:
		o.contents(x)
	case line:
		o.empty("text:p", "text:style-name", "Horizontal_20_Line")
	}
}

func (o odtWriter) heading(h heading) {
	name := "Heading_20_" + strconv.Itoa(h.level)
	if h.annex {
		name = "Heading_20_annex"
	}
	o.start("text:h", "text:style-name", name, "text:outline-level", strconv.Itoa(h.level))
	if h.anchor != "" { // around the words, so that the contents can tell the page
		o.empty("text:bookmark-start", "text:name", h.anchor)
	}
	o.runs(h.runs)
	if h.anchor != "" {
		o.empty("text:bookmark-end", "text:name", h.anchor)
	}
	o.end()
}

func (o odtWriter) paragraph(p paragraph) {
	o.start("text:p", "text:style-name", styleNames[p.style].odt)
	o.bookmark(p.anchor)
	o.runs(p.runs)
	o.end()
}

func (o odtWriter) bookmark(anchor string) {
	if anchor != "" {
		o.empty("text:bookmark", "text:name", anchor)
	}
}

// spans are the character styles of marks, the outer ones first.
var spans = []struct {
	mark mark
	name string
}{{french, "French"}, {soft, "Soft"}, {red, "Not_20_told"}, {large, "Key_20_number"}, {bold, "Strong"}, {italic, "Emphasis"}, {struck, "Struck"}, {code, "Source_20_Text"}}

func (o odtWriter) runs(runs []run) {
	for _, r := range runs {
		o.run(r)
	}
}

func (o odtWriter) run(r run) {
	if r.lineUp {
		o.empty("text:line-break")
	}
	o.bookmark(r.anchor)
	depth := len(o.open)
	if r.link != "" && r.text != "" {
		o.link(r)
	}
	for _, s := range spans {
		if r.marks&s.mark != 0 {
			o.start("text:span", "text:style-name", s.name)
		}
	}
	o.words(r.text)
	o.backTo(depth)
	if r.note > 0 {
		o.note(r)
	}
}

func (o odtWriter) link(r run) {
	name, visited := "Internet_20_link", "Visited_20_Internet_20_Link"
	if r.marks&(quiet|red) != 0 {
		name, visited = "Quiet_20_link", "Quiet_20_link"
	}
	o.start("text:a", "xlink:type", "simple", "xlink:href", r.link, "text:style-name", name, "text:visited-style-name", visited)
}

// words writes a text with its spaces and line breaks, which XML would join.
func (o odtWriter) words(s string) {
	for s != "" {
		at := strings.IndexAny(s, "\n\t")
		if spaces := strings.Index(s, "  "); spaces >= 0 && (at < 0 || spaces < at) {
			end := spaces
			for end < len(s) && s[end] == ' ' {
				end++
			}
			o.text(s[:spaces+1])
			o.empty("text:s", "text:c", strconv.Itoa(end-spaces-1))
			s = s[end:]
			continue
		}
		if at < 0 {
			o.text(s)
			return
		}
		o.text(s[:at])
		if s[at] == '\n' {
			o.empty("text:line-break")
		} else {
			o.empty("text:tab")
		}
		s = s[at+1:]
	}
}

// note writes a footnote at its first mention, and its number alone where it stands on a page already.
func (o odtWriter) note(r run) {
	id, number := "note"+strconv.Itoa(r.note), strconv.Itoa(r.note)
	if r.again {
		o.start("text:span", "text:style-name", "Footnote_20_anchor")
		o.leaf("text:note-ref", number, "text:note-class", "footnote", "text:reference-format", "text", "text:ref-name", id)
		o.end()
		return
	}
	o.start("text:note", "text:id", id, "text:note-class", "footnote")
	o.leaf("text:note-citation", number)
	o.start("text:note-body")
	o.start("text:p", "text:style-name", "Footnote")
	o.runs(o.file.note(r.note))
	o.end()
	o.end()
	o.end()
}

func (o odtWriter) list(l list) {
	name := "Bullets"
	if l.ordered {
		name = "Numbers"
	}
	o.start("text:list", "text:style-name", name)
	for i, item := range l.items {
		if i == 0 && l.ordered {
			o.start("text:list-item", "text:start-value", strconv.Itoa(l.start))
		} else {
			o.start("text:list-item")
		}
		for _, e := range item {
			o.element(e)
		}
		o.end()
	}
	o.end()
}

func (o odtWriter) contents(c contents) {
	o.element(paragraph{style: contentsTitle, runs: say(c.title)})
	o.start("text:table-of-content", "text:style-name", "Contents", "text:protected", "false", "text:name", "Contents")
	o.start("text:table-of-content-source", "text:outline-level", "2", "text:use-outline-level", "false", "text:use-index-source-styles", "true")
	for level := 1; level <= 2; level++ {
		n := strconv.Itoa(level)
		o.start("text:table-of-content-entry-template", "text:outline-level", n, "text:style-name", "Contents_20_"+n)
		o.empty("text:index-entry-link-start")
		o.empty("text:index-entry-text")
		o.empty("text:index-entry-tab-stop", "style:type", "right", "style:leader-char", ".")
		o.empty("text:index-entry-page-number")
		o.empty("text:index-entry-link-end")
		o.end()
	}
	for level := 1; level <= 2; level++ {
		o.start("text:index-source-styles", "text:outline-level", strconv.Itoa(level))
		o.empty("text:index-source-style", "text:style-name", fmt.Sprintf("Heading_20_%d", level))
		o.end()
	}
	o.end()
	o.start("text:index-body")
	for _, e := range c.entries {
		o.contentsEntry(e)
	}
	o.end()
	o.end()
}

// contentsEntry tells the page by a field, so that the contents are right before anybody updates them.
func (o odtWriter) contentsEntry(e contentsEntry) {
	o.start("text:p", "text:style-name", "Contents_20_"+strconv.Itoa(e.level))
	o.link(run{link: "#" + e.anchor, marks: quiet})
	o.text(e.text)
	o.empty("text:tab")
	o.empty("text:bookmark-ref", "text:reference-format", "page", "text:ref-name", e.anchor)
	o.end()
	o.end()
}
