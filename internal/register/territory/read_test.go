package territory

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
)

func TestReadFindsWhatIsNoCommune(t *testing.T) {
	tests := []struct{ text, kind, code string }{
		{"(79)", KindDepartment, "79"},
		{"33", KindDepartment, "33"},
		{"2A", KindDepartment, "2A"},
		{"(971)", KindDepartment, "971"},
		{"cd (47)", KindDepartment, "47"},
		{"CD33", KindDepartment, "33"},
		{"Département de la Gironde", KindDepartment, "33"},
		{"Indre et Loire", KindDepartment, "37"},
		{"Deux-Sèvre", KindDepartment, "79"},
		{"Nouvelle Aquitaine", KindRegion, "75"},
		{"Limousin", KindFormerRegion, "limousin"},
		{"ex-Poitou Charentes", KindFormerRegion, "poitou-charentes"},
		{"Bordeaux Métropole", KindEPCI, "243300316"},
		{"communauté de communes de Charente-Limousine", KindEPCI, "200072049"},
		{"distanciel", KindRemote, ""},
		{"en visioconférence", KindRemote, ""},
		{"À distance", KindRemote, ""},
	}
	g := Load()
	for _, tt := range tests {
		r := g.Read(tt.text, Hint{})
		if r.Kind != Found || r.Match.Kind != tt.kind || r.Match.Code != tt.code {
			t.Errorf("%q: %+v %+v, want %s %s", tt.text, r.Kind, r.Match, tt.kind, tt.code)
		}
		if r.Remote != (tt.kind == KindRemote) {
			t.Errorf("%q: remote %v", tt.text, r.Remote)
		}
	}
}

func TestReadKnowsDistrictsPostcodesAndOldNames(t *testing.T) {
	tests := []struct{ text, code, former, district, why string }{
		{"Marseille 3e", "13055", "", "Marseille 3e Arrondissement", WhyFolded},
		{"Paris 11ème arrondissement", "75056", "", "Paris 11e Arrondissement", WhyFolded},
		{"75011", "75056", "", "", WhyPostcode},
		{"33270 Floirac", "33167", "", "", WhyFolded},
		{"33000 Bordeaux Cedex 2", "33063", "", "", WhyFolded},
		{"33077 BORDEAUX CEDEX", "33063", "", "", WhyFolded},
		{"2A004", "2A004", "", "", WhyCode},
		{"Bellegarde-sur-Valserine", "01033", "Bellegarde-sur-Valserine", "", WhyFormer},
		{"Cadillac", "33081", "Cadillac", "", WhyFormer},
		{"Ville de Dax", "40088", "", "", WhyFolded},
		{"Floirac 33", "33167", "", "", WhyFolded},
	}
	g := Load()
	for _, tt := range tests {
		r := g.Read(tt.text, Hint{})
		if r.Match == nil {
			t.Errorf("%q: %+v", tt.text, r)
			continue
		}
		if m := *r.Match; m.Code != tt.code || m.Former != tt.former || m.District != tt.district || m.Why != tt.why {
			t.Errorf("%q: %+v, want %+v", tt.text, m, tt)
		}
		if has(r, IssueFormerCommune) != (tt.former != "") {
			t.Errorf("%q: issues %v", tt.text, r.Issues)
		}
	}
}

