package surface

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"maillage/internal/kit/lang"
	"maillage/internal/programme/check"
	"maillage/internal/programme/check/text"
)

var (
	sentenceEnd = regexp.MustCompile(`[.!?;]\s|\s/\s`)
	willBe      = regexp.MustCompile(`(?i)\b(?:va|vont|sera|seront|aura|auront|devra|devront|pourra|pourront|débutera|démarrera|ouvrira|commencera|se tiendra|se déroulera|aboutira|paraîtra|entrera|verra)\b`)
	toCome      = regexp.MustCompile(`(?i)\b(?:d'ici(?: à)?|dès|en|début|fin|mi-|mi|courant|milieu|à l'été|à l'automne|au printemps|à l'hiver|à la rentrée|trimestre|semestre|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)\s*(?:de\s|à\s|l'année\s|fin\s|début\s|mi-)?\s*((?:19|20)\d\d)\b`)
	toldAsPlan  = regexp.MustCompile(`(?i)objectif|pr[ée]vu|pr[ée]vision|rappel|contexte|convention|projet initial|historique|attendu|cadre`)
	// reported words are somebody's of then: "il a été décidé que … sera".
	reported = regexp.MustCompile(`(?i)\b(?:prévoyait|prévoit|prévu|annoncé|annonçait|annonce|décidé|stipule|selon|objectif|convention)\b`)
)

// pastFuture reports a future told of a year that the report covers or that is over: when it is handed in, that is past.
func pastFuture(p passage, report func(check.Problem)) {
	last := p.doc.To
	if last == 0 || p.header() {
		return
	}
	if ofSeason(p.doc) {
		last-- // a season ends within its last year: what comes then may be after it
	}
	for _, title := range p.block.Path() {
		if toldAsPlan.MatchString(title) {
			return
		}
	}
	for _, s := range sentences(p.text) {
		sentence := p.text[s[0]:s[1]]
		will := willBe.FindStringIndex(sentence)
		if will == nil || reported.MatchString(sentence) {
			continue
		}
		when := toCome.FindStringSubmatchIndex(sentence[will[1]:])
		if when == nil || when[0] > 90 || inside(p.quotes, s[0]+will[0], s[0]+will[1]) {
			continue
		}
		year, _ := strconv.Atoi(sentence[will[1]+when[2] : will[1]+when[3]])
		if year > last || year < p.doc.From-1 {
			continue
		}
		report(check.Problem{
			At: p.spot(s[0]+will[0], s[0]+will[1]+when[1]), Confidence: check.Medium,
			Message:  lang.Text{FR: "Ceci est annoncé pour un moment que le rapport couvre déjà.", EN: "This is announced for a moment that the report already covers."},
			Expected: lang.Text{FR: fmt.Sprintf("le rapport va jusqu'à %d : en %d, c'est fait ou non", last, year), EN: fmt.Sprintf("the report goes to %d: in %d it was done or was not", last, year)},
			Mend:     lang.Text{FR: "Dites au passé ce qui a eu lieu, ou pourquoi cela n'a pas eu lieu.", EN: "Say in the past what took place, or why it did not."},
		})
	}
}

var seasonal = regexp.MustCompile(`(?i)\b(?:saison|année (?:scolaire|universitaire)|exercice)\b`)

// titleBlocks is how many blocks tell what a report is about.
const titleBlocks = 10

// ofSeason tells whether a report covers a season or a school year rather than whole years.
func ofSeason(d *text.Document) bool {
	if d.To != d.From+1 {
		return false
	}
	return slices.ContainsFunc(d.Blocks[:min(len(d.Blocks), titleBlocks)], func(b *text.Block) bool { return seasonal.MatchString(b.Text) })
}

func sentences(s string) [][2]int {
	var list [][2]int
	from := 0
	for _, m := range sentenceEnd.FindAllStringIndex(s, -1) {
		list = append(list, [2]int{from, m[0]})
		from = m[1]
	}
	return append(list, [2]int{from, len(s)})
}

