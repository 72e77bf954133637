package text

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Levels of headings in text that has no mark-up for them: sheets and parts, what a sheet names, numbered ones, capitals, short lines, years.
const (
	partLevel     = 1
	sheetLevel    = 2
	numberedLevel = 3
	capitalsLevel = 4
	shortLevel    = 5
	yearLevel     = 6
)

const (
	longestTitle = 110 // a heading in characters
	longestShort = 70
	longestLabel = 90 // the first cell of a sheet
	shortestTold = 90 // its second cell
	shortestWrap = 55 // a line that may be the first of a wrapped paragraph
)

var (
	yearHeading = regexp.MustCompile(`^(?i:(?:ann[ée]e|exercice|en)\s+)?((?:19|20)\d\d)\s*[:/–-]?\s*$`)
	fullYear    = regexp.MustCompile(`\b(?:19|20)\d\d\b`)
	labelled    = regexp.MustCompile(`^(?i)(axe|activité|activite|action|partie|chapitre|titre|article|fiche|annexe|section|volet|objectif|lot|phase|étape|etape|tableau|figure)s?\s+(?:n\s*[°ºo]\s*)?(\d+(?:\.\d+)*(?:\s*(?:,|&|et|à|-)\s*\d+)*|[IVX]+\b)\s*([/.:)–—-]|\s|$)`)
	numbered    = regexp.MustCompile(`^(\d{1,2}(?:\.\d{1,2})*(?:\s*(?:,|&|et)\s*\d{1,2})*)\s*([/.)–—-])?\s+(\p{L}.*)$`)
	lettered    = regexp.MustCompile(`^(?i:(annexe|lot|groupe|volet|fiche))s?\s+([A-Z])\s*(?:[/.:)–—-]|$)`)
	roman       = regexp.MustCompile(`^([IVX]{1,5})\s*[/.)–—-]\s*\p{Lu}.*$`)
	dotted      = regexp.MustCompile(`^\d{1,2}\.\d{1,2}(?:\.\d{1,2})?\s`) // "2.1 Marchés" as well as "12.03 réunion"
	letterTitle = regexp.MustCompile(`^([A-H])\s*[/.)–—-]\s*\p{Lu}[\p{L}']*\s\p{Ll}[^,;]*$`)
	onlyNumber  = regexp.MustCompile(`^\+?\s?\d[\d \x{a0}\x{202f}]*%?$`)
	partWord    = regexp.MustCompile(`^(?i)(fiche|axe|partie|chapitre|titre|annexe)\b`)
	dateStart   = regexp.MustCompile(`^\d{1,2}\s?[/.]\s?\d|^\d{1,2}\s*(?:[&,]|et)\s*\d{1,2}\s?[/.]\s?\d|^\d{1,2}(?:er)?\s+(?:et\s+\d|janv|f[ée]vr|mars|avril|mai|juin|juil|ao[uû]t|sept|oct|nov|d[ée]c)|^(?:19|20)\d\d-\d\d-\d\d\b|^(?:Du|Le|Les)\s+\d{1,2}(?:er)?\s+(?:\pL+|au\s+\d)|^(?:Lundi|Mardi|Mercredi|Jeudi|Vendredi|Samedi|Dimanche|Lun\.|Mar\.|Mer\.|Jeu\.|Ven\.|Sam\.|Dim\.|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday),?\s+\d|^(?:Janvier|F[ée]vrier|Mars|Avril|Mai|Juin|Juillet|Ao[uû]t|Septembre|Octobre|Novembre|D[ée]cembre)\s+(?:19|20)\d\d\s*[:–-]`)
)

// newSection reads what a heading says of what stands under it.
func newSection(b *Block) *Section {
	s := &Section{Heading: b, Title: strings.TrimRight(b.Text, " :")}
	if years := distinctYears(b.Text); len(years) == 1 {
		s.Year = years[0]
	}
	if m := labelled.FindStringSubmatch(b.Text); m != nil {
		s.Label, s.Number = fold(m[1]), m[2]
	} else if m := lettered.FindStringSubmatch(b.Text); m != nil {
		s.Label, s.Number = fold(m[1]), m[2]
	} else if m := numbered.FindStringSubmatch(b.Text); m != nil {
		s.Number = m[1]
	} else if m := roman.FindStringSubmatch(b.Text); m != nil {
		s.Number = m[1]
	} else if m := letterTitle.FindStringSubmatch(b.Text); m != nil {
		s.Number = m[1]
	}
	return s
}

func fold(s string) string {
	return strings.NewReplacer("é", "e", "è", "e", "ê", "e", "É", "e").Replace(strings.ToLower(s))
}

func distinctYears(s string) []int {
	var list []int
	for _, y := range fullYear.FindAllString(s, -1) {
		n, _ := strconv.Atoi(y)
		if len(list) == 0 || list[len(list)-1] != n {
			list = append(list, n)
		}
	}
	return list
}

