package ledger

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"maillage/internal/kit/chain"
	"maillage/internal/programme/agreement"
)

// State says how far a thing has come.
type State string

// The states. Planned and cancelled entries count in no figure unless it asks for them.
const (
	Held       State = "held"
	Planned    State = "planned"
	Cancelled  State = "cancelled"
	InProgress State = "in_progress"
	Completed  State = "completed"
	Abandoned  State = "abandoned"
)

// CountedStates are the states that figures count by default: what really took place.
var CountedStates = []State{Held, InProgress, Completed, Abandoned}

// Years that are not a calendar year.
const (
	Undated      = 0 // no year known: counts in no period
	SeveralYears = 1 // spans years: counts once in the whole period and in none of its years
)

// Entry is one version of one thing done.
type Entry struct {
	Seq       int64      `bun:"seq" json:"seq"`
	ID        string     `bun:"id" json:"id"`
	Version   int        `bun:"version" json:"version"`
	KnownFrom time.Time  `bun:"known_from" json:"known_from"`
	KnownTo   *time.Time `bun:"known_to" json:"known_to,omitempty"`
	Actor     string     `bun:"actor" json:"actor"`
	Act       string     `bun:"act" json:"act"`
	Hash      string     `bun:"hash" json:"hash"`
	Content
}

// Content is what an entry says; two versions with the same content are the same.
type Content struct {
	Source string `bun:"source" json:"source"` // id of the record that it comes from
	Batch  string `bun:"batch" json:"batch"`   // the import that wrote it last
	Kind   string `bun:"kind" json:"kind"`
	// Activity is the primary one; "" when nobody told it.
	Activity string `bun:"activity" json:"activity"`
	Also     string `bun:"also" json:"also"` // activities that it also serves, sorted, comma-separated
	Year     int    `bun:"year" json:"year"`
	State    State  `bun:"state" json:"state"`

	DateText   string `bun:"date_text" json:"date_text"`
	DateKind   string `bun:"date_kind" json:"date_kind"`
	DateIssues string `bun:"date_issues" json:"date_issues"` // comma-separated names of domain-rules §8
	Start      string `bun:"start_on" json:"start"`          // ISO day; "" when unknown
	End        string `bun:"end_on" json:"end"`
	Days       string `bun:"days" json:"days"` // ISO days, comma-separated

	Title      string `bun:"title" json:"title"`
	Place      string `bun:"place" json:"place"` // as written
	Commune    string `bun:"commune" json:"commune"`
	Department string `bun:"department" json:"department"` // the one that the attribution rule went by
	// VenueDepartment is where it took place; it differs from Department when the beneficiary's counted.
	VenueDepartment string `bun:"venue_department" json:"venue_department"`
	Remote          bool   `bun:"remote" json:"remote"`
	Beneficiary     string `bun:"beneficiary" json:"beneficiary"`
	BeneficiaryKey  string `bun:"beneficiary_key" json:"-"` // folded, so that spellings of one name count once

	Funder       string           `bun:"funder" json:"funder"`
	FunderReason agreement.Reason `bun:"funder_reason" json:"funder_reason"`

	Participations *int64 `bun:"participations" json:"participations"`
	People         *int64 `bun:"people" json:"people"`
	// Participants are those of the European Social Fund: identified people with a complete record, never the public of an event
	// (domain-rules §0.4).
	Participants *int64 `bun:"participants" json:"participants"`
	Minutes      *int64 `bun:"minutes" json:"minutes"`
	Amount       *int64 `bun:"amount" json:"amount_cents"`
	Unread       string `bun:"unread" json:"unread"` // cells whose value is missing, approximate or unknown: "people:missing"
	Aggregate    bool   `bun:"aggregate" json:"aggregate"`
	Readings     string `bun:"readings" json:"readings"` // "open_rate=45000;subscribers=270000", in thousandths, sorted
	Tags         string `bun:"tags" json:"tags"`
	Partners     string `bun:"partners" json:"partners"`
	Note         string `bun:"note" json:"note"`
}

