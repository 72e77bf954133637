package evidence

import (
	"context"
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"sync"
	"time"

	"maillage/internal/db"
	"maillage/internal/kit/lang"
	"maillage/internal/programme/agreement"
)

//go:embed retention.toml
var retentionFile []byte

// Event is what a retention period counts from.
type Event string

// The events. Accounts: those that hold the last expense were handed in. Piece: the day that the piece bears.
const (
	LastPayment Event = "last_payment"
	Accounts    Event = "accounts"
	Piece       Event = "piece"
)

// RetentionRule is one rule of keeping proofs, as retention.toml holds it (domain-rules §1.7).
type RetentionRule struct {
	Code       string    `toml:"code" json:"code"`
	Name       lang.Text `toml:"name" json:"name"`
	FundPeriod string    `toml:"fund_period" json:"fund_period,omitempty"` // of the funders that it is for
	Kinds      []string  `toml:"kinds" json:"kinds,omitempty"`             // of evidence that it is for
	Starts     Event     `toml:"starts" json:"starts"`
	Years      int       `toml:"years" json:"years"` // from 31 December of the year of the event
	LegalRef   string    `toml:"legal_ref" json:"legal_ref"`
	Mark       string    `toml:"mark" json:"mark"` // V: seen in the text; K: to be confirmed
	ValidFrom  string    `toml:"valid_from" json:"valid_from"`
}

// RetentionRules are the rules that this edition knows.
var RetentionRules = sync.OnceValue(func() []RetentionRule {
	var f struct {
		Rules []RetentionRule `toml:"rule"`
	}
	if err := agreement.DecodeTOML(retentionFile, &f); err != nil {
		panic(err) // embedded at build time: a test reads it
	}
	return f.Rules
})

// Retention is until when a piece has to be kept. Until is the latest of all rules that apply, and "" where one of them cannot be computed:
// then AtLeast is the latest of the others, and Unknown says what is missing.
type Retention struct {
	Until   string      `json:"until,omitempty"`
	AtLeast string      `json:"at_least,omitempty"`
	Applied []Applied   `json:"applied,omitempty"`
	Unknown []lang.Text `json:"unknown,omitempty"`
}

// Applied is one rule with the day to which it leads.
type Applied struct {
	Name     lang.Text `json:"name"`
	LegalRef string    `json:"legal_ref,omitempty"`
	Mark     string    `json:"mark,omitempty"`
	Funder   string    `json:"funder,omitempty"`
	Until    string    `json:"until"`
}

// Blocks says whether the piece may not be destroyed on a day. What cannot be computed is kept.
func (r Retention) Blocks(day string) bool { return r.Until == "" || day <= r.Until }

// note is the retention in the audit trail.
func (r Retention) note() string {
	if r.Until == "" {
		return "retention not computable, file kept"
	}
	return "file kept until " + r.Until
}

// retain computes the retention of a piece for its funders: the latest of all that applies.
func retain(rules []RetentionRule, funders []agreement.Funder, kind, dated string) Retention {
	var r Retention
	for _, f := range funders {
		applied, unknown := retainFor(rules, f)
		r.Applied, r.Unknown = append(r.Applied, applied...), append(r.Unknown, unknown...)
	}
	for _, rule := range rules {
		if !slices.Contains(rule.Kinds, kind) {
			continue
		}
		if until := rule.from(dated); until != "" {
			r.Applied = append(r.Applied, rule.applied("", until))
		} else if dated == "" {
			r.Unknown = append(r.Unknown, missing(rule.Name, "la pièce n’a pas de date", "the piece has no date"))
		}
	}
	for _, a := range r.Applied {
		r.AtLeast = max(r.AtLeast, a.Until)
	}
	if len(r.Unknown) == 0 {
		r.Until, r.AtLeast = r.AtLeast, ""
	}
	return r
}

// retainFor is what one funder asks. A clause of the agreement that gives a day settles the funder; the rules of its fund that can be computed
// still count, since the latest day holds.
func retainFor(rules []RetentionRule, f agreement.Funder) (applied []Applied, unknown []lang.Text) {
	settled := false
	clause := func(until string) {
		applied = append(applied, Applied{Name: lang.Text{FR: "Clause de la convention", EN: "Clause of the agreement"}, Funder: f.Code, Until: until})
		settled = true
	}
	if f.RetentionUntil != "" {
		clause(f.RetentionUntil)
	}
	if f.RetentionYears > 0 && f.LastPayment != "" {
		clause(endOf(f.LastPayment, f.RetentionYears))
	} else if f.RetentionYears > 0 {
		unknown = append(unknown, missing(f.Short, "la date du dernier paiement n’est pas connue", "the date of the last payment is not known"))
	}
	known := false
	for _, rule := range rules {
		if rule.FundPeriod == "" || rule.FundPeriod != f.FundPeriod {
			continue
		}
		known = true
		if until := rule.from(rule.eventOf(f)); until != "" {
			applied = append(applied, rule.applied(f.Code, until))
		} else if text := missing(f.Short, eventUnknown[rule.Starts].FR, eventUnknown[rule.Starts].EN); !slices.Contains(unknown, text) {
			unknown = append(unknown, text)
		}
	}
	if !known && f.RetentionYears == 0 {
		unknown = append(unknown, missing(f.Short, "la convention ne dit ni la période du fonds, ni la durée de conservation", "the agreement tells neither the fund’s period nor how long to keep proofs"))
	}
	if settled {
		unknown = nil
	}
	return applied, unknown
}

