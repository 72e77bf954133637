package evidence

import (
	"context"
	"slices"
	"strings"
	"time"

	"maillage/internal/kit/apperr"
	"maillage/internal/kit/lang"
	"maillage/internal/programme/agreement"
)

// Progress says where a deliverable stands.
type Progress string

// The states. Late: its day has passed, something is there, and it is not complete. Missing: its day has passed and nothing is there.
// A deliverable without a day is never late: nobody told when it was due.
const (
	Due       Progress = "due"
	Delivered Progress = "delivered"
	Published Progress = "published"
	Late      Progress = "late"
	Missing   Progress = "missing"
)

// Proof says what shows that a deliverable was published.
type Proof string

// The proofs: none, an address that nobody captured, or what it answered on a day.
const (
	NoProof   Proof = ""
	Told      Proof = "announced"
	OnCapture Proof = "captured"
)

// DeliverableState is a promised thing with what is known of it at a moment. Days are ISO text, "" when unknown.
type DeliverableState struct {
	agreement.Deliverable
	Pieces      []Item   `json:"pieces"`
	DeliveredOn string   `json:"delivered_on,omitempty"` // the day that the earliest kept piece bears, else the day on which it came
	PublishedOn string   `json:"published_on,omitempty"`
	Link        string   `json:"link,omitempty"` // where it is published
	Proof       Proof    `json:"proof,omitempty"`
	Captured    string   `json:"captured,omitempty"` // SHA-256 of the captured publication
	State       Progress `json:"state"`
}

// DeliveredLate says that it was delivered, after its day.
func (d DeliverableState) DeliveredLate() bool {
	return d.Due != "" && d.DeliveredOn > d.Due
}

// progress is the state of a deliverable on a day.
func (d DeliverableState) progress(today string) Progress {
	delivered, published := d.DeliveredOn != "", d.PublishedOn != ""
	passed := d.Due != "" && today > d.Due
	switch {
	case published:
		return Published
	case delivered && (!d.Publication || !passed):
		return Delivered
	case passed && len(d.Pieces) == 0:
		return Missing
	case passed:
		return Late
	}
	return Due
}

// follow adds up the pieces of a deliverable as they were at a moment, with the captures of their links.
func follow(d agreement.Deliverable, pieces []Item, captures []File, at time.Time) DeliverableState {
	today := at.UTC().Format(time.DateOnly)
	s := DeliverableState{Deliverable: d, Pieces: pieces}
	for _, i := range pieces {
		if on := i.keptOn(); on != "" && (s.DeliveredOn == "" || on < s.DeliveredOn) {
			s.DeliveredOn = on
		}
		link := i.PublicationLink()
		if i.PublishedOn == "" || i.PublishedOn > today || s.PublishedOn != "" && s.PublishedOn <= i.PublishedOn {
			continue
		}
		s.PublishedOn, s.Link, s.Proof, s.Captured = i.PublishedOn, link, NoProof, ""
		if link != "" {
			s.Proof = Told
		}
		if f, ok := last(captures, func(f File) bool { return f.Item == i.ID && f.Link == link && !f.At.After(at) }); ok && link != "" {
			s.Proof, s.Captured = OnCapture, f.SHA256
		}
	}
	s.State = s.progress(today)
	return s
}

// keptOn is the day of a kept piece, "" for one that is only announced.
func (i Item) keptOn() string {
	switch {
	case i.State != Stored:
		return ""
	case i.DatedOn != "":
		return i.DatedOn
	case i.CapturedAt != nil:
		return i.CapturedAt.UTC().Format(time.DateOnly)
	}
	return i.AddedAt.UTC().Format(time.DateOnly)
}

// Deliverables lists what the agreement promises for an axis, for all when it is "", with where each stood at a moment (zero: now).
// Errors: not_found without an agreement.
func (s *Service) Deliverables(ctx context.Context, axis string, asOf time.Time) ([]DeliverableState, error) {
	a, err := s.Agreements.Current(ctx)
	if err != nil {
		return nil, err
	}
	if asOf.IsZero() {
		asOf = s.Now()
	}
	all, err := store{s.DB}.promisedAt(ctx, asOf)
	if err != nil {
		return nil, err
	}
	pieces, ids := map[string][]Item{}, []string{}
	for _, item := range all {
		pieces[item.Deliverable] = append(pieces[item.Deliverable], item)
		ids = append(ids, item.ID)
	}
	captures, err := store{s.DB}.captures(ctx, ids)
	if err != nil {
		return nil, err
	}
	var list []DeliverableState
	for _, d := range a.Deliverables {
		if axis == "" || d.Axis == axis {
			list = append(list, follow(d, pieces[d.Code], captures, asOf))
		}
	}
	return list, nil
}

// AgreementReplaced refuses an agreement that drops a deliverable which pieces are filed under; app calls it in the transaction of the import.
func (s *Service) AgreementReplaced(ctx context.Context, _, next *agreement.Agreement) error {
	lost, err := store{s.DB}.filed(ctx)
	if err != nil {
		return err
	}
	lost = slices.DeleteFunc(lost, func(code string) bool {
		_, ok := next.Deliverable(code)
		return ok
	})
	if len(lost) == 0 {
		return nil
	}
	return apperr.Newf(apperr.Conflict, "evidence.deliverable_dropped", "La convention n’a plus de livrable %s, et des pièces y sont rangées. Remettez-le, ou corrigez d’abord ces pièces.",
		"The agreement no longer has a deliverable %s, and pieces are filed under it. Put it back, or mend these pieces first.", strings.Join(lost, ", "))
}

// ProgressName names a state for people.
func ProgressName(p Progress, language string) string {
	names := map[Progress]lang.Text{
		Due: {FR: "attendu", EN: "due"}, Delivered: {FR: "remis", EN: "delivered"}, Published: {FR: "publié", EN: "published"},
		Late: {FR: "en retard", EN: "late"}, Missing: {FR: "manquant", EN: "missing"},
	}
	return names[p].In(language)
}

// ProofName names a proof of publication for people.
func ProofName(p Proof, language string) string {
	names := map[Proof]lang.Text{Told: {FR: "annoncée, non capturée", EN: "told, not captured"}, OnCapture: {FR: "capturée", EN: "captured"}}
	return names[p].In(language)
}
