package office

import "strconv"

// twips are twentieths of a point, emus what drawings are measured in.
func twips(mm int) string { return strconv.Itoa((mm*14400 + 127) / 254) }

func emus(mm float64) string { return strconv.FormatInt(int64(mm*36_000), 10) }

func (d *docxWriter) table(t table) {
	widths := make([]int, len(t.cols))
	for i, c := range t.cols {
		widths[i] = c.width
	}
	d.start("w:tbl")
	d.tableProperties("ReportTable", t.title, widths)
	d.start("w:tr")
	d.start("w:trPr")
	d.empty("w:cantSplit")
	d.empty("w:tblHeader")
	d.end()
	for _, c := range t.cols {
		runs := c.runs
		if runs == nil {
			runs = say(c.head)
		}
		d.cell(c.width, false, func() { d.paragraph(paragraph{style: headStyle(c), runs: runs}, nil) })
	}
	d.end()
	line := 0
	for r := range t.rows {
		line++
		d.row(t, r, line < t.short)
	}
	d.end()
	d.spacer()
}

func (d *docxWriter) tableProperties(name, title string, widths []int) {
	sum := 0
	for _, w := range widths {
		sum += w
	}
	d.start("w:tblPr")
	d.empty("w:tblStyle", "w:val", name)
	d.empty("w:tblW", "w:w", twips(sum), "w:type", "dxa")
	d.empty("w:tblLayout", "w:type", "fixed")
	if title != "" {
		d.empty("w:tblLook", "w:val", "0020", "w:firstRow", "1", "w:lastRow", "0", "w:firstColumn", "0", "w:lastColumn", "0", "w:noHBand", "1", "w:noVBand", "1")
		d.empty("w:tblCaption", "w:val", title)
	}
	d.end()
	d.start("w:tblGrid")
	for _, w := range widths {
		d.empty("w:gridCol", "w:w", twips(w))
	}
	d.end()
}

// row keeps with the next one where the table should stay on one page.
func (d *docxWriter) row(t table, r row, keep bool) {
	d.start("w:tr")
	d.start("w:trPr")
	d.empty("w:cantSplit")
	d.end()
	for i, runs := range r.cells {
		p := paragraph{style: cellStyle(t, i), runs: rowRuns(r, runs), keep: keep}
		if i == 0 {
			p.anchor = r.anchor
		}
		d.cell(t.cols[i].width, r.sum, func() { d.paragraph(p, nil) })
	}
	d.end()
}

func (d *docxWriter) cell(width int, sum bool, write func()) {
	d.start("w:tc")
	d.start("w:tcPr")
	d.empty("w:tcW", "w:w", twips(width), "w:type", "dxa")
	if sum {
		d.start("w:tcBorders")
		d.empty("w:top", "w:val", "single", "w:sz", "6", "w:space", "0", "w:color", "8a8170")
		d.end()
	}
	d.end()
	write()
	d.end()
}

// columns is a table without lines. A small paragraph follows it: Word joins tables that touch.
func (d *docxWriter) columns(c columns) {
	d.start("w:tbl")
	d.tableProperties("LayoutTable", "", c.widths)
	d.start("w:tr")
	for i, cell := range c.cells {
		d.start("w:tc")
		d.start("w:tcPr")
		d.empty("w:tcW", "w:w", twips(c.widths[i]), "w:type", "dxa")
		d.empty("w:vAlign", "w:val", "center")
		d.end()
		for _, e := range cell {
			d.inColumn(e)
		}
		d.end()
	}
	d.end()
	d.end()
	d.spacer()
}

func (d *docxWriter) spacer() {
	d.start("w:p")
	d.style("Spacer")
	d.end()
}

// inColumn tells in words a picture that nothing could draw: a table would not fit.
func (d *docxWriter) inColumn(e element) {
	if p, ok := e.(picture); ok && d.file.plate(p.name).png == nil {
		e = paragraph{style: remark, runs: say(p.desc)}
	}
	d.element(e)
}

func (d *docxWriter) picture(p picture) {
	if d.file.plate(p.name).png == nil {
		d.data(p)
		return
	}
	d.start("w:p")
	d.style(styleNames[pictureLine].docx)
	d.inline(p)
	d.end()
}

// data is the table of a picture, in its place.
func (d *docxWriter) data(p picture) {
	t := table{title: p.title, cols: evenly(p.data.Head[0], p.data.Head[1:])}
	t.rows = rowsOf(p.data.Rows, func(cells []string) row { return plain(cells...) })
	d.table(t)
}

// inline writes the PNG, with the SVG beside it for programs that know it.
func (d *docxWriter) inline(p picture) {
	d.drawings++
	depth := len(d.open)
	id, wide, high := strconv.Itoa(d.drawings), emus(p.width), emus(p.width*p.ratio)
	d.start("w:r")
	d.start("w:drawing")
	d.start("wp:inline", "distT", "0", "distB", "0", "distL", "0", "distR", "0")
	d.empty("wp:extent", "cx", wide, "cy", high)
	d.empty("wp:docPr", "id", id, "name", p.name, "title", p.title, "descr", alternative(p))
	d.start("a:graphic")
	d.start("a:graphicData", "uri", "http://schemas.openxmlformats.org/drawingml/2006/picture")
	d.start("pic:pic")
	d.start("pic:nvPicPr")
	d.empty("pic:cNvPr", "id", id, "name", p.name, "descr", alternative(p))
	d.empty("pic:cNvPicPr")
	d.end()
	d.blip(p)
	d.start("pic:spPr")
	d.start("a:xfrm")
	d.empty("a:off", "x", "0", "y", "0")
	d.empty("a:ext", "cx", wide, "cy", high)
	d.end()
	d.start("a:prstGeom", "prst", "rect")
	d.empty("a:avLst")
	d.backTo(depth)
}

func (d *docxWriter) blip(p picture) {
	d.start("pic:blipFill")
	d.start("a:blip", "r:embed", "rIdPng-"+p.name)
	if d.file.plate(p.name).svg != nil {
		d.start("a:extLst")
		d.start("a:ext", "uri", "{96DAC541-7B7A-43D3-8B79-37D633B846F1}")
		d.empty("asvg:svgBlip", "r:embed", "rIdSvg-"+p.name)
		d.end()
		d.end()
	}
	d.end()
	d.start("a:stretch")
	d.empty("a:fillRect")
	d.end()
	d.end()
}

// alternative is what is read aloud in the place of a picture.
func alternative(p picture) string {
	if p.desc == "" {
		return p.title
	}
	return p.title + ". " + p.desc
}

// footFunders are the small marks and the mentions at the foot of each page.
func (d *docxWriter) footFunders(m *markup) {
	d.markup = m
	for i, part := range d.file.footer() {
		if i > 0 {
			d.piece(run{text: "   "})
		}
		for _, p := range part.marks {
			d.inline(p)
			d.piece(run{text: " "})
		}
		d.piece(run{text: part.words})
	}
}
