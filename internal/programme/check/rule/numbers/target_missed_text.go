package numbers

import (
	"regexp"
	"slices"

	"maillage/internal/programme/check"
	"maillage/internal/programme/check/claim"
	"maillage/internal/programme/check/text"
)

var (
	aimWord    = `(?:prévue?s?|prévisionnel\p{L}*|visée?s?|attendue?s?|programmée?s?|escomptée?s?|envisagée?s?|initialement|souhaitée?s?|contractualisée?s?|conventionnée?s?|fixée?s?|planifiée?s?|annoncée?s?|inscrite?s? (?:dans|à) la convention)`
	outOf      = regexp.MustCompile(`(?i)^[^.;:\d]{0,70}?(?:\bsur|\bpour|\bcontre|\bau lieu d[e']s?|\(objectif|\(cible|\(prévu|, pour|, contre|\bd[e']une? (?:objectif|cible))\b[^.;\d]{0,40}$`)
	byAim      = regexp.MustCompile(`(?i)(?:objectifs?|cible|prévisions?|prévus?|au lieu d[e']s?)\b[^.;\d]{0,20}$`)
	aimAfter   = regexp.MustCompile(`(?i)^\s?[^.;,:()\d]{0,50}?\b` + aimWord + `(?:[^\p{L}]|$)`)
	aimBefore  = regexp.MustCompile(`(?i)\b(?:objectifs?|cibles?|prévisions?|prévoyait|prévoyaient|visait|visaient|visions|prévoyions|devait|devaient|devions|s'était engagée?|tablait|tablions)\b[^.;]{0,60}$`)
	labelAim   = regexp.MustCompile(`(?i)^\W*(?:objectifs?|cibles?|prévus?|prévisions?|attendus?)\b[^.:\d]{0,30}[:.]`)
	labelGot   = regexp.MustCompile(`(?i)(?:^|[^\p{L}])(?:résultats?|réalisée?s?|réalisations?|bilan|atteinte?s?|obtenue?s?|réels?|constatée?s?)\b[^.:\d]{0,30}\s?[:=]\s?[^.;\d]{0,20}$`)
	gotLabel   = regexp.MustCompile(`(?i)(?:^|[^\p{L}])(?:résultats?|réalisée?s?|réalisations?|bilan|atteinte?s?|obtenue?s?)\s?:`)
	labelDone  = regexp.MustCompile(`(?i)^\W*(?:résultats?|réalisée?s?|réalisations?|bilan|atteinte?s?|obtenue?s?)\b[^.:\d]{0,30}[:.]`)
	doneWord   = regexp.MustCompile(`(?i)(?:^|[^\p{L}])(?:eu lieu|été (?:\p{L}+ment )?\p{L}+(?:é|u|i|is|it|ert)e?s?|tenue?s?|réalisée?s?|organisée?s?|accueillie?s?|atteinte?s?|seule?s?|seulement|finalement|au final|avons|effectuée?s?|menée?s?|formée?s?|signée?s?|livrée?s?|conduite?s?|obtenue?s?|comptons|dénombr\p{L}+|enregistr\p{L}+|reçue?s?|bénéficié|participé|l'ont été|le sont)(?:[^\p{L}]|$)`)
	toCome     = regexp.MustCompile(`(?i)(?:^|[^\p{L}])(?:d'ici|prochain\p{L}*|à venir|à terme|horizon|futur\p{L}*|seront|sera|serait|devra|devront|l'an prochain|l'année prochaine|à l'avenir|souhaitons|projetons|envisageons|nous visons)(?:[^\p{L}]|$)`)
	prospects  = regexp.MustCompile(`(?i)(?:^|[^\p{L}])(?:perspectives?|projets? (?:pour|20)|l'avenir|à venir|et après|demain|prochaine|suite|prévisionnel|plan d'action|20\d\d-20\d\d)(?:[^\p{L}]|$)`)
	separately = regexp.MustCompile(`(?i)(?:^|[^\p{L}])(?:dont|parmi|chacun\p{L}*|chaque|par (?:an|mois|jour|semaine|groupe|séance|session|site|personne|participant)|maximum|capacité|jauge|places)(?:[^\p{L}]|$)`)
)

// textAims reads objectives and results told beside each other: in one sentence, one after the other, or under two labels.
func textAims(c *check.Corpus) []*aim {
	by := claim.ByBlock(c)
	var list []*aim
	for _, d := range c.Documents {
		for _, b := range d.Blocks {
			if b.Kind == text.Heading || inVariances(b) || inProspects(b) {
				continue
			}
			own := by[b]
			for i := range own {
				if a := besideAim(&own[i], own[i+1:]); a != nil {
					list = append(list, a)
				}
			}
			list = append(list, labelledAims(d, b, own, by)...)
		}
	}
	return list
}

