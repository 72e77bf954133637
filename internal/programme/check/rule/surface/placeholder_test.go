package surface_test

import (
	"testing"

	"maillage/internal/programme/check"
	"maillage/internal/programme/check/rule"
	"maillage/internal/programme/check/text"
)

// words returns what one rule finds in a text, in reading order.
func words(t *testing.T, name, file, content string) []string {
	t.Helper()
	d, err := text.Read(file, []byte(content))
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, r := range rule.All() {
		if r.Name != name {
			continue
		}
		for _, f := range check.Run(&check.Corpus{Documents: []*text.Document{d}, Closed: true}, []*check.Rule{r}) {
			list = append(list, f.Words)
		}
	}
	return list
}

// finds runs a rule on texts, each with the words that it must find, in order.
func finds(t *testing.T, name string, cases []found) {
	t.Helper()
	for _, c := range cases {
		got := words(t, name, "essai.txt", c.text)
		if len(got) != len(c.want) {
			t.Errorf("%q:\n got %q\nwant %q", c.text, got, c.want)
			continue
		}
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("%q:\n got %q\nwant %q", c.text, got, c.want)
			}
		}
	}
}

type found struct {
	text string
	want []string
}

func TestPlaceholder(t *testing.T) {
	finds(t, "placeholder", []found{
		{"Soit X % des stagiaires.", []string{"X"}},
		{"La ville compte X habitants.", []string{"X"}},
		{"Environ X personnes sont venues, et XX bénévoles.", []string{"X", "XX"}},
		{"Montant total : XX XXXX €", []string{"XX XXXX"}},
		{"Le comité s'est réuni le XX/XX/2020.", []string{"XX/XX/2020"}},
		{"Subvention de X € versée en mars.", []string{"X"}},
		{"Nombre de réunions : X", []string{"X"}},
		{"Un total de X.", []string{"X"}},
		{"Le rapport couvre 20XX.", []string{"20XX"}},
		{"Le budget (à préciser) sera voté.", []string{"à préciser"}},
		{"Intervenant : à définir", []string{"à définir"}},
		{"Lieu : à confirmer avec la mairie", []string{"à confirmer"}},
		{"Date de signature : à venir", []string{"à venir"}},
		{"Chiffres de fréquentation (chiffres à compléter)", []string{"à compléter"}},
		{"Nombre d'adhérents\t?? personnes\t3", []string{"??"}},
		{"La cheffe de projet [nom] a pris son poste [à préciser].", []string{"[nom]", "[à préciser]"}},
		{"L'association <nom de la structure> remercie ses membres.", []string{"<nom de la structure>"}},
		{"Signé le ____ à Tulle", []string{"____"}},
		{"Texte : lorem ipsum dolor sit amet, consectetur.", []string{"lorem ipsum dolor sit amet, consectetur"}},
		{"Cher «Prénom», votre code est {{code}}.", []string{"«Prénom»", "{{code}}"}},
		{"Année\tMontant\n2019\t1 200 €\n2020\t#DIV/0!", []string{"#DIV/0!"}},
		{"Année\tEntrées\n2019\t120\n2020\tX\n2021\t140", []string{"X"}},
		{"Le calendrier reste TBD.", []string{"TBD"}},
		{"La session s'est tenue en juin. [...] Elle a réuni vingt personnes.", []string{"[...]"}},
		{"Le taux d'insertion s'élève à … % en 2021.", []string{"… %"}},
		{"Voir Erreur ! Source du renvoi introuvable pour le détail.", []string{"Erreur ! Source du renvoi introuvable pour le détail"}},
		{"Moyenne : NaN", []string{"NaN"}},
		{"La convention est passée avec XXXX pour trois ans.", []string{"XXXX"}},
		{"Un exemplaire a été remis à chacun des x participants, X adultes et X enfants.", []string{"x", "X", "X"}},

		{"Parmi eux :\n\n- X cherchent un emploi ;\n- X sont en formation.", []string{"X", "X"}},
		{"Samedi X janvier 2023 : galette", []string{"X"}},
		{"X souvent cité, X content de lui, Monsieur X présent ce jour.", nil},
		{"Louis X régna peu; l'axe X du plan et l'annexe X sont clos.", nil},
		{"Les réseaux : Facebook, X et LinkedIn.", nil},
		{"Nous publions sur X (ex-Twitter) et X compte peu.", nil},
		{"Monsieur X et Madame Y ont signé.", nil},
		{"La société X facture, plainte contre X.", nil},
		{"Le chapitre XX traite du XXe siècle; taille XXL.", nil},
		{"Deux séances X 3 heures, 2 x 15 minutes, 4 X 100 mètres.", nil},
		{"Soit la fonction f(X) avec X et Y.", nil},
		{"Les travaux à venir et les années à venir.", nil},
		{"Un dossier à compléter est envoyé aux familles.", nil},
		{"Il reste des points à préciser avec la mairie avant l'ouverture de la salle.", nil},
		{"Pourquoi venir ? Que faire ??", nil},
		{"Selon une usagère : « J'ai trouvé [...] un emploi »", nil},
		{"Voir [le site](https://exemple.fr/XX/page) et [Durand, 2019], [sic], [1].", nil},
		{"Sommaire\n\nIntroduction .......... 2\nBilan ........ 14", nil},
		{"________________", nil},
		{"Les dates s'écrivent au format JJ/MM/AAAA.", nil},
		{"Oui : X Non :", nil},
		{"Le groupe a lu, écrit, chanté... puis joué.", nil},
		{"Critère\tOui\tNon\nAccessible\tX\t\nGratuit\t\tX", nil},
		{"Une prénom [prénom modifié] parle.", nil},
		{"Le document « Guide à compléter » est en ligne.", nil},
		{"Il y a 5 < 7 et a > b dans le tableau.", nil},
		{"Documents à compléter", nil},
		{"Perspectives\n\nUn festival (à venir)", nil},
	})
}
