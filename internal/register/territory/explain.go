package territory

import (
	"slices"
	"strings"
)

// Explain says in one or two sentences what was read and how to mend it, in French or, for "en", in English.
func Explain(r Reading, lang string) string {
	t := french
	if lang == "en" {
		t = english
	}
	said := []string{t.head(r)}
	for _, issue := range r.Issues {
		if issue != IssueHomonym || r.Kind != Ambiguous { // the list of candidates has said it
			said = append(said, t.issues[issue])
		}
	}
	return t.fill(strings.Join(said, " "), r)
}

// head is the first sentence: what was read, or what it may be.
func (t texts) head(r Reading) string {
	switch {
	case r.Kind == Found:
		return t.label(*r.Match) + "."
	case r.Kind == Ambiguous && slices.Contains(r.Issues, IssueNotDepartment):
		return "{list}."
	case r.Kind == Ambiguous:
		return t.ambiguous
	case r.Kind == Empty:
		return t.empty
	}
	return t.unknown
}

// texts are the sentences of one language. {text} is what was written, {name} what was read, {list} the candidates and {department} the
// department that is sure.
type texts struct {
	ambiguous, unknown, empty         string
	today, region, former, department string
	remote                            string
	issues                            map[string]string
}

// label names a match so that it can be told from its homonyms.
func (t texts) label(m Match) string {
	name := m.Name
	if m.District != "" {
		name = m.District
	}
	switch m.Kind {
	case KindRemote:
		return t.remote
	case KindRegion:
		return t.region + name
	case KindFormerRegion:
		return t.former + name
	case KindDepartment:
		return t.department + name + " (" + m.Code + ")"
	}
	if m.Former != "" {
		name = m.Former + t.today + name
	}
	if m.Department != "" {
		name += " (" + m.Department + ")"
	}
	return name
}

func (t texts) fill(s string, r Reading) string {
	var list []string
	for _, m := range r.Candidates {
		list = append(list, t.label(m))
	}
	name := ""
	if r.Match != nil {
		name = r.Match.Name
	}
	return strings.NewReplacer(
		"{text}", strings.TrimSpace(r.Text), "{name}", name, "{list}", strings.Join(list, ", "), "{department}", r.Department,
	).Replace(s)
}

var french = texts{
	ambiguous: "« {text} » peut désigner : {list}. Choisissez, ou écrivez la commune suivie du département, comme « Floirac (33) ».",
	unknown:   "« {text} » n'est pas un lieu connu. Vérifiez l'orthographe, ou écrivez la commune suivie du département, comme « Floirac (33) ».",
	empty:     "Aucun lieu n'est indiqué. Écrivez une commune, un département ou « à distance ».",
	today:     ", aujourd'hui ", region: "région ", former: "ancienne région ", department: "département ", remote: "À distance",
	issues: map[string]string{
		IssueSpelling:           "L'orthographe diffère du nom officiel : vérifiez « {text} ».",
		IssueShortForm:          "Le nom est abrégé ; le nom officiel lève le doute.",
		IssueFormerCommune:      "La commune de ce nom a fusionné ou changé de nom ; la commune actuelle est retenue.",
		IssueHomonym:            "Plusieurs lieux sont possibles.",
		IssueHomonymKnown:       "Il y a des homonymes ; le lieu habituel du réseau est retenu.",
		IssueHomonymRegion:      "Il y a des homonymes ; le seul de la région est retenu.",
		IssueHomonymPopulation:  "Il y a des homonymes dans la région ({list}) ; le plus peuplé, au moins vingt fois plus, est retenu.",
		IssueDepartmentConflict: "Le lieu et le département indiqués ne concordent pas : corrigez l'un des deux.",
		IssueCommuneInColumn:    "La colonne du département contient une commune : écrivez « {name} » ou « {department} ».",
		IssueNotDepartment:      "Ce n'est pas un département : écrivez le département concerné, par son nom ou son numéro.",
		IssueSeveral:            "La cellule indique plusieurs départements : gardez-en un, ou faites une ligne par département.",
		IssuePostcodeUnknown:    "Ce code postal n'est pas en usage (CEDEX ou faute de frappe) : vérifiez-le ou écrivez la commune.",
		IssuePostcodeShort:      "Quatre chiffres : le tableur a peut-être supprimé le zéro initial du code postal.",
		IssueIgnored:            "Ce qui est entre parenthèses n'a pas été lu comme un lieu.",
		IssueTooLong:            "Le texte est trop long pour un nom de lieu.",
	},
}

var english = texts{
	ambiguous: "“{text}” may mean: {list}. Choose, or write the commune followed by its department, such as “Floirac (33)”.",
	unknown:   "“{text}” is not a known place. Check the spelling, or write the commune followed by its department, such as “Floirac (33)”.",
	empty:     "No place is given. Write a commune, a department or “à distance”.",
	today:     ", now ", region: "region ", former: "former region ", department: "department ", remote: "Remote",
	issues: map[string]string{
		IssueSpelling:           "The spelling differs from the official name: check “{text}”.",
		IssueShortForm:          "The name is cut short; the official name leaves no doubt.",
		IssueFormerCommune:      "The commune of that name has merged or changed its name; the commune of today is kept.",
		IssueHomonym:            "Several places are possible.",
		IssueHomonymKnown:       "There are homonyms; the usual place of the network is kept.",
		IssueHomonymRegion:      "There are homonyms; the only one in the region is kept.",
		IssueHomonymPopulation:  "There are homonyms in the region ({list}); the most populous, at least twenty times more, is kept.",
		IssueDepartmentConflict: "The place and the department given do not agree: correct one of them.",
		IssueCommuneInColumn:    "The department column holds a commune: write “{name}” or “{department}”.",
		IssueNotDepartment:      "This is not a department: write the department, by its name or number.",
		IssueSeveral:            "The cell gives several departments: keep one, or make one row for each.",
		IssuePostcodeUnknown:    "This postcode is not in use (CEDEX or typing error): check it or write the commune.",
		IssuePostcodeShort:      "Four digits: the spreadsheet may have dropped the leading zero of the postcode.",
		IssueIgnored:            "What is in brackets was not read as a place.",
		IssueTooLong:            "The text is too long for the name of a place.",
	},
}
