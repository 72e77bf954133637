package days

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"maillage/internal/kit/lang"
	"maillage/internal/programme/check"
	"maillage/internal/programme/check/text"
)

const (
	fewestWords   = 5  // of an item repeated in its own list
	fewestLetters = 30 // or so many characters
	fewestAcross  = 9  // words of a sentence repeated in another section
	fewestFamous  = 25 // words of a text repeated under the same heading of another part, where short ones are repeated by design
	mostTellings  = 4  // more than that is a formula
	nearWords     = 12 // of sentences that are compared word by word
	copiedWords   = 14 // in a row, shared by two sentences that differ elsewhere
)

// unit is a sentence, an item or a cell: what may be told twice. Key is its words in lower case.
type unit struct {
	spot  check.Spot
	words []word
	key   string
}

type word struct {
	plain    string
	from, to int // in the block's text
	name     bool
}

// wordsTwice finds units repeated word for word, then those nearly so; blocks of which was spoken already are left out.
func wordsTwice(c *check.Corpus, spoken map[*text.Block]bool, r *check.Reporter) {
	all := slices.DeleteFunc(units(c), func(u unit) bool { return spoken[u.spot.Block] })
	again := repeats(all)
	told := map[int]bool{}
	for _, run := range runsOf(again, len(all)) {
		for _, i := range run {
			told[i] = true
		}
	}
	reportRepeats(all, again, r)
	nearTwice(all, told, r)
}

var sentenceCut = regexp.MustCompile(`[.!?…][»”")\]]*\s+|\s;\s|\t`)

// units cuts all texts; headings are left out, and the rows that head tables.
func units(c *check.Corpus) []unit {
	var list []unit
	for _, d := range c.Documents {
		for _, b := range d.Blocks {
			if b.Kind == text.Heading || b.Table != nil && b.Table.Header == b && !wordy(b) {
				continue
			}
			from := 0
			for _, cut := range append(sentenceCut.FindAllStringIndex(b.Text, -1), []int{len(b.Text), len(b.Text)}) {
				if cut[0] > from {
					list = appendUnit(list, check.Spot{Document: d, Block: b, From: from, To: cut[0]})
				}
				from = cut[1]
			}
		}
	}
	return list
}

// wordy tells whether a first row tells too much to name columns.
func wordy(b *text.Block) bool { return len(strings.Fields(b.Text)) > 25 }

func appendUnit(list []unit, s check.Spot) []unit {
	u := unit{spot: s}
	var keys []string
	for _, m := range token.FindAllStringIndex(s.Words(), -1) {
		w := s.Words()[m[0]:m[1]]
		first, _ := utf8.DecodeRuneInString(w)
		p := plainLetters.Replace(strings.ToLower(w))
		u.words = append(u.words, word{p, s.From + m[0], s.From + m[1], !unicode.IsLower(first)})
		keys = append(keys, p)
	}
	u.key = strings.Join(keys, " ")
	if n := len(u.words); n < 3 || n < fewestWords && utf8.RuneCountInString(s.Words()) < fewestLetters || !strings.ContainsFunc(u.key, unicode.IsLetter) {
		return list
	}
	return append(list, u)
}

// repeats gives for each unit that was told before the place of its first telling.
func repeats(all []unit) map[int]int {
	first, count := map[string]int{}, map[string]int{}
	for _, u := range all {
		count[u.key]++
	}
	again := map[int]int{}
	for i, u := range all {
		j, told := first[u.key]
		if !told {
			first[u.key] = i
			continue
		}
		if twice(all[j], u, count[u.key]) {
			again[i] = j
		}
	}
	return again
}

// twice tells whether a unit repeated word for word is told twice, rather than a formula or the common text of parallel parts.
func twice(a, b unit, tellings int) bool {
	near := a.spot.Block.Section == b.spot.Block.Section && a.spot.Document == b.spot.Document
	n := len(a.words)
	switch {
	case stock.MatchString(a.key):
		return false
	case a.spot.Block.Kind == text.Row && b.spot.Block.Kind == text.Row && a.spot.Block.Table == b.spot.Block.Table:
		return n >= fewestFamous
	case near:
		return tellings <= 2*mostTellings
	case tellings > mostTellings:
		return false
	case parallel(a.spot, b.spot):
		return n >= fewestFamous && tellings == 2 && !fixed(a.spot.Block)
	case labelOf.MatchString(a.spot.Words()) && fixedHeading.MatchString(labelOf.FindString(a.spot.Words())):
		return false
	case a.spot.Block.Kind == text.Row || b.spot.Block.Kind == text.Row:
		return n >= 4
	}
	return n >= fewestAcross
}

