package importer

import (
	"context"

	"maillage/internal/kit/lang"
)

// Field is something that a column may hold.
type Field struct {
	Name     string
	Label    lang.Text
	Headers  []string // headers that people write for it; accents, case and punctuation do not matter
	Required bool
	Identity bool // part of what makes a row the same as another when it has no reference
}

// Reference is the field that, when it is there and filled, is the row's identity alone.
const Reference = "reference"

// Target is what a room offers to imports: one kind of rows.
type Target interface {
	Kind() string
	Fields() []Field
	// Begin prepares a run. Read is then called from several goroutines, Save and End from one, inside the transaction.
	Begin(ctx context.Context, o Options) (Session, error)
}

// Session is one run of a Target.
type Session interface {
	// Read reads a row into a value of the room, or says what is wrong with it. It looks at nothing but the row and what Begin loaded.
	Read(r Row) (payload any, refused []Refusal)
	// Save writes what changed. Payloads are those of Read; they are nil for removed rows.
	Save(ctx context.Context, changes []Change) error
	// End is called once after the last Save, still in the transaction.
	End(ctx context.Context) error
}

// Linker is a Session whose rows may name another row by its reference, of this file or of an earlier import.
type Linker interface {
	// Link returns the field and the reference that a row names, "" for none.
	Link(payload any) (field, reference string)
	// Known says whether an earlier import holds the reference.
	Known(ctx context.Context, reference string) (bool, error)
}

// Checker is a Session whose rows must agree with one another and with those kept, such as parts of one whole.
type Checker interface {
	// Check says what is wrong with a new or changed row beside the others. It is asked in the order of the file; record is the kept row that
	// this one replaces, "" for none. A row that it does not refuse counts for those that follow.
	Check(record string, r Row, payload any) []Refusal
}

// Options are choices of one run that change how rows are read; they are kept with each row.
type Options struct {
	Period      string // "2018..2020": the context for dates
	SeveralDays string // "occurrences" or "gathering": what several dates in one cell are, when the kind cannot tell
	Folder      string // where the imported file stands: paths in its cells are relative to it
}

// Row is one row of a file with its cells by field.
type Row struct {
	Line    int
	Cells   map[string]string // by Field.Name; empty cells are left out
	Title   string            // the title row above it in the sheet, "" when there is none
	Options Options
}

// Get returns a cell, "" when it is empty or has no column.
func (r Row) Get(field string) string { return r.Cells[field] }

// Refusal says why a row cannot be taken.
type Refusal struct {
	Row    int       `json:"row"`
	Field  string    `json:"field"`
	Column string    `json:"column"`
	Value  string    `json:"value"`
	Code   string    `json:"code"`
	Reason string    `json:"reason"` // in the language of the run
	Mend   string    `json:"mend,omitempty"`
	Text   lang.Text `json:"-"` // the reason in both languages
	Way    lang.Text `json:"-"` // how to mend it
}

// Refuse makes a refusal of one cell.
func Refuse(r Row, field, code string, reason, mend lang.Text) Refusal {
	return Refusal{Row: r.Line, Field: field, Value: r.Get(field), Code: code, Text: reason, Way: mend}
}

// Act is what happened to a row since the last import.
type Act int

// The acts. Removed and Restored come from undoing a batch, or from a row that comes back after it was undone.
const (
	Added Act = iota
	Changed
	Removed
	Restored
)

// Change is one row to save.
type Change struct {
	Act     Act
	Record  string // id of the kept row
	Batch   string
	Row     Row
	Payload any
}
