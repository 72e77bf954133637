package finance

import (
	"slices"
	"strings"

	"maillage/internal/kit/lang"
)

// Expense is a cost that was borne, or the part of it that is charged to one operation. Amounts are cents.
type Expense struct {
	ID        string `bun:"id" json:"id"`
	Reference string `bun:"reference" json:"reference"`
	Piece     string `bun:"piece" json:"piece"` // invoice or payslip; expenses with the same one are parts of one cost
	Activity  string `bun:"activity" json:"activity"`
	Axis      string `bun:"axis" json:"axis"` // "" for what serves all axes
	Line      Line   `bun:"line" json:"line"`
	Funder    string `bun:"funder" json:"funder"` // whose operation it is charged to; "" for none yet
	SpentOn   string `bun:"spent_on" json:"spent_on"`
	PaidOn    string `bun:"paid_on" json:"paid_on"` // "" when nobody told
	Proof     string `bun:"proof" json:"proof"`     // of payment, such as a bank statement
	Supplier  string `bun:"supplier" json:"supplier"`
	Label     string `bun:"label" json:"label"`
	Amount    int64  `bun:"amount" json:"amount"`     // of the whole piece
	Share     int64  `bun:"share" json:"share_bp"`    // of it that this expense charges, in basis points
	Charged   int64  `bun:"charged" json:"charged"`   // Amount × Share
	Accepted  *int64 `bun:"accepted" json:"accepted"` // of Charged; nil while nobody has decided
	Reason    string `bun:"reason" json:"reason"`     // why less was accepted
	Version   int    `bun:"version" json:"version"`
}

// Receipt is a resource that was received.
type Receipt struct {
	ID          string `bun:"id" json:"id"`
	Reference   string `bun:"reference" json:"reference"`
	Operation   string `bun:"operation" json:"operation"` // code of the funder whose operation it pays for
	Source      Source `bun:"source" json:"source"`
	Name        string `bun:"name" json:"name"` // who paid
	ReceivedOn  string `bun:"received_on" json:"received_on"`
	Amount      int64  `bun:"amount" json:"amount"`
	Attestation string `bun:"attestation" json:"attestation"` // of the co-funder; "" when there is none
	Version     int    `bun:"version" json:"version"`
}

// cost is what says that two expenses are parts of one cost: their piece, else each stands alone.
func (e Expense) cost() string { return strings.TrimSpace(e.Piece) }

// chargeFault says why the parts of one cost cannot stand together, "" when they can. A cost is charged once: its shares are at most 100 %,
// and one European fund at most takes part (domain-rules §1.1: the same euro may carry one EU claim only).
func chargeFault(p *Plan, parts []Expense) Fault {
	total, funds := int64(0), []string{}
	for _, e := range parts {
		total += e.Share
		if o, ok := p.Operation(e.Funder); ok && o.EUFund != "" && !slices.Contains(funds, o.Funder) {
			funds = append(funds, o.Funder)
		}
		if e.Amount != parts[0].Amount {
			return TwoAmounts
		}
	}
	switch {
	case total > whole:
		return Overcharged
	case len(funds) > 1:
		return TwoEUFunds
	}
	return ""
}

// Fault is something about an expense that its funder would object to.
type Fault string

// The faults. The first four are rules of eligibility (domain-rules §1.6): borne in the operation's period, paid in time, proved, and not
// on a line that a flat rate stands for. The others are those of a cost charged more than once.
const (
	OutsidePeriod  Fault = "outside_period"
	PaidLate       Fault = "paid_late"
	NotPaid        Fault = "not_paid"
	NoProof        Fault = "no_proof"
	ReplacedByFlat Fault = "replaced_by_flat"
	Overcharged    Fault = "overcharged"
	TwoEUFunds     Fault = "two_eu_funds"
	TwoAmounts     Fault = "two_amounts"
)

// Faults are all faults, in the order in which they are told.
var Faults = []Fault{OutsidePeriod, PaidLate, NotPaid, NoProof, ReplacedByFlat, Overcharged, TwoEUFunds, TwoAmounts}

var faultNames = map[Fault]lang.Text{
	OutsidePeriod:  {FR: "hors de la période de l’opération", EN: "outside the operation’s period"},
	PaidLate:       {FR: "payée après la date limite", EN: "paid after the last day for it"},
	NotPaid:        {FR: "date de paiement non connue", EN: "day of payment not known"},
	NoProof:        {FR: "sans preuve de paiement", EN: "without proof of payment"},
	ReplacedByFlat: {FR: "sur un poste que le forfait remplace", EN: "on a line that the flat rate stands for"},
	Overcharged:    {FR: "imputée à plus de 100 %", EN: "charged at more than 100%"},
	TwoEUFunds:     {FR: "imputée à deux fonds européens", EN: "charged to two European funds"},
	TwoAmounts:     {FR: "même pièce avec deux montants", EN: "the same piece with two amounts"},
}

// Name is the fault for people.
func (f Fault) Name(language string) string { return faultNames[f].In(language) }

// faultsOf checks one expense against its operation. An expense of no operation is checked for its payment alone.
func faultsOf(o Operation, e Expense) []Fault {
	var list []Fault
	add := func(is bool, f Fault) {
		if is {
			list = append(list, f)
		}
	}
	known := o.Funder != ""
	add(known && (e.SpentOn < o.Start || e.SpentOn > o.End), OutsidePeriod)
	add(known && e.PaidOn > o.LastPayment, PaidLate)
	add(e.PaidOn == "", NotPaid)
	add(e.PaidOn != "" && e.Proof == "", NoProof)
	add(known && o.Replaced(e.Line), ReplacedByFlat)
	return list
}
