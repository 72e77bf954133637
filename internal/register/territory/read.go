package territory

import (
	"slices"
	"strings"
)

// Read reads one cell that should hold a place: "Floirac (33)", "St-André-de-Cubzac", "Couhé", "75011", "(79)", "distanciel". Names are looked
// for, in this order: as written, as the name of a merged commune, cut short, with typing errors. The department, from a tag in the
// cell, a postcode or the hint, comes first at each step. Homonyms are settled only by the department, by Hint.Known, or because one alone
// lies in Hint.Region; otherwise they are candidates for a person.
func (g *Gazetteer) Read(text string, hint Hint) Reading {
	r := newReading(text)
	if len(text) > longestCell {
		r.issue(IssueTooLong)
		return r
	}
	c := g.takeApart(text)
	r.Remote = c.remote
	if c.ignored {
		r.issue(IssueIgnored)
	}
	s := g.scope(&r, c, hint)
	switch {
	case len(c.tags) > 1:
		r.issue(IssueSeveral)
		r.propose(g.departmentHits(c.tags))
	case len(c.postcodes) > 0:
		g.readPostcode(&r, c, s)
	case c.name == "":
		g.readNameless(&r, c)
	default:
		g.readName(&r, c, s)
	}
	return r
}

// scope is where a name is looked for first.
type scope struct {
	department string
	region     string
	known      []string
}

func (g *Gazetteer) scope(r *Reading, c cell, hint Hint) scope {
	s := scope{region: hint.Region, known: hint.Known}
	if d, ok := g.Department(hint.Department); ok {
		s.department = d.Code
	}
	if len(c.tags) == 1 {
		if s.department != "" && s.department != c.tags[0] {
			r.issue(IssueDepartmentConflict)
		}
		s.department = c.tags[0]
		r.Department = s.department
	}
	return s
}

func (g *Gazetteer) departmentHits(codes []string) []hit {
	var out []hit
	for i, d := range g.departments {
		if slices.Contains(codes, d.Code) {
			out = append(out, g.hit(entry{kind: departmentKind, ref: int32(i)}, WhyTag, 0))
		}
	}
	return out
}

// readNameless reads a cell that has no name: a tag, a remote word, both or nothing.
func (g *Gazetteer) readNameless(r *Reading, c cell) {
	switch {
	case c.remote:
		r.found(Match{Kind: KindRemote, Name: strings.TrimSpace(r.Text), Score: 100, Why: WhyExact})
	case len(c.tags) == 1:
		r.found(g.departmentHits(c.tags)[0].Match)
	case strings.TrimSpace(r.Text) == "":
		r.Kind = Empty
	}
}

// readName looks for a name step by step; the first step that finds anything decides.
func (g *Gazetteer) readName(r *Reading, c cell, s scope) {
	if g.readCode(r, c) {
		return
	}
	name, kinds := g.lead(c.name)
	exact := g.hits(g.index.exact(name), kinds, WhyFolded)
	markExact(exact, c.written)
	if s.department == "" {
		g.settleAnywhere(r, exact, name, kinds, s)
		return
	}
	if in := within(exact, s.department, ""); len(in) > 0 {
		g.settle(r, in, s)
		return
	}
	if short := within(g.shortHits(name, kinds), s.department, ""); len(short) > 0 {
		g.settle(r, short, s)
		return
	}
	typos := g.typoHits(name, kinds)
	if in := within(typos, s.department, ""); len(in) > 0 {
		if len(exact) == 0 {
			g.settle(r, nearest(in), s)
			return
		}
		exact = append(exact, nearest(in)...)
	}
	g.elsewhere(r, exact, typos, name, kinds)
}

