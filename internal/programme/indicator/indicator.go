package indicator

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"maillage/internal/kit/apperr"
	"maillage/internal/kit/lang"
	"maillage/internal/programme/agreement"
	"maillage/internal/programme/ledger"
)

// Measure is what a rule adds up.
type Measure string

// The measures. Ratio and growth are percentages of other indicators.
const (
	Count          Measure = "count"
	Participations Measure = "participations"
	People         Measure = "people"       // people reached
	Participants   Measure = "participants" // of the European Social Fund, never added to people reached
	Hours          Measure = "hours"        // in hours, from minutes
	Amount         Measure = "amount"       // in euros, from cents
	Distinct       Measure = "distinct"     // different beneficiaries
	Reading        Measure = "reading"      // the last dated reading in the scope
	Ratio          Measure = "ratio"        // Numerator / Denominator, percent
	Growth         Measure = "growth"       // (last - previous) / previous of the reading Of, percent
)

var measures = []Measure{Count, Participations, People, Participants, Hours, Amount, Distinct, Reading, Ratio, Growth}

// Indicator is a stored definition.
type Indicator struct {
	Key        string     `json:"key"`
	Label      lang.Text  `json:"label"`
	Unit       lang.Forms `json:"unit"`
	Definition lang.Text  `json:"definition"`
	Measure    Measure    `json:"measure"`
	Rule       Rule       `json:"rule"`
	Cover      int        `json:"cover,omitempty"` // rank on the cover; 0 is not on it
}

// Rule filters entries and says what is done with them. Empty lists do not filter; an axis number among Activities stands for all of its
// activities.
type Rule struct {
	Kinds           []string       `json:"kinds,omitempty"`
	Activities      []string       `json:"activities,omitempty"`
	Tags            []string       `json:"tags,omitempty"`
	States          []ledger.State `json:"states,omitempty"`
	Funder          string         `json:"funder,omitempty"` // a code, or ledger.NoFunder
	Departments     []string       `json:"departments,omitempty"`
	FormerRegions   []string       `json:"former_regions,omitempty"`
	Period          string         `json:"period,omitempty"` // years "2018..2019", both inside: never counts beyond them, whatever the scope
	Reading         string         `json:"reading,omitempty"`
	Of              string         `json:"of,omitempty"`
	Numerator       string         `json:"numerator,omitempty"`
	Denominator     string         `json:"denominator,omitempty"`
	Disaggregations []string       `json:"disaggregations,omitempty"`
	SumsYears       bool           `json:"sums_years"` // whether its years may be added up
}

// states are those that the rule counts.
func (r Rule) states() []ledger.State {
	if len(r.States) > 0 {
		return r.States
	}
	return ledger.CountedStates
}

// years are the bounds of the rule's period; ok is false when it has none.
func (r Rule) years() (from, to int, ok bool) {
	first, last, found := strings.Cut(r.Period, "..")
	from, err1 := strconv.Atoi(first)
	to, err2 := strconv.Atoi(last)
	return from, to, found && err1 == nil && err2 == nil && from <= to
}

// Percent says whether the value is a percentage of two terms.
func (i Indicator) Percent() bool { return i.Measure == Ratio || i.Measure == Growth }

// document is the TOML file of indicators, documented in docs/formats.md.
type document struct {
	Indicators []struct {
		Key             string         `toml:"key"`
		Label           lang.Text      `toml:"label"`
		Unit            lang.Text      `toml:"unit"`
		Definition      lang.Text      `toml:"definition"`
		Measure         Measure        `toml:"measure"`
		Kinds           []string       `toml:"kinds"`
		Activities      []string       `toml:"activities"`
		Tags            []string       `toml:"tags"`
		States          []ledger.State `toml:"states"`
		Funder          string         `toml:"funder"`
		Departments     []string       `toml:"departments"`
		FormerRegions   []string       `toml:"former_regions"`
		Period          string         `toml:"period"`
		Reading         string         `toml:"reading"`
		Of              string         `toml:"of"`
		Numerator       string         `toml:"numerator"`
		Denominator     string         `toml:"denominator"`
		Disaggregations []string       `toml:"disaggregations"`
		Cover           int            `toml:"cover"`
		SumsYears       *bool          `toml:"sums_years"`
	} `toml:"indicator"`
}

