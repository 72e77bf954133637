package finance

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"maillage/internal/kit/apperr"
	"maillage/internal/kit/lang"
	"maillage/internal/programme/agreement"
)

// file is the TOML document, documented in docs/formats.md. Amounts and rates are texts, as people write them.
type file struct {
	Threshold  string          `toml:"variance_threshold"`
	Operations []operationFile `toml:"operation"`
}

type operationFile struct {
	Funder      string          `toml:"funder"`
	Period      string          `toml:"fund_period"`
	EUFund      string          `toml:"eu_fund"`
	Start       *toml.LocalDate `toml:"start"`
	End         *toml.LocalDate `toml:"end"`
	LastPayment *toml.LocalDate `toml:"last_payment"`
	Option      string          `toml:"cost_option"`
	OptionRate  string          `toml:"option_rate"`
	Method      string          `toml:"method"`
	Granted     string          `toml:"granted"`
	Rate        string          `toml:"rate"`
	Costs       []struct {
		Line   Line   `toml:"line"`
		Axis   string `toml:"axis"`
		Amount string `toml:"amount"`
	} `toml:"cost"`
	Resources []struct {
		Source Source    `toml:"source"`
		Name   lang.Text `toml:"name"`
		Amount string    `toml:"amount"`
	} `toml:"resource"`
}

// faults gathers what is wrong, so that it is told at once.
type faults []lang.Text

func (f *faults) add(fr, en string, args ...any) {
	*f = append(*f, lang.Text{FR: fmt.Sprintf(fr, args...), EN: fmt.Sprintf(en, args...)})
}

func (f faults) err() error {
	if len(f) == 0 {
		return nil
	}
	var fr, en strings.Builder
	for _, x := range f {
		fr.WriteString("\n  " + x.FR)
		en.WriteString("\n  " + x.EN)
	}
	return apperr.Newf(apperr.Invalid, "finance.invalid", "Le plan de financement ne se tient pas. À corriger dans le fichier :%[1]s",
		"The plan of financing does not hold together. To mend in the file:%[2]s", fr.String(), en.String())
}

// Read reads a plan of financing and checks it against the agreement. Errors: invalid, naming the line or the element and what to mend;
// several faults are told together.
func Read(content []byte, a *agreement.Agreement) (*Plan, error) {
	var f file
	if err := agreement.DecodeTOML(content, &f); err != nil {
		return nil, err
	}
	r := reader{agreement: a}
	p := &Plan{Threshold: DefaultThreshold}
	if f.Threshold != "" {
		if rate := r.rate("variance_threshold", f.Threshold); rate != nil {
			p.Threshold = *rate
		}
	}
	for _, x := range f.Operations {
		if _, twice := p.Operation(x.Funder); twice {
			r.add("opération « %s » : elle est écrite deux fois", "operation “%s”: it is written twice", x.Funder)
		}
		p.Operations = append(p.Operations, r.operation(x))
	}
	return p, r.err()
}

type reader struct {
	agreement *agreement.Agreement
	faults
}

func (r *reader) operation(x operationFile) Operation {
	f, ok := r.agreement.Funder(x.Funder)
	if !ok {
		r.add("opération « %s » : la convention n’a pas ce financeur", "operation “%s”: the agreement has no such funder", x.Funder)
	}
	o := Operation{
		Funder: x.Funder, Period: x.Period, EUFund: x.EUFund, Start: day(x.Start, f.Start), End: day(x.End, f.End), Option: x.Option, Method: x.Method,
		OptionRate: r.rate(x.Funder+" option_rate", x.OptionRate), Granted: r.amount(x.Funder+" granted", x.Granted),
		Rate: r.rate(x.Funder+" rate", cmp.Or(x.Rate, f.Rate)),
	}
	o.LastPayment = day(x.LastPayment, lastPayment(o.End, PaymentMonths))
	if o.Start > o.End || o.LastPayment < o.End {
		r.add("opération « %s » : le début vient avant la fin, et la fin avant le dernier paiement", "operation “%s”: the start comes before the end, and the end before the last payment", x.Funder)
	}
	if (o.EUFund == "") != (o.Period == "") {
		r.add("opération « %s » : eu_fund et fund_period vont ensemble", "operation “%s”: eu_fund and fund_period go together", x.Funder)
	}
	r.option(o)
	for _, c := range x.Costs {
		o.Costs = append(o.Costs, PlannedCost{Line: c.Line, Axis: c.Axis, Amount: r.amount(x.Funder+" "+string(c.Line)+" "+c.Axis, c.Amount)})
	}
	r.costs(o)
	for _, y := range x.Resources {
		o.Resources = append(o.Resources, PlannedResource{Source: y.Source, Name: y.Name, Amount: r.amount(x.Funder+" "+string(y.Source), y.Amount)})
		if !slices.Contains(Sources[1:], y.Source) { // what the funder itself pays is the granted amount
			r.add("opération « %s », ressource « %s » : écrivez l’une de %s", "operation “%s”, resource “%s”: write one of %s", x.Funder, y.Source, listOf(Sources[1:]))
		}
	}
	return o
}

