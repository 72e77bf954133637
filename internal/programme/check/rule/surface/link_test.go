package surface_test

import "testing"

func TestLink(t *testing.T) {
	finds(t, "link", []found{
		{"Voir htpp://rivage.example et http//rivage.example/offre.", []string{"htpp://rivage.example", "http//rivage.example/offre"}},
		{"Voir https:// www.rivage.example ici.", []string{"https:// www.rivage.example"}},
		{"Voir www,rivage.example et ww.rivage.example", []string{"www,rivage.example", "ww.rivage.example"}},
		{"Voir https://rivage..example/a et https://www.rivage", []string{"https://rivage..example/a", "https://www.rivage"}},
		{"Voir https://https://rivage.example", []string{"https://https://rivage.example"}},
		{"Voir https://rivage.con/offre", []string{"https://rivage.con/offre"}},
		{"Voir http://intranet/bilans et http://192.168.1.12/bilan et http://localhost:8080/x", []string{"http://intranet/bilans", "http://192.168.1.12/bilan", "http://localhost:8080/x"}},
		{"Les comptes : https://asso.sharepoint.com/:x:/s/equipe/abc", []string{"https://asso.sharepoint.com/:x:/s/equipe/abc"}},
		{"Les photos : www.dropbox.com/sh/abcdef et https://we.tl/t-abc", []string{"www.dropbox.com/sh/abcdef", "https://we.tl/t-abc"}},
		{"Les photos : drive.google.com/drive/folders/abc", []string{"drive.google.com/drive/folders/abc"}},
		{`Le fichier est sur \\serveur\partage\bilan.xlsx et C:\Users\accueil\bilan.docx`, []string{`\\serveur\partage\bilan.xlsx`, `C:\Users\accueil\bilan.docx`}},
		{"La page [détail]() et [annexe](#).", []string{"détail", "annexe"}},
		{"La page [rivage.example/offre](https://rivage.example/tarifs).", []string{"rivage.example/offre"}},
		{"Écrire à accueil@rivage..example, accueil@rivage ou accueil @rivage.example", []string{"accueil@rivage..example", "accueil@rivage", "accueil @rivage.example"}},
		{"Écrire à [l'accueil](mailto:accueil@rivage).", []string{"l'accueil"}},
		{"Site : www.quatre-vents.example. Courriel : accueil@quatre-vent.example", []string{"accueil@quatre-vent.example"}},
		{"Site : https://agenda.quatre-vents.example. Courriel : accueil@quatre-vent.example", []string{"accueil@quatre-vent.example"}},
		{"https://data.quatre-vents.example/a puis https://datas.quatre-vents.example/b", []string{"https://datas.quatre-vents.example/b"}},
		{"https://rivage-nord.example/agenda, https://rivage-nord.example/agenda, https://rivage-nord.example/agneda", []string{"https://rivage-nord.example/agneda"}},
		{"http://rivage.example/agenda puis https://rivage.example/agenda", []string{"https://rivage.example/agenda"}},
		{"https://www.rivage.example/agenda puis https://rivage.example/agenda", []string{"https://rivage.example/agenda"}},
		{"https://rivage.example/agenda/ puis https://rivage.example/agenda", []string{"https://rivage.example/agenda"}},
		{"https://rivage.example/Agenda puis https://rivage.example/agenda", []string{"https://rivage.example/agenda"}},
		{"https://rivage.example/%C3%A9t%C3%A9 puis https://rivage.example/ete", []string{"https://rivage.example/ete"}},

		{"Le mail contact@rivage.example, prenom.nom@ville-rivage.fr; @rivage et @rivage@reseau.example.", nil},
		{"Suivre https://reseau.example/@rivage et https://rivage.example/a#b.", nil},
		{"Voir [la partie 2](#partie-2) et [nous écrire](mailto:accueil@rivage.example?subject=Bilan).", nil},
		{"Voir https://www.google.com et https://www.dropbox.com (front page).", nil},
		{"Voir https://docs.google.com/document/d/e/abc/pub", nil},
		{"https://rivage.example/page/1 puis https://rivage.example/page/2, https://rivage.example/fr et https://rivage.example/fe", nil},
		{"Le protocole HTTP/2 et le format http sont libres, w.c. compris.", nil},
		{"Voir [www.rivage.example](https://www.rivage.example/accueil) et [rivage.example/a…](https://rivage.example/a/b).", nil},
		{"https://rivage.example/d/a1b2c3d4e5f6 puis https://rivage.example/d/a1b2c3d4e5g6", nil},
		{"Ouvert de 9h/12h; tarif: 3 €/heure; et/ou; 12/03; http.", nil},
		{"Les hôtes https://rivage.example:8443/a et https://192.0.2.7/a sont ouverts.", nil},
		{"Voir [le fichier](../pieces/comptes.pdf) et `accueil@rivage.example` ou `https://rivage.example/a`.", nil},
		{"rivage.example, www.rivage.example et https://rivage.example/", nil},
	})
}
