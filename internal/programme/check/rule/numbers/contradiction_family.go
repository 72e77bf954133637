package numbers

import (
	"math/big"
	"slices"

	"maillage/internal/programme/check/text"
)

// family is the statements of one head, with what their values add up to.
type family struct {
	list    []*statement
	byValue map[string][]*statement
	inBlock map[*text.Block]*big.Rat
	inTable map[*text.Table]*big.Rat
	all     *big.Rat
}

// crowd is from how many statements on every part of a report has the thing for itself: only those that speak for the whole, or of an event, are
// then held against each other.
const crowd = 200

func familyOf(list []*statement) *family {
	f := &family{list, map[string][]*statement{}, map[*text.Block]*big.Rat{}, map[*text.Table]*big.Rat{}, new(big.Rat)}
	for _, s := range list {
		f.byValue[s.key] = append(f.byValue[s.key], s)
		f.all.Add(f.all, s.Value)
		b := s.Spot.Block
		if f.inBlock[b] == nil {
			f.inBlock[b] = new(big.Rat)
		}
		f.inBlock[b].Add(f.inBlock[b], s.Value)
		if b.Table != nil {
			if f.inTable[b.Table] == nil {
				f.inTable[b.Table] = new(big.Rat)
			}
			f.inTable[b.Table].Add(f.inTable[b.Table], s.Value)
		}
	}
	if len(list) > crowd {
		f.list = slices.DeleteFunc(slices.Clone(list), func(s *statement) bool { return s.place == inPart && s.on == "" })
	}
	return f
}

// support counts how often a value is told of the same thing and period.
func (f *family) support(s *statement) int {
	n := 0
	for _, o := range f.byValue[s.key] {
		if o.thing.Equal(s.thing) && samePeriod(s, o) {
			n++
		}
	}
	return n
}

// partsOfWhole tells whether the smaller of two numbers is one of those that make up the greater: with another of the same name, with its
// neighbours in the same block or table, or with all the others; or is told as so many of them.
func (f *family) partsOfWhole(a, b *statement) bool {
	whole, part := a, b
	if whole.Value.Cmp(part.Value) < 0 {
		whole, part = part, whole
	}
	rest := new(big.Rat).Sub(whole.Value, part.Value)
	for _, s := range f.byValue[rest.RatString()] {
		if s != part && s != whole {
			return true
		}
	}
	at := part.Spot.Block
	return f.add(whole, f.inBlock[at], at == whole.Spot.Block) || at.Table != nil && f.add(whole, f.inTable[at.Table], at.Table == whole.Spot.Block.Table) || f.add(whole, f.all, true) ||
		part.Of != nil && part.Of.Cmp(whole.Value) == 0
}

// add tells whether values add up to a whole; with: the whole is one of them.
func (f *family) add(whole *statement, sum *big.Rat, with bool) bool {
	if with {
		sum = new(big.Rat).Sub(sum, whole.Value)
	}
	return sum.Cmp(whole.Value) == 0
}
