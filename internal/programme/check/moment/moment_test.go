package moment_test

import (
	"slices"
	"testing"
	"time"

	"maillage/internal/programme/check"
	"maillage/internal/programme/check/moment"
	"maillage/internal/programme/check/text"
)

func read(t *testing.T, name, content string) []moment.Moment {
	t.Helper()
	d, err := text.Read(name, []byte(content))
	if err != nil {
		t.Fatal(err)
	}
	return moment.Of(&check.Corpus{Documents: []*text.Document{d}})
}

// TestFind gives for each text the dates as written and their first and last day.
func TestFind(t *testing.T) {
	for content, want := range map[string][]string{
		"30/05/18 Atelier QVT à Paris 07/06/18 COFIL du projet":                            {"30/05/18=2018-05-30", "07/06/18=2018-06-07"},
		"les 19 & 20 avril 2018 puis les 3, 9 & 10/11/10":                                  {"19 & 20 avril 2018=2018-04-19..2018-04-20", "3, 9 & 10/11/10=2010-11-03..2010-11-10"},
		"Stage du 3 au 5 mars 2020 à Pau":                                                  {"du 3 au 5 mars 2020=2020-03-03..2020-03-05"},
		"Le lundi, juillet 9, 2018 nous étions 12.":                                        {"lundi, juillet 9, 2018=2018-07-09"},
		"Le 2019-03-12, puis le 12.04.2019":                                                {"2019-03-12=2019-03-12", "12.04.2019=2019-04-12"},
		"On Tuesday 12 March 2019 and March 14th, 2019":                                    {"Tuesday 12 March 2019=2019-03-12", "March 14th, 2019=2019-03-14"},
		"Copil 16/9e, format 16/9, 3/4 des répondants, la note de 4/5.":                    nil,
		"Tél. 05.12.34.56.78 ou 05 12 34 56 78, article 12.3.19, v 1.2.19":                 nil,
		"https://exemple.org/2018/09/19/page et rapport-12-04-2019.pdf":                    nil,
		"n° 12/04/19, réf. 2019-12-03, convention n° 2018-28":                              nil,
		"12 ateliers, 15 personnes et 20 %, 35 h par semaine":                              nil,
		"En 2019, 15 personnes et en mars 40":                                              nil,
		"Salle 4, 12/03/2019":                                                              {"12/03/2019=2019-03-12"},
		"Le 12 mars 2019, puis le mardi 16 avril":                                          {"12 mars 2019=2019-03-12", "mardi 16 avril=2019-04-16"},
		"Ouvert de mars à juin 2020":                                                       {"de mars à juin 2020=2020-03-01..2020-06-30"},
		"Le 31/04/2019 et le 31 juin":                                                      {"31/04/2019=", "31 juin="},
		"loi du 5 mars 2014":                                                               {"du 5 mars 2014=2014-03-05"},
		"Rendez-vous le 12/05 ; reste 1/2 journée. 2e réunion le 30/06, 3e le 15/09/2021.": {"12/05=2021-05-12", "30/06=2021-06-30", "15/09/2021=2021-09-15"},
	} {
		var got []string
		for _, m := range read(t, "essai.txt", content) {
			s := m.Spot.Words() + "="
			if len(m.Days) > 0 {
				s += m.Start().Format(time.DateOnly)
			}
			if len(m.Days) > 1 {
				s += ".." + m.End().Format(time.DateOnly)
			}
			got = append(got, s)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q:\n got %q\nwant %q", content, got, want)
		}
	}
}

func TestYearInForce(t *testing.T) {
	for content, want := range map[string]moment.Source{
		"ANNEE 2019\n\nmardi 12 mars : réunion":                                       moment.Heading,
		"Calendrier 2019\t\nDate\tLieu\nmardi 12 mars\tPau\njeudi 4 avril\tDax":       moment.Caption,
		"Lieu\tDates 2019\nPau\tmardi 12 mars\nDax\tjeudi 4 avril":                    moment.Column,
		"Année\tDate\tLieu\n2019\tmardi 12 mars\tPau\n2019\tjeudi 4 avril\tDax":       moment.Column,
		"Le 4 mars 2019 puis le mardi 12 mars.":                                       moment.Written,
		"Réunion le mardi 12 mars.":                                                   moment.Unknown,
		"RAPPORT D'ACTIVITE 2019\n\nLe mardi 12 mars, l'équipe a reçu les habitants.": moment.Title,
	} {
		list := read(t, "essai.txt", content)
		if len(list) == 0 || list[0].Source != want || (want != moment.Unknown && list[0].Year != 2019) {
			t.Errorf("%q: %+v, want %s", content, list, want)
		}
	}
}

func TestRoles(t *testing.T) {
	for content, want := range map[string][]moment.Role{
		"12/03/2019 : Réunion publique":                                     {moment.Head},
		"12 mars 2019 – Réunion publique":                                   {moment.Head},
		"Le 12 mars 2019, le conseil s'est réuni.":                          {moment.Prose},
		"- Inauguration du lieu le 12 mars 2019":                            {moment.Tail},
		"- le 12 mars 2019 : inauguration":                                  {moment.Head},
		"30/05/18 Atelier à Paris 07/06/18 Comité à Pau 22/06/18 Comité":    {moment.Head, moment.Head, moment.Head},
		"La convention signée le 12/12/2017 a pris effet le 01/01/18 à Pau": {moment.Prose, moment.Prose},
		"Lieu\tDate\nPau\t12/03/2019\nDax\t13/03/2019":                      {moment.Head, moment.Head},
	} {
		var got []moment.Role
		for _, m := range read(t, "essai.txt", content) {
			got = append(got, m.Role)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", content, got, want)
		}
	}
}

func TestLegalAndCited(t *testing.T) {
	for content, want := range map[string][2]bool{
		"la loi n° 2014-12 du 31 juillet 2014":             {true, false},
		"arrêté préfectoral du 4 mai 2020":                 {true, false},
		"association créée le 12 mars 2009":                {false, true},
		"ouvert depuis le 3 mars 2012":                     {false, true},
		"Au 31 décembre 2021, 40 adhérents":                {false, true},
		"La réunion publique au siège, le 12 mars 2019":    {false, false},
		"Initiation au tissage, tenue le 14 mars 2019 ici": {false, false},
	} {
		list := read(t, "essai.txt", content)
		if len(list) != 1 || list[0].Legal != want[0] || list[0].Cited != want[1] {
			t.Errorf("%q: %+v", content, list)
		}
	}
}

func TestLists(t *testing.T) {
	d, err := text.Read("essai.md", []byte("# Agenda\n\n- 12/03/2019 : un\n- 14/03/2019 : deux\n\n# Suite\n\n- 1/04/2019 : trois\n\n| Date | Lieu |\n|---|---|\n| 3/05/2019 | Pau |\n| 4/05/2019 | Dax |\n"))
	if err != nil {
		t.Fatal(err)
	}
	var got []int
	for _, l := range moment.Lists(&check.Corpus{Documents: []*text.Document{d}}) {
		got = append(got, len(l.Entries))
	}
	if !slices.Equal(got, []int{2, 1, 2}) {
		t.Errorf("lists of %v entries", got)
	}
}
