package ledger

import (
	"net/url"
	"strconv"
	"time"
)

// The names that the filters of a list have in its address. Words are French, as the pages are; codes are those of the agreement.
const (
	ParamKind        = "nature"
	ParamActivity    = "activite"
	ParamAxis        = "axe"
	ParamTag         = "etiquette"
	ParamState       = "etat"
	ParamFunder      = "financeur"
	ParamDepartment  = "departement"
	ParamYear        = "annee" // "2018" or "2018-2020"
	ParamSince       = "de"
	ParamUntil       = "a"
	ParamBeneficiary = "beneficiaire"
	ParamBatch       = "import"
	ParamPile        = "a-completer"
	ParamReading     = "releve"
	ParamEvidence    = "piece"
	ParamAsOf        = "au"
)

// Several is the word, in an address, for what spans years and counts in none of them.
const Several = "plusieurs"

// Nothing is the word for "none" in an address: no funder, no department.
const Nothing = "aucun"

// PileSlugs and StateSlugs are the words of piles and states in an address.
var (
	PileSlugs = map[Pile]string{
		PileTerritory: "territoire", PileDate: "date", PileActivity: "activite", PileValue: "valeur", PileEvidence: "preuve",
	}
	StateSlugs = map[State]string{
		Held: "tenu", Planned: "prevu", Cancelled: "annule", InProgress: "en-cours", Completed: "termine", Abandoned: "abandonne",
	}
)

// Piles lists the piles in the order in which they are best worked off.
var Piles = []Pile{PileActivity, PileDate, PileTerritory, PileValue, PileEvidence}

// Query writes a filter as the page of entries reads it back.
func (f Filter) Query() url.Values {
	q := url.Values{}
	add := func(name string, values ...string) {
		for _, v := range values {
			if v != "" {
				q.Add(name, v)
			}
		}
	}
	add(ParamKind, f.Kinds...)
	add(ParamActivity, f.Activities...)
	add(ParamTag, f.Tags...)
	for _, s := range f.States {
		add(ParamState, StateSlugs[s])
	}
	for _, d := range f.Departments {
		if d == "" {
			d = Nothing
		}
		add(ParamDepartment, d)
	}
	if f.Funder == NoFunder {
		add(ParamFunder, Nothing)
	} else {
		add(ParamFunder, f.Funder)
	}
	add(ParamYear, years(f))
	add(ParamSince, f.Since)
	add(ParamUntil, f.Until)
	add(ParamBeneficiary, f.Beneficiary)
	add(ParamBatch, f.Batch)
	add(ParamPile, PileSlugs[f.Pile])
	add(ParamReading, f.Reading)
	add(ParamEvidence, f.Evidence)
	if !f.AsOf.IsZero() {
		add(ParamAsOf, f.AsOf.UTC().Format(time.RFC3339Nano))
	}
	return q
}

func years(f Filter) string {
	switch {
	case f.From == 0 && f.To == 0:
		return ""
	case f.From == SeveralYears && f.To == SeveralYears:
		return Several
	case f.From == f.To:
		return strconv.Itoa(f.From)
	}
	return strconv.Itoa(f.From) + "-" + strconv.Itoa(f.To)
}

// Address is the page that lists the entries of a filter: where a figure leads to whoever asks what is behind it.
func (f Filter) Address() string {
	if q := f.Query(); len(q) > 0 {
		return "/realisations?" + q.Encode()
	}
	return "/realisations"
}
