package numbers

import (
	"math/big"
	"regexp"
	"slices"
	"strings"

	"maillage/internal/programme/check"
	"maillage/internal/programme/check/claim"
)

// part is a named part of a told total: a row of a table with a total line, a line of a keyed list, a piece of an enumeration.
type part struct {
	label []string // stems
	value claim.Claim
	total claim.Claim
	about []string // stems of what the total is of: caption, head, its own label
}

var (
	shareVerb = regexp.MustCompile(`(?i)(?:^|[^\p{L}])(?:représent\p{L}*|apport\p{L}*|financ\p{L}*|couvr\p{L}*|constitu\p{L}*|compte(?:nt)?|form(?:e|ent|ait|aient)|pès\p{L}*|pes(?:ait|aient)|concentr\p{L}*|regroup\p{L}*|rassembl\p{L}*|assur\p{L}*|totalis\p{L}*|réunit|réunissent|absorb\p{L}*|génèr\p{L}*|fourni\p{L}*)(?:[^\p{L}]|$)`)
	ofWhat    = regexp.MustCompile(`(?i)^\s?(?:des|du|de la|de l')\s?\p{L}`)
	maker     = regexp.MustCompile(`(?i)^\s?(?:d'|de |pour )`)
)

// namedShares weighs "La Ville apporte 45 % des recettes" and "36 % d'articles" against the table or list that names the part and tells the total.
func namedShares(c *check.Corpus, r *check.Reporter) {
	index := map[string][]part{}
	for _, p := range partsTold(c) {
		index[p.label[0]] = append(index[p.label[0]], p)
	}
	if len(index) == 0 {
		return
	}
	by := claim.ByBlock(c)
	for _, d := range c.Documents {
		for _, b := range d.Blocks {
			list := by[b]
			for i := range list {
				if p := &list[i]; p.Unit == "%" && !p.Cell && !p.Signed && (p.As == claim.Plain || p.As == claim.Elsewhere) {
					weighNamed(r, list, i, index)
				}
			}
		}
	}
}

func weighNamed(r *check.Reporter, list []claim.Claim, i int, index map[string][]part) {
	p := &list[i]
	s := p.Spot.Block.Text
	sentence := s[p.Sentence.From:p.Sentence.To]
	if changing.MatchString(sentence) || sharesOf(list, p.Sentence) == 0 {
		return
	}
	from := p.Sentence.From
	if i > 0 && list[i-1].Sentence == p.Sentence {
		from = list[i-1].Number.To
	}
	after := s[p.Number.To:p.Sentence.To]
	var named string
	switch verb := shareVerb.MatchString(s[p.Sentence.From:p.Number.From]); {
	case splitWords.MatchString(sentence) && maker.MatchString(after):
		named = after[:cutAt(after)]
	case verb:
		named = s[from:p.Number.From]
		if cut := lastBreak.FindAllStringIndex(named, -1); cut != nil && from > p.Sentence.From {
			named = named[cut[len(cut)-1][0]:]
		}
	default:
		return
	}
	what := stemsOf(after[:cutAt(after)])
	if len(what) == 0 || maker.MatchString(after) && !ofWhat.MatchString(after) {
		what = stemsOf(sentence)
	}
	found := longest(index, stemsOf(named), what)
	if verb := shareVerb.FindStringIndex(s[p.Sentence.From:p.Number.From]); len(found) == 0 && verb != nil && from > p.Sentence.From && len(stemsOf(named)) == 0 { // "La Bretagne représente 27 % des dossiers et 30 % des montants"
		found = longest(index, stemsOf(s[p.Sentence.From:p.Sentence.From+verb[0]]), what)
	}
	if len(found) == 0 {
		return
	}
	if n := i + 1; n < len(list) && list[n].Sentence == p.Sentence && list[n].Unit != "%" && ofThese.MatchString(s[p.Number.To:list[n].Number.From]) {
		for k := range found {
			found[k].total = list[n]
		}
	}
	for _, f := range found {
		if v := shareOf(f.value.Value, f.total.Value); v == nil || fits(v, p) {
			return
		}
	}
	f := found[0]
	rate{at: p.Number, told: *p, sure: check.Medium}.report(r, &f.value, &f.total, shareOf(f.value.Value, f.total.Value))
}

var lastBreak = regexp.MustCompile(`[,;:]|\s(?:et|puis|contre)\s`)

func cutAt(s string) int {
	if i := lastBreak.FindStringIndex(s); i != nil {
		return i[0]
	}
	return len(s)
}

// sharesOf counts the shares of a sentence.
func sharesOf(list []claim.Claim, sentence claim.Span) int {
	n := 0
	for i := range list {
		if list[i].Sentence == sentence && list[i].Unit == "%" && !list[i].Signed {
			n++
		}
	}
	return n
}

// longest finds the parts whose whole label stands in the words named, those of the longest label, told of something that the sentence names.
func longest(index map[string][]part, named, sentence []string) []part {
	var best []part
	for at, w := range named {
		for _, p := range index[w] {
			if !(at+len(p.label) <= len(named) && slices.Equal(named[at:at+len(p.label)], p.label)) && !only(index[w]) || !slices.ContainsFunc(p.about, func(a string) bool { return slices.Contains(sentence, a) && !slices.Contains(p.label, a) }) {
				continue
			}
			switch {
			case len(best) == 0 || len(p.label) > len(best[0].label):
				best = []part{p}
			case len(p.label) == len(best[0].label):
				best = append(best, p)
			}
		}
	}
	return best
}

