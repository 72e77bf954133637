package ui

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"maillage/internal/kit/frnum"
	"maillage/internal/programme/ledger"
	"maillage/internal/web"
	"maillage/internal/web/i18n"
)

// pileView is a set of entries that wait for a person, with its first lines.
type pileView struct {
	ID, Title, Count, Why string
	All                   web.Link
	Lines                 []web.WorkLine
}

const (
	pileLines    = 3   // shown of each pile
	mostDoubles  = 100 // pairs looked for
	doublesPath  = listPath + "/doublons"
	reviewPath   = "/a-completer"
	doublesTitle = "ledger.doubles.title"
)

// review shows the piles, each leading to its entries.
func (h Handlers) review(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	n, err := h.names(ctx)
	if err != nil {
		return err
	}
	var piles []pileView
	for _, pile := range ledger.Piles {
		v, err := h.pile(ctx, n, pile)
		if err != nil {
			return err
		}
		piles = append(piles, v)
	}
	pairs, err := h.Ledger.NearDuplicates(ctx, mostDoubles)
	if err != nil {
		return err
	}
	piles = append(piles, n.doublesPile(ctx, pairs))
	f := h.Site.Frame(r, web.Today, i18n.T(ctx, "ledger.review.title"))
	f.Intro = i18n.T(ctx, "ledger.review.intro")
	f.Actions = []templ.Component{web.ButtonLink(web.Button{Label: i18n.T(ctx, "ledger.review.evidence"), Icon: "paperclip", URL: "/pieces/manques"})}
	return web.Render(w, r, http.StatusOK, reviewPage(f, piles))
}

func (h Handlers) pile(ctx context.Context, n names, pile ledger.Pile) (pileView, error) {
	filter := ledger.Filter{Pile: pile}
	totals, err := h.Ledger.Totals(ctx, filter)
	if err != nil {
		return pileView{}, err
	}
	key := "ledger.pile." + string(pile)
	v := pileView{
		ID: "pile-" + ledger.PileSlugs[pile], Title: i18n.T(ctx, key+".title"), Why: i18n.T(ctx, key+".why"),
		Count: i18n.N(ctx, "ledger.calendar.entries", totals.Entries), All: web.Link{Label: i18n.T(ctx, "ledger.see_all"), URL: filter.Address()},
	}
	if totals.Entries == 0 {
		return v, nil
	}
	entries, err := h.Ledger.List(ctx, filter, ledger.ByDateDown, pileLines, 0)
	for _, e := range entries {
		v.Lines = append(v.Lines, web.WorkLine{
			Icon: pileIcons[pile], Tone: web.Warn, What: web.Link{Label: e.Title, URL: entryURL(e.ID)}, Why: n.pileWhy(ctx, pile, e),
		})
	}
	return v, err
}

var pileIcons = map[ledger.Pile]string{
	ledger.PileTerritory: "map-pin", ledger.PileDate: "calendar", ledger.PileActivity: "list-checks", ledger.PileValue: "pen-line", ledger.PileEvidence: "paperclip",
}

// pileWhy tells when and where the entry was, and what it lacks.
func (n names) pileWhy(ctx context.Context, pile ledger.Pile, e ledger.Entry) string {
	d := n.date(ctx, e, true)
	parts := []string{d.Words}
	if place := n.place(ctx, e); place != "" {
		parts = append(parts, place)
	}
	why := strings.Join(parts, ", ")
	switch pile {
	case ledger.PileTerritory:
		return why + ". " + n.rule(ctx, e)
	case ledger.PileDate:
		for _, i := range d.Issues {
			return why + ". " + i.Why
		}
	case ledger.PileValue:
		for _, cell := range e.UnreadCells() {
			name, reason, _ := strings.Cut(cell, ":")
			return why + ". " + n.fieldLabel(e.Kind, name) + " : " + i18n.T(ctx, "ledger.unread."+reason)
		}
	}
	return why
}

func (n names) doublesPile(ctx context.Context, pairs []ledger.Pair) pileView {
	v := pileView{
		ID: "pile-doublons", Title: i18n.T(ctx, doublesTitle), Why: i18n.T(ctx, "ledger.doubles.why"),
		Count: i18n.N(ctx, "ledger.doubles.count", len(pairs)), All: web.Link{Label: i18n.T(ctx, "ledger.see_all"), URL: doublesPath},
	}
	for _, p := range pairs[:min(len(pairs), pileLines)] {
		v.Lines = append(v.Lines, web.WorkLine{
			Icon: "copy", Tone: web.Warn, What: web.Link{Label: p.A.Title, URL: entryURL(p.A.ID)},
			Why: n.date(ctx, p.A, true).Words + ". " + i18n.T(ctx, "ledger.doubles.other", "title", p.B.Title),
		})
	}
	return v
}

// pairView sets two entries side by side.
type pairView struct {
	ID, Title, Likeness string
	A, B                web.Link
	Rows                []pairRow
}

type pairRow struct {
	Label, A, B string
	Differs     bool
}

func (h Handlers) duplicates(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	n, err := h.names(ctx)
	if err != nil {
		return err
	}
	pairs, err := h.Ledger.NearDuplicates(ctx, mostDoubles)
	if err != nil {
		return err
	}
	var views []pairView
	for i, p := range pairs {
		views = append(views, n.pair(ctx, p, strconv.Itoa(i+1)))
	}
	f := h.Site.Frame(r, web.Today, i18n.T(ctx, doublesTitle))
	f.Intro = i18n.T(ctx, "ledger.doubles.intro")
	f.Trail = []web.Link{{Label: i18n.T(ctx, "ledger.list.title"), URL: listPath}, {Label: i18n.T(ctx, "ledger.review.title"), URL: reviewPath}}
	return web.Render(w, r, http.StatusOK, duplicatesPage(f, views))
}

// alwaysTold are the fields that a comparison shows even when they agree.
var alwaysTold = []string{"kind", "date_text", "place", "department", "beneficiary", "activity", "funder"}

func (n names) pair(ctx context.Context, p ledger.Pair, number string) pairView {
	v := pairView{
		ID: "paire-" + number, Title: i18n.T(ctx, "ledger.doubles.pair", "n", number, "day", n.date(ctx, p.A, false).Words), Likeness: i18n.T(ctx, "ledger.doubles.likeness", "n", frnum.Format(int64(p.Likeness), n.lang)),
		A: web.Link{Label: p.A.Title, URL: entryURL(p.A.ID)}, B: web.Link{Label: p.B.Title, URL: entryURL(p.B.ID)},
	}
	for _, t := range told {
		a, b := t.text(n, ctx, p.A.Content), t.text(n, ctx, p.B.Content)
		if t.key == "title" || a == "" && b == "" || a == b && !slices.Contains(alwaysTold, t.key) {
			continue
		}
		v.Rows = append(v.Rows, pairRow{Label: i18n.T(ctx, "ledger.fact."+t.key), A: orDash(a), B: orDash(b), Differs: a != b})
	}
	return v
}
