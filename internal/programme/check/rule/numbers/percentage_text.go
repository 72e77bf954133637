package numbers

import (
	"regexp"
	"slices"
	"strings"

	"maillage/internal/programme/check"
	"maillage/internal/programme/check/claim"
	"maillage/internal/programme/check/text"
)

var (
	rises     = `hausses?|augment\p{L}*|progress\p{L}*|croiss\p{L}*|cr[uû]t?|accroiss\p{L}*|accru\p{L}*|bond\p{L}*|gains?|essor|de plus|en plus|supérieure?s?|supplémentaires?|majoré\p{L}*`
	falls     = `baiss\p{L}*|diminu\p{L}*|recul\p{L}*|chut\p{L}*|perte|rédui\p{L}*|de moins|en moins|inférieure?s?|régress\p{L}*|repli|minoré\p{L}*`
	changing  = words(rises + `|` + falls + `|évolu\p{L}*|variation\p{L}*|par rapport (?:à|au)|sur un an`)
	falling   = words(falls)
	points    = regexp.MustCompile(`(?i)^\s?points?\b`)
	fromTo    = regexp.MustCompile(`(?i)^[^.;:\d]{0,50}?\s(?:à|vers)\s(?:près de |environ |plus de |moins de )?$`)
	fromWord  = regexp.MustCompile(`(?i)(?:^|[\s(])(?:de|d'|passé\p{L}* de|passant de)\s?(?:près de |environ |plus de )?$`)
	against   = regexp.MustCompile(`(?i)\b(?:contre|au lieu de|après|comparé\p{L}* à)\s(?:seulement |les |environ )?$`)
	lastYear  = regexp.MustCompile(`(?i)l'an(?:née)? (?:dernière?|passée?|précédente?)|l'exercice précédent|un an (?:plus tôt|auparavant|avant)|année précédente`)
	follows   = regexp.MustCompile(`(?i)^[^.;\d]{0,60}?(?:,|\(|:|=|\bsoit\b|\bou\b|/|représent\p{L}+|–)\s?(?:\p{L}[\p{L}' ]{0,40})?$`)
	ofThese   = regexp.MustCompile(`(?i)^\s?(?:des|de la|de l'|du|de|d'|sur|parmi)\s?(?:les|nos|ces|leurs|un total de|l'ensemble des)?\s?$`)
	ofNamed   = regexp.MustCompile(`(?i)^\s?(?:des|de la|de l'|du)\s?[\p{L}' -]{2,40}\s?\($`)
	setOf     = regexp.MustCompile(`(?i)(?:^|[.;,(:]\s|\s)(?:sur|parmi)\s(?:les|nos|ces|un total de|l'ensemble des)?\s?$`)
	thenShare = regexp.MustCompile(`(?i)^[^.;\d]{0,60}?(?:\(|,\s|:\s|\bsoit\b)[^.;\d]{0,20}$`)
)

// sentence is the claims of one sentence, and the text that they stand in.
type sentence struct {
	text   string
	block  *text.Block
	claims []claim.Claim
	before []claim.Claim // of the sentences before, in the block
	known  totalsTold
}

// ratesInText weighs the rates of each block against the numbers of their sentence, or of the one before.
func ratesInText(c *check.Corpus, r *check.Reporter) {
	by, known := claim.ByBlock(c), totalsOfNouns(c)
	for _, d := range c.Documents {
		for _, b := range d.Blocks {
			list := by[b]
			if len(list) == 0 {
				continue
			}
			ratesOf(r, sentence{b.Text, b, list, nil, known})
		}
	}
}

func ratesOf(r *check.Reporter, all sentence) {
	list := all.claims
	for i := 0; i < len(list); {
		j := i + 1
		for j < len(list) && list[j].Sentence == list[i].Sentence {
			j++
		}
		s := sentence{all.text, all.block, list[i:j], list[:i], all.known}
		for _, p := range s.rates() {
			s.weigh(r, p)
		}
		sharesInRow(r, s)
		i = j
	}
	for _, p := range wordRates(all) {
		p.s.weigh(r, p.rate)
	}
}