func TestHomonymsAreNeverGuessed(t *testing.T) {
	tests := []struct {
		text       string
		hint       Hint
		candidates []string
		department string
		issue      string
	}{
		{"Floirac", Hint{}, []string{"33167", "17160", "46106"}, "", IssueHomonym},
		{"Floirac", Hint{Region: "75"}, []string{"33167", "17160", "46106"}, "", IssueHomonym},
		{"Saint-Pardoux", Hint{Region: "75"}, []string{"63382", "79285", "87128"}, "", IssueHomonym},
		{"Vouhé", Hint{Region: "75"}, []string{"17482", "79354"}, "", IssueHomonym},
		{"Vienne", Hint{}, []string{"38544", "86"}, "", IssueHomonym},
		{"33270", Hint{}, []string{"33167", "33065"}, "33", IssueHomonym},
		{"Melle (33)", Hint{}, []string{"79174", "35174"}, "33", IssueDepartmentConflict},
		{"1000", Hint{}, []string{"01053", "01344"}, "01", IssuePostcodeShort},
		{"33077", Hint{}, []string{"33077"}, "33", IssuePostcodeUnknown},
		{"Gironde, Landes", Hint{}, []string{"33", "40"}, "", IssueSeveral},
	}
	g := Load()
	for _, tt := range tests {
		r := g.Read(tt.text, tt.hint)
		var codes []string
		for _, c := range r.Candidates {
			codes = append(codes, c.Code)
		}
		if r.Kind != Ambiguous || r.Match != nil || !slices.Equal(codes, tt.candidates) || r.Department != tt.department || !has(r, tt.issue) {
			t.Errorf("%q %+v: %s %v in %q, issues %v; want %v in %q, %s",
				tt.text, tt.hint, r.Kind, codes, r.Department, r.Issues, tt.candidates, tt.department, tt.issue)
		}
	}
}

func TestHomonymsAreSettledByWhatIsKnown(t *testing.T) {
	tests := []struct {
		text        string
		hint        Hint
		code, issue string
	}{
		{"Floirac", Hint{Known: []string{"33318", "33167"}}, "33167", IssueHomonymKnown},
		{"Floirac", Hint{Department: "17"}, "17160", ""},
		{"Floirac", Hint{Department: "46", Known: []string{"33167"}}, "46106", ""},
		{"Floirac", Hint{Region: "76"}, "46106", IssueHomonymRegion},
		{"La Rochelle", Hint{Region: "75"}, "17300", IssueHomonymRegion},
		{"Périgeux", Hint{Region: "75"}, "24322", IssueSpelling},
		{"Floirac (33)", Hint{Department: "17"}, "33167", IssueDepartmentConflict},
		{"33270", Hint{Known: []string{"33167"}}, "33167", IssueHomonymKnown},
	}
	g := Load()
	for _, tt := range tests {
		r := g.Read(tt.text, tt.hint)
		if r.Kind != Found || r.Match.Code != tt.code {
			t.Errorf("%q %+v: %+v, want %s", tt.text, tt.hint, r, tt.code)
		}
		if tt.issue == "" && len(r.Issues) > 0 || tt.issue != "" && !has(r, tt.issue) {
			t.Errorf("%q %+v: issues %v, want %q", tt.text, tt.hint, r.Issues, tt.issue)
		}
	}
}

func TestReadSaysWhenItDoesNotKnow(t *testing.T) {
	g := Load()
	for _, text := range []string{"QG", "Metullum", "Les Usines", "Saint", "Le", "x", "???", "(IUFN)", "12", "Bordeaux (33) et Limoges (87) " + strings.Repeat("!", 200)} {
		if r := g.Read(text, Hint{Region: nouvelleAquitaine}); text != "12" && r.Kind != Unknown {
			t.Errorf("%q: %s %+v %+v", text, r.Kind, r.Match, r.Candidates)
		}
	}
	for _, text := range []string{"", "  \t"} {
		if r := g.Read(text, Hint{}); r.Kind != Empty {
			t.Errorf("%q: %s", text, r.Kind)
		}
		if r := g.ReadDepartment(text, Hint{}); r.Kind != Empty {
			t.Errorf("department %q: %s", text, r.Kind)
		}
	}
	if r := g.Read("Truc (33)", Hint{}); r.Department != "33" {
		t.Errorf("an unknown place with a tag keeps its department, got %q", r.Department)
	}
}

func TestTypingErrorsStayInTheDepartment(t *testing.T) {
	g := Load()
	if r := g.Read("Mele", Hint{Department: "79"}); r.Match == nil || r.Match.Code != "79174" {
		t.Errorf("Mele in 79: %+v", r)
	}
	r := g.Read("Floirac", Hint{Department: "47"})
	if r.Kind != Ambiguous || r.Candidates[len(r.Candidates)-1].Name != "Clairac" || r.Candidates[0].Name != "Floirac" {
		t.Errorf("Floirac in 47 must propose the Floiracs, then Clairac: %+v", r)
	}
}

