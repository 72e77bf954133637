package ui

import (
	"context"
	"net/http"

	"github.com/a-h/templ"

	"maillage/internal/kit/apperr"
	"maillage/internal/kit/frdate"
	"maillage/internal/kit/frnum"
	"maillage/internal/programme/agreement"
	"maillage/internal/programme/evidence"
	"maillage/internal/programme/ledger"
	"maillage/internal/web"
	"maillage/internal/web/i18n"
)

// itemView is one piece with what it proves.
type itemView struct {
	State   web.State
	Stored  bool
	FileURL string
	Link    string
	Facts   []fact
	Entries web.Table
	All     web.Link // to all entries, when more are proved than shown
	Figures []web.Link
}

type fact struct{ Label, Value string }

// entriesShown is how many of the entries that a piece proves are listed, and looked at for figures.
const entriesShown = 100

func (h Handlers) item(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	item, err := h.Evidence.Item(ctx, r.PathValue("id"))
	if err != nil {
		return itemError(r.PathValue("id"), err)
	}
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
		Facts: facts(ctx, a, item), Entries: entriesTable(ctx, a, entries),
	}
	if item.Entries > len(entries) {
		v.All = web.Link{Label: i18n.N(ctx, "evidence.entries.all", item.Entries), URL: filter.Address()}
	}
	if v.Figures, err = h.figures(ctx, entries); err != nil {
		return err
	}
	f := h.Site.Frame(r, web.Actions, item.Title)
	f.Intro = a.EvidenceKindName(item.Kind, i18n.Lang(ctx))
	f.Trail = []web.Link{{Label: i18n.T(ctx, "evidence.list.title"), URL: listPath}}
	if item.Activity != "" {
		f.Trail = append(f.Trail, web.Link{Label: label(a, paramActivity, item.Activity, i18n.Lang(ctx)), URL: listPath + "?" + paramActivity + "=" + item.Activity})
	}
	return web.Render(w, r, http.StatusOK, itemPage(f, v))
}

// itemError names the piece that is not there.
func itemError(id string, err error) error {
	if apperr.CodeOf(err) != apperr.NotFound {
		return err
	}
	return apperr.Newf(apperr.NotFound, "evidence.item", "Il n’y a pas de pièce « %.60s ».", "There is no piece “%.60s”.", id)
}

func facts(ctx context.Context, a *agreement.Agreement, i evidence.Item) []fact {
	language := i18n.Lang(ctx)
	list := []fact{{i18n.T(ctx, "evidence.fact.kind"), a.EvidenceKindName(i.Kind, language)}}
	add := func(key, value string) {
		if value != "" {
			list = append(list, fact{i18n.T(ctx, "evidence.fact."+key), value})
		}
	}
	add("activity", label(a, paramActivity, i.Activity, language))
	add("date", frdate.LongDay(i.DatedOn, language))
	add("added", frdate.LongDay(i.AddedAt.UTC().Format("2006-01-02"), language))
	add("filename", i.Filename)
	if i.State == evidence.Stored {
		add("type", i.Type)
		add("size", i18n.T(ctx, "evidence.bytes", "n", frnum.Format(i.Size, language)))
		add("sha256", i.SHA256)
	}
	return list
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