func inProspects(b *text.Block) bool {
	for s := b.Section; s != nil; s = s.Parent {
		if !entitles(s) && prospects.MatchString(s.Title) {
			return true
		}
	}
	return false
}

// entitles tells whether a heading is the title of the whole text: what it says holds for all of it, and narrows nothing.
func entitles(s *text.Section) bool {
	return s.Heading.Index == 0 && (s.Heading.Level == 1 || reportTitle.MatchString(s.Title))
}

// besideAim pairs a number with a later one of its sentence or of the next: result first ("54 sur 60 prévues"), or objective first ("60 prévues, 54 tenues").
func besideAim(first *claim.Claim, rest []claim.Claim) *aim {
	if !aimable(first) {
		return nil
	}
	s := first.Spot.Block.Text
	for i := range rest[:min(2, len(rest))] {
		next := &rest[i]
		if !aimable(next) || next.Unit != first.Unit || next.Number.From-first.Number.To > 140 {
			continue
		}
		gap := s[first.Number.To:next.Number.From]
		after := s[next.Number.To:next.Sentence.To]
		sentence := s[first.Sentence.From:next.Sentence.To]
		if toCome.MatchString(sentence) || separately.MatchString(gap) {
			return nil
		}
		switch {
		case first.Sentence == next.Sentence && outOf.MatchString(gap) && (byAim.MatchString(gap) || aimAfter.MatchString(after)):
			if sameNoun(first, next) {
				return paired(next, first, check.High)
			}
		case aimAfter.MatchString(gap) || aimBefore.MatchString(s[first.Sentence.From:first.Number.From]) || labelAim.MatchString(s[first.Sentence.From:first.Number.From]):
			clause := s[next.Clause.From:next.Sentence.To]
			if labelGot.MatchString(s[first.Number.To:next.Number.From]) || doneWord.MatchString(clause) && !aimAfter.MatchString(after) && sameNoun(first, next) {
				return paired(first, next, check.High)
			}
		}
	}
	return nil
}

// aimable tells whether a number may be an objective or a result: told exactly, or as a least.
func aimable(c *claim.Claim) bool {
	return !c.Cell && !c.Signed && c.Upper == nil && (c.Unit == "" || c.Unit == "%") && (c.Hedge == claim.Exact || c.Hedge == claim.AtLeast) && c.As != claim.Average && c.As != claim.Change
}

// sameNoun: both count the same, or one of them says nothing of it.
func sameNoun(a, b *claim.Claim) bool {
	return a.Head() == b.Head() || a.Unit == b.Unit && (a.Head() == "" || b.Head() == "" || labels[a.Head()] || labels[b.Head()]) && !lasts(a) && !lasts(b)
}

// lasts tells whether a number is a length of time, which is no result of an objective that does not say what it counts.
func lasts(c *claim.Claim) bool { return claim.ClassOf(c.Head()) == claim.Time }

func paired(target, result *claim.Claim, sure check.Confidence) *aim {
	a := &aim{target: target.Spot, result: result.Spot, aimed: target.Value, got: result.Value, unit: target.Unit, what: target.Words, noun: target.Noun, years: target.Years, sure: sure}
	a.named = result.Head() != "" && !labels[result.Head()]
	if target.Head() == "" || labels[target.Head()] {
		a.what, a.noun, a.years = result.Words, result.Noun, result.Years
	}
	if len(a.noun) > 0 && labels[a.noun[0]] {
		a.what, a.noun = "", nil
	}
	return a
}

// labelledAims pairs "Objectif : 300 visiteurs" with what the next block, "Résultat : 284", says of the same thing, or of nothing else.
func labelledAims(d *text.Document, b *text.Block, own []claim.Claim, by map[*text.Block][]claim.Claim) []*aim {
	next := d.Next(b)
	if next == nil || !labelAim.MatchString(b.Text) || !labelDone.MatchString(next.Text) || toCome.MatchString(b.Text) {
		return nil
	}
	var list []*aim
	results := by[next]
	for i := range own {
		for j := range results {
			t, r := &own[i], &results[j]
			same := t.Head() != "" && t.Head() == r.Head() || len(own) == 1 && j == 0 && sameNoun(t, r)
			if same && aimable(t) && aimable(r) && t.Unit == r.Unit && !r.Part {
				list = append(list, paired(t, r, check.High))
				break
			}
		}
	}
	return list
}

