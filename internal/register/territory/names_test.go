package territory

import (
	"math/rand/v2"
	"strings"
	"testing"
)

func TestFold(t *testing.T) {
	tests := map[string]string{
		"Saint-Maixent-l'École": "saint maixent l ecole",
		"St-André-de-Cubzac":    "saint andre de cubzac",
		"STE SOULLE":            "sainte soulle",
		"Soulaç/Mer":            "soulac sur mer",
		"Villeneuve s/ Lot":     "villeneuve sur lot",
		"L’Œuf":                 "l oeuf",
		"E\u0301vreux":          "evreux",
		"Paris 11ème":           "paris 11",
		"Lyon 1er":              "lyon 1",
		" --a\u00a0 b..":        "a b",
		"":                      "",
		"/":                     "sur",
	}
	for in, want := range tests {
		if got := Fold(in); got != want {
			t.Errorf("%q folds to %q, want %q", in, got, want)
		}
	}
}

func TestFoldTwiceIsFoldOnce(t *testing.T) {
	for _, c := range Load().communes {
		if once := Fold(c.name); Fold(once) != once {
			t.Errorf("%q: %q, then %q", c.name, once, Fold(once))
		}
	}
}

func TestEditDistance(t *testing.T) {
	tests := []struct {
		a, b       string
		most, want int
	}{
		{"chatellerauld", "chatellerault", 2, 1},
		{"chassenieul", "chasseneuil", 2, 2},
		{"seien et marne", "seine et marne", 2, 1},
		{"deux sevre", "deux sevres", 2, 1},
		{"pessac", "pessac", 0, 0},
		{"pessac", "cenon", 2, 3},
		{"", "ab", 2, 2},
		{"", "abc", 2, 3},
		{strings.Repeat("a", 61), strings.Repeat("a", 61), 2, 3}, // too long to be a place
	}
	for _, tt := range tests {
		for _, pair := range [][2]string{{tt.a, tt.b}, {tt.b, tt.a}} {
			if got := editDistance(pair[0], pair[1], tt.most); got != tt.want {
				t.Errorf("%q to %q: %d, want %d", pair[0], pair[1], got, tt.want)
			}
		}
	}
}

// The bag of letters may let a name through for nothing, but must never rule out one that is near.
func TestSignatureNeverRulesOutANearName(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	communes := Load().communes
	for range 20_000 {
		name := Fold(communes[random.IntN(len(communes))].name)
		wrong := mistype(mistype(name, random), random)
		for most := 1; most <= 2; most++ {
			if editDistance(name, wrong, most) <= most && !sign(name).mayBeWithin(sign(wrong), most) {
				t.Fatalf("%q and %q are %d apart and ruled out", name, wrong, editDistance(name, wrong, most))
			}
		}
	}
}

// mistype makes one typing error.
func mistype(s string, random *rand.Rand) string {
	if len(s) < 2 {
		return s + "x"
	}
	i, letter := random.IntN(len(s)-1), string(rune('a'+random.IntN(26)))
	switch random.IntN(4) {
	case 0:
		return s[:i] + s[i+1:]
	case 1:
		return s[:i] + letter + s[i:]
	case 2:
		return s[:i] + letter + s[i+1:]
	default:
		return s[:i] + s[i+1:i+2] + s[i:i+1] + s[i+2:]
	}
}
