package agreement

import (
	"cmp"
	"slices"
	"strings"
)

// The rules of attribution that an activity may name; "funder:CODE" gives all its entries to one funder.
const (
	BeneficiaryElseVenue = "beneficiary-else-venue"
	BeneficiaryOnly      = "beneficiary"
	VenueOnly            = "venue"
	Nobody               = "none"
	fixedPrefix          = "funder:"
)

// Reason says why an entry belongs to no funder; "" when it belongs to one.
type Reason string

// The reasons of the pile "non affectable".
const (
	NoDepartment  Reason = "no_department"  // remote with none told, or unknown
	OutsideRegion Reason = "outside_region" // a department of no funder
	OutsidePeriod Reason = "outside_period" // in a funder's territory, not at a date that it pays for
	NoDate        Reason = "no_date"        // the date is not known well enough to say
	ByRule        Reason = "by_rule"        // the activity's rule gives its entries to nobody
)

// Facts are what attribution looks at. Departments are codes or ""; days are ISO bounds or "".
type Facts struct {
	Activity    string
	Beneficiary string
	Venue       string
	Start       string
}

// Attribution is the answer: the department that the rule went by, and the funder, or why there is none.
type Attribution struct {
	Department string
	Funder     string
	Reason     Reason
}

// Attribute applies the activity's rule: the department of the beneficiary, else of the venue, at the date of the action
// (domain-rules §1.1, allocation rule). An action over several days belongs to the funder that pays for its first day.
func (a *Agreement) Attribute(f Facts) Attribution {
	rule := BeneficiaryElseVenue
	if x, ok := a.Activity(f.Activity); ok && x.Attribution != "" {
		rule = x.Attribution
	}
	at := Attribution{Department: cmp.Or(f.Beneficiary, f.Venue)}
	switch rule {
	case Nobody:
		at.Reason = ByRule
		return at
	case BeneficiaryOnly:
		at.Department = f.Beneficiary
	case VenueOnly:
		at.Department = f.Venue
	}
	code, fixed := strings.CutPrefix(rule, fixedPrefix)
	if !fixed {
		if code, at.Reason = a.funderOf(at.Department); at.Reason != "" {
			return at
		}
	}
	at.Funder, at.Reason = a.paying(code, f)
	return at
}

// funderOf finds the funder whose territory holds a department.
func (a *Agreement) funderOf(department string) (code string, why Reason) {
	if department == "" {
		return "", NoDepartment
	}
	for _, x := range a.Funders {
		if slices.Contains(x.Departments, department) {
			return x.Code, ""
		}
	}
	return "", OutsideRegion
}

// paying gives the entry to the funder if it pays at the date of the action. Where two funders have the same territory in turn, the one
// whose period holds the day pays.
func (a *Agreement) paying(code string, f Facts) (string, Reason) {
	chosen, ok := a.Funder(code)
	if !ok {
		return "", ByRule
	}
	if f.Start == "" {
		return "", NoDate
	}
	for _, x := range a.Funders {
		sameTerritory := x.Code == code || slices.Equal(x.Departments, chosen.Departments)
		if sameTerritory && x.Start <= f.Start && f.Start <= x.End {
			return x.Code, ""
		}
	}
	return "", OutsidePeriod
}
