package ui

import (
	"context"
	"strings"

	"maillage/internal/programme/indicator"
	"maillage/internal/programme/ledger"
	"maillage/internal/web/i18n"
)

// rule tells a stored rule in words: what is added up, over which entries.
func (t *told) rule(ctx context.Context) []fact {
	x := t.figure.Indicator
	r := x.Rule
	var list []fact
	add := func(key, value string) {
		if value != "" {
			list = append(list, fact{Label: i18n.T(ctx, "indicator.rule."+key), Value: value})
		}
	}
	add("measure", i18n.T(ctx, "indicator.measure."+string(x.Measure)))
	add("unit", x.Unit.In(t.lang))
	add("terms", strings.Join(t.labels(terms(x)), " / "))
	add("kinds", named(r.Kinds, t.kind))
	add("reading", t.reading(r))
	add("activities", named(r.Activities, t.activity))
	add("tags", strings.Join(r.Tags, ", "))
	if !x.Percent() {
		states := r.States
		if len(states) == 0 {
			states = ledger.CountedStates
		}
		add("states", named(states, func(s ledger.State) string { return ledger.StateName(s, t.lang) }))
	}
	if r.Funder != "" {
		add("funder", t.funderBadge(ctx, r.Funder).Name)
	}
	add("departments", named(r.Departments, t.departmentName))
	add("former_regions", strings.Join(r.FormerRegions, ", "))
	sums := "no"
	if r.SumsYears {
		sums = "yes"
	}
	add("sums_years", i18n.T(ctx, "indicator.rule."+sums))
	add("key", x.Key)
	return list
}

func named[T any](codes []T, name func(T) string) string {
	words := make([]string, len(codes))
	for i, c := range codes {
		words[i] = name(c)
	}
	return strings.Join(words, ", ")
}

func (t *told) labels(keys []string) []string {
	var out []string
	for _, k := range keys {
		out = append(out, t.label(k))
	}
	return out
}

func (t *told) kind(code string) string {
	k, _ := t.agreement.Kind(code)
	return k.Name.In(t.lang)
}

// activity names an activity or a whole axis.
func (t *told) activity(number string) string {
	if axis, ok := t.agreement.Axis(number); ok {
		return number + " " + axis.Name.In(t.lang)
	}
	x, _ := t.agreement.Activity(number)
	return number + " " + x.Name.In(t.lang)
}

func (t *told) departmentName(code string) string {
	d, _ := t.gazetteer.Department(code)
	return d.Name
}

// reading names the column that holds a level.
func (t *told) reading(r indicator.Rule) string {
	for _, code := range r.Kinds {
		kind, _ := t.agreement.Kind(code)
		for _, x := range kind.Readings {
			if x.Name == r.Reading {
				return x.Header
			}
		}
	}
	return r.Reading
}
