package numbers

import "testing"

func TestShares(t *testing.T) {
	each(t, percentage, []twin{
		{"Sur 80 articles, 52 sont en accès ouvert, soit 65 %.", "Sur 80 articles, 52 sont en accès ouvert, soit 75 %."},
		{"88 % des patients (274 sur 312) se disent satisfaits.", "78 % des patients (274 sur 312) se disent satisfaits."},
		{"326 installations aidées, dont 118 femmes (36 %).", "326 installations aidées, dont 118 femmes (46 %)."},
		{"Sur ces 9 régates, 4 ont été gagnées (44 %).", "Sur ces 9 régates, 4 ont été gagnées (54 %)."},
		{"54 visites étaient prévues, 47 ont été réalisées (87 %).", "54 visites étaient prévues, 47 ont été réalisées (77 %)."},
		{"127 dossiers reçus et 18 retenus, soit un taux de sélection de 14 %.", "127 dossiers reçus et 18 retenus, soit un taux de sélection de 24 %."},
		{"Le service compte 92 agents. Parmi eux, 71 femmes (77 %).", "Le service compte 92 agents. Parmi eux, 71 femmes (70 %)."},
		{"Elle compte 3 120 inscrits, soit 26 % de la population (12 000 habitants).", "Elle compte 3 120 inscrits, soit 36 % de la population (12 000 habitants)."},
		{"Le club compte 236 licenciés. Les moins de 18 ans sont 97, soit 41 % des licenciés.", "Le club compte 236 licenciés. Les moins de 18 ans sont 97, soit 51 % des licenciés."},
		{"Le budget de formation, 38 k€, a été consommé à 95 % (36,1 k€).", "Le budget de formation, 38 k€, a été consommé à 85 % (36,1 k€)."},
		{"Les inscrits sont 1 404 enfants (45 %), 624 jeunes (20 %) et 1 092 adultes (35 %).", "Les inscrits sont 1 404 enfants (45 %), 624 jeunes (30 %) et 1 092 adultes (35 %)."},
		{"64 personnes : 38 femmes, soit 59 %, et 26 hommes (41 %).", "64 personnes : 38 femmes, soit 59 %, et 26 hommes (31 %)."},
		{"Trois jeunes sur quatre (160 sur 214) reviennent.", "Trois jeunes sur quatre (180 sur 214) reviennent."},
		{"Un tiers des lauréats (6 sur 18) sont en ville.", "La moitié des lauréats (6 sur 18) sont en ville."},
		{"Dépenses : salaires 50 000 euros, loyers 30 000 euros, divers 20 000 euros.\n\nLes salaires représentent 50 % des dépenses.", "Dépenses : salaires 50 000 euros, loyers 30 000 euros, divers 20 000 euros.\n\nLes salaires représentent 60 % des dépenses."},
	})
}

func TestGrowth(t *testing.T) {
	each(t, percentage, []twin{
		{"La saison a attiré 14 320 spectateurs, contre 11 456 la saison précédente, soit une hausse de 25 %.", "La saison a attiré 14 320 spectateurs, contre 11 456 la saison précédente, soit une hausse de 32 %."},
		{"Nous avons mené 284 entretiens en 2023. En 2022, on en comptait 230 ; la hausse est de 23 %.", "Nous avons mené 284 entretiens en 2023. En 2022, on en comptait 230 ; la hausse est de 32 %."},
		{"Recensement : 2018 (192 lieux), 2019 (240 lieux / +25 %).", "Recensement : 2018 (192 lieux), 2019 (240 lieux / +35 %)."},
		{"- 1 840 fermes aidées (1 720 en 2021, +7 %)", "- 1 840 fermes aidées (1 720 en 2021, +12 %)"},
		{"En 2022, 48 600 prêts, en baisse de 4 % par rapport à 2021 (50 625 prêts).", "En 2022, 48 600 prêts, en baisse de 8 % par rapport à 2021 (50 625 prêts)."},
		{"Le coût est passé de 6 250 euros en 2021 à 6 445 euros en 2022, soit + 3,1 %.", "Le coût est passé de 6 250 euros en 2021 à 6 445 euros en 2022, soit + 5,1 %."},
		{"Le taux de remplissage est de 65 %, contre 58 % en 2022, soit 7 points de plus.", "Le taux de remplissage est de 65 %, contre 58 % en 2022, soit 9 points de plus."},
		{"23 agents au 31/12/2022 (25 au 31/12/2021), soit 2 agents de moins.", "23 agents au 31/12/2022 (25 au 31/12/2021), soit 3 agents de moins."},
		{"Le point accueil a reçu 512 porteurs, soit 9 % de plus qu'en 2021 (470).", "Le point accueil a reçu 512 porteurs, soit 19 % de plus qu'en 2021 (470)."},
		{"Le nombre de chutes a diminué de moitié, passant de 124 à 62.", "Le nombre de chutes a diminué de moitié, passant de 124 à 92."},
		{"L'ouverture est passée de 24 à 28 heures par semaine, soit 4 heures de plus.", "L'ouverture est passée de 24 à 28 heures par semaine, soit 6 heures de plus."},
	})
}

