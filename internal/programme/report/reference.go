package report

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"maillage/internal/kit/lang"
)

// BlockWord says what a block of a text draws; "" is a figure in a sentence.
type BlockWord string

// The blocks that stand alone on their line.
const (
	InSentence       BlockWord = ""
	ListBlock        BlockWord = "list"
	TableBlock       BlockWord = "table"
	ChartBlock       BlockWord = "chart"
	MapBlock         BlockWord = "map"
	DeliverableBlock BlockWord = "deliverables"
)

// Reference is a live figure or a block as a text asks for it.
type Reference struct {
	Place
	Words       string // with its braces
	Block       BlockWord
	Key         string // of an indicator; "" for list and deliverables
	From, To    int    // years, both inside; zero is the whole programme
	Funder      string
	Departments []string
	Kinds       []string
	Activities  []string
	Tags        []string
	States      []string
	By          []string // year, funder, department
	Axis        string

	anchor string    // of the block in the document
	fault  lang.Text // why it cannot be read
	way    lang.Text
}

// options lists what may follow each block's name.
var options = map[BlockWord][]string{
	InSentence:       {"funder", "department"},
	ListBlock:        {"kind", "activity", "tag", "funder", "state", "department"},
	TableBlock:       {"by", "funder", "department"},
	ChartBlock:       {"by", "funder", "department"},
	MapBlock:         {"funder"},
	DeliverableBlock: {"axis"},
}

// dimensions are what tables and charts divide by.
var dimensions = []string{byYear, byFunder, byDepartment}

const (
	byYear       = "year"
	byFunder     = "funder"
	byDepartment = "department"
)

var (
	keyForm   = regexp.MustCompile(`^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$`)
	yearsForm = regexp.MustCompile(`^(\d{4})(?:\.\.(\d{4}))?$`)
)

// parseReference reads what stands between the braces. A fault stays in the reference: a draft shows it where it is written.
func parseReference(words string) *Reference {
	r := &Reference{Words: words}
	fields := strings.Fields(strings.TrimSuffix(strings.TrimPrefix(words, "{{"), "}}"))
	if len(fields) == 0 {
		r.refuse("Il n’y a rien entre les accolades.", "There is nothing between the braces.", "")
		return r
	}
	if _, block := options[BlockWord(fields[0])]; block {
		r.Block, fields = BlockWord(fields[0]), fields[1:]
	}
	if r.Block != ListBlock && r.Block != DeliverableBlock {
		if len(fields) == 0 || !keyForm.MatchString(fields[0]) {
			r.refuse("La clé d’un indicateur manque.", "The key of an indicator is missing.", "")
			return r
		}
		r.Key, fields = fields[0], fields[1:]
	}
	for _, f := range fields {
		r.readOption(f)
	}
	r.complete()
	return r
}

func (r *Reference) refuse(fr, en, words string) {
	if r.fault.FR != "" {
		return
	}
	quote := func(s, open, shut string) string {
		if words == "" {
			return s
		}
		return open + words + shut + s
	}
	r.fault = lang.Text{FR: quote(fr, "« ", " » : "), EN: quote(en, "“", "”: ")}
	allowed := strings.Join(options[r.Block], "=, ") + "="
	r.way = textf("Modèle : {{tour.stops 2019}}, {{table tour.stops by=year,funder}}. Options admises ici : une année ou deux (2018..2020), %s.",
		"Model: {{tour.stops 2019}}, {{table tour.stops by=year,funder}}. Options taken here: one year or two (2018..2020), %s.", allowed)
}

func (r *Reference) readOption(field string) {
	if years := yearsForm.FindStringSubmatch(field); years != nil {
		r.From, _ = strconv.Atoi(years[1])
		r.To = r.From
		if years[2] != "" {
			r.To, _ = strconv.Atoi(years[2])
		}
		if r.To < r.From {
			r.refuse("La première année vient après la seconde.", "The first year comes after the second.", field)
		}
		return
	}
	name, value, ok := strings.Cut(field, "=")
	if !ok || value == "" || !slices.Contains(options[r.Block], name) {
		r.refuse("Ce mot n’est pas compris ici.", "This word is not understood here.", field)
		return
	}
	list := strings.Split(value, ",")
	switch name {
	case "funder":
		r.Funder = value
	case "department":
		r.Departments = list
	case "kind":
		r.Kinds = list
	case "activity":
		r.Activities = list
	case "tag":
		r.Tags = list
	case "state":
		r.States = list
	case "axis":
		r.Axis = value
	case "by":
		r.By = list
	}
}

// complete checks what the words say together and fills in what they leave out.
func (r *Reference) complete() {
	for _, dimension := range r.By {
		if !slices.Contains(dimensions, dimension) {
			r.refuse("On ne divise que par year, funder ou department.", "One divides by year, funder or department only.", dimension)
		}
	}
	switch {
	case (r.Block == TableBlock || r.Block == ChartBlock) && len(r.By) == 0:
		r.By = []string{byYear}
	case len(r.By) > 2:
		r.refuse("Deux divisions au plus.", "Two divisions at most.", strings.Join(r.By, ","))
	case r.Block != ListBlock && len(r.Departments) > 1:
		r.refuse("Un seul département ici.", "One department only here.", strings.Join(r.Departments, ","))
	case r.Block == DeliverableBlock && r.Axis == "":
		r.refuse("Le numéro de l’axe manque : axis=1.", "The number of the axis is missing: axis=1.", "")
	}
}

func (r *Reference) department() string {
	if len(r.Departments) == 0 {
		return ""
	}
	return r.Departments[0]
}
