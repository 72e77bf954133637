package finance

import (
	"context"
	"encoding/json"
	"time"

	"maillage/internal/db"
	"maillage/internal/kit/apperr"
)

type store struct{ db *db.DB }

// current asks for what stands now; any other moment for what stood then.
var current time.Time

const (
	expenseColumns = "id, version, reference, piece, activity, axis, line, funder, spent_on, paid_on, proof, supplier, label, amount, share, charged, accepted, reason"
	receiptColumns = "id, version, reference, operation, source, name, received_on, amount, attestation"
	asKnown        = "added_at <= ? and (removed_at is null or removed_at > ?)"
)

// far stands for now in a comparison with the moments of versions.
var far = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)

// moment is when to look from: a version that ends at or before it is passed over.
func moment(at time.Time) time.Time {
	if at.Equal(current) {
		return far
	}
	return db.Now(at)
}

func (s store) expenses(ctx context.Context, at time.Time) ([]Expense, error) {
	var list []Expense
	m := moment(at)
	err := s.db.All(ctx, &list, `/* finance.expenses */ select `+expenseColumns+` from finance_expense where `+asKnown+` order by spent_on, id`, m, m)
	return list, err
}

func (s store) receipts(ctx context.Context, at time.Time) ([]Receipt, error) {
	var list []Receipt
	m := moment(at)
	err := s.db.All(ctx, &list, `/* finance.receipts */ select `+receiptColumns+` from finance_receipt where `+asKnown+` order by received_on, id`, m, m)
	return list, err
}

// saveExpense ends the current version of an expense and, unless it is removed, adds the next one.
func (s store) saveExpense(ctx context.Context, e Expense, removed bool, at time.Time) error {
	if _, err := s.db.Exec(ctx, `/* finance.endExpense */ update finance_expense set removed_at = ? where id = ? and removed_at is null`, at, e.ID); err != nil || removed {
		return err
	}
	_, err := s.db.Exec(ctx, `/* finance.addExpense */ insert into finance_expense (`+expenseColumns+`, added_at)
		values (?, (select coalesce(max(version), 0) + 1 from finance_expense where id = ?), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		e.ID, e.ID, e.Reference, e.Piece, e.Activity, e.Axis, string(e.Line), e.Funder, e.SpentOn, e.PaidOn, e.Proof, e.Supplier, e.Label,
		e.Amount, e.Share, e.Charged, e.Accepted, e.Reason, at)
	return err
}

// saveReceipt ends the current version of a resource and, unless it is removed, adds the next one.
func (s store) saveReceipt(ctx context.Context, x Receipt, removed bool, at time.Time) error {
	if _, err := s.db.Exec(ctx, `/* finance.endReceipt */ update finance_receipt set removed_at = ? where id = ? and removed_at is null`, at, x.ID); err != nil || removed {
		return err
	}
	_, err := s.db.Exec(ctx, `/* finance.addReceipt */ insert into finance_receipt (`+receiptColumns+`, added_at)
		values (?, (select coalesce(max(version), 0) + 1 from finance_receipt where id = ?), ?, ?, ?, ?, ?, ?, ?, ?)`,
		x.ID, x.ID, x.Reference, x.Operation, string(x.Source), x.Name, x.ReceivedOn, x.Amount, x.Attestation, at)
	return err
}

// plan reads the plan that stood at a moment. Errors: not_found when there was none.
func (s store) plan(ctx context.Context, at time.Time) (*Plan, error) {
	var list []string
	m := moment(at)
	if err := s.db.All(ctx, &list, `/* finance.plan */ select content from finance_plan where `+asKnown, m, m); err != nil {
		return nil, err
	}
	if len(list) == 0 {
		return nil, apperr.New(apperr.NotFound, "finance.none",
			"Cette installation n’a pas encore de plan de financement. Importez-en un : maillage import finance finance.toml",
			"This installation has no plan of financing yet. Import one: maillage import finance finance.toml")
	}
	p := &Plan{}
	return p, json.Unmarshal([]byte(list[0]), p)
}

// replacePlan ends the plan that stands and adds the next one.
func (s store) replacePlan(ctx context.Context, p *Plan, source string, at time.Time) error {
	content, err := json.Marshal(p)
	if err != nil {
		return err
	}
	if _, err := s.db.Exec(ctx, `/* finance.endPlan */ update finance_plan set removed_at = ? where removed_at is null`, at); err != nil {
		return err
	}
	_, err = s.db.Exec(ctx, `/* finance.addPlan */ insert into finance_plan (version, content, source, added_at)
		values ((select coalesce(max(version), 0) + 1 from finance_plan), ?, ?, ?)`, string(content), source, at)
	return err
}

// sealed is a row with the moments of its version, for the digest that the audit trail keeps.
type sealed[T any] struct {
	Row            T
	Added, Removed int64 // microseconds; 0 for a version that stands
}

type moments struct {
	AddedAt   time.Time  `bun:"added_at"`
	RemovedAt *time.Time `bun:"removed_at"`
}

func (m moments) seal() (added, removed int64) {
	if m.RemovedAt != nil {
		removed = m.RemovedAt.UnixMicro()
	}
	return m.AddedAt.UnixMicro(), removed
}

func (s store) everyExpense(ctx context.Context) ([]sealed[Expense], error) {
	var list []struct {
		Expense
		moments
	}
	err := s.db.All(ctx, &list, `/* finance.everyExpense */ select `+expenseColumns+`, added_at, removed_at from finance_expense order by id, version`)
	out := make([]sealed[Expense], len(list))
	for i, x := range list {
		out[i].Row = x.Expense
		out[i].Added, out[i].Removed = x.seal()
	}
	return out, err
}

func (s store) everyReceipt(ctx context.Context) ([]sealed[Receipt], error) {
	var list []struct {
		Receipt
		moments
	}
	err := s.db.All(ctx, &list, `/* finance.everyReceipt */ select `+receiptColumns+`, added_at, removed_at from finance_receipt order by id, version`)
	out := make([]sealed[Receipt], len(list))
	for i, x := range list {
		out[i].Row = x.Receipt
		out[i].Added, out[i].Removed = x.seal()
	}
	return out, err
}

func (s store) everyPlan(ctx context.Context) ([]sealed[string], error) {
	var list []struct {
		Content string `bun:"content"`
		moments
	}
	err := s.db.All(ctx, &list, `/* finance.everyPlan */ select content, added_at, removed_at from finance_plan order by version`)
	out := make([]sealed[string], len(list))
	for i, x := range list {
		out[i].Row = x.Content
		out[i].Added, out[i].Removed = x.seal()
	}
	return out, err
}