func TestMeans(t *testing.T) {
	each(t, percentage, []twin{
		{"84 séances ont reçu 2 016 élèves, soit 24 élèves par séance.", "84 séances ont reçu 2 016 élèves, soit 28 élèves par séance."},
		{"14 bénévoles ont donné 560 heures, soit 40 heures chacun.", "14 bénévoles ont donné 560 heures, soit 50 heures chacun."},
		{"Le coût par adhérent est de 1 353 € (341 000 € pour 252 adhérents).", "Le coût par adhérent est de 1 553 € (341 000 € pour 252 adhérents)."},
		{"La cotisation moyenne est de 150 € (35 400 € pour 236 licenciés).", "La cotisation moyenne est de 170 € (35 400 € pour 236 licenciés)."},
	})
}

func TestRatesInTables(t *testing.T) {
	const sites = "| Site | 2022 | 2023 | Évolution |\n|---|---|---|---|\n| Nord | 100 | 125 | +25 % |\n| Sud | 50 | 60 | +20 % |\n| Est | 80 | 88 | "
	const themes = "| Thème | Sessions | Stagiaires | Moyenne par session |\n|---|---|---|---|\n| Gestion | 48 | 576 | 12 |\n| Élevage | 62 | 806 | 13 |\n| Sols | 55 | 605 | "
	const keyed = "Répartition :\n\n- Ville : 7 160 (50 %)\n- Canton : 4 296 (30 %)\n- Département : 2 148 (15 %)\n- Ailleurs : 716 "
	each(t, percentage, []twin{
		{sites + "+10 % |", sites + "+15 % |"},
		{themes + "11 |", themes + "14 |"},
		{keyed + "(5 %)", keyed + "(8 %)"},
	})
}

func TestPercentageIsSilent(t *testing.T) {
	silent(t, percentage, []string{
		"Le taux de retour est de 38 %, en hausse de 3 points.",
		"Le nombre d'adhérents augmente de 12 % alors que celui des bénévoles recule de 5 % (de 40 à 38).",
		"Deux tiers des adhérents (168 sur 252) habitent la ville, 20 % le canton et 13 % au-delà.",
		"Nous visons 80 % de sorties positives pour 40 personnes.",
		"Près de 16 % des entrées (118 sur 742).",
		"Un peu plus de 20 % des adhérents (126 sur 615).",
		"Les abonnés sont passés de 820 à 1 025 (+25 %), et leur nombre a presque doublé depuis 2018.",
		"L'accueil a reçu 143 enfants différents en 112 jours. La fréquentation moyenne est de 38 enfants par jour.",
		"Le site compte 120 salariés dont 30 cadres. 45 % du chiffre d'affaires vient de l'export.",
		"En 2022, 12 ateliers ; en 2023, 18 ateliers et un taux de présence de 82 %.",
	})
}
