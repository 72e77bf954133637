package claim

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"maillage/internal/programme/check/text"
)

var (
	sentenceEnd = regexp.MustCompile(`\t|[.!?…]["»)]?\s|\s[•●▪]\s|\s;\s|;\s`)
	clauseEnd   = regexp.MustCompile(`[.;,\t!?]\s|[.;]$|\s?/\s|\s[-–•●]\s|\s(?:et|puis|contre|mais)\s(?:en\s)?(?:19|20)\d\d\b|\bpuis\b|\bcontre\b|[()]`)
	department  = regexp.MustCompile(`\((?:\d\d|2[AB]|9[78]\d)\)`)
	month       = regexp.MustCompile(`(?i)\b(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|trimestre|semestre|hiver|printemps|été|automne|T[1-4]|S[12])\b|\b\d{1,2}/\d{1,2}(?:/\d{2,4})?\b`)
	ofWhole     = regexp.MustCompile(`^[^.;,()]{0,40}?\s(?:sur|parmi)\s(?:les\s|nos\s|un total de\s)?(\d{1,3}(?:[ ]\d{3})+|\d+)\b`)
	parted      = regexp.MustCompile(`(?i)(?:\bdont|\bparmi (?:eux|elles|lesquels|lesquelles)|\by compris|\bdesquels|\bcertains|\bseul(?:e?s)?|\bseulement|\bparmi les|\bmoitié des)\s[^.;,()\d]{0,20}$`)
)

// senses are tried in order on the clause that a number stands in, some on what stands just before or after it.
var senses = []struct {
	as    Sense
	words *regexp.Regexp
}{
	{Undone, regexp.MustCompile(`(?i)\b(?:annul\p{L}*|report[ée]\p{L}*|abandon\p{L}*|non réalisé\p{L}*|refus\p{L}*|n'ont pas|n'a pas|reste à)`)},
	{Planned, regexp.MustCompile(`(?i)\b(?:objectifs?|cibles?|prév(?:u|ue|us|ues|isions?|oyait|oit|oient)|prévisionnel\p{L}*|visé\p{L}*|visait|vise|visent|attendu\p{L}*|escompté\p{L}*|à atteindre|ambition\p{L}*|d'ici|projeté\p{L}*|seront|sera|souhaité\p{L}*|envisag\p{L}*|programmé\p{L}*|à terme|engagement\p{L}*)`)},
	{Average, regexp.MustCompile(`(?i)\b(?:en moyenne|moyen|moyenne|moyens|moyennes|chacun|chacune|chaque|par (?:an|mois|jour|semaine|atelier|séance|session|groupe|personne|édition|rencontre|participant|formation|stagiaire|commune|site|habitant|lieu|date|réunion|visite|cycle)|/ ?(?:an|mois|jour|semaine|séance|session|groupe|personne))\b`)},
	{Answered, regexp.MustCompile(`(?i)\b(?:répondants?|réponses|réponse|sondage|enquêtes?|enquêtés?|questionnaires?|échantillon|interrogé\p{L}*|panel)`)},
	{Limit, regexp.MustCompile(`(?i)\b(?:jusqu'à|maximum|maximal\p{L}*|minimum|capacité|jauge|limité\p{L}*|places?|pic|record|plafond)\b`)},
	{Moment, regexp.MustCompile(`(?i)\b(?:au départ|initialement|au début|début|fin|à l'ouverture|au 31|au 1er|au 30|à ce jour|actuellement|aujourd'hui|rentrée|à l'origine)\b`)},
	{Since, regexp.MustCompile(`(?i)\b(?:depuis|cumulé\p{L}*|cumul|historique)\b`)},
	{Elsewhere, regexp.MustCompile(`(?i)\b(?:selon|d'après|insee|source|national\p{L}*|en france|au niveau)\b`)},
}

var (
	changed = regexp.MustCompile(`(?i)^[^.;,()]{0,40}?\b(?:de plus|de moins|supplémentaires?|en plus|en moins)\b`)
	changes = regexp.MustCompile(`(?i)\b(?:hausse|augmentation|baisse|progression|recul|diminution|écart|différence|solde)\s(?:de\s|d'|nette de\s)?[^.;,()]{0,12}$`)
	novel   = regexp.MustCompile(`(?i)^\s?(?:nouveaux|nouvelles|premiers|premières|autres)\b|\bnouve(?:aux|lles)\b`)
)