// settleAnywhere is the same without a department: typing errors are believed only in the region, or when nothing else is near.
func (g *Gazetteer) settleAnywhere(r *Reading, exact []hit, name string, kinds kind, s scope) {
	if len(exact) > 0 {
		g.settle(r, exact, s)
		return
	}
	if short := g.shortHits(name, kinds); len(short) > 0 {
		g.settle(r, short, s)
		return
	}
	typos := g.typoHits(name, kinds)
	if in := within(typos, "", s.region); len(in) > 0 {
		typos = nearest(in)
	}
	if len(typos) > 0 {
		g.settle(r, typos, s)
		if r.Kind == Ambiguous {
			r.issue(IssueSpelling)
		}
	}
}

// elsewhere proposes what the name means outside the department that was given.
func (g *Gazetteer) elsewhere(r *Reading, exact, typos []hit, name string, kinds kind) {
	others := exact
	if len(others) == 0 {
		others = g.shortHits(name, kinds)
	}
	if len(others) == 0 {
		others = typos
	}
	if len(others) == 0 {
		return
	}
	department := r.Department
	r.issue(IssueDepartmentConflict)
	r.propose(others)
	r.Department = department // what was written stays; what the name says is in the candidates
}

// settle takes the only hit, or the only one among the known places or in the region; several are put to a person.
func (g *Gazetteer) settle(r *Reading, hits []hit, s scope) {
	if len(hits) == 1 {
		r.found(hits[0].Match)
		return
	}
	known := slices.DeleteFunc(slices.Clone(hits), func(h hit) bool { return !slices.Contains(s.known, h.Code) })
	if len(known) == 1 {
		r.found(known[0].Match)
		r.issue(IssueHomonymKnown)
		return
	}
	if in := within(hits, "", s.region); s.region != "" && len(in) == 1 {
		r.found(in[0].Match)
		r.issue(IssueHomonymRegion)
		return
	}
	r.issue(IssueHomonym)
	r.propose(hits)
}

// readCode reads an INSEE code; five digits are a postcode before they are that.
func (g *Gazetteer) readCode(r *Reading, c cell) bool {
	if len(c.name) == 4 && isNumber(c.name) {
		if hits := g.postcodeHits("0" + c.name); len(hits) > 0 {
			r.issue(IssuePostcodeShort)
			r.propose(hits)
			return true
		}
	}
	if i, ok := g.find(c.name); ok && len(c.name) == 5 {
		r.found(g.hit(entry{kind: communeKind, ref: i}, WhyCode, 0).Match)
		return true
	}
	return false
}

// shortestCut is the least number of letters of a name cut short.
const shortestCut = 4

// shortHits are the names that begin with the words of name, or are it but for an article.
func (g *Gazetteer) shortHits(name string, kinds kind) []hit {
	var hits []hit
	if bare := withoutArticle(name); bare != name {
		hits = g.hits(g.index.exact(bare), kinds, WhyShort)
	}
	if len(hits) == 0 && len(name) >= shortestCut && !isCommonHead(name) {
		hits = g.hits(g.index.longer(name), kinds&communeKinds, WhyShort)
	}
	return hits
}

// isCommonHead tells the words with which too many names begin to mean one of them.
func isCommonHead(name string) bool {
	switch name {
	case "saint", "sainte", "notre dame", "villeneuve", "chateau", "mont", "bois", "pont", "ville":
		return true
	}
	return false
}

func (g *Gazetteer) typoHits(name string, kinds kind) []hit {
	if isCommonHead(name) {
		return nil
	}
	var hits []hit
	for _, n := range g.index.near(name, kinds&^epciKind) {
		hits = append(hits, g.hit(n.entry, WhyTypo, n.errors))
	}
	return tidy(hits)
}

// nearest keeps the hits with the fewest typing errors.
func nearest(hits []hit) []hit {
	best := slices.MinFunc(hits, func(a, b hit) int { return a.errors - b.errors }).errors
	return slices.DeleteFunc(slices.Clone(hits), func(h hit) bool { return h.errors > best })
}

// markExact raises the hits written letter for letter.
func markExact(hits []hit, written string) {
	for i := range hits {
		if h := &hits[i]; h.Why == WhyFolded && h.Name == written {
			h.Why, h.Score = WhyExact, scores[WhyExact]
		}
	}
}
