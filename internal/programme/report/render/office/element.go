package office

import (
	"iter"
	"strings"

	"maillage/internal/web/chart"
)

// element is a part of a text document, one above the other: one of the types of this file.
type element interface{ element() }

// heading is a heading. Annex headings of level 2 stay out of the contents.
type heading struct {
	level  int // 1 to 4
	annex  bool
	anchor string
	runs   []run
}

// paragraph is a run of text in a style.
type paragraph struct {
	style  style
	anchor string
	runs   []run
	keep   bool // on the page of the next one
}

// list is a list of people's own; items hold paragraphs and lists.
type list struct {
	ordered bool
	start   int
	items   [][]element
}

// table has a head that stands again on each page. Column widths are in millimetres.
type table struct {
	title  string
	anchor string
	cols   []column
	rows   iter.Seq[row]
	small  bool
	short  int // how many rows of a table that should stay on one page; 0 for one that may break
}

type column struct {
	head  string
	runs  []run // in the place of head, for tables that people typed
	width int
	right bool
}

// row is one line; sum marks the line that adds the others up, pale one that figures leave out.
type row struct {
	anchor    string
	cells     [][]run
	sum, pale bool
}

// columns set things side by side, without lines: the cover. Widths are in millimetres.
type columns struct {
	widths []int
	cells  [][]element
}

// picture is a drawing with its words. Data tells the same in a table, for where it cannot be shown; width is in millimetres.
type picture struct {
	name  string // of its file, without extension
	title string
	desc  string
	width float64
	ratio float64 // height for a width of one
	data  chart.Table
	svg   []byte
}

// contents is the field that lists the headings of level 1 and 2.
type contents struct {
	title   string
	entries []contentsEntry
}

type contentsEntry struct {
	level  int
	text   string
	anchor string
}

// line is a rule across.
type line struct{}

func (heading) element()   {}
func (paragraph) element() {}
func (list) element()      {}
func (table) element()     {}
func (columns) element()   {}
func (picture) element()   {}
func (contents) element()  {}
func (line) element()      {}

// mark is how a piece of a sentence differs from the rest.
type mark uint16

const (
	bold mark = 1 << iota
	italic
	struck
	code
	red    // what is not known
	soft   // what stands back: remarks, second lines
	large  // the number of a key figure
	quiet  // a link that looks like the text around it
	french // what people wrote, in a document of another language
)

// run is a piece of a sentence. Link is "#anchor" inside the document, else an address; anchor marks the place; note is a footnote after it.
type run struct {
	text   string
	marks  mark
	link   string
	anchor string
	note   int
	again  bool // the note stands on a page already: only its number is told
	lineUp bool // a new line before it
}

func say(text string) []run { return []run{{text: text}} }

func strong(text string) []run { return []run{{text: text, marks: bold}} }

// under adds a smaller second line to a cell, unless there is nothing to say.
func under(runs []run, text string) []run {
	if text == "" {
		return runs
	}
	return append(runs, run{text: text, marks: soft, lineUp: len(runs) > 0})
}

func words(runs []run) string {
	var b strings.Builder
	for _, r := range runs {
		if r.lineUp {
			b.WriteByte(' ')
		}
		b.WriteString(r.text)
	}
	return b.String()
}

// style names a look of paragraphs, defined in both templates.
type style int

// The styles.
const (
	body style = iota
	tableText
	tableNumber
	tableSmall
	tableSmallNumber
	tableHead
	tableHeadNumber
	caption
	source
	remark
	quote
	preformatted
	eyebrow
	problem
	definition
	refs
	figureLine
	coverFirst
	coverTitle
	coverName
	coverLine
	coverDraft
	coverBig
	coverLabel
	coverFigure
	coverMap
	funder
	sealLine
	contentsTitle
	pictureLine
)

// styleName is how a style is called in each format.
type styleName struct{ odt, docx string }

var styleNames = map[style]styleName{
	body:             {"Text_20_body", "BodyText"},
	tableText:        {"Table_20_Contents", "TableText"},
	tableNumber:      {"Table_20_Number", "TableNumber"},
	tableSmall:       {"Table_20_Small", "TableSmall"},
	tableSmallNumber: {"Table_20_Small_20_Number", "TableSmallNumber"},
	tableHead:        {"Table_20_Heading", "TableHead"},
	tableHeadNumber:  {"Table_20_Heading_20_Number", "TableHeadNumber"},
	caption:          {"Caption", "Caption"},
	source:           {"Source", "Source"},
	remark:           {"Remark", "Remark"},
	quote:            {"Quotations", "Quote"},
	preformatted:     {"Preformatted_20_Text", "Preformatted"},
	eyebrow:          {"Eyebrow", "Eyebrow"},
	problem:          {"Problem", "Problem"},
	definition:       {"Definition", "Definition"},
	refs:             {"References", "References"},
	figureLine:       {"Figure_20_line", "FigureLine"},
	coverFirst:       {"CoverFirst", "CoverOrganisation"},
	coverTitle:       {"Title", "Title"},
	coverName:        {"Subtitle", "Subtitle"},
	coverLine:        {"Cover_20_line", "CoverLine"},
	coverDraft:       {"Cover_20_draft", "CoverDraft"},
	coverBig:         {"Cover_20_number", "CoverNumber"},
	coverLabel:       {"Cover_20_label", "CoverLabel"},
	coverFigure:      {"Cover_20_figure", "CoverFigure"},
	coverMap:         {"Cover_20_map", "CoverMap"},
	funder:           {"Funder", "Funder"},
	sealLine:         {"Seal", "Seal"},
	contentsTitle:    {"Contents_20_Heading", "ContentsHeading"},
	pictureLine:      {"Figure", "Figure"},
}