// stock are formulas that reports repeat.
var stock = regexp.MustCompile(`^(?:en partenariat avec|avec le soutien|dans le cadre d|sous reserve|voir |cf |source |total |nombre d|date et signature|fait a |photo|tableau \d|figure \d|page \d)`)

// parallel tells whether two texts stand in different parts under headings of the same name, under years, or below the same label.
func parallel(a, b check.Spot) bool {
	s, t := a.Block.Section, b.Block.Section
	if s == nil || t == nil || s == t {
		return false
	}
	if s.Year != 0 && t.Year != 0 && s.Year != t.Year {
		return true
	}
	return strings.EqualFold(s.Title, t.Title) || label(a) != "" && label(a) == label(b)
}

// label is the short line above a block that names it: "Publics ciblés :".
func label(s check.Spot) string {
	if s.Block.Index == 0 {
		return ""
	}
	above := s.Document.Blocks[s.Block.Index-1].Text
	if strings.HasSuffix(above, ":") && len(above) < 60 {
		return strings.ToLower(above)
	}
	return ""
}

// labelOf is a label before a colon.
var labelOf = regexp.MustCompile(`^[\pL' ]{3,40}\s?:\s`)

// fixed: what stands under such headings is the same in each part.
func fixed(b *text.Block) bool {
	return fixedHeading.MatchString(b.Section.Title)
}

var fixedHeading = regexp.MustCompile(`(?i)publics?|partenaires?|financeurs?|contacts?|territoires?|zone|mentions?|m[ée]thod|d[ée]finition|rappel|contexte|cadre|objectifs?|moyens|[ée]quipe`)

// runsOf joins repeated units that follow one another as they did at first: a list or a table told twice is one thing.
func runsOf(again map[int]int, n int) [][]int {
	var runs [][]int
	for i := range n {
		j, ok := again[i]
		if !ok {
			continue
		}
		if k := len(runs) - 1; k >= 0 {
			last := runs[k][len(runs[k])-1]
			if near := j - again[last]; i-last <= 3 && near >= -3 && near <= 6 {
				runs[k] = append(runs[k], i)
				continue
			}
		}
		runs = append(runs, []int{i})
	}
	return runs
}

// reportRepeats makes one finding of all that was told again together; a third telling of the same joins the second.
func reportRepeats(all []unit, again map[int]int, r *check.Reporter) {
	by := map[int]int{} // first telling → its problem
	var problems []check.Problem
	for _, run := range runsOf(again, len(all)) {
		first := again[run[0]]
		at := all[run[0]].spot
		if i, known := by[first]; known {
			problems[i].Related = append(problems[i].Related, problems[i].At)
			problems[i].At = at
			continue
		}
		by[first] = len(problems)
		problems = append(problems, repeatProblem(all, run, first))
	}
	for _, p := range problems {
		r.Report(p)
	}
}

func repeatProblem(all []unit, run []int, first int) check.Problem {
	u := all[run[0]]
	p := check.Problem{
		At: u.spot, Related: []check.Spot{all[first].spot}, Severity: check.Notice, Confidence: check.High,
		Expected: lang.Text{FR: "Chaque chose dite une fois.", EN: "Each thing told once."},
		Mend:     lang.Text{FR: "Retirez la répétition, ou remplacez-la par ce qui devait s'y trouver.", EN: "Remove the repetition, or write what should have stood there."},
	}
	what, whatEN := "Cette phrase", "This sentence"
	switch {
	case len(run) > 1 && u.spot.Block.Kind == text.Row:
		what, whatEN = "Ce tableau", "This table"
	case len(run) > 1:
		what, whatEN = fmt.Sprintf("Ce passage (%d phrases ou lignes)", len(run)), fmt.Sprintf("This passage (%d sentences or lines)", len(run))
	case u.spot.Block.Kind == text.Item:
		what, whatEN = "Cette ligne", "This item"
	}
	p.Message = lang.Text{FR: what + " se trouve déjà plus haut, mot pour mot.", EN: whatEN + " stands above already, word for word."}
	if u.spot.Block.Section != all[first].spot.Block.Section && len(u.words) < nearWords && len(run) == 1 {
		p.Confidence = check.Medium
	}
	return p
}

// nearTwice finds sentences that differ in a word or two, and long stretches copied from one sentence to another. Candidates share six words
// in a row that stand nowhere else.
func nearTwice(all []unit, told map[int]bool, r *check.Reporter) {
	const shingle = 6
	type at struct{ unit, word int }
	places := map[string][]at{}
	for i, u := range all {
		if len(u.words) < nearWords || told[i] {
			continue
		}
		for k := 0; k+shingle <= len(u.words); k++ {
			key := joined(u.words[k : k+shingle])
			if len(places[key]) < 4 {
				places[key] = append(places[key], at{i, k})
			}
		}
	}
	done := map[[2]int]bool{}
	for i, u := range all {
		if len(u.words) < nearWords || told[i] {
			continue
		}
		for k := 0; k+shingle <= len(u.words); k++ {
			shared := places[joined(u.words[k:k+shingle])]
			if len(shared) < 2 || len(shared) > 3 || shared[0].unit >= i {
				continue
			}
			other := shared[0]
			if pair := [2]int{other.unit, i}; !done[pair] {
				done[pair] = true
				compare(all[other.unit], u, other.word, k, r)
			}
		}
	}
}