func TestEveryCommuneIsReadByItsNameAndDepartment(t *testing.T) {
	g := Load()
	for i := range g.communes {
		c := &g.communes[i]
		r := g.Read(c.name+" ("+c.department+")", Hint{})
		if r.Match == nil || r.Match.Code != c.code || len(r.Issues) > 0 {
			t.Errorf("%s (%s): %+v %+v", c.name, c.department, r.Match, r)
		}
		if r := g.Read(c.name, Hint{}); r.Kind == Found && r.Match.Code != c.code {
			t.Errorf("%s alone was read as %+v, want %s or candidates", c.name, *r.Match, c.code)
		}
	}
}

// One typing error in a name whose department is known: what is found must be right, but for a handful of names a letter apart.
func TestMistypedCommunesAreReadOrProposed(t *testing.T) {
	g, random := Load(), rand.New(rand.NewPCG(3, 4))
	var tried, right, wrong int
	for i := 0; i < len(g.communes); i += 20 {
		c := &g.communes[i]
		if len(c.name) < 4 || len(c.department) > 2 {
			continue
		}
		tried++
		switch r := g.Read(mistype(Fold(c.name), random), Hint{Department: c.department}); {
		case r.Match == nil:
		case r.Match.Code == c.code:
			right++
		default:
			wrong++
		}
	}
	if right*100 < tried*95 || wrong*200 > tried {
		t.Errorf("of %d mistyped names %d were read, %d as another", tried, right, wrong)
	}
}

func TestReadDepartment(t *testing.T) {
	tests := []struct {
		text         string
		hint         Hint
		kind, code   string
		issue, first string // first candidate
	}{
		{"Floirac", Hint{}, Ambiguous, "", IssueHomonym, "33167"},
		{"Floirac", Hint{Region: "75"}, Found, "33", IssueCommuneInColumn, "33167"},
		{"Floirac", Hint{Region: "75", Known: []string{"17160"}}, Found, "17", IssueHomonymKnown, "17160"},
		{"Floirac", Hint{Region: "76"}, Found, "46", IssueHomonymRegion, "46106"},
		{"Saint-Pardoux", Hint{Region: "75"}, Ambiguous, "", IssueHomonym, "63382"},
		{"Bordeaux", Hint{}, Found, "33", IssueCommuneInColumn, "33063"},
		{"Couhé", Hint{}, Found, "86", IssueFormerCommune, "86082"},
		{"Limousin", Hint{}, Ambiguous, "", IssueNotDepartment, "limousin"},
		{"Vienne (33)", Hint{}, Ambiguous, "", IssueDepartmentConflict, "33"},
		{"33/40", Hint{}, Ambiguous, "", IssueSeveral, "33"},
		{"Dordone", Hint{}, Found, "24", IssueSpelling, ""},
		{"33270", Hint{Known: []string{"33167"}}, Found, "33", IssueCommuneInColumn, "33167"},
		{"33 - Gironde", Hint{}, Found, "33", "", ""},
		{"la Gironde", Hint{}, Found, "33", "", ""},
		{"Paris", Hint{}, Found, "75", "", ""},
		{"Réunion", Hint{}, Found, "974", "", ""},
		{"QG", Hint{}, Unknown, "", "", ""},
	}
	g := Load()
	for _, tt := range tests {
		r := g.ReadDepartment(tt.text, tt.hint)
		if r.Kind != tt.kind || r.Department != tt.code || tt.kind == Found && r.Match.Kind != KindDepartment {
			t.Errorf("%q %+v: %+v", tt.text, tt.hint, r)
		}
		if tt.issue != "" && !has(r, tt.issue) || tt.issue == "" && len(r.Issues) > 0 {
			t.Errorf("%q %+v: issues %v, want %q", tt.text, tt.hint, r.Issues, tt.issue)
		}
		if tt.first == "" && len(r.Candidates) > 0 || tt.first != "" && (len(r.Candidates) == 0 || r.Candidates[0].Code != tt.first) {
			t.Errorf("%q %+v: candidates %v, want first %q", tt.text, tt.hint, r.Candidates, tt.first)
		}
	}
}

