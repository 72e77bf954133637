package agreement

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"sort"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"maillage/internal/kit/apperr"
	"maillage/internal/kit/lang"
)

// Territories is what reading an agreement needs to know of the register of territories.
type Territories interface {
	// DepartmentsOf lists the departments of a former region ("limousin"); none when it does not exist.
	DepartmentsOf(formerRegion string) []string
	// IsDepartment says whether a code is a department.
	IsDepartment(code string) bool
	// IsCommune says whether a code is a commune.
	IsCommune(code string) bool
}

// file is the TOML document, documented in docs/formats.md.
type file struct {
	Programme struct {
		Code     string         `toml:"code"`
		Name     lang.Text      `toml:"name"`
		Start    toml.LocalDate `toml:"start"`
		End      toml.LocalDate `toml:"end"`
		Region   string         `toml:"region"`
		Holder   string         `toml:"holder"`
		Communes []string       `toml:"communes"`
	} `toml:"programme"`
	Funders []struct {
		Code          string         `toml:"code"`
		Name          lang.Text      `toml:"name"`
		Short         lang.Text      `toml:"short"`
		Fund          lang.Text      `toml:"fund"`
		Number        string         `toml:"number"`
		Start         toml.LocalDate `toml:"start"`
		End           toml.LocalDate `toml:"end"`
		FormerRegions []string       `toml:"former_regions"`
		Departments   []string       `toml:"departments"`
		Rate          string         `toml:"rate"`
		Mention       lang.Text      `toml:"mention"`
		retention
	} `toml:"funder"`
	Axes []struct {
		Number     string    `toml:"number"`
		Name       lang.Text `toml:"name"`
		Objectives lang.List `toml:"objectives"`
		Audiences  lang.List `toml:"audiences"`
	} `toml:"axis"`
	Activities []struct {
		Number      string    `toml:"number"`
		AsWritten   string    `toml:"as_written"`
		Name        lang.Text `toml:"name"`
		Objectives  lang.List `toml:"objectives"`
		Audiences   lang.List `toml:"audiences"`
		Planned     []string  `toml:"planned"`
		Baseline    []string  `toml:"baseline"`
		Attribution string    `toml:"attribution"`
		Evidence    []string  `toml:"evidence"`
		Active      *bool     `toml:"active"`
		Targets     []struct {
			Indicator string    `toml:"indicator"`
			Year      int       `toml:"year"`
			Value     int64     `toml:"value"`
			Note      lang.Text `toml:"note"`
		} `toml:"target"`
	} `toml:"activity"`
	Kinds []struct {
		Code        string            `toml:"code"`
		Name        lang.Text         `toml:"name"`
		Activity    string            `toml:"activity"`
		SeveralDays string            `toml:"several_days"`
		Readings    map[string]string `toml:"readings"`
	} `toml:"kind"`
	EvidenceKinds []struct {
		Code string    `toml:"code"`
		Name lang.Text `toml:"name"`
	} `toml:"evidence_kind"`
	Amendments []struct {
		Number      int            `toml:"number"`
		Date        toml.LocalDate `toml:"date"`
		Description lang.Text      `toml:"description"`
		Deactivates []string       `toml:"deactivates"`
	} `toml:"amendment"`
	Deliverables []promised `toml:"deliverable"`
}

// Read reads an agreement from TOML and checks that it holds together. Errors: invalid, naming the line or the element and what to mend;
// several faults are told together.
func Read(content []byte, where Territories) (*Agreement, error) {
	var f file
	if err := DecodeTOML(content, &f); err != nil {
		return nil, err
	}
	a := &Agreement{Programme: Programme{
		Code: f.Programme.Code, Name: f.Programme.Name, Region: f.Programme.Region, Holder: f.Programme.Holder, Communes: f.Programme.Communes,
		Start: f.Programme.Start.String(), End: f.Programme.End.String(),
	}}
	var faults []string
	fault := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	for _, code := range f.Programme.Communes {
		if !where.IsCommune(code) {
			fault("programme: commune %q does not exist", code)
		}
	}
	f.readFunders(a, where, fault)
	f.readActivities(a, fault)
	f.readKinds(a, fault)
	f.readDeliverables(a)
	a.index()
	a.applyAmendments()
	a.check(fault)
	if len(faults) > 0 {
		list := strings.Join(faults, "\n  ")
		return nil, apperr.New(apperr.Invalid, "agreement.invalid",
			"La convention ne se tient pas. À corriger dans le fichier :\n  "+list, "The agreement does not hold together. To mend in the file:\n  "+list)
	}
	return a, nil
}