// scope reads of what the number is told from the words around it.
func (c *Claim) scope(b *text.Block) {
	s := b.Text
	clause := s[c.Clause.From:c.Clause.To]
	before, after := s[c.Sentence.From:c.Number.From], s[c.Number.To:c.Sentence.To]
	c.Part = parted.MatchString(before)
	if m := ofWhole.FindStringSubmatch(after); m != nil && !isYear(m[1]) {
		if v, _, ok := inFigures(m[1]); ok && v.Cmp(c.Value) >= 0 && !spans.MatchString(after) {
			c.Part, c.Of = true, v
		}
	}
	c.Narrow = narrows(s, c)
	c.Total = wholly.MatchString(clause)
	switch {
	case changed.MatchString(after), changes.MatchString(before):
		c.As = Change
	case novel.MatchString(c.Words):
		c.As = New
	}
	for _, x := range senses {
		if c.As == Plain && x.words.MatchString(clause) {
			c.As = x.as
		}
	}
	if c.As == Plain && b.Section != nil && goals.MatchString(b.Section.Title) && !goalsMissed.MatchString(b.Section.Title) {
		c.As = Planned
	}
}

var wholly = regexp.MustCompile(`(?i)\b(?:au total|en tout|l'ensemble des|totalis\p{L}+|un total de)\b`)

// spans: "9 éditions sur 3 ans" tells a length of time, no whole.
var (
	spans       = regexp.MustCompile(`(?i)^[^.;,()]{0,40}?\ssur\s\d+\s(?:ans?|mois|jours?|journées?|années?|semaines?|sites?|lieux|communes|départements|territoires|hectares|m2|m²)\b`)
	goals       = regexp.MustCompile(`(?i)^(?:\W|\d)*(?:les |rappel des )?(?:objectifs?|résultats attendus|cibles?|perspectives?|prévisions?|projets? (?:pour )?20\d\d|programme prévisionnel)`)
	goalsMissed = regexp.MustCompile(`(?i)écart|bilan|atteinte|réalis`)
)

