package territory

// What a reading found.
const (
	Found     = "found"     // one answer: Match is set
	Ambiguous = "ambiguous" // Candidates are put to a person, none is chosen
	Unknown   = "unknown"   // nothing near
	Empty     = "empty"     // the cell holds nothing
)

// What a match is.
const (
	KindCommune      = "commune"
	KindDepartment   = "department"
	KindRegion       = "region"
	KindFormerRegion = "former_region"
	KindEPCI         = "epci"
	KindRemote       = "remote"
)

// Why a match was made, from the surest to the least sure.
const (
	WhyExact    = "exact"    // letter for letter
	WhyTag      = "tag"      // a department number, in brackets or alone
	WhyCode     = "code"     // an INSEE code
	WhyPostcode = "postcode" // a postcode
	WhyFolded   = "folded"   // but for capitals, accents, hyphens, "St"
	WhyFormer   = "former"   // the name of a merged or renamed commune
	WhyShort    = "short"    // a name cut short: "Brive", "Bouscat"
	WhyTypo     = "typo"     // one or two typing errors
)

// What a person should look at. An issue never stops a reading; those that need a decision come with candidates.
const (
	IssueSpelling           = "spelling"                     // read through typing errors
	IssueShortForm          = "short_form"                   // read from a name cut short
	IssueFormerCommune      = "former_commune"               // the commune of that name has been merged or renamed
	IssueHomonym            = "homonym"                      // several places of that name: choose
	IssueHomonymKnown       = "homonym_known_place"          // homonym settled by the usual places of the network
	IssueHomonymRegion      = "homonym_by_region"            // homonym settled because only one is in the region
	IssueHomonymPopulation  = "homonym_by_population"        // homonym settled because the others are far smaller
	IssueDepartmentConflict = "department_conflict"          // the place and the department written do not agree
	IssueCommuneInColumn    = "commune_in_department_column" // a commune where a department is asked for
	IssueNotDepartment      = "not_a_department"             // a region or an EPCI where a department is asked for
	IssueSeveral            = "several_departments"          // several department tags in one cell
	IssuePostcodeUnknown    = "postcode_unknown"             // not a postcode in use (CEDEX, typing error)
	IssuePostcodeShort      = "postcode_zero_lost"           // four digits: a spreadsheet may have eaten the leading zero
	IssueIgnored            = "brackets_ignored"             // words in brackets were left out
	IssueTooLong            = "too_long"                     // a text, not the name of a place
)

// Match is a place a text may mean. Department is empty for regions, for EPCIs that lie in several departments and for remote events.
// Former names the merged or renamed commune, District the municipal district, that was written. Score goes from 0 to 100 and only orders
// candidates: it is no probability.
type Match struct {
	Kind       string `json:"kind"`
	Code       string `json:"code"`
	Name       string `json:"name"`
	Department string `json:"department"`
	Former     string `json:"former,omitempty"`
	District   string `json:"district,omitempty"`
	Score      int    `json:"score"`
	Why        string `json:"why"`
}

// Reading is what was understood of one cell. Text is kept as written. Department is set whenever it is sure, even when the place is not.
// Remote is set when the cell says so, alone or beside a place.
type Reading struct {
	Text       string   `json:"text"`
	Kind       string   `json:"kind"`
	Match      *Match   `json:"match"`
	Candidates []Match  `json:"candidates"`
	Issues     []string `json:"issues"`
	Department string   `json:"department"`
	Remote     bool     `json:"remote"`
}

// Hint is what is known around the cell. Department and Region are official codes; Known lists the INSEE codes of the usual places of the
// network, which settle homonyms first.
type Hint struct {
	Department string
	Region     string
	Known      []string
}

// maxCandidates is how many places are put to a person.
const maxCandidates = 8

func newReading(text string) Reading {
	return Reading{Text: text, Kind: Unknown, Candidates: []Match{}, Issues: []string{}}
}

func (r *Reading) issue(key string) {
	for _, k := range r.Issues {
		if k == key {
			return
		}
	}
	r.Issues = append(r.Issues, key)
}

func (r *Reading) found(m Match) {
	r.Kind, r.Match = Found, &m
	if m.Department != "" {
		r.Department = m.Department
	}
	switch {
	case m.Why == WhyTypo:
		r.issue(IssueSpelling)
	case m.Why == WhyShort:
		r.issue(IssueShortForm)
	}
	if m.Former != "" {
		r.issue(IssueFormerCommune)
	}
}

// propose puts hits to a person; the department is sure when all of them share it.
func (r *Reading) propose(hits []hit) {
	r.Kind, r.Match = Ambiguous, nil
	r.others(hits)
	common := hits[0].Department
	for _, h := range hits[1:] {
		if h.Department != common {
			return
		}
	}
	if common != "" {
		r.Department = common
	}
}

func (r *Reading) others(hits []hit) {
	for _, h := range hits[:min(len(hits), maxCandidates)] {
		r.Candidates = append(r.Candidates, h.Match)
	}
}
