package finance

import "time"

// Statement is the financial annex: costs by line and axis, flat rates with their formula, resources, what each funder owes, and what is
// not known. It is worded in one language and ready to be marshalled; amounts are cents, null when nobody told them.
type Statement struct {
	Funder     string          `json:"funder"` // code; "" for the whole programme
	Title      string          `json:"title"`
	Language   string          `json:"language"`
	AsOf       *time.Time      `json:"as_of"` // null for now
	Axes       []AxisHead      `json:"axes"`
	Costs      []CostRow       `json:"costs"`
	Total      CostRow         `json:"total"`
	FlatRates  []FlatRate      `json:"flat_rates"`
	Resources  []ResourceRow   `json:"resources"`
	Received   ResourceTotal   `json:"resource_total"`
	Balance    Balance         `json:"balance"`
	Operations []OperationHead `json:"operations"`
	Due        []Due           `json:"due"`
	Threshold  int64           `json:"threshold_bp"`
	Gaps       []Gap           `json:"gaps"`
	Findings   []Finding       `json:"findings"`
	Missing    []Remark        `json:"missing"`
}

// AxisHead heads a column of costs; the axis "" is what serves all of them.
type AxisHead struct {
	Axis  string `json:"axis"`
	Label string `json:"label"`
}

// Amounts are what was planned, spent and accepted. Spent is the part of expenses that is charged; Accepted is the part of it on which
// somebody decided, and Undecided what is left to decide. Difference is planned − spent.
type Amounts struct {
	Planned    *int64 `json:"planned"`
	Spent      *int64 `json:"spent"`
	Accepted   *int64 `json:"accepted"`
	Undecided  int64  `json:"undecided"`
	Difference *int64 `json:"difference"`
}

// CostRow is a line of costs. Cells follow Statement.Axes.
type CostRow struct {
	Line  Line      `json:"line"`
	Label string    `json:"label"`
	Flat  bool      `json:"flat"` // computed by a flat rate
	Cells []Amounts `json:"cells"`
	Total Amounts   `json:"total"`
}

// FlatRate tells how an operation's flat rate was computed.
type FlatRate struct {
	Funder   string  `json:"funder"`
	Option   string  `json:"option"`
	Label    string  `json:"label"`
	Formula  string  `json:"formula"` // in words, with the rate used
	Rate     int64   `json:"rate_bp"`
	Base     Amounts `json:"base"`
	Amount   Amounts `json:"amount"`
	LegalRef string  `json:"legal_ref"`
	Mark     Mark    `json:"mark"`
	MarkName string  `json:"mark_label"`
}

// ResourceRow is a resource of an operation.
type ResourceRow struct {
	Funder     string `json:"funder"` // whose operation
	Source     Source `json:"source"`
	Label      string `json:"label"` // kind of source
	Name       string `json:"name"`  // who brings it
	Planned    *int64 `json:"planned"`
	Received   *int64 `json:"received"`
	Unattested int64  `json:"unattested"` // of Received, without the co-funder's attestation
}

// ResourceTotal adds the resources up.
type ResourceTotal struct {
	Planned  *int64 `json:"planned"`
	Received *int64 `json:"received"`
}

// Balance is resources less costs.
type Balance struct {
	Planned *int64 `json:"planned"` // 0 in a plan that holds together
	Actual  *int64 `json:"actual"`  // received − spent
}

// OperationHead tells an operation.
type OperationHead struct {
	Funder      string `json:"funder"`
	Label       string `json:"label"`
	Short       string `json:"short"`
	Number      string `json:"number"`
	Fund        string `json:"fund"`
	Period      string `json:"fund_period"`
	EUFund      string `json:"eu_fund"`
	Start       string `json:"start"`
	End         string `json:"end"`
	LastPayment string `json:"last_payment"`
	Option      string `json:"option"`
	OptionLabel string `json:"option_label"`
	Granted     *int64 `json:"granted"`
	Rate        *int64 `json:"rate_bp"`
}

// Due is what a funder owes: the least of the three terms, never below zero (domain-rules §1.6). Provisional says that some expenses are not
// decided yet, so that the accepted cost may still grow.
type Due struct {
	Funder      string  `json:"funder"`
	Label       string  `json:"label"`
	Terms       [3]Term `json:"terms"`
	Amount      *int64  `json:"amount"`
	Paid        *int64  `json:"paid"`
	Remaining   *int64  `json:"remaining"`
	Provisional bool    `json:"provisional"`
}

// Term is one of the bounds of what is due.
type Term struct {
	Code   string `json:"code"` // "granted", "rate" or "resources"
	Label  string `json:"label"`
	Words  string `json:"words"` // how it comes about
	Amount *int64 `json:"amount"`
}

// Gap is a cell where what was spent differs from what was planned by more than the plan's threshold. A report proposes it as a variance.
type Gap struct {
	Line       Line   `json:"line"`
	LineLabel  string `json:"line_label"`
	Axis       string `json:"axis"` // "" when the plan does not tell axes apart
	AxisLabel  string `json:"axis_label"`
	Funder     string `json:"funder"`
	Planned    int64  `json:"planned"`
	Spent      int64  `json:"spent"`
	Difference int64  `json:"difference"` // planned − spent
	Share      *int64 `json:"share_bp"`   // difference ÷ planned; null when nothing was planned
	Text       string `json:"text"`
}

// Finding is something that does not agree. Count and Cents tell how many expenses it concerns and what they charge.
type Finding struct {
	Code   string `json:"code"`
	Funder string `json:"funder"`
	Count  int    `json:"count"`
	Cents  int64  `json:"cents"`
	Text   string `json:"text"`
}

// Remark is something that is not known.
type Remark struct {
	Code   string `json:"code"`
	Funder string `json:"funder"`
	Axis   string `json:"axis,omitempty"`
	Text   string `json:"text"`
}
