package numbers

import (
	"math/big"
	"regexp"
	"strings"

	"maillage/internal/kit/lang"
	"maillage/internal/programme/check"
	"maillage/internal/programme/check/claim"
	"maillage/internal/programme/check/text"
)

var (
	// splits comes between a total and its parts: "(", ":", "soit", "répartis en".
	splits = regexp.MustCompile(`(?i)^[^.;()\d]{0,60}?(?:\(|:|,?\s(?:soit|répartie?s?|réparties|se répartiss\p{L}+|se décompos\p{L}+|se ventil\p{L}+|ventilée?s?|composée?s?|à savoir)\b)[^.;(\d]{0,40}$`)
	ofThem = regexp.MustCompile(`(?i)^[^.;:\d]{0,40}\bdont\b[^.;:\d]{0,24}$`)
	// sums comes before a total, inAll after it.
	sums  = regexp.MustCompile(`(?i)(?:\bsoit|\bau total|\bun total de|\ben tout|\btotalis\p{L}+|\bce qui fait|=)[\s,:]*(?:un total de|au total|en tout)?[\s,:]*$`)
	inAll = regexp.MustCompile(`(?i)^[^.;,()\d]{0,30}\b(?:au total|en tout)\b`)
	// partial tells that a list is not whole, or that its numbers are of another nature.
	partial = regexp.MustCompile(`(?i)\b(?:dont|notamment|par exemple|entre autres|en particulier|principalement|surtout|etc|en moyenne|certains|chacun\p{L}*|chaque|respectivement|plusieurs réponses|choix multiples?|cumul\p{L}*)\b|…|\.{3}|\*`)
	// remarks end an enumeration: what follows is said of it.
	remarks      = regexp.MustCompile(`(?i),?\s(?:soit|ce qui|c'est-à-dire|contre|en (?:hausse|baisse)|(?:avec )?une? (?:hausse|baisse|progression|augmentation))\b`)
	shareFollows = regexp.MustCompile(`^ (?:près de |environ )?\d+(?:,\d+)? ?%`)
	anotherOne   = regexp.MustCompile(`(?i)^\s?une? \p{L}`)
	breaks       = regexp.MustCompile(`\s?[,;+/]\s|\s(?:et|puis|plus|ainsi que)\s|\s[-–]\s`)
)

// sumSentences adds up what sentences and lists tell.
func sumSentences(c *check.Corpus, r *check.Reporter) {
	by := claim.ByBlock(c)
	for _, d := range c.Documents {
		follows := follower{d, by}
		for _, b := range d.Blocks {
			list := by[b]
			if len(list) == 0 {
				continue
			}
			for i := range list {
				t := &list[i]
				if !t.Whole() && t.Unit != "€" || t.Hedge != claim.Exact || t.Upper != nil {
					continue
				}
				partsAfter(r, t, sameSentence(list[i+1:], t))
				partsOf(r, t, sameSentence(list[i+1:], t))
				partsAmong(r, t, sameSentence(list[i+1:], t))
				partsBefore(r, t, list[:i])
				sumBrackets(r, t)
				follows.check(r, b, list, i)
			}
			sumShares(r, list)
			sumItems(r, d, b, list, by)
		}
	}
}

func sameSentence(list []claim.Claim, t *claim.Claim) []claim.Claim {
	for i := range list {
		if list[i].Sentence != t.Sentence {
			return list[:i]
		}
	}
	return list
}

// partsAfter: "52 dates (20 Région, 18 FSE, 14 autres)", "40 bénéficiaires : 22 femmes et 18 hommes".
func partsAfter(r *check.Reporter, t *claim.Claim, rest []claim.Claim) {
	s := t.Spot.Block.Text
	if len(rest) < 2 || t.Head() == "" && t.Unit != "€" || t.Part && !amongAll.MatchString(s[t.Sentence.From:t.Number.From]) || !splits.MatchString(s[t.Number.To:rest[0].Number.From]) && !yearByYear(s, t, rest) {
		return
	}
	open := strings.IndexAny(s[t.Number.To:rest[0].Number.From], "(:")
	end := t.Sentence.To
	if open >= 0 && s[t.Number.To+open] == '(' {
		if i := strings.IndexByte(s[rest[0].Number.From:end], ')'); i >= 0 {
			end = rest[0].Number.From + i
		}
	}
	from := rest[0].Number.From
	if open >= 0 {
		from = t.Number.To + open + 1
	}
	if comment := remarks.FindStringIndex(s[rest[0].Number.To:end]); comment != nil && !shareFollows.MatchString(s[rest[0].Number.To+comment[1]:]) {
		end = rest[0].Number.To + comment[0]
	}
	parts, ok := pieces(s, from, end, rest)
	if !ok || len(parts) < 2 {
		return
	}
	weighSum(r, t, parts)
}

