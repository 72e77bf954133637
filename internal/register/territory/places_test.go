package territory

import "testing"

const nouvelleAquitaine = "75"

// Every place of the programme report of 2018-2020, as written there, with the department of its row where it has one.
func TestReadsThePlacesOfTheProgramme(t *testing.T) {
	tests := []struct{ text, department, want, why string }{
		{"Couhé", "86", "86082", WhyFormer},
		{"Limoges", "87", "87085", WhyExact},
		{"Brive", "19", "19031", WhyShort},
		{"Melle", "79", "79174", WhyExact},
		{"Angoulême", "16", "16015", WhyExact},
		{"La Rochelle", "17", "17300", WhyExact},
		{"Floirac", "33", "33167", WhyExact},
		{"Bressuire", "79", "79049", WhyExact},
		{"Guéret", "23", "23096", WhyExact},
		{"Ligugé", "86", "86133", WhyExact},
		{"Gentioux-Pigerolles", "23", "23090", WhyExact},
		{"Poitiers", "86", "86194", WhyExact},
		{"Saintes", "17", "17415", WhyExact},
		{"Saint-Pardoux", "79", "79285", WhyFormer},
		{"St-André-de-Cubzac (33)", "", "33366", WhyFolded},
		{"Angoulême (16)", "", "16015", WhyExact},
		{"Périgueux (24)", "", "24322", WhyExact},
		{"Pons (17)", "", "17283", WhyExact},
		{"Talence (33)", "", "33522", WhyExact},
		{"Bègles (33)", "", "33039", WhyExact},
		{"Libourne (33)", "", "33243", WhyExact},
		{"Castillon la Bataille (33)", "", "33108", WhyFolded},
		{"Castillon-la-Bataille (33)", "", "33108", WhyExact},
		{"à Bordeaux (33)", "", "33063", WhyFolded},
		{"Floirac (33)", "", "33167", WhyExact},
		{"Cenon (33)", "", "33119", WhyExact},
		{"Lesparre (33)", "", "33240", WhyShort},
		{"Pessac (33)", "", "33318", WhyExact},
		{"Châtellerauld (86)", "", "86066", WhyTypo},
		{"Ligugé (86)", "", "86133", WhyExact},
		{"Arcachon (33)", "", "33009", WhyExact},
		{"au Bouscat (33)", "", "33069", WhyShort},
		{"Niort (79)", "", "79191", WhyExact},
		{"Saint Pardoux (79)", "", "79285", WhyFormer},
		{"Saint Sauvant (17)", "", "17395", WhyFolded},
		{"Chassenieul sur Bonnieure (16)", "", "16085", WhyTypo},
		{"Confolens (16)", "", "16106", WhyExact},
		{"Brioux sur Boutonne (79)", "", "79057", WhyFolded},
		{"Saint Maixent l'Ecole (79)", "", "79270", WhyFolded},
		{"Felletin (23)", "", "23079", WhyExact},
		{"Chamboulive (19)", "", "19037", WhyExact},
		{"Thouars (79)", "", "79329", WhyExact},
		{"Rochefort (17)", "", "17299", WhyExact},
		{"Pompéjac (33)", "", "33329", WhyExact},
		{"Agen (47)", "", "47001", WhyExact},
		{"Sainte-Soulle (à distance) (17)", "", "17407", WhyExact},
		{"Poitiers (à distance) (86)", "", "86194", WhyExact},
		{"Ayen (19)", "", "19015", WhyExact},
		{"Louzy (79)", "", "79157", WhyExact},
		{"Juvisy (91)", "", "91326", WhyShort},
		{"Lyon (69)", "", "69123", WhyExact},
		{"Marmande (47)", "", "47157", WhyExact},
		{"Tarnos", "", "40312", WhyExact},
		{"Mimizan", "", "40184", WhyExact},
		{"Pontonx", "", "40230", WhyShort},
		{"Soulaç/Mer", "", "33514", WhyFolded},
		{"Nanterre", "", "92050", WhyExact},
		{"Paris", "", "75056", WhyExact},
		{"Montpellier", "", "34172", WhyExact},
		{"Roubaix", "", "59512", WhyExact},
		{"Valenciennes", "", "59606", WhyExact},
		{"Saint-Laurent-en-Royans", "", "26311", WhyExact},
		{"Vouhé", "79", "79354", WhyExact},
		{"Marnes (79)", "", "79167", WhyExact},
	}
	g := Load()
	for _, tt := range tests {
		r := g.Read(tt.text, Hint{Department: tt.department, Region: nouvelleAquitaine})
		if r.Match == nil {
			t.Errorf("%q: %s %v", tt.text, r.Kind, r.Candidates)
			continue
		}
		if r.Match.Kind != KindCommune || r.Match.Code != tt.want || r.Match.Why != tt.why {
			t.Errorf("%q read as %+v, want %s by %s", tt.text, *r.Match, tt.want, tt.why)
		}
		if r.Department != r.Match.Department {
			t.Errorf("%q: department %q, commune in %q", tt.text, r.Department, r.Match.Department)
		}
	}
}

func TestReadsTheDepartmentColumnOfTheProgramme(t *testing.T) {
	tests := []struct{ text, want, issue string }{
		{"Vienne", "86", ""},
		{"Floirac", "33", IssueHomonymPopulation},
		{"Creuse", "23", ""},
		{"Haute-Vienne", "87", ""},
		{"Corrèze", "19", ""},
		{"Deux-Sèvre", "79", IssueSpelling},
		{"Deux-Sèvres", "79", ""},
		{"Charente", "16", ""},
		{"Charente-Maritime", "17", ""},
		{"Gironde", "33", ""},
		{"cd (47)", "47", ""},
		{"Puy de Dôme", "63", ""},
	}
	g := Load()
	for _, tt := range tests {
		r := g.ReadDepartment(tt.text, Hint{Region: nouvelleAquitaine})
		if r.Kind != Found || r.Match.Kind != KindDepartment || r.Match.Code != tt.want || r.Department != tt.want {
			t.Errorf("%q: %+v, want department %s", tt.text, r, tt.want)
		}
		if got := has(r, tt.issue); tt.issue != "" && !got || tt.issue == "" && len(r.Issues) > 0 {
			t.Errorf("%q: issues %v, want %q", tt.text, r.Issues, tt.issue)
		}
	}
}

func has(r Reading, issue string) bool {
	for _, k := range r.Issues {
		if k == issue {
			return true
		}
	}
	return false
}
