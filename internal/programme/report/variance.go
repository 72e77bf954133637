package report

import "time"

// Variance is something that differs from what the agreement promised (écart). The system proposes it by rule; a person closes it with a
// reason, a corrective measure or the funder's agreement.
type Variance struct {
	Key      string   `json:"key"`  // names the same variance from one build to the next, "target_missed:tour.stops:2019"
	Rule     string   `json:"rule"` // one of the rules below
	Axis     string   `json:"axis"`
	Activity string   `json:"activity"`
	Title    string   `json:"title"`             // what it is about
	Planned  string   `json:"planned"`           // as people read it
	Actual   string   `json:"actual"`            // as people read it
	Delta    string   `json:"delta,omitempty"`   // "-1", "-14", "+12,5 %"
	Figure   string   `json:"figure,omitempty"`  // anchor of the figure's sheet
	Entries  []string `json:"entries,omitempty"` // ids of entries concerned, the first ones
	Count    int      `json:"count,omitempty"`   // how many entries
	Closing  *Closing `json:"closing"`           // nil while it is open
	// Stale says that the two terms changed since it was closed: the closing no longer speaks of what is told.
	Stale bool `json:"stale,omitempty"`

	terms string // what is set against what, in a form that no language changes
}

// Open says that nobody has closed the variance as it stands.
func (v Variance) Open() bool { return v.Closing == nil || v.Stale }

// The rules that propose variances.
const (
	TargetMissed   = "target_missed"   // a promised value, a lower one reached
	ActivitySilent = "activity_silent" // an activity without an entry
	OutsidePlanned = "outside_planned" // entries outside the months planned for their activity
	BudgetGap      = "budget"          // an amount spent that differs from the one planned
)

// ClosingKind says what closes a variance.
type ClosingKind string

// What closes a variance.
const (
	ByReason   ClosingKind = "reason"    // why it happened
	ByMeasure  ClosingKind = "measure"   // what was done about it
	ByApproval ClosingKind = "agreement" // the funder agreed, with the reference of its letter
)

// Closing is how a person closed a variance.
type Closing struct {
	Kind      ClosingKind `json:"kind"`
	KindName  string      `json:"kind_name"` // as people read it
	Text      string      `json:"text"`
	Reference string      `json:"reference,omitempty"` // of the funder's agreement
	By        string      `json:"by"`
	At        time.Time   `json:"at"`
	Told      string      `json:"told,omitempty"` // what was set against what then, "9 éditions / 8 éditions"
}
