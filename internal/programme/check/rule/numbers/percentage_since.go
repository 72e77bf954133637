package numbers

import (
	"regexp"
	"strconv"
	"strings"

	"maillage/internal/programme/check"
	"maillage/internal/programme/check/claim"
)

// sinceYear names the year that a growth is measured from: "+25 % par rapport à 2018", "entre 2018 et 2019".
var sinceYear = regexp.MustCompile(`(?i)(?:par rapport à|depuis|comparé\p{L}* à|entre|de)\s(?:l'année\s|l'an\s)?((?:19|20)\d\d)\b(?:\s(?:et|à)\s((?:19|20)\d\d)\b)?`)

// levels are the values of one thing by year; two values of one year are none.
type levels map[int]*claim.Claim

// growthSince weighs a growth told with its years and not with its values against the values told elsewhere of these years.
func growthSince(c *check.Corpus, r *check.Reporter) {
	known := levelsOf(c)
	by := claim.ByBlock(c)
	for _, d := range c.Documents {
		for _, b := range d.Blocks {
			list := by[b]
			for i := range list {
				p := list[i]
				if p.Unit != "%" || p.Cell || p.As == claim.Planned || points.MatchString(b.Text[p.Number.To:]) {
					continue
				}
				s := b.Text[p.Sentence.From:p.Sentence.To]
				if p.Signed || changing.MatchString(s) {
					since(r, sentence{b.Text, b, sameSpan(list, p.Sentence), nil, nil}, p, s, known, d.To)
				}
			}
		}
	}
}

func sameSpan(list []claim.Claim, span claim.Span) []claim.Claim {
	var own []claim.Claim
	for _, c := range list {
		if c.Sentence == span {
			own = append(own, c)
		}
	}
	return own
}

func since(r *check.Reporter, s sentence, p claim.Claim, told string, known map[string]levels, last int) {
	m := sinceYear.FindStringSubmatch(told)
	if m == nil || sharesOf(s.claims, p.Sentence) > 1 {
		return
	}
	if a, _ := s.growthTerms(p.Number.From); a != nil {
		return
	}
	from, _ := strconv.Atoi(m[1])
	to, _ := strconv.Atoi(m[2])
	if to == 0 {
		to = last
	}
	for _, y := range yearsIn(told) {
		if m[2] == "" && y != from {
			to = y
		}
	}
	var a, b *claim.Claim
	for _, w := range stemsOf(told[:max(0, p.Number.From-p.Sentence.From)]) {
		if l := known[w]; l[from] != nil && l[to] != nil {
			if a != nil { // two things are named: which one grew is not told
				return
			}
			a, b = l[from], l[to]
		}
	}
	if a == nil || from == to || a.Value.Sign() <= 0 {
		return
	}
	q := rate{at: p.Number, told: p, growth: true, down: !p.Signed && falling.MatchString(told), sure: check.Medium}
	q.weigh(r, a, b)
}

var yearWord = regexp.MustCompile(`\b(?:19|20)\d\d\b`)

func yearsIn(s string) []int {
	var list []int
	for _, w := range yearWord.FindAllString(s, -1) {
		n, _ := strconv.Atoi(strings.TrimSpace(w))
		list = append(list, n)
	}
	return list
}

// levelsOf gathers, for each noun, the only value told of each year as a whole.
func levelsOf(c *check.Corpus) map[string]levels {
	known := map[string]levels{}
	twice := map[string]map[int]bool{}
	for _, x := range claim.Of(c) {
		if !x.Whole() && x.Unit != "€" || x.Head() == "" || len(x.Years) != 1 || x.Part || x.Hedge != claim.Exact || x.Upper != nil || x.As != claim.Plain && x.As != claim.Moment || x.Cell && !x.Total {
			continue
		}
		h, y := x.Head(), x.Years[0]
		if known[h] == nil {
			known[h], twice[h] = levels{}, map[int]bool{}
		}
		if old := known[h][y]; old != nil && old.Value.Cmp(x.Value) != 0 || twice[h][y] {
			twice[h][y] = true
			delete(known[h], y)
			continue
		}
		known[h][y] = &x
	}
	return known
}