func TestTags(t *testing.T) {
	tests := []struct {
		text string
		want []string
	}{
		{"Intervention à Pessac (33)", []string{"33"}},
		{"Table ronde médiation numérique / cd (47)", []string{"47"}},
		{"Pons (17), Confolens (16) et Saintes (17)", []string{"17", "16"}},
		{"(2A), (2b), (971)", []string{"2A", "2B", "971"}},
		{"Floirac (33, 47 et 2A)", []string{"33", "47", "2A"}},
		{"un lieu (Gironde)", []string{"33"}},
		{"un lieu (Indre et Loire)", []string{"37"}},
		{"((33))", []string{"33"}},
		{"Master (IUFN), atelier (x3), (20), (99), (2018), (5), (33 personnes), (33270)", []string{}},
		{"sans tag 33", []string{}},
		{"ouverte (33", []string{}},
		{"", []string{}},
	}
	g := Load()
	for _, tt := range tests {
		if got := g.Tags(tt.text); got == nil || !slices.Equal(got, tt.want) {
			t.Errorf("%q: %#v, want %v", tt.text, got, tt.want)
		}
	}
}

func TestReadingsAreWholeInJSON(t *testing.T) {
	g := Load()
	for _, text := range []string{"", "Floirac", "Pessac", "???"} {
		raw, err := json.Marshal(g.Read(text, Hint{}))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{`"text":`, `"kind":`, `"match":`, `"candidates":[`, `"issues":[`, `"department":`} {
			if !strings.Contains(string(raw), name) {
				t.Errorf("%q: no %s in %s", text, name, raw)
			}
		}
	}
}

func TestGazetteerIsSharedByManyReaders(t *testing.T) {
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for _, text := range []string{"Châtellerauld (86)", "Floirac", "75011", "Brive"} {
				Load().Read(text, Hint{Region: nouvelleAquitaine})
			}
		})
	}
	wg.Wait()
	if first, second := Load(), Load(); first != second {
		t.Error("Load must return the same gazetteer")
	}
}

func FuzzRead(f *testing.F) {
	for _, text := range []string{"Floirac (33)", "Deux-Sèvre", "((33", "33000 Bordeaux Cedex 2", "s/", "(33, 40)", "distanciel", "Saint-Étienne", "\xff\xfe(2A)", "CD33"} {
		f.Add(text, "33", "75")
	}
	g := Load()
	f.Fuzz(func(t *testing.T, text, department, region string) {
		hint := Hint{Department: department, Region: region}
		whole(t, g, g.Read(text, hint))
		r := g.ReadDepartment(text, hint)
		whole(t, g, r)
		if r.Kind == Found && r.Match.Kind != KindDepartment && r.Match.Kind != KindRemote {
			t.Errorf("%q: a department column gave a %s", text, r.Match.Kind)
		}
	})
}

// whole checks what must hold of any reading.
func whole(t *testing.T, g *Gazetteer, r Reading) {
	t.Helper()
	if (r.Kind == Found) != (r.Match != nil) {
		t.Errorf("%q: %s with match %v", r.Text, r.Kind, r.Match)
	}
	if r.Kind == Ambiguous && len(r.Candidates) == 0 || r.Candidates == nil || r.Issues == nil {
		t.Errorf("%q: %+v", r.Text, r)
	}
	if r.Department != "" && !g.isDepartment(r.Department) {
		t.Errorf("%q: department %q", r.Text, r.Department)
	}
	if m := r.Match; m != nil && m.Kind == KindCommune {
		if c, ok := g.Commune(m.Code); !ok || c.Code != m.Code || c.Department != r.Department {
			t.Errorf("%q: %+v in department %q", r.Text, *m, r.Department)
		}
	}
	for _, lang := range []string{"fr", "en"} {
		if said := Explain(r, lang); said == "" {
			t.Errorf("%q: nothing said in %s", r.Text, lang)
		}
	}
}

func FuzzTags(f *testing.F) {
	for _, text := range []string{"à Pessac (33)", "(2A) (x3", ")(", "((33))", "(Gironde et Landes)", "(é\xff)"} {
		f.Add(text)
	}
	g := Load()
	f.Fuzz(func(t *testing.T, text string) {
		tags := g.Tags(text)
		for i, code := range tags {
			if !g.isDepartment(code) || slices.Contains(tags[:i], code) {
				t.Errorf("%q: %v", text, tags)
			}
		}
	})
}
