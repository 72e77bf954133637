package ledger

import (
	"context"
	"strings"
	"time"

	"maillage/internal/db"
)

// Cell is the sum of the entries that agree on everything that figures filter on. All figures of a report are added up from cells, which
// are kept beside the entries in the transaction that writes them: the cost of figures grows with the number of cells, not of entries.
type Cell struct {
	Kind       string
	Activity   string
	Year       int
	Funder     string
	Department string
	State      State
	Also       string
	Tags       string
	N          int64
	// Sums over the entries that have the value, and how many have it.
	Participations, ParticipationsKnown int64
	People, PeopleKnown                 int64
	Participants, ParticipantsKnown     int64
	Minutes, MinutesKnown               int64
	Amount, AmountKnown                 int64
}

// Plus adds the sums of another cell of the same place, or takes them away with sign -1; an empty cell takes its place.
func (c Cell) Plus(o Cell, sign int64) Cell {
	sum := o
	for _, x := range []struct{ to, from, add *int64 }{
		{&sum.N, &c.N, &o.N}, {&sum.Participations, &c.Participations, &o.Participations}, {&sum.ParticipationsKnown, &c.ParticipationsKnown, &o.ParticipationsKnown},
		{&sum.People, &c.People, &o.People}, {&sum.PeopleKnown, &c.PeopleKnown, &o.PeopleKnown},
		{&sum.Participants, &c.Participants, &o.Participants}, {&sum.ParticipantsKnown, &c.ParticipantsKnown, &o.ParticipantsKnown}, {&sum.Minutes, &c.Minutes, &o.Minutes},
		{&sum.MinutesKnown, &c.MinutesKnown, &o.MinutesKnown}, {&sum.Amount, &c.Amount, &o.Amount}, {&sum.AmountKnown, &c.AmountKnown, &o.AmountKnown},
	} {
		*x.to = *x.from + sign**x.add
	}
	return sum
}

const dimensions = "e.kind, e.activity, e.year, e.funder, e.department, e.state, e.also, e.tags"

const summed = `select ` + dimensions + `, count(*) as n,
	cast(coalesce(sum(e.participations), 0) as bigint) as participations, count(e.participations) as participations_known,
	cast(coalesce(sum(e.people), 0) as bigint) as people, count(e.people) as people_known,
	cast(coalesce(sum(e.participants), 0) as bigint) as participants, count(e.participants) as participants_known,
	cast(coalesce(sum(e.minutes), 0) as bigint) as minutes, count(e.minutes) as minutes_known,
	cast(coalesce(sum(e.amount), 0) as bigint) as amount, count(e.amount) as amount_known from entry e`

// Cube returns the cells of some natures, of all when none is named, as known at a moment (zero: now). The past is added up from the
// versions known then, which reads every entry of those natures.
func (s *Service) Cube(ctx context.Context, kinds []string, asOf time.Time) ([]Cell, error) {
	if asOf.IsZero() {
		return store{s.DB}.cells(ctx, kinds)
	}
	condition, args := Filter{Kinds: kinds, AsOf: asOf}.where()
	var cells []Cell
	err := s.DB.All(ctx, &cells, `/* ledger.cubeAsOf */ `+summed+` where `+condition+` group by `+dimensions, args...)
	return cells, err
}

// BeneficiaryCell is a cell of the entries for one beneficiary, by its folded name.
type BeneficiaryCell struct {
	Cell
	Beneficiary string
}

// Beneficiaries lists, for each beneficiary, the cells that it stands in.
func (s *Service) Beneficiaries(ctx context.Context, kinds []string, asOf time.Time) ([]BeneficiaryCell, error) {
	condition, args := Filter{Kinds: kinds, AsOf: asOf}.where()
	var cells []BeneficiaryCell
	err := s.DB.All(ctx, &cells, `/* ledger.beneficiaries */ select `+dimensions+`, e.beneficiary_key as beneficiary, count(*) as n from entry e
		where `+condition+` and e.beneficiary_key <> '' group by `+dimensions+`, e.beneficiary_key`, args...)
	return cells, err
}

// DatedReading is one reading of a stock.
type DatedReading struct {
	Cell
	Entry    string
	From     string // the first day that it speaks of
	On       string // the last
	Readings string
}

// Readings lists the dated readings of some natures, oldest first.
func (s *Service) Readings(ctx context.Context, kinds []string, asOf time.Time) ([]DatedReading, error) {
	condition, args := Filter{Kinds: kinds, AsOf: asOf}.where()
	var list []DatedReading
	// A reading known only by its year is the oldest of that year: it must not hide a later one that has a day.
	err := s.DB.All(ctx, &list, `/* ledger.readings */ select `+dimensions+`, 1 as n, e.id as entry, e.start_on as "from", e.end_on as "on", e.readings from entry e
		where `+condition+` and e.readings <> ''
		order by e.year, case when e.start_on like '%-01-01' and e.end_on like '%-12-31' then e.start_on else e.end_on end, e.id`, args...)
	return list, err
}

// Milli returns a reading in thousandths of its unit.
func (d DatedReading) Milli(name string) (int64, bool) {
	return Content{Readings: d.Readings}.Reading(name)
}

// Proof says how many entries of a cell have a proof of a kind, by the state of the item.
type Proof struct {
	Cell
	Proof  string
	Stored bool
}

// Proofs counts, by cell, the entries that have evidence of each kind: a stored file, or a link that was not captured. It tells what was
// known at a moment, zero for now: a link captured since was only announced, a piece withdrawn since was there.
func (s *Service) Proofs(ctx context.Context, kinds []string, asOf time.Time) ([]Proof, error) {
	condition, args := Filter{Kinds: kinds, AsOf: asOf}.where()
	at := momentOf(asOf)
	var list []Proof
	err := s.DB.All(ctx, &list, `/* ledger.proofs */ select `+dimensions+`, i.kind as proof, case when i.state = 'stored' then true else false end as stored,
		count(distinct e.id) as n from evidence_proved l join evidence_known i on i.id = l.item and i.known_from <= ? and (i.known_to is null or i.known_to > ?)
		join entry e on e.id = l.entry
		where l.known_from <= ? and (l.known_to is null or l.known_to > ?) and `+condition+` group by `+dimensions+`, i.kind, stored`, append([]any{at, at, at, at}, args...)...)
	return list, err
}

// momentOf is a moment to compare with: for "now" one that nothing is after.
func momentOf(asOf time.Time) time.Time {
	if asOf.IsZero() {
		return time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	return db.Now(asOf)
}

// Serves says whether a cell belongs to one of some activities, as the primary one or as one that it also serves. A whole axis is named
// by its number.
func (c Cell) Serves(activities []string) bool {
	return among(activities, c.Activity) || c.alsoServes(activities)
}

func (c Cell) alsoServes(activities []string) bool {
	for number := range strings.SplitSeq(c.Also, ",") {
		if among(activities, number) {
			return true
		}
	}
	return false
}

func among(activities []string, number string) bool {
	for _, a := range activities {
		if number == a || number != "" && strings.HasPrefix(number, a+".") {
			return true
		}
	}
	return false
}
