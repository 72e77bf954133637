package claim_test

import (
	"slices"
	"testing"

	"maillage/internal/programme/check"
	"maillage/internal/programme/check/claim"
	"maillage/internal/programme/check/text"
)

func document(t *testing.T, content string) *text.Document {
	t.Helper()
	d, err := text.Read("essai.txt", []byte(content))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func read(t *testing.T, content string) []claim.Claim {
	t.Helper()
	return claim.Of(&check.Corpus{Documents: []*text.Document{document(t, content)}})
}

func TestClaims(t *testing.T) {
	for words, want := range map[string][]string{
		"27 visios thématiques, 356 participants":                                        {"27 visios thématiques []", "356 participants []"},
		"43 visiteurs en 2018 - 35 visiteurs en 2019":                                    {"43 visiteurs [2018]", "35 visiteurs [2019]"},
		"8 CAE et 55 tiers-lieux de la Région":                                           {"8 CAE []", "55 tiers-lieux de la Région []"},
		"80 stagiaires (45 %) de Pons (17)":                                              {"80 stagiaires []", "45  []"},
		"une quinzaine de relais locaux":                                                 {"15 de relais locaux []"},
		"12/04/2019 : réunion au 3e étage, n°12, (33)":                                   nil,
		"2 éditions en 2018 / 4 éditions en 2019 / 2 éditions en 2020 pour 1 250 euros.": {"2 éditions [2018]", "4 éditions [2019]", "2 éditions [2020]", "1250  [2020]"},
	} {
		var got []string
		for _, c := range read(t, words) {
			got = append(got, c.Value.RatString()+" "+c.Words+" "+years(c.Years))
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q:\n got %q\nwant %q", words, got, want)
		}
	}
}

func years(list []int) string {
	s := "["
	for i, y := range list {
		if i > 0 {
			s += " "
		}
		s += string(rune('0'+y/1000)) + string(rune('0'+y/100%10)) + string(rune('0'+y/10%10)) + string(rune('0'+y%10))
	}
	return s + "]"
}

func TestStem(t *testing.T) {
	for _, pair := range [][2]string{{"participants", "participante"}, {"visios", "visioconférences"}, {"éditions", "édition"}, {"tiers-lieux", "tiers-lieu"}} {
		if a, b := claim.Stem(pair[0]), claim.Stem(pair[1]); a != b {
			t.Errorf("%q and %q: %q, %q", pair[0], pair[1], a, b)
		}
	}
}

func TestThings(t *testing.T) {
	names := claim.Names(&check.Corpus{Documents: []*text.Document{document(t, "Les coopératives d'activité et d'emploi (CAE) et les RIM (réseaux des indépendants musicaux).")}})
	for _, c := range []struct {
		a, b        string
		equal, over bool // over: a covers b
	}{
		{"visios", "visioconférences", true, true},
		{"visioconférences", "visios thématiques", false, true},
		{"tiers-lieux labellisés", "tiers-lieux", false, false},
		{"CAE partenaires", "coopératives d'activité partenaires", false, false},
		{"CAE", "coopératives d'activité", true, true},
		{"assemblées générales", "AG", true, true},
		{"participants accueillis", "participantes", true, true},
		{"ateliers cuisine", "ateliers couture", false, false},
	} {
		_, x := claim.Phrase(c.a)
		_, y := claim.Phrase(c.b)
		a, b := claim.ThingOf(names, x), claim.ThingOf(names, y)
		if a.Equal(b) != c.equal || a.Covers(b) != c.over {
			t.Errorf("%q %v and %q %v: equal %v, covers %v", c.a, a, c.b, b, a.Equal(b), a.Covers(b))
		}
	}
}

func TestStems(t *testing.T) {
	got := claim.Stems("Les 1 872 prélèvements d'eau, puis 78.")
	want := []string{"le", "1872", claim.Stem("prélèvement"), "eau", "puis", "78"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestNumbersInWords: a number in words that stands for a thing named before is a claim; "les deux" is none.
func TestNumbersInWords(t *testing.T) {
	for content, want := range map[string]int{"Douze ateliers étaient prévus ; neuf ont eu lieu.": 2, "Nous en avons tenu neuf.": 1, "Les deux ont eu lieu.": 0} {
		if got := read(t, content); len(got) != want {
			t.Errorf("%q: %d claims, want %d", content, len(got), want)
		}
	}
}

func TestClaimsInBrackets(t *testing.T) {
	for words, want := range map[string][]string{
		"Le taux progresse (45 %) dans la Vienne (86).":                  {"45"},
		"615 adhérents contre 540 un an plus tôt (+13,9 %)":              {"615", "540", "139/10"},
		"Onze thèses : trois en 2020, quatre en 2021 et quatre en 2022.": {"11", "3", "4", "4"},
		"Les deux en 2020 étaient prêts.":                                nil,
	} {
		var got []string
		for _, c := range read(t, words) {
			got = append(got, c.Value.RatString())
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: %v, want %v", words, got, want)
		}
	}
}

// A stem of two classes would make the check say one thing today and another tomorrow.
func TestClassesShareNoStem(t *testing.T) {
	for _, pair := range [][2]string{{"commune", "communication"}, {"participant", "participation"}} {
		if claim.Stem(pair[0]) == claim.Stem(pair[1]) {
			t.Errorf("%q and %q have one stem", pair[0], pair[1])
		}
	}
	if c := claim.ClassOf(claim.Stem("communes")); c != claim.Places {
		t.Errorf("communes are %q", c)
	}
}
