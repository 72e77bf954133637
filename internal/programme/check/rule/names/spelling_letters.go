package names

import (
	"strings"

	"maillage/internal/kit/lang"
	"maillage/internal/programme/check"
	"maillage/internal/programme/check/claim"
)

// What may differ between two forms of the same letters.
var (
	byAccents = lang.Text{FR: "accents ou majuscules à l'intérieur", EN: "accents, or capitals inside"}
	byJoints  = lang.Text{FR: "traits d'union, espaces ou apostrophes", EN: "hyphens, blanks or apostrophes"}
	bySmall   = lang.Text{FR: "articles ou prépositions", EN: "articles or prepositions"}
	byStrokes = lang.Text{FR: "barres", EN: "strokes"}
)

// sameLetters reports the forms of one name beside its right one.
func (s *speller) sameLetters(n *name) {
	if len(n.forms) < 2 || n.plain || !s.people && n.usual().person() {
		return
	}
	right := n.usual()
	for _, f := range n.forms {
		if strings.Contains(f.bones, "//") && (!strings.Contains(right.bones, "//") || len(f.at) > len(right.at)) {
			right = f
		}
	}
	for _, f := range n.forms {
		if w := s.atlas.written(f.at[0].text()); w != "" && strings.EqualFold(w, f.at[0].text()) {
			right = f
		}
	}
	for _, f := range n.forms {
		if f == right || !f.proper || !right.proper || !s.people && f.person() || f.bones == right.bones && s.atlas.isWritten(f.at[0].text()) && s.atlas.isWritten(right.at[0].text()) {
			continue
		}
		if what, ok := s.differ(n, f, right); ok && !elsewhere(f, right, tagAfter) {
			p := pair{a: right, b: f, confidence: sureness(right, f), what: what}
			if what == byAccents && onlyCapitals(f, right) && p.confidence == check.Medium {
				p.confidence = check.Low
			}
			s.tell(p)
		}
	}
}

func sureness(right, wrong *form) check.Confidence {
	if len(right.at) > len(wrong.at) {
		return check.High
	}
	return check.Medium
}

// differ tells what parts two forms of the same letters, and whether that is worth a word.
func (s *speller) differ(n *name, f, right *form) (lang.Text, bool) {
	strokes := strings.Contains(f.bones, "//") || strings.Contains(right.bones, "//")
	switch {
	case strokes:
		return byStrokes, s.strokes(f) && s.strokes(right)
	case f.bones == right.bones:
		return byAccents, s.accentsCount(n, f, right)
	case s.lower[n.key] || strings.ContainsAny(n.key, "0123456789") || strings.Contains(f.bones+right.bones, "&"):
		return byJoints, false
	case withoutSmall(f) != withoutSmall(right) || strings.ReplaceAll(f.bones, "-", " ") == strings.ReplaceAll(right.bones, "-", " "):
		return byJoints, n.words > 1 || f.inside() && right.inside() || len(f.at[0].content()) != len(right.at[0].content())
	}
	return bySmall, n.words > 1 && s.smallCount(f, right)
}

// strokes: a form with strokes is a name; the same letters without are one only where a capital stands inside a sentence.
func (s *speller) strokes(f *form) bool {
	return strings.Contains(f.bones, "//") || f.inside() && !s.lower[f.at[0].first().fold]
}

// accentsCount: endings make other words ("formé", "forme"), and common words are not names.
func (s *speller) accentsCount(n *name, f, right *form) bool {
	if f.accent == "" || right.accent == "" {
		return false
	}
	if onlyCapitals(f, right) { // only capitals inside differ: "FabLab" and "Fablab" beside "fablab" are a common word
		return n.words == 1 && !s.lower[n.key]
	}
	if s.atlas.written(right.at[0].text()) != "" {
		return !endsDiffer(f.at[0], right.at[0])
	}
	if n.words == 1 && (s.lower[n.key] || !f.inside() || !right.inside()) && !strings.Contains(f.accent+right.accent, "^") {
		return false
	}
	return !endsDiffer(f.at[0], right.at[0])
}

func onlyCapitals(a, b *form) bool {
	return strings.ReplaceAll(a.accent, "^", "") == strings.ReplaceAll(b.accent, "^", "")
}

// endsDiffer tells whether two phrases of the same letters differ in an accent that makes a participle: "formé", "forme".
func endsDiffer(p, q phrase) bool {
	a, b := p.content(), q.content()
	for i := range min(len(a), len(b)) {
		x, y := []rune(strings.ToLower(a[i].raw)), []rune(strings.ToLower(b[i].raw))
		for k := range min(len(x), len(y)) {
			if x[k] != y[k] && k >= len(x)-3 && strings.ContainsRune("eé", x[k]) && strings.ContainsRune("eé", y[k]) {
				return true
			}
		}
	}
	return false
}

// withoutSmall is the letters and joints of a form without its small words.
func withoutSmall(f *form) string {
	var b strings.Builder
	p := f.at[0]
	after := false // a small word takes the joint after it along
	for i := p.from; i <= p.to; i++ {
		w := p.line.words[i]
		switch {
		case w.small:
			after = true
			continue
		case i > p.from && !after:
			b.WriteString(joint(w.gap))
		case after:
			b.WriteString(" ")
		}
		after = false
		b.WriteString(w.fold)
	}
	return b.String()
}

// offices are the words before the name of a place that people link to it or not: "Région Bretagne", "région de Bretagne".
var offices = set(`region departement ville mairie commune universite universites prefecture chambre chambres office academie metropole conseil conseils hotel communaute pays agglomeration agence delegation direction
	federation comite service services antenne site siege pole maison centre mission caf cpam musee gare cite rectorat responsable charge chef place rue`)

// smallCount: an article comes and goes where a place follows, or where an office is named; "à" and "en" tell where.
func (s *speller) smallCount(f, right *form) bool {
	p := right.at[0]
	first, last := p.first(), p.last()
	if offices[first.fold] || isAct(first) || first.loud || last.number || s.atlas.isPlace(last.raw) || s.isArea(last.fold) {
		return false
	}
	a, b := smalls(f), smalls(right)
	return a != b && a != "/" && b != "/" && f.inside() && right.inside()
}

// isAct tells the nouns of what people do, which take an article or not: "restitution du diagnostic", "rencontre Coop".
func isAct(w word) bool {
	if claim.ClassOf(claim.Stem(w.raw)) == claim.Events {
		return true
	}
	return (strings.HasSuffix(w.fold, "tion") || strings.HasSuffix(w.fold, "ment") || strings.HasSuffix(w.fold, "age")) && !bodies[w.fold]
}

var bodies = set("association fondation confederation village departement federation")

// smalls are the small words of a form; "/" when they tell where something is ("à", "en").
func smalls(f *form) string {
	p := f.at[0]
	var b strings.Builder
	for _, w := range p.line.words[p.from : p.to+1] {
		switch {
		case w.small && (w.fold == "a" || w.fold == "en" || w.capital): // a capital begins another name
			return "/"
		case w.small:
			b.WriteString(w.fold + " ")
		}
	}
	return b.String()
}

func (s *speller) isArea(folded string) bool {
	_, ok := areaNamed(folded)
	return ok
}
