package days_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"maillage/internal/programme/check"
	"maillage/internal/programme/check/rule"
	"maillage/internal/programme/check/text"
)

// dateRules are the rules about days and events.
var dateRules = []string{"weekday", "date-invalid", "date-outside", "duplicate"}

// findingsOf runs some rules on a text.
func findingsOf(t *testing.T, name, content string, names ...string) []check.Finding {
	t.Helper()
	d, err := text.Read(name, []byte(content))
	if err != nil {
		t.Fatal(err)
	}
	var rules []*check.Rule
	for _, r := range rule.All() {
		if slices.Contains(names, r.Name) {
			rules = append(rules, r)
		}
	}
	if len(rules) != len(names) {
		t.Fatalf("%d rules of %v", len(rules), names)
	}
	return check.Run(&check.Corpus{Documents: []*text.Document{d}, Closed: true}, rules)
}

func testdata(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestCleanDates: three reports in other styles, full of dates, in which nothing is wrong.
func TestCleanDates(t *testing.T) {
	for _, name := range []string{"calendrier-propre.txt", "agenda-propre.md", "prose-propre.txt"} {
		for _, f := range findingsOf(t, name, testdata(t, name), dateRules...) {
			t.Errorf("%s:%d: %s %q: %s", name, f.Line, f.Rule, f.Words, f.Message.FR)
		}
	}
}

// TestPlantedDates writes one defect at a time into the clean reports: the rule must find it on its line, or on that of the other telling,
// and nothing else but what follows from it.
func TestPlantedDates(t *testing.T) {
	for _, p := range []struct{ file, from, to, rule string }{
		{"calendrier-propre.txt", "mardi 15 mars 2022\t", "mardi 16 mars 2022\t", "weekday"},
		{"calendrier-propre.txt", "L'assemblée générale du samedi 14 mai 2022", "L'assemblée générale du dimanche 14 mai 2022", "weekday"},
		{"calendrier-propre.txt", "Ven. 20 mai\t", "Jeu. 20 mai\t", "weekday"},
		{"calendrier-propre.txt", "la seconde, le jeudi 6 octobre,", "la seconde, le lundi 6 octobre,", "weekday"},
		{"calendrier-propre.txt", "Mer. 13 avril\t", "Mer. 31 avril\t", "date-invalid"},
		{"calendrier-propre.txt", "du 10 janvier au 18 février et", "du 10 janvier au 30 février et", "date-invalid"},
		{"calendrier-propre.txt", "voté le 14/12/2020", "voté le 14/14/2020", "date-invalid"},
		{"calendrier-propre.txt", "9h à 12h et de 14h à 18h30", "9h à 12h et de 14h à 18h75", "date-invalid"},
		{"calendrier-propre.txt", "du 7 au 18 février 2022", "du 18 au 7 février 2022", "date-outside"},
		{"calendrier-propre.txt", "mardi 14 juin 2022\t10", "mardi 14 juin 2012\t10", "date-outside"},
		{"calendrier-propre.txt", "Conseil d'administration\tmardi 20 septembre 2022\t13", "Conseil d'administration\tmardi 15 février 2022\t13", "date-outside"},
		{"calendrier-propre.txt", "- Rencontre avec la mission locale le 17 mars 2022", "- Rencontre avec la mission locale le 17 mars 2022\n- Réunion avec la mission locale le 17/03/22", "duplicate"},
		{"calendrier-propre.txt", "- Couture : tous les lundis de 14h à 17h", "- Couture : tous les lundis de 14h à 17h\n- Couture : tous les lundis de 14h à 17h", "duplicate"},
		{"agenda-propre.md", "On Friday 12 March 2021", "On Friday 13 March 2021", "weekday"},
		{"agenda-propre.md", "Thursday, June 10, 2021", "Tuesday, June 10, 2021", "weekday"},
		{"agenda-propre.md", "ouverte le lundi 31 août 2020", "ouverte le mardi 31 août 2020", "weekday"},
		{"agenda-propre.md", "**11 février 2020**", "**30 février 2020**", "date-invalid"},
		{"agenda-propre.md", "| 06/07/2020 | 17/07/2020 |", "| 06/07/2020 | 31/06/2020 |", "date-invalid"},
		{"agenda-propre.md", "de 18h à 23h30", "de 18h à 25h30", "date-invalid"},
		{"agenda-propre.md", "**24 septembre 2020**", "**24 septembre 2019**", "date-outside"},
		{"agenda-propre.md", "**14 au 18 juin 2021**", "**18 au 14 juin 2021**", "date-outside"},
		{"agenda-propre.md", "| 31/08/2020 | 11/09/2020 |", "| 31/08/2020 | 11/08/2020 |", "date-outside"},
		{"agenda-propre.md", "**26 septembre 2019**", "**26 septembre 2009**", "date-outside"},
		{"agenda-propre.md", "- **16 novembre 2021** – Comité scientifique", "- **16 novembre 2021** – Comité scientifique\n- **21 janvier 2021** – Le séminaire « Carbone »", "duplicate"},
		{"agenda-propre.md", "## Gouvernance\n", "## Gouvernance\n\nLe public a pu suivre la Nuit des chercheurs le vendredi 24 septembre 2021, de 18h à 23h30.\n", "duplicate"},
		{"prose-propre.txt", "Samedi 10 février 2024, 20h30", "Samedi 11 février 2024, 20h30", "weekday"},
		{"prose-propre.txt", "le vendredi 13 octobre, l'heure", "le jeudi 13 octobre, l'heure", "weekday"},
		{"prose-propre.txt", "inaugurée le mardi 18 juin 2024", "inaugurée le mardi 31 juin 2024", "date-invalid"},
		{"prose-propre.txt", "du 22 avril au 14 juin", "du 32 avril au 14 juin", "date-invalid"},
		{"prose-propre.txt", "entre le 8 janvier et le 29 mars 2024", "entre le 8 avril et le 29 mars 2024", "date-outside"},
		{"prose-propre.txt", "Samedi 18 novembre 2023, 20h30", "Dimanche 18 novembre 2018, 20h30", "date-outside"},
		{"prose-propre.txt", "Avril 2024 : 1 275 entrées", "Avril 2014 : 1 275 entrées", "date-outside"},
		{"prose-propre.txt", "Elle est ouverte le mardi", "La saison a proposé onze spectacles. Les 212 fiches ont été remises le 28 juin 2024 au service de la commune. Elle est ouverte le mardi", ""},
		{"prose-propre.txt", "\nAxe 4 : le patrimoine\n", "\nEn 2024, la Nuit de la lecture a eu lieu le samedi 20 janvier.\n\nAxe 4 : le patrimoine\n", "duplicate"},
	} {
		clean := testdata(t, p.file)
		if strings.Count(clean, p.from) != 1 {
			t.Errorf("%s: %q stands there %d times", p.file, p.from, strings.Count(clean, p.from))
			continue
		}
		found := findingsOf(t, p.file, strings.Replace(clean, p.from, p.to, 1), dateRules...)
		first := 1 + strings.Count(clean[:strings.Index(clean, p.from)], "\n")
		last := first + strings.Count(p.to, "\n")
		hit := p.rule == ""
		for _, f := range found {
			hit = hit || f.Rule == p.rule && f.Line >= first && f.Line <= last || p.rule == "duplicate" && f.Rule == p.rule && len(f.Related) > 0 && f.Related[0].Line >= first && f.Related[0].Line <= last
			if f.Rule != p.rule {
				t.Logf("%q: also %s, line %d: %s", p.to, f.Rule, f.Line, f.Message.FR)
			}
		}
		if !hit || len(found) > 2 || p.rule == "" && len(found) > 0 {
			t.Errorf("%s, %q: want %s at %d, got %v", p.file, p.to, p.rule, first, brief(found))
		}
	}
}

func brief(list []check.Finding) []string {
	var s []string
	for _, f := range list {
		s = append(s, f.Rule+" "+f.Words+": "+f.Message.FR)
	}
	return s
}