// title tells whether a line is a heading and how deep. told: the format says that it is a paragraph, which typed titles often are too.
func (s *structurer) title(i int, told bool) (int, bool) {
	line := strings.TrimSpace(s.said(i))
	if m := mdHeading.FindStringSubmatch(line); m != nil && s.doc.Format == Plain {
		return len(m[1]), true
	}
	bold := s.doc.Lines[i].hint.bold
	if m := boldLine.FindStringSubmatch(line); m != nil && s.doc.Format.typed() {
		line = m[1]
		bold = looksTitled(line)
	}
	n := utf8.RuneCountInString(line)
	switch {
	case n > longestTitle || n < 2:
		return 0, false
	case yearHeading.MatchString(line):
		return yearLevel, true
	case bold && !strings.HasSuffix(line, "."):
		return shortLevel, true
	case isNumbered(line) && strings.Contains(numbered.FindStringSubmatch(line)[1], ".") && s.standsAlone(i) && !strings.ContainsAny(line[len(line)-1:], ".;,:"):
		return numberedLevel + strings.Count(numbered.FindStringSubmatch(line)[1], "."), true // "1.1 Année 2022", which "1.1" alone might be a day of
	case dateStart.MatchString(line) && !(dotted.MatchString(line) && isNumbered(line) && s.standsAlone(i)), strings.HasSuffix(line, "."), strings.HasSuffix(line, ";"), strings.HasSuffix(line, ","):
		return 0, false
	case isCapitals(line):
		if partWord.MatchString(line) {
			return partLevel, true
		}
		if m := numbered.FindStringSubmatch(line); m != nil && isNumbered(line) {
			return sheetLevel + strings.Count(m[1], "."), true
		}
		return capitalsLevel, true
	case labelled.MatchString(line), lettered.MatchString(line):
		if partWord.MatchString(line) {
			return partLevel, true
		}
		return numberedLevel, true
	case roman.MatchString(line):
		return numberedLevel, true
	case letterTitle.MatchString(line) && s.standsAlone(i):
		return numberedLevel + 1, true
	case isNumbered(line) && !s.besideNumbered(i):
		return numberedLevel + strings.Count(numbered.FindStringSubmatch(line)[1], "."), true
	}
	return shortLevel, n <= longestShort && s.standsAlone(i) && looksTitled(line)
}

// isNumbered is "4 / Newsletters" or "1.2 Valorisation"; "16 visioconférences / 142 participants" counts something.
func isNumbered(line string) bool {
	m := numbered.FindStringSubmatch(line)
	if m == nil {
		return false
	}
	first, _ := utf8.DecodeRuneInString(m[3])
	return (m[2] != "" || strings.Contains(m[1], ".")) && unicode.IsUpper(first)
}

// besideNumbered tells a list from a heading: in a list the next or the last line is numbered as well.
func (s *structurer) besideNumbered(i int) bool {
	for _, n := range []int{i - 1, i + 1} {
		if n >= 0 && n < len(s.doc.Lines) && isNumbered(strings.TrimSpace(s.doc.Lines[n].Text)) {
			return true
		}
	}
	return false
}

// opensSection tells a numbered title from a point of a list: a blank line stands before it, what follows is told under it, and the nearest lines
// that tell something are no points of the same depth.
func (s *structurer) opensSection(i int) bool {
	line := strings.TrimSpace(s.doc.Lines[i].Text)
	if !isNumbered(line) && !roman.MatchString(line) || utf8.RuneCountInString(line) > longestTitle || strings.ContainsAny(line[len(line)-1:], ".;,:") {
		return false
	}
	before, after := s.nearest(i, -1), s.nearest(i, +1)
	if i > 0 && strings.TrimSpace(s.doc.Lines[i-1].Text) != "" || after == "" {
		return false
	}
	return !inSeries(before, line) && !inSeries(line, after)
}

// inSeries tells whether two numbered lines are points of one list: "1." and "2.", not "2." and "2.".
func inSeries(a, b string) bool {
	return sameDepth(a, b) && lastNumber(b) == lastNumber(a)+1
}

func lastNumber(line string) int {
	number := numbered.FindStringSubmatch(line)[1]
	n, _ := strconv.Atoi(number[strings.LastIndexAny(number, ". ")+1:])
	return n
}

// nearest is the first line before (-1) or after (+1) that is not blank.
func (s *structurer) nearest(i, step int) string {
	for i += step; i >= 0 && i < len(s.doc.Lines); i += step {
		if line := strings.TrimSpace(s.doc.Lines[i].Text); line != "" {
			return line
		}
	}
	return ""
}

// sameDepth tells whether two lines are numbered alike: "2." and "3.", not "2." and "2.1", nor "18 spectacles". Titles in capitals may follow one another.
func sameDepth(a, b string) bool {
	m, n := numbered.FindStringSubmatch(a), numbered.FindStringSubmatch(b)
	return m != nil && n != nil && (n[2] != "" || strings.Contains(n[1], ".")) && strings.Count(m[1], ".") == strings.Count(n[1], ".") && !isCapitals(m[3])
}

