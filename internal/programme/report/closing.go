package report

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"maillage/internal/db"
	"maillage/internal/kit/actor"
	"maillage/internal/kit/apperr"
	"maillage/internal/kit/lang"
)

// Bounds of what closes a variance, or says why a version is corrected, in letters.
const (
	MinClosing   = 15
	MaxClosing   = 4000
	MaxReference = 200
)

// closingKinds name what closes a variance.
var closingKinds = map[ClosingKind]lang.Text{
	ByReason: {FR: "Motif", EN: "Reason"}, ByMeasure: {FR: "Mesure corrective", EN: "Corrective measure"}, ByApproval: {FR: "Accord du cofinanceur", EN: "Funder’s agreement"},
}

// ClosingKinds lists what may close a variance, in the order in which it is offered.
func ClosingKinds() []ClosingKind { return []ClosingKind{ByReason, ByMeasure, ByApproval} }

// Name is the kind as people read it.
func (k ClosingKind) Name(language string) string { return closingKinds[k].In(language) }

// CloseInput is what a person says of a variance.
type CloseInput struct {
	Kind      ClosingKind
	Text      string
	Reference string // of the funder's letter, for its agreement
}

// check says what is missing, by field of the form.
func (in CloseInput) check() error {
	if _, ok := closingKinds[in.Kind]; !ok {
		return apperr.Newf(apperr.Invalid, "variance.kind", "« %s » ne clôt pas un écart : écrivez reason (motif), measure (mesure corrective) ou agreement (accord du cofinanceur).",
			"“%s” closes no variance: write reason, measure or agreement.", in.Kind)
	}
	switch n := utf8.RuneCountInString(in.Text); {
	case n < MinClosing:
		return apperr.Newf(apperr.Invalid, "variance.text", "L’explication est trop courte : le cofinanceur doit pouvoir comprendre. Écrivez au moins %d caractères.",
			"The explanation is too short: the funder must understand it. Write at least %d letters.", MinClosing)
	case n > MaxClosing:
		return apperr.Newf(apperr.Invalid, "variance.text", "L’explication dépasse %d caractères.", "The explanation is longer than %d letters.", MaxClosing)
	}
	if in.Kind == ByApproval && in.Reference == "" {
		return apperr.New(apperr.Invalid, "variance.reference", "L’accord du cofinanceur demande sa référence : date et numéro de la lettre ou de l’avenant.",
			"The funder’s agreement needs its reference: date and number of the letter or amendment.")
	}
	if utf8.RuneCountInString(in.Reference) > MaxReference {
		return apperr.Newf(apperr.Invalid, "variance.reference", "La référence dépasse %d caractères.", "The reference is longer than %d letters.", MaxReference)
	}
	return nil
}

// act is one line of the history of a variance.
type act struct {
	ID        string      `bun:"id"`
	Key       string      `bun:"key"`
	Act       string      `bun:"act"`
	Kind      ClosingKind `bun:"kind"`
	Text      string      `bun:"words"`
	Reference string      `bun:"reference"`
	Terms     string      `bun:"terms"`  // in a form that no language changes
	Told      string      `bun:"told"`   // as who acted read them
	Source    string      `bun:"source"` // the imported row that did it, "" for a person
	Actor     string      `bun:"actor"`
	At        time.Time   `bun:"at"`
}

// What is done to a variance.
const (
	actClosed   = "closed"
	actReopened = "reopened"
)

// settle sets the closing beside the variance; it is stale when the terms are no longer those that were closed.
func (v *Variance) settle(a act, language string) {
	if a.Act != actClosed {
		return
	}
	v.Closing = &Closing{Kind: a.Kind, KindName: a.Kind.Name(language), Text: a.Text, Reference: a.Reference, By: a.Actor, At: a.At.UTC(), Told: a.Told}
	v.Stale = a.Terms != v.terms
}

// Variances proposes the variances of now, open ones first. Errors: not_found before the first report.
func (s *Service) Variances(ctx context.Context, o Options) ([]Variance, error) {
	o.Final = false
	doc, err := s.Build(ctx, o)
	if err != nil {
		return nil, err
	}
	return doc.Variances, nil
}

// CloseVariance closes a variance as it stands. Errors: not_found when nothing proposes it; invalid for an explanation that says too little.
func (s *Service) CloseVariance(ctx context.Context, key string, in CloseInput) error {
	in.Text, in.Reference = strings.TrimSpace(in.Text), strings.TrimSpace(in.Reference)
	if err := in.check(); err != nil {
		return err
	}
	return s.actOn(ctx, key, func(v Variance) (act, error) {
		return act{Act: actClosed, Kind: in.Kind, Text: in.Text, Reference: in.Reference, Terms: v.terms}, nil
	})
}

// ReopenVariance takes a closing back; its history stays. Errors: not_found; conflict when it is not closed.
func (s *Service) ReopenVariance(ctx context.Context, key string) error {
	return s.actOn(ctx, key, func(v Variance) (act, error) {
		if v.Closing == nil {
			return act{}, apperr.New(apperr.Conflict, "variance.open", "Cet écart n’est pas clos.", "This variance is not closed.")
		}
		return act{Act: actReopened, Terms: v.terms}, nil
	})
}

func (s *Service) actOn(ctx context.Context, key string, do func(Variance) (act, error)) error {
	return s.DB.Tx(ctx, func(ctx context.Context) error {
		_, funder, _ := strings.Cut(key, "@")
		list, err := s.Variances(ctx, Options{Funder: funder})
		if err != nil {
			return err
		}
		for _, v := range list {
			if v.Key != key {
				continue
			}
			a, err := do(v)
			if err != nil {
				return err
			}
			return s.record(ctx, v, a)
		}
		return apperr.Newf(apperr.NotFound, "variance.none", "Aucun écart ne s’appelle « %s » aujourd’hui. Listez-les : maillage variance list", "No variance is called “%s” today. List them: maillage variance list", key)
	})
}

func (s *Service) record(ctx context.Context, v Variance, a act) error {
	id, err := uuid.NewV7()
	if err != nil {
		return err
	}
	a.ID, a.Key, a.Actor, a.At = id.String(), v.Key, actor.From(ctx), db.Now(s.Now())
	a.Told = v.Planned + " / " + v.Actual
	if err := (store{s.DB}).addAct(ctx, a); err != nil {
		return err
	}
	return s.Trail.Record(ctx, a.Act, "variance", v.Key, "", v.Title)
}

// readClosings finds the last act of each variance at the moment of the document.
func (b *builder) readClosings(ctx context.Context) error {
	acts, err := store{b.s.DB}.acts(ctx, db.Now(b.moment()))
	b.closings = map[string]act{}
	for _, a := range acts {
		b.closings[a.Key] = a
	}
	return err
}
