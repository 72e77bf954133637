package ui

import (
	"context"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"maillage/internal/kit/frnum"
	"maillage/internal/programme/ledger"
	"maillage/internal/web"
	"maillage/internal/web/i18n"
)

// facts tell an entry in groups; what it does not say is left out, what it should say and does not is told as missing.
func (n names) facts(ctx context.Context, e ledger.Entry) []factGroup {
	groups := []factGroup{
		{ID: "quoi", Facts: n.what(ctx, e)}, {ID: "quand", Facts: n.when(ctx, e)}, {ID: "ou", Facts: n.where(ctx, e)},
		{ID: "compte", Facts: n.countsFor(ctx, e)}, {ID: "mesures", Facts: n.measures(ctx, e)},
	}
	for i := range groups {
		groups[i].Title = i18n.T(ctx, "ledger.group."+groups[i].ID)
	}
	return slices.DeleteFunc(groups, func(g factGroup) bool { return len(g.Facts) == 0 })
}

// factList gathers facts under their labels.
type factList struct {
	ctx   context.Context
	facts []fact
}

func (l *factList) text(key, value string) {
	if value != "" {
		l.facts = append(l.facts, fact{Label: i18n.T(l.ctx, key), Value: web.Text(value), Long: true})
	}
}

func (l *factList) link(key string, links ...web.Link) {
	if len(links) > 0 {
		l.facts = append(l.facts, fact{Label: i18n.T(l.ctx, key), Value: linkList(links)})
	}
}

func (l *factList) missing(key string) {
	l.facts = append(l.facts, fact{Label: i18n.T(l.ctx, key), Value: web.Missing(i18n.T(l.ctx, "ledger.to_tell"))})
}

func (n names) what(ctx context.Context, e ledger.Entry) []fact {
	l := factList{ctx: ctx}
	l.link("ledger.fact.kind", web.Link{Label: n.kind(e.Kind), URL: ledger.Filter{Kinds: []string{e.Kind}}.Address()})
	if n.kindBeside(e) != "" {
		l.text("ledger.fact.title", e.Title)
	}
	l.facts = append(l.facts, fact{Label: i18n.T(ctx, "ledger.fact.state"), Value: web.StateBadge(stateBadge(e.State, n.lang))})
	if e.Beneficiary != "" {
		l.link("ledger.fact.beneficiary", web.Link{Label: e.Beneficiary, URL: ledger.Filter{Beneficiary: e.Beneficiary}.Address()})
	}
	l.text("ledger.fact.partners", strings.ReplaceAll(e.Partners, "\n", ", "))
	var tags []web.Link
	for _, tag := range e.TagList() {
		tags = append(tags, web.Link{Label: tag, URL: ledger.Filter{Tags: []string{tag}}.Address()})
	}
	l.link("ledger.fact.tags", tags...)
	l.text("ledger.fact.note", e.Note)
	return l.facts
}

func stateBadge(s ledger.State, language string) web.State {
	tones := map[ledger.State]web.Tone{ledger.Held: web.OK, ledger.Completed: web.OK, ledger.Cancelled: web.Warn, ledger.Abandoned: web.Warn, ledger.Planned: web.Todo}
	return web.State{Label: ledger.StateName(s, language), Tone: tones[s]}
}

func (n names) when(ctx context.Context, e ledger.Entry) []fact {
	l := factList{ctx: ctx}
	d := n.date(ctx, e, false)
	d.Written = ""
	l.facts = append(l.facts, fact{Label: i18n.T(ctx, "ledger.fact.date"), Value: explainedDate(d)})
	if e.DateText != "" {
		l.text("ledger.fact.date_text", i18n.T(ctx, "ledger.quoted", "text", e.DateText))
	}
	switch e.Year {
	case ledger.Undated:
		l.text("ledger.fact.year", i18n.T(ctx, "ledger.year.none"))
	case ledger.SeveralYears:
		l.text("ledger.fact.year", i18n.T(ctx, "ledger.year.several"))
	default:
		l.text("ledger.fact.year", strconv.Itoa(e.Year))
	}
	return l.facts
}

func (n names) where(ctx context.Context, e ledger.Entry) []fact {
	l := factList{ctx: ctx}
	l.text("ledger.fact.place", n.place(ctx, e))
	if c, ok := n.gazetteer.Commune(e.Commune); ok {
		l.text("ledger.fact.commune", c.Name+" ("+e.Commune+")")
	}
	if e.VenueDepartment != e.Department {
		l.text("ledger.fact.venue_department", n.department(e.VenueDepartment))
	}
	if e.Department == "" {
		l.missing("ledger.fact.department")
		return l.facts
	}
	name := n.department(e.Department) + " (" + e.Department + ")"
	if former, ok := n.gazetteer.FormerRegionOf(e.Department); ok {
		name += ", " + former.Name
	}
	l.link("ledger.fact.department", web.Link{Label: name, URL: ledger.Filter{Departments: []string{e.Department}}.Address()})
	return l.facts
}

func (n names) countsFor(ctx context.Context, e ledger.Entry) []fact {
	l := factList{ctx: ctx}
	byActivity := func(number string) web.Link {
		return web.Link{Label: n.activity(number), URL: ledger.Filter{Activities: []string{number}}.Address()}
	}
	if e.Activity == "" {
		l.missing("ledger.fact.activity")
	} else {
		l.link("ledger.fact.activity", byActivity(e.Activity))
	}
	var also []web.Link
	for _, number := range e.Alsos() {
		also = append(also, byActivity(number))
	}
	l.link("ledger.fact.also", also...)
	l.facts = append(l.facts, fact{Label: i18n.T(ctx, "ledger.fact.funder"), Value: funderFact(n.funder(ctx, e.Funder), n.rule(ctx, e))})
	return l.facts
}

func (n names) measures(ctx context.Context, e ledger.Entry) []fact {
	l := factList{ctx: ctx}
	l.text("ledger.fact.participations", n.measure(e.Participations, frnum.Format))
	l.text("ledger.fact.people", n.measure(e.People, frnum.Format))
	l.text("ledger.fact.participants", n.measure(e.Participants, frnum.Format))
	l.text("ledger.fact.hours", n.measure(e.Minutes, hours))
	l.text("ledger.fact.amount", n.measure(e.Amount, frnum.Euros))
	kind, _ := n.agreement.Kind(e.Kind)
	for _, r := range kind.Readings {
		if milli, ok := e.Reading(r.Name); ok {
			l.facts = append(l.facts, fact{Label: r.Header, Value: web.Text(thousandths(milli, n.lang))})
		}
	}
	for _, cell := range e.UnreadCells() {
		name, why, _ := strings.Cut(cell, ":")
		l.facts = append(l.facts, fact{Label: n.fieldLabel(e.Kind, name), Value: web.Missing(i18n.T(ctx, "ledger.unread."+why))})
	}
	return l.facts
}

// thousandths writes a reading without useless decimals.
func thousandths(milli int64, language string) string {
	value := big.NewRat(milli, 1000)
	if value.IsInt() {
		return frnum.Format(value.Num().Int64(), language)
	}
	return frnum.FormatRat(value, 2, language)
}
