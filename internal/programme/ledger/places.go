package ledger

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"maillage/internal/kit/importer"
	"maillage/internal/register/territory"
)

// places reads the territories of rows and remembers what it read: a file names the same twenty towns a thousand times.
type places struct {
	gazetteer *territory.Gazetteer
	region    string
	known     []string
	read      sync.Map // cell text with its hint → territory.Reading
}

func (p *places) reading(column, text, department string) territory.Reading {
	key := column + "\x00" + department + "\x00" + text
	if known, ok := p.read.Load(key); ok {
		return known.(territory.Reading)
	}
	hint := territory.Hint{Department: department, Region: p.region, Known: p.known}
	var found territory.Reading
	if column == "department" {
		found = p.gazetteer.ReadDepartment(text, hint)
	} else {
		found = p.gazetteer.Read(text, hint)
	}
	p.read.Store(key, found)
	return found
}

// readTerritory finds the departments of the beneficiary and of the venue: from a column of their own, else from the town, else from a
// tag "(33)" in the text. The activity's rule then chooses between them.
func (r *row) readTerritory() {
	c := &r.content
	c.Beneficiary = r.Get("beneficiary")
	c.BeneficiaryKey = beneficiaryKey(c.Beneficiary)
	c.Place = r.place()
	c.Remote = r.isRemote()
	r.beneficiary = r.department("beneficiary_department")
	if r.beneficiary == "" {
		r.beneficiary = r.tagged(c.Beneficiary)
	}
	venue := r.department("department")
	if venue == "" {
		venue = r.tagged(c.Place, c.Title)
	}
	c.VenueDepartment = r.readCommune(venue, cmp.Or(venue, r.beneficiary))
}

func (r *row) place() string {
	town, venue := r.Get("commune"), r.Get("venue")
	switch {
	case town == "":
		return venue
	case venue == "" || venue == town:
		return town
	}
	return venue + ", " + town
}

func (r *row) isRemote() bool {
	mode := importer.Fold(r.Get("remote"))
	if mode == "oui" || mode == "yes" {
		return true
	}
	for _, text := range []string{mode, r.Get("venue"), r.Get("commune")} {
		if text != "" && r.d.places.reading("commune", text, "").Remote {
			return true
		}
	}
	return false
}

// department reads a column of departments; a name that cannot be read is refused, because a wrong funder would follow from it.
func (r *row) department(field string) string {
	cell := r.Get(field)
	if cell == "" {
		return ""
	}
	found := r.d.places.reading("department", cell, "")
	if found.Remote {
		r.content.Remote = true
	}
	if farFetched(found) {
		r.refuse(field, "department", "« "+cell+" » n’est pas un département ; une commune lui ressemble : "+found.Candidates[0].Name+" ("+found.Department+").",
			"“"+cell+"” is not a department; a town looks like it: "+found.Candidates[0].Name+" ("+found.Department+").",
			"Écrivez le nom ou le numéro du département, tel que Gironde ou 33.", "Write the department's name or number, such as Gironde or 33.")
		return ""
	}
	if slices.Contains(found.Issues, territory.IssueHomonymPopulation) {
		r.unread = append(r.unread, field+":homonym")
	}
	if found.Department == "" && !found.Remote {
		r.refuse(field, "department", territory.Explain(found, "fr"), territory.Explain(found, "en"),
			"Écrivez le nom ou le numéro du département, tel que Gironde ou 33.", "Write the department's name or number, such as Gironde or 33.")
	}
	return found.Department
}

// farFetched says that a department was reached by two guesses in a row: a misspelt town in the column of departments.
func farFetched(found territory.Reading) bool {
	return slices.Contains(found.Issues, territory.IssueSpelling) && slices.Contains(found.Issues, territory.IssueCommuneInColumn) && len(found.Candidates) > 0
}

// readCommune finds the town, told apart by the department of the venue, else of the beneficiary, and returns the venue's department. A name that several towns bear is refused, never guessed;
// a name that no town bears is kept as text and shows among what is to be completed.
func (r *row) readCommune(venue, hint string) (department string) {
	cell := r.Get("commune")
	if cell == "" {
		return venue
	}
	found := r.d.places.reading("commune", cell, hint)
	switch {
	case found.Match != nil && found.Match.Kind == territory.KindRemote:
	case found.Match != nil:
		if slices.Contains(found.Issues, territory.IssueSpelling) {
			r.unread = append(r.unread, "commune:spelling")
		}
		if found.Match.Kind == territory.KindCommune {
			r.content.Commune = found.Match.Code
		}
		return cmp.Or(venue, found.Department)
	case found.Kind == territory.Ambiguous && hint == "":
		r.refuse("commune", "commune_ambiguous", territory.Explain(found, "fr"), territory.Explain(found, "en"),
			"Ajoutez le département, par exemple « Saint-Pardoux (79) ».", "Add the department, for instance “Saint-Pardoux (79)”.")
	default:
		r.unread = append(r.unread, "commune:unknown")
	}
	return venue
}

// tagged finds the one department that texts are tagged with; two different tags decide nothing.
func (r *row) tagged(texts ...string) string {
	found := ""
	for _, text := range texts {
		if !strings.ContainsAny(text, "(0123456789") {
			continue
		}
		for _, tag := range r.d.places.gazetteer.Tags(text) {
			if found != "" && found != tag {
				r.unread = append(r.unread, "department:several")
				return ""
			}
			found = tag
		}
	}
	return found
}

// beneficiaryKey makes spellings of one name equal: no tag, accents, case or punctuation.
func beneficiaryKey(name string) string {
	if open := strings.IndexByte(name, '('); open > 0 {
		name = name[:open]
	}
	return importer.Fold(name)
}
