package report

import (
	"cmp"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"maillage/internal/kit/frdate"
	"maillage/internal/kit/frnum"
	"maillage/internal/kit/lang"
	"maillage/internal/programme/agreement"
	"maillage/internal/programme/indicator"
	"maillage/internal/programme/ledger"
)

// maxVarianceEntries bounds the entries that a variance names.
const maxVarianceEntries = 8

// askForTargets asks for the figure of each promise, whatever the perimeter: a target is promised for the whole programme.
func (b *builder) askForTargets() {
	for _, x := range b.agreement.Activities {
		for _, t := range x.Targets {
			if _, known := b.divider.known[t.Indicator]; known {
				b.divider.add(targetRequest(t))
			}
		}
	}
}

func targetRequest(t agreement.Target) indicator.Request {
	return indicator.Request{Key: t.Indicator, Scope: indicator.Year(t.Year)}
}

// proposeVariances applies the rules, and sets beside each what a person closed it with.
func (b *builder) proposeVariances() []Variance {
	list := []Variance{}
	for _, x := range b.agreement.Activities {
		for _, t := range x.Targets {
			if v, missed := b.targetMissed(x, t); missed {
				list = append(list, v)
			}
		}
		if v, silent := b.activitySilent(x); silent {
			list = append(list, v)
		}
		if v, outside := b.outsidePlanned(x); outside {
			list = append(list, v)
		}
	}
	list = append(list, b.budgetGaps()...)
	for i := range list {
		list[i].settle(b.closings[list[i].Key], b.language)
	}
	b.tellOpen(list)
	return list
}

// targetMissed: 9 editions planned, 8 held; 300 places aimed at, 286 reached. A year that is not over, or a figure that nobody recorded, is
// no variance: the first is not known yet, the second is told as unset.
func (b *builder) targetMissed(x agreement.Activity, t agreement.Target) (Variance, bool) {
	d := b.divider
	r := targetRequest(t)
	if _, known := d.known[t.Indicator]; !known {
		return Variance{}, false
	}
	f := d.of(r)
	promised := big.NewRat(t.Value, 1)
	if f.Value == nil || f.Value.Cmp(promised) >= 0 || !b.over(t.Year) {
		return Variance{}, false
	}
	title := f.Indicator.Label.In(b.language)
	if t.Year != 0 {
		title += ", " + strconv.Itoa(t.Year)
	}
	return Variance{
		Key: strings.Join([]string{TargetMissed, t.Indicator, strconv.Itoa(t.Year)}, ":"), Rule: TargetMissed, Axis: x.Axis, Activity: x.Number, Title: title,
		Planned: b.beside(frnum.Format(t.Value, b.language), f.Indicator, promised), Actual: b.beside(f.Text(b.language), f.Indicator, f.Value), Delta: signed(new(big.Rat).Sub(f.Value, promised), b.language),
		Figure: d.sheet(r, f).Anchor, Count: int(f.Entries), terms: f.Value.RatString() + "/" + promised.RatString(),
	}, true
}

// beside is a number with its unit, "1 édition"; a percentage says its own.
func (b *builder) beside(text string, x indicator.Indicator, n *big.Rat) string {
	if unit := x.Unit.Beside(n, b.language); unit != "" && unit != "%" {
		return text + " " + unit
	}
	return text
}

// over says that a year, or the whole programme for 0, has ended at the moment of the document.
func (b *builder) over(year int) bool {
	end := b.agreement.Programme.End
	if year != 0 {
		end = strconv.Itoa(year) + "-12-31"
	}
	return b.moment().Format("2006-01-02") > end
}

// signed writes a difference with its sign, "−14" or "+2,5".
func signed(v *big.Rat, language string) string {
	sign := "+"
	if v.Sign() < 0 {
		sign = "\u2212"
	}
	size := new(big.Rat).Abs(v)
	if size.IsInt() && size.Num().IsInt64() {
		return sign + frnum.Format(size.Num().Int64(), language)
	}
	return sign + frnum.FormatRat(size, 1, language)
}

// activitySilent: an activity of the agreement whose planned months are over, and nothing was recorded for it by anybody.
func (b *builder) activitySilent(x agreement.Activity) (Variance, bool) {
	if !x.Active || len(x.Planned) == 0 || x.Planned[0].From > b.moment().Format("2006-01") {
		return Variance{}, false
	}
	for _, c := range b.cells {
		if slices.Contains(ledger.CountedStates, c.State) && c.Serves([]string{x.Number}) {
			return Variance{}, false
		}
	}
	return Variance{
		Key: ActivitySilent + ":" + x.Number, Rule: ActivitySilent, Axis: x.Axis, Activity: x.Number, Title: x.Number + " " + x.Name.In(b.language),
		Planned: plannedWords(x.Planned, b.language), Actual: lang.Text{FR: "aucune réalisation notée", EN: "no entry recorded"}.In(b.language),
	}, true
}