// standsAlone tells whether blank lines, or the ends of the text, stand before and after a line, and something is told after it.
func (s *structurer) standsAlone(i int) bool {
	blank := func(n int) bool {
		return n < 0 || n >= len(s.doc.Lines) || strings.TrimSpace(s.doc.Lines[n].Text) == "" || s.doc.Lines[n].hint.kind != ""
	}
	return blank(i-1) && blank(i+1) && i+1 < len(s.doc.Lines)
}

// looksTitled: begins with a capital, has no verb's punctuation, and counts nothing.
func looksTitled(line string) bool {
	first, _ := utf8.DecodeRuneInString(line)
	return unicode.IsUpper(first) && !strings.ContainsAny(line, "0123456789?!;") && !strings.Contains(line, ". ") && !strings.Contains(line, "://")
}

// isCapitals: words in capitals, of which one at least is a word and no acronym.
func isCapitals(line string) bool {
	letters, longest, run := 0, 0, 0
	for _, r := range line {
		switch {
		case unicode.IsLower(r):
			return false
		case unicode.IsLetter(r):
			letters++
			run++
			longest = max(longest, run)
		default:
			run = 0
		}
	}
	return letters >= 4 && longest >= 4
}

var bulletSigns = "-–—•●▪◦‣*·■□✓✔➢➔→o"

// bullet returns the marker of a list item, its depth and where its text begins; 0 when the line is none.
func bullet(line string) (mark string, depth, off int) {
	indent := len(line) - len(strings.TrimLeft(line, " \t\u00a0"))
	rest := line[indent:]
	r, size := utf8.DecodeRuneInString(rest)
	if strings.ContainsRune(bulletSigns, r) && size < len(rest) {
		next, _ := utf8.DecodeRuneInString(rest[size:])
		if unicode.IsSpace(next) {
			text := strings.TrimLeft(rest[size:], " \t\u00a0")
			if text != "" {
				return rest[:size], 1 + indent/2, len(line) - len(text)
			}
		}
	}
	if m := enumerated.FindStringSubmatchIndex(rest); m != nil {
		return rest[m[2]:m[3]], 1 + indent/2, indent + m[4]
	}
	return "", 0, 0
}

// enumerated is "1. ", "a) ", "iv) " before an item.
var enumerated = regexp.MustCompile(`^((?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s+(\S)`)

// continues tells whether a line is the rest of the one before, broken for width: the one before is long and does not end a sentence, and
// this one begins neither an item, a date nor a title.
func continues(before, line string) bool {
	before, line = strings.TrimSpace(before), strings.TrimSpace(line)
	if entryLine.MatchString(before) && entryLine.MatchString(line) { // "Danse : 4 spectacles" under "Théâtre : 9 spectacles"
		return false
	}
	if before == "" || utf8.RuneCountInString(before) < shortestWrap || dateStart.MatchString(line) || labelled.MatchString(line) {
		first, _ := utf8.DecodeRuneInString(line)
		return before != "" && unicode.IsLower(first) && !strings.ContainsAny(before[len(before)-1:], ".!?;:") && !dateStart.MatchString(line)
	}
	return !strings.ContainsAny(before[len(before)-1:], ".!?;:") || startsLow(line)
}

// entryLine begins with a label and tells a number of it.
var entryLine = regexp.MustCompile(`^\p{Lu}[\p{L}\d '’(),-]{1,40}\s?: .*\d`)

func startsLow(line string) bool {
	first, _ := utf8.DecodeRuneInString(line)
	return unicode.IsLower(first)
}

// period reads the years that the document says it tells of from its first headings and lines: "Bilan 2018-2020".
func (s *structurer) period() {
	for _, b := range s.doc.Blocks[:min(len(s.doc.Blocks), 60)] {
		m := yearsTold.FindStringSubmatch(b.Text)
		if m == nil || !reportWord.MatchString(b.Text) {
			continue
		}
		from, _ := strconv.Atoi(m[1])
		to, _ := strconv.Atoi(m[2])
		if from < to {
			s.doc.From, s.doc.To = from, to
			return
		}
	}
	for _, b := range s.doc.Blocks[:min(len(s.doc.Blocks), 20)] {
		if years := distinctYears(b.Text); len(years) == 1 && reportWord.MatchString(b.Text) && b.Kind == Heading {
			s.doc.From, s.doc.To = years[0], years[0]
			return
		}
	}
}

// yearsTold are the years told as ends of a period, or one after the other ("2018-2019-2020"); a paragraph that names two years apart tells of
// two moments.
var yearsTold = regexp.MustCompile(`\b((?:19|20)\d\d)(?:\s?(?:[-–—/]|à|et|au)\s?((?:19|20)\d\d))+\b`)

var reportWord = regexp.MustCompile(`(?i)\b(bilan|rapport|compte[ -]rendu|ann[ée]es?|programme|exercice|p[ée]riode|report|saison)\b`)
