package lang_test

import (
	"encoding/json"
	"math/big"
	"testing"

	"maillage/internal/kit/lang"
)

func forms(fr, en string) lang.Forms { return lang.Forms{Text: lang.Text{FR: fr, EN: en}} }

func TestAWordAgreesWithItsNumber(t *testing.T) {
	word := forms("infographie|infographies", "infographic|infographics")
	for _, c := range []struct{ number, fr, en string }{
		{"0", "infographie", "infographics"}, {"1", "infographie", "infographic"}, {"3/2", "infographie", "infographics"},
		{"2", "infographies", "infographics"}, {"-1", "infographie", "infographic"}, {"-2", "infographies", "infographics"}, {"199/100", "infographie", "infographics"},
	} {
		n, _ := new(big.Rat).SetString(c.number)
		if fr, en := word.Beside(n, "fr"), word.Beside(n, "en"); fr != c.fr || en != c.en {
			t.Errorf("%s: %q and %q, want %q and %q", c.number, fr, en, c.fr, c.en)
		}
	}
	one := big.NewRat(1, 1)
	if got := forms("relais", "relay|relays").Beside(one, "fr"); got != "relais" {
		t.Errorf("a word of one form is %q", got)
	}
	if got := forms("lieu|lieux", "").Beside(one, "en"); got != "lieu" {
		t.Errorf("without English: %q", got)
	}
	if word.In("fr") != "infographies" || word.Many() != (lang.Text{FR: "infographies", EN: "infographics"}) {
		t.Errorf("alone it is %q, %v", word.In("fr"), word.Many())
	}
	if got := lang.Count(1, "chiffre|chiffres", "figure|figures", "en"); got != "1 figure" {
		t.Error(got)
	}
}

func TestFormsAreOneOrTwo(t *testing.T) {
	for text, want := range map[string]bool{"": true, "%": true, "relais": true, "lieu|lieux": true, "|lieux": false, "lieu|": false, "a|b|c": false, "lieu| ": false} {
		if got := forms(text, "x").Valid(); got != want {
			t.Errorf("%q: %t", text, got)
		}
	}
}

// TestFormsAreATextInJSON: what was frozen before there were two forms is read again.
func TestFormsAreATextInJSON(t *testing.T) {
	var f lang.Forms
	if err := json.Unmarshal([]byte(`{"fr":"dates","en":"stops"}`), &f); err != nil || f != forms("dates", "stops") {
		t.Errorf("%+v, %v", f, err)
	}
	if text, err := json.Marshal(f); err != nil || string(text) != `{"fr":"dates","en":"stops"}` {
		t.Errorf("%s, %v", text, err)
	}
}
