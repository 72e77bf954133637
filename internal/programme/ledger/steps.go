package ledger

import (
	"cmp"
	"context"
	"database/sql"
	"iter"
	"strings"
	"time"

	"maillage/internal/db"
)

// Step is one version of an entry beside the one that it took over from: what a figure may have changed by.
type Step struct {
	At     time.Time // when it was written; one transaction, such as an import, has one time
	Actor  string
	Act    string
	Entry  string
	Title  string
	Before *Counted // nil: the entry was not there
	After  *Counted // nil: it is no longer there
}

// Counted is what rules look at of one version. The sums of its cell are those of one entry.
type Counted struct {
	BeneficiaryCell
	Start, End string
	Readings   string
}

// Reading is the version as a reading of a stock.
func (c Counted) Reading(entry string) DatedReading {
	return DatedReading{Cell: c.Cell, Entry: entry, From: c.Start, On: c.End, Readings: c.Readings}
}

// Older orders readings as they follow each other: one known only by its year is the oldest of that year.
func Older(a, b DatedReading) int {
	return cmp.Or(cmp.Compare(a.Year, b.Year), strings.Compare(a.day(), b.day()), strings.Compare(a.Entry, b.Entry))
}

func (d DatedReading) day() string {
	if strings.HasSuffix(d.From, "-01-01") && strings.HasSuffix(d.On, "-12-31") {
		return d.From
	}
	return d.On
}

const countedColumns = "kind activity year funder department state also tags participations people participants minutes amount beneficiary_key start_on end_on readings"

func countedOf(alias string) string {
	return alias + "." + strings.Join(strings.Fields(countedColumns), ", "+alias+".")
}

// Steps walks the versions of some natures back in time, from a moment (zero: now), at most so many. Those of one time follow each other.
func (s *Service) Steps(ctx context.Context, kinds []string, asOf time.Time, most int) iter.Seq2[Step, error] {
	var parts []string
	var args []any
	if len(kinds) > 0 {
		parts, args = append(parts, "(e.kind in (?) or o.kind in (?))"), append(args, db.In(kinds), db.In(kinds))
	}
	if !asOf.IsZero() {
		parts, args = append(parts, "e.known_from <= ?"), append(args, db.Now(asOf))
	}
	where := ""
	if len(parts) > 0 {
		where = " where " + strings.Join(parts, " and ")
	}
	return func(yield func(Step, error) bool) {
		rows, err := s.DB.Rows(ctx, `/* ledger.steps */ select e.known_from, e.actor, e.act, e.id, e.title, `+countedOf("e")+`, coalesce(o.act, 'removed'), `+countedOf("o")+`
			from entry e left join entry o on o.id = e.id and o.version = e.version - 1`+where+` order by e.seq desc limit ?`, append(args, most)...)
		if err != nil {
			yield(Step{}, err)
			return
		}
		defer func() { _ = rows.Close() }()
		for rows.Next() {
			step, err := scanStep(rows)
			if !yield(step, err) || err != nil {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(Step{}, err)
		}
	}
}

func scanStep(rows *sql.Rows) (Step, error) {
	var s Step
	var after, before countedRow
	var actBefore string
	dest := append([]any{&s.At, &s.Actor, &s.Act, &s.Entry, &s.Title}, after.dest()...)
	err := rows.Scan(append(append(dest, &actBefore), before.dest()...)...)
	if s.Act != "removed" {
		s.After = after.counted()
	}
	if actBefore != "removed" { // also said of a version that there is none before
		s.Before = before.counted()
	}
	return s, err
}

// countedRow holds the columns as they come: all of them are null where there was no version.
type countedRow struct {
	kind, activity, funder, department, state, also, tags, beneficiary, start, end, readings sql.NullString
	year, participations, people, participants, minutes, amount                              sql.NullInt64
}

func (r *countedRow) dest() []any {
	return []any{
		&r.kind, &r.activity, &r.year, &r.funder, &r.department, &r.state, &r.also, &r.tags, &r.participations, &r.people, &r.participants, &r.minutes, &r.amount,
		&r.beneficiary, &r.start, &r.end, &r.readings,
	}
}

func (r *countedRow) counted() *Counted {
	known := func(n sql.NullInt64) int64 {
		if n.Valid {
			return 1
		}
		return 0
	}
	return &Counted{
		BeneficiaryCell: BeneficiaryCell{Beneficiary: r.beneficiary.String, Cell: Cell{
			Kind: r.kind.String, Activity: r.activity.String, Year: int(r.year.Int64), Funder: r.funder.String, Department: r.department.String,
			State: State(r.state.String), Also: r.also.String, Tags: r.tags.String, N: 1,
			Participations: r.participations.Int64, ParticipationsKnown: known(r.participations), People: r.people.Int64, PeopleKnown: known(r.people),
			Participants: r.participants.Int64, ParticipantsKnown: known(r.participants),
			Minutes: r.minutes.Int64, MinutesKnown: known(r.minutes), Amount: r.amount.Int64, AmountKnown: known(r.amount),
		}},
		Start: r.start.String, End: r.end.String, Readings: r.readings.String,
	}
}
