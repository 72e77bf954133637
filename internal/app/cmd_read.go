package app

import (
	"fmt"
	"io"
	"strings"

	"maillage/internal/kit/apperr"
	"maillage/internal/kit/frdate"
	"maillage/internal/kit/frnum"
	"maillage/internal/kit/ident"
	"maillage/internal/register/territory"
)

type readCmd struct {
	What    string   `arg:"" help:"${h_what}"`
	Texts   []string `arg:"" optional:"" help:"${h_text}"`
	Period  string   `help:"${h_period}" placeholder:"2018..2020"`
	Section int      `help:"${h_section}" placeholder:"YEAR"`
	In      string   `help:"${h_hint}" placeholder:"CODE"`
}

// read is how one text was understood, for a machine and for a person.
type read struct {
	value any
	text  string
	lines []string
}

// Run reads the texts, from the arguments or one a line from the standard input. How a text reads is the answer, so the exit code is 0
// even when it cannot be used.
func (c *readCmd) Run(r *run) error {
	if err := checkPeriod(c.Period); err != nil {
		return err
	}
	texts := c.Texts
	if len(texts) == 1 && texts[0] == "-" {
		content, err := io.ReadAll(io.LimitReader(r.in, 16<<20))
		if err != nil {
			return err
		}
		texts = strings.Split(strings.TrimRight(string(content), "\n"), "\n")
	}
	if len(texts) == 0 {
		return apperr.New(apperr.Invalid, "read.nothing", "Donnez au moins un texte, ou « - » pour lire l’entrée standard.", "Give at least one text, or “-” to read the standard input.")
	}
	var values []any
	for _, text := range texts {
		one, err := c.read(r, text)
		if err != nil {
			return err
		}
		values = append(values, one.value)
		if r.Format != "json" {
			_, _ = fmt.Fprintf(r.out, "%s → %s\n", one.text, strings.Join(one.lines, "\n    "))
		}
	}
	if r.Format == "json" {
		return r.json(values)
	}
	return nil
}

func (c *readCmd) read(r *run, text string) (read, error) {
	switch c.What {
	case "date":
		return c.readDate(r, text)
	case "number":
		return readNumber(r, text)
	case "territory", "department":
		return c.readTerritory(r, text)
	}
	reader, ok := identifiers[c.What]
	if !ok {
		return read{}, apperr.Newf(apperr.Invalid, "read.what", "« %s » ne se lit pas : écrivez date, number, territory, department, phone, siret, siren, rna, postcode, vat, commune ou email.",
			"“%s” cannot be read: write date, number, territory, department, phone, siret, siren, rna, postcode, vat, commune or email.", c.What)
	}
	v := reader(text)
	one := read{value: v, text: text, lines: []string{r.word(string(v.Kind)) + " " + v.Value}}
	for _, issue := range v.Issues {
		one.lines = append(one.lines, ident.Explain(issue, v, r.Lang))
	}
	return one, nil
}

var identifiers = map[string]func(string) ident.Result{
	"phone": ident.ReadPhone, "siret": ident.ReadSIRET, "siren": ident.ReadSIREN, "rna": ident.ReadRNA, "postcode": ident.ReadPostcode,
	"vat": ident.ReadVAT, "commune": ident.ReadCommune, "email": ident.ReadEmail,
}

func (c *readCmd) readDate(r *run, text string) (read, error) {
	context := frdate.Context{Section: c.Section}
	if from, to, ok := strings.Cut(c.Period, ".."); ok {
		context.From, context.To = from+"-01-01", to+"-12-31"
	}
	v := frdate.Read(text, context)
	one := read{value: v, text: text, lines: []string{r.word(string(v.Kind)) + " : " + frdate.Long(v, r.Lang)}}
	for _, issue := range v.Issues {
		one.lines = append(one.lines, frdate.Explain(issue, v, r.Lang))
	}
	if len(v.Candidates) > 0 {
		one.lines = append(one.lines, r.t("à choisir : ", "to choose from: ")+strings.Join(v.Candidates, ", "))
	}
	return one, nil
}

func readNumber(r *run, text string) (read, error) {
	v := frnum.Read(text)
	one := read{value: v, text: text, lines: []string{strings.TrimSpace(r.word(string(v.Kind)) + " " + v.Value + " " + v.Unit)}}
	for _, issue := range v.Issues {
		one.lines = append(one.lines, frnum.Explain(issue, v, r.Lang))
	}
	return one, nil
}

func (c *readCmd) readTerritory(r *run, text string) (read, error) {
	g := territory.Load()
	hint := territory.Hint{}
	if _, ok := g.Department(c.In); ok {
		hint.Department = c.In
	} else {
		hint.Region = c.In
	}
	v := g.Read(text, hint)
	if c.What == "department" {
		v = g.ReadDepartment(text, hint)
	}
	one := read{value: v, text: text, lines: []string{r.word(string(v.Kind))}}
	if v.Match != nil {
		one.lines[0] = fmt.Sprintf("%s (%s %s)", v.Match.Name, v.Match.Kind, v.Match.Code)
	}
	if told := territory.Explain(v, r.Lang); told != "" {
		one.lines = append(one.lines, told)
	}
	return one, nil
}

// word says a kind of reading in the language of the run.
func (r *run) word(kind string) string {
	if r.Lang == "en" {
		return kind
	}
	if fr, ok := words[kind]; ok {
		return fr
	}
	return kind
}

var words = map[string]string{
	"single": "un jour", "multiple": "plusieurs jours", "interval": "du … au …", "month": "un mois", "year": "une année", "incomplete": "incomplet", "invalid": "illisible",
	"exact": "nombre", "approximate": "à peu près", "missing": "absent", "range": "fourchette", "percent": "pourcentage", "money": "montant", "ambiguous": "ambigu",
	"valid": "valable", "proposal": "proposition", "found": "trouvé", "unknown": "inconnu", "empty": "vide",
}
