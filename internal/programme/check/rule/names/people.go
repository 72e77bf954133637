package names

import (
	"regexp"
)

// firstNames are the usual first names of people in France: a capitalised word after one of them is somebody's name. A report writes them
// before family names, and the rules leave people alone.
var firstNames = set(`adele adrien agathe agnes alain albert alexandre alexandra alexis alice aline alix amandine amelie amina anais andre andrea anna anne annick annie anthony antoine antoinette arnaud
	arthur astrid aude audrey aurelie aurelien aurore axel baptiste barbara bastien beatrice benedicte benjamin benoit bernadette bernard bertrand boris brice brigitte bruno camille carine carole
	caroline catherine cecile cedric celia celine chantal charlene charles charlotte chloe christelle christian christiane christine christophe claire clara claudine clelie clement clemence coline colette
	constance corinne coralie cyril cyrille damien daniel danielle david deborah delphine denis deniz diane didier dominique dorothee edith edouard eleonore elias elisabeth elise elodie eloise emeline emile
	emilie emma emmanuel emmanuelle eric erwan estelle esther etienne eugenie eva evelyne fabien fabienne fabrice fanny farid fatima felix flora florence florent florian francis francois francoise franck
	frederic frederique gabriel gabrielle gael gaelle gaetan gaston genevieve geoffroy georges gerald gerard geraldine germain ghislaine gilbert gilles gregoire gregory guillaume gustave guy gwenaelle hakim
	helene henri herve hubert hugo hugues ines irene iris isabelle ivan jacqueline jacques jade jean jeanne jeremie jeremy jerome joanna jocelyne joel joelle johan johanna jonathan jordan jose joseph
	josette judith jules julia julie julien juliette justine karim karine kevin khadija laetitia laura laure laurence laurent laurie lea leila leo leon leonie leslie liliane lionel lisa loic lola louis louise
	luc lucas lucie lucien lucile ludovic lydia lydie madeleine magali maeva manon manuel marc marcel margaux margot marguerite maria marianne marie marina marine marion marjorie marlene marta martin martine maryse
	mathias mathieu mathilde mathis matthieu maud maurice max maxime mehdi melanie melissa michael michel michele micheline mickael mireille mohamed monique morgane mourad muriel myriam nabil nadia nadine
	nathalie nathan nicolas nicole nina noemie nora odile olivia olivier ophelie oriane pascal pascale patrice patricia patrick paul paule pauline perrine philippe pierre quentin rachel rachid raphael raymond
	rebecca regine regis remi remy renaud rene renee richard robert robin rodolphe roger roland romain romane roxane sabine sabrina salome samia samir samuel sandra sandrine sara sarah sebastien serge severine
	simon simone sofia solange solene sonia sophie stephane stephanie sylvain sylvie tanguy tatiana theo therese thibault thibaut thierry thomas tiphaine tristan valentin valerie vanessa veronique victor
	victoria vincent violaine virginie viviane walter william xavier yann yannick yasmina yves yvette yvonne zoe`)

// titles stand before people's names.
var titles = set("m mr mme mlle dr me pr monsieur madame mademoiselle docteur maitre professeur")

// named are things that carry the names of people: "lycée Jean Moulin" is no person.
var named = set(`rue place avenue boulevard allee quai square impasse cours pont lycee college ecole espace salle centre maison fondation institut theatre stade gymnase universite iut hopital mediatheque bibliotheque
	musee parc prix promotion groupe residence saint sainte ile mont port chateau foyer complexe auditorium amphitheatre ehpad clinique halle campus creche cinema`)

// role stands after a person's name: "…, directrice de".
var role = regexp.MustCompile(`^,? ?\(?(?:(?:co|vice|ex)[ -]?)?(?:direct(?:eur|rice)|président|responsable|chargée?|coordinat|coordonnat|animat(?:eur|rice)|fondat|gérante?|maire\b|élue?\b|docteur|format(?:eur|rice)|trésori|secrétaire|facilit|délégué|administrat(?:eur|rice)|intervenante?|cherch(?:eur|euse)|profess|consultante?|adjoint|référente?|conseill[eè]|salariée?\b|bénévole|stagiaire|porteu[rs]|écrivain|artiste|autrice|auteur|ingénieur|doctorant|maîtresse|maître|architecte|médecin|psychologue|éducat(?:eur|rice)|assistante?\b|technicien|sociologue|journaliste|chef|cheffe)`)

// markPeople marks the words that name people, and the family names wherever they stand.
func markPeople(list []*line) {
	families := map[string]bool{}
	for _, l := range list {
		for i := 1; i < len(l.words); i++ {
			if l.personAt(i) {
				l.words[i].person, l.words[i-1].person = true, true
				families[l.words[i].fold] = true
				for j := i + 1; j < len(l.words) && l.words[j].gap == "-"; j++ {
					l.words[j].person = true
					families[l.words[j].fold] = true
				}
			}
		}
	}
	for _, l := range list {
		for i := range l.words {
			w := &l.words[i]
			w.person = w.person || w.capital && families[w.fold] && !(i > 0 && named[l.words[i-1].fold])
		}
	}
}

// personAt tells whether word i is a family name: after a first name, after a title, or before a comma and a role.
func (l *line) personAt(i int) bool {
	w, before := l.words[i], l.words[i-1]
	if !w.capital || w.small || w.number || !before.capital || w.gap != " " && w.gap != "-" && w.gap != ". " || i > 1 && named[l.words[i-2].fold] {
		return false
	}
	switch {
	case titles[before.fold]:
		return true
	case before.small || before.number || w.gap == ". ":
		return false
	case firstNames[before.fold]:
		return true
	}
	return w.gap == " " && !before.loud && (i < 2 || !l.words[i-2].capital) && role.MatchString(l.block.Text[w.to:])
}
