package claim

import (
	"math/big"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"maillage/internal/programme/check"
	"maillage/internal/programme/check/text"
)

// read finds the claims of one block. Cells of a table are read by Grids, with the heads of their row and column.
func read(d *text.Document, b *text.Block) []Claim {
	sentences, clauses := cut(b.Text, sentenceEnd), cut(b.Text, clauseEnd)
	var list []Claim
	for _, m := range number.FindAllStringSubmatchIndex(b.Text, -1) {
		c, ok := claimAt(d, b, m)
		if !ok || b.Kind == text.Row && inNumericCell(b, c.Number.From) {
			continue
		}
		c.Sentence, c.Clause = within(sentences, c.Number.From), within(clauses, c.Number.From)
		if c.Number.To > c.Sentence.To { // "le 3. Les": no number goes on behind a full stop
			continue
		}
		c.Spot.To = min(c.Spot.To, c.Sentence.To)
		list = append(list, c)
	}
	list = ranges(b.Text, list)
	for i := range list {
		list[i].Sentence, list[i].Clause = list[i].Sentence.holding(list[i].Number), list[i].Clause.holding(list[i].Number)
	}
	apart(b.Text, list)
	for i := range list {
		list[i].scope(b)
	}
	yearsOf(b, list)
	return list
}

// holding widens a span to all of a number: "10 ; 15" may be one.
func (s Span) holding(n check.Spot) Span { return Span{min(s.From, n.From), max(s.To, n.To)} }

// apart ends the words of a number where the next number or the next sentence begins, so that claims stand in a row.
func apart(s string, list []Claim) {
	for i := range list {
		c := &list[i]
		end := max(c.Sentence.To, c.Number.To)
		if i+1 < len(list) {
			end = max(min(end, list[i+1].Number.From), c.Number.To)
		}
		if c.Spot.To > end {
			c.Spot.To = c.Number.To + len(strings.TrimRight(s[c.Number.To:end], " "))
		}
	}
}

// inNumericCell tells whether a cell holds nothing but the number: the heads of its row and column say what it counts.
func inNumericCell(b *text.Block, at int) bool {
	for i, c := range b.Cells {
		if at >= c.From && at < c.To {
			return numeric.MatchString(strings.Trim(b.Cell(i), "*_ "))
		}
	}
	return false
}

func claimAt(d *text.Document, b *text.Block, m []int) (Claim, bool) {
	from, to := m[0], m[1]
	if m[2] >= 0 && joined.MatchString(b.Text[:m[2]]) { // "10-15", "a-2": a dash, no sign
		from, m[2] = m[4], -1
	}
	if touches(b.Text, from, to) && !(m[4] >= 0 && (m[2] >= 0 || m[6] >= 0) && bracketed(b.Text, from, to)) || m[4] >= 0 && isReference(b.Text, m[4], m[5], m[6] >= 0) {
		return Claim{}, false
	}
	c := Claim{Number: check.Spot{Document: d, Block: b, From: from, To: to}}
	switch {
	case m[4] >= 0:
		value, decimals, ok := inFigures(b.Text[m[4]:m[5]])
		if !ok {
			return Claim{}, false
		}
		tens := 0
		if m[6] >= 0 {
			c.Unit, tens = unitOf(b.Text[m[6]:m[7]])
		}
		c.Value, c.Decimals = scaled(value, tens), decimals-tens
		if c.Signed = m[2] >= 0; c.Signed && !strings.HasPrefix(b.Text[m[2]:], "+") {
			c.Value.Neg(c.Value)
		}
	case m[8] >= 0:
		fields := strings.Fields(strings.ToLower(b.Text[m[8]:m[9]]))
		c.Value, c.Hedge, c.Decimals = new(big.Rat).SetInt64(words[fields[len(fields)-1]]), About, -1
	default:
		n, ok := inWords(b.Text[m[10]:m[11]])
		if !ok || fraction.MatchString(b.Text[to:]) {
			return Claim{}, false
		}
		c.Value = new(big.Rat).SetInt64(n)
	}
	if h := hedgeBefore(b.Text, from); h != Exact {
		c.Hedge = h
	}
	end := c.noun(b.Text, to)
	if len(c.Noun) == 0 {
		c.label(b)
	}
	if m[10] >= 0 && (len(c.Noun) == 0 || c.Label) && !resumes(b.Text, from, to) && !(listed.MatchString(b.Text[:from]) && placed.MatchString(b.Text[to:])) { // "les deux", "tous trois": words without a noun count nothing
		return Claim{}, false
	}
	c.Spot = check.Spot{Document: d, Block: b, From: from, To: end}
	return c, true
}

