package numbers

import "testing"

func TestSumInSentences(t *testing.T) {
	each(t, sum, []twin{
		{"64 salariés : 41 conseillers, 14 techniciens et 9 administratifs.", "67 salariés : 41 conseillers, 14 techniciens et 9 administratifs."},
		{"L'équipe réunit 7 agents (5 femmes, 2 hommes).", "L'équipe réunit 8 agents (5 femmes, 2 hommes)."},
		{"12 ateliers, 5 en 2018, 4 en 2019 et 3 en 2020.", "12 ateliers, 5 en 2018, 4 en 2019 et 4 en 2020."},
		{"214 jeunes sont venus, dont 120 filles et 94 garçons.", "224 jeunes sont venus, dont 120 filles et 94 garçons."},
		{"Sur 24 projets déposés, 10 ont été financés, 8 refusés et 6 reportés.", "Sur 24 projets déposés, 12 ont été financés, 8 refusés et 6 reportés."},
		{"Les dépenses s'élèvent à 194 000 € : personnel 128 k€, activités 36,5 k€, locaux 22 k€ et divers 7,5 k€.", "Les dépenses s'élèvent à 194 000 € : personnel 128 k€, activités 46,5 k€, locaux 22 k€ et divers 7,5 k€."},
		{"Onze thèses ont été soutenues : trois en 2020, quatre en 2021 et quatre en 2022.", "Treize thèses ont été soutenues : trois en 2020, quatre en 2021 et quatre en 2022."},
		{"742 stagiaires : 352 en 2022 puis 390 en 2023, soit une hausse de 10,8 %.", "724 stagiaires : 352 en 2022 puis 390 en 2023, soit une hausse de 10,8 %."},
		{"64 personnes ont été accueillies : 38 femmes, soit 59 %, et 26 hommes (41 %).", "64 personnes ont été accueillies : 36 femmes, soit 59 %, et 26 hommes (41 %)."},
		{"Les 326 installations se répartissent ainsi : 142 en bovins, 61 en maraîchage, 95 en caprins et ovins, 28 en volailles.",
			"Les 326 installations se répartissent ainsi : 152 en bovins, 61 en maraîchage, 95 en caprins et ovins, 28 en volailles."},
		{"Parmi les 18 lauréats : 11 associations, 4 communes et 3 coopératives.", "Parmi les 18 lauréats : 13 associations, 4 communes et 3 coopératives."},
		{"Recettes : cotisations 35 400 euros, stages 33 600 euros, subventions 21 000 euros, soit un total de 90 000 euros.",
			"Recettes : cotisations 35 400 euros, stages 33 600 euros, subventions 21 000 euros, soit un total de 93 000 euros."},
		{"Les 9 ateliers ont porté sur le logement (3), la mobilité (2), le numérique (2) et la santé (2).", "Les 8 ateliers ont porté sur le logement (3), la mobilité (2), le numérique (2) et la santé (2)."},
		{"Le réseau compte 12 lieux : la Charente (5 lieux), la Vienne (4 lieux) et les Deux-Sèvres (3 lieux).", "Le réseau compte 14 lieux : la Charente (5 lieux), la Vienne (4 lieux) et les Deux-Sèvres (3 lieux)."},
		{"Nous avons tenu 27 km de haies (12 km au nord, 15 km au sud).", "Nous avons tenu 27 km de haies (14 km au nord, 15 km au sud)."},
		{"Répartition par âge : moins de 30 ans, 38 % ; de 30 à 40 ans, 44 % ; plus de 40 ans, 18 %.", "Répartition par âge : moins de 30 ans, 38 % ; de 30 à 40 ans, 54 % ; plus de 40 ans, 18 %."},
	})
}

