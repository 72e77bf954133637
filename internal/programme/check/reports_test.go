package check_test

import (
	"fmt"
	"testing"

	"maillage/internal/programme/check"
	"maillage/internal/programme/check/text"
)

func TestReports(t *testing.T) {
	for _, x := range []struct {
		names []string
		apart bool
		want  string
	}{
		{nil, false, "[]"},
		{[]string{"a.md", "b.md"}, false, "[[a.md b.md]]"},
		{[]string{"a.md", "b.md"}, true, "[[a.md] [b.md]]"},
		{[]string{"bilan.docx", "annexe.md", "bilan.odt", "bilan.pdf"}, false, "[[bilan.docx annexe.md] [bilan.odt] [bilan.pdf]]"},
		{[]string{"2019/bilan.md", "2020/bilan.md"}, false, "[[2019/bilan.md 2020/bilan.md]]"},
	} {
		var documents []*text.Document
		for _, name := range x.names {
			documents = append(documents, &text.Document{Name: name})
		}
		got := [][]string{}
		for _, report := range check.Reports(documents, x.apart) {
			var names []string
			for _, d := range report {
				names = append(names, d.Name)
			}
			got = append(got, names)
		}
		if fmt.Sprint(got) != x.want {
			t.Errorf("%v, apart %v: %v, want %s", x.names, x.apart, got, x.want)
		}
	}
}
