package days

import (
	"math"
	"regexp"
	"strings"
	"unicode"

	"maillage/internal/programme/check/claim"
)

var (
	token = regexp.MustCompile(`[\pL\d]+`)

	// phrases brings together the ways to write one kind of meeting before words are cut.
	phrases = strings.NewReplacer("comités de pilotage", "copil", "comité de pilotage", "copil", "cofil", "copil", "steering committee", "copil",
		"assemblée générale", "ag", "assemblées générales", "ag", "conseil d'administration", "ca", "table ronde", "tableronde", "tables rondes", "tableronde",
		"portes ouvertes", "portesouvertes", "à distance", "distanciel", "en visio", "distanciel", "aap", "appel à projets", "a.g.", "ag")

	plainLetters = strings.NewReplacer("é", "e", "è", "e", "ê", "e", "ë", "e", "à", "a", "â", "a", "ä", "a", "î", "i", "ï", "i", "ô", "o", "ö", "o", "û", "u", "ù", "u", "ü", "u", "ç", "c", "œ", "oe")

	// kindsOfEvent say what sort of thing took place; alone they do not tell one event from another.
	kindsOfEvent = stems("réunion", "rencontre", "atelier", "copil", "ag", "ca", "tableronde", "intervention", "présentation", "participation", "présence", "visite", "formation",
		"visioconférence", "distanciel", "journée", "séance", "conférence", "animation", "échange", "séminaire", "restitution", "accompagnement", "inauguration", "comité",
		"permanence", "sortie", "point", "entretien", "interview", "webinaire", "stage", "session", "meeting", "workshop", "visit", "training", "conference", "forum", "salon", "colloque",
		"accueil", "organisation", "soirée", "matinée", "matinale", "spectacle", "concert", "projection", "portesouvertes", "bilan", "lancement", "ouverture", "clôture")

	// small words say nothing of what took place.
	small = words(`le la les un une des du de d l au aux et ou à en dans sur par pour avec sans chez lors se sa son ses leur leurs ce cette ces qui que dont est sont a ont été être
		nous notre nos vous il elle ils elles on y ne pas plus the of and to in at on for with by an is was were between entre autour via vers sous projet projets cadre
		dept département région lieu date janvier février mars avril mai juin juillet août septembre octobre novembre décembre lundi mardi mercredi jeudi vendredi samedi dimanche h heures`)

	marks = regexp.MustCompile(`(?i)\b\d{1,2}\s?h(?:\s?\d\d)?\b|\b\d{1,2}:\d\d\b|\b(?:groupe|session|s[ée]ance|module|lot|niveau|partie|volet|cycle|salle|promotion|promo|classe|num[ée]ro|n°|group|room|part|jour|day)\s*(?:n°\s*)?(?:\d+|[A-Z]\b|[IVX]+\b)|\b\d+(?:e|er|ère|ème)\b|#\d+|\b(?:matin|apr[èe]s-midi|soir|morning|afternoon|evening)\b`)
)

func words(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[plainLetters.Replace(w)] = true
	}
	return m
}

func stems(list ...string) map[string]bool {
	m := map[string]bool{}
	for _, w := range list {
		m[eventStem(w)] = true
	}
	return m
}

func eventStem(w string) string { return plainLetters.Replace(claim.Stem(w)) }

// eventWords cuts what an entry tells into the words that name the event and those that only say its kind. Numbers are left out: the
// department in brackets, the participants.
func eventWords(s string) (names, kinds map[string]bool) {
	names, kinds = map[string]bool{}, map[string]bool{}
	for _, w := range token.FindAllString(phrases.Replace(strings.ToLower(s)), -1) {
		plain := plainLetters.Replace(w)
		if small[plain] || len(plain) < 2 || !strings.ContainsFunc(plain, unicode.IsLetter) {
			continue
		}
		if stem := eventStem(w); kindsOfEvent[stem] {
			kinds[stem] = true
		} else {
			names[stem] = true
		}
	}
	return names, kinds
}

func eventMarks(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range marks.FindAllString(s, -1) {
		m[strings.ReplaceAll(plainLetters.Replace(strings.ToLower(w)), " ", "")] = true
	}
	return m
}

// rarities weighs each word by how few entries hold it.
func rarities(all []telling) map[string]float64 {
	count := map[string]int{}
	for _, t := range all {
		for w := range t.words {
			count[w]++
		}
	}
	weights := make(map[string]float64, len(count))
	for w, n := range count {
		weights[w] = math.Log(float64(len(all)+2) / float64(n))
	}
	return weights
}
