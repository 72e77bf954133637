package claim

import (
	"strings"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/french"
)

// same are words of the field that people use for one another; each stands for the first of its line. Words that lawyers or auditors tell apart
// (participant and bénéficiaire, adhérent and membre) are not here.
var same = map[string]string{
	"visio": "visioconférence", "visios": "visioconférence", "webinaire": "visioconférence", "webinaires": "visioconférence", "webséminaire": "visioconférence", "webinars": "visioconférence", "webinar": "visioconférence",
	"visio-conférence": "visioconférence", "visio-conférences": "visioconférence",
	"participation": "participation", "participations": "participation", // the stemmer makes one of participants and participations: people and times
	"hrs": "heure", "h": "heure", "pers": "personne", "nb": "nombre", "rdv": "rendez-vous", "etp": "etp",
	"assos": "association", "asso": "association", "dépts": "département", "copils": "copil", "cofil": "copil",
}

// kept are words that the stemmer would confuse with others.
var kept = map[string]string{"participation": "participation", "formateur": "formateur", "formateurs": "formateur", "formatrices": "formateur", "formatrice": "formateur", "communication": "communication", "communications": "communication", "organisme": "organisme", "organismes": "organisme"}

// Stem brings the forms of a French word together: "participants" and "participante" are one. It is a key, not a word.
func Stem(w string) string {
	w = strings.ToLower(w)
	if s, ok := same[w]; ok {
		w = s
	}
	if s, ok := kept[w]; ok {
		return s
	}
	w = strings.NewReplacer("·", "", ".e.s", "s", ".e", "", "œ", "oe").Replace(w)
	if strings.HasSuffix(w, "eux") || strings.HasSuffix(w, "aux") {
		w = strings.TrimSuffix(w, "x")
	}
	env := snowballstem.NewEnv(w)
	french.Stem(env)
	return env.Current()
}

// Class is what kind of thing a noun counts: sums are made of things of one class only.
type Class string

// The classes; Other holds what is in no list.
const (
	Other  Class = ""
	People Class = "people"
	Events Class = "events"
	Time   Class = "time"
	Places Class = "places"
	Works  Class = "works"
)

var classes = func() map[string]Class {
	m := map[string]Class{}
	for _, list := range []struct {
		class Class
		words string
	}{
		{People, "participant personne bénéficiaire femme homme fille garçon adulte enfant jeune senior salarié bénévole stagiaire habitant élève étudiant apprenant inscrit présent adhérent membre visiteur public usager " +
			"famille porteur agent collégien lycéen doctorant chercheur enseignant formateur intervenant candidat lauréat abonné répondant demandeur apprenti retraité parent diplômé auditeur sociétaire administrateur élu citoyen spectateur lecteur couple individu"},
		{Events, "atelier séance session date réunion rencontre édition formation visite conférence visioconférence journée événement évènement stage sortie animation permanence rendez-vous entretien intervention soirée spectacle concert exposition module cours colloque séminaire accompagnement action projection comité"},
		{Time, "heure jour mois an année semaine minute demi-journée trimestre semestre"},
		{Places, "site commune département territoire région tiers-lieu lieu quartier ville village canton pays école structure espace établissement entreprise association"},
		{Works, "article publication thèse revue rapport livrable document guide brevet communication ouvrage chapitre"},
	} {
		for _, w := range strings.Fields(list.words) {
			m[Stem(w)] = list.class
		}
	}
	return m
}()

// ClassOf returns the class of a stem.
func ClassOf(stem string) Class { return classes[stem] }

// Generic tells whether a stem alone does not say what is counted: people, hours and days belong to something.
func Generic(stem string) bool {
	switch classes[stem] {
	case People, Time, Events:
		return true
	}
	return stem == "" || stem == "euro"
}
