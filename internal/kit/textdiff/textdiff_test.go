package textdiff_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"maillage/internal/kit/textdiff"
)

func told(list []textdiff.Paragraph) []string {
	var lines []string
	for _, p := range list {
		line := ""
		for _, x := range p {
			line += [...]string{"%s", "[-%s-]", "[+%s+]"}[x.Act]
			line = fmt.Sprintf(line, x.Text)
		}
		lines = append(lines, line)
	}
	return lines
}

func TestParagraphs(t *testing.T) {
	for _, x := range []struct {
		name, before, after string
		want                []string
	}{
		{"nothing", "", "", nil},
		{"the same", "Un.\n\nDeux.", "Un.\n\nDeux.\n", []string{"Un.", "Deux."}},
		{"a word", "Il y eut 3 rencontres cette année.", "Il y eut 2 rencontres cette année.", []string{"Il y eut [-3 -][+2 +]rencontres cette année."}},
		{"added", "Un.", "Un.\n\nDeux.", []string{"Un.", "[+Deux.+]"}},
		{"removed", "Un.\n\nDeux.\n\nTrois.", "Un.\n\nTrois.", []string{"Un.", "[-Deux.-]", "Trois."}},
		{"rewritten whole", "Un deux trois.", "Rien de tout cela.", []string{"[-Un deux trois.-]", "[+Rien de tout cela.+]"}},
	} {
		if got := told(textdiff.Paragraphs(x.before, x.after)); !slices.Equal(got, x.want) {
			t.Errorf("%s: %q, want %q", x.name, got, x.want)
		}
	}
}

// TestBothTextsComeBack: what stays and what was removed is the text before; what stays and what was added is the text after.
func TestBothTextsComeBack(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 8))
	text := func() []string {
		list := make([]string, random.IntN(30))
		for i := range list {
			list[i] = string(rune('a' + random.IntN(4)))
		}
		return list
	}
	for range 2000 {
		before, after := text(), text()
		var was, is []string
		for _, x := range textdiff.Pieces(before, after) {
			if x.Act != textdiff.Added {
				was = append(was, x.Text)
			}
			if x.Act != textdiff.Removed {
				is = append(is, x.Text)
			}
		}
		if !slices.Equal(was, before) || !slices.Equal(is, after) {
			t.Fatalf("%q → %q came back as %q → %q", before, after, was, is)
		}
	}
}

// TestLongTextsAreToldWhole instead of taking the memory of the machine.
func TestLongTextsAreToldWhole(t *testing.T) {
	long := func(word string) []string { return strings.Split(strings.Repeat(word+" ", 3000), " ") }
	list := textdiff.Pieces(long("a"), append([]string{"c"}, long("b")...))
	if len(list) != 6001+1 || list[0].Act != textdiff.Removed {
		t.Errorf("%d pieces", len(list))
	}
}