// rates are the percentages of a sentence, each a share or a growth.
func (s sentence) rates() []rate {
	var list []rate
	for i := range s.claims {
		p := s.claims[i]
		if p.Unit != "%" || p.Cell || points.MatchString(s.text[p.Number.To:]) {
			continue
		}
		before, after := s.near(i)
		around := before + " " + after
		growth := p.Signed || p.As == claim.Change || changing.MatchString(around)
		list = append(list, rate{at: p.Number, told: p, growth: growth, down: growth && !p.Signed && falling.MatchString(around), sure: check.High})
	}
	return list
}

// near is what stands before a claim, up to the number before or the beginning of its clause, and right after it.
func (s sentence) near(i int) (before, after string) {
	p := &s.claims[i]
	from := p.Sentence.From
	if i > 0 {
		from = s.claims[i-1].Number.To
	}
	to := p.Sentence.To
	if i+1 < len(s.claims) {
		to = s.claims[i+1].Number.From
	}
	after = s.text[p.Number.To:to]
	if cut := strings.IndexAny(after, ",;.)("); cut >= 0 {
		after = after[:cut]
	}
	return s.text[from:p.Number.From], after
}

func (s sentence) weigh(r *check.Reporter, p rate) {
	a, b := s.terms(p)
	if a == nil && b == nil {
		if a, b = s.toldElsewhere(p); a != nil {
			p.sure = check.Medium
		}
	}
	if a == nil || b == nil || a.Value.Sign() <= 0 || b.Value.Sign() <= 0 || s.explained(p, a, b) {
		return
	}
	p.weigh(r, a, b)
}

func (s sentence) terms(p rate) (a, b *claim.Claim) {
	if p.growth {
		if a, b = s.growthTerms(p.told.Number.From); a != nil {
			return a, b
		}
		return s.acrossTerms(p)
	}
	return s.shareTerms(p.told.Number)
}

// explained tells whether other numbers of the sentence give the rate: then it is of these, not of those found first.
func (s sentence) explained(p rate, a, b *claim.Claim) bool {
	counts := s.counts()
	for _, x := range counts {
		for _, y := range counts {
			if x.Number == y.Number || x.Unit != y.Unit || x.Number == b.Number && y.Number == a.Number {
				continue
			}
			if v := p.exact(x.Value, y.Value); v != nil && roundsTo(v, p.told.Value, max(p.told.Decimals, 0)) {
				return true
			}
		}
	}
	return false
}

// counts are the numbers of a sentence that a rate may be taken from.
func (s sentence) counts() []*claim.Claim {
	var list []*claim.Claim
	for i := range s.claims {
		if c := &s.claims[i]; c.Unit != "%" && !c.Signed && c.As != claim.Change && c.Head() != years {
			list = append(list, c)
		}
	}
	return list
}

// years are ages and lengths of time: no rate is taken from them.
var years = claim.Stem("ans")

// growthTerms finds the value before and the value after: "de 192 à 231", "231 contre 192", "192 en 2018 et 231 en 2019". The pair nearest to the rate is taken.
func (s sentence) growthTerms(at int) (old, now *claim.Claim) {
	counts := s.counts()
	if old, now = s.bracketTerms(counts, at); old != nil {
		return old, now
	}
	best := -1
	for i := 0; i+1 < len(counts); i++ {
		x, y := counts[i], counts[i+1]
		o, n := orderOf(s.text, x, y)
		if o == nil || !s.alone(y.Number.To, at) || !s.alone(at+1, x.Number.From) { // the numbers have a rate of their own
			continue
		}
		away := max(at-y.Number.To, x.Number.From-at)
		if away < 0 {
			away = 0
		}
		if best < 0 || away <= best {
			old, now, best = o, n, away
		}
	}
	return old, now
}

