package territory

import "strings"

// readPostcode reads a cell with a postcode, alone or beside a name. The postcode narrows the name to the communes it serves, then to its
// department.
func (g *Gazetteer) readPostcode(r *Reading, c cell, s scope) {
	code := c.postcodes[0]
	served := g.postcodeHits(code)
	if len(served) == 0 {
		g.readUnknownPostcode(r, c, s, code)
		return
	}
	if c.name == "" {
		g.settle(r, served, s)
		return
	}
	department := served[0].Department
	if s.department != "" && len(within(served, s.department, "")) == 0 {
		r.issue(IssueDepartmentConflict)
	}
	name, kinds := g.lead(c.name)
	for _, named := range [][]hit{g.hits(g.index.exact(name), kinds, WhyFolded), g.shortHits(name, kinds), g.typoHits(name, kinds)} {
		if both := among(named, served); len(both) > 0 {
			markExact(both, c.written)
			g.settle(r, both, s)
			return
		}
	}
	r.Department = department
	s.department = department
	g.readName(r, c, s)
}

// readUnknownPostcode reads five digits that are no postcode in use. They may be an INSEE code, which is proposed, or a CEDEX, of which only the
// department is sure.
func (g *Gazetteer) readUnknownPostcode(r *Reading, c cell, s scope, code string) {
	r.issue(IssuePostcodeUnknown)
	if i, ok := g.find(code); ok && c.name == "" {
		r.propose([]hit{g.hit(entry{kind: communeKind, ref: i}, WhyCode, 0)})
		return
	}
	if d := g.departmentOfPostcode(code); d != "" && s.department == "" {
		s.department, r.Department = d, d
	}
	if c.name != "" {
		g.readName(r, c, s)
	}
}

// departmentOfPostcode reads the department in the first digits; Corsica's "20" tells neither of its two.
func (g *Gazetteer) departmentOfPostcode(code string) string {
	head := code[:2]
	if strings.HasPrefix(code, "97") || strings.HasPrefix(code, "98") {
		head = code[:3]
	}
	d, _ := g.Department(head)
	return d.Code
}

func (g *Gazetteer) postcodeHits(code string) []hit {
	var hits []hit
	for _, i := range g.atPostcode(code) {
		hits = append(hits, g.hit(entry{kind: communeKind, ref: i}, WhyPostcode, 0))
	}
	return tidy(hits)
}

// among keeps the hits that are also in the other list.
func among(hits, list []hit) []hit {
	var out []hit
	for _, h := range hits {
		for _, o := range list {
			if h.Kind == o.Kind && h.Code == o.Code {
				out = append(out, h)
				break
			}
		}
	}
	return out
}
