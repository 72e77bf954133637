package ui

import (
	"context"
	"strconv"
	"strings"
	"time"

	"maillage/internal/kit/actor"
	"maillage/internal/kit/frdate"
	"maillage/internal/programme/ledger"
	"maillage/internal/web/i18n"
)

// versionView is one version of an entry: who wrote it, when, what changed, and its place in the chain.
type versionView struct {
	Title   string // "Version 2, corrigée"
	When    string
	Actor   string
	Changes []change
	Hash    string
	Seq     string
}

type change struct{ Label, Before, After string }

// versions tell the history, newest first.
func (n names) versions(ctx context.Context, list []ledger.Entry) []versionView {
	views := make([]versionView, len(list))
	for i, e := range list {
		views[i] = versionView{
			Title: i18n.T(ctx, "ledger.version", "n", strconv.Itoa(e.Version), "act", i18n.T(ctx, "ledger.act."+e.Act)),
			When:  moment(ctx, e.KnownFrom, n.lang), Actor: actorName(ctx, e.Actor), Hash: e.Hash, Seq: strconv.FormatInt(e.Seq, 10),
		}
		if i+1 < len(list) {
			views[i].Changes = n.changes(ctx, list[i+1].Content, e.Content)
		}
	}
	return views
}

// actorName names who wrote; the program itself acts when nobody was named.
func actorName(ctx context.Context, name string) string {
	if name == actor.System {
		return i18n.T(ctx, "ledger.actor.system")
	}
	return name
}

// moment writes a time as the ledger keeps it, in universal time.
func moment(ctx context.Context, at time.Time, language string) string {
	at = at.UTC()
	return i18n.T(ctx, "ledger.moment", "day", frdate.LongDay(at.Format(time.DateOnly), language), "hour", at.Format("15:04"))
}

// told are the fields that the history compares, with how each is written.
var told = []struct {
	key  string
	text func(names, context.Context, ledger.Content) string
}{
	{"kind", func(n names, _ context.Context, c ledger.Content) string { return n.kind(c.Kind) }},
	{"title", func(_ names, _ context.Context, c ledger.Content) string { return c.Title }},
	{"state", func(n names, _ context.Context, c ledger.Content) string { return ledger.StateName(c.State, n.lang) }},
	{"date_text", func(_ names, _ context.Context, c ledger.Content) string { return c.DateText }},
	{"start", func(n names, _ context.Context, c ledger.Content) string { return frdate.ShortDay(c.Start, n.lang) }},
	{"end", func(n names, _ context.Context, c ledger.Content) string { return frdate.ShortDay(c.End, n.lang) }},
	{"year", func(_ names, _ context.Context, c ledger.Content) string { return strconv.Itoa(c.Year) }},
	{"issues", func(_ names, ctx context.Context, c ledger.Content) string { return issueWords(ctx, c) }},
	{"place", func(_ names, _ context.Context, c ledger.Content) string { return c.Place }},
	{"commune", func(_ names, _ context.Context, c ledger.Content) string { return c.Commune }},
	{"department", func(n names, _ context.Context, c ledger.Content) string { return n.department(c.Department) }},
	{"venue_department", func(n names, _ context.Context, c ledger.Content) string { return n.department(c.VenueDepartment) }},
	{"remote", func(_ names, ctx context.Context, c ledger.Content) string { return yesNo(ctx, c.Remote) }},
	{"beneficiary", func(_ names, _ context.Context, c ledger.Content) string { return c.Beneficiary }},
	{"activity", func(_ names, _ context.Context, c ledger.Content) string { return c.Activity }},
	{"also", func(_ names, _ context.Context, c ledger.Content) string { return c.Also }},
	{"funder", func(n names, ctx context.Context, c ledger.Content) string { return n.funder(ctx, c.Funder).Name }},
	{"participations", func(_ names, _ context.Context, c ledger.Content) string { return plain(c.Participations) }},
	{"people", func(_ names, _ context.Context, c ledger.Content) string { return plain(c.People) }},
	{"participants", func(_ names, _ context.Context, c ledger.Content) string { return plain(c.Participants) }},
	{"minutes", func(_ names, _ context.Context, c ledger.Content) string { return plain(c.Minutes) }},
	{"amount_cents", func(_ names, _ context.Context, c ledger.Content) string { return plain(c.Amount) }},
	{"readings", func(_ names, _ context.Context, c ledger.Content) string { return c.Readings }},
	{"unread", func(_ names, _ context.Context, c ledger.Content) string { return c.Unread }},
	{"tags", func(_ names, _ context.Context, c ledger.Content) string { return c.Tags }},
	{"partners", func(_ names, _ context.Context, c ledger.Content) string { return c.Partners }},
	{"note", func(_ names, _ context.Context, c ledger.Content) string { return c.Note }},
}

func (n names) changes(ctx context.Context, before, after ledger.Content) []change {
	var list []change
	for _, t := range told {
		was, is := t.text(n, ctx, before), t.text(n, ctx, after)
		if was != is {
			list = append(list, change{Label: i18n.T(ctx, "ledger.fact."+t.key), Before: orDash(was), After: orDash(is)})
		}
	}
	return list
}

func issueWords(ctx context.Context, c ledger.Content) string {
	var words []string
	for _, issue := range c.Issues() {
		words = append(words, i18n.T(ctx, "ledger.issue."+issue))
	}
	return strings.Join(words, ", ")
}

func yesNo(ctx context.Context, v bool) string {
	if v {
		return i18n.T(ctx, "ledger.yes")
	}
	return i18n.T(ctx, "ledger.no")
}

func plain(v *int64) string {
	if v == nil {
		return ""
	}
	return strconv.FormatInt(*v, 10)
}

func orDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}
