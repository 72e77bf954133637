package surface_test

import "testing"

func TestNumbering(t *testing.T) {
	finds(t, "numbering", []found{
		{"## 4.1 Nord\n\na\n\n## 4.4 Est\n\nb\n\n## 4.3 Sud\n\nc", []string{"4.4", "4.3"}},
		{"A. Public\n\nIl vient.\n\nII. Lieux\n\nIls ouvrent.\n\nII. Moyens\n\nIls suffisent.\n\nIII. Suite\n\nElle vient.", []string{"II"}},
		{"Annexe 1 : comptes\n\nIls sont tenus.\n\nAnnexe 3 : photos\n\nElles sont belles.", []string{"Annexe 3"}},
		{"Lot 1 : toiture\n\nElle est faite.\n\nLot 2 : murs\n\nIls sont peints. Le lot 4 attend.", []string{"lot 4"}},
		{"## 1. Public\n\nIl vient (cf. § 3.2).\n\n## 2. Lieux\n\nVoir la partie 7.", []string{"§ 3.2", "partie 7"}},
		{"Figure 1 – entrées\n\nElles montent.\n\nFigure 2 – sorties\n\nComme le montre la figure 5, elles baissent.", []string{"figure 5"}},
		{"Actions :\n\n1) accueillir\n2) former\n2) ranger\n3) fermer", []string{"ranger"}},
		{"Le plan : Activité 1 / Accueil Activité 2 & 3 / Ateliers Activité 3 / Visites Activité 4 / Suites", []string{"Activité 3"}},
		{"1 - LE PUBLIC\n\nIl vient.\n\n3 - LES LIEUX\n\n2.1 - Salles\n\nVoir chapitre 8 et 2.6.\n\n3 - LES SUITES\n\nElles viennent.", []string{"3", "2.1", "chapitre 8", "3"}},
		{"Trois temps :\n\na) accueillir\nb) former\nd) loger", []string{"loger"}},
		{"A. Les adhérents\n\nIls viennent.\n\nC. Les bénévoles\n\nIls sont 24.", []string{"C"}},
		{"Objectif 1 : accueillir\n\na\n\nObjectif 2 : former\n\nb\n\nObjectif 5 : loger\n\nc", []string{"Objectif 5"}},
		{"## 1. Public\n\nIl vient.\n\n## 3. Moyens\n\nIls suffisent.\n\n## 2. Lieux\n\nIls ouvrent.", []string{"2"}},

		{"Activité 1 / Accueil\n\na\n\nActivité 2 / Ateliers\n\nb\n\nActivité 3 / Visites\n\nc\n\nBilan\n\n## Suites\n\nActivité 1 / Accueil\n\nd\n\nActivité 3 / Visites\n\ne", nil},
		{"# Site A\n\n## 1. Public\n\na\n\n## 2. Lieux\n\nb\n\n# Site B\n\n## 1. Public\n\nc\n\n## 2. Lieux\n\nd", nil},
		{"## 2019\n\nIls ouvrent.\n\n## 2021\n\nIls ferment.\n\nL'étape 3 du Tour passe ici, à l'article 5 du code.", nil},
		{"1. un\n2. deux\n\nUne phrase.\n\n3. trois\n4. quatre", nil},
		{"Point 1 : budget\n\nAu point 12 du quai, 3 points de vente et la section 4 du parti.", nil},
		{"Le groupe action 8 personnes et les 4 actions 2020 sont closes.", nil},
		{"## 1. Public\n\nUne partie 2 heures plus tard; en partie 30 % de plus.\n\n## 2. Lieux\n\nbien.", nil},
		{"La phase 1 est close, la phase 2 commence.", nil},
		{"Tableau 1 : entrées\n\nMontée.\n\nTableau 2 : sorties\n\nVoir tableaux 1 et 2, axe 3 de la convention.", nil},
	})
}