var (
	ofYear     = regexp.MustCompile(`(?i)^[^.;()\d]{0,24}\b(?:en|au|fin) (?:[\d/]*|\d\d? \p{L}+ )(?:19|20)\d\d\s?(?:[,:;]|\),? soit)?\s?$`)
	thanInYear = regexp.MustCompile(`(?i)^[^.;()\d]{0,20}(?:qu'en|par rapport à|sur) (?:19|20)\d\d\s?\($`)
)

// bracketTerms: "1 840 exploitations (1 720 en 2021, +7 %)", "512 porteurs, soit 9 % de plus qu'en 2021 (470)".
func (s sentence) bracketTerms(counts []*claim.Claim, at int) (old, now *claim.Claim) {
	for i := 0; i+1 < len(counts); i++ {
		x, y := counts[i], counts[i+1]
		if x.Unit != y.Unit {
			continue
		}
		opens := strings.HasSuffix(s.text[:y.Number.From], "(")
		if opens && y.Number.To < at && at-y.Number.To < 40 && ofYear.MatchString(strings.TrimSuffix(strings.TrimRight(s.text[y.Number.To:at], " "), "+")) ||
			x.Number.To < at && y.Number.From > at && thanInYear.MatchString(afterRate.ReplaceAllString(s.text[at:y.Number.From], "")) {
			return y, x
		}
	}
	return nil, nil
}

// afterRate is the rate itself, before what is said of it.
var afterRate = regexp.MustCompile(`^[+−-]?\s?[\d,]+\s?%`)

// orderOf tells which of two numbers in a row comes first in time, nil when nothing says it or they count different things.
func orderOf(s string, x, y *claim.Claim) (old, now *claim.Claim) {
	if x.Unit != y.Unit || x.Head() != "" && y.Head() != "" && x.Head() != y.Head() || x.As == claim.Limit || y.As == claim.Limit {
		return nil, nil
	}
	between := yearWord.ReplaceAllString(s[x.Number.To:y.Number.From], "")
	named := x.Head() != "" || y.Head() != "" || x.Unit != ""
	switch {
	case against.MatchString(between) || lastYear.MatchString(s[y.Clause.From:y.Clause.To]) && !lastYear.MatchString(s[x.Clause.From:x.Clause.To]):
		return y, x
	case fromTo.MatchString(between) && fromWord.MatchString(s[:x.Number.From]):
		return x, y
	case len(x.Years) == 1 && len(y.Years) == 1 && x.Years[0] < y.Years[0] && named:
		return x, y
	case len(x.Years) == 1 && len(y.Years) == 1 && x.Years[0] > y.Years[0] && named:
		return y, x
	}
	return nil, nil
}

// acrossTerms finds them in two sentences: "284 accompagnements en 2023. En 2022, on en comptait 230 ; la hausse est de 24 %."
func (s sentence) acrossTerms(p rate) (old, now *claim.Claim) {
	near := sentence{s.text, s.block, append(slices.Clone(s.before), s.claims...), nil, s.known}
	var counts []*claim.Claim
	for _, x := range near.counts() {
		if x.Number.From < p.told.Number.From && p.told.Number.From-x.Number.From < 400 && len(x.Years) == 1 && x.Of == nil && !x.Part {
			counts = append(counts, x)
		}
	}
	if len(counts) < 2 {
		return nil, nil
	}
	y := counts[len(counts)-1]
	for i := len(counts) - 2; i >= 0; i-- {
		x := counts[i]
		if x.Head() == "" || !leadsSentence(near.claims, x) || x.Unit != y.Unit || y.Head() != "" && x.Head() != y.Head() || x.Years[0] == y.Years[0] {
			continue
		}
		if x.Years[0] < y.Years[0] {
			return x, y
		}
		return y, x
	}
	return nil, nil
}

// leadsSentence: of several numbers of a sentence the first is that of its subject, the others are parts of it.
func leadsSentence(list []claim.Claim, x *claim.Claim) bool {
	for i := range list {
		if list[i].Sentence == x.Sentence && claim.ClassOf(list[i].Head()) != claim.Time {
			return list[i].Number == x.Number
		}
	}
	return false
}
