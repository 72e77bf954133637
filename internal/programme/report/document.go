package report

import (
	"time"

	"maillage/internal/programme/indicator"
)

// Document is a built report: everything that a reader sees, in the language asked for, with no layout. The texts of people stay in the
// language in which they were written.
type Document struct {
	Language  string        `json:"language"`
	Final     bool          `json:"final"`
	Title     string        `json:"title"`
	Subtitle  string        `json:"subtitle"`
	Version   int           `json:"version"` // of the settings and texts
	Digest    string        `json:"digest"`  // SHA-256 of the settings and texts
	AsOf      time.Time     `json:"as_of"`   // what was known then
	BuiltAt   time.Time     `json:"built_at"`
	Programme ProgrammeView `json:"programme"`
	Perimeter Perimeter     `json:"perimeter"`
	Template  string        `json:"template"`         // of the layout: a version printed by another template may look different
	Seal      *Seal         `json:"seal,omitempty"`   // of a version that was kept
	Letter    *Letter       `json:"letter,omitempty"` // what a correction changes
	Cover     Cover         `json:"cover"`
	Public    []PublicRow   `json:"public"`
	Sheets    []Sheet       `json:"sheets"`
	Figures   []FigureSheet `json:"figures"`
	Notes     []Note        `json:"notes"`
	Entries   EntryList     `json:"entries"`
	Pieces    PieceList     `json:"pieces"`
	Holes     []Hole        `json:"holes"`
	Piles     []Pile        `json:"piles"`
	Variances []Variance    `json:"variances"`
	Findings  []Finding     `json:"findings"`
	Waivers   []Waiver      `json:"waivers,omitempty"` // what people answered for of what the check found
	// Review is what the consistency check found; nil where it was not asked. It is of the program that read the draft, not of the document.
	Review *Review `json:"-"`

	Chronogram     Chronogram     `json:"chronogram"`
	Finance        *Finance       `json:"finance"`
	Reconciliation Reconciliation `json:"reconciliation"`
}

// Reconciliation sets the funders' numbers beside those of the whole programme: the parts and what belongs to none add up to the whole.
type Reconciliation struct {
	Columns []string            `json:"columns"` // the funders, what belongs to none, the whole
	Rows    []ReconciliationRow `json:"rows"`
}

// ReconciliationRow is one number that adds up, in the order of the columns.
type ReconciliationRow struct {
	Key      string   `json:"key"`
	Label    string   `json:"label"`
	Unit     string   `json:"unit"`
	Cells    []string `json:"cells"`
	Balanced bool     `json:"balanced"`

	Values []*float64 `json:"-"` // of the cells, nil where nobody recorded one; for drawings and spreadsheets: nothing is counted with them
}

// Template names the layout that this program gives to documents. It changes when a document of the same content would look different.
const Template = "maillage-bilan/2"

// Seal is what a kept version prints of itself. Hash covers the content of the version (see Frozen), in 64 hexadecimal digits.
type Seal struct {
	Number int       `json:"number"`
	Final  bool      `json:"final"`
	Label  string    `json:"label"`
	Hash   string    `json:"hash"`
	At     time.Time `json:"at"`
	By     string    `json:"by"`
}

// Letter tells what a new version changes in the one that it replaces (lettre des différences).
type Letter struct {
	Replaces int       `json:"replaces"` // the number of the version replaced
	Hash     string    `json:"hash"`     // its hash
	SignedAt time.Time `json:"signed_at"`
	Reason   string    `json:"reason"`
	Moves    []Move    `json:"moves"`
	Texts    []string  `json:"texts"` // headings whose text changed
}

// Move is a figure that is no longer what a version told. Before and After are "" where the figure was not told.
type Move struct {
	Figure string      `json:"figure"` // its anchor
	Label  string      `json:"label"`
	Scope  string      `json:"scope"`
	Before string      `json:"before"`
	After  string      `json:"after"`
	Delta  string      `json:"delta"` // "+2", "-1,5"; "" when one of the two has no value
	Rule   bool        `json:"rule"`  // its definition changed too
	Causes []MoveCause `json:"causes"`
	More   int         `json:"more,omitempty"` // causes left out
}

// MoveCause is an entry whose version moved a figure, and whose action it was.
type MoveCause struct {
	Entry  string    `json:"entry"`
	Title  string    `json:"title"`
	When   string    `json:"when"`
	Act    string    `json:"act"` // as people read it: "noté", "corrigé", "retiré"
	Actor  string    `json:"actor"`
	At     time.Time `json:"at"`
	Detail string    `json:"detail,omitempty"` // what changed in it, in words
}

// PublicRow counts people of one year, or of all when Year is 0, in the perimeter. Participants of the European Social Fund, people reached
// and attendances are three numbers that are never added up; each is nil when no entry tells it.
type PublicRow struct {
	Year         int    `json:"year"`
	Label        string `json:"label"`
	Participants *int64 `json:"participants"`
	People       *int64 `json:"people"`
	Attendances  *int64 `json:"attendances"`
}