// DecodeTOML reads a TOML document strictly: an unknown key is an error, because it is most often a misspelt one.
func DecodeTOML(content []byte, into any) error {
	err := toml.NewDecoder(strings.NewReader(string(content))).DisallowUnknownFields().Decode(into)
	var strict *toml.StrictMissingError
	var syntax *toml.DecodeError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &strict) && len(strict.Errors) > 0:
		row, col := strict.Errors[0].Position()
		key := strings.Join(strict.Errors[0].Key(), ".")
		return apperr.Newf(apperr.Invalid, "toml.unknown_key", "Ligne %d, colonne %d : la clé « %s » n’existe pas. Vérifiez son orthographe (docs/formats.md).",
			"Line %d, column %d: there is no key “%s”. Check its spelling (docs/formats.md).", row, col, key)
	case errors.As(err, &syntax):
		row, col := syntax.Position()
		return apperr.Newf(apperr.Invalid, "toml.syntax", "Ligne %d, colonne %d : ce n’est pas du TOML valide (%s).",
			"Line %d, column %d: this is not valid TOML (%s).", row, col, syntax.Error())
	}
	return err
}

func (f *file) readFunders(a *Agreement, where Territories, fault func(string, ...any)) {
	for _, x := range f.Funders {
		departments := slices.Clone(x.Departments)
		for _, d := range departments {
			if !where.IsDepartment(d) {
				fault("funder %s: department %q does not exist", x.Code, d)
			}
		}
		for _, region := range x.FormerRegions {
			found := where.DepartmentsOf(region)
			if len(found) == 0 {
				fault("funder %s: former region %q does not exist", x.Code, region)
			}
			departments = append(departments, found...)
		}
		sort.Strings(departments)
		a.Funders = append(a.Funders, Funder{
			Code: x.Code, Name: x.Name, Short: x.Short, Fund: x.Fund, Number: x.Number, Rate: x.Rate, Mention: x.Mention,
			Start: x.Start.String(), End: x.End.String(), Departments: slices.Compact(departments), Retention: x.retention.read(x.Code, fault),
		})
	}
	for _, x := range f.Axes {
		a.Axes = append(a.Axes, Axis(x))
	}
	for _, x := range f.Amendments {
		a.Amendments = append(a.Amendments, Amendment{Number: x.Number, Date: x.Date.String(), Description: x.Description, Deactivates: x.Deactivates})
	}
}

func (f *file) readActivities(a *Agreement, fault func(string, ...any)) {
	for _, x := range f.Activities {
		axis, _, _ := strings.Cut(x.Number, ".")
		y := Activity{
			Number: x.Number, Axis: axis, AsWritten: x.AsWritten, Name: x.Name, Objectives: x.Objectives, Audiences: x.Audiences,
			Attribution: x.Attribution, Evidence: x.Evidence, Active: x.Active == nil || *x.Active,
		}
		y.Planned = readMonths(x.Number, x.Planned, fault)
		y.Baseline = readMonths(x.Number, x.Baseline, fault)
		if y.Baseline == nil {
			y.Baseline = y.Planned
		}
		if y.Attribution == "" {
			y.Attribution = BeneficiaryElseVenue
		}
		for _, t := range x.Targets {
			y.Targets = append(y.Targets, Target(t))
		}
		a.Activities = append(a.Activities, y)
	}
}

