package territory

import "strings"

// Tags lists the departments written in brackets in a free text, in order and each once: "à Pessac (33)", "cd (47)", "(2A)", "(33, 47)",
// "(Gironde)". A bracket that holds anything else gives nothing: "(IUFN)", "(x3)", "(33 personnes)", "(20)". Never nil.
func (g *Gazetteer) Tags(text string) []string {
	tags := []string{}
	_, inside := brackets(text)
	for _, in := range inside {
		tags = appendNew(tags, g.tagCodes(in)...)
	}
	return tags
}

// longestTag bounds a bracket that can be a tag, in bytes: a few names of departments.
const longestTag = 80

// brackets parts a text into what is outside and inside innermost pairs of brackets. An unpaired bracket stands for a space.
func brackets(text string) (outside string, inside []string) {
	if !strings.ContainsAny(text, "()") {
		return text, nil
	}
	var out strings.Builder
	for text != "" {
		open := strings.IndexByte(text, '(')
		if open < 0 {
			break
		}
		length := strings.IndexAny(text[open+1:], "()")
		out.WriteString(text[:open])
		out.WriteByte(' ')
		if length < 0 || text[open+1+length] == '(' {
			text = text[open+1:]
			continue
		}
		inside = append(inside, text[open+1:open+1+length])
		text = text[open+1+length+1:]
	}
	out.WriteString(text)
	return strings.ReplaceAll(out.String(), ")", " "), inside
}

// tagCodes reads the content of a bracket: department codes or names and nothing else, else none.
func (g *Gazetteer) tagCodes(inside string) []string {
	if len(inside) > longestTag {
		return nil
	}
	if code := g.tagCode(strings.TrimSpace(inside)); code != "" { // before "et" parts "Indre et Loire"
		return []string{code}
	}
	inside = strings.ReplaceAll(inside, " et ", ",")
	parts := strings.FieldsFunc(inside, func(r rune) bool { return strings.ContainsRune(",;/&+", r) })
	var codes []string
	for _, part := range parts {
		code := g.tagCode(strings.TrimSpace(part))
		if code == "" {
			return nil
		}
		codes = appendNew(codes, code)
	}
	return codes
}

func (g *Gazetteer) tagCode(part string) string {
	if d, ok := g.Department(part); ok {
		return d.Code
	}
	for _, e := range g.index.exact(Fold(part)) {
		if e.kind == departmentKind && !e.short {
			return g.departments[e.ref].Code
		}
	}
	return ""
}