// yearByYear: "12 ateliers, 5 en 2018, 4 en 2019 et 3 en 2020": numbers without a noun, each of a year of its own.
func yearByYear(s string, t *claim.Claim, rest []claim.Claim) bool {
	if strings.TrimSpace(s[t.Spot.To:rest[0].Number.From]) != "," {
		return false
	}
	for i, p := range rest {
		if p.Unit == "%" {
			continue
		}
		if p.Head() != "" || len(p.Years) != 1 || i > 0 && p.Years[0] == rest[i-1].Years[0] {
			return false
		}
	}
	return true
}

// pieces takes one claim out of each part of an enumeration; false when a part has none or several, or is not told exactly.
func pieces(s string, from, end int, claims []claim.Claim) ([]claim.Claim, bool) {
	if partial.MatchString(s[from:end]) {
		return nil, false
	}
	var list []claim.Claim
	next := 0
	cuts := append(breaks.FindAllStringIndex(s[from:end], -1), []int{end - from, end - from})
	at, joined := from, false
	for _, c := range cuts {
		stop, n, shares := from+c[0], 0, 0
		for next < len(claims) && claims[next].Number.From < stop {
			if claims[next].Unit != "%" { // "12 femmes (60 %)": the share goes with its number
				list = append(list, claims[next])
				n++
			} else {
				shares++
			}
			next++
		}
		if n == 0 && anotherOne.MatchString(s[at:stop]) { // "et une assistante" is a part of one
			return nil, false
		}
		// "37 en élevage caprin et ovin" is one part, "38 femmes, soit 59 %," as well.
		if same := n == 0 && len(list) > 0 && (joined || shares > 0); n != 1 && !same && strings.TrimSpace(s[at:stop]) != "" {
			return nil, false
		}
		at, joined = from+c[1], strings.TrimSpace(s[stop:from+c[1]]) == "et"
	}
	for _, p := range list {
		if p.Hedge != claim.Exact || p.Upper != nil || p.Signed || p.As == claim.Average || p.As == claim.Change || p.Of != nil {
			return nil, false
		}
	}
	return list, true
}

// weighSum reports a total that its parts miss, when they are near enough to be its parts at all.
func weighSum(r *check.Reporter, t *claim.Claim, parts []claim.Claim) {
	values := valuesOf(parts)
	total := added(values)
	if total.Cmp(t.Value) == 0 || !sameKind(t, parts) || !within(total, t.Value, 3, 10) {
		return
	}
	r.Report(check.Problem{
		At: t.Spot, Related: spotsOf(parts),
		Message:  sumMessage,
		Expected: addition(values, t.Value),
		Mend:     sumMend,
	})
}

func valuesOf(list []claim.Claim) []*big.Rat {
	var values []*big.Rat
	for _, p := range list {
		values = append(values, p.Value)
	}
	return values
}

func spotsOf(list []claim.Claim) []check.Spot {
	var spots []check.Spot
	for _, p := range list {
		spots = append(spots, p.Spot)
	}
	return spots
}

// sameKind tells whether parts may be parts of a total: the same unit, and no people among hours.
func sameKind(t *claim.Claim, parts []claim.Claim) bool {
	class := claim.ClassOf(t.Head())
	for _, p := range parts {
		other := claim.ClassOf(p.Head())
		if properName.MatchString(p.Words) { // "20 Région": whose they are, not what they are
			other = claim.Other
		}
		if p.Unit != t.Unit || p.Head() != t.Head() && other != claim.Other && other != class && !bodies(class, other) && (class != claim.Other || other == claim.Time) {
			return false
		}
	}
	return true
}

// bodies: winners and applicants are people or organisations alike.
func bodies(a, b claim.Class) bool {
	return a == claim.People && b == claim.Places || a == claim.Places && b == claim.People
}