// resumes tells whether a number in words stands for a thing named before: "douze étaient prévus ; neuf ont eu lieu", "nous en avons tenu neuf".
func resumes(s string, from, to int) bool {
	return goesOn.MatchString(s[to:]) && !together.MatchString(s[:from]) || ofThose.MatchString(s[:from])
}

var (
	goesOn   = regexp.MustCompile(`^ (?:seulement )?(?:ont|sont|l'ont|le sont|seulement)\b`)
	together = regexp.MustCompile(`(?i)\b(?:les|ces|nos|tous|toutes|leurs|ses) $`)
	ofThose  = regexp.MustCompile(`(?i)\ben (?:avons|a|ont|aura) (?:\p{L}+ ){1,2}(?:que )?$`)
)

// bracketed: "(12 %)" and "(+5)" are numbers, "(86)" is a department.
func bracketed(s string, from, to int) bool {
	return strings.HasSuffix(s[:from], "(") && strings.HasPrefix(s[to:], ")")
}

// listed and placed stand around a number in words whose noun was told before: "onze thèses : trois en 2020, quatre en 2021".
var (
	listed = regexp.MustCompile(`(?i)(?:[:,(]|\bet|\bpuis|\bdont) $`)
	placed = regexp.MustCompile(`^ (?:en (?:19|20)\d\d|à (?:\p{Lu}|la |l')|au |ont |sont |d'entre )`)
)

var joined = regexp.MustCompile(`[\p{L}\d)]$`)

// fraction: "deux tiers", "trois quarts" are shares, "cent pour cent" as well.
var fraction = regexp.MustCompile(`^ (?:tiers|quarts?|pour cent|cinquièmes?|dixièmes?)(?:[^-]|$)`)

// touches tells whether figures are part of something else: a date, an address, a code, an ordinal, a department in brackets.
func touches(s string, from, to int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:from])
	after, size := utf8.DecodeRuneInString(s[to:])
	if before == '-' && span.MatchString(s[max(0, from-5):from]) {
		before = ' '
	}
	if from > 0 && (strings.ContainsRune("/.-_#=&°'@", before) && !strings.HasSuffix(s[:from], " /") || unicode.IsLetter(before) || unicode.IsDigit(before)) {
		return !strings.HasSuffix(strings.ToLower(s[:from]), "d'")
	}
	if to < len(s) && (unicode.IsLetter(after) || unicode.IsDigit(after) || after == '_' || after == '°' || (strings.ContainsRune("/.:", after) || after == '-' && !shortSpan.MatchString(s[to:])) && to+size < len(s) && isDigit(s[to+size])) {
		return true
	}
	return before == '(' && after == ')' && (to-from < 3 || department.MatchString(s[from-1:to+1])) || after == '\''
}

// span and shortSpan are the two halves of "10-15".
var (
	span      = regexp.MustCompile(`(?:^|[^\d-])\d{1,3}-$`)
	shortSpan = regexp.MustCompile(`^-\d{1,3}(?:[^\d-]|$)`)
)

