package ui

import (
	"context"
	"net/http"
	"strings"

	"github.com/a-h/templ"

	"maillage/internal/web"
	"maillage/internal/web/i18n"
)

// chapter is a title with paragraphs or a list.
type chapter struct {
	ID, Title string
	Texts     []string
	Points    []string
}

// accessibility is the statement that French law asks for (loi n° 2005-102, article 47; RGAA 4.1, model statement). Without a valid audit a
// site is "non conforme", whatever tests it passes.
func (h Handlers) accessibility(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	f := h.Site.Frame(r, "", i18n.T(ctx, "site.accessibility.title"))
	f.Intro = i18n.T(ctx, "site.accessibility.intro", "network", h.Site.Network)
	chapters := []chapter{
		said(ctx, "state", 1, 0), said(ctx, "tests", 1, 5), said(ctx, "limits", 0, 4), said(ctx, "contact", 1, 0), said(ctx, "recourse", 1, 0),
	}
	return web.Render(w, r, http.StatusOK, accessibilityPage(f, chapters))
}

// said gathers the numbered texts of a chapter.
func said(ctx context.Context, id string, texts, points int) chapter {
	key := "site.accessibility." + id
	c := chapter{ID: id, Title: i18n.T(ctx, key+".title")}
	for i := range texts {
		c.Texts = append(c.Texts, i18n.T(ctx, key+".text"+string(rune('1'+i))))
	}
	for i := range points {
		c.Points = append(c.Points, i18n.T(ctx, key+".point"+string(rune('1'+i))))
	}
	return c
}

// group is a table of works under one title.
type group struct {
	ID, Title string
	Table     web.Table
}

func (h Handlers) licences(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	f := h.Site.Frame(r, "", i18n.T(ctx, "site.licences.title"))
	f.Intro = i18n.T(ctx, "site.licences.intro")
	return web.Render(w, r, http.StatusOK, licencesPage(f, []group{
		works(ctx, "data", data), works(ctx, "files", files), works(ctx, "libraries", libraries),
	}))
}

func works(ctx context.Context, id string, list []work) group {
	g := group{ID: id, Title: i18n.T(ctx, "site.licences."+id)}
	g.Table = web.Table{Caption: g.Title, Columns: []web.Column{
		{Label: i18n.T(ctx, "site.licences.name"), Place: web.CardTitle}, {Label: i18n.T(ctx, "site.licences.use")}, {Label: i18n.T(ctx, "site.licences.licence")},
	}}
	for _, x := range list {
		use := i18n.T(ctx, "site.use."+x.Use)
		g.Table.Rows = append(g.Table.Rows, web.Row{
			ID: strings.NewReplacer("/", "-", ".", "-", " ", "-").Replace(id + "-" + x.Name), Cells: []templ.Component{web.Text(x.Name), useCell(use, x.Attribution), web.Text(x.Licence)},
		})
	}
	return g
}