// only tells whether the parts that begin with a word are all of one label: "la taxe" is enough for "Taxe affectée".
func only(list []part) bool {
	for _, p := range list {
		if !slices.Equal(p.label, list[0].label) {
			return false
		}
	}
	return true
}

var wordsOnly = regexp.MustCompile(`[\p{L}\d]+(?:-\p{L}+)*|€`)

// stemsOf reads words as stems, without the small ones.
func stemsOf(s string) []string {
	var list []string
	for _, w := range wordsOnly.FindAllString(strings.ReplaceAll(s, "euros", "€"), -1) {
		if len([]rune(w)) > 2 || w[0] >= '0' && w[0] <= '9' || w == "€" {
			list = append(list, claim.Stem(w))
		}
	}
	return slices.DeleteFunc(list, func(w string) bool { return smallWords[w] })
}

var smallWords = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields("les des une dans par pour sur avec aux est sont leur leurs nos ses ces dont total nombre") {
		m[claim.Stem(w)] = true
	}
	return m
}()

// partsTold lists the named parts of told totals.
func partsTold(c *check.Corpus) []part {
	var list []part
	for _, g := range tables(c) {
		for j := 1; j < len(g.Columns); j++ {
			total := totalCell(g.Columns[j], g.Rows)
			if total == nil || total.Unit == "%" || total.Value.Sign() <= 0 {
				continue
			}
			list = append(list, partsOfColumn(g, j, total)...)
		}
	}
	by := claim.ByBlock(c)
	for _, d := range c.Documents {
		for _, b := range d.Blocks {
			list = append(list, partsEnumerated(by[b], b.Text)...)
		}
	}
	return list
}

func partsOfColumn(g *claim.Grid, j int, total *claim.Cell) []part {
	var list []part
	about := stemsOf(g.Caption + " " + g.Columns[j].Head + " " + g.Columns[0].Head)
	for _, row := range g.Rows {
		if totalHead.MatchString(row.Head) {
			about = append(about, stemsOf(row.Head)...)
		}
	}
	if total.Unit == "€" || moneyWords.MatchString(g.Caption+g.Columns[j].Head) {
		about = append(about, moneyStems...)
	}
	about = append(about, claim.Stem(ratText(total.Value)), strings.ReplaceAll(total.Value.RatString(), " ", ""))
	seen := map[string]int{}
	for i, row := range g.Rows {
		cell := g.Columns[j].Cells[i]
		if cell.State != claim.Number || cell == total || cell.Unit == "%" || totalHead.MatchString(row.Head) || cell.Value.Cmp(total.Value) > 0 {
			continue
		}
		for _, named := range row.Cells {
			if label := stemsOf(named.Spot.Words()); named.State == claim.Words && len(label) > 0 {
				seen[strings.Join(label, " ")]++
				list = append(list, part{label, claimFrom(cell), claimFrom(total), about})
			}
		}
	}
	// A name told of several rows has its share in all of them together.
	return slices.DeleteFunc(list, func(p part) bool { return seen[strings.Join(p.label, " ")] > 1 })
}

var (
	moneyWords = regexp.MustCompile(`(?i)montant|budget|€|euros|coût|produits|recettes|charges|dépenses|financ`)
	moneyStems = stemsOf("budget financement recettes ressources produits €")
)

func claimFrom(c *claim.Cell) claim.Claim {
	return claim.Claim{Spot: c.Spot, Number: c.Spot, Value: c.Value, Decimals: c.Decimals}
}

// partsEnumerated reads "Recettes : Ville 148 000 euros, Caf 121 700 euros": the parts, with their sum as the total when a total is told nowhere.
func partsEnumerated(claims []claim.Claim, s string) []part {
	for i := 0; i < len(claims); i++ {
		j := i
		for j < len(claims) && claims[j].Sentence == claims[i].Sentence {
			j++
		}
		colon := strings.Index(s[claims[i].Sentence.From:claims[i].Number.From], ": ")
		if colon >= 0 && j-i >= 3 {
			return enumerated(claims[i:j], s, claims[i].Sentence.From, claims[i].Sentence.From+colon+2)
		}
		i = j - 1
	}
	return nil
}

func enumerated(claims []claim.Claim, s string, from, at int) []part {
	end := claims[0].Sentence.To
	if m := remarks.FindStringIndex(s[at:end]); m != nil {
		end = at + m[0]
	}
	parts, ok := pieces(s, at, end, claims)
	if !ok {
		return nil
	}
	sum := claim.Claim{Value: new(big.Rat), Spot: check.Spot{Document: claims[0].Spot.Document, Block: claims[0].Spot.Block, From: from, To: claims[len(claims)-1].Number.To}}
	sum.Number = sum.Spot
	for _, p := range parts {
		sum.Value.Add(sum.Value, p.Value)
	}
	var list []part
	for _, p := range parts {
		if label := stemsOf(strings.TrimLeft(s[at:p.Number.From], ", ")); len(label) > 0 {
			list = append(list, part{label, p, sum, stemsOf(s[from:at])})
		}
		at = p.Number.To
		if p.Unit == "€" {
			at = p.Spot.To
		}
	}
	return list
}
