package ui

import (
	"context"
	"strconv"
	"time"

	"maillage/internal/kit/frdate"
	"maillage/internal/kit/frnum"
	"maillage/internal/programme/agreement"
	"maillage/internal/programme/evidence"
	"maillage/internal/web"
	"maillage/internal/web/i18n"
)

type fact struct {
	Label, Value string
	URL          string // where the value leads, "" for nowhere
}

func facts(ctx context.Context, a *agreement.Agreement, i evidence.Item) []fact {
	language := i18n.Lang(ctx)
	list := []fact{{Label: i18n.T(ctx, "evidence.fact.kind"), Value: a.EvidenceKindName(i.Kind, language)}}
	add := func(key, value string) {
		if value != "" {
			list = append(list, fact{Label: i18n.T(ctx, "evidence.fact."+key), Value: value})
		}
	}
	add("activity", label(a, paramActivity, i.Activity, language))
	add("date", frdate.LongDay(i.DatedOn, language))
	add("added", dayOf(i.AddedAt, language))
	if d, ok := a.Deliverable(i.Deliverable); ok {
		list = append(list, fact{i18n.T(ctx, "evidence.fact.deliverable"), d.Name.In(language), deliverablesPath + "#l-" + d.Code})
	}
	add("published", frdate.LongDay(i.PublishedOn, language))
	if i.CapturedAt != nil {
		add("captured", momentOf(ctx, *i.CapturedAt))
	}
	add("filename", i.Filename)
	if i.State == evidence.Stored {
		add("type", i.Type)
		add("size", i18n.T(ctx, "evidence.bytes", "n", frnum.Format(i.Size, language)))
		add("sha256", i.SHA256)
	}
	return list
}

func dayOf(at time.Time, language string) string {
	return frdate.LongDay(at.UTC().Format(time.DateOnly), language)
}

// momentOf is a day with its hour in UTC: a capture is dated to the minute.
func momentOf(ctx context.Context, at time.Time) string {
	return i18n.T(ctx, "evidence.moment", "day", dayOf(at, i18n.Lang(ctx)), "time", at.UTC().Format("15:04"))
}

// linkView is a link of a piece and what it last answered.
type linkView struct {
	Label, URL string
	Badge      web.State
	Words      string
}

func linksOf(ctx context.Context, i evidence.Item, checks map[string]evidence.LinkCheck) []linkView {
	var list []linkView
	add := func(key, link string) {
		if link == "" {
			return
		}
		v := linkView{Label: i18n.T(ctx, "evidence.link."+key), URL: link, Words: i18n.T(ctx, "evidence.link.never")}
		if c, seen := checks[link]; seen {
			v.Badge = linkBadge(ctx, c.State)
			v.Words = i18n.T(ctx, "evidence.link.seen", "day", dayOf(c.At, i18n.Lang(ctx)))
			if c.Status > 0 {
				v.Words = i18n.T(ctx, "evidence.link.answered", "day", dayOf(c.At, i18n.Lang(ctx)), "status", strconv.Itoa(c.Status))
			}
			if c.MovedTo != "" {
				v.Words += i18n.T(ctx, "evidence.link.moved", "to", c.MovedTo)
			}
		}
		list = append(list, v)
	}
	add("piece", i.Link)
	if i.PublishedLink != i.Link {
		add("publication", i.PublishedLink)
	}
	return list
}

func linkBadge(ctx context.Context, s evidence.LinkState) web.State {
	b := web.State{Label: evidence.LinkStateName(s, i18n.Lang(ctx)), Tone: web.Warn}
	switch s {
	case evidence.Alive:
		b.Tone = web.OK
	case evidence.Dead, evidence.Unreachable:
		b.Tone = web.Bad
	case evidence.Private, evidence.Refused:
		b.Icon = "lock"
	}
	return b
}

// fileView is one file ever kept.
type fileView struct {
	Title, Words string
	From         string // the address that answered, for a capture
	SHA256       string
}

func fileOf(ctx context.Context, f evidence.File) fileView {
	who := f.Actor
	if who == "" {
		who = i18n.T(ctx, "evidence.file.nobody")
	}
	v := fileView{
		Title: f.Filename, SHA256: f.SHA256,
		Words: i18n.T(ctx, "evidence.file."+string(f.Origin), "when", momentOf(ctx, f.At), "who", who),
	}
	if f.Origin == evidence.Captured {
		v.From = i18n.T(ctx, "evidence.file.from", "address", f.FinalLink, "status", strconv.Itoa(f.Status))
	}
	if f.Note != "" {
		v.Words += " — " + f.Note
	}
	return v
}

// retentionView is until when the file is kept, and why.
type retentionView struct {
	Words string
	Rules []string
	Lacks []string
}

func retentionOf(ctx context.Context, a *agreement.Agreement, r evidence.Retention) retentionView {
	language := i18n.Lang(ctx)
	v := retentionView{Words: retentionWords(ctx, r)}
	for _, x := range r.Applied {
		rule := i18n.T(ctx, "evidence.retention.rule", "rule", x.Name.In(language), "day", frdate.LongDay(x.Until, language))
		if f, ok := a.Funder(x.Funder); ok {
			rule = f.Short.In(language) + " — " + rule
		}
		if x.LegalRef != "" {
			rule += i18n.T(ctx, "evidence.retention.ref", "ref", x.LegalRef)
		}
		if x.Mark == "K" {
			rule += i18n.T(ctx, "evidence.retention.confirm")
		}
		v.Rules = append(v.Rules, rule)
	}
	for _, why := range r.Unknown {
		v.Lacks = append(v.Lacks, why.In(language))
	}
	return v
}

// retentionWords is the day in a few words.
func retentionWords(ctx context.Context, r evidence.Retention) string {
	language := i18n.Lang(ctx)
	switch {
	case r.Until != "":
		return i18n.T(ctx, "evidence.retention.until", "day", frdate.LongDay(r.Until, language))
	case r.AtLeast != "":
		return i18n.T(ctx, "evidence.retention.least", "day", frdate.LongDay(r.AtLeast, language))
	}
	return i18n.T(ctx, "evidence.retention.unknown")
}
