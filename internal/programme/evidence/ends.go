package evidence

import (
	"cmp"
	"context"
	"strings"

	"maillage/internal/db"
)

// End is the last day for which the file of a piece has to be kept: the day computed or, where the computation lacks something, the earliest
// that it can be; "" when nothing can be said yet.
type End struct{ Item, Day string }

// End is the last day of the retention, in the same sense.
func (r Retention) End() string { return cmp.Or(r.Until, r.AtLeast) }

// Ends computes the end of every file kept, in the order of Kept. It reads of each piece only what the rules ask for: rules are no SQL, so a
// calendar of one year has to compute them all.
func (s *Service) Ends(ctx context.Context) ([]End, error) {
	a, err := s.Agreements.Current(ctx)
	if err != nil {
		return nil, err
	}
	pieces, funders, err := store{s.DB}.keptFacts(ctx)
	if err != nil {
		return nil, err
	}
	ends, known := make([]End, len(pieces)), map[[3]string]string{}
	for i, x := range pieces {
		same := [3]string{x.Kind, x.DatedOn, strings.Join(funders[x.ID], ",")} // whatever is the same in these is kept as long
		day, computed := known[same]
		if !computed {
			day = retain(RetentionRules(), fundersOf(a, funders[x.ID]), x.Kind, x.DatedOn).End()
			known[same] = day
		}
		ends[i] = End{x.ID, day}
	}
	return ends, nil
}

// keptFact is what retention rules ask of a piece itself.
type keptFact struct{ ID, Kind, DatedOn string }

// keptFacts lists them for every file kept, with the funders of the entries that each piece proves.
func (s store) keptFacts(ctx context.Context) (pieces []keptFact, funders map[string][]string, err error) {
	if err := s.db.All(ctx, &pieces, `/* evidence.keptFacts */ select i.id, i.kind, i.dated_on from evidence_item i
		where i.state = 'stored' order by i.activity, i.title, i.id`); err != nil {
		return nil, nil, err
	}
	var list []struct{ Item, Funder string }
	err = s.db.All(ctx, &list, `/* evidence.keptFunders */ select distinct l.item, e.funder from evidence_link l
		join evidence_item i on i.id = l.item and i.state = 'stored'
		join entry e on e.id = l.entry and e.known_to is null order by l.item, e.funder`)
	funders = map[string][]string{}
	for _, x := range list {
		funders[x.Item] = append(funders[x.Item], x.Funder)
	}
	return pieces, funders, err
}

// KeptAmong lists those of some pieces whose file is kept, in the order of Kept.
func (s *Service) KeptAmong(ctx context.Context, ids []string) ([]Kept, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	var list []withdrawn
	if err := s.DB.All(ctx, &list, `/* evidence.keptAmong */ select `+itemColumns+`, i.removed_at, `+proved+`
		from `+itemTables+` where i.state = 'stored' and i.id in (?) order by i.activity, i.title, i.id`, db.In(ids)); err != nil {
		return nil, err
	}
	return s.withRetentions(ctx, list)
}