// distantAims pairs the other objectives with results of the same thing told elsewhere, when no place tells that they were reached.
func distantAims(c *check.Corpus, known []*aim) []*aim {
	taken := map[check.Spot]bool{}
	for _, a := range known {
		taken[a.target], taken[a.result] = true, true
	}
	by := map[string][]*statement{}
	for _, s := range statementsOf(c) {
		if !taken[s.Spot] {
			by[s.thing.Head] = append(by[s.thing.Head], s)
		}
	}
	var list []*aim
	for _, t := range statementsOf(c) {
		if taken[t.Spot] || !isAim(t) {
			continue
		}
		if a := bestResult(t, by[t.thing.Head]); a != nil {
			list = append(list, a)
		}
	}
	return list
}

// isAim tells whether a statement is an objective of the report's own time.
func isAim(s *statement) bool {
	b := s.Spot.Block
	sentence := b.Text[s.Sentence.From:s.Sentence.To]
	if s.Hedge != claim.Exact && s.Hedge != claim.AtLeast || s.Upper != nil || s.Part || s.Unit == "€" || inVariances(b) || inProspects(b) || toCome.MatchString(sentence) {
		return false
	}
	if to := s.span[1]; to != 0 && len(s.years) > 0 && s.years[len(s.years)-1] > to {
		return false
	}
	return underAims(b) || s.As == claim.Planned && (promised.MatchString(b.Text[s.Sentence.From:s.Number.From]) || aimBefore.MatchString(b.Text[s.Sentence.From:s.Number.From]) || aimAfter.MatchString(b.Text[s.Number.To:s.Sentence.To]))
}

// underAims: the heading, or the first word of the block, says that what follows is what was aimed at.
func underAims(b *text.Block) bool {
	return labelAim.MatchString(b.Text) && !gotLabel.MatchString(b.Text) || b.Section != nil && b.Section.Heading != b && b.Kind != text.Row && aimTitle.MatchString(b.Section.Title)
}

var aimTitle = regexp.MustCompile(`(?i)^(?:\W|\d)*(?:les |nos |rappel des )?objectifs?(?: de l[a']\s?\p{L}+| du \p{L}+| visés| fixés| initiaux| quantitatifs| opérationnels| spécifiques| prévus)?$`)

// bestResult finds the highest result of the same thing in the frame of an objective; nil when there is none, or when a result reaches it.
func bestResult(t *statement, group []*statement) *aim {
	var best *statement
	for _, s := range group {
		if s == t || isAim(s) || level(s.As) != claim.Plain || s.Part || s.on != "" || s.Unit != t.Unit || s.Signed || s.Upper != nil || inProspects(s.Spot.Block) || !sameFrame(t, s) {
			continue
		}
		if s.Value.Cmp(t.Value) >= 0 || s.Hedge == claim.AtLeast || s.Hedge == claim.About && within(s.Value, t.Value, 1, 10) {
			return nil
		}
		if best == nil || s.Value.Cmp(best.Value) > 0 {
			best = s
		}
	}
	if best == nil || best.Value.Cmp(t.Value) < 0 && !ratio(best, t, 1, 2) {
		return nil
	}
	sure := check.Medium
	if loose[t.thing.Head] && !sisters(t.Spot.Block, best.Spot.Block) {
		sure = check.Low
	}
	a := paired(&t.Claim, &best.Claim, sure)
	a.thing = t.thing
	return a
}

// sameFrame: the result stands where the objective does, or both speak for the whole, of the same period.
func sameFrame(t, s *statement) bool {
	if !t.thing.Equal(s.thing) && !(t.thing.Covers(s.thing) || s.thing.Covers(t.thing)) || len(t.names) > 0 && !sameNames(t, s) || len(s.names) > 0 && !sameNames(t, s) {
		return false
	}
	if len(t.years) > 0 && len(s.years) > 0 && !slices.Equal(t.years, s.years) {
		return false
	}
	if sisters(t.Spot.Block, s.Spot.Block) && t.Spot.Document == s.Spot.Document {
		return true
	}
	return t.thing.Equal(s.thing) && (len(t.years) == 1 && slices.Equal(t.years, s.years) && !loose[t.thing.Head] || t.place != inPart && (s.place != inPart && !loose[t.thing.Head] || large(t) && large(s) && ratio(t, s, 1, 4)) && samePeriod(t, s))
}

// sisters tells whether two blocks stand in one section, or in two next to each other under the same heading.
func sisters(x, y *text.Block) bool {
	a, b := x.Section, y.Section
	if a == nil || b == nil {
		return a == b && x.Index-y.Index < 8 && y.Index-x.Index < 8
	}
	if a == b {
		return y.Index-x.Index < 12 && x.Index-y.Index < 12
	}
	return a.Parent == b.Parent && y.Index > x.Index && (aimTitle.MatchString(a.Title) && (a.Parent != nil && a.Parent.Heading.Index > 0 || gotHead.MatchString(b.Title)))
}
