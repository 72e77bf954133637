package finance

import (
	"fmt"
	"slices"
)

// missing are the things that the statement would need and nobody told.
func (d *drawing) missing() []Remark {
	list := []Remark{}
	for _, x := range d.accounts {
		if x.operation.Funder == "" {
			list = append(list, d.notCharged(x))
			continue
		}
		if !x.planned {
			list = append(list, d.remark(x, "operation", "", d.say("Le plan de financement n’a pas d’opération", "The plan of financing has no operation")))
		}
		list = append(list, d.missingTerms(x)...)
		list = append(list, d.missingPlan(x)...)
		list = append(list, d.missingExpenses(x)...)
		list = append(list, d.missingResources(x)...)
	}
	return list
}

func (d *drawing) remark(x *account, code, axis, sentence string) Remark {
	return Remark{Code: code, Funder: x.operation.Funder, Axis: axis, Text: d.of(x.operation.Funder, sentence)}
}

func (d *drawing) notCharged(x *account) Remark {
	total := int64(0)
	for _, e := range x.expenses {
		total += e.Charged
	}
	return Remark{Code: "not_charged", Text: fmt.Sprintf(
		d.say("%s, %s : imputation à une opération non connue.", "%s, %s: not known which operation they are charged to."), d.expenses(len(x.expenses)), euros(&total, d.language))}
}

func (d *drawing) missingTerms(x *account) []Remark {
	var list []Remark
	add := func(is bool, code, fr, en string) {
		if is {
			list = append(list, d.remark(x, code, "", d.say(fr, en)))
		}
	}
	o := x.operation
	_, option := FindOption(o.Option, o.Period, o.Start)
	add(o.Granted == nil, "granted", "Le montant accordé n’est pas connu", "The granted amount is not known")
	add(o.Rate == nil, "rate", "Le taux d’intervention n’est pas connu", "The rate of intervention is not known")
	add(o.Option == "", "option", "L’option de coûts n’est pas connue : les coûts indirects ne sont pas calculés", "The cost option is not known: indirect costs are not computed")
	add(option && !x.hasFlat, "option_rate", "Le taux du forfait n’est pas connu : seul son plafond l’est", "The rate of the flat rate is not known, only its ceiling")
	add(o.Option != "" && o.Option != Real && !option, "option_void", "L’option de coûts n’est plus dans les règles en vigueur", "The cost option is no longer among the rules in force")
	add(x.hasFlat && x.option.Ceiling && o.Method == "", "method", "La méthode de calcul du forfait n’est pas dite", "The method of calculation of the flat rate is not told")
	return list
}

// missingPlan names the lines that the plan lists without an amount, each with its axes.
func (d *drawing) missingPlan(x *account) []Remark {
	if len(x.operation.Costs) == 0 {
		return []Remark{d.remark(x, "planned_costs", "", d.say("Aucun coût prévu n’est connu, ni par poste ni par axe", "No planned cost is known, by line or by axis"))}
	}
	var list []Remark
	for _, l := range Lines {
		var axes []string
		for _, c := range x.operation.Costs {
			if c.Line == l && c.Amount == nil {
				axes = append(axes, d.axisLabel(c.Axis))
			}
		}
		if len(axes) > 0 {
			list = append(list, d.remark(x, "planned_cost", "", fmt.Sprintf(
				d.say("Le montant prévu de « %s » n’est pas connu : %s", "The planned amount of “%s” is not known: %s"), l.Name(d.language), joined(axes))))
		}
	}
	return list
}

func (d *drawing) missingExpenses(x *account) []Remark {
	if len(x.expenses) == 0 {
		return []Remark{d.remark(x, "expenses", "", d.say("Aucune dépense n’est importée", "No expense has been imported"))}
	}
	var list []Remark
	for _, axis := range d.axes() {
		if !x.told[axis] && x.expects(axis) {
			list = append(list, d.remark(x, "expenses", axis, fmt.Sprintf(d.say("Aucune dépense n’est importée pour l’axe %s", "No expense has been imported for axis %s"), axis)))
		}
	}
	undecided := slices.DeleteFunc(slices.Clone(x.expenses), func(e Expense) bool { return e.Accepted != nil })
	if n := len(undecided); n > 0 {
		total := int64(0)
		for _, e := range undecided {
			total += e.Charged
		}
		list = append(list, d.remark(x, "accepted", "", fmt.Sprintf(
			d.say("Montant retenu non connu : %s, %s imputés", "Accepted amount not known: %s, %s charged"), d.expenses(n), euros(&total, d.language))))
	}
	return list
}

// expects says whether the plan leaves room for costs on an axis.
func (a *account) expects(axis string) bool {
	list := a.operation.Costs
	return len(list) == 0 || slices.ContainsFunc(list, func(c PlannedCost) bool { return c.Axis == "" || c.Axis == axis })
}

func (d *drawing) missingResources(x *account) []Remark {
	var list []Remark
	for _, r := range d.resourcesOf(x) {
		if r.Planned == nil && r.Source != FromFunder {
			list = append(list, d.remark(x, "planned_resource", "", fmt.Sprintf(d.say("Le montant prévu de la ressource « %s » n’est pas connu", "The planned amount of the resource “%s” is not known"), namedResource(r))))
		}
	}
	if len(x.receipts) == 0 {
		list = append(list, d.remark(x, "resources", "", d.say("Aucune ressource encaissée n’est importée", "No resource received has been imported")))
	}
	return list
}
