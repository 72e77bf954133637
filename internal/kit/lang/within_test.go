package lang_test

import (
	"testing"

	"maillage/internal/kit/lang"
)

func TestWithin(t *testing.T) {
	for words, want := range map[string]string{"Ancienne région": "ancienne région", "Étapes": "étapes", "FSE": "FSE", "": "", "À": "à"} {
		if got := lang.Within(words); got != want {
			t.Errorf("%q inside a sentence: %q, want %q", words, got, want)
		}
	}
}
