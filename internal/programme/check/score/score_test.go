package score

import (
	"bytes"
	"strings"
	"testing"

	"maillage/internal/programme/check"
)

const handmade = `# an auditor's notes
defect	3	sum	blocking		the total is 12
defect	5,9	duplicate	serious		told twice
defect	7	spelling-variant|territory	notice	Bruz	one letter
defect	7	link	serious		first address
defect	7	link	serious		second address
question	11-13	contradiction			perhaps the same people
not	20	spelling-variant		Atelier	two workshops
`

func at(rule string, line int, words string, related ...int) check.Finding {
	f := check.Finding{Rule: rule, Line: line, EndLine: line, Words: words, Confidence: check.High}
	for _, l := range related {
		f.Related = append(f.Related, check.Related{Line: l})
	}
	return f
}

func low(f check.Finding) check.Finding {
	f.Confidence = check.Low
	return f
}

func TestScoreOfAHandmadeCase(t *testing.T) {
	gold, err := ReadGold(strings.NewReader(handmade))
	if err != nil {
		t.Fatal(err)
	}
	s := Score([]check.Finding{
		at("sum", 3, "13"),                             // found
		at("sum", 3, "13"),                             // the same once more: no harm
		at("duplicate", 40, "fête", 9),                 // found by the related line
		at("territory", 7, "Bruz (56)"),                // found by another rule, and counts for the first
		at("spelling-variant", 7, "Dinnan"),            // the line is right, the words are not
		at("link", 7, "https://a.example"),             // one of two: the other is missed
		at("contradiction", 12, "8"),                   // the auditor's question
		low(at("contradiction", 30, "9")),              // a question of the rule
		low(at("spelling-variant", 20, "L'Atelier 1")), // a question that must not be asked
		at("weekday", 31, "lundi"),                     // false alarm
	}, gold)
	want := map[string]Tally{
		"sum":              {Planted: 1, Found: 1, Right: 2},
		"duplicate":        {Planted: 1, Found: 1, Right: 1},
		"territory":        {Right: 1},
		"spelling-variant": {Planted: 1, Found: 1, False: 2},
		"link":             {Planted: 2, Found: 1, Right: 1},
		"contradiction":    {Asked: 1},
		"weekday":          {False: 1},
	}
	for rule, w := range want {
		if s.Rules[rule] != w {
			t.Errorf("%s: %+v, want %+v", rule, s.Rules[rule], w)
		}
	}
	if len(s.Rules) != len(want) || len(s.Missed) != 1 || len(s.False) != 3 || len(s.Asked) != 1 {
		t.Errorf("%d rules, %d missed, %d false, %d asked", len(s.Rules), len(s.Missed), len(s.False), len(s.Asked))
	}
	all := s.Total()
	if all.Recall() != 0.8 || all.Precision() != 5.0/8 {
		t.Errorf("recall %.3f, precision %.3f", all.Recall(), all.Precision())
	}
	var b bytes.Buffer
	s.Print(&b)
	s.PrintDetails(&b)
	for _, words := range []string{"planted  found", "80 %       62 %  all", "1       –          –  contradiction", "–        0 %  weekday", "–      100 %  territory", "missed   [7] link"} {
		if !strings.Contains(b.String(), words) {
			t.Errorf("%q is not in\n%s", words, &b)
		}
	}
}

// A finding that may be of two defects is given to the one that has no other.
func TestScoreSharesFindingsOut(t *testing.T) {
	gold := []Entry{
		{Kind: Defect, Lines: []int{1, 2}, Rules: []string{"sum"}},
		{Kind: Defect, Lines: []int{1}, Rules: []string{"sum"}},
	}
	s := Score([]check.Finding{at("sum", 1, "a"), at("sum", 2, "b")}, gold)
	if got := s.Total(); got.Found != 2 || got.Right != 2 {
		t.Errorf("%+v", got)
	}
	if got := Score([]check.Finding{at("sum", 2, "b")}, gold).Total(); got.Found != 1 {
		t.Errorf("one finding for two defects: %+v", got)
	}
}

func TestReadGoldRefuses(t *testing.T) {
	for _, s := range []string{"defect\t3\tsum", "error\t3\tsum\t\t\t", "defect\tthree\tsum\t\t\t"} {
		if _, err := ReadGold(strings.NewReader(s)); err == nil {
			t.Errorf("%q is read", s)
		}
	}
}
