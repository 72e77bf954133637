package territory

import "strings"

// leads are the words before a name that say what kind of place it is.
var leads = []struct {
	words string
	kinds kind
}{
	{"conseil departemental", departmentKind}, {"departement", departmentKind}, {"cd", departmentKind}, {"dept", departmentKind},
	{"conseil regional", regionKind | formerRegionKind}, {"region", regionKind | formerRegionKind}, {"ex", formerRegionKind},
	{"commune", communeKinds}, {"ville", communeKinds}, {"mairie", communeKinds},
	{"cc", epciKind}, {"ca", epciKind}, {"cu", epciKind},
	{"a", communeKinds}, {"au", communeKinds}, {"aux", communeKinds},
}

// isDepartmentLead tells words that only announce a department.
func isDepartmentLead(name string) bool {
	for _, l := range leads {
		if l.words == name && l.kinds == departmentKind {
			return true
		}
	}
	return false
}

// epciWords are the types of EPCI in full; the official names abbreviate them.
var epciWords = strings.NewReplacer(
	"communaute de communes", "cc", "communaute d agglomeration", "ca", "communaute urbaine", "cu", "communaute d agglo", "ca",
)

// lead takes the leading words off a name that is not one with them, and tells what kinds they leave.
func (g *Gazetteer) lead(name string) (rest string, kinds kind) {
	name = epciWords.Replace(name)
	name = strings.TrimSuffix(strings.TrimSuffix(name, " arrondissement"), " arr")
	if len(g.index.exact(name)) > 0 {
		return name, anyKind
	}
	for _, l := range leads {
		if after, ok := strings.CutPrefix(name, l.words+" "); ok {
			return g.afterLead(after), l.kinds
		}
	}
	return name, anyKind
}

// afterLead drops the link after leading words: "de la Gironde" is looked for as "la Gironde", and "de Dax" as "Dax".
func (g *Gazetteer) afterLead(rest string) string {
	if len(g.index.exact(rest)) > 0 {
		return rest
	}
	return withoutLink(rest)
}