// Read reads indicators from TOML and checks each against the agreement. Errors: invalid, naming every fault.
func Read(content []byte, a *agreement.Agreement) ([]Indicator, error) {
	var doc document
	if err := agreement.DecodeTOML(content, &doc); err != nil {
		return nil, err
	}
	var list []Indicator
	for _, x := range doc.Indicators {
		list = append(list, Indicator{
			Key: x.Key, Label: x.Label, Unit: lang.Forms{Text: x.Unit}, Definition: x.Definition, Measure: x.Measure, Cover: x.Cover,
			Rule: Rule{
				Kinds: x.Kinds, Activities: x.Activities, Tags: ledger.FoldTags(x.Tags), States: x.States, Funder: x.Funder, Departments: x.Departments,
				FormerRegions: x.FormerRegions, Period: x.Period, Reading: x.Reading, Of: x.Of, Numerator: x.Numerator, Denominator: x.Denominator,
				Disaggregations: x.Disaggregations, SumsYears: x.SumsYears == nil || *x.SumsYears,
			},
		})
	}
	if faults := Check(list, a); len(faults) > 0 {
		all := strings.Join(faults, "\n  ")
		return nil, apperr.New(apperr.Invalid, "indicator.invalid", "Des indicateurs ne se tiennent pas :\n  "+all, "Some indicators do not hold together:\n  "+all)
	}
	return list, nil
}

var keyForm = regexp.MustCompile(`^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$`)

// Check says what is wrong with definitions.
func Check(list []Indicator, a *agreement.Agreement) []string {
	byKey := map[string]Indicator{}
	var faults []string
	for _, x := range list {
		if _, twice := byKey[x.Key]; twice || !keyForm.MatchString(x.Key) {
			faults = append(faults, fmt.Sprintf("%q: a key of its own is needed, in small letters with dots, such as tour.stops", x.Key))
		}
		byKey[x.Key] = x
	}
	for _, x := range list {
		c := checker{x: x, a: a, byKey: byKey}
		c.check()
		faults = append(faults, c.faults...)
	}
	return faults
}

type checker struct {
	x      Indicator
	a      *agreement.Agreement
	byKey  map[string]Indicator
	faults []string
}

func (c *checker) fault(format string, args ...any) {
	c.faults = append(c.faults, c.x.Key+": "+fmt.Sprintf(format, args...))
}

func (c *checker) check() {
	x := c.x
	if x.Label.FR == "" || x.Label.EN == "" || x.Definition.FR == "" || x.Definition.EN == "" {
		c.fault("label and definition are needed in French and English")
	}
	if !x.Unit.Valid() {
		c.fault("unit %v; write its plural, or its singular and its plural, such as date|dates", x.Unit.Text)
	}
	if !slices.Contains(measures, x.Measure) {
		c.fault("measure %q is not one of %v", x.Measure, measures)
	}
	for _, code := range x.Rule.Kinds {
		if _, ok := c.a.Kind(code); !ok {
			c.fault("kind %q is not in the agreement", code)
		}
	}
	for _, number := range x.Rule.Activities {
		_, activity := c.a.Activity(number)
		_, axis := c.a.Axis(number)
		if !activity && !axis {
			c.fault("activity %q is not in the agreement", number)
		}
	}
	if _, ok := c.a.Funder(x.Rule.Funder); x.Rule.Funder != "" && x.Rule.Funder != ledger.NoFunder && !ok {
		c.fault("funder %q is not in the agreement", x.Rule.Funder)
	}
	if _, _, ok := x.Rule.years(); x.Rule.Period != "" && !ok {
		c.fault("period %q; write two years, such as 2018..2019", x.Rule.Period)
	}
	c.checkTerms()
}

// checkTerms checks what the measure needs; a percentage is made of indicators that are none.
func (c *checker) checkTerms() {
	term := func(key string) {
		y, ok := c.byKey[key]
		switch {
		case !ok:
			c.fault("%s needs an existing indicator, %q is not", c.x.Measure, key)
		case y.Percent():
			c.fault("%s of %s: a percentage of a percentage is not told", c.x.Measure, key)
		case c.x.Measure == Growth && y.Measure != Reading:
			c.fault("growth needs a reading, %s is not", key)
		}
	}
	switch c.x.Measure {
	case Ratio:
		term(c.x.Rule.Numerator)
		term(c.x.Rule.Denominator)
	case Growth:
		term(c.x.Rule.Of)
	case Reading:
		if !c.hasReading() {
			c.fault("reading %q is carried by none of the kinds %v", c.x.Rule.Reading, c.x.Rule.Kinds)
		}
	}
}

func (c *checker) hasReading() bool {
	for _, code := range c.x.Rule.Kinds {
		kind, _ := c.a.Kind(code)
		if slices.ContainsFunc(kind.Readings, func(r agreement.Reading) bool { return r.Name == c.x.Rule.Reading }) {
			return true
		}
	}
	return false
}
