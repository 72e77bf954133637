package territory

import (
	"strings"
	"testing"
)

func TestEveryIssueIsTold(t *testing.T) {
	issues := []string{
		IssueSpelling, IssueShortForm, IssueFormerCommune, IssueHomonym, IssueHomonymKnown, IssueHomonymRegion, IssueHomonymPopulation,
		IssueDepartmentConflict, IssueCommuneInColumn, IssueNotDepartment, IssueSeveral, IssuePostcodeUnknown, IssuePostcodeShort,
		IssueIgnored, IssueTooLong,
	}
	for name, text := range map[string]texts{"french": french, "english": english} {
		if len(text.issues) != len(issues) {
			t.Errorf("%s tells %d issues of %d", name, len(text.issues), len(issues))
		}
		for _, key := range issues {
			if text.issues[key] == "" {
				t.Errorf("%s does not tell %s", name, key)
			}
		}
	}
}

func TestExplain(t *testing.T) {
	g := Load()
	tests := []struct {
		reading Reading
		lang    string
		want    []string
	}{
		{g.Read("Floirac", Hint{}), "fr", []string{"« Floirac » peut désigner : Floirac (33), Floirac (17), Floirac (46)", "Choisissez"}},
		{g.Read("Floirac", Hint{}), "en", []string{"may mean: Floirac (33), Floirac (17), Floirac (46)"}},
		{g.Read("Couhé", Hint{}), "fr", []string{"Couhé, aujourd'hui Valence-en-Poitou (86).", "fusionné"}},
		{g.Read("Châtellerauld (86)", Hint{}), "en", []string{"Châtellerault (86).", "check “Châtellerauld (86)”"}},
		{g.Read("distanciel", Hint{}), "fr", []string{"À distance."}},
		{g.Read("", Hint{}), "fr", []string{"Aucun lieu"}},
		{g.Read("QG", Hint{}), "fr", []string{"« QG » n'est pas un lieu connu"}},
		{g.ReadDepartment("Limousin", Hint{}), "en", []string{"former region Limousin. This is not a department"}},
		{g.ReadDepartment("Floirac", Hint{Region: "75"}), "fr", []string{"département Gironde (33).", "vingt fois", "écrivez « Gironde » ou « 33 »"}},
	}
	for _, tt := range tests {
		got := Explain(tt.reading, tt.lang)
		for _, want := range tt.want {
			if !strings.Contains(got, want) {
				t.Errorf("%q in %s: %q lacks %q", tt.reading.Text, tt.lang, got, want)
			}
		}
		if strings.Contains(got, "{") {
			t.Errorf("%q in %s: %q is not filled in", tt.reading.Text, tt.lang, got)
		}
	}
}
