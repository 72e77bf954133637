// Package ui shows what proves entries: the list of pieces, what is missing by activity, until when files are kept, one piece with the
// entries that it proves, and its files, served so that nothing in them can act on the page; and the deliverables promised. What it changes
// is what may be published of a piece, and a link that becomes a file.
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

// copySize bounds the form that brings a publishable copy: the file, and a little for the rest.
const copySize = evidence.MaxSize + 1<<20

// Routes adds the pages of evidence.
func Routes(m *web.Mux, h Handlers) {
	m.Get("/pieces", web.Local, h.list)
	m.Get("/pieces.csv", web.Local, h.exportCSV)
	m.Get("/pieces.xlsx", web.Local, h.exportXLSX)
	m.Get("/pieces/manques", web.Local, h.holes)
	m.Get("/pieces/manques.csv", web.Local, h.holesCSV)
	m.Get("/pieces/manques.xlsx", web.Local, h.holesXLSX)
	m.Get("/pieces/conservation", web.Local, h.kept)
	m.Get("/pieces/conservation.csv", web.Local, h.keptCSV)
	m.Get("/pieces/conservation.xlsx", web.Local, h.keptXLSX)
	m.Get("/pieces/{id}", web.Local, h.item)
	m.Get("/pieces/{id}/fichier", web.Local, h.file)
	m.Get("/pieces/{id}/copie-publiable", web.Local, h.publishable)
	m.Post("/pieces/{id}/copie-publiable", web.LocalAct, h.redact, web.WithMaxBody(copySize))
	m.Post("/pieces/{id}/publication", web.LocalAct, h.publication)
	m.Post("/pieces/{id}/capture", web.LocalAct, h.capture)
	m.Get("/livrables", web.Local, h.deliverables)
	m.Get("/livrables.csv", web.Local, h.deliverablesCSV)
	m.Get("/livrables.xlsx", web.Local, h.deliverablesXLSX)
	m.Get("/livrables.ics", web.Local, h.ical)
}