// Note is a footnote: what proves a figure that a sentence tells. Its number is the place of its first mention.
type Note struct {
	Number  int         `json:"number"`
	Figure  string      `json:"figure"` // anchor of the figure's sheet
	Entries int         `json:"entries"`
	Pieces  []PieceLink `json:"pieces"`
	More    int         `json:"more,omitempty"` // pieces left out
	Need    int64       `json:"need"`           // proofs that the entries require, and how many have a kept file
	Have    int64       `json:"have"`
}

// PieceLink leads to a piece of the index of evidence.
type PieceLink struct {
	Anchor string `json:"anchor"`
	Number int    `json:"number"`
}

// PieceList is the index of evidence. Total is above len(Rows) when it was cut.
type PieceList struct {
	Total int        `json:"total"`
	Rows  []PieceRow `json:"rows"`
}

// PieceRow is one piece with the entries that it proves. Number is its place in the index.
type PieceRow struct {
	Anchor string `json:"anchor"`
	Number int    `json:"number"`
	ProofView
	Date    string      `json:"date,omitempty"` // ISO day
	Size    int64       `json:"size,omitempty"`
	Entries []EntryLink `json:"entries"`
}

// ProgrammeView is who promised what to whom.
type ProgrammeView struct {
	Code    string       `json:"code"`
	Name    string       `json:"name"`
	Holder  string       `json:"holder"`
	Region  string       `json:"region"`
	Start   string       `json:"start"`
	End     string       `json:"end"`
	Years   []int        `json:"years"`
	Funders []FunderView `json:"funders"`
}

// FunderView is a funder with what its rules of publicity ask a document to say. Index is its place among the funders.
type FunderView struct {
	Code    string `json:"code"`
	Index   int    `json:"index"`
	Name    string `json:"name"`
	Short   string `json:"short"`
	Fund    string `json:"fund"`
	Number  string `json:"number"`
	Mention string `json:"mention"`
	// European asks for the emblem of the Union beside the mention.
	European bool  `json:"european"`
	Logo     *Logo `json:"logo,omitempty"`
}

// Logo is a funder's picture, PNG or JPEG.
type Logo struct {
	File   string `json:"file"`
	Type   string `json:"type"` // media type
	SHA256 string `json:"sha256"`
	Bytes  []byte `json:"-"`
}

// FunderTag names a funder in a list.
type FunderTag struct {
	Code  string `json:"code"`
	Index int    `json:"index"`
	Short string `json:"short"`
}

// Perimeter is what the document counts. Funder is nil when it counts the whole programme. Rows add up to the last one.
type Perimeter struct {
	Funder *FunderView    `json:"funder"`
	Rows   []PerimeterRow `json:"rows"`
}

// PerimeterRow is the number of entries of one funder, of none, or of all.
type PerimeterRow struct {
	Funder  string `json:"funder"` // a code, "none" or "all"
	Label   string `json:"label"`
	Entries int    `json:"entries"`
	Inside  bool   `json:"inside"` // this document counts them
}

// Cover is the first page and the opening text.
type Cover struct {
	Heading string         `json:"heading"`
	Key     []KeyFigure    `json:"key_figures"`
	Map     *DepartmentMap `json:"map"`
	Lead    []Block        `json:"lead"`
	Parts   []Section      `json:"parts"`

	LeadLines []int `json:"-"` // where the blocks of the lead begin in their file
}

// KeyFigure is one number of the cover. Series holds its years; Before says that the first year precedes the programme.
type KeyFigure struct {
	Use    FigureUse     `json:"use"`
	Key    string        `json:"key"`
	Label  string        `json:"label"`
	Unit   string        `json:"unit"`
	Terms  string        `json:"terms,omitempty"`
	Stock  bool          `json:"stock"` // a level at a date: its years are not added up
	Target *int64        `json:"target"`
	Series []SeriesPoint `json:"series"`
}

// SeriesPoint is one year of a figure.
type SeriesPoint struct {
	Year   int       `json:"year"`
	Before bool      `json:"before,omitempty"`
	Target *int64    `json:"target,omitempty"`
	Use    FigureUse `json:"use"`
}

// Sheet is the text of one axis.
type Sheet struct {
	Axis     string    `json:"axis"`
	AxisName string    `json:"axis_name"`
	Title    string    `json:"title"`
	Lead     []Block   `json:"lead,omitempty"`
	Sections []Section `json:"sections"`

	LeadLines []int `json:"-"` // where the blocks of the lead begin in their file
}

// Section is what stands under one heading of level 2. Number is its place among the twelve, 0 outside a sheet.
type Section struct {
	Number  int     `json:"number,omitempty"`
	Anchor  string  `json:"anchor"`
	Heading string  `json:"heading"`
	Blocks  []Block `json:"blocks"`

	Line  int   `json:"-"` // of the heading, in the file of the text
	Lines []int `json:"-"` // where each block begins
}

// FigureState says how a figure stands where it is written.
type FigureState string

