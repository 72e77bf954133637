package names_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"maillage/internal/programme/check"
	"maillage/internal/programme/check/rule/names"
	"maillage/internal/programme/check/text"
)

func run(t testing.TB, name, content string) []check.Finding {
	t.Helper()
	d, err := text.Read(name, []byte(content))
	if err != nil {
		t.Fatal(err)
	}
	return check.Run(&check.Corpus{Documents: []*text.Document{d}, Closed: true}, names.Rules)
}

// TestCleanReports: reports of other kinds, full of names that look alike, give nothing, not even a question.
func TestCleanReports(t *testing.T) {
	files, err := filepath.Glob("testdata/*")
	if err != nil || len(files) < 3 {
		t.Fatal(files, err)
	}
	for _, f := range files {
		content, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range run(t, f, string(content)) {
			t.Errorf("%s:%d %s (%s) %q: %s %s", f, x.Line, x.Rule, x.Confidence, x.Words, x.Message.FR, x.Expected.FR)
		}
	}
}

// TestPlanted: what a malicious author would write, in the middle of sentences, lists, tables and titles. Words is what the finding shows.
func TestPlanted(t *testing.T) {
	const twice = "Le réseau Arpège tient la salle. Avec le réseau Arpège, deux stages ont eu lieu.\n\n"
	for _, c := range []struct{ rule, text, words string }{
		// a letter added, missing, doubled, transposed, wrong
		{"spelling-variant", "La Maison Garance a prêté ses locaux. En mai, la Maison Garance a reçu dix classes.\n\nLa Maison Garrance reviendra.", "Garrance"},
		{"spelling-variant", "| Partenaire | Rôle |\n|---|---|\n| Collectif Bastingage | accueil |\n| Ville | salle |\n\nLe Collectif Bastinage a ouvert en juin.", "Bastinage"},
		{"spelling-variant", "L'association Tournesol est partenaire. Un atelier a été mené par l'association Tounresol en mai. Tournesol ouvrira en juin.", "Tounresol"},
		{"spelling-variant", "Les Ateliers du Rempart ont reçu 40 personnes.\n\n## Les Ateliers du Rempard\n\nUne visite a eu lieu.", "Rempard"},
		{"spelling-variant", "- L'Usine Végétale : jardin\n- Le Phare : café\n\nLe jardin de l'Usine Vegétale est ouvert.", "Vegétale"},
		{"spelling-variant", "Le programme Cap'Emploi a aidé 12 personnes. Le programme Cap Emploi continue.", "Cap Emploi"},
		{"spelling-variant", "La plateforme HelloAsso sert aux dons. La plateforme Hello Asso a été mise à jour.", "Hello Asso"},
		{"spelling-variant", "La Fabrique à Idées est ouverte. La Fabrique à Idées a reçu vingt enfants ; la Fabrique à Idée ferme en août.", "Idée"},
		{"spelling-variant", "Le Secours Thouarsais donne des colis. Le Secour Thouarsais a aidé 30 familles. Le Secours Thouarsais recrute.", "Secour Thouarsais"},
		{"spelling-variant", "Le centre Jean-Vilar est rénové. Le centre Jean Vilar a rouvert en mai.", "Jean Vilar"},
		{"spelling-variant", twice + "Les stages du réseau Arpége sont finis.", "Arpége"},
		{"spelling-variant", "La CRESS a validé le plan. La CRESS et la ville ont signé. Une visite de la CERSS a eu lieu.", "CERSS"},
		{"spelling-variant", "Le groupe « Les Tisseuses de Liens » se réunit. Le groupe « Les Tiseuses de Liens » a exposé.", "Tiseuses"},
		// official names
		{"spelling-variant", "Une visite a eu lieu à Bordeau, en juin.", "Bordeau"},
		{"spelling-variant", "Le siège est à Périgeux (24).", "Périgeux"},
		{"spelling-variant", "Une antenne ouvre à Gueret (23).", "Gueret"},
		{"spelling-variant", "Les élus de la Charente-Martime sont venus.", "Charente-Martime"},
		{"spelling-variant", "Les ateliers menés en Correze continuent.", "Correze"},
		{"spelling-variant", "La région Auvergne-Rhônes-Alpes a financé la salle.", "Auvergne-Rhônes-Alpes"},
		{"spelling-variant", "Département\tVisites\nGirond\t2\nLandes\t3\nVienne\t4", "Girond"},
		{"spelling-variant", "La ville de Villeurbane a prêté une salle.", "Villeurbane"},
		// places and departments
		{"territory", "Un forum s'est tenu à La Rochelle (16) en mai.", "La Rochelle (16)"},
		{"territory", "Les lauréats : Ferme du Lac à Ussel (87), Café du Port à Royan (17), Le Relais à Guéret (23).", "Ussel (87)"},
		{"territory", "Deux stages à Quimper, dans le Morbihan, ont réuni 30 jeunes.", "Quimper, dans le Morbihan"},
		{"territory", "Deux journées à Montmorillon (86), Civray (86), Confolens (86) et Ruffec (16).", "Confolens (86)"},
		{"territory", "Des visites à Nantes (44), à Rezé (44) et à Challans (44).", "Challans (44)"},
		{"territory", "The workshop was held à Brive (87) et à Limoges (87).", "Brive (87)"},
		{"spelling-variant", "| Action | Partenaire |\n|---|---|\n| Balade | Vienne Nature |\n| Fête | Vienne Natures |\n| Forum | Vienne Nature |", "Vienne Natures"},
		{"spelling-variant", "Les Trois Cités ont fêté leurs vingt ans. Le centre Les Trois-Cités est plein. Aux Trois Cités, on danse.", "Trois-Cités"},
		{"spelling-variant", "| Commune | Département | Public |\n|---|---|---|\n| Bressuir | Deux-Sèvres | 12 |\n| Saintes | Charente-Maritime | 14 |", "Bressuir"},
		{"territory", "De Foix (09) à Pamiers (09), de Tarascon-sur-Ariège (09) à Ax-les-Thermes (9). Saint-Girons (31) et Saint-Lizier (09) suivent.", "Saint-Girons (31)"},
		{"spelling-variant", "L'équipe d'Emmaüs Connect forme. Emmaüs Connect a prêté des tablettes, et Emmaus Connect une salle.", "Emmaus Connect"},
		{"spelling-variant", "Une visite à Vanne (56).", "Vanne"},
		{"spelling-variant", "La Cabane à Sons, à Redon (35), est ouverte. En mai, la Cabane à Son a reçu 20 élèves.", "Cabane à Son"},
		{"territory", "Réunion publique à Quimper, dans le Morbihan.", "Quimper, dans le Morbihan"},
		{"territory", "Le siège est à Limoges, Gironde.", "Limoges, Gironde"},
		{"territory", "Une antenne ouvre à Nantes (Ille-et-Vilaine).", "Nantes (Ille-et-Vilaine)"},
		{"territory", "Une antenne ouvre à Toulouse (Nouvelle-Aquitaine).", "Toulouse (Nouvelle-Aquitaine)"},
		{"territory", "Charente-Maritime (16) : deux visites ; Gironde (33) : trois.", "Charente-Maritime (16)"},
		{"territory", "Adresse : 12 rue du Port, 17000 Bordeaux", "17000 Bordeaux"},
		{"territory", "| Ville | Dpt | Public |\n|---|---|---|\n| Niort | 79 | 12 |\n| Saintes | 16 | 14 |\n| Pau | 64 | 8 |", "Saintes"},
		{"territory", "| Code postal | Commune |\n|---|---|\n| 79000 | Niort |\n| 86000 | Limoges |", "Limoges"},
		{"territory", "| Département | Région |\n|---|---|\n| Finistère | Bretagne |\n| Sarthe | Bretagne |", "Sarthe"},
		{"territory", "| Département | Participants |\n|---|---|\n| Vienne | 12 |\n| Creuse | 8 |\n| Limoges | 4 |\n| Corrèze | 2 |", "Limoges"},
		{"territory", "Le département de Toulouse soutient l'action.", "Toulouse"},
		{"territory", "L'action touche les treize départements de Nouvelle-Aquitaine.", "treize départements de Nouvelle-Aquitaine"},
		{"territory", "L'ensemble des départements de Bretagne est couvert : Finistère, Morbihan et Ille-et-Vilaine.", "ensemble des départements"},
		{"territory", "Les rencontres ont eu lieu dans l'ensemble des 5 communes.\n\nCommune\tDate\nNiort\tmai\nMelle\tjuin\nThouars\tjuillet", "l'ensemble des 5 communes"},
	} {
		found := ""
		for _, x := range run(t, "texte.md", c.text) {
			if x.Rule == c.rule {
				found += x.Words + "|"
			}
		}
		if c.words == "" != (found == "") || c.words != "" && !strings.Contains(found, c.words) {
			t.Errorf("%s on %q: found %q, want %q", c.rule, c.text, found, c.words)
		}
	}
}

