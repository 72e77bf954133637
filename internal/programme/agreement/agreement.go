package agreement

import (
	"slices"
	"strings"

	"maillage/internal/kit/lang"
)

// Agreement is the whole of what was promised. Days are ISO text; both bounds of a period are inside.
type Agreement struct {
	Revision      int64          `json:"-"`
	Programme     Programme      `json:"programme"`
	Funders       []Funder       `json:"funders"`
	Axes          []Axis         `json:"axes"`
	Activities    []Activity     `json:"activities"`
	Kinds         []Kind         `json:"kinds,omitempty"`
	EvidenceKinds []EvidenceKind `json:"evidence_kinds,omitempty"`
	Amendments    []Amendment    `json:"amendments,omitempty"`
	Deliverables  []Deliverable  `json:"deliverables,omitempty"`

	activities map[string]int
	kinds      map[string]int
}

// Programme is the operation that the funders pay for.
type Programme struct {
	Code   string    `json:"code"`
	Name   lang.Text `json:"name"`
	Start  string    `json:"start"`
	End    string    `json:"end"`
	Region string    `json:"region"` // INSEE code of the region: entries outside it belong to no funder
	Holder string    `json:"holder"` // the organisation that answers for it
	// Communes are INSEE codes that a bare name means in this programme's files, such as the town of its seat, where others bear the name too.
	Communes []string `json:"communes,omitempty"`
}

// Funder pays for what happens in its departments during its period.
type Funder struct {
	Code        string    `json:"code"`
	Name        lang.Text `json:"name"`
	Short       lang.Text `json:"short"`
	Fund        lang.Text `json:"fund"`
	Number      string    `json:"number"` // of the agreement, as the funder writes it
	Start       string    `json:"start"`
	End         string    `json:"end"`
	Departments []string  `json:"departments"`
	Rate        string    `json:"rate,omitempty"` // percent as written; empty when nobody told it
	Mention     lang.Text `json:"mention"`        // the sentence of publicity that documents carry
	Retention
}

// Retention is what the agreement says of how long proofs are kept for a funder. All of it may be empty: what nobody told is not guessed.
type Retention struct {
	FundPeriod     string `json:"fund_period,omitempty"`     // of the European fund: "2014-2020" or "2021-2027"
	LastPayment    string `json:"last_payment,omitempty"`    // the day of the last payment to the holder
	Accounts       string `json:"accounts,omitempty"`        // the day on which the accounts that hold the last expense were handed in
	RetentionYears int    `json:"retention_years,omitempty"` // as a clause says, from 31 December of the year of the last payment
	RetentionUntil string `json:"retention_until,omitempty"` // as a clause or a letter says: the last day
}

// Axis groups activities; its number is the first part of theirs.
type Axis struct {
	Number     string    `json:"number"`
	Name       lang.Text `json:"name"`
	Objectives lang.List `json:"objectives"`
	Audiences  lang.List `json:"audiences"`
}

// Activity is what entries are counted under. Its number is unique and stable; AsWritten keeps the numbering of the source.
type Activity struct {
	Number      string    `json:"number"`
	Axis        string    `json:"axis"`
	AsWritten   string    `json:"as_written,omitempty"`
	Name        lang.Text `json:"name"`
	Objectives  lang.List `json:"objectives"`
	Audiences   lang.List `json:"audiences"`
	Planned     []Months  `json:"planned,omitempty"`
	Baseline    []Months  `json:"baseline,omitempty"` // what was first planned; Planned when no amendment moved it
	Attribution string    `json:"attribution"`
	Evidence    []string  `json:"evidence,omitempty"` // kinds required for each entry
	Targets     []Target  `json:"targets,omitempty"`
	Active      bool      `json:"active"`
}

// Months is a planned period, "2018-01" to "2020-12", both inside.
type Months struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// Target is a promised value of an indicator; year 0 is the whole period.
type Target struct {
	Indicator string    `json:"indicator"`
	Year      int       `json:"year"`
	Value     int64     `json:"value"`
	Note      lang.Text `json:"note"`
}

// SeveralDays says what several dates in one cell are.
type SeveralDays string

// Occurrences: each day is an entry. Gathering: one entry over several days. Ask: the import refuses to guess.
const (
	Occurrences SeveralDays = "occurrences"
	Gathering   SeveralDays = "gathering"
	Ask         SeveralDays = "ask"
)