// The states. Void: a percentage of nothing. Outside: the text asks for what another funder pays for. Whole: a level that belongs to no funder, told for the programme.
const (
	FigureSet     FigureState = "set"
	FigurePartial FigureState = "partial"
	FigureUnset   FigureState = "unset"
	FigureVoid    FigureState = "void"
	FigureUnknown FigureState = "unknown"
	FigureOutside FigureState = "outside"
	FigureWhole   FigureState = "whole"
)

// FigureUse is a figure at one place of the document. Figure is the anchor of its sheet, "" when there is none to open; Use is the anchor of
// this place, so that the sheet leads back to it. Value is for drawing only: nothing is counted with it.
type FigureUse struct {
	Text   string      `json:"text"`
	State  FigureState `json:"state"`
	Figure string      `json:"figure,omitempty"`
	Use    string      `json:"use,omitempty"`
	Note   int         `json:"note,omitempty"` // number of its footnote, in a sentence
	Value  float64     `json:"-"`
}

// FigureSheet tells where a figure comes from (fiche du chiffre). Figures of one indicator follow each other.
type FigureSheet struct {
	Anchor     string           `json:"anchor"`
	Label      string           `json:"label"`
	Unit       string           `json:"unit"`
	Definition string           `json:"definition"`
	Scope      string           `json:"scope"`
	Text       string           `json:"text"`
	Terms      string           `json:"terms,omitempty"`
	Computed   indicator.Figure `json:"computed"`
	Entries    []EntryLink      `json:"entries"`
	Unlisted   int              `json:"unlisted,omitempty"` // entries behind it that the list of entries leaves out
	Uses       []string         `json:"uses"`
}

// EntryLink leads to an entry of the list.
type EntryLink struct {
	Anchor string `json:"anchor"`
	Number int    `json:"number"`
}

// EntryList is all that the document counts, in the order of dates. Total is above len(Rows) when the list was cut.
type EntryList struct {
	Total int        `json:"total"`
	Rows  []EntryRow `json:"rows"`
}

// EntryRow is one entry as a reader sees it.
type EntryRow struct {
	Anchor      string      `json:"anchor"`
	Number      int         `json:"number"`
	ID          string      `json:"id"`
	Activity    string      `json:"activity"`
	Also        []string    `json:"also,omitempty"`
	Kind        string      `json:"kind"`
	Title       string      `json:"title"`
	When        string      `json:"when"`
	InDoubt     bool        `json:"in_doubt,omitempty"` // the date waits for a person's decision
	Where       string      `json:"where"`
	Beneficiary string      `json:"beneficiary,omitempty"`
	Funder      *FunderTag  `json:"funder"`
	WhyNone     string      `json:"why_none,omitempty"` // why no funder pays for it
	State       string      `json:"state"`
	Counted     bool        `json:"counted"`
	Measures    []Measure   `json:"measures,omitempty"`
	Need        int         `json:"need"` // kinds of evidence that its activity requires
	Have        int         `json:"have"`
	Lacks       []string    `json:"lacks,omitempty"`
	Proofs      []ProofView `json:"proofs,omitempty"`
}

// Measure is a number that an entry carries.
type Measure struct {
	Label string `json:"label"`
	Text  string `json:"text"`
}

// ProofView is one piece of evidence. Captured says that a file is kept; a link alone proves nothing yet. Piece is its number in the index.
type ProofView struct {
	Piece    int    `json:"piece,omitempty"`
	Kind     string `json:"kind"`
	Title    string `json:"title"`
	Link     string `json:"link,omitempty"`
	File     string `json:"file,omitempty"`
	SHA256   string `json:"sha256,omitempty"`
	Activity string `json:"activity,omitempty"`
	Captured bool   `json:"captured"`
}

// Hole is what the evidence of one activity lacks. Lacking lists entries; Total says how many there are, Unlisted how many are not shown.
type Hole struct {
	Activity string        `json:"activity"`
	Name     string        `json:"name"`
	Kinds    []HoleKind    `json:"kinds"`
	Lacking  []LackingLink `json:"lacking"`
	Unlisted int           `json:"unlisted,omitempty"`
}

// HoleKind is one required kind: how many entries need it, how many have a kept file, how many only a link.
type HoleKind struct {
	Name      string `json:"name"`
	Need      int64  `json:"need"`
	Have      int64  `json:"have"`
	Announced int64  `json:"announced"`
}

// LackingLink is an entry without all of its evidence.
type LackingLink struct {
	EntryLink
	Title string   `json:"title"`
	When  string   `json:"when"`
	Lacks []string `json:"lacks"`
}

// Pile is what waits for a person, by reason.
type Pile struct {
	Reason   string    `json:"reason"`
	Label    string    `json:"label"`
	Total    int       `json:"total"`
	Rows     []PileRow `json:"rows"`
	Unlisted int       `json:"unlisted,omitempty"`
}

// PileRow is one entry of a pile. Anchor is "" when the list of entries does not hold it.
type PileRow struct {
	Anchor   string `json:"anchor,omitempty"`
	ID       string `json:"id"`
	Kind     string `json:"kind"`
	Title    string `json:"title"`
	When     string `json:"when"`
	Where    string `json:"where"`
	Activity string `json:"activity"`
}
