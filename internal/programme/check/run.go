package check

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"maillage/internal/programme/check/text"
)

// Run checks a corpus with rules. Findings come sorted by file, line, column and rule, each with a fingerprint of its own.
func Run(c *Corpus, rules []*Rule) []Finding {
	list := []Finding{}
	for _, r := range rules {
		for _, p := range c.problems(r) {
			list = append(list, finding(r, p))
		}
	}
	Sort(list)
	list = slices.CompactFunc(list, func(a, b Finding) bool {
		return a.Rule == b.Rule && a.File == b.File && a.Line == b.Line && a.Column == b.Column && a.Message == b.Message
	})
	number(list)
	return list
}

// Sort puts findings in the order in which a reader meets them: by file, line and column, then by rule.
func Sort(list []Finding) {
	slices.SortStableFunc(list, func(a, b Finding) int {
		return cmp.Or(strings.Compare(a.File, b.File), a.Line-b.Line, a.Column-b.Column, strings.Compare(a.Rule, b.Rule), a.EndColumn-b.EndColumn, strings.Compare(a.Message.FR, b.Message.FR))
	})
}

// Failure is a rule that broke on a text: a defect of ours, which must not keep the other rules from being heard.
type Failure struct {
	Rule string
	Why  string
}

// problems runs one rule. One that breaks says nothing, and stands in Failed.
func (c *Corpus) problems(r *Rule) (list []Problem) {
	defer func() {
		if broken := recover(); broken != nil {
			list = nil
			c.Failed = append(c.Failed, Failure{Rule: r.Name, Why: fmt.Sprint(broken)})
		}
	}()
	reporter := Reporter{rule: r}
	r.Check(c, &reporter)
	return reporter.list
}

func finding(r *Rule, p Problem) Finding {
	at := place(p.At)
	f := Finding{
		Rule: r.Name, Severity: cmp.Or(p.Severity, r.Severity), Confidence: cmp.Or(p.Confidence, High),
		File: p.At.Document.Name, Line: at.Line, EndLine: at.EndLine, Column: at.Column, EndColumn: at.EndColumn, Page: at.Page,
		Words: p.At.Words(), Message: p.Message, Expected: p.Expected, Mend: p.Mend, Related: []Related{},
	}
	f.Fingerprint = around(p.At)
	for _, s := range p.Related {
		q := place(s)
		f.Related = append(f.Related, Related{File: s.Document.Name, Line: q.Line, Words: s.Words(), Page: q.Page})
	}
	return f
}

func place(s Spot) text.Place { return s.Document.Place(s.Block, s.From, s.To) }

// around is what the fingerprint remembers of the place: the heading above and the words of the block next to it, not its line.
func around(s Spot) string {
	const near = 40
	b := s.Block.Text
	from, to := max(0, s.From-near), min(len(b), s.To+near)
	title := ""
	if s.Block.Section != nil {
		title = s.Block.Section.Title
	}
	return title + "\x00" + strings.ToValidUTF8(b[from:s.From], "") + "\x00" + strings.ToValidUTF8(b[s.To:to], "")
}

// number gives each finding its fingerprint; the same words in the same surroundings are told apart by their order.
func number(list []Finding) {
	seen := map[string]int{}
	for i := range list {
		key := list[i].Rule + "\x00" + list[i].Words + "\x00" + list[i].Fingerprint
		list[i].Fingerprint = Fingerprint(list[i].Rule, list[i].Words, list[i].Fingerprint, seen[key])
		seen[key]++
	}
}
