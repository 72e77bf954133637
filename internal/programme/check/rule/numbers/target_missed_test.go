package numbers

import (
	"strings"
	"testing"
)

func TestTargetsMissedAreFound(t *testing.T) {
	for content, words := range map[string]string{
		"Nous avons tenu 54 sessions sur les 60 prévues.":                                               "60 − 54",
		"Deux audits sur trois prévus ont été menés.":                                                   "3 − 2",
		"Douze classes étaient attendues pour le concours, neuf ont participé.":                         "12 − 9",
		"12 mares ont été restaurées, pour 15 prévues.":                                                 "15 − 12",
		"Le festival a réuni 1 280 spectateurs (objectif : 1 500).":                                     "1 500 − 1 280",
		"L'objectif était de 12 ateliers ; nous en avons tenu neuf.":                                    "12 − 9",
		"64 classes ont été reçues.\n\nObjectif du contrat : 70 classes.":                               "70 − 64",
		"- Objectif : 300 visiteurs\n- Résultat : 284 visiteurs":                                        "300 − 284",
		"Objectifs. Conduire 120 entretiens dans six communes.\n\nRésultats. 97 entretiens conduits.":   "120 − 97",
		"| Indicateur | Cible 2023 | 2022 | 2023 |\n|---|---|---|---|\n| Lits ouverts | 40 | 32 | 36 |": "40 − 36",
		"| | Sorties | Visites |\n|---|---|---|\n| Prévu | 12 | 30 |\n| Réalisé | 12 | 25 |":            "30 − 25",
		"| Action | Objectif | Réalisé |\n|---|---|---|\n| Satisfaction | ≥ 80 % | 74 % |":              "80 − 74",
		"| Action | Prévu | Réalisé | Commentaires |\n|---|---|---|---|\n| Visites | 30 | 25 | |":       "30 − 25",
	} {
		list := found(t, targetMissed, content)
		if len(list) != 1 || !strings.Contains(list[0], words) {
			t.Errorf("%q:\n%q, want one with %q", content, list, words)
		}
	}
}

func TestTargetsThatAreReachedOrExplained(t *testing.T) {
	for _, content := range []string{
		"Nous avons tenu 60 sessions sur les 60 prévues.",
		"Nous avons tenu 54 sessions sur les 60 prévues : six ont été annulées faute d'inscrits.",
		"Objectif : 60 sessions. Résultat : 54.\n\nLes six sessions manquantes ont été reportées à cause des travaux.",
		"Objectif : 60 sessions. Résultat : 54.\n\n## Écarts\n\nDes sessions n'ont pas trouvé leur public.",
		"| Action | Prévu | Réalisé | Commentaires |\n|---|---|---|---|\n| Visites | 30 | 25 | grève des transports |",
		"| Action | Prévu | Réalisé |\n|---|---|---|\n| Visites | 30 | 25 |\n\nLes visites de novembre ont été annulées.",
		"| Poste | Prévu | Réalisé |\n|---|---|---|\n| Achats | 3 000 € | 2 500 € |",
		"| Indicateur | Cible | Réalisé |\n|---|---|---|\n| Taux d'absentéisme | 8 % | 6 % |\n| Émissions de gaz | 120 | 100 |\n| Mois-personnes | 83 | 80 |",
		"Sur 60 inscrits, 54 ont obtenu leur titre.",
		"42 visiteurs en 2018, contre 35 en 2019.",
		"Objectif : 400 adhérents d'ici 2030. Le centre compte 320 adhérents.",
		"## Perspectives\n\nL'objectif est de 450 licenciés.\n\n## Le club\n\nLe club compte 412 licenciés.",
		"L'objectif de 300 adhérents est dépassé : 312 adhérents.",
		"Le festival a réuni 1 280 spectateurs en quatre jours (objectif : 1 000).",
		"12 chantiers étaient prévus en 2022 et 10 en 2023.",
	} {
		if list := found(t, targetMissed, content); len(list) > 0 {
			t.Errorf("%q:\n%q", content, list)
		}
	}
}
