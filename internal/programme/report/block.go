package report

import (
	"encoding/json"

	"maillage/internal/programme/agreement"
)

// Block is a part of a text, one above the other: one of the types of this file.
type Block interface{ block() }

// Paragraph is a run of sentences.
type Paragraph struct {
	Inlines []Inline `json:"inlines"`
}

// Heading is a heading of level 3 or deeper.
type Heading struct {
	Level   int      `json:"level"`
	Inlines []Inline `json:"inlines"`
}

// List is a list of people's own, not of entries.
type List struct {
	Ordered bool      `json:"ordered"`
	Start   int       `json:"start,omitempty"`
	Items   [][]Block `json:"items"`
}

// Quote is a quotation.
type Quote struct {
	Blocks []Block `json:"blocks"`
}

// Code is a text to be kept as it is.
type Code struct {
	Text string `json:"text"`
}

// Rule is a line across.
type Rule struct{}

// TextTable is a table that people typed; figures may stand in its cells.
type TextTable struct {
	Head  [][]Inline   `json:"head"`
	Align []string     `json:"align"` // left, right, center or ""
	Rows  [][][]Inline `json:"rows"`
}

// EntryBlock is a list of entries. Counted is how many of the rows figures
// count; Cut says that more entries answer the filter than the list shows.
type EntryBlock struct {
	Caption  string        `json:"caption"`
	Source   string        `json:"source"`
	Readings []ReadingHead `json:"readings,omitempty"`
	Rows     []ListRow     `json:"rows"`
	Total    int           `json:"total"`
	Cut      bool          `json:"cut,omitempty"`
	Counted  int           `json:"counted"`
}

// ReadingHead is a column of dated readings.
type ReadingHead struct {
	Name  string `json:"name"`
	Label string `json:"label"`
}

// ListRow is an entry of a list with its readings, in the order of EntryBlock.Readings.
type ListRow struct {
	EntryRow
	Readings []string `json:"readings,omitempty"`
}

// FigureTable is an indicator divided by one or two dimensions.
type FigureTable struct {
	Anchor  string      `json:"anchor"`
	Caption string      `json:"caption"`
	Source  string      `json:"source"`
	RowHead string      `json:"row_head"`
	Columns []string    `json:"columns"`
	Rows    []FigureRow `json:"rows"`
	Note    string      `json:"note,omitempty"`
}

// FigureRow is one line of a table of figures. Sum marks the line that adds the others up.
type FigureRow struct {
	Label string      `json:"label"`
	Cells []FigureUse `json:"cells"`
	Sum   bool        `json:"sum,omitempty"`
}

// Chart is a drawing. Series is nil for plain bars; else each point has a part for each series.
type Chart struct {
	Anchor  string       `json:"anchor"`
	Caption string       `json:"caption"`
	Source  string       `json:"source"`
	Series  []SeriesName `json:"series,omitempty"`
	Points  []ChartPoint `json:"points"`
	Target  *int64       `json:"target,omitempty"`
}

// SeriesName is a part that all points have. Funder is its place among the funders, -1 for what belongs to none.
type SeriesName struct {
	Name   string `json:"name"`
	Funder int    `json:"funder"`
}

// ChartPoint is one bar with its parts; a bar without series has one.
type ChartPoint struct {
	Label  string      `json:"label"`
	Before bool        `json:"before,omitempty"`
	Parts  []FigureUse `json:"parts"`
}

// DepartmentMap is an indicator by department. Elsewhere is what has no department of the map.
type DepartmentMap struct {
	Anchor      string            `json:"anchor"`
	Caption     string            `json:"caption"`
	Source      string            `json:"source"`
	Departments []DepartmentValue `json:"departments"`
	Total       FigureUse         `json:"total"`
	Elsewhere   string            `json:"elsewhere,omitempty"` // how many, as people read it; "" when none
}

// DepartmentValue is one department. Rings are its outline, longitude and latitude.
type DepartmentValue struct {
	Code  string         `json:"code"`
	Name  string         `json:"name"`
	Use   FigureUse      `json:"use"`
	Rings [][][2]float64 `json:"-"`
}

// Deliverables lists what an axis promised to hand in, then its other evidence.
type Deliverables struct {
	Axis     string        `json:"axis"`
	Caption  string        `json:"caption"`
	Source   string        `json:"source"`
	Promised []Deliverable `json:"promised"`
	Items    []ProofView   `json:"items"`
}

