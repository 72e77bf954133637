package indicator

import (
	"context"
	"math/big"
	"strings"
	"time"

	"maillage/internal/kit/frnum"
)

// Verdict says how a published figure stands beside the recorded one.
type Verdict string

// The verdicts. Narrower: it was told of a part that the indicator does not divide into. NotCounted: no indicator counts it.
const (
	Agrees      Verdict = "agrees"
	Differs     Verdict = "differs"
	NotRecorded Verdict = "not_recorded"
	NoNumber    Verdict = "no_number"
	Narrower    Verdict = "narrower"
	NotCounted  Verdict = "not_counted"
)

// Verdicts lists them, what a person must look at first.
var Verdicts = []Verdict{Differs, NotRecorded, NoNumber, Narrower, NotCounted, Agrees}

// Comparison is a published figure beside the recorded one. Indicator and Figure are zero, and Recorded nil, where no indicator counts it;
// Difference is what was published less what is recorded, nil unless it differs.
type Comparison struct {
	Published  Published
	Indicator  Indicator
	Figure     Figure
	Verdict    Verdict
	Difference *big.Rat
}

// Against compares what was printed with what is recorded for the same year.
func (p Published) Against(f Figure) (Verdict, *big.Rat) {
	printed, ok := new(big.Rat).SetString(frnum.Read(p.Value).Value)
	switch {
	case p.Scope != "":
		return Narrower, nil
	case f.Unset():
		return NotRecorded, nil
	case !ok:
		return NoNumber, nil
	case sameAsPrinted(p.Value, printed, f.Value):
		return Agrees, nil
	}
	return Differs, new(big.Rat).Sub(printed, f.Value)
}

// sameAsPrinted rounds the recorded value to the decimals that were printed: 2 % is what 2.1 % is told as.
func sameAsPrinted(words string, printed, recorded *big.Rat) bool {
	decimals := 0
	if i := strings.IndexAny(words, ",."); i >= 0 {
		decimals = len(words) - i - 1
	}
	return printed.FloatString(decimals) == recorded.FloatString(decimals)
}

// ComparePublished sets every published figure beside the recorded one, as known at asOf (now when it is zero), in the order in which they
// were published.
func (s *Service) ComparePublished(ctx context.Context, asOf time.Time) ([]Comparison, error) {
	published, err := s.Published(ctx, "")
	if err != nil || len(published) == 0 {
		return nil, err
	}
	definitions, err := s.Definitions(ctx)
	if err != nil {
		return nil, err
	}
	list := make([]Comparison, len(published))
	var requests []Request
	var at []int
	for i, p := range published {
		list[i] = Comparison{Published: p, Verdict: NotCounted}
		if x, err := definitions.find(p.Indicator); err == nil {
			list[i].Indicator = x
			requests, at = append(requests, Request{Key: p.Indicator, Scope: Year(p.Year)}), append(at, i)
		}
	}
	figures, err := definitions.Figures(ctx, requests, asOf)
	if err != nil {
		return nil, err
	}
	for n, f := range figures {
		c := &list[at[n]]
		c.Figure = f
		c.Verdict, c.Difference = c.Published.Against(f)
	}
	return list, nil
}