// Kind is a nature of entries, such as a tour stop or a newsletter.
type Kind struct {
	Code        string      `json:"code"`
	Name        lang.Text   `json:"name"`
	Activity    string      `json:"activity"` // primary activity unless the row says otherwise
	SeveralDays SeveralDays `json:"several_days"`
	Readings    []Reading   `json:"readings,omitempty"`
}

// Reading is a dated value of a stock that entries of a kind carry, such as subscribers.
type Reading struct {
	Name   string `json:"name"`
	Header string `json:"header"` // the column that holds it
}

// EvidenceKind is a kind of proof, such as a signed attendance sheet.
type EvidenceKind struct {
	Code string    `json:"code"`
	Name lang.Text `json:"name"`
}

// Amendment is an avenant: a dated change of the agreement.
type Amendment struct {
	Number      int       `json:"number"`
	Date        string    `json:"date"`
	Description lang.Text `json:"description"`
	Deactivates []string  `json:"deactivates,omitempty"`
}

// Restore makes an agreement that was read from its JSON ready to be asked.
func (a *Agreement) Restore() { a.index() }

// Deliverable is a thing promised beside the activities themselves, such as a directory: for an axis or for one of its activities.
type Deliverable struct {
	Code        string    `json:"code"`
	Name        lang.Text `json:"name"`
	Axis        string    `json:"axis"`
	Activity    string    `json:"activity,omitempty"`    // "" when it is promised for the axis
	Due         string    `json:"due,omitempty"`         // the last day; "" when nobody told it
	Publication bool      `json:"publication,omitempty"` // it must be published, and that proved
}

// index prepares the look-ups; whoever builds an Agreement calls it once.
func (a *Agreement) index() {
	a.activities, a.kinds = make(map[string]int), make(map[string]int)
	for i, x := range a.Activities {
		a.activities[x.Number] = i
	}
	for i, k := range a.Kinds {
		a.kinds[k.Code] = i
	}
}

// Activity finds an activity by its number.
func (a *Agreement) Activity(number string) (Activity, bool) {
	i, ok := a.activities[number]
	if !ok {
		return Activity{}, false
	}
	return a.Activities[i], true
}

// Kind finds a nature by its code.
func (a *Agreement) Kind(code string) (Kind, bool) {
	i, ok := a.kinds[code]
	if !ok {
		return Kind{}, false
	}
	return a.Kinds[i], true
}

// Axis finds an axis by its number.
func (a *Agreement) Axis(number string) (Axis, bool) {
	i := slices.IndexFunc(a.Axes, func(x Axis) bool { return x.Number == number })
	if i < 0 {
		return Axis{}, false
	}
	return a.Axes[i], true
}

// Funder finds a funder by its code.
func (a *Agreement) Funder(code string) (Funder, bool) {
	i := slices.IndexFunc(a.Funders, func(f Funder) bool { return f.Code == code })
	if i < 0 {
		return Funder{}, false
	}
	return a.Funders[i], true
}

// Deliverable finds a deliverable by its code.
func (a *Agreement) Deliverable(code string) (Deliverable, bool) {
	i := slices.IndexFunc(a.Deliverables, func(d Deliverable) bool { return d.Code == code })
	if i < 0 {
		return Deliverable{}, false
	}
	return a.Deliverables[i], true
}

// ActivitiesOf lists the activities of an axis in their order.
func (a *Agreement) ActivitiesOf(axis string) []Activity {
	var list []Activity
	for _, x := range a.Activities {
		if x.Axis == axis {
			list = append(list, x)
		}
	}
	return list
}

// Years lists the calendar years that the programme touches.
func (a *Agreement) Years() []int {
	var years []int
	for y := yearOf(a.Programme.Start); y <= yearOf(a.Programme.End); y++ {
		years = append(years, y)
	}
	return years
}

// EvidenceKindName names a kind of evidence, or gives its code back.
func (a *Agreement) EvidenceKindName(code, language string) string {
	for _, k := range a.EvidenceKinds {
		if k.Code == code {
			return k.Name.In(language)
		}
	}
	return code
}

// Promised returns the target of an indicator for a year, 0 for the whole period.
func (a *Agreement) Promised(indicator string, year int) (Target, bool) {
	for _, x := range a.Activities {
		for _, t := range x.Targets {
			if t.Indicator == indicator && t.Year == year {
				return t, true
			}
		}
	}
	return Target{}, false
}

func yearOf(day string) int {
	year := 0
	for _, c := range strings.SplitN(day, "-", 2)[0] {
		year = year*10 + int(c-'0')
	}
	return year
}