// Deliverable is one promised thing, when it was due and what shows that it was delivered and published. Days are written out.
type Deliverable struct {
	Code      string      `json:"code"`
	Name      string      `json:"name"`
	Due       string      `json:"due,omitempty"`
	Delivered string      `json:"delivered,omitempty"`
	Published string      `json:"published,omitempty"`
	Link      string      `json:"link,omitempty"` // where it is published
	Proof     *ProofView  `json:"proof,omitempty"`
	State     string      `json:"state"`      // due, delivered, published, late, missing
	StateName string      `json:"state_name"` // as people read it
	Pieces    []PieceLink `json:"pieces"`
}

// Chronogram shows the activities of the programme month by month: what was first planned, what is planned, what took place.
type Chronogram struct {
	Anchor  string          `json:"anchor"`
	Caption string          `json:"caption"`
	Source  string          `json:"source"`
	From    string          `json:"from"` // first month, "2018-01"
	To      string          `json:"to"`   // last month
	Rows    []ChronogramRow `json:"rows"`
}

// ChronogramRow is one activity. Months are "2018-01"; Years are those of entries whose date is known by its year only.
type ChronogramRow struct {
	Activity string             `json:"activity"`
	Name     string             `json:"name"`
	Active   bool               `json:"active"`
	Baseline []agreement.Months `json:"baseline"` // first planned
	Planned  []agreement.Months `json:"planned"`  // planned now
	Real     []string           `json:"real"`
	Years    []int              `json:"years"`
	Entries  int                `json:"entries"`
}

// Partners lists who took part with the network, from the entries of the perimeter.
type Partners struct {
	Anchor  string       `json:"anchor"`
	Caption string       `json:"caption"`
	Source  string       `json:"source"`
	Rows    []PartnerRow `json:"rows"`
	More    int          `json:"more,omitempty"` // partners left out
}

// PartnerRow is one partner as it was written, with what it took part in.
type PartnerRow struct {
	Name       string      `json:"name"`
	Role       string      `json:"role,omitempty"`
	Activities []string    `json:"activities"`
	Entries    []EntryLink `json:"entries"`
	Count      int         `json:"count"`
}

// Variances lists what differs from what was promised, with why.
type Variances struct {
	Anchor  string     `json:"anchor"`
	Caption string     `json:"caption"`
	Source  string     `json:"source"`
	Rows    []Variance `json:"rows"`
}

// Testimonies are words of people, published with their consent.
type Testimonies struct {
	Anchor  string      `json:"anchor"`
	Caption string      `json:"caption"`
	Source  string      `json:"source"`
	Items   []Testimony `json:"items"`
}

// Testimony is what somebody said. Who is a role and an organisation, never a name without consent.
type Testimony struct {
	Words string `json:"words"`
	Who   string `json:"who"`
	When  string `json:"when,omitempty"` // written out
	Where string `json:"where,omitempty"`
}

// Finance is the financial annex, or a part of it in the text: tables with their captions, and what is not known. Amounts are in cents.
type Finance struct {
	Anchor  string         `json:"anchor"`
	Caption string         `json:"caption"`
	Source  string         `json:"source"`
	Tables  []FinanceTable `json:"tables"`
	Missing []string       `json:"missing"`
}

// FinanceTable is one table of amounts.
type FinanceTable struct {
	Caption string       `json:"caption"`
	RowHead string       `json:"row_head"`
	Columns []string     `json:"columns"`
	Rows    []FinanceRow `json:"rows"`
	Note    string       `json:"note,omitempty"` // how a line was computed
}

// FinanceRow is one line; a nil cell is not known, which is not zero.
type FinanceRow struct {
	Label string   `json:"label"`
	Cells []*int64 `json:"cells"`
	Sum   bool     `json:"sum,omitempty"`
}

// Missing stands where a block could not be built.
type Missing struct {
	Words   string `json:"words"`
	Message string `json:"message"`
}

func (Paragraph) block()     {}
func (Heading) block()       {}
func (List) block()          {}
func (Quote) block()         {}
func (Code) block()          {}
func (Rule) block()          {}
func (TextTable) block()     {}
func (EntryBlock) block()    {}
func (FigureTable) block()   {}
func (Chart) block()         {}
func (DepartmentMap) block() {}
func (Deliverables) block()  {}
func (Missing) block()       {}
func (Chronogram) block()    {}
func (Partners) block()      {}
func (Variances) block()     {}
func (Testimonies) block()   {}
func (Finance) block()       {}

