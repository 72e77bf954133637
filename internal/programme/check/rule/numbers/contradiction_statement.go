package numbers

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"maillage/internal/kit/frdate"
	"maillage/internal/programme/check"
	"maillage/internal/programme/check/claim"
	"maillage/internal/programme/check/moment"
	"maillage/internal/programme/check/text"
)

// statement is a claim with all that says of what it is told, so that two may be held against each other.
type statement struct {
	claim.Claim
	thing   claim.Thing
	subject string   // what the people or hours belong to, shortened
	years   []int    // of the number; those of the report where it says none
	dates   bool     // its own sentence says the year
	day     string   // "31 décembre", "fin": the moment it is true of
	names   []string // proper names beside the number that are not those of the report
	about   []string // what its sentence speaks of
	titles  []string // what the headings above it speak of
	rare    map[string]bool
	place   place
	on      string // the one date that it is told of, as an event of an agenda is
	again   bool   // "les 45 participants": told before
	key     string // the value, written
	span    [2]int // the first and the last year of the report, 0 when unknown
}

// place says how much of the report a number speaks for, by where it stands.
type place string

const (
	inPart  place = ""        // a section among others
	atHome  place = "home"    // a section titled for the very thing
	overall place = "overall" // the cover, a summary, a presentation, a table of results
)

var (
	overview = regexp.MustCompile(`(?i)(?:^|[^\p{L}])(?:essentiel|synthèse|résumé|chiffres|en bref|repères|introduction|préambule|avant-propos|mot d[eu]|éditorial|édito|conclusion|bilan (?:général|global|chiffré|quantitatif|de l'année)|objectifs?[^.]{0,12} et (?:les |nos )?résultats|` +
		`résultats? et objectifs?|objectifs du|indicateurs|évaluation|vue d'ensemble|présentation|faits marquants|tableau de bord|rappel|en quelques mots|qui sommes|identité|contexte|l'association|l'organisme|données (?:générales|clés))`)
	dayTold    = regexp.MustCompile(`(?i)\bau (\d{1,2}(?:er)? (?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre))\b|\bfin (?:d'année\s?|décembre\s?)?(?:20\d\d\b)?`)
	yearEnd    = regexp.MustCompile(`(?i)^(?:fin\b|au 31 décembre)`)
	reminder   = regexp.MustCompile(`(?i)(?:^|[\s(])(?:les|nos|ces|des|aux|leurs|ses|l'ensemble des|la totalité des)\s$`)
	perWhole   = regexp.MustCompile(`(?i)^(.*?)\s(?:par|selon|et|en|au|à|de l'année|\(|:)\b`)
	restricts  = regexp.MustCompile(`(?i)^\s?(?:de (?:ce|cet|cette|ces|l')|du|des|d'|qui|que|ayant|inscrit|venu|issu|concerné|restant|présent|dont|à)(?:[^\p{L}]|$)`)
	titleMarks = regexp.MustCompile(`^(?i:\W|\d|(?:axe|activité|action|annexe|partie|fiche|objectif)\s(?:n\s?°\s?)?\d+)+`)
)

// statements are the claims of a corpus that may contradict each other, in reading order, computed once.
func statementsOf(c *check.Corpus) []*statement {
	return check.Shared(c, "statements", func(c *check.Corpus) []*statement {
		names := claim.Names(c)
		common, rare := map[*text.Document]map[string]bool{}, map[*text.Document]map[string]bool{}
		spans := map[*text.Document][2]int{}
		for _, d := range c.Documents {
			common[d], rare[d], spans[d] = commonWords(d), rareWords(d), spanOf(d)
		}
		days := map[*text.Block][]moment.Moment{}
		for _, m := range moment.Of(c) {
			days[m.Spot.Block] = append(days[m.Spot.Block], m)
		}
		results, targets := map[check.Spot]*aim{}, map[check.Spot]bool{}
		for _, a := range closeAims(c) {
			targets[a.target], results[a.result] = true, a
		}
		var list []*statement
		for _, cl := range claim.Of(c) {
			result := results[cl.Spot]
			if a := result; a != nil && !a.named { // "Résultat : 631." counts what its objective counts
				cl.Noun, cl.Years, cl.As = a.noun, a.years, claim.Plain
			}
			if targets[cl.Spot] {
				cl.As = claim.Planned
			}
			s := stated(cl, names)
			if s == nil {
				continue
			}
			if result != nil {
				s.As = claim.Plain
			}
			s.dated(days[s.Spot.Block])
			s.named(common[s.Spot.Document])
			s.key, s.rare, s.span = s.Value.RatString(), rare[s.Spot.Document], spans[s.Spot.Document]
			list = append(list, s)
		}
		return list
	})
}

