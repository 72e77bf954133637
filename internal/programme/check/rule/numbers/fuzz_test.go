package numbers

import (
	"testing"

	"maillage/internal/programme/check"
	"maillage/internal/programme/check/text"
)

// FuzzRules asks that no text, however broken, stops a rule. The seeds are pieces in which numbers, words and ends of sentences overlap.
func FuzzRules(f *testing.F) {
	for _, s := range []string{
		"12 femmes deux (3) ; 5 %, dont soit 4 à 5. 6 %", "les trois quarts 25 % (10 ; 15) de 3 à", "Total : 5\nSoit 4 : 3, 2 et\n- 1", "2 fois (3, 4 et ) sur 5", "un quart des 4 (1 sur 0), 0 %",
		"| a | % |\n|---|---|\n| 1 | 0 % |\n| Total | |", "40 € pour 0 places, soit 1 € en moyenne par place",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := text.Read("essai.md", []byte(s))
		if err != nil {
			return
		}
		for _, found := range check.Run(&check.Corpus{Documents: []*text.Document{d}}, Rules) {
			if found.Line < 1 || found.Message.FR == "" {
				t.Errorf("a finding without place or message: %+v", found)
			}
		}
	})
}
