package surface_test

import "testing"

func TestHeadingEmpty(t *testing.T) {
	finds(t, "heading-empty", []found{
		{"# Rapport\n\nIntroduction faite.\n\n## Public\n\n## Lieux\n\nDeux salles.\n\n## Suites", []string{"Public", "Suites"}},
		{"RAPPORT\n\nLe club vit.\n\nII. Sport\n\nIII. Finances\n\nElles vont bien.", []string{"II. Sport"}},
		{"Le club vit.\n\nNOS LIEUX\n\nNOS MOYENS\n\nIls suffisent.", []string{"NOS LIEUX"}},
		{"Le club vit.\n\n## Perspectives\n\nÀ suivre.", []string{"À suivre."}},
		{"Le club vit.\n\n## Résultats\n\nRAS\n\n## Lieux\n\nDeux salles.", []string{"RAS"}},
		{"Voir annexes 1 et 2, et l'annexe B.\n\nAnnexe 1 : comptes\n\nIls sont tenus.", []string{"annexes 1 et 2", "annexe B"}},
		{"Une charte a été signée (cf. charte en pièce jointe) et le bilan ci-joint la cite.", []string{"en pièce jointe", "ci-joint"}},
		{"Le détail figure en annexe; voir annexe financière.", []string{"en annexe", "voir annexe"}},
		{"# Bilan\n\n## Nord\n\n### Public\n\na\n\n### Moyens\n\nb\n\n## Sud\n\n### Public\n\nc\n\n## Est\n\n### Public\n\nd\n\n### Moyens\n\ne", []string{"Sud"}},

		{"# Bilan\n\n## Nord\n\n### Public\n\na\n\n### Moyens\n\nb\n\n## Sud\n\n### Public\n\nc\n\nMoyens : une salle.\n\n## Est\n\n### Public\n\nd\n\n### Moyens\n\ne", nil},
		{"CLUB DU LAC\n\nRAPPORT MORAL\n\nLe club vit.\n\nFait au lac\n\nLe secrétaire", nil},
		{"# Club du lac\n## Rapport 2023\n\nLe club vit.", nil},
		{"Le club vit.\n\nActivité 1 / Accueil\nActivité 2 / Ateliers\nActivité 3 / Visites\n\nTout est fait.", nil},
		{"Les plans sont en annexe du marché, l'annexe 2 du contrat aussi, dans l'annexe de la mairie.", nil},
		{"Le bilan est en annexe.\n\n# Annexes\n\n- le bilan\n- les photos", nil},
		{"Voir annexe A.\n\n## Annexes\n\nAnnexe A – Organigramme\n\nAnnexe B – Comptes", nil},
		{"Le club vit.\n\n## Incidents\n\nNéant\n\n## Écarts\n\nAucun.\n\n## Lieux\n\n| a | b |\n|---|---|\n| 1 | 2 |", nil},
		{"Des dossiers ont été reçus avec les pièces jointes. Les demandes sont faites avec un document joint.", nil},
	})
}
