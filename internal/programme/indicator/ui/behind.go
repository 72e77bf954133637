package ui

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"maillage/internal/kit/frdate"
	"maillage/internal/kit/frnum"
	"maillage/internal/programme/evidence"
	"maillage/internal/programme/indicator"
	"maillage/internal/programme/ledger"
	"maillage/internal/web"
	"maillage/internal/web/i18n"
)

// entryLine is one entry behind a figure, with its proofs.
type entryLine struct {
	ISO, When  string
	Entry      web.Link
	Have, Want int
}

func (h Handlers) entries(ctx context.Context, d reader, f ledger.Filter, limit int) ([]entryLine, error) {
	entries, err := h.Ledger.List(ctx, f, ledger.ByDateDown, limit, 0)
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(entries))
	for i, e := range entries {
		ids[i] = e.ID
	}
	items, err := h.Evidence.OfEntries(ctx, ids)
	if err != nil {
		return nil, err
	}
	var list []entryLine
	for _, e := range entries {
		list = append(list, d.entryLine(ctx, e, items[e.ID]))
	}
	return list, nil
}

func (d reader) entryLine(ctx context.Context, e ledger.Entry, items []evidence.Item) entryLine {
	line := entryLine{Entry: web.Link{Label: d.name(e), URL: "/realisations/" + e.ID}}
	switch {
	case e.Start == "":
		line.When = i18n.T(ctx, "indicator.undated")
	case e.Start == e.End:
		line.ISO = e.Start
		_, line.When, _ = strings.Cut(frdate.ShortDay(e.Start, d.lang), " ") // without the day of the week, which the column has no room for
	case strings.HasSuffix(e.Start, "-01-01") && strings.HasSuffix(e.End, "-12-31"):
		line.When = strconv.Itoa(e.Year)
	default:
		line.When = e.DateText
	}
	activity, _ := d.agreement.Activity(e.Activity)
	for _, kind := range activity.Evidence {
		line.Want++
		if slices.ContainsFunc(items, func(i evidence.Item) bool { return i.Kind == kind && i.State == evidence.Stored }) {
			line.Have++
		}
	}
	return line
}

// name tells entries of one nature apart: by their place when their title only repeats the nature.
func (d reader) name(e ledger.Entry) string {
	kind, _ := d.agreement.Kind(e.Kind)
	switch {
	case e.Title != kind.Name.In(d.lang) && e.Title != kind.Name.FR:
		return e.Title
	case e.Place != "":
		return e.Place
	case e.Beneficiary != "":
		return e.Beneficiary
	}
	return e.Title
}

// holes tells what keeps a figure from being whole or proved, each with the list where it is mended.
func (h Handlers) holes(ctx context.Context, t *told, f ledger.Filter) ([]web.Hole, error) {
	var list []web.Hole
	hole := func(key string, n int64, bad bool, f ledger.Filter, args ...any) {
		if n > 0 {
			list = append(list, web.Hole{
				What: i18n.N(ctx, "indicator.hole."+key, int(n), args...), Why: i18n.T(ctx, "indicator.hole."+key+".why"), Bad: bad,
				Mend: web.Link{Label: i18n.T(ctx, "indicator.hole.see"), URL: f.Address()},
			})
		}
	}
	within := func(pile ledger.Pile) ledger.Filter {
		narrow := f
		narrow.Pile = pile
		return narrow
	}
	if t.figure.Unset() {
		list = append(list, web.Hole{What: i18n.T(ctx, "indicator.hole.unset"), Why: i18n.T(ctx, "indicator.hole.unset.why"), Bad: true, Mend: web.Link{Label: i18n.T(ctx, "indicator.hole.see"), URL: f.Address()}})
	}
	p := t.figure.Proof
	if t.divides() {
		nobody := f
		nobody.Funder = ledger.NoFunder
		hole("nobody", t.at(paidBy(t.scope, ledger.NoFunder)).Entries, true, nobody)
	}
	hole("proofs", p.Need-p.Have, true, within(ledger.PileEvidence), "need", frnum.Format(p.Need, t.lang), "announced", frnum.Format(p.Announced, t.lang))
	if !t.figure.Unset() {
		hole("missing", t.figure.Missing, false, within(ledger.PileValue))
	}
	dates, err := h.Ledger.Totals(ctx, within(ledger.PileDate))
	hole("dates", int64(dates.Entries), false, within(ledger.PileDate))
	return list, err
}

// publishedLine is a figure that a document told, beside the recorded one.
type publishedLine struct {
	Words, Value, Where string
	Recorded            string
	Verdict             web.State
	Note                string
}

// published compares what was printed with what is recorded for the same year. A figure of a narrower place is told and not compared.
func (t *told) published(ctx context.Context, list []indicator.Published) []publishedLine {
	var out []publishedLine
	for _, p := range list {
		if t.scope.From != 0 && p.Year != 0 && (p.Year < t.scope.From || p.Year > t.scope.To) {
			continue
		}
		f := t.at(indicator.Year(p.Year))
		line := publishedLine{Words: p.Words, Value: declared(p), Where: whereTold(ctx, p), Note: p.Note}
		line.Recorded, line.Verdict = t.compare(ctx, p, f)
		out = append(out, line)
	}
	return out
}

func (t *told) compare(ctx context.Context, p indicator.Published, f indicator.Figure) (recorded string, verdict web.State) {
	v, difference := p.Against(f)
	if v == indicator.Narrower {
		return "", verdictState(ctx, v, p.Scope, "")
	}
	return f.Text(t.lang), verdictState(ctx, v, p.Scope, f.DifferenceText(difference, t.lang))
}

// verdictState tells how a published figure stands.
func verdictState(ctx context.Context, v indicator.Verdict, scope, difference string) web.State {
	switch v {
	case indicator.Narrower:
		return web.State{Label: i18n.T(ctx, "indicator.published.narrower", "scope", scope), Icon: "info"}
	case indicator.NotCounted:
		return web.State{Label: i18n.T(ctx, "indicator.published.not_counted"), Icon: "info"}
	case indicator.NotRecorded:
		return web.State{Label: i18n.T(ctx, "indicator.published.unset"), Tone: web.Bad}
	case indicator.NoNumber:
		return web.State{Label: i18n.T(ctx, "indicator.published.no_number"), Tone: web.Warn}
	case indicator.Agrees:
		return web.State{Label: i18n.T(ctx, "indicator.published.same"), Tone: web.OK}
	}
	return web.State{Label: i18n.T(ctx, "indicator.published.difference", "value", difference), Tone: web.Warn}
}