// narrows are the proper names, months, days and departments that stand with a number: before it up to the beginning of its sentence, and in its clause.
func narrows(s string, c *Claim) []string {
	from := c.Clause.From
	if i := strings.LastIndexByte(s[c.Sentence.From:c.Number.From], ':'); i >= 0 {
		from = c.Sentence.From // a label holds for what follows
	}
	around := s[from:c.Clause.To]
	var list []string
	for i, m := range word.FindAllStringIndex(around, -1) {
		w := strings.TrimRight(around[m[0]:m[1]], ".'-")
		if len(w) > 2 && (w[1] == '\'') {
			w = w[2:]
		}
		opens := i == 0 && from+m[0] <= c.Sentence.From+1
		if startsUpper(w) && !(opens && common[strings.ToLower(w)]) && !slices.Contains(c.Noun, stemOf(w, strings.ToLower(w))) && len(w) > 1 {
			list = append(list, strings.ToLower(w))
		}
	}
	for _, re := range []*regexp.Regexp{month, department} {
		for _, w := range re.FindAllString(around, -1) {
			list = append(list, strings.ToLower(w))
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// common words begin sentences; none of them is a name.
var common = set("en", "le", "la", "les", "au", "aux", "à", "nous", "un", "une", "dont", "sur", "avec", "pour", "dans", "plus", "ce", "ces", "cette", "notre", "nos", "il", "elle", "ils", "elles", "l'année", "par", "total",
	"soit", "depuis", "pendant", "durant", "ainsi", "enfin", "mais", "et", "chaque", "tous", "toutes", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "nombre", "bilan", "organisation", "réalisation",
	"mise", "accueil", "environ", "près", "au-delà", "lors", "l'ensemble", "au total", "parmi", "grâce", "on", "cela", "ceci", "entre", "quelque", "quelques", "une", "année", "recensement", "synthèse", "conclusion")

// years lists the years named in a text, ascending.
func years(s string) []int {
	var list []int
	for _, y := range year.FindAllString(s, -1) {
		n, _ := strconv.Atoi(y)
		list = append(list, n)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

type yearAt struct{ at, year int }

// yearsOf gives each claim of a block its years: those of its clause; else those that the sentence told last; else the only one of the block;
// else that of the headings above.
func yearsOf(b *text.Block, list []Claim) {
	var told []yearAt
	for _, m := range year.FindAllStringIndex(b.Text, -1) {
		n, _ := strconv.Atoi(b.Text[m[0]:m[1]])
		told = append(told, yearAt{m[0], n})
	}
	for i := range list {
		list[i].Years = yearsFor(b, &list[i], list, told)
	}
}

func yearsFor(b *text.Block, c *Claim, list []Claim, told []yearAt) []int {
	var own []yearAt
	before := 0
	all := map[int]bool{}
	for _, y := range told {
		all[y.year] = true
		if y.at >= c.Clause.From && y.at < c.Clause.To {
			own = append(own, y)
		} else if y.at >= c.Sentence.From && y.at < c.Number.From {
			before = y.year
		}
	}
	switch {
	case len(own) == 1:
		return []int{own[0].year}
	case len(own) > 1:
		return share(c, own, list)
	case before != 0:
		return []int{before}
	case len(all) == 1:
		return []int{told[0].year}
	case b.Year() != 0:
		return []int{b.Year()}
	}
	return nil
}

// share gives a number its year among several of one clause: all of them when it is the only number there, else the one next to it on the side on
// which the clause begins ("2018 : 192, 2019 : 231" or "192 en 2018 et 231 en 2019").
func share(c *Claim, own []yearAt, list []Claim) []int {
	first, count := c.Number.From, 0
	for i := range list {
		if list[i].Clause == c.Clause && list[i].Unit != "%" {
			first = min(first, list[i].Number.From)
			count++
		}
	}
	if count < 2 {
		var years []int
		for _, y := range own {
			years = append(years, y.year)
		}
		slices.Sort(years)
		return slices.Compact(years)
	}
	leads := own[0].at < first
	for i := range own {
		y := own[i]
		if leads && i+1 < len(own) && own[i+1].at < c.Number.From {
			continue
		}
		if leads || y.at > c.Number.From {
			return []int{y.year}
		}
	}
	return []int{own[len(own)-1].year}
}

// cut divides a text at what ends its parts.
func cut(s string, end *regexp.Regexp) []Span {
	var list []Span
	from := 0
	for _, m := range end.FindAllStringIndex(s, -1) {
		if m[0] > from {
			list = append(list, Span{from, m[0]})
		}
		from = m[1]
		if y := year.FindStringIndex(s[m[0]:m[1]]); y != nil { // "et en 2020" opens the next clause
			from = m[0] + y[0]
		}
	}
	return append(list, Span{from, len(s)})
}

func within(list []Span, at int) Span {
	i, _ := slices.BinarySearchFunc(list, at, func(s Span, at int) int {
		if s.To <= at {
			return -1
		}
		return 1
	})
	if i >= len(list) {
		i = len(list) - 1
	}
	return list[i]
}

// shortLine is how long a block may be and still be nothing but a count, as posters and summaries write them.
const shortLine = 80

// subjects gives the numbers of people, hours and the like the thing that they belong to: what was counted just before, in the sentence or the line above.
func subjects(list []Claim) {
	for i := range list {
		c := &list[i]
		if !Generic(c.Head()) || c.Unit != "" {
			continue
		}
		for j := i - 1; j >= max(0, i-4); j-- {
			o := &list[j]
			near := o.Spot.Block == c.Spot.Block && (o.Sentence == c.Sentence || len(c.Spot.Block.Text) <= shortLine) ||
				o.Spot.Document == c.Spot.Document && o.Spot.Block.Index == c.Spot.Block.Index-1 && len(o.Spot.Block.Text) <= shortLine && len(c.Spot.Block.Text) <= shortLine
			if near && o.Unit == "" && o.Head() != "" && ClassOf(o.Head()) != ClassOf(c.Head()) {
				c.Subject = o.Head()
				break
			}
		}
	}
}