// stated reads the scope of a claim; nil for what is no level of something named.
func stated(c claim.Claim, names map[string][]string) *statement {
	if c.Signed || c.As == claim.Change || c.As == claim.Elsewhere || c.Unit == "" && !c.Value.IsInt() {
		return nil
	}
	b := c.Spot.Block
	s := &statement{Claim: c, years: periodOf(&c), subject: c.Subject}
	noun := c.Noun
	if inTotals(&c) {
		noun = captionNoun(b)
	}
	s.thing = claim.ThingOf(names, noun)
	if c.Unit != "" {
		s.thing = amountOf(&c, names)
	}
	if !s.thing.Known() || labels[s.thing.Head] {
		return nil
	}
	if lead := b.Text[c.Sentence.From:c.Number.From]; c.As == claim.Plain && (underAims(b) || promised.MatchString(lead) && !done.MatchString(lead)) || notReached.MatchString(b.Text[c.Number.To:c.Sentence.To]) {
		s.As = claim.Planned
	}
	if !loose[s.thing.Head] || labels[s.subject] || claim.ClassOf(s.subject) == claim.Time {
		s.subject = ""
	}
	s.dates = len(s.years) == 1 && strings.Contains(b.Text[c.Sentence.From:c.Sentence.To], strconv.Itoa(s.years[0])) || c.Cell && len(s.years) == 1
	s.again = reminder.MatchString(b.Text[:c.Number.From]) && !restricts.MatchString(b.Text[c.Spot.To:c.Sentence.To])
	if !c.Cell {
		s.about = claim.Content(verbs.ReplaceAllString(b.Text[c.Sentence.From:c.Number.From]+" "+b.Text[c.Spot.To:c.Sentence.To], " "))
	}
	for _, title := range b.Path() {
		s.titles = append(s.titles, claim.Content(title)...)
	}
	s.place = s.placed(names)
	return s
}

// promised comes before what a plan holds: "la convention prévoit 240 participants et 36 ateliers".
var promised = regexp.MustCompile(`(?i)(?:^|[^\p{L}])(?:prévoi(?:t|ent)|prévoyai(?:t|ent)|s'engage\p{L}*|vise(?:nt)? à|visai(?:t|ent)|avait pour objectif|ont? pour objectif)(?:[^\p{L}]|$)`)

// notReached comes after an objective that is owned up to: "les 300 accompagnements n'ont pas été atteints".
var notReached = regexp.MustCompile(`(?i)^[^.;:()\d]{0,60}\bn'(?:a|ont) (?:donc )?pas été (?:\p{L}+ment )?(?:atteint|tenu|réalisé|rempli)`)

// verbs say what became of things, not what they are: "a mobilisé", "ont été reçus".
var verbs = regexp.MustCompile(`(?i)\b(?:a|ont|avons|avait|avaient|est|sont|s'est|se sont)\s(?:été\s)?(?:\p{L}+ment\s)?\p{L}+(?:é|i|u|is|it|ert)(?:e?s?)(?:[\s,.;]|$)`)

// labels name a number without saying what it counts.
var labels = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields("résultat objectif total cible prévu prévus prévue prévues visés attendus attendues programmés programmées envisagés envisagées initialement réalisé réalisés réalisées bilan nombre prévision montant valeur effectif écart part taux note rang score moyenne numéro évolution variation durée âge exemple an ans") {
		m[claim.Stem(w)] = true
	}
	return m
}()

var totalRow = regexp.MustCompile(`(?i)^[\W_]*(?:total|totaux|ensemble|cumul)\b`)

// inTotals tells whether a number stands in a row of totals whose columns do not say what they count.
func inTotals(c *claim.Claim) bool {
	return c.Cell && len(c.Noun) == 0 && totalRow.MatchString(c.Spot.Block.Cell(0))
}

// captionNoun is what a table titled "Stagiaires par site" counts.
func captionNoun(b *text.Block) []string {
	title := ""
	if b.Table != nil {
		title = b.Table.Caption
	}
	if title == "" && b.Section != nil {
		title = b.Section.Title
	}
	m := perWhole.FindStringSubmatch(titleMarks.ReplaceAllString(title, ""))
	if m == nil {
		return nil
	}
	_, noun := claim.Phrase(m[1])
	return noun
}

