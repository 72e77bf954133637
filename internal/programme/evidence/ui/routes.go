// Package ui shows what proves entries: the list of pieces, what is missing by activity, one piece with the entries that it proves, and
// its file, served so that nothing in it can act on the page. Everything here reads; nothing writes.
package ui

import (
	"embed"

	"maillage/internal/programme/agreement"
	"maillage/internal/programme/evidence"
	"maillage/internal/programme/indicator"
	"maillage/internal/programme/ledger"
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
	Evidence   *evidence.Service
	Ledger     *ledger.Service
	Indicators *indicator.Service
	// Figure is the address of an indicator's page; without it figures are named and not linked.
	Figure func(key string) string
}

// Routes adds the pages of evidence.
func Routes(m *web.Mux, h Handlers) {
	m.Get("/pieces", web.Local, h.list)
	m.Get("/pieces.csv", web.Local, h.exportCSV)
	m.Get("/pieces.xlsx", web.Local, h.exportXLSX)
	m.Get("/pieces/manques", web.Local, h.holes)
	m.Get("/pieces/{id}", web.Local, h.item)
	m.Get("/pieces/{id}/fichier", web.Local, h.file)
}
