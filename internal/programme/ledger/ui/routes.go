// Package ui shows what happened: the list of entries and its calendar, one entry with its proofs and history, what is to be completed,
// near duplicates and the map. Everything here reads; nothing writes.
package ui

import (
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
	Ledger     *ledger.Service
	Evidence   *evidence.Service
	Indicators *indicator.Service
	Gazetteer  *territory.Gazetteer
	// Figure is the address of an indicator's page; without it figures are named and not linked.
	Figure func(key string) string
}

// Routes adds the pages of the ledger.
func Routes(m *web.Mux, h Handlers) {
	m.Get("/realisations", web.Local, h.list)
	m.Get("/realisations.csv", web.Local, h.exportCSV)
	m.Get("/realisations.xlsx", web.Local, h.exportXLSX)
	m.Get("/realisations.ics", web.Local, h.exportICS)
	m.Get("/realisations/doublons", web.Local, h.duplicates)
	m.Get("/realisations/{id}", web.Local, h.entry)
	m.Get("/a-completer", web.Local, h.review)
	m.Get("/carte", web.Local, h.departments)
	m.Get("/carte.csv", web.Local, h.mapCSV)
	m.Get("/carte.xlsx", web.Local, h.mapXLSX)
}
