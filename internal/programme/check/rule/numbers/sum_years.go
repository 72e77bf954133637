package numbers

import (
	"regexp"
	"slices"

	"maillage/internal/kit/lang"
	"maillage/internal/programme/check"
	"maillage/internal/programme/check/claim"
)

// stock are things that stay from one year to the next: their years are not added up.
var stock = regexp.MustCompile(`^(?:tiers-lieu|lieu|site|adhérent|adher|membr|abon|salari|bénévol|benevol|habit|commun|employ|societair|sociétair|associ|entrepris|structur|etp|post|agent|élev|elev|partenair|réseau|reseau|écol|ecol)`)

// over comes after a number that is told of several years: "9 éditions sur 3 ans".
var over = regexp.MustCompile(`(?i)^[^.;,\d]{0,30}\b(?:sur|en|pendant|durant)\s(?:les\s)?(\d|deux|trois|quatre|cinq)\s(?:ans|années)\b`)

// yearly are numbers of one thing, one for each of several years, told one after the other.
type yearly struct {
	claims []claim.Claim
	years  []int
}

// sumYears compares "43 en 2018, 35 en 2019, 22 en 2020" with the total that is told of the whole period elsewhere.
func sumYears(c *check.Corpus, r *check.Reporter) {
	totals := map[string][]claim.Claim{}
	for _, t := range claim.Of(c) {
		if t.Whole() && t.Hedge == claim.Exact && t.Upper == nil && !t.Part && t.Head() != "" && (t.As == claim.Plain || t.As == claim.Planned && over.MatchString(after(t))) {
			if len(t.Years) == 0 || len(t.Years) > 1 || over.MatchString(after(t)) {
				totals[t.Head()] = append(totals[t.Head()], t)
			}
		}
	}
	for _, y := range series(c) {
		if stock.MatchString(y.claims[0].Head()) {
			continue
		}
		seen := map[string]bool{}
		for _, t := range totals[y.claims[0].Head()] {
			key := t.Value.RatString()
			if !seen[key] && wholeOf(t, y) {
				seen[key] = true
				reportYears(r, t, y)
			}
		}
	}
}

func after(c claim.Claim) string { return c.Spot.Block.Text[c.Number.To:c.Sentence.To] }

// wholeOf tells whether a total is told of the years of a series, in words or because it is told of no year in a text of these years.
func wholeOf(t claim.Claim, y yearly) bool {
	sum := added(valuesOf(y.claims))
	if t.Value.Cmp(sum) == 0 || !within(t.Value, sum, 2, 5) || len(t.Noun) > 1 && len(y.claims[0].Noun) > 1 && !slices.Equal(t.Noun, y.claims[0].Noun) {
		return false
	}
	for _, p := range y.claims {
		if p.Value.Cmp(t.Value) == 0 || t.Cell && p.Spot.Block.Table == t.Spot.Block.Table { // within a table its total line speaks
			return false
		}
	}
	if len(t.Years) > 1 {
		return t.Years[0] == y.years[0] && t.Years[len(t.Years)-1] == y.years[len(y.years)-1]
	}
	d := t.Spot.Document
	whole := d.From == 0 || d.From == y.years[0] && d.To == y.years[len(y.years)-1]
	return whole && (over.MatchString(after(t)) || len(t.Narrow) == 0 || slices.Equal(t.Narrow, y.claims[0].Narrow) || len(t.Spot.Block.Text) <= 80)
}

func reportYears(r *check.Reporter, t claim.Claim, y yearly) {
	r.Report(check.Problem{
		At: t.Spot, Related: spotsOf(y.claims), Confidence: check.Medium,
		Message:  lang.Text{FR: "Ce total n'est pas la somme des années données ailleurs.", EN: "This total is not the sum of the years told elsewhere."},
		Expected: addition(valuesOf(y.claims), t.Value),
		Mend:     sumMend,
	})
}

// series finds the enumerations by year of a corpus, computed once.
func series(c *check.Corpus) []yearly {
	return check.Shared(c, "yearly series", func(c *check.Corpus) []yearly {
		by := claim.ByBlock(c)
		var list []yearly
		for _, d := range c.Documents {
			for _, b := range d.Blocks {
				list = append(list, seriesOf(by[b])...)
			}
		}
		return list
	})
}

func seriesOf(claims []claim.Claim) []yearly {
	var list []yearly
	heads := map[string]*yearly{}
	var order []string
	for _, c := range claims {
		if !c.Whole() || c.Hedge != claim.Exact || c.Upper != nil || c.Part || len(c.Years) != 1 || c.Head() == "" {
			continue
		}
		y := heads[c.Head()]
		if y == nil {
			y = &yearly{}
			heads[c.Head()] = y
			order = append(order, c.Head())
		}
		if slices.Contains(y.years, c.Years[0]) {
			y.years = append(y.years, -1) // told twice of a year: parts of it, no series
		}
		y.claims, y.years = append(y.claims, c), append(y.years, c.Years[0])
	}
	for _, h := range order {
		y := heads[h]
		if len(y.claims) >= 2 && !slices.Contains(y.years, -1) && slices.IsSorted(y.years) {
			list = append(list, *y)
		}
	}
	return list
}
