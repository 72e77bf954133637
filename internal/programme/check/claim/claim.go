// Package claim reads what a report says in numbers: a number, what it counts, and of what it is told: which years, which part, which place.
//
// A claim is read from running text ("27 visios thématiques en 2018"), from a label ("Nombre d'adhérents : 421") or from a cell of a table
// (see Grid). Claims are compared by the stems of their nouns; whatever narrows them (a place, a month, "en moyenne", "prévus") is kept, so
// that what is told of a part is not held against what is told of the whole.
package claim

import (
	"cmp"
	"math/big"
	"slices"

	"maillage/internal/programme/check"
	"maillage/internal/programme/check/text"
)

// Hedge says how far a number is meant to be exact.
type Hedge string

// The hedges: "", the number as it stands; "une quinzaine", "environ 15"; "plus de 300"; "moins de 5".
const (
	Exact   Hedge = ""
	About   Hedge = "about"
	AtLeast Hedge = "at_least"
	AtMost  Hedge = "at_most"
)

// Claim is one number told of something. Spot covers the number and the words that it counts; Number the figures alone.
type Claim struct {
	Spot     check.Spot
	Number   check.Spot
	Value    *big.Rat
	Upper    *big.Rat // the end of a range ("10 à 15"), else nil
	Decimals int      // how many digits stand after the comma, below zero for "12 k€": what rounding it was told with
	Hedge    Hedge
	Unit     string // "%", "€", or "" for things
	Signed   bool   // written with + or −: a change, no level
	// Noun is the stems of the words counted, the head first: "27 visios thématiques" is visioconferent, themat. Empty when the number stands alone.
	Noun []string
	// Words is the noun phrase as written.
	Words string
	// Years are those that the sentence, or else the heading above, tells of, ascending; empty: of the whole document.
	Years []int
	// Part says that the number is told of a part: "dont 2 en création", "5 projets sur 7" (Of is then 7).
	Part bool
	Of   *big.Rat
	// Sentence is where the sentence begins and ends in the block, Clause the part of it that the number stands in.
	Sentence, Clause Span
	// Narrow are the names, months and departments of the clause, folded: what may make the claim one of a part of the scope.
	Narrow []string
	// As is how the number is meant, "" for a plain result.
	As Sense
	// Subject is the head of what the number belongs to, when another claim beside it says so: the participants of 27 conferences.
	Subject string
	// Label says that the noun stands before the number: "Participants : 45".
	Label bool
	// Cell says that the number is a cell of a table, Total that it is told of the whole: "au total", the last row of a table.
	Cell, Total bool
}

// Span is bytes From to To of a block's text.
type Span struct{ From, To int }

// Sense is how a number is meant when it is no plain result.
type Sense string

// The senses, the first that applies.
const (
	Plain     Sense = ""
	Planned   Sense = "planned"   // an objective, a forecast
	Average   Sense = "average"   // en moyenne, par séance
	Change    Sense = "change"    // de plus, hausse
	New       Sense = "new"       // nouveaux
	Limit     Sense = "limit"     // jusqu'à, maximum, capacité
	Answered  Sense = "answered"  // répondants, enquête
	Moment    Sense = "moment"    // au départ, au 31 décembre
	Since     Sense = "since"     // depuis, cumul
	Elsewhere Sense = "elsewhere" // selon une autre source, au niveau national
	Undone    Sense = "undone"    // annulés, reportés
)

// Head is the stem of the thing counted, "" for a number alone.
func (c Claim) Head() string {
	if len(c.Noun) == 0 {
		return ""
	}
	return c.Noun[0]
}

// Whole tells whether the number counts things: neither a share, an amount nor a change.
func (c Claim) Whole() bool { return c.Unit == "" && !c.Signed && c.Value.IsInt() }

// Of returns the claims of all documents, in reading order, computed once in a check.
func Of(c *check.Corpus) []Claim {
	return check.Shared(c, "claims", func(c *check.Corpus) []Claim {
		var list []Claim
		for _, d := range c.Documents {
			first := len(list)
			for _, b := range d.Blocks {
				list = append(list, read(d, b)...)
			}
			for _, g := range Grids(c) {
				if g.Document == d {
					list = append(list, g.claims()...)
				}
			}
			slices.SortStableFunc(list[first:], func(a, b Claim) int {
				return cmp.Or(a.Spot.Block.Index-b.Spot.Block.Index, a.Number.From-b.Number.From)
			})
		}
		subjects(list)
		return list
	})
}

// ByBlock returns the claims by the block that they stand in, each list in reading order.
func ByBlock(c *check.Corpus) map[*text.Block][]Claim {
	return check.Shared(c, "claims by block", func(c *check.Corpus) map[*text.Block][]Claim {
		m := map[*text.Block][]Claim{}
		for _, cl := range Of(c) {
			m[cl.Spot.Block] = append(m[cl.Spot.Block], cl)
		}
		return m
	})
}
