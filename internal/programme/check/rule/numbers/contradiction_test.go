package numbers

import (
	"strings"
	"testing"

	"maillage/internal/programme/check"
	"maillage/internal/programme/check/text"
)

// found runs one rule on texts that make one report, and returns what its findings say.
func found(t *testing.T, r *check.Rule, contents ...string) []string {
	t.Helper()
	c := &check.Corpus{Closed: true}
	for i, content := range contents {
		d, err := text.Read(strings.Repeat("a", i+1)+".md", []byte(content))
		if err != nil {
			t.Fatal(err)
		}
		c.Documents = append(c.Documents, d)
	}
	var list []string
	for _, f := range check.Run(c, []*check.Rule{r}) {
		list = append(list, strings.ReplaceAll(f.Words+": "+f.Message.FR+" "+f.Expected.FR, "\u202f", " "))
	}
	return list
}

func TestContradictionsAreFound(t *testing.T) {
	for content, words := range map[string]string{
		"# Rapport 2022\n\n## Chiffres clés\n\nLe club compte 421 licenciés.\n\n## Voile\n\nLes 412 licenciés ont voté.":                                                                                                                         "412 licenciés",
		"# Rapport 2022\n\n## Essentiel\n\nLe budget de l'année est de 268 400 €.\n\n## Comptes\n\nLe budget de l'année s'élève à 286 400 €.":                                                                                                    "286 400 €",
		"# Saison\n\n## Danse\n\nLa jauge de la petite salle est de 120 places.\n\n## Moyens\n\nLa petite salle compte 140 places.":                                                                                                              "140 places",
		"# Rapport\n\n## Musique\n\nLe festival « Corps en fête » a réuni 1 280 spectateurs.\n\n## Coûts\n\nLe festival « Corps en fête » a attiré 1 820 spectateurs.":                                                                           "1 820",
		"# Rapport\n\n- 11 juin 2022 : coupe du lac, 36 bateaux\n\n## Suite\n\nLa coupe du lac du 11 juin 2022, avec ses 63 bateaux, a plu.":                                                                                                     "63 bateaux",
		"# Rapport 2021\n\n## Synthèse\n\nLe coût total est de 612 000 €.\n\n## Moyens\n\nLe coût total de la saison est de 621 000 €.":                                                                                                          "621 000 €",
		"# Rapport 2021\n\n## Synthèse\n\nLe taux de fréquentation est de 71 %.\n\n## Moyens\n\nLe taux de fréquentation, 77 %, reste bon.":                                                                                                      "77 %",
		"# Rapport 2021\n\n## Contrat\n\nObjectif : 600 adhérents. Résultat : 631.\n\n## Synthèse\n\nLe centre a compté 615 adhérents.":                                                                                                          "615 adhérents",
		"# Rapport 2021\n\n## Stagiaires par site\n\n| Site | 2020 | 2021 | Total |\n|---|---|---|---|\n| Pons | 100 | 120 | 220 |\n| Royan | 252 | 270 | 522 |\n| Total | 352 | 390 | 742 |\n\nEn deux ans, 724 stagiaires ont été accueillis.": "724 stagiaires",
		"# Rapport 2021\n\n## Synthèse\n\n8 coopératives d'activité et d'emploi (CAE) sont partenaires.\n\n## Réseau\n\nLes 9 CAE ont signé la charte.":                                                                                          "9 CAE",
	} {
		list := found(t, contradiction, content)
		if len(list) != 1 || !strings.Contains(list[0], words) {
			t.Errorf("%q:\n%q, want one about %q", content, list, words)
		}
	}
}

func TestNoContradiction(t *testing.T) {
	for _, content := range []string{
		"# Club 2022\n\n## Voile\n\nLa section compte 168 licenciés. Le taux de remplissage est de 87 %.\n\n## Aviron\n\nLa section compte 134 licenciés. Le taux de remplissage est de 74 %.",
		"# Rapport 2022\n\n## Synthèse\n\n38 spectacles et 92 représentations.\n\n## Danse\n\n18 spectacles.\n\n## Musique\n\n20 spectacles.",
		"# Rapport\n\n## Équipe\n\nAu 31 décembre 2021, la maison compte 1 046 agents. Au 31 décembre 2020, l'effectif était de 1 031 agents.",
		"# Rapport\n\nLes ateliers « mobilité » (9 séances) ont réuni 71 personnes ; les ateliers « numérique » (12 séances), 96 personnes.",
		"# Rapport 2022\n\n## En bref\n\nPrès de 300 bénévoles.\n\n## Vie associative\n\nLes 287 bénévoles ont été remerciés.",
		"# Rapport 2022\n\n## En bref\n\nPlus de 250 bénévoles.\n\n## Vie associative\n\nLes 287 bénévoles ont été remerciés.",
		"# Rapport 2022\n\n## En bref\n\nUne quinzaine de relais.\n\n## Relais\n\n14 relais ont signé.",
		"# Rapport 2022\n\n## Objectifs\n\nObjectif : 500 abonnés. Résultat : 486.\n\n## Synthèse\n\n486 abonnés.",
		"# Rapport 2022\n\n## Synthèse\n\n142 adhérents.\n\n## Jeunesse\n\nParmi les adhérents, 38 adhérents ont moins de 26 ans ; 12 nouveaux adhérents sont arrivés.",
		"# Rapport 2022\n\n## Synthèse\n\nLe centre a mené 120 entretiens.\n\n## Méthode\n\nEn moyenne, 10 entretiens par mois et 15 entretiens au maximum.",
		"# Bilan 2020-2022\n\nEn 2020, 192 lieux étaient ouverts.\n\nEn 2021, 196 lieux étaient ouverts.",
		"# Rapport 2022\n\n- Pons : 12 ateliers\n- Royan : 14 ateliers",
		"# Rapport 2022\n\n## Thèses\n\nLe prix des lecteurs a mobilisé 74 votants.\n\n## Prix du public\n\nLe prix du public a mobilisé 82 votants.",
		"# Rapport 2022\n\n## Synthèse\n\nLe budget est de 120 k€.\n\n## Comptes\n\nLe budget est de 120 300 €.",
	} {
		if list := found(t, contradiction, content); len(list) > 0 {
			t.Errorf("%q:\n%q", content, list)
		}
	}
}

// TestContradictionAcrossDocuments: a sheet of figures and a report make one corpus.
func TestContradictionAcrossDocuments(t *testing.T) {
	list := found(t, contradiction, "# Chiffres clés 2022\n\n312 adhérents et 14 salariés.\n", "# Rapport 2022\n\n## Présentation\n\nLes 321 adhérents élisent le conseil.\n")
	if len(list) != 1 || !strings.Contains(list[0], "(a.md)") {
		t.Errorf("%q, want one that names the other file", list)
	}
}

func TestContradictionOnManyNumbersEnds(t *testing.T) {
	var b strings.Builder
	b.WriteString("# Rapport 2022\n")
	for i := range 2000 {
		b.WriteString("\n## Partie\n\nLes " + string(rune('1'+i%9)) + string(rune('0'+i%10)) + string(rune('0'+i/10%10)) + " adhérents ont voté.\n")
	}
	if list := found(t, contradiction, b.String()); len(list) > 0 {
		t.Errorf("%d findings about a thing of which every part has its own", len(list))
	}
}