var properName = regexp.MustCompile(`^\p{Lu}`)

// opposites are words of which a thing is one or the other: their parts never overlap.
var opposites = regexp.MustCompile(`(?i)\bfemmes?\b.*\bhommes?\b|\bhommes?\b.*\bfemmes?\b|\bfilles\b.*\bgarçons\b|\bgarçons\b.*\bfilles\b|\badultes\b.*\b(?:enfants|mineurs)\b|\b(?:enfants|mineurs)\b.*\badultes\b|\bmajeurs\b.*\bmineurs\b|` +
	`\bcréation\b.*\bdéveloppement\b|\bprésentiel\b.*\bdistanciel\b|\bdistanciel\b.*\bprésentiel\b|\bsalariés\b.*\bbénévoles\b|\bpublics?\b.*\bprivés?\b|\bnouveaux\b.*\banciens\b|\bnouvelles\b.*\banciennes\b|\brural.*\burbain|\burbain.*\brural`)

// complements are opposites that leave nobody out.
var complements = regexp.MustCompile(`(?i)\bfemmes?\b.*\bhommes?\b|\bhommes?\b.*\bfemmes?\b|\bfilles\b.*\bgarçons\b|\bgarçons\b.*\bfilles\b`)

// partsOf: "40 personnes dont 25 femmes et 18 hommes": none of the parts, nor parts that cannot overlap together, may be more than the whole.
func partsOf(r *check.Reporter, t *claim.Claim, rest []claim.Claim) {
	s := t.Spot.Block.Text
	if len(rest) == 0 || t.Head() == "" && t.Unit == "" || !ofThem.MatchString(s[t.Number.To:rest[0].Number.From]) {
		return
	}
	end := t.Sentence.To
	if i := strings.IndexAny(s[rest[0].Number.From:end], ")"); i >= 0 {
		end = rest[0].Number.From + i
	}
	parts := rest[:1]
	for i := 1; i < len(rest) && rest[i].Number.From < end; i++ {
		if gap := s[rest[i-1].Number.To:rest[i].Number.From]; !breaks.MatchString(gap) || len(gap) > 60 || rest[i].Unit != t.Unit {
			break
		}
		parts = rest[:i+1]
	}
	if rest[0].Unit != t.Unit || !sameKind(t, parts) || claim.ClassOf(rest[0].Head()) == claim.Other && rest[0].Head() != "" && claim.ClassOf(t.Head()) == claim.Time {
		return
	}
	values := valuesOf(parts)
	told := s[rest[0].Number.From:end]
	switch {
	case values[0].Cmp(t.Value) > 0 && rest[0].Hedge != claim.AtMost:
		parts, values = parts[:1], values[:1]
	case len(parts) == 2 && added(values).Cmp(t.Value) < 0 && within(added(values), t.Value, 3, 10) && complements.MatchString(told):
	case len(parts) >= 2 && added(values).Cmp(t.Value) > 0 && (opposites.MatchString(told) || samePattern(s, parts)):
	default:
		return
	}
	expected := bothLangs("%s dépasse %s.", "%s is more than %s.", values[0], t.Value)
	if len(values) > 1 {
		expected = addition(values, t.Value)
	}
	r.Report(check.Problem{
		At: t.Spot, Related: spotsOf(parts),
		Message:  lang.Text{FR: "Les parties annoncées ne font pas le tout dont elles sont prises.", EN: "The parts told do not make the whole that they are taken from."},
		Expected: expected, Mend: sumMend,
	})
}

// partsAmong: "Sur 24 projets, 12 ont été financés, 8 refusés et 6 reportés": three fates or more, told one after the other, cannot be more than there are.
func partsAmong(r *check.Reporter, t *claim.Claim, rest []claim.Claim) {
	s := t.Spot.Block.Text
	if len(rest) < 3 || !amongAll.MatchString(s[t.Sentence.From:t.Number.From]) {
		return
	}
	parts, ok := pieces(s, rest[0].Number.From, t.Sentence.To, rest)
	for _, p := range parts {
		ok = ok && p.Head() == "" || ok && fate.MatchString(p.Words)
	}
	if ok && len(parts) >= 3 && added(valuesOf(parts)).Cmp(t.Value) > 0 {
		weighSum(r, t, parts)
	}
}