// placed tells how much a number speaks for; a section that is titled for a kind of the thing narrows it to that kind.
func (s *statement) placed(names map[string][]string) place {
	at := s.Spot.Block.Section
	if at == nil || opening(s.Spot.Document, s.Spot.Block) || s.Total || inTotals(&s.Claim) || s.Spot.Block.Index < coverOf(s.Spot.Document) {
		return overall
	}
	for x := at; x != nil; x = x.Parent {
		top := x.Parent == nil || x.Parent.Heading.Index == 0
		if x.Heading.Index > 0 && (overview.MatchString(x.Title) || top && aimHead.MatchString(x.Title)) {
			return overall
		}
	}
	for x := at; x != nil; x = x.Parent {
		_, noun := claim.Phrase(titleMarks.ReplaceAllString(x.Title, ""))
		t := claim.ThingOf(names, noun)
		switch {
		case !t.Known() || t.Head != s.thing.Head && t.Head != s.subject:
		case len(t.Qualifiers) == 0 && x == at:
			return atHome
		case t.Head == s.thing.Head:
			s.thing.Qualifiers = slices.Compact(slices.Sorted(slices.Values(append(slices.Clone(s.thing.Qualifiers), t.Qualifiers...))))
			return inPart
		}
	}
	return inPart
}

// opening tells whether a block stands right under the title, before the first part; a text without parts opens with its first block.
func opening(d *text.Document, b *text.Block) bool {
	at := b.Section
	if at.Parent != nil || at.Heading.Index != 0 {
		return false
	}
	for _, next := range d.Blocks[b.Index:min(len(d.Blocks), b.Index+12)] {
		if next.Kind == text.Heading && next.Index > 0 {
			return true
		}
	}
	return b.Index <= 2
}

// coverOf returns where the title of the report stands when a poster of figures comes before it; what is told there is told of the whole.
func coverOf(d *text.Document) int {
	for i, b := range d.Blocks[:min(len(d.Blocks), 80)] {
		switch {
		case len(b.Text) > 120 || b.Kind == text.Row:
			return 0
		case reportTitle.MatchString(b.Text):
			return i
		}
	}
	return 0
}

// spanOf reads the first and the last year of a report from its title; a title without years leaves it to what the document was read as.
func spanOf(d *text.Document) [2]int {
	for _, b := range d.Blocks[:min(len(d.Blocks), 60)] {
		if years := yearsNamed(b.Text); len(b.Text) <= 120 && b.Kind != text.Row && len(years) > 0 && reportTitle.MatchString(b.Text) {
			return [2]int{years[0], years[len(years)-1]}
		}
	}
	if d.To-d.From > 6 {
		return [2]int{}
	}
	return [2]int{d.From, d.To}
}

var reportTitle = regexp.MustCompile(`(?i)^(?:\W|\d)*(?:bilan|rapport|compte[ -]rendu|exercice|saison)(?:[^\p{L}].*)?\b(?:19|20)\d\d\b`)

// periodOf gives the years of a claim. A year told after another number of the clause is that number's: "742 accueillis : 352 en 2022".
func periodOf(c *claim.Claim) []int {
	if len(c.Years) != 1 || c.Cell {
		return c.Years
	}
	s := c.Spot.Block.Text
	year := strconv.Itoa(c.Years[0])
	clause := s[c.Clause.From:c.Clause.To]
	if !strings.Contains(clause, year) {
		if before := s[:c.Number.From]; strings.Contains(s[c.Sentence.To:], year) && !strings.Contains(before, year) && c.Spot.Block.Year() != c.Years[0] {
			return nil // the year of a later sentence
		}
		return c.Years
	}
	rest := s[c.Number.To:c.Clause.To]
	if split := strings.IndexAny(rest, ":("); split >= 0 && !strings.Contains(s[c.Clause.From:c.Number.From]+rest[:split], year) {
		return nil
	}
	return c.Years
}

var (
	// amountNoun is what an amount or a rate is called: "un budget de 120 000 €", "le taux d'insertion est de 71 %".
	amountNoun = regexp.MustCompile(`(?i)(?:^|[\s'(])((?:taux|budget|coût|montant|subvention|aide|dotation|chiffre d'affaires|masse salariale|excédent|déficit|enveloppe|loyer|investissement|recettes|dépenses|produits|charges|dons|fonds propres|trésorerie)s?)(?:[\s'].*)?$`)
	verbal     = regexp.MustCompile(`(?i)[\s,:(]*(?:\b(?:est|était|sont|étaient|a|ont|s'(?:élève|élèvent|établit|élevait|est)|atteint|atteignent|représente|représentent|reste|restent|fixée?|passe|monte)\b.*|[:,(].*|\s(?:de|d'|à)\s?)$`)
)

