package report

import (
	"slices"

	"maillage/internal/kit/lang"
)

// misplaced says that a block names an axis or an activity that the agreement does not have.
func (b *builder) misplaced(r *Reference) (lang.Text, bool) {
	if _, ok := b.agreement.Axis(r.Axis); r.Axis != "" && !ok {
		return textf("L’axe « %s » n’est pas dans la convention.", "The axis “%s” is not in the agreement.", r.Axis), true
	}
	return b.misnamed(r)
}

// missing stands for a block that could not be drawn, and tells why.
func (w writer) missing(r *Reference, message lang.Text) Block {
	w.refuse(r, message, lang.Text{FR: "Corrigez le filtre.", EN: "Mend the filter."})
	return Missing{Words: r.Words, Message: message.In(w.language)}
}

// serves tells the activities that a block of an axis or of some activities speaks of from the others.
func (b *builder) serves(r *Reference) func(activity string) bool {
	if r.Axis == "" && len(r.Activities) == 0 {
		return func(string) bool { return true }
	}
	wanted := append(b.activitiesUnder(r.Activities), b.activitiesUnder([]string{r.Axis})...)
	return func(activity string) bool { return activity != "" && slices.Contains(wanted, activity) }
}