// option checks the cost option against the flat rates in force on the day on which the operation begins.
func (r *reader) option(o Operation) {
	if o.Option == "" || o.Option == Real {
		return
	}
	option, ok := FindOption(o.Option, o.Period, o.Start)
	if !ok {
		r.add("opération « %s » : l’option de coûts « %s » n’existe pas pour la période « %s » d’une opération commencée le %s. Options possibles : %s",
			"operation “%s”: there is no cost option “%s” for the period “%s” of an operation that began on %s. Possible options: %s",
			o.Funder, o.Option, o.Period, o.Start, possibleOptions(o))
		return
	}
	if !option.Ceiling && o.OptionRate != nil {
		r.add("opération « %s » : le taux de « %s » est fixé par les textes, n’écrivez pas option_rate", "operation “%s”: the rate of “%s” is set by law, do not write option_rate", o.Funder, o.Option)
	}
	if option.Ceiling && o.OptionRate != nil && *o.OptionRate > option.Rate {
		r.add("opération « %[1]s » : option_rate dépasse le plafond de « %[2]s », %[3]s", "operation “%[1]s”: option_rate is above the ceiling of “%[2]s”, %[4]s",
			o.Funder, o.Option, Percent(option.Rate, "fr"), Percent(option.Rate, "en"))
	}
}

// costs checks the lines of a plan: one amount for a line, or one for each of its axes, and none where a flat rate computes.
func (r *reader) costs(o Operation) {
	seen := map[PlannedCost]bool{}
	byAxis := map[Line]bool{}
	for _, c := range o.Costs {
		key := PlannedCost{Line: c.Line, Axis: c.Axis}
		if _, ok := r.agreement.Axis(c.Axis); c.Axis != "" && !ok {
			r.add("opération « %s », poste « %s » : la convention n’a pas d’axe « %s »", "operation “%s”, line “%s”: the agreement has no axis “%s”", o.Funder, c.Line, c.Axis)
		}
		switch {
		case !c.Line.Booked():
			r.add("opération « %s », poste « %s » : écrivez l’un de %s", "operation “%s”, line “%s”: write one of %s", o.Funder, c.Line, listOf(bookable()))
		case o.Replaced(c.Line):
			r.add("opération « %s », poste « %s » : l’option « %s » le calcule, ne l’écrivez pas", "operation “%s”, line “%s”: the option “%s” computes it, do not write it", o.Funder, c.Line, o.Option)
		case seen[key]:
			r.add("opération « %s », poste « %s », axe « %s » : écrit deux fois", "operation “%s”, line “%s”, axis “%s”: written twice", o.Funder, c.Line, c.Axis)
		case c.Axis == "" && byAxis[c.Line] || c.Axis != "" && seen[PlannedCost{Line: c.Line}]:
			r.add("opération « %s », poste « %s » : donnez un montant pour le poste entier, ou un par axe, pas les deux", "operation “%s”, line “%s”: give one amount for the whole line, or one for each axis, not both", o.Funder, c.Line)
		}
		seen[key] = true
		byAxis[c.Line] = byAxis[c.Line] || c.Axis != ""
	}
}

func (r *reader) amount(where, text string) *int64 {
	if text == "" {
		return nil
	}
	cents, ok := readCents(text)
	if !ok {
		r.add("%s : « %s » n’est pas un montant ; écrivez par exemple \"12 345,60\", ou rien s’il n’est pas connu", "%s: “%s” is no amount; write for instance \"12345.60\", or nothing when it is not known", where, text)
		return nil
	}
	return &cents
}

func (r *reader) rate(where, text string) *int64 {
	if text == "" {
		return nil
	}
	rate, ok := readRate(text)
	if !ok {
		r.add("%s : « %s » n’est pas un pourcentage de 0 à 100, à deux décimales au plus", "%s: “%s” is no percentage from 0 to 100 with at most two decimals", where, text)
		return nil
	}
	return &rate
}

func day(d *toml.LocalDate, otherwise string) string {
	if d == nil {
		return otherwise
	}
	return d.String()
}

// possibleOptions lists the codes that an operation could use.
func possibleOptions(o Operation) string {
	list := []string{Real}
	for _, x := range FlatRates() {
		if _, ok := FindOption(x.Code, o.Period, o.Start); ok && !slices.Contains(list, x.Code) {
			list = append(list, x.Code)
		}
	}
	return joined(list)
}

func bookable() []Line {
	return slices.DeleteFunc(slices.Clone(Lines), func(l Line) bool { return !l.Booked() })
}

func listOf[T ~string](list []T) string {
	words := make([]string, len(list))
	for i, x := range list {
		words[i] = string(x)
	}
	return joined(words)
}