// fate is a past participle: what became of the things counted.
var fate = regexp.MustCompile(`^\p{L}+(?:és|ées|is|ises|us|ues)$`)

// samePattern: "dont 2 à Pons et 4 à Royan": the same preposition before different places tells parts that do not overlap.
func samePattern(s string, parts []claim.Claim) bool {
	word := ""
	for _, p := range parts {
		fields := strings.Fields(s[p.Spot.To:min(len(s), p.Spot.To+12)])
		if len(fields) == 0 || fields[0] != "à" && fields[0] != "en" && fields[0] != "dans" || word != "" && word != fields[0] {
			return false
		}
		word = fields[0]
	}
	return true
}

// partsBefore: "12 ateliers à Pons, 8 à Saintes et 5 à Royan, soit 25 ateliers au total".
func partsBefore(r *check.Reporter, t *claim.Claim, before []claim.Claim) {
	s := t.Spot.Block.Text
	if t.As == claim.Average || t.As == claim.Change || t.Part || !sums.MatchString(s[t.Sentence.From:t.Number.From]) && !inAll.MatchString(s[min(t.Spot.To, t.Sentence.To):t.Sentence.To]) {
		return
	}
	var parts []claim.Claim
	for i := range before {
		p := before[i]
		if p.Sentence != t.Sentence || p.Unit == "%" {
			continue
		}
		if p.Hedge != claim.Exact || p.Upper != nil || p.As == claim.Average || p.Of != nil {
			return
		}
		parts = append(parts, p)
	}
	if len(parts) < 2 || partial.MatchString(s[parts[0].Number.From:t.Number.From]) || !oneNoun(t, parts) || derived(parts, t.Value) {
		return
	}
	weighSum(r, t, parts)
}

// oneNoun tells whether parts count what the total counts: the same noun, told or understood, or things of its class.
func oneNoun(t *claim.Claim, parts []claim.Claim) bool {
	class := claim.ClassOf(t.Head())
	told := false
	for _, p := range parts {
		switch {
		case p.Unit != t.Unit:
			return false
		case p.Head() == t.Head() && p.Head() != "":
			told = true
		case p.Head() == "" || t.Head() == "":
		case class == claim.Other || claim.ClassOf(p.Head()) != class:
			return false
		default:
			told = true
		}
	}
	return told || t.Unit == "€"
}

// derived tells whether a value is the product or the difference of two of the parts, which "soit" introduces as well.
func derived(parts []claim.Claim, value *big.Rat) bool {
	for i := range parts {
		for j := range parts {
			if i == j {
				continue
			}
			if new(big.Rat).Mul(parts[i].Value, parts[j].Value).Cmp(value) == 0 || new(big.Rat).Sub(parts[i].Value, parts[j].Value).Cmp(value) == 0 {
				return true
			}
		}
		if parts[i].Value.Cmp(value) == 0 {
			return true
		}
	}
	return false
}

// sumItems adds up the items of a list that a total announces: "25 séances :" then "- 12 à Pons", or "- Pons : 12".
func sumItems(r *check.Reporter, d *text.Document, b *text.Block, list []claim.Claim, by map[*text.Block][]claim.Claim) {
	t := &list[len(list)-1]
	if !strings.HasSuffix(b.Text, ":") || t.Head() == "" || !t.Whole() && t.Unit != "€" || t.Hedge != claim.Exact || partial.MatchString(b.Text) || t.As == claim.Average {
		return
	}
	var parts []claim.Claim
	level := 0
	for n := d.Next(b); n != nil && n.Kind == text.Item; n = d.Next(n) {
		if level == 0 {
			level = n.Level
		}
		if n.Level > level {
			continue
		}
		own := by[n]
		if len(own) == 0 || partial.MatchString(n.Text) || own[0].Hedge != claim.Exact || own[0].Upper != nil || own[0].Number.From > 0 && !own[0].Label && !labelled(n.Text[:own[0].Number.From]) {
			return
		}
		parts = append(parts, own[0])
	}
	if len(parts) >= 2 {
		weighSum(r, t, parts)
	}
}

func labelled(before string) bool { return strings.HasSuffix(strings.TrimSpace(before), ":") }
