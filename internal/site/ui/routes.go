// Package ui is what the site says of itself: how accessible it is, and what it owes to others.
package ui

import (
	"embed"

	"maillage/internal/web"
)

// Texts are the words of these pages.
//
//go:embed fr.json en.json
var Texts embed.FS

// Handlers are what the pages read from.
type Handlers struct {
	Site web.Site
}

// Routes adds the pages that the footer leads to.
func Routes(m *web.Mux, h Handlers) {
	m.Get("/accessibilite", web.Local, h.accessibility)
	m.Get("/licences", web.Local, h.licences)
}