var (
	// named comes before a number that names: "n° 4", "axe 2", "article 12", "page 3", "tel".
	named = regexp.MustCompile(`(?i)(?:^|[^\p{L}])(?:n\s?[°ºo]|(?:axes?|activités?|article|art\.|page|pages|p\.|annexe|tableau|figure|fiche|lot|phase|étape|chapitre|partie|titre|volet|action|loi|décret|code|tél|tel|rue|version|niveau|objectif|numéro|covid|rn|salle|ligne|zone|groupe|échelon|catégorie|classe|master|niveau)\.?)\s?$`)
	// dated comes after a number that is a day, a time or an ordinal.
	dated = regexp.MustCompile(`^(?i)(?:er|e|ème|eme)?\s?(?:janv|f[ée]v|mars\b|avril|mai\b|juin\b|juil|ao[uû]t|sept(?:\.|embre)|oct(?:\.|obre)|nov(?:\.|embre)|d[ée]c(?:\.|embre)|(?:&|et|,) \d{1,2}(?:er)? (?:janv|f[ée]v|mars|avril|mai|juin|juil|ao|sept|oct|nov|d[ée]c))|^ ?h(?:\d|\b ?(?:à|-|/))|^(?:, rue| rue| avenue| boulevard| bis\b)`)
	// outline is the number of a title or an item at the beginning of a block: "2.1. Bilan", "4 / Newsletters".
	outline = regexp.MustCompile(`^\d{1,2}(?:\.\d{1,2})*\s?(?:[./)–-]|(?:, \d+)* & \d)`)
)

// isReference tells whether figures name something rather than count: a year, "n° 4", "axe 2", "le 12 mars", "2.1. Bilan".
func isReference(s string, from, to int, hasUnit bool) bool {
	if hasUnit {
		return false
	}
	digits := s[from:to]
	if isYear(digits) && !strings.Contains(digits, " ") || len(digits) > 1 && digits[0] == '0' && isDigit(digits[1]) {
		return true
	}
	if strings.Contains(digits, ".") && !strings.Contains(digits, ",") && len(digits)-strings.IndexByte(digits, '.') != 4 {
		return true
	}
	before := s[max(0, from-14):from]
	if named.MatchString(strings.ToValidUTF8(before, " ")) {
		return true
	}
	return dated.MatchString(s[to:]) || from == 0 && outline.MatchString(s)
}

var hedges = []struct {
	words string
	hedge Hedge
}{{"plus de ", AtLeast}, {"plus d'", AtLeast}, {"au moins ", AtLeast}, {"minimum ", AtLeast}, {"moins de ", AtMost}, {"au plus ", AtMost}, {"au maximum ", AtMost}, {"maximum ", AtMost},
	{"jusqu'à ", AtMost}, {"environ ", About}, {"env. ", About}, {"près de ", About}, {"près d'", About}, {"autour de ", About}, {"une quasi ", About}, {"quelque ", About}, {"quelques ", About},
	{"presque ", About}, {"à peu près ", About}, {"~", About}, {"+ de ", AtLeast}}

func hedgeBefore(s string, from int) Hedge {
	before := strings.ToLower(strings.ToValidUTF8(s[max(0, from-14):from], ""))
	for _, h := range hedges {
		if strings.HasSuffix(before, h.words) {
			return h.hedge
		}
	}
	return Exact
}

var (
	to      = regexp.MustCompile(`^(?: ?[-–] ?| à )$`)
	and     = regexp.MustCompile(`^ et $`)
	between = regexp.MustCompile(`(?i)\bentre $`)
	growing = regexp.MustCompile(`(?i)\b(?:de|d') ?$`)
)

// ranges joins "10 à 15" and "entre 10 et 15" into one claim; "de 120 à 150 participants" stays two of the same noun, before and after.
func ranges(s string, list []Claim) []Claim {
	for i := 0; i+1 < len(list); i++ {
		a, b := &list[i], &list[i+1]
		if len(a.Noun) > 0 && !a.Label {
			continue
		}
		gap, before := s[a.Number.To:b.Number.From], s[:a.Number.From]
		switch {
		case to.MatchString(gap) && growing.MatchString(before):
			a.Noun, a.Words, a.Unit, a.Label = b.Noun, b.Words, b.Unit, b.Label
		case to.MatchString(gap) && a.Value.Cmp(b.Value) < 0, and.MatchString(gap) && between.MatchString(before):
			b.Upper, b.Value, b.Number.From, b.Spot.From = b.Value, a.Value, a.Number.From, a.Number.From
			list = slices.Delete(list, i, i+1)
		}
	}
	return list
}