// amountOf is what an amount of money or a rate is of; it is a thing only where it is called by its name.
func amountOf(c *claim.Claim, names map[string][]string) claim.Thing {
	before := c.Spot.Block.Text[c.Sentence.From:c.Number.From]
	m := amountNoun.FindStringSubmatchIndex(before)
	if c.Cell || m == nil || len(before)-m[2] > 120 || strings.ContainsAny(before[m[2]:], "0123456789") {
		return claim.Thing{}
	}
	_, noun := claim.Phrase(verbal.ReplaceAllString(before[m[2]:], ""))
	t := claim.ThingOf(names, noun)
	if t.Known() {
		t.Head += " " + c.Unit
	}
	t.Qualifiers = slices.DeleteFunc(t.Qualifiers, func(q string) bool { return ofTheWhole[q] })
	return t
}

// ofTheWhole name the whole that an amount or a rate is of.
var ofTheWhole = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields("saison exercice programme projet association club opération global globale général générale moyen moyenne") {
		m[claim.Stem(w)] = true
	}
	return m
}()

// dated notes the day that a number is told of: the moment of a count, or the date of an event.
func (s *statement) dated(moments []moment.Moment) {
	t := s.Spot.Block.Text
	m := dayTold.FindString(t[s.Clause.From:s.Clause.To])
	if before := dayTold.FindAllString(t[s.Sentence.From:s.Number.From], -1); m == "" && len(before) > 0 {
		m = before[len(before)-1]
	}
	if m != "" && !s.Cell {
		s.day = strings.ToLower(m)
		if yearEnd.MatchString(m) {
			s.day = "fin"
		}
		return
	}
	for _, m := range moments {
		inSentence := m.Spot.From >= s.Sentence.From && m.Spot.To <= s.Sentence.To
		if m.Precision == frdate.ToDay && len(m.Days) == 1 && !m.Legal && (inSentence && !m.Cited || m.Role == moment.Head && m.Spot.From < s.Number.From) {
			s.on = m.Start().Format("2006-01-02")
		}
	}
}

// named keeps the proper names beside a number that narrow it: those of the whole report do not, nor do words that only begin a sentence.
func (s *statement) named(common map[string]bool) {
	if !s.Cell {
		for _, q := range quoted.FindAllStringSubmatch(s.Spot.Block.Text[s.Sentence.From:s.Sentence.To], -1) {
			s.names = append(s.names, strings.ToLower(q[1]))
		}
	}
	for _, n := range s.Narrow {
		if s.on != "" && (month.MatchString(n) || dayWritten.MatchString(n)) {
			continue // the date itself is compared
		}
		if infinitive.MatchString(n) && strings.HasPrefix(strings.ToLower(s.Spot.Block.Text[s.Sentence.From:]), n) {
			continue // "Conduire 120 entretiens"
		}
		if (s.Cell || !common[n] && !labels[claim.Stem(n)]) && !strings.Contains(s.day, n) && !(s.day == "fin" && n == "décembre") && !slices.Contains(regionNames, n) {
			s.names = append(s.names, n)
		}
	}
}

var regionNames = []string{"auvergne-rhône-alpes", "bretagne", "corse", "grand-est", "hauts-de-france", "normandie", "nouvelle-aquitaine", "occitanie", "provence", "région"}

// commonWords are the words of a document that are no names, and the names that stand for all of it: those of its title.
func commonWords(d *text.Document) map[string]bool {
	m := map[string]bool{}
	for i, b := range d.Blocks {
		for _, w := range anyWord.FindAllString(b.Text, -1) {
			if low := strings.ToLower(w); low == w && !month.MatchString(w) || i < 2 {
				m[low] = true
			}
		}
	}
	return m
}

// rareWords are those that few places of a document use: two sentences that share some speak of the same thing.
func rareWords(d *text.Document) map[string]bool {
	places := map[string]int{}
	for _, b := range d.Blocks {
		for _, w := range claim.Content(b.Text) {
			places[w]++
		}
	}
	m := map[string]bool{}
	for w, n := range places {
		m[w] = n <= max(4, len(d.Blocks)/60)
	}
	return m
}

var (
	dayWritten = regexp.MustCompile(`^\d+/`)
	quoted     = regexp.MustCompile(`[«"“]\s?([\p{L}][^»"”]{1,40}?)\s?[»"”]`)
	infinitive = regexp.MustCompile(`(?:er|ir|oir|dre|ttre|ire)$`)
	anyWord    = regexp.MustCompile(`\p{L}[\p{L}-]+`)
	month      = regexp.MustCompile(`^(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|trimestre|semestre|hiver|printemps|été|automne)$`)
)
