// Package render tells what a check found: to a person at a terminal, to machines as JSON and SARIF, and as one HTML page with the text and its
// findings side by side.
package render

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"maillage/internal/kit/lang"
	"maillage/internal/programme/check"
	"maillage/internal/programme/check/text"
)

// Result is what was checked and found. Findings are in the order in which they were found: by file, line and column.
type Result struct {
	Language  string // "en", else French
	Documents []*text.Document
	Findings  []check.Finding
	Stale     []check.Waiver // that match no finding
	Rules     []*check.Rule  // that were run
}

// t chooses between the two languages.
func (r Result) t(fr, en string) string { return lang.Text{FR: fr, EN: en}.In(r.Language) }

// quoted puts words of a text between the quotes of the reader's language.
func (r Result) quoted(words string) string { return r.t("« "+words+" »", "“"+words+"”") }

var severityNames = map[check.Severity]lang.Text{
	check.Blocking: {FR: "bloquant", EN: "blocking"}, check.Serious: {FR: "sérieux", EN: "serious"}, check.Notice: {FR: "à noter", EN: "notice"},
}

var confidenceNames = map[check.Confidence]lang.Text{
	check.High: {FR: "sûr", EN: "sure"}, check.Medium: {FR: "probable", EN: "likely"}, check.Low: {FR: "question", EN: "question"},
}

// SeverityName is the severity as people read it.
func SeverityName(s check.Severity, language string) string { return severityNames[s].In(language) }

// title is what a rule is called, its name when it was not run here.
func (r Result) title(rule string) string {
	for _, x := range r.Rules {
		if x.Name == rule {
			return x.Title.In(r.Language)
		}
	}
	return rule
}

// files lists the files with findings, in their order.
func (r Result) files() []string {
	var list []string
	for _, f := range r.Findings {
		if !slices.Contains(list, f.File) {
			list = append(list, f.File)
		}
	}
	return list
}

func (r Result) document(name string) *text.Document {
	for _, d := range r.Documents {
		if d.Name == name {
			return d
		}
	}
	return nil
}

// tally is how many findings a rule has, by severity; questions and waived ones are counted apart.
type tally struct {
	Rule                        string
	Blocking, Serious, Notice   int
	Questions, Waived, Together int
}

func (t *tally) add(f check.Finding) {
	t.Together++
	switch {
	case f.Waived != nil:
		t.Waived++
	case f.Question():
		t.Questions++
	case f.Severity == check.Blocking:
		t.Blocking++
	case f.Severity == check.Serious:
		t.Serious++
	default:
		t.Notice++
	}
}

// tallies counts by rule, the rule with most findings first, and all together.
func (r Result) tallies() (list []tally, all tally) {
	by := map[string]*tally{}
	for _, f := range r.Findings {
		if by[f.Rule] == nil {
			by[f.Rule] = &tally{Rule: f.Rule}
		}
		by[f.Rule].add(f)
		all.add(f)
	}
	for _, t := range by {
		list = append(list, *t)
	}
	slices.SortFunc(list, func(a, b tally) int { return cmp.Or(b.Together-a.Together, cmp.Compare(a.Rule, b.Rule)) })
	return list, all
}

// relatedPlaces are places of one file that say the same words, told together.
type relatedPlaces struct {
	File, Words string
	Places      []check.Related
}

// relatedOf groups the places that a finding speaks of, in their order.
func relatedOf(f check.Finding) []relatedPlaces {
	var list []relatedPlaces
	for _, x := range f.Related {
		if n := len(list); n > 0 && list[n-1].File == x.File && list[n-1].Words == x.Words {
			list[n-1].Places = append(list[n-1].Places, x)
			continue
		}
		list = append(list, relatedPlaces{x.File, x.Words, []check.Related{x}})
	}
	return list
}

// place tells a line, with its page where there are pages; "" for what stands in no text.
func (r Result) place(x check.Related) string {
	switch {
	case x.Line < 1:
		return ""
	case x.Page > 0:
		return fmt.Sprintf("%d (p. %d)", x.Line, x.Page)
	}
	return strconv.Itoa(x.Line)
}
