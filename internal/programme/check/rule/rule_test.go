package rule_test

import (
	"testing"

	"maillage/internal/programme/check"
	"maillage/internal/programme/check/rule"
	"maillage/internal/programme/check/text"
)

// TestExamples runs each rule on the examples that it tells people of.
func TestExamples(t *testing.T) {
	for _, r := range rule.All() {
		t.Run(r.Name, func(t *testing.T) {
			fires := map[bool]int{}
			for _, e := range r.Examples {
				fires[e.Fires]++
				d, err := text.Read("exemple.txt", []byte(e.Text))
				if err != nil {
					t.Fatal(err)
				}
				found := check.Run(&check.Corpus{Documents: []*text.Document{d}, Closed: true}, []*check.Rule{r})
				if (len(found) > 0) != e.Fires {
					t.Errorf("%q: %d findings, must fire: %v (%v)", e.Text, len(found), e.Fires, found)
				}
			}
			if fires[true] == 0 || fires[false] == 0 {
				t.Errorf("%s needs examples that fire and examples that do not", r.Name)
			}
			if r.Title.FR == "" || r.Title.EN == "" || r.Explanation.FR == "" || r.Explanation.EN == "" {
				t.Errorf("%s is not explained in both languages", r.Name)
			}
		})
	}
}
