package ui

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"maillage/internal/kit/frnum"
	"maillage/internal/programme/agreement"
	"maillage/internal/programme/evidence"
	"maillage/internal/programme/ledger"
	"maillage/internal/web"
	"maillage/internal/web/i18n"
)

// entryView is one entry with all that stands around it.
type entryView struct {
	Removed  bool
	Groups   []factGroup
	Row      rowView
	Mentions []mentionView
	Required []requirement
	Further  []web.Link // pieces that nothing requires
	Hole     *web.Hole
	Figures  []web.Link // without address when figures have no page
	Versions []versionView
}

// factGroup is a part of what an entry says.
type factGroup struct {
	ID, Title string
	Facts     []fact
}

type fact struct {
	Label string
	Value templ.Component
	Long  bool // free text, whose words may be wider than a phone
}

// rowView is the row as the imported file had it.
type rowView struct {
	File  string
	Line  int
	Cells []field
}

type mentionView struct{ Title, Kind, Activity string }

// requirement is a kind of proof that the activity asks of each entry.
type requirement struct {
	Kind  string
	State web.State
	Items []web.Link
}

func (h Handlers) entry(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	n, err := h.names(ctx)
	if err != nil {
		return err
	}
	d, err := h.Ledger.Entry(ctx, r.PathValue("id"))
	if err != nil {
		return err
	}
	items, err := h.Evidence.OfEntries(ctx, []string{d.ID})
	if err != nil {
		return err
	}
	v := entryView{Removed: d.KnownTo != nil, Row: n.rowAsWritten(d), Versions: n.versions(ctx, d.Versions)}
	v.Groups = n.facts(ctx, d.Entry)
	for _, m := range d.Mentions {
		v.Mentions = append(v.Mentions, mentionView{Title: m.Title, Kind: n.kind(m.Kind), Activity: n.activity(m.Activity)})
	}
	n.prove(ctx, &v, d.Entry, items[d.ID])
	if !v.Removed {
		if v.Figures, err = h.figures(ctx, d.Entry, n.lang); err != nil {
			return err
		}
	}
	f := h.Site.Frame(r, web.Actions, d.Title)
	f.Intro = n.intro(ctx, d.Entry)
	f.Trail = []web.Link{
		{Label: i18n.T(ctx, "ledger.list.title"), URL: listPath},
		{Label: n.kind(d.Kind), URL: ledger.Filter{Kinds: []string{d.Kind}}.Address()},
	}
	return web.Render(w, r, http.StatusOK, entryPage(f, v))
}

// intro tells in one line what, when and where.
func (n names) intro(ctx context.Context, e ledger.Entry) string {
	parts := []string{n.kindBeside(e), n.date(ctx, e, false).Words, n.place(ctx, e)}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", ")
}

// figures are the indicators that count the entry.
func (h Handlers) figures(ctx context.Context, e ledger.Entry, language string) ([]web.Link, error) {
	list, err := h.Indicators.SupportedBy(ctx, e)
	var links []web.Link
	for _, x := range list {
		link := web.Link{Label: x.Label.In(language)}
		if h.Figure != nil {
			link.URL = h.Figure(x.Key)
		}
		links = append(links, link)
	}
	return links, err
}

// rowAsWritten lists the cells in a stable order, by the name of their column.
func (n names) rowAsWritten(d ledger.Detail) rowView {
	v := rowView{File: d.File, Line: d.Line}
	for name, cell := range d.Row {
		v.Cells = append(v.Cells, field{Name: name, Label: n.fieldLabel(d.Kind, name), Value: cell})
	}
	slices.SortFunc(v.Cells, func(a, b field) int { return strings.Compare(a.Label+a.Name, b.Label+b.Name) })
	return v
}

// fieldLabel names a column; that of a reading is named by the nature that carries it.
func (n names) fieldLabel(kind, name string) string {
	k, _ := n.agreement.Kind(kind)
	for _, r := range k.Readings {
		if strings.TrimPrefix(name, "reading.") == r.Name {
			return r.Header
		}
	}
	return ledger.FieldName(name, n.lang)
}

// prove sets the proofs beside the entry: each required kind as there, announced or missing, and the pieces that nothing requires.
func (n names) prove(ctx context.Context, v *entryView, e ledger.Entry, items []evidence.Item) {
	activity, _ := n.agreement.Activity(e.Activity)
	var missing []string
	for _, kind := range activity.Evidence {
		req := n.requirement(ctx, kind, items)
		if req.State.Tone != web.OK {
			missing = append(missing, req.Kind)
		}
		v.Required = append(v.Required, req)
	}
	for _, i := range items {
		if !slices.Contains(activity.Evidence, i.Kind) {
			v.Further = append(v.Further, n.piece(i))
		}
	}
	if len(missing) > 0 && slices.Contains(ledger.CountedStates, e.State) {
		v.Hole = &web.Hole{
			What: i18n.N(ctx, "ledger.hole", len(missing)), Why: i18n.T(ctx, "ledger.hole.why", "activity", e.Activity, "kinds", strings.Join(missing, ", ")), Bad: true,
			Mend: web.Link{Label: i18n.T(ctx, "ledger.hole.all"), URL: ledger.Filter{Pile: ledger.PileEvidence, Activities: []string{e.Activity}}.Address()},
		}
	}
}

func (n names) requirement(ctx context.Context, kind string, items []evidence.Item) requirement {
	req := requirement{Kind: n.agreement.EvidenceKindName(kind, n.lang), State: web.State{Label: i18n.T(ctx, "ledger.proof.missing"), Tone: web.Bad}}
	for _, i := range items {
		if i.Kind != kind {
			continue
		}
		req.Items = append(req.Items, n.piece(i))
		if i.State == evidence.Stored {
			req.State = web.State{Label: i18n.T(ctx, "ledger.proof.stored"), Tone: web.OK}
		} else if req.State.Tone == web.Bad {
			req.State = web.State{Label: i18n.T(ctx, "ledger.proof.announced"), Tone: web.Warn}
		}
	}
	return req
}

func (n names) piece(i evidence.Item) web.Link {
	return web.Link{Label: n.agreement.EvidenceKindName(i.Kind, n.lang) + " : " + i.Title, URL: "/pieces/" + i.ID}
}

// rule tells by which rule the entry belongs to its funder, or why it belongs to none.
func (n names) rule(ctx context.Context, e ledger.Entry) string {
	if e.FunderReason != "" {
		return i18n.T(ctx, "ledger.reason."+string(e.FunderReason))
	}
	rule := agreement.BeneficiaryElseVenue
	if activity, ok := n.agreement.Activity(e.Activity); ok && activity.Attribution != "" {
		rule = activity.Attribution
	}
	if strings.HasPrefix(rule, "funder:") {
		rule = "fixed"
	}
	return i18n.T(ctx, "ledger.rule."+rule, "department", n.department(e.Department), "activity", e.Activity)
}

// measure writes a number of an entry, "" for none.
func (n names) measure(value *int64, write func(int64, string) string) string {
	if value == nil {
		return ""
	}
	return write(*value, n.lang)
}

// hours writes minutes as "3 h 30".
func hours(minutes int64, language string) string {
	text := frnum.Format(minutes/60, language) + "\u202fh"
	if rest := minutes % 60; rest != 0 {
		text += fmt.Sprintf("\u202f%02d", rest)
	}
	return text
}
