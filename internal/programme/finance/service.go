package finance

import (
	"context"
	"time"

	"maillage/internal/db"
	"maillage/internal/kit/apperr"
	"maillage/internal/kit/audit"
	"maillage/internal/programme/agreement"
)

// Service holds the verbs of finance.
type Service struct {
	DB         *db.DB
	Trail      *audit.Trail
	Agreements *agreement.Service
	Now        func() time.Time
}

// The objects of the audit trail: each keeps the digest of all its versions.
const (
	planObject     = "finance"
	expensesObject = "costs"
	receiptsObject = "resources"
)

// Import replaces the plan of financing by that of a TOML file; the plan before it is kept for statements of earlier moments. Importing the
// same plan again changes nothing and returns false. Errors: invalid (the file), not_found (no agreement yet).
func (s *Service) Import(ctx context.Context, content []byte, source string) (changed bool, err error) {
	a, err := s.Agreements.Current(ctx)
	if err != nil {
		return false, err
	}
	next, err := Read(content, a)
	if err != nil {
		return false, err
	}
	digest, err := audit.Digest(next)
	if err != nil {
		return false, err
	}
	err = s.DB.Tx(ctx, func(ctx context.Context) error {
		before, err := s.Plan(ctx)
		if err != nil && apperr.CodeOf(err) != apperr.NotFound {
			return err
		}
		if err == nil {
			if old, err := audit.Digest(before); err != nil || old == digest {
				return err
			}
		}
		changed = true
		if err := (store{s.DB}).replacePlan(ctx, next, source, db.Now(s.Now())); err != nil {
			return err
		}
		return s.sealAs(ctx, planObject, source)
	})
	return changed, err
}

// Plan returns the plan of financing. Errors: not_found before the first import.
func (s *Service) Plan(ctx context.Context) (*Plan, error) { return store{s.DB}.plan(ctx, current) }

// Current returns the plan of financing, or one with no operation when none was imported yet.
func (s *Service) Current(ctx context.Context) (*Plan, error) { return s.planAt(ctx, current) }

func (s *Service) planAt(ctx context.Context, at time.Time) (*Plan, error) {
	p, err := store{s.DB}.plan(ctx, at)
	if apperr.CodeOf(err) == apperr.NotFound {
		return &Plan{Threshold: DefaultThreshold}, nil
	}
	return p, err
}

// Verify compares the plans, expenses and resources, with all their versions, with the digests that the audit trail kept of them, and says
// whether one differs.
func (s *Service) Verify(ctx context.Context) (altered bool, err error) {
	for _, object := range []string{planObject, expensesObject, receiptsObject} {
		digest, rows, err := s.digest(ctx, object)
		if err != nil {
			return false, err
		}
		last, err := s.Trail.LastDigests(ctx, object)
		if err != nil {
			return false, err
		}
		if told := last[""]; told != digest && (told != "" || rows > 0) {
			return true, nil
		}
	}
	return false, nil
}

func (s *Service) seal(ctx context.Context, object string) error { return s.sealAs(ctx, object, "") }

// sealAs writes the digest of all versions into the audit trail.
func (s *Service) sealAs(ctx context.Context, object, detail string) error {
	digest, _, err := s.digest(ctx, object)
	if err != nil {
		return err
	}
	return s.Trail.Record(ctx, "imported", object, "", digest, detail)
}

func (s *Service) digest(ctx context.Context, object string) (digest string, rows int, err error) {
	st := store{s.DB}
	var list any
	switch object {
	case planObject:
		var plans []sealed[string]
		plans, err = st.everyPlan(ctx)
		list, rows = plans, len(plans)
	case expensesObject:
		var expenses []sealed[Expense]
		expenses, err = st.everyExpense(ctx)
		list, rows = expenses, len(expenses)
	case receiptsObject:
		var receipts []sealed[Receipt]
		receipts, err = st.everyReceipt(ctx)
		list, rows = receipts, len(receipts)
	}
	if err != nil {
		return "", 0, err
	}
	digest, err = audit.Digest(list)
	return digest, rows, err
}