// TestLookAlikes: what looks alike and is not the same.
func TestLookAlikes(t *testing.T) {
	for _, s := range []string{
		"Saint-Martin-de-Ré (17) et Saint-Martin-du-Bec sont jumelées. Saint-Martin-du-Bois aussi.",
		"L'antenne de Montreuil (93) et celle de Montrevel (38).",
		"Le Groupe 1, le Groupe 2, l'Axe I, l'Axe II, la Phase A et la Phase B.",
		"Le Conseiller numérique et la Conseillère numérique accueillent. Les Conseillers Numériques aussi.",
		"Partenariats avec l'ADEME, l'ANAH, l'ANRU, l'ANCT, l'ANCV, la CAF et la CAP.",
		"L'Atelier des Possibles (33) est ouvert. L'Atelier du Possible (64) aussi.",
		"Le GAEC du Bois Joli et ses voisins.\n\nVisite au GAEC des Bois Jolis, puis à l'EARL du Chêne.\n\nL'EARL des Chênes a fermé.",
		"Les ateliers ont eu lieu à Niort, dans la Vienne et dans la Creuse, et à Pau, en Gironde et en Dordogne.",
		"La rue du Maire est fermée. Les communes de Lésigny, Mairé et Leugny (86) ont participé.",
		"La Ruche est pleine. La Roche aussi. La Riche est vide.",
		"Nom\tVille\nLa Grange\tPau\nLa Granges\tDax",
		"Formation des Animateurs. Formations d'Animateur. Formatrice et Formateur.",
		"Tourisme durable. Le Touriste est roi. Journées du Tourisme.",
		"Les Passeurs d'Alpe et Les Passeurs d'Alpes sont deux associations, à ne pas confondre.",
		"Le Pays Basque, le pays basque, LE PAYS BASQUE.",
		"Le Conseil Régional et le Conseil régional ont voté. La Mairie de Bordeaux, la mairie de Pau.",
		"Les stagiaires (12 de Pau, 8 de Dax) ont visité Bayonne, dans les Pyrénées-Atlantiques.",
		"Pau (64 habitants au km²), Lyon (3), Paris (11) et Marseille (13).",
		"Sont venus Bordeaux (12), Paris (15) et Lyon (8).",
		"La Vienne (86), la Charente (16), la Loire (42) et le Nord (59).",
		"Les bords de Loire (44) et le marais de Vienne ont été visités à Nantes (44).",
		"Chaque département de la région sera visité en 2025.",
		"La région Bretagne compte 4 départements. Les 4 départements bretons ont répondu.",
		"L'action vise l'ensemble des départements : elle s'adresse à tous.",
		"Des jeunes de Poitiers, de Niort et de La Rochelle, en Charente-Maritime et en Vienne.",
		"Une délégation s'est rendue à Vienne, en Autriche, puis à Valence, en Espagne.",
		"Département\tDate\nTotal\t12\nVienne\t3\nCreuse\t9",
		"Le département Langues et le département de Sociologie accueillent 12 étudiants.",
		"Le stage a eu lieu à Saint-Étienne (42), à St-Étienne et à Saint-Étienne-du-Rouvray (76).",
		"Rencontres à Couhé (86), à Valence-en-Poitou (86), à Brive (19) et à Bordeaux Métropole (33).",
		"La coopérative d'Oloron (64), de Mont-de-Marsan (40) et de Barbezieux (16).",
		"En Charente, à Cognac, et en Gironde, à Libourne, deux ateliers ont eu lieu.",
		"Simone Dupré, responsable, et Simone Dupret, adjointe, ont signé.",
		"De nouveaux Quartiers, de nouvelles Quartières, un Quartier.",
	} {
		for _, x := range run(t, "texte.txt", s) {
			t.Errorf("%q: %s (%s) %q %s", s, x.Rule, x.Confidence, x.Words, x.Message.FR)
		}
	}
}

