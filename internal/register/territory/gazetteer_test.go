package territory

import (
	"math"
	"slices"
	"testing"
)

func TestTotals(t *testing.T) {
	g := Load()
	if n := len(g.communes); n != 34_969 {
		t.Errorf("%d communes", n)
	}
	var proper int
	for _, d := range g.Departments() {
		if len(d.Code) == 2 || d.Code >= "971" && d.Code <= "976" && d.Code != "975" {
			proper++
		}
	}
	if proper != 101 {
		t.Errorf("%d departments", proper)
	}
	var codes []string
	for _, d := range g.DepartmentsOf(nouvelleAquitaine) {
		codes = append(codes, d.Code)
	}
	if want := []string{"16", "17", "19", "23", "24", "33", "40", "47", "64", "79", "86", "87"}; !slices.Equal(codes, want) {
		t.Errorf("Nouvelle-Aquitaine: %v", codes)
	}
}

func TestEveryMainlandDepartmentHasOneFormerRegion(t *testing.T) {
	g, seen := Load(), map[string]string{}
	for _, r := range formerRegions {
		for _, d := range r.departments {
			if seen[d] != "" {
				t.Errorf("%s is in %s and %s", d, seen[d], r.Code)
			}
			seen[d] = r.Code
		}
	}
	if len(seen) != 96 || len(FormerRegions()) != 22 {
		t.Errorf("%d departments in %d former regions", len(seen), len(FormerRegions()))
	}
	for _, d := range g.Departments() {
		if len(d.Code) == 2 && (seen[d.Code] == "" || d.FormerRegion != seen[d.Code]) {
			t.Errorf("%s %s: former region %q", d.Code, d.Name, d.FormerRegion)
		}
	}
	for department, want := range map[string]string{"33": "Aquitaine", "86": "Poitou-Charentes", "23": "Limousin"} {
		if r, ok := g.FormerRegionOf(department); !ok || r.Name != want {
			t.Errorf("%s: %+v", department, r)
		}
	}
	if r, ok := g.FormerRegionOf("974"); ok {
		t.Errorf("La Réunion had no former region, got %+v", r)
	}
	if got := g.DepartmentsOfFormer("limousin"); len(got) != 3 {
		t.Errorf("limousin: %+v", got)
	}
}

func TestCommune(t *testing.T) {
	g := Load()
	c, ok := g.Commune("33167")
	if !ok || c.Name != "Floirac" || c.Department != "33" || c.Region != "75" || c.Population < 15_000 || !slices.Equal(c.Postcodes, []string{"33270"}) {
		t.Errorf("33167: %+v", c)
	}
	if e, ok := g.EPCI(c.EPCI); !ok || e.Name != "Bordeaux Métropole" || e.Kind != "METRO" {
		t.Errorf("EPCI of 33167: %+v", e)
	}
	merged, ok := g.Commune("86082")
	at := slices.IndexFunc(merged.FormerNames, func(f Former) bool { return f.Name == "Couhé" })
	if !ok || merged.Name != "Valence-en-Poitou" || at < 0 || merged.FormerNames[at].Until != "2019-01-01" {
		t.Errorf("86082: %+v", merged)
	}
	if old, ok := g.Commune("86278"); !ok || old.Code != "86082" {
		t.Errorf("the code of a merged commune must lead to the one of today: %+v", old)
	}
	if _, ok := g.Commune("00000"); ok {
		t.Error("00000 is no commune")
	}
}

func TestCommunesHangTogether(t *testing.T) {
	g := Load()
	var exact, noEPCI int
	for _, d := range g.Departments() {
		communes := g.CommunesOf(d.Code)
		if len(communes) == 0 {
			t.Errorf("%s has no commune", d.Code)
		}
		for _, c := range communes {
			if c.Region != d.Region {
				t.Errorf("%s is in region %q, its department in %q", c.Code, c.Region, d.Region)
			}
			if _, ok := g.EPCI(c.EPCI); c.EPCI != "" && !ok {
				t.Errorf("%s: EPCI %q", c.Code, c.EPCI)
			}
			if c.EPCI == "" && len(d.Code) == 2 {
				noEPCI++
			}
			if c.Located && !c.Approximate {
				exact++
			}
			if !c.Located && len(d.Code) == 2 {
				t.Errorf("%s %s has no position", c.Code, c.Name)
			}
		}
	}
	if exact < 8_000 || noEPCI > 5 { // a few islands levy no tax together
		t.Errorf("%d communes with their own position, %d of the mainland without EPCI", exact, noEPCI)
	}
}

func TestByPostcode(t *testing.T) {
	g := Load()
	communes := g.ByPostcode("33270")
	if len(communes) != 2 || communes[0].Name != "Floirac" || communes[1].Name != "Bouliac" {
		t.Errorf("33270: %+v", communes)
	}
	if len(g.ByPostcode("99999")) != 0 {
		t.Error("99999 is no postcode")
	}
}

func TestOutlinesAreClosedAndInFrance(t *testing.T) {
	g := Load()
	for _, d := range g.Departments() {
		rings := g.Outline(d.Code)
		if len(d.Code) == 2 && len(rings) == 0 {
			t.Errorf("%s %s has no outline", d.Code, d.Name)
		}
		for _, ring := range rings {
			if len(ring) < 4 || ring[0] != ring[len(ring)-1] {
				t.Errorf("%s: a ring of %d points that is not closed", d.Code, len(ring))
			}
			for _, p := range ring {
				if len(d.Code) == 2 && (p[0] < -5.3 || p[0] > 9.7 || p[1] < 41.2 || p[1] > 51.2) {
					t.Errorf("%s: %v is not on the mainland", d.Code, p)
				}
			}
		}
	}
}

// The two sources know nothing of each other: that known positions fall inside the outline of their department checks both, and the join by
// name. What falls outside is the coast and the coarse grid of the map.
func TestKnownPositionsFallInTheirOutline(t *testing.T) {
	g := Load()
	var inside, all int
	for _, d := range g.DepartmentsOf(nouvelleAquitaine) {
		for _, c := range g.CommunesOf(d.Code) {
			if c.Approximate {
				continue
			}
			all++
			if contains(g.Outline(d.Code), c.Lon, c.Lat) {
				inside++
			}
		}
	}
	if all < 500 || inside*100 < all*96 {
		t.Errorf("%d of %d positions inside", inside, all)
	}
}

// contains follows the even-odd rule.
func contains(rings [][][2]float64, lon, lat float64) bool {
	in := false
	for _, ring := range rings {
		for i := 1; i < len(ring); i++ {
			a, b := ring[i-1], ring[i]
			if (a[1] > lat) != (b[1] > lat) && lon < a[0]+(b[0]-a[0])*(lat-a[1])/(b[1]-a[1]) {
				in = !in
			}
		}
	}
	return in
}

func TestDistance(t *testing.T) {
	g := Load()
	bordeaux, _ := g.Commune("33063")
	limoges, _ := g.Commune("87085")
	if d := Distance(bordeaux, limoges); math.Abs(d-180) > 5 {
		t.Errorf("Bordeaux-Limoges: %.1f km", d)
	}
	if d := Distance(bordeaux, bordeaux); d != 0 {
		t.Errorf("Bordeaux-Bordeaux: %f km", d)
	}
}