var (
	yearRange = regexp.MustCompile(`(?:^|[^\d/.-])((?:19|20)\d\d)\s?(?:-|–|/|\sà\s)\s?((?:19|20)\d\d)(?:[^\d/-]|-\D|$)`)
	dayRange  = regexp.MustCompile(`(?i)\bdu (\d{1,2}) au (\d{1,2}) (?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)`)
	hourRange = regexp.MustCompile(`(?i)\b(\d{1,2}\s?h(?:\d\d)?)\s?(?:-|–|à)\s?(\d{1,2}\s?h(?:\d\d)?)\b`)
)

// hollowRange reports ranges that begin where they end, and years that run backwards.
func hollowRange(p passage, report func(check.Problem)) {
	for i, find := range []*regexp.Regexp{yearRange, dayRange, hourRange} {
		for _, m := range find.FindAllStringSubmatchIndex(p.text, -1) {
			from, to := p.text[m[2]:m[3]], p.text[m[4]:m[5]]
			backwards := i == 0 && from > to && strings.ContainsAny(p.text[m[3]:m[4]], "-–à")
			if from != to && !backwards || p.inLink(m[2], m[5]) {
				continue
			}
			why := lang.Text{FR: "Cet intervalle finit où il commence.", EN: "This range ends where it begins."}
			confidence := check.High
			if backwards {
				why = lang.Text{FR: "Cet intervalle finit avant de commencer.", EN: "This range ends before it begins."}
				confidence = check.Medium
			}
			report(check.Problem{At: p.spot(m[2], m[5]), Confidence: confidence, Message: why,
				Mend: lang.Text{FR: "Corrigez l'une des deux bornes, ou n'en écrivez qu'une.", EN: "Mend one of the two ends, or write one only."}})
		}
	}
}

var (
	dangling   = regexp.MustCompile(`(?i)(?:^|\s)(et|ou|de|des|du|d'|la|le|les|l'|à|au|aux|avec|pour|par|dont|que|qui|sur|dans|ainsi que|notamment|comme|mais)$`)
	salutation = regexp.MustCompile(`(?i)^(?:mesdames|madame|monsieur|messieurs|chers?|chères?|bonjour|cordialement|bien à vous)`)
)

// brokenOff reports a paragraph, or the last point of a list, that stops in the middle of what it says.
func brokenOff(p passage, report func(check.Problem)) {
	kind, next := p.block.Kind, p.doc.Next(p.block)
	if kind == text.Row || kind == text.Heading && (next == nil || next.Kind == text.Heading) {
		return
	}
	if next != nil && (next.Kind == text.Row || next.Kind == text.Item || goesOn(next.Text)) || inside(p.quotes, len(p.text)-1, len(p.text)) {
		return
	}
	from, to := -1, len(p.text)
	if m := dangling.FindStringSubmatchIndex(p.text); m != nil && strings.Contains(p.text, " ") {
		from = m[2]
	} else if strings.HasSuffix(p.text, ",") && !salutation.MatchString(p.text) && (kind == text.Item && p.afterItem() || len(p.text) > 60) {
		from = to - 1
	}
	if from < 0 {
		return
	}
	severity := check.Serious
	if p.text[from] == ',' {
		severity = check.Notice
	}
	report(check.Problem{At: p.spot(from, to), Severity: severity, Confidence: check.Medium,
		Message: lang.Text{FR: "Le texte s'arrête au milieu de ce qu'il dit.", EN: "The text stops in the middle of what it says."},
		Mend:    lang.Text{FR: "Écrivez la suite, ou terminez la phrase.", EN: "Write the rest, or end the sentence."}})
}

func (p passage) afterItem() bool {
	return p.block.Index > 0 && p.doc.Blocks[p.block.Index-1].Kind == text.Item
}

// goesOn tells whether a block reads as the rest of the one before: pages and files break paragraphs.
func goesOn(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return !unicode.IsUpper(r)
}

var signs = []struct {
	open, close string
	name        lang.Text
}{
	{"(", ")", lang.Text{FR: "Cette parenthèse n'est jamais fermée.", EN: "This bracket is never closed."}},
	{"[", "]", lang.Text{FR: "Ce crochet n'est jamais fermé.", EN: "This bracket is never closed."}},
	{"«", "»", lang.Text{FR: "Ce guillemet n'est jamais fermé.", EN: "This quotation mark is never closed."}},
	{"“", "”", lang.Text{FR: "Ce guillemet n'est jamais fermé.", EN: "This quotation mark is never closed."}},
}

