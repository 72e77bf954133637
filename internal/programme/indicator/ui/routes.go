// Package ui shows figures: all of them in one table, and for each its sheet (fiche du chiffre), which says what is counted, from which
// entries, by whom it is paid, what its evidence lacks and what was published about it. Everything here reads; nothing writes.
package ui

import (
	"context"
	"embed"

	"maillage/internal/programme/agreement"
	"maillage/internal/programme/evidence"
	"maillage/internal/programme/indicator"
	"maillage/internal/programme/ledger"
	"maillage/internal/register/territory"
	"maillage/internal/web"
)

// Texts are the words of these pages.
//
//go:embed fr.json en.json
var Texts embed.FS

// Handlers are what the pages read from.
type Handlers struct {
	Site       web.Site
	Agreements *agreement.Service
	Indicators *indicator.Service
	Ledger     *ledger.Service
	Evidence   *evidence.Service
	Gazetteer  *territory.Gazetteer
	// Uses lists the places of the report that tell a figure, in the order of the text; nil when there is no report to look into.
	Uses func(ctx context.Context, key string) ([]web.Link, error)
}

// Routes adds the pages of figures.
func Routes(m *web.Mux, h Handlers) {
	m.Get("/chiffres", web.Local, h.list)
	m.Get("/chiffres.csv", web.Local, h.exportCSV)
	m.Get("/chiffres.xlsx", web.Local, h.exportXLSX)
	m.Get("/chiffres/publies", web.Local, h.published)
	m.Get("/chiffres/publies.csv", web.Local, h.publishedCSV)
	m.Get("/chiffres/publies.xlsx", web.Local, h.publishedXLSX)
	m.Get("/chiffres/{key}", web.Local, h.sheet)
	m.Get("/chiffres/{key}/donnees.json", web.Local, h.data)
	m.Get("/chiffres/{key}/historique", web.Local, h.historyPage)
	m.Get("/chiffres/{key}/historique.csv", web.Local, h.historyCSV)
	m.Get("/chiffres/{key}/historique.xlsx", web.Local, h.historyXLSX)
}
