package finance

import (
	"maillage/internal/kit/importer"
	"maillage/internal/kit/lang"
)

// check collects what is wrong with a row of an import.
type check struct {
	session
	r       importer.Row
	refused []importer.Refusal
}

func (c *check) refuse(field, code string, reason, mend lang.Text) {
	c.refused = append(c.refused, importer.Refuse(c.r, field, code, reason, mend))
}

// line reads a line of costs by its code or its name.
func (c *check) line() Line {
	cell := c.r.Get("line")
	var names, codes []string
	for _, l := range bookable() {
		if same(cell, string(l), lineNames[l]) {
			return l
		}
		names, codes = append(names, l.Name("fr")), append(codes, l.Name("en"))
	}
	c.refuse("line", "line", lang.Text{FR: "Le poste « " + cell + " » n’existe pas.", EN: "There is no line “" + cell + "”."},
		lang.Text{FR: "Écrivez l’un de : " + joined(names) + ".", EN: "Write one of: " + joined(codes) + "."})
	return ""
}

// source reads a kind of resource by its code or its name.
func (c *check) source() Source {
	cell := c.r.Get("source")
	var fr, en []string
	for _, s := range Sources {
		if same(cell, string(s), sourceNames[s]) {
			return s
		}
		fr, en = append(fr, s.Name("fr")), append(en, s.Name("en"))
	}
	c.refuse("source", "source", lang.Text{FR: "La ressource « " + cell + " » n’existe pas.", EN: "There is no resource “" + cell + "”."},
		lang.Text{FR: "Écrivez l’une de : " + joined(fr) + ".", EN: "Write one of: " + joined(en) + "."})
	return ""
}

// activity reads the number of an activity or of an axis; empty is for what serves all axes.
func (c *check) activity() (activity, axis string) {
	cell := c.r.Get("activity")
	if x, ok := c.agreement.Activity(cell); ok {
		return x.Number, x.Axis
	}
	if x, ok := c.agreement.Axis(cell); ok {
		return "", x.Number
	}
	if cell != "" {
		c.refuse("activity", "activity_unknown", lang.Text{FR: "Ni axe ni activité ne porte le numéro « " + cell + " ».", EN: "No axis or activity has the number “" + cell + "”."},
			lang.Text{FR: "Écrivez 1 pour un axe, 1.2 pour une activité, rien pour une dépense commune.", EN: "Write 1 for an axis, 1.2 for an activity, nothing for a shared expense."})
	}
	return "", ""
}

// funder reads whose operation a row belongs to, and refuses a line that the operation's flat rate stands for.
func (c *check) funder(field string, line Line) string {
	cell := c.r.Get(field)
	if cell == "" {
		return ""
	}
	for _, f := range c.agreement.Funders {
		if !same(cell, f.Code, f.Name) && !same(cell, f.Code, f.Short) {
			continue
		}
		o, ok := c.plan.Operation(f.Code)
		if !ok {
			break
		}
		if o.Replaced(line) {
			c.refuse("line", string(ReplacedByFlat),
				lang.Text{FR: "Le forfait de l’opération calcule le poste « " + line.Name("fr") + " ».", EN: "The operation’s flat rate computes the line “" + line.Name("en") + "”."},
				lang.Text{FR: "Retirez cette ligne, ou imputez-la à une autre opération.", EN: "Take this row out, or charge it to another operation."})
		}
		return f.Code
	}
	c.refuse(field, "operation_unknown", lang.Text{FR: "Le plan de financement n’a pas d’opération « " + cell + " ».", EN: "The plan of financing has no operation “" + cell + "”."}, c.funderMend())
	return ""
}

func (c *check) funderMend() lang.Text {
	var codes []string
	for _, o := range c.plan.Operations {
		codes = append(codes, o.Funder)
	}
	return lang.Text{FR: "Écrivez l’une de : " + joined(codes) + ".", EN: "Write one of: " + joined(codes) + "."}
}

func (c *check) amount(field string) int64 {
	cents, ok := readCents(c.r.Get(field))
	if !ok {
		c.refuse(field, "amount", lang.Text{FR: "« " + c.r.Get(field) + " » n’est pas un montant exact.", EN: "“" + c.r.Get(field) + "” is no exact amount."},
			lang.Text{FR: "Écrivez des euros, par exemple 1 234,56. Un avoir se déduit de sa dépense.", EN: "Write euros, such as 1234.56. A credit note is taken off its expense."})
	}
	return cents
}

// share reads the part of a piece that the row charges; a row that tells none charges all of it.
func (c *check) share() int64 {
	cell := c.r.Get("share")
	if cell == "" {
		return whole
	}
	rate, ok := readRate(cell)
	if !ok {
		c.refuse("share", "share", lang.Text{FR: "La part « " + cell + " » n’est pas un pourcentage de 0 à 100, à deux décimales au plus.", EN: "The share “" + cell + "” is no percentage from 0 to 100 with at most two decimals."},
			lang.Text{FR: "Écrivez par exemple 60 ou 48,35.", EN: "Write for instance 60 or 48.35."})
	}
	return rate
}

// accepted reads what the funder kept of the expense: never more than is charged, and less only with a reason.
func (c *check) accepted(e Expense) *int64 {
	if c.r.Get("accepted") == "" || len(c.refused) > 0 {
		return nil
	}
	cents := c.amount("accepted")
	if len(c.refused) > 0 {
		return nil
	}
	if cents > e.Charged {
		c.refuse("accepted", "accepted_above", lang.Text{FR: "Le montant retenu dépasse ce qui est imputé, " + euros(&e.Charged, "fr") + ".", EN: "The accepted amount is above what is charged, " + euros(&e.Charged, "en") + "."},
			lang.Text{FR: "Corrigez le montant retenu, ou la part imputée.", EN: "Mend the accepted amount, or the share charged."})
	}
	if cents < e.Charged && e.Reason == "" {
		c.refuse("reason", "reason_missing", lang.Text{FR: "Une partie est rejetée sans motif.", EN: "A part is rejected without a reason."},
			lang.Text{FR: "Écrivez le motif que le financeur a donné.", EN: "Write the reason that the funder gave."})
	}
	return &cents
}