// openSigns reports brackets and quotation marks that are opened and never closed, in their block or in the few that may continue it.
func openSigns(p passage, report func(check.Problem)) {
	for _, s := range signs {
		at := unclosed(p.text, s.open, s.close)
		if at < 0 || p.inLink(at, at+1) || closedLater(p, s.open, s.close) {
			continue
		}
		report(check.Problem{At: p.spot(at, endOfWords(p.text, at)), Severity: check.Notice, Confidence: check.Medium, Message: s.name,
			Mend: lang.Text{FR: "Fermez-le là où finit ce qu'il contient.", EN: "Close it where what it holds ends."}})
	}
}

// unclosed returns where the last sign that is opened and not closed stands, -1 without; a face of signs opens nothing.
func unclosed(s, opening, closing string) int {
	var stack []int
	for i := range s {
		switch {
		case strings.HasPrefix(s[i:], opening):
			if i > 0 && (s[i-1] == ':' || s[i-1] == ';') {
				continue
			}
			stack = append(stack, i)
		case strings.HasPrefix(s[i:], closing) && len(stack) > 0:
			stack = stack[:len(stack)-1]
		}
	}
	if len(stack) == 0 {
		return -1
	}
	return stack[0]
}

// closedLater looks into the next blocks: a page or a list within brackets goes on there, and each paragraph of a long quotation opens anew.
func closedLater(p passage, opening, closing string) bool {
	const reach = 6
	if p.cell() {
		return false
	}
	for b, n := p.doc.Next(p.block), 0; b != nil && n < reach; b, n = p.doc.Next(b), n+1 {
		c, o := strings.Index(b.Text, closing), strings.Index(b.Text, opening)
		if c >= 0 && (o < 0 || c < o) || o == 0 && opening == "«" {
			return true
		}
		if o >= 0 || b.Kind == text.Heading {
			return false
		}
	}
	return false
}

// endOfWords is where the few words after a sign end: enough to find the place.
func endOfWords(s string, at int) int {
	end, blanks := len(s), 0
	for i, r := range s[at:] {
		if r == ' ' {
			if blanks++; blanks == 4 {
				return at + i
			}
		}
	}
	return end
}

// twice are words that never follow themselves.
var twice = among("de le la les des du un une et à au aux dans pour par sur avec que qui ou dont ce cette ces son sa ses leur leurs est-ce plus")

var wordPair = regexp.MustCompile(`[\p{L}'-]+`)

// doubledWord reports a small word typed twice.
func doubledWord(p passage, report func(check.Problem)) {
	last, end := "", -1
	for _, m := range wordPair.FindAllStringIndex(p.text, -1) {
		w := p.text[m[0]:m[1]]
		if end >= 0 && w == strings.ToLower(last) && twice[w] && p.text[end:m[0]] == " " && !inside(p.quotes, m[0], m[1]) {
			from := end - len(last)
			report(check.Problem{At: p.spot(from, m[1]), Severity: check.Notice,
				Message: lang.Text{FR: "Un mot est écrit deux fois.", EN: "A word is written twice."},
				Mend:    lang.Text{FR: "Retirez l'un des deux.", EN: "Take one of the two out."}})
		}
		last, end = w, m[1]
	}
}

var orQuestion = regexp.MustCompile(`(?:^|[:.;)]\s)([^:.;()?]{3,80})\?`)

// openQuestion reports a question without a question word at the end of a composition: somebody had still to decide.
func openQuestion(p passage, report func(check.Problem)) {
	if p.block.Kind != text.Paragraph || asks.MatchString(p.text) || !composition.MatchString(p.text) {
		return
	}
	for _, m := range orQuestion.FindAllStringSubmatchIndex(p.text, -1) {
		if from := m[2]; !inside(p.quotes, from, m[3]) && !strings.HasSuffix(strings.TrimRight(p.text[from:m[3]], " "), "+") {
			report(check.Problem{At: p.spot(from, m[1]), Confidence: check.Medium, Message: undecided, Mend: decide})
		}
	}
}

var composition = regexp.MustCompile(`(?i)\b(?:composition|composée? de|membres|responsables?|gouvernance|instances?|référente?|rôle|statuts)\b`)
