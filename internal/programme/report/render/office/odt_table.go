package office

import "strconv"

func (o odtWriter) table(t table) {
	look := "Table"
	if t.short > 0 {
		look = "TableWhole"
	}
	o.start("table:table", "table:name", t.title, "table:style-name", look)
	o.leaf("table:title", t.title)
	for _, c := range t.cols {
		o.empty("table:table-column", "table:style-name", "C"+strconv.Itoa(c.width))
	}
	o.start("table:table-header-rows")
	o.start("table:table-row", "table:style-name", "Row")
	for _, c := range t.cols {
		runs := c.runs
		if runs == nil {
			runs = say(c.head)
		}
		o.cell("CellHead", headStyle(c), runs)
	}
	o.end()
	o.end()
	for r := range t.rows {
		o.row(t, r)
	}
	o.end()
}

func (o odtWriter) row(t table, r row) {
	o.start("table:table-row", "table:style-name", "Row")
	look := "Cell"
	if r.sum {
		look = "CellSum"
	}
	for i, runs := range r.cells {
		runs = rowRuns(r, runs)
		if i == 0 && r.anchor != "" {
			runs = append([]run{{anchor: r.anchor}}, runs...)
		}
		o.cell(look, cellStyle(t, i), runs)
	}
	o.end()
}

func (o odtWriter) cell(look string, s style, runs []run) {
	o.start("table:table-cell", "table:style-name", look, "office:value-type", "string")
	o.element(paragraph{style: s, runs: runs})
	o.end()
}

func headStyle(c column) style {
	if c.right {
		return tableHeadNumber
	}
	return tableHead
}

func cellStyle(t table, i int) style {
	switch right := t.cols[i].right; {
	case right && t.small:
		return tableSmallNumber
	case right:
		return tableNumber
	case t.small:
		return tableSmall
	}
	return tableText
}

// rowRuns makes the words of a sum bold, and of a row that does not count pale.
func rowRuns(r row, runs []run) []run {
	if !r.sum && !r.pale {
		return runs
	}
	out := make([]run, len(runs))
	for i, x := range runs {
		if r.sum {
			x.marks |= bold
		} else {
			x.marks |= soft
		}
		out[i] = x
	}
	return out
}

// columns is a table without lines: its cells are read from left to right.
func (o odtWriter) columns(c columns) {
	o.start("table:table", "table:style-name", "Table")
	for _, width := range c.widths {
		o.empty("table:table-column", "table:style-name", "C"+strconv.Itoa(width))
	}
	o.start("table:table-row", "table:style-name", "Row")
	for _, cell := range c.cells {
		o.start("table:table-cell", "table:style-name", "CellLayout")
		for _, e := range cell {
			o.element(e)
		}
		o.end()
	}
	o.end()
	o.end()
}

// picture writes the SVG, then the PNG for programs that know no SVG.
func (o odtWriter) picture(p picture) {
	found := o.file.plate(p.name)
	o.start("draw:frame", "draw:style-name", "Picture", "draw:name", p.name, "text:anchor-type", "as-char",
		"svg:width", length(p.width)+"mm", "svg:height", length(p.width*p.ratio)+"mm")
	o.images(found)
	o.leaf("svg:title", p.title)
	o.leaf("svg:desc", p.desc)
	o.end()
}

func (o odtWriter) images(p plate) {
	image := func(name, kind string) {
		o.empty("draw:image", "xlink:href", "Pictures/"+name, "xlink:type", "simple", "xlink:show", "embed", "xlink:actuate", "onLoad", "draw:mime-type", kind)
	}
	if p.svg != nil {
		image(p.name+".svg", "image/svg+xml")
	}
	if p.png != nil {
		image(p.name+"."+p.ext, mediaType(p.ext))
	}
}

// footFunders are the small marks and the mentions at the foot of each page.
func (o odtWriter) footFunders(m *markup) {
	o.markup = m
	for i, part := range o.file.footer() {
		if i > 0 {
			o.words("   ")
		}
		for _, p := range part.marks {
			o.start("draw:frame", "draw:style-name", "Logo", "draw:name", p.name+"-foot", "text:anchor-type", "as-char", "svg:width", length(p.width)+"mm", "svg:height", length(p.width*p.ratio)+"mm")
			o.images(o.file.plate(p.name))
			o.leaf("svg:title", p.title)
			o.end()
			o.words(" ")
		}
		o.words(part.words)
	}
}
