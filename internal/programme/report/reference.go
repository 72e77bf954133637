package report

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

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
	ChronogramBlock  BlockWord = "chronogram"
	PartnersBlock    BlockWord = "partners"
	VariancesBlock   BlockWord = "variances"
	TestimonyBlock   BlockWord = "testimonies"
	FinanceBlock     BlockWord = "finance"
)

// Reference is a live figure or a block as a text asks for it.
type Reference struct {
	Place
	Words       string // with its braces
	Block       BlockWord
	Key         string // of an indicator; "" for blocks that draw none
	From, To    int    // years, both inside; zero is the whole programme
	Funder      string
	Departments []string
	Former      string
	Kinds       []string
	Activities  []string
	Tags        []string
	States      []string
	By          []string // year, funder, department, former
	Axis        string
	Caption     string // instead of the one that the block gives itself
	Source      string // instead of the ledger

	anchor string    // of the block in the document
	fault  lang.Text // why it cannot be read
	way    lang.Text
}

// options lists what may follow each block's name.
var options = map[BlockWord][]string{
	InSentence:       {"funder", "department", "former"},
	ListBlock:        {"kind", "activity", "tag", "funder", "state", "department", "caption", "source"},
	TableBlock:       {"by", "funder", "department", "former", "caption", "source"},
	ChartBlock:       {"by", "funder", "department", "former", "caption", "source"},
	MapBlock:         {"funder", "caption", "source"},
	DeliverableBlock: {"axis", "caption", "source"},
	ChronogramBlock:  {"axis", "activity", "caption", "source"},
	PartnersBlock:    {"axis", "activity", "caption", "source"},
	VariancesBlock:   {"axis", "state", "caption", "source"},
	TestimonyBlock:   {"axis", "caption", "source"},
	FinanceBlock:     {"funder", "axis", "caption", "source"},
}

// keyed says which blocks draw an indicator.
var keyed = []BlockWord{InSentence, TableBlock, ChartBlock, MapBlock}

// dimensions are what tables and charts divide by.
var dimensions = []string{byYear, byFunder, byDepartment, byFormer}

const (
	byYear       = "year"
	byFunder     = "funder"
	byDepartment = "department"
	byFormer     = "former"
)

var (
	keyForm   = regexp.MustCompile(`^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$`)
	yearsForm = regexp.MustCompile(`^(\d{4})(?:\.\.(\d{4}))?$`)
)

// parseReference reads what stands between the braces. A fault stays in the reference: a draft shows it where it is written.
func parseReference(words string) *Reference {
	r := &Reference{Words: words}
	fields, closed := wordsOf(strings.TrimSuffix(strings.TrimPrefix(words, "{{"), "}}"))
	if !closed {
		r.refuse("Un guillemet n’est pas fermé.", "A quote is not closed.", "")
		return r
	}
	if len(fields) == 0 {
		r.refuse("Il n’y a rien entre les accolades.", "There is nothing between the braces.", "")
		return r
	}
	if _, block := options[BlockWord(fields[0])]; block {
		r.Block, fields = BlockWord(fields[0]), fields[1:]
	}
	if slices.Contains(keyed, r.Block) {
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

// wordsOf divides at spaces, except within quotes: caption="Lieux par année". Quotes are those of a keyboard or of French.
func wordsOf(s string) (list []string, closed bool) {
	var word strings.Builder
	until := rune(0)
	for _, c := range s {
		switch {
		case until != 0 && c == until:
			until = 0
		case until != 0:
			word.WriteRune(c)
		case c == '"':
			until = '"'
		case c == '«':
			until = '»'
		case unicode.IsSpace(c):
			if word.Len() > 0 {
				list = append(list, word.String())
			}
			word.Reset()
		default:
			word.WriteRune(c)
		}
	}
	if word.Len() > 0 {
		list = append(list, word.String())
	}
	return list, until == 0
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
	case "former":
		r.Former = value
	case "caption":
		r.Caption = strings.TrimSpace(value)
	case "source":
		r.Source = strings.TrimSpace(value)
	case "by":
		r.By = list
	}
}

// complete checks what the words say together and fills in what they leave out.
func (r *Reference) complete() {
	for _, dimension := range r.By {
		if !slices.Contains(dimensions, dimension) {
			r.refuse("On ne divise que par year, funder, department ou former.", "One divides by year, funder, department or former only.", dimension)
		}
	}
	switch {
	case (r.Block == TableBlock || r.Block == ChartBlock) && len(r.By) == 0:
		r.By = []string{byYear}
	case len(r.By) > 3 || len(r.By) > 2 && r.Block != TableBlock:
		r.refuse("Trois divisions au plus dans un tableau, deux ailleurs.", "Three divisions at most in a table, two elsewhere.", strings.Join(r.By, ","))
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
