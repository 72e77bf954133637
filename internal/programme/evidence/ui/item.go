package ui

import (
	"context"
	"net/http"

	"github.com/a-h/templ"

	"maillage/internal/kit/frdate"
	"maillage/internal/programme/agreement"
	"maillage/internal/programme/evidence"
	"maillage/internal/programme/ledger"
	"maillage/internal/web"
	"maillage/internal/web/i18n"
)

// itemView is one piece with what it proves.
type itemView struct {
	State       web.State
	Stored      bool
	FileURL     string
	Link        string
	Capture     string // address of the act that captures the link, "" when there is nothing to capture
	Facts       []fact
	Links       []linkView
	Entries     web.Table
	All         web.Link // to all entries, when more are proved than shown
	Figures     []web.Link
	Retention   retentionView
	Publication publicationView
	Files       []fileView
}

// entriesShown is how many of the entries that a piece proves are listed, and looked at for figures.
const entriesShown = 100

func (h Handlers) item(w http.ResponseWriter, r *http.Request) error {
	item, err := h.Evidence.Item(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	return h.itemPage(w, r, item, http.StatusOK, "")
}

// itemPage draws a piece; wrong is what is wrong with a copy that was handed in.
func (h Handlers) itemPage(w http.ResponseWriter, r *http.Request, item evidence.Item, status int, wrong string) error {
	ctx := r.Context()
	a, err := h.Agreements.Current(ctx)
	if err != nil {
		return err
	}
	filter := ledger.Filter{Evidence: item.ID}
	entries, err := h.Ledger.List(ctx, filter, ledger.ByDateDown, entriesShown, 0)
	if err != nil {
		return err
	}
	v := itemView{
		State: stateOf(ctx, item.State), Stored: item.State == evidence.Stored, FileURL: listPath + "/" + item.ID + "/fichier", Link: item.Link,
		Facts: facts(ctx, a, item), Entries: entriesTable(ctx, a, entries), Publication: publicationOf(ctx, item, wrong),
	}
	if item.Entries > len(entries) {
		v.All = web.Link{Label: i18n.N(ctx, "evidence.entries.all", item.Entries), URL: filter.Address()}
	}
	if v.Figures, err = h.figures(ctx, entries); err != nil {
		return err
	}
	if err := h.addFiles(ctx, a, &v, item); err != nil {
		return err
	}
	f := h.Site.Frame(r, web.Actions, item.Title)
	f.Intro = a.EvidenceKindName(item.Kind, i18n.Lang(ctx))
	f.Trail = []web.Link{{Label: i18n.T(ctx, "evidence.list.title"), URL: listPath}}
	if item.Activity != "" {
		f.Trail = append(f.Trail, web.Link{Label: label(a, paramActivity, item.Activity, i18n.Lang(ctx)), URL: listPath + "?" + paramActivity + "=" + item.Activity})
	}
	return web.Render(w, r, status, itemPage(f, v))
}

// addFiles adds what is kept of the piece and until when, and what its links last answered.
func (h Handlers) addFiles(ctx context.Context, a *agreement.Agreement, v *itemView, item evidence.Item) error {
	files, err := h.Evidence.Files(ctx, item.ID)
	if err != nil {
		return err
	}
	checks, err := h.Evidence.LinkChecks(ctx, item)
	if err != nil {
		return err
	}
	for _, f := range files {
		v.Files = append(v.Files, fileOf(ctx, f))
	}
	v.Links = linksOf(ctx, item, checks)
	if evidence.Capturable(item, files) && h.Evidence.MayAsk() == nil {
		v.Capture = listPath + "/" + item.ID + "/capture"
	}
	if !v.Stored {
		return nil
	}
	until, err := h.Evidence.Retention(ctx, item)
	v.Retention = retentionOf(ctx, a, until)
	return err
}

func entriesTable(ctx context.Context, a *agreement.Agreement, entries []ledger.Entry) web.Table {
	t := web.Table{Caption: i18n.T(ctx, "evidence.entries"), Columns: []web.Column{
		{Label: i18n.T(ctx, "evidence.column.date"), NoWrap: true, Place: web.CardTitle}, {Label: i18n.T(ctx, "evidence.column.title")},
		{Label: i18n.T(ctx, "evidence.column.kind")}, {Label: i18n.T(ctx, "evidence.column.place")},
	}}
	for _, e := range entries {
		kind, _ := a.Kind(e.Kind)
		t.Rows = append(t.Rows, web.Row{ID: "e-" + e.ID, Cells: []templ.Component{
			web.Text(frdate.ShortDay(e.Start, i18n.Lang(ctx))), web.Opens(web.Link{Label: e.Title, URL: "/realisations/" + e.ID}),
			web.Text(kind.Name.In(i18n.Lang(ctx))), web.Text(e.Place),
		}})
	}
	return t
}

// figures are the indicators that count one of the entries.
func (h Handlers) figures(ctx context.Context, entries []ledger.Entry) ([]web.Link, error) {
	list, err := h.Indicators.SupportedBy(ctx, entries...)
	var links []web.Link
	for _, x := range list {
		link := web.Link{Label: x.Label.In(i18n.Lang(ctx))}
		if h.Figure != nil {
			link.URL = h.Figure(x.Key)
		}
		links = append(links, link)
	}
	return links, err
}
