package ledger

import (
	"context"
	"strconv"
	"strings"
	"time"

	"maillage/internal/kit/chain"
	"maillage/internal/kit/frdate"
	"maillage/internal/kit/frnum"
	"maillage/internal/kit/lang"
)

// Change is what happened to one entry between a past moment and now. Before is nil for an entry that was not there; After is nil for one
// that was taken away. Last is the newest version, which tells the act, who did it and when.
type Change struct {
	Before, After *Entry
	Last          Entry
}

// Changes lists the entries written after a place of the chain, in the order of their last act, at most limit of them; more says that there are others.
func (s *Service) Changes(ctx context.Context, after int64, limit int) (list []Change, more bool, err error) {
	var newer []Entry
	err = s.DB.All(ctx, &newer, `/* ledger.newer */ select `+columns+` from entry e where e.seq > ?
		and not exists (select 1 from entry n where n.id = e.id and n.version > e.version) order by e.seq limit ?`, after, limit+1)
	if err != nil {
		return nil, false, err
	}
	if more = len(newer) > limit; more {
		newer = newer[:limit]
	}
	var older []Entry
	err = s.DB.All(ctx, &older, `/* ledger.older */ select `+columns+` from entry e where e.seq <= ? and e.act <> 'removed'
		and e.id in (select id from entry where seq > ?) and not exists (select 1 from entry n where n.id = e.id and n.version > e.version and n.seq <= ?)`, after, after, after)
	before := make(map[string]*Entry, len(older))
	for i := range older {
		before[older[i].ID] = &older[i]
	}
	for _, e := range newer {
		c := Change{Before: before[e.ID], Last: e}
		if e.Act != "removed" {
			c.After = &e
		}
		list = append(list, c)
	}
	return list, more, err
}

// Head is the end of the chain of versions, and when the last one was written. Errors: none before the first entry, for which both are zero.
func (s *Service) Head(ctx context.Context) (chain.Head, time.Time, error) {
	head, err := chain.Read(ctx, s.DB, "ledger")
	if err != nil {
		return head, time.Time{}, err
	}
	at, err := store{s.DB}.lastKnownFrom(ctx, head.Seq)
	return head, at, err
}

// ActName names what was done to an entry.
func ActName(act, language string) string {
	if t, ok := actNames[act]; ok {
		return t.In(language)
	}
	return act
}

var actNames = map[string]lang.Text{
	"recorded": {FR: "noté", EN: "recorded"}, "corrected": {FR: "corrigé", EN: "corrected"}, "attributed": {FR: "attribué de nouveau", EN: "attributed again"},
	"removed": {FR: "retiré", EN: "removed"}, "restored": {FR: "rétabli", EN: "restored"},
}

// aspect is something that a reader compares between two versions.
type aspect struct {
	label lang.Text
	text  func(c *Content, language string) string
}

var aspects = []aspect{
	{lang.Text{FR: "date", EN: "date"}, func(c *Content, language string) string { return frdate.ShortDay(c.Start, language) }},
	{lang.Text{FR: "année comptée", EN: "counted in"}, func(c *Content, _ string) string { return yearText(c.Year) }},
	{lang.Text{FR: "nature", EN: "kind"}, func(c *Content, _ string) string { return c.Kind }},
	{lang.Text{FR: "activité", EN: "activity"}, func(c *Content, _ string) string { return strings.Join(c.Activities(), ", ") }},
	{lang.Text{FR: "état", EN: "state"}, func(c *Content, language string) string { return StateName(c.State, language) }},
	{lang.Text{FR: "département", EN: "department"}, func(c *Content, _ string) string { return c.Department }},
	{lang.Text{FR: "cofinanceur", EN: "funder"}, func(c *Content, _ string) string { return c.Funder }},
	{lang.Text{FR: "bénéficiaire", EN: "beneficiary"}, func(c *Content, _ string) string { return c.Beneficiary }},
	{lang.Text{FR: "participations", EN: "attendances"}, func(c *Content, language string) string { return numberText(c.Participations, language) }},
	{lang.Text{FR: "personnes touchées", EN: "people reached"}, func(c *Content, language string) string { return numberText(c.People, language) }},
	{lang.Text{FR: "participants FSE", EN: "ESF participants"}, func(c *Content, language string) string { return numberText(c.Participants, language) }},
	{lang.Text{FR: "minutes", EN: "minutes"}, func(c *Content, language string) string { return numberText(c.Minutes, language) }},
	{lang.Text{FR: "montant", EN: "amount"}, func(c *Content, language string) string { return numberText(c.Amount, language) }},
	{lang.Text{FR: "relevés", EN: "readings"}, func(c *Content, _ string) string { return c.Readings }},
	{lang.Text{FR: "étiquettes", EN: "tags"}, func(c *Content, _ string) string { return c.Tags }},
	{lang.Text{FR: "intitulé", EN: "title"}, func(c *Content, _ string) string { return c.Title }},
}

func yearText(year int) string {
	if year <= SeveralYears {
		return ""
	}
	return strconv.Itoa(year)
}

func numberText(n *int64, language string) string {
	if n == nil {
		return ""
	}
	return frnum.Format(*n, language)
}

// Told says what changed in an entry, "date : jeu. 1 nov. 2018 → ven. 2 nov. 2018 ; état : tenu → annulé"; "" for one that came or went.
func (c Change) Told(language string) string {
	if c.Before == nil || c.After == nil {
		return ""
	}
	var parts []string
	for _, a := range aspects {
		was, is := a.text(&c.Before.Content, language), a.text(&c.After.Content, language)
		if was == is {
			continue
		}
		if was == "" {
			was = "–"
		}
		if is == "" {
			is = "–"
		}
		colon := "\u00a0: "
		if language == "en" {
			colon = ": "
		}
		parts = append(parts, a.label.In(language)+colon+was+" → "+is)
	}
	return strings.Join(parts, "\u00a0; ")
}
