// Package ui is what the site says of itself: how accessible it is, what it owes to others, and who changed what in it.
package ui

import (
	"embed"

	"maillage/internal/kit/audit"
	"maillage/internal/web"
)

// Texts are the words of these pages.
//
//go:embed fr.json en.json
var Texts embed.FS

// Handlers are what the pages read from.
type Handlers struct {
	Site  web.Site
	Trail *audit.Trail
}

// Routes adds the pages that the footer and the cover lead to.
func Routes(m *web.Mux, h Handlers) {
	m.Get("/accessibilite", web.Local, h.accessibility)
	m.Get("/licences", web.Local, h.licences)
	m.Get(journalPath, web.Local, h.journal)
	m.Get(journalPath+".csv", web.Local, h.journalCSV)
	m.Get(journalPath+".xlsx", web.Local, h.journalXLSX)
}
