package numbers

import (
	"testing"

	"maillage/internal/programme/check"
	"maillage/internal/programme/check/text"
)

// found runs one rule on a text and returns the words of its findings; questions are left out.
func raised(t *testing.T, rule *check.Rule, content string) []string {
	t.Helper()
	d, err := text.Read("essai.md", []byte(content))
	if err != nil {
		t.Fatal(err)
	}
	var words []string
	for _, f := range check.Run(&check.Corpus{Documents: []*text.Document{d}, Closed: true}, []*check.Rule{rule}) {
		if f.Confidence != check.Low {
			words = append(words, f.Words)
		}
	}
	return words
}

// twin is a text that is right, and one that differs in a number and is wrong there.
type twin struct{ right, wrong string }

// each asks that nothing be found in the right text, and one thing at least in the wrong one.
func each(t *testing.T, rule *check.Rule, pairs []twin) {
	t.Helper()
	for _, p := range pairs {
		if got := raised(t, rule, p.right); len(got) > 0 {
			t.Errorf("found %q in what is right:\n%s", got, p.right)
		}
		if p.wrong != "" && len(raised(t, rule, p.wrong)) == 0 {
			t.Errorf("nothing found in:\n%s", p.wrong)
		}
	}
}

// silent asks that nothing be found.
func silent(t *testing.T, rule *check.Rule, texts []string) {
	t.Helper()
	for _, s := range texts {
		if got := raised(t, rule, s); len(got) > 0 {
			t.Errorf("found %q in:\n%s", got, s)
		}
	}
}
