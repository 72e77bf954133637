package score

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"

	"maillage/internal/programme/check"
)

// Tally counts what one rule was asked to find and what it found. A defect counts for the first rule that may find it, a finding for its own.
type Tally struct {
	Planted int
	Found   int
	Right   int // findings that tell of a defect
	False   int // findings that tell of none, and are sure of it
	Asked   int // findings that tell of none, of low confidence
}

// Missed is how many defects nobody told of.
func (t Tally) Missed() int { return t.Planted - t.Found }

// Recall is the share of defects that were found; 0 without any, for nothing was measured.
func (t Tally) Recall() float64 { return share(t.Found, t.Planted) }

// Precision is the share of sure findings that are right; 0 without any.
func (t Tally) Precision() float64 { return share(t.Right, t.Right+t.False) }

func share(part, whole int) float64 {
	if whole == 0 {
		return 0
	}
	return float64(part) / float64(whole)
}

func (t Tally) plus(o Tally) Tally {
	return Tally{t.Planted + o.Planted, t.Found + o.Found, t.Right + o.Right, t.False + o.False, t.Asked + o.Asked}
}

// Sheet is the score of a check.
type Sheet struct {
	Rules  map[string]Tally
	Missed []Entry
	False  []check.Finding
	Asked  []check.Finding
}

// Score compares findings with what an auditor wrote down. Each defect needs a finding of its own; further findings of the same defect do no
// harm. A finding that tells of no defect is a false alarm, unless the auditor has the same question, or it is itself a question.
func Score(findings []check.Finding, gold []Entry) Sheet {
	s := Sheet{Rules: map[string]Tally{}}
	found := match(findings, gold)
	for i, e := range gold {
		if e.Kind != Defect {
			continue
		}
		s.count(e.Rules[0], Tally{Planted: 1})
		if found[i] {
			s.count(e.Rules[0], Tally{Found: 1})
		} else {
			s.Missed = append(s.Missed, e)
		}
	}
	for _, f := range findings {
		s.judge(f, gold)
	}
	return s
}

func (s *Sheet) count(rule string, t Tally) { s.Rules[rule] = s.Rules[rule].plus(t) }

func (s *Sheet) judge(f check.Finding, gold []Entry) {
	switch {
	case tells(f, gold, Defect):
		s.count(f.Rule, Tally{Right: 1})
	case !tells(f, gold, Not) && tells(f, gold, Question):
	case !tells(f, gold, Not) && f.Confidence == check.Low:
		s.count(f.Rule, Tally{Asked: 1})
		s.Asked = append(s.Asked, f)
	default:
		s.count(f.Rule, Tally{False: 1})
		s.False = append(s.False, f)
	}
}

func tells(f check.Finding, gold []Entry, kind Kind) bool {
	return slices.ContainsFunc(gold, func(e Entry) bool { return e.Kind == kind && fits(f, e) })
}

// fits tells whether a finding may be of an entry: its rule, one of its lines, its words.
func fits(f check.Finding, e Entry) bool {
	if !slices.Contains(e.Rules, f.Rule) {
		return false
	}
	here := slices.ContainsFunc(e.Lines, func(l int) bool { return f.Line <= l && l <= max(f.Line, f.EndLine) })
	there := slices.ContainsFunc(f.Related, func(r check.Related) bool { return slices.Contains(e.Lines, r.Line) })
	return (here || there) && (len(e.Words) == 0 || says(f, e.Words))
}

func says(f check.Finding, words []string) bool {
	said := strings.Join([]string{f.Words, f.Message.FR, f.Message.EN, f.Expected.FR, f.Expected.EN}, "\n")
	for _, r := range f.Related {
		said += "\n" + r.Words
	}
	said = strings.ToLower(said)
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(said, strings.ToLower(w)) })
}

// match gives as many defects as possible a finding of their own, by augmenting paths, and tells which have one.
func match(findings []check.Finding, gold []Entry) []bool {
	owner := make([]int, len(findings)) // which defect a finding is taken by, from 1
	found := make([]bool, len(gold))
	for i, e := range gold {
		found[i] = e.Kind == Defect && take(i, findings, gold, owner, make([]bool, len(findings)))
	}
	return found
}

func take(i int, findings []check.Finding, gold []Entry, owner []int, seen []bool) bool {
	for j, f := range findings {
		if seen[j] || !fits(f, gold[i]) {
			continue
		}
		seen[j] = true
		if owner[j] == 0 || take(owner[j]-1, findings, gold, owner, seen) {
			owner[j] = i + 1
			return true
		}
	}
	return false
}

// Add adds the score of another text.
func (s *Sheet) Add(o Sheet) {
	if s.Rules == nil {
		s.Rules = map[string]Tally{}
	}
	for rule, t := range o.Rules {
		s.count(rule, t)
	}
	s.Missed, s.False, s.Asked = append(s.Missed, o.Missed...), append(s.False, o.False...), append(s.Asked, o.Asked...)
}

// Total is the tally of all rules.
func (s Sheet) Total() Tally {
	var all Tally
	for _, t := range s.Rules {
		all = all.plus(t)
	}
	return all
}

// Print writes the score as a table.
func (s Sheet) Print(w io.Writer) {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "planted\tfound\tmissed\tfalse alarms\tquestions\trecall\tprecision\t  rule")
	for _, rule := range slices.Sorted(maps.Keys(s.Rules)) {
		printTally(t, rule, s.Rules[rule])
	}
	printTally(t, "all", s.Total())
	t.Flush()
}

func printTally(w io.Writer, rule string, t Tally) {
	fmt.Fprintf(w, "%d\t%d\t%d\t%d\t%d\t%s\t%s\t  %s\n", t.Planted, t.Found, t.Missed(), t.False, t.Asked,
		percentage(t.Found, t.Planted), percentage(t.Right, t.Right+t.False), rule)
}

// percentage is a dash where there is nothing to take a share of: a rule that was asked nothing is not a rule that knows everything.
func percentage(part, whole int) string {
	if whole == 0 {
		return "–"
	}
	return fmt.Sprintf("%.0f %%", 100*share(part, whole))
}

// PrintDetails lists what was missed and what was alarming for nothing, for whoever mends the rules. What many texts have in common is told once.
func (s Sheet) PrintDetails(w io.Writer) {
	for _, e := range s.Missed {
		fmt.Fprintf(w, "missed   %v %s: %s\n", e.Lines, strings.Join(e.Rules, "|"), e.Note)
	}
	printOnce(w, "false   ", s.False)
	printOnce(w, "question", s.Asked)
}

func printOnce(w io.Writer, kind string, findings []check.Finding) {
	var order []string
	first, times := map[string]int{}, map[string]int{}
	for _, f := range findings {
		said := fmt.Sprintf("%s (%s): %q %s %s", f.Rule, f.Confidence, f.Words, f.Message.EN, cmp.Or(f.Expected.EN, f.Expected.FR))
		if times[said]++; times[said] == 1 {
			order, first[said] = append(order, said), f.Line
		}
	}
	for _, said := range order {
		fmt.Fprintf(w, "%s %d %s", kind, first[said], said)
		if times[said] > 1 {
			fmt.Fprintf(w, " (%d times)", times[said])
		}
		fmt.Fprintln(w)
	}
}
