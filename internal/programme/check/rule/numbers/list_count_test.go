package numbers

import "testing"

func TestListCount(t *testing.T) {
	const table = "\n\n| Atelier | Lieu |\n|---|---|\n| Couture | Pons |\n| Vélo | Royan |\n| Radio | Saujon |\n| Total | 3 |"
	each(t, listCount, []twin{
		{"Trois valeurs guident le projet :\n\n1. l'accueil ;\n2. la pédagogie ;\n3. l'ancrage.", "Quatre valeurs guident le projet :\n\n1. l'accueil ;\n2. la pédagogie ;\n3. l'ancrage."},
		{"Quatre parcours ont été menés avec les écoles :\n\n- la fabrique du conte\n- le corps et la scène\n- l'oreille\n- la critique", "Cinq parcours ont été menés avec les écoles :\n\n- la fabrique du conte\n- le corps et la scène\n- l'oreille\n- la critique"},
		{"Sur 40 dossiers, trois ont été retenus :\n\n- la Ruche\n- le Port\n- la Gare", "Sur 40 dossiers, quatre ont été retenus :\n\n- la Ruche\n- le Port\n- la Gare"},
		{"Les trois salles de la ville (le Théâtre, la Grange et l'Auditorium) ont ouvert.", "Les quatre salles de la ville (le Théâtre, la Grange et l'Auditorium) ont ouvert."},
		{"Cinq partenaires interviennent : la mission locale, le CCAS, le centre de santé, l'association Roue Libre et l'auto-école.", "Quatre partenaires interviennent : la mission locale, le CCAS, le centre de santé, l'association Roue Libre et l'auto-école."},
		{"L'équipe réunit neuf personnes : une directrice, quatre animateurs, deux agents d'accueil et deux comptables.", "L'équipe réunit dix personnes : une directrice, quatre animateurs, deux agents d'accueil et deux comptables."},
		{"Le conseil s'est réuni trois fois (14 mars, 27 juin et 21 novembre 2022).", "Le conseil s'est réuni quatre fois (14 mars, 27 juin et 21 novembre 2022)."},
		{"Le comité s'est réuni à quatre reprises : en mars, juin, septembre et décembre.", "Le comité s'est réuni à cinq reprises : en mars, juin, septembre et décembre."},
		{"Le conseil a tenu 3 réunions (12 mars, 4 avril et 6 mai).", "Le conseil a tenu 4 réunions (12 mars, 4 avril et 6 mai)."},
		{"La lettre a eu 5 numéros (n° 12 à 16).", "La lettre a eu 6 numéros (n° 12 à 16)."},
		{"Les 3 ateliers sont présentés ci-dessous." + table, "Les 4 ateliers sont présentés ci-dessous." + table},
		{"Deux conventions ont été prolongées : celles de la commune de Port-Brillec et de l'association Terre Neuve.", "Trois conventions ont été prolongées : celles de la commune de Port-Brillec et de l'association Terre Neuve."},
	})
}

func TestListCountIsSilent(t *testing.T) {
	silent(t, listCount, []string{
		"Cinq communes, parmi lesquelles :\n\n- Pons\n- Royan",
		"Nous avons organisé 3 séjours : deux à la montagne et un à la mer, avec 12, 15 et 10 jeunes.",
		"Cinq communes ont répondu : Pons, Royan, etc.",
		"62 animations ont été proposées :\n\n- 24 ateliers\n- 38 rencontres",
		"Le projet réunit quatre villes :\n\n- Pons et Royan\n- Saintes\n- Saujon",
		"Trois fonctions publiques : une réalité, une chance !",
		"Les 27 stagiaires suivent la formation pendant 6 mois : théorie, stage, bilan.",
		"Deux rencontres ont eu lieu (12 participants).",
		"Les ateliers ont duré 3 heures : accueil, pratique.",
		"27 visios thématiques\n\n- le télétravail\n- le compost\n- le jardin",
	})
}
