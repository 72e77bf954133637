package score

import (
	"slices"
	"strings"
	"testing"

	"maillage/internal/programme/check/text"
)

func TestPlantIsTheSameForTheSameSeed(t *testing.T) {
	clean := read(t, "testdata", "training.clean.md")
	a, b := Plant(clean, Plan{Seed: 7, Count: 10}), Plant(clean, Plan{Seed: 7, Count: 10})
	if a.Text != b.Text || len(a.Planted) != len(b.Planted) {
		t.Error("two harvests of one plan differ")
	}
	if c := Plant(clean, Plan{Seed: 8, Count: 10}); c.Text == a.Text {
		t.Error("another seed gives the same harvest")
	}
}

// Each rule but those that say so can be sown in each report, each defect is where its entry says, and the rest of the text stands as it was.
func TestPlantSowsEachRule(t *testing.T) {
	for _, r := range reports {
		clean := r.clean(t)
		for _, name := range Sown() {
			for seed := range uint64(5) {
				h := Plant(clean, Plan{Seed: seed, Count: 1, Rules: []string{name}, Stands: stands})
				if len(h.Planted) == 0 {
					if !slices.Contains(h.Barren, name) || h.Text != clean {
						t.Errorf("%s, %s: neither planted nor told", r.name, name)
					}
					t.Logf("%s: no place for %s", r.name, name)
					break
				}
				e := h.Planted[0]
				if e.Rules[0] != name || e.Kind != Defect || len(e.Lines) == 0 {
					t.Errorf("%s, %s: %+v", r.name, name, e)
				}
				changed := changedLines(clean, h.Text)
				shorter := strings.Count(h.Text, "\n") < strings.Count(clean, "\n")
				if !shorter && !slices.ContainsFunc(changed, func(l int) bool { return slices.Contains(e.Lines, l) }) {
					t.Errorf("%s, %s, seed %d: lines %v changed, told %v (%s)", r.name, name, seed, changed, e.Lines, e.Note)
				}
				if len(changed) > 6 {
					t.Errorf("%s, %s, seed %d: %d lines changed", r.name, name, seed, len(changed))
				}
			}
		}
	}
}

// changedLines are the lines between the common beginning and the common end, by the numbers of the new text.
func changedLines(before, after string) []int {
	a, b := strings.Split(before, "\n"), strings.Split(after, "\n")
	from := 0
	for from < min(len(a), len(b)) && a[from] == b[from] {
		from++
	}
	end := 0
	for end < min(len(a), len(b))-from && a[len(a)-1-end] == b[len(b)-1-end] {
		end++
	}
	var list []int
	for l := from + 1; l <= len(b)-end; l++ {
		list = append(list, l)
	}
	return list
}

// No way of sowing is idle: each finds a place in one clean text or more.
func TestEachWayOfSowingFindsAPlace(t *testing.T) {
	for rule, ways := range sowers {
		for i, way := range ways {
			places := 0
			for _, r := range reports {
				places += len(way(newGarden(r.clean(t), Plan{Stands: stands})))
			}
			if places == 0 {
				t.Errorf("%s, way %d: no place in any text", rule, i+1)
			}
		}
	}
}

func TestPlantDoesNotTouchWhatIsNotSure(t *testing.T) {
	for _, c := range []struct{ rule, content string }{
		{"sum", "| a | n |\n|---|--:|\n| b | 4 |\n| c | 9 |\n| Total | 12 |\n"},
		{"percentage", "On compte 40 personnes sur 90, soit 50 %.\n"},
		{"weekday", "- lundi 2 janvier 2024 : rentrée\n"},
		{"list-count", "Trois jeux :\n\n- la balle\n- la corde\n"},
		{"link", "Voir le site de la Ville.\n"},
		{"spelling-variant", "La Pirouette joue. Une pirouette de La Pirouette, puis La Pirouette.\n"},
		{"target-missed", "Objectif : 300 visites. Résultat : 284.\n"},
		{"numbering", "# 1. A\n\n# 3. B\n\n# 4. C\n"},
		{"date-outside", "## De 2019 à 2021\n\n- lundi 6 janvier 2020 : vœux\n"},
		{"territory", "Une fête à Bruz (35).\n"}, // without a gazetteer
		{"sum", "On compte 30 jeunes : 12 filles et 19 garçons.\n"},
		{"sum", "Le centre a 30 places, 12 pour les petits et 18 pour les autres.\n"}, // two parts may be a chance
		{"sum", "Danse : 4 soirées\nCirque : 9 soirées\nTotal : 12 soirées\n"},
		{"percentage", "Le club a 40 équipes et 20 arbitres. La moitié, soit 50 %, sont des femmes.\n"},
		{"percentage", "| a | n | part |\n|---|--:|--:|\n| b | 40 | 45 % |\n| c | 60 | 60 % |\n| Total | 100 | 100 % |\n"},
		{"contradiction", "- lundi 6 janvier 2020 : salon, 35 entreprises\n- mardi 7 janvier 2020 : forum, 35 entreprises\n"},
		{"contradiction", "Le site a reçu 35 stagiaires. L'autre site a reçu 36 stagiaires.\n"},
		{"list-count", "Trois lieux, dont un neuf : Pau, Dax, Agen.\n"},
		{"list-count", "Trois lieux : Pau, Dax, Agen, etc.\n"},
		{"duplicate", "# A\n\n- lundi 6 janvier 2020 : vœux\n"}, // too short to be known again
		{"spelling-variant", "La salle Arcadia, à Nantes. Un bal à Arcadia.\n"},
		{"target-missed", "Objectif : 300 visites. Résultat : 310.\n\n# Écarts\n\nLes visites ont été moins longues.\n"},
		{"heading-empty", "## A\n\nQuatre jeux :\n\n- un\n- deux\n\n## Écarts\n\nRien ne manque\n\n## B\n\nfin\n"},
	} {
		if h := Plant(c.content, Plan{Count: 1, Rules: []string{c.rule}}); h.Text != c.content || len(h.Barren) != 1 {
			t.Errorf("%s is planted: %q", c.rule, h.Text)
		}
	}
}

func TestMovedFollowsTheWords(t *testing.T) {
	content := "<ul>\n<li>un &amp; deux</li>\n</ul>\n<p>trois</p>\n<tr><td>quatre</td><td>5</td></tr>\n"
	d, err := text.Read("t.txt", []byte("un & deux\n\ntrois\nquatre\t5\n"))
	if err != nil {
		t.Fatal(err)
	}
	got := Moved([]Entry{{Lines: []int{2, 4}}, {Lines: []int{5}}}, content, d)
	if !slices.Equal(got[0].Lines, []int{1, 3}) || !slices.Equal(got[1].Lines, []int{4}) {
		t.Errorf("%v %v", got[0].Lines, got[1].Lines)
	}
}