// bytes is the canonical form that the hash covers: every field, each with its length, so that no two contents share a form.
func (e *Entry) bytes() []byte {
	b := make([]byte, 0, 640)
	text := func(s string) {
		b = strconv.AppendInt(b, int64(len(s)), 10)
		b = append(b, ':')
		b = append(b, s...)
	}
	number := func(n int64) { b = append(strconv.AppendInt(b, n, 10), ';') }
	optional := func(n *int64) {
		if n == nil {
			b = append(b, '-', ';')
			return
		}
		number(*n)
	}
	flag := func(v bool) { b = append(strconv.AppendBool(b, v), ';') }
	number(e.Seq)
	text(e.ID)
	number(int64(e.Version))
	number(e.KnownFrom.UnixMicro())
	text(e.Actor)
	text(e.Act)
	for _, s := range [...]string{
		e.Source, e.Batch, e.Kind, e.Activity, e.Also, string(e.State), e.DateText, e.DateKind, e.DateIssues, e.Start, e.End, e.Days, e.Title,
		e.Place, e.Commune, e.Department, e.VenueDepartment, e.Beneficiary, e.BeneficiaryKey, e.Funder, string(e.FunderReason), e.Unread, e.Readings, e.Tags, e.Partners, e.Note,
	} {
		text(s)
	}
	number(int64(e.Year))
	flag(e.Remote)
	flag(e.Aggregate)
	optional(e.Participations)
	optional(e.People)
	optional(e.Minutes)
	optional(e.Amount)
	if e.Participants != nil { // versions older than this field keep their hash
		text("participants")
		optional(e.Participants)
	}
	return b
}

// seal sets the hash of a version after the one written before it, of whatever entry.
func (e *Entry) seal(prev chain.Head) {
	e.Seq = prev.Seq + 1
	e.Hash = prev.Next(e.bytes()).Hash
}

// follows says whether the content still has the hash that was given to it after prev.
func (e *Entry) follows(prev chain.Head) bool {
	c := *e
	c.seal(prev)
	return c.Hash == e.Hash && c.Seq == e.Seq
}

// same compares contents; the batch is not content, only where it was read last.
func (c Content) same(o Content) bool {
	c.Batch, o.Batch = "", ""
	eq := func(a, b *int64) bool { return a == b || a != nil && b != nil && *a == *b }
	if !eq(c.Participations, o.Participations) || !eq(c.People, o.People) || !eq(c.Minutes, o.Minutes) || !eq(c.Amount, o.Amount) ||
		!eq(c.Participants, o.Participants) {
		return false
	}
	c.Participations, c.People, c.Participants, c.Minutes, c.Amount = nil, nil, nil, nil, nil
	o.Participations, o.People, o.Participants, o.Minutes, o.Amount = nil, nil, nil, nil, nil
	return c == o
}

// Activities are the primary one and those that it also serves.
func (c Content) Activities() []string {
	list := split(c.Also)
	if c.Activity != "" {
		list = append([]string{c.Activity}, list...)
	}
	return list
}

// Alsos, TagList and Issues are the lists behind the text columns.
func (c Content) Alsos() []string { return split(c.Also) }

// TagList lists the tags.
func (c Content) TagList() []string { return split(c.Tags) }

// Issues lists what is in doubt about the date.
func (c Content) Issues() []string { return split(c.DateIssues) }

// UnreadCells lists the cells without a usable value, "field:why".
func (c Content) UnreadCells() []string { return split(c.Unread) }

// Reading returns a dated reading in thousandths of its unit.
func (c Content) Reading(name string) (milli int64, ok bool) {
	for part := range strings.SplitSeq(c.Readings, ";") {
		if value, found := strings.CutPrefix(part, name+"="); found {
			n, err := strconv.ParseInt(value, 10, 64)
			return n, err == nil
		}
	}
	return 0, false
}

func split(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, ",")
}

func joinSorted(list []string) string {
	slices.Sort(list)
	return strings.Join(slices.Compact(list), ",")
}
