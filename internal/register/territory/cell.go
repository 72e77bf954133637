package territory

import "strings"

// longestCell bounds what is read as the name of a place, in bytes.
const longestCell = 200

// cell is a cell taken apart: the name, folded, without its tags, postcodes and remote words.
type cell struct {
	written   string // the text outside brackets
	name      string
	tags      []string
	postcodes []string
	remote    bool
	ignored   bool // words in brackets that say nothing about the place
}

func (g *Gazetteer) takeApart(text string) cell {
	outside, inside := brackets(text)
	c := cell{written: strings.TrimSpace(outside)}
	for _, in := range inside {
		if codes := g.tagCodes(in); len(codes) > 0 {
			c.tags = appendNew(c.tags, codes...)
		} else if rest, remote := withoutRemote(Fold(in)); remote && rest == "" {
			c.remote = true
		} else {
			c.ignored = true
			if named := c.written + " (" + in + ")"; len(g.index.exact(Fold(named))) > 0 { // "Bors (Canton de Charente-Sud)"
				c.written, outside, c.ignored = named, named, false
			}
		}
	}
	name, remote := withoutRemote(Fold(outside))
	c.remote = c.remote || remote
	c.name, c.postcodes = withoutPostcodes(name)
	if codes := g.tagCodes(c.written); len(codes) > 1 {
		c.name, c.tags = "", appendNew(c.tags, codes...)
		return c
	}
	g.takeBareTag(&c)
	return c
}

// takeBareTag reads "Floirac 33", "33 Gironde" and "33" as tagged, unless the whole is itself a name ("Lyon 3" has no such trouble,
// "Paris 11" does).
func (g *Gazetteer) takeBareTag(c *cell) {
	if len(g.index.exact(c.name)) > 0 {
		return
	}
	first, rest, _ := strings.Cut(c.name, " ")
	if first = strings.TrimPrefix(first, "cd"); g.isDepartment(first) { // "CD33"
		c.name, c.tags = rest, appendNew(c.tags, strings.ToUpper(first))
		return
	}
	if isDepartmentLead(c.name) && len(c.tags) == 1 { // "cd (47)"
		c.name = ""
		return
	}
	if i := strings.LastIndexByte(c.name, ' '); i >= 0 && g.isDepartment(c.name[i+1:]) {
		c.tags = appendNew(c.tags, strings.ToUpper(c.name[i+1:]))
		c.name = c.name[:i]
	}
}

func (g *Gazetteer) isDepartment(code string) bool {
	_, ok := g.Department(code)
	return ok
}

// remoteWords say that an event had no place, longest first.
var remoteWords = []string{
	"en visioconference", "en visio conference", "visio conference", "visioconference", "visioconferences", "en distanciel", "en visio",
	"teleconference", "audioconference", "a distance", "distanciel", "en ligne", "webinaire", "webinar", "remote", "online", "visio",
}

func withoutRemote(folded string) (rest string, remote bool) {
	padded := " " + folded + " "
	for _, words := range remoteWords {
		if strings.Contains(padded, " "+words+" ") {
			padded, remote = strings.ReplaceAll(padded, " "+words+" ", " "), true
		}
	}
	return strings.TrimSpace(padded), remote
}

// withoutPostcodes takes five digits out, and CEDEX with its number.
func withoutPostcodes(folded string) (rest string, codes []string) {
	var kept []string
	afterCedex := false
	for word := range strings.FieldsSeq(folded) {
		switch {
		case len(word) == 5 && isNumber(word):
			codes = appendNew(codes, word)
		case word == "cedex":
			afterCedex = true
			continue
		case afterCedex && len(word) <= 2 && isNumber(word):
		default:
			kept = append(kept, word)
		}
		afterCedex = false
	}
	return strings.Join(kept, " "), codes
}

func isNumber(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

func appendNew(list []string, more ...string) []string {
next:
	for _, m := range more {
		for _, have := range list {
			if have == m {
				continue next
			}
		}
		list = append(list, m)
	}
	return list
}
