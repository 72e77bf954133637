package ledger

import (
	"strings"

	"maillage/internal/kit/importer"
	"maillage/internal/kit/lang"
	"maillage/internal/programme/agreement"
)

// fields are what a column of a file of entries may hold; headers are compared without accents, case and punctuation.
var fields = []importer.Field{
	{Name: importer.Reference, Label: lang.Text{FR: "Référence", EN: "Reference"}, Headers: []string{"Réf", "N°", "Numéro", "Identifiant", "Ref"}},
	{Name: "kind", Label: lang.Text{FR: "Nature", EN: "Kind"}, Identity: true},
	{Name: "date", Label: lang.Text{FR: "Date", EN: "Date"}, Headers: []string{"Dates", "Quand", "Période", "Mois", "Jour", "Début"}, Identity: true},
	{Name: "end", Label: lang.Text{FR: "Fin", EN: "End"}, Headers: []string{"Date de fin", "Au"}},
	{Name: "section", Label: lang.Text{FR: "Année", EN: "Year"}, Headers: []string{"Exercice", "Année du tableau"}, Identity: true},
	{Name: "title", Label: lang.Text{FR: "Intitulé", EN: "Title"}, Headers: []string{"Titre", "Objet", "Action", "Intervention", "Thème", "Événement", "Libellé", "Rencontre", "Projet", "Numéro de la lettre", "Lettre", "Édition", "Nom"}, Identity: true},
	{Name: "department", Label: lang.Text{FR: "Département", EN: "Department"}, Headers: []string{"Dép", "Dpt", "Dept"}, Identity: true},
	{Name: "commune", Label: lang.Text{FR: "Commune", EN: "Town"}, Headers: []string{"Localisation", "Ville", "Localité"}, Identity: true},
	{Name: "venue", Label: lang.Text{FR: "Lieu", EN: "Venue"}, Headers: []string{"Salle", "Endroit"}, Identity: true},
	{Name: "remote", Label: lang.Text{FR: "Modalité", EN: "Mode"}, Headers: []string{"À distance", "Distanciel"}},
	{Name: "beneficiary", Label: lang.Text{FR: "Bénéficiaire", EN: "Beneficiary"}, Headers: []string{"Tiers-lieu", "Tiers-lieux", "Structure", "Porteur", "Porteur de projet", "Lieu accompagné"}, Identity: true},
	{Name: "beneficiary_department", Label: lang.Text{FR: "Département du bénéficiaire", EN: "Beneficiary's department"}},
	{Name: "participations", Label: lang.Text{FR: "Participations", EN: "Attendances"}, Headers: []string{"Participants", "Nombre de participants", "Présents"}},
	{Name: "people", Label: lang.Text{FR: "Personnes", EN: "People"}, Headers: []string{"Visiteurs", "Porteurs de projets", "Projets", "Nombre", "Personnes distinctes", "Quantité", "Effectif"}},
	{Name: "participants", Label: lang.Text{FR: "Participants FSE", EN: "ESF participants"}, Headers: []string{"Participants FSE+", "Participants (FSE)", "Participants au sens du FSE"}},
	{Name: "hours", Label: lang.Text{FR: "Heures", EN: "Hours"}, Headers: []string{"Durée", "Temps"}},
	{Name: "amount", Label: lang.Text{FR: "Montant", EN: "Amount"}, Headers: []string{"Coût", "Budget", "Prix"}},
	{Name: "activity", Label: lang.Text{FR: "Activité", EN: "Activity"}, Headers: []string{"N° activité", "Action n°"}},
	{Name: "also", Label: lang.Text{FR: "Sert aussi", EN: "Also serves"}, Headers: []string{"Autres activités"}},
	{Name: "same_as", Label: lang.Text{FR: "Déjà noté sous", EN: "Already noted as"}, Headers: []string{"Même action que"}},
	{Name: "tags", Label: lang.Text{FR: "Étiquettes", EN: "Tags"}, Headers: []string{"Besoins", "Mots-clés", "Offre", "Thématique"}},
	{Name: "state", Label: lang.Text{FR: "État", EN: "State"}, Headers: []string{"Statut", "Avancement"}},
	{Name: "partners", Label: lang.Text{FR: "Partenaires", EN: "Partners"}, Headers: []string{"Intervenants", "Avec", "Organisateur"}},
	{Name: "note", Label: lang.Text{FR: "Remarque", EN: "Note"}, Headers: []string{"Commentaire", "Observations", "Notes", "Remarques"}},
}

// FieldName names a field of imported rows for people; that of a reading keeps its own name.
func FieldName(name, language string) string {
	for _, f := range fields {
		if f.Name == name {
			return f.Label.In(language)
		}
	}
	return strings.TrimPrefix(name, readingPrefix)
}

// readingPrefix marks the fields of dated readings.
const readingPrefix = "reading."

// fieldsOf are the common fields after those of readings, whose declared headers win over usual ones.
func fieldsOf(readings []agreement.Reading) []importer.Field {
	list := make([]importer.Field, 0, len(readings)+len(fields))
	for _, r := range readings {
		list = append(list, importer.Field{Name: readingPrefix + r.Name, Label: lang.Text{FR: r.Header, EN: r.Header}})
	}
	return append(list, fields...)
}

// states reads what people write in a column "État"; keys are folded.
var states = map[string]State{
	"": Held, "held": Held, "tenu": Held, "tenue": Held, "realise": Held, "realisee": Held, "fait": Held, "faite": Held, "envoye": Held, "envoyee": Held,
	"planned": Planned, "prevu": Planned, "prevue": Planned, "a venir": Planned, "programme": Planned, "programmee": Planned,
	"cancelled": Cancelled, "annule": Cancelled, "annulee": Cancelled, "reporte": Cancelled, "reportee": Cancelled,
	"in progress": InProgress, "en cours": InProgress, "in_progress": InProgress,
	"completed": Completed, "termine": Completed, "terminee": Completed, "acheve": Completed, "achevee": Completed, "obtenu": Completed, "obtenue": Completed,
	"abandoned": Abandoned, "abandon": Abandoned, "abandonne": Abandoned, "abandonnee": Abandoned,
}

// StateName names a state for people.
func StateName(s State, language string) string {
	if t, ok := stateNames[s]; ok {
		return t.In(language)
	}
	return string(s)
}

var stateNames = map[State]lang.Text{
	Held: {FR: "tenu", EN: "held"}, Planned: {FR: "prévu", EN: "planned"}, Cancelled: {FR: "annulé", EN: "cancelled"},
	InProgress: {FR: "en cours", EN: "in progress"}, Completed: {FR: "terminé", EN: "completed"}, Abandoned: {FR: "abandonné", EN: "abandoned"},
}