// outsidePlanned: entries of the perimeter in months that were not planned for their activity.
func (b *builder) outsidePlanned(x agreement.Activity) (Variance, bool) {
	if len(x.Planned) == 0 {
		return Variance{}, false
	}
	v := Variance{
		Key: inPerimeter(OutsidePlanned+":"+x.Number, b.options.Funder), Rule: OutsidePlanned, Axis: x.Axis, Activity: x.Number, Title: x.Number + " " + x.Name.In(b.language),
		Planned: plannedWords(x.Planned, b.language),
	}
	var months []string
	for _, s := range b.spans {
		if s.Activity != x.Number || s.YearOnly || s.First == "" || planned(x.Planned, s) {
			continue
		}
		v.Count += s.N
		months = append(months, s.First)
	}
	if v.Count == 0 {
		return v, false
	}
	months = slices.Compact(months)
	v.Actual = lang.Count(v.Count, "réalisation hors de ces mois|réalisations hors de ces mois", "entry outside these months|entries outside these months", b.language) +
		textf(" : %s", ": %s", monthWords(months[0], months[len(months)-1], b.language)).In(b.language)
	v.terms = strconv.Itoa(v.Count) + " " + strings.Join(months, " ")
	for i := range b.annex.entries {
		e := &b.annex.entries[i]
		if e.Activity == x.Number && len(e.Start) >= 7 && slices.Contains(months, e.Start[:7]) && len(v.Entries) < maxVarianceEntries {
			v.Entries = append(v.Entries, e.ID)
		}
	}
	return v, true
}

// inPerimeter names a variance whose terms are those of one funder's entries: it is closed apart from that of the whole programme.
func inPerimeter(key, funder string) string {
	if funder == "" {
		return key
	}
	return key + "@" + funder
}

func planned(list []agreement.Months, s ledger.Span) bool {
	return slices.ContainsFunc(list, func(m agreement.Months) bool { return s.First <= m.To && cmp.Or(s.Last, s.First) >= m.From })
}

// plannedWords writes periods, "mars 2018 à juin 2019, octobre 2020".
func plannedWords(list []agreement.Months, language string) string {
	var parts []string
	for _, m := range list {
		parts = append(parts, monthWords(m.From, m.To, language))
	}
	return strings.Join(parts, ", ")
}

func monthWords(from, to, language string) string {
	return frdate.Long(frdate.Value{Kind: frdate.Interval, Start: from + "-01", End: to + "-28", Precision: frdate.ToMonth}, language)
}

// tellOpen stops a final document while somebody has to say why.
func (b *builder) tellOpen(list []Variance) {
	for _, v := range list {
		if !v.Open() {
			continue
		}
		message := textf("Écart sans explication : prévu %s, constaté %s.", "Variance without an explanation: planned %s, found %s.", v.Planned, v.Actual)
		if v.Stale {
			message = textf("Les termes de cet écart ont changé depuis sa clôture : prévu %s, constaté %s.", "The terms of this variance changed since it was closed: planned %s, found %s.", v.Planned, v.Actual)
		}
		b.divider.found = append(b.divider.found, finding(b.varianceAt(v), "variance_open", v.Title, message,
			textf("Donnez un motif, une mesure corrective ou l’accord du cofinanceur : page Écarts, ou maillage variance close %s", "Give a reason, a corrective measure or the funder’s agreement: the page of variances, or maillage variance close %s", v.Key)))
	}
}

// varianceAt is the heading of the axis's sheet where its variances are told, else the settings.
func (b *builder) varianceAt(v Variance) Place {
	for _, s := range b.sources {
		if s.Axis != v.Axis {
			continue
		}
		for _, x := range s.sections {
			if headingNumber(x.words)+1 == VariancesNumber {
				return x.Place
			}
		}
	}
	return Place{File: SettingsFile, Line: 1, Column: 1}
}

// variancesBlock lists the variances of an axis, open or closed.
func (w writer) variancesBlock(r *Reference) Block {
	if message, wrong := w.misplaced(r); wrong {
		return w.missing(r, message)
	}
	caption := lang.Text{FR: "Écarts constatés et leur explication", EN: "Variances and their explanation"}.In(w.language)
	out := Variances{Anchor: r.anchor, Source: w.divider.source(r), Rows: []Variance{}, Caption: cmp.Or(r.Caption, caption)}
	for _, v := range w.variances {
		state := "closed"
		if v.Open() {
			state = "open"
		}
		if (r.Axis == "" || r.Axis == v.Axis) && (len(r.States) == 0 || slices.Contains(r.States, state)) {
			out.Rows = append(out.Rows, v)
		}
	}
	return out
}
