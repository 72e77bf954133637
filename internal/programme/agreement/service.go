package agreement

import (
	"context"
	"sync"

	"maillage/internal/db"
	"maillage/internal/kit/apperr"
	"maillage/internal/kit/audit"
)

// Service holds the verbs of the agreement.
type Service struct {
	DB          *db.DB
	Trail       *audit.Trail
	Territories Territories
	// Replaced is called in the transaction of an import, so that entries are attributed anew; app connects the ledger here.
	Replaced func(ctx context.Context, before, after *Agreement) error

	mu     sync.Mutex
	cached *Agreement
}

// Import replaces the agreement by the content of a TOML file. Importing the same agreement again changes nothing and returns false.
// Errors: invalid (the file), conflict (it drops an activity or a nature that has entries).
func (s *Service) Import(ctx context.Context, content []byte, source string) (changed bool, err error) {
	next, err := Read(content, s.Territories)
	if err != nil {
		return false, err
	}
	err = s.DB.Tx(ctx, func(ctx context.Context) error {
		before, err := s.Current(ctx)
		if err != nil && apperr.CodeOf(err) != apperr.NotFound {
			return err
		}
		digest, err := audit.Digest(next)
		if err != nil {
			return err
		}
		if same(before, digest) {
			return nil
		}
		changed = true
		return s.replace(ctx, before, next, digest, source)
	})
	return changed, err
}

func same(before *Agreement, digest string) bool {
	if before == nil {
		return false
	}
	old, err := audit.Digest(before)
	return err == nil && old == digest
}

func (s *Service) replace(ctx context.Context, before, next *Agreement, digest, source string) error {
	next.Revision = 1
	if before != nil {
		next.Revision = before.Revision + 1
	}
	st := store{s.DB}
	if err := st.clear(ctx); err != nil {
		return err
	}
	if err := st.insert(ctx, next, source); err != nil {
		return err
	}
	if s.Replaced != nil {
		if err := s.Replaced(ctx, before, next); err != nil {
			return err
		}
	}
	return s.Trail.Record(ctx, "imported", "agreement", "", digest, source)
}

// Current returns the agreement. It is read again only when its revision has moved. Errors: not_found before the first import.
func (s *Service) Current(ctx context.Context) (*Agreement, error) {
	st := store{s.DB}
	revision, err := st.revision(ctx)
	if err != nil {
		return nil, err
	}
	if revision == 0 {
		return nil, apperr.New(apperr.NotFound, "agreement.none",
			"Cette installation n’a pas encore de convention. Importez-en une : maillage import agreement programme.toml",
			"This installation has no agreement yet. Import one: maillage import agreement programme.toml")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.cached != nil && s.cached.Revision == revision {
		return s.cached, nil
	}
	a, err := st.load(ctx)
	if err != nil {
		return nil, err
	}
	if !db.InTx(ctx) { // what a transaction sees may be rolled back
		s.cached = a
	}
	return a, nil
}

// Verify compares the agreement with the digest that the audit trail kept of it, and says whether they differ.
func (s *Service) Verify(ctx context.Context) (altered bool, err error) {
	a, err := store{s.DB}.load(ctx)
	if apperr.CodeOf(err) == apperr.NotFound {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	digest, err := audit.Digest(a)
	if err != nil {
		return false, err
	}
	last, err := s.Trail.LastDigests(ctx, "agreement")
	return last[""] != digest, err
}