func (f *file) readKinds(a *Agreement, fault func(string, ...any)) {
	for _, x := range f.Kinds {
		k := Kind{Code: x.Code, Name: x.Name, Activity: x.Activity, SeveralDays: SeveralDays(x.SeveralDays)}
		switch k.SeveralDays {
		case "":
			k.SeveralDays = Ask
		case Occurrences, Gathering, Ask:
		default:
			fault("kind %s: several_days is %q; write occurrences, gathering or ask", x.Code, x.SeveralDays)
		}
		for name, header := range x.Readings {
			k.Readings = append(k.Readings, Reading{Name: name, Header: header})
		}
		sort.Slice(k.Readings, func(i, j int) bool { return k.Readings[i].Name < k.Readings[j].Name })
		a.Kinds = append(a.Kinds, k)
	}
	for _, x := range f.EvidenceKinds {
		a.EvidenceKinds = append(a.EvidenceKinds, EvidenceKind(x))
	}
}

var month = regexp.MustCompile(`^\d{4}-(0[1-9]|1[0-2])$`)

func readMonths(number string, list []string, fault func(string, ...any)) []Months {
	var out []Months
	for _, s := range list {
		from, to, ok := strings.Cut(s, "..")
		if !ok || !month.MatchString(from) || !month.MatchString(to) || from > to {
			fault("activity %s: period %q; write 2018-01..2020-12", number, s)
			continue
		}
		out = append(out, Months{From: from, To: to})
	}
	return out
}

// applyAmendments deactivates what an amendment took out of the programme.
func (a *Agreement) applyAmendments() {
	for _, m := range a.Amendments {
		for _, number := range m.Deactivates {
			if i, ok := a.activities[number]; ok {
				a.Activities[i].Active = false
			}
		}
	}
}

func (a *Agreement) check(fault func(string, ...any)) {
	if a.Programme.Code == "" || a.Programme.Start > a.Programme.End {
		fault("programme: code, start and end are needed, and the start comes before the end")
	}
	seen := map[string]bool{}
	once := func(what, code string) {
		if code == "" || seen[what+code] {
			fault("%s %q: each needs a code of its own", what, code)
		}
		seen[what+code] = true
	}
	for _, x := range a.Funders {
		once("funder", x.Code)
		if x.Start > x.End || len(x.Departments) == 0 {
			fault("funder %s: it needs a period and at least one department", x.Code)
		}
	}
	for _, x := range a.Axes {
		once("axis", x.Number)
	}
	for _, k := range a.EvidenceKinds {
		once("evidence_kind", k.Code)
	}
	for _, k := range a.Kinds {
		once("kind", k.Code)
		if _, ok := a.Activity(k.Activity); k.Activity != "" && !ok {
			fault("kind %s: activity %q does not exist", k.Code, k.Activity)
		}
	}
	a.checkActivities(once, fault)
	a.checkDeliverables(once, fault)
}

func (a *Agreement) checkActivities(once func(string, string), fault func(string, ...any)) {
	for _, x := range a.Activities {
		once("activity", x.Number)
		if _, ok := a.Axis(x.Axis); !ok || !strings.Contains(x.Number, ".") {
			fault("activity %s: its number begins with that of an axis, such as 1.2", x.Number)
		}
		switch {
		case slices.Contains([]string{BeneficiaryElseVenue, BeneficiaryOnly, VenueOnly, Nobody}, x.Attribution):
		case strings.HasPrefix(x.Attribution, fixedPrefix):
			if _, ok := a.Funder(strings.TrimPrefix(x.Attribution, fixedPrefix)); !ok {
				fault("activity %s: attribution %q names no funder", x.Number, x.Attribution)
			}
		default:
			fault("activity %s: attribution is %q; write beneficiary-else-venue, beneficiary, venue, none or funder:CODE", x.Number, x.Attribution)
		}
		for _, code := range x.Evidence {
			if !slices.ContainsFunc(a.EvidenceKinds, func(k EvidenceKind) bool { return k.Code == code }) {
				fault("activity %s: evidence kind %q is not declared", x.Number, code)
			}
		}
	}
	for _, m := range a.Amendments {
		for _, number := range m.Deactivates {
			if _, ok := a.Activity(number); !ok {
				fault("amendment %d: activity %q does not exist", m.Number, number)
			}
		}
	}
}