func joined(list []word) string {
	var b strings.Builder
	for _, w := range list {
		b.WriteString(w.plain)
		b.WriteByte(' ')
	}
	return b.String()
}

// compare reports two sentences of which nearly all words are the same, or that share a long stretch; x and y are where it begins.
func compare(a, b unit, x, y int, r *check.Reporter) {
	if a.key == b.key || parallel(a.spot, b.spot) || a.spot.Block == b.spot.Block {
		return
	}
	if near(a, b) {
		r.Report(check.Problem{
			At: b.spot, Related: []check.Spot{a.spot}, Severity: check.Notice, Confidence: check.Low,
			Message: lang.Text{FR: "Cette phrase est presque la même que plus haut.", EN: "This sentence is nearly the same as one above."},
			Mend:    lang.Text{FR: "Est-ce la même chose ? Conservez-en une.", EN: "Is it the same thing? Keep one."},
		})
		return
	}
	n := 0
	for x+n < len(a.words) && y+n < len(b.words) && a.words[x+n].plain == b.words[y+n].plain {
		n++
	}
	short := min(len(a.words), len(b.words))
	if n < copiedWords || 100*n < 45*short || names(b.words[y:y+n])*4 > n || closeBy(a, b) {
		return
	}
	at := b.spot
	at.From, at.To = b.words[y].from, b.words[y+n-1].to
	from := a.spot
	from.From, from.To = a.words[x].from, a.words[x+n-1].to
	r.Report(check.Problem{
		At: at, Related: []check.Spot{from}, Severity: check.Notice, Confidence: check.Low,
		Message: lang.Text{FR: fmt.Sprintf("Ces %d mots se suivent déjà ainsi plus haut.", n), EN: fmt.Sprintf("These %d words stand so above already.", n)},
		Mend:    lang.Text{FR: "Est-ce la même chose ? Dites-la une fois, et vérifiez que les chiffres s'accordent.", EN: "Is it the same thing? Tell it once, and check that the figures agree."},
	})
}

// names counts the words that are written with a capital or a figure.
func names(list []word) int {
	n := 0
	for _, w := range list {
		if w.name {
			n++
		}
	}
	return n
}

// closeBy tells whether two blocks stand close together: sentences built alike on purpose.
func closeBy(a, b unit) bool {
	d := b.spot.Block.Index - a.spot.Block.Index
	return a.spot.Document == b.spot.Document && d >= -4 && d <= 4
}

// near tells whether two sentences share nine words in ten in the same order, and differ in no name and no number.
func near(a, b unit) bool {
	n, m := len(a.words), len(b.words)
	if n < nearWords || m < nearWords || 10*min(n, m) < 9*max(n, m) || max(n, m) > 200 {
		return false
	}
	kept, differs := alike(a.words, b.words)
	return 10*kept >= 9*max(n, m) && !differs
}

// alike counts the words that two sentences share in order; differs says that a word which only one has is a name or a number.
func alike(a, b []word) (kept int, differs bool) {
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i].plain == b[j].plain {
				rows[i][j] = rows[i+1][j+1] + 1
			} else {
				rows[i][j] = max(rows[i+1][j], rows[i][j+1])
			}
		}
	}
	kept = rows[0][0]
	for i, j := 0, 0; i < len(a) || j < len(b); {
		switch {
		case i < len(a) && j < len(b) && a[i].plain == b[j].plain:
			i, j = i+1, j+1
		case j == len(b) || i < len(a) && rows[i+1][j] >= rows[i][j+1]:
			differs = differs || counts(a[i], i)
			i++
		default:
			differs = differs || counts(b[j], j)
			j++
		}
	}
	return kept, differs
}

// numberWords count as well as figures.
var numberWords = strings.Fields("un une deux trois quatre cinq six sept huit neuf dix douze quinze vingt trente cent premier premiere second seconde deuxieme troisieme")

// counts tells whether a word that differs makes another sentence of it: a number, or a name that does not only begin the sentence.
func counts(w word, at int) bool {
	return strings.ContainsFunc(w.plain, unicode.IsDigit) || w.name && at > 0 || slices.Contains(numberWords, w.plain)
}