var eventUnknown = map[Event]lang.Text{
	LastPayment: {FR: "la date du dernier paiement n’est pas connue", EN: "the date of the last payment is not known"},
	Accounts:    {FR: "la date de remise des comptes n’est pas connue", EN: "the date on which the accounts were handed in is not known"},
}

func missing(about lang.Text, fr, en string) lang.Text {
	return lang.Text{FR: about.FR + " : " + fr, EN: about.In("en") + ": " + en}
}

func (r RetentionRule) eventOf(f agreement.Funder) string {
	if r.Starts == Accounts {
		return f.Accounts
	}
	return f.LastPayment
}

// from is the last day of the rule for an event on a day, "" when the day is not known or the rule was not yet in force.
func (r RetentionRule) from(day string) string {
	if day == "" || day < r.ValidFrom {
		return ""
	}
	return endOf(day, r.Years)
}

func (r RetentionRule) applied(funder, until string) Applied {
	return Applied{Name: r.Name, LegalRef: r.LegalRef, Mark: r.Mark, Funder: funder, Until: until}
}

// endOf is the 31 December that closes a number of years after that of a day.
func endOf(day string, years int) string {
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return ""
	}
	return strconv.Itoa(at.Year()+years) + "-12-31"
}

// Retention computes until when a piece has to be kept.
func (s *Service) Retention(ctx context.Context, item Item) (Retention, error) {
	all, err := s.Retentions(ctx, []Item{item})
	return all[item.ID], err
}

// Retentions computes until when pieces have to be kept, by piece. A piece is of the funders of the entries that it proves; where an entry is
// of none, or nothing is proved yet, it may become anybody's, and all funders count.
func (s *Service) Retentions(ctx context.Context, items []Item) (map[string]Retention, error) {
	found := make(map[string]Retention, len(items))
	if len(items) == 0 {
		return found, nil
	}
	a, err := s.Agreements.Current(ctx)
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(items))
	for i, item := range items {
		ids[i] = item.ID
	}
	var list []struct{ Item, Funder string }
	if err := s.DB.All(ctx, &list, `/* evidence.fundersOf */ select distinct l.item, e.funder from evidence_link l
		join entry e on e.id = l.entry and e.known_to is null where l.item in (?)`, db.In(ids)); err != nil {
		return nil, err
	}
	codes := map[string][]string{}
	for _, x := range list {
		codes[x.Item] = append(codes[x.Item], x.Funder)
	}
	for _, item := range items {
		found[item.ID] = retain(RetentionRules(), fundersOf(a, codes[item.ID]), item.Kind, item.DatedOn)
	}
	return found, nil
}

func fundersOf(a *agreement.Agreement, codes []string) []agreement.Funder {
	if len(codes) == 0 || slices.Contains(codes, "") {
		return a.Funders
	}
	var list []agreement.Funder
	for _, f := range a.Funders {
		if slices.Contains(codes, f.Code) {
			list = append(list, f)
		}
	}
	return list
}

// withdrawn is a piece with the moment when it was taken out, if it was.
type withdrawn struct {
	Item
	RemovedAt *time.Time `bun:"removed_at"`
}

// Kept is a piece whose file is kept, with until when.
type Kept struct {
	Item
	WithdrawnAt *time.Time `json:"withdrawn_at,omitempty"` // it proves nothing any more, and is kept all the same
	Retention   Retention  `json:"retention"`
}

// Kept lists the pieces whose file is kept, those that were withdrawn too, with until when each has to be.
func (s *Service) Kept(ctx context.Context, limit, offset int) ([]Kept, error) {
	list, err := store{s.DB}.kept(ctx, limit, offset)
	if err != nil {
		return nil, err
	}
	return s.withRetentions(ctx, list)
}

func (s *Service) withRetentions(ctx context.Context, list []withdrawn) ([]Kept, error) {
	items := make([]Item, len(list))
	for i, x := range list {
		items[i] = x.Item
	}
	until, err := s.Retentions(ctx, items)
	out := make([]Kept, len(list))
	for i, x := range list {
		out[i] = Kept{Item: x.Item, WithdrawnAt: x.RemovedAt, Retention: until[x.ID]}
	}
	return out, err
}

// KeptCount is how many pieces Kept lists.
func (s *Service) KeptCount(ctx context.Context) (n int, err error) {
	err = s.DB.Get(ctx, &n, `/* evidence.keptCount */ select count(*) from evidence_item where state = 'stored'`)
	return n, err
}

// RetentionText tells a retention in a few words: the day, or that it cannot be computed and why.
func RetentionText(r Retention, language string) string {
	if r.Until != "" {
		return r.Until
	}
	text := lang.Text{FR: "non calculable", EN: "not computable"}.In(language)
	if r.AtLeast != "" {
		text = fmt.Sprintf(lang.Text{FR: "au moins jusqu’au %s", EN: "at least until %s"}.In(language), r.AtLeast)
	}
	for i, why := range r.Unknown {
		text += map[bool]string{true: " (", false: " ; "}[i == 0] + why.In(language)
	}
	if len(r.Unknown) > 0 {
		text += ")"
	}
	return text
}