func TestSumAcrossLines(t *testing.T) {
	each(t, sum, []twin{
		{"Bénévoles par activité : accueil 12, jardin 7, fêtes 9. Soit 28 bénévoles.", "Bénévoles par activité : accueil 12, jardin 7, fêtes 9. Soit 38 bénévoles."},
		{"Dépenses : salaires 231 400 euros, activités 48 250 euros, divers 9 650 euros.\n\nTotal des dépenses : 289 300 euros.",
			"Dépenses : salaires 231 400 euros, activités 48 250 euros, divers 9 650 euros.\n\nTotal des dépenses : 298 300 euros."},
		{"Voile ..... 118\n\nAviron ..... 64\n\nKayak ..... 54\n\nTotal ..... 236", "Voile ..... 118\n\nAviron ..... 46\n\nKayak ..... 54\n\nTotal ..... 236"},
		{"- ferme, 14 enfants\n- mer, 18 enfants\n- forêt, 10 enfants\n\nAu total, 42 enfants sont partis.", "- ferme, 14 enfants\n- mer, 18 enfants\n- forêt, 10 enfants\n\nAu total, 52 enfants sont partis."},
		{"31 sorties ont été enregistrées :\n\n- 8 en emploi durable\n- 6 en emploi court\n- 17 sans solution", "33 sorties ont été enregistrées :\n\n- 8 en emploi durable\n- 6 en emploi court\n- 17 sans solution"},
	})
}

func TestSumInTables(t *testing.T) {
	const balance = "| Poste | Prévu | Réalisé | Écart |\n|---|---|---|---|\n| Salaires | 412 | 418 | 6 |\n| Locaux | 86 | 84 | −2 |\n| Achats | 31 | 27 | −4 |\n| Total | 529 | 529 | "
	each(t, sum, []twin{
		{balance + "0 |", balance + "8 |"},
		{"| Charges | Montant | Produits | Montant |\n|---|---|---|---|\n| Achats | 186 000 € | Billetterie | 154 000 € |\n| Personnel | 142 500 € | Ville | 174 500 € |\n| Total | 328 500 € | Total | 328 500 € |",
			"| Charges | Montant | Produits | Montant |\n|---|---|---|---|\n| Achats | 186 000 € | Billetterie | 154 000 € |\n| Personnel | 142 500 € | Ville | 147 500 € |\n| Total | 328 500 € | Total | 328 500 € |"},
	})
	silent(t, sum, []string{
		// The total of foreseen expenses is not that of resources received: only what answers one another is compared.
		"| Charges | Prévu | Réalisé |\n|---|---|---|\n| Salaires | 412 € | 418 € |\n| Locaux | 86 € | 84 € |\n| Total | 498 € | 502 € |\n\n| Produits | Montant |\n|---|---|\n| Région | 302 € |\n| Usagers | 200 € |\n| Total | 502 € |",
		// A mean of the whole stands under the means of its parts.
		"| Mois | Ouvertures | Passages | Passages par ouverture |\n|---|---|---|---|\n| Janvier | 20 | 410 | 20,5 |\n| Février | 18 | 378 | 21 |\n| Mars | 22 | 517 | 23,5 |\n| Total trimestre | 60 | 1 305 | 21,8 |",
		// Rates of execution stand each for themselves.
		"| Poste | Prévu | Réalisé | Taux d'exécution |\n|---|---|---|---|\n| Taxe | 2 100 | 2 100 | 100 % |\n| Conventions | 1 450 | 1 392 | 96 % |\n| Total | 3 550 | 3 492 | 98,4 % |",
	})
}

func TestSumIsSilent(t *testing.T) {
	silent(t, sum, []string{
		"Nous avons reçu 40 personnes, notamment 15 jeunes et 12 retraités.",
		"412 réponses (plusieurs réponses possibles) : 64 % viennent pour l'artiste, 48 % pour le lieu et 31 % par hasard.",
		"Le public compte 60 % de femmes. 45 % des hommes viennent à pied.",
		"Sur 18 lauréats, 6 sont en ville, 4 en zone rurale et 3 ont moins de 30 ans.",
		"12 séances de 2 heures et 4 animateurs, soit 96 heures.",
		"Le conseil se réunit 6 fois par an, 3 fois à Pons et 2 fois à Royan en moyenne.",
	})
}
