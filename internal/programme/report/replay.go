package report

import (
	"context"

	"maillage/internal/programme/indicator"
)

// Replayed is what computing a version again gave.
type Replayed struct {
	Version    int        `json:"version"`
	Figures    int        `json:"figures"` // computed again
	Proofs     int        `json:"proofs"`  // of them, whose evidence was counted again; 0 for a version kept by a release that could not
	Mismatches []Mismatch `json:"mismatches"`
}

// Mismatch is a figure of a version that its own moment does not give again: its value, or the evidence kept for it.
type Mismatch struct {
	Figure FrozenFigure `json:"figure"`
	Told   string       `json:"told"`
	Now    string       `json:"now"`
}

// Replay computes every figure of a version again, with its own definitions and as of its own moment, and lists those that are not what was
// printed: none, unless the ledger or the evidence was changed behind the program's back. Errors: not_found.
func (s *Service) Replay(ctx context.Context, number int) (Replayed, error) {
	v, f, err := s.Frozen(ctx, number)
	if err != nil {
		return Replayed{}, err
	}
	return s.replay(ctx, v, f)
}

func (s *Service) replay(ctx context.Context, v Version, f *Frozen) (Replayed, error) {
	r := Replayed{Version: v.Number, Figures: len(f.Figures), Mismatches: []Mismatch{}}
	requests := make([]indicator.Request, len(f.Figures))
	for i, x := range f.Figures {
		requests[i] = x.Request
	}
	computed, err := s.Indicators.Define(f.Indicators, f.Agreement).Figures(ctx, requests, v.AsOf)
	if err != nil {
		return r, err
	}
	for i, c := range computed {
		was := f.Figures[i]
		if was.Proof != nil {
			r.Proofs++
		}
		switch {
		case !sameRat(was.Value, c.Value) || !sameRat(was.Numerator, c.Numerator) || !sameRat(was.Denominator, c.Denominator) || was.Entries != c.Entries:
			r.Mismatches = append(r.Mismatches, Mismatch{Figure: was, Told: was.Text, Now: c.Text(v.Language)})
		case was.Proof != nil && *was.Proof != c.Proof: // the proofs of other entries are other proofs: only those of the same ones are compared
			r.Mismatches = append(r.Mismatches, Mismatch{Figure: was, Told: proofWords(*was.Proof, v.Language), Now: proofWords(c.Proof, v.Language)})
		}
	}
	return r, nil
}

func proofWords(c indicator.Completeness, language string) string {
	return textf("preuves conservées\u00a0: %d sur %d exigées, annoncées\u00a0: %d", "proofs kept: %d of %d required, announced: %d", c.Have, c.Need, c.Announced).In(language)
}
