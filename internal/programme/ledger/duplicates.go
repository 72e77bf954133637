package ledger

import (
	"context"
	"strings"

	"maillage/internal/kit/importer"
)

// Pair is two entries of one day that may be the same thing told twice.
type Pair struct {
	A, B     Entry
	Likeness int // percent of the words of the shorter title that stand in the other
}

// likeEnough is the share of common words, in percent, from which two titles of one day are worth a look.
const likeEnough = 50

// NearDuplicates reports entries of the same first day whose titles share most of their words. It merges nothing: a person decides.
func (s *Service) NearDuplicates(ctx context.Context, limit int) ([]Pair, error) {
	var list []Entry
	err := s.DB.All(ctx, &list, `/* ledger.sameDay */ select `+prefixed+` from entry e where e.known_to is null and e.start_on = e.end_on and e.start_on in (
			select start_on from entry where known_to is null and start_on = end_on and start_on <> '' group by start_on having count(*) between 2 and 40)
		order by e.start_on, e.id limit 20000`)
	var pairs []Pair
	for i, a := range list {
		for _, b := range list[i+1:] {
			if b.Start != a.Start || len(pairs) == limit {
				break
			}
			if n := likeness(a.Title, b.Title); n >= likeEnough && a.Source != b.Source && a.Department == b.Department {
				pairs = append(pairs, Pair{A: a, B: b, Likeness: n})
			}
		}
	}
	return pairs, err
}

func likeness(a, b string) int {
	words := map[string]bool{}
	for _, w := range longWords(a) {
		words[w] = true
	}
	other := longWords(b)
	if len(words) == 0 || len(other) == 0 {
		return 0
	}
	common := 0
	for _, w := range other {
		if words[w] {
			common++
		}
	}
	return 100 * common / min(len(words), len(other))
}

func longWords(title string) []string {
	var list []string
	for _, w := range strings.Fields(importer.Fold(title)) {
		if len(w) > 3 {
			list = append(list, w)
		}
	}
	return list
}
