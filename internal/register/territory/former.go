package territory

// FormerRegion is one of the 22 regions of mainland France and Corsica that stood until 31 December 2015. Code is a slug such as
// "poitou-charentes": agreements of that time, and the rates of their funders, are still told apart by them.
type FormerRegion struct {
	Code string `json:"code"`
	Name string `json:"name"`
}

type formerRegion struct {
	FormerRegion
	departments []string
}

// formerRegions lists the regions that loi n° 2015-29 of 16 January 2015 (article 1) replaced or kept on 1 January 2016, with their
// departments. The overseas regions were not touched by it and have no former region.
var formerRegions = []formerRegion{
	{FormerRegion{"alsace", "Alsace"}, []string{"67", "68"}},
	{FormerRegion{"aquitaine", "Aquitaine"}, []string{"24", "33", "40", "47", "64"}},
	{FormerRegion{"auvergne", "Auvergne"}, []string{"03", "15", "43", "63"}},
	{FormerRegion{"basse-normandie", "Basse-Normandie"}, []string{"14", "50", "61"}},
	{FormerRegion{"bourgogne", "Bourgogne"}, []string{"21", "58", "71", "89"}},
	{FormerRegion{"bretagne", "Bretagne"}, []string{"22", "29", "35", "56"}},
	{FormerRegion{"centre", "Centre"}, []string{"18", "28", "36", "37", "41", "45"}},
	{FormerRegion{"champagne-ardenne", "Champagne-Ardenne"}, []string{"08", "10", "51", "52"}},
	{FormerRegion{"corse", "Corse"}, []string{"2A", "2B"}},
	{FormerRegion{"franche-comte", "Franche-Comté"}, []string{"25", "39", "70", "90"}},
	{FormerRegion{"haute-normandie", "Haute-Normandie"}, []string{"27", "76"}},
	{FormerRegion{"ile-de-france", "Île-de-France"}, []string{"75", "77", "78", "91", "92", "93", "94", "95"}},
	{FormerRegion{"languedoc-roussillon", "Languedoc-Roussillon"}, []string{"11", "30", "34", "48", "66"}},
	{FormerRegion{"limousin", "Limousin"}, []string{"19", "23", "87"}},
	{FormerRegion{"lorraine", "Lorraine"}, []string{"54", "55", "57", "88"}},
	{FormerRegion{"midi-pyrenees", "Midi-Pyrénées"}, []string{"09", "12", "31", "32", "46", "65", "81", "82"}},
	{FormerRegion{"nord-pas-de-calais", "Nord-Pas-de-Calais"}, []string{"59", "62"}},
	{FormerRegion{"pays-de-la-loire", "Pays de la Loire"}, []string{"44", "49", "53", "72", "85"}},
	{FormerRegion{"picardie", "Picardie"}, []string{"02", "60", "80"}},
	{FormerRegion{"poitou-charentes", "Poitou-Charentes"}, []string{"16", "17", "79", "86"}},
	{FormerRegion{"provence-alpes-cote-d-azur", "Provence-Alpes-Côte d'Azur"}, []string{"04", "05", "06", "13", "83", "84"}},
	{FormerRegion{"rhone-alpes", "Rhône-Alpes"}, []string{"01", "07", "26", "38", "42", "69", "73", "74"}},
}

// FormerRegions lists the 22 former regions in the order of their names.
func FormerRegions() []FormerRegion {
	out := make([]FormerRegion, len(formerRegions))
	for i, r := range formerRegions {
		out[i] = r.FormerRegion
	}
	return out
}

// formerRegionOfDepartment is the same table read the other way.
func formerRegionOfDepartment() map[string]FormerRegion {
	m := make(map[string]FormerRegion, 96)
	for _, r := range formerRegions {
		for _, d := range r.departments {
			m[d] = r.FormerRegion
		}
	}
	return m
}
