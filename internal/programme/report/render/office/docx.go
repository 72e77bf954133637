package office

import (
	"archive/zip"
	"io"
	"maps"
	"slices"
	"strconv"
)

// DOCX writes the file as Office Open XML. Parts that depend on the text, such as footnotes and relations, come after it.
func (f *File) DOCX(w io.Writer) error {
	a := f.archive(w)
	out := &docxWriter{file: f, links: map[string]string{}, notes: map[int]bool{}}
	holes := f.common()
	holes["funders"] = out.footFunders
	for _, name := range []string{"[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "word/styles.xml", "word/settings.xml", "word/fontTable.xml", "word/header.xml", "word/footer.xml"} {
		if err := out.part(a, name, holes); err != nil {
			return err
		}
	}
	if err := out.media(a); err != nil {
		return err
	}
	if err := out.document(a); err != nil {
		return err
	}
	after := filling{"notes": out.footnotes, "numbers": out.numbers, "relations": out.relations}
	for _, name := range []string{"word/footnotes.xml", "word/numbering.xml", "word/_rels/document.xml.rels"} {
		if err := out.part(a, name, after); err != nil {
			return err
		}
	}
	if err := out.part(a, "word/_rels/footer.xml.rels", filling{"relations": out.mediaRelations}); err != nil {
		return err
	}
	return a.zip.Close()
}

// docxWriter writes elements as word/document.xml.
type docxWriter struct {
	*markup
	file      *File
	links     map[string]string // outside addresses, and their relations
	starts    []int             // first numbers of ordered lists, in their order
	notes     map[int]bool      // told in the text
	bookmarks int
	drawings  int
}

func (d *docxWriter) part(a archive, name string, holes filling) error {
	content, err := filled("docx/"+name, d.file.doc.Language, holes)
	if err != nil {
		return err
	}
	return a.part(name, content)
}

func (d *docxWriter) document(a archive) error {
	part, err := templatePart("docx/word/document.xml", d.file.doc.Language)
	if err != nil {
		return err
	}
	to, err := a.create("word/document.xml", zip.Deflate)
	if err != nil {
		return err
	}
	d.markup = newMarkup(to)
	w := d.file.walk(d.element)
	d.fill(part, filling{"body": func(*markup) { w.all(d.file.contents) }})
	if w.err != nil {
		return w.err
	}
	return d.flush()
}

func (d *docxWriter) media(a archive) error {
	for _, p := range d.file.pictures {
		if p.png == nil {
			continue // the data of the picture stands in its place
		}
		if err := a.stored("word/media/"+p.name+"."+p.ext, p.png); err != nil {
			return err
		}
		if p.svg != nil {
			if err := a.part("word/media/"+p.name+".svg", p.svg); err != nil {
				return err
			}
		}
	}
	return nil
}

const relationTypes = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

func (d *docxWriter) relations(m *markup) {
	d.mediaRelations(m)
	for _, address := range slices.Sorted(maps.Keys(d.links)) {
		m.empty("Relationship", "Id", d.links[address], "Type", relationTypes+"hyperlink", "Target", address, "TargetMode", "External")
	}
}

func (d *docxWriter) mediaRelations(m *markup) {
	for _, p := range d.file.pictures {
		if p.png == nil {
			continue
		}
		m.empty("Relationship", "Id", "rIdPng-"+p.name, "Type", relationTypes+"image", "Target", "media/"+p.name+"."+p.ext)
		if p.svg != nil {
			m.empty("Relationship", "Id", "rIdSvg-"+p.name, "Type", relationTypes+"image", "Target", "media/"+p.name+".svg")
		}
	}
}

// numbers starts each ordered list at its own number.
func (d *docxWriter) numbers(m *markup) {
	for i, start := range d.starts {
		m.start("w:num", "w:numId", strconv.Itoa(i+2))
		m.empty("w:abstractNumId", "w:val", "1")
		m.start("w:lvlOverride", "w:ilvl", "0")
		m.empty("w:startOverride", "w:val", strconv.Itoa(start))
		m.end()
		m.end()
	}
}

func (d *docxWriter) footnotes(m *markup) {
	d.markup = m
	for _, n := range slices.Sorted(maps.Keys(d.notes)) {
		d.start("w:footnote", "w:id", strconv.Itoa(n))
		d.start("w:p")
		d.style("FootnoteText")
		d.start("w:r")
		d.start("w:rPr")
		d.empty("w:rStyle", "w:val", "FootnoteReference")
		d.end()
		d.empty("w:footnoteRef")
		d.end()
		d.runs(append(say(" "), d.file.note(n)...))
		d.end()
		d.end()
	}
}

func (d *docxWriter) element(e element) {
	switch x := e.(type) {
	case heading:
		d.heading(x)
	case paragraph:
		d.paragraph(x, nil)
	case list:
		d.list(x, 0)
	case table:
		d.table(x)
	case columns:
		d.columns(x)
	case picture:
		d.picture(x)
	case contents:
		d.contents(x)
	case line:
		d.start("w:p")
		d.style("HorizontalLine")
		d.end()
	}
}

func (d *docxWriter) style(name string) {
	d.start("w:pPr")
	d.empty("w:pStyle", "w:val", name)
	d.end()
}

func (d *docxWriter) heading(h heading) {
	name := "Heading" + strconv.Itoa(h.level)
	if h.annex {
		name = "HeadingAnnex"
	}
	d.start("w:p")
	d.style(name)
	d.marked(h.anchor, func() { d.runs(h.runs) })
	d.end()
}

// numbered is the place of a paragraph in a list.
type numbered struct{ list, level int }

func (d *docxWriter) paragraph(p paragraph, in *numbered) {
	d.start("w:p")
	d.start("w:pPr")
	d.empty("w:pStyle", "w:val", styleNames[p.style].docx)
	if p.keep {
		d.empty("w:keepNext")
	}
	if in != nil {
		d.start("w:numPr")
		d.empty("w:ilvl", "w:val", strconv.Itoa(in.level))
		d.empty("w:numId", "w:val", strconv.Itoa(in.list))
		d.end()
	}
	d.end()
	d.marked(p.anchor, func() {})
	d.runs(p.runs)
	d.end()
}

// list numbers the first paragraph of each item; those that follow it in the item stand without a number.
func (d *docxWriter) list(l list, level int) {
	id := 1
	if l.ordered {
		d.starts = append(d.starts, l.start)
		id = len(d.starts) + 1
	}
	for _, item := range l.items {
		in := &numbered{id, min(level, 3)}
		for _, e := range item {
			switch x := e.(type) {
			case paragraph:
				d.paragraph(x, in)
				in = nil
			case list:
				d.list(x, level+1)
			}
		}
	}
}

// contents is a field: its entries are there already, and the page numbers come when the program updates its fields, which the settings ask for.
func (d *docxWriter) contents(c contents) {
	d.paragraph(paragraph{style: contentsTitle, runs: say(c.title)}, nil)
	for i, e := range c.entries {
		d.start("w:p")
		d.style("TOC" + strconv.Itoa(e.level))
		if i == 0 {
			d.fieldStart(`TOC \o "1-2" \h \z`)
		}
		d.start("w:hyperlink", "w:anchor", bookmarkName(e.anchor), "w:history", "1")
		d.run(run{text: e.text})
		d.start("w:r")
		d.empty("w:tab")
		d.end()
		d.field("PAGEREF "+bookmarkName(e.anchor)+` \h`, "")
		d.end()
		if i == len(c.entries)-1 {
			d.fieldMark("end")
		}
		d.end()
	}
}
