package territory

import "slices"

// farLarger is the factor from which a homonym is taken for the one that is meant in a department column (our own rule): whoever writes
// "Floirac" for a department means the town of 18,000 people and not the village of 400. It is always told as an issue, with the
// others as candidates.
const farLarger = 20

// ReadDepartment reads a cell of a department column: a number, a name, a misspelt name, or a commune written in its place. A commune gives its
// department with the issue commune_in_department_column. Homonyms are narrowed by Hint.Known, then by Hint.Region; if several are left in
// the region, the one that has at least 20 times the people of each other is taken, with homonym_by_population; else they are candidates.
// Without Hint.Region homonyms are always candidates; Hint.Department is not used. The match is the department; the commune it was read from stays in Candidates.
func (g *Gazetteer) ReadDepartment(text string, hint Hint) Reading {
	r := newReading(text)
	if len(text) > longestCell {
		r.issue(IssueTooLong)
		return r
	}
	c := g.takeApart(text)
	r.Remote = c.remote
	switch {
	case len(c.tags) > 1:
		r.issue(IssueSeveral)
		r.propose(g.departmentHits(c.tags))
	case len(c.tags) == 1:
		g.readTagged(&r, c)
	case c.name == "" && len(c.postcodes) == 0:
		g.readNameless(&r, c)
	case len(c.postcodes) > 0:
		g.readPostcode(&r, c, g.scope(&r, c, hint))
		r.asDepartment(g)
	default:
		g.readDepartmentName(&r, c, hint)
	}
	return r
}

// readTagged trusts the number, unless the name beside it is that of another department.
func (g *Gazetteer) readTagged(r *Reading, c cell) {
	tagged := g.departmentHits(c.tags)
	if c.name != "" {
		name, _ := g.lead(c.name)
		named := g.hits(g.index.exact(name), departmentKind, WhyFolded)
		if len(named) > 0 && len(among(named, tagged)) == 0 {
			r.issue(IssueDepartmentConflict)
			r.propose(append(tagged, named...))
			return
		}
	}
	r.found(tagged[0].Match)
}

// readDepartmentName tries a department, then what else may stand there, then typing errors.
func (g *Gazetteer) readDepartmentName(r *Reading, c cell, hint Hint) {
	name, kinds := g.lead(c.name)
	exact := g.hits(g.index.exact(name), departmentKind, WhyFolded)
	if len(exact) == 0 {
		exact = g.hits(g.index.exact(withoutArticle(name)), departmentKind, WhyShort)
	}
	if len(exact) > 0 {
		markExact(exact, c.written)
		r.found(exact[0].Match)
		return
	}
	communes := g.hits(g.index.exact(name), kinds&communeKinds, WhyFolded)
	typos := g.typoHits(name, departmentKind)
	if len(typos) > 0 {
		typos = nearest(typos)
	}
	switch {
	case len(typos) > 0 && len(communes) == 0:
		g.settle(r, typos, scope{region: hint.Region})
	case len(typos) > 0 && len(keepKnown(communes, hint.Known)) == 0:
		g.settle(r, append(typos, communes...), scope{region: hint.Region})
		r.asDepartment(g)
	default:
		g.readCommuneAsDepartment(r, c, name, communes, hint)
	}
}

func keepKnown(hits []hit, known []string) []hit {
	return slices.DeleteFunc(slices.Clone(hits), func(h hit) bool { return !slices.Contains(known, h.Code) })
}

// readCommuneAsDepartment reads what is not the name of a department.
func (g *Gazetteer) readCommuneAsDepartment(r *Reading, c cell, name string, communes []hit, hint Hint) {
	s := scope{region: hint.Region, known: hint.Known}
	if len(communes) == 0 {
		g.readName(r, c, s)
		r.asDepartment(g)
		return
	}
	markExact(communes, c.written)
	g.settle(r, communes, s)
	if in := within(communes, "", s.region); r.Kind == Ambiguous && s.region != "" && isFarLarger(in) {
		*r = Reading{Text: r.Text, Remote: r.Remote, Candidates: []Match{}, Issues: []string{}}
		r.found(in[0].Match)
		r.issue(IssueHomonymPopulation)
		r.others(in[1:])
	}
	r.asDepartment(g)
}

// isFarLarger tells that the first hit dwarfs all others.
func isFarLarger(hits []hit) bool {
	if len(hits) < 2 {
		return false
	}
	largest := slices.MaxFunc(hits, func(a, b hit) int { return a.population - b.population })
	if largest.Code != hits[0].Code {
		return false
	}
	for _, h := range hits[1:] {
		if largest.population < farLarger*h.population {
			return false
		}
	}
	return true
}

// asDepartment turns the place that was found into its department; the place becomes the first candidate.
func (r *Reading) asDepartment(g *Gazetteer) {
	if r.Match == nil || r.Match.Kind == KindDepartment || r.Match.Kind == KindRemote {
		return
	}
	place := *r.Match
	r.Candidates = append([]Match{place}, r.Candidates...)
	if place.Kind == KindCommune {
		r.issue(IssueCommuneInColumn)
	} else {
		r.issue(IssueNotDepartment)
	}
	if place.Department == "" {
		r.Kind, r.Match = Ambiguous, nil
		return
	}
	m := g.departmentHits([]string{place.Department})[0].Match
	m.Why, m.Score = place.Why, place.Score
	r.Match = &m
}