// TestPeople: names of people are compared on demand only.
func TestPeople(t *testing.T) {
	d, err := text.Read("equipe.txt", []byte("La salle est tenue par Claire Vasselin, directrice.\n\nUn bilan a été dressé par Claire Vaselin."))
	if err != nil {
		t.Fatal(err)
	}
	for _, people := range []bool{false, true} {
		found := check.Run(&check.Corpus{Documents: []*text.Document{d}, Closed: true, People: people}, names.Rules)
		if (len(found) > 0) != people {
			t.Errorf("people %v: %v", people, found)
		}
	}
}

// TestTwoDocuments: what one document of a report spells, another may spell otherwise.
func TestTwoDocuments(t *testing.T) {
	c := &check.Corpus{}
	for name, content := range map[string]string{"a.txt": "Le réseau Arpège tient la salle. Le réseau Arpège a grandi.", "b.txt": "Une aide du réseau Arpéges est venue. Le stage du réseau Arppège est fini."} {
		d, err := text.Read(name, []byte(content))
		if err != nil {
			t.Fatal(err)
		}
		c.Documents = append(c.Documents, d)
	}
	found := check.Run(c, names.Rules)
	if len(found) != 1 || found[0].File != "b.txt" || found[0].Words != "Arppège" || len(found[0].Related) == 0 {
		t.Errorf("%v", found)
	}
}

func BenchmarkNames(b *testing.B) {
	content, err := os.ReadFile("testdata/saison.md")
	if err != nil {
		b.Fatal(err)
	}
	long := strings.Repeat(string(content), 100)
	for b.Loop() {
		run(b, "long.md", long)
	}
}