// InlineKind says what an Inline is.
type InlineKind string

// The kinds of inlines.
const (
	Plain    InlineKind = "text"
	Strong   InlineKind = "strong"
	Emphasis InlineKind = "emphasis"
	Struck   InlineKind = "struck"
	CodeSpan InlineKind = "code"
	Link     InlineKind = "link"
	Live     InlineKind = "figure"
	NewLine  InlineKind = "line"
)

// Inline is a part of a sentence. Text is set for text and code, URL for links, Figure for figures, Children for the rest.
type Inline struct {
	Kind     InlineKind `json:"kind"`
	Text     string     `json:"text,omitempty"`
	URL      string     `json:"url,omitempty"`
	Figure   *FigureUse `json:"figure,omitempty"`
	Children []Inline   `json:"children,omitempty"`
}

// MarshalJSON writes the type beside the fields, as for every block, so that a reader of the JSON can tell them apart.
func (b Paragraph) MarshalJSON() ([]byte, error) {
	type fields Paragraph
	return typed("paragraph", fields(b))
}

// MarshalJSON writes the type beside the fields.
func (b Heading) MarshalJSON() ([]byte, error) {
	type fields Heading
	return typed("heading", fields(b))
}

// MarshalJSON writes the type beside the fields.
func (b List) MarshalJSON() ([]byte, error) {
	type fields List
	return typed("list", fields(b))
}

// MarshalJSON writes the type beside the fields.
func (b Quote) MarshalJSON() ([]byte, error) {
	type fields Quote
	return typed("quote", fields(b))
}

// MarshalJSON writes the type beside the fields.
func (b Code) MarshalJSON() ([]byte, error) {
	type fields Code
	return typed("code", fields(b))
}

// MarshalJSON writes the type beside the fields.
func (b Rule) MarshalJSON() ([]byte, error) {
	type fields Rule
	return typed("rule", fields(b))
}

// MarshalJSON writes the type beside the fields.
func (b TextTable) MarshalJSON() ([]byte, error) {
	type fields TextTable
	return typed("table", fields(b))
}

// MarshalJSON writes the type beside the fields.
func (b EntryBlock) MarshalJSON() ([]byte, error) {
	type fields EntryBlock
	return typed("entries", fields(b))
}

// MarshalJSON writes the type beside the fields.
func (b FigureTable) MarshalJSON() ([]byte, error) {
	type fields FigureTable
	return typed("figures", fields(b))
}

// MarshalJSON writes the type beside the fields.
func (b Chart) MarshalJSON() ([]byte, error) {
	type fields Chart
	return typed("chart", fields(b))
}

// MarshalJSON writes the type beside the fields.
func (b DepartmentMap) MarshalJSON() ([]byte, error) {
	type fields DepartmentMap
	return typed("map", fields(b))
}

// MarshalJSON writes the type beside the fields.
func (b Deliverables) MarshalJSON() ([]byte, error) {
	type fields Deliverables
	return typed("deliverables", fields(b))
}

// MarshalJSON writes the type beside the fields.
func (b Missing) MarshalJSON() ([]byte, error) {
	type fields Missing
	return typed("missing", fields(b))
}

// MarshalJSON writes the type beside the fields.
func (b Chronogram) MarshalJSON() ([]byte, error) {
	type fields Chronogram
	return typed("chronogram", fields(b))
}

// MarshalJSON writes the type beside the fields.
func (b Partners) MarshalJSON() ([]byte, error) {
	type fields Partners
	return typed("partners", fields(b))
}

// MarshalJSON writes the type beside the fields.
func (b Variances) MarshalJSON() ([]byte, error) {
	type fields Variances
	return typed("variances", fields(b))
}

// MarshalJSON writes the type beside the fields.
func (b Testimonies) MarshalJSON() ([]byte, error) {
	type fields Testimonies
	return typed("testimonies", fields(b))
}

// MarshalJSON writes the type beside the fields.
func (b Finance) MarshalJSON() ([]byte, error) {
	type fields Finance
	return typed("finance", fields(b))
}

// typed writes the fields of a block after its type.
func typed(name string, fields any) ([]byte, error) {
	b, err := json.Marshal(fields)
	if err != nil || len(b) == len("{}") {
		return []byte(`{"type":"` + name + `"}`), err
	}
	return append([]byte(`{"type":"`+name+`",`), b[1:]...), nil
}
