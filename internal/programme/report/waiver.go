package report

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"maillage/internal/db"
	"maillage/internal/kit/actor"
	"maillage/internal/kit/apperr"
	"maillage/internal/kit/lang"
)

// Waiver is a finding of the consistency check that a person answers for (dérogation): it stays as it is, with a name and a reason, and
// stands in the annex of every document. It tells the finding as it was read on that day.
type Waiver struct {
	Fingerprint string    `json:"fingerprint"`
	Rule        string    `json:"rule"`
	Severity    string    `json:"severity"`
	Words       string    `json:"words"`
	Place       string    `json:"place"`
	Message     lang.Text `json:"message"`
	Reason      string    `json:"reason"`
	By          string    `json:"by"`
	At          time.Time `json:"at"`
}

// Bounds of a reason, in letters.
const (
	MinReason = 15
	MaxReason = 2000
)

// waiverAct is one line of the history of a waiver.
type waiverAct struct {
	ID          string    `bun:"id"`
	Fingerprint string    `bun:"fingerprint"`
	Act         string    `bun:"act"`
	Rule        string    `bun:"rule"`
	Severity    string    `bun:"severity"`
	Words       string    `bun:"words"`
	Place       string    `bun:"place"`
	MessageFR   string    `bun:"message_fr"`
	MessageEN   string    `bun:"message_en"`
	Reason      string    `bun:"reason"`
	Actor       string    `bun:"actor"`
	At          time.Time `bun:"at"`
}

// What is done to a finding.
const (
	actWaived = "waived"
	actLifted = "lifted"
)

func (a waiverAct) waiver() Waiver {
	return Waiver{
		Fingerprint: a.Fingerprint, Rule: a.Rule, Severity: a.Severity, Words: a.Words, Place: a.Place, Message: lang.Text{FR: a.MessageFR, EN: a.MessageEN},
		Reason: a.Reason, By: a.Actor, At: a.At.UTC(),
	}
}

// Waive answers for a finding of the draft of a perimeter as it stands. Errors: not_found when the check finds no such thing now; invalid for
// a reason that says too little; conflict when it is waived already.
func (s *Service) Waive(ctx context.Context, o Options, fingerprint, reason string) error {
	reason = strings.TrimSpace(reason)
	switch n := utf8.RuneCountInString(reason); {
	case n < MinReason:
		return apperr.Newf(apperr.Invalid, "check.reason", "Le motif est trop court : l’auditeur doit pouvoir comprendre pourquoi le texte reste ainsi. Écrivez au moins %d caractères.",
			"The reason is too short: the auditor must understand why the text stays so. Write at least %d letters.", MinReason)
	case n > MaxReason:
		return apperr.Newf(apperr.Invalid, "check.reason", "Le motif dépasse %d caractères.", "The reason is longer than %d letters.", MaxReason)
	}
	return s.DB.Tx(ctx, func(ctx context.Context) error {
		review, err := s.Review(ctx, o)
		if err != nil {
			return err
		}
		f, ok := review.find(fingerprint)
		if !ok {
			return apperr.Newf(apperr.NotFound, "check.none", "Le contrôle ne relève rien sous l’empreinte « %.40s » aujourd’hui. Listez ce qu’il relève : maillage check",
				"The check finds nothing under the fingerprint “%.40s” today. List what it finds: maillage check", fingerprint)
		}
		if f.Waived != nil {
			return apperr.New(apperr.Conflict, "check.waived", "Une dérogation couvre déjà ce point.", "This point is waived already.")
		}
		return s.recordWaiver(ctx, waiverAct{
			Fingerprint: fingerprint, Act: actWaived, Rule: f.Rule, Severity: string(f.Severity), Words: f.Words, Place: f.Place(),
			MessageFR: f.Message.FR, MessageEN: f.Message.EN, Reason: reason,
		})
	})
}

// LiftWaiver takes a waiver back; its history stays. Errors: not_found when there is none.
func (s *Service) LiftWaiver(ctx context.Context, fingerprint string) error {
	return s.DB.Tx(ctx, func(ctx context.Context) error {
		list, err := s.waivers(ctx, s.Now())
		if err != nil {
			return err
		}
		i := slices.IndexFunc(list, func(w Waiver) bool { return w.Fingerprint == fingerprint })
		if i < 0 {
			return apperr.Newf(apperr.NotFound, "check.not_waived", "Aucune dérogation ne porte l’empreinte « %.40s ».", "No waiver bears the fingerprint “%.40s”.", fingerprint)
		}
		w := list[i]
		return s.recordWaiver(ctx, waiverAct{
			Fingerprint: fingerprint, Act: actLifted, Rule: w.Rule, Severity: w.Severity, Words: w.Words, Place: w.Place, MessageFR: w.Message.FR, MessageEN: w.Message.EN,
		})
	})
}

func (s *Service) recordWaiver(ctx context.Context, a waiverAct) error {
	id, err := uuid.NewV7()
	if err != nil {
		return err
	}
	a.ID, a.Actor, a.At = id.String(), actor.From(ctx), db.Now(s.Now())
	if err := (store{s.DB}).addWaiverAct(ctx, a); err != nil {
		return err
	}
	return s.Trail.Record(ctx, a.Act, "waiver", a.Fingerprint, "", a.Rule+" : "+a.Words)
}

// waivers lists those in force at a moment, by rule and place.
func (s *Service) waivers(ctx context.Context, at time.Time) ([]Waiver, error) {
	acts, err := store{s.DB}.waiverActs(ctx, db.Now(at))
	if err != nil {
		return nil, err
	}
	last := map[string]waiverAct{}
	for _, a := range acts {
		last[a.Fingerprint] = a
	}
	list := []Waiver{}
	for _, a := range last {
		if a.Act == actWaived {
			list = append(list, a.waiver())
		}
	}
	slices.SortFunc(list, func(a, b Waiver) int {
		return cmp.Or(strings.Compare(a.Rule, b.Rule), strings.Compare(a.Place, b.Place), strings.Compare(a.Fingerprint, b.Fingerprint))
	})
	return list, nil
}
