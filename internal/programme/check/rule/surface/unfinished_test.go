package surface_test

import (
	"testing"

	"maillage/internal/programme/check"
	"maillage/internal/programme/check/rule"
	"maillage/internal/programme/check/text"
)

func TestUnfinished(t *testing.T) {
	finds(t, "unfinished", []found{
		{"Les chiffres provisoires montrent une hausse.", []string{"Les chiffres provisoires"}},
		{"Budget 2021 (provisoire)\n\nLes comptes sont tenus.", []string{"provisoire"}},
		{"Le guide des bonnes pratiques est en cours de rédaction.", []string{"en cours de rédaction"}},
		{"Montant versé : à vérifier", []string{"à vérifier"}},
		{"Le solde s'élève à 1 200 € (à valider avec la trésorière).", []string{"(à valider avec la trésorière)"}},
		{"[Commentaire : demander le chiffre à la comptable] La salle a ouvert.", []string{"[Commentaire : demander le chiffre à la comptable]"}},
		{"VERSION DE TRAVAIL\n\nLa salle a ouvert en mars.", []string{"VERSION DE TRAVAIL"}},
		{"La salle a reçu 12 ? personnes et 30 (?) enfants.", []string{"?", "(?)"}},
		{"Nom\tRôle\nAccueil\t?\nCuisine\tdeux bénévoles", []string{"?"}},
		{"La gestion est confiée au comité. Quid de la cuisine ?", []string{"Quid de la cuisine ?"}},
		{"Bilan\n\nUne salle a ouvert.\n\nEn cours\n\nDeux classes sont venues.", []string{"En cours"}},
		{"Les ateliers (couture, , bois) et l'accueil ( ) sont ouverts.", []string{", ,", "( )"}},
		{"Rapport d'activité 2019-2020\n\nUne charte sera signée d'ici fin 2020 avec la mairie.", []string{"sera signée d'ici fin 2020"}},
		{"La saison 2020-2018 et le stage du 12 au 12 mars.", []string{"2020-2018", "12 au 12"}},
		{"Les partenaires de l'année sont la ville, le département et\n\nLes moyens restent stables.", []string{"et"}},
		{"Le local [rue des Lilas compte deux salles.", []string{"[rue des Lilas compte"}},
		{"Une usagère dit : « je reviendrai. Le local est ouvert.", []string{"« je reviendrai. Le"}},
		{"Le rapport de de la commission est prêt.", []string{"de de"}},
		{"Les bénéficiaires² du fonds sont reçus chaque mois.", []string{"bénéficiaires²"}},
		{"Le taux[^1] monte.", []string{"taux[^1]"}},
		{"Responsable : la directrice ou le comité ?", []string{"la directrice ou le comité ?"}},
		{"La charte - 0 défaut - est signée de 9h à 9h.", []string{"9h à 9h"}},

		{"Le lieu a ouvert en 1987 (date provisoire).", []string{"date provisoire"}},
		{"Les chiffres de la Caf sont en attente de validation.", []string{"en attente de validation"}},
		{"Les données de décembre restent à consolider.", []string{"restent à consolider"}},
		{"Les résultats ne sont pas encore validés par le conseil.", []string{"pas encore validés"}},

		{"Deux demandes sont en attente de validation et l'abri provisoire (logement provisoire) tient.", nil},
		{"Un budget provisoire avait été voté en décembre, puis le budget définitif en mars.", nil},
		{"Deux thèses sont en cours de rédaction et le chantier est en cours de finalisation.", nil},
		{"Les compétences à valider sont au nombre de trois.", nil},
		{"Le cahier de brouillon de chaque élève est relu.", nil},
		{"Action\tÉtat\nSite\tEn cours\nGuide\tTerminé", nil},
		{"Thèmes abordés\n\n- pourquoi le prix libre ?\n- quel statut pour mon café ?", nil},
		{"Quel lieu pour demain ? La question a occupé trois séances.", nil},
		{"Rapport d'activité 2019-2020\n\nPerspectives\n\nUne charte sera signée en 2021.", nil},
		{"Compte rendu de la saison 2023-2024\n\nLa saison suivante ouvrira le 4 octobre 2024.", nil},
		{"Rapport d'activité 2019-2020\n\nObjectifs\n\nUne charte sera signée en 2020.", nil},
		{"Le lieu a ouvert du 12 au 14 mars, de 9h à 17h, saison 2019-2020, 2018/2019.", nil},
		{"Nos partenaires :\n\n- la ville,\n- le département,\n- la région.", nil},
		{"Il vient de (voir plus haut) Tulle : 1) la ville, 2) le bourg, a) le hameau.", nil},
		{"« Nous avons aimé.\n\n« Nous reviendrons. »", nil},
		{"Nous nous retrouvons, donnez-les les jours pairs, vous vous inscrivez.", nil},
		{"Une salle de 30 m² et 12 km² de parc, 5 t de CO₂.", nil},
		{"Le mot **gras** et *italique* et le*la chargé·e.", nil},
		{"La Creuse (23), l'Ain (1) et l'Allier (3).\n\n1. un point\n2. deux points\n3. trois points", nil},
		{"Un hôtel 4* et le contrat¹ aidé.\n\n¹ Contrat de trois ans.", nil},
		{"Les élèves ont demandé : « Quid de la cantine ? »", nil},
		{"Madame, Monsieur,\n\nLe rapport suit.", nil},
		{"Des échanges étaient suivis, dont\n\n- trois visites\n- deux ateliers", nil},
		{"Taille\tPoids\n(en cm)\t(en kg)\n120\t35", nil},
	})
}

// TestUnfinishedInADraft: what is not handed in may be unfinished.
func TestUnfinishedInADraft(t *testing.T) {
	d, err := text.Read("essai.txt", []byte("L'annuaire est en cours de finalisation."))
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rule.All() {
		if r.Name != "unfinished" {
			continue
		}
		list := check.Run(&check.Corpus{Documents: []*text.Document{d}}, []*check.Rule{r})
		if len(list) != 1 || list[0].Severity != check.Notice {
			t.Errorf("an open draft: %v, want one notice", list)
		}
	}
}
