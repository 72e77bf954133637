package territory

import (
	"slices"
	"strings"
)

// kind is what a name in the index names; kinds are joined to a mask to look for several.
type kind uint8

const (
	communeKind kind = 1 << iota
	formerKind
	departmentKind
	regionKind
	formerRegionKind
	epciKind

	communeKinds = communeKind | formerKind
	anyKind      = communeKinds | departmentKind | regionKind | formerRegionKind | epciKind
)

// entry is one folded name. short marks a name without its article or the type of its EPCI ("Bouscat" for "Le Bouscat").
type entry struct {
	key   string
	ref   int32 // place in the gazetteer's list of its kind
	kind  kind
	short bool
}

// index holds all names in alphabetical order, with the bag of letters of each.
type index struct {
	entries []entry
	signs   []signature
}

func newIndex(g *Gazetteer) index {
	x := index{entries: make([]entry, 0, len(g.communes)+len(g.formers)+4000)}
	for i := range g.communes {
		x.add(g.communes[i].name, communeKind, i)
	}
	for i := range g.formers {
		f := &g.formers[i]
		if f.Name != g.communes[f.commune].name {
			x.add(strings.TrimSuffix(f.Name, " Arrondissement"), formerKind, i)
		}
	}
	for i := range g.departments {
		x.add(g.departments[i].Name, departmentKind, i)
	}
	for i := range g.regions {
		x.add(g.regions[i].Name, regionKind, i)
	}
	for i := range formerRegions {
		x.add(formerRegions[i].Name, formerRegionKind, i)
	}
	for i := range g.epcis {
		x.add(g.epcis[i].Name, epciKind, i)
	}
	slices.SortFunc(x.entries, func(a, b entry) int { return strings.Compare(a.key, b.key) })
	x.signs = make([]signature, len(x.entries))
	for i, e := range x.entries {
		x.signs[i] = sign(e.key)
	}
	return x
}

func (x *index) add(name string, k kind, ref int) {
	e := entry{key: Fold(name), kind: k, ref: int32(ref)}
	x.entries = append(x.entries, e)
	bare := e.key
	if k == epciKind {
		bare = withoutLead(bare, epciLeads)
	}
	if bare = withoutArticle(bare); bare != e.key && !isCommonHead(bare) {
		e.key, e.short = bare, true
		x.entries = append(x.entries, e)
	}
}

// exact returns the entries of a folded name.
func (x *index) exact(key string) []entry {
	from := x.search(key)
	to := from
	for to < len(x.entries) && x.entries[to].key == key {
		to++
	}
	return x.entries[from:to]
}

// longer returns the entries whose name goes on after the words of key: "Brive" is said for "Brive-la-Gaillarde".
func (x *index) longer(key string) []entry {
	from := x.search(key + " ")
	to := from
	for to < len(x.entries) && strings.HasPrefix(x.entries[to].key, key) && x.entries[to].key[len(key)] == ' ' {
		to++
	}
	return x.entries[from:to]
}

func (x *index) search(key string) int {
	at, _ := slices.BinarySearchFunc(x.entries, key, func(e entry, k string) int { return strings.Compare(e.key, k) })
	return at
}

// near is an entry and its number of typing errors.
type near struct {
	entry
	errors int
}

// near returns the entries of some kinds within the tolerated number of typing errors. The whole index is walked: bags of letters rule out
// all but a few hundred names, which are compared letter by letter.
func (x *index) near(key string, kinds kind) []near {
	most := tolerance(key)
	if most == 0 {
		return nil
	}
	var out []near
	bag := sign(key)
	for i, s := range x.signs {
		if !bag.mayBeWithin(s, most) {
			continue
		}
		e := x.entries[i]
		if e.kind&kinds == 0 || e.short {
			continue
		}
		if d := editDistance(key, e.key, most); d <= most {
			out = append(out, near{e, d})
		}
	}
	return out
}

// epciLeads are the types at the head of an EPCI's name.
var epciLeads = []string{"cc", "ca", "cu"}

// withoutLead drops a leading word and the "de", "du", "des" or "d" after it.
func withoutLead(folded string, leads []string) string {
	for _, lead := range leads {
		if rest, ok := strings.CutPrefix(folded, lead+" "); ok {
			return withoutLink(rest)
		}
	}
	return folded
}

func withoutLink(folded string) string {
	for _, link := range []string{"de ", "du ", "des ", "d "} {
		if rest, ok := strings.CutPrefix(folded, link); ok {
			return rest
		}
	}
	return folded
}

func withoutArticle(folded string) string {
	for _, article := range []string{"le ", "la ", "les ", "l "} {
		if rest, ok := strings.CutPrefix(folded, article); ok {
			return rest
		}
	}
	return folded
}
